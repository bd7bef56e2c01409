# SPDX-License-Identifier: Apache-2.0
"""What speaks against a dispatch as it is about to be recorded: told and asked about, never a bar."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from desk.domain.kinds import LETTERS, Channel, Leaving
from desk.domain.letter import Letter, LetterFile
from desk.domain.numbering import printed_number
from desk.domain.steps import REPLY_FORMS
from desk.errors import N_, Told
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.letter.own_mail import is_colleague
from desk.services.letter.reply_mail import file_name
from desk.services.letter.undelivered import undelivered_before
from desk.services.paper.facts import addressee, matter
from desk.services.request.cards import outdated_before
from desk.storage.models import Document, Request


def dispatch_doubts(
    desk: Desk,
    id: int,
    way: Channel,
    sent: Letter | None = None,
    what: Leaving | None = None,
    papers: Collection[int] = (),
) -> tuple[Told, ...]:
    """Doubts about the way (R02) and about the sent message that is to prove it, with all of ``papers``."""
    request = Request.get_by_id(id)
    found = list(_of_paper(desk, request, sent, what, papers)) if sent is not None else []
    if request.answer_form and request.answer_form != way:
        found.append(
            Told(N_("The request asks to be answered in another way than this one (Art. 14 (3))."))
        )
    found += undelivered_before(desk, id)
    if what is not None:
        form = LETTERS.get(what)
        found += outdated_before(desk, id, REPLY_FORMS if form is None else frozenset({form}))
    return tuple(found)


def message_doubts(desk: Desk, sent: Letter, address: str) -> Iterator[Told]:
    """Doubts that a message is the one by which the operator sent a paper to ``address``."""
    if fold(address) not in {fold(each) for each in sent.to_addresses}:
        yield Told(
            N_("The message went to {to}, but the card has {address}."),
            to=", ".join(sent.to_addresses) or "—",
            address=address or "—",
        )
    own, sender = desk.operator().request_email, sent.sender_address
    if own and fold(sender) != fold(own) and not is_colleague(desk, sender):
        yield Told(
            N_("The message is from {sender}, but you answer requests from {address}."),
            sender=sender or "—",
            address=own,
        )
    if not any(_is_pdf(file) for file in sent.attachments):
        yield Told(N_("No PDF is attached to the message: the paper was not sent with it."))


def _is_pdf(file: LetterFile) -> bool:
    return file.media_type == "application/pdf" or file.name.lower().endswith(".pdf")


def carried(id: int, sent: Letter) -> dict[Leaving, str]:
    """What of the request a message carried by the names of its files, each with the number of its paper."""
    return _by_kind(_carried(_issued(id), sent))


def papers_carried(id: int, sent: Letter) -> tuple[int, ...]:
    """The papers of the request a message carried by the names of its files."""
    return tuple(paper.id for paper in _carried(_issued(id), sent))


def _issued(id: int) -> list[Document]:
    return list(
        Document.select(Document.id, Document.form, Document.number)
        .where(Document.request == id, Document.state == "issued")
        .order_by(Document.id)
    )


def _carried(papers: list[Document], sent: Letter) -> list[Document]:
    files = " ".join(file.name for file in sent.attachments)
    return [paper for paper in papers if any(name in files for name in _names(paper))]


def _by_kind(papers: list[Document]) -> dict[Leaving, str]:
    kinds = {form: what for what, form in LETTERS.items()}
    return {kinds.get(paper.form, Leaving.ANSWER): paper.number or "" for paper in papers}


def _names(paper: Document) -> tuple[str, ...]:
    """Under which names the desk gives a paper out."""
    numbers = (paper.number or "", printed_number(paper.number or ""))
    return (file_name(paper), *(number.replace("/", "-") for number in numbers))


def _of_paper(
    desk: Desk, request: Request, sent: Letter, what: Leaving | None, chosen: Collection[int]
) -> Iterator[Told]:
    yield from message_doubts(desk, sent, addressee(matter(desk, request.id, ())).email)
    papers = _issued(request.id)
    if not _carries(request, papers, sent):
        yield Told(
            N_(
                "Nothing in the message shows a paper of request {number}: no file, number or thread."
            ),
            number=printed_number(request.number),
        )
    there = _carried(papers, sent)
    found = _by_kind(there)
    if what is not None and found and what not in found:
        yield Told(
            N_("By the name of its file the message carried another paper, No. {number}."),
            number=printed_number(next(iter(found.values()))),
        )
    elif found:
        for paper in Document.select(Document.number).where(
            Document.id.in_(list(set(chosen) - {each.id for each in there}))
        ):
            yield Told(
                N_("By the names of its files the message did not carry paper No. {number}."),
                number=printed_number(paper.number or ""),
            )


def _carries(request: Request, papers: list[Document], sent: Letter) -> bool:
    if request.message_id and request.message_id in sent.in_reply_to:
        return True
    numbers = [printed_number(each.number or "") for each in papers]
    numbers += [(each.number or "").partition("/")[2] for each in papers]
    numbers.append(printed_number(request.number))
    words = " ".join((sent.subject, sent.text, *(each.name for each in sent.attachments)))
    return any(number and number in words for number in numbers)
