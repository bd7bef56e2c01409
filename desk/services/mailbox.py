# SPDX-License-Identifier: Apache-2.0
"""Letters in and out: what a dropped e-mail would become, taking it in, and the draft of the answer.

Reading and writing mail is done by ``desk.mail``; here a letter meets the registers: was it taken in
before, which request does it answer, who wrote it, is it a repeat.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.domain.kinds import REGULATOR_KINDS, ApplicantRole, Channel, DemandKind, Leaving
from desk.domain.letter import Letter, LetterFile
from desk.domain.numbering import printed_number
from desk.domain.proof import encloses_proof
from desk.domain.proposal import Abroad, Known, Proposal
from desk.domain.request import Intake, PersonFields
from desk.domain.site_form import nobody
from desk.domain.their_letter import TheirLetter, claim_sets, their_letter
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.arrival import reached, sound
from desk.services.belonging import answered, duplicate_of, refuse_known, seeming
from desk.services.checks import LIMITS, clean_line, clean_text
from desk.services.desk import Desk, writes
from desk.services.dispatching import dispatch
from desk.services.enclosures import check_size, enclose
from desk.services.evidence import prove
from desk.services.intake import add_event, keep_letter, register_request
from desk.services.own_mail import refuse_own
from desk.services.paperfacts import addressee, matter
from desk.services.people_cards import card_at
from desk.services.repeats import earlier_request, repeat_gate
from desk.services.replies import beyond, following, is_stranger
from desk.services.request_index import reindex
from desk.services.sent_forms import Parcel, Sent, sent, sent_words
from desk.services.terms import local_day, stamp
from desk.services.writers import Writer, writer_of
from desk.storage.models import Document, Request

_NAMES = {
    "acknowledgement": "receipt", "request_to_complete": "request", "extension_notice": "notice",
    "notice_done": "notice", "inspection_record": "record",
}  # fmt: skip
"""Neutral words for files by form; everything else is an answer."""


def read(content: bytes, name: str = "") -> Letter:
    """Read a saved e-mail (.eml or .msg); stores nothing."""
    from desk.mail.intake import read_letter

    return read_letter(content, name)


def proposal(desk: Desk, letter: Letter, *, apart: bool = False) -> Proposal:
    """What the letter would become, with the reasons; stores nothing and refuses nothing.

    Of a reply the intake has the demands the request it answers does not have; ``apart`` keeps them all.
    """
    outer, letter = letter, letter.original
    received, passed_on = reached(desk, outer)
    writer = writer_of(desk, letter)
    person, same = card_at(writer.keys, writer.person.name)
    intake = _intake(desk, outer, received or desk.now(), writer)
    known = person if same and intake.role is ApplicantRole.SUBJECT else None
    duplicate, thread = duplicate_of(desk, outer), answered(desk, outer)
    seems = None if duplicate or thread else seeming(desk, letter, writer.keys)
    first = thread or (seems.belongs_to if seems else None)
    intake = replace(intake, subject_id=known, follows=first.request if first else None)
    moment = stamp(intake.received)
    key = fold(writer.person.email) if known == person else ""
    other = first is not None and is_stranger(first.request, letter, writer.person)
    more = _beyond(desk, outer, first.request, stranger=other) if first else ()
    if thread:
        intake = following(desk, intake, thread.request)
        intake = replace(intake, demands=(not apart and more) or intake.demands)
    earlier = earlier_request(desk, intake.demands, moment, intake.subject_id or known, key)
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
        abroad=mail_abroad(*writer.addresses),
        warnings=(*outer.warnings, *_doubts(outer, received)),
        passed_on=passed_on,
        beyond=more,
        stranger=other,
        writer=writer.told if intake.role is not ApplicantRole.RKN else (),
    )


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
    return (N_("The moment of receipt in the letter is still to come or too long ago."),)


def _intake(desk: Desk, letter: Letter, received: datetime, writer: Writer) -> Intake:
    demands = tuple(guess.kind for guess in letter.demands)
    regulator = bool(set(demands) & REGULATOR_KINDS)
    role, subject, applicant = ApplicantRole.SUBJECT, writer.person, None
    if regulator:
        role, subject, applicant = ApplicantRole.RKN, PersonFields(), writer.person
    elif writer.represents.words:
        role, applicant = ApplicantRole.REPRESENTATIVE, writer.person
        subject = PersonFields(name=writer.represents.name, language=letter.language)
    summary = clean_line(letter.original.subject[: LIMITS["line"]], "summary")
    day = received.astimezone(ZoneInfo(desk.zone)).date()
    said = f"{letter.original.subject}\n{letter.text}"
    theirs = their_letter(said, day) if regulator else TheirLetter(sets=claim_sets(said, day))
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
    from desk.domain.mail_services import mail_country

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
    """Add a letter to the request it belongs to; with ``proof`` it brings confirming data."""
    letter = read(content, name)
    request = _request(request_id)
    if request.state == "void":
        raise Refusal(N_("The record is void: nothing follows on it."))
    refuse_own(desk, letter)
    refuse_known(desk, letter)
    attachment = keep_letter(desk, request_id, content, letter)
    note = clean_text(f"{letter.subject}\n\n{letter.text}"[: LIMITS["text"]], "text")
    at = sound(letter.received, desk.now()) or desk.now()
    add_event(desk, request_id, "letter", note, attachment=attachment, at=at)
    reindex(desk, request_id)
    desk.record("letter.joined", request.number, letter=letter.digest)
    if proof:
        prove(desk, request_id, local_day(at, desk.zone))


def _request(id: int) -> Request:
    request = Request.get_or_none(Request.id == id)
    if request is None:
        raise Refusal(N_("There is no such request."))
    return request


def abroad(desk: Desk, request_id: int) -> tuple[Abroad, ...]:
    """Addresses the answer would go to that are at a mail service known to be abroad."""
    return mail_abroad(addressee(matter(desk, request_id, ())).email)


def covering_text(
    desk: Desk, request_id: int, language: str, enclosed: int = 0, forms: str = ""
) -> str:
    """The short text an answer is sent with; ``enclosed`` files go along beside the paper, ``forms`` says what it is."""
    request = _request(request_id)
    words = desk.catalogue(language)
    operator = desk.operator()
    day = datetime.fromisoformat(request.received).astimezone(ZoneInfo(desk.zone)).date()
    more = ""
    if enclosed:
        more = " " + words.ngettext(
            "{number} more file is attached.", "{number} more files are attached.", enclosed
        ).format(number=enclosed)
    return words.say(
        N_(
            "Hello,\n\nhere is our letter about your request No. {number}, received on {day}."
            " It is attached as a PDF file.{more}{forms}\n\nKind regards,\n{operator}"
        ),
        more=more,
        forms=forms,
        number=printed_number(request.number),
        day=words.date(day, "long"),
        operator=operator.name.of(language),
    )


@writes("request")
def draft_reply(
    desk: Desk,
    request_id: int,
    document_ids: Sequence[int],
    language: str,
    enclosed: Collection[int] = (),
    looked: Collection[int] = (),
) -> tuple[str, bytes]:
    """A draft e-mail with the papers attached, threaded: its file name and bytes; journalled.

    ``enclosed`` are kept files that go along; ``looked`` those the operator looked at himself.
    """
    from desk.mail.draft import Outgoing, write_draft

    request = _request(request_id)
    papers = [_paper(request_id, id) for id in document_ids]
    made = _parcel(desk, request, papers, language, enclose(desk, request_id, enclosed, looked))
    content = write_draft(
        Outgoing(
            sender=own_address(desk),
            to=_their_address(desk, request_id),
            subject=made.subject,
            text=made.text,
            in_reply_to=request.message_id,
            references=(request.message_id,) if request.message_id else (),
            files=made.files,
            date=desk.now().astimezone(ZoneInfo(desk.zone)),
        )
    )
    _note_draft(desk, request, papers, sorted(set(enclosed)), sorted(set(looked) & set(enclosed)))
    return f"{file_name(papers[0])}.eml", content


@writes("request")
def for_webmail(
    desk: Desk,
    request_id: int,
    document_id: int,
    language: str,
    enclosed: Collection[int] = (),
    looked: Collection[int] = (),
) -> Parcel:
    """The same for mail that is written in a browser: the text to paste and the files to attach; journalled."""
    request, paper = _request(request_id), _paper(request_id, document_id)
    kept = enclose(desk, request_id, enclosed, looked)
    made = _parcel(desk, request, [paper], language, kept)
    _note_draft(desk, request, [paper], sorted(set(enclosed)), sorted(set(looked) & set(enclosed)))
    return made


def _parcel(
    desk: Desk,
    request: Request,
    papers: list[Document],
    language: str,
    kept: Sequence[LetterFile],
) -> Parcel:
    if not papers:
        raise Refusal(N_("Choose the papers to send."), field="papers")
    leaving, words = [as_sent(desk, paper) for paper in papers], desk.catalogue(language)
    files = (*(file for each in leaving for file in each.files), *kept)
    check_size(files)
    forms = sent_words(words, leaving)
    return Parcel(
        words.say(N_("Your request No. {number}"), number=printed_number(request.number)),
        covering_text(desk, request.id, language, len(kept), forms),
        files,
    )


def as_sent(desk: Desk, paper: Document) -> Sent:
    """A paper as it goes along with a letter, under neutral names: every signed form it has."""
    return sent(desk, paper, file_name(paper))


def _note_draft(
    desk: Desk, request: Request, papers: list[Document], files: list[int], looked: list[int]
) -> None:
    """What leaves: the papers by number, the files by reference, and which of them a person looked at."""
    add_event(desk, request.id, "drafted", document=papers[0].id)
    for file in files:
        add_event(desk, request.id, "enclosed", attachment=file)
    detail = {"papers": [paper.number for paper in papers]}
    for name, ids in (("files", files), ("looked", looked)):
        detail |= {name: [f"file/{id}" for id in ids]} if ids else {}
    desk.record("request.drafted", request.number, **detail)


def file_name(paper: Document) -> str:
    """A neutral name without personal data, e.g. ``answer-2026-014``."""
    word = _NAMES.get(paper.form, "answer")
    return f"{word}-{(paper.number or '').partition('/')[2]}"


def _paper(request_id: int, id: int) -> Document:
    paper = Document.get_or_none(
        Document.id == id, Document.request == request_id, Document.state == "issued"
    )
    if paper is None:
        raise Refusal(N_("Only issued papers of this request can be sent."), field="papers")
    return paper


def own_address(desk: Desk) -> str:
    """The operator's address for requests, from which drafts are written."""
    address = desk.operator().request_email
    if not address:
        raise Refusal(
            N_("The operator’s card has no e-mail address for requests. Fill it in first."),
            field="operator.request_email",
        )
    return address


