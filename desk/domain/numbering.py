# SPDX-License-Identifier: Apache-2.0
"""How registration numbers are shown to people: on paper, in the window and in e-mails alike.

A number is kept as ``series/year-number``; what gives out the numbers lives with the services.
"""

from __future__ import annotations

import re

_CASES = {
    "answer": "01",
    "notice": "02",
    "order": "03",
    "act": "04",
    "extract": "05",
    "record": "06",
    "journal": "07",
    "consent_form": "08",
    "assignment": "09",
    "list": "10",
    "assessment": "11",
}
"""The indexes of the cases in which issued papers are filed; those of papers in the archive never change."""
_SERIES = {case: series for series, case in _CASES.items()}
_OURS = re.compile(r"[a-z][a-z_]*")
KEPT = re.compile(r"\b[a-z_]+/\d{4}-\d+\b")
"""A number in a text as it is kept."""
_SHOWN = re.compile(rf"\b({'|'.join(_SERIES)})/(?=\d{{4}}-)")


def printed_number(number: str) -> str:
    """A registration number as an official paper prints it: ``answer/2026-014`` becomes ``01/2026-014``.

    Every series of papers carries the index of the case it is filed in, as Russian office practice has
    it, so that an order, an act and an extract in one hand differ by their numbers. Digits read the
    same in both languages. Requests, consents and destructions are entries of a register, not papers:
    what names them says in words what they are and prints the bare number. What was numbered
    elsewhere, as an act typed by hand, keeps every sign of its number.
    """
    series, slash, rest = number.partition("/")
    if not slash or not _OURS.fullmatch(series):
        return number
    case = _CASES.get(series)
    return f"{case}/{rest}" if case else rest


def kept_number(text: str) -> str:
    """``text`` with printed numbers of letters as they are kept, so that they can be looked for."""
    return _SHOWN.sub(lambda found: f"{_SERIES[found[1]]}/", text)
