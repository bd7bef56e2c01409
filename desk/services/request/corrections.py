# SPDX-License-Identifier: Apache-2.0
"""Putting records right: a wrong moment, kind or person, a record taken in by mistake.

Each with a reason, recomputed terms and its line in the journal; nothing is overwritten in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desk.domain.days import day_of, local_day, parsed
from desk.domain.kinds import ApplicantRole, Channel, DemandKind, DemandState, RequestState
from desk.domain.laws import read
from desk.domain.proposal import Correction
from desk.domain.request import PersonFields
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.checks import (
    check_done,
    check_language,
    check_past,
    check_set_date,
    check_their_date,
    clean_answer_form,
    clean_line,
    clean_person,
    required,
)
from desk.services.consent.withdrawals import end_at_demand
from desk.services.desk import Desk, writes
from desk.services.destruction.terms import check_no_destruction
from desk.services.events import add_event
from desk.services.persons import add_person, known_card
from desk.services.planning import Receipt, check_in_force, plan, planned_at_receipt
from desk.services.request.cases import refresh
from desk.services.request.evidence import move_evidence
from desk.services.request.extensions import move_term
from desk.services.request.index import reindex
from desk.services.request.known_requests import standing_request
from desk.services.request.passing import drop_needless
from desk.services.request.people_cards import write_fields
from desk.services.request.repeats import repeat_corrected
from desk.services.request.roles import change_role, check_channel
from desk.services.request.settling import found_on
from desk.services.request.who_asks import WHOSE, check_fit
from desk.services.sequence import check_correction, check_hours, later_rules
from desk.services.terms import RUNNING, Planned, insert_terms, iso, stamp
from desk.storage.models import Deadline, Demand, Document, Person, Request

_NAMELESS = N_(
    "The card has a name, and a correction cannot leave it empty: enter the right one, or choose "
    "the card of the right person."
)


@dataclass(frozen=True)
class _Ended:
    """What a correction does not open again."""

    dropped: set[tuple[int | None, str]]
    decided: set[int]

    def __contains__(self, term: tuple[int, str]) -> bool:
        return term in self.dropped or term[0] in self.decided


@writes("request", "deadline", "consent")
def correct(desk: Desk, id: int, changes: Correction, reason: str) -> None:
    """Put right what was recorded; terms that ran from it are computed anew."""
    reason = required(reason, "reason")
    request = standing_request(id)
    before = terms_of(id)
    check_channel(request, changes)
    names = [
        name
        for name, value in vars(changes).items()
        if value is not None and value != {} and name not in ("kinds", "by_day")
    ]
    _correct_columns(desk, request, changes)
    _correct_people(desk, request, changes)
    kinds = _correct_kinds(request, changes)
    kinds_changed = frozenset(kinds)
    move_evidence(desk, request, changes.evidence)
    if not names and not kinds:
        raise Refusal(N_("Nothing was changed."))
    request = Request.get_by_id(id)
    check_fit(request)
    check_correction(desk, request, changes)
    other = repeat_corrected(desk, request)
    moved = changes.received or changes.channel or changes.role or changes.sets_date is not None
    if moved or kinds:
        _recompute(desk, request, kinds_changed)
    reindex(desk, id)
    add_event(desk, id, EventKind.CORRECTED, reason)
    refresh(desk, id)
    end_at_demand(desk, id)
    desk.record(
        "request.corrected",
        request.number,
        changed=[*names, *(["kinds"] if kinds else [])],
        terms_before=before,
        terms_after=terms_of(id),
        **other,
    )


def terms_of(id: int) -> list[dict[str, str]]:
    """The terms of a request that count, as the journal tells them."""
    return [
        {"rule": row.rule, "due": row.due}
        for row in Deadline.select()
        .where(Deadline.request == id, Deadline.dropped.is_null())
        .order_by(Deadline.id)
    ]


def _correct_columns(desk: Desk, request: Request, changes: Correction) -> None:
    columns = _their_columns(desk, changes)
    if changes.received is not None:
        columns["received"] = stamp(check_past(changes.received, desk.now(), "received"))
        day = local_day(changes.received, desk.zone).isoformat()
        columns["received_day"] = day if changes.by_day else None
        asked = [
            DemandKind(each.kind) for each in Demand.select().where(Demand.request == request.id)
        ]
        check_in_force(desk, asked, changes.received, read(request.laws))
    if changes.sent is not None:
        columns["sent"] = _sent(desk, changes.sent)
    if changes.channel is not None:
        columns["channel"] = changes.channel.value
    if changes.summary is not None:
        columns["summary"] = clean_line(changes.summary, "summary")
    if changes.sets_date is not None:
        columns["sets_date"] = changes.sets_date or None
    if changes.sets_date or changes.received:
        sets = str(columns.get("sets_date", request.sets_date) or "")
        check_set_date(sets, day_of(str(columns.get("received", request.received)), desk.zone))
    if changes.answer_form is not None:
        columns["answer_form"] = clean_answer_form(changes.answer_form)
    if changes.language is not None:
        columns["language"] = check_language(changes.language, "language")
    if columns:
        Request.update(columns).where(Request.id == request.id).execute()


def _sent(desk: Desk, told: str) -> str | None:
    """When the letter was sent, as the file keeps it; nothing where nobody knows."""
    return iso(check_done(parsed(told), desk.now(), desk.today(), "sent")) if told else None


def _their_columns(desk: Desk, changes: Correction) -> dict[str, object]:
    """What an authority's letter bears."""
    columns: dict[str, object] = {}
    if changes.their_number is not None:
        columns["their_number"] = clean_line(changes.their_number, "their_number")
    if changes.their_date is not None:
        columns["their_date"] = check_their_date(changes.their_date, desk.today()) or None
    return columns


