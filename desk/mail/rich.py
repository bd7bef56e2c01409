# SPDX-License-Identifier: Apache-2.0
"""Outlook's packed rich text (RTF) reduced to plain text, for letters that carry nothing else.

Only the words are taken out; looks, pictures and objects are left.
"""

from __future__ import annotations

import re
import struct

from desk.mail import charset as charsets
from desk.mail.clean import clean_text
from desk.mail.html import plain
from desk.mail.notes import MAX_TEXT

_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z'])|([{}])|([\r\n]+)|([^\\{}\r\n]+)|."
)
_SKIPPED = frozenset(
    {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata", b"listtable",
     b"listoverridetable", b"rsidtbl", b"generator", b"datastore", b"latentstyles", b"xmlnstbl", b"header",
     b"footer", b"fldinst"}
)  # fmt: skip
_BREAKS = {b"par": "\n", b"line": "\n", b"tab": "\t", b"row": "\n", b"cell": " ", b"emdash": "—",
           b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•"}  # fmt: skip


def rich_text(packed: bytes) -> str:
    """The words of a packed rich text; what is damaged is read as far as it goes."""
    source = unpack(packed)
    if b"\\fromhtml" in source[:400]:
        return plain(_Reader(source, page=True).text())
    return clean_text(_Reader(source, page=False).text()).strip("\n")


def unpack(packed: bytes) -> bytes:
    """Undo the packing of [MS-OXRTFCP]."""
    if len(packed) < 16:
        return b""
    size, kind = struct.unpack_from("<I", packed, 4)[0], packed[8:12]
    if kind == b"MELA":
        return packed[16 : 16 + min(size, MAX_TEXT * 4)]
    if kind != b"LZFu":
        return b""
    return _unpack(packed, min(size, MAX_TEXT * 4))


def _unpack(packed: bytes, size: int) -> bytes:
    # The whole output is the window: a reference of the format counts from the start of the dictionary.
    out = bytearray(_DICTIONARY)
    first, at = len(_DICTIONARY), 16
    while at < len(packed) and len(out) - first < size:
        flags, at = packed[at], at + 1
        for bit in range(8):
            if not flags >> bit & 1:
                out += packed[at : at + 1]
                at += 1
            elif not _copy(out, packed[at : at + 2]):
                return bytes(out[first:])
            else:
                at += 2
    return bytes(out[first : first + size])


def _copy(out: bytearray, pair: bytes) -> bool:
    """Repeat a piece of what was written; false at the end mark or the end of the data."""
    if len(pair) < 2:
        return False
    number = pair[0] << 8 | pair[1]
    back = (len(out) - (number >> 4)) % 4096
    if back == 0:
        return False
    for _ in range((number & 15) + 2):
        # Places the window has not reached yet are zero.
        out.append(out[-back] if back <= len(out) else 0)
    return True


class _Reader:
    """Reads rich text token by token; ``page`` takes out the HTML that Outlook hid in it."""

    def __init__(self, source: bytes, *, page: bool) -> None:
        self._source = source
        self._page = page
        self._out: list[str] = []
        self._bytes = bytearray()
        self._charset = "cp1252"
        self._skip = 0  # depth of the group that is left out, or 0
        self._depth = 0
        self._hidden = False
        self._swallow = 0  # fallback characters after \\u
        self._star = False

    def text(self) -> str:
        for match in _TOKEN.finditer(self._source):
            self._take(match)
        self._flush()
        return "".join(self._out)

    def _take(self, match: re.Match[bytes]) -> None:
        hexed, word, number, sign, brace, _, words = match.groups()
        if brace:
            self._brace(brace)
        elif word:
            self._word(word, int(number) if number else None)
        elif sign:
            self._sign(sign)
        elif hexed:
            self._byte(bytes.fromhex(hexed.decode("ascii")))
        elif words:
            self._byte(words)

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            self._depth += 1
        else:
            if self._skip == self._depth:
                self._skip = 0
            self._depth = max(0, self._depth - 1)
        self._star = False

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._star = True
        elif sign in (b"\\", b"{", b"}"):
            self._byte(sign)
        elif sign == b"~":
            self._say("\u00a0")

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"ansicpg" and number:
            self._charset = charsets.lookup(f"cp{number}") or self._charset
        elif word == b"htmlrtf":
            self._flush()
            self._hidden = self._page and number != 0
        elif word == b"u" and number is not None:
            self._say(chr(number % 65536))
            self._swallow = 1
        elif (
            word == b"bin"
            or word in _SKIPPED
            or (self._star and word not in (b"htmltag", b"mhtmltag"))
        ) or word == b"mhtmltag":
            self._skip = self._skip or self._depth
        elif word in _BREAKS:
            self._say(_BREAKS[word])
        self._star = False

    def _byte(self, content: bytes) -> None:
        if self._swallow:
            content, self._swallow = content[1:], 0
        if not self._skip and not self._hidden:
            self._bytes += content

    def _say(self, text: str) -> None:
        if not self._skip and not self._hidden:
            self._flush()
            self._out.append(text)

    def _flush(self) -> None:
        if self._bytes:
            self._out.append(bytes(self._bytes).decode(self._charset, "replace"))
            self._bytes.clear()
