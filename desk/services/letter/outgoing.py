# SPDX-License-Identifier: Apache-2.0
"""Draft e-mails around letters that answer no request: to third parties, to the subject of a notice.

The address is the one the frozen paper itself names.
"""

from __future__ import annotations

import json
from datetime import date

from desk.clocks import legal_time
from desk.domain.numbering import printed_number
from desk.domain.proposal import Abroad
from desk.domain.request import PaperBrief
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.letter.mailbox import mail_abroad
from desk.services.letter.reply_mail import as_sent, file_name, own_address, their_address
from desk.services.letter.sent_forms import sent_words
from desk.storage.models import Document


def is_letter(form: str) -> bool:
    """Whether papers of this form are written to somebody."""
    from desk.documents.catalogue import FORMS

    return form in FORMS and FORMS[form].addressee


def check_sendable(desk: Desk, brief: PaperBrief) -> None:
    """Refuse what no e-mail can go out with before anything is asked about it."""
    if brief.request is None:
        _address(_letter(brief.id))
    else:
        their_address(desk, brief.request)
    own_address(desk)


def abroad(_desk: Desk, id: int) -> tuple[Abroad, ...]:
    """The address of the letter, where it is at a mail service known to be abroad."""
    return mail_abroad(_address(_letter(id)))


@writes("paper", "destruction")
def draft_letter(desk: Desk, id: int, language: str) -> tuple[str, bytes]:
    """A draft e-mail with the letter attached: its file name and bytes; journalled."""
    from desk.mail.draft import Outgoing, write_draft

    paper, words = _letter(id), desk.catalogue(language)
    leaving = as_sent(desk, paper)
    number, operator = printed_number(paper.number or ""), desk.operator()
    text = words.say(
        N_(
            "Hello,\n\nHere is our letter No. {number} of {day}. It is attached as a PDF file.{forms}"
            "\n\nKind regards,\n{operator}"
        ),
        forms=sent_words(words, [leaving]),
        number=number,
        day=words.date(date.fromisoformat(paper.day), "long"),
        operator=operator.name.of(language),
    )
    content = write_draft(
        Outgoing(
            sender=own_address(desk),
            to=_address(paper),
            subject=words.say(N_("Our letter No. {number}"), number=number),
            text=text,
            files=leaving.files,
            date=desk.now().astimezone(legal_time(desk.zone)),
        )
    )
    if paper.destruction_id is not None:
        add_event(desk, paper.destruction_id, EventKind.DRAFTED, owner="destruction", document=id)
    desk.record("paper.drafted", paper.number or "")
    return f"{file_name(paper)}.eml", content


def _letter(id: int) -> Document:
    paper = Document.get_or_none(Document.id == id, Document.state == "issued")
    if paper is None or not is_letter(paper.form):
        raise Refusal(N_("Only an issued letter can be sent."), field="papers")
    return paper


def _address(paper: Document) -> str:
    """The e-mail address the letter was written to."""
    found = json.loads(paper.facts).get("addressee") or {}
    if not found.get("email"):
        raise Refusal(
            N_(
                "The letter names no e-mail address: send it by post, or add the address and replace it."
            ),
            field="addressee.email",
        )
    return str(found["email"])
