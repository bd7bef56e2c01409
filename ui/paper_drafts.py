# SPDX-License-Identifier: Apache-2.0
"""Papers that somebody began to write, above the list of those that were issued."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desk.domain.kinds import RequestState
from desk.services.desk import Desk
from desk.services.request.listing import request_rows
from desk.services.settings import drafts, take_draft
from desk.text import N_
from ui import messages, theme, words
from ui.flow import flow
from ui.forms import Words
from ui.language import _
from ui.paper_list import DRAFTS
from ui.tables import BadgeLabel

_ENDED = {
    RequestState.VOID: N_("The record is void: nothing more can be added to it."),
    RequestState.CLOSED: N_("The request is closed: nothing more can be added to it."),
}
"""Why a draft cannot go on."""


class PaperDrafts(QFrame):
    """What is in work, a line each, to go on with or to throw away. Signal ``wanted``: go on, on that request."""

    wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._column = QVBoxLayout(self)
        self.hide()

    def refresh(self) -> None:
        """Show what is kept by now."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        kept = [key for key in drafts(self._desk) if key.startswith("paper:")]
        self.setVisible(bool(kept))
        for key in kept:
            self._add(key)

    def _add(self, key: str) -> None:
        _kind, act, request = key.split(":")
        badge = BadgeLabel(words.paper_badge("draft"), self)
        name, ended = words.paper(DRAFTS[act]) if act in DRAFTS else _("Paper"), ""
        for found in request_rows(self._desk, [int(request)]):
            ended = _ENDED.get(found.state, "")
            name = " · ".join(filter(None, (name, words.marked(found.number), found.subject)))
        parts: list[QWidget] = [badge, Words(name, self)]
        if ended:
            parts.append(Words(_(ended), self))
        else:
            go = self._button(_("Go on writing"), name)
            go.clicked.connect(lambda: self.wanted.emit(int(request)))
            parts.append(go)
        away = self._button(_("Discard…"), name)
        away.clicked.connect(lambda: self._throw_away(key, name))
        self._column.addWidget(flow(self, *parts, away, gap=theme.unit(self) * 2))

    def _button(self, verb: str, name: str) -> QPushButton:
        button = QPushButton(verb, self)
        button.setAccessibleName(f"{verb}: {name}")
        return button

    def _throw_away(self, key: str, name: str) -> None:
        question = _("Discard the draft of “{name}”? None of it was issued.", name=name)
        if messages.ask(self, question, _("&Discard"), danger=True):
            take_draft(self._desk, key)
            self.refresh()
