# SPDX-License-Identifier: Apache-2.0
"""The line above a register: its first actions, a search field, and a box for each filter.

Signal of ``FilterBar``: ``changed`` when the list must be asked for again; typing waits a moment first.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ui import theme
from ui.choice import StillBox
from ui.flow import Flow

_WIDEST, _NARROW = 28, 15
"""Signs of a box at most: usually, and where two have to share a row."""
TYPING = 250
"""Milliseconds without a key before the list is filtered."""


@dataclass(frozen=True)
class Filter:
    """One box: its id, its name, and pairs of value and title; the first one filters nothing."""

    id: str
    name: str
    options: Sequence[tuple[object, str]]
    start: int = 0


class FilterBar(Flow):
    """Buttons of ``actions``, the search field and the boxes, in a row that may break."""

    changed = Signal()

    def __init__(
        self,
        parent: QWidget,
        actions: Sequence[QAction],
        placeholder: str,
        name: str,
        filters: Sequence[Filter],
    ) -> None:
        super().__init__(parent, (), theme.unit(parent) * 2)
        self.text = QLineEdit(self)
        self.text.setPlaceholderText(placeholder)
        self.text.setAccessibleName(name)
        self.text.setClearButtonEnabled(True)
        self.text.setMaxLength(500)
        theme.show_whole(self.text)
        self.boxes = {each.id: self._box(each) for each in filters}
        buttons = [self._button(action) for action in actions]
        self.show_widgets((*buttons, self.text, *self.boxes.values()))
        self._asked = ""
        self.narrow(False)
        self._pause = QTimer(self, singleShot=True, interval=TYPING)
        self._pause.timeout.connect(self._ask)
        self.text.textChanged.connect(lambda _text: self._pause.start())

    def narrow(self, on: bool) -> None:
        """Whether the bar stands above a list alone."""
        self._least = _NARROW if on else _WIDEST
        for box in self.boxes.values():
            self._limit(box)

    def words(self) -> str:
        """What is looked for."""
        return self.text.text().strip()

    def choice(self, id: str) -> object:
        """The value chosen in a box."""
        return self.boxes[id].currentData()

    def offer(self, id: str, options: Sequence[tuple[object, str]]) -> None:
        """Put other options into a box; the chosen one stays chosen when it is still there."""
        box = self.boxes[id]
        chosen, blocked = box.currentData(), box.blockSignals(True)
        box.clear()
        for value, title in options:
            box.addItem(title, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(blocked)

    def focus_text(self) -> None:
        """Put the cursor into the search field."""
        self.text.setFocus()
        self.text.selectAll()

    def state(self) -> dict[str, object]:
        return {"text": self.text.text(), **{id: b.currentIndex() for id, b in self.boxes.items()}}

    def restore(self, state: Mapping[str, object]) -> None:
        """Show what ``state`` gave; whoever restores asks for the list himself."""
        blocked = self.blockSignals(True)
        self.text.setText(str(state.get("text", "")))
        for id, box in self.boxes.items():
            index = state.get(id)
            if isinstance(index, int):
                box.setCurrentIndex(index)
        self._pause.stop()
        self._asked = self.words()
        self.blockSignals(blocked)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed waits until the bar is shown again: the desk may be locked meanwhile."""
        self._pause.stop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.words() != self._asked:
            self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        self._asked = self.words()
        self.changed.emit()

    def _box(self, offered: Filter) -> StillBox:
        box = StillBox(self)
        for value, title in offered.options:
            box.addItem(title, value)
        box.setCurrentIndex(offered.start)
        box.setAccessibleName(offered.name)
        box.setToolTip(offered.name)
        box.currentIndexChanged.connect(lambda _index: self._limit(box))
        box.currentIndexChanged.connect(lambda _index: self._ask())
        return box

    def _limit(self, box: StillBox) -> None:
        """No wider than needed; what is chosen is seen whole unless it is very long."""
        metrics = self.fontMetrics()
        sign = metrics.averageCharWidth()
        chosen = metrics.horizontalAdvance(box.currentText()) + theme.row_height(self)
        box.setMaximumWidth(min(max(chosen, sign * self._least), sign * _WIDEST))

    def _button(self, action: QAction) -> QPushButton:
        button = QPushButton(action.icon(), action.text(), self)
        button.setToolTip(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        button.clicked.connect(action.trigger)
        return button
