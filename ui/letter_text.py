# SPDX-License-Identifier: Apache-2.0
"""The text of a letter to be read: what senders wrote, however long, without stopping the window.

Only what is shown is shortened; the letter itself is kept whole. Which part is signed is told by a heading and a
frame of the window's own, around the words and never in them: nothing a sender writes can look like it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from desk.domain.letter_words import Passage, passages
from ui import theme
from ui.language import _, current
from ui.panes import banner

SHOWN = 200_000
"""Characters that are shown."""
LONGEST = 2_000
"""Characters of one line: Qt lays out a longer one again and again."""
_MOST = 12
"""Parts that are shown apart."""


class LetterWords(QWidget):
    """A letter's text, each signed part and what stands between them in a box with a heading of its own."""

    def __init__(self, text: str, lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        parts = passages(text)
        apart = any(part.signed for part in parts)
        self.boxes: list[LetterText] = []
        for part in _bounded(parts):
            least = min(lines, part.text.count("\n") + 3) if apart else lines
            box = LetterText(part.text, least, self)
            if apart:
                title = current().tell(part.title)
                tone = theme.Tone.WAITING if part.signed else theme.Tone.QUIET
                column.addWidget(banner(title, tone, self))
                box.setAccessibleName(title)
            column.addWidget(box, part.text.count("\n") + 1)
            self.boxes.append(box)

    def mark(self, said: Iterable[str]) -> int:
        """Mark the places where ``said`` stands and return how many there are."""
        wanted = list(said)
        for box in self.boxes:
            box.setExtraSelections([m for each in wanted for m in _places(box.document(), each)])
        return sum(len(box.extraSelections()) for box in self.boxes)


class LetterText(QPlainTextEdit):
    """Read-only; Tab leaves it."""

    def __init__(self, text: str, lines: int, parent: QWidget) -> None:
        super().__init__(_broken(text[:SHOWN]), parent)
        if len(text) > SHOWN:
            self.appendPlainText("")
            self.appendPlainText(_("… The letter continues; its file contains all of it."))
            self.moveCursor(self.textCursor().MoveOperation.Start)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        # Every line is wrapped; the spaces at its end may still ask for more.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Text of the letter"))
        self._lines = lines
        self.setMinimumHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """No more than the lines asked for: what is left belongs to others."""
        height = self.fontMetrics().lineSpacing() * self._lines
        return QSize(super().sizeHint().width(), height)


def _bounded(parts: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """No more parts than a window can hold; the rest counts as what nobody signed."""
    if len(parts) <= _MOST:
        return parts
    rest = "\n\n".join(part.text for part in parts[_MOST - 1 :])
    return (*parts[: _MOST - 1], Passage(rest))


def _broken(text: str) -> str:
    """``text`` with lines no longer than ``LONGEST``."""
    return "\n".join(
        line[start : start + LONGEST]
        for line in text.split("\n")
        for start in range(0, max(len(line), 1), LONGEST)
    )


def _places(document: QTextDocument, words: str) -> list[QTextEdit.ExtraSelection]:
    """Where ``words`` stand in the letter, over the ends of its lines too, marked; at most a handful."""
    ground, ink = theme.tone_colours(theme.Tone.SOON)
    wanted = r"\s+".join(map(re.escape, words.removesuffix("…").split()))
    text = document.toPlainText()
    found: list[QTextEdit.ExtraSelection] = []
    for match in islice(re.finditer(wanted, text, re.IGNORECASE), 5):
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(document)
        mark.cursor.setPosition(_units(text[: match.start()]))
        mark.cursor.setPosition(_units(text[: match.end()]), QTextCursor.MoveMode.KeepAnchor)
        mark.format.setBackground(ground)
        mark.format.setForeground(ink)
        found.append(mark)
    return found


def _units(text: str) -> int:
    """The length of ``text`` as Qt counts: a sign beyond the first plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
