# SPDX-License-Identifier: Apache-2.0
"""Information systems of personal data, with the place of their database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from desk.domain.registers import Recording, System
from desk.domain.values import Both
from desk.services.register import registers
from desk.text import N_
from ui import words
from ui.act import Fields
from ui.forms import BothField, CheckField, ChoiceField, TextField
from ui.language import _
from ui.localisation import answer_told, exception_fields, follow_country
from ui.pick_fields import PickField, country_field
from ui.registers import RecordDialog, RegisterDialog, code_column, purpose_options
from ui.tables import Column
from ui.theme import Badge, Tone
from ui.words import label


class SystemDialog(RecordDialog):
    """One information system."""

    NAME: ClassVar[str] = "system"
    TITLE: ClassVar[str] = N_("Information system")

    def fields(self) -> Fields:
        """What it is, where its database is, who gets in."""
        return [
            BothField("title", N_("Title"), mandatory=True),
            country_field(
                N_("Country of the database"),
                N_("Data of Russian citizens are first recorded in Russia (Art. 18 (5))."),
            ),
            ChoiceField(
                "recording",
                N_("First to record data of Russian citizens?"),
                options=[(each, label(each)) for each in Recording],
            ),
            PickField(
                "first_for",
                N_("Purposes for which it is the first"),
                options=lambda: purpose_options(self.desk),
                hint=N_("None chosen: for all."),
                rows=4,
            ),
            TextField("address", N_("Address of the database")),
            CheckField("rented", N_("Rented from somebody else")),
            TextField("access", N_("Who has access"), hint=N_("Positions rather than names.")),
            TextField("responsible", N_("Responsible")),
            CheckField("own_log", N_("It can export its own event log")),
            CheckField("is_desk", N_("This program itself")),
            *exception_fields(self.desk),
        ]

    def prepare(self) -> None:
        """What only a database abroad is asked appears with the country."""
        follow_country(self.form, "recording", "first_for")

    def show_record(self, record: System) -> None:
        """With the answer about where data are first recorded."""
        super().show_record(record)
        self.form.remark(answer_told(self.desk, record.id))

    def records(self) -> list[System]:
        """The systems in use."""
        return registers.systems(self.desk)

    def act(self, values: dict[str, Any]) -> int:
        """Keep it."""
        before = self.record or System(0, "", Both(), "")
        values["recording"] = Recording(values["recording"])
        return registers.save_system(self.desk, replace(before, **values))


class SystemsDialog(RegisterDialog):
    """Lists the systems."""

    TITLE: ClassVar[str] = N_("Information systems")
    ABOUT: ClassVar[str] = N_(
        "Where personal data are kept electronically. Acts of destruction and extracts from "
        "event logs name these systems."
    )
    EMPTY: ClassVar[str] = N_("No systems yet: add the first place where data are kept.")
    NEW: ClassVar[str] = N_("New system…")
    TABLE: ClassVar[str] = "system"
    EDITOR = SystemDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(
            "title", N_("Title"), lambda row, said: row.title.of(said.language), width=26, lines=3
        ),
        Column(
            "country",
            N_("Country of the database"),
            lambda row, _words: words.country(row.country) or _missing().word,
            badge=lambda row, _words: None if row.country else _missing(),
        ),
        Column(
            "rented",
            N_("Own or rented"),
            lambda row, _words: _("rented") if row.rented else _("own"),
        ),
        Column(
            "own_log", N_("Event log"), lambda row, _words: _("yes") if row.own_log else _("no")
        ),
        Column("responsible", N_("Responsible"), lambda row, _words: row.responsible, rank=1),
        code_column(),
    )

    def rows(self) -> Sequence[System]:
        """The systems in use."""
        return registers.systems(self.desk)

    def about_row(self, row: System) -> str:
        """Whether it may be the first to record data of Russian citizens."""
        return answer_told(self.desk, row.id)


def _missing() -> Badge:
    return Badge(Tone.SOON, _("to be named"))
