# SPDX-License-Identifier: Apache-2.0
"""The search beside the tabs, which gives way to them: first its name, then its key, then their icons.

Where that is not enough, as with very large letters, those of the tabs get smaller.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QPushButton, QTabWidget

from ui import theme
from ui.language import _

KEY = "Ctrl+K"
_SMALLER = (0.9, 0.8, 0.7)
"""The parts of their size the letters of the tabs may have."""


class SearchCorner(QPushButton):
    """The button in the corner of ``tabs``."""

    def __init__(self, tabs: QTabWidget) -> None:
        super().__init__(theme.icon("search"), "", tabs)
        self._tabs = tabs
        self.setFlat(True)
        self.setAccessibleName(_("Search everywhere"))
        self.setToolTip(f"{_('Search everywhere')}  {KEY}")
        tabs.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again with the tabs, which get their width some time after they are built."""
        if watched is self._tabs and event.type() is QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Say as much as the tabs leave room for."""
        side, bar = theme.icon_size(self), self._tabs.tabBar()
        for wide, share in ((side, 1.0), (0, 1.0), *((0, share) for share in _SMALLER)):
            self._tabs.setIconSize(QSize(wide, side))
            letters = QFont(self.font())
            letters.setPointSizeF(letters.pointSizeF() * share)
            bar.setFont(letters)
            room = self._tabs.width() - bar.sizeHint().width()
            for words in (self.toolTip(), KEY, ""):
                self.setText(words)
                if self.sizeHint().width() <= room:
                    return
