# SPDX-License-Identifier: Apache-2.0
"""One assignment of processing: with whom, what, where the contract says it, and at once what is lacking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, ClassVar

from desk.domain.assignment_words import GROUNDS, lacks_said
from desk.domain.assignments import (
    Assignment,
    AssignmentGround,
    AssignmentRow,
    excess_of,
    extras,
    items,
    source,
)
from desk.domain.picklists import actions
from desk.domain.registers import Recipient, RecipientRole
from desk.domain.values import Both
from desk.services.assignment import assignments
from desk.services.assignment.views import declared
from desk.services.register import registers
from desk.text import N_, capital
from ui import words
from ui.act import Fields
from ui.fields import Options
from ui.forms import (
    BothField,
    ChoiceField,
    DateField,
    ManyField,
    Section,
    TextField,
)
from ui.language import current
from ui.pick_fields import PickField
from ui.registers import JudgedDialog, iso, purpose_options

_DAYS = ("contract_date", "dated", "since", "until", "checked", "review")


class AssignmentDialog(JudgedDialog):
    """One assignment."""

    NAME: ClassVar[str] = "assignment"
    TITLE: ClassVar[str] = N_("Assignment of processing")
    INTRO: ClassVar[str] = N_(
        "Go through the contract clause by clause: whatever Art. 6 (3) requires and is not found "
        "is listed. What is missing can be added by an assignment that Desk prints for both "
        "parties to sign."
    )

    def fields(self) -> Fields:
        """With whom, what, where the contract says it, what beyond the law."""
        registers.fill_lists(self.desk)
        return [
            *self._parties(),
            *self._what(),
            *self._clauses(),
            *self._beyond(),
            *self._paper(),
        ]

    def _parties(self) -> Fields:
        today = self.desk.today
        return [
            ChoiceField("recipient", N_("Processor"), options=self._processors, mandatory=True),
            TextField("contract", N_("Contract number")),
            DateField("contract_date", N_("Contract date"), today=today),
            DateField("since", N_("In force from"), today=today, mandatory=True),
            DateField(
                "until", N_("Last day"), today=today, hint=N_("If empty: no end is planned.")
            ),
            ChoiceField("ground", N_("Ground"), options=list(GROUNDS.items())),
            BothField("ground_words", N_("Which law, which article")),
        ]

    def _paper(self) -> Fields:
        today = self.desk.today
        return [
            Section(N_("Assignment as a paper: contacts and signatures"), folded=True),
            TextField("number", N_("Assignment number")),
            DateField("dated", N_("Assignment date"), today=today),
            TextField(
                "operator_contact",
                N_("Our contact"),
                hint=N_("If empty: from the operator’s card."),
            ),
            TextField(
                "processor_contact",
                N_("Contact of the processor"),
                hint=N_("If empty: from its record."),
            ),
            BothField("signer_name", N_("Who signs for the processor")),
            BothField("signer_post", N_("Position")),
        ]

    def _what(self) -> Fields:
        language = current().language
        people = [(each.code, each.title.of(language)) for each in registers.groups(self.desk)]
        data = [(each.code, each.title.of(language)) for each in registers.categories(self.desk)]
        deeds = [(code, each.title.of(language)) for code, each in actions().items()]
        return [
            Section(N_("What is assigned")),
            PickField(
                "purposes",
                N_("Purposes"),
                options=self._purposes,
                rows=4,
                hint=N_(
                    "A new assignment starts from the purposes in the processor’s record, with their data and "
                    "people: untick what it does not get."
                ),
            ),
            BothField("further", N_("Purposes of the contract that are not in the register")),
            PickField("categories", N_("Which data"), options=data, rows=6, mandatory=True),
            PickField("groups", N_("Whose data"), options=people, rows=4, mandatory=True),
            ManyField("actions", N_("Actions"), options=deeds, mandatory=True),
        ]

    def _clauses(self) -> Fields:
        language = current().language
        return [
            Section(N_("Where the contract says it: clause by clause")),
            DateField(
                "checked",
                N_("Contract reviewed on"),
                today=self.desk.today,
                hint=source().of(language),
            ),
            *(
                TextField(
                    f"clause_{code}",
                    capital(each.short.of(language)),
                    hint=f"{each.title.of(language)} ({each.norm.of(language)})",
                )
                for code, each in items().items()
            ),
        ]

    def _beyond(self) -> Fields:
        language = current().language
        offered = [(code, each.title.of(language)) for code, each in extras().items()]
        return [
            Section(N_("Useful terms beyond the law")),
            ManyField("extras", N_("Further terms"), options=offered, columns=1),
            ChoiceField(
                "hours",
                N_("Notify of a leak within, hours"),
                options=[(hours, str(hours)) for hours in range(1, 25)],
                hint=N_("Twelve hours leave us half of the 24 hours of Art. 21 (3.1)."),
            ),
            DateField("review", N_("Review it on"), today=self.desk.today),
        ]

    def _processors(self) -> Options:
        found = [
            each
            for each in registers.recipients(self.desk)
            if each.role in (RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR)
            and each.country_confirmed
        ]
        named = [
            (
                each.id,
                " · ".join(
                    filter(
                        None,
                        (
                            each.name.of(current().language),
                            words.country(each.country),
                            each.address,
                        ),
                    )
                ),
            )
            for each in found
        ]
        return [(0, "—"), *named]

    def _purposes(self) -> Options:
        """Those in force; what a closed one says stays ticked beside them."""
        return purpose_options(self.desk)

    def prepare(self) -> None:
        """A new one is in force from today, with the twelve hours offered."""
        self._told, self._titles = declared(self.desk)
        self._row: AssignmentRow | None = None
        self.form.set(
            {
                "since": self.desk.today(),
                "ground": AssignmentGround.CONSENT,
                "extras": ("incident",),
                "hours": 12,
            }
        )
        self._proposed = Assignment(0, "", 0)
        self.form.changed.connect(self._propose)
        self.form.changed.connect(self._judge)
        self._judge()

    def _propose(self) -> None:
        """A new one starts from what the registers say of its processor; what was ticked by hand stays."""
        recipient = self.form.editor("recipient").value()
        if self.record or not isinstance(recipient, int) or recipient == self._proposed.recipient:
            return
        before, self._proposed = self._proposed, Assignment(0, "", 0)
        if recipient:
            self._proposed = assignments.proposed_assignment(self.desk, recipient)
        for name in ("purposes", "categories", "groups"):
            if self.form.editor(name).value() in ((), getattr(before, name)):
                self.form.set({name: getattr(self._proposed, name)})

    def give_to(self, recipient: int) -> None:
        """Start a new assignment to this processor."""
        self.form.set({"recipient": recipient})
        self.dirty = False

    def records(self) -> list[AssignmentRow]:
        """The assignments in use."""
        return assignments.assignments(self.desk)

    def show_record(self, record: AssignmentRow) -> None:
        """Edit this assignment."""
        self.record = self._row = record
        one = record.assignment
        values = {each.name: getattr(one, each.name) for each in fields(one)}
        values |= {f"clause_{code}": one.clauses.get(code, "") for code in items()}
        self.form.set(values)
        self._judge()
        self.dirty = False

    def act(self, values: dict[str, object]) -> int:
        """Keep it."""
        days: dict[str, Any] = {name: iso(values[name]) for name in _DAYS}
        return assignments.save_assignment(self.desk, replace(self._read(values), **days))

    def _read(self, values: Mapping[str, object]) -> Assignment:
        """What the form says, its days apart."""
        names = {each.name for each in fields(Assignment)} - set(_DAYS)
        typed: dict[str, Any] = {name: value for name, value in values.items() if name in names}
        clauses = {code: str(values[f"clause_{code}"]) for code in items()}
        before = self.record.assignment if self.record else Assignment(0, "", 0)
        return replace(before, **typed, clauses={k: v for k, v in clauses.items() if v})

    def _judge(self) -> None:
        """Say at once what is lacking and what goes too far."""
        values = {name: self.form.editor(name).value() for name in self._judged()}
        by_law = values["ground"] is AssignmentGround.LAW
        self.form.show_field("ground_words", by_law)
        checked = bool(self.form.editor("checked").state())
        one = replace(self._read(values), checked="1" if checked else "")
        deeds = {code: each.title for code, each in actions().items()}
        excess = excess_of(one, self._told, self._titles, deeds)
        row = self._row or AssignmentRow(one, _NOBODY)
        told = lacks_said(replace(row, assignment=one, excess=excess))
        said = "\n".join(map(current().tell, told))
        self.faults.say(said)

    def _judged(self) -> list[str]:
        return [
            "recipient", "ground", "purposes", "further", "categories", "actions",
            *(f"clause_{code}" for code in items()),
        ]  # fmt: skip


_NOBODY = Recipient(0, "", Both(), RecipientRole.PROCESSOR, "")
