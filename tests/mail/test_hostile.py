# SPDX-License-Identifier: Apache-2.0
"""Letters made to break a reader: nothing crashes, hangs or is lost, and only a refusal is raised."""

from __future__ import annotations

import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.letter import Letter, LetterFile
from desk.errors import Refusal
from desk.mail import mime, notes
from desk.mail.draft import Outgoing, write_draft
from desk.mail.intake import read_letter

HEAD = b"From: a@example.org\r\nDate: Fri, 20 Nov 2026 10:00:00 +0300\r\n"
_BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def check(letter: Letter) -> None:
    """What must hold for every letter, however odd."""
    fields = (letter.sender_name, letter.sender_address, letter.reply_address, letter.subject, letter.text,
              letter.message_id, *letter.to_addresses, *letter.in_reply_to, *(file.name for file in letter.attachments))  # fmt: skip
    for field in fields:
        assert not _BAD.search(field)
        field.encode("utf-8")
    assert "\n" not in letter.subject + letter.sender_name + letter.sender_address
    for moment in (letter.received, letter.sent):
        assert moment is None or (moment.tzinfo is not None and 1990 <= moment.year < 2100)
    assert letter.language in ("ru", "en")
    assert letter.received_from in ("", "received", "date")
    assert (letter.received is None) == (letter.received_from == "")
    assert letter.automatic in ("", "auto_reply", "bounce", "delivery_report", "list")
    names = [file.name.casefold() for file in letter.attachments]
    assert len(set(names)) == len(names)
    assert not any(
        "/" in name or "\\" in name or not name or name.startswith(".") for name in names
    )


def read(content: bytes) -> Letter | None:
    try:
        letter = read_letter(content)
    except Refusal:
        return None
    check(letter)
    return letter


@given(st.binary(max_size=600))
@settings(max_examples=60, deadline=None)
def test_any_bytes(content: bytes) -> None:
    read(content)
    read(HEAD + content)
    read(HEAD + b"\r\n" + content)


WORDS = st.sampled_from([
    b"From: ", b"Subject: ", b"Date: ", b"Received: x; ", b"Content-Type: ", b"multipart/mixed; boundary=x", b"text/html",
    b"text/plain; charset=", b"koi8-r", b"utf-7", b"message/rfc822", b"--x", b"--x--", b"\r\n", b"\n", b"\r\n\r\n", b" ", b"\t",
    b"=?utf-8?B?", b"?=", b"=?koi8-r?Q?=F0", b"Content-Transfer-Encoding: base64", b"quoted-printable", b"x-uuencode",
    b"begin 644 a\n", b"end\n", b"; name=", b"; name*0*=utf-8''%D0", b"\"", b"\\", b"<", b">", b"(", b"a@b.c", b",", b";", b"\0",
    b"\xff\xfe", b"\xcf\xf0", b"<p>", b"<div style=display:none>", b"&#0;", b"Fri, 20 Nov 2026 10:00:00 +0300", b"99999999",
    "удалите мои персональные данные".encode(), "\u202e".encode(), b"> ", b"-----Original Message-----\n", b"Message-ID: <", b"In-Reply-To: ",
])  # fmt: skip


