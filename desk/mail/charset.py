# SPDX-License-Identifier: Apache-2.0
"""Bytes into text when the named character set is missing, wrong or unknown to Python.

Guessing weighs the Cyrillic sets against one another by how Russian the result looks; it is used only
where the letter itself gives no usable answer.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

_ALIASES = {
    "ansi": "cp1251",
    "cp-1251": "cp1251",
    "cp1251": "cp1251",
    "win-1251": "cp1251",
    "win1251": "cp1251",
    "windows1251": "cp1251",
    "x-cp1251": "cp1251",
    "koi8r": "koi8_r",
    "koi-8-r": "koi8_r",
    "koi8": "koi8_r",
    "cp-866": "cp866",
    "dos-866": "cp866",
    "ibm-866": "cp866",
    "x-mac-cyrillic": "mac_cyrillic",
    "utf8mb4": "utf-8",
    "utf-8-sig": "utf-8",
    "cp65001": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "iso-8859-8-i": "iso-8859-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "us-ascii": "ascii",
}
_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_SINGLE_WESTERN = frozenset({"ascii", "cp1252"})
_CYRILLIC_SETS = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
_SAMPLE = 4000
_COMMON = frozenset("оеаинтсрвл")
_ODD = -2.0
_WESTERN_LETTERS = re.compile("[\u00c0-\u00ff]")
_HIGH_RUN = re.compile("[\u0080-\uffff]{4,}")


def lookup(name: str) -> str | None:
    """Python's name of a text encoding, or ``None`` when it has none or ``name`` is no character set."""
    wanted = name.strip().strip("\"'").lower()
    wanted = _ALIASES.get(wanted, wanted)
    if not wanted or len(wanted) > 40 or not wanted.isascii() or "\0" in wanted:
        return None
    try:
        found = codecs.lookup(wanted)
        text = "".encode(found.name)
    except (LookupError, ValueError, TypeError):
        return None
    usable = isinstance(text, bytes) and found.name not in _NOT_CHARSETS
    return found.name if usable else None


def decode(raw: bytes, charset: str = "") -> tuple[str, bool]:
    """The text, and whether it had to be guessed against or without what ``charset`` says."""
    if raw.isascii() and not _is_escaped(charset):
        return raw.decode("ascii"), False
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(name, "replace").removeprefix("\ufeff"), False
    known = lookup(charset) if charset else None
    if known is None or known == "ascii":
        return guess(raw), bool(charset)
    text = raw.decode(known, "replace")
    if known in _SINGLE_WESTERN and _looks_cyrillic(text):
        return guess(raw), True
    if known.replace("-", "_") in _CYRILLIC_SETS and _is_confused(raw, known):
        return guess(raw), True
    if _damage(text) > len(text) // 50 and _damage(text) * 8 > _high(raw[:200_000]):
        return guess(raw), True
    return text, False


def _is_confused(raw: bytes, known: str) -> bool:
    """Whether in another set it is Russian and in this one it cannot be, like “гДПЮБЯРБСИРЕ”.

    Few odd letters tell, for the sets differ most in which letters are capital; words all in capitals have none.
    """
    sample = _high_sample(raw)
    here = list(_weights(sample.decode(known, "replace")))
    there = list(_weights(guess(sample)))
    odd = here.count(_ODD)
    return odd > max(1, 4 * there.count(_ODD)) and sum(there) > max(len(there), 2 * sum(here))


def guess(raw: bytes) -> str:
    """The text of ``raw`` in the most likely character set."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        # A letter cut off in the middle of a character is still UTF-8.
        if error.start > len(raw) - 4 and _high(raw[: error.start]):
            return raw.decode("utf-8", "replace")
    sample = _high_sample(raw)
    best = max(_CYRILLIC_SETS, key=lambda name: _russian(sample.decode(name, "replace")))
    if _russian(sample.decode(best, "replace")) <= 0:
        return raw.decode("cp1252", "replace")
    return raw.decode(best, "replace")


def _is_escaped(charset: str) -> bool:
    """Sets in which plain ASCII bytes mean something else."""
    return (
        charset.strip()
        .lower()
        .startswith(
            (
                "utf-7",
                "unicode-1-1",
                "iso-2022",
                "hz",
                "utf-16",
                "utf-32",
                "utf16",
                "cp037",
                "cp500",
                "cp1140",
            )
        )
    )


def _damage(text: str) -> int:
    return text.count("\ufffd")


def _high(raw: bytes) -> int:
    return len(raw) - len(raw.translate(None, bytes(range(128, 256))))


def _high_sample(raw: bytes) -> bytes:
    """A piece of ``raw`` around its first letters beyond ASCII."""
    found = re.search(rb"[\x80-\xff]", raw)
    start = max(0, found.start() - 40) if found else 0
    return raw[start : start + _SAMPLE]


def _looks_cyrillic(text: str) -> bool:
    """Western text is mostly plain letters; Cyrillic read as Western is runs of accented ones."""
    sample = text[:20_000]
    accented = len(_WESTERN_LETTERS.findall(sample))
    plain = sum(1 for letter in sample if letter.isascii() and letter.isalpha())
    return accented > 3 and accented * 2 > plain and bool(_HIGH_RUN.search(sample))


def _russian(text: str) -> float:
    """How Russian ``text`` looks: common lower-case letters count for, odd neighbours against."""
    return sum(_weights(text))


def _weights(text: str) -> Iterator[float]:
    before = " "
    for letter in text:
        if letter >= "\x80":
            yield _weight(letter, before)
        before = letter


def _weight(letter: str, before: str) -> float:
    lower = letter.lower()
    if "а" <= lower <= "я" or lower == "ё":
        if letter != lower:
            return 0.4 if not before.islower() else _ODD
        if before.isascii() and before.isalpha():
            return -1.0
        return 2.0 if lower in _COMMON else 0.8
    if unicodedata.category(letter) in ("Pd", "Pi", "Pf", "Zs") or letter in "№…":
        return 0.1
    return _ODD
