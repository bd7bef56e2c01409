# SPDX-License-Identifier: Apache-2.0
"""What a signer wrote into a signature: who he is, why he signed, and where. Nobody has checked it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.misc import PdfError

from desk.documents.fonts import clean
from desk.domain.signatures import Certificate
from desk.folding import fold

_LONG = 300


def with_words(certificate: Certificate, signature: Mapping[str, object]) -> Certificate:
    """A certificate with what the dictionary of a signature in a PDF says of itself."""
    name = _line(signature.get("/Name"))
    return replace(
        certificate,
        written_name=name if fold(name) != fold(certificate.name) else "",
        reason=_line(signature.get("/Reason")),
        location=_line(signature.get("/Location")),
    )


def _line(written: object) -> str:
    """On one line, of bearable length and without signs nobody sees."""
    return " ".join(clean(_decoded(written)).split())[:_LONG] if isinstance(written, str) else ""


def _decoded(written: str) -> str:
    """As it was meant: poppler writes a name as UTF-8 without the mark that would say so."""
    if not isinstance(written, TextStringObject):
        return written
    try:
        meant: str = written.original_bytes.decode("utf-8-sig")
    except (UnicodeDecodeError, PdfError):
        return written
    return meant
