# SPDX-License-Identifier: Apache-2.0
"""How demands end: by a decision of the operator or by an issued reply, and which terms end with them.

A finding of unlawful processing outlives the demand it came from: its duties end with deeds alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peewee import fn

from desk.domain.case import Case
from desk.domain.deeds import DEED_ROWS, FOUND_ROWS, KEPT_BY_FINDING, VISIT_ROW
from desk.domain.kinds import DemandKind, DemandState, RequestState
from desk.domain.laws import ACKNOWLEDGED_ROWS
from desk.domain.numbering import printed_number
from desk.domain.steps import CHECK_KINDS, REPLY_FORMS, UNFOUNDED_KINDS
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.events import add_event
from desk.services.request.cases import load_case, refresh
from desk.services.terms import RUNNING, stamp
from desk.storage.models import Deadline, Demand, Document, Event, Request


def settle(desk: Desk, id: int, demand: Demand, state: DemandState, outcome: str) -> None:
    """Decide a demand as the operator says."""
    _decide(desk, demand, state, outcome)
    add_event(desk, id, EventKind.DECIDED, outcome)


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
    unfounded = state is DemandState.UNFOUNDED
    kept = DemandState.SATISFIED if unfounded else state
    Demand.update(
        state=kept.value, outcome=outcome, decided=moment, unfounded=int(unfounded)
    ).where(Demand.id == demand.id).execute()
    if state not in (DemandState.DROPPED, DemandState.REFUSED):
        return
    # Nothing is owed on a demand that fell away; what answers a refusal ends when it is sent.
    these = (Deadline.demand == demand.id) & RUNNING
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


def check_inquired(case: Case) -> None:
    """A complaint or claim is not refused on its merits before facts, cause and measures are recorded."""
    if not case.inquired and case.open_kinds & CHECK_KINDS:
        raise Refusal(N_("First record the inquiry: facts, cause and measures."), field="state")


def check_unfounded(case: Case, kind: DemandKind) -> None:
    """Only what was inquired into turns out not confirmed, and only where nothing unlawful was found."""
    if kind not in UNFOUNDED_KINDS:
        raise Refusal(
            N_(
                "Only a complaint or a claim of unlawful processing can turn out to be unconfirmed."
            ),
            field="state",
        )
    if not case.inquired:
        raise Refusal(N_("First record the inquiry: facts, cause and measures."), field="state")
    if case.violated:
        raise Refusal(
            N_("The inquiry found unlawful processing: the demand is confirmed."), field="state"
        )


def unfounded_possible(desk: Desk, id: int) -> bool:
    """Whether some open demand of a request may be found not confirmed by hand."""
    case = load_case(desk, id)[1]
    return case.inquired and not case.violated and not UNFOUNDED_KINDS.isdisjoint(case.open_kinds)


def meet_receipt(id: int, moment: str) -> None:
    """End the terms for acknowledging the receipt of a request."""
    Deadline.update(met=moment).where(
        Deadline.request == id,
        Deadline.row.in_(list(ACKNOWLEDGED_ROWS)),
        RUNNING,
    ).execute()


def reopen_receipt(id: int) -> None:
    """The acknowledgement is void: the receipt is owed again."""
    Deadline.update(met=None).where(
        Deadline.request == id,
        Deadline.row.in_(list(ACKNOWLEDGED_ROWS)),
        Deadline.dropped.is_null(),
    ).execute()


def meet_inspection(request: int, number: str, day: date) -> None:
    """The data are shown on the day the record names (Art. 20 (1)): handing the record over later is not late."""
    decided = Demand.select(Demand.id).where(Demand.request == request, Demand.outcome == number)
    Deadline.update(met=day.isoformat()).where(
        Deadline.demand.in_(decided), Deadline.row == VISIT_ROW, Deadline.dropped.is_null()
    ).execute()


def measured(request: int, at: str) -> bool:
    """Whether a measure of that moment is on record or reported by a paper: what it met is not met by another act."""
    deeds = Event.kind.startswith(f"{EventKind.REMEDY}_")
    reports = Document.select().where(
        Document.request == request,
        Document.form == "notice_done",
        Document.state == "issued",
        fn.json_extract(Document.facts, "$.done_on") == at,
    )
    recorded = Event.select().where(Event.request == request, deeds, Event.at == at)
    return bool(recorded.exists() or reports.exists())


def inspected(request: int) -> list[int]:
    """The demands that a record of an inspection decided."""
    records = Document.select(Document.number).where(
        Document.request == request,
        Document.form == "inspection_record",
        Document.state == "issued",
    )
    found = Demand.select(Demand.id).where(Demand.request == request, Demand.outcome.in_(records))
    return [demand.id for demand in found]


def reopen(desk: Desk, document: Document, *, answered: bool = False) -> None:
    """Open again what a voided reply decided: its demands, the terms they ended, and a request closed on them.

    ``answered``: it had left and a corrected one follows, so the terms its dispatch ended stay met.
    """
    request = Request.get_by_id(document.request_id)
    demands = decided_by(document)
    if not demands:
        return
    if not answered:
        _unmeet(request, [demand.id for demand in demands])
    for demand in demands:
        Deadline.update(dropped=None).where(
            Deadline.demand == demand.id, Deadline.dropped == demand.decided
        ).execute()
        Demand.update(state=DemandState.OPEN.value, outcome="", decided=None, unfounded=0).where(
            Demand.id == demand.id
        ).execute()
    columns: dict[str, object] = {}
    if not _replied(request.id):
        columns = {"answered": None, "answered_by": "", "dispatch_proof": ""}
    if request.state == RequestState.CLOSED:
        columns |= {"state": RequestState.OPEN.value, "closed": None, "outcome": ""}
        add_event(desk, request.id, EventKind.REOPENED, printed_number(document.number or ""))
    if columns:
        Request.update(columns).where(Request.id == request.id).execute()


def decided_by(document: Document) -> list[Demand]:
    """The demands a reply decided."""
    return list(
        Demand.select().where(
            Demand.request == document.request_id, Demand.outcome == document.number
        )
    )


def owe_undecided(desk: Desk, demands: Sequence[Demand]) -> None:
    """Terms run again of what a reply decided and the corrected one in its place leaves open."""
    ids = [each.id for each in demands]
    left = list(Demand.select().where(Demand.id.in_(ids), Demand.state == DemandState.OPEN))
    if left:
        _unmeet(left[0].request, [each.id for each in left])
        refresh(desk, left[0].request_id)


def _unmeet(request: Request, demands: list[int]) -> None:
    """Terms that a dispatch or the closing ended run again; those a deed or a receipt ended stay met.

    The inspection a void record tells of is owed again, whether the record left or not.
    """
    sent = Event.select(Event.at).where(
        Event.request == request.id, Event.kind == EventKind.DISPATCHED
    )
    moments = [event.at for event in sent] + [request.closed]
    Deadline.update(met=None).where(
        Deadline.request == request.id,
        Deadline.demand.in_(demands) | Deadline.demand.is_null(),
        Deadline.met.in_([moment for moment in moments if moment]) | (Deadline.row == VISIT_ROW),
        Deadline.row.not_in([*DEED_ROWS, *ACKNOWLEDGED_ROWS]),
    ).execute()


def _replied(request: int) -> bool:
    """Whether another reply of the request stands."""
    return bool(
        Document.select()
        .where(
            Document.request == request,
            Document.state == "issued",
            Document.form.in_(list(REPLY_FORMS)),
        )
        .exists()
    )
