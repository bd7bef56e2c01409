# SPDX-License-Identifier: Apache-2.0
"""Widgets in a row that breaks into further rows when it is too narrow, as words in a paragraph do."""

# ruff: noqa: D102 -- Qt’s names for Qt’s calls

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next row; large fonts and long languages never cut a button."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay_out(self, rect: QRect, *, place: bool) -> int:
        row: list[tuple[QLayoutItem, int, int]] = []
        x, y, tall = rect.x(), rect.y(), 0
        for item in self._shown():
            wish = item.sizeHint()
            if row and x + wish.width() > rect.right() + 1:
                self._place(row, y, tall, place)
                row, x, y, tall = [], rect.x(), y + tall + self.spacing(), 0
            row.append((item, x, wish.width()))
            x += wish.width() + self.spacing()
            tall = max(tall, wish.height())
        self._place(row, y, tall, place)
        return y + tall - rect.y()

    def _place(
        self, row: list[tuple[QLayoutItem, int, int]], top: int, tall: int, place: bool
    ) -> None:
        for item, left, width in row if place else ():
            height = item.sizeHint().height()
            item.setGeometry(QRect(left, top + (tall - height) // 2, width, height))


def flow(parent: QWidget, *widgets: QWidget, gap: int = 6) -> QWidget:
    """A holder with ``widgets`` in a flow; it asks for the height its width needs."""
    holder = QWidget(parent)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    layout = FlowLayout(holder, gap)
    for widget in widgets:
        layout.addWidget(widget)
    return holder