def _correct_people(desk: Desk, request: Request, changes: Correction) -> None:
    stays = changes.role == request.role and changes.channel is not None
    if changes.role is not None and not stays:
        authority = ApplicantRole.RKN in (request.role, changes.role)
        change_role(desk, request, changes)
        if not authority:
            return
    subject, card = request.subject_id, None
    if changes.new_card:
        card = add_person(desk, clean_person(changes.subject or PersonFields(), "subject"))
    elif changes.subject_id is not None:
        card = known_card(desk, changes.subject_id)
    if card is not None:
        subject = card.id
        # Who asks is somebody else now: the old check says nothing about him.
        Request.update(subject=subject, subject_key=fold(card.name), identified=None).where(
            Request.id == request.id
        ).execute()
    if changes.subject is not None and not changes.new_card:
        if subject is None:
            added = add_person(desk, clean_person(changes.subject, "subject"))
            Request.update(subject=added.id, subject_key=fold(added.name)).where(
                Request.id == request.id
            ).execute()
        else:
            _write_person(desk, subject, changes.subject, "subject")
    if changes.role == ApplicantRole.SUBJECT and Request.get_by_id(request.id).subject_id is None:
        raise Refusal(WHOSE, field="subject.name")
    if changes.applicant is not None and request.applicant_id is not None:
        _write_person(desk, request.applicant_id, changes.applicant, "applicant")


def _write_person(desk: Desk, id: int, told: PersonFields, field: str) -> None:
    """Put a card right; a name it knew is put right, too, and never emptied."""
    fields = clean_person(told, field)
    if Person.get_by_id(id).name and not fields.name:
        raise Refusal(_NAMELESS, field=f"{field}.name")
    write_fields(desk, id, fields)


def _correct_kinds(request: Request, changes: Correction) -> list[int]:
    """Give demands their right kinds; returns which were changed."""
    changed: list[int] = []
    demands = list(Demand.select().where(Demand.request == request.id))
    for demand in demands:
        kind = changes.kinds.get(demand.id)
        if kind is None or kind == demand.kind:
            continue
        if demand.state != DemandState.OPEN:
            raise Refusal(N_("A demand already decided keeps its kind."), field="kinds")
        Demand.update(kind=kind.value).where(Demand.id == demand.id).execute()
        demand.kind = kind.value
        changed.append(demand.id)
    waiting = [(d.kind, d.client_id) for d in demands if d.state == DemandState.OPEN]
    if changed and len(set(waiting)) < len(waiting):
        raise Refusal(N_("The request already contains this demand."), field="kinds")
    return changed


