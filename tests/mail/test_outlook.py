# SPDX-License-Identifier: Apache-2.0
"""Outlook files give the same letter as ordinary mail; damaged ones are refused with a sentence."""

from __future__ import annotations

import base64
import struct
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.documents.detached import verify_detached
from desk.errors import Refusal
from desk.mail import notes
from desk.mail.intake import read_letter, signed_part
from desk.mail.rich import rich_text, unpack
from tests.mail.compound import letter_folder, outlook_letter, tables_first
from tests.smime import HEAD, TEXT, signed_letter

SENT, DELIVERED = (
    datetime(2026, 11, 20, 6, 0, tzinfo=UTC),
    datetime(2026, 11, 20, 6, 0, 7, tzinfo=UTC),
)
PLAIN = {
    0x001A: "IPM.Note",
    0x0037: "Отзыв согласия",
    0x1000: "Здравствуйте!\r\nОтзываю согласие на обработку персональных данных.",
    0x0C1A: "Соколова, Анна",
    0x0C1E: "SMTP",
    0x0C1F: "anna@example.org",
    0x1035: "<one@example.org>",
    0x1042: "<before@example.org>",
    0x0039: SENT,
    0x0E06: DELIVERED,
}


def test_a_letter_is_read_from_outlooks_own_fields() -> None:
    attached = {
        0x3707: "скан/паспорт.pdf",
        0x370E: "application/pdf",
        0x3701: b"%PDF-1.4",
        0x3705: 1,
    }
    letter = read_letter(
        outlook_letter(PLAIN, (attached, attached), ("privacy@example.ru",)), "a.msg"
    )
    assert (letter.sender_name, letter.sender_address) == ("Соколова Анна", "anna@example.org")
    assert letter.to_addresses == ("privacy@example.ru",)
    assert letter.received == DELIVERED
    assert letter.received_from == "received"
    assert letter.sent == SENT
    assert letter.subject == "Отзыв согласия"
    assert letter.text.endswith("персональных данных.")
    assert [str(guess.kind) for guess in letter.demands] == ["withdraw"]
    assert letter.message_id == "<one@example.org>"
    assert letter.in_reply_to == ("<before@example.org>",)
    assert [file.name for file in letter.attachments] == ["паспорт.pdf", "паспорт (2).pdf"]
    assert letter.attachments[0].content == b"%PDF-1.4"


@pytest.mark.parametrize(
    ("real", "pages"),
    [
        ("cp1251", {}),
        ("cp1251", {0x3FFD: 1251}),
        ("cp1251", {0x3FDE: 1251}),
        ("cp1251", {0x3FFD: 1252}),
        ("cp1251", {0x3FFD: 99999, 0x3FDE: 77777}),
        ("koi8-r", {0x3FFD: 20866}),
        ("koi8-r", {}),
        ("utf-8", {0x3FFD: 65001}),
    ],
)
def test_texts_that_are_not_unicode_are_read_in_their_character_set(
    real: str, pages: dict[int, object]
) -> None:
    texts = {key: (value, real) for key, value in PLAIN.items() if isinstance(value, str)}
    attached = {0x3707: ("скан.pdf", real), 0x3701: b"%PDF-1.4", 0x3705: 1, **pages}
    letter = read_letter(outlook_letter(PLAIN | texts | pages, (attached,)))
    assert (letter.sender_name, letter.subject) == ("Соколова Анна", "Отзыв согласия")
    assert letter.text.endswith("персональных данных.")
    assert [file.name for file in letter.attachments] == ["скан.pdf"]


@pytest.mark.parametrize("page", ["<p>Отзываю согласие</p>", "<p>Müller</p>"])
def test_a_page_kept_as_unicode_is_read_whatever_set_is_stated(page: str) -> None:
    made = {key: value for key, value in PLAIN.items() if key != 0x1000}
    letter = read_letter(outlook_letter(made | {0x1013: page, 0x3FDE: 1251}))
    assert letter.text == page[3:-4]


def test_the_header_the_letter_came_with_goes_first() -> None:
    header = (
        "Received: from a by b; Fri, 20 Nov 2026 12:30:00 +0700\r\n"
        "From: =?utf-8?B?0JDQvdC90LA=?= <anna@example.org>\r\nTo: privacy@example.ru\r\n"
        "Subject: =?utf-8?B?0JfQsNC/0YDQvtGB?=\r\nMessage-ID: <two@example.org>\r\n"
        "Content-Type: multipart/mixed; boundary=x\r\n"
    )
    letter = read_letter(outlook_letter({**PLAIN, 0x007D: header}))
    assert letter.sender_name == "Анна"
    assert letter.subject == "Запрос"
    assert letter.received is not None
    assert letter.received.isoformat() == "2026-11-20T12:30:00+07:00"
    assert letter.message_id == "<two@example.org>"


