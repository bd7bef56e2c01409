# SPDX-License-Identifier: Apache-2.0
"""Widgets in a row that breaks into further rows when it is too narrow, as words in a paragraph do.

It places its children itself and asks its own layout for the height that its width makes necessary.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui import theme

SLACK = 2
"""Pixels more than asked for: fractions must not cut a word."""


class Flow(QWidget):
    """Left to right, then the next row; large fonts and long languages never cut a button.

    Words that wrap do so where a whole row is too narrow for them.
    """

    def __init__(
        self, parent: QWidget | None, widgets: Iterable[QWidget], gap: int, *, apart: bool = False
    ) -> None:
        super().__init__(parent)
        self._gap, self._apart = gap, apart
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_widgets(widgets)

    def show_widgets(self, widgets: Iterable[QWidget]) -> None:
        """Place these, in this order; which of them are hidden is their own business."""
        self._widgets = list(widgets)
        for widget in self._widgets:
            if widget.parentWidget() is not self:
                hidden = _was_hidden(widget)
                widget.setParent(self)
                widget.setVisible(not hidden)
        self._arrange()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(width, place=False)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(self._wish(widget).width() + self._gap for widget in shown)
        return QSize(max(width - self._gap, 0), self._tallest())

    def minimumSizeHint(self) -> QSize:
        widest = max((self._narrowest(widget) for widget in self._shown()), default=0)
        height = self._lay_out(self.width(), place=False) if self.isVisible() else 0
        return QSize(widest, max(height, self._tallest()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return bool(super().event(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._lay_out(self.width(), place=True)
        self.updateGeometry()

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _wish(self, widget: QWidget) -> QSize:
        wish = widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())
        return wish + QSize(SLACK, 0)

    def _narrowest(self, widget: QWidget) -> int:
        """How narrow it may become: words that wrap need less than they wish."""
        if not _wraps(widget):
            return self._wish(widget).width()
        return max(widget.minimumSizeHint().width(), widget.minimumWidth())

    def _tallest(self) -> int:
        return max((self._wish(widget).height() for widget in self._shown()), default=0)

    def _lay_out(self, width: int, *, place: bool) -> int:
        row: list[tuple[QWidget, QRect]] = []
        x, y, tall = 0, 0, 0
        shown = self._shown()
        for widget in shown:
            wish = self._wish(widget)
            if row and x + wish.width() > width:
                self._set(row, y, tall, place)
                row, x, y, tall = [], 0, y + tall + min(self._gap, theme.unit(self)), 0
            wide = min(wish.width(), max(width, 1))
            if wide < wish.width() and _wraps(widget):
                wish.setHeight(widget.heightForWidth(wide))
            if self._apart and row and widget is shown[-1]:
                x = width - wide
            row.append((widget, QRect(x, 0, wide, wish.height())))
            x += wide + self._gap
            tall = max(tall, wish.height())
        self._set(row, y, tall, place)
        return y + tall

    def _set(self, row: list[tuple[QWidget, QRect]], top: int, tall: int, place: bool) -> None:
        for widget, area in row if place else ():
            widget.setGeometry(area.translated(0, top + (tall - area.height()) // 2))


def _wraps(widget: QWidget) -> bool:
    return isinstance(widget, QLabel) and widget.wordWrap()


def _was_hidden(widget: QWidget) -> bool:
    """Whether somebody hid it; Qt hides what is made inside a visible parent until it is placed."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def flow(parent: QWidget | None, *widgets: QWidget, gap: int = 6, apart: bool = False) -> Flow:
    """``widgets`` in a flow; ``apart`` puts the last one at the far end of its row."""
    return Flow(parent, widgets, gap, apart=apart)


def beside(parent: QWidget, *widgets: QWidget) -> QWidget:
    """``widgets`` that a flow must not part."""
    holder = QWidget(parent)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    return holder
