# SPDX-License-Identifier: Apache-2.0
"""Assignments of processing (Art. 6 (3)): what one says, what it lacks, and what goes beyond what people were told.

The eight obligatory items and the useful extra terms are data with norm and source (``resources/assignments``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from desk.domain.countries import RUSSIA
from desk.domain.registers import Recipient
from desk.domain.values import Both
from desk.paths import resource

INCIDENT_HOURS = 12
"""Offered for the incident clause: half of the 24 hours of Art. 21 (3.1)."""


@dataclass(frozen=True)
class Term:
    """One thing an assignment says."""

    code: str
    title: Both
    short: Both = field(default_factory=Both)
    norm: Both = field(default_factory=Both)
    clause: str = ""
    """Where the desk's own paper says it."""


def items() -> Mapping[str, Term]:
    """The eight obligatory items by code, in the order of the law."""
    return _terms("item")


def extras() -> Mapping[str, Term]:
    """Useful terms the law does not ask for."""
    return _terms("extra")


def source() -> Both:
    """Where the eight items were read."""
    return Both(**_file()["source"])


@cache
def _terms(name: str) -> Mapping[str, Term]:
    return {
        each["code"]: Term(
            code=each["code"],
            title=Both(**each["title"]),
            short=Both(**each.get("short", {})),
            norm=Both(**each.get("norm", {})),
            clause=each.get("clause", ""),
        )
        for each in _file()[name]
    }


@cache
def _file() -> dict[str, Any]:
    with resource("assignments", "terms.toml").open("rb") as file:
        return tomllib.load(file)


class AssignmentGround(StrEnum):
    """What lets the operator assign processing: consent, unless a federal law provides otherwise."""

    CONSENT = "consent"
    LAW = "law"


class Outcome(StrEnum):
    """What the operator said of a sub-processor that was announced."""

    NOTHING = "nothing"
    OBJECTED = "objected"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class Assignment:
    """Processing assigned to one processor; days are ISO."""

    id: int
    code: str
    recipient: int
    purposes: tuple[str, ...] = ()
    """Codes."""
    categories: tuple[str, ...] = ()
    """Codes."""
    groups: tuple[str, ...] = ()
    """Codes."""
    actions: tuple[str, ...] = ()
    """Codes of the actions of Art. 3 (3)."""
    further: Both = field(default_factory=Both)
    """Purposes the contract names and the register does not have."""
    contract: str = ""
    contract_date: str = ""
    number: str = ""
    dated: str = ""
    since: str = ""
    until: str = ""
    """Last day; empty while no end is planned."""
    ground: AssignmentGround = AssignmentGround.CONSENT
    ground_words: Both = field(default_factory=Both)
    """The federal law, where it is the ground."""
    operator_contact: str = ""
    processor_contact: str = ""
    signer_name: Both = field(default_factory=Both)
    """Who signs for the processor."""
    signer_post: Both = field(default_factory=Both)
    checked: str = ""
    """The day the contract was read clause by clause."""
    clauses: Mapping[str, str] = field(default_factory=dict)
    """Of each obligatory item the clause of the contract that says it; an item without one is missing."""
    extras: tuple[str, ...] = ()
    hours: int = INCIDENT_HOURS
    """Within how many hours the processor tells of a leak."""
    review: str = ""
    """The day to look at it again."""
    document: int | None = None
    """The paper of the desk that is the assignment."""

    def runs(self, on: date) -> bool:
        """Whether the processor may act on it on that day."""
        day = on.isoformat()
        return self.since <= day and (not self.until or day <= self.until)


@dataclass(frozen=True)
class Declared:
    """What people were told of a purpose: its edition in force, or that it is closed."""

    title: Both
    categories: frozenset[str]
    actions: frozenset[str]
    closed: bool = False


@dataclass(frozen=True)
class Excess:
    """What an assignment names beyond what people were told."""

    kind: str
    """``purpose``, ``category`` or ``action``."""
    title: Both


@dataclass(frozen=True)
class ConsentGap:
    """Consents in force to a purpose of an assignment that say less than it does, or that there is none."""

    purpose: Both
    total: int
    lacking: tuple[tuple[Both, int], ...] = ()
    """Categories the assignment names, and in how many of the consents they are not."""


