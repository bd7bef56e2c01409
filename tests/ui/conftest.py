# SPDX-License-Identifier: Apache-2.0
"""The window's tests: English, light, no dialogs of the system, settings in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desk.services.desk import Desk
from tests.conftest import Clock, filled, open_at
from tests.stage import staged
from ui import crash, language, messages, theme
from ui.jobs import Jobs
from ui.page import Page
from ui.window import MainWindow

ShowPage = Callable[[type[Page]], Page]


@pytest.fixture(autouse=True)
def _stage(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing opens by itself, nothing is remembered from another test."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    messages.rehearse()
    if theme.scheme() != "light":
        theme.apply(qapp, "light")
    language.use("en")
    yield
    # What was closed is gone before the next test turns the event loop: no timer outlives its desk.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = list(messages.answers)
    messages.rehearse()
    language.use("en")
    assert not left, f"rehearsed but never asked for: {left}"


@pytest.fixture(scope="session")
def _staged(
    tmp_path_factory: pytest.TempPathFactory, _empty_desk: bytes
) -> tuple[bytes, dict[str, int]]:
    """The bytes of a desk with a destruction at each stage, made once, and their ids."""
    return filled(tmp_path_factory.mktemp("staged") / "desk", _empty_desk, staged)


@pytest.fixture
def stages(_staged: tuple[bytes, dict[str, int]]) -> dict[str, int]:
    """The destruction at each stage."""
    return dict(_staged[1])


@pytest.fixture
def staged_desk(
    tmp_path: Path, clock: Clock, _staged: tuple[bytes, dict[str, int]]
) -> Iterator[Desk]:
    """A desk with a destruction at each stage."""
    made = open_at(tmp_path / "staged", _staged[0], clock)
    yield made
    made.close()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def window(qtbot, desk: Desk) -> Iterator[MainWindow]:
    """The main window over the desk of the sole trader."""
    made = MainWindow(desk)
    made.resize(1280, 800)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.jobs.close())
    made.show()
    yield made
    if not made.closed:
        made.close()


@pytest.fixture
def opened() -> list[tuple[str, object]]:
    """What a page asked the window to open elsewhere."""
    return []


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """Work beside the window."""
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def show_page(qtbot, desk: Desk, jobs: Jobs, opened: list[tuple[str, object]]) -> ShowPage:
    """Shows one page of the window by its class."""

    def show(kind: type[Page]) -> Page:
        made = kind(desk, jobs, lambda where, id: opened.append((where, id)))
        qtbot.addWidget(made)
        made.resize(1280, 720)
        made.refresh()
        made.show()
        return made

    return show


@pytest.fixture
def no_crash(monkeypatch: pytest.MonkeyPatch) -> list[type[BaseException]]:
    """Collects what would have ended the program."""
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(crash, "handle", lambda kind, _error, _trace: seen.append(kind))
    return seen


@pytest.fixture
def type_text() -> Callable[[QWidget, str], None]:
    """Type any letters; ``qtbot.keyClicks`` knows Latin ones only."""

    def type_into(widget: QWidget, text: str) -> None:
        for sign in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign)
                QApplication.sendEvent(widget, event)

    return type_into
