# SPDX-License-Identifier: Apache-2.0
"""What the pages of records share: a list, the pane of the chosen record, its acts, and files dropped on it.

Which records they are, how they are filtered and what can be done with them, each page says itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent

from desk.domain.values import Query
from desk.errors import Refusal, Trouble
from desk.services.desk import Desk
from ui import files, messages
from ui.jobs import Jobs
from ui.language import _, current
from ui.numbers import called
from ui.page import OpenRecord
from ui.record_acts import RecordActs
from ui.record_base import RecordBase
from ui.register import RegisterPage, number


class RecordsPage(RegisterPage):
    """A register of records; the made page builds ``acts``, ``pane``, ``bar``, ``model`` and ``list``."""

    SORT: ClassVar[str] = ""
    """The order a list has at first."""
    acts: RecordActs
    pane: RecordBase

    def __init__(self, desk: Desk, jobs: Jobs, open_record: OpenRecord) -> None:
        super().__init__(desk, jobs, open_record)
        self.setAcceptDrops(True)

    def query(self, sort: str) -> Query:
        """What the filters ask for, in this order."""
        raise NotImplementedError

    def within(self, name: str) -> date | None:
        """The last day the filter ``name`` lets through, which counts in days from today."""
        days = self.bar.choice(name)
        return self.desk.today() + timedelta(days=days) if isinstance(days, int) else None

    def say_empty(self, query: Query) -> None:
        """What an empty list says."""
        raise NotImplementedError

    def everything(self) -> Mapping[str, object]:
        """The filters under which a new record is surely seen."""
        return dict.fromkeys(self.bar.boxes, 0)

    def join(self, acts: RecordActs, pane: RecordBase) -> None:
        """Let the pane and its acts serve this page."""
        self.acts, self.pane = acts, pane
        acts.said.connect(self.said)
        acts.taken.connect(self._go_on)
        pane.act_wanted.connect(self._act)
        pane.paper_chosen.connect(lambda id: self.open_elsewhere("papers", id))
        pane.paper_act.connect(self._paper_act)
        pane.file_chosen.connect(acts.show_file)
        pane.copy_wanted.connect(acts.save_out)
        pane.check_wanted.connect(acts.check_file)
        self.bar.changed.connect(self._filter)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self.open_record)

    # — the list —

    def _filter(self) -> None:
        self._load(self.query(self.model.query.sort or self.SORT))

    def _load(self, query: Query) -> None:
        self.load(query)
        if not self.model.rowCount():
            self.say_empty(query)

    def refresh(self) -> None:
        """Read the list and the shown record again."""
        self._filter()
        if self.pane.card is not None:
            self._show(self.pane.card.row.id)

    def _show(self, id: int) -> None:
        if id < 0:
            return
        try:
            card = self.acts.read_card(id)
        except (Refusal, Trouble) as error:
            self.side.setCurrentIndex(0)
            self.pane.card = None
            if isinstance(error, Trouble):
                messages.fail(self, error)
            return
        self.pane.show_card(card)
        self.side.setCurrentIndex(1)

    def open_record(self, id: int) -> None:
        """Show one record with its next step focused, in whatever state it is."""
        if not self.list.choose(id):
            self._load(self.model.query)
            if not self.list.choose(id):
                self.list.choose_none()
                self._show(id)
        self.pane.focus_step()

    def start(self, what: object) -> None:
        """Open a record, given by its id, and begin an act on it."""
        if isinstance(what, tuple):
            id, act = what
            self.open_record(id)
            self._act(act)

    def show_new(self, id: int) -> None:
        """Show a record that was made just now, in the list too, whatever was filtered."""
        self._load(self.model.query)
        if not self.list.choose(id):
            self.bar.restore(self.everything())
            self._filter()
        self.open_record(id)

    def _go_on(self) -> None:
        """A step was taken: show what came of it and put the focus on the next one."""
        card = self.pane.card
        if card is not None:
            self._show(card.row.id)
            self.pane.focus_step()

    def menu(self) -> Mapping[str, Sequence[QAction]]:
        """Every act on the chosen record under its own head."""
        return {"record": self.pane.menu()}

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

    def offer_files(self, paths: Sequence[Path], otherwise: str) -> None:
        """Offer files to the record that is shown; ``otherwise`` is said when none is."""
        card = self.pane.card
        if any(each.is_dir() for each in paths):
            messages.tell(self, _(files.NO_FILE))
        elif card is None:
            messages.tell(self, otherwise)
        elif messages.ask(
            self,
            _(
                "Attach {files} to this record: {record}?",
                files=current().listing(_("“{words}”", words=each.name) for each in paths),
                record=called(card.row),
            ),
            _("&Attach"),
        ):
            self.acts.attach(card, paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        files.take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped, once the other program has its answer."""
        paths = files.take_copy(event)
        QTimer.singleShot(0, self, lambda: self.take_files(paths))

    # — coming back to the same place —

    def state(self) -> dict[str, object]:
        """Filters, order, the chosen record, its section, and what stands in open dialogs."""
        card: Any = self.pane.card
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
        self._load(replace(self.query(self.SORT), sort=str(state.get("sort") or self.SORT)))
        self.pane.sections.setCurrentIndex(number(state.get("section"), 1))
        chosen = number(state.get("chosen"), 0)
        if chosen and not self.list.choose(chosen):
            self._show(chosen)
        dialogs = state.get("dialogs")
        if isinstance(dialogs, dict):
            self.acts.restore(dialogs)
