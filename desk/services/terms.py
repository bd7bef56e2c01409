# SPDX-License-Identifier: Apache-2.0
"""How a term is kept in the file and read back, in the words of its rule.

Dates are computed by the rule book; here they become rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from desk.domain.clients import TITLES as CLIENT_TITLES
from desk.domain.days import day_of, parsed, start_of
from desk.domain.due import OWED, Due, Nature, Why, steps_from_json, steps_to_json
from desk.domain.kinds import Law, Step
from desk.domain.lateness import Late, lateness
from desk.domain.request import DeadlineView
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.rows import KeptTerm
from desk.services.settings import promises_confirmed
from desk.storage.models import Deadline

if TYPE_CHECKING:
    from desk.domain.rules import Rule

RUNNING = Deadline.met.is_null() & Deadline.dropped.is_null()
"""The condition for terms that are neither met nor given up."""
SET_DATE = "letter.date"
"""Rule id of the date a letter sets by itself."""
SET_TITLE = N_("Date set in the letter itself")
CLAUSE_DATE = "clause.date"
"""Rule id of a date that a contract or an agreement sets for a destruction."""
_CLAUSE_TITLE = N_("Destroy the data: date of the contract or agreement")
TITLES = {SET_DATE: SET_TITLE, CLAUSE_DATE: _CLAUSE_TITLE, **CLIENT_TITLES}


@dataclass(frozen=True)
class Planned:
    """A term about to be opened, for the demand at ``demand`` in the request's order (``None``: for all)."""

    demand: int | None
    pack: str
    due: Due


