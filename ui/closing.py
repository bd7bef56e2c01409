# SPDX-License-Identifier: Apache-2.0
"""A dialog that shows something and has one button: Close. What it shows is written where it is used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import mnemonics, theme
from ui.language import _


class ShownDialog(QDialog):
    """Things go into ``column``; ``close_up`` ends it."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(theme.unit(self) * 2)

    def add_row(self, *buttons: QPushButton) -> None:
        """Buttons side by side, from the left."""
        row = QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def close_up(self, characters: int, lines: int) -> None:
        """The button at the foot, and the size."""
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)
        mnemonics.spread(self)
        theme.fit_icons(self)
        theme.take_room(self, characters, lines)
