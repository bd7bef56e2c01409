# SPDX-License-Identifier: Apache-2.0
"""One record with everything its pane shows: one statement reads it, the journal notes it once a sitting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desk.domain.case import Case, DemandFacts
from desk.domain.days import day_of
from desk.domain.deeds import ALSO_MET, FOUND_ROWS
from desk.domain.guidance import guidance
from desk.domain.incoming_doubts import why_unfit
from desk.domain.kinds import (
    LETTERS,
    ApplicantRole,
    DemandKind,
    DemandState,
    RequestState,
    Step,
)
from desk.domain.laws import read
from desk.domain.other_sender import CONFIRMATION
from desk.domain.outdated import WAY_OUT, Known, Said, outdated
from desk.domain.request import (
    PARTS,
    Completeness,
    DeadlineView,
    DemandView,
    Marks,
    PersonFields,
    RequestCard,
    RequestRow,
    also_known,
)
from desk.domain.steps import REPLY_FORMS, next_step, possible
from desk.domain.timeline import EventKind
from desk.domain.values import Attached, Both
from desk.errors import N_, Refusal, Told
from desk.services.desk import Desk, note_shown
from desk.services.events import timeline_of
from desk.services.files import attached
from desk.services.kept_signatures import KEPT
from desk.services.lists import Left
from desk.services.paper.briefs import COLUMNS as PAPER
from desk.services.paper.briefs import papers_view
from desk.services.paper.left_papers import gone_and_void
from desk.services.paper.seals import refuse_sealed
from desk.services.request.cases import MARKED, Mark, case_of, request_ending, running_terms
from desk.services.request.listing import list_row
from desk.services.request.repeats import gate_of
from desk.services.rows import REQUEST_COLUMNS, TERM_COLUMNS, UNFOUNDED, KeptRequest, KeptTerm
from desk.services.terms import deadline_view
from desk.storage import blobs
from desk.storage.models import Attachment, Event, Request

_LETTERS = REPLY_FORMS.union(LETTERS.values())
"""Papers to whoever asked."""
PURPOSES = frozenset({"opened", "printed", "saved", "exported"})


_PERSON = "json_array(name, email, phone, address, language, dative) FROM person WHERE id = "
# The parts come as JSON inside one row: one statement instead of seven, each ordered by its own index.
_CARD = f"""
SELECT {REQUEST_COLUMNS},
 (SELECT group_concat(o.ref, ' ') FROM person o WHERE r.state = 'open' AND o.email_key = (SELECT email_key
   FROM person WHERE id = r.subject) AND o.email_key <> '' AND o.id <> r.subject AND o.merged_into IS NULL
   AND o.erased_on IS NULL),
 r.state = 'open' AND EXISTS (SELECT 1 FROM request o WHERE o.subject = r.subject AND o.id <> r.id
   AND o.answered IS NOT NULL),
 (SELECT json_group_array(json_array(name, email, phone, address)) FROM (SELECT * FROM person
   WHERE merged_into = r.subject ORDER BY id)),
 (SELECT {_PERSON} r.subject), (SELECT {_PERSON} r.applicant),
 (SELECT json_group_array(json_array(d.id, d.kind,
   iif({UNFOUNDED}, 'unfounded', d.state), d.outcome, d.decided, d.client,
   c.name_ru, c.name_en, EXISTS (SELECT 1 FROM client_notice n WHERE n.request = r.id
   AND n.client = d.client AND n.sent IS NULL AND n.dropped IS NULL))) FROM
   (SELECT * FROM demand WHERE request = r.id ORDER BY id) d LEFT JOIN client c ON c.id = d.client),
 (SELECT json_group_array(json_array({TERM_COLUMNS})) FROM
   (SELECT * FROM deadline WHERE request = r.id AND dropped IS NULL ORDER BY due_moment, own, id)),
 (SELECT json_group_array(json_array(id, at, kind, note, actor, document, attachment)) FROM
   (SELECT * FROM event WHERE request = r.id ORDER BY id)),
 (SELECT json_group_array(json_array({PAPER})) FROM
   (SELECT * FROM document WHERE request = r.id ORDER BY id) d),
 (SELECT json_group_array(json_array(id, name, media_type, size, role, kept)) FROM
   (SELECT a.id, a.name, a.media_type, b.size, a.role, {KEPT} AS kept FROM attachment a
     JOIN blob b ON b.sha256 = a.blob WHERE a.request = r.id ORDER BY a.id)),
 (SELECT json_group_array(json_array(number, form, received, about, to_subject, whom)) FROM
   (SELECT number, form, facts ->> '$.received' AS received, facts ->> '$.subject_name' AS about,
     facts ->> '$.to_subject' AS to_subject, coalesce(nullif(facts ->> '$.addressee.name.en', ''),
     facts ->> '$.addressee.organisation.en', '') AS whom FROM document
     WHERE request = r.id AND state = 'issued' AND sealed IS NULL ORDER BY id))
