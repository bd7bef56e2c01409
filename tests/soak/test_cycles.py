# SPDX-License-Identifier: Apache-2.0
"""Locking and unlocking again and again: the window comes back to its place and memory does not grow."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desk.services.keeping import upkeep
from desk.services.request import requests
from tests.factories import intake, operator_trader
from tests.ui.hands import at_the_desk
from ui.application import Sitting
from ui.window import MainWindow

PASSPHRASE = "семь медных ложек 7"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def resident() -> int:
    """Kilobytes of memory this process holds now (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("no VmRSS")


def settle() -> None:
    """Let deferred deletions happen."""
    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        QApplication.processEvents()
        gc.collect()


def cycle(sitting: Sitting, turn: int) -> None:
    """Register something, go from tab to tab, lock, unlock."""
    window = sitting.window
    assert window is not None
    id = requests.register_request(window.desk, intake(received=NOW))
    for tab in ("requests", "papers", "journal", "requests"):
        window.go(tab)
        QApplication.processEvents()
    window.open_record("requests", id)
    sitting.lock()
    assert sitting.window is None
    desk = upkeep.open_desk(sitting.folder, PASSPHRASE, clock=lambda: NOW)
    sitting.enter(desk)
    settle()
    assert sitting.window is not None
    assert sitting.window.current_name() == "requests"
    assert requests.request_count_bound(desk) == turn


def sat_down(folder: Path) -> Sitting:
    """A person at a new desk."""
    desk, _code = upkeep.create_desk(
        folder, PASSPHRASE, operator_trader(), "В. П. Образцова", clock=lambda: NOW
    )
    sitting = Sitting(folder)
    sitting.enter(desk)
    return sitting


def rise(sitting: Sitting) -> None:
    """Close everything."""
    window = sitting.window
    assert window is not None
    window.closing.disconnect(sitting._window_closed)
    window.close()
    window.jobs.close()
    window.deleteLater()
    window.desk.close()
    settle()


@pytest.fixture
def stage(qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ui.settings.settings_file", lambda: tmp_path / "window.ini")
    with at_the_desk("en"):
        yield tmp_path / "desk"


def test_no_window_outlives_its_lock(stage: Path) -> None:
    sitting = sat_down(stage)
    for turn in range(1, 4):
        cycle(sitting, turn)
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
    assert windows == [sitting.window]
    rise(sitting)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_sixty_locks_do_not_eat_memory(stage: Path) -> None:
    sitting = sat_down(stage)
    for turn in range(1, 16):
        cycle(sitting, turn)
    before = resident()
    for turn in range(16, 76):
        cycle(sitting, turn)
    grown = resident() - before
    rise(sitting)
    assert grown < 60 * 500, f"{grown / 60:.0f} KB a lock"
