# SPDX-License-Identifier: Apache-2.0
"""The button beside a date field that opens a calendar to pick a day from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidget, QWidgetAction

from ui import theme
from ui.language import _


class DayButton(QToolButton):
    """Opens a calendar at the day in the field and hands over the day picked."""

    def __init__(
        self, parent: QWidget, picked: Callable[[date], None], shown: Callable[[], date]
    ) -> None:
        super().__init__(parent)
        self._picked, self._shown = picked, shown
        self._menu: QMenu | None = None
        self.setIcon(theme.icon("calendar"))
        self.setToolTip(_("Pick a day"))
        self.setAccessibleName(_("Pick a day"))
        self.clicked.connect(self._open)

    @Slot()
    def _open(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        day = self._shown()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(self._choose)
        calendar.clicked.connect(self._choose)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        self._menu = menu
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.setFocus()

    @Slot(QDate)
    def _choose(self, day: QDate) -> None:
        if self._menu is not None:
            self._menu.close()
            self._menu = None
        self._picked(date(day.year(), day.month(), day.day()))
