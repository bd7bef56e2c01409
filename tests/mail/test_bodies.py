# SPDX-License-Identifier: Apache-2.0
"""What is inside a letter: text in any character set and encoding, pages, files, letters in letters."""

from __future__ import annotations

import base64
import binascii
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.letter import NO_MOMENT, Letter
from desk.mail import notes
from desk.mail.intake import read_letter

TEXT = "Здравствуйте! Прошу сообщить, какие данные обо мне вы храните."


def single(body: bytes, *headers: str) -> Letter:
    lines = ["From: a@example.org", *headers, "", ""]
    return read_letter("\r\n".join(lines).encode() + body)


def parted(kind: str, *parts: tuple[str, bytes], end: bytes = b"--=x--\r\n") -> Letter:
    body = b"preamble\r\n"
    for headers, content in parts:
        body += b"--=x\r\n" + headers.encode() + b"\r\n\r\n" + content + b"\r\n"
    return single(body + end, f'Content-Type: multipart/{kind}; boundary="=x"')


def names(letter: Letter) -> list[str]:
    return [file.name for file in letter.attachments]


@pytest.mark.parametrize(
    ("stated", "real"),
    [
        ("koi8-r", "koi8-r"),
        ("KOI8-R", "koi8-r"),
        ("windows-1251", "cp1251"),
        ("cp-1251", "cp1251"),
        ("utf-8", "utf-8"),
        ("UTF-16", "utf-16"),
        ("iso-8859-5", "iso-8859-5"),
        ("ibm866", "cp866"),
        ("x-mac-cyrillic", "mac-cyrillic"),
    ],
)
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
def test_every_character_set_and_encoding(stated: str, real: str, transfer: str) -> None:
    raw = TEXT.encode(real)
    if transfer == "base64":
        raw = base64.encodebytes(raw)
    elif transfer == "quoted-printable":
        raw = binascii.b2a_qp(raw)
    elif real == "utf-16":
        raw = base64.encodebytes(raw)  # it cannot travel unencoded
        transfer = "base64"
    letter = single(
        raw, f"Content-Type: text/plain; charset={stated}", f"Content-Transfer-Encoding: {transfer}"
    )
    assert letter.text == TEXT
    assert letter.warnings[:1] == (NO_MOMENT,)
    assert notes.UNKNOWN_CHARSET not in letter.warnings


@pytest.mark.parametrize("real", ["utf-8", "cp1251", "koi8-r", "cp866", "iso-8859-5"])
@pytest.mark.parametrize(
    "stated", [None, "x-unknown", "us-ascii", "iso-8859-1", "rot13", "idna", "zip", "\0"]
)
def test_a_missing_wrong_or_impossible_character_set_is_guessed(
    stated: str | None, real: str
) -> None:
    headers = [f"Content-Type: text/plain; charset={stated}"] if stated else []
    letter = single(TEXT.encode(real), *headers)
    assert letter.text == TEXT
    assert (notes.UNKNOWN_CHARSET in letter.warnings) == (stated is not None)


_SETS = ("windows-1251", "koi8-r", "iso-8859-5", "cp866", "utf-8")


@pytest.mark.parametrize(
    ("stated", "real"),
    [(one, other) for one in _SETS[:4] for other in _SETS if one != other],
)
def test_one_russian_set_taken_for_another_is_seen(stated: str, real: str) -> None:
    letter = single(TEXT.encode(real), f"Content-Type: text/plain; charset={stated}")
    assert letter.text == TEXT
    assert notes.UNKNOWN_CHARSET in letter.warnings


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Прошу надіслати мої дані. Її їжак їсть", "windows-1251"),
        ("ПРОШУ УДАЛИТЬ МОИ ДАННЫЕ", "koi8-r"),
        ("│ Имя │ ▓▓▓▒▒▒░░░ ┤┤┤┼┼┼", "koi8-r"),
        ("│ Имя │ ▓▓▓▒▒▒░░░ ┤┤┤┼┼┼", "cp866"),
        ("№ 5 «Я» — ООО", "windows-1251"),
        ("Моля, изтрийте моите лични данни", "windows-1251"),
    ],
)
def test_a_set_that_fits_is_not_doubted(text: str, stated: str) -> None:
    letter = single(text.encode(stated), f"Content-Type: text/plain; charset={stated}")
    assert letter.text == text
    assert notes.UNKNOWN_CHARSET not in letter.warnings


