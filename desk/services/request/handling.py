# SPDX-License-Identifier: Apache-2.0
"""What is done with a request between its number and its end: checks, extension, answer, closing.

Every act asks the state table first and refuses with its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from desk.domain.case import Case
from desk.domain.days import parsed
from desk.domain.deeds import ALSO_MET, DEED_ROWS, KEEP_ROW
from desk.domain.due import plain_day
from desk.domain.kinds import ApplicantRole, DemandKind, DemandState, RequestState, Step
from desk.domain.request import Completeness
from desk.domain.steps import step_possible
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.services.checks import check_done, check_no_document_number, clean_text, required
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.paper.seals import put_file, put_note
from desk.services.request.cases import load_case, refresh
from desk.services.request.extensions import lose_in, owing
from desk.services.request.index import reindex
from desk.services.request.known_requests import known_request, standing_request
from desk.services.request.settling import check_inquired, check_unfounded, settle
from desk.services.rows import KeptRequest, KeptTerm
from desk.services.sequence import not_before
from desk.services.terms import RUNNING, due_columns, due_of, iso, stamp
from desk.storage.models import Deadline, Demand, Document, Request

_ASKED = (
    "SELECT max(e.at) FROM event e JOIN document d ON d.id = e.document"
    " WHERE e.request = ? AND e.kind = 'completion_asked' AND d.state = 'issued'"
)


def require(desk: Desk, id: int, step: Step) -> KeptRequest:
    """The request, if the state table lets the step be taken now; else its reason as a refusal."""
    request, case, _rows = load_case(desk, id)
    found = step_possible(case, step)
    if not found.allowed:
        raise Refusal(found.why_not, None, **found.params)
    return request


def require_open(id: int) -> Request:
    """The request, if it is neither closed nor void."""
    request = standing_request(id)
    if request.state == RequestState.CLOSED:
        raise Refusal(N_("The request is closed."))
    return request


def change(id: int, **columns: object) -> None:
    """Set columns of a request."""
    Request.update(columns).where(Request.id == id).execute()


@writes("request")
def confirm_identity(desk: Desk, id: int, how: str, at: date | None = None) -> None:
    """Record how and when, or on which day, it was settled who asks; never a copy or the number of a document."""
    request = require(desk, id, Step.IDENTIFY)
    how = check_no_document_number(required(how, "how"), "how")
    moment = check_done(at or desk.now(), desk.now(), desk.today(), "at")
    not_before(desk, request, moment, "at")
    change(id, identified=iso(moment), identity_how=how)
    add_event(desk, id, EventKind.IDENTIFIED, how, at=moment)
    refresh(desk, id)
    desk.record("request.identified", request.number, at=moment)


@writes("request")
def check_authority(desk: Desk, id: int, note: str) -> None:
    """Record that the representative's power was checked and what it rests on."""
    request = require(desk, id, Step.AUTHORITY)
    note = check_no_document_number(required(note, "note"), "note")
    change(id, authority=note, authority_checked=stamp(desk.now()))
    add_event(desk, id, EventKind.AUTHORITY, note)
    refresh(desk, id)
    desk.record("request.authority_checked", request.number)


@writes("request")
def set_completeness(desk: Desk, id: int, completeness: Completeness) -> None:
    """Record which parts Art. 14 (3) asks for are there."""
    request = require_open(id)
    if not load_case(desk, id)[1].undecided:
        raise Refusal(N_("Every demand has already been decided."))
    change(
        id,
        has_document=int(completeness.document),
        has_relation=int(completeness.relation),
        has_signature=int(completeness.signature),
    )
    add_event(desk, id, EventKind.COMPLETENESS)
    refresh(desk, id)
    desk.record("request.completeness", request.number, missing=completeness.missing)


def unask_completion(desk: Desk, id: int) -> None:
    """Where the letter that asked for what is missing is void, nobody was asked, unless by another one."""
    asked = desk.database.execute_sql(_ASKED, (id,)).fetchone()
    change(id, completion_asked=asked[0])


