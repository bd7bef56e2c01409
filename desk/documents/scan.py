# SPDX-License-Identifier: Apache-2.0
"""Scanned files into pages: a picture of each, and what the codes on it say.

What a file claims is not believed: kinds, pages and pixels are limited, and reading runs in a process
that may be ended at any moment (``services/scan_reading``). Damage is a sentence, never another error.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps
from zxingcpp import BarcodeFormat as Kind

from desk.documents.marks import read_mark
from desk.domain.scans import ReadPage
from desk.errors import N_, Refusal

MOST_PAGES = 500
"""Of one file; whole ledgers are scanned in parts."""
MOST_PIXELS = Image.MAX_IMAGE_PIXELS or 0
"""89 million; an A3 sheet at 600 dpi has 70."""
_POINTS = 72
_LEAST_DOTS, _USUAL_DOTS, _MOST_DOTS = 150, 200, 300
_LONGEST = 3600
"""Pixels a side that is read: A4 at 300 dpi."""
_SHOWN = 1500
"""Pixels of the longer side of the picture people look at."""
_CODE = 120
"""Most signs of somebody else’s code that are told."""
_OURS = zxingcpp.BarcodeFormats(Kind.QRCode)
_ANY = zxingcpp.BarcodeFormats(
    [Kind.QRCode, Kind.DataMatrix, Kind.Aztec, Kind.PDF417, Kind.Code128, Kind.EAN13]
)
_CORNER = (0.45, 0.3)
"""Share of width and height in which the code lies, with room for a skewed sheet."""

_DAMAGED = N_("The file is damaged or not what its name says.")
_SPOILT = N_("The page is damaged and cannot be shown.")
_TOO_LARGE = N_("The picture is too large. Scan at 300 dpi.")


class _Sheets(Protocol):
    """A file open for reading, page by page from 0."""

    def __len__(self) -> int: ...

    def image(self, number: int) -> Image.Image: ...


def read_pages(content: bytes, file: int = 0) -> Iterator[ReadPage | int]:
    """First the number of pages, then each page; a file that cannot be read is one page 0 with its problem."""
    try:
        sheets: _Sheets = _Pdf(content) if b"%PDF-" in content[:1024] else _Picture(content)
        if len(sheets) > MOST_PAGES:
            raise Refusal(
                N_("The file has more than {most} pages. Scan it in parts."), most=MOST_PAGES
            )
    except Refusal as refusal:
        yield 1
        yield ReadPage(file, 0, problem=refusal)
        return
    yield len(sheets)
    for number in range(len(sheets)):
        try:
            page = _read_page(sheets, file, number)
        except Refusal as refusal:
            page = ReadPage(file, number + 1, problem=refusal)
        yield page


def read_codes(image: Image.Image) -> list[zxingcpp.Barcode]:
    """The desk’s own codes on a grey page, else whatever other codes are there; the cheap ways first."""
    found: list[zxingcpp.Barcode] = []
    for view in _views(image):
        found = zxingcpp.read_barcodes(view, formats=_OURS)
        ours = [code for code in found if read_mark(code.text)]
        if ours:
            return ours
    return zxingcpp.read_barcodes(image, formats=_ANY)


def _views(image: Image.Image) -> Iterator[Image.Image]:
    """The page, then what helps a faint, blurred or speckled code: its corner alone, doubled, smoothed."""
    yield image
    width, height = (round(side * share) for side, share in zip(image.size, _CORNER, strict=True))
    right, bottom = image.width - width, image.height - height
    for left, top in ((right, bottom), (0, 0), (0, bottom), (right, 0)):
        corner = image.crop((left, top, left + width, top + height))
        yield corner
        yield corner.filter(ImageFilter.GaussianBlur(1))
        doubled = corner.resize((width * 2, height * 2), Image.Resampling.BICUBIC)
        yield doubled
        yield doubled.filter(ImageFilter.GaussianBlur(1.5))
    yield image.filter(ImageFilter.MedianFilter(3))
    yield image.reduce(2)


def _read_page(sheets: _Sheets, file: int, number: int) -> ReadPage:
    with _sentences(_SPOILT):
        return _read(sheets.image(number), file, number + 1)


def _read(image: Image.Image, file: int, page: int) -> ReadPage:
    image.thumbnail((_LONGEST, _LONGEST))
    grey = image.convert("L")
    codes = read_codes(grey)
    if codes and read_mark(codes[0].text):
        # Turned to the nearest quarter, so that a person need not read upside down.
        image = image.rotate(round(codes[0].orientation / 90) * 90, expand=True)
    image.thumbnail((_SHOWN, _SHOWN), reducing_gap=2.0)
    picture = io.BytesIO()
    image.save(picture, "JPEG", quality=70)
    told = tuple(dict.fromkeys(code.text[:_CODE] for code in codes))
    return ReadPage(file, page, told, not codes and _is_empty(grey), picture.getvalue())


def _is_empty(grey: Image.Image) -> bool:
    """Whether nothing is on the page but the paper’s own shade, the scanner’s rim aside."""
    small = grey.reduce(max(1, grey.width // 400))
    rim = small.width // 20
    levels = small.crop((rim, rim, small.width - rim, small.height - rim)).histogram()
    total = sum(levels)
    seen, paper = 0, 0
    while seen * 2 < total:
        seen += levels[paper]
        paper += 1
    return sum(levels[: max(paper - 40, 0)]) * 20_000 < total


class _Pdf:
    """Pages of a PDF, drawn at the resolution they were scanned with."""

    def __init__(self, content: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(content)
            self._pages = len(self._document)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower() or "security" in str(error).lower()
            sentence = N_("The file is locked with a password. Save it without one.")
            raise Refusal(sentence if locked else _DAMAGED) from error

    def __len__(self) -> int:
        return self._pages

    def image(self, number: int) -> Image.Image:
        page = self._document[number]
        width, height = page.get_size()
        scale = min(_dots(page) / _POINTS, _LONGEST / max(width, height, 1))
        image: Image.Image = page.render(scale=scale).to_pil()
        page.close()
        return image


def _dots(page: Any) -> float:  # noqa: ANN401 -- no types in the library
    """The resolution of the one picture a scanned page consists of; a usual one for anything else."""
    pictures = list(page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
    if len(pictures) != 1:
        return _USUAL_DOTS
    left, bottom, right, top = pictures[0].get_bounds()
    across, down = pictures[0].get_px_size()
    if across * down > MOST_PIXELS:
        raise Image.DecompressionBombError
    dots = float(max(across, down) / max(right - left, top - bottom, 1) * _POINTS)
    return min(max(dots, _LEAST_DOTS), _MOST_DOTS)


class _Picture:
    """A JPEG or PNG, or the pages of a TIFF."""

    def __init__(self, content: bytes) -> None:
        with _sentences(_DAMAGED):
            self._image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "TIFF"))
            self._pages = self._count()

    def _count(self) -> int:
        """Pages of a TIFF, counted no further than needed; other kinds have one."""
        if self._image.format != "TIFF":
            return 1
        count = 1
        try:
            while count <= MOST_PAGES:
                self._image.seek(count)
                count += 1
        except EOFError:
            pass
        return count

    def __len__(self) -> int:
        return self._pages

    def image(self, number: int) -> Image.Image:
        if self._pages > 1:
            self._image.seek(number)
        self._image.draft("RGB", (_LONGEST, _LONGEST))
        return _flat(ImageOps.exif_transpose(self._image.copy()))


@contextmanager
def _sentences(otherwise: str) -> Iterator[None]:
    """Turn whatever a reader of foreign bytes stumbles over into a refusal."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            yield
        except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError) as error:
            raise Refusal(_TOO_LARGE) from error
        except Exception as error:
            # The readers of two libraries raise a dozen kinds of errors at damaged files.
            raise Refusal(otherwise) from error


def _flat(image: Image.Image) -> Image.Image:
    """Without transparency and in eight bits a colour, so that every later step knows the kind."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")