def stamp(moment: datetime) -> str:
    """A moment as the file keeps it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def iso(value: date | datetime) -> str:
    """A day, or a moment in UTC."""
    return stamp(value) if isinstance(value, datetime) else value.isoformat()


def rule_of(desk: Desk, row: Deadline | KeptTerm) -> Rule:
    """The rule of a kept term, in the edition of the day from which it runs."""
    return desk.rules.find(row.rule, day_of(row.starts, desk.zone))


def end_of(due: date | datetime, zone: str) -> str:
    """The moment at which the term is over: of a day, its midnight in the legal zone (GK 194)."""
    if isinstance(due, datetime):
        return stamp(due)
    return stamp(start_of(due + timedelta(days=1), zone))


def latest_end_of(day: date, zone: str) -> str:
    """The moment by which a term of that day is over, in whichever zone of the operator it was counted."""
    return max(end_of(day, name) for name in zone.split(" ")[::2])


def fixed_date(desk: Desk, rule: str, day: date, sets: date, basis: str, event: str = "") -> Due:
    """A date, not a period: nothing shifts it, and before a day off the working day before is safe."""
    safe = max(desk.rules.calendar.previous_working(sets), min(day, sets))
    steps = [Why("start", day, note=event), Why("calendar_date", sets)]
    if safe < sets:
        steps.append(Why("safe", safe))
    return Due(rule, "", Nature.TERM, day, sets, sets, safe, True, basis, tuple(steps))


_INSERT = (
    "INSERT INTO deadline ({owner}, demand, pack, rule, row, nature, own, starts, nominal, due,"
    " due_moment, safe, firm, basis, steps) VALUES "
)
_VALUES = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def insert_terms(
    desk: Desk,
    id: int,
    terms: Iterable[Planned],
    demands: Sequence[int],
    zone: str,
    *,
    owner: str = "request",
) -> None:
    """Write planned terms in one statement; ``demands`` gives the id of each demand by its order.

    ``owner`` is the column of the record: request, consent, destruction, client, …
    """
    values: list[object] = []
    count = 0
    for term in terms:
        due = term.due
        demand = None if term.demand is None else demands[term.demand]
        values += [id, demand, term.pack, due.rule, due.row, due.nature.value, int(due.own)]
        values += [iso(due.start), iso(due.nominal), iso(due.due), end_of(due.due, zone)]
        values += [iso(due.safe), int(due.firm), due.basis, steps_json(due)]
        count += 1
    if count:
        desk.database.execute_sql(
            _INSERT.format(owner=owner) + ", ".join([_VALUES] * count), values
        )


def steps_json(due: Due) -> str:
    """The explanation as the file keeps it."""
    return json.dumps(steps_to_json(due.steps), ensure_ascii=False, separators=(",", ":"))


def due_columns(due: Due, zone: str) -> dict[str, object]:
    """The columns of a term that its dates fill."""
    return {
        "nominal": iso(due.nominal),
        "due": iso(due.due),
        "due_moment": end_of(due.due, zone),
        "safe": iso(due.safe),
        "firm": int(due.firm),
        "steps": steps_json(due),
    }


def due_of(
    row: Deadline | KeptTerm, basis: str = "", law: Law = Law.RU, certainty: str = ""
) -> Due:
    """A kept term as a value; ``basis`` is the norm in the words of the reader."""
    return Due(
        rule=row.rule,
        row=row.row,
        nature=Nature(row.nature),
        start=parsed(row.starts),
        nominal=parsed(row.nominal),
        due=parsed(row.due),
        safe=parsed(row.safe),
        firm=bool(row.firm),
        basis=basis or row.basis,
        steps=steps_from_json(json.loads(row.steps)),
        own=bool(row.own),
        law=law,
        certainty=certainty,
    )


def extendable(desk: Desk, rule: str, starts: str, due: str = "") -> bool:
    """Whether the rule knows an extension that may be told; what is due at once is never extended."""
    if rule == SET_DATE or due == starts:
        return False
    try:
        found = desk.rules.find(rule, day_of(starts, desk.zone))
    except Refusal:
        return False
    # A notice of extension names the term to the person: of an own rule nobody promised there is none.
    return found.extension is not None and (not found.own or promises_confirmed(desk))


def worded(desk: Desk, row: Deadline | KeptTerm, language: str) -> tuple[str, Due]:
    """The short name of the duty and the term, with its norm, for a reader of ``language``."""
    if row.rule in TITLES:
        title = desk.catalogue(language).gettext(TITLES[row.rule])
        return title, due_of(row, title if row.rule == SET_DATE else "")
    try:
        rule = desk.readable_rules.find(row.rule, day_of(row.starts, desk.zone))
    except Refusal:
        return row.row, due_of(row)
    basis = rule.basis.of(language)
    return rule.title.of(language), due_of(row, basis, rule.law, rule.certainty)


def late_of(desk: Desk, row: Deadline | KeptTerm, due: Due) -> Late | None:
    """How late a term was met; nothing while it runs."""
    if not row.met:
        return None
    try:
        calendar = desk.rules.calendar_of(rule_of(desk, row))
    except Refusal:  # A date of a letter or contract follows no rule.
        calendar = desk.rules.calendar
    return lateness(due, row.met, row.due_moment, desk.zone, calendar)


def deadline_view(desk: Desk, row: KeptTerm, language: str) -> DeadlineView:
    """A term as a record shows it."""
    title, due = worded(desk, row, language)
    return DeadlineView(
        id=row.id,
        demand=row.demand_id,
        due=due,
        title=title,
        original=row.original or "",
        extended_because=row.extended_because,
        met=row.met or "",
        late=late_of(desk, row, due),
    )


NEVER = "9999"
"""Sorts after every moment: no term runs."""


def leads_by(row: KeptTerm, zone: str) -> tuple[str, str, str]:
    """End, day and safe day by which a term leads: the first ones until the notice of its extension left."""
    if row.original is None or not any(owed in row.steps for owed in OWED):
        return row.due_moment, row.due, row.safe
    return end_of(parsed(row.original), zone), row.original, row.original


def leading(rows: Iterable[KeptTerm], zone: str) -> KeptTerm | None:
    """The term that leads; on the same day the law goes before the own promise."""
    return min(rows, key=lambda row: (leads_by(row, zone)[0], row.own, row.id), default=None)


def shown_columns(
    due_moment: str, due: str, safe: str, firm: int, step: Step | None
) -> dict[str, object]:
    """The columns by which the register is sorted, of the leading term."""
    return {
        "due": due_moment,
        "due_shown": due,
        "safe": safe,
        "firm": firm,
        "step": step.value if step else "",
    }
