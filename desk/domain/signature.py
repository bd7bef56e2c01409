# SPDX-License-Identifier: Apache-2.0
"""Who signed a letter at its end, for the operator to confirm: “С уважением, …” and the telephone under it."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from desk.domain.guess import own_words

_CLOSING = re.compile(
    r"(?im)^[ \t]*(?:с (?:[а-яё]{3,20} )?уважением|kind regards|best regards|regards|sincerely"
    r"|yours (?:sincerely|faithfully|truly)|sincerely yours|respectfully|подпись|signed)\b[ \t,.:!–—-]*"
)
_WORD = r"(?:[A-ZА-ЯЁ][a-zа-яё]*(?:['’-][A-ZА-ЯЁ]?[a-zа-яё]+)*|[A-ZА-ЯЁ]\.)"
_NAME = re.compile(rf"{_WORD}(?:\s*(?<=\.){_WORD}|\s+{_WORD}){{1,3}}")
_PHONE = re.compile(r"\+?\d(?:[ ().\u00a0-]{0,2}\d){9,14}(?!\d)")
_BELOW = 5
"""How many lines under the closing words may belong to the signature."""
_LONGEST, _MOST = 2000, 50
"""How much of the text below them is looked at, and how many of the last ones."""


@dataclass(frozen=True)
class Signed:
    """Name and telephone of a signature; empty where it has none."""

    name: str = ""
    phone: str = ""


def signature(text: str) -> Signed:
    """The last signature of the writer's own words that names somebody."""
    own = own_words(text)
    for closing in reversed(deque(_CLOSING.finditer(own), _MOST)):
        rest = own[closing.end() : closing.end() + _LONGEST]
        lines = [line.strip(" \t,") for line in rest.split("\n") if line.strip()]
        below = lines[:_BELOW]
        first = below[0] if below else ""
        name = _NAME.fullmatch(first) or _NAME.fullmatch(first.removesuffix("."))
        if name is not None:
            phone = next(filter(None, map(phone_in, below[1:])), "")
            return Signed(name[0], phone)
    return Signed()


def phone_in(line: str) -> str:
    """The first telephone number in a line, as it is written there."""
    found = _PHONE.search(line)
    return found[0] if found else ""


def names_below(text: str) -> tuple[str, ...]:
    """Names that stand alone in the last lines of the writer's own words, the last one first."""
    lines = [line.strip(" \t,.") for line in own_words(text).split("\n") if line.strip()]
    return tuple(line for line in reversed(lines[-_BELOW:]) if _NAME.fullmatch(line))
