# SPDX-License-Identifier: Apache-2.0
"""Parts that windows and dialogs share: a column that scrolls, two of them side by side, a banner, a worn badge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QScrollBar,
    QSplitter,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.tables import BadgeLabel
from ui.theme import Badge


class _Groove(QScrollBar):
    """A bar that keeps its place and is not seen while there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class _Column(QScrollArea):
    """Scrolls down only; may be told to keep the width its content needs."""

    keeps_width = False

    def minimumSizeHint(self) -> QSize:
        """As wide as the content asks for."""
        usual, inner = super().minimumSizeHint(), self.widget()
        if not self.keeps_width or inner is None:
            return usual
        edge = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        return QSize(inner.minimumSizeHint().width() + edge, usual.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for more room when the content has grown."""
        if self.keeps_width and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def scrolled(
    inner: QWidget, parent: QWidget | None, *, keeps_width: bool = False, steady: bool = False
) -> QScrollArea:
    """``inner`` in an area that scrolls down, never sideways; ``steady`` leaves the bar its place."""
    scroll = _Column(parent)
    scroll.keeps_width = keeps_width
    if keeps_width or steady:
        # A bar that comes and goes changes the width, by which rows break, by which it comes and goes.
        scroll.setVerticalScrollBar(_Groove(scroll))
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    return scroll


def beside(left: Sequence[QWidget], right: QWidget, parent: QWidget, share: int) -> QSplitter:
    """``left`` one below the other, and ``right`` with ``share`` parts of the width to their five."""
    holder = QWidget(parent)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, theme.unit(parent), 0)
    column.setSpacing(theme.unit(parent) * 2)
    for each in left:
        column.addWidget(each)
    column.addStretch(1)
    split = QSplitter(Qt.Orientation.Horizontal, parent)
    split.addWidget(scrolled(holder, parent, keeps_width=True))
    split.addWidget(right)
    split.setStretchFactor(0, 5)
    split.setStretchFactor(1, share)
    split.setChildrenCollapsible(False)
    return split


def banner(text: str, tone: theme.Tone, parent: QWidget) -> QLabel:
    """A sentence that must not be overlooked, in the colours of ``tone``."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAutoFillBackground(True)
    label.setMargin(theme.unit(label) * 2)
    theme.paint(label, tone)
    label.setAccessibleName(text)
    return label


def tell(label: QLabel, text: str) -> None:
    """Show ``text``, or hide the label."""
    label.setText(text)
    label.setAccessibleName(text)
    label.setVisible(bool(text))


def wear(label: BadgeLabel, badge: Badge | None, tip: str = "") -> None:
    """Show ``badge`` with its tooltip, or hide the label."""
    label.setVisible(badge is not None)
    label.setToolTip(tip)
    label.setAccessibleDescription(tip)
    if badge is not None:
        label.show_badge(badge)
