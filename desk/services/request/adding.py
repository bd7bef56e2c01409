# SPDX-License-Identifier: Apache-2.0
"""A demand of the same letter that was missed when the request was taken in."""

from __future__ import annotations

from datetime import datetime

from desk.domain.kinds import REGULATOR_KINDS, ApplicantRole, DemandKind, DemandState, RequestState
from desk.domain.laws import read
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal
from desk.services.checks import required
from desk.services.consent.withdrawals import end_at_demand
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.planning import FOUND, check_in_force
from desk.services.request.cases import refresh
from desk.services.request.corrections import planned_of
from desk.services.request.inquiries import named
from desk.services.request.known_requests import standing_request
from desk.services.request.who_asks import check_fit
from desk.services.rows import insert_row
from desk.services.terms import Planned, insert_terms
from desk.storage.models import Deadline, Demand, Request


@writes("request", "deadline", "consent")
def add_demand(desk: Desk, id: int, kind: DemandKind, reason: str) -> int:
    """Add a demand the letter makes and return its id; its terms run from the receipt of that letter."""
    reason = required(reason, "reason")
    request = _still_open(id)
    known = list(Demand.select().where(Demand.request == id).order_by(Demand.id))
    if kind in {demand.kind for demand in known}:
        raise Refusal(N_("The request already contains this demand."), field="kind")
    received = datetime.fromisoformat(request.received)
    check_in_force(desk, [kind], received, read(request.laws))
    row = {"request": id, "kind": kind.value, "state": DemandState.OPEN.value}
    added = insert_row(desk, "demand", row)
    check_fit(request)
    demands = [*known, Demand.get_by_id(added)]
    terms = _opened(desk, request, demands)
    insert_terms(desk, id, terms, [demand.id for demand in demands], desk.zone)
    add_event(desk, id, EventKind.DEMAND_ADDED, reason)
    refresh(desk, id)
    end_at_demand(desk, id)
    desk.record(
        "request.demand_added",
        request.number,
        kind=kind,
        terms=named(terms),
        reason=reason,
    )
    return added


def missed_kinds(id: int) -> tuple[DemandKind, ...]:
    """What can be added to a request: what fits who asks and is not there; refuses where nothing can."""
    request = _still_open(id)
    there = {demand.kind for demand in Demand.select().where(Demand.request == id)}
    return tuple(kind for kind in _fitting(ApplicantRole(request.role)) if kind not in there)


def _fitting(role: ApplicantRole) -> tuple[DemandKind, ...]:
    """What such an applicant can demand, in the order of the law."""
    if role is ApplicantRole.NOBODY:
        return tuple(FOUND)
    authority = role is ApplicantRole.RKN
    return tuple(kind for kind in DemandKind if authority or kind not in REGULATOR_KINDS)


def _still_open(id: int) -> Request:
    """The request; what is closed is answered, and is reopened before it is asked for more."""
    request = standing_request(id)
    if request.state == RequestState.CLOSED:
        raise Refusal(
            N_(
                "The request is closed. Reopen it, with the reason, and then add what its letter also demands; or"
                " register that as a request of its own, received when the letter came."
            )
        )
    return request


def _opened(desk: Desk, request: Request, demands: list[Demand]) -> list[Planned]:
    """The terms the newest demand opens: its own, and those of the whole letter that did not run yet."""
    whole = {
        row.rule
        for row in Deadline.select(Deadline.rule).where(
            Deadline.request == request.id, Deadline.demand.is_null()
        )
    }
    last = len(demands) - 1
    return [
        term
        for term in planned_of(desk, request, demands)
        if term.demand == last or (term.demand is None and term.due.rule not in whole)
    ]
