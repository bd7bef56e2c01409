# SPDX-License-Identifier: Apache-2.0
"""Empty signature fields over the drawn signature lines, so that signing later changes nothing else.

Field and widget are one object: in separate ones some readers show a valid signature as unsigned.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.documents.flowables import Place


def with_fields(content: bytes, places: Sequence[Place], digest: str) -> bytes:
    """``content`` with one empty named signature field a place, as an incremental update."""
    if not places:
        return content
    from pyhanko.pdf_utils.generic import ByteStringObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    for place in places:
        spec = SigFieldSpec(
            place.field,
            on_page=place.page - 1,
            box=tuple(round(edge) for edge in place.box),
            combine_annotation=True,
        )
        append_signature_field(writer, spec)
    identity = bytes.fromhex(digest[32:64])
    writer._document_id[1] = ByteStringObject(identity)  # noqa: SLF001 -- random otherwise, and the same paper must give the same bytes
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