@writes("request", "deadline")
def extend(
    desk: Desk, id: int, demand_ids: Sequence[int] | None, reason: str, notice_document: int
) -> None:
    """Extend the running terms of the demands (all when ``None``), once, with the issued notice."""
    reason = required(reason, "reason")
    request = require(desk, id, Step.EXTEND)
    notice = Document.get_or_none(
        Document.id == notice_document,
        Document.request == id,
        Document.form == "extension_notice",
        Document.state == "issued",
    )
    if notice is None:
        raise Refusal(
            N_("An extension needs a notice that has been issued."), field="notice_document"
        )
    rows = extendable_terms(desk, id, demand_ids)
    # One moment for all: the dispatch of the notice finds its terms by it.
    moment = desk.now()
    moved = [extend_term(desk, row, reason, moment, owed=True) for row in rows]
    add_event(desk, id, EventKind.EXTENDED, reason, document=notice_document, at=moment)
    refresh(desk, id)
    desk.record("request.extended", request.number, notice=notice.number, terms=moved)


def extendable_terms(desk: Desk, id: int, demand_ids: Sequence[int] | None) -> list[KeptTerm]:
    """Running terms that may still be extended; refuses when there are none."""
    _request, case, rows = load_case(desk, id)
    found = step_possible(case, Step.EXTEND)
    if not found.allowed:
        raise Refusal(found.why_not, "demands", **found.params)
    wanted = [
        row
        for row, facts in zip(rows, case.terms, strict=True)
        if facts.extendable
        and not facts.extended
        and not facts.over
        and (demand_ids is None or row.demand_id in demand_ids)
    ]
    if not wanted:
        raise Refusal(N_("No running deadline of this request can be extended."), field="demands")
    return wanted


def extend_term(
    desk: Desk, row: Deadline | KeptTerm, reason: str, moment: datetime, *, owed: bool = False
) -> dict[str, object]:
    """Move one term; its first date is kept beside the new one. ``owed``: its notice still has to leave."""
    old = due_of(row)
    new = desk.rules.extend(desk.rules.find(row.rule, plain_day(old.start)), old)
    if owed:
        new = owing(new, parsed(row.due))
    Deadline.update(
        original=row.due,
        extended=stamp(moment),
        extended_because=reason,
        **due_columns(new, desk.zone),
    ).where(Deadline.id == row.id).execute()
    return {"rule": row.rule, "from": row.due, "to": iso(new.due)}


@writes("request", "deadline")
def block(desk: Desk, id: int, note: str, at: date | None = None) -> None:
    """Record that the data are blocked since a moment or a day for the time of the check (R11, R12)."""
    request = require(desk, id, Step.BLOCK)
    note = clean_text(note, "note", "note")
    moment = check_done(at or desk.now(), desk.now(), desk.today(), "at")
    not_before(desk, request, moment, "at")
    change(id, blocked=iso(moment))
    meet_rows(id, "blocking", iso(moment))
    add_event(desk, id, EventKind.BLOCKED, note, at=moment)
    refresh(desk, id)
    desk.record("request.blocked", request.number, at=moment)


@writes("request", "deadline")
def decline_block(desk: Desk, id: int, reason: str) -> None:
    """Record why the data are not blocked: blocking would harm the subject or others (R12)."""
    request = require(desk, id, Step.BLOCK)
    reason = required(reason, "reason")
    dropped = (
        Deadline.update(dropped=stamp(desk.now()))
        .where(Deadline.request == id, Deadline.row == "R12", Deadline.met.is_null())
        .execute()
    )
    if not dropped:
        raise Refusal(N_("Only inaccurate data may stay unblocked (Art. 21 (1))."))
    add_event(desk, id, EventKind.BLOCK_DECLINED, reason)
    refresh(desk, id)
    desk.record("request.block_declined", request.number)


