# SPDX-License-Identifier: Apache-2.0
"""Letters signed as a whole: what is signed is told byte for byte, and what is inside an envelope is read."""

from __future__ import annotations

import pytest

from desk.documents.detached import verify_detached
from desk.domain.kinds import DemandKind
from desk.domain.letter_words import Passage, passages, plain
from desk.domain.verdicts import Verdict
from desk.mail import notes
from desk.mail.intake import read_letter, signed_part
from tests.signers import signer
from tests.smime import FOOTER, HEAD, TEXT, signed_letter, with_footer


@pytest.mark.parametrize("opaque", [False, True])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_the_text_is_read_and_the_signature_holds(tmp_path, opaque, ends):
    content = signed_letter(tmp_path, opaque=opaque).replace(b"\r\n", b"\n").replace(b"\n", ends)
    found = read_letter(content)
    assert TEXT in found.text
    assert not {notes.ENVELOPE, notes.SIGNATURE_LOST} & set(found.warnings)
    part = signed_part(content)
    report = verify_detached(part.content, part.signature, [signer().issuer])
    assert report.signatures[0].verdict is Verdict.VALID
    assert report.signatures[0].certificate.name == "Гостов Пётр Вымыслович"
    assert not verify_detached(part.content + b"!", part.signature).sound


def test_a_changed_word_breaks_a_clear_signed_letter(tmp_path):
    content = signed_letter(tmp_path)
    place = content.index(b"0J/R")  # the first word of the text, as base64
    part = signed_part(content[:place] + b"1J/R" + content[place + 4 :])
    report = verify_detached(part.content, part.signature)
    assert report.signatures[0].verdict is Verdict.BROKEN


def test_a_part_added_beside_what_is_signed_breaks_it(tmp_path):
    content = signed_letter(tmp_path).rstrip()
    assert content.endswith(b"--")
    mark = content[content.rindex(b"\n--") + 1 : -2]
    more = b"\r\n\r\nI withdraw my consent.\r\n" + mark + b"--\r\n"
    part = signed_part(content[:-2] + more)
    report = verify_detached(part.content, part.signature)
    assert report.signatures[0].verdict is Verdict.BROKEN


def test_files_inside_an_envelope_are_files_of_the_letter(tmp_path):
    found = read_letter(signed_letter(tmp_path, opaque=True, enclosed=b"%PDF-1.7 invented"))
    assert [(file.name, file.content) for file in found.attachments] == [
        ("scan.pdf", b"%PDF-1.7 invented")
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"From: a@example.org\n\nHello",
        HEAD.encode() + b"Content-Type: multipart/signed; boundary=x\n\n--x\n\nonly one\n--x--\n",
        HEAD.encode() + b"Content-Type: application/pkcs7-mime\n\nMIIGygYJ",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"no letter",
    ],
)
def test_what_is_not_signed_as_a_whole_has_no_signed_part(content):
    assert signed_part(content) is None


@pytest.mark.parametrize("rest", ["", "\n--x\n--x--\n", "\n--x--\n"])
def test_a_letter_that_says_it_is_signed_and_bears_no_signature_is_told(rest):
    head = f"{HEAD}Content-Type: multipart/signed; boundary=x\n\n--x\n\n{TEXT}"
    found = read_letter((head + rest).encode())
    assert notes.SIGNATURE_LOST in found.warnings
    assert TEXT in found.text
    assert notes.SIGNATURE_LOST not in read_letter(f"{HEAD}\n{TEXT}".encode()).warnings


@pytest.mark.parametrize("opaque", [False, True])
def test_a_signed_part_is_kept_apart_and_its_words_told_from_the_others(tmp_path, opaque):
    content = with_footer(signed_letter(tmp_path, opaque=opaque))
    found = read_letter(content)
    assert passages(found.text) == (Passage(TEXT, "signed-1.eml"), Passage(FOOTER))
    assert plain(found.text).split() == f"{TEXT} {FOOTER}".split()
    assert notes.SIGNED_PART in found.warnings
    assert notes.SIGNED_ENCLOSED not in found.warnings
    assert signed_part(content) is None, "the letter as a whole is not signed"
    part = signed_part(found.attachments[0].content)
    assert found.attachments[0].name == "signed-1.eml"
    assert verify_detached(part.content, part.signature).sound
    assert FOOTER.encode() not in part.content
    assert TEXT in read_letter(found.attachments[0].content).text


SIGNS = "\ufff9signed-{0}.eml\ufffa\nОтзываю согласие на обработку.\n\ufffb"
HIDDEN = (
    SIGNS.replace("\ufff9", "&#xfff9;").replace("\ufffa", "&#65530;").replace("\ufffb", "&#xFFFB;")
)


@pytest.mark.parametrize("forged", [SIGNS.format(1), SIGNS.format(2), "\n\ufffb\n", "\ufff9"])
def test_words_that_nobody_signed_cannot_pretend_to_be_signed(tmp_path, forged):
    footer = f"{forged}\nОтзываю согласие."
    found = read_letter(with_footer(signed_letter(tmp_path), footer))
    signed, rest = passages(found.text)
    assert (signed.text, signed.signed) == (TEXT, "signed-1.eml")
    assert (rest.signed, "Отзываю согласие." in rest.text) == ("", True)


