# SPDX-License-Identifier: Apache-2.0
"""What a paper says, collected from the registers: one small function for each form.

Facts are values; nothing here draws, numbers or stores. What the registers do not hold is left to
the editable passages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, cast

from desk.clocks import legal_time
from desk.domain.case import COMPLETED_KINDS
from desk.domain.client_papers import ReplyPassedFacts
from desk.domain.deeds import ACTION_OF
from desk.domain.due import plain_day
from desk.domain.explain import explain
from desk.domain.kinds import ApplicantRole, DemandKind, DemandState, Law
from desk.domain.laws import RUSSIAN, read
from desk.domain.paper import (
    AcknowledgementFacts,
    Addressee,
    DemandLine,
    ExtendedTerm,
    ExtensionNoticeFacts,
    Facts,
    InspectionRecordFacts,
    NoticeDoneFacts,
    RefusalFacts,
    ReplyAccessFacts,
    ReplyNotProcessedFacts,
    ReplyRegulatorFacts,
    RequestToCompleteFacts,
)
from desk.domain.request import POWER, PersonFields
from desk.domain.timeline import INQUIRY_PARTS, EventKind
from desk.domain.transfer_reply import ReplyTransferFacts
from desk.domain.values import Both, spoken
from desk.errors import N_, Refusal
from desk.services import norms
from desk.services.desk import Desk
from desk.services.persons import fields_of
from desk.services.request.cards import missing_parts
from desk.services.request.handling import extendable_terms
from desk.services.request.known_requests import known_request
from desk.services.request.unblocking import lifted_on
from desk.services.rows import KeptTerm, lacking
from desk.services.settings import promises_confirmed
from desk.services.terms import worded
from desk.storage.models import Deadline, Demand, Document, Event, Person, Request

Build = Callable[["Matter", dict[str, object]], dict[str, object]]
AUTHORITY = Both(
    "Федеральная служба по надзору в сфере связи, информационных технологий"
    " и массовых коммуникаций (Роскомнадзор)",
    "Federal Service for Supervision of Communications, Information Technology"
    " and Mass Media (Roskomnadzor)",
)
NKTSKI = Both(
    "Национальный координационный центр по компьютерным инцидентам (НКЦКИ)",
    "National Coordination Centre for Computer Incidents (NKTsKI)",
)


@dataclass
class Matter:
    """A request as papers look at it, with the demands a paper is about."""

    desk: Desk
    request: Request
    demands: list[Demand]
    chosen: tuple[int, ...]

    @property
    def laws(self) -> tuple[Law, ...]:
        """Under which laws the request is answered."""
        return read(self.request.laws)

    @property
    def role(self) -> ApplicantRole:
        """Who speaks."""
        return ApplicantRole(self.request.role)

    def person(self, id: int | None) -> PersonFields | None:
        """A card, or nothing."""
        return None if id is None else fields_of(Person.get_by_id(id))

    def about(self) -> list[Demand]:
        """The demands chosen, or all."""
        return [d for d in self.demands if not self.chosen or d.id in self.chosen]

    def terms(self, demand: int) -> list[Deadline]:
        """Terms of a demand, the law's own first."""
        return list(
            Deadline.select()
            .where(Deadline.demand == demand, Deadline.dropped.is_null())
            .order_by(Deadline.own, Deadline.due_moment, Deadline.id)
        )

    def nearest(self, demand: int) -> list[Deadline]:
        """The first term of a demand under each law that gives it one; what was promised leads where it ends earlier."""
        found: dict[Law, Deadline] = {}
        promised = promises_confirmed(self.desk)
        rows = [row for row in self.terms(demand) if promised or not row.own]
        for row in sorted(rows, key=lambda row: row.due_moment):
            found.setdefault(self.desk.rules.law_of(row.pack), row)
        return [found[law] for law in Law if law in found]

    def terms_by_kind(self) -> norms.Terms:
        """The terms of the demands a paper is about, by the kind of demand."""
        found: dict[DemandKind, list[Deadline]] = {}
        for demand in self.about():
            found.setdefault(DemandKind(demand.kind), []).extend(self.terms(demand.id))
        return found

    def cited(self, russian: Callable[[norms.Terms], Both]) -> Both:
        """The norms the paper rests on; ``russian`` says those of Federal Law 152-FZ."""
        return norms.by_laws(self.desk, self.laws, russian, self.terms_by_kind())

    def both_basis(self, row: Deadline | KeptTerm) -> Both:
        """The norm of a term in both languages."""
        return Both(*(worded(self.desk, row, language)[1].basis for language in ("ru", "en")))


def matter(desk: Desk, id: int, chosen: Sequence[int]) -> Matter:
    """The request a paper is about."""
    request = known_request(id)
    demands = list(Demand.select().where(Demand.request == id).order_by(Demand.id))
    if set(chosen) - {demand.id for demand in demands}:
        raise Refusal(N_("The request has no such demand."), field="demands")
    return Matter(desk, request, demands, tuple(chosen))


