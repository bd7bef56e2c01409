# SPDX-License-Identifier: Apache-2.0
"""Ctrl+L within every dialog of a window: a dialog in front holds back the window’s own keys.

Boxes that only ask, and dialogs of the system, are left alone: they are answered first.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

KEYS = "Ctrl+L"


class LockKey(QObject):
    """Gives each dialog over ``window`` the key that locks, once the dialog has the focus."""

    def __init__(self, window: QWidget, lock: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._lock = window, lock
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._reach)

    @Slot(QWidget, QWidget)
    def _reach(self, _before: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if not isinstance(dialog, QDialog) or type(dialog).__module__.startswith("PySide6"):
            return
        if dialog.findChild(QShortcut, KEYS) is None and self._stands_over(dialog):
            key = QShortcut(QKeySequence(KEYS), dialog, self._lock)
            key.setObjectName(KEYS)

    def _stands_over(self, dialog: QWidget) -> bool:
        above: QWidget | None = dialog
        while above is not None and above is not self._window:
            above = above.parentWidget()
        return above is not None
