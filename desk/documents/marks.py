# SPDX-License-Identifier: Apache-2.0
"""The code on every page by which a scanned sheet finds its paper: what it says, and its drawing.

Only signs of the QR alphanumeric set are used, so that the code stays small enough for 15 mm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

Canvas: TypeAlias = Any
"""ReportLab's canvas, which has no types."""

_MARK = re.compile(r"DESK1 (\S{1,24}) ([0-9A-F]{12}) (\d{1,4})/(\d{1,4})")
_MASK = 0
"""The chessboard: it leaves no large even patches, and every reader knows it."""
_NUMBER = 24
"""Longest reference; the whole mark stays within 55 signs."""


@dataclass(frozen=True)
class Mark:
    """What the code of one page says."""

    reference: str
    """Number of the paper, or its form where it has none; upper case."""
    revision: str
    """First twelve hexadecimal digits of the facts' digest, upper case."""
    page: int
    pages: int

    def __str__(self) -> str:
        reference = re.sub(r"\s+", "", self.reference)[:_NUMBER] or "-"
        return f"DESK1 {reference} {self.revision[:12]} {self.page}/{self.pages}".upper()


def read_mark(text: str) -> Mark | None:
    """The mark a code says, or nothing when the code is somebody else's."""
    found = _MARK.fullmatch(text)
    if not found:
        return None
    reference, revision, page, pages = found.groups()
    return Mark(reference, revision, int(page), int(pages))


@lru_cache(maxsize=64)
def _code(text: str) -> tuple[int, str]:
    """Modules a side, and the dark runs of each row as PDF rectangles one module high."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    # Trying all eight masks for the calmest picture would take as long as setting the page.
    code.makeImpl(False, _MASK)
    side = code.getModuleCount()
    runs = []
    for row in range(side):
        column = 0
        while column < side:
            first = column
            while column < side and code.isDark(row, column):
                column += 1
            if column > first:
                runs.append(f"{first} {side - row - 1} {column - first} 1 re")
            column += 1
    return side, " ".join(runs) + " f"


def draw_mark(canvas: Canvas, mark: Mark, x: float, y: float, size: float) -> None:
    """Draw ``mark`` as a QR code (level M) with its lower left corner at ``x``, ``y``."""
    side, rectangles = _code(str(mark))
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size / side, size / side)
    canvas.setFillGray(0)
    canvas.addLiteral(rectangles)
    canvas.restoreState()
