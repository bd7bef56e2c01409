# SPDX-License-Identifier: Apache-2.0
"""The words of a letter, and which of them stand in a signed part of it.

Signed parts are told within the text by signs that are taken out of whatever a letter says: no writer can set
one, and nobody is shown one. A window or a terminal marks the parts beside the words, never in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from desk.errors import N_, Told

_SIGNS = "\ufff9\ufffa\ufffb"
_DROPPED = dict.fromkeys(map(ord, _SIGNS))
_SIGNED = re.compile("\ufff9([^\ufff9-\ufffb\n]*)\ufffa\n(.*?)(?:\n\ufffb|\\Z)", re.DOTALL)
_TAB = 4

WITH = N_("Part with a signature: {file}")
WITHOUT = N_("Part without a signature")


@dataclass(frozen=True)
class Passage:
    """Words that are signed together, or not at all."""

    text: str
    signed: str = ""
    """The file the signed part is kept as; empty where nobody signed."""

    @property
    def title(self) -> Told:
        """What stands beside the words."""
        return Told(WITH, file=self.signed) if self.signed else Told(WITHOUT)


def bare(text: str) -> str:
    """What somebody wrote, without signs only the desk sets."""
    return text.translate(_DROPPED)


def marked(text: str, file: str) -> str:
    """``text`` as the words of the signed part kept as ``file``."""
    return f"\ufff9{bare(file)}\ufffa\n{bare(text)}\n\ufffb"


def plain(text: str) -> str:
    """The words alone, whoever signed them."""
    return bare(_SIGNED.sub(lambda match: match[2], text)) if _is_parted(text) else text


def passages(text: str) -> tuple[Passage, ...]:
    """The parts of a text in their order; one without a signature where no part is signed."""
    if not _is_parted(text):
        return (Passage(text),)
    found, at = [], 0
    for match in _SIGNED.finditer(text):
        found.append(Passage(bare(text[at : match.start()])))
        found.append(Passage(bare(match[2]), match[1]))
        at = match.end()
    found.append(Passage(bare(text[at:])))
    return tuple(Passage(each.text.strip("\n"), each.signed) for each in found if each.text.strip())


def ruled(text: str, width: int, bar: str) -> Iterator[str]:
    """The lines of ``text``, each behind ``bar`` and none longer than ``width``: no line can look like another's."""
    room = max(width - len(bar), 20)
    for line in text.expandtabs(_TAB).split("\n"):
        for piece in _cut(line, room):
            yield (bar + piece).rstrip()


def _is_parted(text: str) -> bool:
    return _SIGNS[0] in text


def _cut(line: str, room: int) -> Iterator[str]:
    """Pieces that take no more than ``room`` cells of a terminal, parted at a space where there is one."""
    start = cells = 0
    space = -1
    for at, character in enumerate(line):
        wide = 1 if character.isascii() else _cells(character)
        if cells + wide > room:
            end = space + 1 if space >= start else at
            yield line[start:end]
            start, cells = end, sum(map(_cells, line[end:at]))
        if character == " ":
            space = at
        cells += wide
    yield line[start:]


def _cells(character: str) -> int:
    """One for letters: only terminals of East Asia draw those of Russian or Greek wide."""
    width = unicodedata.east_asian_width(character)
    return 2 if width in "WF" or (width == "A" and not character.isalpha()) else 1
