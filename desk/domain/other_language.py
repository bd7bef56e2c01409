# SPDX-License-Identifier: Apache-2.0
"""Words in a text that are of the other language than the text should be.

Names, addresses and quotations may honestly stand in their own letters, and so they are passed over: what is
sought are ordinary words, which begin with a small letter.
"""

from __future__ import annotations

import re

from desk.domain.contacts import addresses_in
from desk.domain.naming import names_in

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“]*“|\"[^\"]*\"")
_OFFICE = re.compile(
    r"(?i)\b(?:(?:публичное |непубличное |закрытое |открытое )?акционерное общество"
    r"|общество с ограниченной ответственностью|индивидуальный предприниматель"
    r"|автономная некоммерческая организация|самозанят\w+)\b"
)
_RUSSIAN = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яё-]*(?:[ ,]{1,2}[А-ЯЁа-яё][А-ЯЁа-яё-]*)*")
_SMALL = re.compile(r"(?<![А-ЯЁа-яё-])(?:[а-яё]{5,}(?!\w)|[а-яё]{3,4}(?![.\w]))")
"""A short one before a full stop is an abbreviation, as in addresses."""
_OF_PLACES = frozenset(
    re.findall(
        r"\w+",
        "улица проспект просп переулок шоссе набережная бульвар площадь проезд аллея тракт микрорайон корпус квартира"
        " офис дом строение помещение комната город область край республика район поселок посёлок село деревня",
    )
)
_LINK = re.compile(r"(?i)\b(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+\b(?:/\S*)?")
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’-]*(?: [A-Za-z][A-Za-z'’-]*)+")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "the of and to for in we our you your is are was were be been with by from on not no or as at this that it"
        " any all has have had will may who which",
    )
)
_MOST = 80


def other_words(text: str, language: str) -> str:
    """The first words of the other language in a text meant for ``language``; empty where there are none."""
    found = _russian(text) if language == "en" else _english(text)
    return found if len(found) <= _MOST else found[: _MOST - 1].rstrip() + "…"


def _russian(text: str) -> str:
    if not _SMALL.search(text):
        return ""
    text = _OFFICE.sub(" | ", _LINK.sub(" | ", _QUOTED.sub(" | ", text)))
    for address in addresses_in(text):
        text = text.replace(address, " | ")
    for start, end in reversed([*names_in(text)]):
        text = f"{text[:start]}|{text[end:]}"
    for match in _RUSSIAN.finditer(text):
        if any(word not in _OF_PLACES for word in _SMALL.findall(match[0])):
            return match[0]
    return ""


def _english(text: str) -> str:
    text = _LINK.sub(" | ", _QUOTED.sub(" | ", text))
    alone = not re.search("[А-ЯЁа-яё]", text)
    return next((m[0] for m in _ENGLISH.finditer(text) if _is_english(m[0], alone=alone)), "")


def _is_english(words: str, *, alone: bool) -> bool:
    """A trade name has capitals; where no Russian word stands beside them, one small word is enough."""
    small = [each for each in words.split() if each.islower()]
    long = [each for each in small if len(each) > 2]
    return len(long) > 2 or (
        bool(long) and (alone or (len(small) > 1 and bool({*small} & _COMMON)))
    )
