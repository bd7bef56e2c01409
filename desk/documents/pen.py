# SPDX-License-Identifier: Apache-2.0
"""Labelled values, lines for the pen and boxes to tick: over the whole width, one place for both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desk.documents import looks
from desk.documents.blocks import Block, Fields, Option, Ticks
from desk.documents.flowables import Cell, Level, PenLines

from reportlab.platypus import Spacer  # isort: skip  -- after the fonts are known

if TYPE_CHECKING:
    from desk.documents.layout import Paper

_GAP = 4 * looks.MM
_BOX = 7 * looks.MM


def fields(paper: Paper, block: Fields) -> list[Any]:
    """A row for each labelled value, or for each line to write it on."""
    rows = []
    for label, name in block.rows:
        values = paper.value(name) if name else []
        if any(values):
            rows.append(_row(paper, label, paper.stacked(values, "value")))
        elif block.lines:
            rows.append(_row(paper, label, block.lines))
    return [*rows, Spacer(1, 4)] if rows else []


def is_room(block: Block) -> bool:
    """Lines over the whole width, for an answer to the text above them."""
    return isinstance(block, Fields) and block.rows == (("", ""),)


def written_day(paper: Paper, label: str) -> list[Any]:
    """A line for the day, as long as that of the signature."""
    return [_row(paper, label, 1, looks.CORNER)]


def _row(paper: Paper, label: str, value: Cell | int, wide: float = 0) -> Level:
    """The label and its value; a number stands for so many lines."""
    width = paper.sheet.text_width
    left = min(width * 0.38, 70 * looks.MM) if label else 0
    gap = _GAP if label else 0
    right = wide or width - left - gap
    named = paper.stacked(paper.words(label), "label") if label else None
    if isinstance(value, int):
        value = PenLines(value, named.wrap(left, 0)[1] - 2 if named else PenLines.STEP)
    return Level((named, value), (left, right), gap, space=(0, 4))


def ticks(paper: Paper, block: Ticks) -> list[Any]:
    """A row for each box, with the lines for the pen below it; or all of them in one."""
    options = list(zip(*(block.options(paper.facts, c) for c in paper.catalogues), strict=True))
    if not options:
        return []
    width = paper.sheet.text_width / (len(options) if block.across else 1)
    widths = (_BOX, width - _BOX)
    cells = [_box(paper, texts) for texts in options]
    if block.across:
        row = [cell for pair in cells for cell in pair]
        return [Level(row, widths * len(cells), 0, space=(0, 2)), Spacer(1, 4)]
    rows = []
    for (option, *_), pair in zip(options, cells, strict=True):
        rows.append(Level(pair, widths, 0, space=(0, 2)))
        if option.lines:
            rows.append(Level((None, PenLines(option.lines)), widths, 0, space=(0, 4)))
    return [*rows, Spacer(1, 4)]


def _box(paper: Paper, texts: Sequence[Option]) -> tuple[Cell, Cell]:
    mark = paper.paragraph(paper.literal("☑" if texts[0].ticked else "☐"), "tick")
    return mark, paper.stacked([paper.literal(each.text) for each in texts], "label")