def base_facts(desk: Desk) -> dict[str, Any]:
    """What every paper has."""
    return {
        "operator": replace(desk.operator(), time_zone=desk.zone),
        "day": desk.today(),
        "demonstration": desk.demonstration,
    }


def letter_facts(found: Matter) -> dict[str, object]:
    """What every letter about a request has."""
    desk, request = found.desk, found.request
    local = datetime.fromisoformat(request.received).astimezone(legal_time(desk.zone))
    subject = found.person(request.subject_id)
    return {
        **base_facts(desk),
        "addressee": addressee(found),
        "request_number": request.number,
        "received": local.date(),
        "received_moment": "" if request.received_day else f"{local:%H:%M}",
        "subject_name": subject.name if subject else "",
        "laws": () if found.laws == RUSSIAN else found.laws,
    }


def addressee(found: Matter) -> Addressee:
    """Who gets the letter: the one who wrote, else the subject."""
    applicant = found.person(found.request.applicant_id)
    if found.role is ApplicantRole.RKN:
        body = NKTSKI if _from_nktski(found) else AUTHORITY
        if applicant is None:
            return Addressee(organisation=body)
        named = Both(applicant.name, applicant.name) if applicant.name else body
        return Addressee(organisation=named, address=applicant.address, email=applicant.email)
    return to_person(applicant or found.person(found.request.subject_id) or PersonFields())


def _from_nktski(found: Matter) -> bool:
    """The check of FSB order 77 item 6 comes from NKTsKI, not from Roskomnadzor."""
    return {demand.kind for demand in found.about()} == {DemandKind.NKTSKI_CHECK}


def to_person(person: PersonFields) -> Addressee:
    """A letter to this person."""
    return Addressee(
        name=Both(person.dative or person.name, person.name),
        address=person.address,
        email=person.email,
    )


def _acknowledgement(found: Matter, _extra: dict[str, object]) -> dict[str, object]:
    lines = []
    for demand in found.about():
        rows = found.nearest(demand.id)
        if not rows:
            lines.append(DemandLine(demand.kind, Both(), None))
        for row in rows:
            why = [
                explain(worded(found.desk, row, code)[1], found.desk.catalogue(code))
                for code in ("ru", "en")
            ]
            due = worded(found.desk, row, "ru")[1].due
            lines.append(DemandLine(demand.kind, found.both_basis(row), due, Both(*why)))
    person = found.role in (ApplicantRole.SUBJECT, ApplicantRole.REPRESENTATIVE)
    asks = any(DemandKind(demand.kind) in COMPLETED_KINDS for demand in found.demands)
    return {
        "channel": found.request.channel,
        "demands": tuple(lines),
        "missing": missing_parts(found.request) if person and asks and Law.RU in found.laws else (),
    }


def _complete(found: Matter, _extra: dict[str, object]) -> dict[str, object]:
    asks = any(DemandKind(demand.kind) in COMPLETED_KINDS for demand in found.about())
    return {
        "missing": missing_parts(found.request),
        "unknown": not asks,
        "represented": POWER in lacking(found.request),
    }


def _extension(found: Matter, extra: dict[str, object]) -> dict[str, object]:
    return {
        "terms": extra.get("terms") or extended_terms(found),
        "to_regulator": found.role is ApplicantRole.RKN,
        **_theirs(found),
    }


def extended_terms(found: Matter) -> tuple[ExtendedTerm, ...]:
    """Every term the extension would move, with its first and its new last day."""
    desk = found.desk
    kinds = {demand.id: demand.kind for demand in found.demands}
    rows = extendable_terms(desk, found.request.id, found.chosen or None)
    terms = []
    for row in sorted(rows, key=lambda row: (row.due_moment, row.own, row.id)):
        due = worded(desk, row, "ru")[1]
        longer = desk.rules.extend(desk.rules.find(row.rule, plain_day(due.start)), due)
        kind = kinds.get(row.demand_id or 0, "")
        days = plain_day(due.due), plain_day(longer.due)
        terms.append(ExtendedTerm(kind, found.both_basis(row), *days, own=bool(row.own)))
    return tuple(terms)


def _done(found: Matter, extra: dict[str, object]) -> dict[str, object]:
    action = str(extra.get("action") or usual_action(found))
    facts = {
        "action": action,
        "done_on": found.desk.today(),
        "basis": found.cited(lambda terms: norms.of_deed(found.desk, action, terms)),
        "own_finding": found.role is ApplicantRole.NOBODY,
        "regulator": found.role is ApplicantRole.RKN,
        "to_subject": False,
        "inquired": bool(inquiry_passages(found)),
        "unblocked": lifted_on(found.desk, found.request),
    }
    subject = found.person(found.request.subject_id)
    if found.role is ApplicantRole.RKN and subject and extra.get("to_subject", _rkn_told(found)):
        # Art. 21 (3): both are told; once Roskomnadzor is, the next notice goes to the subject.
        return facts | {"to_subject": True, "addressee": to_person(subject)}
    return facts | _theirs(found) if found.role is ApplicantRole.RKN else facts


