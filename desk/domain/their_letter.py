# SPDX-License-Identifier: Apache-2.0
"""What an authority's letter says of itself: its number, its date and the day it sets for the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
    "ноября", "декабря",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_DAY = (
    rf"(\d{{1,2}}[.]\d{{1,2}}[.]\d{{4}}|[«\"]?\d{{1,2}}[»\"]?\s+(?:{'|'.join(_MONTHS)})\s+\d{{4}})"
)
_NUMBER = r"№\s*([\w./-]*\d[\w./-]*\w)"
_REFERENCES = (
    (re.compile(rf"(?i){_NUMBER}\s+от\s+{_DAY}"), 1, 2),
    (re.compile(rf"(?i)(?<!\w){_DAY}(?:\s*г[.]?)?\s+{_NUMBER}"), 2, 1),
)
_SETS = re.compile(
    rf"(?i)(?:в\s+срок[^.;]{{0,60}}?\s(?:до|позднее)|не\s+позднее|не\s+позже|\b(?:by|no\s+later\s+than|not\s+later\s+than))\s+{_DAY}"
)
_CLAIM = re.compile(
    r"(?i)(?<!\w)(?:претензи|досудебн)|\bpre-?trial\b|\bletter before (?:action|claim)\b"
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
    days = (_date(match[1]) for match in _SETS.finditer(text))
    sets = min((day for day in days if day and day >= received), default=None)
    return TheirLetter(
        number, written.isoformat() if written else "", sets.isoformat() if sets else ""
    )


def claim_sets(text: str, received: date) -> str:
    """The ISO day a pre-trial claim sets for its answer; empty for any other letter."""
    text = text[:_LONGEST]
    return their_letter(text, received).sets if _CLAIM.search(text) else ""


def _date(text: str) -> date | None:
    day, month, year = re.findall(r"\w+", text.lower())
    try:
        return date(
            int(year), int(month) if month.isdigit() else _MONTHS.index(month) % 12 + 1, int(day)
        )
    except ValueError:
        return None
