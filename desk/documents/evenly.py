# SPDX-License-Identifier: Apache-2.0
"""The lines of a paragraph as numbers: what they leave over, and how words may be dealt out otherwise.

``Lines`` are ReportLab's: those of one type hold words, those of several (``kind`` 1) pieces of text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from reportlab.pdfbase.pdfmetrics import stringWidth  # isort: skip  -- after the fonts are known

Lines: TypeAlias = Any
"""The lines of a paragraph, in one of ReportLab's two shapes."""


def dealt(row: Sequence[float], gap: float, wide: Sequence[float]) -> list[float]:
    """How much of each line words of these widths fill when no gap is wider than need be; nothing if they do not fit.

    As many lines as ``wide`` has; the last one may be short.
    """
    reached: dict[int, tuple[float, list[float]]] = {0: (0.0, [])}
    for at, room in enumerate(wide):
        following: dict[int, tuple[float, list[float]]] = {}
        for start, (cost, before) in reached.items():
            used = -gap
            for end in range(start, len(row)):
                used += gap + row[end]
                if used > room:
                    break
                if used < room / 2 and at < len(wide) - 1:
                    continue  # no good line, and most of the ways that would be tried
                # cubed: one gaping line is worse than three that are a little loose
                holes = 0.0 if at == len(wide) - 1 else ((room - used) / max(1, end - start)) ** 3
                if end + 1 not in following or cost + holes < following[end + 1][0]:
                    following[end + 1] = (cost + holes, [*before, used])
        reached = following
    return reached[len(row)][1] if len(row) in reached else []


def blank(found: Lines) -> float:
    """Width of a space between words, in the type of the first of them."""
    first = found.lines[0].words[0] if found.kind else found
    return float(stringWidth(" ", first.fontName, first.fontSize))


def widths(found: Lines) -> list[list[float]]:
    """Widths of the words, those before and after a set line break apart."""
    if not found.kind:
        face, size = found.fontName, found.fontSize
        return [[stringWidth(word, face, size) for line in found.lines for word in line[1]]]
    parts: list[list[float]] = [[]]
    for line in found.lines:
        for piece in line.words:
            row = piece.text.split(" ")
            parts[-1] += [stringWidth(w, piece.fontName, piece.fontSize) for w in row if w]
        if line.lineBreak:
            parts.append([])
    return [part for part in parts if part]


def count(row: Sequence[float], gap: float, wide: float) -> int:
    """How many lines words of these widths fill."""
    lines, used = 1, -gap
    for word in row:
        used += gap + word
        if used > wide:
            lines, used = lines + 1, word
    return lines


def spare(found: Lines, index: int) -> float:
    """The width a line does not use."""
    line = found.lines[index]
    return float(line.extraSpace if found.kind else line[0])


def words(found: Lines, index: int) -> list[str]:
    """The words of a line, or its pieces."""
    line = found.lines[index]
    return [word.text for word in line.words] if found.kind else list(line[1])


def widened(found: Lines, cuts: Sequence[float]) -> Lines:
    """``found``, broken for a width smaller by ``cuts``, as lines of the full width."""
    for index, cut in enumerate(cuts[: len(found.lines)]):
        line = found.lines[index]
        if found.kind:
            line.extraSpace += cut
        else:
            found.lines[index] = (line[0] + cut, *line[1:])
    return found


def too_loose(extra: float, words: Sequence[str], widest: float) -> bool:
    """True when ``extra`` is too much for the gaps between ``words``."""
    gaps = max(1, len(words) - 1)
    return extra > widest * gaps and extra > widest * (gaps + sum(w.count("\xa0") for w in words))
