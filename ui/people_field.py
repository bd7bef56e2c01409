# SPDX-License-Identifier: Apache-2.0
"""People of the desk in a form: found by the beginning of a name or an address, ticked, kept as ids."""
# ruff: noqa: D102 -- the editor answers the calls that ``Editor`` and ``Field`` describe

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QListWidgetItem, QWidget

from desk.errors import Refusal
from desk.services.desk import Desk
from desk.services.request.people_cards import PersonCard, people_like, person_card
from ui.fields import Field
from ui.language import _, ngettext
from ui.pick_fields import ITEM, PickEditor
from ui.tick_list import CHECKED, UNCHECKED


class PeopleEditor(PickEditor):
    """Those chosen stand at the head; below them whoever fits what is typed."""

    def __init__(self, desk: Desk, parent: QWidget, rows: int) -> None:
        self._desk = desk
        super().__init__(parent, (), rows)

    def set(self, value: object) -> None:
        self.list.clear()
        for id in value if isinstance(value, (tuple, list)) else ():
            try:
                self._put(person_card(self._desk, int(id)), ticked=True)
            except Refusal:
                continue
        self._tell()
        self.changed.emit()

    @Slot(str)
    def _narrow(self, text: str) -> None:
        for item in self.items():
            if item.checkState() == UNCHECKED:
                self.list.takeItem(self.list.row(item))
        known = set(self.value())
        for card in people_like(self._desk, text):
            if card.id not in known:
                self._put(card, ticked=False)

    def _put(self, card: PersonCard, *, ticked: bool) -> None:
        fields = card.fields
        told = (fields.name, fields.email or fields.phone)
        item = QListWidgetItem(" · ".join(filter(None, told)) or card.ref)
        item.setData(ITEM, card.id)
        item.setCheckState(CHECKED if ticked else UNCHECKED)
        self.list.addItem(item)

    @Slot()
    def _entered(self) -> None:
        """Enter ticks the first card that is offered."""
        for item in self.items():
            if item.checkState() == UNCHECKED:
                item.setCheckState(CHECKED)
                self.filter.clear()
                return

    def _tell(self) -> None:
        count = len(self._chosen())
        chosen = ngettext("{number} chosen", "{number} chosen", count)
        hint = _("Type a name or an e-mail address")
        self.filter.setPlaceholderText(f"{hint} · {chosen}")


@dataclass(frozen=True)
class PeopleField(Field):
    """Any people of the desk; the value is a tuple of ids."""

    desk: Desk
    rows: int = 4

    def build(self, parent: QWidget) -> PeopleEditor:
        return PeopleEditor(self.desk, parent, self.rows)
