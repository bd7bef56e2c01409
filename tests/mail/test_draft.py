# SPDX-License-Identifier: Apache-2.0
"""A reply is written as a draft that the standard library and our own reader read back whole."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.letter import LetterFile
from desk.errors import Refusal
from desk.mail.draft import Outgoing, write_draft
from desk.mail.intake import read_letter

PDF = LetterFile("answer-2026-014.pdf", "application/pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40)
REPLY = Outgoing(
    sender="ИП Примеров П. П. <privacy@example.ru>",
    to="Соколова Анна <anna@example.org>",
    subject="Re: Запрос о персональных данных № 2026-014",
    text="Здравствуйте!\n\nОтвет во вложении.\n\nС уважением,\nИП Примеров",
    in_reply_to="<one@example.org>",
    references=("<zero@example.org>",),
    files=(PDF,),
)


def test_the_draft_is_seven_bit_with_crlf_and_marked_unsent() -> None:
    content = write_draft(REPLY)
    content.decode("ascii")
    assert content.startswith(b"X-Unsent: 1\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert max(len(line) for line in content.split(b"\r\n")) <= 78


def test_the_standard_library_reads_the_draft_back() -> None:
    message = email.message_from_bytes(write_draft(REPLY), policy=email.policy.default)
    assert not message.defects
    assert message["X-Unsent"] == "1"
    assert message["From"].addresses[0].display_name == "ИП Примеров П. П."
    assert message["To"].addresses[0].addr_spec == "anna@example.org"
    assert message["Subject"] == REPLY.subject
    assert message["In-Reply-To"] == "<one@example.org>"
    assert message["References"] == "<zero@example.org> <one@example.org>"
    assert message["Date"] is None
    assert message["Message-ID"] is None
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").strip() == REPLY.text
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == PDF.name
    assert attached.get_content() == PDF.content


def test_our_reader_reads_the_draft_back() -> None:
    letter = read_letter(write_draft(REPLY))
    assert (letter.sender_name, letter.sender_address) == (
        "ИП Примеров П. П.",
        "privacy@example.ru",
    )
    assert letter.to_addresses == ("anna@example.org",)
    assert letter.subject == REPLY.subject
    assert letter.text == REPLY.text
    assert letter.in_reply_to == ("<one@example.org>", "<zero@example.org>")
    assert letter.attachments == (PDF,)


def test_the_same_reply_gives_the_same_bytes() -> None:
    assert write_draft(REPLY) == write_draft(replace(REPLY))


def test_without_files_the_draft_is_one_part() -> None:
    content = write_draft(Outgoing("a@example.ru", "b@example.org", "Plain", "Hello"))
    assert b"multipart" not in content
    assert read_letter(content).text == "Hello"


def test_date_and_number_are_written_when_given() -> None:
    at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    letter = read_letter(write_draft(replace(REPLY, date=at, message_id="<own@example.ru>")))
    assert letter.sent == at
    assert letter.message_id == "<own@example.ru>"


def test_a_long_conversation_keeps_its_first_and_nearest_letters() -> None:
    many = tuple(f"<{'n' * 80}{number}@example.org>" for number in range(200))
    found = email.message_from_bytes(write_draft(replace(REPLY, references=many)))
    numbers = found["References"].split()
    assert numbers[0] == many[0]
    assert numbers[-2:] == [many[-1], "<one@example.org>"]
    assert found["In-Reply-To"] == "<one@example.org>"


def test_line_ends_in_fields_cannot_bring_in_a_header() -> None:
    content = write_draft(
        replace(
            REPLY,
            subject="x\r\nBcc: evil@example.org",
            in_reply_to="<a@b>\r\nBcc: evil@example.org",
        )
    )
    message = email.message_from_bytes(content)
    assert message["Bcc"] is None


@pytest.mark.parametrize("to", ["", "no address", "a b", "имя@example.org", "<>"])
def test_what_is_no_address_is_refused_at_its_field(to: str) -> None:
    with pytest.raises(Refusal) as caught:
        write_draft(replace(REPLY, to=to))
    assert caught.value.field == "to"
    with pytest.raises(Refusal) as caught:
        write_draft(replace(REPLY, sender=to))
    assert caught.value.field == "sender"


def test_a_russian_domain_is_written_in_ascii() -> None:
    letter = read_letter(write_draft(replace(REPLY, to="anna@пример.рф")))
    assert letter.to_addresses == ("anna@xn--e1afmkfd.xn--p1ai",)


def test_several_recipients() -> None:
    letter = read_letter(write_draft(replace(REPLY, to='"Б, В" <b@example.org>, c@example.org')))
    assert letter.to_addresses == ("b@example.org", "c@example.org")


@given(
    st.text(max_size=300), st.text(max_size=600), st.text(max_size=60).map(lambda name: name.replace("@", "")),
    st.text(max_size=200), st.binary(max_size=400), st.text(max_size=30),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_sound_draft(
    subject: str, text: str, person: str, name: str, content: bytes, media_type: str
) -> None:
    quoted = person.replace("\\", "").replace('"', "")
    reply = Outgoing(
        f'"{quoted}" <a@example.ru>',
        "b@example.org",
        subject,
        text,
        files=(LetterFile(name, media_type, content),),
    )
    draft = write_draft(reply)
    draft.decode("ascii")
    assert draft.count(b"\n") == draft.count(b"\r\n") == draft.count(b"\r")
    assert max(len(line) for line in draft.split(b"\r\n")) <= 998
    message = email.message_from_bytes(draft, policy=email.policy.default)
    (attached,) = message.iter_attachments()
    assert attached.get_payload(decode=True) == content
    letter = read_letter(draft)
    assert letter.sender_address == "a@example.ru"
    assert letter.attachments[0].content == content
