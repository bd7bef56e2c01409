# SPDX-License-Identifier: Apache-2.0
"""Story A through the services: a saved e-mail becomes a request, its answer goes out, the request is closed.

Read it as the manual: each step is one call, and what it leaves behind is said beside it.
"""

import io
from email import message_from_bytes, policy

import pytest
from pypdf import PdfReader

from desk.domain.kinds import ApplicantRole, Channel, DemandKind, DemandState, LanguageMode, Step
from desk.domain.values import Both, Query
from desk.errors import Refusal
from desk.services.letter import mailbox, reply_mail
from desk.services.overview import deadlines, journals
from desk.services.overview.search import search_everywhere
from desk.services.paper import papers
from desk.services.request import requests

LETTER = {
    "ru": """\
Received: from mx.example.com (mx.example.com [192.0.2.7]) by mail.example.com; Sun, 22 Nov 2026 10:14:05 +0300
Message-ID: <first@example.org>
Date: Sun, 22 Nov 2026 10:13:58 +0300
From: =?utf-8?b?0KnRkdCz0L7Qu9C10LLQsCDQkNC90L3QsCDQmNC70YzQuNC90LjRh9C90LA=?= <anna@example.org>
To: data@example.com
Subject: =?utf-8?b?0JfQsNC/0YDQvtGBINC+INC/0LXRgNGB0L7QvdCw0LvRjNC90YvRhSDQtNCw0L3QvdGL0YU=?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Здравствуйте! Прошу сообщить, какие мои персональные данные вы обрабатываете,
с какой целью, и кому они переданы.
""",
    "en": """\
Received: from mx.example.com (mx.example.com [192.0.2.7]) by mail.example.com; Sun, 22 Nov 2026 10:14:05 +0300
Message-ID: <first@example.org>
Date: Sun, 22 Nov 2026 10:13:58 +0300
From: Anna Shchyogoleva <anna@example.org>
To: data@example.com
Subject: Request for access to my personal data
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Hello, please tell me which personal data about me you process and for what purpose.
""",
}
MODE = {"ru": LanguageMode.RU, "en": LanguageMode.EN}
WORDS = {"ru": ("ответ", "1."), "en": ("answer", "1.")}


