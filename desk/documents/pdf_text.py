# SPDX-License-Identifier: Apache-2.0
"""The words of somebody's PDF: its pages, form fields, remarks and properties, read from memory.

pdfium is not safe to use from two threads and a hostile file may hang it: ``desk.services.contents``
calls this in a process of its own.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from desk.domain.contents import ENOUGH, Contents, Gap

PAGES = 300
_REMARKS = 2000
_TOLD = ("Title", "Author", "Subject", "Keywords")
_HYPHENS = str.maketrans({"\ufffe": "\u00ad", "\x02": "\u00ad"})
"""What pdfium puts where a word is divided at the end of a line."""


def pdf_contents(content: bytes) -> Contents:
    """Read at most ``PAGES`` pages and ``ENOUGH`` characters; never raises for what is in the file."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        return Contents(gap=Gap.LOCKED if locked else Gap.DAMAGED)
    try:
        document.init_forms()
        return _read(document)
    finally:
        document.close()


def _read(document: Any) -> Contents:  # noqa: ANN401 -- the library has no types
    told = document.get_metadata_dict()
    parts = [told.get(name, "") for name in _TOLD]
    gap = Gap.INSIDE if document.count_attachments() > 0 else None
    length = 0
    for number in range(min(len(document), PAGES)):
        text, missing = _page(document, number)
        parts.append(text)
        gap = gap or missing
        length += len(text)
        if length > ENOUGH:
            break
    whole = "\n".join(parts).translate(_HYPHENS).replace("\u00ad\r\n", "").replace("\u00ad", "")
    if len(document) > PAGES or len(whole) > ENOUGH:
        gap = gap or Gap.LONG
    return Contents(whole[:ENOUGH], gap)


def _page(document: Any, number: int) -> tuple[str, Gap | None]:  # noqa: ANN401 -- as above
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return "", Gap.DAMAGED
    try:
        words = page.get_textpage()
        text = str(words.get_text_range(0, min(words.count_chars(), ENOUGH + 1)))
        words.close()
        drawn = page.get_objects(
            filter=[] if not text.strip() else [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        )
        gap = Gap.PICTURE if next(iter(drawn), None) is not None else None
        return "\n".join([text, *_remarks(document, page)]), gap
    except pypdfium2.PdfiumError:
        return "", Gap.DAMAGED
    finally:
        page.close()


def _remarks(document: Any, page: Any) -> Iterator[str]:  # noqa: ANN401 -- as above
    """Remarks, and what was filled in, which are no part of the page's own text."""
    from pypdfium2 import raw

    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _REMARKS)):
        found = raw.FPDFPage_GetAnnot(page, number)
        if not found:
            continue
        for key in (b"Contents", b"T"):
            yield _string(partial(raw.FPDFAnnot_GetStringValue, found, key))
        if document.formenv is not None:
            yield _string(partial(raw.FPDFAnnot_GetFormFieldValue, document.formenv, found))
        raw.FPDFPage_CloseAnnot(found)


def _string(fill: Callable[[Any, int], int]) -> str:
    """A text pdfium writes as UTF-16 into the room it is given; it says how much it needs."""
    size = min(fill(None, 0), 2 * ENOUGH)
    if size <= 2:
        return ""
    room = (ctypes.c_ushort * (size // 2 + 1))()
    fill(room, size)
    return bytes(room)[:size].decode("utf-16-le", "replace").rstrip("\0")