@pytest.mark.parametrize("kind", ["plain", "html", "hidden", "enclosed"])
@pytest.mark.parametrize("media_type", ["message/rfc822", "application/octet-stream"])
def test_an_unsigned_letter_has_no_signed_part_whatever_it_draws(tmp_path, kind, media_type):
    text = SIGNS.format(1)
    words = f"Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    if kind in ("html", "hidden"):
        text = text if kind == "html" else HIDDEN.format(1)
        words = f"Content-Type: text/html; charset=utf-8\n\n<pre>{text}</pre>\n"
    elif kind == "enclosed":
        words = f"Content-Type: message/rfc822\n\n{HEAD}{words}"
    head = f"{HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=list\n\n--list\n"
    file = (
        f"\n--list\nContent-Type: {media_type}\n"
        'Content-Disposition: attachment; filename="signed-1.eml"\n\n'
    )
    content = (head + words + file).encode() + signed_letter(tmp_path) + b"\n--list--\n"
    found = read_letter(content)
    assert "Отзываю согласие" in found.text
    assert not any(part.signed for part in passages(found.text))
    assert found.text == plain(found.text)
    assert notes.SIGNED_ENCLOSED in found.warnings
    assert notes.SIGNED_PART not in found.warnings


def test_a_signed_part_of_an_enclosed_letter_is_none_of_this_one(tmp_path):
    inner = with_footer(signed_letter(tmp_path))
    head = f"{HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=out\n\n--out\n"
    content = f"{head}Content-Type: message/rfc822\n\n".encode() + inner + b"\n--out--\n"
    found = read_letter(content)
    assert TEXT in found.text
    assert not any(part.signed for part in passages(found.text))


def test_what_a_text_draws_stays_as_it_is():
    text = "Итого ⌈2,5⌉ = 3 「так」\n┌─ signed-1.eml\n│ Пётр │\n├─ ╭─ ┟─ ⎰─\n└─ signed-1.eml"
    found = read_letter(f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode())
    assert found.text == text


def test_a_file_called_like_a_signed_part_does_not_take_its_name(tmp_path):
    other = b"Content-Type: text/plain\nContent-Disposition: attachment; filename=signed-1.eml\n\nno\n--list\n"
    content = with_footer(signed_letter(tmp_path)).replace(b"--list\n", b"--list\n" + other, 1)
    found = read_letter(content)
    assert [file.name for file in found.attachments[:1]] == ["signed-1.eml"]
    assert signed_part(found.attachments[0].content) is not None
    assert "signed-1 (2).eml" in [file.name for file in found.attachments]


@pytest.mark.parametrize("opaque", [False, True])
def test_a_letter_signed_twice_as_a_whole_has_no_part_apart(tmp_path, opaque):
    inner = signed_letter(tmp_path, opaque=opaque).removeprefix(HEAD.encode())
    outer = (
        HEAD.encode() + b'Content-Type: multipart/signed; boundary="o"\n\n--o\n' + inner
        + b"\n--o\nContent-Type: application/pkcs7-signature\n\nMII=\n--o--\n"
    )  # fmt: skip
    found = read_letter(outer)
    assert TEXT in found.text
    assert notes.SIGNED_PART not in found.warnings


@pytest.mark.parametrize("opaque", [False, True])
def test_the_subject_of_a_signed_letter_demands_nothing_for_nobody_signed_it(tmp_path, opaque):
    content = signed_letter(tmp_path, opaque=opaque)
    assert notes.UNSIGNED_SUBJECT not in read_letter(content).warnings
    subject = "Subject: Отзываю согласие, прошу уничтожить мои данные".encode()
    found = read_letter(content.replace(b"Subject: Request", subject))
    assert [each.kind for each in found.demands] == [DemandKind.ACCESS]
    assert notes.UNSIGNED_SUBJECT in found.warnings
    unsigned = f"{HEAD}\n{TEXT}\n".encode().replace(b"Subject: Request", subject)
    assert DemandKind.WITHDRAW in [each.kind for each in read_letter(unsigned).demands]


@pytest.mark.parametrize("opaque", [False, True])
def test_demands_that_stand_outside_of_the_signed_part_are_told_to_be_unsigned(tmp_path, opaque):
    content = with_footer(signed_letter(tmp_path, opaque=opaque), "Прошу удалить мои данные.")
    content = content.replace(b"Subject: Request", "Subject: Отзываю согласие".encode())
    found = {each.kind: each for each in read_letter(content).demands}
    assert [kind for kind in found if not found[kind].unsigned] == [DemandKind.ACCESS]
    assert found[DemandKind.WITHDRAW].unsigned, "the subject"
    assert found[DemandKind.DESTROY].unsigned, "what was added below"
    plain = f"{HEAD}\n{TEXT}\n".encode()
    assert not any(each.unsigned for each in read_letter(plain).demands)


def test_the_sender_is_told_with_what_is_signed(tmp_path):
    assert signed_part(signed_letter(tmp_path)).sender == "who@example.org"
    found = read_letter(with_footer(signed_letter(tmp_path)))
    assert signed_part(found.attachments[0].content).sender == "", "its own header names nobody"
