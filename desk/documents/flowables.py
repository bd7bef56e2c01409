# SPDX-License-Identifier: Apache-2.0
"""What ReportLab lacks for our papers: paragraphs without holes and level side by side, the signature line.

``Level`` stands in for a one-row table: it splits where its paragraphs split, however high they are,
and costs a fraction of a table's layout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from desk.documents import evenly, fonts
from desk.documents.evenly import Lines
from desk.documents.looks import INK, MM

from reportlab.lib.styles import ParagraphStyle  # isort: skip  -- after the fonts are known
from reportlab.pdfbase.pdfmetrics import stringWidth  # isort: skip
from reportlab.platypus import Flowable, Paragraph  # isort: skip
from reportlab.platypus.paraparser import ParaFrag  # isort: skip

Cell: TypeAlias = Any
"""A paragraph, or nothing; ReportLab has no types."""
_PIECE = re.compile(r"[^ \n<>]{9,}")
_JOINT = re.compile(r"(?<=\w-)(?=\w)(?!.*@)|(?<=\w)(?=@)")
"""Where a long word is parted: after the hyphen of a double name, in an address before its sign."""
_CENTRED, _JUSTIFIED = 1, 4
_WIDEST, _GAPING = 0.8, 1.5
"""A justified line whose gaps would grow by more than the first part of the type size shares its holes with
the others; by more than the second, it stays ragged."""
_LINES = 60
"""Longer paragraphs are left as they come: nobody sees a line of them, and trying costs time."""


@dataclass
class Place:
    """Where a signature line was drawn: the PDF field's name, page and rectangle in points."""

    field: str
    page: int
    box: tuple[int, int, int, int]


@dataclass
class Places:
    """Collects the places while a paper is drawn."""

    found: list[Place] = field(default_factory=list)


def fitted(markup: str, width: float, size: float) -> str:
    """``markup`` for a narrow place: what is kept together parts where it would be cut instead."""

    def parted(piece: re.Match[str]) -> str:
        text = piece[0]
        if stringWidth(text, fonts.TEXT, size) <= width:
            return text
        if "\xa0" in text:
            return " ".join(fitted(word, width, size) for word in text.split("\xa0"))
        return _JOINT.sub("<br/>", text, count=1)

    return _PIECE.sub(parted, markup)


@lru_cache(maxsize=64)
def _fragment(style: ParagraphStyle) -> ParaFrag:
    """What ReportLab makes of text without marks in this style."""
    return Paragraph("text", style).frags[0]