def test_an_address_of_an_office_network_is_no_address() -> None:
    values = {**PLAIN, 0x0C1E: "EX", 0x0C1F: "/O=EXAMPLE/OU=X/CN=ANNA", 0x5D01: "anna@example.ru"}
    assert read_letter(outlook_letter(values)).sender_address == "anna@example.ru"
    del values[0x5D01]
    letter = read_letter(outlook_letter(values))
    assert letter.sender_address == ""
    assert notes.NO_SENDER in letter.warnings


def test_a_missing_moment_is_the_year_1601_and_means_none() -> None:
    values = {key: value for key, value in PLAIN.items() if key not in (0x0039, 0x0E06)}
    values[0x0039] = datetime(1601, 1, 1, tzinfo=UTC)
    letter = read_letter(outlook_letter(values))
    assert letter.received is None
    assert letter.sent is None


def test_a_page_is_reduced_to_text() -> None:
    values = {key: value for key, value in PLAIN.items() if key != 0x1000}
    page = "<html><meta charset=windows-1251><p>Удалите мои данные</p><script>x()</script>".encode(
        "cp1251"
    )
    letter = read_letter(outlook_letter({**values, 0x1013: page, 0x3FDE: 1251}))
    assert letter.text == "Удалите мои данные"


def test_rich_text_is_the_last_resort() -> None:
    values = {key: value for key, value in PLAIN.items() if key != 0x1000}
    rich = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Arial;}}\f0 \'d3\'e4\'e0\'eb\'e8\'f2\'e5 \u1084?\u1086?\u1080?\par \{data\}}"
    packed = struct.pack("<III4s", 0, len(rich), 0x414C454D, b"\0" * 4) + rich
    packed = packed[:8] + b"MELA" + packed[12:]
    letter = read_letter(outlook_letter({**values, 0x1009: packed}))
    assert letter.text == "Удалите мои\n{data}"
    assert notes.RICH_ONLY in letter.warnings


