# SPDX-License-Identifier: Apache-2.0
"""One request beside the list: what it is, when it is due and why, what to do next, and its story.

The pane shows a card and says what the person wants to do; it calls no service and opens no dialog.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain.explain import explain
from desk.domain.kinds import ApplicantRole, RequestState, Step
from desk.domain.request import DeadlineView, Possible, RequestCard
from desk.text import N_
from ui import theme, words
from ui.act import scrolled, wear
from ui.flow import flow
from ui.language import _, current
from ui.record_parts import PapersPart, WhatPart, WhoPart
from ui.tables import BadgeLabel
from ui.timeline import Timeline

STEP_VERBS = {
    Step.ACKNOWLEDGE: N_("Acknowledge receipt…"),
    Step.COMPLETE: N_("Ask for what is missing…"),
    Step.IDENTIFY: N_("Check identity…"),
    Step.BLOCK: N_("Block the data…"),
    Step.INQUIRE: N_("Record the inquiry…"),
    Step.EXTEND: N_("Extend…"),
    Step.ANSWER: N_("Answer…"),
    Step.REFUSE: N_("Refuse…"),
    Step.REPORT_DONE: N_("Report what was done…"),
    Step.DISPATCH: N_("Record dispatch…"),
    Step.CLOSE: N_("Close…"),
}

ALWAYS_SHOWN = (Step.IDENTIFY, Step.EXTEND, Step.ANSWER, Step.REFUSE)
"""Steps that keep a button of their own; the others wait under “More”."""

MORE = (
    ("authority", N_("Check the representative’s power…")),
    ("completeness", N_("Check contents (Art. 14 (3))…")),
    ("evidence", N_("Confirming data came…")),
    ("remedy", N_("Record a measure taken…")),
    ("unblock", N_("Lift the block…")),
    ("decide", N_("Decide a demand by hand…")),
    ("", ""),
    ("note", N_("Add a note…")),
    ("attach", N_("Attach a file…")),
    ("", ""),
    ("correct", N_("Correct the record…")),
    ("dative", N_("Name in the dative…")),
    ("merge", N_("Merge cards of one person…")),
    ("void", N_("Make the record void…")),
)
KEYS = {
    "identify": "Ctrl+I",
    "extend": "Ctrl+E",
    "answer": "Ctrl+R",
    "refuse": "Ctrl+Shift+R",
    "report_done": "Ctrl+Shift+D",
    "dispatch": "Ctrl+D",
    "close": "Ctrl+Shift+W",
    "note": "Ctrl+T",
    "attach": "Ctrl+Shift+T",
    "correct": "Ctrl+Shift+E",
}
CLOSED_TOO = frozenset({"note", "attach", "merge"})
"""What may still be done once the request is closed."""


class RecordPane(QWidget):
    """One request.

    Signals: ``act_wanted(name)``, ``paper_chosen(id)``, ``paper_act(name, id)``; ``file_chosen(id)`` to
    look at a file, ``copy_wanted(id)`` to save it out.
    """

    act_wanted = Signal(str)
    paper_chosen = Signal(int)
    paper_act = Signal(str, int)
    file_chosen = Signal(int)
    copy_wanted = Signal(int)

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.card: RequestCard | None = None
        self._build_head()
        self._build_sections()
        gap = theme.unit(self)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(gap * 2, gap, gap, gap)
        column.setSpacing(gap)
        for widget in (self.title, self._due_line, self.why, self._buttons, self.sections):
            column.addWidget(widget)
        column.setStretchFactor(self.sections, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, self))

    def _build_head(self) -> None:
        self.title = QLabel(self)
        self.title.setFont(theme.title_font(self))
        self.title.setWordWrap(True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = BadgeLabel(theme.Badge(theme.Tone.QUIET, ""), self)
        self.provisional = BadgeLabel(theme.Badge(theme.Tone.QUIET, ""), self)
        self.due = QLabel(self)
        self.why_button = QToolButton(self)
        self.why_button.setText(_("Why this date"))
        self.why_button.setCheckable(True)
        self.why_button.setAutoRaise(True)
        self.why_button.setArrowType(Qt.ArrowType.RightArrow)
        self.why_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.why_button.toggled.connect(self._unfold)
        gap = theme.unit(self) * 2
        self._due_line = flow(
            self, self.state, self.provisional, self.due, self.why_button, gap=gap
        )
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        self.why.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.why.setAccessibleName(_("Why this date"))
        self.why.hide()
        self.steps = {step: self._step_button(step) for step in Step}
        self.next = self._act("", _("Go to the next step"), "Ctrl+Return")
        titles = [(step.value, STEP_VERBS[step]) for step in Step]
        titles += [(name, title) for name, title in MORE if name]
        self.acts = {name: self._act(name, _(title), KEYS.get(name, "")) for name, title in titles}
        self._lines = (QAction(self), QAction(self))
        for line in self._lines:
            line.setSeparator(True)
        self.more = QPushButton(_("&More"), self)
        self.more_menu = QMenu(self.more)
        self.more_menu.setToolTipsVisible(True)
        self.more.setMenu(self.more_menu)
        self._buttons = flow(self, gap=theme.unit(self))

    def _act(self, name: str, title: str, keys: str) -> QAction:
        action = QAction(title, self)
        action.setData(name)
        action.setShortcut(QKeySequence(keys))
        action.setEnabled(False)
        action.triggered.connect(lambda _checked: self.act_wanted.emit(name or self._following()))
        return action

    def _following(self) -> str:
        step = self.card.row.step if self.card else None
        return step.value if step else ""

    def menu(self) -> list[QAction]:
        """Every act on the chosen record, the next step first; those not possible now are disabled."""
        steps = [self.acts[step.value] for step in Step]
        others = [self.acts[name] for name, _title in MORE if name]
        return [self.next, self._lines[0], *steps, self._lines[1], *others]

    def _step_button(self, step: Step) -> QPushButton:
        button = QPushButton(_(STEP_VERBS[step]), self)
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self.act_wanted.emit(step.value))
        button.hide()
        return button

    def _build_sections(self) -> None:
        self.sections = _Sections(self)
        self.sections.setDocumentMode(True)
        self.sections.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.who = WhoPart(self._zone, self)
        self.what = WhatPart(self._zone, self)
        self.history = Timeline(self)
        self.papers = PapersPart(self._zone, self)
        for part, title in (
            (self.who, _("W&ho")),
            (self.what, _("Wha&t")),
            (self.history, _("Histor&y")),
            (self.papers, _("&Papers and files")),
        ):
            self.sections.addTab(part, title)
        self.sections.setCurrentWidget(self.what)
        self.history.paper_chosen.connect(self.paper_chosen)
        self.history.file_chosen.connect(self.file_chosen)
        self.papers.paper_act.connect(self.paper_act)
        self.papers.file_chosen.connect(self.file_chosen)
        self.papers.copy_wanted.connect(self.copy_wanted)
        self.papers.attach_wanted.connect(lambda: self.act_wanted.emit("attach"))

    def show_card(self, card: RequestCard) -> None:
        """Show ``card``; the chosen section and an unfolded reason stay as they are."""
        self.card = card
        kinds = words.kinds(card.row.kinds)
        self.title.setText(f"№ {words.short(card.row.number)} · {kinds}")
        self._show_due(card)
        self._show_steps(card)
        self.who.show_card(card)
        self.what.show_card(card)
        self.history.show_card(card, self._zone)
        self.papers.show_card(card)

    def focus_step(self) -> None:
        """Put the focus on the next step."""
        step = self.card.row.step if self.card else None
        button = self.steps[step] if step else self.more
        (button if button.isEnabled() else self.more).setFocus()

    def _show_due(self, card: RequestCard) -> None:
        row = card.row
        wear(self.state, words.state_badge(row))
        wear(self.provisional, words.provisional_badge(row), _(words.PROVISIONAL))
        leading = _leading(card.deadlines)
        self.due.setText(_due_text(row.due, row.safe, self._zone) if row.due else "")
        self.due.setVisible(bool(row.due) and row.state is RequestState.OPEN)
        self.why.setText(explain(leading.due, current()) if leading else "")
        self.why_button.setVisible(leading is not None)
        self._unfold(self.why_button.isChecked())

    def _unfold(self, on: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow
        self.why_button.setArrowType(arrow)
        self.why.setVisible(on and bool(self.why.text()) and self.why_button.isVisibleTo(self))

    def _show_steps(self, card: RequestCard) -> None:
        possible = {entry.step: entry for entry in card.steps}
        following = card.row.step
        running = card.row.state is RequestState.OPEN
        order = [following] if following else []
        order += [step for step in ALWAYS_SHOWN if step is not following] if running else []
        for step, button in self.steps.items():
            self._dress(button, possible.get(step), default=step is following)
            button.setVisible(step in order)
        self._allow(card, possible)
        self._fill_more(card, possible, order)
        shown = [self.steps[step] for step in order]
        self._buttons.show_widgets((*shown, self.more))
        for before, after in pairwise((*shown, self.more)):
            QWidget.setTabOrder(before, after)

    def _dress(self, button: QPushButton, entry: Possible | None, *, default: bool) -> None:
        allowed = entry is not None and entry.allowed
        reason = _reason(entry)
        button.setEnabled(allowed)
        button.setToolTip(reason)
        button.setAccessibleDescription(reason)
        button.setDefault(default)
        button.setFont(theme.strong_font(self) if default else self.font())

    def _allow(self, card: RequestCard, possible: dict[Step, Possible]) -> None:
        """Enable what can be done now; the rest says why not."""
        running = card.row.state is RequestState.OPEN
        following = possible.get(card.row.step) if card.row.step else None
        self.next.setEnabled(following is not None and following.allowed)
        for step in Step:
            entry = possible.get(step)
            allowed = entry is not None and entry.allowed
            self._mark(self.acts[step.value], allowed, _reason(entry))
        closed = "" if running else _("The request is closed.")
        for name, _title in MORE:
            if name:
                action = self.acts[name]
                self._mark(action, running or name in CLOSED_TOO, closed)
                action.setVisible(not _pointless(name, card))

    def _mark(self, action: QAction, allowed: bool, reason: str) -> None:
        action.setEnabled(allowed)
        action.setToolTip("" if allowed else reason or action.text().rstrip("…"))

    def _fill_more(
        self, card: RequestCard, possible: dict[Step, Possible], shown: list[Step]
    ) -> None:
        menu = self.more_menu
        menu.clear()
        menu.addActions(
            [self.acts[step.value] for step in Step if step not in shown and step in possible]
        )
        menu.addSeparator()
        for name, _title in MORE:
            if not name:
                menu.addSeparator()
            elif not _pointless(name, card):
                menu.addAction(self.acts[name])


class _Sections(QTabWidget):
    """The sections below the head; when the head needs the room, the whole record scrolls."""

    def sizeHint(self) -> QSize:
        """No more than a dozen lines are asked for; what is there beyond is taken."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * 14)

    def minimumSizeHint(self) -> QSize:
        """Long titles of sections get arrows rather than width."""
        return QSize(theme.unit(self) * 30, self.sizeHint().height())


def _pointless(name: str, card: RequestCard) -> bool:
    """Whether an entry of “More” has no meaning for this request."""
    if name == "unblock":
        return not card.blocked
    if name == "authority":
        return card.role is not ApplicantRole.REPRESENTATIVE
    if name in ("dative", "merge"):
        return card.subject_id is None
    return False


def _reason(entry: Possible | None) -> str:
    if entry is None or entry.allowed or not entry.why_not:
        return ""
    return current().say(entry.why_not, **entry.params)


def _leading(deadlines: tuple[DeadlineView, ...]) -> DeadlineView | None:
    running = [line for line in deadlines if not line.met]
    return min(running, key=lambda line: str(line.due.due)[:10], default=None)


def _due_text(due: str, safe: str, zone: str) -> str:
    text = words.moment(due, zone) if len(due) > 10 else words.day(due)
    if safe and safe[:10] != due[:10]:
        return _("{due} — safe until {safe}", due=text, safe=words.day(safe))
    return text
