# SPDX-License-Identifier: Apache-2.0
"""One record with everything its pane shows, read in a bounded number of queries and journalled once a sitting."""

from __future__ import annotations

import json
from pathlib import PurePath

from desk.domain.due import Due
from desk.domain.kinds import ApplicantRole, DemandKind, DemandState
from desk.domain.request import (
    Completeness,
    DeadlineView,
    DemandView,
    PaperBrief,
    PersonFields,
    RequestCard,
)
from desk.domain.steps import DemandFacts, possible
from desk.domain.values import Attached, Moment
from desk.errors import N_, Refusal
from desk.services.desk import Desk, writes
from desk.services.listing import request_rows
from desk.services.repeats import repeat_gate
from desk.services.terms import Mark, case_of, running_terms, worded
from desk.storage import blobs
from desk.storage.models import Attachment, Deadline, Demand, Document, Event, Person, Request

PURPOSES = frozenset({"opened", "printed", "saved", "exported"})
_RISKY = frozenset({
    ".exe", ".com", ".scr", ".bat", ".cmd", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".msi", ".jar",
    ".lnk", ".hta", ".ps1", ".pif", ".reg", ".docm", ".xlsm", ".pptm", ".iso", ".img", ".html",
    ".htm", ".svg", ".desktop", ".sh",
})  # fmt: skip


def request_card(desk: Desk, id: int, language: str = "") -> RequestCard:
    """The card of one request; titles in ``language`` (the operator's own when empty)."""
    request = Request.get_or_none(Request.id == id)
    if request is None:
        raise Refusal(N_("There is no such request."))
    note_shown(desk, "record.opened", request.number)
    demands = list(Demand.select().where(Demand.request == id).order_by(Demand.id))
    deadlines = list(
        Deadline.select()
        .where(Deadline.request == id, Deadline.dropped.is_null())
        .order_by(Deadline.due_moment, Deadline.own, Deadline.id)
    )
    events = list(Event.select().where(Event.request == id).order_by(Event.id))
    papers = list(Document.select().where(Document.request == id).order_by(Document.id))
    files = list(Attachment.select().where(Attachment.request == id).order_by(Attachment.id))
    people = _people(request)
    forms = {paper.id: paper for paper in papers}
    marks = [
        Mark(
            event.id,
            event.kind,
            forms[event.document_id].form if event.document_id in forms else None,
            forms[event.document_id].state if event.document_id in forms else None,
        )
        for event in events
    ]
    facts = [DemandFacts(DemandKind(d.kind), DemandState(d.state)) for d in demands]
    case = case_of(request, facts, running_terms(desk, deadlines), marks)
    return RequestCard(
        row=request_rows(desk, [id])[0],
        subject_id=request.subject_id,
        subject=people.get(request.subject_id, PersonFields()),
        role=ApplicantRole(request.role),
        applicant=people.get(request.applicant_id),
        authority=request.authority,
        authority_checked=request.authority_checked or "",
        sent=request.sent or "",
        language=request.language,
        summary=request.summary,
        text=request.text,
        answer_form=request.answer_form,
        sets_date=request.sets_date or "",
        completeness=Completeness(
            document=bool(request.has_document),
            relation=bool(request.has_relation),
            signature=bool(request.has_signature),
        ),
        completion_asked=request.completion_asked or "",
        identified=request.identified or "",
        identity_how=request.identity_how,
        repeat_of=request.repeat_of_id,
        repeat_gate=_gate(desk, request),
        demands=tuple(_demand(each) for each in demands),
        deadlines=tuple(_deadline(desk, each, language or "ru") for each in deadlines),
        steps=possible(case),
        timeline=tuple(_moment(each) for each in sorted(events, key=lambda e: (e.at, e.id))),
        papers=tuple(brief(each, _successors(papers)) for each in papers),
        files=tuple(_attached(each, size) for each, size in _sizes(desk, files)),
        answered=request.answered or "",
        outcome=request.outcome,
        closed=request.closed or "",
        blocked=request.blocked or "",
    )


