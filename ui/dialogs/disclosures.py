# SPDX-License-Identifier: Apache-2.0
"""Data handed over once: to whom, when, on what ground, about whom; and the journal of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from desk.domain.disclosures import Disclosure
from desk.services.register import disclosures as acts
from desk.services.register import registers
from desk.services.request.people_cards import person_card
from desk.text import N_
from ui import words
from ui.act import Fields
from ui.dialogs.disclosure_journal import DisclosureJournalDialog
from ui.fields import Options
from ui.forms import BothField, ChoiceField, DateField, TextField
from ui.language import _, current
from ui.people_field import PeopleField
from ui.pick_fields import PickField
from ui.registers import RecordDialog, RegisterDialog, code_column, iso
from ui.tables import Column


class DisclosureDialog(RecordDialog):
    """One handing-over."""

    NAME: ClassVar[str] = "disclosure"
    TITLE: ClassVar[str] = N_("Data handed over")

    def fields(self) -> Fields:
        """When, to whom, on what ground, which data of whom."""
        return [
            DateField("day", N_("Day"), mandatory=True, today=self.desk.today),
            ChoiceField("recipient", N_("Who received them"), options=self._recipients),
            BothField("name", N_("or somebody else"), hint=N_("A court, an office, a bank.")),
            TextField("address", N_("Address")),
            BothField(
                "ground",
                N_("Ground"),
                mandatory=True,
                hint=N_("The legal provision and the request."),
            ),
            BothField("purpose", N_("For what"), mandatory=True),
            PickField("categories", N_("Data"), options=self._categories, rows=4),
            PeopleField("persons", N_("Whose data"), self.desk, rows=3),
            BothField(
                "whom", N_("About whom, in words"), hint=N_("A group, or people without a card.")
            ),
            TextField("reference", N_("Letter, number and date")),
        ]

    def prepare(self) -> None:
        """Today is the usual day; a recipient of the register needs no name here."""
        self.form.set({"day": self.desk.today()})
        self.form.editor("recipient").changed.connect(self._follow)
        self._follow()

    def records(self) -> list[Disclosure]:
        """Those of the register."""
        return acts.disclosures(self.desk)

    def show_record(self, record: Disclosure) -> None:
        """With the recipient of the register, or the name given here."""
        super().show_record(record)
        self.form.set({"recipient": record.recipient or 0, "day": date.fromisoformat(record.day)})
        self._follow()
        self.dirty = False

    def act(self, values: dict[str, Any]) -> int:
        """Keep it."""
        values |= {"day": iso(values["day"]), "recipient": values["recipient"] or None}
        before = self.record
        return acts.record_disclosure(
            self.desk,
            Disclosure(before.id if before else 0, before.code if before else "", **values),
        )

    def _follow(self) -> None:
        own = not self.form.editor("recipient").value()
        for name in ("name", "address"):
            self.form.show_field(name, shown=own)

    def _recipients(self) -> Options:
        language = current().language
        known = registers.recipients(self.desk)
        return [
            (0, _("somebody else: named below")),
            *((each.id, each.name.of(language)) for each in known),
        ]

    def _categories(self) -> Options:
        said = current().language
        return [(each.code, each.title.of(said)) for each in registers.categories(self.desk)]


class DisclosuresDialog(RegisterDialog):
    """Lists what was handed over."""

    TITLE: ClassVar[str] = N_("Data handed over")
    ABOUT: ClassVar[str] = N_(
        "Every single disclosure of personal data: to a tax office, a court, a bank. Answers to "
        "people mention it, and the journal of disclosures is printed from it."
    )
    EMPTY: ClassVar[str] = N_("Nothing was handed over yet.")
    NEW: ClassVar[str] = N_("Record…")
    TABLE: ClassVar[str] = "disclosure"
    EDITOR = DisclosureDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("day", N_("Day"), lambda row, _words: words.day(row.day)),
        Column("name", N_("Who received them"), lambda row, said: row.name.of(said.language), width=26, lines=3),
        Column("ground", N_("Ground"), lambda row, said: row.ground.of(said.language), width=26),
        Column("purpose", N_("For what"), lambda row, said: row.purpose.of(said.language), width=20, rank=1),
        code_column(shown=True),
    )  # fmt: skip

    def rows(self) -> Sequence[Disclosure]:
        """The newest first."""
        return acts.disclosures(self.desk)[::-1]

    def buttons(self) -> list[QPushButton]:
        """The journal of a period."""
        return [self.button("printer", N_("Journal…"), self._journal)]

    def _journal(self) -> None:
        self.present(DisclosureJournalDialog(self.desk, self.jobs, self))

    def about_row(self, row: Disclosure) -> str:
        """Whose data, and the letter."""
        people = [person_card(self.desk, id) for id in row.persons]
        named = [each.fields.name or each.ref for each in people]
        said = [*named, row.whom.of(current().language), row.reference]
        return "; ".join(each for each in said if each)
