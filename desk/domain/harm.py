# SPDX-License-Identifier: Apache-2.0
"""Harm assessment (order 178): the cases as data, what the registers and the answers make of them, the act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from desk.domain.act_papers import ActSigner
from desk.domain.paper import Facts
from desk.domain.values import Both
from desk.paths import resource


class Degree(StrEnum):
    """How much harm may be done, the highest first; of several the higher applies (item 6)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"
    """No case of item 2 applies."""


@dataclass(frozen=True)
class Case:
    """One case of item 2."""

    id: str
    degree: Degree
    norm: Both
    title: Both
    found: str = ""
    """What the registers tell of it; empty where it is only asked."""
    question: Both = field(default_factory=Both)
    """Of a case with ``found``: whether a federal law takes it out."""


@dataclass(frozen=True)
class Order:
    """The order: its cases and the days of its force."""

    source: str
    since: date
    until: date
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class HarmLine:
    """A case as it stands: whether it applies, and which records or answer make it so."""

    case: Case
    applies: bool
    records: tuple[tuple[str, Both], ...] = ()
    """Reference, such as ``purpose/site``, and title of what the registers hold."""
    answer: bool | None = None


@dataclass(frozen=True)
class Assessment:
    """An assessment as it was made; ISO days."""

    id: int
    code: str
    assessed: str
    degree: Degree
    assessors: tuple[ActSigner, ...]
    answers: Mapping[str, bool]
    lines: tuple[HarmLine, ...]
    """The cases that applied."""
    document: int | None = None
    number: str = ""
    act_day: str = ""
    changed: bool = False
    """What it rests on is another today: a new one is to be made."""


@dataclass(frozen=True)
class ActCase:
    """A line of the act: a case that applies."""

    title: Both
    norm: Both
    degree: str
    records: Both


@dataclass(frozen=True, kw_only=True)
class HarmAssessmentFacts(Facts):
    """Items а–д of item 4 of order 178; ``day`` is the day of the act."""

    assessed: date
    degree: str
    lines: tuple[ActCase, ...]
    signers: tuple[ActSigner, ...]


@cache
def order() -> Order:
    """The bundled order."""
    import tomllib

    with resource("harm", "order178.toml").open("rb") as file:
        read: dict[str, Any] = tomllib.load(file)
    cases = tuple(
        Case(
            id=each["id"],
            degree=Degree(each["degree"]),
            norm=Both(**each["norm"]),
            title=Both(**each["title"]),
            found=each.get("found", ""),
            question=Both(**each.get("question", {})),
        )
        for each in read["case"]
    )
    return Order(read["source"], read["since"], read["until"], cases)


def weigh(
    found: Mapping[str, Sequence[tuple[str, Both]]], answers: Mapping[str, bool]
) -> tuple[HarmLine, ...]:
    """Every case with whether it applies: by records no federal law takes out, or by a yes."""
    lines = []
    for case in order().cases:
        records, answer = tuple(found.get(case.found, ())), answers.get(case.id)
        applies = bool(records) and answer is not True if case.found else answer is True
        lines.append(HarmLine(case, applies, records, answer))
    return tuple(lines)


def asked(found: Mapping[str, Sequence[tuple[str, Both]]]) -> tuple[Case, ...]:
    """The cases that need an answer: exceptions only where the registers hold something."""
    return tuple(
        case
        for case in order().cases
        if case.question.ru and (not case.found or found.get(case.found))
    )


def degree_of(lines: Sequence[HarmLine]) -> Degree:
    """The highest degree of the cases that apply."""
    applying = {line.case.degree for line in lines if line.applies}
    return next((degree for degree in Degree if degree in applying), Degree.NONE)