def pdf_text(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def sent_message(draft):
    """The draft as the mail program sent it."""
    message = message_from_bytes(draft, policy=policy.default)
    del message["X-Unsent"]
    message["Message-ID"] = "<answer@example.com>"
    return message.as_bytes()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_letter_becomes_an_answer(desk, clock, language):
    clock.set(2026, 11, 23, 7, 0)
    content = LETTER[language].replace("\n", "\r\n").encode()

    # The dropped letter is read; nothing is stored yet.
    letter = mailbox.read(content, "letter.eml")
    proposal = mailbox.proposal(desk, letter)
    assert proposal.intake.demands[0] is DemandKind.ACCESS
    assert proposal.intake.language == language
    assert not proposal.needs_moment
    assert proposal.duplicate_of is None
    assert requests.request_count_bound(desk) == 0

    # Registered: a number, the term with its reasons, the letter kept.
    id = mailbox.take_in(desk, content, proposal.intake)
    card = requests.request_card(desk, id, language)
    assert card.row.number == "request/2026-001"
    assert card.row.due == "2026-12-04"
    assert card.row.step is Step.IDENTIFY
    assert card.files[0].role == "letter"

    # The same letter again is recognised.
    assert mailbox.proposal(desk, letter).duplicate_of.number == "request/2026-001"
    with pytest.raises(Refusal, match="already registered"):
        mailbox.take_in(desk, content, proposal.intake)

    # Today shows it with the date and the reasons.
    line = deadlines.today(desk, language).group("later").lines[0]
    assert (line.number, line.days_left) == ("request/2026-001", 11)
    assert line.due.steps

    # A receipt goes out; it names the term.
    receipt = papers.issue(desk, papers.draft(desk, "acknowledgement", MODE[language], id))
    assert receipt.number == "notice/2026-001"

    # No answer on the merits before it is known who asks.
    answer = papers.draft(desk, "reply_access", MODE[language], id)
    with pytest.raises(Refusal, match="confirm who is asking"):
        papers.issue(desk, answer)
    requests.confirm_identity(
        desk, id, "Ответила на вопрос о заказе с адреса, указанного в договоре"
    )
    assert requests.request_rows(desk, [id])[0].step is Step.ANSWER

    # Time is short: a reasoned notice, and the first date stays beside the new one.
    notice = papers.draft(
        desk,
        "extension_notice",
        MODE[language],
        id,
        passages={"reasons": Both("Данные запрошены у обработчика.", "A processor was asked.")},
    )
    papers.issue_extension(desk, notice, "Данные запрошены у обработчика")
    extended = requests.request_card(desk, id, language).deadlines[0]
    assert (extended.original, extended.due.due.isoformat()) == ("2026-12-04", "2026-12-11")

    # The answer is built from the registers, edited, previewed, issued.
    draft = papers.revise(
        papers.draft(desk, "reply_access", MODE[language], id),
        {"item5": Both("Имя, адрес электронной почты.", "Name and e-mail address.")},
    )
    assert draft.missing == ()
    assert papers.preview(desk, draft).content.startswith(b"%PDF")
    paper = papers.issue(desk, draft)
    assert paper.number == "answer/2026-001"
    frozen = papers.paper_bytes(desk, paper.id, "opened")
    text = pdf_text(frozen)
    assert {"ru": "адрес электронной почты", "en": "Name and e-mail address"}[language] in text
    card = requests.request_card(desk, id, language)
    assert card.demands[0].state is DemandState.SATISFIED
    assert card.row.step is Step.DISPATCH

    # Signed by pen, drafted as an e-mail with the PDF under a neutral name.
    papers.mark_signed(desk, paper.id, desk.today())
    name, draft_mail = reply_mail.draft_reply(desk, id, [paper.id], language)
    assert name == "answer-2026-001.eml"
    message = message_from_bytes(draft_mail, policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert message["In-Reply-To"] == "<first@example.org>"
    assert message["To"].addresses[0].addr_spec == "anna@example.org"
    (pdf,) = message.iter_attachments()
    assert pdf.get_filename() == "answer-2026-001.pdf"
    assert pdf.get_content() == frozen

    # Sent: the message dropped back is the proof.
    clock.forward(minutes=30)
    with pytest.raises(Refusal, match="draft"):
        reply_mail.record_sent(desk, id, draft_mail)
    reply_mail.record_sent(desk, id, sent_message(draft_mail))
    card = requests.request_card(desk, id, language)
    assert card.answered.startswith("2026-11-23T07:00")
    assert all(deadline.met for deadline in card.deadlines)

    # Closed; the list, the search and the journal know it.
    requests.close_request(desk, id, "")
    card = requests.request_card(desk, id, language)
    assert card.closed
    assert card.row.step is None
    assert not any(step.allowed for step in card.steps)
    assert list(requests.request_ids(desk, Query(state="closed"))) == [id]
    assert search_everywhere(desk, "anna@example.org")[0].number == "request/2026-001"
    assert journals.verify(desk).sound
    actions = [entry.action for entry in journals.journal_page(desk, None, 50)]
    for action in (
        "request.registered",
        "request.identified",
        "request.extended",
        "paper.issued",
        "request.drafted",
        "request.dispatched",
        "request.closed",
    ):
        assert action in actions


def test_an_answer_to_our_letter_joins_its_request(desk, clock):
    clock.set(2026, 11, 23, 7, 0)
    content = LETTER["en"].encode()
    id = mailbox.take_in(desk, content, mailbox.proposal(desk, mailbox.read(content)).intake)
    reply = (
        LETTER["en"]
        .replace("<first@example.org>", "<second@example.org>\nIn-Reply-To: <first@example.org>")
        .replace("please tell me", "my contract is No. 31 zebra")
        .encode()
    )
    proposal = mailbox.proposal(desk, mailbox.read(reply))
    assert proposal.reply_to.request == id
    mailbox.join(desk, reply, id)
    assert [moment.kind for moment in requests.request_card(desk, id).timeline].count("letter") == 1
    assert list(requests.request_ids(desk, Query(text="zebra"))) == [id]
    with pytest.raises(Refusal, match="already registered"):
        mailbox.join(desk, reply, id)


def test_a_repeat_within_thirty_days_of_sending_is_recognised(desk, clock):
    clock.set(2026, 11, 23, 7, 0)
    content = LETTER["ru"].encode()
    id = mailbox.take_in(desk, content, mailbox.proposal(desk, mailbox.read(content)).intake)
    again = LETTER["ru"].replace("<first@", "<again@").replace("22 Nov", "10 Dec")
    clock.set(2026, 12, 10, 9, 0)
    # Nothing was provided yet: the second letter is no repeat.
    assert mailbox.proposal(desk, mailbox.read(again.encode())).repeat_of is None
    requests.confirm_identity(desk, id, "по адресу из договора")
    paper = papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<answer@example.com>")
    proposal = mailbox.proposal(desk, mailbox.read(again.encode()))
    assert proposal.repeat_of.request == id
    # Thirty days from the sending on 22 November.
    assert proposal.repeat_gate.due.isoformat() >= "2026-12-22"
    repeat = mailbox.take_in(desk, again.encode(), proposal.intake)
    card = requests.request_card(desk, repeat)
    assert card.repeat_of == id
    assert card.repeat_gate is not None
    assert paper.number == "answer/2026-001"
    later = again.replace("10 Dec", "30 Dec").replace("<again@", "<later@")
    clock.set(2026, 12, 30, 9, 0)
    late = mailbox.proposal(desk, mailbox.read(later.encode()))
    assert late.repeat_of is not None
    assert late.repeat_gate is None


def test_a_machine_s_letter_is_not_registered(desk, clock):
    clock.set(2026, 11, 23, 7, 0)
    content = LETTER["en"].replace("MIME-Version", "Auto-Submitted: auto-replied\nMIME-Version")
    proposal = mailbox.proposal(desk, mailbox.read(content.encode()))
    assert proposal.automatic
    with pytest.raises(Refusal, match="machine"):
        mailbox.take_in(desk, content.encode(), proposal.intake)


def test_roskomnadzor_is_answered_in_ten_working_days(desk, clock):
    clock.set(2026, 11, 23, 7, 0)
    content = LETTER["ru"].replace("anna@example.org", "office@rkn.gov.ru")
    content = (
        content.partition("\n\n")[0]
        + "\n\nУправление Роскомнадзора на основании части 4 статьи 20 Федерального закона № 152-ФЗ"
        " просит в течение десяти рабочих дней представить информацию об обработке данных.\n"
    ).encode()
    proposal = mailbox.proposal(desk, mailbox.read(content))
    assert proposal.intake.role is ApplicantRole.RKN
    id = mailbox.take_in(desk, content, proposal.intake)
    draft = papers.draft(
        desk,
        "reply_regulator",
        LanguageMode.RU,
        id,
        passages={"answer": Both("Сведения приводятся ниже.")},
        their_number="77-01/123",
    )
    paper = papers.issue(desk, draft)
    requests.dispatch(desk, id, clock.at, Channel.POST, "почтовое отправление 10100000000000")
    requests.close_request(desk, id)
    assert "77-01/123" in pdf_text(papers.paper_bytes(desk, paper.id))
