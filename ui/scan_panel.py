# SPDX-License-Identifier: Apache-2.0
"""What is done with the page in sight: where it belongs, and who signed it.

Signals of ``ScanPanel``: ``placed(at, place or None or KEEP)``, the person decided where a page goes;
``ticked``, a signature or its day was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desk.domain.destruction import Signer
from desk.domain.paper_words import recorded
from desk.domain.request import PaperBrief
from desk.domain.scans import PLACEABLE, TAKEN, Place, ScanPaper, SortedPage
from desk.services.signature.scans import say_missing
from ui import destruction_words as said
from ui import mnemonics, theme, words
from ui.choice import Choice
from ui.date_fields import DateEditor
from ui.flow import flow
from ui.forms import Words, note
from ui.language import _, current
from ui.tick import Tick

KEEP = "keep"
"""The page goes where its code says after all."""
Ticks = dict[tuple[int, str], str]
"""Who signed by paper and field, with the day as it was typed."""


class ScanPanel(QWidget):
    """The decisions about one page."""

    placed = Signal(int, object)
    ticked = Signal()

    def __init__(self, today: Callable[[], date], ticks: Ticks, parent: QWidget) -> None:
        super().__init__(parent)
        self._today, self._ticks = today, ticks
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.unit(self) * 2, 0)
        self._column.setSpacing(theme.unit(self) * 2)

    def clear(self) -> None:
        """Nothing is chosen."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def finish(self) -> None:
        """Close the column and give every button its letter."""
        self._column.addStretch(1)
        mnemonics.spread(self.window())
        theme.fit_icons(self)

    def say(self, text: str) -> None:
        """A sentence about what is in sight."""
        self._column.addWidget(Words(text, self))

    def offer_place(
        self,
        at: int,
        page: SortedPage,
        place: Place | None,
        choices: Sequence[PaperBrief],
        near: Place | None,
    ) -> None:
        """Where the page may go: by hand where its code says nothing, else in or out."""
        if page.state in TAKEN:
            self._button(_("Leave it out") if place else _("Accept it after all"),
                         lambda: self.placed.emit(at, None if place else KEEP))  # fmt: skip
        elif page.state in PLACEABLE and place is not None:
            self._button(_("Remove it again"), lambda: self.placed.emit(at, KEEP))
        elif page.state in PLACEABLE and choices:
            self._by_hand(at, choices, near)

    def _by_hand(self, at: int, choices: Sequence[PaperBrief], near: Place | None) -> None:
        papers, pages = Choice(self), Choice(self)
        for brief in choices:
            papers.addItem(words.paper_line(brief), brief)
        papers.currentIndexChanged.connect(lambda _row: fill())

        def fill() -> None:
            brief = papers.currentData()
            pages.clear()
            for page in range(1, brief.pages + 1):
                pages.addItem(_("Page {page} of {pages}", page=page, pages=brief.pages), page)

        fill()
        ids = [brief.id for brief in choices]
        if near is not None and near.document in ids:
            papers.setCurrentIndex(ids.index(near.document))
            pages.setCurrentIndex(near.page - 1)
        for title, box in ((_("&Paper"), papers), (_("Pa&ge"), pages)):
            label = QLabel(title, self)
            label.setBuddy(box)
            box.setAccessibleName(mnemonics.bare(title))
            self._column.addWidget(label)
            self._column.addWidget(box)
        self._button(
            _("Put the page here"),
            lambda: self.placed.emit(at, Place(papers.currentData().id, pages.currentData())),
        )

    def ask_signers(self, paper: ScanPaper, page: int, missing: Sequence[int]) -> None:
        """Who signed on ``page``; not asked while a page is missing."""
        found = [
            signer
            for signer in paper.signers
            if paper.places.get(signer.field, paper.last_place) == page
        ]
        if not found and (paper.signers or page != paper.last_place):
            return
        title = Words(_("Who signed here?"), self)
        title.setFont(theme.strong_font(title))
        self._column.addWidget(title)
        if missing:
            said = say_missing(current(), missing, paper.brief.pages)
            self._column.addWidget(
                note(_("{missing}. Once that is here too, state who signed.", missing=said), self)
            )
            return
        for signer in found:
            self._signer(paper.brief.id, signer)
        if paper.signers:
            return
        if paper.brief.signature:
            self._column.addWidget(Words(words.signature(paper.brief), self))
        else:
            self._tick(paper.brief.id, "", _("Signed by pen"))

    def _signer(self, paper: int, signer: Signer) -> None:
        language = current().language
        name = ", ".join(filter(None, (signer.name.of(language), signer.post.of(language))))
        if signer.state == "none":
            self._tick(paper, signer.field, name)
        else:
            self._column.addWidget(Words(f"{name}: {said.signer_badge(signer).word}", self))
            if signer.broken or signer.unchecked:
                self._column.addWidget(note(current().tell(recorded(signer)), self))

    def _tick(self, paper: int, field: str, name: str) -> None:
        key = (paper, field)
        tick = Tick(name.replace("&", "&&"), self)
        day = DateEditor(self, "on", self._today)
        day.name_parts(_("{name}: day of the signature", name=name))
        day.restore(self._ticks.get(key, ""))
        tick.setChecked(key in self._ticks)
        day.setVisible(key in self._ticks)

        def changed() -> None:
            day.setVisible(tick.isChecked())
            if tick.isChecked():
                if not day.typed():
                    day.set(self._today())
                self._ticks[key] = day.state()
            else:
                self._ticks.pop(key, None)
            self.ticked.emit()

        tick.toggled.connect(changed)
        day.changed.connect(changed)
        self._column.addWidget(tick)
        self._column.addWidget(day)

    def _button(self, text: str, act: Callable[[], None]) -> None:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: act())
        self._column.addWidget(flow(self, button, gap=theme.unit(self)))


def days(ticks: Mapping[tuple[int, str], str]) -> dict[str, str]:
    """The ticks as plain data, for the draft of the dialog."""
    return {f"{paper}:{field}": typed for (paper, field), typed in ticks.items()}
