# SPDX-License-Identifier: Apache-2.0
"""Reads the moments of a letter: when it was sent and when the recipient's server took it.

A moment without a known time zone is no moment: a wrong zone moves a term by a day, so it is not guessed.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from desk.mail.clean import clean_field
from desk.mail.fields import raw_text
from desk.mail.mime import Headers

_DAY = re.compile(
    r"(?<!\d)(\d{1,2})[ \-.]+([^\W\d_]{3,10})\.?,?[ \-.]+(\d{1,5})(?:\s*г\.)?,?\s+"
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?"
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_ASCTIME = re.compile(
    r"\b([A-Za-z]{3}) +(\d{1,2}) +(\d{1,2}):(\d{2}):(\d{2}) +((?:[+-]\d{4}|[A-Z]{1,5}) +)?(\d{4})"
)
_NUMERIC = re.compile(r"\s*(?:GMT|UTC)?\s*([+-])(\d{2}):?(\d{2})\b")
_NAMED = re.compile(r"\s*\(?([A-Z]{1,5})\b")
_COLLECTED = re.compile(rb"\bwith\s+(?:POP3|IMAP)", re.IGNORECASE)
_YEARS = range(1990, 2100)
_MONTHS = {
    **{name: number for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)},
    **{name: number for number, name in enumerate(
        ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"), 1)},
    "май": 5,
}  # fmt: skip
_ZONES = {
    "MSK": 180, "MSD": 240, "GMT": 0, "UT": 0, "UTC": 0, "Z": 0, "EST": -300, "EDT": -240, "CST": -360,
    "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "WET": 0, "WEST": 60, "CET": 60,
    "CEST": 120, "MET": 60, "MEST": 120, "EET": 120, "EEST": 180, "BST": 60, "SAMT": 240, "YEKT": 300,
    "OMST": 360, "NOVT": 420, "KRAT": 420, "IRKT": 480, "YAKT": 540, "VLAT": 600, "MAGT": 660, "PETT": 720,
    "ICT": 420, "JST": 540, "KST": 540, "SGT": 480, "HKT": 480,
}  # fmt: skip


def moment(raw: bytes) -> datetime | None:
    """The moment a date field names, aware; ``None`` when it is no date or its zone is not known.

    ``-0000`` is UTC by RFC 5322.
    """
    text = clean_field(raw_text(raw), limit=400)
    if found := _DAY.search(text):
        day, month, year = int(found[1]), _MONTHS.get(found[2][:3].lower(), 0), _year(found[3])
        return _aware((year, month, day), found.group(4, 5, 6), text[found.end() :])
    if found := _ISO.search(text):
        date = int(found[1]), int(found[2]), int(found[3])
        return _aware(date, found.group(4, 5, 6), text[found.end() :])
    if found := _ASCTIME.search(text):
        date = int(found[7]), _MONTHS.get(found[1].lower(), 0), int(found[2])
        return _aware(date, found.group(3, 4, 5), found[6] or text[found.end() :])
    return None


def _aware(date: tuple[int, int, int], clock: tuple[str | None, ...], rest: str) -> datetime | None:
    east = _zone(rest)
    if east is None or date[0] not in _YEARS:
        return None
    hour, minute, second = (int(each or 0) for each in clock)
    try:
        # A leap second is written 60.
        return datetime(*date, hour, minute, min(second, 59), tzinfo=east)
    except ValueError:
        return None


def _year(digits: str) -> int:
    """RFC 5322, 4.3: two digits up to 49 are of this century, three count from 1900."""
    number = int(digits)
    if len(digits) == 2:
        return number + (2000 if number < 50 else 1900)
    return number + 1900 if len(digits) == 3 else number


def _zone(rest: str) -> timezone | None:
    if found := _NUMERIC.match(rest):
        hours, minutes = int(found[2]), int(found[3])
        if hours > 14 or minutes > 59:
            return None
        east = hours * 60 + minutes
        return timezone(timedelta(minutes=-east if found[1] == "-" else east))
    named = _NAMED.match(rest)
    if named is None or named[1] not in _ZONES:
        return None
    return timezone(timedelta(minutes=_ZONES[named[1]]))


def received(headers: Headers) -> tuple[datetime | None, bool]:
    """When the topmost server that says so took the letter, and whether a stamp had to be passed over.

    A stamp of a program that collected the letter from the mailbox later (POP3, IMAP) gives way to the
    one below it: the letter had arrived before.
    """
    odd, collected = False, None
    for field in headers.all("received")[:200]:
        at = moment(field.rpartition(b";")[2])
        if at is None:
            odd = True
        elif _COLLECTED.search(field):
            collected = collected or at
        else:
            return at, odd
    return collected, odd
