# SPDX-License-Identifier: Apache-2.0
"""What the window asks of a page behind a tab.

A page gets the desk, the jobs and a way to open any record. The window refreshes it when a topic it
listens to has changed, and rebuilds it when the language or the looks change: ``state`` and
``restore`` bring the person back to the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desk.services.desk import Desk
from desk.text import N_
from ui import messages
from ui.jobs import Jobs
from ui.language import _
from ui.models import ListModel

OpenRecord = Callable[[str, object], None]
"""Opens a record anywhere: ``("requests", 14)``, ``("papers", 3)``, ``("operator", "inn")``."""


class Page(QWidget):
    """A page. Signals: ``counted(int)``, how much needs a hand here; ``said(str)``, for the status bar."""

    counted = Signal(int)
    said = Signal(str)
    topics: ClassVar[frozenset[str]] = frozenset()
    HELP: ClassVar[str] = "start"
    """The chapter of the guide that F1 opens."""
    RECORD: ClassVar[str] = N_("&Request")
    """What the menu of acts on the chosen record is called."""

    def __init__(self, desk: Desk, jobs: Jobs, open_record: OpenRecord) -> None:
        super().__init__()
        self.desk, self.jobs, self.open_elsewhere = desk, jobs, open_record

    def refresh(self) -> None:
        """Read again what is shown, and stay at the same place."""

    def state(self) -> dict[str, object]:
        """Where the person is and what they typed, as plain data."""
        return {}

    def restore(self, state: Mapping[str, object]) -> None:
        """Go back to where ``state`` was taken."""

    def let_go(self) -> None:
        """The desk closes: forget what was read and ask for nothing more."""
        for timer in self.findChildren(QTimer):
            timer.stop()
        for model in self.findChildren(ListModel):
            model.forget()

    def open_record(self, id: int) -> None:
        """Show one record with its next step focused."""

    def start(self, what: object) -> None:
        """Begin something here with what another place knows: an act on a record, a plan."""

    def menu(self) -> Mapping[str, Sequence[QAction]]:
        """Actions of this page for the menus ``file``, ``edit``, ``view`` and ``papers``."""
        return {}

    def find_here(self) -> None:
        """Put the cursor into the page's own search field."""

    def print_paper(self) -> None:
        """Print what is shown, if it can be printed."""

    def save_list(self) -> None:
        """Save the list as CSV."""

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take in files that were dropped on the window; by itself a page knows of nothing to do with them."""
        messages.tell(
            self,
            _(
                "An e-mail (.eml, .msg) dropped here is taken in. Any other file belongs to a record or a"
                " paper: open it first and drop the file there."
            ),
        )
