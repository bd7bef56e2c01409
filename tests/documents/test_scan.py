# SPDX-License-Identifier: Apache-2.0
"""Files that are no honest scans: damaged, locked, endless, absurdly large. Each is a sentence."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from desk.documents.scan import MOST_PAGES, read_pages
from desk.domain.scans import ReadPage, StackFile
from desk.errors import Refusal
from desk.services.signature.scan_reading import read_stack

WHITE = Image.new("L", (600, 800), 250)


def saved(image: Image.Image, kind: str, **options) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def pdf(pages: int = 1, drawn: bytes = b"", **options) -> bytes:
    made = pikepdf.new()
    for _page in range(pages):
        made.add_blank_page(page_size=(595, 842)).Contents = made.make_stream(drawn)
    written = io.BytesIO()
    made.save(written, **options)
    return written.getvalue()


def pdf_with_picture(side: int) -> bytes:
    """One page that claims to hold a picture of ``side`` by ``side`` pixels."""
    made = pikepdf.new()
    page = made.add_blank_page()
    packed = zlib.compress(bytes(side * side // 8))
    picture = pikepdf.Stream(
        made, packed, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=side, Height=side,
        ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=1, Filter=pikepdf.Name.FlateDecode,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
    page.Contents = made.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def tiff_head(width: int, height: int, after: int = 0) -> bytes:
    """The head of a TIFF that claims a size, and where its next page is."""
    entries = (
        (256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height), (279, 10),
    )  # fmt: skip
    body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    head = b"II*\0" + struct.pack("<IH", 8, len(entries))
    return head + body + struct.pack("<I", after) + bytes(200)


def problems(content: bytes) -> list[tuple[int, str]]:
    pages = [page for page in read_pages(content) if isinstance(page, ReadPage)]
    return [(page.page, page.problem.msgid) for page in pages if page.problem]


LOCKED = pdf(encryption=pikepdf.Encryption(owner="a", user="b"))


@pytest.mark.parametrize(
    ("content", "page", "sentence"),
    [
        (b"", 0, "damaged"),
        (b"%PDF-1.7 nothing else", 0, "damaged"),
        (b"PK\3\4 an office file", 0, "damaged"),
        (LOCKED, 0, "password"),
        (pdf(MOST_PAGES + 1), 0, "more than"),
        (pdf_with_picture(10_000), 1, "too large"),
        (saved(Image.new("1", (12_000, 12_000)), "PNG"), 0, "too large"),
        (tiff_head(0xFFFFFFF0, 0xFFFFFFF0), 0, "too large"),
        (saved(WHITE, "JPEG")[:700], 1, "damaged"),
        (saved(WHITE, "TIFF", save_all=True, append_images=[Image.new("L", (9, 9))] * MOST_PAGES), 0, "more than"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_sentence(content, page, sentence):
    [(number, told)] = problems(content)
    assert number == page
    assert sentence in told


@pytest.mark.parametrize(
    "content",
    [
        tiff_head(10, 10, after=8),
        pdf(),
        saved(Image.new("RGBA", (300, 400), (0, 0, 0, 0)), "PNG"),
        saved(Image.new("I;16", (300, 400), 65_535), "PNG"),
        saved(Image.new("CMYK", (300, 400)), "JPEG"),
        saved(Image.new("P", (300, 400), 0).convert("1").point(lambda _level: 255), "TIFF"),
    ],
)
def test_odd_but_honest_pictures_are_empty_sides(content):
    count, page = read_pages(content)
    assert count == 1
    assert page.problem is None
    assert page.empty


def test_a_sheet_of_absurd_size_is_drawn_small():
    made = pikepdf.new()
    made.add_blank_page().MediaBox = pikepdf.Array([0, 0, 10**9, 10**9])
    written = io.BytesIO()
    made.save(written)
    _count, page = read_pages(written.getvalue())
    assert max(Image.open(io.BytesIO(page.picture)).size) <= 1500


def test_somebody_else_s_code_is_told_and_ours_comes_first():
    sheet = Image.new("L", (1654, 2339), 255)
    foreign = zxingcpp.create_barcode("ST00012|Name=Shop", zxingcpp.BarcodeFormat.QRCode)
    sheet.paste(Image.fromarray(foreign.to_image(scale=6)), (200, 200))
    _count, page = read_pages(saved(sheet, "PNG"))
    assert page.codes == ("ST00012|Name=Shop",)
    assert not page.empty
    ours = "DESK1 ACT/2026-001 0123456789AB 1/1"
    own = zxingcpp.create_barcode(ours, zxingcpp.BarcodeFormat.QRCode)
    sheet.paste(Image.fromarray(own.to_image(scale=6)), (1300, 2000))
    _count, page = read_pages(saved(sheet, "PNG"))
    assert page.codes == (ours,)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_picture_stands_upright(turn):
    sheet = Image.new("L", (1654, 2339), 255)
    own = zxingcpp.create_barcode("DESK1 ACT/1 0123456789AB 1/1", zxingcpp.BarcodeFormat.QRCode)
    sheet.paste(Image.fromarray(own.to_image(scale=6)), (1400, 2100))
    _count, page = read_pages(saved(sheet.rotate(turn, expand=True), "PNG"))
    seen = Image.open(io.BytesIO(page.picture))
    assert seen.height > seen.width
    corner = seen.crop((seen.width // 2, seen.height // 2, seen.width, seen.height))
    assert corner.getextrema()[0] < 50


def test_a_page_without_end_ends_in_a_sentence_and_the_next_file_is_read():
    endless = pdf(drawn=b"0 0 m " + b"100 500 400 700 500 20 c S 0 0 m " * 2_000_000)
    files = [StackFile("endless.pdf", endless), StackFile("good.png", saved(WHITE, "PNG"))]
    stack = read_stack(files, patience=4)
    first, second = stack.pages
    assert (first.page, second.file, second.empty) == (1, 1, True)
    assert "too long" in first.problem.msgid


def test_more_files_than_anybody_looks_through_are_not_read(monkeypatch):
    monkeypatch.setattr("desk.services.signature.scan_reading.MOST_TOGETHER", 1)
    files = [StackFile("a.png", saved(WHITE, "PNG")), StackFile("b.png", saved(WHITE, "PNG"))]
    first, second = read_stack(files).pages
    assert first.empty
    assert "at once" in second.problem.msgid


def test_pictures_of_a_few_pixels_are_read_or_refused():
    for size in ((1, 1), (2, 1), (1, 900), (7, 3)):
        _count, page = read_pages(saved(Image.new("L", size, 250), "PNG"))
        assert page.picture or page.problem


def test_a_file_that_breaks_its_reader_costs_itself_alone(monkeypatch):
    monkeypatch.setattr("desk.services.signature.scan_reading.serve", broken)
    stack = read_stack([StackFile("a.pdf", b"x"), StackFile("b.pdf", b"y")])
    assert [(page.file, page.page) for page in stack.pages] == [(0, 1), (1, 1)]
    assert all("cannot be read" in page.problem.msgid for page in stack.pages)


def broken(line: object) -> None:
    """A reading process that ends at its first file as a crash would."""
    import os

    line.recv()
    os._exit(11)


def wounded(seed: int, count: int) -> None:
    """Read ``count`` files with up to twenty bytes changed."""
    chance = random.Random(seed)
    kinds = ("JPEG", "PNG", "TIFF")
    wholes = [saved(Image.new("L", (60, 80), 250), kind) for kind in kinds]
    wholes += [
        saved(Image.new("1", (60, 80), 1), "TIFF", compression="group4"),
        pdf_with_picture(64),
    ]
    for turn in range(count):
        content = bytearray(wholes[turn % len(wholes)])
        for _wound in range(chance.randint(1, 20)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        pages = [page for page in read_pages(bytes(content)) if isinstance(page, ReadPage)]
        assert all(page.picture or isinstance(page.problem, Refusal) for page in pages)


def test_wounded_files_are_read_or_refused():
    wounded(5, 60)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [6, 7])
def test_very_many_wounded_files(seed):
    wounded(seed, 1500)
