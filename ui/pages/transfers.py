# SPDX-License-Identifier: Apache-2.0
"""The Transfers tab: who abroad gets data, on what ground, and whether it may flow today.

Lists are sorted and filtered by the services. What an act asks and does is in ``ui/dialogs``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain.call_words import transfer_words
from desk.domain.today import Proposal
from desk.domain.transfers import FlowWord, TransferRow
from desk.domain.values import Query
from desk.services.assignment.calls import assignments_in_hand
from desk.services.desk import Desk
from desk.services.register import registers
from desk.services.register.localisation import localisation
from desk.services.transfer.flows import desk_flow
from desk.services.transfer.listing import (
    RELISTED,
    UNTOLD,
    transfer_count_bound,
    transfer_ids,
    transfer_rows,
)
from desk.services.transfer.missing import missing_transfers
from desk.text import N_, Catalogue
from ui import theme, words
from ui.filter_bar import Filter, FilterBar
from ui.jobs import Jobs
from ui.language import _, current, ngettext
from ui.localisation import TONES, told
from ui.models import Column, PagedModel
from ui.notice import Notice
from ui.page import OpenRecord
from ui.record_parts import Scrolled
from ui.records import RecordsPage
from ui.tables import TableView
from ui.theme import Badge, Tone
from ui.transfer_acts import TransferActs
from ui.transfer_parts import badge
from ui.transfer_record import TransferPane

_USED = "used"
_BARRED = "barred"


def _columns() -> tuple[Column, ...]:
    def word(row: TransferRow, _words: Catalogue) -> str:
        return words.label(row.flow.word)

    def dressed(row: TransferRow, _words: Catalogue) -> Badge:
        return badge(row)

    def recipient(row: TransferRow, said: Catalogue) -> str:
        return row.recipient.of(said.language)

    def country(row: TransferRow, _words: Catalogue) -> str:
        name = words.country(row.country)
        if not row.relisted:
            return name
        return _("{country}: the list changes on {day}", country=name, day=words.day(row.relisted))

    def purpose(row: TransferRow, said: Catalogue) -> str:
        return row.purpose.of(said.language)

    def since(row: TransferRow, _words: Catalogue) -> str:
        return words.day(row.flow.since.isoformat()) if row.flow.since else "—"

    def why(row: TransferRow, said: Catalogue) -> str:
        return said.tell(row.flow.why)

    return (
        Column("flow", N_("Allowed?"), word, badge=dressed, sort="flow", tip=why),
        Column("opens", N_("Since, or from"), since, tip=why, rank=1),
        Column("recipient", N_("Recipient"), recipient, sort="recipient", tip=recipient, width=18, lines=2),
        Column("country", N_("Country"), country, sort="country", tip=country, width=14),
        Column("purpose", N_("Purpose"), purpose, sort="purpose", tip=purpose, width=18, lines=2, rank=1, below="recipient"),
        Column("ground", N_("Ground"), lambda row, _w: words.label(row.ground), sort="ground", rank=2),
        Column("since", N_("Begins"), lambda row, _w: words.day(row.since), sort="since", shown=False),
        Column("until", N_("Last day"), lambda row, _w: words.day(row.until), sort="until", shown=False),
        Column("code", N_("Code"), lambda row, _w: row.code, sort="code", shown=False),
    )  # fmt: skip


class TransfersPage(RecordsPage):
    """Transfers abroad."""

    topics: ClassVar[frozenset[str]] = frozenset(
        {"transfer", "register", "deadline", "settings", "destruction", "consent", "paper"}
    )
    HELP: ClassVar[str] = "transfers"
    NAME: ClassVar[str] = "transfers"
    RECORD: ClassVar[str] = N_("&Transfer")
    SORT: ClassVar[str] = "flow"
    acts: TransferActs
    pane: TransferPane

    def __init__(self, desk: Desk, jobs: Jobs, open_record: OpenRecord) -> None:
        super().__init__(desk, jobs, open_record)
        acts = TransferActs(desk, jobs, self, open_record)
        acts.recorded.connect(self.show_new)
        self.new_action = self.action(
            _("&Record a transfer…"), "plus", "Ctrl+N", lambda: acts.begin("transfer")
        )
        self.notice_action = self.action(
            _("Record a notice on &several…"), "send", "Ctrl+Shift+N", lambda: acts.begin("file")
        )
        self.assignments_action = self.action(
            _("&Assignments…"), "file-check", "Ctrl+Shift+G", self._assignments
        )
        self.write_action = self.action(
            _("&Write a notice on several…"), "file-text", "", lambda: acts.begin("notice")
        )
        self.sheets_action = self.action(
            _("The register as s&heets…"), "file-text", "", lambda: acts.begin("sheets")
        )
        self.states_action = self.action(
            _("Load a list of s&tates…"), "download", "", lambda: acts.begin("states")
        )
        self._build_filters()
        self.model = PagedModel(
            _columns(),
            lambda query, after, limit: transfer_ids(self.desk, query, after, limit),
            lambda ids: transfer_rows(self.desk, ids, language=current().language),
            lambda: transfer_count_bound(self.desk),
            self,
        )
        self.model.query = self.query(self.SORT)
        self.list = TableView(self.model, _("Transfers"), self)
        self.list.explain_empty("", _("&Record a transfer…"), self._first_step)
        self.join(acts, TransferPane(desk.zone, self))
        hint = _("Choose a transfer to see whether it is allowed, why, and what to do next.")
        self.lay_out(self._with_answer(), self.pane, hint, (720, 560))

    def _build_filters(self) -> None:
        states = [
            (_USED, _("In use")),
            ("ended", _("Ended")),
            ("retired", _("Taken out of use")),
            ("", _("All")),
        ]
        flows = [
            ("", _("Any answer")),
            (_BARRED, _("Running but not allowed")),
            *((str(word), words.label(word)) for word in FlowWord),
            (UNTOLD, _("The recipient’s information is incomplete")),
            (RELISTED, _("A newer list changes it")),
        ]
        lists = [
            (None, _("Any country")),
            (True, _("Country on the list")),
            (False, _("Country off the list")),
        ]
        self.bar = FilterBar(
            self,
            (self.new_action, self.notice_action),
            _("Find: a recipient or a purpose"),
            _("Find in transfers"),
            (
                Filter("state", _("State"), states),
                Filter("kind", _("Allowed?"), flows),
                Filter("listed", _("List of states"), lists),
            ),
        )

    def _with_answer(self) -> QWidget:
        """What is not recorded, and the answer for the desk as a whole, above the list; assignments below it."""
        holder = QWidget(self)
        self.missing, self.answer, self.recorded = Notice(holder), Notice(holder), Notice(holder)
        self.missing.button.clicked.connect(lambda _checked: self.acts.begin("propose"))
        self.recorded.button.clicked.connect(lambda _checked: self.open_elsewhere("systems", None))
        self.assigned = Notice(holder)
        self.assigned.button.clicked.connect(lambda _checked: self._assignments())
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.unit(self))
        self.narrow(False)
        area = Scrolled(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.fill(holder)
        return area

    def narrow(self, on: bool) -> None:
        """Where letters are large the list comes before what is asked for beside it."""
        above = (self.answer,) if on else (self.missing, self.answer, self.recorded)
        below = (self.missing, self.recorded) if on else ()
        order = (*above, self.list, *below, self.assigned)
        for widget in order:
            self._column.removeWidget(widget)
            self._column.addWidget(widget, 1 if widget is self.list else 0)
        buttons = [each.button if isinstance(each, Notice) else each for each in order]
        for before, after in pairwise(buttons):
            QWidget.setTabOrder(before, after)

    def query(self, sort: str) -> Query:
        """What the filters ask for."""
        listed = self.bar.choice("listed")
        return Query(
            text=self.bar.words(),
            state=str(self.bar.choice("state")),
            kind=str(self.bar.choice("kind")),
            sort=sort,
            listed=listed if isinstance(listed, bool) else None,
        )

    def say_empty(self, query: Query) -> None:
        """The first step, or that the filters are too narrow."""
        if query != Query(sort=query.sort, state=_USED):
            self.list.explain_empty(_("Nothing matches these filters."))
        elif missing_transfers(self.desk):
            self.list.explain_empty(
                _(
                    "No transfer is recorded yet, although according to the register of "
                    "recipients data go abroad: record the transfers, and the desk shows every "
                    "day whether they are allowed."
                ),
                _("Record &them…"),
            )
        elif registers.recipients(self.desk):
            self.list.explain_empty(
                _(
                    "No transfers abroad are recorded. Record each recipient abroad once for "
                    "each purpose: the desk shows every day whether the transfer is allowed."
                ),
                _("&Record a transfer…"),
            )
        else:
            self.list.explain_empty(
                _("A transfer needs a recipient, and there is none in the register yet."),
                _("&Recipients…"),
            )

    def _assignments(self) -> None:
        """Whom processing is assigned to, here and abroad."""
        self.open_elsewhere("assignments", None)

    def _first_step(self) -> None:
        if missing_transfers(self.desk):
            self.acts.begin("propose")
        elif registers.recipients(self.desk):
            self.acts.begin("transfer")
        else:
            self.open_elsewhere("recipients", None)

    def refresh(self) -> None:
        """With the answer for the whole desk, and the count of what runs though it may not."""
        super().refresh()
        found = desk_flow(self.desk, language=current().language)
        tone = Tone.OVERDUE if found.barred else Tone.DONE
        self.answer.put(current().tell(found.why) if found.running else "", tone=tone)
        kept = localisation(self.desk, language=current().language)
        self.recorded.put(told(kept), _("Information systems…"), TONES[kept.word])
        missing = missing_transfers(self.desk)
        asked = transfer_words(current(), Proposal("transfers_missing", missing))
        self.missing.put(asked if missing else "", _("Record &them…"))
        self.counted.emit(len(found.barred))
        self._say_assigned()

    def _say_assigned(self) -> None:
        """How the assignments of processing stand, here and abroad."""
        total, asking = assignments_in_hand(self.desk)
        if asking:
            said = ngettext(
                "{number} assignment of processing needs attention.",
                "{number} assignments of processing need attention.",
                asking,
            )
        elif total:
            said = ngettext(
                "{number} assignment of processing is in order.",
                "{number} assignments of processing are in order.",
                total,
            )
        else:
            said = _("No assignment of processing is recorded.")
        tone = Tone.SOON if asking else Tone.QUIET
        self.assigned.put(said, _("Assignments…"), tone)

    def everything(self) -> Mapping[str, object]:
        """Every transfer, whatever its state."""
        return {**super().everything(), "state": 3}

    def menu(self) -> Mapping[str, Sequence[QAction]]:
        """New, the notices and the assignments under File; every act on the chosen transfer."""
        notices = (self.write_action, self.notice_action, self.sheets_action, self.states_action)
        return {"file": (self.new_action, *notices, self.assignments_action), **super().menu()}

    def take_files(self, paths: Sequence[Path]) -> None:
        """Keep files beside the last notice of the transfer that is shown."""
        self.offer_files(
            paths,
            _("To store a file with a notice, choose its transfer first and drop the file again."),
        )
