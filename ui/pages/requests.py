# SPDX-License-Identifier: Apache-2.0
"""The Requests tab: the register on the left, the chosen request on the right, and every act on it.

Lists are sorted and filtered by the database. What an act asks and does is in ``ui/dialogs``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QAction

from desk.domain.incoming_doubts import UNFIT
from desk.domain.kinds import DemandKind, RequestState
from desk.domain.lateness import LATE
from desk.domain.paper_words import BROKEN
from desk.domain.request import RequestRow
from desk.domain.today import NO_TERM
from desk.domain.values import Query
from desk.services.desk import Desk
from desk.services.request import requests
from desk.text import N_, Catalogue
from ui import files, messages, words
from ui.acts import Acts
from ui.filter_bar import Filter, FilterBar
from ui.jobs import Jobs
from ui.language import _
from ui.models import Column, PagedModel
from ui.page import OpenRecord
from ui.record import RecordPane
from ui.records import RecordsPage
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
        return words.when(row.received, zone)

    return (
        Column("left", N_("Left"), _left, badge=_left_badge, sort="due", tip=_left_tip),
        Column("number", N_("Number"), lambda row, _w: words.short(row.number), sort="number"),
        Column("kind", N_("Kind"), _kinds, sort="kind", tip=_kinds, width=18, lines=3),
        Column(
            "step", N_("Next step"), _next, sort="step", tip=_next, width=18, lines=3, below="kind"
        ),
        Column(
            "subject",
            N_("Person"),
            lambda row, _w: row.subject,
            sort="subject",
            width=16,
            lines=2,
            rank=1,
        ),
        Column("due", N_("Due"), due, sort="due", tip=due_tip),
        Column("received", N_("Received"), received, sort="received", tip=received_tip, rank=2),
        Column("channel", N_("Channel"), lambda row, _w: words.label(row.channel), shown=False),
        Column(
            "state", N_("State"), lambda row, _w: words.label(row.state), sort="state", shown=False
        ),
    )


def _left(row: RequestRow, _words: Catalogue) -> str:
    """With what was late while the request is open; a closed one is called so."""
    said = words.state_badge(row).word
    return f"{said}; {_(LATE)}" if row.marks.late and row.state is RequestState.OPEN else said


def _left_tip(row: RequestRow, _words: Catalogue) -> str:
    return _(NO_TERM) if row.marks.uncounted else _left(row, _words)


def _left_badge(row: RequestRow, _words: Catalogue) -> Badge:
    return Badge(words.state_badge(row).tone, words.few(row))


def _kinds(row: RequestRow, _words: Catalogue) -> str:
    return "; ".join(words.label(kind) for kind in row.called)


def _next(row: RequestRow, _words: Catalogue) -> str:
    """What speaks against the signature of what came in stands before the step."""
    doubt = _(BROKEN) if row.marks.broken else _(UNFIT) if row.marks.unfit else ""
    return " · ".join(filter(None, (doubt, _step(row))))


def _step(row: RequestRow) -> str:
    if row.state is not RequestState.OPEN:
        return words.label(row.state)
    return words.label(row.step) if row.step else _("Nothing to do but wait")


class RequestsPage(RecordsPage):
    """Requests of subjects and of Roskomnadzor."""

    topics: ClassVar[frozenset[str]] = frozenset({"request", "deadline", "paper", "settings"})
    HELP: ClassVar[str] = "requests"
    NAME: ClassVar[str] = "requests"
    SORT: ClassVar[str] = "due"
    acts: Acts
    pane: RecordPane

    def __init__(self, desk: Desk, jobs: Jobs, open_record: OpenRecord) -> None:
        super().__init__(desk, jobs, open_record)
        acts = Acts(desk, jobs, self, self.open_record, open_record, self._shown_id)
        acts.registered.connect(self.show_new)
        self._build_actions(acts)
        self._build_filters()
        self._build_list()
        self.join(acts, RecordPane(desk.zone, self))
        hint = _("Choose a request to see what it asks for, when it is due and what to do next.")
        self.lay_out(self.list, self.pane, hint, (715, 565))

    def _shown_id(self) -> int:
        return self.pane.card.row.id if self.pane.card is not None else 0

    def _build_actions(self, acts: Acts) -> None:
        self.new_action = self.action(_("&New request…"), "plus", "Ctrl+N", acts.new_request)
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

    def _build_list(self) -> None:
        self.model = PagedModel(
            _columns(self.desk.zone),
            lambda query, after, limit: requests.request_ids(self.desk, query, after, limit),
            lambda ids: requests.request_rows(self.desk, ids),
            lambda: requests.request_count_bound(self.desk),
            self,
        )
        self.model.query = self.query(self.SORT)
        self.list = TableView(self.model, _("Requests"), self)
        self.list.explain_empty("", _("&Take in a letter…"), self.choose_letters)

    def query(self, sort: str) -> Query:
        """What the filters ask for."""
        return Query(
            text=self.bar.words(),
            state=str(self.bar.choice("state")),
            kind=str(self.bar.choice("kind")),
            due_by=self.within("due"),
            sort=sort,
        )

    def say_empty(self, query: Query) -> None:
        """The first step, or that the filters are too narrow."""
        if query == Query(sort=query.sort, state=str(RequestState.OPEN)):
            self.list.explain_empty(
                _(
                    "No open requests. Drop a saved e-mail here, or enter a request that came by "
                    "post or telephone: the desk sets its deadlines and keeps them in view."
                ),
                _("&Take in a letter…"),
            )
        else:
            self.list.explain_empty(_("Nothing matches these filters."))

    def everything(self) -> Mapping[str, object]:
        """Every open request."""
        return {**super().everything(), "state": 1}

    def menu(self) -> Mapping[str, Sequence[QAction]]:
        """New and Take in under File; every act on the chosen request under its own head."""
        return {"file": (self.new_action, self.take_action), **super().menu()}

    def start(self, what: object) -> None:
        """Take a letter in as well, where another page asks for it."""
        if what == "letter":
            self.choose_letters()
        else:
            super().start(what)

    def choose_letters(self) -> None:
        """Ask for saved e-mails and take them in one after another."""
        chosen = messages.choose_files(
            self, _("Take in a letter"), _("Saved e-mails") + " (*.eml *.msg)"
        )
        if chosen:
            self.acts.take_in(chosen)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take letters in; other files are offered to the request that is shown."""
        letters, others = files.parted(paths, files.LETTERS)
        if letters:
            self.acts.take_in(letters)
        if others:
            self.offer_files(
                others,
                _(
                    "Only saved e-mails (.eml, .msg) become requests. To keep another file, choose "
                    "its request first and drop the file again."
                ),
            )
