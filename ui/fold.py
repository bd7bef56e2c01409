# SPDX-License-Identifier: Apache-2.0
"""Buttons of a record in a row or two; those that find no room go to the head of the menu “More”.

Which acts there are and which are possible, the page says; here only their room is decided.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ui.flow import Flow

SHARE = 14
"""The buttons take no more than this part of the window’s height, and one row at least."""


class Fold(Flow):
    """Shows as many buttons as fit, then ``more`` with the acts of the others and ``others``."""

    def __init__(
        self, parent: QWidget, more: QPushButton, others: Sequence[QAction], gap: int
    ) -> None:
        self._acts: list[tuple[QPushButton, QAction]] = []
        self._more, self._others = more, list(others)
        self._line = QAction(parent)
        self._line.setSeparator(True)
        super().__init__(parent, (more,), gap)
        self.menu = QMenu(more)
        self.menu.setToolTipsVisible(True)
        more.setMenu(self.menu)

    def show_acts(self, acts: Sequence[tuple[QPushButton, QAction]]) -> None:
        """Offer these, the most usual first."""
        for button, _action in self._acts:
            button.hide()
        self._acts = list(acts)
        self.show_widgets([*(button for button, _action in self._acts), self._more])
        self._fold()

    def folded(self) -> list[QAction]:
        """The acts that found no room for a button."""
        return [action for button, action in self._acts if button.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        fitting = self._fitting()
        for number, (button, _action) in enumerate(self._acts):
            button.setVisible(number < fitting)
        self.menu.clear()
        self.menu.addActions([*self.folded(), self._line, *self._others])
        self._arrange()

    def _fitting(self) -> int:
        tall = self._wish(self._more).height()
        rows = max(1, self.window().height() // (SHARE * max(tall, 1)))
        buttons = [button for button, _action in self._acts]
        for count in range(len(buttons), 0, -1):
            if self._rows([*buttons[:count], self._more]) <= rows:
                return count
        return 0

    def _rows(self, widgets: Sequence[QWidget]) -> int:
        rows, x = 1, 0
        for widget in widgets:
            wide = self._wish(widget).width()
            if x and x + wide > self.width():
                rows, x = rows + 1, 0
            x += wide + self._gap
        return rows
