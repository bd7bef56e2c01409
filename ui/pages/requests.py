# SPDX-License-Identifier: Apache-2.0
"""The Requests tab: the register on the left, the chosen request on the right, and every act on it.

Lists are sorted and filtered by the database. What an act asks and does is in ``ui/dialogs``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent

from desk.domain.kinds import DemandKind, RequestState
from desk.domain.request import RequestRow
from desk.domain.values import Query
from desk.errors import Refusal
from desk.services import requests
from desk.services.desk import Desk
from desk.text import N_, Catalogue
from ui import files, messages, words
from ui.acts import Acts
from ui.filter_bar import Filter, FilterBar
from ui.jobs import Jobs
from ui.language import _, current
from ui.models import Column, PagedModel
from ui.page import OpenRecord
from ui.record import RecordPane
from ui.register import RegisterPage, number
from ui.tables import TableView
from ui.theme import Badge

DUE = (
    (None, N_("Due at any time")),
    (-1, N_("Overdue")),
    (0, N_("Due today or overdue")),
    (3, N_("Due within 3 days")),
    (7, N_("Due within a week")),
    (31, N_("Due within a month")),
)


def _columns(zone: str) -> tuple[Column, ...]:
    def due(row: RequestRow, _words: Catalogue) -> str:
        return words.brief_day(row.due, zone)

    def due_tip(row: RequestRow, _words: Catalogue) -> str:
        when = words.moment(row.due, zone) if len(row.due) > 10 else words.day(row.due)
        provisional = words.provisional_badge(row) is not None
        return f"{when}. {_(words.PROVISIONAL)}" if provisional else when

    def received(row: RequestRow, _words: Catalogue) -> str:
        return words.brief_day(row.received, zone)

    def received_tip(row: RequestRow, _words: Catalogue) -> str:
        return words.moment(row.received, zone)

    return (
        Column("left", N_("Left"), _left, badge=_left_badge, sort="due", tip=_left),
        Column("number", N_("Number"), lambda row, _w: words.short(row.number), sort="number"),
        Column("kind", N_("Kind"), _kinds, sort="kind", tip=_kinds, width=17),
        Column("step", N_("Next step"), _next, sort="step", tip=_next, width=18),
        Column("subject", N_("Person"), lambda row, _w: row.subject, sort="subject", rank=1),
        Column("due", N_("Due"), due, sort="due", tip=due_tip),
        Column("received", N_("Received"), received, sort="received", tip=received_tip, rank=2),
        Column("channel", N_("How it came"), lambda row, _w: words.label(row.channel), shown=False),
        Column(
            "state", N_("State"), lambda row, _w: words.label(row.state), sort="state", shown=False
        ),
    )


def _left(row: RequestRow, _words: Catalogue) -> str:
    return words.state_badge(row).word


def _left_badge(row: RequestRow, _words: Catalogue) -> Badge:
    return Badge(words.state_badge(row).tone, words.few(row))


def _kinds(row: RequestRow, _words: Catalogue) -> str:
    return "; ".join(words.label(kind) for kind in row.kinds)


def _next(row: RequestRow, _words: Catalogue) -> str:
    if row.state is not RequestState.OPEN:
        return words.label(row.state)
    return words.label(row.step) if row.step else _("wait for the deed")


class RequestsPage(RegisterPage):
    """Requests of subjects and of Roskomnadzor."""

    topics: ClassVar[frozenset[str]] = frozenset({"request", "deadline", "paper", "settings"})
    HELP: ClassVar[str] = "requests"
    NAME: ClassVar[str] = "requests"

    def __init__(self, desk: Desk, jobs: Jobs, open_record: OpenRecord) -> None:
        super().__init__(desk, jobs, open_record)
        self.setAcceptDrops(True)
        self.acts = Acts(desk, jobs, self, self.open_record, open_record)
        self.acts.registered.connect(self.show_new)
        self.acts.said.connect(self.said)
        self.acts.taken.connect(self._go_on)
        self._build_actions()
        self._build_filters()
        self._build_list()
        self.pane = RecordPane(desk.zone, self)
        self.pane.act_wanted.connect(self._act)
        self.pane.paper_chosen.connect(lambda id: self.open_elsewhere("papers", id))
        self.pane.paper_act.connect(self._paper_act)
        self.pane.file_chosen.connect(self.acts.show_file)
        self.pane.copy_wanted.connect(self.acts.save_out)
        hint = _("Choose a request to see what it is, when it is due and what to do next.")
        self.lay_out(self.list, self.pane, hint, (750, 530))

    def _build_actions(self) -> None:
        self.new_action = self.action(_("&New request…"), "plus", "Ctrl+N", self.acts.new_request)
        self.take_action = self.action(
            _("&Take in a letter…"), "mail-open", "Ctrl+O", self.choose_letters
        )

    def _build_filters(self) -> None:
        states = [("", _("All states")), *((str(s), words.label(s)) for s in RequestState)]
        kinds = [("", _("All kinds")), *((str(k), words.label(k)) for k in DemandKind)]
        self.bar = FilterBar(
            self,
            (self.new_action, self.take_action),
            _("Find: a name, a number, a word"),
            _("Find in requests"),
            (
                Filter("state", _("State"), states, start=1),
                Filter("kind", _("Kind"), kinds),
                Filter("due", _("Due"), [(days, _(title)) for days, title in DUE]),
            ),
        )
        self.bar.changed.connect(self._filter)

    def _build_list(self) -> None:
        self.model = PagedModel(
            _columns(self.desk.zone),
            lambda query, after, limit: requests.request_ids(self.desk, query, after, limit),
            lambda ids: requests.request_rows(self.desk, ids),
            lambda: requests.request_count_bound(self.desk),
            self,
        )
        self.model.query = self._query("due")
        self.list = TableView(self.model, _("Requests"), self)
        self.list.explain_empty("", _("&Take in a letter…"), self.choose_letters)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self.open_record)

    # — the list —

    def _query(self, sort: str) -> Query:
        days = self.bar.choice("due")
        by = self.desk.today() + timedelta(days=days) if isinstance(days, int) else None
        return Query(
            text=self.bar.words(),
            state=str(self.bar.choice("state")),
            kind=str(self.bar.choice("kind")),
            due_by=by,
            sort=sort,
        )

    def _filter(self) -> None:
        self._load(self._query(self.model.query.sort or "due"))

    def _load(self, query: Query) -> None:
        self.load(query)
        self._say_empty(query)

    def _say_empty(self, query: Query) -> None:
        if self.model.rowCount():
            return
        if query == Query(sort=query.sort, state=str(RequestState.OPEN)):
            self.list.explain_empty(
                _(
                    "No open request. Drop a saved e-mail here, or write down a request that came "
                    "by post or by telephone: the desk opens its terms and keeps them in sight."
                ),
                _("&Take in a letter…"),
            )
        else:
            self.list.explain_empty(_("Nothing fits these filters."))

    def refresh(self) -> None:
        """Read the list and the shown record again."""
        self._load(self._query(self.model.query.sort or "due"))
        if self.pane.card is not None:
            self._show(self.pane.card.row.id)

    def _show(self, id: int) -> None:
        if id < 0:
            return
        try:
            card = requests.request_card(self.desk, id, current().language)
        except Refusal:
            self.side.setCurrentIndex(0)
            self.pane.card = None
            return
        self.pane.show_card(card)
        self.side.setCurrentIndex(1)

    def open_record(self, id: int) -> None:
        """Show one request with its next step focused, in whatever state it is."""
        if not self.list.choose(id):
            self._load(self.model.query)
            if not self.list.choose(id):
                self._show(id)
        self.pane.focus_step()

    def show_new(self, id: int) -> None:
        """Show a request that was registered just now, in the list too, whatever was filtered."""
        self._load(self.model.query)
        if not self.list.choose(id):
            self.bar.restore({"state": 1, "kind": 0, "due": 0})
            self._filter()
        self.open_record(id)

    def _go_on(self) -> None:
        """A step was taken: show what came of it and put the focus on the next one."""
        card = self.pane.card
        if card is not None:
            self._show(card.row.id)
            self.pane.focus_step()

    def menu(self) -> Mapping[str, Sequence[QAction]]:
        """New and Take in under File; every act on the chosen request under its own head."""
        return {"file": (self.new_action, self.take_action), "record": self.pane.menu()}

    def print_paper(self) -> None:
        """Print the paper chosen in the record."""
        paper = self.pane.papers.chosen_paper()
        if paper is not None and self.pane.isVisible():
            self._paper_act("print", paper)

    # — acts —

    def _act(self, name: str) -> None:
        if self.pane.card is not None:
            self.acts.begin(name, self.pane.card)

    def _paper_act(self, name: str, id: int) -> None:
        if name == "open":
            self.open_elsewhere("papers", id)
        else:
            self.acts.on_paper(name, id)

    def choose_letters(self) -> None:
        """Ask for saved e-mails and take them in one after another."""
        chosen = messages.choose_files(
            self, _("Take in a letter"), _("Saved e-mails") + " (*.eml *.msg)"
        )
        if chosen:
            self.acts.take_in(chosen)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take letters in; other files are offered to the request that is shown."""
        letters = [path for path in paths if path.suffix.lower() in files.LETTERS]
        others = [path for path in paths if path not in letters]
        if letters:
            self.acts.take_in(letters)
        if not others:
            return
        card = self.pane.card
        if card is None:
            messages.tell(
                self,
                _(
                    "Only saved e-mails (.eml, .msg) become requests. To keep another file, choose "
                    "its request first and drop the file again."
                ),
            )
        elif messages.ask(
            self,
            _(
                "Attach {files} to No. {number}?",
                files=current().listing(_("“{words}”", words=each.name) for each in others),
                number=words.short(card.row.number),
            ),
            _("&Attach"),
        ):
            self.acts.attach(card, others)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if files.dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped, once the other program has its answer."""
        paths = files.dropped(event.mimeData())
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self.take_files(paths))

    # — coming back to the same place —

    def state(self) -> dict[str, object]:
        """Filters, order, the chosen request, its section, and what stands in open dialogs."""
        card = self.pane.card
        return {
            "filters": self.bar.state(),
            "sort": self.model.query.sort,
            "chosen": card.row.id if card else 0,
            "section": self.pane.sections.currentIndex(),
            "dialogs": self.acts.state(),
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Go back there."""
        filters = state.get("filters")
        self.bar.restore(filters if isinstance(filters, dict) else {})
        self._load(replace(self._query("due"), sort=str(state.get("sort") or "due")))
        self.pane.sections.setCurrentIndex(number(state.get("section"), 1))
        chosen = number(state.get("chosen"), 0)
        if chosen and not self.list.choose(chosen):
            self._show(chosen)
        dialogs = state.get("dialogs")
        if isinstance(dialogs, dict):
            self.acts.restore(dialogs)
