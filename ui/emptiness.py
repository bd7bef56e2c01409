# SPDX-License-Identifier: Apache-2.0
"""What stands in a list with nothing in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme


class Emptiness(QWidget):
    """What an empty list says: one sentence and the first action."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.unit(self), 0, theme.unit(self), 0)
        column.addStretch(2)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column.addWidget(self.sentence)
        self.button = QPushButton(self)
        self.button.hide()
        column.addSpacing(theme.unit(self) * 2)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the sentence has it; the action stands above the list too."""
        super().resizeEvent(event)
        words = self.sentence.heightForWidth(self.sentence.width())
        fits = words + self.button.sizeHint().height() * 2 < self.height()
        self.button.setVisible(fits and bool(self.button.text()))