def test_packed_rich_text_of_the_format_description() -> None:
    """The first example of [MS-OXRTFCP] 4.1."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232"
        "0af32068656c0900206277"
        "05b06c647d0a800fa0"
    )
    expected = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpack(packed) == expected
    assert rich_text(packed) == "hello world"


def test_a_page_hidden_in_rich_text_is_found() -> None:
    rich = (
        rb"{\rtf1\ansi\ansicpg1251\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Stop\htmlrtf }\htmlrtf0 "
        rb"{\*\htmltag72 </p>}}"
    )
    packed = struct.pack("<II4s4s", len(rich) + 12, len(rich), b"MELA", bytes(4)) + rich
    assert rich_text(packed) == "Stop"


@pytest.mark.parametrize("method", [5, 6])
def test_an_object_that_is_no_letter_is_pointed_out(method: int) -> None:
    letter = read_letter(outlook_letter(PLAIN, ({0x3705: method, 0x3001: "nested"},)))
    assert letter.attachments == ()
    assert notes.NESTED_OUTLOOK in letter.warnings


def test_a_letter_inside_an_outlook_file_is_taken_out_and_read() -> None:
    scan = {0x3707: "скан.pdf", 0x3701: b"%PDF-1.4", 0x3705: 1}
    inner = letter_folder(PLAIN, (scan,), ("privacy@example.ru",))
    passed = {
        **PLAIN,
        0x0037: "FW: письмо",
        0x1000: "Коллеги, посмотрите.",
        0x0C1F: "shop@example.ru",
    }
    letter = read_letter(outlook_letter(passed, (), (), (inner,)))
    (file,) = letter.attachments
    assert (file.name, file.media_type) == ("Отзыв согласия.eml", "message/rfc822")
    assert notes.TAKEN_OUT in letter.warnings
    assert notes.NESTED_OUTLOOK not in letter.warnings
    assert [str(guess.kind) for guess in letter.demands] == ["withdraw"], "as with message/rfc822"
    found = read_letter(file.content)
    assert (found.sender_name, found.sender_address) == ("Соколова Анна", "anna@example.org")
    assert (found.received, found.sent, found.subject) == (DELIVERED, SENT, "Отзыв согласия")
    assert found.text.endswith("персональных данных.")
    assert [(each.name, each.content) for each in found.attachments] == [("скан.pdf", b"%PDF-1.4")]


def test_letters_nested_without_end_are_cut_off_with_a_word() -> None:
    inner = letter_folder(PLAIN)
    for _each in range(8):
        inner = letter_folder(PLAIN, (), (), (inner,))
    letter = read_letter(outlook_letter(PLAIN, (), (), (inner,)))
    assert [file.name for file in letter.attachments] == ["Отзыв согласия.eml"]
    assert notes.NESTED_OUTLOOK in letter.warnings


def sealed(content: bytes, kind: str, name: str = "smime.p7m") -> bytes:
    """A signed letter as Outlook keeps it: everything that travelled is one file."""
    own = {0x3707: name, 0x370E: "multipart/signed", 0x3701: content, 0x3705: 1}
    values = {**PLAIN, 0x001A: kind, 0x0C1F: "who@example.org", 0x1000: "Never signed by anybody."}
    return outlook_letter(values, (own,))


@pytest.mark.parametrize("opaque", [False, True])
def test_a_signed_letter_in_outlooks_form_is_read_and_its_signature_holds(tmp_path, opaque) -> None:
    mail = signed_letter(tmp_path, opaque=opaque).removeprefix(HEAD.encode())
    kind = "IPM.Note.SMIME" if opaque else "IPM.Note.SMIME.MultipartSigned"
    if opaque:
        mail = base64.b64decode(mail.replace(b"\r\n", b"\n").partition(b"\n\n")[2])
    content = sealed(mail, kind)
    letter = read_letter(content)
    assert letter.text == TEXT, "only what is signed, not what Outlook shows beside it"
    assert (letter.sender_address, letter.received) == ("who@example.org", DELIVERED)
    part = signed_part(content)
    assert part is not None
    assert part.sender == "who@example.org"
    assert verify_detached(part.content, part.signature).sound


@pytest.mark.parametrize(
    "content", [b"", b"no mail", b"0\x82\x01\x00rubbish", b"Content-Type: text/plain\n\nx"]
)
def test_what_only_says_it_is_signed_is_read_without_a_signature(content) -> None:
    letter = sealed(content, "IPM.Note.SMIME.MultipartSigned")
    assert read_letter(letter).subject == "Отзыв согласия"
    assert signed_part(letter) is None


WHOLE = outlook_letter(
    PLAIN, ({0x3707: "a.pdf", 0x3701: b"x" * 9000, 0x3705: 1},), ("a@example.org",)
)


@given(st.integers(0, len(WHOLE)))
@settings(max_examples=40, deadline=None)
def test_a_file_cut_off_anywhere_is_read_or_refused(length: int) -> None:
    with suppress(Refusal):
        read_letter(WHOLE[:length])


LONG = tables_first(
    outlook_letter(
        PLAIN | {0x1000: "Прошу удалить мои данные. " * 400},
        ({0x3707: "a.pdf", 0x3701: b"x" * 9000, 0x3705: 1},),
    )
)


def test_a_file_that_is_whole_is_not_told_as_cut_off() -> None:
    for content in (LONG, WHOLE):
        assert not {notes.CUT_OFF, notes.CUT_TEXT, notes.CUT_FILES} & {
            *read_letter(content).warnings
        }


def test_a_file_cut_off_behind_its_tables_is_told_with_what_is_missing() -> None:
    assert notes.CUT_FILES in read_letter(LONG[:-600]).warnings
    for length in range(len(LONG) - 512, 8192, -509):
        with suppress(Refusal):  # of what is left no letter can be read, and that is said
            warnings = read_letter(LONG[:length]).warnings
            assert notes.CUT_OFF in warnings, length
            assert {notes.CUT_TEXT, notes.CUT_FILES} & {*warnings}, length


@given(
    st.lists(
        st.tuples(st.integers(8, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=30
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_file_with_changed_bytes_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    content = bytearray(WHOLE)
    for at, byte in changes:
        content[at] = byte
    with suppress(Refusal):
        read_letter(bytes(content))


@pytest.mark.parametrize("at", [0x2C, 0x40, 0x48])
def test_tables_that_claim_to_be_larger_than_the_file_are_refused_at_once(at: int) -> None:
    content = bytearray(WHOLE)
    content[at : at + 4] = b"\xff\xff\xff\x7f"
    with pytest.raises(Refusal):
        read_letter(bytes(content))


def test_a_stream_that_runs_in_a_circle_is_refused_at_once() -> None:
    content = bytearray(WHOLE)
    entry = content.index("__substg1.0_37010102".encode("utf-16-le"))
    content[entry + 120 : entry + 128] = struct.pack("<Q", 0xFFFFFF00)  # its length
    start = struct.unpack_from("<I", content, entry + 116)[0]
    fat = struct.unpack_from("<I", content, 0x4C)[0]
    struct.pack_into("<I", content, (fat + 1) * 512 + start * 4, start)  # it follows itself
    with pytest.raises(Refusal) as caught:
        read_letter(bytes(content))
    assert caught.value.msgid == notes.DAMAGED_OUTLOOK


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_of_rich_text_give_some_text(content: bytes) -> None:
    assert isinstance(rich_text(content[:8] + b"LZFu" + content[8:]), str)


def test_an_old_word_file_is_no_letter() -> None:
    with pytest.raises(Refusal):
        read_letter(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