def note_shown(desk: Desk, action: str, ref: str) -> None:
    """Journal that a record was shown: one line per record and sitting."""
    if (action, ref) not in desk.shown:
        _journal_shown(desk, action, ref)
        desk.shown.add((action, ref))


@writes()
def _journal_shown(desk: Desk, action: str, ref: str) -> None:
    desk.record(action, ref)


def _people(request: Request) -> dict[int | None, PersonFields]:
    ids = [id for id in (request.subject_id, request.applicant_id) if id is not None]
    if not ids:
        return {}
    return {person.id: fields_of(person) for person in Person.select().where(Person.id.in_(ids))}


def fields_of(person: Person) -> PersonFields:
    """A card's contents as a value."""
    return PersonFields(
        name=person.name,
        email=person.email,
        phone=person.phone,
        address=person.address,
        language=person.language,
        dative=person.dative,
    )


def _gate(desk: Desk, request: Request) -> Due | None:
    if request.repeat_of_id is None:
        return None
    return repeat_gate(desk, request.repeat_of_id, request.received)


def _demand(demand: Demand) -> DemandView:
    return DemandView(
        id=demand.id,
        kind=DemandKind(demand.kind),
        state=DemandState(demand.state),
        outcome=demand.outcome,
        decided=demand.decided or "",
    )


def _deadline(desk: Desk, row: Deadline, language: str) -> DeadlineView:
    title, due = worded(desk, row, language)
    return DeadlineView(
        id=row.id,
        demand=row.demand_id,
        due=due,
        title=title,
        original=row.original or "",
        extended_because=row.extended_because,
        met=row.met or "",
    )


def _moment(event: Event) -> Moment:
    return Moment(
        at=event.at,
        kind=event.kind,
        note=event.note or "",
        actor=event.actor,
        document=event.document_id,
        attachment=event.attachment_id,
    )


def _successors(papers: list[Document]) -> dict[int, int]:
    return {paper.replaces_id: paper.id for paper in papers if paper.replaces_id is not None}


def brief(paper: Document, successors: dict[int, int]) -> PaperBrief:
    """A paper as a list shows it; ``successors`` tells what replaced what."""
    return PaperBrief(
        id=paper.id,
        form=paper.form,
        number=paper.number or "",
        state=paper.state,
        languages=paper.languages,
        date=paper.day,
        pages=paper.pages,
        signature=paper.signature,
        signed_on=paper.signed_on or "",
        request=paper.request_id,
        replaces=paper.replaces_id,
        replaced_by=successors.get(paper.id),
    )


def _sizes(desk: Desk, files: list[Attachment]) -> list[tuple[Attachment, int]]:
    if not files:
        return []
    sizes = dict(
        desk.database.execute_sql(
            "SELECT sha256, size FROM blob WHERE sha256 IN (SELECT value FROM json_each(?))",
            (json.dumps([each.blob_id for each in files]),),
        ).fetchall()
    )
    return [(each, int(sizes[each.blob_id])) for each in files]


def _attached(row: Attachment, size: int) -> Attached:
    return Attached(
        id=row.id,
        name=row.name,
        media_type=row.media_type,
        size=size,
        role=row.role,
        unsafe_name=PurePath(row.name).suffix.lower() in _RISKY,
    )


def file_bytes(desk: Desk, attachment: int, purpose: str = "opened") -> tuple[Attached, bytes]:
    """A kept file; ``purpose`` is opened, printed, saved or exported and goes into the journal."""
    row = Attachment.get_or_none(Attachment.id == attachment)
    if row is None or purpose not in PURPOSES:
        raise Refusal(N_("There is no such file."))
    content = blobs.get(desk.database, row.blob_id)
    note_shown(desk, f"file.{purpose}", f"file/{attachment}")
    return _attached(row, len(content)), content
