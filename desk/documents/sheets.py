# SPDX-License-Identifier: Apache-2.0
"""Pages of several scanned files as one PDF: pages of PDFs are taken as they are, pictures become pages."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache

from desk.errors import N_, Refusal


def one_pdf(pages: Iterable[tuple[bytes, int]]) -> bytes:
    """One PDF of these pages; each is a file's bytes and the number of the page in it, from 1."""
    import pikepdf

    @cache
    def opened(content: bytes) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(content))

    whole = pikepdf.new()
    try:
        for content, number in pages:
            if b"%PDF-" in content[:1024]:
                whole.pages.append(opened(content).pages[number - 1])
            else:
                whole.pages.append(opened(_picture(content, number)).pages[0])
    except (pikepdf.PdfError, OSError, IndexError, ValueError) as error:
        raise Refusal(N_("A scanned page is damaged: scan it again.")) from error
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def _picture(content: bytes, number: int) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        image.seek(number - 1)
        dots = float(image.info.get("dpi", (200, 200))[0]) or 200.0
        out = io.BytesIO()
        plain = image if image.mode in ("1", "L", "RGB") else image.convert("RGB")
        plain.save(out, "PDF", resolution=dots, quality=92)
    return out.getvalue()
