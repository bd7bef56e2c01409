# SPDX-License-Identifier: Apache-2.0
"""A bad scanner: issued papers become pictures as offices send them back. Nothing here is random by itself."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

PRINT = 300
"""Dots an inch of the printer."""
MM = PRINT / 25.4


@dataclass(frozen=True)
class Flaws:
    """What the scanner and the desk it stands on do to one sheet."""

    dots: int = 200
    skew: float = 0.0
    """Degrees against the clock."""
    upside_down: bool = False
    quality: int = 75
    """Of the JPEG."""
    colours: str = "L"
    """``L`` grey, ``1`` black and white."""
    stains: int = 0
    """Spots close to the code, never over it."""
    covered: bool = False
    """Something lies over the code."""
    noise: float = 0.0
    """Standard deviation of the levels."""
    blur: float = 0.0
    contrast: float = 1.0
    seed: int = 0


def flaws(count: int, *, seed: int = 0) -> list[Flaws]:
    """Every third resolution, colours by turns, everything else by the dice of ``seed``."""
    chance = random.Random(seed)
    return [
        Flaws(
            dots=(150, 200, 300)[number % 3],
            skew=chance.uniform(-3, 3),
            upside_down=chance.random() < 0.5,
            quality=chance.randint(40, 90),
            colours="1" if number % 4 == 0 else "L",
            stains=chance.choice((0, 2, 5)),
            noise=chance.uniform(0, 25),
            blur=chance.uniform(0, 0.8),
            contrast=chance.uniform(0.6, 1.0),
            seed=chance.randrange(1 << 30),
        )
        for number in range(count)
    ]


@lru_cache(maxsize=8)
def sheets(content: bytes) -> list[Image.Image]:
    """The pages of a PDF as the printer puts them on paper."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    return [page.render(scale=PRINT / 72, grayscale=True).to_pil() for page in document]


def scanned(sheet: Image.Image, code: float, flaw: Flaws) -> Image.Image:
    """One printed sheet as the scanner sees it; ``code`` is the side of its code in millimetres."""
    chance = random.Random(flaw.seed)
    sheet = sheet.copy()
    right, bottom = sheet.width - 10 * MM, sheet.height - (7 if code > 20 else 6) * MM
    area = (right - code * MM, bottom - code * MM, right, bottom)
    draw = ImageDraw.Draw(sheet)
    for _spot in range(flaw.stains):
        _stain(draw, area, chance)
    if flaw.covered:
        draw.ellipse((area[0] + 2 * MM, area[1] - MM, area[2] + 2 * MM, area[3] + MM), fill=70)
    turn = flaw.skew + (180 if flaw.upside_down else 0)
    seen = sheet.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
    if flaw.dots != PRINT:
        size = (sheet.width * flaw.dots // PRINT, sheet.height * flaw.dots // PRINT)
        seen = seen.resize(size, Image.Resampling.BOX)
    seen = seen.filter(ImageFilter.GaussianBlur(flaw.blur))
    low = round(255 * (1 - flaw.contrast))
    paper = chance.randint(228, 255)
    seen = seen.point(lambda level: low + level * (paper - low) // 255)
    if flaw.noise:
        grain = Image.frombytes("L", seen.size, chance.randbytes(seen.width * seen.height))
        grain = grain.point(lambda level: 128 + (level - 128) * flaw.noise / 74)
        seen = ImageChops.add(seen, grain, 1, -128)
    if flaw.colours == "1":
        edge = (low + paper) // 2
        return seen.point(lambda level: 255 * (level > edge)).convert("1")
    return seen


def _stain(draw: Any, area: tuple[float, float, float, float], chance: random.Random) -> None:
    """A spot of coffee or ink right beside the code, outside its quiet zone."""
    left, top, right, bottom = area
    size, air = chance.uniform(2, 9) * MM, 2.2 * MM
    if chance.random() < 0.5:
        at = chance.uniform(top - size, bottom)
        box = (left - air - size, at, left - air, at + size)
    else:
        at = chance.uniform(left - size, right - size)
        box = (at, top - air - size, at + size, top - air)
    draw.ellipse(box, fill=chance.randint(40, 190))


def jpeg(image: Image.Image, quality: int, dots: int = 200) -> bytes:
    """As one JPEG file."""
    written = io.BytesIO()
    image.convert("L").save(written, "JPEG", quality=quality, dpi=(dots, dots))
    return written.getvalue()


def again(image: Image.Image, quality: int) -> Image.Image:
    """As it looks after it was a JPEG."""
    return Image.open(io.BytesIO(jpeg(image, quality)))


def tiff(images: list[Image.Image], dots: int = 200) -> bytes:
    """As a TIFF of many pages; black and white ones as fax machines pack them."""
    written = io.BytesIO()
    images = [image.copy() for image in images]  # a picture remembers how it was saved before
    packing = "group4" if all(image.mode == "1" for image in images) else "tiff_deflate"
    images[0].save(
        written,
        "TIFF",
        save_all=True,
        append_images=images[1:],
        compression=packing,
        dpi=(dots, dots),
    )
    return written.getvalue()


def pdf(images: list[Image.Image], quality: int = 75, dots: int = 200) -> bytes:
    """As a PDF with one picture a page, black and white ones as fax machines pack them."""
    written = io.BytesIO()
    black = all(image.mode == "1" for image in images)
    packing = {} if black else {"quality": quality}
    images[0].save(
        written, "PDF", save_all=True, append_images=images[1:], resolution=dots, **packing
    )
    return written.getvalue()
