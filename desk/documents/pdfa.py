# SPDX-License-Identifier: Apache-2.0
"""A drawn paper made archival: PDF/A-2b, with dates and identity that depend on its facts alone.

Everything happens in memory: ``pikepdf.pdfa.save`` would write the paper to a temporary file in the clear.
"""

from __future__ import annotations

import io
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_RETURN = 0x0D


def archival(content: bytes, at: datetime, digest: str) -> bytes:
    """``content`` as PDF/A-2b dated ``at``; raises ``AssertionError`` when the validator objects."""
    import pikepdf
    from pikepdf import pdfa

    moment = at.astimezone(UTC)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            if "/Trans" in page:
                del page["/Trans"]
        if "/Trapped" in pdf.docinfo:
            del pdf.docinfo["/Trapped"]
        stamp = moment.strftime("D:%Y%m%d%H%M%S+00'00'")
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
        pdf.trailer.ID = pikepdf.Array([pikepdf.String(bytes.fromhex(digest[:32]))] * 2)
        pdfa.prepare(pdf, "2b")
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                xmp[name] = moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")
        _plain_ends(pdf)
        written = io.BytesIO()
        options = pdfa.resolve_save_kwargs(
            "2b", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable
        )
        pdf.save(written, **options)
    report = pdfa.validate_written(io.BytesIO(written.getvalue()), "2b")
    if not report.passed:
        raise AssertionError(f"not PDF/A-2b: {[f.rule for f in report.findings]}")
    return written.getvalue()


def is_archival(content: bytes) -> bool:
    """Whether a file with signatures is PDF/A-2b; raises ``PdfError`` when it cannot be read.

    The validator looks no further than to a form, which PDF/A allows. So the file itself is checked as far as
    that, and what is drawn in it as a copy whose fields are pictures like any other.
    """
    import pikepdf
    from pikepdf import pdfa

    whole = pdfa.validate_written(io.BytesIO(content), "2b")
    if not content.endswith(_ENDS) or not all(
        any(name in str(each) for name in _OF_SIGNING) for each in whole.findings
    ):
        return False
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        _draw_fields(pdf)
        drawn = io.BytesIO()
        plain = pikepdf.ObjectStreamMode.disable
        pdf.save(drawn, **pdfa.resolve_save_kwargs("2b", object_stream_mode=plain))
    return bool(pdfa.validate_written(drawn, "2b").passed)


_ENDS = (b"%%EOF", b"%%EOF\n", b"%%EOF\r", b"%%EOF\r\n")
"""ISO 19005-2, 6.1.3: nothing follows but one end of a line."""
_OF_SIGNING = ("/AcroForm", "/Perms")
_FIELD_KEYS = frozenset({
    "/FT", "/T", "/V", "/Kids", "/Parent", "/MK", "/DA", "/Ff", "/SV", "/Lock", "/TU", "/TM", "/Q", "/H",
})  # fmt: skip


def _draw_fields(pdf: pikepdf.Pdf) -> None:
    """Make the fields of a form the pictures they show."""
    import pikepdf

    for name in {*_OF_SIGNING, "/DSS", "/Extensions"} & set(pdf.Root.keys()):
        del pdf.Root[name]
    for page in pdf.pages:
        for each in page.obj.get("/Annots", ()):
            if each.get("/Subtype") == "/Widget":
                each.Subtype = pikepdf.Name.Stamp
                for name in _FIELD_KEYS & set(each.keys()):
                    del each[name]


def _plain_ends(pdf: pikepdf.Pdf) -> None:
    """Let no compressed stream end in a carriage return.

    Before the line end that follows it, some readers take it for a part of that line end and find the
    stream one byte short. The last byte is the low byte of the checksum, so a blank more changes it.
    """
    import pikepdf

    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        data = thing.read_bytes()
        if zlib.adler32(data) & 0xFF != _RETURN:
            continue
        font = "/Length1" in thing
        thing.write(data + (b"\0\0\0\1" if font else b"\n"))
        if font:
            thing.Length1 = len(data) + 4
