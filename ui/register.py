# SPDX-License-Identifier: Apache-2.0
"""What the pages of registers share: the filters above, the list on the left, the record on the right.

Which records they hold and what can be done with them, each page says itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desk.domain.values import Query
from ui import settings, theme
from ui.filter_bar import FilterBar
from ui.models import PagedModel
from ui.page import Page
from ui.tables import TableView

NARROW = 110
"""A page of fewer signs is narrow: the filters go above the list alone and leave the record its height."""
_RECORD = 52
"""Signs a record wants in a line, where the list can spare them."""


class RegisterPage(Page):
    """A register; the made page builds ``bar``, ``model`` and ``list`` and then lays itself out."""

    NAME: ClassVar[str] = ""
    """Under which the split is remembered; also the file name of the list as CSV."""
    bar: FilterBar
    model: PagedModel
    list: TableView
    side: QStackedWidget

    def action(self, text: str, icon: str, keys: str, act: Callable[[], object]) -> QAction:
        """An act of the page, with its shortcut; ``menu`` puts it into the menus."""
        made = QAction(theme.icon(icon), text, self)
        made.setShortcut(QKeySequence(keys))
        made.triggered.connect(lambda _checked: act())
        self.addAction(made)
        return made

    def lay_out(self, left: QWidget, record: QWidget, hint: str, widths: tuple[int, int]) -> None:
        """The bar above, ``left`` and ``record`` side by side; ``hint`` while no record is chosen."""
        gap = theme.unit(self)
        beside = QWidget(self)
        self._above_list = QVBoxLayout(beside)
        self._above_list.setContentsMargins(0, 0, 0, 0)
        self._above_list.setSpacing(gap)
        self._above_list.addWidget(left, 1)
        self.side = QStackedWidget(self)
        self.side.addWidget(self._hint(hint))
        self.side.addWidget(record)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        for number, (widget, width) in enumerate(zip((beside, self.side), widths, strict=True)):
            self.split.addWidget(widget)
            self.split.setStretchFactor(number, width)
        self.split.setChildrenCollapsible(False)
        self._shares = None if settings.restore_split(self.split, self.NAME) else widths
        self.split.splitterMoved.connect(self._keep_split)
        self._above_all = QVBoxLayout(self)
        self._above_all.setContentsMargins(gap, gap, gap, 0)
        self._above_all.setSpacing(gap)
        self._above_all.addWidget(self.bar)
        self._above_all.addWidget(self.split, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the filters, and share the width until a person has done so."""
        super().resizeEvent(event)
        sign = self.fontMetrics().averageCharWidth()
        narrow = self.width() < sign * NARROW
        home = self._above_list if narrow else self._above_all
        if home.indexOf(self.bar) < 0:
            home.insertWidget(0, self.bar)
            self.bar.narrow(narrow)
            self.narrow(narrow)
        if self._shares is not None:
            room = self.width()
            share = room * self._shares[1] // sum(self._shares)
            record = max(share, min(sign * _RECORD, room * 3 // 5))
            self.split.setSizes([room - record, record])

    def narrow(self, on: bool) -> None:
        """What else a page moves where it is narrow."""

    def _keep_split(self) -> None:
        self._shares = None
        settings.keep_split(self.split, self.NAME)

    def _hint(self, text: str) -> QLabel:
        hint = QLabel(text, self)
        hint.setWordWrap(True)
        hint.setMargin(theme.unit(self) * 4)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        return hint

    def load(self, query: Query) -> None:
        """Ask for the list again and stay at the same record, without opening it anew."""
        chosen = self.list.current_id()
        blocked = self.list.blockSignals(True)
        self.model.load(query)
        if chosen is not None:
            self.list.choose(chosen)
        self.list.blockSignals(blocked)

    def find_here(self) -> None:
        """Put the cursor into the filter."""
        self.bar.focus_text()

    def save_list(self) -> None:
        """Save the list as CSV."""
        from ui.csv_file import save_list

        save_list(self.list, self.NAME, self)


def number(value: object, otherwise: int) -> int:
    """A number out of a kept state."""
    return value if isinstance(value, int) else otherwise
