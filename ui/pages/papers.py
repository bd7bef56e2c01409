# SPDX-License-Identifier: Apache-2.0
"""The Papers tab: every issued paper with its state, the paper itself beside the list, and drafts in work.

An issued paper is shown from its stored bytes. Drafts stand apart, above the list, and have no number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desk.domain.kinds import PaperState
from desk.domain.paper_words import last_check_words
from desk.domain.request import PaperBrief
from desk.domain.values import Query
from desk.errors import Refusal, Told
from desk.services.desk import Desk
from desk.services.letter.outgoing import is_letter
from desk.services.paper import papers, seals
from desk.services.signature import verifying
from desk.services.signature.e_signing import Taken
from ui import files, messages, mnemonics, paper_acts, returned, theme, words
from ui.act import OpenDialogs
from ui.filter_bar import Filter, FilterBar
from ui.fold import Fold
from ui.forms import note
from ui.jobs import Jobs
from ui.language import _, current
from ui.models import PagedModel
from ui.page import OpenRecord
from ui.panes import scrolled
from ui.paper import PaperView
from ui.paper_drafts import PaperDrafts
from ui.paper_head import PaperHead
from ui.paper_list import ACTS, BUTTONS, COLUMNS, GONE, KINDS, hindrance
from ui.register import RegisterPage, number
from ui.tables import TableView


class PapersPage(RegisterPage):
    """Issued papers and what is in work."""

    topics: ClassVar[frozenset[str]] = frozenset({"paper", "settings"})
    HELP: ClassVar[str] = "papers"
    NAME: ClassVar[str] = "papers"

    def __init__(self, desk: Desk, jobs: Jobs, open_record: OpenRecord) -> None:
        super().__init__(desk, jobs, open_record)
        self.brief: PaperBrief | None = None
        self.destruction: int | None = None
        self.dialogs = OpenDialogs()
        self._build_filters()
        self._build_list()
        self._build_side()
        self._lay_out()

    def _build_filters(self) -> None:
        self.journal_action = self.action(
            _("&Journal of requests…"), "scroll-text", "Ctrl+J", self.journal
        )
        self.blank_action = self.action(
            _("&Blank form or specimen…"), "file-text", "Ctrl+Shift+N", self.blank
        )
        self.scan_action = self.action(
            _("Take in signed &pages…"),
            "file-check",
            "Ctrl+Shift+G",
            lambda: self.take_files(files.choose_scans(self)),
        )
        self.receive_action = self.action(
            _("&Receive a signed file…"),
            "file-check",
            "Ctrl+Shift+R",
            lambda: self.take_files(returned.choose(self)),
        )
        known = (PaperState.ISSUED, PaperState.VOID, PaperState.SEALED, PaperState.ERASED)
        states = [("", _("All states")), *((str(each), words.label(each)) for each in known)]
        forms = [("", _("All papers")), *((form, words.paper(form)) for form in KINDS)]
        self.check_action = self.action(
            _("Check all electronic signatures"),
            "shield-check",
            "",
            lambda: paper_acts.check_signatures(self.desk, self.jobs, self, self.open_record),
        )
        self.bar = FilterBar(
            self,
            (self.journal_action, self.blank_action),
            _("Find: a number, a word"),
            _("Find in papers"),
            (Filter("state", _("State"), states), Filter("form", _("Paper"), forms)),
        )
        self.bar.changed.connect(self._filter)

    def _build_list(self) -> None:
        self.model = PagedModel(
            COLUMNS,
            lambda query, after, limit: papers.paper_ids(self.desk, query, after, limit),
            lambda ids: papers.paper_rows(self.desk, ids),
            None,
            self,
        )
        self.model.query = Query(sort="-date")
        self.list = TableView(self.model, _("Papers"), self)
        self.list.explain_empty(
            _(
                "No papers yet. Papers are written from a request: choose it, then Acknowledge, "
                "Answer, Extend or Refuse. What you issue stays here, frozen, with its number."
            ),
            _("&Go to requests"),
            lambda: self.open_elsewhere("requests", None),
        )
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self.open_record)
        self.checked = note("", self)
        self.drafts = PaperDrafts(self.desk, self)
        self.drafts.wanted.connect(lambda id: self.open_elsewhere("requests", id))

    def _build_side(self) -> None:
        self.head = PaperHead(self)
        self.view = PaperView(self)
        self.acts = {name: self._make_act(name, *made) for name, made in ACTS.items()}
        self.buttons = {name: self._button(self.acts[name]) for name in BUTTONS}
        self.line = QAction(self)
        self.line.setSeparator(True)
        self.more = QPushButton(_("M&ore"), self)
        others = [action for name, action in self.acts.items() if name not in BUTTONS]
        self.fold = Fold(self, self.more, others, theme.unit(self))

    def _make_act(self, name: str, icon: str, text: str, keys: str) -> QAction:
        action = QAction(_(text), self)
        if icon:
            action.setIcon(theme.icon(icon))
        action.setShortcut(QKeySequence(keys))
        action.setEnabled(False)
        action.triggered.connect(lambda _checked: self._act(name))
        return action

    def _button(self, action: QAction) -> QPushButton:
        button = QPushButton(action.icon(), action.text(), self)
        button.clicked.connect(action.trigger)
        button.hide()  # until the fold gives it a place
        return button

    def _lay_out(self) -> None:
        gap = theme.unit(self)
        left = QWidget(self)
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.drafts)
        stack.addWidget(self.list, 1)
        stack.addWidget(self.checked)
        shown = QWidget(self)
        rows = QVBoxLayout(shown)
        rows.setContentsMargins(gap * 2, gap, gap, 0)
        rows.addWidget(self.head)
        rows.addWidget(self.fold)
        self.view.setMinimumHeight(self.fontMetrics().lineSpacing() * 18)
        rows.addWidget(self.view, 1)
        self.lay_out(left, scrolled(shown, self), _("Choose a paper to see it."), (740, 540))

    # — the list —

    def _filter(self) -> None:
        query = Query(
            text=self.bar.words(),
            state=str(self.bar.choice("state")),
            kind=str(self.bar.choice("form")),
            sort=self.model.query.sort or "-date",
        )
        self.load(query)
        if not self.model.rowCount() and (query.text or query.state or query.kind):
            self.list.explain_empty(_("Nothing matches these filters."))

    def refresh(self) -> None:
        """Read the list, the drafts and the shown paper again."""
        self._filter()
        self.drafts.refresh()
        last = verifying.last_check(self.desk)
        signed = last is not None or bool(verifying.signed_papers(self.desk))
        self.checked.setText(last_check_words(current(), last, self.desk.zone) if signed else "")
        self.checked.setVisible(signed)
        if self.brief is not None:
            self._show(self.brief.id, again=True)

    def _show(self, id: int, *, again: bool = False) -> None:
        if id < 0:
            return
        try:
            brief = papers.paper_brief(self.desk, id)
            if not again or self.brief is None or self.brief != brief:
                shown = None if brief.state in GONE else papers.paper_bytes(self.desk, id)
                self.view.show_pdf(shown)
        except Told as error:
            self.side.setCurrentIndex(0)
            self.brief = None
            messages.fail(self, error)
            return
        self.brief = brief
        successor = brief.replaced_by
        self.head.show_paper(brief, papers.paper_brief(self.desk, successor) if successor else None)
        self._enable(brief)
        self.side.setCurrentIndex(1)

    def _enable(self, brief: PaperBrief) -> None:
        for name, action in self.acts.items():
            reason = hindrance(name, brief)
            action.setEnabled(not reason)
            action.setToolTip(reason or mnemonics.bare(action.text()))
        for name, button in self.buttons.items():
            button.setEnabled(self.acts[name].isEnabled())
            button.setToolTip(hindrance(name, brief))
        self.destruction = seals.destruction_of(self.desk, brief.id)
        needs = {
            "mail": brief.request or is_letter(brief.form),
            "request": brief.request,
            "destruction": self.destruction,
        }
        wanted = [each for each in BUTTONS if needs.get(each, 1)]
        self.fold.show_acts([(self.buttons[name], self.acts[name]) for name in wanted])

    # — acts —

    def _act(self, name: str) -> None:
        brief = self.brief
        if brief is None:
            return
        if name == "request":
            self.open_elsewhere("requests", brief.request)
        elif name == "destruction":
            self.open_elsewhere("destruction", self.destruction)
        elif name in ("void", "signed", "replace", "detach"):
            self._open_dialog(name, brief)
        else:
            paper_acts.run(name, self.desk, self.jobs, self, brief.id, self.refresh)

    def _open_dialog(self, name: str, brief: PaperBrief) -> None:
        from ui.dialogs import note

        try:
            dialog = note.OF_PAPERS[name](self.desk, self.jobs, self, brief)
        except Refusal as refusal:
            messages.fail(self, refusal)
            return
        if name == "replace":
            dialog.acted.connect(lambda reason: self._replace(brief, str(reason)))
        self.dialogs.present(dialog)

    def _replace(self, brief: PaperBrief, reason: str) -> None:
        from ui.dialogs.replace import replace_dialog

        try:
            dialog = replace_dialog(self.desk, self.jobs, self, brief, reason)
        except Refusal as refusal:
            messages.fail(self, refusal)
            return
        dialog.acted.connect(lambda made: self.open_record(made.id))
        self.dialogs.present(dialog)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Signed files find paper and signer, scans of signed pages their papers, the one in sight first."""
        if paths:
            returned.receive(self.desk, self.jobs, self, paths, self._received, self._take_back)

    def _received(self, taken: Sequence[Taken]) -> None:
        self.said.emit(returned.said(taken))
        self.open_record(taken[0].paper.id)

    def _take_back(self, paths: Sequence[Path], typed: Mapping[str, object] | None = None) -> None:
        from ui.dialogs.scan_back import take_back

        shown = self.brief if typed is None else None
        near = shown if shown is not None and shown.state == PaperState.ISSUED else None
        take_back(self.desk, self.jobs, self, self.dialogs, paths, self._taken, near, typed)

    def _taken(self, taken: object) -> None:
        """Say what was kept and show the first of the papers."""
        from ui.scan_list import taken_back

        kept = taken if isinstance(taken, tuple) else ()
        self.said.emit(taken_back(kept))
        self.open_record(kept[0].brief.id)

    def journal(self) -> None:
        """Draw up the journal of requests for a period."""
        from ui.dialogs.journal_requests import JournalDialog

        dialog = JournalDialog(self.desk, self.jobs, self)
        dialog.acted.connect(lambda made: self.open_record(made.id))
        self.dialogs.present(dialog)

    def blank(self) -> None:
        """Show a specimen of any paper."""
        from ui.dialogs.blank import BlankDialog

        self.dialogs.present(BlankDialog(self.desk, self.jobs, self))

    def open_record(self, id: int) -> None:
        """Show one paper, whatever the filters say."""
        self.list.choose(id)
        self._show(id)
        self.view.setFocus()

    def menu(self) -> Mapping[str, Sequence[QAction]]:
        """The journal, blank forms, and every act on the chosen paper under Papers."""
        acts = [action for name, action in self.acts.items() if name != "print"]
        brought = (self.scan_action, self.receive_action)
        made = (*brought, self.journal_action, self.blank_action, self.check_action)
        return {"papers": (*made, self.line, *acts)}

    def print_paper(self) -> None:
        """Print the paper that is shown; the print is journalled."""
        if self.brief is not None:
            paper_acts.run("print", self.desk, self.jobs, self, self.brief.id)

    def state(self) -> dict[str, object]:
        """Filters, order and the chosen paper."""
        return {
            "filters": self.bar.state(),
            "sort": self.model.query.sort,
            "chosen": self.brief.id if self.brief else 0,
            "dialogs": self.dialogs.state(),
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Go back there."""
        filters = state.get("filters")
        self.bar.restore(filters if isinstance(filters, dict) else {})
        self._filter()
        chosen = number(state.get("chosen"), 0)
        if chosen and not self.list.choose(chosen):
            self._show(chosen)
        dialogs = state.get("dialogs")
        for entry in dialogs if isinstance(dialogs, list) else ():
            self._reopen(entry)

    def _reopen(self, entry: Mapping[str, Any]) -> None:
        """Open a dialog again as ``OpenDialogs.state`` told it; a paper that is gone is passed over."""
        try:
            if entry["act"] == "scan-back":
                paths = [Path(path) for path in entry["typed"]["files"]]
                self._take_back(paths, typed=entry["typed"])
                return
            if "paper" not in entry:
                self.journal()
            elif entry["reason"]:
                self._replace(papers.paper_brief(self.desk, entry["paper"]), str(entry["reason"]))
            else:
                self._open_dialog(entry["act"], papers.paper_brief(self.desk, entry["paper"]))
        except Refusal:
            return
        self.dialogs.open[-1].restore(entry["typed"])
