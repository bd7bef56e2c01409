# SPDX-License-Identifier: Apache-2.0
"""A small PDF that becomes huge once unpacked is told of before any library opens it."""

from __future__ import annotations

import io
import tracemalloc
import zlib
from base64 import a85encode

import pikepdf
import pytest

from desk.documents import verifying
from desk.documents.packing import MOST, TOO_LARGE, unpacked
from desk.documents.same_paper import differences, origin
from desk.documents.verifying import verify_pdf
from desk.domain.verdicts import Verdict
from desk.services.signature.signed_files import Incoming, look

from .test_signing import issued


def deflated(size: int) -> bytes:
    machine = zlib.compressobj(9)
    blank = b" " * (1 << 20)
    return b"".join(machine.compress(blank) for _each in range(size >> 20)) + machine.flush()


def packed(
    filters: bytes, data: bytes, head: bytes = b"<</Type/ObjStm/N 1/First 4%s/Length %d>>"
) -> bytes:
    """A signed PDF, to look at, whose fifth object lies in a stream that is packed."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Rest 5 0 R>>",
        head % (filters, len(data)) + b"stream\n%s\nendstream" % data,
    ]
    content, rows = b"%PDF-1.7\n%/ByteRange\n", bytes(7)
    for number, part in enumerate(parts, 1):
        rows += b"\1" + len(content).to_bytes(4, "big") + bytes(2)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows += (
        b"\2"
        + (4).to_bytes(4, "big")
        + bytes(2)
        + b"\1"
        + len(content).to_bytes(4, "big")
        + bytes(2)
    )
    head = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    tail = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + head + rows + tail


ONCE, LITTLE = deflated(MOST), deflated(1 << 20)
OBJECTS = zlib.compress(b"5 0 [" + b"1 " * (9 << 20) + b"]", 9)
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
    "in digits": packed(b"/Filter[/ASCIIHexDecode/FlateDecode]", ONCE.hex().encode() + b">"),
    "odd digits": packed(b"/Filter[/AHx/Fl]", b"\xff" + ONCE.hex(" ").encode() + b"\x7f>"),
    "by another way": packed(b"/Filter/LZWDecode", b"\x80" * 1000),
    "so, in letters": packed(b"/Filter[/A85/LZW]", a85encode(b"\x80" * 1000) + b"~>"),
    "so, in digits": packed(b"/Filter[/AHx/L#5aW]", b"80" * 1000 + b">"),
    "objects": packed(b"/Filter/FlateDecode", OBJECTS),
    "objects in a string": packed(
        b"/Filter/FlateDecode", OBJECTS, b"<</N 1/First 4%s/Length %d/A(9 0 obj<</A 1>>)>>"
    ),
    "objects in a remark": packed(
        b"/Filter/FlateDecode", OBJECTS, b"<</N 1/First 4%s %% 9 0 obj <<\n/Length %d>>"
    ),
    "objects in a part": packed(
        b"/Filter/FlateDecode", OBJECTS, b"<</N 1/First 4%s/Length %d/A 9 0 obj<</A 1>> >>"
    ),
    "objects, escaped": packed(
        b"/Filter/Fl#61teDecode", OBJECTS, b"<</Typ#65/ObjSt#6d/N 1/F#69rst 4%s/Length %d>>"
    ),
    "objects in escaped signs": packed(
        b"/Filter/FlateDecode", OBJECTS, b"<</A#28/B#3C#3C/N 1/First 4%s/Length %d/C#3E#3E/D#29>>"
    ),
    "objects in digits": packed(b"/Filter[/AHx/Fl]", OBJECTS.hex().encode() + b">"),
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
        (b"/Filter[/ASCIIHexDecode/FlateDecode]", LITTLE.hex().encode() + b">"),
        (b"/Filter[/FlateDecode/DCTDecode]", LITTLE),
        (b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(LITTLE)),
    ):
        assert size <= unpacked(packed(filters, data)) < 2 * size
    assert unpacked(packed(b"/Filter[/ASCII85Decode/DCTDecode]", b"\xff")) < size
    twice = a85encode(b"00" * 1000 + b">") + b"~>"
    assert unpacked(packed(b"/Filter[/ASCII85Decode/ASCIIHexDecode]", twice)) < 3 * size


def test_what_is_not_written_in_letters_is_not_counted_as_such():
    """Not far before the letters of another stream it would count for all up to their end, at the worst."""
    other = b"9 0 obj<</Filter/A85/Length 300000>>stream\n%s~>\nendstream\nendobj\n" % (
        b"!" * 300_000
    )
    plain = packed(b"", b"~ plain words", b"<</Type/Metadata%s/Length %d>>")
    assert unpacked(plain + other) < 1 << 20


@pytest.mark.parametrize(
    "head",
    [
        b"<</Type/XObject/Subtype/Image/Width 5000/Height 4000%s/Length %d>>",
        b"<</Type/EmbeddedFile/Params<</ModDate(D:20261122)/CheckSum<00>>>%s/Length %d>>",
        b"<</Type/EmbeddedFile/Subtype/text#2Fxml%s/Length %d>>",
        b"<</Subtype/Image/ColorSpace[/Separation/PANTONE#20485#20C/DeviceRGB 9 0 R]%s/Length %d>>",
    ],
    ids=["picture", "file", "file of a kind", "picture in a named colour"],
)
def test_what_holds_no_objects_may_be_large_and_packed_in_any_way(head):
    large = packed(b"/Filter/FlateDecode", deflated(60 << 20), head)
    assert 60 << 20 <= unpacked(large) < 61 << 20
    for names in (b"/LZWDecode", b"/RunLengthDecode", b"[/ASCII85Decode/LZWDecode]", b"[/AHx/RL]"):
        assert unpacked(packed(b"/Filter" + names, b"\x80" * 500_000, head)) < 1 << 20


def test_what_was_not_counted_is_not_unpacked_to_see_whether_it_is_for_an_archive(monkeypatch):
    """The checker reads much of a file, however it is packed."""
    with pikepdf.open(io.BytesIO(issued())) as pdf:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        profile.write(b"\x80" * 9, filter=pikepdf.Name.LZWDecode)
        out = io.BytesIO()
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    asked: list[bytes] = []
    monkeypatch.setattr(verifying, "_archival", lambda given, _found: bool(asked.append(given)))
    for each in (issued(), out.getvalue()):
        assert verify_pdf(each).problem is None
    assert asked == [issued()]
