# SPDX-License-Identifier: Apache-2.0
"""Tables from outside: CSV as Excel, spreadsheets and sites write it, read without trusting a byte of it."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io

from desk.domain.consent_import import Sheet
from desk.errors import N_, Refusal

MOST_ROWS = 100_000
MOST_COLUMNS = 200
_DELIMITERS = (";", ",", "\t")
_FORMULA = ("'=", "'+", "'-", "'@")
"""How a list saved by the desk disarms what a spreadsheet would take for a formula."""
_UNREADABLE = N_("The file is not a text table. Save it as CSV and try again.")


def read_sheet(content: bytes) -> Sheet:
    """The table of a CSV file in UTF-8 (with or without mark), UTF-16 with mark or Windows-1251."""
    text, encoding = _decoded(content)
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    lines = _lines(text, delimiter)
    if not lines:
        raise Refusal(N_("The file is empty."), field="file")
    columns = lines[0][1]
    if len(columns) > MOST_COLUMNS:
        raise Refusal(_UNREADABLE, field="file")
    return Sheet(
        columns, tuple(lines[1:]), encoding, delimiter, hashlib.sha256(content).hexdigest()
    )


def _decoded(content: bytes) -> tuple[str, str]:
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, encoding
    raise Refusal(_UNREADABLE, field="file")


def _lines(text: str, delimiter: str) -> list[tuple[int, tuple[str, ...]]]:
    """The filled lines with their numbers; a quotation that never ends is refused, not guessed."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, tuple[str, ...]]] = []
    number = 1
    try:
        for row in reader:
            cells = tuple(map(_cell, row))
            if any(cells):
                found.append((number, cells))
            if len(found) > MOST_ROWS + 1:
                raise Refusal(
                    N_("The file has more than {most} lines. Split it."), "file", most=MOST_ROWS
                )
            number = reader.line_num + 1
    except csv.Error:
        raise Refusal(
            N_("Line {line} cannot be read: look at its quotation marks."),
            field="file",
            line=number,
        ) from None
    return found


def _cell(text: str) -> str:
    text = text.strip()
    return text[1:] if text.startswith(_FORMULA) else text
