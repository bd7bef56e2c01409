# SPDX-License-Identifier: Apache-2.0
"""Long work: results in the window's thread, progress, Cancel, errors painted once, and the last resort."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from weakref import ref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desk.crash import describe_crash
from desk.errors import N_, Refusal, Trouble
from ui import crash, jobs, messages
from ui.crash_dialog import CrashDialog
from ui.jobs import Jobs


@pytest.fixture
def work(qtbot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_a_result_arrives_in_the_windows_thread(work: Jobs, qtbot) -> None:
    seen: list[tuple[int, int]] = []
    here = threading.get_ident()
    work.run(
        "Counting",
        lambda _progress: threading.get_ident(),
        lambda there: seen.append((there, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    there, arrived = seen[0]
    assert there != here
    assert arrived == here
    assert not work.running


def test_jobs_run_one_after_another(work: Jobs, qtbot) -> None:
    order: list[int] = []
    for number in range(5):
        work.run("Counting", lambda _progress, number=number: number, order.append)
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_a_worker_that_still_holds_a_job_holds_no_window(
    work: Jobs, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the last one to let go of a dialog could be the worker, which must not delete it."""
    held: list[object] = []
    submit = work._pool.submit

    def spy(*args: Callable[..., object]) -> Future[object]:
        held.extend(args)
        return submit(*args)

    monkeypatch.setattr(work._pool, "submit", spy)
    window = QLabel()
    work.run("Counting", lambda _progress, text=window.text: text(), window.setText, window.setText)
    gone = ref(window)
    del window
    qtbot.waitUntil(lambda: not work.running)
    qtbot.waitUntil(lambda: gone() is None, timeout=1000)
    assert held


def test_progress_is_shown_after_a_moment_and_cancel_stops(
    work: Jobs, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, done = threading.Event(), []

    def count(progress: jobs.Progress) -> None:
        for number in range(1_000_000):
            progress(number, 1_000_000, f"step {number}")
            go.wait(0.01)

    work._timer.setInterval(0)
    work.run("Counting", count, done.append)
    qtbot.waitUntil(lambda: work._dialog is not None and work._dialog.maximum() == 1_000_000)
    assert work._dialog.labelText().startswith("step")
    qtbot.mouseClick(work._dialog.findChild(QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not work.running)
    assert done == []
    assert work._dialog is None
    assert messages.shown == []


def test_a_refusal_is_said_once(work: Jobs, qtbot) -> None:
    def refuse(_progress: jobs.Progress) -> None:
        raise Refusal(N_("Give your name."))

    work.run("Trying", refuse)
    qtbot.waitUntil(lambda: messages.shown == ["Give your name."])


def test_a_trouble_goes_to_who_asked(work: Jobs, qtbot) -> None:
    told: list[object] = []

    def fail(_progress: jobs.Progress) -> None:
        raise Trouble(N_("Nothing was changed."), detail="disk")

    work.run("Trying", fail, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Trouble)
    assert messages.shown == []


def test_anything_else_is_a_crash(work: Jobs, qtbot, no_crash: list[type[BaseException]]) -> None:
    work.run("Dividing", lambda _progress: 1 // 0)
    qtbot.waitUntil(lambda: no_crash == [ZeroDivisionError])


def test_closing_waits_for_the_worker(qtbot) -> None:
    made, ended = Jobs(), threading.Event()

    def count(progress: jobs.Progress) -> None:
        try:
            while True:
                progress(0)
        finally:
            ended.set()

    made.run("Counting", count)
    made.close()
    assert ended.is_set()
    assert not made.running


def test_an_end_on_its_way_when_the_jobs_close_is_not_heard(qtbot) -> None:
    made, heard = Jobs(), []
    made.run("Counting", lambda _progress: 1, heard.append)
    made._pool.shutdown(wait=True)
    made.close()
    with qtbot.captureExceptions() as faults:
        qtbot.wait(20)
    assert (faults, heard) == ([], [])


SECRET = "Щёголева Анна"


def _blunder(name: str) -> None:
    raise ValueError(f"no such person: {name}")


@pytest.fixture
def left(monkeypatch) -> list[int]:
    """The statuses the program would have ended with; hooks are put back."""
    statuses: list[int] = []
    for module, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(crash, "qInstallMessageHandler", lambda _handler: None)
    monkeypatch.setattr(crash, "_leave", statuses.append)
    return statuses


def test_a_fault_without_a_value_is_described_all_the_same(left) -> None:
    seen: list[str] = []
    crash.install(lambda text, _path: seen.append(text))
    crash.handle(KeyError, None, None)
    assert "KeyError" in seen[0]
    assert left == [70]


def test_trouble_of_the_machine_is_told_once_and_ends_nothing(left) -> None:
    told: list[Trouble] = []

    def tell(trouble: Trouble) -> None:
        told.append(trouble)
        crash.handle(Trouble, Trouble("Again."), None)  # a timer, while the box stands open

    crash.install(tell=tell)
    crash.handle(Trouble, Trouble("The disk is full."), None)
    crash.handle(Trouble, Trouble("The disk is full."), None)
    assert [each.msgid for each in told] == ["The disk is full."] * 2
    assert left == []
    assert crash.exit_status(0) == 0


def test_a_crash_report_holds_places_and_no_data() -> None:
    with pytest.raises(ValueError, match=SECRET) as raised:
        _blunder(SECRET)
    text = describe_crash(raised.value)
    assert "ValueError" in text
    assert "_blunder" in text
    assert SECRET not in text


def test_a_crash_is_written_shown_once_and_ends_with_70(qtbot, capsys, left) -> None:
    seen: list[tuple[str, object]] = []
    crash.install(lambda text, path: seen.append((text, path)))
    for _again in range(2):
        try:
            _blunder(SECRET)
        except ValueError as error:
            crash.handle(type(error), error, error.__traceback__)
    text, path = seen[0]
    assert path is not None
    assert path.read_text("utf-8") == text
    assert oct(path.stat().st_mode)[-3:] == "600"
    assert seen[1:] == []
    assert left == [70]
    assert crash.exit_status(0) == 70
    crash.install()
    assert crash.exit_status(0) == 0
    dialog = CrashDialog(str(text), path)
    qtbot.addWidget(dialog)
    assert dialog.text.toPlainText() == text
