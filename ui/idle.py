# SPDX-License-Identifier: Apache-2.0
"""Watches for keys and mouse, and says when nobody has touched the program for so many minutes.

A gap in the machine's clock (the lid was closed) counts as time away. A running job postpones it.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot

TICK = 5_000
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.Drop,
    }
)


class IdleWatch(QObject):
    """Signals: ``left(int)``, whole minutes until the lock, on every tick; ``expired``: lock now."""

    left = Signal(int)
    expired = Signal()

    def __init__(
        self,
        minutes: int,
        parent: QObject,
        clock: Callable[[], float] = time.time,
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._minutes, self._clock, self._busy = minutes, clock, busy
        self._touched = clock()
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self.check)
        self._timer.start()
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        """Wait another time; 0 never locks by itself."""
        self._minutes = minutes
        self.touch()
        self.check()

    def touch(self) -> None:
        """Somebody is here."""
        self._touched = self._clock()

    def minutes_left(self) -> int:
        """Whole minutes until the lock, at least 0; -1 when it never locks."""
        if self._minutes <= 0:
            return -1
        away = max(self._clock() - self._touched, 0.0)
        return max(0, -int((away - self._minutes * 60) // 60))

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS and self.minutes_left() != 0:
            self.touch()
        return False

    @Slot()
    def check(self) -> None:
        """Tell the time left, or that it is over."""
        if self._busy():
            self.touch()
        left = self.minutes_left()
        self.left.emit(left)
        if left == 0:
            self.expired.emit()