class Text(Paragraph):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph whose lines are spread evenly.

    A justified line that a long word left half empty shares its holes with the other lines; centred lines are of about one length.
    """

    _wide = -1.0
    _size = (0.0, 0.0)

    def __init__(self, text: str | None, style: ParagraphStyle, **more: object) -> None:
        """Text without a mark is not read as markup: that takes about as long as breaking its lines."""
        if text and not text.isspace() and "<" not in text and "&" not in text:
            more["frags"] = [_fragment(style).clone(text=text)]
        super().__init__(text, style, **more)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its size; lines once broken for a width are not broken again."""
        if self._wide != width or not hasattr(self, "blPara"):
            self._size = super().wrap(width, height)
            self._wide = width
        return self._size

    def breakLines(self, width: float | list[float]) -> Lines:  # noqa: N802 -- ReportLab's name
        """The lines; those too loose to justify end where they end."""
        found = super().breakLines(width)
        if 1 < len(found.lines) <= _LINES and not self._splitLongWordCount:
            wide = list(width) if isinstance(width, list) else [width]
            wide += [wide[-1]] * (len(found.lines) - len(wide))
            if self.style.alignment == _CENTRED:
                return self._balanced(wide, found)
            if self.style.alignment == _JUSTIFIED:
                return self._evened(wide, found)
        return found

    def _balanced(self, wide: list[float], found: Lines) -> Lines:
        """As many lines as in ``found``, the longest of them as short as can be."""
        gap, parts = evenly.blank(found), evenly.widths(found)
        least, most = max(map(max, parts)), min(wide)
        while most - least > 1:
            tried = (least + most) / 2
            if sum(evenly.count(words, gap, tried) for words in parts) > len(found.lines):
                least = tried
            else:
                most = tried
        cut = min(wide) - most
        made = super().breakLines([each - cut for each in wide])
        fits = len(made.lines) == len(found.lines) and not self._splitLongWordCount
        return evenly.widened(made, [cut] * len(wide)) if fits else found

    def _evened(self, wide: list[float], found: Lines) -> Lines:
        """Loose lines share their holes with the others; what gapes even then is left ragged."""
        if not self._loose(found, _WIDEST):
            return found
        found = self._dealt(wide, found)
        for index in self._loose(found, _GAPING):
            line = found.lines[index]
            if found.kind:
                line.lineBreak = True
            else:
                found.lines[index] = (0, *line[1:])
        return found

    def _dealt(self, wide: list[float], found: Lines) -> Lines:
        """As many lines, broken where the holes are least; set line breaks stay."""
        gap, parts = evenly.blank(found), evenly.widths(found)
        used = evenly.dealt(parts[0], gap, wide) if len(parts) == 1 else []
        if not used:
            return found
        # a line as wide as its words, and no wider by a whole gap, takes these words and no more
        cuts = [max(0.0, w - each - gap / 2) for w, each in zip(wide, used, strict=True)]
        made = super().breakLines([w - cut for w, cut in zip(wide, cuts, strict=True)])
        return evenly.widened(made, cuts) if len(made.lines) == len(wide) else found

    def _loose(self, found: Lines, widest: float) -> list[int]:
        """The lines whose gaps would grow by more than this part of the type size; the last is not justified."""
        widest *= self.style.fontSize
        return [
            index
            for index, line in enumerate(found.lines[:-1])
            if evenly.spare(found, index) > widest
            and not (found.kind and line.lineBreak)
            and evenly.too_loose(evenly.spare(found, index), evenly.words(found, index), widest)
        ]


