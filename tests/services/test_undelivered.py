# SPDX-License-Identifier: Apache-2.0
"""Mail of ours that came back: it reaches its request, which says that the paper did not arrive."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.domain.kinds import Channel, LanguageMode, Leaving, RequestState, Step
from desk.domain.paper import Withheld
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.letter import mailbox
from desk.services.letter.sent_doubts import dispatch_doubts
from desk.services.overview import deadlines, journals
from desk.services.paper import papers
from desk.services.request import requests
from tests.factories import intake, person

WHO = "anna@mail.example"
SENT = "<sent-17@example.com>"
_FAILED = (
    "--BB\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
    "Final-Recipient: rfc822; {who}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
)
_BACK = "--BB\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {id}\r\nTo: {who}\r\n\r\n"


def bounce(id=SENT, who=WHO, own="<back-1@example.com>", when="Sun, 22 Nov 2026 12:00:00 +0300"):
    """A message of a mail server as most of them write it; without ``id`` it encloses nothing of the mail."""
    head = (
        f"Received: by mx.example.com; {when}\r\nMessage-ID: {own}\r\n"
        "From: Mail Delivery System <MAILER-DAEMON@example.com>\r\nTo: data@example.com\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=BB\r\n\r\n"
        f"--BB\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n<{who}>: mailbox unavailable\r\n\r\n"
    )
    back = _BACK.format(id=id, who=who) if id else ""
    return f"{head}{_FAILED.format(who=who)}{back}--BB--\r\n".encode()


def proposed(desk, content):
    return mailbox.proposal(desk, mailbox.read(content))


@pytest.fixture
def sent(desk, clock):
    id = requests.register_request(desk, intake(subject=person(email=WHO)))
    requests.confirm_identity(desk, id, "по адресу из договора")
    papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, SENT)
    return id


def test_it_reaches_the_request_by_the_message_it_brings_back(desk, sent):
    found = proposed(desk, bounce(who="other@mail.example"))
    assert found.letter.unreached == ("other@mail.example",)
    assert (found.reply_to.request, found.seems, found.abroad) == (sent, None, ())


def test_by_the_address_alone_it_is_only_proposed(desk, sent):
    found = proposed(desk, bounce(id=""))
    assert found.reply_to is None
    assert (found.seems.known.request, found.seems.undelivered) == (sent, True)
    assert proposed(desk, bounce(id="", who="nobody@mail.example")).joins is None


def test_one_that_came_before_the_dispatch_was_recorded_is_proposed_where_a_paper_was_issued(
    desk, clock
):
    id = requests.register_request(desk, intake(subject=person(email=WHO)))
    assert proposed(desk, bounce()).seems is None, "nothing could have left"
    requests.confirm_identity(desk, id, "по адресу из договора")
    papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    seems = proposed(desk, bounce()).seems
    assert (seems.known.request, seems.undelivered) == (id, True)
    mailbox.join(desk, bounce(), id)
    requests.dispatch(desk, id, datetime(2026, 11, 22, 8, 55, tzinfo=UTC), Channel.EMAIL, SENT)
    card = requests.request_card(desk, id)
    assert (card.row.step, card.returned) == (Step.RESEND, (Leaving.ANSWER,)), "it was that mail"
    requests.dispatch(desk, id, clock.at, Channel.POST, "РПО 80093712345678")
    assert requests.request_card(desk, id).row.step is Step.CLOSE


def test_the_request_says_that_the_paper_did_not_arrive_until_it_left_again(desk, clock, sent):
    before = requests.request_card(desk, sent)
    mailbox.join(desk, bounce(), sent)
    card = requests.request_card(desk, sent)
    assert (card.timeline[-1].kind, card.timeline[-1].note) == ("undelivered", WHO)
    assert (card.row.step, card.returned) == (Step.RESEND, (Leaving.ANSWER,))
    assert "did not arrive" in card.guidance
    assert "by post" not in card.guidance, "the post may have brought it back"
    assert (card.answered, card.deadlines) == (before.answered, before.deadlines)
    (line,) = deadlines.today(desk, "ru").group("no_date").lines
    assert line.step is Step.RESEND
    assert journals.journal_page(desk)[0].action == "letter.undelivered"
    assert proposed(desk, bounce()).duplicate_of.request == sent
    requests.dispatch(desk, sent, clock.at, Channel.POST, "РПО 80093712345678")
    after = requests.request_card(desk, sent)
    assert (after.row.step, after.returned) == (Step.CLOSE, ())


def test_what_takes_the_place_of_a_paper_that_came_back_leaves_for_the_first_time(desk, sent):
    mailbox.join(desk, bounce(), sent)
    old = next(each for each in requests.request_card(desk, sent).papers)
    draft = papers.draft(desk, "reply_access", LanguageMode.RU, sent, replaces=old.id)
    papers.replace(desk, old.id, draft, "опечатка")
    card = requests.request_card(desk, sent)
    assert (card.row.step, card.returned, card.leaving) == (Step.DISPATCH, (), (Leaving.ANSWER,))


def test_what_came_back_gave_no_information_so_that_the_next_request_is_no_repeat(
    desk, clock, sent
):
    mine = intake(subject=person(email=WHO), received=clock.at, repeat_of=sent)
    again = requests.register_request(desk, mine)
    requests.confirm_identity(desk, again, "по адресу из договора")
    assert requests.request_card(desk, again).repeat_gate is not None
    mailbox.join(desk, bounce(), sent)
    assert requests.request_card(desk, again).repeat_gate is None
    item = Withheld(Both("запрос", "request"), "14.4")
    texts = {"facts": Both("Уже отвечали")}
    draft = papers.draft(desk, "refusal", LanguageMode.RU, again, refused=(item,), passages=texts)
    with pytest.raises(Refusal, match="came back undelivered"):
        papers.issue(desk, draft)
    requests.dispatch(desk, sent, clock.at, Channel.POST, "РПО 80093712345678")
    assert requests.request_card(desk, again).repeat_gate is not None


def test_a_closed_request_opens_again(desk, sent):
    requests.close_request(desk, sent)
    mailbox.join(desk, bounce(), sent)
    card = requests.request_card(desk, sent)
    assert (card.row.state, card.row.step) == (RequestState.OPEN, Step.RESEND)
    assert {"undelivered", "open_again"} <= {each.kind for each in card.timeline}


def test_a_notice_of_extension_that_is_sent_again_stays_one_extension(desk, clock):
    id = requests.register_request(desk, intake(subject=person(email=WHO)))
    draft = papers.draft(
        desk, "extension_notice", LanguageMode.RU, id, passages={"reasons": Both("архив")}
    )
    papers.issue_extension(desk, draft, "архив")
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, SENT, what=Leaving.NOTICE)
    before = requests.request_card(desk, id)
    mailbox.join(desk, bounce(), id)
    card = requests.request_card(desk, id)
    assert (card.row.step, card.returned) == (Step.RESEND, (Leaving.NOTICE,))
    requests.dispatch(desk, id, clock.at, Channel.POST, "РПО 8", what=Leaving.NOTICE)
    after = requests.request_card(desk, id)
    assert (after.deadlines, after.leaving, after.returned) == (before.deadlines, (), ())
    assert after.timeline[-1].kind == "notice_resent"


def test_one_without_a_dispatch_is_noted_and_nothing_is_in_doubt(desk):
    id = requests.register_request(desk, intake(subject=person(email=WHO)))
    before = requests.request_card(desk, id)
    assert proposed(desk, bounce()).joins is None
    mailbox.join(desk, bounce(), id)
    card = requests.request_card(desk, id)
    assert card.timeline[-1].kind == "undelivered"
    assert (card.row.step, card.returned) == (before.row.step, ())
    (told,) = dispatch_doubts(desk, id, Channel.EMAIL)
    assert (told.params["note"], told.params["day"]) == (WHO, desk.today())


@pytest.mark.parametrize("spoken", ["header", "words"])
def test_servers_that_write_no_report_are_read_too(spoken):
    head = "X-Failed-Recipients: anna@mail.example\r\n" if spoken == "header" else ""
    text = (
        f"From: Mailer-Daemon@example.com\r\nSubject: failure notice\r\n{head}\r\n"
        "Hi. I'm afraid I wasn't able to deliver your message.\r\n\r\n<anna@mail.example>:\r\nno mailbox\r\n\r\n"
        f"--- Below this line is a copy of the message.\r\n\r\nMessage-ID: {SENT}\r\n"
    )
    letter = mailbox.read(text.encode())
    assert (letter.automatic, letter.unreached) == ("bounce", (WHO,))
    assert letter.in_reply_to == (SENT,)


def test_an_envelope_that_the_post_brought_back_has_to_be_sent_another_way(desk, clock, sent):
    requests.close_request(desk, sent)
    before = desk.today() - timedelta(days=1)
    with pytest.raises(Refusal, match="before the day it was sent") as early:
        requests.record_returned(desk, sent, before, "Истёк срок хранения")
    assert early.value.field == "day"
    with pytest.raises(Refusal) as bare:
        requests.record_returned(desk, sent, desk.today(), " ")
    assert bare.value.field == "note"
    requests.record_returned(desk, sent, desk.today(), "Истёк срок хранения")
    card = requests.request_card(desk, sent)
    assert (card.row.step, card.returned) == (Step.RESEND, (Leaving.ANSWER,))
    assert [each.kind for each in card.timeline][-2:] == ["undelivered", "open_again"]
    noted = next(e for e in journals.journal_page(desk) if e.action != "record.opened")
    assert noted.action == "letter.undelivered"
    requests.dispatch(desk, sent, clock.at, Channel.EMAIL, SENT)
    assert requests.request_card(desk, sent).row.step is Step.CLOSE


def test_what_never_left_cannot_come_back(desk):
    id = requests.register_request(desk, intake())
    with pytest.raises(Refusal, match="Nothing in this request is recorded as sent"):
        requests.record_returned(desk, id, desk.today(), "Адресат выбыл")