def meet_rows(id: int, deed: str, moment: str, demand: int | None = None) -> list[str]:
    """End the open terms a deed meets, of one demand or of all; returns their rows."""
    rows = [row for row, deeds in {**DEED_ROWS, **ALSO_MET}.items() if deed in deeds]
    these = (Deadline.request == id) & Deadline.row.in_(rows) & RUNNING
    if demand is not None:
        these &= Deadline.demand == demand
    met = [row.row for row in Deadline.select(Deadline.row).where(these)]
    Deadline.update(met=moment).where(these).execute()
    return met


def get_demand(id: int, demand_id: int) -> Demand:
    """A demand of this request."""
    demand = Demand.get_or_none(Demand.id == demand_id, Demand.request == id)
    if demand is None:
        raise Refusal(N_("The request has no such demand."), field="demand")
    return demand


@writes("request", "deadline")
def decide(desk: Desk, id: int, demand_id: int, state: DemandState, outcome: str) -> None:
    """Decide one demand; ``dropped`` means the applicant took it back."""
    request, case, _rows = load_case(desk, id)
    require_open(id)
    demand = get_demand(id, demand_id)
    if state is DemandState.OPEN:
        raise AtField(N_("Choose how the demand ends."), field="state")
    if demand.client_id is not None and state is not DemandState.DROPPED:
        raise AtField(
            N_("This demand was passed to a client: report to the person where it was passed on."),
            "state",
        )
    _check_decision(case, state)
    if state is DemandState.UNFOUNDED:
        check_unfounded(case, DemandKind(demand.kind))
    if state in (DemandState.SATISFIED, DemandState.PARTLY):
        from desk.services.request.done_before import check_deed

        check_deed(desk, id, DemandKind(demand.kind))
    settle(desk, id, demand, state, required(outcome, "outcome"))
    if demand.client_id is not None:
        from desk.services.request.passing import drop_needless

        drop_needless(desk, id)
    refresh(desk, id)
    desk.record("request.decided", request.number, demand=demand.kind, state=state)


def _check_decision(case: Case, state: DemandState) -> None:
    """What a paper may not say yet, a decision may not either; an own finding is decided by deeds."""
    if state is DemandState.DROPPED or case.role is ApplicantRole.NOBODY:
        return
    step = Step.REFUSE if state is DemandState.REFUSED else Step.ANSWER
    found = step_possible(case, step)
    if not found.allowed:
        raise Refusal(found.why_not, "state", **found.params)
    # Whoever is not known to be the subject is refused without a check of his complaint.
    if step is Step.REFUSE and not case.needs_identity:
        check_inquired(case)


@writes("request", "deadline")
def close_request(desk: Desk, id: int, outcome: str = "") -> None:
    """Close a request whose demands are decided and answered."""
    request = require(desk, id, Step.CLOSE)
    outcome = clean_text(outcome, "outcome", "note")
    lose_in(desk, id)
    now = desk.now()
    moment = stamp(now)
    change(id, state=RequestState.CLOSED.value, closed=moment, outcome=outcome)
    Deadline.update(met=moment).where(
        Deadline.request == id,
        RUNNING,
        Deadline.row != KEEP_ROW,
    ).execute()
    add_event(desk, id, EventKind.CLOSED, outcome, at=now)
    refresh(desk, id)
    desk.record("request.closed", request.number)


@writes("request")
def add_note(desk: Desk, id: int, text: str) -> None:
    """Put a note into the timeline, under seal where the request is."""
    number = _number(id)
    if put_note(desk, "request", id, text):
        reindex(desk, id)
    desk.record("request.note", number)


@writes("request")
def add_file(desk: Desk, id: int, name: str, content: bytes, media_type: str = "") -> int:
    """Keep a file beside the request, under seal where the request is, and return its id."""
    number = _number(id)
    if not content:
        raise Refusal(N_("The file is empty."), field="file")
    kept = put_file(desk, "request", id, name, content, "note", media_type)
    desk.record("request.file", number, size=len(content))
    return kept


def _number(id: int) -> str:
    """The number of a request, which may be closed: notes and files belong to every record."""
    return str(known_request(id).number)
