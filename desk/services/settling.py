# SPDX-License-Identifier: Apache-2.0
"""How demands end: by a decision of the operator or by an issued reply, and which terms end with them.

A finding of unlawful processing outlives the demand it came from: its duties end with deeds alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from desk.domain.case import Case
from desk.domain.kinds import DemandState
from desk.domain.laws import ACKNOWLEDGED_ROWS
from desk.domain.steps import CHECK_KINDS, DEED_ROWS, FOUND_ROWS, KEPT_BY_FINDING
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.intake import add_event
from desk.services.terms import stamp
from desk.storage.models import Deadline, Demand


def settle(desk: Desk, id: int, demand: Demand, state: DemandState, outcome: str) -> None:
    """Decide a demand as the operator says."""
    _decide(desk, demand, state, outcome)
    add_event(desk, id, "decided", outcome)


def settle_by_paper(
    desk: Desk, id: int, demand_ids: Sequence[int], state: DemandState, number: str
) -> None:
    """Decide the open demands a reply answers; the outcome names the paper."""
    for demand in Demand.select().where(
        Demand.request == id, Demand.id.in_(list(demand_ids)), Demand.state == DemandState.OPEN
    ):
        _decide(desk, demand, state, number)


def _decide(desk: Desk, demand: Demand, state: DemandState, outcome: str) -> None:
    moment = stamp(desk.now())
    Demand.update(state=state.value, outcome=outcome, decided=moment).where(
        Demand.id == demand.id
    ).execute()
    if state not in (DemandState.DROPPED, DemandState.REFUSED):
        return
    # Nothing is owed on a demand that fell away; what answers a refusal ends when it is sent.
    these = (Deadline.demand == demand.id) & Deadline.met.is_null() & Deadline.dropped.is_null()
    if state is DemandState.REFUSED:
        these &= Deadline.row.in_(list(DEED_ROWS))
    if found_on(demand.id):
        these &= Deadline.row.not_in(list(KEPT_BY_FINDING))
    Deadline.update(dropped=moment).where(these).execute()


def found_on(demand: int) -> bool:
    """Whether unlawful processing was found on this demand."""
    return bool(
        Deadline.select()
        .where(
            Deadline.demand == demand,
            Deadline.row.in_(list(FOUND_ROWS)),
            Deadline.dropped.is_null(),
        )
        .exists()
    )


def check_inquired(case: Case, field: str) -> None:
    """A complaint or claim is not refused on its merits before facts, cause and measures are recorded."""
    if not case.inquired and case.open_kinds & CHECK_KINDS:
        raise Refusal(N_("First record the inquiry: facts, cause and measures."), field=field)


def meet_receipt(id: int, moment: str) -> None:
    """End the terms for acknowledging the receipt of a request."""
    Deadline.update(met=moment).where(
        Deadline.request == id,
        Deadline.row.in_(list(ACKNOWLEDGED_ROWS)),
        Deadline.met.is_null(),
        Deadline.dropped.is_null(),
    ).execute()


def reopen_receipt(id: int) -> None:
    """The acknowledgement is void: the receipt is owed again."""
    Deadline.update(met=None).where(
        Deadline.request == id,
        Deadline.row.in_(list(ACKNOWLEDGED_ROWS)),
        Deadline.dropped.is_null(),
    ).execute()
