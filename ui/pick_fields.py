# SPDX-License-Identifier: Apache-2.0
"""Fields for choosing many of a long list, a term of keeping, and a country."""
# ruff: noqa: D102 -- Qt's names for Qt's calls, and the calls that ``Editor`` and ``Field`` describe

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desk.domain.countries import RUSSIA, countries
from desk.folding import fold
from desk.text import N_
from ui import theme
from ui.choice import Choice
from ui.fields import ChoiceField, Editor, Field, LineEditor, Options
from ui.language import _, current, ngettext
from ui.tick_list import CHECKED, UNCHECKED, TickList, turn

ITEM = int(Qt.ItemDataRole.UserRole)


class Filter(QLineEdit):
    """Words to narrow a list down by. Signal ``entered``: Enter, which does not end the form."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class PickEditor(Editor):
    """Any of a long list, ticked in a box that scrolls; a line above narrows it down.

    A value the list does not offer, as a purpose closed since, is kept as it was.
    """

    def __init__(self, parent: QWidget, options: Options, rows: int) -> None:
        super().__init__(parent)
        self.filter = Filter(self)
        self.filter.setMinimumHeight(theme.field_height(self))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        self.filter.entered.connect(self._entered)
        self.list = TickList(self)
        self.list.setFixedHeight(round(self.fontMetrics().lineSpacing() * 1.6 * rows))
        self._fill(options)
        self._beside: tuple[object, ...] = ()
        self.list.itemChanged.connect(self._ticked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self))
        column.addWidget(self.filter)
        column.addWidget(self.list)
        self.main = self.filter
        self.setFocusProxy(self.filter)
        self._tell()

    def offer(self, options: Options) -> None:
        """Put other lines into the list; those ticked stay ticked when they are still there."""
        chosen, blocked = self.value(), self.list.blockSignals(True)
        self.list.clear()
        self._fill(options)
        self.set(chosen)
        self.list.blockSignals(blocked)
        self._tell()

    def _fill(self, options: Options) -> None:
        for value, label in options:
            item = QListWidgetItem(_(label), self.list)
            item.setData(ITEM, value)
            item.setCheckState(UNCHECKED)

    def items(self) -> list[QListWidgetItem]:
        """Every line of the list."""
        return [self.list.item(row) for row in range(self.list.count())]

    def value(self) -> tuple[object, ...]:
        return (*(item.data(ITEM) for item in self._chosen()), *self._beside)

    def _chosen(self) -> list[QListWidgetItem]:
        return [item for item in self.items() if item.checkState() == CHECKED]

    def set(self, value: object) -> None:
        """Tick these and bring them to the head, where they are seen."""
        chosen = value if isinstance(value, (tuple, list, set, frozenset)) else ()
        offered = {item.data(ITEM) for item in self.items()}
        self._beside = tuple(each for each in chosen if each not in offered)
        for item in self.items():
            item.setCheckState(CHECKED if item.data(ITEM) in chosen else UNCHECKED)
        for place, item in enumerate(self._chosen()):
            self.list.insertItem(place, self.list.takeItem(self.list.row(item)))
        self.list.scrollToTop()

    def state(self) -> list[object]:
        return list(self.value())

    def name_parts(self, label: str) -> None:
        self.filter.setAccessibleName(_("{label}: find in the list", label=label))
        self.list.setAccessibleName(label)

    @Slot()
    def _entered(self) -> None:
        """Enter ticks the first line that is left."""
        shown = [item for item in self.items() if not item.isHidden()]
        if self.filter.text() and shown:
            turn(shown[0])
            self.filter.selectAll()

    @Slot(QListWidgetItem)
    def _ticked(self, _item: QListWidgetItem) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        chosen = ngettext("{number} chosen", "{number} chosen", len(self._chosen()))
        self.filter.setPlaceholderText(f"{_('Find in the list')} · {chosen}")

    @Slot(str)
    def _narrow(self, text: str) -> None:
        for item in self.items():
            item.setHidden(fold(text) not in fold(item.text()))


@dataclass(frozen=True)
class PickField(Field):
    """Any of a long list; the value is a tuple in the order of the list."""

    options: Callable[[], Options] | Options = ()
    rows: int = 7

    def build(self, parent: QWidget) -> PickEditor:
        return PickEditor(
            parent, self.options() if callable(self.options) else self.options, self.rows
        )


UNITS = (("days", N_("days")), ("months", N_("months")), ("years", N_("years")))
Units = Sequence[tuple[str, str]]


class TermEditor(Editor):
    """A number and its unit; the value is “3 years”, or nothing without a number."""

    def __init__(self, parent: QWidget, units: Units) -> None:
        super().__init__(parent)
        self._units = units
        self.number = LineEditor(self, "", False, ())
        self.number.edit.setMaximumWidth(self.fontMetrics().averageCharWidth() * 14)
        self.unit = Choice(self)
        self.unit.addItems([_(label) for _value, label in units])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.number)
        row.addWidget(self.unit)
        row.addStretch(1)
        self.number.changed.connect(self.changed)
        self.unit.currentIndexChanged.connect(self.changed)
        self.main = self.number.edit
        self.setFocusProxy(self.main)

    def value(self) -> str:
        number = self.number.value()
        return f"{number} {self._units[self.unit.currentIndex()][0]}" if number else ""

    def set(self, value: object) -> None:
        number, _space, unit = str(value or "").partition(" ")
        self.number.set(number)
        self.unit.setCurrentIndex(
            next((n for n, (name, _w) in enumerate(self._units) if name == unit), 0)
        )

    def name_parts(self, label: str) -> None:
        self.number.edit.setAccessibleName(label)
        self.unit.setAccessibleName(_("{label}: unit", label=label))


@dataclass(frozen=True)
class TermField(Field):
    """A term of days, months or years, or of other units."""

    units: Units = UNITS

    def build(self, parent: QWidget) -> TermEditor:
        return TermEditor(parent, self.units)


def country_options() -> Options:
    """Every country by its name, Russia first; nothing chosen at the head."""
    names = countries(current().language)
    others = sorted((code for code in names if code != RUSSIA), key=lambda code: fold(names[code]))
    return [("", "—"), *((code, names[code]) for code in (RUSSIA, *others))]


def country_field(label: str, hint: str = "") -> ChoiceField:
    """A country, to be chosen."""
    return ChoiceField("country", label, hint=hint, options=country_options, mandatory=True)