@dataclass(frozen=True)
class SubProcessor:
    """Somebody the processor announced to engage."""

    id: int
    assignment: int
    name: Both
    country: str
    announced: str
    until: str = ""
    """The last day to object."""
    address: str = ""
    does: Both = field(default_factory=Both)
    outcome: Outcome = Outcome.NOTHING
    decided: str = ""
    note: str = ""

    def waits(self, on: date) -> bool:
        """Whether the operator may still object on that day."""
        day = on.isoformat()
        return self.outcome is Outcome.NOTHING and (not self.until or day <= self.until)

    def works(self, on: date) -> bool:
        """Whether it gets data: accepted, or nobody objected in time."""
        return self.outcome is Outcome.ACCEPTED or (
            self.outcome is Outcome.NOTHING and not self.waits(on)
        )


@dataclass(frozen=True)
class ProcessorCheck:
    """One look at the processor: what was asked, what came, when the next is due."""

    id: int
    assignment: int
    on: str
    asked: str
    came: str = ""
    next: str = ""


@dataclass(frozen=True)
class AssignmentRow:
    """An assignment as the register lists it."""

    assignment: Assignment
    recipient: Recipient
    issued: str = ""
    """Number of the desk's own paper, while it is not void."""
    signed: bool = False
    """Both parties signed it, and no signature is broken."""
    broken: bool = False
    """The last check found a signature of its paper broken."""
    excess: tuple[Excess, ...] = ()
    subs: tuple[SubProcessor, ...] = ()
    checks: tuple[ProcessorCheck, ...] = ()
    """The newest first."""

    @property
    def id(self) -> int:
        """Its id."""
        return self.assignment.id

    @property
    def code(self) -> str:
        """Its code."""
        return self.assignment.code

    @property
    def number(self) -> str:
        """What it is referred to by."""
        return f"assignment/{self.code}"

    @property
    def foreign(self) -> bool:
        """The processor is abroad: it answers to the subject beside the operator (Art. 6 (6))."""
        return self.recipient.country not in ("", RUSSIA)

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of the obligatory items that stand nowhere; the desk's own signed paper says them all."""
        if self.signed:
            return ()
        return tuple(code for code in items() if not self.assignment.clauses.get(code))

    @property
    def checked(self) -> bool:
        """Somebody looked for the eight items."""
        return self.signed or bool(self.assignment.checked)

    def where(self, code: str) -> str:
        """The clause that says an item, in the contract or else in the desk's own signed paper."""
        own = items()[code].clause if self.signed else ""
        return self.assignment.clauses.get(code) or own

    def ended(self, on: date) -> bool:
        """Its last day is over."""
        return bool(self.assignment.until) and self.assignment.until < on.isoformat()

    def due(self, on: date) -> str:
        """The day since which a check or a review is due; empty while none is."""
        planned = (self.checks[0].next if self.checks else "", self.assignment.review)
        return min((day for day in planned if day and day <= on.isoformat()), default="")


def excess_of(
    assignment: Assignment,
    told: Mapping[str, Declared],
    categories: Mapping[str, Both],
    actions: Mapping[str, Both],
) -> tuple[Excess, ...]:
    """Purposes nobody is told of, and data and actions that none of its purposes has or had.

    ``told`` has the purposes of the register, ``categories`` and ``actions`` the titles, all by code.
    """
    mine = [told[code] for code in assignment.purposes if code in told]
    data = frozenset().union(*(each.categories for each in mine))
    deeds = frozenset().union(*(each.actions for each in mine))
    found = [Excess("purpose", each.title) for each in mine if each.closed]
    if assignment.further.ru or assignment.further.en:
        found.append(Excess("purpose", assignment.further))
    found += [
        Excess("category", categories.get(code, Both(code, code)))
        for code in assignment.categories
        if code not in data
    ]
    found += [
        Excess("action", actions.get(code, Both(code, code)))
        for code in assignment.actions
        if code not in deeds
    ]
    return tuple(found)
