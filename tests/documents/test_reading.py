# SPDX-License-Identifier: Apache-2.0
"""Words read out of somebody's PDF and office files, and what such a file must not be able to do."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from desk.documents import office_text, pdf_text
from desk.documents.office_text import office_contents
from desk.documents.pdf_text import pdf_contents
from desk.domain.contents import ENOUGH, Gap
from desk.paths import resource
from tests.reading import NAMED, locked_pdf, package, picture, scan, text_pdf, word


def test_the_words_of_a_pdf_are_read():
    found = pdf_contents(text_pdf(NAMED))
    assert NAMED in found.text
    assert found.gap is None


def test_what_a_pdf_says_beside_its_pages_is_read_too():
    made = io.BytesIO()
    page = canvas.Canvas(made)
    page.setAuthor("Author Invented")
    page.drawString(72, 700, "Text")
    page.acroForm.textfield(name="field", value="filled@example.net", x=72, y=500)
    page.textAnnotation("remark@example.net", Rect=[72, 72, 200, 200])
    page.save()
    found = pdf_contents(made.getvalue()).text
    assert {"Author Invented", "filled@example.net", "remark@example.net"} <= set(found.split("\n"))


def test_a_word_divided_at_the_end_of_a_line_is_one_word():
    pdfmetrics.registerFont(TTFont("divided", str(resource("fonts", "DejaVuSans.ttf"))))
    made = io.BytesIO()
    page = canvas.Canvas(made)
    page.setFont("divided", 12)
    page.drawString(400, 700, "Петрова Мария Ива\u00ad")
    page.drawString(72, 680, "новна")
    page.save()
    assert "Ивановна" in pdf_contents(made.getvalue()).text


def test_a_page_that_is_a_picture_is_for_a_person():
    assert pdf_contents(scan(1)).gap is Gap.PICTURE
    both = pdf_contents(scan(1, first=NAMED))
    assert NAMED in both.text
    assert both.gap is Gap.PICTURE


def test_a_long_pdf_is_read_so_far(monkeypatch):
    monkeypatch.setattr(pdf_text, "PAGES", 2)
    found = pdf_contents(text_pdf("one", "two", "three"))
    assert "two" in found.text
    assert "three" not in found.text
    assert found.gap is Gap.LONG


def test_a_pdf_with_a_password_and_one_with_files_inside_say_so():
    assert pdf_contents(locked_pdf(NAMED)).gap is Gap.LOCKED
    from pypdf import PdfWriter

    writer, made = PdfWriter(clone_from=io.BytesIO(text_pdf(NAMED))), io.BytesIO()
    writer.add_attachment("list.txt", b"others")
    writer.write(made)
    assert pdf_contents(made.getvalue()).gap is Gap.INSIDE


def test_the_words_of_an_office_file_are_read_in_their_order():
    runs = "<w:r><w:t>Петрова </w:t></w:r><w:ins w:author='Wrote Invented'><w:t>Мария</w:t></w:ins> Ивановна"
    found = office_contents(word(f"<w:p>{runs}</w:p><w:p>next<w:tab/>column</w:p>"))
    assert "Петрова Мария Ивановна\nnext column\n" in found.text
    assert "Wrote Invented" in found.text
    assert found.gap is None


@pytest.mark.parametrize(
    ("name", "part", "said"),
    [
        ("docProps/core.xml", "<p><creator>Иванов</creator><changed>Пётр</changed></p>", "Иванов\nПётр"),
        ("word/comments.xml", "<c><p>remark</p></c>", "remark"),
        ("word/_rels/document.xml.rels", "<R><r Target='mailto:a%40example.net'/></R>", "mailto:a@example.net"),
        ("xl/sharedStrings.xml", "<s><si><t>Cell</t></si><si><t>Two</t></si></s>", "Cell\nTwo"),
        ("xl/worksheets/sheet1.xml", "<s><c><v>79123456789</v></c></s>", "79123456789"),
        ("content.xml", "<d><p>Открытый<s/>формат</p></d>", "Открытый формат"),
    ],
)  # fmt: skip
def test_every_part_that_holds_words_is_read(name, part, said):
    found = office_contents(package({name: part}))
    assert said in found.text
    assert found.gap is None


@pytest.mark.parametrize(
    ("parts", "gap"),
    [
        ({"word/media/image1.png": picture()}, Gap.PICTURE),
        ({"Pictures/1.jpg": b"x"}, Gap.PICTURE),
        ({"word/embeddings/book.xlsx": b"x"}, Gap.INSIDE),
        ({"word/vbaProject.bin": b"x"}, Gap.INSIDE),
        ({"Thumbnails/thumbnail.png": b"x", "xl/printerSettings/printerSettings1.bin": b"x"}, None),
        ({"META-INF/manifest.xml": "<m><encryption-data/></m>"}, Gap.LOCKED),
        ({"word/document.xml": "<a><b></a>"}, Gap.DAMAGED),
        ({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'x@example.net'>]><a>&b;</a>"}, Gap.DAMAGED),
    ],
)  # fmt: skip
def test_what_cannot_be_read_of_a_package_is_said(parts, gap):
    assert office_contents(package(parts)).gap is gap


def test_an_archive_that_is_no_document_is_not_read():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("list.txt", NAMED)
    assert office_contents(made.getvalue()).gap is Gap.UNKNOWN


def test_entities_that_grow_are_not_unfolded():
    laughs = "".join(f"<!ENTITY l{n} '&l{n - 1};&l{n - 1};'>" for n in range(1, 40))
    text = f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY l0 'lol'>{laughs}]><a>&l39;</a>"
    found = office_contents(package({"word/document.xml": text}))
    assert found.gap is Gap.DAMAGED
    assert len(found.text) < 1000


def test_a_file_on_the_machine_is_not_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    text = f"<!DOCTYPE a [<!ENTITY b SYSTEM '{secret.as_uri()}'>]><a>&b;</a>"
    assert "secret" not in office_contents(package({"word/document.xml": text})).text


def test_a_bomb_is_opened_no_further_than_the_bound(monkeypatch):
    monkeypatch.setattr(office_text, "MOST_BYTES", 1_000_000)
    read = []
    plain = zipfile.ZipExtFile.read

    def counted(self, size=-1):
        got = plain(self, size)
        read.append(len(got))
        return got

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    bomb = {"word/document.xml": "<a>" + " <b/>" * 4_000_000 + "</a>", "word/two.xml": "<a>two</a>"}
    found = office_contents(package(bomb))
    assert found.gap is Gap.LONG
    assert sum(read) <= 1_000_000


def test_a_text_without_end_is_cut():
    found = office_contents(word("<w:p>" + "слово " * 100_000 + "</w:p>"))
    assert found.gap is Gap.LONG
    assert len(found.text) == ENOUGH


def test_nesting_without_end_does_no_harm():
    found = office_contents(word("<w:p>" * 200_000))
    assert found.gap is Gap.DAMAGED


def broken(whole):
    """``whole`` with some bytes changed, or cut off."""
    changes = st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=12)

    def build(drawn):
        edits, length = drawn
        bent = bytearray(whole)
        for at, byte in edits:
            bent[at] = byte
        return bytes(bent[:length])

    return st.tuples(changes, st.integers(1, len(whole))).map(build)


CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(broken(text_pdf("Petrova", "two")) | st.binary(max_size=200))
@example(b"%PDF-1.7\n%%EOF")
def test_no_pdf_makes_the_reader_fall(content):
    found = pdf_contents(content)
    assert found.text or found.gap


@CALM
@given(broken(word("<w:p>Petrova</w:p>")) | st.binary(max_size=200))
@example(b"PK\x03\x04")
def test_no_package_makes_the_reader_fall(content):
    office_contents(content)