def _their_address(desk: Desk, request_id: int) -> str:
    address = addressee(matter(desk, request_id, ())).email
    if not address:
        raise Refusal(N_("The applicant’s card has no e-mail address."), field="applicant.email")
    if nobody(address):
        raise Refusal(
            N_(
                "Nobody reads mail to the address on the applicant’s card: a site sent the letter from it."
                " Write the person’s own address on the card, or answer another way."
            ),
            field="applicant.email",
        )
    return address


def read_sent(content: bytes, name: str = "") -> Letter:
    """Read a message that is to prove that it was sent; refuses the draft of one."""
    if "X-Unsent" in content[:4000].decode("latin-1"):
        raise Refusal(N_("This is the draft. Drop the message as it was sent."), field="file")
    return read(content, name)


@writes("request", "deadline")
def record_sent(
    desk: Desk,
    request_id: int,
    content: bytes,
    at: datetime | None = None,
    *,
    proof: str = "",
    what: Leaving | None = None,
) -> None:
    """Take the sent message dropped back as proof: its date is the moment of dispatch unless ``at`` says."""
    letter = read_sent(content)
    moment = at or letter.sent or letter.received
    if moment is None:
        raise Refusal(N_("The message has no date: say when it was sent."), field="at")
    if letter.digest == _request(request_id).letter_digest:
        raise Refusal(N_("This is the request itself, not the answer to it."), field="file")
    proof = proof or letter.message_id or letter.digest
    file = ("sent.eml", content)
    dispatch(desk, request_id, moment, Channel.EMAIL, proof, file, what=what)
