# SPDX-License-Identifier: Apache-2.0
"""A draft drawn while it is being typed, away from the window; only the latest one counts.

Unlike a job it shows no progress and blocks nothing: an older picture stays until the new one is there.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desk.domain.paper import Draft, Missing, Rendered
from desk.errors import Told
from desk.services.desk import Desk
from desk.services.paper import papers
from ui import crash


@dataclass(frozen=True)
class Preview:
    """A draft as it would look, and the characters of it that no typeface has."""

    rendered: Rendered
    unprintable: tuple[Missing, ...]


class Previewer(QObject):
    """Signals: ``drawn(Preview)`` and ``refused(Told)``, for the latest draft only."""

    drawn = Signal(object)
    refused = Signal(object)
    _news = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-preview")
        self._running: Future[Preview] | None = None
        self._waiting: Draft | None = None
        pool = self._pool
        self.destroyed.connect(lambda: pool.shutdown(wait=False, cancel_futures=True))
        self._news.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a picture is being drawn."""
        return self._running is not None

    def ask(self, draft: Draft) -> None:
        """Draw ``draft`` as soon as the one in work is finished; drafts in between are left out."""
        if self._running is not None:
            self._waiting = draft
            return
        self._running = self._pool.submit(self._draw, draft)
        self._running.add_done_callback(self._ended)

    def close(self) -> None:
        """Wait for the one in work and report nothing any more."""
        self._waiting = None
        self._running = None
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _draw(self, draft: Draft) -> Preview:
        return Preview(papers.preview(self._desk, draft), papers.unprintable(self._desk, draft))

    def _ended(self, future: Future[Preview]) -> None:
        with suppress(RuntimeError):  # the dialog is gone already
            self._news.emit(future)

    @Slot(object)
    def _hear(self, future: Future[Preview]) -> None:
        if future is not self._running:
            return
        self._running = None
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.ask(waiting)
            return
        error = future.exception()
        if error is None:
            self.drawn.emit(future.result())
        elif isinstance(error, Told):
            self.refused.emit(error)
        else:
            crash.handle(type(error), error, error.__traceback__)
