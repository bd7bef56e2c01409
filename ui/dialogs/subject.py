# SPDX-License-Identifier: Apache-2.0
"""The card of a person: everything the desk holds about them, and the acts on what is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desk.domain.consent import HoldingView
from desk.domain.kinds import DemandKind, RequestState, Step
from desk.domain.subject import MergedCard, SubjectCard
from desk.errors import Refusal, Told
from desk.services.desk import Desk
from desk.services.request import requests
from desk.services.request.subject_card import subject_card
from desk.text import N_
from ui import messages, paper_acts, subject_parts, theme, words
from ui.act import ActDialog
from ui.closing import ShownDialog
from ui.dialogs.held import HeldAct, hold_line
from ui.flow import flow
from ui.jobs import Jobs
from ui.language import _, current
from ui.models import Column, RowsModel
from ui.notice import Notice
from ui.page import OpenRecord
from ui.panes import banner, scrolled
from ui.papers_part import PapersPart
from ui.record_parts import Facts
from ui.sections import Sections
from ui.tables import TableView

_HOMES = {"holding": "holding"}
_TITLES = {
    "consents": N_("Consents"),
    "requests": N_("Requests"),
    "destruction": N_("Destructions"),
    "transfers": N_("Transfers abroad"),
    "disclosures": N_("Data handed over"),
}
_ACTS = {
    "add": ("plus", N_("&Add…")),
    "change": ("pencil", N_("&Change…")),
    "achieved": ("circle-check", N_("&Purpose achieved…")),
    "source": ("send", N_("&Source disclosed…")),
    "notice": ("file-text", N_("&Notice of source…")),
    "hold": ("lock", N_("&Legal hold…")),
    "release": ("lock-open", N_("&Release…")),
    "ending": ("ban", N_("&End…")),
}
"""The acts on what is held: icon and words."""
_ANSWERED = frozenset({DemandKind.ACCESS, DemandKind.INSPECT})
"""Demands whose answer holds the data part."""


class SubjectDialog(ShownDialog):
    """One person with requests, consents, data held, destructions, papers and files."""

    _heard = Signal(object)

    def __init__(
        self, desk: Desk, jobs: Jobs, parent: QWidget | None, person: int, open_record: OpenRecord
    ) -> None:
        super().__init__(N_("Everything about a person"), parent)
        self.desk, self.jobs, self.person = desk, jobs, person
        self._open_elsewhere = open_record
        self.card: SubjectCard = subject_card(desk, person)
        number = words.short(self.card.ref)
        self.setWindowTitle(_("Everything about a person — card {number}", number=number))
        self.head = QWidget(self)
        self.head_column = QVBoxLayout(self.head)
        self.head_column.setContentsMargins(0, 0, 0, 0)
        self.tabs = Sections(self)
        self.spoilt = Notice(self)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.spacing())
        for widget in (self.head, self.spoilt, self.tabs):
            column.addWidget(widget)
        column.setStretchFactor(self.tabs, 1)
        # On a small screen the whole card scrolls, and the buttons at the foot stay in reach.
        self.column.addWidget(scrolled(inner, self), 1)
        self._build_tabs()
        self.print_button = self._button("printer", N_("Data part of the answer…"), self.answer)
        self.add_row(self.print_button)
        self.close_up(120, 46)
        # Acts may end in a worker thread: the news comes by a queued signal.
        self._heard.connect(self._changed, Qt.ConnectionType.QueuedConnection)
        self._tell = self._heard.emit
        desk.on_change(self._tell)
        self.finished.connect(lambda _code: desk.off_change(self._tell))
        self._show()

    # — building —

    def _build_tabs(self) -> None:
        zone = self.desk.zone
        self.tabs.addTab(self._held(), _("Data held"))
        self._add_list("consents", subject_parts.consents(zone), lambda: self.card.consents)
        self._add_list("requests", subject_parts.requests(zone), lambda: self.card.requests)
        self._add_list("destruction", subject_parts.DESTRUCTIONS, lambda: self.card.destructions)
        self._add_list("transfers", subject_parts.TRANSFERS, lambda: self.card.transfers)
        self._add_list("disclosures", subject_parts.DISCLOSURES, lambda: self.card.disclosures)
        self.papers = PapersPart(zone, self)
        self.papers.attach.hide()
        self.papers.paper_act.connect(self._paper)
        self.papers.file_chosen.connect(lambda id: self._file("show_file", id))
        self.papers.copy_wanted.connect(lambda id: self._file("save_out", id))
        self.papers.spoilt.connect(lambda text: self.spoilt.put(text, tone=theme.Tone.OVERDUE))
        self.papers.check.hide()  # a signature is checked in the record the file belongs to
        self.tabs.addTab(self.papers, _("Papers and files"))

    def _held(self) -> QWidget:
        """What is held, and the acts on it."""
        page = QWidget(self)
        self.held = self._list(
            subject_parts.HELD,
            lambda: self.card.holdings,
            N_("Data held"),
            lambda _id: self.change(),
        )
        self.held.chosen.connect(lambda _id: self._enable())
        self.held.explain_empty(
            _(
                "Nothing is recorded as held. A consent adds its own record; add what is held on "
                "another ground."
            ),
            _("&Add…"),
            self.add,
        )
        own = {"add": self.add, "change": self.change, "notice": self.notice}
        self.buttons = {
            name: self._button(icon, title, own.get(name) or partial(self.act, name))
            for name, (icon, title) in _ACTS.items()
        }
        column = QVBoxLayout(page)
        column.addWidget(self.held, 1)
        column.addWidget(flow(page, *self.buttons.values(), gap=theme.unit(self)))
        return page

    def _add_list(
        self, where: str, columns: Sequence[Column], rows: Callable[[], Sequence[Any]]
    ) -> None:
        """A tab of records that are opened at their own place."""
        title = _TITLES[where]
        view = self._list(columns, rows, title, lambda id: self.leave(where, id))
        view.explain_empty(_("None."))
        self.tabs.addTab(view, _(title))

    def _list(
        self,
        columns: Sequence[Column],
        rows: Callable[[], Sequence[Any]],
        name: str,
        opened: Callable[[int], object],
    ) -> TableView:
        model = RowsModel(columns, lambda last: [] if last is not None else rows(), self)
        view = TableView(model, _(name), self)
        view.opened.connect(opened)
        return view

    def _button(self, icon: str, text: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(theme.icon(icon), _(text), self)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked: act())
        return made

    # — showing —

    @Slot(object)
    def _changed(self, _topics: object) -> None:
        if not self.isVisible():
            return
        try:
            self.card = subject_card(self.desk, self.person)
        except Refusal:  # merged into another card meanwhile
            self.reject()
        else:
            self._show()

    def _show(self) -> None:
        """The head, and every list with its count."""
        while (item := self.head_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.head_column.addWidget(self._facts())
        for hold in self.card.holds:
            text = _("Legal hold: {hold}", hold=hold_line(hold))
            self.head_column.addWidget(banner(text, theme.Tone.PROVISIONAL, self.head))
        for view in self.findChildren(TableView):
            chosen = view.current_id()
            assert isinstance(view.records, RowsModel)
            view.records.load()
            if chosen is None or not view.choose(chosen):
                view.selectRow(0)
        self.papers.show_card(self.card)
        for place, title in enumerate((N_("Data held"), *_TITLES.values())):
            page = self.tabs.widget(place)
            view = page if isinstance(page, TableView) else self.held
            number = view.records.rowCount()
            self.tabs.setTabText(place, f"{_(title)} ({number})" if number else _(title))
        self._enable()

    def _facts(self) -> Facts:
        facts, fields = Facts(self.head), self.card.fields
        facts.add(_("Name"), fields.name)
        facts.add(_("E-mail"), fields.email)
        facts.add(_("Telephone"), fields.phone)
        facts.add(_("Address"), fields.address)
        facts.add(_("Merged cards"), "; ".join(map(_merged, self.card.merged)))
        facts.add(_("Erased on"), words.day(self.card.erased_on))
        return facts

    def _enable(self) -> None:
        view = self.view()
        running = view is not None and not view.ended
        for name in ("change", "achieved", "ending"):
            self.buttons[name].setEnabled(running)
        other = running and view is not None and view.fields.source == "other"
        self.buttons["source"].setEnabled(other)
        self.buttons["notice"].setEnabled(other)
        self.buttons["release"].setEnabled(bool(self.card.holds))
        gone = bool(self.card.erased_on)
        for name in ("add", "hold"):
            self.buttons[name].setEnabled(not gone)
        self.print_button.setEnabled(bool(self.card.holdings))

    def view(self) -> HoldingView | None:
        """The chosen record of data held."""
        row = self.held.records.row_at(self.held.currentIndex().row())
        return row if isinstance(row, HoldingView) else None

    # — acts —

    @Slot()
    def add(self) -> None:
        """Record that more is held."""
        self.act("holding", new=True)

    @Slot()
    def change(self) -> None:
        """Put the chosen record right."""
        view = self.view()
        if view is not None and not view.ended:
            self.act("holding")

    def act(self, name: str, *, new: bool = False) -> None:
        """Open the dialog of an act on the person or the chosen record."""
        home = import_module(f"ui.dialogs.{_HOMES.get(name, 'held')}")
        dialog: HeldAct = getattr(home, f"{name.capitalize()}Dialog")(self.desk, self.jobs, self)
        dialog.about(self.person, None if new else self.view())
        self._present(dialog)

    def notice(self) -> None:
        """Write the notice of where the data came from."""
        from ui.dialogs.source_notice import SourceNoticeDialog

        view = self.view()
        if view is not None:
            self._present(SourceNoticeDialog(self.desk, self.jobs, self, view.id))

    def answer(self) -> None:
        """The answer to an open request for access; without one, how its data part would look."""
        for row in self.card.requests:
            if row.state is RequestState.OPEN and _ANSWERED & set(row.kinds):
                card = requests.request_card(self.desk, row.id, current().language)
                if any(each.step is Step.ANSWER and each.allowed for each in card.steps):
                    self.leave("requests", row.id, "answer")
                    return
        from ui.dialogs.data_part import DataPartDialog

        dialog = DataPartDialog(self.desk, self.jobs, self)
        dialog.about(self.person)
        self._present(dialog)

    def leave(self, where: str, id: int, act: str = "") -> None:
        """Close for a record elsewhere, and begin an act on it."""
        self.accept()
        self._open_elsewhere(where, (id, act) if act else id)

    def _present(self, dialog: ActDialog) -> None:
        dialog.open()
        dialog.begin()

    def _paper(self, name: str, id: int) -> None:
        if name in ("open", "replace"):
            self.leave("papers", id)
        else:
            paper_acts.run(name, self.desk, self.jobs, self, id)

    def _file(self, name: str, id: int) -> None:
        try:
            getattr(import_module("ui.file_view"), name)(self.desk, self, id)
        except Told as error:
            messages.fail(self, error)


def _merged(card: MergedCard) -> str:
    return " · ".join((words.short(card.ref), *card.contacts))
