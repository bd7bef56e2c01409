# SPDX-License-Identifier: Apache-2.0
"""A list as CSV: the columns that are shown or all, for a spreadsheet, safe against formulas.

Cells that a spreadsheet would take for a formula get an apostrophe in front. The file is UTF-8 with a
mark, so that Excel reads Cyrillic.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desk.errors import Told
from ui import messages
from ui.files import write
from ui.language import _, current
from ui.models import Column
from ui.tables import TableView

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(cell: str) -> str:
    """The cell, disarmed when it begins like a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def csv_bytes(columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    """The list with its titles, in the current language."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe(_(column.title)) for column in columns])
    words = current()
    for row in rows:
        if row is not None:
            writer.writerow([safe(column.value(row, words)) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def save_list(view: TableView, name: str, parent: QWidget) -> bool:
    """Ask which columns and where, and write all rows of the list; false when nothing was written."""
    shown = messages.choose(
        parent,
        _("Save the columns that are shown, or all of them?"),
        _("&Shown columns"),
        _("&All columns"),
    )
    if shown is None:
        return False
    columns = view.shown_columns() if shown else view.records.columns
    model = view.records

    def rows() -> Iterator[Any]:
        while model.canFetchMore(view.rootIndex()):
            model.fetchMore(view.rootIndex())
        return (model.row_at(line) for line in range(model.rowCount()))

    return save_rows(columns, rows, name, parent)


def save_rows(
    columns: Sequence[Column], rows: Callable[[], Iterable[Any]], name: str, parent: QWidget
) -> bool:
    """Ask where, and write the rows, which are read only then; false when nothing was written."""
    path = messages.save_file(parent, _("Save the list"), f"{name}.csv", _("CSV files (*.csv)"))
    if path is None:
        return False
    try:
        write(path, csv_bytes(columns, rows()))
    except Told as error:
        messages.fail(parent, error)
        return False
    return True
