# SPDX-License-Identifier: Apache-2.0
"""Recipients of personal data: processors, their processors, independent recipients, authorities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from desk.domain.countries import RUSSIA
from desk.domain.registers import Recipient, RecipientRole, Service
from desk.domain.values import Both
from desk.services.register import registers
from desk.text import N_
from ui import words
from ui.act import Fields
from ui.forms import BothField, ChoiceField, DateField, Section, TextField
from ui.language import _, current
from ui.pick_fields import PickField, country_field
from ui.registers import (
    RecordDialog,
    RegisterDialog,
    code_column,
    iso,
    purpose_names,
    purpose_options,
)
from ui.tables import Column
from ui.theme import Badge, Tone
from ui.words import label

_PROCESS = (RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR)


_WHO_PROCESSES = N_("Processing is assigned only to a processor, who processes data for you.")
_WHO_IS_ASKED = N_(
    "Only a recipient abroad can be asked, once its country is confirmed (Art. 12 (5))."
)


class RecipientDialog(RecordDialog):
    """One recipient."""

    NAME: ClassVar[str] = "recipient"
    TITLE: ClassVar[str] = N_("Recipient")

    def fields(self) -> Fields:
        """Who it is, in which country, for which purposes, under which contract."""
        return [
            BothField("name", N_("Name of the recipient"), mandatory=True),
            ChoiceField(
                "role", N_("Role"), options=[(each, label(each)) for each in RecipientRole]
            ),
            ChoiceField(
                "service", N_("Service"), options=[(each, label(each)) for each in Service]
            ),
            country_field(N_("Country"), N_("Look it up in the contract: saving confirms it.")),
            TextField("address", N_("Address")),
            TextField("email", N_("E-mail")),
            TextField("phone", N_("Telephone")),
            PickField(
                "purposes", N_("Purposes"), options=lambda: purpose_options(self.desk), rows=5
            ),
            Section(N_("Contract")),
            TextField("contract", N_("Contract number")),
            DateField("contract_date", N_("Contract date"), today=self.desk.today),
        ]

    def records(self) -> list[Recipient]:
        """The recipients in use."""
        return registers.recipients(self.desk)

    def act(self, values: dict[str, Any]) -> int:
        """Keep it."""
        before = self.record or Recipient(0, "", Both(), RecipientRole.PROCESSOR, "")
        values["contract_date"] = iso(values["contract_date"])
        return registers.save_recipient(self.desk, replace(before, **values))


class RecipientsDialog(RegisterDialog):
    """Lists the recipients."""

    TITLE: ClassVar[str] = N_("Recipients of data")
    ABOUT: ClassVar[str] = N_(
        "Who else receives personal data. Letters to stop processing and destroy "
        "go to them, and answers name them with their country."
    )
    EMPTY: ClassVar[str] = N_(
        "No recipients yet: add the first service or authority that receives data."
    )
    NEW: ClassVar[str] = N_("New recipient…")
    TABLE: ClassVar[str] = "recipient"
    EDITOR = RecipientDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(
            "name", N_("Recipient"), lambda row, said: row.name.of(said.language), width=28, lines=4
        ),
        Column("role", N_("Role"), lambda row, _words: label(row.role), width=40),
        Column("country", N_("Country"), lambda row, _words: words.country(row.country)),
        Column(
            "confirmed",
            N_("State"),
            lambda row, _words: _badge(row).word,
            badge=lambda row, _words: _badge(row),
        ),
        Column("service", N_("Service"), lambda row, _words: label(row.service), rank=1),
        code_column(),
    )

    def rows(self) -> Sequence[Recipient]:
        """The recipients in use."""
        return registers.recipients(self.desk)

    def buttons(self) -> list[QPushButton]:
        """What is assigned to the chosen one, and the questions to one abroad (Art. 12 (5))."""
        self.assignments_button = self.button(
            "file-check", N_("Assignments…"), self.open_assignments
        )
        self.ask_button = self.button("send", N_("Ask for information…"), self.ask)
        return [self.assignments_button, self.ask_button]

    def look(self) -> None:
        """Only to a processor something is assigned; only who is abroad, and confirmed, is asked."""
        super().look()
        row = self.row()
        able = row is not None and row.role in _PROCESS
        self.assignments_button.setEnabled(able)
        self.assignments_button.setToolTip("" if able else _(_WHO_PROCESSES))
        abroad = row is not None and row.country_confirmed and row.country != RUSSIA
        self.ask_button.setEnabled(abroad)
        self.ask_button.setToolTip("" if abroad else _(_WHO_IS_ASKED))

    def open_assignments(self) -> None:
        """The assignments to the chosen one."""
        from ui.dialogs.assignments import AssignmentsDialog

        AssignmentsDialog(self.desk, self.jobs, self, self.row().id).open()

    def ask(self) -> None:
        """Write the questions to the chosen recipient."""
        from ui.dialogs.transfer_paper import QuestionnaireDialog, RecipientCard

        row = self.row()
        dialog = QuestionnaireDialog(self.desk, self.jobs, self, RecipientCard(row))
        dialog.elsewhere.connect(lambda _where, _field: self.edit())
        self.present(dialog)

    def about_row(self, row: Recipient) -> str:
        """What its country means for a transfer, and the purposes."""
        said = [purpose_names(self.desk, row.purposes), self._list_said(row.country)]
        return "\n".join(each for each in said if each)

    def _list_said(self, country: str) -> str:
        if country in ("", RUSSIA):
            return ""
        today, language = self.desk.today(), current().language
        states = self.desk.states
        act = states.version(today, language)
        if states.listed(country, today):
            name = (
                states.official_name(country, today) if language == "ru" else words.country(country)
            )
            return _("{country} is on the list of states ({act}).", country=name, act=act)
        return _(
            "{country} is not on the list of states ({act}): a transfer has to wait for Roskomnadzor.",
            country=words.country(country),
            act=act,
        )


def _badge(row: Recipient) -> Badge:
    if row.country_confirmed:
        return Badge(Tone.DONE, _("confirmed"))
    return Badge(Tone.SOON, _("country to be confirmed"))
