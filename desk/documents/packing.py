# SPDX-License-Identifier: Apache-2.0
"""How large a foreign PDF is unpacked, counted before any library opens it: that would unpack it at once."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import accumulate

from desk.errors import N_, Told

_FED, _GIVEN = 1 << 14, 1 << 20
MOST = 1 << 28
"""What no paper comes near, nor a stack of scanned pages that is signed."""
TOO_LARGE = Told(
    N_(
        "Once unpacked, the file is too large, or it is packed in an unusual way: it cannot be checked."
    )
)

_OBJECTS = 1 << 24
"""So much of it may be objects: all of them are read when a file is opened, and take eighty times the room."""
_HEAD = 1 << 12
_PACKED = re.compile(rb"stream\s*")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME = rb"/[^\s\0()<>\[\]{}/%]*"
_FILTER = re.compile(
    rb"/Filter(?![^\s\0()<>\[\]{}/%])"
    rb"(?:[\s\0]*(null|" + _NAME + rb"|\[(?:[\s\0]*" + _NAME + rb")*[\s\0]*\]))?"
)
"""A filter with its value; without one where the value is not written down plainly beside it."""
_BY_85, _BY_HEX = (b"/ASCII85Decode", b"/A85"), (b"/ASCIIHexDecode", b"/AHx")
_ASCII = (*_BY_85, *_BY_HEX)
_INFLATED = (b"/FlateDecode", b"/Fl")
_PICTURE = (b"/DCTDecode", b"/DCT", b"/JPXDecode", b"/CCITTFaxDecode", b"/CCF", b"/JBIG2Decode")
_UNCOUNTED = (b"/LZWDecode", b"/LZW", b"/RunLengthDecode", b"/RL")
"""Nothing reads what is packed so when a file is opened, if no objects lie in it."""
_SECOND = (*_INFLATED, *_PICTURE, *_UNCOUNTED)
_DEFLATED = 1032
_BLANK = b" \t\n\r\v\f\0"
_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789ABCDEFabcdef"))


def unpacked(content: bytes) -> int:
    """How large everything that is packed in a PDF is unpacked; ``MOST`` where it is more or cannot be known."""
    names, layers = set[bytes](), 1
    for found in _FILTER.finditer(_named(content)):
        chain = re.findall(_NAME, found[1]) if found[1] is not None else None
        if chain is None or not _countable(chain):
            return MOST
        names.update(chain)
        layers = max(layers, sum(each in _INFLATED for each in chain))
    odd = not names.isdisjoint(_UNCOUNTED)
    total = objects = 0
    for found in _PACKED.finditer(content):
        at = found.end()
        if content.endswith(b"end", 0, found.start()):
            continue
        head = _head(content[max(0, found.start() - _HEAD) : found.start()])
        own = names if head is None else names.intersection(re.findall(_NAME, head))
        size = _inflated(content, at, MOST - total, layers)
        size += _read_first(content, at, MOST - total, own)
        if not size and not odd:
            continue
        total += size
        if head is None or _OF_OBJECTS.search(head):
            objects += size
            if not own.isdisjoint(_UNCOUNTED):
                return MOST
        if total >= MOST or objects > _OBJECTS:
            return MOST
    return total


def _named(content: bytes) -> bytes:
    """What names mean (ISO 32000-1, 7.3.5): a letter written by its number is that letter, a sign ends no name so."""
    return _ESCAPED.sub(lambda each: _meant(bytes.fromhex(each[1].decode())), content)


def _meant(sign: bytes) -> bytes:
    return sign if sign.isalnum() else b"_"


_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_PLAIN = re.compile(rb"[\s\0]*<<[^()%#\\]*>>[\s\0]*")
_OF_OBJECTS = re.compile(rb"/(?:First|W)(?![^\s\0()<>\[\]{}/%])")
"""No stream of objects can be without the one, no list of where they are without the other."""


def _head(before: bytes) -> bytes | None:
    """The dictionary of a stream, its strings left out; ``None`` where it is not written down plainly."""
    line, _obj, rest = before.rpartition(b"obj")
    head = _named(_STRING.sub(b"", rest))
    remarked = b"%" in line[max(map(line.rfind, (b"\r", b"\n"))) + 1 :]
    if remarked or not _PLAIN.fullmatch(head):
        return None
    *inner, last = accumulate(1 if each == b"<<" else -1 for each in re.findall(b"<<|>>", head))
    return head if last == 0 and 0 not in inner else None


def _countable(chain: list[bytes]) -> bool:
    """Whether it can be counted how large what is packed so becomes, up to what is never unpacked."""
    if len(chain) < 2:
        return True
    first, second = chain[:2]
    known = second in _SECOND or (first in _ASCII and second in _ASCII)
    return len(chain) == 2 and first in (*_ASCII, *_INFLATED) and known


def _inflated(content: bytes, at: int, most: int, layers: int = 1) -> int:
    """How large what is deflated from there on becomes, each layer by itself; it stops to count at ``most``."""
    total = 0
    for deep in range(layers):
        pieces: Iterator[bytes] = _inflate(
            content[start : start + _FED] for start in range(at, len(content), _FED)
        )
        for _layer in range(deep):
            pieces = _inflate(pieces)
        for piece in pieces:
            total += len(piece)
            if total >= most:
                return total
    return total


def _inflate(packed: Iterable[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    with suppress(zlib.error):
        for piece in packed:
            ahead = piece
            while ahead and not machine.eof:
                yield machine.decompress(ahead, _GIVEN)
                ahead = machine.unconsumed_tail
            if machine.eof:
                return


def _read_first(content: bytes, at: int, most: int, names: Collection[bytes]) -> int:
    """The same of what may be deflated and then written in letters; to read it counts, too."""
    size = 0
    if any(each in _BY_85 for each in names):
        size += _read_by_85(content, at, most)
    if any(each in _BY_HEX for each in names):
        run = _run(content, at, b">")
        size += len(run) + _inflated(_by_hex(run), 0, most)
    return size


def _run(content: bytes, at: int, end: bytes) -> bytes:
    found = content.find(end, at)
    return content[at : found if found >= 0 else len(content)]


def _by_hex(run: bytes) -> bytes:
    digits = run.translate(None, _NO_DIGITS)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _read_by_85(content: bytes, at: int, most: int) -> int:
    if not content[at : at + 8].isascii():
        return 0
    run = _run(content, at, b"~>")
    try:
        read = a85decode(run.removeprefix(b"<~"), ignorechars=_BLANK)
    except ValueError:
        return len(run) * _DEFLATED if at + len(run) < len(content) else len(run)
    return len(run) + _inflated(read, 0, most)
