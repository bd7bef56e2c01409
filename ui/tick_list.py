# SPDX-License-Identifier: Apache-2.0
"""A list of lines with boxes, in which the words tick as the box does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class TickList(QListWidget):
    """A click on the words ticks as one on the box does, which has ticked already by then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._turned = False
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
