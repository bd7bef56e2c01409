# SPDX-License-Identifier: Apache-2.0
"""Dates and moments as people type them: “вчера”, “today 14:05”, “24.11”, “24 ноя 2026”, “2026-11-24”.

A day without a year is the nearest one to today. What cannot be read is refused with an example.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from desk.clocks import legal_time
from desk.errors import N_, Refusal
from desk.folding import fold

_WORDS = {
    "сегодня": 0,
    "today": 0,
    "вчера": -1,
    "yesterday": -1,
    "позавчера": -2,
    "завтра": 1,
    "tomorrow": 1,
    "послезавтра": 2,
}
_MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "июн": 6,
    "июл": 7, "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12,
    "jan": 1, "feb": 2, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTHS["mar"] = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?\.?(?:\s*г\.?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(
    r"(?:[a-zа-я]{2,3},?\s+)?(\d{1,2})\s+([a-zа-я]{3,9})\.?,?(?:\s+(\d{4}))?(?:\s*г\.?)?(?:,?\s+[a-zа-я]{2,3})?"
)
_TIME = re.compile(r"(.*?)[\s,t]*(?:в\s+|at\s+)?(?<!\d)(\d{1,2})[:.](\d{2})(?::\d{2})?\s*")
_EXAMPLE = N_("This is not a date. Type it like 24.11.2026, 24.11 or “yesterday”.")
_EXAMPLE_MOMENT = N_("This is not a date and time. Type it like 24.11.2026 14:05.")


def read_date(text: str, today: date, field: str | None = None) -> date:
    """The day ``text`` means; raises ``Refusal`` naming ``field``."""
    words = " ".join(fold(text).split())
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    try:
        found = _numbers(words, today)
    except (ValueError, OverflowError) as error:
        raise Refusal(N_("There is no such day in the calendar."), field=field) from error
    if found is None:
        raise Refusal(_EXAMPLE, field=field)
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise Refusal(N_("The year {year} must be a typing error."), field=field, year=found.year)
    return found


def read_moment(text: str, now: datetime, zone: str, field: str | None = None) -> datetime:
    """The aware moment ``text`` means in the legal time zone; a date alone lacks its time."""
    place = legal_time(zone)
    words = " ".join(fold(text).split())
    found = _TIME.fullmatch(words)
    if found is None or not found.group(1):
        raise Refusal(_EXAMPLE_MOMENT, field=field)
    day = read_date(found.group(1), now.astimezone(place).date(), field)
    try:
        clock = time(int(found.group(2)), int(found.group(3)))
    except ValueError as error:
        raise Refusal(N_("There is no such time of day."), field=field) from error
    return datetime.combine(day, clock, place)


def _numbers(words: str, today: date) -> date | None:
    if found := _ISO.fullmatch(words):
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    if found := _DOTTED.fullmatch(words):
        return _in_year(int(found.group(1)), int(found.group(2)), found.group(3) or "", today)
    if found := _NAMED.fullmatch(words):
        month = _MONTHS.get(found.group(2)[:3])
        return _in_year(int(found.group(1)), month, found.group(3) or "", today) if month else None
    return None


def _in_year(day: int, month: int, year: str, today: date) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    near = [
        candidate
        for candidate in (_try(today.year + shift, month, day) for shift in (-1, 0, 1))
        if candidate is not None
    ]
    if not near:
        raise ValueError(day, month)
    return min(near, key=lambda candidate: abs((candidate - today).days))


def _try(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_or(text: str, otherwise: date) -> date:
    """The day in ``text``, with or without a time, or ``otherwise`` when it cannot be read."""
    found = _TIME.fullmatch(" ".join(fold(text).split()))
    try:
        return read_date(found.group(1) if found and found.group(1) else text, otherwise)
    except Refusal:
        return otherwise


def time_of(text: str) -> str:
    """The time of day in ``text`` as HH:MM, or an empty string."""
    found = _TIME.fullmatch(" ".join(fold(text).split()))
    return f"{int(found.group(2)):02}:{found.group(3)}" if found else ""
