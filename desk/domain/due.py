# SPDX-License-Identifier: Apache-2.0
"""A computed term: its dates, its ground and the steps that lead to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desk.domain.kinds import Law
from desk.errors import N_, Refusal


class Nature(StrEnum):
    """What a row of the law is (law.md I.3): only terms give a due date."""

    TERM = "term"
    GATE = "gate"
    STANDING = "standing"
    AUTHORITY = "authority"


def plain_day(at: date | datetime) -> date:
    """The day of a term that runs in days, also where it began at a moment."""
    return at.date() if isinstance(at, datetime) else at


@dataclass(frozen=True)
class Why:
    """One step of the explanation, as data; ``phrase`` of ``domain/rules.py`` words it for a reader.

    ``kind`` is one of: ``start``, ``moment``, ``day_one``, ``skipped`` (a run of days off, ``day`` to
    ``until``, ``note`` the holiday's Russian name or empty for weekends), ``working_saturday``,
    ``nominal``, ``shifted`` (Civil Code 193; ``note`` the calendar where it is another), ``safe``, ``extended``, ``provisional``, ``at_once``,
    ``calendar_date``, ``hours``, ``capital`` (their end in Moscow time, where the operator's is another), ``gate``,
    ``own_rule``, ``contract``, ``paused`` (``day`` to ``until`` stood still, ``count`` working days were left), ``late`` (the term in whose place this one runs ended on ``day`` and was overdue by
    ``count`` days when the data were blocked), ``notice_owed`` (an extension counts only if its notice leaves by ``day``),
    ``correction_owed`` (so does the one in the place of a notice that left, though nothing rests on it),
    ``notice_missed`` (it did not leave by ``day``, and the extension to ``until`` does not count).
    """

    kind: str
    day: date | None = None
    until: date | None = None
    count: int = 0
    note: str = ""


OWED = ("notice_owed", "correction_owed")
"""Steps of a term that leads with its first day, because a notice has to leave by then."""


@dataclass(frozen=True)
class Due:
    """When something must be done (or, for a gate, not before when), and why that date.

    Dates are calendar days in the operator's legal time zone; hour terms use aware moments in UTC.
    """

    rule: str
    row: str
    nature: Nature
    start: date | datetime
    nominal: date | datetime
    """End of the count before Civil Code 193; equals ``due`` where nothing was shifted."""
    due: date | datetime
    safe: date | datetime
    """Last working day on or before the nominal date: reached even if the shift is disputed."""
    firm: bool
    """False when a day beyond the decreed calendar was counted."""
    basis: str
    """The norm, ready to print."""
    steps: tuple[Why, ...]
    own: bool = False
    """True when the ground is the operator's own promise, not the law."""
    law: Law = Law.RU
    certainty: str = ""
    """How the text of the rule is known (``rulefile.CERTAINTY``); empty for a date nobody counted."""

    @property
    def doubtful(self) -> bool:
        """A term of another law than the Russian one whose text was not read in an official source."""
        return self.law is not Law.RU and self.certainty in {"secondary", "inferred"}

    @property
    def notice(self) -> Why | None:
        """That the notice of an extension still has to leave, or did not leave in time."""
        kinds = (*OWED, "notice_missed")
        return next((step for step in self.steps if step.kind in kinds), None)

    @property
    def late(self) -> Why | None:
        """That the term in whose place this one runs was over already."""
        return next((step for step in self.steps if step.kind == "late"), None)


def steps_to_json(steps: Sequence[Why]) -> list[dict[str, object]]:
    """Steps as plain data, empty fields left out."""
    return [
        {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in (
                ("kind", step.kind),
                ("day", step.day),
                ("until", step.until),
                ("count", step.count),
                ("note", step.note),
            )
            if value
        }
        for step in steps
    ]


def steps_from_json(steps: Sequence[object]) -> tuple[Why, ...]:
    """What ``steps_to_json`` made; anything else is refused."""
    try:
        return tuple(_step(step) for step in steps)
    except (TypeError, ValueError, AttributeError) as error:
        raise Refusal(N_("The explanation of this deadline is damaged.")) from error


def _step(data: object) -> Why:
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
        raise TypeError
    return Why(
        kind=data["kind"],
        day=date.fromisoformat(data["day"]) if "day" in data else None,
        until=date.fromisoformat(data["until"]) if "until" in data else None,
        count=int(data.get("count", 0)),
        note=str(data.get("note", "")),
    )
