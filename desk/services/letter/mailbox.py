# SPDX-License-Identifier: Apache-2.0
"""Letters in: what a dropped e-mail would become, and taking it in.

Reading and writing mail is done by ``desk.mail``; here a letter meets the registers: was it taken in
before, which request does it answer, who wrote it, is it a repeat.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from desk.domain.asked_by import Asked, asked_by
from desk.domain.days import local_day
from desk.domain.guess import own_words
from desk.domain.kinds import REGULATOR_KINDS, ApplicantRole, Channel, DemandKind
from desk.domain.letter import BOUNCE, Letter
from desk.domain.letter_words import plain
from desk.domain.mail_services import mail_country
from desk.domain.one_person import BESIDE
from desk.domain.proof import encloses_proof
from desk.domain.proposal import Abroad, Known, Proposal
from desk.domain.request import Intake, PersonFields
from desk.domain.their_letter import TheirLetter, is_claim, set_day, their_letter
from desk.domain.timeline import EventKind
from desk.domain.verdicts import Verdict
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.checks import LIMITS, clean_line, clean_text
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.letter.arrival import reached, sound
from desk.services.letter.belonging import answered, duplicate_of, refuse_known, seeming
from desk.services.letter.intake import keep_letter, register_request
from desk.services.letter.own_mail import refuse_own
from desk.services.letter.replies import beyond, following, is_stranger
from desk.services.letter.undelivered import note_back
from desk.services.letter.writers import Writer, writer_of
from desk.services.request.evidence import prove
from desk.services.request.index import reindex
from desk.services.request.known_requests import standing_request
from desk.services.request.people_cards import card_at
from desk.services.request.repeats import Earlier, earlier_request, repeat_gate
from desk.services.signature.verifying import verify_beside
from desk.services.terms import iso, stamp


def read(content: bytes, name: str = "") -> Letter:
    """Read a saved e-mail (.eml or .msg); stores nothing."""
    from desk.mail.intake import read_letter

    letter = read_letter(content, name)
    if " " in letter.sender_name:  # a name, so that a large letter need not be taken apart again
        return letter
    return replace(letter, certified=_certified(content, letter.sender_address))


def _certified(content: bytes, sender: str) -> str:
    """The person named by the certificate a letter was signed with as a whole, unless that is another sender's."""
    from desk.mail.intake import signed_part

    part = signed_part(content)
    if part is None:
        return ""
    for found in verify_beside(part.content, part.signature).signatures:
        emails = fold(found.certificate.emails).split()
        if found.verdict is not Verdict.BROKEN and (not emails or fold(sender) in emails):
            name = found.certificate.name.split(BESIDE)[-1]
            return name if any(map(str.isalpha, name)) else ""
    return ""


def proposal(desk: Desk, letter: Letter, *, apart: bool = False) -> Proposal:
    """What the letter would become, with the reasons; stores nothing and refuses nothing.

    Of a reply the intake has the demands the request it answers does not have; ``apart`` keeps them all.
    """
    outer, letter = letter, letter.original
    received, passed_on = reached(desk, outer)
    writer, asked = writer_of(desk, letter), _asked(desk, outer, received)
    person, same = card_at(writer.keys, writer.person.name)
    intake = _intake(desk, outer, received or desk.now(), writer, asked)
    known = person if same and intake.role is ApplicantRole.SUBJECT else None
    duplicate, thread = duplicate_of(desk, outer), answered(desk, outer)
    seems = None if duplicate or thread else seeming(desk, letter, writer.keys)
    first = thread or (seems.belongs_to if seems else None)
    intake = replace(intake, subject_id=known, follows=first.request if first else None)
    key, moment = fold(writer.person.email) if known == person else "", stamp(intake.received)
    other = first is not None and is_stranger(first.request, letter, writer.person)
    more = _beyond(desk, outer, first.request, stranger=other) if first else ()
    if thread:
        intake = following(desk, intake, thread.request)
        intake = replace(intake, demands=(not apart and more) or intake.demands)
    earlier, back = _earlier(desk, intake, known, key), outer.automatic == BOUNCE
    return Proposal(
        letter=outer,
        intake=replace(intake, repeat_of=earlier.id if earlier else None),
        needs_moment=received is None,
        automatic=outer.automatic,
        duplicate_of=duplicate,
        reply_to=thread,
        seems=seems,
        repeat_of=Known(earlier.id, earlier.number) if earlier else None,
        repeat_gate=repeat_gate(desk, earlier.id, moment) if earlier else None,
        person=person,
        abroad=() if back else mail_abroad(*writer.addresses),
        warnings=(*outer.warnings, *_doubts(outer, received)),
        passed_on=passed_on,
        beyond=more,
        stranger=other,
        writer=() if back or intake.role is ApplicantRole.RKN else writer.told,
        asked=asked if intake.demands else None,
    )


def _earlier(desk: Desk, intake: Intake, known: int | None, key: str) -> Earlier | None:
    """The request the letter repeats, if one of the same person was answered in full before it was sent."""
    sent = iso(intake.sent) if intake.sent else ""
    subject = intake.subject_id or known
    return earlier_request(desk, intake.demands, stamp(intake.received), subject, key, sent=sent)


def demanded_beyond(desk: Desk, letter: Letter, request_id: int) -> tuple[DemandKind, ...]:
    """What the letter demands that is not still to be answered on the request; all, if somebody else wrote it."""
    stranger = is_stranger(request_id, letter.original, writer_of(desk, letter).person)
    return _beyond(desk, letter, request_id, stranger=stranger)


