# SPDX-License-Identifier: Apache-2.0
"""The line at the bottom: what falls due, when the desk was backed up, when it locks, and the language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from desk.text import LANGUAGES
from ui import language, settings, theme
from ui.language import NAMES, _, current, ngettext


class StatusLine(QStatusBar):
    """Signals: ``due_wanted``, show what falls due; ``language_wanted(str)``; ``backups_wanted``."""

    due_wanted = Signal()
    backups_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        air = theme.unit(self)
        self.setContentsMargins(air, 0, air, 0)
        self.due = self._button("calendar-clock", self.due_wanted.emit)
        self.backup = self._button("archive", self.backups_wanted.emit)
        self.lock = QLabel(self)
        for widget in (self.due, self.backup, self.lock):
            self.addWidget(widget)
        self._tongues = [
            language_button(self, name, self.language_wanted.emit) for name in LANGUAGES
        ]
        for button in self._tongues:
            self.addPermanentWidget(button)
        self.messageChanged.connect(self._fit)
        self.say_due(0, 0)
        self.say_lock(-1)

    def minimumSizeHint(self) -> QSize:
        """What does not fit is left out: the line never widens its window."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for more, or for less."""
        super().resizeEvent(event)
        self._fit()

    def say_due(self, overdue: int, soon: int) -> None:
        """How many records are overdue, and how many others are due within three working days."""
        said = []
        if overdue:
            said.append(ngettext("{number} overdue", "{number} overdue", overdue))
        if soon:
            said.append(
                ngettext(
                    "{number} due within 3 working days",
                    "{number} due within 3 working days",
                    soon,
                )
            )
        self.due.setText(" · ".join(said) or _("Nothing due within 3 working days"))
        theme.wear_icon(self.due, "triangle-alert" if said else "circle-check")
        self._fit()

    def say_backup(self, at: str, *, lost: bool = False) -> None:
        """When the last backup was made, already phrased; ``lost``: its second folder is not there."""
        said = _("Backed up {moment}", moment=at) if at else _("No backup yet")
        missing = _("second folder not found")
        self.backup.setText(f"{said} · {missing}" if lost else said)
        theme.wear_icon(self.backup, "triangle-alert" if lost else "archive")
        self._fit()

    @Slot(int)
    def say_lock(self, minutes: int) -> None:
        """How many minutes are left until the desk locks; -1 for never."""
        self.lock.setText(
            ngettext("Locks in {number} min", "Locks in {number} min", minutes)
            if minutes >= 0
            else _("Locks by hand only")
        )
        self._fit()

    def _fit(self) -> None:
        """Show what is known and has room, the weightiest first; a passing message has it all."""
        if self.currentMessage():
            return
        gap = theme.unit(self) * 2
        taken = sum(button.sizeHint().width() + gap for button in self._tongues)
        for widget in (self.due, self.backup, self.lock):
            taken += widget.sizeHint().width() + gap
            widget.setVisible(bool(widget.text()) and taken <= self.width())

    def _button(self, picture: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        theme.wear_icon(button, picture)
        button.setToolButtonStyle(button.toolButtonStyle().ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _checked: act())
        return button


def language_button(parent: QWidget, name: str, choose: Callable[[str], object]) -> QToolButton:
    """RU or EN; the mark stays with the language that is spoken until the window is built anew."""
    button = QToolButton(parent)
    button.setText(name.upper())
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setToolTip(NAMES[name])
    button.setAccessibleName(NAMES[name])
    button.setCheckable(True)
    button.setAutoRaise(True)
    button.setChecked(name == current().language)

    def clicked() -> None:
        button.setChecked(name == current().language)
        choose(name)

    button.clicked.connect(clicked)
    return button


def speak(name: str, window: QWidget) -> None:
    """Switch the language, now and for the next start, once the click that asked for it is over."""
    settings.remember("language", name)
    QTimer.singleShot(0, window, lambda: language.use(name))
