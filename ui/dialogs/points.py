# SPDX-License-Identifier: Apache-2.0
"""Collection points: pages, forms, chat-bots, questionnaires, and what stands against collecting there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from desk.domain.registers import CollectionPoint, PointKind
from desk.domain.values import Both
from desk.services.register import registers
from desk.text import N_
from ui.act import Fields
from ui.dialogs.texts import TextsDialog
from ui.forms import BothField, CheckField, ChoiceField, TextField
from ui.language import _
from ui.localisation import exception_fields, follow_country
from ui.pick_fields import PickField, country_field
from ui.registers import (
    RecordDialog,
    RegisterDialog,
    code_column,
    fault_badge,
    faults_said,
    purpose_names,
    purpose_options,
)
from ui.tables import Column
from ui.words import label


class PointDialog(RecordDialog):
    """One collection point."""

    NAME: ClassVar[str] = "point"
    TITLE: ClassVar[str] = N_("Collection point")

    def fields(self) -> Fields:
        """What it is, what it links to, where data are recorded first."""
        return [
            ChoiceField("kind", N_("Kind"), options=[(each, label(each)) for each in PointKind]),
            BothField("title", N_("Title"), mandatory=True),
            TextField("address", N_("Address of the page")),
            TextField(
                "policy_link",
                N_("Link to the policy"),
                hint=N_("Where data are collected on a network, the policy must be within reach."),
            ),
            CheckField("cookie_banner", N_("A banner asks for consent to cookies")),
            TextField("counters", N_("Counters and analytics on the page")),
            country_field(
                N_("Country of first recording"),
                N_("Location of the database in which data are first recorded."),
            ),
            PickField(
                "purposes", N_("Purposes"), options=lambda: purpose_options(self.desk), rows=5
            ),
            *exception_fields(self.desk),
        ]

    def prepare(self) -> None:
        """An exception is asked for only where the database is abroad."""
        follow_country(self.form)

    def records(self) -> list[CollectionPoint]:
        """The points in use."""
        return registers.points(self.desk)

    def act(self, values: dict[str, Any]) -> int:
        """Keep it."""
        before = self.record or CollectionPoint(0, "", PointKind.FORM, Both())
        return registers.save_point(self.desk, replace(before, **values))


class PointsDialog(RegisterDialog):
    """Lists the collection points."""

    TITLE: ClassVar[str] = N_("Collection points")
    ABOUT: ClassVar[str] = N_(
        "Where people leave their data, and which text they saw there: each edition is stored "
        "with its fingerprint."
    )
    EMPTY: ClassVar[str] = N_("No collection point yet: add the first form or page.")
    NEW: ClassVar[str] = N_("New point…")
    TABLE: ClassVar[str] = "point"
    EDITOR = PointDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(
            "title", N_("Title"), lambda row, said: row.title.of(said.language), width=28, lines=3
        ),
        Column("kind", N_("Kind"), lambda row, _words: label(row.kind)),
        Column("address", N_("Address of the page"), lambda row, _words: row.address, rank=1),
        code_column(),
    )

    def rows(self) -> Sequence[CollectionPoint]:
        """The points in use."""
        return registers.points(self.desk)

    def buttons(self) -> list[QPushButton]:
        """Its texts, and the notice."""
        self.texts_button = self.button("file-text", N_("Texts…"), self.texts)
        self.notice_button = self.button("scroll-text", N_("Notice…"), self.notice)
        return [self.texts_button, self.notice_button]

    def about_row(self, row: CollectionPoint) -> str:
        """What stands against it, and the purposes."""
        faults = registers.faults_of_point(self.desk, row)
        said = faults_said(faults) or [fault_badge(()).word]
        return "\n".join([*said, purpose_names(self.desk, row.purposes)]).strip()

    def look(self) -> None:
        """Texts belong to a point; a notice tells of purposes."""
        super().look()
        row = self.row()
        self.texts_button.setEnabled(row is not None)
        able = row is not None and bool(row.purposes)
        self.notice_button.setEnabled(able)
        self.notice_button.setToolTip(
            "" if able else _("State for which purposes data are collected at this point.")
        )

    def texts(self) -> None:
        """The texts of the chosen point."""
        dialog = TextsDialog(self.desk, self.jobs, self, self.row())
        dialog.finished.connect(lambda _code: self.refresh())
        dialog.open()

    def notice(self) -> None:
        """The notice for the chosen point."""
        from ui.dialogs.collection import CollectionDialog

        self.present(CollectionDialog(self.desk, self.jobs, self, self.row().id))
