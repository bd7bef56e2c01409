# SPDX-License-Identifier: Apache-2.0
"""A drawn paper made archival: PDF/A-2b, with dates and identity that depend on its facts alone.

Everything happens in memory: ``pikepdf.pdfa.save`` would write the paper to a temporary file in the clear.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime


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
        written = io.BytesIO()
        pdf.save(written, **pdfa.resolve_save_kwargs("2b", deterministic_id=True))
    report = pdfa.validate_written(io.BytesIO(written.getvalue()), "2b")
    if not report.passed:
        raise AssertionError(f"not PDF/A-2b: {[f.rule for f in report.findings]}")
    return written.getvalue()
