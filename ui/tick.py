# SPDX-License-Identifier: Apache-2.0
"""A box to tick whose words break into lines when they are longer than their place."""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from ui import mnemonics


class Tick(QCheckBox):
    """Asks for one line, takes as many as it needs; its text has no line breaks of its own."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The width of the whole text, the height of its lines."""
        return QSize(self._around() + self._advance(self._words()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A line that is still read at a glance; a row with less room breaks before its words do."""
        least = self._around() + self.fontMetrics().averageCharWidth() * 24
        wish = self.sizeHint()
        return QSize(min(wish.width(), least), wish.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break_lines()

    def say(self, text: str) -> None:
        """Ask something else."""
        self.setText(text)
        self._break_lines()

    def _break_lines(self) -> None:
        room = self.width() - self._around()
        lines = [""]
        for word in self._words().split():
            longer = f"{lines[-1]} {word}".strip()
            if self._advance(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        broken = "\n".join(filter(None, lines))
        if broken != self.text():
            self.setText(broken)

    def _words(self) -> str:
        return self.text().replace("\n", " ")

    def _advance(self, text: str) -> int:
        # A pixel more: letters are drawn at fractions of one.
        return self.fontMetrics().horizontalAdvance(mnemonics.bare(text)) + 1

    def _around(self) -> int:
        """The box, and the gap between it and the words."""
        shape = QStyleOptionButton()
        self.initStyleOption(shape)
        part = QStyle.SubElement.SE_CheckBoxContents
        return self.style().subElementRect(part, shape, self).left()
