# SPDX-License-Identifier: Apache-2.0
"""What was found of each recipient: whether what it does is enough, whether it would destroy, a remark."""
# ruff: noqa: D102 -- the calls that ``Editor`` and ``Field`` describe

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desk.domain.assessments import Feasibility, Party, Sufficiency
from ui import theme, words
from ui.choice import Choice
from ui.fields import LONGEST, Editor, Field
from ui.forms import Words
from ui.language import _

_ENOUGH = ("", *Sufficiency)
_FEASIBLE = tuple(Feasibility)


class RatedEditor(Editor):
    """The value is a ``Party`` for each recipient of which something was said."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.unit(self))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.rows: dict[tuple[int, str], tuple[Choice, Choice, QLineEdit]] = {}
        self._names: list[Words] = []

    def offer(self, parties: Sequence[tuple[int, str, str]]) -> None:
        """Ask about these: recipient, state, and its name; what was said of those that stay is kept."""
        kept = self.state()
        for widget in (*self._names, *(part for row in self.rows.values() for part in row)):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.rows, self._names = {}, []
        for place, (recipient, country, name) in enumerate(parties):
            self._add(place * 3, (recipient, country), name)
        if self.rows:
            self.main = next(iter(self.rows.values()))[0]
        self.restore(kept)

    def _add(self, top: int, party: tuple[int, str], name: str) -> None:
        label, enough, feasible, remark = (
            Words(name, self),
            Choice(self),
            Choice(self),
            QLineEdit(self),
        )
        enough.addItems([words.label(each) if each else _("Choose…") for each in _ENOUGH])
        enough.setAccessibleName(_("{label}: is it enough?", label=name))
        feasible.addItems([words.label(each) for each in _FEASIBLE])
        feasible.setAccessibleName(_("{label}: would it destroy?", label=name))
        remark.setPlaceholderText(_("remark"))
        remark.setMaxLength(LONGEST)
        remark.setMinimumHeight(theme.field_height(self))
        remark.setAccessibleName(_("{label}: remark", label=name))
        enough.currentIndexChanged.connect(self.changed)
        feasible.currentIndexChanged.connect(self.changed)
        remark.textChanged.connect(self.changed)
        self._grid.addWidget(label, top, 0, 1, 2)
        self._grid.addWidget(enough, top + 1, 0)
        self._grid.addWidget(feasible, top + 1, 1)
        self._grid.addWidget(remark, top + 2, 0, 1, 2)
        self.rows[party] = (enough, feasible, remark)
        self._names.append(label)

    def value(self) -> tuple[Party, ...]:
        return tuple(
            Party(
                recipient,
                country,
                Sufficiency(_ENOUGH[enough.currentIndex()]),
                _FEASIBLE[feasible.currentIndex()],
                remark.text().strip(),
            )
            for (recipient, country), (enough, feasible, remark) in self.rows.items()
            if enough.currentIndex() > 0
        )

    def set(self, value: object) -> None:
        for party in value if isinstance(value, tuple) else ():
            row = self.rows.get((party.recipient, party.country))
            if row is not None:
                row[0].setCurrentIndex(_ENOUGH.index(party.sufficient))
                row[1].setCurrentIndex(_FEASIBLE.index(party.feasible))
                row[2].setText(party.remark)

    def state(self) -> dict[str, list[object]]:
        return {
            f"{recipient}/{country}": [
                enough.currentIndex(),
                feasible.currentIndex(),
                remark.text(),
            ]
            for (recipient, country), (enough, feasible, remark) in self.rows.items()
        }

    def restore(self, state: object) -> None:
        typed = state if isinstance(state, Mapping) else {}
        for (recipient, country), (enough, feasible, remark) in self.rows.items():
            told = typed.get(f"{recipient}/{country}")
            if isinstance(told, list):
                enough.setCurrentIndex(int(told[0]))
                feasible.setCurrentIndex(int(told[1]))
                remark.setText(str(told[2]))

    def name_parts(self, label: str) -> None:
        self.setAccessibleName(label)


@dataclass(frozen=True)
class RatedField(Field):
    """The recipients of an assessment; which, the dialog says."""

    def build(self, parent: QWidget) -> RatedEditor:
        return RatedEditor(parent)