def test_western_text_is_not_taken_for_russian() -> None:
    text = "Liebe Grüße aus München, José und François sagen: déjà vu"
    assert (
        single(text.encode("cp1252"), "Content-Type: text/plain; charset=iso-8859-1").text == text
    )
    assert single(text.encode("cp1252")).text == text


def test_a_letter_cut_off_inside_a_character_stays_utf_8() -> None:
    assert single(
        TEXT.encode()[:-2] + b"\xd0", "Content-Type: text/plain; charset=utf-8"
    ).text.startswith(TEXT[:20])


def test_damaged_base64_gives_what_can_be_decoded() -> None:
    raw = base64.encodebytes(TEXT.encode()).replace(b"\n", b"\n!*\n", 1)[:-6]
    letter = single(
        raw, "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"
    )
    assert letter.text.startswith(TEXT[:30])
    assert notes.BAD_ENCODING in letter.warnings


def test_flowed_text_is_joined_into_paragraphs() -> None:
    body = b"one \r\ntwo\r\n> quoted \r\n> still\r\n-- \r\nname"
    assert (
        single(body, "Content-Type: text/plain; format=flowed").text
        == "one two\n> quoted still\n-- \nname"
    )
    assert single(b"on \r\ne", "Content-Type: text/plain; format=flowed; delsp=yes").text == "one"


def test_direction_marks_and_controls_are_dropped_from_the_text() -> None:
    letter = single("a\u202eb\u2066c\u2069\x00\x1b[31m\tz\u2028y".encode())
    assert letter.text == "abc[31m\tz\ny"


def test_a_page_is_reduced_to_its_readable_text() -> None:
    page = """<html><head><title>t</title><style>p{color:red}</style></head><body onload="x()">
    <p>Здравствуйте,<br>коллеги!</p><div style="display:none">hidden</div><div hidden>too</div>
    <script>alert(1)</script><p>Прошу <b>удалить</b>&nbsp;мои данные.</p><!-- comment -->
    <ul><li>один<li>два</ul><table><tr><td>a<td>b</table><img src="http://example.org/x.png" alt="x">
    <pre>  kept
   as is</pre><blockquote>старое<blockquote>древнее</blockquote></blockquote></body></html>"""
    letter = single(page.encode(), "Content-Type: text/html; charset=utf-8")
    assert letter.text == (
        "Здравствуйте,\nколлеги!\n\nПрошу удалить мои данные.\n\n– один\n– два\na b\n  kept\n   as is\n> старое\n>> древнее"
    )


def test_a_page_tells_its_own_character_set() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>{TEXT}'
    assert single(page.encode("cp1251"), "Content-Type: text/html").text == TEXT


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<",
        "<p",
        "<!DOCTYPE",
        "<?xml version='1.0' encoding='koi8-r'?><p>x",
        "\0<p>x</p>",
        "<a " * 500,
    ],
)
def test_broken_pages_are_read_as_far_as_they_go(page: str) -> None:
    letter = single(page.encode() + b" ", "Content-Type: text/html")
    assert "\0" not in letter.text


def test_a_deeply_nested_page_keeps_its_words() -> None:
    page = b"<div>" * 3000 + b"inner words" + b"</div>" * 3000 + b"<p>outer words"
    text = single(page, "Content-Type: text/html").text
    assert "outer words" in text or "inner words" in text


def test_of_two_versions_the_plain_one_is_read() -> None:
    letter = parted(
        "alternative",
        ("Content-Type: text/plain; charset=utf-8", TEXT.encode()),
        ("Content-Type: text/html; charset=utf-8", f"<p>{TEXT}</p>".encode()),
    )
    assert letter.text == TEXT
    assert letter.attachments == ()


