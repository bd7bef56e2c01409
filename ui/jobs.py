# SPDX-License-Identifier: Apache-2.0
"""Long work away from the window: one worker thread, progress after a moment, Cancel, errors painted once.

A job receives ``progress(done, total, text)``, which raises ``Cancelled`` once the person asked for it.
Results arrive in the window's thread. Refusals and troubles become messages, the rest is a crash.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressDialog, QWidget

from desk.errors import Told
from ui import crash, messages
from ui.language import _

PATIENCE = 600
"""Milliseconds before a progress window appears."""


class Cancelled(Exception):
    """The person pressed Cancel; whatever the job began is undone by its transaction."""


Progress = Callable[..., None]
"""``progress(done, total=0, text="")``; a total of 0 means nobody knows how long it takes."""


@dataclass(eq=False)
class _Job:
    title: str
    work: Callable[[Progress], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Told], None] | None
    stop: Event = field(default_factory=Event)

    def forget(self) -> None:
        """Let go of the windows: a worker may be the last to hold a job, and must not delete them."""
        self.work, self.done, self.failed = lambda progress: None, None, None


@dataclass(frozen=True)
class _Step:
    job: _Job
    done: int
    total: int
    text: str


@dataclass(frozen=True)
class _End:
    job: _Job
    future: Future[Any]


class Jobs(QObject):
    """Runs jobs one after another. Signal ``busy(bool)``: work has begun, or all of it has ended."""

    busy = Signal(bool)
    _news = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = parent
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-job")
        self._waiting: list[_Job] = []
        self._dialog: QProgressDialog | None = None
        self._last: _Step | None = None
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE)
        self._timer.timeout.connect(self._show)
        self._news.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether any job is unfinished; the idle lock waits for it."""
        return bool(self._waiting)

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Told], None] | None = None,
    ) -> None:
        """Queue ``work``; ``done`` gets its result. ``title`` says in the progress window what is going on."""
        job = _Job(title, work, done, failed)
        self._waiting.append(job)
        if len(self._waiting) == 1:
            self.busy.emit(True)
            self._timer.start()
        future = self._pool.submit(self._work, job)
        future.add_done_callback(lambda ended: self._news.emit(_End(job, ended)))

    def cancel(self) -> None:
        """Ask the running job and all that wait to stop."""
        for job in self._waiting:
            job.stop.set()

    def close(self) -> None:
        """Cancel, wait for the worker and forget it; nothing is reported any more."""
        self.cancel()
        self._news.disconnect(self._hear)
        self._timer.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._waiting.clear()
        self._hide()

    def _work(self, job: _Job) -> Any:  # noqa: ANN401 -- a job returns what it likes
        def progress(done: int, total: int = 0, text: str = "") -> None:
            if job.stop.is_set():
                raise Cancelled
            self._news.emit(_Step(job, done, total, text))

        if job.stop.is_set():
            raise Cancelled
        return job.work(progress)

    @Slot(object)
    def _hear(self, news: object) -> None:
        if isinstance(news, _Step):
            self._last = news
            self._paint()
        # An end that was on its way when the jobs were closed still arrives here.
        elif isinstance(news, _End) and news.job in self._waiting:
            self._finish(news.job, news.future)

    def _finish(self, job: _Job, future: Future[Any]) -> None:
        self._waiting.remove(job)
        self._last = None
        if self._waiting:
            self._paint()
        else:
            self._timer.stop()
            self._hide()
            self.busy.emit(False)
        error = future.exception() if not future.cancelled() else Cancelled()
        done, failed = job.done, job.failed
        job.forget()
        if error is None:
            if done is not None:
                done(future.result())
        elif isinstance(error, Told):
            if failed is not None:
                failed(error)
            else:
                messages.fail(self._window, error)
        elif not isinstance(error, Cancelled):
            crash.handle(type(error), error, error.__traceback__)

    @Slot()
    def _show(self) -> None:
        if not self._waiting:
            return
        dialog = QProgressDialog(self._window)
        dialog.setWindowTitle("Desk")
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setCancelButtonText(_("&Cancel"))
        dialog.setAutoClose(False)
        dialog.setAutoReset(False)
        dialog.setMinimumDuration(0)
        dialog.setMinimumWidth(dialog.fontMetrics().averageCharWidth() * 50)
        dialog.canceled.connect(self._give_up)
        self._dialog = dialog
        self._paint()
        dialog.show()

    @Slot()
    def _give_up(self) -> None:
        self.cancel()
        if self._dialog is not None:
            self._dialog.setLabelText(_("Stopping… Nothing is left half done."))
            self._dialog.setCancelButton(None)
            self._dialog.show()

    def _paint(self) -> None:
        dialog = self._dialog
        if dialog is None or not self._waiting or self._waiting[0].stop.is_set():
            return
        step = self._last
        dialog.setLabelText(step.text if step and step.text else self._waiting[0].title)
        dialog.setMaximum(step.total if step else 0)
        dialog.setValue(step.done if step and step.total else 0)

    def _hide(self) -> None:
        if self._dialog is not None:
            self._dialog.canceled.disconnect(self._give_up)
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None
