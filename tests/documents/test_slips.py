# SPDX-License-Identifier: Apache-2.0
"""PDFs that are not quite written by the standard: what changes nothing is read, of the rest the truth is told."""

from __future__ import annotations

import io
import re
from functools import cache

import pikepdf
import pytest
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfStrictReadError
from pyhanko.sign import PdfSignatureMetadata, signers

from desk.documents.certificates import open_p12
from desk.documents.packing import TOO_LARGE
from desk.documents.revisions import open_signed
from desk.documents.same_paper import differences, origin
from desk.documents.signing import sign_field
from desk.documents.verifying import verify_pdf
from desk.domain.verdicts import Verdict
from tests.poppler import Poppler
from tests.signers import NOW, PASSPHRASE, signer

from .test_signing import (
    added_page,
    flipped,
    incremental_saving,
    issued,
    replaced_object,
    roots,
    shadow_replace,
    signed,
    stamp,
    swapped_fields,
    wrapped,
)

NOT_QUITE, DAMAGED, PROTECTED = (
    "not fully conform to the PDF standard",
    "damaged or is not a PDF",
    "is protected",
)


def slipped(content: bytes) -> bytes:
    """With object 0 replaced once more than can be counted, as Pillow writes it."""
    found, count = re.subn(rb"(xref\n0 \d+\s+0{10} )65535 f", rb"\g<1>65536 f", content)
    assert count
    return found


@cache
def slipped_and_signed() -> bytes:
    content = slipped(issued(2))
    for at, name in enumerate(("operator", "second"), 1):
        who = signer(f"Подписант {at}", order=at)
        content = sign_field(content, name, open_p12(who.p12, PASSPHRASE), stamp("Кто-то"), NOW)
    return content


def test_a_scan_that_pillow_wrote_is_verified_once_it_is_signed():
    scan, who = io.BytesIO(), signer("Подписант")
    Image.new("RGB", (99, 99)).save(scan, "PDF")
    assert b"65536 f" in scan.getvalue()
    content = signers.sign_pdf(
        IncrementalPdfFileWriter(scan, strict=False),
        PdfSignatureMetadata(field_name="Signature"),
        signer=signers.SimpleSigner.load_pkcs12_data(who.p12, [], PASSPHRASE.encode()),
    ).getvalue()
    report = verify_pdf(content, roots())
    assert report.problem is None
    assert [each.verdict for each in report.signatures] == [Verdict.VALID]
    assert report.sound


def test_a_number_of_what_is_never_there_changes_nothing(tmp_path):
    content = slipped_and_signed()
    assert verify_pdf(content, roots()).sound
    assert [valid for _field, valid, _trusted in Poppler(tmp_path / "p").verify(content)] == [
        True
    ] * 2
    assert differences(issued(2), content) == ()
    assert origin(content) == origin(issued(2))
    assert verify_pdf(slipped(signed(2)), roots()).changed_after, "it is signed, too"


@pytest.mark.parametrize(
    "attack",
    [flipped, added_page, replaced_object, swapped_fields, incremental_saving, wrapped],
    ids=lambda each: each.__name__,
)
def test_attacks_on_such_a_file_are_caught_as_on_any_other(attack):
    report = verify_pdf(attack(slipped_and_signed()), roots())
    assert not report.sound
    assert report.changed_after or report.problem == verify_pdf(attack(signed())).problem


def test_what_was_hidden_before_it_was_signed_is_caught_there_too():
    assert not verify_pdf(slipped(shadow_replace(b"")), roots()).sound


def other_object(content: bytes) -> bytes:
    return re.sub(rb"(\n[1-9]\d* 1\n\d{10}) 00000 n", rb"\g<1> 65536 n", content, count=1)


def second_row(content: bytes) -> bytes:
    at, row = content.rindex(b"xref\n0 "), rb"0000000000 65536 f \n"
    twice = rb"0 1\n" + row + rb"0 \1\n" + row
    return content[:at] + re.sub(rb"0 (\d+)\n0{10} 65535 f \n", twice, content[at:])


def too_few(content: bytes) -> bytes:
    at = content.rindex(b"/Size ")
    return content[:at] + re.sub(rb"/Size \d+", b"/Size 9", content[at:], count=1)


@pytest.mark.parametrize(
    "slip", [other_object, second_row, too_few], ids=lambda each: each.__name__
)
def test_any_other_slip_is_told_to_be_one_and_no_damage(slip):
    content = slip(slipped_and_signed())
    assert content != slipped_and_signed()
    assert NOT_QUITE in verify_pdf(content).problem.msgid


def inside_another_table() -> bytes:
    """A table that begins so and lies in another one, whose rows are six digits each."""
    content, rows = b"%PDF-1.7\n", bytes(6)
    for number, part in enumerate(
        (b"<</Pages 2 0 R>>", b"<</Kids[3 0 R]/Count 1>>", b"<</Parent 2 0 R>>"), 1
    ):
        rows += len(content).to_bytes(6, "big")
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(content)
    rows += start.to_bytes(6, "big")
    table = b"xref\n0 1\n0000000000 65536 f \ntrailer\n<</Size 4/Root 1 0 R>>\n"
    table += b" " * (-len(table) % 6)
    head = b"4 0 obj\n<</Type/XRef/Size 60/W[0 6 0]/Index[0 5 20 %d]/Root 1 0 R/Prev %09d/Length %d>>stream\n"
    for within in (0, start + len(head % (10, 0, 10)) + len(rows)):
        opened = head % (len(table) // 6, within, len(rows + table))
    return (
        content + opened + rows + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    )


def test_such_a_row_of_which_more_depends_is_not_passed_over():
    with pytest.raises(PdfStrictReadError, match="Illegal generation 65536"):
        open_signed(inside_another_table())


def test_what_is_cut_short_is_told_to_be_damaged():
    content = signed()[:-2000]
    assert DAMAGED in verify_pdf(content).problem.msgid


def test_what_cannot_be_compared_is_told_as_it_is():
    def saved(encryption: pikepdf.Encryption | bool) -> bytes:
        with pikepdf.open(io.BytesIO(issued())) as pdf:
            drawn = pdf.pages[0].obj.Contents
            if not encryption:
                drawn.write(
                    drawn.read_bytes().hex().encode() + b">", filter=pikepdf.Name.ASCIIHexDecode
                )
            out = io.BytesIO()
            pdf.save(out, encryption=encryption, compress_streams=False)
            return out.getvalue()

    for password in ("", "x"):
        locked = saved(pikepdf.Encryption(owner="o", user=password))
        assert [PROTECTED in each.msgid for each in differences(issued(), locked)] == [True]
        assert origin(locked) in ("", origin(issued()))
    assert differences(issued(), saved(False)) == (TOO_LARGE,)
    assert DAMAGED in differences(issued(), b"%PDF-1.7")[0].msgid
