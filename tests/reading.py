# SPDX-License-Identifier: Apache-2.0
"""Invented files of every kind an answer may carry: PDFs, scans, Word files, pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

NAMED = "Petrova, petrova@example.net"
"""Somebody who is no party to any request here."""


def text_pdf(*pages: str) -> bytes:
    """A PDF with one line on each page."""
    from reportlab.pdfgen import canvas

    made = io.BytesIO()
    sheet = canvas.Canvas(made, invariant=1)
    for text in pages:
        sheet.drawString(72, 700, text)
        sheet.showPage()
    sheet.save()
    return made.getvalue()


def scan(pages: int, first: str = "") -> bytes:
    """A PDF of pictures, after a first page of text when there is any."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    made = io.BytesIO()
    sheet = canvas.Canvas(made, invariant=1)
    if first:
        sheet.drawString(72, 700, first)
        sheet.showPage()
    for _number in range(pages):
        sheet.drawImage(ImageReader(io.BytesIO(picture())), 0, 0, 500, 700)
        sheet.showPage()
    sheet.save()
    return made.getvalue()


def locked_pdf(text: str) -> bytes:
    """A PDF that opens with a password only."""
    from pypdf import PdfWriter

    writer, made = PdfWriter(clone_from=io.BytesIO(text_pdf(text))), io.BytesIO()
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(made)
    return made.getvalue()


def picture() -> bytes:
    """A small picture."""
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(made, "PNG")
    return made.getvalue()


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """An office file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def word(body: str) -> bytes:
    """A Word file with this body."""
    return package({"word/document.xml": f"<w:document xmlns:w='word'>{body}</w:document>"})
