# SPDX-License-Identifier: Apache-2.0
"""Qt objects in a cycle are deleted in the window's thread, however much a worker allocates."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Thread

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui import sweeper
from ui.sweeper import Sweeper


class Ring(QObject):
    """Holds itself, and a timer that runs."""

    def __init__(self) -> None:
        super().__init__()
        self.ring = self
        self.timer = QTimer(self, interval=1)
        self.timer.start()


@pytest.fixture
def eager(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Collection is due at once, and would be automatic but for the sweeper."""
    monkeypatch.setattr(sweeper, "EVERY", 10)
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(50, 10, 10)
    gc.enable()
    yield
    gc.set_threshold(*before)
    gc.disable()


def litter() -> None:
    """Allocate what only a collection frees."""
    for _turn in range(10_000):
        ring: list[object] = []
        ring.append(ring)


def test_only_the_windows_thread_deletes_what_stands_in_a_cycle(qtbot, eager: None) -> None:
    swept = Sweeper(QApplication.instance())
    assert not gc.isenabled()
    timers = [Ring().timer for _each in range(3)]
    worker = Thread(target=litter)
    worker.start()
    worker.join()
    assert all(isValid(timer) for timer in timers)
    qtbot.waitUntil(lambda: not any(isValid(timer) for timer in timers))
    swept.deleteLater()
