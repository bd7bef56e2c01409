# SPDX-License-Identifier: Apache-2.0
"""The rows of a form below one heading."""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget


class Rows(QFormLayout):
    """Asks its rows for their heights each time it is placed; its heading is there while a row is.

    Placed twice by what it asked once, Qt's own forgets that words break into lines.
    """

    heading: QLabel | None = None
    _asked = False

    def show_row(self, row: QWidget, shown: bool) -> None:
        """Show or hide one row."""
        self.setRowVisible(row, shown)
        if self.heading is not None:
            self.heading.setVisible(any(map(self.isRowVisible, range(self.rowCount()))))

    def invalidate(self) -> None:
        self._asked = True
        super().invalidate()

    def setGeometry(self, area: QRect) -> None:
        if not self._asked and area != self.geometry():
            super().invalidate()
        self._asked = False
        super().setGeometry(area)
