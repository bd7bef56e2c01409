# SPDX-License-Identifier: Apache-2.0
"""Garbage is collected in the window's thread alone.

Python collects in whatever thread comes by. In a worker it would delete what Qt holds of a cycle there,
with timers the window's event loop still knows: the program would die without a word.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds between two looks at whether anything is due."""


class Sweeper(QObject):
    """Collects garbage in the thread it lives in, as long as its event loop turns; nobody else does any more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(sweep)
        self._timer.start()


def sweep() -> None:
    """Collect the oldest generation that is due, as Python would have by itself."""
    ages = enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
    due = [age for age, (count, most) in ages if count > most]
    if due:
        gc.collect(due[-1])