def _beyond(
    desk: Desk, letter: Letter, request_id: int, *, stranger: bool
) -> tuple[DemandKind, ...]:
    kinds = tuple(guess.kind for guess in letter.demands)
    return _fitting(kinds if stranger else beyond(desk, request_id, kinds))


def _doubts(letter: Letter, received: datetime | None) -> tuple[str, ...]:
    """What cannot be right about the moment a header gives."""
    if letter.received is None or received is not None:
        return ()
    return (N_("The moment of receipt in the letter is in the future or too long ago."),)


def _asked(desk: Desk, letter: Letter, received: datetime | None) -> Asked | None:
    """The earliest day the letter itself asks for, not what it quotes; a claim may just name a date."""
    came = received or desk.now()
    subject, day = letter.original.subject, local_day(came, desk.zone)
    said = f"{subject}\n\n{own_words(plain(letter.text), subject)}"
    sent = sound(letter.original.sent, came)
    written = local_day(sent, desk.zone) if sent else day
    known = received is not None
    found = [asked_by(said, day, desk.rules.calendar, written, periods=known)]
    if is_claim(said):
        found.append(set_day(said, day))
    return min(filter(None, found), key=lambda each: each.day, default=None)


def _theirs(letter: Letter, day: date, asked: Asked | None, *, regulator: bool) -> TheirLetter:
    """What the letter says of itself; the day it asks for binds where an authority or a claim sets it."""
    said = f"{letter.original.subject}\n{letter.text}"
    theirs = their_letter(said, day) if regulator else TheirLetter()
    binds = asked is not None and (regulator or is_claim(said))
    days = (theirs.sets, asked.day.isoformat() if asked and binds else "")
    return replace(theirs, sets=min(filter(None, days), default=""))


def came(desk: Desk, proposal: Proposal, received: datetime) -> Proposal:
    """The proposal of a letter that came at another moment: the day it asks for is counted from it."""
    intake = replace(proposal.intake, received=received)
    asked = _asked(desk, proposal.letter, received)
    regulator = intake.role is ApplicantRole.RKN
    day = local_day(received, desk.zone)
    sets = _theirs(proposal.letter, day, asked, regulator=regulator).sets
    asked = asked if intake.demands else None
    return replace(proposal, intake=replace(intake, sets_date=sets), asked=asked)


def _intake(
    desk: Desk, letter: Letter, received: datetime, writer: Writer, asked: Asked | None
) -> Intake:
    demands = tuple(guess.kind for guess in letter.demands)
    regulator = bool(set(demands) & REGULATOR_KINDS)
    role, subject, applicant = ApplicantRole.SUBJECT, writer.person, None
    if regulator:
        role, subject, applicant = ApplicantRole.RKN, PersonFields(), writer.person
    elif writer.represents.words:
        role, applicant = ApplicantRole.REPRESENTATIVE, writer.person
        subject = PersonFields(name=writer.represents.name, language=letter.language)
    summary = clean_line(letter.original.subject[: LIMITS["line"]], "summary")
    theirs = _theirs(letter, local_day(received, desk.zone), asked, regulator=regulator)
    return Intake(
        received=received,
        channel=Channel.SITE_FORM if writer.form else Channel.EMAIL,
        sets_date=theirs.sets,
        their_number=theirs.number,
        their_date=theirs.day,
        demands=_fitting(demands),
        subject=subject,
        role=role,
        applicant=applicant,
        sent=sound(letter.original.sent, received),
        language=letter.language,
        summary=summary,
        text=clean_text(letter.text[: LIMITS["text"]], "text"),
        proof=encloses_proof(letter.original),
    )


def _fitting(demands: tuple[DemandKind, ...]) -> tuple[DemandKind, ...]:
    """The general complaint stands only where nothing more exact was recognised."""
    exact = tuple(kind for kind in demands if kind is not DemandKind.COMPLAINT)
    return exact or demands


def mail_abroad(*addresses: str) -> tuple[Abroad, ...]:
    """Those of the addresses that are at a mail service known to be abroad."""
    found = {}
    for address in filter(None, addresses):
        where = mail_country(address)
        if where is not None and where[0] != "RU":
            found[fold(address)] = Abroad(address, *where)
    return tuple(found.values())


@writes("request", "deadline")
def take_in(
    desk: Desk, content: bytes, intake: Intake, name: str = "", *, although_automatic: bool = False
) -> int:
    """Register the letter as a request, keep its bytes and attachments; refuses a letter taken in before."""
    letter = read(content, name)
    refuse_own(desk, letter)
    refuse_known(desk, letter)
    if letter.automatic and not although_automatic:
        raise Refusal(N_("A machine wrote this letter: it is not registered as a request."))
    return register_request(desk, intake, content, letter)


@writes("request")
def join(
    desk: Desk, content: bytes, request_id: int, name: str = "", *, proof: bool = False
) -> None:
    """Add a letter to the request it belongs to; with ``proof`` it brings confirming data.

    A message that mail was not delivered puts the dispatch of that mail in doubt.
    """
    letter = read(content, name)
    request = standing_request(request_id)
    refuse_own(desk, letter)
    refuse_known(desk, letter)
    attachment = keep_letter(desk, request_id, content, letter)
    note = clean_text(f"{letter.subject}\n\n{letter.text}"[: LIMITS["text"]], "text")
    at = sound(letter.received, desk.now()) or desk.now()
    if letter.automatic == BOUNCE:
        note_back(desk, request, letter, attachment, at)
        return
    add_event(desk, request_id, EventKind.LETTER, note, attachment=attachment, at=at)
    reindex(desk, request_id)
    desk.record("letter.joined", request.number, letter=letter.digest)
    if proof:
        prove(desk, request_id, local_day(at, desk.zone))
