# SPDX-License-Identifier: Apache-2.0
"""Parts of one record or card, one of them in sight; their names break into rows and are never hidden.

Qt's own bar of tabs hides the names it has no room for behind arrows, which large letters make likely.

Signals of ``Sections``: ``currentChanged(int)``, another part is in sight.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyleOptionTab,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.flow import flow

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_LINES = 14


class SectionName(QAbstractButton):
    """The name of a part, drawn as the style draws a tab."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        shape, style = self._shape(), self.style()
        metrics = style.PixelMetric
        air = style.pixelMetric(metrics.PM_TabBarTabHSpace, shape, self)
        over = style.pixelMetric(metrics.PM_TabBarTabVSpace, shape, self)
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        wish = QSize(words.width() + air, words.height() + over)
        return style.sizeFromContents(QStyle.ContentsType.CT_TabBarTab, shape, wish, self)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_TabBarTab, self._shape())
        if self.isChecked():  # the shape alone is hard to see where the palette is dark
            line = self.rect().adjusted(2, self.height() - 3, -2, 0)
            painter.fillRect(line, self.palette().color(QPalette.ColorRole.Accent))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows are the business of the row of names."""
        event.ignore() if event.key() in _STEPS else super().keyPressEvent(event)

    def _shape(self) -> QStyleOptionTab:
        shape = QStyleOptionTab()
        shape.initFrom(self)
        shape.text = self.text()
        shape.documentMode = True
        shape.position = QStyleOptionTab.TabPosition.OnlyOneTab
        if self.isChecked():
            shape.state |= QStyle.StateFlag.State_Selected
        if self.isDown():
            shape.state |= QStyle.StateFlag.State_Sunken
        return shape


class Sections(QWidget):
    """The parts with their names over them, called as those of a ``QTabWidget`` are."""

    currentChanged = Signal(int)  # noqa: N815 -- Qt's name for it

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names = QButtonGroup(self)
        self._names.idClicked.connect(self.setCurrentIndex)
        self._row = flow(self, gap=0)
        self._parts = QStackedWidget(self)
        self._parts.currentChanged.connect(self._turned)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) // 2)
        column.addWidget(self._row)
        column.addWidget(self._parts, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def addTab(self, part: QWidget, title: str) -> None:
        name = SectionName(title, self)
        self._names.addButton(name, self.count())
        self._row.show_widgets([*map(self.name, range(self.count())), name])
        self._parts.addWidget(part)
        self.name(self.currentIndex()).setChecked(True)

    def name(self, place: int) -> QAbstractButton:
        """The name of a part, which brings it in sight."""
        return self._names.button(place)

    def count(self) -> int:
        return self._parts.count()

    def tabText(self, place: int) -> str:
        return self.name(place).text()

    def setTabText(self, place: int, title: str) -> None:
        self.name(place).setText(title)

    def widget(self, place: int) -> QWidget | None:
        return self._parts.widget(place)

    def currentIndex(self) -> int:
        return self._parts.currentIndex()

    def setCurrentIndex(self, place: int) -> None:
        self._parts.setCurrentIndex(place)

    def currentWidget(self) -> QWidget | None:
        return self._parts.currentWidget()

    def setCurrentWidget(self, part: QWidget) -> None:
        self._parts.setCurrentWidget(part)

    def sizeHint(self) -> QSize:
        """No more than a dozen lines are asked for; what is there beyond is taken."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * _LINES)

    def minimumSizeHint(self) -> QSize:
        """Long names break into rows rather than ask for width."""
        return QSize(theme.unit(self) * 30, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows lead from name to name, Ctrl+Tab from part to part."""
        step = (
            _STEPS.get(Qt.Key(event.key())) if isinstance(self.focusWidget(), SectionName) else None
        )
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            back = event.key() == Qt.Key.Key_Backtab
            step = (-1 if back else 1) if control else None
        if step is None:
            super().keyPressEvent(event)
            return
        self.setCurrentIndex((self.currentIndex() + step) % self.count())
        self.name(self.currentIndex()).setFocus(Qt.FocusReason.TabFocusReason)

    def _turned(self, place: int) -> None:
        if place >= 0 and (name := self.name(place)) is not None:
            name.setChecked(True)
            self.currentChanged.emit(place)
