# SPDX-License-Identifier: Apache-2.0
"""Confirming data (Art. 20 (3), 21 (2)): the day they were handed in opens R07, R08 or R13.

Each day has a term of its own, for other data may come later; the first one leads until it is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desk.domain.kinds import DemandKind, DemandState, Law, RequestState
from desk.domain.laws import read
from desk.domain.proof import PROVED_KINDS
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal
from desk.services.checks import check_iso_date
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.planning import PROVED, plan
from desk.services.request.cases import refresh
from desk.services.request.extensions import move_term
from desk.services.request.handling import get_demand, require_open
from desk.services.request.inquiries import named, not_before_receipt
from desk.services.terms import RUNNING, insert_terms, rule_of, stamp
from desk.storage.models import Deadline, Demand, Request


@writes("request", "deadline")
def add_evidence(desk: Desk, id: int, demand_id: int, on: date) -> None:
    """Record the day confirming data were handed in; what ran from an earlier day runs on."""
    request = require_open(id)
    demand = get_demand(id, demand_id)
    day = not_before_receipt(desk, request, on, "on")
    laws = read(request.laws)
    terms = plan(desk, PROVED, DemandKind(demand.kind), day, 0, laws)
    if not terms:
        raise Refusal(
            N_("Confirming data set no deadline for this kind of demand."), field="demand"
        )
    if _running(desk, id, demand_id, day.isoformat()):
        raise Refusal(N_("Confirming data received on this date are already recorded."), field="on")
    insert_terms(desk, id, terms, [demand_id], desk.zone)
    add_event(desk, id, EventKind.EVIDENCE, at=day)
    refresh(desk, id)
    desk.record("request.evidence", request.number, demand=demand.kind, on=day, terms=named(terms))


def provable(desk: Desk, id: int) -> tuple[Demand, ...]:
    """Open demands of a request that confirming data can belong to."""
    request = Request.get_or_none(Request.id == id)
    if request is None or request.state != RequestState.OPEN or Law.RU not in read(request.laws):
        return ()
    return tuple(
        Demand.select()
        .where(
            Demand.request == id,
            Demand.state == DemandState.OPEN,
            Demand.kind.in_(list(PROVED_KINDS)),
            Demand.client_id.is_null(),
        )
        .order_by(Demand.id)
    )


def prove(desk: Desk, id: int, on: date) -> None:
    """Record that confirming data came with a letter that was added to a request, for all they can belong to."""
    for demand in provable(desk, id):
        if not _running(desk, id, demand.id, on.isoformat()):
            add_evidence(desk, id, demand.id, on)


def move_evidence(desk: Desk, request: Request, changes: Mapping[tuple[int, str], str]) -> None:
    """Put right, inside a correction, on which day confirming data came; an empty one means they did not.

    The key is the demand and the day recorded, both days as ISO text.
    """
    for (demand, recorded), right in changes.items():
        field = f"evidence_{demand}_{recorded}"
        rows = _running(desk, request.id, demand, recorded)
        if not rows:
            raise Refusal(
                N_("No deadline runs from confirming data received on this date."), field=field
            )
        day = check_iso_date(right, field)
        if day is None:
            ids = [row.id for row in rows]
            Deadline.update(dropped=stamp(desk.now())).where(Deadline.id.in_(ids)).execute()
            continue
        not_before_receipt(desk, request, day, field)
        for row in rows:
            move_term(desk, row, desk.rules.due(rule_of(desk, row), day, desk.zone))


def _running(desk: Desk, id: int, demand: int, day: str) -> list[Deadline]:
    """The terms that still run from confirming data of that day."""
    rules = [rule.id for rule in desk.rules.rules if rule.event == PROVED]
    return list(
        Deadline.select().where(
            Deadline.request == id,
            Deadline.demand == demand,
            Deadline.rule.in_(rules),
            Deadline.starts == day,
            RUNNING,
        )
    )
