# SPDX-License-Identifier: Apache-2.0
"""What one word of a text may be in a person's name: a patronymic, a given name, a surname, or none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from desk.folding import fold
from desk.paths import resource

_PATRONYMIC = re.compile(
    r"\w+[ое]вич(?:а|у|ем|е)?|\w+[ое]вн(?:а|ы|е|у|ой|ою)"
    r"|(?:иль|кузьм|лук|никит|фом|савв|силы|ион)ич(?:а|у|ом|ем|е)?"
    r"|(?:ильи|кузьми|луки|фоми|ники|никит|савв)н?ичн(?:а|ы|е|у|ой|ою)"
    r"|(?:иван|михал|пал|степан|сан|семен|никола|борис|петр)ыч(?:а|у|ем|е)?"
    r"|\w{2,}(?:[oe]vi(?:t?ch|c)|[oe]vn[aey]|ichna)|ilyich|ilich"
)
_NO_PATRONYMIC = re.compile(
    r"(?:\w{0,5}(?:основ|услов|уголов|духов|верхов|церков|винов|кров|любов|чинов|слов|штормов|бытов|подлив)"
    r"|\w{0,6}(?:дне|душе|плаче|гне|напе|дере|харче|короле|цар|древ|ру|зло|ве)в|ро|ко|новго|пс|ост?ро)н\w{1,3}"
    r"|дере\w+|(?:пс?ков|тамбов|азов|ростов)ич\w*"
)
"""Adjectives, villages and townsmen that end as patronymics do."""
_SURNAME = re.compile(
    r"\w{2,}(?:(?:[ое]в|[иы]н)(?:а|у|ым|е|ой|ою|ы|ых|ыми)?"
    r"|(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|ою|ие|их)"
    r"|(?:[чщлднрсть]у|ю)к(?:а|у|ом|е)?|ян(?:а|у|ом|е)?|енко|дзе|швили|ец|[еи]йко|[ыи]х|заде"
    r"|ova?|eva?|ina?|sk(?:y|iy|ii|i|aya|aia)|enko|chuk|yan|dze|shvili|son)"
)
_TURKIC = frozenset(("оглы", "кызы", "оглу", "угли", "кизи", "улы"))
_BENT = {"павел": "павл", "лев": "льв", "заяц": "зайц", "козел": "козл", "король": "корол"}


class Part(StrEnum):
    """What a word may be; a letter each, so that a text of names is a word of letters."""

    PATRONYMIC = "P"
    TURKIC = "Q"
    GIVEN = "G"
    AMBIGUOUS = "A"
    SURNAME = "S"
    FAMILY = "Y"
    WORD = "W"
    QUALITY = "E"
    """Ends as adjectives do: a surname behind a given name only."""
    LOUD = "L"
    INITIAL = "I"
    INITIALS = "D"
    TITLE = "T"
    LATIN_PATRONYMIC = "K"
    LATIN_GIVEN = "N"
    LATIN_AMBIGUOUS = "B"
    LATIN_SURNAME = "F"
    LATIN_WORD = "V"
    SMALL_PATRONYMIC = "p"
    SMALL_GIVEN = "g"
    NONE = "x"


@dataclass(frozen=True)
class _Names:
    """The lists of ``names.toml`` with their case forms."""

    given: frozenset[str]
    ambiguous: frozenset[str]
    surnames: frozenset[str]
    families: frozenset[str]
    titles: frozenset[str]
    codes: frozenset[str]
    """Two capitals that are no initials."""
    others: frozenset[str]
    stems: frozenset[str]


@cache
def _names() -> _Names:
    with resource("words", "names.toml").open("rb") as source:
        data = tomllib.load(source)
    russian, latin, others = data["russian"], data["latin"], data["not"]["words"].split()
    ambiguous = _forms(f"{russian['ambiguous']} {latin['ambiguous']}")
    return _Names(
        given=_forms(f"{russian['given']} {russian['short']} {latin['given']}") - ambiguous,
        ambiguous=ambiguous,
        surnames=_forms(f"{russian['surnames']} {latin['surnames']}"),
        families=frozenset(data["families"]["words"].split()),
        titles=frozenset(data["titles"]["words"].split()),
        codes=frozenset(data["not"]["codes"].split()),
        others=frozenset(word for word in others if not word.endswith("*")),
        stems=frozenset(word[:-1] for word in others if word.endswith("*")),
    )


def _forms(names: str) -> frozenset[str]:
    return frozenset(form for name in names.split() for form in (name, *_cases(name)))


def _cases(name: str) -> Iterator[str]:
    """The other forms of a Russian name in the singular."""
    stem, last = _BENT.get(name, name), name[-1]
    endings: tuple[str, ...] = ("а", "у", "ом", "ем", "е")
    if last in "йь" and name not in _BENT:
        stem, endings = stem[:-1], ("я", "ю", "ем", "е", "и", "ью")
    elif last == "а":
        stem, endings = stem[:-1], ("ы", "и", "е", "у", "ой", "ою", "ей")
    elif last == "я":
        stem, endings = stem[:-1], ("и", "е", "ю", "ей", "ею")
    if "а" <= last <= "я" and last not in "оиу":
        yield from (stem + ending for ending in endings)


def part_of(word: str) -> Part:
    """What a word of a text may be, as it is written."""
    key = fold(word)
    if key in _names().titles:
        return Part.TITLE
    if key in _TURKIC:
        return Part.TURKIC
    if not word[:1].isupper():
        if is_patronymic(key):
            return Part.SMALL_PATRONYMIC
        return Part.SMALL_GIVEN if key in _names().given else Part.NONE
    if len(word) == 1:
        return Part.INITIAL
    if _is_other(key):
        return Part.NONE
    key = key.rpartition("-")[2]
    return _russian(word, key) if "а" <= key[0] <= "я" else _latin(key)


def _russian(word: str, key: str) -> Part:
    names = _names()
    loud = word.isupper()
    if loud and len(word) == 2 and key not in names.surnames:
        return Part.NONE if key in names.codes else Part.INITIALS
    if is_patronymic(key):
        return Part.PATRONYMIC
    if key in names.families:
        return Part.FAMILY
    if key in names.given:
        return Part.GIVEN
    if key in names.ambiguous and key not in names.surnames:
        return Part.AMBIGUOUS
    if key in names.surnames or _SURNAME.fullmatch(key):
        return Part.SURNAME
    if key.endswith(("ая", "яя", "ое", "ые", "ие", "ого", "ому", "ую", "ый", "ий")):
        return Part.QUALITY
    return Part.LOUD if loud else Part.WORD


def _latin(key: str) -> Part:
    names = _names()
    if is_patronymic(key):
        return Part.LATIN_PATRONYMIC
    if key in names.families:
        return Part.FAMILY
    if key in names.given:
        return Part.LATIN_GIVEN
    if key in names.ambiguous:
        return Part.LATIN_AMBIGUOUS
    if key in names.surnames or _SURNAME.fullmatch(key):
        return Part.LATIN_SURNAME
    return Part.LATIN_WORD


def is_title(word: str) -> bool:
    """Whether a word is said before a name, as “Mr” is."""
    return fold(word) in _names().titles


def is_patronymic(word: str) -> bool:
    """Whether a folded word is a patronymic in some case."""
    return _PATRONYMIC.fullmatch(word) is not None and _NO_PATRONYMIC.fullmatch(word) is None


def _is_other(word: str) -> bool:
    """A word that stands beside names and belongs to none, as “manager” does."""
    names = _names()
    return word in names.others or any(
        word[:length] in names.stems for length in range(max(2, len(word) - 3), len(word) + 1)
    )
