# SPDX-License-Identifier: Apache-2.0
"""Complaints, claims and own findings: what was found out and what was put right.

A finding of unlawful processing opens R14 and R15 in one step.
"""

from __future__ import annotations

from datetime import date, datetime

from desk.domain.case import INQUIRY_KINDS
from desk.domain.days import day_of
from desk.domain.deeds import DEEDS, FOUND_ROWS, TELLABLE
from desk.domain.kinds import ApplicantRole, DemandKind, Law, Step
from desk.domain.laws import read
from desk.domain.steps import CHECK_KINDS, INFORMATION_KINDS
from desk.domain.timeline import INQUIRY_PARTS, remedy
from desk.errors import N_, AtField, Refusal
from desk.services.checks import check_past_day, clean_text, required
from desk.services.desk import Desk, writes
from desk.services.destruction.outside_acts import act_of_note, keep_act
from desk.services.events import add_event
from desk.services.planning import plan
from desk.services.request.cases import refresh
from desk.services.request.handling import change, get_demand, meet_rows, require, require_open
from desk.services.rows import KeptRequest
from desk.services.terms import RUNNING, Planned, insert_terms, iso
from desk.storage.models import Deadline, Demand, Request


@writes("request", "deadline")
def record_inquiry(
    desk: Desk,
    id: int,
    facts: str,
    cause: str,
    measures: str,
    unlawful: bool,
    found_on: date | None = None,
) -> None:
    """Record facts, cause and measures.

    When the processing was unlawful, the duties to block (R11), to stop (R14) and to destroy (R15) open
    in the same step: the first from the receipt, the others from the day of the finding.
    """
    request = require(desk, id, Step.INQUIRE)
    parts = (
        required(facts, "facts"),
        required(cause, "cause"),
        required(measures, "measures"),
    )
    day = not_before_receipt(desk, request, found_on or found_before(desk, id), "found_on")
    opened = _open_finding(desk, request, day) if unlawful else []
    for kind, text in zip(INQUIRY_PARTS, parts, strict=True):
        add_event(desk, id, kind, text)
    refresh(desk, id)
    desk.record(
        "request.inquiry", request.number, unlawful=unlawful, found_on=day, terms=named(opened)
    )


def found_before(desk: Desk, id: int) -> date:
    """The day unlawful processing was found, where that is on record, as of an own finding; else today."""
    row = Deadline.get_or_none(
        Deadline.request == id, Deadline.row.in_(list(FOUND_ROWS)), Deadline.dropped.is_null()
    )
    return day_of(str(row.starts), desk.zone) if row else desk.today()


def _open_finding(desk: Desk, request: Request | KeptRequest, day: date) -> list[Planned]:
    """Open what a finding of unlawful processing demands, once, on the demand it came from."""
    demands = Demand.select().where(Demand.request == request.id).order_by(Demand.id)
    checked = [demand for demand in demands if demand.kind in CHECK_KINDS]
    demand = min(checked, key=lambda d: (d.kind not in INQUIRY_KINDS, d.id))
    known = {
        row.row
        for row in Deadline.select(Deadline.row).where(
            Deadline.request == request.id, Deadline.dropped.is_null()
        )
    }
    # The duty to block runs from the application itself (Art. 21 (1)), not from what the check found.
    starts: dict[str, date | datetime] = {"violation.found": day}
    if request.blocked is None and request.role != ApplicantRole.NOBODY:
        starts["claim.received"] = datetime.fromisoformat(request.received)
    terms = [
        term
        for event, start in starts.items()
        for term in plan(desk, event, DemandKind.CLAIM_UNLAWFUL, start, 0, read(request.laws))
        if term.due.row not in known
    ]
    insert_terms(desk, request.id, terms, [demand.id], desk.zone)
    return terms


def named(terms: list[Planned]) -> list[dict[str, str]]:
    """Terms as the journal tells them."""
    return [{"rule": term.due.rule, "due": iso(term.due.due)} for term in terms]


def not_before_receipt(desk: Desk, request: Request | KeptRequest, day: date, field: str) -> date:
    """A day that has come and does not lie before the request."""
    received = day_of(request.received, desk.zone)
    if check_past_day(day, desk.today(), field) < received:
        raise AtField(N_("This date is before the request."), field=field)
    return day


@writes("request", "deadline")
def record_remedy(
    desk: Desk, id: int, demand_id: int | None, action: str, on: date, note: str = ""
) -> None:
    """Record a deed (``deeds.DEEDS``); the terms it meets end on that day."""
    request = require_open(id)
    if action not in DEEDS:
        raise AtField(N_("Choose what was done."), field="action")
    kind = ""
    if demand_id is not None:
        kind = get_demand(id, demand_id).kind
        if kind in INFORMATION_KINDS:
            raise AtField(
                N_("This demand only asks for information: it needs no measure."), "demand"
            )
    day = not_before_receipt(desk, request, on, "on")
    if action == "destruction" and Law.RU in read(request.laws) and not note.strip():
        raise Refusal(
            N_(
                "A destruction is confirmed by an act (Art. 21 (7), order 179): plan it under “Destruction”,"
                " or name here the number and the date of the act drawn up elsewhere."
            ),
            field="note",
        )
    if action == "lawful" and not note.strip():
        raise Refusal(N_("Name the lawful ground that was secured."), field="note")
    note = clean_text(note, "note", "note")
    met = remedied(desk, request, action, day, demand_id)
    if action == "destruction":
        keep_act(desk, request, day, act_of_note(note))
    add_event(desk, id, remedy(action), note, at=day)
    refresh(desk, id)
    on_what = {"demand": kind} if kind else {}
    desk.record("request.remedy", request.number, deed=action, on=day, terms=met, **on_what)


def remedied(
    desk: Desk, request: Request | KeptRequest, action: str, day: date, demand: int | None
) -> list[str]:
    """End what a deed meets; blocking and its lifting also mark the request."""
    moment = day.isoformat()  # Nobody told the hour.
    if action == "blocking" and request.blocked is None:
        change(request.id, blocked=moment)
    elif action == "unblocking" and request.blocked is not None:
        change(request.id, blocked=None)
    if action in TELLABLE and request.subject_id is not None:
        _open_telling(desk, request, day, demand)
    return meet_rows(request.id, action, moment, demand)


def _open_telling(
    desk: Desk, request: Request | KeptRequest, day: date, demand: int | None
) -> None:
    """Open the operator's own date for telling what was done (R09, R16), unless one runs already."""
    laws = read(request.laws)
    for each in Demand.select().where(Demand.request == request.id).order_by(Demand.id):
        if demand is not None and each.id != demand:
            continue
        terms = plan(desk, "remedy.done", DemandKind(each.kind), day, 0, laws)
        if not terms:
            continue
        running = Deadline.select().where(
            Deadline.request == request.id,
            Deadline.rule.in_([term.due.rule for term in terms]),
            RUNNING,
        )
        if not running.exists():
            insert_terms(desk, request.id, terms, [each.id], desk.zone)
        return