def _recompute(desk: Desk, request: Request, changed: frozenset[int]) -> None:
    """Replace the terms that ran from receipt; an extension already granted is granted anew.

    What ended by a decision stays ended: only a demand of another kind gets terms it had lost.
    """
    demands = list(Demand.select().where(Demand.request == request.id).order_by(Demand.id))
    fresh = planned_of(desk, request, demands)
    ids = [demand.id for demand in demands]
    left = {demand.id for demand in demands if demand.client_id is not None}
    old = {
        (row.demand_id, row.rule): row
        for row in Deadline.select()
        .where(
            Deadline.request == request.id,
            Deadline.dropped.is_null(),
            Deadline.nature == "term",
        )
        .order_by(Deadline.id.desc())
        if row.demand_id not in left
    }
    fresh += _blocking_on_findings(desk, request, ids, old)
    ended = _ended(request, demands)
    kept: set[int] = set()
    new: list[Planned] = []
    for term in fresh:
        demand = None if term.demand is None else ids[term.demand]
        row = old.get((demand, term.due.rule))
        if row is None:
            if demand is None or demand in changed or (demand, term.due.rule) not in ended:
                new.append(term)
            continue
        kept.add(row.id)
        move_term(desk, row, term.due)
    later = {row.id for row in old.values() if row.rule in later_rules(desk)}
    Deadline.update(dropped=stamp(desk.now())).where(
        Deadline.id.in_([r.id for r in old.values() if r.id not in kept and r.id not in later]),
        Deadline.met.is_null(),
    ).execute()
    insert_terms(desk, request.id, new, ids, desk.zone)


def planned_of(desk: Desk, request: Request, demands: list[Demand]) -> list[Planned]:
    """The terms the request opens on arrival, as it stands now; what is left to a client opens none of ours."""
    came = Receipt(
        [DemandKind(demand.kind) for demand in demands],
        ApplicantRole(request.role),
        datetime.fromisoformat(request.received),
        date.fromisoformat(request.sets_date) if request.sets_date else None,
        Channel(request.channel),
        read(request.laws),
        third_party=bool(request.third_party),
    )
    planned = planned_at_receipt(desk, came)
    check_hours(planned, by_day=bool(request.received_day))
    return [
        term for term in planned if term.demand is None or demands[term.demand].client_id is None
    ]


def _ended(request: Request, demands: list[Demand]) -> _Ended:
    """Terms that do not come back: dropped by a decision, or of a demand that is decided."""
    dropped = {
        (row.demand_id, row.rule)
        for row in Deadline.select().where(
            Deadline.request == request.id, Deadline.dropped.is_null(False)
        )
    }
    return _Ended(dropped, {d.id for d in demands if d.state != DemandState.OPEN})


def _blocking_on_findings(
    desk: Desk, request: Request, ids: list[int], old: dict[tuple[int | None, str], Deadline]
) -> list[Planned]:
    """The duty to block that a finding opened (R11): it too runs from the receipt."""
    received = datetime.fromisoformat(request.received)
    found = [
        term
        for order, id in enumerate(ids)
        if found_on(id)
        for term in plan(desk, "claim.received", DemandKind.CLAIM_UNLAWFUL, received, order)
    ]
    return [term for term in found if (ids[term.demand or 0], term.due.rule) in old]


@writes("request", "deadline")
def void_request(desk: Desk, id: int, reason: str) -> None:
    """Void a record taken in by mistake; its number stays."""
    reason = required(reason, "reason")
    request = standing_request(id)
    if Document.select().where(Document.request == id, Document.state == "issued").exists():
        raise Refusal(N_("Papers have been issued on this request: void them first."))
    check_no_destruction(id)
    drop_needless(desk, id, void=True)
    moment = stamp(desk.now())
    Request.update(state=RequestState.VOID.value, outcome=reason).where(Request.id == id).execute()
    Deadline.update(dropped=moment).where(Deadline.request == id, RUNNING).execute()
    add_event(desk, id, EventKind.VOIDED, reason)
    refresh(desk, id)
    desk.record("request.voided", request.number, reason=reason)