def test_a_plain_version_that_says_nothing_gives_way() -> None:
    letter = parted(
        "alternative",
        ("Content-Type: text/plain", b"Your program cannot show HTML."),
        ("Content-Type: text/html; charset=utf-8", f"<p>{TEXT * 5}</p>".encode()),
    )
    assert letter.text.startswith(TEXT)


@pytest.mark.parametrize(
    ("stub", "page"),
    [
        (
            "Ваша почтовая программа не поддерживает HTML.",
            "Прошу сообщить, какие мои персональные данные вы обрабатываете.",
        ),
        ("This email requires an HTML viewer.", "Send me all my personal data."),
        ("Your program cannot show HTML", "Which personal data do you hold about me?"),
    ],
)
def test_a_stub_does_not_hide_a_short_demand(stub: str, page: str) -> None:
    letter = parted(
        "alternative",
        ("Content-Type: text/plain; charset=utf-8", stub.encode()),
        ("Content-Type: text/html; charset=utf-8", f"<p>{page}</p>".encode()),
    )
    assert page in letter.text
    assert [str(guess.kind) for guess in letter.demands] == ["access"]


def test_a_version_in_other_dress_is_not_read_twice() -> None:
    page = "<p>Прошу <b>удалить</b> <a href='https://example.org'>мои данные</a>!</p><p>Анна</p>"
    letter = parted(
        "alternative",
        ("Content-Type: text/plain; charset=utf-8", "Прошу *удалить* мои данные!\n\nАнна".encode()),
        ("Content-Type: text/html; charset=utf-8", page.encode()),
    )
    assert letter.text == "Прошу *удалить* мои данные!\n\nАнна"


def test_files_keep_their_names_and_become_distinct() -> None:
    letter = parted(
        "mixed",
        ("Content-Type: text/plain; charset=utf-8", TEXT.encode()),
        (
            'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="скан.pdf"',
            b"1",
        ),
        (
            "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''%D1%81%D0%BA%D0%B0%D0%BD.pdf",
            b"2",
        ),
        ('Content-Type: application/pdf; name="../../etc/CON.pdf"', b"3"),
        ('Content-Type: application/pdf; name="C:\\dir\\скан.pdf"', b"4"),
        ("Content-Type: image/png\r\nContent-ID: <x>\r\nContent-Disposition: inline", b"5"),
        ('Content-Type: application/octet-stream; name="a\u202efdp.exe"', b"6"),
        ("Content-Type: application/x-thing", b"7"),
        ('Content-Type: text/plain; name="notes.txt"', b"8"),
        ('Content-Type: application/pdf; name="' + "я" * 300 + '.pdf"', b"9"),
    )
    assert letter.text == TEXT
    assert names(letter)[:8] == [
        "скан.pdf", "скан (2).pdf", "_CON.pdf", "скан (3).pdf", "image.png", "afdp.exe", "attachment.bin", "notes.txt"
    ]  # fmt: skip
    assert [file.content for file in letter.attachments] == [
        str(number).encode() for number in range(1, 10)
    ]
    assert len(names(letter)[8]) <= notes.MAX_NAME
    assert names(letter)[8].endswith("я.pdf")


def test_a_letter_inside_a_letter_is_kept_whole_under_its_subject() -> None:
    inner = b"Subject: =?koi8-r?B?98/Q0s/T?=\r\nFrom: x@example.org\r\n\r\nUdalite"
    letter = parted(
        "mixed",
        ("Content-Type: text/plain", b"see below"),
        ("Content-Type: message/rfc822", inner),
        ("Content-Type: message/rfc822", b"\r\nx"),
    )
    assert letter.text == "see below"
    assert names(letter) == ["Вопрос.eml", "message.eml"]
    assert read_letter(letter.attachments[0].content).subject == "Вопрос"


INNER = (
    "Received: by mx.example.com; Mon, 2 Nov 2026 10:00:00 +0300\r\nMessage-ID: <in@example.org>\r\n"
    "From: Anna <anna@example.org>\r\nSubject: My request\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\nПрошу удалить мои персональные данные."
)


