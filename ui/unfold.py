# SPDX-License-Identifier: Apache-2.0
"""The button that shows or hides what stands below it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from ui import theme


class Unfold(QToolButton):
    """Checked while the rest is shown; its mark is an icon, for an arrow of Qt's stays small beside large letters."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        side = theme.icon_size(self)
        self.setIconSize(QSize(side, side))
        self.toggled.connect(self._mark)
        self._mark(False)

    def _mark(self, opened: bool) -> None:
        self.setIcon(theme.icon("chevron-down" if opened else "chevron-right"))
