# SPDX-License-Identifier: Apache-2.0
"""The list of demands of a new request, with the words of the letter that led to each."""
# ruff: noqa: D102 -- editors answer the calls that ``Editor`` and ``Field`` describe

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from desk.domain.kinds import FOUND_KINDS, REGULATOR_KINDS, DemandKind, called
from ui import theme, words
from ui.forms import Editor, Field
from ui.tick_list import TickList

ORDER = (
    *(kind for kind in DemandKind if kind not in REGULATOR_KINDS),
    *(kind for kind in DemandKind if kind in REGULATOR_KINDS),
)


class KindsEditor(Editor):
    """What is demanded: a list with boxes; those recognised in the letter say by which words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.list = TickList(self)
        for kind in ORDER:
            item = QListWidgetItem(words.label(kind))
            item.setData(Qt.ItemDataRole.UserRole, str(kind))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        line = theme.row_height(self) * 4 // 5
        self.list.setMinimumHeight(line * 7)
        self.list.setMaximumHeight(line * 11)
        self._wrap(self.list)
        self._reasons: Mapping[DemandKind, str] = {}
        self._own = False

    def show_own(self, own: bool) -> None:
        """Offer what the operator can find by himself, and nothing else, or again all that can be demanded."""
        if own == self._own:
            return
        self._own = own
        for kind, item in self._items().items():
            item.setText(self._said(kind))
            item.setHidden(own and kind not in FOUND_KINDS)
            if item.isHidden():
                item.setCheckState(Qt.CheckState.Unchecked)

    def _said(self, kind: DemandKind) -> str:
        name = words.label(called(kind, own=self._own))
        return f"{name} — {self._reasons[kind]}" if kind in self._reasons else name

    def value(self) -> tuple[DemandKind, ...]:
        ticked = [
            kind
            for kind, item in self._items().items()
            if item.checkState() is Qt.CheckState.Checked
        ]
        return tuple(sorted(ticked, key=ORDER.index))

    def set(self, value: object) -> None:
        chosen = list(value) if isinstance(value, Iterable) else []
        items = self._items()
        for kind, item in items.items():
            on = kind in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        if chosen:
            first = min((items[kind] for kind in chosen), key=self.list.row)
            self.list.setCurrentItem(first)
            self.list.scrollToItem(first)

    def explain(self, reasons: Mapping[DemandKind, str]) -> None:
        """Write behind each recognised kind the words that led to it, and bring it to the head."""
        self._reasons = reasons
        items = self._items()
        for place, kind in enumerate(kind for kind in ORDER if kind in reasons):
            item = items[kind]
            item.setText(self._said(kind))
            item.setToolTip(item.text())
            self.list.insertItem(place, self.list.takeItem(self.list.row(item)))
        if reasons:
            self.list.setCurrentRow(0)
            self.list.scrollToTop()

    def _items(self) -> dict[DemandKind, QListWidgetItem]:
        lines = [self.list.item(row) for row in range(self.list.count())]
        return {DemandKind(line.data(Qt.ItemDataRole.UserRole)): line for line in lines}

    def state(self) -> list[str]:
        return [str(kind) for kind in self.value()]

    def restore(self, state: object) -> None:
        typed = state if isinstance(state, list) else []
        self.set([DemandKind(kind) for kind in typed if kind in set(DemandKind)])


@dataclass(frozen=True)
class KindsField(Field):
    """Any of the demands a letter may make."""

    def build(self, parent: QWidget) -> KindsEditor:
        return KindsEditor(parent)
