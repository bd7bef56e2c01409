# SPDX-License-Identifier: Apache-2.0
"""Confirming data (Art. 20 (3), 21 (2)): the day they were handed in opens R07, R08 or R13.

Each day has a term of its own, for other data may come later; the first one leads until it is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desk.domain.kinds import DemandKind
from desk.domain.laws import read
from desk.errors import N_, Refusal
from desk.services.checks import check_iso_date
from desk.services.desk import Desk, writes
from desk.services.extensions import move_term
from desk.services.handling import get_demand, require_open
from desk.services.inquiries import named, not_before_receipt
from desk.services.intake import add_event
from desk.services.planning import plan
from desk.services.terms import insert_terms, refresh, rule_of, stamp
from desk.storage.models import Deadline, Request

_EVENT = "evidence.submitted"


@writes("request", "deadline")
def add_evidence(desk: Desk, id: int, demand_id: int, on: date) -> None:
    """Record the day confirming data were handed in; what ran from an earlier day runs on."""
    request = require_open(id)
    demand = get_demand(id, demand_id)
    day = not_before_receipt(desk, request, on, "on")
    laws = read(request.laws)
    terms = plan(desk, _EVENT, DemandKind(demand.kind), day, 0, desk.zone, laws)
    if not terms:
        raise Refusal(N_("Confirming data open no term for this kind of demand."), field="demand")
    if _running(desk, id, demand_id, day.isoformat()):
        raise Refusal(N_("Confirming data of this day are recorded already."), field="on")
    insert_terms(desk, id, terms, [demand_id], desk.zone)
    add_event(desk, id, "evidence")
    refresh(desk, id)
    desk.record("request.evidence", request.number, demand=demand.kind, on=day, terms=named(terms))


def move_evidence(desk: Desk, request: Request, changes: Mapping[tuple[int, str], str]) -> None:
    """Put right, inside a correction, on which day confirming data came; an empty one means they did not.

    The key is the demand and the day recorded, both days as ISO text.
    """
    for (demand, recorded), right in changes.items():
        field = f"evidence_{demand}_{recorded}"
        rows = _running(desk, request.id, demand, recorded)
        if not rows:
            raise Refusal(N_("No term runs from confirming data of this day."), field=field)
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
    rules = [rule.id for rule in desk.rules.rules if rule.event == _EVENT]
    return list(
        Deadline.select().where(
            Deadline.request == id,
            Deadline.demand == demand,
            Deadline.rule.in_(rules),
            Deadline.starts == day,
            Deadline.met.is_null(),
            Deadline.dropped.is_null(),
        )
    )