@given(st.lists(WORDS, max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_mixture_of_what_letters_are_made_of(words: list[bytes]) -> None:
    read(HEAD + b"".join(words))
    read(b"".join(words))


REAL = write_draft(
    Outgoing(
        "Анна <anna@example.org>", "Иван <ivan@example.org>", "Отзыв согласия", "Отзываю согласие.\n" * 20,
        in_reply_to="<1@example.org>", files=(LetterFile("скан.pdf", "application/pdf", b"%PDF" * 60),),
    )
)  # fmt: skip


@given(
    st.lists(
        st.tuples(st.integers(0, len(REAL) - 1), st.binary(max_size=4)), min_size=1, max_size=12
    )
)
@settings(max_examples=60, deadline=None)
def test_any_change_to_a_real_letter(changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(REAL)
    for at, piece in changes:
        content[at : at + len(piece) or at + 3] = piece
    read(bytes(content))


def test_parts_nested_without_end_are_flattened() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(20_000)
    )
    letter = read(HEAD + deep + b"Content-Type: text/plain\r\n\r\nbottom")
    assert letter is not None
    assert notes.TOO_DEEP in letter.warnings
    assert b"bottom" in letter.attachments[0].content


def test_letters_nested_without_end_are_one_file() -> None:
    deep = b"Content-Type: message/rfc822\r\n\r\n" * 20_000
    letter = read(HEAD + deep + b"bottom")
    assert letter is not None
    assert letter.attachments[0].content.endswith(b"bottom")


def test_one_boundary_for_all_levels() -> None:
    read(HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" * 5_000 + b"text")


def test_a_hundred_thousand_header_fields() -> None:
    many = b"".join(b"X-Field-%d: value\r\n" % number for number in range(100_000))
    received = b"Received: from a by b; garbage\r\n" * 100_000
    letter = read(received + many + HEAD + b"\r\nbody")
    assert letter is not None
    assert (letter.sender_address, letter.text) == ("a@example.org", "body")


@pytest.mark.parametrize(
    "field",
    [
        b"Subject: " + b"=?utf-8?B?0JLQvtC/?= " * 100_000,
        b"Subject: " + b"=?" * 1_000_000,
        b"Subject: =?utf-8?Q?" + b"=D0" * 1_000_000 + b"?=",
        b"Subject: " + b"x" * 5_000_000,
        b"To: " + b"a@b.c, " * 300_000,
        b"To: " + b"a" * 1_000_000,
        b"To: " + b"a-" * 500_000 + b"@example.org",
        b"To: " + b"(" * 1_000_000,
        b"To: " + b'"' * 1_000_001,
        b"To: " + b"<" * 1_000_000,
        b"References: " + b"<a@b> " * 300_000,
        b"References: " + b"<" * 1_000_000,
        b"Content-Type: text/plain" + b'; a="' * 300_000,
        b"Content-Type: text/plain" + b"; name*1*=x" * 300_000,
        b"Content-Type: multipart/mixed; boundary=" + b"x" * 1_000_000,
        b"X: a\r\n" + b" folded\r\n" * 500_000 + b"Y: b",
        b"Received: " + b";" * 1_000_000,
        b"Date: " + b"(" * 1_000_000,
        b"Content-Type: text/plain; charset=" + b"x" * 1_000_000,
    ],
    ids=lambda field: field[:30].decode(),
)
def test_endless_fields(field: bytes) -> None:
    letter = read(HEAD + field + b"\r\n\r\nbody")
    assert letter is not None
    assert len(letter.subject) <= notes.MAX_FIELD


def test_a_field_of_endless_lines_is_not_taken_apart_line_by_line() -> None:
    source = HEAD + b"X: a\r\n" + b" b\r\n" * 200_000 + b"\r\nbody"
    tracemalloc.start()
    try:
        part = mime.part_at(source)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000, (
            "200,000 objects take several times as much"
        )
    finally:
        tracemalloc.stop()
    assert part.headers.get("x").startswith(b"a b b b")
    assert part.body == b"body"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"", b"\n" * 20_000_000),
        (b"", b"a\n" * 10_000_000),
        (b"", b"> " * 5_000_000),
        (b"", b"begin 644 a\n" * 1_000_000),
        (b"", b"From: \n" * 2_000_000),
        (b"", b"wrote:\n" * 1_000_000),
        (b"", "прошу не удалять мои данные ".encode() * 200_000),
        (b"Content-Type: text/plain; format=flowed", b"a \r\n" * 2_000_000),
        (b"Content-Type: text/html", b"<div>" * 2_000_000),
        (b"Content-Type: text/html", b"<blockquote>" * 300_000),
        (b"Content-Type: text/html", b"<p style='display:none'" * 300_000),
        (b"Content-Type: text/html", b"<!--" * 1_000_000),
        (b"Content-Type: text/html", b"<script>" * 1_000_000),
        (b"Content-Type: text/html", b"&nbsp;" * 500_000),
        (b"Content-Type: multipart/mixed; boundary=a", b"--a\r\n" * 2_000_000),
        (b"Content-Type: multipart/mixed; boundary=a", b"\n--ab" * 2_000_000),
        (b"Content-Type: multipart/mixed; boundary=a", b"--a\r\nContent-Type: application/pdf; name=x\r\n\r\nx\r\n" * 100_000),
        (b"Content-Type: multipart/mixed", b"\n--" * 1_000_000),
        (b"Content-Transfer-Encoding: base64", b"A=" * 2_000_000),
        (b"Content-Transfer-Encoding: quoted-printable", b"=\r\n" * 1_000_000),
        (b"Content-Transfer-Encoding: x-uuencode", b"begin 644 a\n" + b"M\n" * 1_000_000),
    ],
    ids=range(21),
)  # fmt: skip
def test_endless_bodies(headers: bytes, body: bytes) -> None:
    """Each would take hours with a reader that is slower than in proportion to the size."""
    letter = read(HEAD + headers + b"\r\n\r\n" + body)
    assert letter is not None
    assert len(letter.text) <= notes.MAX_TEXT
    assert len(letter.attachments) <= notes.MAX_PARTS


def test_too_many_parts_are_named() -> None:
    body = b"--a\r\nContent-Type: application/pdf; name=x.pdf\r\n\r\nx\r\n" * (
        notes.MAX_PARTS + 100
    )
    letter = read(HEAD + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + body)
    assert letter is not None
    assert notes.TOO_MANY in letter.warnings


def test_thirty_megabytes_of_attachments_are_read_without_many_copies() -> None:
    files = tuple(
        LetterFile(f"scan-{number}.pdf", "application/pdf", bytes(11_000_000))
        for number in range(2)
    )
    content = write_draft(Outgoing("a@example.org", "b@example.org", "x", "hello", files=files))
    assert len(content) > 29_000_000
    tracemalloc.start()
    try:
        letter = read_letter(content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [file.content for file in letter.attachments] == [file.content for file in files]
    assert peak < 4 * len(content)


def test_splitting_looks_at_the_body_once_a_level(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    real = mime._split

    def counting(part: mime.Part, boundary: bytes, limit: int) -> mime.Split:
        nonlocal looked
        looked += part.end - part.start
        return real(part, boundary, limit)

    monkeypatch.setattr(mime, "_split", counting)
    inner = b"x" * 1_000_000
    for level in range(10):
        inner = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n%s\r\n--b%d--" % (
            level,
            level,
            inner,
            level,
        )
    read(HEAD + inner)
    assert looked < 11 * len(inner)
