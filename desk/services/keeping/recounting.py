# SPDX-License-Identifier: Apache-2.0
"""What an older program left, brought to what this one says: provisional dates and next steps.

Dates are counted again once the program brings another production calendar.

Only terms that still run and whose date no decree covered are looked at; what stays as it was keeps
its steps. One journal entry tells every date that moved or became firm.
"""

from __future__ import annotations

from dataclasses import replace

from desk.domain.days import parsed
from desk.domain.due import Due
from desk.domain.steps import EDITION, next_step
from desk.errors import Refusal
from desk.services.assignment.client_terms import count_again
from desk.services.desk import Desk, writes
from desk.services.destruction.terms import refresh as refresh_destruction
from desk.services.request.cases import load_case, refresh
from desk.services.request.extensions import with_notice
from desk.services.settings import calendar_digest, store
from desk.services.terms import RUNNING, due_columns, due_of, iso, rule_of
from desk.storage.models import Deadline


@writes("deadline", "request", "destruction", "consent")
def recount(desk: Desk) -> None:
    """Count every running provisional term by the calendar there is now."""
    store("calendar", calendar_digest())
    moved: list[dict[str, object]] = []
    requests: dict[int, None] = {}
    destructions: dict[int, None] = {}
    for row in Deadline.select().where(Deadline.firm == 0, RUNNING).order_by(Deadline.id):
        before, after = due_of(row), _again(desk, row)
        if after is None or _same(before, after):
            continue
        _put(desk, row, after)
        if row.request_id is not None:
            requests[row.request_id] = None
        if row.destruction_id is not None:
            destructions[row.destruction_id] = None
        moved.append({"term": row.id, "rule": row.rule, "from": row.due, "to": iso(after.due)})
    for id in requests:
        refresh(desk, id)
    for id in destructions:
        refresh_destruction(desk, id)
    desk.record("calendar.changed", "desk", terms=moved)


@writes("request")
def propose_anew(desk: Desk) -> None:
    """Bring the next step of every open request to what this program proposes; once for each edition of the steps."""
    store("steps", EDITION)
    kept = desk.database.execute_sql(
        "SELECT id, number, step FROM request WHERE state = 'open' ORDER BY id"
    ).fetchall()
    moved = []
    for id, number, before in kept:
        step = next_step(load_case(desk, id)[1])
        if (step.value if step else "") != before:
            refresh(desk, id)
            moved.append(number)
    desk.record("steps.changed", "desk", requests=moved)


def _again(desk: Desk, row: Deadline) -> Due | None:
    """The term counted anew, with its extension; nothing when its rule is no longer there."""
    start = parsed(row.starts)
    if row.client_notice_id is not None:
        return count_again(desk, row)
    try:
        rule = rule_of(desk, row)
        due = desk.rules.due(rule, start, desk.zone)
        # What the first day is called may be said more exactly than by the rule; what was late stays so.
        before = due_of(row)
        late = (before.late,) if before.late else ()
        due = replace(due, steps=(*before.steps[:1], *due.steps[1:], *late))
        if row.original is None:
            return due
        return with_notice(row, desk.rules.extend(rule, due), due.due)
    except Refusal:
        return None


def _same(before: Due, after: Due) -> bool:
    return (before.nominal, before.due, before.safe, before.firm) == (
        after.nominal,
        after.due,
        after.safe,
        after.firm,
    )


def _put(desk: Desk, row: Deadline, due: Due) -> None:
    """Give the term its new dates and steps; of an extended one also the first date."""
    columns = due_columns(due, desk.zone)
    if row.original is not None:
        primary = desk.rules.due(desk.rules.find(row.rule, due.start), due.start, desk.zone)
        columns["original"] = iso(primary.due)
    Deadline.update(columns).where(Deadline.id == row.id).execute()
