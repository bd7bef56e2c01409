# SPDX-License-Identifier: Apache-2.0
"""How large a foreign PDF is unpacked, counted before any library opens it: that would unpack it at once."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode

from desk.errors import N_, Told

_FED, _GIVEN = 1 << 14, 1 << 20
MOST = 1 << 28
"""What no paper comes near, nor a stack of scanned pages that is signed."""
TOO_LARGE = Told(
    N_("Unpacked, the file is too large, or it is packed in an unusual way: it cannot be checked.")
)

_PACKED = re.compile(rb"stream\s*")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME = rb"/[^\s\0()<>\[\]{}/%]*"
_FILTER = re.compile(
    rb"/Filter(?![^\s\0()<>\[\]{}/%])"
    rb"(?:[\s\0]*(null|" + _NAME + rb"|\[(?:[\s\0]*" + _NAME + rb")*[\s\0]*\]))?"
)
"""A filter with its value; without one where the value is not written down plainly beside it."""
_ASCII = (b"/ASCII85Decode", b"/A85")
_INFLATED = (b"/FlateDecode", b"/Fl")
_PICTURE = (b"/DCTDecode", b"/DCT", b"/JPXDecode", b"/CCITTFaxDecode", b"/CCF", b"/JBIG2Decode")
_GROWS = {b"/LZWDecode": 2600, b"/LZW": 2600, b"/RunLengthDecode": 64, b"/RL": 64}
"""How many times larger at most these become: they are not unpacked to be counted."""
_DEFLATED = 1032
_BLANK = b" \t\n\r\v\f\0"


def unpacked(content: bytes) -> int:
    """How large everything that is packed in a PDF is unpacked; ``MOST`` where it is more or cannot be known."""
    names: set[bytes] = set()
    for found in _FILTER.finditer(
        _ESCAPED.sub(lambda each: bytes.fromhex(each[1].decode()), content)
    ):
        chain = re.findall(_NAME, found[1]) if found[1] is not None else None
        if chain is None or not _countable(chain):
            return MOST
        names.update(chain)
    total = len(content) * max((_GROWS.get(each, 0) for each in names), default=0)
    written = not names.isdisjoint(_ASCII)
    for found in _PACKED.finditer(content):
        if total >= MOST:
            return MOST
        total += _inflated(content, found.end(), MOST - total)
        if written:
            total += _read_first(content, found.end(), MOST - total)
    return min(total, MOST)


def _countable(chain: list[bytes]) -> bool:
    """Whether what is packed so is packed once, apart from being written in letters or being a picture."""
    if len(chain) < 2:
        return True
    first, second = chain[:2]
    known = (*_INFLATED, *_PICTURE) if first in _ASCII else _PICTURE if first in _INFLATED else ()
    return len(chain) == 2 and second in known


def _inflated(content: bytes, at: int, most: int) -> int:
    """How large what is deflated from there on becomes; it stops to count at ``most``."""
    machine, ahead, total = zlib.decompressobj(), b".", 0
    try:
        while ahead and not machine.eof and total < most:
            ahead = machine.unconsumed_tail
            if not ahead:
                ahead, at = content[at : at + _FED], at + _FED
            total += len(machine.decompress(ahead, _GIVEN))
    except zlib.error:
        pass
    return total


def _read_first(content: bytes, at: int, most: int) -> int:
    """The same of what may be deflated and then written in letters; to read it counts, too."""
    if not content[at : at + 8].isascii():
        return 0
    end = content.find(b"~>", at)
    run = content[at : end if end >= 0 else len(content)]
    try:
        read = a85decode(run.removeprefix(b"<~"), ignorechars=_BLANK)
    except ValueError:
        return len(run) * _DEFLATED if end >= 0 else len(run)
    return len(run) + _inflated(read, 0, most)
