# SPDX-License-Identifier: Apache-2.0
"""A field for material carriers, each with the number of sheets that are of the person."""
# ruff: noqa: D102 -- each editor answers the calls that ``Editor`` and ``Field`` describe

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desk.errors import Refusal
from desk.text import N_
from ui import theme
from ui.fields import Editor, Field
from ui.language import _
from ui.tick import Tick

Carriers = Sequence[tuple[int, str]]


class SheetsEditor(Editor):
    """A box and a number for each carrier; the value is pairs of id and sheets."""

    def __init__(self, parent: QWidget, name: str, carriers: Carriers) -> None:
        super().__init__(parent)
        self._name = name
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.unit(self))
        grid.setColumnStretch(0, 1)
        self.rows: dict[int, tuple[Tick, QLineEdit]] = {}
        for place, (id, title) in enumerate(carriers):
            box, sheets = Tick(title, self), QLineEdit(self)
            sheets.setPlaceholderText(_("sheets"))
            sheets.setMaximumWidth(self.fontMetrics().averageCharWidth() * 14)
            sheets.setMinimumHeight(theme.field_height(self))
            sheets.setAccessibleName(_("{label}: sheets", label=title))
            sheets.setEnabled(False)
            box.toggled.connect(sheets.setEnabled)
            box.toggled.connect(self.changed)
            sheets.textChanged.connect(self.changed)
            grid.addWidget(box, place, 0)
            grid.addWidget(sheets, place, 1)
            self.rows[id] = (box, sheets)
        if self.rows:
            self.main = next(iter(self.rows.values()))[0]
            self.setFocusProxy(self.main)

    def value(self) -> tuple[tuple[int, int], ...]:
        return tuple(
            (id, self._number(sheets.text()))
            for id, (box, sheets) in self.rows.items()
            if box.isChecked()
        )

    def _number(self, text: str) -> int:
        if text.strip() and not text.strip().isdecimal():
            raise Refusal(N_("Give the number of sheets."), field=self._name)
        return int(text.strip() or 0)

    def set(self, value: object) -> None:
        chosen = dict(value) if isinstance(value, (tuple, list)) else {}
        for id, (box, sheets) in self.rows.items():
            box.setChecked(id in chosen)
            sheets.setText(str(chosen.get(id) or ""))

    def state(self) -> object:
        return [[id, s.text()] for id, (box, s) in self.rows.items() if box.isChecked()]

    def restore(self, state: object) -> None:
        typed = dict(state) if isinstance(state, list) else {}
        for id, (box, sheets) in self.rows.items():
            box.setChecked(id in typed)
            sheets.setText(str(typed.get(id, "")))

    def name_parts(self, label: str) -> None:
        self.setAccessibleName(label)


@dataclass(frozen=True)
class SheetsField(Field):
    """Carriers with their sheets."""

    carriers: Callable[[], Carriers] | Carriers = ()

    def build(self, parent: QWidget) -> SheetsEditor:
        offered = self.carriers() if callable(self.carriers) else self.carriers
        return SheetsEditor(parent, self.name, offered)
