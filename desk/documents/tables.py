# SPDX-License-Identifier: Apache-2.0
"""Tables of a paper: cells of one or two languages, heads repeated, rows kept whole over pages.

What stands in the cells is decided in ``layout.py``; here it becomes a table that looks like an office's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeAlias

from desk.documents import fonts, looks
from desk.documents.flowables import Text, fitted

from reportlab.pdfbase.pdfmetrics import stringWidth  # isort: skip  -- after the fonts are known
from reportlab.platypus import Flowable, Table  # isort: skip  -- after the fonts are known

Texts: TypeAlias = Sequence[str]
"""One cell: its markup in each language."""

_WORD = re.compile(
    r"(?<![^\s(«“-])(?:[^\W\d_]{2,22}(?:-|[.,;:)]?(?=\s|$))|\d[\d./-]{2,14}[,;)]?(?=\s|$))"
)
"""A plain word, each half of a double name, a date or a number of a paper."""
_HIGH = 150.0
"""A row higher than this, in points, may be parted by the end of a page."""
_ENOUGH = 80.0
"""So much of a row that may be parted is kept with the head of its table."""
_LEAST = 40.0
"""Less than this of a row that is parted, in points, does not go over alone."""
_LINE = 20.0
"""A row lower than this, in points, is of one line."""
_PADDING = 3.5
_LOOK = [
    ("GRID", (0, 0), (-1, -1), 0.5, looks.RULE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
    ("FONT", (0, 0), (-1, -1), fonts.TEXT, 10),
    ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]


class Rows(Table):  # type: ignore[misc]  # ReportLab has no types
    """A table whose rows go over to the next page whole, unless the next one is very high."""

    def beginning(self, width: float) -> float:
        """Height of the head and the first row, or of as much of it as is to stay with the head.

        A row of one line takes the next one with it.
        """
        self._calc(width, 0)
        head, *rows = self._rowHeights[: 3 if self._rowHeights[1:2] < [_LINE] else 2]
        return float(head + sum(min(row, _ENOUGH) if self._high(row) else row for row in rows))

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits and the rest; a row is parted only where keeping it would leave a page half empty.

        It is parted together with the rows before it: a rest that began with it would bring a second head
        onto the same page.
        """
        self._calc(width, height)
        within = self._parting(height)
        pieces = self._splitRows(within, 1) if within else []
        pieces = pieces or self._splitRows(height, 0)
        # A parted row loses the line of the grid below what is left of it, and above what goes over.
        for piece, row in zip(pieces[:2], (-1, 0), strict=False):
            piece.setStyle([("LINEBELOW", (0, row), (-1, row), 0.5, looks.RULE)])
        return list(pieces)

    def _parting(self, height: float) -> float:
        """The height within which the first row that no longer fits is parted, leaving enough to go over; 0 if it is not."""
        left = height
        for number, row in enumerate(self._rowHeights):
            if row > left:
                if number < self.repeatRows or not self._parted(row, left):
                    return 0.0
                return height - max(0.0, _LEAST - float(row - left))
            left -= row
        return 0.0

    def _parted(self, row: float, left: float) -> bool:
        """It is a high one, and enough of it fits what is left of the page."""
        return self._high(row) and left >= _ENOUGH

    def _high(self, row: float) -> bool:
        return row > _HIGH


class JournalRows(Rows):
    """The table of a journal: a row is parted that fits no page with its head, or would leave much of one empty."""

    def _parted(self, row: float, left: float) -> bool:
        free = left / looks.JOURNAL_HEIGHT
        fills = free > 0.35 or (free > 0.2 and row - left > _LEAST)
        return fills or super()._parted(row, left)

    def _high(self, row: float) -> bool:
        return float(self._rowHeights[0]) + row > looks.JOURNAL_HEIGHT


def table(
    heads: Sequence[Texts],
    rows: Sequence[Sequence[Texts]],
    widths: Sequence[float],
    size: float,
    *,
    journal: bool = False,
) -> Rows:
    """The table with ``heads`` on every page; texts of ``size`` points, never below ten."""
    cell, head = looks.cell_styles(size)
    widths = _roomy(widths, heads, rows, cell.fontSize)
    cells = [[Text(_over([f"<b>{t[0]}</b>", *t[1:]]), head) for t in heads]]
    cells += [
        [
            Text(fitted(_over(texts), width - 2 * _PADDING, cell.fontSize), cell)
            for texts, width in zip(row, widths, strict=True)
        ]
        for row in rows
    ]
    return (JournalRows if journal else Rows)(
        cells,
        colWidths=widths,
        repeatRows=1,
        splitByRow=1,
        style=_LOOK,
        spaceBefore=4,
        spaceAfter=8,
    )


def _roomy(
    widths: Sequence[float],
    heads: Sequence[Texts],
    rows: Sequence[Sequence[Texts]],
    size: float,
) -> list[float]:
    """The widths, where a column takes from those with room to spare what its longest word lacks."""
    needs = [
        2 * _PADDING
        + max(
            _longest([column[0]], fonts.BOLD, size),
            _longest([*column[1:], *chain.from_iterable(cells)], fonts.TEXT, size),
        )
        for column, cells in zip(heads, _columns(rows, len(heads)), strict=True)
    ]
    lacks = [max(0.0, need - wide) for need, wide in zip(needs, widths, strict=True)]
    spare = [max(0.0, wide - need) for need, wide in zip(needs, widths, strict=True)]
    if not any(lacks) or sum(lacks) > sum(spare):
        return list(widths)
    part = sum(lacks) / sum(spare)
    return [w + lack - room * part for w, lack, room in zip(widths, lacks, spare, strict=True)]


def _columns(rows: Sequence[Sequence[Texts]], count: int) -> list[list[Texts]]:
    return [[row[index] for row in rows] for index in range(count)]


def _longest(texts: Iterable[str], face: str, size: float) -> float:
    """Width of the longest plain word; addresses and numbers of many signs may be parted."""
    words = {word for text in texts for word in _WORD.findall(text)}
    return max((stringWidth(word, face, size) for word in words), default=0.0)


def _over(texts: Sequence[str]) -> str:
    """The languages of a cell one above the other, line by line where they have equally many."""
    first, *others = texts
    lines = [first.split("\n"), *(text.split("\n") for text in others)]
    rows = zip(*lines, strict=True) if len({len(own) for own in lines}) == 1 else [texts]
    found = []
    for own, *more in rows:
        found += [own] if own else []
        second = (t for t in dict.fromkeys(more) if t and t != own)
        found += [f'<font color="{looks.SECOND}">{t}</font>' for t in second]
    return "<br/>".join(found).replace("\n", "<br/>")
