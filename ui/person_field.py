# SPDX-License-Identifier: Apache-2.0
"""A field for a person: found among the cards while the name or the address is typed, or a new one."""
# ruff: noqa: D102 -- each editor answers the calls that ``Editor`` and ``Field`` describe

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from desk.errors import Refusal
from desk.services.desk import Desk
from desk.services.request.people_cards import PersonCard, people_like, person_card
from ui import numbers, theme
from ui.fields import LONGEST, Editor, Field
from ui.forms import note
from ui.language import _

PAUSE = 200
"""Milliseconds without a key before the cards are looked through."""
_NAME, _CARD = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1


class PersonEditor(Editor):
    """A line to type a name or an address into; cards that begin so are offered below it."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk
        self.card: PersonCard | None = None
        self.edit = QLineEdit(self)
        self.edit.setMinimumHeight(theme.field_height(self))
        self.edit.setMaxLength(LONGEST)
        self.edit.setPlaceholderText(_("Name; cards that fit are offered"))
        self.found = QStandardItemModel(self)
        self.completer = QCompleter(self.found, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCompletionRole(_NAME)
        self.edit.setCompleter(self.completer)
        self.completer.activated[QModelIndex].connect(self._picked)  # type: ignore[index]  # the stubs know one overload
        self.about = note("", self)
        self.about.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        self.edit.textEdited.connect(lambda _text: self._pause.start())
        self.edit.textChanged.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) // 2)
        column.addWidget(self.edit)
        column.addWidget(self.about)
        self.main = self.edit
        self.setFocusProxy(self.edit)

    def value(self) -> int | str:
        """The id of the card that was picked, or the name as typed."""
        return self.card.id if self.card else self.edit.text().strip()

    def set(self, value: object) -> None:
        """Pick a card by its id, or write a name."""
        if isinstance(value, int):
            try:
                self._take(person_card(self._desk, value))
            except Refusal:
                self.edit.clear()
        else:
            self.edit.setText(str(value or ""))

    def state(self) -> object:
        return self.value()

    @Slot()
    def look(self) -> None:
        """Offer the cards that begin with what was typed."""
        self._pause.stop()
        self.found.clear()
        for card in people_like(self._desk, self.edit.text()):
            item = QStandardItem(_line(card))
            item.setData(card.fields.name or card.fields.email, _NAME)
            item.setData(card.id, _CARD)
            self.found.appendRow(item)
        if self.found.rowCount() and self.edit.hasFocus():
            self.completer.complete()

    @Slot(QModelIndex)
    def _picked(self, index: QModelIndex) -> None:
        id = index.data(_CARD)
        if isinstance(id, int):
            self._take(person_card(self._desk, id))

    def _take(self, card: PersonCard) -> None:
        self.card = card
        blocked = self.edit.blockSignals(True)
        self.edit.setText(card.fields.name or card.fields.email or card.fields.phone)
        self.edit.setCursorPosition(0)
        self.edit.blockSignals(blocked)
        self.about.setText(_("Card {card}", card=_line(card, named=False)))
        self.about.show()
        self.changed.emit()

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self.card = None
        self.about.hide()
        self.changed.emit()


@dataclass(frozen=True)
class PersonField(Field):
    """A person; the value is the id of a card, or a name no card was picked for."""

    desk: Desk = field(kw_only=True)

    def build(self, parent: QWidget) -> PersonEditor:
        return PersonEditor(parent, self.desk)


def _line(card: PersonCard, *, named: bool = True) -> str:
    name = card.fields.name if named else ""
    parts = (name, card.fields.email, card.fields.phone, numbers.named(card.ref))
    return " · ".join(part for part in parts if part)
