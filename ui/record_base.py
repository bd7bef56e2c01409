# SPDX-License-Identifier: Apache-2.0
"""A record beside its list, of any register: title and badges, the date and its reason, steps, sections.

The pane shows a card and says what the person wants to do; it calls no service and opens no dialog.
Which steps and sections there are, the pane of a register says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain.deeds import KEEP_ROW
from desk.domain.request import DeadlineView
from desk.domain.values import Attached
from ui import theme, words
from ui.flow import flow
from ui.forms import OneLine, Words
from ui.incoming import strips, warn
from ui.language import _, current
from ui.notice import Notice
from ui.panes import scrolled
from ui.papers_part import PapersPart
from ui.sections import Sections
from ui.tables import BadgeLabel
from ui.timeline import Timeline
from ui.unfold import Unfold


class Entry(Protocol):
    """Whether a step may be taken now, and why not."""

    @property
    def step(self) -> StrEnum:
        """The step."""

    @property
    def allowed(self) -> bool:
        """It may be taken."""

    @property
    def why_not(self) -> str:
        """Message id of the reason."""

    @property
    def params(self) -> dict[str, object]:
        """What the reason names."""


class RecordBase(QWidget):
    """One record.

    Signals: ``act_wanted(name)``, ``paper_chosen(id)``, ``paper_act(name, id)``; ``file_chosen(id)`` to
    look at a file, ``copy_wanted(id)`` to save it out, ``check_wanted(id)`` to check its signature.
    """

    card: Any = None
    """The record that is shown, of whatever register."""
    papers: PapersPart
    act_wanted = Signal(str)
    paper_chosen = Signal(int)
    paper_act = Signal(str, int)
    file_chosen = Signal(int)
    copy_wanted = Signal(int)
    check_wanted = Signal(int)
    STEPS: ClassVar[Mapping[str, str]] = {}
    """The verb of each step, in the usual order."""
    ALWAYS_SHOWN: ClassVar[Sequence[str]] = ()
    """Steps that keep a button of their own; the others wait under “More”."""
    MORE: ClassVar[Sequence[tuple[str, str]]] = ()
    """Further acts with their verbs; an empty name draws a line."""
    KEYS: ClassVar[Mapping[str, str]] = {}
    CLOSED_TOO: ClassVar[frozenset[str]] = frozenset()
    """What may still be done once the record is closed."""
    CLOSED: ClassVar[str] = ""
    """Why nothing else may be done then."""

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._next_step = ""
        self._build_head()
        self._build_acts()
        self.sections = Sections(self)
        for part, title in self.parts():
            self.sections.addTab(part, title)
        gap = theme.unit(self)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(gap * 2, gap, gap, gap)
        column.setSpacing(gap)
        for widget in (
            self.title,
            self.alarm,
            self.stranger,
            self.spoilt,
            self.outdated,
            self._due_line,
            self.why,
            self.guide,
            self._buttons,
            self.sections,
        ):
            column.addWidget(widget)
        column.setStretchFactor(self.sections, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, self))

    def parts(self) -> Iterable[tuple[QWidget, str]]:
        """The sections below the head with their titles."""
        return ()

    def show_card(self, card: Any) -> None:  # noqa: ANN401 -- a card of the register
        """Show a record; the chosen section and an unfolded reason stay as they are."""
        raise NotImplementedError

    def connect_parts(self, history: Timeline, papers: PapersPart) -> None:
        """Pass on what was chosen in the sections every record has."""
        history.paper_chosen.connect(self.paper_chosen)
        history.file_chosen.connect(self.file_chosen)
        papers.paper_act.connect(self.paper_act)
        papers.file_chosen.connect(self.file_chosen)
        papers.copy_wanted.connect(self.copy_wanted)
        papers.check_wanted.connect(self.check_wanted)
        papers.attach_wanted.connect(lambda: self.act_wanted.emit("attach"))
        papers.spoilt.connect(lambda text: self.spoilt.put(text, tone=theme.Tone.OVERDUE))

    def warn_of_signatures(self, files: Iterable[Attached]) -> None:
        """Say over everything else that a signature of what came in is broken, or not the sender's."""
        signed = [
            (_("“{words}”", words=each.name), each.signature) for each in files if each.signature
        ]
        warn(self.alarm, self.stranger, signed)

    def _build_head(self) -> None:
        self.alarm, self.stranger = strips(self)
        self.title = QLabel(self)
        self.title.setFont(theme.title_font(self))
        self.title.setWordWrap(True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.spoilt, self.outdated = Notice(self), Notice(self)
        self.state = BadgeLabel(theme.Badge(theme.Tone.QUIET, ""), self)
        self.provisional = BadgeLabel(theme.Badge(theme.Tone.QUIET, ""), self)
        self.doubt = BadgeLabel(theme.Badge(theme.Tone.QUIET, ""), self)
        self.doubt.hide()
        self.due = OneLine(parent=self)
        self.safe = QLabel(self)
        self.why_button = Unfold(_("Why this date"), self)
        self.why_button.toggled.connect(self._unfold)
        gap = theme.unit(self) * 2
        self._due_line = flow(
            self,
            self.state,
            self.provisional,
            self.doubt,
            self.due,
            self.safe,
            self.why_button,
            gap=gap,
        )
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        self.why.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.why.setAccessibleName(_("Why this date"))
        self.why.hide()
        self.guide = Words(parent=self)
        self.guide.hide()

    def _build_acts(self) -> None:
        self.steps = {step: self._step_button(step) for step in self.STEPS}
        self.next = self._act("", _("Go to the next step"), "Ctrl+Return")
        titles = [*self.STEPS.items(), *((name, title) for name, title in self.MORE if name)]
        self.acts = {
            name: self._act(name, _(title), self.KEYS.get(name, "")) for name, title in titles
        }
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
        action.triggered.connect(lambda _checked: self.act_wanted.emit(name or self._next_step))
        return action

    def menu(self) -> list[QAction]:
        """Every act on the chosen record, the next step first; those not possible now are disabled."""
        steps = [self.acts[step] for step in self.STEPS]
        others = [self.acts[name] for name, _title in self.MORE if name]
        return [self.next, self._lines[0], *steps, self._lines[1], *others]

    def _step_button(self, step: str) -> QPushButton:
        button = QPushButton(_(self.STEPS[step]), self)
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self.act_wanted.emit(step))
        button.hide()
        return button

    def focus_step(self) -> None:
        """Put the focus on the next step."""
        button = self.steps[self._next_step] if self._next_step else self.more
        (button if button.isEnabled() else self.more).setFocus()

    def show_due(self, due: str, safe: str, why: str, *, running: bool) -> None:
        """The date with the reason under a fold; nothing without a date."""
        self.due.setText(words.when(due, self._zone))
        self.due.setVisible(bool(due) and running)
        day = words.legal_day(safe, self._zone)
        earlier = bool(day) and day != words.legal_day(due, self._zone)
        self.safe.setText(_("safe until {safe}", safe=day) if earlier else "")
        self.safe.setVisible(earlier and running)
        self.why.setText(why)
        self.why_button.setVisible(bool(why))
        self._unfold(self.why_button.isChecked())

    def _unfold(self, on: bool) -> None:
        self.why.setVisible(on and bool(self.why.text()) and self.why_button.isVisibleTo(self))

    def pointless(self, name: str) -> bool:
        """Whether a step or an entry of “More” has no meaning for what is shown."""
        return False

    def show_steps(self, entries: Iterable[Entry], following: str, *, running: bool) -> None:
        """Dress buttons and menus: the next step first, the rest disabled with its reason."""
        self._next_step = following
        possible = {str(entry.step): entry for entry in entries}
        order = [following] if following else []
        others = [each for each in self.ALWAYS_SHOWN if each != following if running]
        order += [step for step in others if not self.pointless(step)]
        for step, button in self.steps.items():
            self._dress(button, possible.get(step), default=step == following)
            button.setVisible(step in order)
        self._allow(possible, running=running)
        self._fill_more(possible, order)
        shown = [self.steps[step] for step in order]
        self._buttons.show_widgets((*shown, self.more))
        for before, after in pairwise((*shown, self.more)):
            QWidget.setTabOrder(before, after)

    def _dress(self, button: QPushButton, entry: Entry | None, *, default: bool) -> None:
        allowed = entry is not None and entry.allowed
        reason = _reason(entry)
        button.setEnabled(allowed)
        button.setToolTip(reason)
        button.setAccessibleDescription(reason)
        button.setDefault(default)
        button.setFont(theme.strong_font(self) if default else self.font())

    def _allow(self, possible: Mapping[str, Entry], *, running: bool) -> None:
        """Enable what can be done now; the rest says why not."""
        following = possible.get(self._next_step)
        self.next.setEnabled(following is not None and following.allowed)
        for step in self.STEPS:
            entry = possible.get(step)
            self._mark(self.acts[step], entry is not None and entry.allowed, _reason(entry))
            self.acts[step].setVisible(not self.pointless(step))
        closed = "" if running else _(self.CLOSED)
        for name, _title in self.MORE:
            if name:
                action = self.acts[name]
                self._mark(action, running or name in self.CLOSED_TOO, closed)
                action.setVisible(not self.pointless(name))

    def _mark(self, action: QAction, allowed: bool, reason: str) -> None:
        action.setEnabled(allowed)
        action.setToolTip("" if allowed else reason or action.text().rstrip("…"))

    def _fill_more(self, possible: Mapping[str, Entry], shown: Sequence[str]) -> None:
        menu = self.more_menu
        menu.clear()
        menu.addActions(
            [
                self.acts[step]
                for step in self.STEPS
                if step not in shown and step in possible and not self.pointless(step)
            ]
        )
        menu.addSeparator()
        for name, _title in self.MORE:
            if not name:
                menu.addSeparator()
            elif not self.pointless(name):
                menu.addAction(self.acts[name])


def _reason(entry: Entry | None) -> str:
    if entry is None or entry.allowed or not entry.why_not:
        return ""
    return current().say(entry.why_not, **entry.params)


def leading_term(deadlines: Iterable[DeadlineView]) -> DeadlineView | None:
    """The term that ends first of those that still run."""
    running = [line for line in deadlines if not line.met and line.due.row != KEEP_ROW]
    return min(running, key=lambda line: str(line.due.due)[:10], default=None)
