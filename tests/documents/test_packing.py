# SPDX-License-Identifier: Apache-2.0
"""A small PDF that becomes huge once unpacked is told of before any library opens it."""

from __future__ import annotations

import tracemalloc
import zlib
from base64 import a85encode

import pytest

from desk.documents.packing import MOST, TOO_LARGE, unpacked
from desk.documents.same_paper import differences, origin
from desk.documents.verifying import verify_pdf
from desk.domain.signatures import Verdict
from desk.services.signed_files import Incoming, look

from .test_signing import issued


def deflated(size: int) -> bytes:
    machine = zlib.compressobj(9)
    blank = b" " * (1 << 20)
    return b"".join(machine.compress(blank) for _each in range(size >> 20)) + machine.flush()


def packed(filters: bytes, data: bytes) -> bytes:
    """A signed PDF, to look at, whose third object lies in a stream that is packed."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/ObjStm/N 1/First 4%s/Length %d>>stream\n%s\nendstream"
        % (filters, len(data), data),
    ]
    content, rows = b"%PDF-1.7\n%/ByteRange\n", bytes(7)
    for number, part in enumerate(parts, 1):
        rows += b"\1" + len(content).to_bytes(4, "big") + bytes(2)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = rows[:21] + b"\2" + (3).to_bytes(4, "big") + bytes(2) + rows[21:]
    head = b"5 0 obj\n<</Type/XRef/Size 5/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    tail = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + head + rows + tail


ONCE, LITTLE = deflated(MOST), deflated(1 << 20)
TWICE = zlib.compress(ONCE, 9)
BOMBS = {
    "once": packed(b"/Filter/FlateDecode", ONCE),
    "twice": packed(b"/Filter [/FlateDecode /FlateDecode]", TWICE),
    "in short": packed(b"/Filter[/Fl/Fl]", TWICE),
    "escaped": packed(b"/F#69lter [/#46lateDecode /FlateDecode]", TWICE),
    "remarked": packed(b"/Filter % of it\n[/FlateDecode /FlateDecode]", TWICE),
    "elsewhere": packed(b"/Filter 2 0 R", TWICE),
    "in letters": packed(b"/Filter[/ASCII85Decode/FlateDecode]", a85encode(ONCE) + b"~>"),
    "odd letters": packed(b"/Filter[/A85/Fl]", a85encode(ONCE) + b"\x7f~>"),
    "by another way": packed(b"/Filter/LZWDecode", b"\x80" * 110_000),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_what_becomes_huge_is_counted_so_however_it_is_packed(bomb):
    assert unpacked(bomb) == MOST


@pytest.mark.parametrize("bomb", [BOMBS["once"], BOMBS["twice"]], ids=["once", "twice"])
def test_what_becomes_huge_is_looked_into_by_none_of_the_ways(bomb):
    paper = issued()
    tracemalloc.start()
    try:
        assert verify_pdf(bomb).problem == TOO_LARGE
        assert differences(paper, bomb) == (TOO_LARGE,)
        assert origin(bomb) == ""
        (found,) = look((Incoming("a.pdf", bomb, "incoming"),), ())
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.verdict is Verdict.KEPT
    assert found.report.signatures[0].notes == (TOO_LARGE,)
    assert most < 32 << 20


def test_what_is_packed_as_programs_do_is_counted():
    size = 1 << 20
    for filters, data in (
        (b"/Filter/FlateDecode", LITTLE),
        (b"/Filter [ /FlateDecode ]", LITTLE),
        (b"/Filter[/ASCII85Decode/FlateDecode]", a85encode(LITTLE) + b"~>"),
        (b"/Filter[/FlateDecode/DCTDecode]", LITTLE),
    ):
        assert size <= unpacked(packed(filters, data)) < 2 * size
    assert unpacked(packed(b"/Filter[/ASCII85Decode/DCTDecode]", b"\xff")) < size
