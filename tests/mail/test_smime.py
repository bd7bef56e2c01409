# SPDX-License-Identifier: Apache-2.0
"""Letters signed as a whole: what is signed is told byte for byte, and what is inside an envelope is read."""

from __future__ import annotations

import pytest

from desk.documents.detached import verify_detached
from desk.domain.signatures import Verdict
from desk.mail import notes
from desk.mail.intake import read_letter, signed_part
from tests.signers import signer
from tests.smime import HEAD, TEXT, signed_letter


@pytest.mark.parametrize("opaque", [False, True])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_the_text_is_read_and_the_signature_holds(tmp_path, opaque, ends):
    content = signed_letter(tmp_path, opaque=opaque).replace(b"\r\n", b"\n").replace(b"\n", ends)
    found = read_letter(content)
    assert TEXT in found.text
    assert notes.SIGNED_INSIDE not in found.warnings
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