@pytest.mark.parametrize(
    "kind",
    ["message/rfc822", 'application/octet-stream; name="letter.eml"'],
)
def test_the_demands_of_a_letter_passed_on_as_a_file_are_recognised(kind: str) -> None:
    letter = parted(
        "mixed", ("", b"FYI"), (f"Content-Type: {kind}", INNER.encode()), ("", b"Best regards")
    )
    assert [str(guess.kind) for guess in letter.demands] == ["destroy"]
    assert letter.sender_address == "a@example.org"
    assert letter.original.sender_address == "anna@example.org"
    assert letter.language == "ru"
    assert letter.text.startswith("FYI")
    assert "удалить мои персональные данные" in letter.text
    twice = parted("mixed", ("Content-Type: message/rfc822", b"From: b@c.d\r\nContent-Type: "
                             b"message/rfc822\r\n\r\n" + INNER.encode()))  # fmt: skip
    assert twice.original.message_id == "<in@example.org>"


def test_an_enclosed_letter_demands_nothing_where_the_outer_one_does_or_is_a_report() -> None:
    enclosed = ("Content-Type: message/rfc822", INNER.encode())
    own = parted("mixed", ("", b"Send me all my personal data."), enclosed)
    assert [str(guess.kind) for guess in own.demands] == ["access"]
    assert own.forwarded is None
    report = parted("report; report-type=delivery-status", ("", b"failed"), enclosed)
    assert (report.automatic, report.demands, report.forwarded) == ("bounce", (), None)


def test_text_between_and_after_files_is_kept() -> None:
    letter = parted(
        "mixed",
        ("Content-Type: text/plain", b"one"),
        ("Content-Type: application/pdf; name=a.pdf", b"x"),
        ("Content-Type: text/html", b"<p>two"),
    )
    assert letter.text == "one\n\ntwo"


def test_a_picture_in_a_page_is_kept_as_a_file() -> None:
    inner = b'--y\r\nContent-Type: text/html\r\n\r\n<p>hello<img src="cid:1">\r\n--y\r\nContent-Type: image/jpeg; name=me.jpg\r\nContent-ID: <1>\r\n\r\nJPEG\r\n--y--'
    letter = parted("mixed", ("Content-Type: multipart/related; boundary=y", inner))
    assert (letter.text, names(letter)) == ("hello", ["me.jpg"])


def test_uuencoded_files_in_the_text_are_taken_out() -> None:
    packed = b"begin 644 scan.pdf\n" + binascii.b2a_uu(b"%PDF-1.4 content") + b"`\nend\n"
    letter = single(b"before\n" + packed + b"after")
    assert letter.text == "before\n\nafter"
    assert [(file.name, file.content) for file in letter.attachments] == [
        ("scan.pdf", b"%PDF-1.4 content")
    ]
    assert single(b"begin 100 of the story\nwords and words\nend\n").text.startswith("begin 100")


def test_winmail_dat_is_kept_and_named() -> None:
    letter = parted(
        "mixed",
        ("Content-Type: text/plain", b"x"),
        ("Content-Type: application/ms-tnef", b"\x78\x9f\x3e\x22"),
    )
    assert names(letter) == ["winmail.dat"]
    assert notes.TNEF in letter.warnings


