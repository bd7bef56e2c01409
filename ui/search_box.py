# SPDX-License-Identifier: Apache-2.0
"""Search everywhere: a name, a number or a word of a letter, found while typing; Enter opens it."""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desk.domain.consent import Proof
from desk.domain.consent_doubts import proof_brief
from desk.domain.destruction import Cause
from desk.services.desk import Desk
from desk.services.overview.search import Hit, search_everywhere, search_people
from ui import theme, words
from ui.language import _, current
from ui.numbers import headed, named

PAUSE = 200
"""Milliseconds without a key before the search begins."""
MOST = 40
_TABS = {
    "request": "requests",
    "consent": "consents",
    "person": "subject",
    "paper": "papers",
    "destruction": "destruction",
    "transfer": "transfers",
}
_PICTURES = {
    "request": "inbox",
    "consent": "file-check",
    "person": "users",
    "paper": "file-text",
    "recipient": "send",
    "destruction": "trash-2",
    "transfer": "send",
}


class SearchBox(QDialog):
    """Opens over the window. Signal ``found(tab, id)``: the person chose a record."""

    found = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("Search everywhere"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText(_("A name, a number or a word from a letter"))
        self.edit.setAccessibleName(_("Search everywhere"))
        self.edit.setClearButtonEnabled(True)
        self.edit.setMaxLength(500)
        self.edit.setFont(theme.title_font(self.edit))
        self.edit.setMinimumHeight(round(theme.field_height(self) * 1.5))
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("What was found"))
        self.list.setUniformItemSizes(True)
        self.list.setAlternatingRowColors(True)
        side = theme.icon_size(self)
        self.list.setIconSize(QSize(side, side))
        self.word = QLabel(_("ё and е are the same; case does not matter."), self)
        self.word.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column = QVBoxLayout(self)
        column.addWidget(self.edit)
        column.addWidget(self.list, 1)
        column.addWidget(self.word)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.search)
        self.edit.textChanged.connect(self._typed)
        self.edit.returnPressed.connect(self._open_current)
        self.edit.installEventFilter(self)
        self.list.itemActivated.connect(self._open)
        theme.take_room(self, 90, 26)

    @Slot()
    def search(self) -> None:
        """Look now."""
        self._pause.stop()
        text = self.edit.text().strip()
        self.list.clear()
        if not text:
            self.word.setText(_("ё and е are the same; case does not matter."))
            return
        language = current().language
        hits = search_everywhere(self._desk, text, MOST, language) + search_people(self._desk, text)
        for hit in hits:
            self.list.addItem(self._item(hit))
        if hits:
            self.list.setCurrentRow(0)
            self.word.setText(_("Enter opens the record."))
        else:
            self.word.setText(_("Nothing was found. Try fewer letters or another word."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            step = steps.get(Qt.Key(event.key())) if event.type() is QEvent.Type.KeyPress else None
            if step is not None and self.list.count():
                line = self.list.currentRow() + step
                self.list.setCurrentRow(min(max(line, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)

    def _item(self, hit: Hit) -> QListWidgetItem:
        broken = hit.mark in (Proof.BROKEN, Proof.UNCOUNTED)
        picture = "triangle-alert" if broken else _PICTURES.get(hit.record, "search")
        item = QListWidgetItem(theme.icon(picture), _line(hit))
        if broken:
            ground, ink = theme.tone_colours(theme.Tone.OVERDUE)
            item.setBackground(ground)
            item.setForeground(ink)
        item.setData(Qt.ItemDataRole.UserRole, (_TABS.get(hit.record, hit.record), hit.id))
        item.setSizeHint(item.sizeHint().expandedTo(QSize(0, theme.row_height(self))))
        return item

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self._pause.start()

    @Slot()
    def _open_current(self) -> None:
        if self._pause.isActive():
            self.search()
        item = self.list.currentItem()
        if item is not None:
            self._open(item)

    @Slot(QListWidgetItem)
    def _open(self, item: QListWidgetItem) -> None:
        tab, id = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        self.found.emit(tab, id)


def _line(hit: Hit) -> str:
    """A record in one line: a paper by its name, a request by its person, a destruction with its cause."""
    head, title, detail = headed(hit.number), hit.title, hit.detail
    mark = words.paper_badge("void").word if hit.mark == "void" else ""
    if hit.mark and not mark:
        mark = proof_brief(current(), Proof(hit.mark))
    if hit.record == "paper":
        title, detail = words.paper(title), named(detail)
    elif hit.record == "destruction":
        detail = words.label(Cause(detail))
    elif hit.record == "transfer":
        head = _("A transfer abroad")
    return " · ".join(part for part in (head, title, detail, mark) if part)
