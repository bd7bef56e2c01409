# SPDX-License-Identifier: Apache-2.0
"""The section of a record that holds its papers and files, with what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QLabel,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain.kinds import PaperState
from desk.domain.paper_words import broken_words
from desk.domain.request import PaperBrief
from desk.domain.said import FILE_ROLES
from desk.domain.values import Attached
from ui import theme, words
from ui.flow import flow
from ui.incoming import passage, short
from ui.language import _, current
from ui.paper_list import hindrance, spoilt
from ui.record_parts import Scrolled
from ui.timeline import Keeping
from ui.wrapped_list import WrappedList

SEEN = 6
"""Papers, or files, that are in sight at once."""


class PapersPart(Scrolled):
    """Papers and files of the request.

    Signals: ``paper_act(name, id)`` with ``open``, ``print``, ``save``, ``mail``, ``signed``,
    ``signatures`` or ``replace``;
    ``file_chosen(id)`` to look at one, ``copy_wanted(id)`` to save it out, ``check_wanted(id)`` to check
    its signature; ``attach_wanted``; ``spoilt(text)`` says which papers have a broken signature, or is empty.
    """

    paper_act = Signal(str, int)
    file_chosen = Signal(int)
    copy_wanted = Signal(int)
    check_wanted = Signal(int)
    attach_wanted = Signal()
    spoilt = Signal(str)

    def __init__(self, zone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone
        self._briefs: dict[int, PaperBrief] = {}
        self.setAccessibleName(_("Papers and files"))
        self.papers = WrappedList(_("Papers of this record"), SEEN, self)
        self.papers.itemActivated.connect(lambda _item: self._paper("open"))
        self.paper_buttons = {
            name: self._button(title, name)
            for name, title in (
                ("open", _("&Open")),
                ("print", _("P&rint…")),
                ("save", _("Save as PD&F…")),
                ("mail", _("Draft an e-&mail…")),
                ("signed", _("Signed by pe&n…")),
                ("signatures", _("Si&gnatures…")),
                ("replace", _("Replace with a corrected paper…")),
            )
        }
        self.files = WrappedList(_("Files of this record"), SEEN, self)
        self.files.itemActivated.connect(lambda _item: self._file(self.file_chosen))
        self.look = QPushButton(_("&Look at the file"), self)
        self.look.clicked.connect(lambda: self._file(self.file_chosen))
        self.save_out = QPushButton(_("Save a &copy…"), self)
        self.save_out.clicked.connect(lambda: self._file(self.copy_wanted))
        self.check = QPushButton(_("Check its si&gnature"), self)
        self.check.clicked.connect(lambda: self._file(self.check_wanted))
        self.attach = QPushButton(_("&Attach a file…"), self)
        self.attach.clicked.connect(self.attach_wanted)
        self._lay_out()
        self.papers.currentRowChanged.connect(self._enable)
        self.files.currentRowChanged.connect(self._enable)

    def _lay_out(self) -> None:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setSpacing(theme.unit(self))
        self.no_papers = QLabel(_("No papers yet. Papers appear here once they are issued."), self)
        self.no_papers.setWordWrap(True)
        column.addWidget(_heading(_("Papers"), self))
        column.addWidget(self.no_papers)
        column.addWidget(self.papers)
        self._paper_row = flow(page, *self.paper_buttons.values(), gap=theme.unit(self))
        column.addWidget(self._paper_row)
        column.addSpacing(theme.unit(self) * 2)
        column.addWidget(_heading(_("Files"), self))
        column.addWidget(self.files)
        column.addWidget(
            flow(page, self.attach, self.look, self.save_out, self.check, gap=theme.unit(self))
        )
        column.addStretch(1)
        self.fill(page)

    def _button(self, title: str, name: str) -> QPushButton:
        button = QPushButton(title, self)
        button.clicked.connect(lambda: self._paper(name))
        return button

    def show_card(self, card: Keeping) -> None:
        """List the papers and files of ``card``."""
        before = self._briefs.get(self.chosen_paper() or 0)
        self._briefs = {paper.id: paper for paper in card.papers}
        kept = self._still(before)
        self.papers.clear()
        for paper in card.papers:
            item = self._add_paper(paper)
            if paper.id == kept:
                self.papers.setCurrentItem(item)
        if self.papers.currentRow() < 0 and self.papers.count():
            self.papers.setCurrentRow(self.papers.count() - 1)
        self.files.clear()
        for file in card.files:
            self._add_file(file)
        self.paper_buttons["replace"].setVisible(any(each.request for each in card.papers))
        self.files.setCurrentRow(0 if card.files else -1)
        for widget, shown in (
            (self.papers, bool(card.papers)),
            (self._paper_row, bool(card.papers)),
            (self.no_papers, not card.papers),
            (self.files, bool(card.files)),
        ):
            widget.setVisible(shown)
        for shown_list in (self.papers, self.files):
            shown_list.fit()
        numbers = [paper.number for paper in card.papers if spoilt(paper)]
        self.spoilt.emit(broken_words(current(), numbers))
        self._enable()

    def _add_file(self, file: Attached) -> None:
        """A kept file in a line; a broken signature stands over its name."""
        # Under seal a file has no name of its own, and what the desk knew of the case is no file anybody attached.
        case = not file.name and (file.role, file.media_type) == ("note", "application/json")
        key = "case" if case else file.role
        role = _(FILE_ROLES[key]) if key in FILE_ROLES else key
        signed = file.signature
        broken = signed is not None and signed.broken
        said = short(signed) if signed else ""
        parts = [
            file.name or words.label(PaperState.SEALED).lower(),
            words.size(file.size),
            role,
            "" if broken else said,
        ]
        icon = theme.icon("triangle-alert" if file.unsafe_name or broken else "paperclip")
        item = self.files.put(file.id, icon, _lines(said if broken else "", _row(parts)))
        if file.unsafe_name:
            item.setToolTip(_("A program or a disguised file: do not open it."))
        elif signed is not None:
            item.setToolTip(passage(signed, self._zone))

    def _add_paper(self, paper: PaperBrief) -> QListWidgetItem:
        """Number and name of a paper over its state: what comes first is read where room is short.

        A broken signature stands over them and out.
        """
        broken = spoilt(paper)
        badge = words.paper_badge(paper.state)
        said = words.signature(paper)
        called = _row((words.marked(paper.number), words.paper(paper.form)))
        stands = [badge.word, "" if broken else said]
        parts = [*stands, words.day(paper.date), words.languages(paper)]
        icon = theme.icon(theme.ICONS[(broken or badge).tone])
        item = self.papers.put(paper.id, icon, _lines(said if broken else "", called, _row(parts)))
        item.setToolTip("\n".join(filter(None, (item.text(), words.archive(paper)))))
        if broken:
            ground, ink = theme.tone_colours(broken.tone)
            item.setBackground(ground)
            item.setForeground(ink)
            item.setFont(theme.strong_font(self))
        return item

    def _still(self, before: PaperBrief | None) -> int | None:
        """The paper that was chosen, or the one that has just taken its place."""
        now = self._briefs.get(before.id) if before else None
        if before is None or now is None:
            return None
        void = now.state == PaperState.VOID != before.state
        return now.replaced_by if void and now.replaced_by else now.id

    def chosen_paper(self) -> int | None:
        """The paper the buttons act on."""
        item = self.papers.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item else None

    def choose(self, id: int) -> None:
        """Let the buttons act on this paper."""
        for row in range(self.papers.count()):
            if self.papers.item(row).data(Qt.ItemDataRole.UserRole) == id:
                self.papers.setCurrentRow(row)

    def _enable(self) -> None:
        brief = self._briefs.get(self.chosen_paper() or 0)
        for name, button in self.paper_buttons.items():
            reason = hindrance(name, brief) if brief and name != "open" else ""
            button.setEnabled(brief is not None and not reason)
            button.setToolTip(reason)
        for button in (self.look, self.save_out, self.check):
            button.setEnabled(self.files.currentRow() >= 0)

    def _paper(self, name: str) -> None:
        chosen = self.chosen_paper()
        if chosen is not None:
            self.paper_act.emit(name, chosen)

    def _file(self, wanted: SignalInstance) -> None:
        item = self.files.currentItem()
        if item is not None:
            wanted.emit(int(item.data(Qt.ItemDataRole.UserRole)))


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setFont(theme.strong_font(parent))
    return label


def _row(parts: Iterable[str]) -> str:
    return " · ".join(filter(None, parts))


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))
