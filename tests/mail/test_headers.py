# SPDX-License-Identifier: Apache-2.0
"""Who wrote, to whom, when, about what: read from headers as real mail has them. All people are invented."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk.domain.letter import NO_MOMENT, ONLY_SENT
from desk.errors import Refusal
from desk.mail import notes
from desk.mail.fields import mailboxes, parameters, words
from desk.mail.intake import read_letter
from desk.mail.moments import moment


def letter(*headers: str | bytes, body: str | bytes = "текст"):
    lines = [line if isinstance(line, bytes) else line.encode() for line in headers]
    return read_letter(
        b"\r\n".join([*lines, b"", body if isinstance(body, bytes) else body.encode()])
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"plain", "plain"),
        (b"=?koi8-r?B?98/Q0s/T?=", "Вопрос"),
        (b"=?windows-1251?Q?=C2=EE=EF=F0=EE=F1?=", "Вопрос"),
        (b"=?UTF-8*ru?Q?=D0=92=D0=BE?= =?utf-8?B?0L/RgNC+0YE=?=", "Вопрос"),
        (b"=?utf-8?B?0JLQvtC/?=\r\n =?utf-8?B?0YDQvtGB?=", "Вопрос"),
        # one character cut in two by the sender's program
        (b"=?utf-8?B?0JLQvtC=?= =?utf-8?B?v9GA0L7RgQ==?=", "Вопрос"),
        ("Вопрос".encode(), "Вопрос"),
        ("Вопрос по договору".encode("cp1251"), "Вопрос по договору"),
        ("Вопрос по договору".encode("koi8-r"), "Вопрос по договору"),
        ("Ärger mit Größe".encode("latin-1"), "Ärger mit Größe"),
        (b"Re: =?x-unknown?B?0JLQvtC/0YDQvtGB?= x", "Re: Вопрос x"),
        (b"=?utf-8?B?broken", "=?utf-8?B?broken"),
        (b"=?utf-8?Q?a_b?= c =?utf-8?Q?d?=", "a b c d"),
        ("a\u202eb\u200fc\x00d\x07e".encode(), "abcde"),
        (b"", ""),
    ],
)
def test_words_of_a_header(raw: bytes, expected: str) -> None:
    assert words(raw) == expected


@pytest.mark.parametrize(
    ("raw", "name", "address"),
    [
        ("Анна Соколова <anna@Example.ORG>", "Анна Соколова", "anna@example.org"),
        ('"Соколова, Анна" <anna@example.org>', "Соколова, Анна", "anna@example.org"),
        (
            "=?utf-8?B?0KHQvtC60L7Qu9C+0LLQsCwg0JDQvdC90LA=?= <anna@example.org>",
            "Соколова, Анна",
            "anna@example.org",
        ),
        ('"=?utf-8?B?0JDQvdC90LA=?=" <anna@example.org>', "Анна", "anna@example.org"),
        ("anna@example.org (Анна)", "Анна", "anna@example.org"),
        ("anna@example.org", "", "anna@example.org"),
        ("<anna@example.org>", "", "anna@example.org"),
        ("Анна anna@example.org", "Анна", "anna@example.org"),
        ("=?utf-8?B?0JDQvdC90LAgPGFubmFAZXhhbXBsZS5vcmc+?=", "Анна", "anna@example.org"),
        ("'Анна' <anna@example.org>", "Анна", "anna@example.org"),
        ("anna@пример.рф", "", "anna@пример.рф"),
        ("Анна <>", "Анна", ""),
        ("Анна", "Анна", ""),
        ('"A \\"B\\" C" <a@example.org>', 'A "B" C', "a@example.org"),
        ("Анна\u202e <a\u200f@example.org>", "Анна", "a@example.org"),
    ],
)
def test_the_sender(raw: str, name: str, address: str) -> None:
    (box, *_) = mailboxes(raw.encode())
    assert (box.name, box.address) == (name, address)


def test_several_recipients_and_groups() -> None:
    found = letter(
        "From: a@example.org", 'To: b@example.org, "C, D" <c@example.org>;\r\n Team: d@example.org;'
    )
    assert found.to_addresses == ("b@example.org", "c@example.org", "d@example.org")
    assert letter("From: a@b.c", "To: undisclosed-recipients:;").to_addresses == ()


def test_the_reply_address_is_told_only_where_it_differs() -> None:
    assert letter("From: a@b.c", "Reply-To: A@b.c").reply_address == ""
    assert letter("From: a@b.c", "Reply-To: X <x@gmail.com>").reply_address == "x@gmail.com"


def test_without_from_the_next_best_field_speaks() -> None:
    assert letter("Return-Path: <a@example.org>", "Subject: x").sender_address == "a@example.org"
    silent = letter("Subject: x")
    assert silent.sender_address == ""
    assert notes.NO_SENDER in silent.warnings


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Fri, 20 Nov 2026 10:00:05 +0300", "2026-11-20T10:00:05+03:00"),
        ("Fri, 20 Nov 2026 10:00:05 +0300 (MSK)", "2026-11-20T10:00:05+03:00"),
        ("Fri, 20 Nov 2026 10:00:05 MSK", "2026-11-20T10:00:05+03:00"),
        ("20 Nov 26 10:00 GMT", "2026-11-20T10:00:00+00:00"),
        ("Fri, 20 Nov 2026 10:00:05 -0000", "2026-11-20T10:00:05+00:00"),
        ("Fri, 20 Nov 2026 10:00:60 +0300", "2026-11-20T10:00:59+03:00"),
        ("2026-11-20T10:00:05+03:00", "2026-11-20T10:00:05+03:00"),
        ("Fri Nov 20 10:00:05 MSK 2026", "2026-11-20T10:00:05+03:00"),
        ("Пт, 20 ноя 2026 10:00:05 +0700", "2026-11-20T10:00:05+07:00"),
        ("Fri, 20 Nov 2026 10:00:05 -0930", "2026-11-20T10:00:05-09:30"),
        ("Fri, 20 Nov 2026 10:00:05", None),
        ("Fri, 20 Nov 2026 10:00:05 XYZ", None),
        ("Mon, 1 Jan 0001 00:00:00 +0000", None),
        ("Fri, 31 Dec 9999 23:59:59 -0800", None),
        ("Fri, 31 Feb 2026 10:00:00 +0300", None),
        ("Fri, 20 Nov 2026 25:00:00 +0300", None),
        ("Fri, 20 Nov 2026 10:00:00 +9900", None),
        ("garbage", None),
        ("", None),
    ],
)
def test_moments(raw: str, expected: str | None) -> None:
    found = moment(raw.encode())
    assert (found.isoformat() if found else None) == expected


def test_the_moment_of_receipt_is_that_of_the_topmost_server() -> None:
    found = letter(
        "Received: from a by b; Sat, 21 Nov 2026 00:30:00 +0300",
        "Received: from c by a; Fri, 20 Nov 2026 10:00:00 -0800",
        "Date: Fri, 20 Nov 2026 09:00:00 -0800",
        "From: a@b.c",
    )
    assert found.received == datetime.fromisoformat("2026-11-21T00:30:00+03:00")
    assert found.received_from == "received"
    assert found.sent == datetime.fromisoformat("2026-11-20T09:00:00-08:00")
    assert found.warnings == ()


def test_a_stamp_that_cannot_be_read_gives_way_to_the_next() -> None:
    found = letter(
        "Received: from a by b; Fri, 20 Nov 2026 10:00:00",
        "Received: by c; Fri, 20 Nov 2026 09:59:00 +0300",
        "From: a@b.c",
    )
    assert found.received == datetime.fromisoformat("2026-11-20T09:59:00+03:00")
    assert notes.ODD_MOMENT in found.warnings


def test_collecting_the_mail_later_is_not_its_receipt() -> None:
    found = letter(
        "Received: from pop.example.ru by localhost with POP3 (fetchmail); Mon, 23 Nov 2026 09:00:00 +0300",
        "Received: from a by b with ESMTP; Fri, 20 Nov 2026 10:00:00 +0300",
        "From: a@b.c",
    )
    assert found.received == datetime.fromisoformat("2026-11-20T10:00:00+03:00")


def test_without_a_stamp_the_date_speaks_and_without_both_the_operator_is_asked() -> None:
    dated = letter("From: a@b.c", "Date: Fri, 20 Nov 2026 10:00:00 MSK")
    assert dated.received == datetime.fromisoformat("2026-11-20T10:00:00+03:00")
    assert dated.received_from == "date"
    assert ONLY_SENT in dated.warnings
    silent = letter("From: a@b.c", "Date: garbage")
    assert (silent.received, silent.received_from, silent.sent) == (None, "", None)
    assert {NO_MOMENT, notes.ODD_MOMENT} <= set(silent.warnings)


def test_the_conversation_is_read_nearest_first() -> None:
    found = letter(
        "From: a@b.c",
        "Message-ID: <3@x>",
        "In-Reply-To: Your letter <2@x> of Friday",
        "References: <1@x>\r\n\t<2@x>",
    )
    assert found.message_id == "<3@x>"
    assert found.in_reply_to == ("<2@x>", "<1@x>")
    assert letter("From: a@b.c", "Message-ID: 5@x").message_id == "<5@x>"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("application/pdf; name=скан.pdf", "скан.pdf"),
        ('application/pdf; name="=?koi8-r?B?08vBzi5wZGY=?="', "скан.pdf"),
        ("application/pdf; name*=utf-8''%D1%81%D0%BA%D0%B0%D0%BD.pdf", "скан.pdf"),
        ("application/pdf; name*0*=windows-1251''%F1%EA; name*1*=%E0%ED; name*2=.pdf", "скан.pdf"),
        ('application/pdf; name="a;b\\"c.pdf"; x=y', 'a;b"c.pdf'),
        ("application/pdf; name=my report.pdf", "my report.pdf"),
        ('application/pdf; name="C:\\Users\\x.pdf"', "C:\\Users\\x.pdf"),
        ('application/pdf; name="unclosed.pdf', "unclosed.pdf"),
    ],
)
def test_parameters(raw: str, name: str) -> None:
    value, params = parameters(raw.encode())
    assert value == "application/pdf"
    assert params["name"] == name


AUTOMATIC = [
    (("Auto-Submitted: auto-replied",), "auto_reply"),
    (("Auto-Submitted: auto-generated",), "auto_reply"),
    (("X-Autoreply: yes",), "auto_reply"),
    (("Precedence: auto_reply",), "auto_reply"),
    (("Subject: Automatic reply: Отзыв согласия",), "auto_reply"),
    (("Subject: Автоответ: нет на месте",), "auto_reply"),
    (("Precedence: bulk",), "list"),
    (("List-Id: News <news.example.org>",), "list"),
    (("List-Unsubscribe: <https://example.org/u>",), "list"),
    (("Feedback-ID: 1.eu-west-1.abc:AmazonSES",), "list"),
    (("X-Mailgun-Tag: news",), "list"),
    (("Subject: Я в отпуске до 30 ноября",), "auto_reply"),
    (("Subject: Out of office: Ваш заказ",), "auto_reply"),
    (("X-Failed-Recipients: b@example.org",), "bounce"),
    (
        ("Content-Type: multipart/report; report-type=disposition-notification; boundary=x",),
        "delivery_report",
    ),
    (("Auto-Submitted: no",), ""),
    (("X-Auto-Response-Suppress: All",), ""),
    ((), ""),
]


@pytest.mark.parametrize(("headers", "kind"), AUTOMATIC)
def test_letters_of_machines_are_known(headers: tuple[str, ...], kind: str) -> None:
    assert letter("From: a@example.org", *headers, body="hello").automatic == kind


def test_bounces_are_known_by_their_report_or_their_sender() -> None:
    report = (
        "--x\r\nContent-Type: text/plain\r\n\r\nfailed\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Final-Recipient: rfc822; b@example.org\r\nAction: {}\r\n\r\n--x--\r\n"
    )
    head = (
        "From: x@example.org",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x",
    )
    assert letter(*head, body=report.format("failed")).automatic == "bounce"
    assert letter(*head, body=report.format("delayed")).automatic == "delivery_report"
    assert letter("From: MAILER-DAEMON@example.org", "Subject: x").automatic == "bounce"
    assert letter("From: Mail Delivery System <MAILER-DAEMON>", "Subject: x").automatic == "bounce"


def test_an_automatic_reply_demands_nothing_though_it_quotes_a_demand() -> None:
    found = letter(
        "From: a@b.c",
        "Auto-Submitted: auto-replied",
        "Subject: Re: Удалите мои персональные данные",
    )
    assert found.demands == ()


def test_a_demand_through_a_form_or_a_shared_mailbox_is_not_set_aside() -> None:
    body = "Прошу удалить мои персональные данные."
    form = letter("From: form@example.ru", "Auto-Submitted: auto-generated", body=body)
    assert form.automatic == ""
    shared = letter(
        "From: a@b.c",
        "To: privacy@example.ru",
        "Precedence: list",
        "List-ID: <privacy.example.ru>",
        body=body,
    )
    assert shared.automatic == ""
    assert [str(guess.kind) for guess in shared.demands] == ["destroy"]


@pytest.mark.parametrize(
    "sign",
    [
        "Feedback-ID: 1.eu-west-1.abc:AmazonSES",
        "X-Mailgun-Tag: contact-form",
        "X-Campaign: site",
        "Subject: Auto: страховка и мои данные",
        "Subject: Я в отпуске, отвечайте на почту",
    ],
)
@pytest.mark.parametrize("body", ["Прошу удалить мои персональные данные.", "Delete my data."])
def test_a_weak_sign_of_a_machine_does_not_win_over_a_demand(sign: str, body: str) -> None:
    found = letter("From: a@b.c", sign, body=body)
    assert found.automatic == ""
    assert [str(guess.kind) for guess in found.demands] == ["destroy"]


def test_two_signs_win_over_a_demand() -> None:
    body = "Delete my data."
    absent = ("Subject: Out of office: Re: Delete my data", "In-Reply-To: <1@b.c>")
    assert letter("From: a@b.c", *absent, body=body).automatic == "auto_reply"


FORM = "Имя: Анна Примерова\nE-mail: anna@example.org\nСообщение: Почему вы мне звоните?\n"
ENGLISH_FORM = "Name\nAnna Example\nPhone\n+7 900 000-00-00\nMessage\nPlease call me back.\n"
CONTACTS = "Скидки недели!\nТелефон: +7 900 000-00-00\nE-mail: shop@example.org\nТема: скидки\n"
MAILINGS = (
    ("Precedence: bulk",),
    ("Precedence: list", "List-Id: News <news.example.org>"),
    ("List-Unsubscribe: <https://example.org/u>", "Feedback-ID: 1:SES"),
)
PERSON, SHOP = "Reply-To: anna@example.org", "Reply-To: shop@example.org"


@pytest.mark.parametrize("mailing", MAILINGS)
@pytest.mark.parametrize(
    ("reply", "body", "expected"),
    [
        (PERSON, FORM, ""),
        (PERSON, ENGLISH_FORM, ""),
        (SHOP, "Delete my data.", ""),
        ("Subject: x", "Прошу удалить мои персональные данные.", ""),
        ("Subject: Скидки недели", CONTACTS, "list"),
        (PERSON, CONTACTS, "list"),
        (PERSON, "Our best offers of the week! You can unsubscribe here.", "list"),
        ("Reply-To: noreply@example.org", FORM, "list"),
        ("Reply-To: shop@example.ru", FORM, "list"),
        (SHOP, "Name your price! Message us.\nE-mail: shop@example.org\n", "list"),
    ],
)
def test_what_a_person_may_have_written_is_offered_with_the_doubt(
    mailing: tuple[str, ...], reply: str, body: str, expected: str
) -> None:
    found = letter("From: site@example.ru", reply, *mailing, body=body)
    assert found.automatic == expected
    assert (notes.MAILING in found.warnings) is not bool(expected)


def test_a_form_sent_by_a_mailing_service_is_offered_without_a_doubt() -> None:
    found = letter("From: site@example.ru", PERSON, "Feedback-ID: 1:SES", body=FORM)
    assert (found.automatic, notes.MAILING in found.warnings) == ("", False)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        b"\r\n\r\n",
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04" + bytes(100),
        b"just a text\n\nof two lines",
        b"\x89PNG\r\n\x1a\n",
        b'{"a": 1}',
    ],
)
def test_what_is_no_letter_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        read_letter(content)
    assert caught.value.msgid in (notes.EMPTY, notes.NOT_A_LETTER)


def test_a_letter_of_more_than_64_megabytes_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        read_letter(b"From: a@b.c\n\n" + b"x" * notes.MAX_LETTER)
    assert caught.value.params == {"limit": 64}


@pytest.mark.parametrize(
    "mark",
    [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b"From a@b.c Fri Nov 20 10:00:00 2026\n", b">From a Fri\n"],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_marks_before_the_header_and_any_line_end(mark: bytes, end: bytes) -> None:
    found = read_letter(mark + end.join([b"From: a@b.c", b"Subject: x", b"", b"one", b"two"]))
    assert (found.sender_address, found.subject, found.text) == ("a@b.c", "x", "one\ntwo")


def test_a_letter_saved_as_utf_16_is_read() -> None:
    assert (
        read_letter("From: a@b.c\r\nSubject: Вопрос\r\n\r\nтекст".encode("utf-16")).subject
        == "Вопрос"
    )


def test_of_a_whole_mailbox_the_first_letter_is_read() -> None:
    box = b"From a@b.c Fri Nov 20 10:00:00 2026\nFrom: a@b.c\n\none\n\nFrom d@e.f Fri Nov 20 11:00:00 2026\nFrom: d@e.f\n\ntwo\n"
    found = read_letter(box)
    assert found.text == "one"
    assert notes.SEVERAL in found.warnings


def test_a_field_wrapped_without_indent_does_not_end_the_header() -> None:
    found = letter("Subject: a very long", "subject that was wrapped", "From: a@b.c", body="x")
    assert found.sender_address == "a@b.c"
    assert found.subject == "a very long subject that was wrapped"
    assert found.text == "x"


def test_the_digest_is_that_of_the_original_bytes() -> None:
    import hashlib

    content = b"\xef\xbb\xbfFrom: a@b.c\r\n\r\nx"
    assert read_letter(content).digest == hashlib.sha256(content).hexdigest()
