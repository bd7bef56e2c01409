# SPDX-License-Identifier: Apache-2.0
"""A list of lines with boxes, in which the words tick as the box does."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class _Lines(QStyledItemDelegate):
    """Breaks words where they are painted, without the gaps beside an item, which Qt measures along with it.

    An item as wide as its words lost those after a line that filled it.
    """

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = self.parent()
        assert isinstance(view, QListWidget)
        room = QStyleOptionViewItem(option)
        area: QRect = option.rect
        room.rect = area.adjusted(0, 0, -min(view.spacing() * 2, area.width()), 0)
        return super().sizeHint(room, index)


class TickList(QListWidget):
    """A click on the words ticks as one on the box does, which has ticked already by then; long lines break."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._turned = False
        self.setItemDelegate(_Lines(self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(max(1, theme.unit(self) * 2 // 3))
        self.itemPressed.connect(self._pressed)
        self.itemClicked.connect(self._clicked)
        self.itemChanged.connect(self._ticked)

    @Slot(QListWidgetItem)
    def _pressed(self, _item: QListWidgetItem) -> None:
        self._turned = False

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        if not self._turned:
            turn(item)
        self._turned = False

    @Slot(QListWidgetItem)
    def _ticked(self, _item: QListWidgetItem) -> None:
        self._turned = True


def turn(item: QListWidgetItem) -> None:
    """Tick a line, or take its tick away."""
    item.setCheckState(UNCHECKED if item.checkState() == CHECKED else CHECKED)
