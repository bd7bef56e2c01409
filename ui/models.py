# SPDX-License-Identifier: Apache-2.0
"""Lists of any length: columns as data, a model that fetches pages by id, and the view.

Sorting and filtering happen in the database; the model holds ids and at most twenty pages of rows.
Above ``WHOLE`` records the ids themselves come in portions, by keyset. A row that has vanished
shows “—”.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desk.domain.values import Query
from desk.text import Catalogue
from ui.language import _, current
from ui.theme import Badge

PAGE = 200
CACHED = 20
WHOLE = 200_000
PORTION = 2_000
NOTHING = "—"

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """One column: its title is a message id, its value is phrased when painted."""

    id: str
    title: str
    value: Callable[[Any, Catalogue], str]
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    tip: Callable[[Any, Catalogue], str] | None = None
    badge: Callable[[Any, Catalogue], Badge | None] | None = None
    """Paints the value as a badge; the value itself stays what screen readers and CSV get."""
    sort: str = ""
    """Name of the order in ``Query.sort``; empty when the list cannot be sorted by it."""
    width: int = 0
    """Characters it takes at least; 0 for as many as most words have."""
    room: int = 0
    """Characters it has room for, where there is any, even if the first lines have fewer."""
    lines: int = 1
    """Lines its words break into where they lack room; more than one for what tells the lines apart."""
    shown: bool = True
    rank: int = 0
    """Where room is short, a column of a higher rank leaves first; of one rank, the last."""
    below: str = ""
    """Id of the column below whose words it stands once it has left."""


BADGE = int(Qt.ItemDataRole.UserRole) + 1


class ListModel(QAbstractTableModel):
    """Columns over rows; where rows come from is said by those who derive from it."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._more = False

    def count(self) -> int:
        """How many lines there are so far."""
        raise NotImplementedError

    def row_at(self, row: int) -> Any:  # noqa: ANN401 -- whatever the list shows
        """The record in line ``row``, or ``None`` when it has vanished."""
        raise NotImplementedError

    def id_at(self, row: int) -> int | None:
        """The id in line ``row``."""
        raise NotImplementedError

    def position(self, id: int) -> int:
        """The line of a record, or -1."""
        raise NotImplementedError

    def forget(self) -> None:
        """Let go of every line: the desk is closed, nothing more can be read."""
        self.beginResetModel()
        self._clear()
        self._more = False
        self.endResetModel()

    def _clear(self) -> None:
        raise NotImplementedError

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.count()

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        if not index.isValid() or index.row() >= self.count():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align | Qt.AlignmentFlag.AlignVCenter
        return _phrase(column, self.row_at(index.row()), role) if role in _PHRASED else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 -- Qt's variant
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].align | Qt.AlignmentFlag.AlignVCenter
        return None


class PagedModel(ListModel):
    """Ids of the whole result, rows by the page.

    ``ids(query, after, limit)`` gives ids in order, ``rows(ids)`` their rows in any order; ``bound``
    says how many records there may be, so that a very long list is taken in portions.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        ids: Callable[[Query, int | None, int | None], Sequence[int]],
        rows: Callable[[Sequence[int]], Sequence[Any]],
        bound: Callable[[], int] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self.query = Query()
        self._source, self._rows, self._bound = ids, rows, bound
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, dict[int, Any]] = OrderedDict()

    def load(self, query: Query | None = None) -> None:
        """Ask the database again, with ``query`` or the one in force."""
        self.beginResetModel()
        self.query = query if query is not None else self.query
        self._pages.clear()
        long = self._bound is not None and self._bound() > WHOLE
        self._ids = self._source(self.query, None, PORTION if long else None)
        self._more = long and len(self._ids) == PORTION
        self.endResetModel()

    def count(self) -> int:
        return len(self._ids)

    def _clear(self) -> None:
        self._ids = ()
        self._pages.clear()

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid() or not self._ids:
            return
        found = self._source(self.query, self._ids[-1], PORTION)
        self._more = len(found) == PORTION
        if not found:
            return
        first = len(self._ids)
        self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
        self._ids = [*self._ids, *found]
        self._pages.pop(first // PAGE, None)
        self.endInsertRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or not self.columns[column].sort:
            return
        mark = "-" if order is Qt.SortOrder.DescendingOrder else ""
        wanted = mark + self.columns[column].sort
        if wanted != self.query.sort:
            self.load(replace(self.query, sort=wanted))

    def id_at(self, row: int) -> int | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def position(self, id: int) -> int:
        try:
            return self._ids.index(id)
        except ValueError:
            return -1

    def row_at(self, row: int) -> Any:  # noqa: ANN401 -- whatever the list shows
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            wanted = self._ids[number * PAGE : (number + 1) * PAGE]
            page = {found.id: found for found in self._rows(wanted)}
            self._pages[number] = page
            while len(self._pages) > CACHED:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self._ids[row])


class RowsModel(ListModel):
    """Rows that come in order, portion after portion: ``source(last row or None)``; empty ends it."""

    def __init__(
        self,
        columns: Sequence[Column],
        source: Callable[[Any], Sequence[Any]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._source = source
        self._rows: list[Any] = []

    def load(self) -> None:
        """Start again with the first portion."""
        self.beginResetModel()
        self._rows = list(self._source(None))
        self._more = bool(self._rows)
        self.endResetModel()

    def count(self) -> int:
        return len(self._rows)

    def _clear(self) -> None:
        self._rows = []

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid() or not self._rows:
            return
        found = list(self._source(self._rows[-1]))
        self._more = bool(found)
        if found:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self._rows += found
            self.endInsertRows()

    def row_at(self, row: int) -> Any:  # noqa: ANN401 -- whatever the list shows
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def id_at(self, row: int) -> int | None:
        """The id in line ``row``, or its number when rows have none."""
        if not 0 <= row < len(self._rows):
            return None
        return int(getattr(self._rows[row], "id", row))

    def position(self, id: int) -> int:
        return next((line for line in range(self.count()) if self.id_at(line) == id), -1)


_PHRASED = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    BADGE,
)


def _phrase(column: Column, row: Any, role: int) -> Any:  # noqa: ANN401 -- a text or a badge
    if row is None:
        return NOTHING if role == Qt.ItemDataRole.DisplayRole else None
    words = current()
    if role == BADGE:
        return column.badge(row, words) if column.badge is not None else None
    if role == Qt.ItemDataRole.ToolTipRole:
        return column.tip(row, words) if column.tip is not None else None
    return column.value(row, words)
