# SPDX-License-Identifier: Apache-2.0
"""Papers signed by another program: all signatures hold for both, and what such a program does opens no hole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers

from desk.documents.certificates import open_p12
from desk.documents.revisions import open_signed
from desk.documents.same_paper import differences
from desk.documents.signing import sign_field
from desk.documents.verifying import verify_pdf
from desk.domain.verdicts import Verdict
from tests.poppler import Poppler, long_lived
from tests.signers import NOW, PASSPHRASE

from .test_signing import ATTACKS, NAMES, _update, issued, roots, stamp


@pytest.fixture(scope="module")
def poppler(tmp_path_factory):
    program = Poppler(tmp_path_factory.mktemp("poppler"))
    for order in range(1, 5):
        program.learn(long_lived(f"Подписант {order}", order), f"key {order}")
    return program


@pytest.fixture(scope="module")
def signed_by(poppler) -> Callable[[str], bytes]:
    """A paper signed one after another by Desk (D) and by poppler (P)."""

    def signed(turns: str) -> bytes:
        content = issued(4)
        for order, (field, turn) in enumerate(zip(NAMES, turns, strict=False), 1):
            who = long_lived(f"Подписант {order}", order)
            if turn == "P":
                content = poppler.sign(content, field, f"key {order}")
            else:
                key = open_p12(who.p12, PASSPHRASE)
                content = sign_field(content, field, key, stamp("Подписант"), NOW)
        return content

    return signed


@pytest.mark.parametrize("turns", ["PPPP", "DPDP", "PDPD", "DDPP", "PPDD"])
def test_signatures_of_both_programs_hold_for_both(turns, poppler, signed_by):
    content = signed_by(turns)
    report = verify_pdf(content, roots())
    assert [each.field for each in report.signatures] == list(NAMES[:4])
    assert {each.verdict for each in report.signatures} == {Verdict.VALID}
    assert all(each.covers_whole and each.trusted for each in report.signatures)
    assert report.sound
    assert report.archival
    assert differences(issued(4), content) == ()
    assert content.startswith(issued(4))
    assert poppler.verify(content) == [(name, True, True) for name in NAMES[:4]]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.__name__)
def test_an_attack_on_what_poppler_signed_is_caught(attack, signed_by):
    assert not verify_pdf(attack(signed_by("PP")), roots()).sound


def test_a_signed_field_may_not_be_dated_or_framed_anew(signed_by):
    for name, value in (
        ("/M", generic.pdf_string("D:20261231000000Z")),
        ("/Border", generic.ArrayObject(map(generic.NumberObject, (0, 0, 9)))),
    ):

        def change(writer, name=name, value=value):
            field = writer.root["/AcroForm"]["/Fields"][0].get_object()
            field[generic.pdf_name(name)] = value
            writer.update_container(field)

        for turns in ("P", "D"):
            content = signed_by(turns)
            assert verify_pdf(content, roots()).sound
            assert not verify_pdf(_update(content, change), roots()).sound


def third_signed(writer, field):
    """The file with the third signature in its changed field."""
    writer.update_container(field)
    who = long_lived("Подписант 3", 3)
    return signers.sign_pdf(
        writer,
        PdfSignatureMetadata(field_name=NAMES[2]),
        signer=signers.SimpleSigner.load_pkcs12_data(who.p12, [], PASSPHRASE.encode()),
        existing_fields_only=True,
    ).getvalue()


def test_the_date_and_the_frame_that_okular_gives_a_field_in_signing_are_no_change(signed_by):
    writer = IncrementalPdfFileWriter.from_reader(open_signed(signed_by("PD")))
    field = writer.root["/AcroForm"]["/Fields"][2].get_object()
    field[generic.pdf_name("/M")] = generic.pdf_string("D:20261126073704Z")
    field[generic.pdf_name("/Border")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 2)))
    content = third_signed(writer, field)
    assert verify_pdf(content, roots()).sound
    assert differences(issued(4), content) == ()


@pytest.mark.parametrize(
    ("flags", "seen"),
    [(4, True), (132, True), (0, False), (128, False), (5, False), (6, False), (36, False)],
)
def test_a_place_hidden_by_signing_is_a_changed_one(flags, seen):
    writer = IncrementalPdfFileWriter.from_reader(open_signed(issued(4)))
    field = writer.root["/AcroForm"]["/Fields"][2].get_object()
    field[generic.pdf_name("/F")] = generic.NumberObject(flags)
    content = third_signed(writer, field)
    assert [told.params["field"] for told in differences(issued(4), content)] == [NAMES[2]] * (
        not seen
    )


def appended(content: bytes, number: int, generation: int, thing: bytes) -> bytes:
    """One object more, written by hand: pyHanko would give it a number of its own."""
    reader = open_signed(content)
    start = len(content)
    body = b"%d %d obj\n%s\nendobj\n" % (number, generation, thing)
    table = b"xref\n%d 1\n%010d %05d n \n" % (number, start, generation)
    size = max(int(reader.trailer["/Size"]), number + 1)
    root = reader.trailer.raw_get("/Root")
    trailer = b"trailer\n<< /Size %d /Root %d %d R /Prev %d >>\n" % (
        size, root.idnum, root.generation, reader.last_startxref,
    )  # fmt: skip
    return content + body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (start + len(body))


COVER = b"<< /Length 27 >>\nstream\n0 0 0 rg 50 50 200 200 re f\nendstream"


@pytest.mark.parametrize("turns", ["D", "P", "PP"])
def test_a_page_drawn_anew_under_another_generation_is_caught(turns, signed_by):
    """Programs that heed no generations would show the newer one, and pyHanko sees the older."""
    content = signed_by(turns)
    drawn = open_signed(content).root["/Pages"]["/Kids"][0].raw_get("/Contents")
    changed = appended(content, drawn.idnum, drawn.generation + 1, COVER)
    assert not verify_pdf(changed, roots()).sound
    assert verify_pdf(appended(content, 9000, 0, COVER), roots()).signatures, "it is well written"


def test_a_number_that_the_page_meant_before_is_not_given_to_anything_later():
    """Before it is signed the page points at nothing; after it something is there."""
    free = []

    def pointing(writer):
        page = writer.root["/Pages"]["/Kids"][0]
        missing = writer.allocate_placeholder()
        free.append(missing.idnum)
        page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), missing])
        writer.update_container(page)
        page["/PieceInfo"] = writer.add_object(generic.DictionaryObject())

    content = _update(issued(), pointing)
    key = open_p12(long_lived("Подписант 1", 1).p12, PASSPHRASE)
    content = sign_field(content, "operator", key, stamp("Подписант"), NOW)
    assert verify_pdf(content, roots()).sound
    assert not verify_pdf(appended(content, free[0], 0, COVER), roots()).sound
    assert differences(issued(), appended(content, free[0], 0, COVER))


@pytest.mark.parametrize("beyond", [0, 90])
def test_what_points_at_nothing_disturbs_no_signature(beyond):
    """It is null by ISO 32000-1, 7.3.10, until something is written there after a signature."""
    missing = []

    def pointing(writer):
        page = writer.root["/Pages"]["/Kids"][0]
        number = writer.allocate_placeholder().idnum + beyond
        missing.append(number)
        nothing = generic.IndirectObject(number, 0, writer)
        page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), nothing])
        page["/PieceInfo"] = writer.add_object(generic.DictionaryObject())
        writer.update_container(page)

    content = _update(issued(2), pointing)
    for order, field in enumerate(NAMES[:2], 1):
        key = open_p12(long_lived(f"Подписант {order}", order).p12, PASSPHRASE)
        content = sign_field(content, field, key, stamp("Подписант"), NOW)
    report = verify_pdf(content, roots())
    assert {each.verdict for each in report.signatures} == {Verdict.VALID}
    assert report.sound
    assert not verify_pdf(appended(content, missing[0], 0, COVER), roots()).sound
