# SPDX-License-Identifier: Apache-2.0
"""Empty signature fields over the drawn signature lines, so that signing later changes nothing else.

Field and widget are one object: in separate ones some readers show a valid signature as unsigned.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader

    from desk.documents.flowables import Place


def with_fields(content: bytes, places: Sequence[Place], digest: str) -> bytes:
    """``content`` with one empty named signature field a place, as an incremental update."""
    if not places:
        return content
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer = _writer(content, bytes.fromhex(digest[32:64]))
    for place in places:
        spec = SigFieldSpec(
            place.field, on_page=place.page - 1, box=place.box, combine_annotation=True
        )
        append_signature_field(writer, spec)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _writer(content: bytes, identity: bytes) -> IncrementalPdfFileWriter:
    """An incremental writer whose bytes depend on ``content`` and ``identity`` alone.

    pyHanko's own would stamp the time of writing and a random second identity; nothing of what the
    properties say changes when empty fields are laid.
    """
    from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Steady(IncrementalPdfFileWriter):
        @classmethod
        def _handle_id(cls, prev: PdfFileReader) -> ArrayObject:
            first, _ = prev.trailer["/ID"]
            return ArrayObject([first, ByteStringObject(identity)])

        def _update_meta(self) -> None:
            """The properties stay as they were."""

    return Steady(io.BytesIO(content))


def pages_of_fields(content: bytes) -> dict[str, int]:
    """The page, from 1, on which each signature field of an issued paper stands, by its name."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {
            str(widget.T): number
            for number, page in enumerate(pdf.pages, 1)
            for widget in page.get("/Annots", [])
            if widget.get("/FT") == "/Sig"
        }
