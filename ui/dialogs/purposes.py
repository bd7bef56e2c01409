# SPDX-License-Identifier: Apache-2.0
"""The purposes of processing: which are red and why, their editions, and starter sets to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from desk.domain.registers import Purpose
from desk.services.desk import Desk
from desk.services.register import registers
from desk.text import N_
from ui import words
from ui.act import ActDialog, Fields
from ui.dialogs.purpose import PurposeDialog
from ui.dialogs.starter import StarterDialog
from ui.forms import DateField, TextField
from ui.jobs import Jobs
from ui.language import _, current
from ui.registers import RegisterDialog, code_column, fault_badge, faults_said, iso
from ui.tables import Column
from ui.theme import Badge, Tone


class PurposesDialog(RegisterDialog):
    """Lists the purposes; declares, changes, closes."""

    TITLE: ClassVar[str] = N_("Purposes of processing")
    ABOUT: ClassVar[str] = N_(
        "What personal data are processed for, on what ground and for how long. Consents and "
        "papers take purposes from here."
    )
    EMPTY: ClassVar[str] = N_(
        "No purpose is declared yet. Choose a starter set and adapt it, or declare the first one."
    )
    NEW: ClassVar[str] = N_("New purpose…")
    EDITOR = PurposeDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(
            "state",
            N_("State"),
            lambda row, _words: _badge(row).word,
            badge=lambda row, _words: _badge(row),
            tip=lambda row, _words: "\n".join(faults_said(row.faults)),
            width=16,
        ),
        Column(
            "title",
            N_("Purpose"),
            lambda row, said: row.fields.title.of(said.language),
            width=52,
            lines=2,
        ),
        Column("since", N_("Since"), lambda row, _words: words.day(row.since)),
        Column("until", N_("Until"), lambda row, _words: words.day(row.until), rank=1),
        Column("edition", N_("Edition"), lambda row, _words: str(row.edition), rank=2),
        code_column(lambda row: row.fields.code),
    )

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None) -> None:
        self.closed = QCheckBox(_("Closed editions, too"))
        super().__init__(desk, jobs, parent)
        self.closed.toggled.connect(lambda _on: self.refresh())
        self.view.explain_empty(_(self.EMPTY), _("Choose a starter set…"), self.starter)

    def rows(self) -> Sequence[Purpose]:
        """The editions in force, or all of them; those to be put right first."""
        found = registers.purposes(self.desk, self.closed.isChecked())
        return sorted(found, key=lambda each: not (each.faults and not each.until))

    def buttons(self) -> list[QPushButton]:
        """Closing a purpose, and the sets."""
        self.close_button = self.button("archive", N_("Close the purpose…"), self.close_purpose)
        starter = self.button("list-checks", N_("Starter set…"), self.starter)
        return [self.close_button, starter]

    def about_row(self, row: Purpose) -> str:
        """Why it is red; else what was put right in it."""
        if row.faults:
            return "\n".join(faults_said(row.faults))
        said = row.fields.correction.of(current().language)
        return (
            _("Corrected where published policies are often wrong: {what}", what=said)
            if said
            else ""
        )

    def look(self) -> None:
        """Only a purpose in force can be closed."""
        super().look()
        row = self.row()
        self.close_button.setEnabled(row is not None and not row.until)

    def close_purpose(self) -> None:
        """Close the chosen purpose without a next edition."""
        dialog = ClosePurposeDialog(self.desk, self.jobs, self)
        dialog.purpose = self.row().id
        self.present(dialog)

    def starter(self) -> None:
        """Take in a starter set."""
        self.present(StarterDialog(self.desk, self.jobs, self))

    def _lay_out(self) -> None:
        self.closed.setParent(self)
        super()._lay_out()
        self.column.insertWidget(2, self.closed)


class ClosePurposeDialog(ActDialog):
    """Closes a purpose: from that day nothing new may rest on it."""

    TITLE: ClassVar[str] = N_("Close the purpose")
    VERB: ClassVar[str] = N_("Close the purpose")
    INTRO: ClassVar[str] = N_(
        "Nothing new can be recorded for a closed purpose. Records based on it stay readable; "
        "data that are no longer needed must be destroyed."
    )
    purpose = 0

    def fields(self) -> Fields:
        """The day and the reason."""
        return [
            DateField("on", N_("Closed on"), mandatory=True, today=self.desk.today),
            TextField("reason", N_("Reason"), mandatory=True),
        ]

    def prepare(self) -> None:
        """Today."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> None:
        """Close it."""
        registers.close_purpose(self.desk, self.purpose, iso(values["on"]), str(values["reason"]))


def _badge(row: Purpose) -> Badge:
    if row.until:
        return Badge(Tone.QUIET, _("closed"))
    return fault_badge(row.faults)
