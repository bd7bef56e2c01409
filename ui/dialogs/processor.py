# SPDX-License-Identifier: Apache-2.0
"""What belongs to one assignment: sub-processors the processor announced, and checks of the processor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from desk.domain.assignment_words import OUTCOMES
from desk.domain.assignments import Outcome, ProcessorCheck, SubProcessor
from desk.domain.values import Both
from desk.services.assignment import assignments
from desk.services.desk import Desk
from desk.text import N_
from ui import words
from ui.act import Fields
from ui.forms import AreaField, BothField, ChoiceField, DateField, Section, TextField
from ui.jobs import Jobs
from ui.language import _
from ui.pick_fields import country_field
from ui.registers import RecordDialog, RegisterDialog, iso
from ui.tables import Column
from ui.theme import Badge, Tone


class _OfAssignment(RecordDialog):
    """A record under one assignment."""

    assignment = 0

    def state(self) -> dict[str, object]:
        """Also which assignment it belongs to."""
        return {**super().state(), "assignment": self.assignment}

    def restore(self, state: Mapping[str, object]) -> None:
        """The assignment, then the record, then what was typed."""
        kept = state.get("assignment")
        self.assignment = kept if isinstance(kept, int) else 0
        super().restore(state)


class SubProcessorDialog(_OfAssignment):
    """One sub-processor."""

    NAME: ClassVar[str] = "sub_processor"
    TITLE: ClassVar[str] = N_("Sub-processor")
    INTRO: ClassVar[str] = N_(
        "The person the processor wants to engage. While you may still object, it is shown on Today."
    )

    def fields(self) -> Fields:
        """Who it is, when it was announced, what we said."""
        today = self.desk.today
        return [
            BothField("name", N_("Sub-processor"), mandatory=True),
            country_field(N_("Country")),
            TextField("address", N_("Address")),
            BothField("does", N_("What it is to do")),
            DateField("announced", N_("Announced on"), today=today, mandatory=True),
            DateField("until", N_("We may object until"), today=today),
            Section(N_("What we said")),
            ChoiceField("outcome", N_("Decision"), options=list(OUTCOMES.items())),
            DateField("decided", N_("Decided on"), today=today),
            AreaField("note", N_("Why"), hint=N_("Without names of people.")),
        ]

    def prepare(self) -> None:
        """Announced today, nothing said."""
        self.form.set({"announced": self.desk.today(), "outcome": Outcome.NOTHING})

    def records(self) -> Sequence[SubProcessor]:
        """Those of the assignment."""
        return assignments.assignment_row(self.desk, self.assignment).subs

    def act(self, values: dict[str, Any]) -> int:
        """Keep it."""
        before = self.record or SubProcessor(0, self.assignment, Both(), "", "")
        days = {name: iso(values[name]) for name in ("announced", "until", "decided")}
        if values["outcome"] is Outcome.NOTHING:
            days["decided"] = ""
        return assignments.save_sub_processor(self.desk, replace(before, **{**values, **days}))


class ProcessorCheckDialog(_OfAssignment):
    """One check."""

    NAME: ClassVar[str] = "processor_check"
    TITLE: ClassVar[str] = N_("Check of the processor")
    INTRO: ClassVar[str] = N_(
        "The processor must show on request that it takes the measures, including before processing begins."
    )

    def fields(self) -> Fields:
        """When, what was asked, what came, when next."""
        today = self.desk.today
        return [
            DateField("on", N_("Checked on"), today=today, mandatory=True),
            AreaField("asked", N_("What was asked"), mandatory=True, rows=2),
            AreaField("came", N_("What was received"), rows=2),
            DateField("next", N_("Next check"), today=today),
        ]

    def prepare(self) -> None:
        """Today."""
        self.form.set({"on": self.desk.today()})

    def records(self) -> Sequence[ProcessorCheck]:
        """Those of the assignment."""
        return assignments.assignment_row(self.desk, self.assignment).checks

    def act(self, values: dict[str, Any]) -> int:
        """Keep it."""
        before = self.record or ProcessorCheck(0, self.assignment, "", "")
        days = {name: iso(values[name]) for name in ("on", "next")}
        return assignments.save_check(self.desk, replace(before, **{**values, **days}))


class _ListOfAssignment(RegisterDialog):
    """Records under one assignment."""

    EDITOR: ClassVar[type[_OfAssignment]]

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, assignment: int) -> None:
        self.assignment = assignment
        super().__init__(desk, jobs, parent)

    def editor(self) -> _OfAssignment:
        """The form, of this assignment."""
        made = self.EDITOR(self.desk, self.jobs, self)
        made.assignment = self.assignment
        return made


class SubProcessorsDialog(_ListOfAssignment):
    """Lists the sub-processors of one assignment."""

    TITLE: ClassVar[str] = N_("Sub-processors")
    ABOUT: ClassVar[str] = N_(
        "The person the processor announced. Without an objection in time, or with your consent, "
        "it receives data and appears on the list of third parties."
    )
    EMPTY: ClassVar[str] = N_("The processor announced nobody.")
    NEW: ClassVar[str] = N_("New sub-processor…")
    EDITOR = SubProcessorDialog

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, assignment: int) -> None:
        self.COLUMNS = _sub_columns(desk)  # type: ignore[misc]  # a badge needs the day of the desk
        super().__init__(desk, jobs, parent, assignment)

    def rows(self) -> Sequence[SubProcessor]:
        """In the order of the announcements."""
        return assignments.assignment_row(self.desk, self.assignment).subs


def _sub_columns(desk: Desk) -> tuple[Column, ...]:
    def standing(row: SubProcessor) -> Badge:
        if row.waits(desk.today()):
            return Badge(Tone.SOON, _("object or accept"))
        tone = Tone.QUIET if row.outcome is Outcome.OBJECTED else Tone.DONE
        return Badge(tone, _(OUTCOMES[row.outcome]))

    return (
        Column(
            "name",
            N_("Sub-processor"),
            lambda row, said: row.name.of(said.language),
            width=26,
            lines=3,
        ),
        Column(
            "state",
            N_("State"),
            lambda row, _words: standing(row).word,
            badge=lambda row, _words: standing(row),
            width=20,
        ),
        Column("country", N_("Country"), lambda row, _words: words.country(row.country)),
        Column("announced", N_("Announced on"), lambda row, _words: words.day(row.announced)),
        Column("until", N_("We may object until"), lambda row, _words: words.day(row.until) or "—"),
    )


class ProcessorChecksDialog(_ListOfAssignment):
    """Lists the checks of one processor."""

    TITLE: ClassVar[str] = N_("Checks of the processor")
    ABOUT: ClassVar[str] = N_(
        "When the processor was asked to show its measures, what it sent, and when the next check is due."
    )
    EMPTY: ClassVar[str] = N_("No check yet.")
    NEW: ClassVar[str] = N_("New check…")
    EDITOR = ProcessorCheckDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("on", N_("Checked on"), lambda row, _words: words.day(row.on)),
        Column("asked", N_("What was asked"), lambda row, _words: row.asked, width=36),
        Column("came", N_("What was received"), lambda row, _words: row.came or "—", width=36),
        Column("next", N_("Next check"), lambda row, _words: words.day(row.next) or "—"),
    )

    def rows(self) -> Sequence[ProcessorCheck]:
        """The newest first."""
        return assignments.assignment_row(self.desk, self.assignment).checks
