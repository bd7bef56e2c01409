# SPDX-License-Identifier: Apache-2.0
"""Letters meet the registers: proposals, duplicates, joined letters, drafts of answers, sent messages."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.domain.kinds import ApplicantRole, Channel, DemandKind, LanguageMode, Leaving
from desk.domain.letter import Guess, Letter
from desk.domain.paper import Withheld
from desk.domain.proposal import Correction
from desk.domain.values import Both, Query
from desk.errors import Refusal
from desk.services.letter import mailbox, reply_mail
from desk.services.letter.sent_doubts import dispatch_doubts
from desk.services.operators import save_operator
from desk.services.paper import papers
from desk.services.request import requests
from desk.storage.models import Attachment, Journal
from desk.text import catalogue
from tests.factories import intake, operator_trader, person

PLAIN = b"""\
Received: by mail.example.com; Fri, 20 Nov 2026 10:14:05 +0300
Message-ID: <one@example.org>
Date: Fri, 20 Nov 2026 10:13:58 +0300
From: Anna <anna@example.org>
To: data@example.com
Subject: My personal data
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Please tell me which personal data about me you process.
--x
Content-Type: text/plain; name="contract.txt"
Content-Disposition: attachment; filename="contract.txt"

No. 31
--x--
"""


def letter(**over):
    return replace(
        Letter(
            sender_name="Anna",
            sender_address="anna@example.org",
            reply_address="",
            to_addresses=("data@example.com",),
            received=datetime(2026, 11, 20, 7, 14, tzinfo=UTC),
            received_from="received",
            sent=datetime(2026, 11, 20, 7, 13, tzinfo=UTC),
            subject="My data",
            text="Which data do you process?",
            language="en",
            demands=(Guess(DemandKind.ACCESS, ("which data",)),),
            automatic="",
            message_id="<one@example.org>",
            in_reply_to=(),
            attachments=(),
            warnings=(),
            digest="0" * 64,
        ),
        **over,
    )


def taken_in(desk):
    return mailbox.take_in(desk, PLAIN, mailbox.proposal(desk, mailbox.read(PLAIN)).intake)


def answered(desk, id):
    requests.confirm_identity(desk, id, "по адресу из договора")
    return papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.EN, id))


def test_the_letter_and_its_attachments_are_kept_as_they_came(desk):
    id = taken_in(desk)
    files = requests.request_card(desk, id).files
    assert [(file.role, file.name) for file in files] == [
        ("letter", "letter.eml"),
        ("incoming", "contract.txt"),
    ]
    assert requests.file_bytes(desk, files[0].id)[1] == PLAIN


def test_the_same_letter_is_known_by_bytes_and_by_message_id(desk):
    id = taken_in(desk)
    again = PLAIN.replace(b"\n", b"\r\n")
    for content in (PLAIN, again):
        assert mailbox.proposal(desk, mailbox.read(content)).duplicate_of.request == id
        with pytest.raises(Refusal, match="already registered"):
            mailbox.take_in(desk, content, intake())
    requests.void_request(desk, id, "по ошибке")
    assert mailbox.proposal(desk, mailbox.read(PLAIN)).duplicate_of is None


@pytest.mark.parametrize(
    ("subject", "text", "sender", "seems"),
    [
        ("Re: Обращение № 2026-001", "Высылаю данные.", "anna@example.org", True),
        ("Re: Your request No. 2026-001", "Here you are.", "other@example.net", True),
        ("Дополнение", "К обращению request/2026-001: прошу ещё…", "anna@example.org", True),
        ("Заказ 2026-001", "Where is it?", "other@example.net", False),
        ("Re: Заказ", "See 2026-001.", "other@example.net", False),
        ("Вопрос", "Прошу ответить по № 2026-001.", "other@example.net", True),
        ("Вопрос", "По обращению 2026-001 добавлю…", "other@example.net", True),
        ("Question", "What about my request No. 2026-001?", "other@example.net", True),
        ("Question", "See request/2026-001", "other@example.net", True),
        ("Заказ № 2026-001", "Where is order number 2026-001?", "other@example.net", False),
        ("Акт", "По договору № 2026-001 и акту №2026-001.", "other@example.net", False),
        ("Re: Обращение № 2026-002", "Высылаю данные.", "anna@example.org", False),
        ("Re: Обращение № 12026-001", "Высылаю.", "anna@example.org", False),
        ("Re: Ещё", "> Обращение № 2026-001", "anna@example.org", False),
    ],
)
def test_a_number_proposes_its_request_where_sender_or_words_fit(
    desk, subject, text, sender, seems
):
    id = taken_in(desk)
    found = letter(
        subject=subject, text=text, sender_address=sender, message_id="<2@example.org>", digest="1"
    )
    proposal = mailbox.proposal(desk, found)
    assert proposal.reply_to is None
    assert (proposal.seems.known.request if proposal.seems else None) == (id if seems else None)
    requests.void_request(desk, id, "по ошибке")
    assert mailbox.proposal(desk, found).seems is None


def test_the_number_of_the_sender_s_own_request_goes_before_another_s(desk):
    requests.register_request(desk, intake(subject=person(email="other@example.net")))
    own = taken_in(desk)
    found = letter(text="Не № 2026-001, а № 2026-002.", message_id="<2@example.org>", digest="1")
    assert mailbox.proposal(desk, found).seems.known.request == own


@pytest.mark.parametrize("sender", ["anna@example.org", "other@example.net"])
def test_a_request_that_seems_to_belong_to_another_is_linked_with_it(desk, sender):
    first = taken_in(desk)
    content = PLAIN.replace(b"<one@", b"<two@").replace(b"anna@example.org", sender.encode())
    content = content.replace(b"Subject: My personal data", b"Subject: Request No. 2026-001")
    found = mailbox.proposal(desk, mailbox.read(content))
    assert (found.reply_to, found.follows.request) == (None, first)
    second = mailbox.take_in(desk, content, found.intake)
    told = [
        [(m.kind, m.note) for m in requests.request_card(desk, id).timeline if "follow" in m.kind]
        for id in (first, second)
    ]
    assert told == [[("followed", "2026-002")], [("follows", "2026-001")]]


def test_the_same_words_of_the_same_sender_are_pointed_out_until_they_are_answered(desk, clock):
    id = taken_in(desk)
    again = PLAIN.replace(b"<one@", b"<two@").replace(b"that process", b"that  process")
    seems = mailbox.proposal(desk, mailbox.read(again)).seems
    assert (seems.known.request, seems.same) == (id, True)
    assert "2026-001" in desk.catalogue("en").tell(seems.told)
    assert mailbox.proposal(desk, mailbox.read(again.replace(b"anna@", b"eva@"))).seems is None
    assert mailbox.proposal(desk, mailbox.read(PLAIN)).seems is None, "it is the very letter"
    answered(desk, id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<sent@example.com>")
    assert mailbox.proposal(desk, mailbox.read(again)).seems is None, "a repeat now"


PASSED_ON = b"""\
Received: by mail.example.com; Fri, 20 Nov 2026 10:14:05 +0300
Message-ID: <outer@example.com>
From: Boris <%b>
To: data@example.com
Subject: FW
Content-Type: multipart/mixed; boundary="o"