@pytest.mark.parametrize(
    ("headers", "body", "warning"),
    [
        (["Content-Type: application/pkcs7-mime; name=smime.p7m"], b"0", notes.ENVELOPE),
        (
            ["Content-Type: multipart/encrypted; boundary=x"],
            b"--x\r\n\r\n1\r\n--x--",
            notes.ENCRYPTED,
        ),
        (["Content-Type: message/external-body; access-type=URL"], b"x", notes.NOT_FETCHED),
        (["Content-Type: multipart/mixed; boundary=x"], b"--x\r\n\r\n1\r\n", notes.CUT_OFF),
        (["Content-Transfer-Encoding: base64"], b"0J/RgNC+0YjRgyDRg9C00LDQu9C40Y", notes.CUT_OFF),
        (["Content-Transfer-Encoding: quoted-printable"], b"=D0=9F=D1=80=D0", None),
        (["Content-Transfer-Encoding: quoted-printable"], b"=D0=9F=D1=80=D", notes.CUT_OFF),
        (["Content-Type: multipart/mixed; boundary=x"], b"no parts at all", notes.BROKEN_PARTS),
        (
            ["Content-Type: multipart/mixed"],
            b"--q\r\nContent-Type: text/plain\r\n\r\nok\r\n--q--",
            notes.BROKEN_PARTS,
        ),
        (["Content-Transfer-Encoding: x-strange"], b"x", notes.BAD_ENCODING),
    ],
)
def test_oddities_are_named(headers: list[str], body: bytes, warning: str | None) -> None:
    letter = single(body, *headers)
    assert warning in letter.warnings if warning else notes.CUT_OFF not in letter.warnings
    assert letter.text or letter.attachments


@pytest.mark.parametrize(
    "head",
    [
        b"From: a@example.org\r\nSubject: abc",
        b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=x",
    ],
)
def test_a_letter_that_ends_in_its_header_is_told_as_cut_off(head: bytes) -> None:
    assert notes.CUT_OFF in read_letter(head).warnings
    assert notes.CUT_OFF not in read_letter(b"From: a@example.org\r\nSubject: abc\r\n\r\n").warnings


def test_a_wrong_boundary_is_found_in_the_body() -> None:
    body = b"--real\r\nContent-Type: text/plain\r\n\r\none\r\n--real\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF\r\n--real--"
    letter = single(body, "Content-Type: multipart/mixed; boundary=wrong")
    assert (letter.text, names(letter)) == ("one", ["a.pdf"])


def test_a_boundary_that_begins_another_is_not_mistaken() -> None:
    inner = b"--ab\r\nContent-Type: text/plain\r\n\r\ninner\r\n--ab--"
    body = (
        b"--a\r\nContent-Type: multipart/mixed; boundary=ab\r\n\r\n"
        + inner
        + b"\r\n--a\r\n\r\nouter\r\n--a--"
    )
    assert single(body, "Content-Type: multipart/mixed; boundary=a").text == "inner\n\nouter"


@pytest.mark.parametrize(
    "stated", ["text", "html", "text/plain/x", ";;;", "TEXT/PLAIN", "=?utf-8?Q?text/plain?="]
)
def test_a_strange_type_still_gives_the_text(stated: str) -> None:
    assert single(b"hello", f"Content-Type: {stated}").text == "hello"


LETTERS = st.builds(
    lambda subject, text, page, files: (subject, text, page, files),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=80),
    st.text(st.sampled_from("абвгд ёЖ abc\n№«»—=?"), min_size=1, max_size=400),
    st.booleans(),
    st.lists(
        st.tuples(
            st.from_regex(r"[a-zа-я]{1,60}\.(pdf|txt)", fullmatch=True), st.binary(max_size=300)
        ),
        max_size=4,
    ),
)


@given(LETTERS)
@settings(max_examples=60, deadline=None)
def test_what_the_standard_library_writes_is_read_back(
    made: tuple[str, str, bool, list[tuple[str, bytes]]],
) -> None:
    """The library's writer is an independent witness: what it writes must come back whole."""
    import unicodedata

    subject, text, page, files = made
    message = EmailMessage()
    message["From"] = "Анна Соколова <anna@example.org>"
    message["Subject"] = subject
    message.set_content(text)
    if page:
        message.add_alternative(f"<p>{text}</p>", subtype="html")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    letter = read_letter(message.as_bytes())
    assert letter.sender_name == "Анна Соколова"
    assert letter.subject == unicodedata.normalize("NFC", subject)
    assert letter.text.split() == unicodedata.normalize("NFC", text).split() or not text.strip()
    assert [file.content for file in letter.attachments] == [content for _, content in files]
    assert {name.partition(" ")[0].partition(".")[0] for name in names(letter)} == {
        name.partition(".")[0] for name, _ in files
    }