class Level(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Paragraphs in columns that begin at one height and run over pages together."""

    def __init__(
        self,
        cells: Sequence[Cell],
        widths: Sequence[float],
        gap: float,
        *,
        space: tuple[float, float] = (0, 0),
    ) -> None:
        super().__init__()
        self.cells = tuple(cells)
        self.widths = tuple(widths)
        self.gap = gap
        self.spaceBefore, self.spaceAfter = space

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The height of the tallest column."""
        self.heights = [c.wrap(w, height)[1] if c else 0 for c, w in self._columns()]
        self.width, self.height = width, max(self.heights, default=0)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits into ``height`` and the rest; nothing when a column cannot begin here."""
        self.wrap(width, height)
        if self.height <= height:
            return [self]
        upper: list[Cell] = []
        lower: list[Cell] = []
        for (cell, wide), tall in zip(self._columns(), self.heights, strict=True):
            parts = [cell] if cell is None or tall <= height else cell.split(wide, height)
            if not parts:
                return []
            upper.append(parts[0])
            lower.append(parts[1] if len(parts) > 1 else None)
        before, after = self.spaceBefore, self.spaceAfter
        return [
            Level(upper, self.widths, self.gap, space=(before, 0)),
            Level(lower, self.widths, self.gap, space=(0, after)),
        ]

    def draw(self) -> None:
        """Every column from the common upper edge."""
        x = 0.0
        for (cell, wide), tall in zip(self._columns(), self.heights, strict=True):
            if cell:
                cell.drawOn(self.canv, x, self.height - tall)
            x += wide + self.gap

    def _columns(self) -> list[tuple[Cell, float]]:
        return list(zip(self.cells, self.widths, strict=True))


class Stack(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Flowables one under another in one cell of a ``Level``; they are never parted."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self.parts = tuple(parts)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The height of all."""
        self.heights = [part.wrap(width, height)[1] + part.getSpaceAfter() for part in self.parts]
        self.width, self.height = width, sum(self.heights)
        return width, self.height

    def draw(self) -> None:
        """Each from where the one above it ended."""
        y = self.height
        for part, tall in zip(self.parts, self.heights, strict=True):
            y -= tall
            part.drawOn(self.canv, 0, y + part.getSpaceAfter())


class PenLines(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Lines to write on over the whole width, the first of them ``first`` below the upper edge."""

    STEP = 7.5 * MM

    def __init__(self, lines: int, first: float = STEP) -> None:
        super().__init__()
        self.lines, self.first = lines, max(first, 6 * MM)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The height of all lines."""
        self.width, self.height = width, self.first + (self.lines - 1) * self.STEP
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines."""
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.5)
        for line in range(self.lines):
            self.canv.line(0, line * self.STEP, self.width, line * self.STEP)


@dataclass(frozen=True)
class SignatureText:
    """The words around one signature line, set and ready."""

    post: Cell
    name: Cell
    captions: tuple[Cell, Cell, Cell]


class SignatureLine(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Post — line for the pen — printed name; leaves the line's place for the PDF field."""

    ROOM = 12 * MM
    """Height left for the pen and for the visible mark of an electronic signature."""

    def __init__(
        self, field_name: str, text: SignatureText, places: Places, corner: float = 0
    ) -> None:
        """``corner`` is the width of a line without a post, set at the right edge."""
        super().__init__()
        self.field_name, self.text, self.places = field_name, text, places
        self.corner = corner
        self.group: Sequence[SignatureText] = (text,)
        """All lines of one block: they share their columns."""
        self.spaceBefore, self.spaceAfter = 2 * MM, 3 * MM
        self._shared: dict[float, tuple[float, float]] = {}

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Post and name stand on the line, captions below it."""
        self.width = width = width if self.corner else min(width, 180 * MM)
        least = max(text.name.minWidth() for text in self.group) + 1
        gap, line = 4 * MM, 38 * MM
        if self.corner:
            gap = 2.5 * MM
            line = min(35 * MM, max(25 * MM, self.corner - gap - least))
            post, name = width - self.corner, min(64 * MM, self.corner - line - gap)
        else:
            post, name = self._shares(width - line - 2 * gap, least)
        self.parts = (post, line, name)
        start = post if self.corner else post + gap
        self.starts = (0.0, start, start + line + gap)
        self.post_height = 0 if self.corner else self.text.post.wrap(post, height)[1]
        self.name_height = self.text.name.wrap(self.parts[2], height)[1]
        captions = zip(self.text.captions, self.parts, strict=True)
        self.caption_heights = [c.wrap(w, height)[1] if c else 0 for c, w in captions]
        self.below = max(self.caption_heights) + 4
        self.height = max(self.ROOM, self.post_height, self.name_height) + self.below
        return self.width, self.height

    def _shares(self, width: float, least: float) -> tuple[float, float]:
        """Widths of post and name: the way that keeps both lowest, the usual one if several do.

        No word of a name is cut that fits into half of the width.
        """
        if width in self._shared:
            return self._shared[width]
        heights = {}
        for share, most in ((0.43, 56), (0.5, 66), (0.36, 48)):
            name = max(min(most * MM, width * share), min(least, width / 2))
            heights[name] = sum(
                max(text.post.wrap(width - name, 0)[1], text.name.wrap(name, 0)[1])
                for text in self.group
            )
        name = min(heights, key=heights.__getitem__)
        self._shared[width] = width - name, name
        return self._shared[width]

    def split(self, _width: float, _height: float) -> list[Any]:
        """A signature line is never parted."""
        return []

    def draw(self) -> None:
        """Draw the line and note where it is."""
        base = self.below
        level = base - 3  # letters stand on the line, not above it
        if not self.corner:
            self.text.post.drawOn(self.canv, self.starts[0], level)
        self.text.name.drawOn(self.canv, self.starts[2], level)
        captions = zip(self.text.captions, self.starts, self.caption_heights, strict=True)
        for caption, x, tall in captions:
            if caption:
                caption.drawOn(self.canv, x, base - 4 - tall)
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.6)
        left, right = self.starts[1], self.starts[1] + self.parts[1]
        self.canv.line(left, base, right, base)
        x0, y0 = map(round, self.canv.absolutePosition(left, base))
        x1, y1 = map(round, self.canv.absolutePosition(right, base + self.ROOM))
        page = self.canv.getPageNumber()
        self.places.found.append(Place(self.field_name, page, (x0, y0, x1, y1)))
