# SPDX-License-Identifier: Apache-2.0
"""Letters out: the draft of an answer, what is attached in a browser, and the sent message as proof."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from desk.clocks import legal_time
from desk.domain.days import day_of
from desk.domain.kinds import Channel, Leaving
from desk.domain.letter import Letter, LetterFile
from desk.domain.numbering import printed_number
from desk.domain.proposal import Abroad
from desk.domain.site_form import nobody
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal, Told
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.letter.dispatching import dispatch
from desk.services.letter.enclosures import check_size, enclose
from desk.services.letter.mailbox import mail_abroad, read
from desk.services.letter.sent_forms import Parcel, Sent, sent, sent_words
from desk.services.paper.facts import addressee, matter
from desk.services.request.known_requests import known_request
from desk.storage import blobs
from desk.storage.models import Document, Request
from desk.text import Catalogue

_NAMES = {
    "acknowledgement": "receipt", "request_to_complete": "request", "extension_notice": "notice",
    "notice_done": "notice", "inspection_record": "record",
}  # fmt: skip
"""Neutral words for files by form; everything else is an answer."""


def abroad(desk: Desk, request_id: int) -> tuple[Abroad, ...]:
    """Addresses the answer would go to that are at a mail service known to be abroad."""
    return mail_abroad(addressee(matter(desk, request_id, ())).email)


def covering_text(
    desk: Desk, request_id: int, language: str, enclosed: int = 0, forms: str = ""
) -> str:
    """The short text an answer is sent with; ``enclosed`` files go along beside the paper, ``forms`` says what it is."""
    request = known_request(request_id)
    words = desk.catalogue(language)
    operator = desk.operator()
    day = day_of(request.received, desk.zone)
    theirs = _theirs(request, words)
    more = ""
    if enclosed:
        more = " " + words.ngettext(
            "{number} more file is attached.", "{number} more files are attached.", enclosed
        ).format(number=enclosed)
    return words.say(
        N_(
            "Hello,\n\nHere is our letter about your request No. {number}, received on {day}."
            " It is attached as a PDF file.{more}{forms}\n\nKind regards,\n{operator}"
        )
        if not theirs
        else N_(
            "Hello,\n\nHere is our letter about your request {theirs}, registered here as No. {number}"
            " on {day}. It is attached as a PDF file.{more}{forms}\n\nKind regards,\n{operator}"
        ),
        theirs=theirs,
        more=more,
        forms=forms,
        number=printed_number(request.number),
        day=words.date(day, "long"),
        operator=operator.name.of(language),
    )


def _theirs(request: Request, words: Catalogue) -> str:
    """The number and the date an authority’s letter bears, by which it knows the letter; empty for others."""
    if not request.their_number:
        return ""
    if not request.their_date:
        return words.say(N_("No. {number}"), number=request.their_number)
    day = words.date(date.fromisoformat(request.their_date), "long")
    return words.say(N_("No. {number} of {day}"), number=request.their_number, day=day)


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

    request = known_request(request_id)
    papers = [_paper(request_id, id) for id in document_ids]
    made = _parcel(desk, request, papers, language, enclose(desk, request_id, enclosed, looked))
    content = write_draft(
        Outgoing(
            sender=own_address(desk),
            to=their_address(desk, request_id),
            subject=made.subject,
            text=made.text,
            in_reply_to=request.message_id,
            references=_thread(desk, request),
            files=made.files,
            date=desk.now().astimezone(legal_time(desk.zone)),
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
    request, paper = known_request(request_id), _paper(request_id, document_id)
    kept = enclose(desk, request_id, enclosed, looked)
    made = _parcel(desk, request, [paper], language, kept)
    _note_draft(desk, request, [paper], sorted(set(enclosed)), sorted(set(looked) & set(enclosed)))
    return made


def _thread(desk: Desk, request: Request) -> tuple[str, ...]:
    """The conversation the answered letter stands in, oldest first (RFC 5322, 3.6.4)."""
    if not request.message_id:
        return ()
    try:
        kept = read(blobs.get(desk.database, request.letter_digest)).original
    except Told:  # its bytes were erased: the letter itself is all that is known
        return (request.message_id,)
    before = reversed(kept.in_reply_to) if kept.message_id == request.message_id else ()
    return (*before, request.message_id)


def _parcel(
    desk: Desk,
    request: Request,
    papers: list[Document],
    language: str,
    kept: Sequence[LetterFile],
) -> Parcel:
    if not papers:
        raise AtField(N_("Choose the papers to send."), field="papers")
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
    add_event(desk, request.id, EventKind.DRAFTED, document=papers[0].id)
    for file in files:
        add_event(desk, request.id, EventKind.ENCLOSED, attachment=file)
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


def their_address(desk: Desk, request_id: int) -> str:
    """The address the answers to a request go to; refuses where there is none."""
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
        raise AtField(N_("This is the draft. Drop the message as it was sent."), field="file")
    return read(content, name)


@writes("request", "deadline")
def record_sent(
    desk: Desk,
    request_id: int,
    content: bytes,
    at: date | None = None,
    *,
    proof: str = "",
    what: Leaving | None = None,
    papers: Collection[int] = (),
) -> None:
    """Take the sent message dropped back as proof: its date is the moment of dispatch unless ``at`` says."""
    letter = read_sent(content)
    moment = at or letter.sent or letter.received
    if moment is None:
        raise Refusal(N_("The message has no date: enter when it was sent."), field="at")
    if letter.digest == known_request(request_id).letter_digest:
        raise AtField(N_("This is the request itself, not the answer to it."), field="file")
    proof = proof or letter.message_id or letter.digest
    file = ("sent.eml", content)
    dispatch(desk, request_id, moment, Channel.EMAIL, proof, file, what=what, papers=papers)
