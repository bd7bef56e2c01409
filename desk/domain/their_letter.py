# SPDX-License-Identifier: Apache-2.0
"""What an authority's letter says of itself: its number, its date and the day it sets for the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.domain.asked_by import Asked

_MONTHS = (
    "янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
"""How their names begin; “нояб.” and “Nov.” are read with “ноября” and “November”."""
_MONTH = rf"(?:{'|'.join(_MONTHS)})[^\W\d_]{{0,6}}[.]?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = (
    r"(\d{1,2}[.]\d{1,2}[.]\d{4}|\d{4}-\d{2}-\d{2}"
    rf"|[«\"]?{_NTH}[»\"]?\s+(?:(?:day\s+)?of\s+)?{_MONTH},?\s+\d{{4}}|{_MONTH}\s+{_NTH},?\s+\d{{4}})(?!\d)"
)
_NUMBER = r"№\s*([\w./-]*\d[\w./-]*\w)"
_REFERENCES = (
    (re.compile(rf"(?i){_NUMBER}\s+от\s+{_DAY}"), 1, 2),
    (re.compile(rf"(?i)(?<!\w){_DAY}(?:\s*г[.]?)?\s+{_NUMBER}"), 2, 1),
)
_PAPER = re.compile(rf"(?i)(?:№|\bno?[.]?)\s*([\w./-]*\d[\w./-]*),?\s+(?:от|of|dated)\s+{_DAY}")
_SETS = re.compile(
    rf"(?i)(?:(?:в\s+срок[^.;]{{0,60}}?\s(?:до|позднее)|не\s+позднее|не\s+позже)\s+"
    r"|\b(?:by|(?:no|not)\s+later\s+than|on\s+or\s+before)\s+(?:(?:\w{1,20},?|\d{1,2}[:.]\d\d|[ap][.]m[.],?)\s+){0,6}?)"
    rf"{_DAY}"
)
"""Before an English date may stand a weekday, an hour, “the end of” or “close of business on”."""
_CLAIM = re.compile(
    r"(?i)(?<!\w)(?<!нет )(?<!без )(?:претензи(?!й\s+(?:нет|не\s+име))|досудебн)|\bpre[- ]?trial\b|\bletter (?:before (?:action|claim)|of claim)\b"
)
_LAW = re.compile(r"(?i)ф?кз$|-?фз$")
_LONGEST = 60_000
_FRESH = timedelta(days=92)


@dataclass(frozen=True)
class TheirLetter:
    """Empty where the letter does not say it; dates in ISO."""

    number: str = ""
    day: str = ""
    sets: str = ""


def their_letter(text: str, received: date) -> TheirLetter:
    """Reads ``text`` that came on ``received``: laws and old papers it cites are not its own number."""
    text = text[:_LONGEST]
    found = [
        (match.start(), match[number], day)
        for pattern, number, at in _REFERENCES
        for match in pattern.finditer(text)
        if (day := _date(match[at])) and received - _FRESH <= day <= received
        if not _LAW.search(match[number])
    ]
    _, number, written = min(found, default=(0, "", None))
    sets = set_day(text, received)
    return TheirLetter(
        number, written.isoformat() if written else "", sets.day.isoformat() if sets else ""
    )


def paper_named(text: str) -> tuple[str, str]:
    """Number and ISO date of the first paper a note names; both empty where it names none."""
    for match in _PAPER.finditer(text[:_LONGEST]):
        if (day := _date(match[2])) is not None:
            return match[1], day.isoformat()
    return "", ""


def set_day(text: str, received: date) -> Asked | None:
    """The earliest full date ``text`` sets, whatever stands beside it."""
    from desk.domain.asked_by import Asked  # whose patterns only a letter taken in needs

    found = (
        Asked(day, " ".join(match[0].split()), "date")
        for match in _SETS.finditer(text[:_LONGEST])
        if (day := _date(match[1])) is not None and day >= received
    )
    return min(found, key=lambda each: each.day, default=None)


def is_claim(text: str) -> bool:
    """Whether a letter is a pre-trial claim, which sets a day by itself."""
    return _CLAIM.search(text[:_LONGEST]) is not None


def month_of(name: str) -> int:
    """Which month a name begins like, in Russian or English, full or short."""
    return _MONTHS.index(name[:3].lower()) % 12 + 1


def _date(text: str) -> date | None:
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    named = re.search(_MONTH, text, re.IGNORECASE)
    if named:
        day, year = numbers
        month = month_of(named[0])
    else:
        day, month, year = reversed(numbers) if "-" in text else numbers
    try:
        return date(year, month, day)
    except ValueError:
        return None
