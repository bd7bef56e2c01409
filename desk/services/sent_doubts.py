# SPDX-License-Identifier: Apache-2.0
"""What speaks against a dispatch as it is about to be recorded: told and asked about, never a bar."""

from __future__ import annotations

from collections.abc import Iterator

from desk.domain.kinds import Channel
from desk.domain.letter import Letter
from desk.domain.numbering import printed_number
from desk.errors import N_, Told
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.paperfacts import addressee, matter
from desk.storage.models import Document, Request


def dispatch_doubts(
    desk: Desk, id: int, way: Channel, sent: Letter | None = None
) -> tuple[Told, ...]:
    """Doubts about the way (R02) and about the sent message that is to prove it."""
    request = Request.get_by_id(id)
    found = list(_of_message(desk, request, sent)) if sent is not None else []
    if request.answer_form and request.answer_form != way:
        found.append(
            Told(N_("The request asks to be answered in another way than this one (Art. 14 (3))."))
        )
    return tuple(found)


def _of_message(desk: Desk, request: Request, sent: Letter) -> Iterator[Told]:
    theirs = addressee(matter(desk, request.id, ())).email
    if fold(theirs) not in {fold(each) for each in sent.to_addresses}:
        yield Told(
            N_("The message went to {to}, and the card has {address}."),
            to=", ".join(sent.to_addresses) or "—",
            address=theirs or "—",
        )
    papers = list(
        Document.select(Document.number, Document.blob).where(
            Document.request == request.id, Document.state == "issued"
        )
    )
    if not _carries(request, papers, sent):
        yield Told(
            N_("Nothing in the message shows a paper of No. {number}: no file, number or thread."),
            number=printed_number(request.number),
        )


def _carries(request: Request, papers: list[Document], sent: Letter) -> bool:
    if request.message_id and request.message_id in sent.in_reply_to:
        return True
    numbers = [printed_number(each.number or "") for each in papers]
    numbers += [(each.number or "").partition("/")[2] for each in papers]
    numbers.append(printed_number(request.number))
    words = " ".join((sent.subject, sent.text, *(each.name for each in sent.attachments)))
    return any(number and number in words for number in numbers)
