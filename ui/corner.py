# SPDX-License-Identifier: Apache-2.0
"""The search beside the tabs, which gives way to them: first its name, then its key, then their icons."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QTabWidget

from ui import theme
from ui.language import _

KEY = "Ctrl+K"


class SearchCorner(QPushButton):
    """The button in the corner of ``tabs``."""

    def __init__(self, tabs: QTabWidget) -> None:
        super().__init__(theme.icon("search"), "", tabs)
        self._tabs = tabs
        self.setFlat(True)
        self.setAccessibleName(_("Search everywhere"))
        self.setToolTip(f"{_('Search everywhere')}  {KEY}")

    def fit(self) -> None:
        """Say as much as the tabs leave room for."""
        side = theme.icon_size(self)
        for wide in (side, 0):
            self._tabs.setIconSize(QSize(wide, side))
            room = self._tabs.width() - self._tabs.tabBar().sizeHint().width()
            for words in (self.toolTip(), KEY, ""):
                self.setText(words)
                if self.sizeHint().width() <= room:
                    return