FROM request r WHERE r.id = ?"""  # noqa: S608 -- names of columns are ours


def request_card(desk: Desk, id: int, language: str = "") -> RequestCard:
    """The card of one request; titles in ``language`` (Russian when empty)."""
    found = desk.database.execute_sql(_CARD, (id,)).fetchone()
    if found is None:
        raise Refusal(N_("There is no such request."))
    request = KeptRequest._make(found[: len(KeptRequest._fields)])
    alike = tuple((found[-11] or "").split())
    # Read in one go: eight small texts cost twice as much.
    parts = json.loads(f"[{','.join(part or 'null' for part in found[-9:])}]")
    subject, applicant = map(_fields, parts[1:3])
    demands, terms, events, papers, files, said = parts[3:]
    note_shown(desk, "record.opened", request.number)
    deadlines = [KeptTerm._make(each) for each in terms]
    views = tuple(_demand(each, own=request.role == ApplicantRole.NOBODY) for each in demands)
    facts = [DemandFacts(view.kind, view.state, view.client is not None) for view in views]
    repeatable = [view.kind for view in views if alike or found[-10]]
    case = case_of(
        request, facts, running_terms(desk, deadlines), _marks(events, papers),
        request_ending(desk, request, facts), passing=any(demand[8] for demand in demands),
        violated=any(term.row in FOUND_ROWS for term in deadlines),
    )  # fmt: skip
    step = next_step(case)
    shown = [deadline_view(desk, each, language or "ru") for each in deadlines]
    kept = tuple(map(attached, files))
    return RequestCard(
        row=_row(desk, request, _called(subject, applicant), step, shown, kept),
        subject=subject or PersonFields(),
        applicant=applicant,
        repeat_gate=gate_of(desk, request, repeatable, subject),
        demands=views,
        deadlines=_refused(views, events, shown),
        steps=possible(case),
        **_seen(case, step),
        outdated=_outdated(desk, request, subject, applicant, said),
        alike=alike,
        also=also_known(subject or PersonFields(), parts[0]),
        timeline=timeline_of(desk, events),
        **_papers(desk, papers, events),
        files=kept,
        **_plain(request, events),
    )


def _called(*people: PersonFields | None) -> str:
    """The first that is known of whom it is about, or of who asks."""
    return next((n for p in people if p for n in (p.name, p.email, p.phone) if n), "")


def _papers(desk: Desk, papers: list[list[Any]], events: list[list[Any]]) -> dict[str, Any]:
    """The papers, and which of those made void had left."""
    briefs = papers_view(desk, papers)
    return {"papers": briefs, "gone": gone_and_void(events, briefs)}


def _seen(case: Case, step: Step | None) -> dict[str, Any]:
    """What a card repeats of the facts of the state table."""
    return {
        "guidance": guidance(case, step),
        "destruction": case.ending.destruction,
        "leaving": case.leaving,
        "notice_corrected": case.correction_unsent and not case.notice_unsent,
        "returned": case.returned,
        "replies": case.replies,
    }


def _row(
    desk: Desk,
    request: KeptRequest,
    name: str,
    step: Step | None,
    terms: Sequence[DeadlineView],
    files: Sequence[Attached],
) -> RequestRow:
    """Its line in the list; with the days the steps change, too: the register may not know it yet."""
    listed = request._replace(received=request.received_day or request.received, step=step or "")[
        :11
    ]
    late = any(each.late for each in terms)
    broken = any(each.signature and each.signature.broken for each in files)
    unfit = why_unfit([e.signature for e in files if e.signature and e.role != CONFIRMATION])
    return list_row((*listed, name), Left(desk), Marks(late=late, broken=broken, unfit=unfit))


def _outdated(
    desk: Desk,
    request: KeptRequest,
    subject: PersonFields | None,
    applicant: PersonFields | None,
    said: Sequence[Sequence[Any]],
) -> tuple[tuple[str, Told], ...]:
    """What issued letters say no longer fits; of an authority without a contact only the day is compared."""
    papers = [Said._make(each) for each in said if each[1] in _LETTERS and each[2]]
    if request.state != RequestState.OPEN or not papers:
        return ()
    received = day_of(request.received, desk.zone)
    known = Known(received, subject or PersonFields(), applicant)
    if request.role == ApplicantRole.RKN:
        known = replace(known, applicant=applicant or PersonFields())
    return tuple((paper.form, told) for paper in papers for told in outdated(paper, known))


def outdated_before(desk: Desk, id: int, forms: frozenset[str]) -> tuple[Told, ...]:
    """The same of papers of these forms that are about to leave, with the way out."""
    found = [told for form, told in request_card(desk, id).outdated if form in forms]
    return (*found, Told(WAY_OUT)) if found else ()


def _plain(request: KeptRequest, events: Sequence[list[Any]]) -> dict[str, Any]:
    """What a card repeats of the row itself; what is not there is empty."""
    return {
        "subject_id": request.subject_id,
        "role": ApplicantRole(request.role),
        "authority": request.authority,
        "authority_checked": request.authority_checked or "",
        "sent": request.sent or "",
        "language": request.language,
        "summary": request.summary,
        "text": request.text,
        "answer_form": request.answer_form,
        "sets_date": request.sets_date or "",
        "their_number": request.their_number,
        "their_date": request.their_date or "",
        "completeness": completeness_of(
            request, looked=any(event[2] == EventKind.COMPLETENESS for event in events)
        ),
        "completion_asked": request.completion_asked or "",
        "identified": request.identified or "",
        "identity_how": request.identity_how,
        "repeat_of": request.repeat_of_id,
        "answered": request.answered or "",
        "outcome": request.outcome,
        "closed": request.closed or "",
        "blocked": request.blocked or "",
        "laws": read(request.laws),
        "third_party": bool(request.third_party),
    }


def completeness_of(request: Request | KeptRequest, *, looked: bool) -> Completeness:
    """Which parts are there; whoever ticked one, or asked for the others, has looked at them too."""
    there = [bool(getattr(request, f"has_{name}")) for name in PARTS]
    seen = looked or any(there) or bool(request.completion_asked)
    return Completeness(there[0], there[1], there[2], seen)


def missing_parts(request: Request) -> tuple[str, ...]:
    """What was found to be missing under Art. 14 (3), in the order of the law; nothing before somebody looked."""
    looked = Event.select().where(Event.request == request.id, Event.kind == EventKind.COMPLETENESS)
    return completeness_of(request, looked=looked.exists()).missing


def _fields(part: Sequence[str] | None) -> PersonFields | None:
    return None if part is None else PersonFields(*part)


def _demand(row: list[Any], *, own: bool) -> DemandView:
    id, kind, state, outcome, decided, client, *name = row[:8]
    named = Both(*(part or "" for part in name))
    return DemandView(
        id, DemandKind(kind), DemandState(state), outcome, decided or "", client, named, own
    )


def _marks(events: list[list[Any]], papers: list[list[Any]]) -> list[Mark]:
    forms = {paper[0]: (paper[1], paper[3]) for paper in papers}
    return [
        Mark(event[0], event[2], *forms.get(event[5], (None, None)), event[5], event[1])
        for event in events
        if event[2] in MARKED
    ]


def _refused(
    demands: Sequence[DemandView], events: Sequence[Sequence[Any]], terms: Sequence[DeadlineView]
) -> tuple[DeadlineView, ...]:
    """The terms; those of what was to be done say so where it was refused instead."""
    refused = {each.id for each in demands if each.state is DemandState.REFUSED}
    left = {event[1] for event in events if event[2] in (EventKind.DISPATCHED, EventKind.CLOSED)}
    return tuple(
        replace(term, refused=True)
        if term.demand in refused and term.due.row in ALSO_MET and term.met in left
        else term
        for term in terms
    )


def file_bytes(desk: Desk, attachment: int, purpose: str = "opened") -> tuple[Attached, bytes]:
    """A kept file; ``purpose`` is opened, printed, saved or exported and goes into the journal."""
    row = Attachment.get_or_none(Attachment.id == attachment)
    if row is None or purpose not in PURPOSES:
        raise Refusal(N_("There is no such file."))
    refuse_sealed(row.sealed)
    content = blobs.get(desk.database, row.blob_id)
    note_shown(desk, f"file.{purpose}", f"file/{attachment}")
    return attached([row.id, row.name, row.media_type, len(content), row.role]), content
