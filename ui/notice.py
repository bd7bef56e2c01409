# SPDX-License-Identifier: Apache-2.0
"""A sentence on a page that wants a hand, with the button that lends it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui import theme
from ui.forms import Words


class Notice(QFrame):
    """A sentence that wants a hand, with the button that lends it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        air = theme.unit(self)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(air * 2, air, air * 2, air)
        self.sign = QLabel(self)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        self.label = Words(parent=self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self.label, 1)
        self.button = QPushButton(self)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide button leaves the sentence too little room beside it: then it stands below."""
        wide = self.button.sizeHint().width() * 2 > event.size().width()
        way = QBoxLayout.Direction.TopToBottom if wide else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        super().resizeEvent(event)

    def put(self, text: str, action: str = "", tone: theme.Tone = theme.Tone.SOON) -> None:
        """Show ``text``; an empty one hides the notice. What is wrong has its sign, too, not colour alone."""
        theme.paint(self, tone)
        wrong = tone is theme.Tone.OVERDUE
        self.sign.setVisible(wrong)
        if wrong:
            ratio, side = self.devicePixelRatioF(), theme.icon_size(self)
            _ground, ink = theme.tone_colours(tone)
            image = theme.pixmap(theme.ICONS[tone], ink, round(side * ratio))
            image.setDevicePixelRatio(ratio)
            self.sign.setPixmap(image)
        self.label.setText(text)
        self.setAccessibleName(text)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setVisible(bool(text))
