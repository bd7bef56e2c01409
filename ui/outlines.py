# SPDX-License-Identifier: Apache-2.0
"""Fusion with visible outlines: its own are darker than a dark window and fainter than 3 : 1 in a light one.

What Fusion measures in pixels grows with the letters, a menu longer than the screen scrolls, and buttons
of dialogs carry no coloured pictures from elsewhere. Nothing else of the style is touched.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from ui.theme import is_dark

_BOXES = (QStyle.PrimitiveElement.PE_IndicatorCheckBox,)
_CIRCLES = (QStyle.PrimitiveElement.PE_IndicatorRadioButton,)
_FIELDS = (QStyle.PrimitiveElement.PE_FrameLineEdit, QStyle.PrimitiveElement.PE_Frame)
_HINTS = {
    QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    QStyle.StyleHint.SH_Menu_Scrollable: 1,
}
LINE = "#7C858F"
QUIET_LINE = "#4C525A"


_GROWING = {
    QStyle.PixelMetric.PM_IndicatorWidth: 0.95,
    QStyle.PixelMetric.PM_IndicatorHeight: 0.95,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth: 0.95,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight: 0.95,
    QStyle.PixelMetric.PM_MenuButtonIndicator: 0.9,
    QStyle.PixelMetric.PM_ScrollBarExtent: 0.9,
    QStyle.PixelMetric.PM_SmallIconSize: 1.1,
    QStyle.PixelMetric.PM_ButtonMargin: 0.5,
    QStyle.PixelMetric.PM_HeaderMargin: 0.5,
}
"""Sizes that the style fixes in pixels, as shares of the height of a letter."""


_CHOSEN = (QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField)


def _air(option: QStyleOption) -> int:
    """What words keep away from the frame of their field."""
    return round(option.fontMetrics.ascent() * 0.2)


class Outlined(QProxyStyle):
    """Draws what Fusion draws, an accent around what has the focus, and lines that can be seen."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 -- Qt's name
    ) -> int:
        if hint in _HINTS:
            return _HINTS[hint]
        return super().styleHint(hint, option, widget, returnData)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Boxes to tick and arrows are as large as the letters beside them."""
        usual = super().pixelMetric(metric, option, widget)
        if metric not in _GROWING:
            return usual
        letters = widget.fontMetrics() if widget is not None else QFontMetrics(QApplication.font())
        return max(usual, round(letters.ascent() * _GROWING[metric]))

    def subElementRect(
        self,
        element: QStyle.SubElement,
        option: QStyleOption,
        widget: QWidget | None = None,
    ) -> QRect:
        """Words keep a little away from the frame of their field."""
        usual = super().subElementRect(element, option, cast("QWidget", widget))
        if element is not QStyle.SubElement.SE_LineEditContents:
            return usual
        return usual.adjusted(_air(option), 0, -_air(option), 0)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Words of a list to choose from stand in line with those of the fields around it."""
        usual = super().subControlRect(control, option, part, cast("QWidget", widget))
        if (control, part) != _CHOSEN:
            return usual
        return usual.adjusted(_air(option), 0, 0, 0)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        super().drawPrimitive(element, option, painter, widget)
        if element not in (*_BOXES, *_CIRCLES, *_FIELDS):
            return
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus) and element in _FIELDS
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        tickable = enabled and element not in _FIELDS
        if not (focused or tickable or is_dark(option.palette)):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = LINE if tickable else QUIET_LINE
        accent = option.palette.color(QPalette.ColorRole.Accent)
        painter.setPen(QPen(accent if focused else QColor(line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        if element in _CIRCLES:
            painter.drawEllipse(area)
        else:
            painter.drawRoundedRect(area, 2, 2)
        painter.restore()
