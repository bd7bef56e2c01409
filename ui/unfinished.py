# SPDX-License-Identifier: Apache-2.0
"""What stands unfinished in a window: kept as an encrypted draft at the lock, and every few seconds for a crash.

Nothing is written while nothing changed. A form that is finished or given up is gone from the draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desk.errors import Told
from desk.services.keeping import upkeep
from ui.language import current

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from ui.window import MainWindow

PLACE = "window"
"""Under which the place of the window is kept as a draft."""
EVERY = 10_000
"""Milliseconds between two looks at what was typed."""
_SHARE = 100
"""A look takes at most this part of the time: forms with large files are looked at less often."""


def place(window: MainWindow) -> dict[str, Any]:
    """Where the person is, with every unfinished form."""
    return {**window.state(), "dialogs": unfinished(window)}


def unfinished(window: MainWindow) -> list[dict[str, object]]:
    """The window's own forms in sight; pages keep theirs in their state."""
    from ui.menus import OWN_DIALOGS

    found: list[dict[str, object]] = []
    for dialog in window.open_dialogs():
        name, state = getattr(dialog, "NAME", ""), getattr(dialog, "state", None)
        if name in OWN_DIALOGS and callable(state) and _unfinished(dialog):
            found.append({"name": name, "state": state()})
    return found


def _unfinished(dialog: QDialog) -> bool:
    """An act says it itself; lists with dialogs of their own over them have nothing typed in them."""
    from ui.act import ActDialog

    if isinstance(dialog, ActDialog):
        return dialog.unfinished()
    return bool(getattr(dialog, "dirty", False))


class Keeper(QObject):
    """Keeps the unfinished forms of a window now and then, so that a crash or a power cut loses little."""

    _acted = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._kept: dict[str, Any] = {}
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        # What was just done must not be offered again after a crash.
        self._acted.connect(self.look, Qt.ConnectionType.QueuedConnection)
        self._tell = self._acted.emit
        window.desk.on_change(self._tell)
        window.closing.connect(self._stop)

    @Slot()
    def look(self) -> None:
        """Keep what is unfinished where it changed since the last look; drop it once nothing is."""
        window = self._window
        if window.closed or window.jobs.running:
            return
        began = monotonic()
        found = place(window) if self._kept or window.open_dialogs() else {}
        if not _forms(found):
            self.drop()
        elif found != self._kept:
            self._put(found)
        self._timer.setInterval(max(EVERY, int((monotonic() - began) * 1000 * _SHARE)))

    def begin(self) -> None:
        """Keep what was just opened again: taking it for that emptied the draft."""
        found = place(self._window)
        if _forms(found):
            self._put(found)

    def drop(self) -> None:
        """Forget what was kept: the desk is closed on purpose, or nothing is unfinished."""
        if self._kept:
            self._put({})

    def _put(self, found: dict[str, Any]) -> None:
        desk = self._window.desk
        try:
            if found:
                upkeep.keep_draft(desk, PLACE, found)
            else:
                upkeep.take_draft(desk, PLACE)
        except Told as error:
            self._window.line.showMessage(current().tell(error), 8000)
        else:
            self._kept = found

    def _stop(self) -> None:
        self._timer.stop()
        self._window.desk.off_change(self._tell)


def _forms(found: Mapping[str, Any]) -> bool:
    """Whether any form stands in a place: of the window, or of a page shown or not."""
    pages = found.get("pages", {}).values()
    kept = [found.get("dialogs"), *(page.get("dialogs") for page in pages)]
    return any(any(each.values()) if isinstance(each, Mapping) else bool(each) for each in kept)
