# SPDX-License-Identifier: Apache-2.0
"""Notifications of the system: a term three working days away, due today, over. Numbers only.

Each term is told once at each stage and day; without a system tray the window's own list at unlock
has to do.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from desk.domain.today import TodayLine, TodayView
from desk.services.desk import Desk
from desk.services.overview import deadlines
from desk.services.settings import setting
from ui.language import _, current, ngettext
from ui.numbers import named

EVERY = 30 * 60 * 1000
SOON = 3
NAMED = 5
"""So many records are named."""
STAGES = ("overdue", "today", "soon")


def stage(line: TodayLine) -> str:
    """``overdue``, ``today``, ``soon`` (exactly three working days or fewer) or empty."""
    if line.overdue:
        return "overdue"
    if line.days_left == 0:
        return "today"
    if line.working_days_left is not None and line.working_days_left <= SOON:
        return "soon"
    return ""


def sentences(view: TodayView) -> list[str]:
    """What falls due, as sentences without names; empty when nothing does."""
    counts = dict.fromkeys(STAGES, 0)
    for line in due_lines(view):
        counts[stage(line)] += 1
    said = []
    if counts["overdue"]:
        said.append(
            ngettext(
                "{number} deadline has passed.",
                "{number} deadlines have passed.",
                counts["overdue"],
            )
        )
    if counts["today"]:
        said.append(
            ngettext(
                "{number} deadline is today.", "{number} deadlines are today.", counts["today"]
            )
        )
    if counts["soon"]:
        said.append(
            ngettext(
                "{number} deadline is within three working days.",
                "{number} deadlines are within three working days.",
                counts["soon"],
            )
        )
    return said


def due_lines(view: TodayView) -> list[TodayLine]:
    """The records the sentences count, the most urgent first."""
    return [line for group in view.groups for line in group.lines if stage(line)]


def look_at(lines: Sequence[TodayLine]) -> str:
    """The first of the records by number, and how many more there are."""
    numbers = current().listing(line.name or named(line.number) for line in lines[:NAMED])
    more = len(lines) - NAMED
    if more <= 0:
        return _("Look at: {numbers}.", numbers=numbers)
    said = current().ngettext(
        "Look at: {numbers}, and {more} more on Today.",
        "Look at: {numbers}, and {more} more on Today.",
        more,
    )
    return said.format(numbers=numbers, more=more)


class Reminders(QObject):
    """Looks every half hour. Signal ``clicked``: the person wants to see it."""

    clicked = Signal()

    def __init__(self, desk: Desk, icon: QIcon, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._told: set[tuple[str, str, str]] = set()
        self._stopped = False
        self._tray: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._tray = QSystemTrayIcon(icon, self)
            self._tray.setToolTip("Desk")
            self._tray.messageClicked.connect(self.clicked)
            self._tray.activated.connect(lambda _reason: self.clicked.emit())
            self._tray.show()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Tell what has come nearer since the last look."""
        if self._stopped or not setting(self._desk, "reminders"):
            return
        view = deadlines.today(self._desk, current().language)
        day = self._desk.today().isoformat()
        fresh = []
        for line in due_lines(view):
            key = (line.number, stage(line), day)
            if key not in self._told:
                self._told.add(key)
                fresh.append(line)
        if fresh and self._tray is not None:
            self._tray.showMessage("Desk", " ".join([*sentences(view), look_at(fresh)]))

    def stop(self) -> None:
        """Look no longer and leave the tray."""
        self._stopped = True
        self._timer.stop()
        if self._tray is not None:
            self._tray.hide()
