# SPDX-License-Identifier: Apache-2.0
"""Clients on whose assignment the operator processes, and the terms of each assignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from desk.domain.clients import LEAK_HOURS, AtEnd, Client
from desk.domain.picklists import actions
from desk.domain.values import Both
from desk.services.register import registers
from desk.text import N_
from ui import words
from ui.act import Fields
from ui.fields import Options
from ui.forms import BothField, ChoiceField, DateField, Section, TextField
from ui.language import _, current
from ui.pick_fields import PickField, TermField
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

_TERMS = (("hours", N_("hours")), ("working_days", N_("working days")), ("days", N_("days")))
_DAYS = (("days", N_("days")),)
_DATES = ("assignment_date", "until")


class ClientDialog(RecordDialog):
    """One client with its assignment."""

    NAME: ClassVar[str] = "client"
    TITLE: ClassVar[str] = N_("Client")

    def fields(self) -> Fields:
        """Who it is, what we were assigned, in which terms it is told, what becomes of the data."""
        return [
            BothField("name", N_("Full name"), mandatory=True),
            TextField("inn", N_("INN")),
            TextField("address", N_("Address")),
            TextField("email", N_("E-mail for requests")),
            TextField("incident_email", N_("E-mail for incidents")),
            TextField("phone", N_("Telephone")),
            Section(N_("Assignment")),
            TextField("assignment", N_("Number of the assignment")),
            DateField("assignment_date", N_("Date of the assignment"), today=self.desk.today),
            DateField("until", N_("Last day"), today=self.desk.today),
            PickField(
                "purposes", N_("Purposes"), options=lambda: purpose_options(self.desk), rows=4
            ),
            PickField("actions", N_("Actions"), options=self._actions(), rows=4),
            PickField("categories", N_("Categories"), options=self._categories, rows=4),
            PickField("groups", N_("Groups of people"), options=self._groups, rows=4),
            *self._terms(),
        ]

    def _terms(self) -> Fields:
        """By when the client is told, and the end."""
        return [
            Section(N_("Deadlines for notifying the client")),
            TermField("leak_term", N_("Of a leak, within"), units=_TERMS),
            TermField("request_term", N_("Of a request, within"), units=_TERMS),
            TermField(
                "sub_term",
                N_("Of a new sub-processor, before it begins"),
                hint=N_("Number of days the client has to object."),
                units=_DAYS,
            ),
            Section(N_("When the assignment ends")),
            ChoiceField("at_end", N_("The data"), [(each, label(each)) for each in AtEnd]),
            TermField("destroy_term", N_("Within")),
            BothField(
                "kept",
                N_("What we keep ourselves and why"),
                hint=N_("For example, what a tax agent has to keep, with the legal provision."),
                rows=2,
            ),
        ]

    def prepare(self) -> None:
        """Twelve hours for a leak are usual."""
        self.form.set({"leak_term": LEAK_HOURS})

    def records(self) -> list[Client]:
        """The clients in use."""
        return registers.clients(self.desk)

    def act(self, values: dict[str, Any]) -> int:
        """Keep it."""
        values |= {name: iso(values[name]) for name in _DATES}
        return registers.save_client(
            self.desk, replace(self.record or Client(0, "", Both()), **values)
        )

    def _actions(self) -> Options:
        said = current().language
        return [(code, each.title.of(said)) for code, each in actions().items()]

    def _categories(self) -> Options:
        said = current().language
        return [(each.code, each.title.of(said)) for each in registers.categories(self.desk)]

    def _groups(self) -> Options:
        said = current().language
        return [(each.code, each.title.of(said)) for each in registers.groups(self.desk)]


class ClientsDialog(RegisterDialog):
    """Lists the clients."""

    TITLE: ClassVar[str] = N_("Clients: data processed on assignment")
    ABOUT: ClassVar[str] = N_(
        "Operators on whose behalf we process personal data. They are liable to the data "
        "subjects, and we are liable to them: a request from a data subject is passed on to "
        "them, and they are notified of a leak, a new sub-processor or a destruction within the "
        "deadlines of the assignment."
    )
    EMPTY: ClassVar[str] = N_(
        "No clients yet: add the first client that assigned processing to us."
    )
    NEW: ClassVar[str] = N_("New client…")
    TABLE: ClassVar[str] = "client"
    EDITOR = ClientDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(
            "name", N_("Full name"), lambda row, said: row.name.of(said.language), width=34, lines=3
        ),
        Column("assignment", N_("Assignment"), lambda row, _words: row.assignment, width=14),
        Column("since", N_("Date"), lambda row, _words: words.day(row.assignment_date), rank=1),
        Column(
            "until",
            N_("Last day"),
            lambda row, _words: _badge(row).word,
            badge=lambda row, _words: _badge(row),
        ),
        code_column(),
    )

    def rows(self) -> Sequence[Client]:
        """The clients in use."""
        return registers.clients(self.desk)

    def buttons(self) -> list[QPushButton]:
        """What the chosen client is told."""
        self.notices_button = self.button("send", N_("What the client is told…"), self.notices)
        return [self.notices_button]

    def look(self) -> None:
        """Only a client can be told something."""
        super().look()
        self.notices_button.setEnabled(self.row() is not None)

    def notices(self) -> None:
        """The notices to the chosen client."""
        from ui.dialogs.client_notices import ClientNoticesDialog

        row = self.row()
        if row is not None:
            ClientNoticesDialog(self.desk, self.jobs, self, row).open()

    def show_id(self, id: object) -> None:
        """Choose a client, and show what it is to be told."""
        if isinstance(id, int) and self.view.choose(id):
            self.notices()

    def about_row(self, row: Client) -> str:
        """The purposes, and what stays with us."""
        kept = row.kept.of(current().language)
        said = [
            purpose_names(self.desk, row.purposes),
            _("We keep: {what}", what=kept) if kept else "",
        ]
        return "\n".join(each for each in said if each)


def _badge(row: Client) -> Badge:
    if not row.until:
        return Badge(Tone.DONE, _("open-ended"))
    return Badge(Tone.WAITING, words.day(row.until))
