# SPDX-License-Identifier: Apache-2.0
"""Boxes to choose one of a list from: the wheel changes nothing by the way, and long words are never cut."""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from ui import theme

_WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class StillBox(QComboBox):
    """The wheel scrolls what the box stands in, until the person has clicked into the box."""

    _clicked = False

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._clicked = True
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # Into its own list, or into another window, the focus leaves for a moment only.
        self._clicked = self._clicked and self.window().focusWidget() is self
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._clicked and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Choice(StillBox):
    """Shows what is chosen in as many lines as it needs; the list that drops down is as wide as its words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMinimumHeight(theme.field_height(self))
        self.currentTextChanged.connect(self._fit)

    def words_area(self) -> QRect:
        """Where the chosen words stand."""
        shape = QStyleOptionComboBox()
        self.initStyleOption(shape)
        part = QStyle.SubControl.SC_ComboBoxEditField
        box = QStyle.ComplexControl.CC_ComboBox
        return self.style().subControlRect(box, shape, part, self)

    def words_height(self) -> int:
        """How high the chosen words are in the width they have."""
        endless = QRect(0, 0, self.words_area().width(), 10_000)
        return self.fontMetrics().boundingRect(endless, _WRAPPED, self.currentText()).height()

    def showPopup(self) -> None:
        view = self.view()
        edge = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        widest = view.sizeHintForColumn(0) + edge + theme.unit(self) * 2
        view.setMinimumWidth(min(widest, round(self.screen().availableSize().width() * 0.94)))
        super().showPopup()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._more() <= 0:
            super().paintEvent(event)
            return
        shape = QStyleOptionComboBox()
        self.initStyleOption(shape)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, shape)
        words, ink = self.currentText(), QPalette.ColorRole.ButtonText
        area, enabled = self.words_area(), self.isEnabled()
        painter.drawItemText(area, _WRAPPED, self.palette(), enabled, words, ink)

    def _more(self) -> int:
        """Pixels that further lines need."""
        return self.words_height() - self.fontMetrics().height()

    def _fit(self) -> None:
        self.setMinimumHeight(theme.field_height(self) + max(self._more(), 0))
