# SPDX-License-Identifier: Apache-2.0
"""The text of a letter to be read: what senders wrote, however long, without stopping the window.

Only what is shown is shortened; the letter itself is kept whole.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.language import _

SHOWN = 200_000
"""Characters that are shown."""
LONGEST = 2_000
"""Characters of one line: Qt lays out a longer one again and again."""


class LetterText(QPlainTextEdit):
    """Read-only; Tab leaves it."""

    def __init__(self, text: str, lines: int, parent: QWidget) -> None:
        super().__init__(_broken(text[:SHOWN]), parent)
        if len(text) > SHOWN:
            self.appendPlainText("")
            self.appendPlainText(_("… The letter goes on; its file holds the whole of it."))
            self.moveCursor(self.textCursor().MoveOperation.Start)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Text of the letter"))
        self._lines = lines
        self.setMinimumHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """No more than the lines asked for: what is left belongs to others."""
        height = self.fontMetrics().lineSpacing() * self._lines
        return QSize(super().sizeHint().width(), height)


def _broken(text: str) -> str:
    """``text`` with lines no longer than ``LONGEST``."""
    return "\n".join(
        line[start : start + LONGEST]
        for line in text.split("\n")
        for start in range(0, max(len(line), 1), LONGEST)
    )
