# SPDX-License-Identifier: Apache-2.0
"""Who gets data, a line for each kind of recipient: its name, and the country or that there is none."""
# ruff: noqa: D102 -- the calls that ``Editor`` and ``Field`` describe

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from desk.domain.countries import RUSSIA
from desk.domain.registers import Recipient
from desk.text import N_
from ui import theme
from ui.choice import Choice
from ui.fields import Editor, Field
from ui.forms import Words
from ui.language import _, current
from ui.pick_fields import country_options

LATER, NOBODY = "", "-"
_FIRST = ((LATER, N_("I’ll decide later")), (NOBODY, N_("I have none")))


def kind_of(proposed: Recipient) -> str:
    """What a recipient of a starter set does, without the advice to enter its name."""
    return proposed.name.of(current().language).partition(" (")[0]


class PartiesEditor(Editor):
    """The value tells by code the name and the country, ``LATER`` or ``NOBODY``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column, share in enumerate((3, 5, 3)):
            self._grid.setColumnStretch(column, share)
        self.at_home = QPushButton(_("All those named are in &Russia"), self)
        self.at_home.setAutoDefault(False)
        self.at_home.clicked.connect(self._say_russia)
        self._countries = [*_FIRST, *country_options()[1:]]
        self.lines: dict[str, tuple[QLineEdit, Choice]] = {}
        self._kinds: dict[str, Words] = {}

    def offer(self, kinds: Sequence[tuple[str, str]]) -> None:
        """Ask for these, each by its code and what it does; what was typed for others is gone."""
        for widget in [
            *self._kinds.values(),
            *(part for line in self.lines.values() for part in line),
        ]:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.lines, self._kinds = {}, {}
        for row, (code, kind) in enumerate(kinds):
            self._add(row, code, kind)
        if self.lines:
            self.main = next(iter(self.lines.values()))[0]
        self._grid.addWidget(self.at_home, len(kinds), 1, 1, 2)

    def _add(self, row: int, code: str, kind: str) -> None:
        name, country, label = QLineEdit(self), Choice(self), Words(kind, self)
        name.setMinimumHeight(theme.field_height(self))
        name.setPlaceholderText(_("its name"))
        name.setMaxLength(300)
        name.setAccessibleName(_("{label}: name", label=kind))
        country.addItems([_(title) for _code, title in self._countries])
        country.setAccessibleName(_("{label}: country", label=kind))
        country.currentIndexChanged.connect(
            lambda index: name.setEnabled(self._countries[index][0] != NOBODY)
        )
        name.textChanged.connect(self.changed)
        country.currentIndexChanged.connect(self.changed)
        for column, widget in enumerate((label, name, country)):
            self._grid.addWidget(widget, row, column)
        self.lines[code], self._kinds[code] = (name, country), label

    @Slot()
    def _say_russia(self) -> None:
        """Those with a name and no country yet are in Russia: the person who presses this says so."""
        self.set(
            {
                code: (name, RUSSIA)
                for code, (name, country) in self.value().items()
                if name and country == LATER
            }
        )

    def show_lines(self, codes: Sequence[str]) -> None:
        """Only these are asked for now; the others keep what was typed."""
        for code, line in self.lines.items():
            for widget in (self._kinds[code], *line):
                widget.setVisible(code in codes)

    def value(self) -> dict[str, tuple[str, str]]:
        return {
            code: (name.text().strip(), str(self._countries[country.currentIndex()][0]))
            for code, (name, country) in self.lines.items()
        }

    def named(self) -> dict[str, tuple[str, str]]:
        """Those something was said of: the name, and the country where one was chosen."""
        return {
            code: (name, "" if country == LATER else country)
            for code, (name, country) in self.value().items()
            if country != NOBODY and (name or country != LATER)
        }

    def absent(self) -> frozenset[str]:
        """Those the operator does not have."""
        told = self.value().items()
        return frozenset(code for code, (_name, country) in told if country == NOBODY)

    def set(self, value: object) -> None:
        codes = [code for code, _title in self._countries]
        for code, told in (value if isinstance(value, Mapping) else {}).items():
            if code in self.lines and told[1] in codes:
                self.lines[code][0].setText(told[0])
                self.lines[code][1].setCurrentIndex(codes.index(told[1]))

    def part(self, path: str) -> QWidget:
        return self.lines[path][0] if path in self.lines else self.main

    def name_parts(self, label: str) -> None:
        self.setAccessibleName(label)


@dataclass(frozen=True)
class PartiesField(Field):
    """Recipients to be named; which, the dialog says."""

    def build(self, parent: QWidget) -> PartiesEditor:
        return PartiesEditor(parent)
