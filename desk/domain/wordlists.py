# SPDX-License-Identifier: Apache-2.0
"""Loads the lists of words that point to demands and turns their patterns into searches.

The lists are data (``resources/words``): a pattern is words in a row, ``*`` ends a stem, ``(a|b)`` is one
of several, ``?`` behind makes it optional, ``..`` stands for up to three other words and ``…`` for
up to eight. What the words mean for a letter is decided in ``guess``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from desk.domain.kinds import DemandKind
from desk.folding import fold
from desk.paths import resource

_ELEMENT = re.compile(r"(\([^)]*\)|[^\s?()]+)(\?)?")
_GAPS = {"..": "(?: [^ ]+){0,3}?", "…": "(?: [^ ]+){0,8}?"}


@dataclass(frozen=True)
class Pattern:
    """One row of words to look for in a line of folded words."""

    elements: tuple[tuple[str, str], ...]
    """Words, alternatives and gaps, each with its ``?`` or nothing."""
    needs: tuple[tuple[str, ...], ...]
    """For each word that must be there, the beginnings one of which must occur in the text."""

    @cached_property
    def search(self) -> re.Pattern[str]:
        """Made when it is first needed: most letters need few of the hundreds."""
        return re.compile("".join(_source(*each) for each in self.elements) + "(?= )")

    def possible(self, text: str) -> bool:
        """Whether ``text`` has the words at all; spares most searches."""
        return all(any(stem in text for stem in stems) for stems in self.needs)


@dataclass(frozen=True)
class Pointers:
    """What points to one kind of demand."""

    kind: DemandKind
    strong: tuple[Pattern, ...]
    weak: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    """Words in whose sentence the others do not count."""
    yields_to: frozenset[DemandKind]
    """More exact kinds that take the sentence for themselves."""


@dataclass(frozen=True)
class Wordlist:
    """Everything one language's file says."""

    context: tuple[Pattern, ...]
    boilerplate: tuple[Pattern, ...]
    spoken: tuple[Pattern, ...]
    general: tuple[Pattern, ...]
    asking: tuple[Pattern, ...]
    regulator: tuple[Pattern, ...]
    negators: frozenset[str]
    carriers: frozenset[str]
    """Words a negation reaches across: “I do *not want to* …”."""
    pointers: tuple[Pointers, ...]
    misspelled: Mapping[str, str]
    """Folded words as people misspell them, and what they mean."""


@cache
def wordlist(language: str) -> Wordlist:
    """The list of ``language``, read once."""
    with resource("words", f"{language}.toml").open("rb") as source:
        data = tomllib.load(source)
    return Wordlist(
        context=_patterns(data["context"]),
        boilerplate=_patterns(data["boilerplate"]),
        spoken=_patterns(data.get("spoken", [])),
        general=_patterns(data["general"]),
        asking=_patterns(data["asking"]),
        regulator=_patterns(data["regulator"]),
        negators=frozenset(fold(word) for word in data["negators"]),
        carriers=frozenset(fold(word) for word in data["carriers"]),
        pointers=tuple(_pointers(entry) for entry in data["demand"]),
        misspelled={fold(wrong): fold(meant) for wrong, meant in data["misspelled"].items()},
    )


def _pointers(entry: dict[str, list[str]]) -> Pointers:
    return Pointers(
        kind=DemandKind(str(entry["kind"])),
        strong=_patterns(entry.get("strong", [])),
        weak=_patterns(entry.get("weak", [])),
        unless=_patterns(entry.get("unless", [])),
        yields_to=frozenset(DemandKind(kind) for kind in entry.get("yields_to", [])),
    )


def _patterns(lines: list[str]) -> tuple[Pattern, ...]:
    return tuple(map(_pattern, lines))


def _pattern(line: str) -> Pattern:
    elements = tuple(_ELEMENT.findall(fold(line)))
    needs = (
        tuple(option.split()[0].rstrip("*") for option in _options(element))
        for element, optional in elements
        if element not in _GAPS and not optional
    )
    return Pattern(elements, tuple(needs))


def _options(element: str) -> list[str]:
    return element.strip("()").split("|")


def _source(element: str, optional: str) -> str:
    if element in _GAPS:
        return _GAPS[element]
    one = "(?:" + "|".join(map(_option, _options(element))) + ")"
    return f"(?:{one})?" if optional else one


def _option(option: str) -> str:
    """One alternative, which may be several words."""
    return "".join(_GAPS.get(word) or _one_word(word) for word in option.split())


def _one_word(word: str) -> str:
    stem = " " + re.escape(word.rstrip("*"))
    return f"{stem}[^ ]*" if word.endswith("*") else f"{stem}(?= )"
