# SPDX-License-Identifier: Apache-2.0
"""The Destruction tab: plans and acts on the left, the chosen destruction on the right, what asks for a plan above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain.destruction import (
    Cause,
    DestructionCard,
    DestructionRow,
    DestructionState,
    PlanFields,
)
from desk.domain.destruction_steps import OPEN
from desk.domain.values import Query
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.text import N_, Catalogue
from ui import destruction_words as said
from ui import files, theme, words
from ui.destruction_acts import DestructionActs
from ui.destruction_record import DestructionPane
from ui.destruction_words import Names
from ui.filter_bar import Filter, FilterBar
from ui.jobs import Jobs
from ui.language import _, ngettext
from ui.models import Column, PagedModel
from ui.notice import Notice
from ui.page import OpenRecord
from ui.records import RecordsPage
from ui.tables import TableView
from ui.theme import Badge

DUE = (
    (None, N_("Due at any time")),
    (-1, N_("Overdue")),
    (7, N_("Due within a week")),
    (31, N_("Due within a month")),
)


def _columns(zone: str) -> tuple[Column, ...]:
    def left(row: DestructionRow, _words: Catalogue) -> str:
        return said.left_badge(row).word

    def left_badge(row: DestructionRow, _words: Catalogue) -> Badge:
        return said.left_badge(row, short=True)

    def due(row: DestructionRow, _words: Catalogue) -> str:
        return words.brief_day(row.due, zone)

    def column(id: str, title: str, value: Any, **more: Any) -> Column:  # noqa: ANN401 -- a function of a row, and what a column has
        return Column(id, title, lambda row, _w: value(row), tip=lambda row, _w: value(row), **more)

    return (
        Column("left", N_("Left"), left, badge=left_badge, sort="due", tip=left),
        column("number", N_("Number"), lambda row: words.short(row.number), sort="number"),
        column("cause", N_("Reason"), lambda row: words.label(row.cause), sort="cause", width=16, rank=2),
        column("subjects", N_("Whose data"), said.whose, lines=2, rank=3),
        Column(
            "state", N_("State"), lambda row, _w: said.row_badge(row).word, sort="state",
            tip=lambda row, _w: said.row_badge(row).word, badge=lambda row, _w: said.row_badge(row),
            rank=1,
        ),
        column("step", N_("Next step"), said.next_step, sort="step", width=17, lines=2, rank=2),
        column("signed", N_("Signed"), said.signed, rank=4),
        Column("due", N_("Due"), due, sort="due", tip=due, rank=4),
        column("caused", N_("Date the reason arose"), lambda row: words.brief_day(row.caused, zone), shown=False),
    )  # fmt: skip


class DestructionPage(RecordsPage):
    """Destructions by commission."""

    topics: ClassVar[frozenset[str]] = frozenset(
        {"destruction", "deadline", "paper", "request", "consent", "register", "settings"}
    )
    HELP: ClassVar[str] = "destruction"
    NAME: ClassVar[str] = "destruction"
    RECORD: ClassVar[str] = N_("Destr&uction")
    SORT: ClassVar[str] = "due"
    acts: DestructionActs
    pane: DestructionPane

    def __init__(self, desk: Desk, jobs: Jobs, open_record: OpenRecord) -> None:
        super().__init__(desk, jobs, open_record)
        acts = DestructionActs(desk, jobs, self, open_record)
        acts.planned.connect(self.show_new)
        acts.scans_wanted.connect(self.choose_scans)
        self._build_actions(acts)
        self._build_filters()
        self._build_list()
        self.pane = DestructionPane(desk.zone, self._names, self)
        self.join(acts, self.pane)
        hint = _("Choose a destruction to see what is destroyed, who signed and what to do next.")
        self.lay_out(self._with_offers(), self.pane, hint, (700, 580))

    def _build_actions(self, acts: DestructionActs) -> None:
        self.plan_action = self.action(
            _("&Plan…"), "plus", "Ctrl+Shift+N", lambda: acts.begin("plan")
        )
        self.scan_action = self.action(
            _("Take in signed &pages…"), "file-check", "Ctrl+Shift+G", self.choose_scans
        )
        self.commissions_action = self.action(
            _("&Commissions…"), "users", "Ctrl+J", self.commissions
        )

    def _build_filters(self) -> None:
        states = [
            ("", _("All states")),
            (OPEN, _("Not finished")),
            *((str(s), words.label(s)) for s in DestructionState),
        ]
        causes = [("", _("All reasons")), *((str(c), words.label(c)) for c in Cause)]
        self.bar = FilterBar(
            self,
            (self.plan_action, self.scan_action),
            _("Find: a number or a name"),
            _("Find in destructions"),
            (
                Filter("state", _("State"), states, start=1),
                Filter("cause", _("Reason"), causes),
                Filter("due", _("Due"), [(days, _(title)) for days, title in DUE]),
            ),
        )

    def _build_list(self) -> None:
        self.model = PagedModel(
            _columns(self.desk.zone),
            lambda query, after, limit: destructions.destruction_ids(
                self.desk, query, after, limit
            ),
            lambda ids: destructions.destruction_rows(self.desk, ids),
            parent=self,
        )
        self.model.query = self.query(self.SORT)
        self.list = TableView(self.model, _("Destructions"), self)
        self.list.explain_empty("", _("&Plan…"), self.plan_action.trigger)

    def _with_offers(self) -> QWidget:
        """The list, and above it what asks for a plan."""
        holder = QWidget(self)
        self.offers = Notice(holder)
        self.offers.button.clicked.connect(lambda _checked: self._plan_offered())
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self))
        column.addWidget(self.offers)
        column.addWidget(self.list, 1)
        return holder

    def _names(self, card: DestructionCard) -> Names:
        return said.read_names(self.desk, card.subjects)

    def query(self, sort: str) -> Query:
        """What the filters ask for."""
        return Query(
            text=self.bar.words(),
            state=str(self.bar.choice("state")),
            kind=str(self.bar.choice("cause")),
            due_by=self.within("due"),
            sort=sort,
        )

    def say_empty(self, query: Query) -> None:
        """The first step, or that the filters are too narrow."""
        if query == Query(sort=query.sort, state=OPEN):
            self.list.explain_empty(
                _(
                    "No destruction is under way. Plan one from a withdrawal, from data whose "
                    "retention period is over or for any other reason: the desk calculates the "
                    "deadline, proposes what to destroy and what to keep, and leads you to the "
                    "signed act."
                ),
                _("&Plan…"),
            )
        else:
            self.list.explain_empty(_("Nothing matches these filters."))

    def everything(self) -> Mapping[str, object]:
        """Every destruction that is not finished."""
        return {**super().everything(), "state": 1}

    def refresh(self) -> None:
        """With what asks for a plan."""
        super().refresh()
        found = destructions.offers(self.desk)
        lines = [f"• {said.offer_line(each)}" for each in found[:3]]
        if len(found) > 3:
            more = ngettext("and {number} more", "and {number} more", len(found) - 3)
            lines.append(f"• {more}")
        head = _("To be planned:") if found else ""
        self.offers.put("\n".join(filter(None, [head, *lines])), _("Plan these…"))

    def start(self, what: object) -> None:
        """Plan what another page proposes."""
        if isinstance(what, PlanFields):
            self.acts.plan(what)

    def _paper_act(self, name: str, id: int) -> None:
        """A sealed paper is opened for a reason, whatever was to be done with it."""
        card = self.pane.card
        if card is None or not any(p.id == id and p.state == "sealed" for p in card.papers):
            super()._paper_act(name, id)
            return
        dialog = self.acts.begin("unseal", card)
        if dialog is not None:
            dialog.form.editor("what").set(("paper", id))
            dialog.dirty = False

    def _plan_offered(self) -> None:
        dialog = self.acts.begin("plan")
        if dialog is not None:
            dialog.form.editor("offer").set(0)

    def menu(self) -> Mapping[str, Sequence[QAction]]:
        """Plan and the commissions; every act on the chosen destruction under its own head."""
        return {
            "file": (self.plan_action,),
            "papers": (self.scan_action, self.commissions_action),
            **super().menu(),
        }

    def commissions(self) -> None:
        """The list of commissions."""
        from ui.dialogs.commissions import CommissionsDialog

        dialog = CommissionsDialog(self.desk, self)
        dialog.act_wanted.connect(self.acts.begin)
        dialog.order_wanted.connect(lambda id: self.open_elsewhere("papers", id))
        dialog.open()

    def choose_scans(self) -> None:
        """Ask for the scans of signed pages."""
        chosen = files.choose_scans(self)
        if chosen:
            self.acts.scan_back(chosen)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Scans find their papers; other files are offered to the destruction that is shown."""
        scans, others = files.parted(paths, files.SCANS)
        if scans:
            self.acts.scan_back(scans)
        if others:
            self.offer_files(
                others,
                _(
                    "Scans of signed pages (PDF, JPEG, PNG, TIFF) find their papers by themselves. To "
                    "keep another file, choose its destruction first and drop the file again."
                ),
            )

    def _act(self, name: str) -> None:
        self.acts.letter = self.pane.letters.chosen()
        super()._act(name)