def _rkn_told(found: Matter) -> bool:
    return bool(
        Document.select()
        .where(
            Document.request == found.request.id,
            Document.form == "notice_done",
            Document.state == "issued",
        )
        .exists()
    )


def usual_action(found: Matter) -> str:
    """The deed the demands ask for."""
    for demand in found.about():
        action = ACTION_OF.get(DemandKind(demand.kind))
        if action and (found.chosen or demand.state == DemandState.OPEN):
            return action
    return "inquiry"


def _theirs(found: Matter) -> dict[str, object]:
    """What the letter answered bears, as it was registered."""
    day = found.request.their_date
    dated = date.fromisoformat(day) if day else None
    return {"their_number": found.request.their_number, "their_date": dated}


def _regulator(found: Matter, _extra: dict[str, object]) -> dict[str, object]:
    return {
        **_theirs(found),
        "basis": found.cited(lambda terms: norms.of_answer(found.desk, terms)),
        "nktski": _from_nktski(found),
    }


def _not_processed(found: Matter, _extra: dict[str, object]) -> dict[str, object]:
    if Law.RU in found.laws and not set(found.terms_by_kind()) - COMPLETED_KINDS:
        return {}
    return {"basis": found.cited(lambda terms: norms.of_answer(found.desk, terms))}


def _transfers(found: Matter, _extra: dict[str, object]) -> dict[str, object]:
    from desk.services.transfer.reply import reply_facts

    person = found.request.subject_id
    return {} if person is None else reply_facts(found.desk, person)


def _inspection(found: Matter, _extra: dict[str, object]) -> dict[str, object]:
    stood_in = found.role is ApplicantRole.REPRESENTATIVE
    applicant = found.person(found.request.applicant_id) if stood_in else None
    return {
        "inspected_on": found.desk.today(),
        "inspector_name": applicant.name if applicant else "",
    }


def _refusal(_found: Matter, _extra: dict[str, object]) -> dict[str, object]:
    return {"refused": ()}


def _nothing(_found: Matter, _extra: dict[str, object]) -> dict[str, object]:
    return {}


def _left_to(found: Matter) -> int | None:
    """The client of the first open demand a paper is about that is left to one."""
    open_ones = (d for d in found.about() if d.state == DemandState.OPEN)
    return next((d.client_id for d in open_ones if d.client_id is not None), None)


def _passed(found: Matter, _extra: dict[str, object]) -> dict[str, object]:
    from desk.services.request.passing import facts_of_passing

    return facts_of_passing(found.desk, found.request.id, _left_to(found), found.about())


LETTERS: Mapping[str, tuple[type[Facts], Build]] = {
    "acknowledgement": (AcknowledgementFacts, _acknowledgement),
    "request_to_complete": (RequestToCompleteFacts, _complete),
    "reply_access": (ReplyAccessFacts, _nothing),
    "reply_not_processed": (ReplyNotProcessedFacts, _not_processed),
    "reply_transfer": (ReplyTransferFacts, _transfers),
    "refusal": (RefusalFacts, _refusal),
    "extension_notice": (ExtensionNoticeFacts, _extension),
    "notice_done": (NoticeDoneFacts, _done),
    "reply_regulator": (ReplyRegulatorFacts, _regulator),
    "inspection_record": (InspectionRecordFacts, _inspection),
    "reply_passed": (ReplyPassedFacts, _passed),
}
"""The forms that are about one request: their facts and what fills them."""


def facts_of(form_id: str, found: Matter, extra: Mapping[str, object]) -> Facts:
    """The facts of a letter, with what the operator said beside the registers."""
    kind, build = LETTERS[form_id]
    known = {each.name for each in fields(kind)}
    wrong = sorted(set(extra) - known)
    if wrong:
        raise Refusal(N_("The paper has no field “{name}”."), field=wrong[0], name=wrong[0][:40])
    values = {**letter_facts(found), **build(found, dict(extra)), **extra}
    return kind(**cast("dict[str, Any]", values))


def inquiry_passages(found: Matter) -> dict[str, Both]:
    """What the inquiry found out, as the passages of the notice that tells it."""
    texts: dict[str, Both] = {}
    for event in (
        Event.select()
        .where(Event.request == found.request.id, Event.kind.in_(list(INQUIRY_PARTS)))
        .order_by(Event.id)
    ):
        texts[INQUIRY_PARTS[EventKind(event.kind)]] = spoken(event.note or "")
    return texts


def demands_answered(found: Matter, form_id: str, action: str = "") -> list[Demand]:
    """The open demands a reply decides; one that was chosen and that the paper cannot answer is refused."""
    able, unable = [], False
    for demand in found.about():
        if demand.state == DemandState.OPEN:
            left = demand.client_id is not None
            if form_id == "reply_passed":
                fits = left and (demand.client_id == _left_to(found))
            else:
                fits = not left and norms.answers(form_id, action, DemandKind(demand.kind))
            if fits:
                able.append(demand)
            else:
                unable = True
    if found.chosen and unable:
        raise Refusal(
            N_(
                "The paper is silent on a demand that is ticked. Untick it and answer it separately."
            ),
            field="demands",
        )
    return able
