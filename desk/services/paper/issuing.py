# SPDX-License-Identifier: Apache-2.0
"""Issuing papers: number, frozen bytes, what a reply decides, the pen's mark.

The number stands in the PDF, so it is taken first and everything happens in one transaction: a paper
that cannot be drawn gives its number back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as changed
from datetime import date

from desk.domain.canon import canonical
from desk.domain.consent_papers import SourceNoticeFacts
from desk.domain.days import day_of, local_day
from desk.domain.deeds import DEEDS
from desk.domain.kinds import DemandState, RequestState, Step
from desk.domain.paper import (
    OBJECTION_ENDS,
    Draft,
    ExtensionNoticeFacts,
    Facts,
    InspectionRecordFacts,
    NoticeDoneFacts,
    ReplyAccessFacts,
    RequestToCompleteFacts,
)
from desk.domain.request import PARTS, PaperBrief
from desk.domain.steps import REPLY_FORMS
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.folding import fold
from desk.services.checks import check_past_day, clean_line, required
from desk.services.desk import Desk, writes
from desk.services.destruction.outside_acts import keep_act
from desk.services.events import Owner, add_event
from desk.services.paper.briefs import brief
from desk.services.paper.facts import Matter, demands_answered, extended_terms, matter
from desk.services.paper.known_papers import issued_paper
from desk.services.paper.left_papers import in_place_of
from desk.services.register.holdings import note_source
from desk.services.request.cases import refresh
from desk.services.request.extensions import owe_correction
from desk.services.request.handling import change, extend, require
from desk.services.request.inquiries import remedied
from desk.services.request.refusing import check_grounds
from desk.services.request.settling import meet_inspection, meet_receipt, settle_by_paper
from desk.services.sequence import check_letter_day, not_before
from desk.services.signature.signed_forms import places, row_of
from desk.services.terms import stamp
from desk.storage import blobs, journal, numbers
from desk.storage import search as index
from desk.storage.models import Demand, Document, Signature

STEPS: Mapping[str, Step] = {
    "acknowledgement": Step.ACKNOWLEDGE,
    "request_to_complete": Step.COMPLETE,
    "extension_notice": Step.EXTEND,
    "refusal": Step.REFUSE,
    "notice_done": Step.REPORT_DONE,
    "reply_access": Step.ANSWER,
    "reply_not_processed": Step.ANSWER,
    "reply_transfer": Step.ANSWER,
    "reply_regulator": Step.ANSWER,
    "inspection_record": Step.ANSWER,
    "reply_passed": Step.TELL_PASSED,
    "notice_client": Step.HAND_OVER,
}
"""The step of the state table a paper is."""


@writes("paper", "request", "deadline")
def issue(desk: Desk, draft: Draft) -> PaperBrief:
    """Give the paper its number and freeze it; a reply decides the demands it answers."""
    if draft.form == "extension_notice" and draft.replaces is None:
        raise Refusal(
            N_(
                "A notice of extension is issued when the deadline is extended: with “Extend the "
                "deadline” on the request, or with “desk request extend”."
            ),
            field="form",
        )
    return _issue(desk, draft)


@writes("paper", "request", "deadline")
def _issue(desk: Desk, draft: Draft) -> PaperBrief:
    found = None if draft.request is None else matter(desk, draft.request, draft.demands)
    # What it replaces was allowed once; a mistake in it must be put right whatever came after.
    if found is not None and draft.replaces is None:
        require(desk, found.request.id, STEPS[draft.form])
    _check(desk, draft, found)
    document = _freeze(desk, draft)
    note_on_records(desk, document, EventKind.PAPER)
    if isinstance(draft.facts, SourceNoticeFacts):
        for holding in draft.facts.holdings:
            note_source(desk, holding, document.day)
    if found is not None:
        if found.request.state == RequestState.OPEN:
            _effects(desk, draft, found, document)
        elif draft.replaces is not None:
            old = Document.get_by_id(draft.replaces).number
            became: dict[str, object] = {"outcome": document.number or ""}
            if isinstance(draft.facts, NoticeDoneFacts) and draft.facts.action == "objection":
                became["state"] = _state(draft).value
            Demand.update(became).where(
                Demand.request == found.request.id, Demand.outcome == old
            ).execute()
        if isinstance(draft.facts, InspectionRecordFacts):
            meet_inspection(found.request.id, document.number or "", draft.facts.inspected_on)
        if draft.form == "extension_notice" and draft.replaces is not None:
            owe_correction(desk, found.request.id)
        refresh(desk, found.request.id)
    desk.record(
        "paper.issued",
        document.number or "",
        form=draft.form,
        request=found.request.number if found else "",
        languages=draft.mode,
        digest=document.digest,
        sha256=document.blob_id,
        replaces=draft.replaces,
    )
    return brief(document, {})


def _state(draft: Draft) -> DemandState:
    """How a reply decides the demands it answers."""
    facts = draft.facts
    if draft.form == "refusal":
        return DemandState.REFUSED
    if isinstance(facts, ReplyAccessFacts) and facts.withheld:
        return DemandState.PARTLY
    if isinstance(facts, NoticeDoneFacts) and facts.action == "objection":
        return OBJECTION_ENDS[facts.ended]
    return DemandState.SATISFIED


def note_on_records(
    desk: Desk, document: Document, kind: EventKind, note: str = "", at: date | None = None
) -> None:
    """Put what happened to a paper into the timeline of every record it belongs to."""
    owners: tuple[tuple[Owner, int | None], ...] = (
        ("request", document.request_id),
        ("consent", document.consent_id),
        ("destruction", document.destruction_id),
    )
    for owner, id in owners:
        if id is not None:
            add_event(desk, id, kind, note, owner=owner, document=document.id, at=at)


def _check(desk: Desk, draft: Draft, found: Matter | None) -> None:
    """A paper that lacks a mandatory item, or rests on no known ground, is not issued."""
    for lack in draft.missing:
        raise Refusal(lack.message, lack.where, **lack.params)
    for name in ("inspected_on", "done_on"):
        # A paper is a statement of what has happened, and its day stands in it for good.
        if isinstance(day := getattr(draft.facts, name, None), date):
            check_past_day(day, desk.today(), name)
    inspected = getattr(draft.facts, "inspected_on", None)
    if inspected is not None and found is not None:
        not_before(desk, found.request, inspected, "inspected_on")
    theirs = getattr(draft.facts, "their_date", None)
    if theirs is not None and found is not None:
        check_letter_day(theirs.isoformat(), day_of(found.request.received, desk.zone))
    check_grounds(desk, draft, found)


def _freeze(desk: Desk, draft: Draft) -> Document:
    """Number, draw, store."""
    from desk.documents.catalogue import form
    from desk.documents.render import render

    chosen = form(draft.form)
    if not chosen.series:
        raise AtField(N_("This paper is printed once and never stored."), field="form")
    now = desk.now()
    day = local_day(now, desk.zone)
    number = numbers.next_number(desk.database, chosen.series, day.year)
    facts: Facts = changed(
        in_place_of(desk, draft.facts, draft.replaces),
        number=numbers.written(chosen.series, day.year, number),
        day=day,
        issued_at=now,
        journal_head=journal.head(desk.database).hash if chosen.prints_head else "",
    )
    made = render(chosen, facts, draft.mode, state="issued")
    document = Document.create(
        request=draft.request,
        consent_id=draft.consent,
        destruction_id=draft.destruction,
        person_id=draft.person,
        form=draft.form,
        form_version=chosen.version,
        number=facts.number,
        number_key=numbers.number_key(day.year, number),
        languages=draft.mode.value,
        state="issued",
        day=day.isoformat(),
        issued=stamp(now),
        facts=canonical(facts),
        digest=made.digest,
        blob=blobs.put(desk.database, made.content),
        pages=made.pages,
        replaces=draft.replaces,
    )
    words = (getattr(facts, name, "") for name in ("request_number", "subject_name"))
    index.put(desk.database, index.Kind.DOCUMENT, document.id, facts.number, *words)
    return document


def _effects(desk: Desk, draft: Draft, found: Matter, document: Document) -> None:
    """What follows from an issued paper in its request."""
    request = found.request
    if draft.form == "acknowledgement":
        meet_receipt(request.id, stamp(desk.now()))
    if isinstance(draft.facts, RequestToCompleteFacts):
        there = {f"has_{name}": int(name not in draft.facts.missing) for name in PARTS}
        change(request.id, completion_asked=stamp(desk.now()), **there)
        add_event(desk, request.id, EventKind.COMPLETION_ASKED, document=document.id)
    facts = draft.facts
    action = facts.action if isinstance(facts, NoticeDoneFacts) else ""
    if isinstance(facts, NoticeDoneFacts) and action in DEEDS:
        remedied(desk, request, action, facts.done_on, None)
        if action == "destruction" and facts.act_number.strip() and facts.act_date is not None:
            act = (fold(facts.act_number.strip()), facts.act_date.isoformat())
            keep_act(desk, request, facts.done_on, act)
    if isinstance(facts, NoticeDoneFacts) and facts.to_subject:
        # The demand is Roskomnadzor's: only the answer to it decides it.
        add_event(desk, request.id, EventKind.SUBJECT_TOLD, document=document.id)
        return
    if draft.form not in REPLY_FORMS:
        return
    ids = [demand.id for demand in demands_answered(found, draft.form, action)]
    # A notice may report a deed that ends no demand; any other reply speaks to one.
    if not ids and draft.replaces is None and draft.form != "notice_done":
        raise AtField(
            N_("This paper covers no open demand of the request. Choose one that does."),
            field="form",
        )
    settle_by_paper(desk, request.id, ids, _state(draft), document.number or "")


@writes("paper", "request", "deadline")
def issue_extension(desk: Desk, draft: Draft, reason: str) -> PaperBrief:
    """Issue the extension notice and extend the terms it names, in one act."""
    if draft.form != "extension_notice" or draft.request is None:
        raise Refusal(
            N_("An extension needs a notice that has been issued."), field="notice_document"
        )
    reason = required(reason, "reason")
    # The dates printed must be those of the terms that are moved: all that may still be extended.
    terms = extended_terms(matter(desk, draft.request, draft.demands))
    if not isinstance(draft.facts, ExtensionNoticeFacts) or draft.facts.terms != terms:
        raise Refusal(N_("The deadlines have changed since the notice was written: open it again."))
    paper = _issue(desk, draft)
    extend(desk, draft.request, draft.demands or None, reason, paper.id)
    return paper


@writes("paper", "request")
def mark_signed(
    desk: Desk,
    id: int,
    on: date,
    who: str = "",
    seen: Mapping[str, tuple[int, int]] | None = None,
) -> None:
    """Mark “signed by pen on …”; ``seen`` is, by the place, the scan and its page."""
    from desk.services.signature.signing import sign_by_pen

    document = issued_paper(id)
    if Signature.select().where(Signature.document == id).count() > 1:
        raise Refusal(N_("Several people sign this paper: mark each signature separately."))
    fields = [each.field for each in places(desk, id)]
    for field in fields:
        row_of(desk, document, field)
        scan, page = (seen or {}).get(field, (None, None))
        sign_by_pen(desk, id, field, on, scan, page, who=who)
    if not fields:
        _mark_whole(desk, document, on, who)


def _mark_whole(desk: Desk, document: Document, on: date, who: str) -> None:
    """Mark a paper that shows no place for a signature."""
    day = check_past_day(on, desk.today(), "on")
    if day < date.fromisoformat(document.day):
        raise Refusal(N_("A paper cannot be signed before it is issued."), field="on")
    who = clean_line(who, "who", "name")
    Document.update(signature="pen", signed_on=day.isoformat()).where(
        Document.id == document.id
    ).execute()
    note_on_records(desk, document, EventKind.PAPER_SIGNED, who, day)
    desk.record("paper.signed", document.number or "", on=day)