--o
Content-Type: text/plain; charset=utf-8

See the enclosed letter.
--o
Content-Type: message/rfc822

%b
--o--
"""
INNER = PLAIN.replace(b"20 Nov", b"10 Nov")


@pytest.mark.parametrize(
    ("sender", "day"),
    [(b"boris@example.com", 10), (b"boris@example.net", 20), (b"data@example.com", 10)],
)
def test_a_letter_passed_on_is_the_request_of_who_wrote_it(desk, sender, day):
    content = PASSED_ON % (sender, INNER)
    proposal = mailbox.proposal(desk, mailbox.read(content))
    assert proposal.intake.subject.email == "anna@example.org"
    assert proposal.intake.summary == "My personal data"
    assert proposal.intake.demands == (DemandKind.ACCESS,)
    assert proposal.intake.received == datetime(2026, 11, day, 7, 14, 5, tzinfo=UTC)
    told = [desk.catalogue("en").tell(each) for each in proposal.passed_on]
    assert "anna@example.org" in told[0]
    assert ("10 Nov" in told[-1]) == (day == 10)
    id = mailbox.take_in(desk, content, proposal.intake)
    assert mailbox.proposal(desk, mailbox.read(INNER)).duplicate_of.request == id


def test_the_domain_of_a_mail_service_makes_nobody_a_colleague(desk):
    save_operator(desk, replace(operator_trader(), request_email="data@mail.ru", sites=()))
    found = mailbox.read(PASSED_ON % (b"boris@mail.ru", INNER))
    assert mailbox.proposal(desk, found).intake.received.day == 20


def test_a_letter_passed_on_after_it_was_taken_in_is_known(desk):
    id = taken_in(desk)
    found = mailbox.read(PASSED_ON % (b"boris@example.com", PLAIN))
    assert mailbox.proposal(desk, found).duplicate_of.request == id


def test_an_own_answer_that_encloses_the_request_stays_an_answer(desk):
    answer = (PASSED_ON % (b"data@example.com", PLAIN)).replace(
        b"To: data@example.com\nSubject: FW", b"To: anna@example.org\nSubject: FW", 1
    )
    with pytest.raises(Refusal, match="your own address"):
        mailbox.take_in(desk, answer, intake())


@pytest.mark.parametrize(
    ("subject", "sets"), [("Досудебная претензия", "2026-11-30"), ("Обращение", "")]
)
def test_the_day_a_pre_trial_claim_sets_is_proposed(desk, subject, sets):
    found = letter(
        subject=subject,
        text="Прошу ответить в срок до 30 ноября 2026 года.",
        demands=(Guess(DemandKind.COMPLAINT, ("нарушение",)),),
    )
    proposed = mailbox.proposal(desk, found).intake
    assert (proposed.sets_date, proposed.their_number) == (sets, "")


@pytest.mark.parametrize(
    ("subject", "sets"), [("Досудебная претензия", "2026-12-01"), ("Обращение", "")]
)
def test_a_period_a_claim_sets_is_counted_and_another_writers_binds_nobody(desk, subject, sets):
    quoted = "> Мы ответим до 25 ноября, прошу подождать."
    found = letter(
        subject=subject,
        text=f"Прошу ответить не позднее 7 рабочих дней.\n\n{quoted}",
        demands=(Guess(DemandKind.ACCESS, ("ответить",)),),
        received=datetime(2026, 11, 20, 9, tzinfo=UTC),
    )
    proposed = mailbox.proposal(desk, found)
    assert proposed.intake.sets_date == sets
    assert proposed.asked.day == date(2026, 12, 1)
    (told,) = map(catalogue("en").tell, proposed.told_day)
    assert (
        "“не позднее 7 рабочих дней”: working days counted from the day after the receipt" in told
    )
    assert ("sets a day" if sets else "is not binding by law") in told
    id = requests.register_request(desk, proposed.intake)
    card = requests.request_card(desk, id)
    assert (card.row.due == "2026-12-01") is bool(sets)


def test_no_period_is_counted_from_a_receipt_nobody_knows(desk):
    found = letter(
        subject="Претензия",
        text="Прошу ответить в течение 10 дней, не позднее 5 декабря.",
        received=None,
        demands=(Guess(DemandKind.ACCESS, ("ответить",)),),
    )
    assert mailbox.proposal(desk, found).intake.sets_date == "2026-12-05"


def test_a_day_asked_for_never_moves_a_term_of_the_law(desk):
    found = letter(
        subject="Претензия",
        text="Прошу в течение 60 дней сообщить, какие мои данные вы обрабатываете.",
        demands=(Guess(DemandKind.ACCESS, ("сообщить",)),),
    )
    proposed = mailbox.proposal(desk, found).intake
    plain = requests.register_request(desk, replace(proposed, sets_date=""))
    id = requests.register_request(desk, proposed)
    cards = [requests.request_card(desk, each) for each in (plain, id)]
    assert cards[0].row.due == cards[1].row.due
    assert {each.due.row for each in cards[0].deadlines} <= {
        each.due.row for each in cards[1].deadlines
    }


def test_the_letter_of_an_authority_gives_number_date_and_term_to_request_and_answer(desk):
    found = letter(
        subject="Запрос № 08-12345/77 от 16.11.2026",
        text="Прошу представить информацию в срок до 25.11.2026.",
        demands=(Guess(DemandKind.REGULATOR_INFORMATION, ("представить",)),),
    )
    proposed = mailbox.proposal(desk, found).intake
    assert (proposed.their_number, proposed.their_date) == ("08-12345/77", "2026-11-16")
    assert proposed.sets_date == "2026-11-25"
    id = requests.register_request(desk, proposed)
    card = requests.request_card(desk, id)
    assert card.row.due == "2026-11-25", "before the ten working days of the law"
    assert card.their_number == "08-12345/77"
    facts = papers.draft(desk, "reply_regulator", LanguageMode.RU, id).facts
    assert (facts.their_number, str(facts.their_date)) == ("08-12345/77", "2026-11-16")
    other = Correction(their_number="9", their_date="2026-11-17")
    requests.correct(desk, id, other, "опечатка")
    facts = papers.draft(desk, "reply_regulator", LanguageMode.RU, id).facts
    assert (facts.their_number, str(facts.their_date)) == ("9", "2026-11-17")
    requests.correct(desk, id, Correction(their_date=""), "даты нет")
    assert requests.request_card(desk, id).their_date == ""
    for wrong in ("9999-12-31", "2026-12-31", "вчера"):
        with pytest.raises(Refusal) as refused:
            requests.register_request(desk, replace(proposed, their_date=wrong))
        assert refused.value.field == "their_date"


def test_a_letter_without_a_moment_asks_for_it(desk):
    for received in (None, datetime(2030, 1, 1, tzinfo=UTC), datetime(1980, 1, 1, tzinfo=UTC)):
        proposal = mailbox.proposal(desk, letter(received=received, sent=received))
        assert proposal.needs_moment
        assert proposal.intake.sent is None


@pytest.mark.parametrize(
    ("header", "text", "name"),
    [
        (
            "Дмитрий Ковалёв",
            "Меня зовут Ковалев Дмитрий\nИгоревич. Пишу",
            "Ковалев Дмитрий Игоревич",
        ),
        ("Дмитрий Ковалёв", "Меня зовут Анна Петровна Ковалёва.", "Дмитрий Ковалёв"),
        (
            "Дмитрий Ковалёв",
            "Здравствуйте!\n> Меня зовут Ковалёв Дмитрий Игоревич",
            "Дмитрий Ковалёв",
        ),
        ("Дмитрий Ковалёв", "Меня зовут Ковалёв Дмитрий", "Дмитрий Ковалёв"),
    ],
)
def test_the_fuller_name_a_writer_gives_is_proposed_when_it_is_the_same(desk, header, text, name):
    proposal = mailbox.proposal(desk, letter(sender_name=header, text=text, language="ru"))
    assert proposal.intake.subject.name == name


def test_a_known_address_finds_the_card(desk):
    requests.register_request(desk, intake(subject=person(email="Anna@Example.org")))
    proposal = mailbox.proposal(desk, letter(sender_name="А. Щеголева"))
    assert proposal.person is not None
    assert proposal.intake.subject_id == proposal.person
    assert mailbox.proposal(desk, letter(sender_address="b@example.org")).person is None


def test_another_name_at_a_known_address_is_another_person(desk, clock):
    id = taken_in(desk)
    answered(desk, id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<sent@example.com>")
    today = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    shared = letter(sender_name="Пётр Щёголев", message_id="<two@example.org>", received=today)
    proposal = mailbox.proposal(desk, shared)
    assert proposal.person is not None, "the card is offered"
    assert proposal.intake.subject_id is None, "but not taken"
    assert proposal.repeat_of is None


def test_odd_letters_still_make_a_proposal_that_can_be_registered(desk):
    odd = letter(
        sender_name="я" * 10_000,
        sender_address="x" * 5_000,
        subject="\u202e\x00" + "s" * 10_000,
        text="\x00<b>&" * 1_000,
        demands=(),
    )
    proposal = mailbox.proposal(desk, odd)
    assert proposal.intake.subject.email == ""
    id = requests.register_request(
        desk, replace(proposal.intake, demands=(DemandKind.ACCESS,)), PLAIN, odd
    )
    assert requests.request_card(desk, id).summary.startswith("sss")


def test_the_answer_goes_to_the_reply_address(desk):
    proposal = mailbox.proposal(desk, letter(reply_address="reply@example.org"))
    assert proposal.intake.subject.email == "reply@example.org"


def test_a_mail_service_abroad_is_pointed_out_and_an_unknown_one_is_not(desk):
    proposal = mailbox.proposal(desk, letter(sender_address="anna@gmail.com"))
    assert [(each.address, each.country) for each in proposal.abroad] == [("anna@gmail.com", "US")]
    assert mailbox.proposal(desk, letter(sender_address="a@yandex.ru")).abroad == ()
    assert mailbox.proposal(desk, letter()).abroad == ()
    id = requests.register_request(desk, intake(subject=person(email="anna@gmail.com")))
    assert reply_mail.abroad(desk, id)[0].service


def test_a_regulator_s_letter_becomes_a_regulator_s_request(desk):
    asked = letter(demands=(Guess(DemandKind.REGULATOR_INFORMATION, ("статья 20",)),))
    proposal = mailbox.proposal(desk, asked)
    assert proposal.intake.role is ApplicantRole.RKN
    assert proposal.intake.applicant.email == "anna@example.org"
    assert requests.register_request(desk, proposal.intake)


def test_the_draft_is_threaded_neutral_and_journalled(desk):
    id = taken_in(desk)
    paper = answered(desk, id)
    receipt = papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.EN, id))
    name, content = reply_mail.draft_reply(desk, id, [paper.id, receipt.id], "en")
    message = message_from_bytes(content, policy=policy.default)
    assert name == "answer-2026-001.eml"
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "answer-2026-001.pdf",
        "receipt-2026-001.pdf",
    ]
    assert message["References"] == "<one@example.org>"
    assert message["In-Reply-To"] == "<one@example.org>"
    assert "2026-001" in message["Subject"]
    assert "Anna" not in message["Subject"]
    assert message.get_body().get_content().replace("\r\n", "\n").strip() == (
        reply_mail.covering_text(desk, id, "en")
    )
    assert Journal.select().where(Journal.action == "request.drafted").count() == 1


def test_what_a_draft_needs_is_said(desk):
    id = taken_in(desk)
    paper = answered(desk, id)
    other = requests.register_request(desk, intake(subject=person(email="")))
    requests.confirm_identity(desk, other, "лично")
    theirs = papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, other))
    for request, documents, field in (
        (id, [], "papers"),
        (id, [theirs.id], "papers"),
        (other, [theirs.id], "applicant.email"),
    ):
        with pytest.raises(Refusal) as refusal:
            reply_mail.draft_reply(desk, request, documents, "ru")
        assert refusal.value.field == field
    save_operator(desk, operator_trader(request_email=""))
    with pytest.raises(Refusal) as refusal:
        reply_mail.draft_reply(desk, id, [paper.id], "ru")
    assert refusal.value.field == "operator.request_email"


def test_the_covering_text_speaks_the_language_of_the_answer(desk):
    id = taken_in(desk)
    assert "request No. 2026-001" in reply_mail.covering_text(desk, id, "en")
    assert "обращению № 2026-001" in reply_mail.covering_text(desk, id, "ru")


def test_the_sent_message_is_the_proof_and_neither_the_draft_nor_the_request_is(desk, clock):
    id = taken_in(desk)
    paper = answered(desk, id)
    _name, draft = reply_mail.draft_reply(desk, id, [paper.id], "en")
    for content in (draft, PLAIN):
        with pytest.raises(Refusal) as refusal:
            reply_mail.record_sent(desk, id, content)
        assert refusal.value.field == "file"
    sent = draft.replace(b"X-Unsent: 1\r\n", b"Message-ID: <sent@example.com>\r\n")
    reply_mail.record_sent(desk, id, sent)
    card = requests.request_card(desk, id)
    assert card.answered == "2026-11-22T09:00:00+00:00"
    assert Attachment.select().where(Attachment.role == "dispatch_proof").count() == 1
    assert card.timeline[-1].note == "<sent@example.com>"


def test_a_message_without_a_date_needs_one_said(desk, clock):
    id = taken_in(desk)
    paper = answered(desk, id)
    _name, draft = reply_mail.draft_reply(desk, id, [paper.id], "en")
    dateless = b"\r\n".join(
        line for line in draft.split(b"\r\n") if not line.startswith((b"X-Unsent", b"Date:"))
    )
    with pytest.raises(Refusal) as refusal:
        reply_mail.record_sent(desk, id, dateless)
    assert refusal.value.field == "at"
    reply_mail.record_sent(desk, id, dateless, clock.at)
    assert requests.request_card(desk, id).answered


def test_a_joined_letter_stands_in_the_timeline_and_is_found(desk):
    id = taken_in(desk)
    second = PLAIN.replace(b"<one@", b"<two@").replace(b"which personal", b"zebra")
    mailbox.join(desk, second, id)
    card = requests.request_card(desk, id)
    assert "zebra" in next(moment.note for moment in card.timeline if moment.kind == "letter")
    assert [file.role for file in card.files].count("letter") == 2
    assert list(requests.request_ids(desk, Query(text="zebra"))) == [id]
    with pytest.raises(Refusal):
        mailbox.join(desk, second.replace(b"<two@", b"<three@"), 999)
    requests.void_request(desk, id, "по ошибке")
    with pytest.raises(Refusal, match="void"):
        mailbox.join(desk, second.replace(b"<two@", b"<three@"), id)


def test_an_automatic_letter_can_be_registered_on_purpose(desk):
    auto = PLAIN.replace(b"MIME-Version", b"Auto-Submitted: auto-replied\nMIME-Version")
    with pytest.raises(Refusal, match="machine"):
        mailbox.take_in(desk, auto, intake())
    assert mailbox.take_in(desk, auto, intake(), although_automatic=True)


def test_a_repeat_is_of_the_same_person_and_kind(desk, clock):
    id = taken_in(desk)
    answered(desk, id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<sent@example.com>")
    today = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    again = mailbox.proposal(desk, letter(message_id="<two@example.org>", received=today))
    assert again.repeat_of.request == id
    assert again.intake.repeat_of == id
    other_kind = letter(
        demands=(Guess(DemandKind.STOP, ("stop",)),), message_id="<3@x>", received=today
    )
    assert mailbox.proposal(desk, other_kind).repeat_of is None
    stranger = letter(sender_address="b@example.org", message_id="<4@x>", received=today)
    assert mailbox.proposal(desk, stranger).repeat_of is None


@pytest.mark.parametrize(
    ("form", "extra"),
    [
        ("reply_not_processed", {"passages": {"searched": Both("Учёт клиентов.", "Client list.")}}),
        (
            "reply_access",
            {
                "withheld": (
                    Withheld(Both("Записи", "Recordings"), "14.8.4", Both("Чужие", "Others")),
                )
            },
        ),
    ],
)
def test_it_is_no_repeat_when_the_information_was_not_given_in_full(desk, clock, form, extra):
    id = taken_in(desk)
    requests.confirm_identity(desk, id, "по адресу из договора")
    papers.issue(desk, papers.draft(desk, form, LanguageMode.EN, id, **extra))
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<sent@example.com>")
    today = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    again = mailbox.proposal(desk, letter(message_id="<two@example.org>", received=today))
    assert again.repeat_of is None


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sender=st.binary(max_size=60), header=st.binary(max_size=60), body=st.binary(max_size=200))
def test_whatever_a_letter_says_it_is_taken_in_or_refused_with_a_sentence(
    desk, sender, header, body
):
    content = (
        b"From: " + sender + b"\nSubject: " + header + b"\nMessage-ID: " + header + b"\n"
        b"Content-Type: text/plain; charset=" + header + b"\n\n" + body
    )
    try:
        proposal = mailbox.proposal(desk, mailbox.read(content))
        ready = replace(proposal.intake, demands=(DemandKind.ACCESS,), role=ApplicantRole.SUBJECT)
        if not (ready.subject.name or ready.subject.email):
            ready = replace(ready, subject=person())
        id = mailbox.take_in(desk, content, ready, although_automatic=True)
    except Refusal:
        return
    card = requests.request_card(desk, id)
    assert requests.file_bytes(desk, card.files[0].id)[1] == content


@pytest.mark.parametrize(
    ("language", "files", "end"),
    [("ru", 0, "PDF."), ("en", 0, "PDF file."), ("ru", 2, "файла."), ("en", 1, "attached.")],
)
def test_the_covering_text_counts_files_only_where_there_are_any(desk, language, files, end):
    id = requests.register_request(desk, intake())
    told = reply_mail.covering_text(desk, id, language, files)
    assert told.split("\n\n")[1].endswith(end)


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        (b"anna@example.org", b"olga@example.org"),
        (b"Please tell me", b"I withdraw my consent. Tell me"),
        (b"No. 31", b"No. 32"),
    ],
)
def test_another_letter_with_the_same_message_id_is_doubted_and_can_be_taken_in(desk, mine, other):
    id = taken_in(desk)
    content = PLAIN.replace(mine, other)
    found = mailbox.proposal(desk, mailbox.read(content))
    assert found.duplicate_of is None
    assert (found.seems.known.request, found.seems.same_id) == (id, True)
    assert "same Message-ID is stored with request 2026-001" in desk.catalogue("en").tell(
        found.seems.told
    )
    assert mailbox.take_in(desk, content, found.intake) != id


def as_sent(to="anna@example.org", subject="No. 2026-001", sender="data@example.com", pdf="a.pdf"):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = "Fri, 20 Nov 2026 12:00:00 +0300"
    made.set_content("Hello")
    if pdf:
        made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename=pdf)
    return made.as_bytes()


@pytest.mark.parametrize(
    ("message", "way", "told"),
    [
        ({}, Channel.EMAIL, []),
        ({"sender": "boss@example.com"}, Channel.EMAIL, []),
        ({"to": "alien@nowhere.example"}, Channel.EMAIL, ["went to alien@nowhere"]),
        ({"sender": "me@nowhere.example"}, Channel.EMAIL, ["is from me@nowhere.example"]),
        ({"pdf": ""}, Channel.EMAIL, ["No PDF is attached"]),
        ({"subject": "News"}, Channel.EMAIL, ["Nothing in the message shows"]),
        ({"pdf": "receipt-2026-001.pdf"}, Channel.EMAIL, ["another paper, No. "]),
        ({"pdf": "answer-2026-001.pdf"}, Channel.EMAIL, []),
        ({}, Channel.POST, ["in another way"]),
    ],
)
def test_what_speaks_against_a_dispatch_is_told(desk, message, way, told):
    id = taken_in(desk)
    papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    answered(desk, id)
    if told == ["in another way"]:
        requests.correct(desk, id, Correction(answer_form=Channel.EMAIL.value), "просит")
    doubts = dispatch_doubts(desk, id, way, mailbox.read(as_sent(**message)), Leaving.ANSWER)
    words = [desk.catalogue("en").tell(each) for each in doubts]
    assert len(words) == len(told)
    assert all(part in line for part, line in zip(told, words, strict=True))
