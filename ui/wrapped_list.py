# SPDX-License-Identifier: Apache-2.0
"""A short list in a section of a record whose lines break where the pane is narrow, as high as they need."""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui import theme
from ui.cells import MOST_LINES, broken


class WrappedList(QListWidget):
    """``most`` of its items are in sight at once; further ones are scrolled to."""

    def __init__(self, name: str, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._most = most
        self.setAccessibleName(name)
        self.setWordWrap(True)
        side = theme.icon_size(self)
        self.setIconSize(QSize(side, side))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def put(self, id: int, icon: QIcon, words: str) -> QListWidgetItem:
        """Add an item with these lines of words."""
        item = QListWidgetItem(icon, words)
        item.setData(Qt.ItemDataRole.UserRole, id)
        self.addItem(item)
        return item

    def fit(self) -> None:
        """Give every item the height of its words, and the list that of the first of them."""
        unit = theme.unit(self)
        room = self.viewport().width() - self.iconSize().width() - unit * 3
        tall = [self._height(self.item(at), room) + unit * 2 for at in range(self.count())]
        for at, height in enumerate(tall):
            self.item(at).setSizeHint(QSize(0, height))
        self.setFixedHeight(sum(tall[: self._most]) + unit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    @staticmethod
    def _height(item: QListWidgetItem, room: int) -> int:
        metrics = QFontMetrics(item.font())
        lines = (broken(line, metrics, room, MOST_LINES) for line in item.text().split("\n"))
        return metrics.lineSpacing() * sum(map(len, lines))
