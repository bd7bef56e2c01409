# SPDX-License-Identifier: Apache-2.0
"""Destruction that is not possible in time (Art. 21 (6)): the data are blocked and six months run.

The six months are counted from the day from which the first term ran, the cautious reading.
"""

from __future__ import annotations

from dataclasses import replace

from desk.domain.days import day_of
from desk.domain.due import Due, Why
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.request.cases import refresh
from desk.services.request.handling import change, get_demand, meet_rows, require_open
from desk.services.rows import KeptTerm
from desk.services.terms import RUNNING, Planned, due_of, insert_terms, iso, stamp
from desk.storage.models import Deadline

_FROM = ("R15", "R21")
"""Terms to destroy after which the six months may run; Art. 21 (4) opens on no request."""
_ROW = "R23"


def six_months(desk: Desk, first: Deadline | KeptTerm) -> Due:
    """The six months in the place of the first term; that this one was over already stays with them.

    The law speaks of what cannot be destroyed within the term. Whoever records it late is not refused,
    because the data are to be blocked all the same.
    """
    base = due_of(first)
    due = desk.rules.due(desk.rules.find(_ROW), base.start, desk.zone, base=base)
    last = day_of(iso(base.due), desk.zone)
    late = (desk.today() - last).days
    return replace(due, steps=(*due.steps, Why("late", last, count=late))) if late > 0 else due


@writes("request", "deadline")
def postpone_destruction(desk: Desk, id: int, demand_id: int, reason: str) -> None:
    """Record why the data of a demand cannot be destroyed in time; they are blocked until they are."""
    request = require_open(id)
    demand = get_demand(id, demand_id)
    reason = required(reason, "reason")
    running = {
        row.row: row for row in Deadline.select().where(Deadline.demand == demand_id, RUNNING)
    }
    first = next((running[row] for row in _FROM if row in running), None)
    if first is None or _ROW in running:
        raise Refusal(
            N_("There is no deadline for destruction here that could be postponed."), field="demand"
        )
    due = six_months(desk, first)
    insert_terms(desk, id, [Planned(0, desk.rules.find(_ROW).pack, due)], [demand_id], desk.zone)
    moment = stamp(desk.now())
    if first.row == "R15":
        # The withdrawal is still answered in its own term; the duty to destroy alone gives way.
        Deadline.update(dropped=moment).where(Deadline.id == first.id).execute()
    if request.blocked is None:
        change(id, blocked=moment)
        meet_rows(id, "blocking", moment)
    add_event(desk, id, EventKind.POSTPONED, reason)
    refresh(desk, id)
    desk.record("request.postponed", request.number, demand=demand.kind, due=iso(due.due))
