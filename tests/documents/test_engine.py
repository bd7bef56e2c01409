# SPDX-License-Identifier: Apache-2.0
"""The paper as a file: fonts, text, languages, validity, identity, signature fields, codes."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

import page
import pikepdf
import pytest
import zxingcpp
from PIL import Image
from reportlab.pdfbase import pdfmetrics

from desk.documents import fonts
from desk.documents.marks import Mark, read_mark
from desk.documents.pdfa import archival
from desk.documents.render import render
from desk.domain.kinds import LanguageMode
from desk.domain.values import Both

from .sample import LETTER, approver, facts, flat, returning, text_of, try_words

MODES = tuple(LanguageMode)
LONG = facts(
    passages={
        "item2": Both("Сведения о целях обработки изложены ниже. " * 90, "Purposes. " * 300),
        "closing": Both("С уважением,", "Yours faithfully,"),
    }
)


def made(form=LETTER, of=None, mode=LanguageMode.RU, state="issued"):
    return render(form, of or facts(), mode, state=state, words=try_words)


def pictures(content: bytes, dots: int = 150) -> list[Image.Image]:
    done = subprocess.run(
        ["pdftoppm", "-r", str(dots), "-gray", "-"], input=content, capture_output=True, check=True
    )
    rest, found = done.stdout, []
    while rest:
        with Image.open(io.BytesIO(rest)) as image:
            found.append(image.copy())
        width, height = found[-1].size
        rest = rest[len(f"P5\n{width} {height}\n255\n") + width * height :]
    return found


def codes(content: bytes) -> list[Mark | None]:
    return [
        read_mark(found.text)
        for picture in pictures(content)
        for found in zxingcpp.read_barcodes(picture)
    ]


@pytest.mark.parametrize("state", ["draft", "specimen", "issued"])
@pytest.mark.parametrize("mode", MODES)
def test_every_font_is_embedded(mode, state, tmp_path):
    strange = facts(subject_name="Nguyễn Thị Phương ₫ ☑ →")
    path = tmp_path / "paper.pdf"
    path.write_bytes(made(of=strange, mode=mode, state=state).content)
    listed = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout
    rows = listed.splitlines()[2:]
    assert len(rows) >= 4
    for row in rows:
        assert row.split()[-5] == "yes", row
        assert "Helvetica" not in row


def test_text_can_be_selected_in_both_languages():
    text = flat(made(mode=LanguageMode.BOTH).content)
    assert "сообщаем сведения" in text
    assert "please find the information" in text
    assert "При расхождении текстов преимущество имеет текст на русском языке" in text
    assert "the Russian text prevails" in text


def test_papers_of_one_language_do_not_speak_of_prevailing():
    assert "преимущество" not in flat(made().content)


def test_properties_name_title_author_and_language():
    with pikepdf.open(io.BytesIO(made(mode=LanguageMode.EN).content)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == "Reply to a request"
        assert str(pdf.docinfo["/Author"]) == "Maria Petrovna Obraztsova"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261122090000+00")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("wanted", [facts(), LONG, facts(subject_name="Nguyễn Ươn ₫ ☑ → გ")])
def test_issued_papers_are_archival(wanted, mode):
    report = page.validate_pdf_bytes(made(of=wanted, mode=mode).content, profile="2b")
    assert report.is_compliant, [failure.message for failure in report.failures]


@pytest.mark.parametrize("number", range(40))
def test_no_stream_ends_so_that_a_reader_finds_it_short(number):
    """The last byte of a compressed stream is as good as random, so many papers are tried."""
    content = made(of=facts(number=f"letter/2026-{number:03}")).content
    assert b"\r\nendstream" not in content


def test_a_font_whose_stream_would_end_in_a_return_is_made_longer():
    drawn = io.BytesIO(made(state="specimen").content)
    with pikepdf.open(drawn) as pdf:
        font = next(o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Length1" in o)
        data = font.read_bytes()
        data += bytes([(0x0D - zlib.adler32(data)) & 0xFF])
        assert zlib.adler32(data) & 0xFF == 0x0D
        font.write(data)
        font.Length1 = len(data)
        bent = io.BytesIO()
        pdf.save(bent)
    content = archival(bent.getvalue(), dt.datetime.now(dt.UTC), "ab" * 32)
    assert b"\r\nendstream" not in content
    assert page.is_pdf_compliant_bytes(content, profile="2b")


def test_the_same_facts_give_the_same_bytes():
    ours = made(mode=LanguageMode.BOTH).content
    script = (
        "import sys; from tests.documents.sample import *; from desk.documents.render import render;"
        "from desk.domain.kinds import LanguageMode as M;"
        "r = render(LETTER, facts(), M.BOTH, state='issued', words=try_words);"
        "sys.stdout.buffer.write(r.content)"
    )
    other = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Ho_Chi_Minh"},
    ).stdout
    assert ours == other


def test_other_facts_give_another_identity():
    one, two = made(), made(of=facts(subject_name="Другая Анна"))
    assert one.digest != two.digest
    with (
        pikepdf.open(io.BytesIO(one.content)) as first,
        pikepdf.open(io.BytesIO(two.content)) as second,
    ):
        assert first.trailer.ID[0] != second.trailer.ID[0]
        assert first.trailer.ID[1] != second.trailer.ID[1]


def test_each_signer_has_one_empty_field_over_the_line():
    form = returning(approver=approver)
    with pikepdf.open(io.BytesIO(made(form).content)) as pdf:
        fields = {str(f.T): f for f in pdf.Root.AcroForm.Fields}
        assert set(fields) == {"operator", "approval"}
        for field in fields.values():
            assert field.FT == "/Sig"
            assert "/V" not in field
            assert field.Subtype == "/Widget", "field and widget are one object"
            assert "/Kids" not in field
            left, bottom, right, top = (int(edge) for edge in field.Rect)
            assert right - left > 90
            assert 25 < top - bottom < 45


def test_a_field_has_what_programs_that_sign_ask_for():
    """ISO 32000-1, 12.5.2, 12.5.6.19 and 12.7.2: what readers demand before they offer to sign."""
    with pikepdf.open(io.BytesIO(made(returning(approver=approver)).content)) as pdf:
        form = pdf.Root.AcroForm
        assert set(form.keys()) == {"/Fields", "/SigFlags"}, "no /XFA, no /NeedAppearances"
        assert form.SigFlags == 1, "signatures there are; appending only is asked for once signed"
        assert "/Perms" not in pdf.Root
        drawn = {each.objgen: page for page in pdf.pages for each in page.Annots}
        for field in form.Fields:
            assert set(field.keys()) == {
                "/Type",
                "/Subtype",
                "/FT",
                "/T",
                "/F",
                "/Rect",
                "/P",
                "/AP",
            }
            assert field.Type == "/Annot"
            assert int(field.F) & 4, "printed"
            assert not int(field.F) & (1 | 2 | 32 | 64), "seen, and not read-only"
            page = drawn[field.objgen]
            assert field.P.objgen == page.obj.objgen
            left, bottom, right, top = map(float, field.Rect)
            assert 0 < left < right < float(page.mediabox[2])
            assert 0 < bottom < top < float(page.mediabox[3])
            assert isinstance(field.AP.N, pikepdf.Stream)


def test_drafts_and_specimens_have_no_fields():
    for state in ("draft", "specimen"):
        with pikepdf.open(io.BytesIO(made(state=state).content)) as pdf:
            assert "/AcroForm" not in pdf.Root


@pytest.mark.parametrize("returns", [False, True])
def test_every_page_carries_its_code(returns):
    done = made(returning(returns=returns), LONG)
    assert done.pages > 1
    marks = codes(done.content)
    assert marks == [
        Mark("LETTER/2026-014", done.digest[:12].upper(), number, done.pages)
        for number in range(1, done.pages + 1)
    ]
    assert all(len(str(mark)) <= 55 for mark in marks)


def test_a_returning_paper_has_the_larger_code_at_the_lower_right():
    for returns, side in ((False, 15), (True, 25)):
        (picture,) = pictures(made(returning(returns=returns)).content)
        (found,) = zxingcpp.read_barcodes(picture)
        corner, other = found.position.bottom_right, found.position.bottom_left
        millimetre = picture.width / 210
        assert (corner.x - other.x) / millimetre == pytest.approx(side, abs=1)
        assert corner.x / millimetre == pytest.approx(200, abs=1)
        assert corner.y / millimetre > 285


def test_a_foreign_code_is_no_mark():
    assert read_mark("https://example.org/") is None
    assert read_mark(str(Mark("letter/2026-014", "ab" * 6, 2, 9))) == Mark(
        "LETTER/2026-014", "AB" * 6, 2, 9
    )


def test_a_draft_says_so_has_no_code_and_no_number():
    content = made(
        of=facts(number="", issued_at=None), mode=LanguageMode.BOTH, state="draft"
    ).content
    text = text_of(content)
    assert "ЧЕРНОВИК" in text
    assert "DRAFT" in text
    assert "№ ____" in text
    assert codes(content) == []


def test_specimens_and_demonstrations_say_so():
    assert "ОБРАЗЕЦ" in text_of(made(state="specimen").content)
    assert "ОБРАЗЕЦ" in text_of(made(of=facts(demonstration=True)).content)
    assert "ОБРАЗЕЦ" not in text_of(made().content)


def test_the_word_of_a_draft_goes_across_every_page_below_the_text():
    def largest_first(content: bytes) -> list[float]:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return [
                next(
                    float(operands[1])
                    for operands, operator in pikepdf.parse_content_stream(sheet)
                    if str(operator) == "Tf" and float(operands[1]) != 12
                )
                for sheet in pdf.pages
            ]

    assert min(largest_first(made(of=LONG, state="draft").content)) > 60
    assert max(largest_first(made(of=LONG).content)) < 20


def test_the_foot_names_form_number_sheet_and_fingerprint():
    done = made(returning(prints_head=True), facts(journal_head="abcdef0123456789"))
    text = flat(done.content)
    assert "Форма «Пробное письмо», редакция 1 · № 2026-014 · лист 1 из 1" in text
    assert f"отпечаток {done.digest[:12]}" in text
    assert "журнал abcdef012345" in text


def test_pages_are_numbered_above_from_the_second():
    done = made(of=LONG)
    assert done.pages > 1
    first = text_of(done.content, "-f", "1", "-l", "1", "-layout").splitlines()[0].strip()
    second = text_of(done.content, "-f", "2", "-l", "2", "-layout").splitlines()[0].strip()
    assert first != "1"
    assert second == "2"


def test_an_unissued_moment_is_the_day_of_the_paper():
    with pikepdf.open(io.BytesIO(made(of=facts(issued_at=None)).content)) as pdf:
        assert str(pdf.docinfo["/ModDate"]).startswith("D:20261122000000")


def test_moments_of_other_zones_are_said_in_universal_time():
    east = dt.timezone(dt.timedelta(hours=7))
    at = dt.datetime(2026, 11, 22, 16, 0, tzinfo=east)
    with pikepdf.open(io.BytesIO(made(of=facts(issued_at=at)).content)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261122090000")


def test_a_face_is_cut_down_for_one_paper_at_a_time():
    fonts.register()
    face = pdfmetrics.getFont(fonts.TEXT).face
    letters = [0, *(c for c in range(0xC0, 0x180) if c in face.charToGlyph), *range(0x410, 0x450)]
    alone, before = face.makeSubset(letters), sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(face.makeSubset, [letters] * 200)) == {alone}
    finally:
        sys.setswitchinterval(before)


def test_papers_can_be_made_on_several_threads():
    texts = [facts(subject_name=f"<Щёголева {number}>") for number in range(24)]
    alone = [made(of=each, state="specimen").content for each in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda each: made(of=each, state="specimen").content, texts))
    assert together == alone
