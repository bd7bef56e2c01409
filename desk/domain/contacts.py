# SPDX-License-Identifier: Apache-2.0
"""Addresses, telephones and e-mail addresses in a text.

Every run has an end: a file may hold a hundred thousand letters without a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_EMAIL = re.compile(r"\w[\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}")
_LONG_PHONE = re.compile(
    r"(?<![\w/-])(?:\+|\((?=\d))?\d(?:[ ().\u00a0‑-]{0,2}\d){9,14}(?![\w/]|,\d)"
)
_NO_PHONE = re.compile(
    r"\d{1,2}\.\d\d\.(?:19|20)\d\d|(?<!\d)20[0-4]\d(?!\d)|\d\d-\d\d-\d{6}|\d{5,9}[ .]"
)
"""Days, years and numbers of registers that stand in a row."""
_UNBROKEN = re.compile(r"[78]\d{10}|[3489]\d{9}")
_ELEVEN = re.compile(r"\+?[178]\D(?:\D{0,2}\d){10}(?!\d)")
_STRAY = re.compile(r"^[0-69] {1,2}(?=\()")
"""The number of a house before the code of a town."""
_SHORT_PHONE = re.compile(
    r"(?<![\w/.,-])(?:\(\d{3,5}\)\s?)?\d{1,3}[-‑–]\d\d[-‑–]\d\d(?![\w/]|[-‑–.,]\d)"
)
_AFTER_WORD = re.compile(
    r"\b(?i:тел|телефон\w{0,2}|моб|сот|факс|звоните|позвонить|tel|phone|mobile|fax|call)\b[.:]?[\s:№]{0,3}"
    r"(\(?\d(?:[ ()-]{0,2}\d){4,8})(?![\w/]|[-.,]\d)"
)
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\D(?:0[1-9]|1[0-2])\D\d\d")
"""Three pairs of figures that are a day before they are a telephone."""
_OTHER_NUMBER = re.compile(
    r"\b(?:ИНН|КПП|ОГРН|ОГРНИП|БИК|ОКПО|INN|KPP|OGRN|OGRNIP|TIN|налоговый номер|tax number)[\s:№]{0,3}$",
    re.IGNORECASE,
)

_STREET = (
    r"(?i:ул|улиц[аеыу]|пр-к?т|пр|просп|проспект[ае]?|пер|переул(?:ок|к[ае])|ш|шоссе|наб|набережн(?:ая|ой)|б-р|бул"
    r"|бульвар[ае]?|пл|площад[ьи]|пр-д|проезд[ае]?|алле[яеи]|тракт[ае]?|мкр|мкрн|мкр-н|микрорайон[ае]?|кв-л|квартал[ае]?)"
)
_BEHIND = (
    r"(?i:ул\.|улиц[аеыу]|пр\.|пр-к?т\.?|просп\.|проспект[ае]?|пер\.|переул(?:ок|к[ае])|ш\.|шоссе|наб\.|набережн(?:ая|ой)"
    r"|б-р|бул\.|бульвар[ае]?|пл\.|площад[ьи]|пр-д|проезд[ае]?|мкр\.)"
)
_HOUSE = r"(?i:д\.?|дом|стр\.|вл\.)"
_NUMBER = rf"(?:{_HOUSE}\s?)?(?<!\d)\d{{1,4}}(?:[-/]\d{{1,4}}|[А-Га-г])?(?!\w)"
_FLAT = (
    r"(?:,?\s?(?i:к|корп|корпус|стр|строение|лит|кв|квартира|оф|офис|пом|ком)\.?\s?\d{1,4}\w?){0,4}"
)
_TITLE = r"[А-ЯЁ0-9][\w.-]{0,40}"
_ADDRESS = re.compile(
    rf"\b{_STREET}(?:\.\s?|\s){_TITLE}(?:\s[\w.-]{{1,40}}){{0,3}}?,?\s?{_NUMBER}{_FLAT}"
    rf"|\b[А-ЯЁ][\w-]{{1,40}}(?:\s[\w-]{{1,40}})?\s{_BEHIND},?\s?{_NUMBER}{_FLAT}"
    rf"|\b(?i:с|п|пос|дер|д|х|ст-ца|село|деревня|поселок|посёлок)\.?\s[А-ЯЁ][\w-]{{2,40}},?\s{_HOUSE}\s?\d{{1,4}}\w?{_FLAT}"
    rf"|\b[А-ЯЁ][\w-]{{2,40}},?\s{_NUMBER},?\s?(?i:кв|квартира)\.?\s?\d{{1,4}}"
    r"|\b\d{1,4}[A-Za-z]?\s(?:[A-Z][\w'’-]{0,40}\s){1,3}(?i:St|Street|Ave|Avenue|Rd|Road|Lane|Blvd|Boulevard|Square|Sq|Drive)\b"
)


def emails_in(text: str) -> Iterator[str]:
    """The e-mail addresses in ``text``."""
    return (match[0] for match in _EMAIL.finditer(text))


def phones_in(text: str) -> Iterator[str]:
    """The telephones in ``text``: with a code, of five to seven figures, or behind the word."""
    taken: set[int] = set()
    for match in _LONG_PHONE.finditer(text):
        taken.update(range(*match.span()))
        if _is_phone(match[0]) and not _OTHER_NUMBER.search(
            text[max(0, match.start() - 24) : match.start()]
        ):
            yield _eleven(_STRAY.sub("", match[0]))
    for match in _AFTER_WORD.finditer(text):
        if match.start(1) not in taken:
            taken.update(range(*match.span(1)))
            yield match[1]
    for match in _SHORT_PHONE.finditer(text):
        if match.start() not in taken and not _DAY.fullmatch(match[0]):
            yield match[0]


def _is_phone(found: str) -> bool:
    if found.startswith("+"):
        return True
    return _NO_PHONE.search(found) is None and (
        not found.isdigit() or _UNBROKEN.fullmatch(found) is not None
    )


def _eleven(found: str) -> str:
    """Without figures that stand behind the eleven a Russian or American number has."""
    whole = _ELEVEN.match(found)
    return whole[0] if whole is not None else found


def addresses_in(text: str) -> Iterator[str]:
    """The addresses with a house in ``text``."""
    return (match[0] for match in _ADDRESS.finditer(text))
