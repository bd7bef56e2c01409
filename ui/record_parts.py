# SPDX-License-Identifier: Apache-2.0
"""The sections of a request's record: who asks, what is demanded with each term, papers and files.

Each part shows the card it is given; nothing here reads the desk.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain.deeds import KEEP_ROW
from desk.domain.explain import UNVERIFIED, explain
from desk.domain.kinds import ApplicantRole, Law, Leaving
from desk.domain.lateness import late_words
from desk.domain.laws import RUSSIAN
from desk.domain.request import DeadlineView, DemandView, PersonFields, RequestCard
from desk.domain.steps import INFORMATION_KINDS
from desk.text import N_, capital
from ui import theme, words
from ui.flow import SLACK, flow
from ui.forms import OneLine, Words
from ui.incoming import passages
from ui.language import _, current, held
from ui.letter_text import LetterWords
from ui.numbers import spelled
from ui.tables import BadgeLabel

_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
MISSING_PARTS = {
    "document": N_("number, date and issuer of the identity document"),
    "relation": N_("data that show a relationship with you, or that you hold the data"),
    "signature": N_("a signature"),
    "authority": N_("a document that shows the representative’s authority"),
}

NAMES = 0.34
"""The share of the width that names of values take at most."""
LONGEST_WORD = 28
"""Signs of a word, an address above all, that must stand in one line."""


class Scrolled(QScrollArea):
    """A section that scrolls when it is longer than the pane."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fill(self, widget: QWidget) -> None:
        """Show ``widget`` instead of what was shown."""
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
        self.setWidget(widget)


class Facts(QWidget):
    """Labelled values one below the other; empty ones are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        if parent is not None:  # What stands between other things begins where they do.
            self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setVerticalSpacing(theme.unit(self))
        self._form.setHorizontalSpacing(theme.unit(self) * 2)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._names: list[QLabel] = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long names break into lines rather than leave the values a word in a line."""
        super().resizeEvent(event)
        most = round(self.width() * NAMES)
        metrics = self.fontMetrics()
        for name in self._names:
            parts = map(metrics.horizontalAdvance, name.text().split())
            wish = min(name.fontMetrics().size(0, name.text()).width() + SLACK, max(most, *parts))
            name.setFixedWidth(wish)
            name.setMinimumHeight(0)  # Qt never measures a label lower than its least height.
            name.setMinimumHeight(name.heightForWidth(wish))

    def add(self, title: str, value: str) -> None:
        """Add a line unless ``value`` is empty."""
        if not value:
            return
        name = QLabel(title, self)
        name.setForegroundRole(name.palette().ColorRole.PlaceholderText)
        name.setWordWrap(True)
        self._names.append(name)
        shown = Words(value, self)
        shown.setTextFormat(Qt.TextFormat.PlainText)
        for label in (
            name,
            shown,
        ):  # Beside several lines Qt gives a label more height than it needs.
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        letters = shown.fontMetrics()
        longest = max(letters.horizontalAdvance(word) for word in value.split())
        shown.setMinimumWidth(min(longest, letters.averageCharWidth() * LONGEST_WORD))
        shown.setTextInteractionFlags(_SELECTABLE)
        shown.setAccessibleName(f"{title}: {value}")
        self._form.addRow(name, shown)

    def head(self, title: str) -> None:
        """Add a heading over the lines that follow."""
        label = Words(title, self)
        label.setFont(theme.strong_font(self))
        label.setContentsMargins(0, theme.unit(self), 0, 0)
        self._form.addRow(label)


class WhoPart(Scrolled):
    """Subject, representative, and how identity and authority were checked."""

    def __init__(self, zone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setAccessibleName(_("Who"))

    def show_card(self, card: RequestCard) -> None:
        """Lay out the people of ``card``."""
        facts = Facts()
        if card.role is ApplicantRole.NOBODY:
            facts.add(_("Applicant"), _("nobody: internal finding of the operator"))
        elif card.role is ApplicantRole.RKN:
            facts.add(_("Applicant"), words.label(card.role))
        self._person(facts, _("Data subject"), card.subject)
        facts.add(_("Also recorded"), " · ".join(card.also))
        if card.applicant is not None:
            self._person(facts, _("Representative"), card.applicant)
            facts.add(_("Authority"), card.authority)
            facts.add(_("Authority checked"), words.moment(card.authority_checked, self._zone))
        if card.role in (ApplicantRole.SUBJECT, ApplicantRole.REPRESENTATIVE):
            self._identity(facts, card)
        self.fill(facts)

    def _person(self, facts: Facts, title: str, person: PersonFields) -> None:
        if not (person.name or person.email or person.phone or person.address):
            return
        facts.head(title)
        facts.add(_("Name"), person.name)
        facts.add(_("E-mail"), person.email)
        facts.add(_("Telephone"), person.phone)
        facts.add(_("Address"), person.address)

    def _identity(self, facts: Facts, card: RequestCard) -> None:
        facts.head(_("Identity"))
        if card.identified:
            facts.add(_("Checked"), words.when(card.identified, self._zone))
            facts.add(_("How"), card.identity_how)
        else:
            facts.add(_("Checked"), _("not yet"))
        asks = Law.RU in card.laws and (
            not card.identified or any(k in INFORMATION_KINDS for k in card.row.kinds)
        )
        missing = [_(MISSING_PARTS[name]) for name in card.completeness.missing if asks]
        facts.add(_("The letter lacks"), current().listing(missing) if missing else "")
        facts.add(_("Asked for it"), words.moment(card.completion_asked, self._zone))


class WhatPart(Scrolled):
    """The demands with their terms, the summary and the letter itself."""

    def __init__(self, zone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setAccessibleName(_("What"))

    def show_card(self, card: RequestCard) -> None:
        """Lay out the demands of ``card`` and its text."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(theme.unit(self) * 2)
        for demand in card.demands:
            terms = [line for line in card.deadlines if line.demand == demand.id]
            badge = words.demand_badge(demand, card.row)
            column.addWidget(_Demand(demand, badge, terms, self._zone, page))
        whole = [line for line in card.deadlines if line.demand is None]
        for line in whole:
            column.addWidget(Term(line, self._zone, page))
        column.addWidget(self._circumstances(card, page))
        if card.text:
            lines = min(max(card.text.count("\n") + 3, 6), 18)
            column.addWidget(LetterWords(card.text, lines, page))
        column.addStretch(1)
        self.fill(page)

    def _circumstances(self, card: RequestCard, parent: QWidget) -> Facts:
        facts = Facts(parent)
        came = _("Found on") if card.role is ApplicantRole.NOBODY else _("Received")
        facts.add(came, words.when(card.row.received, self._zone))
        facts.add(_("Channel"), words.label(card.row.channel))
        if card.laws != RUSSIAN:
            facts.add(_("Law that applies"), words.laws(card.laws))
            acts = _("A processor or a third party must act too.")
            facts.add(_("Third parties"), acts if card.third_party else "")
        facts.add(_("Sent"), words.when(card.sent, self._zone))
        facts.add(_("Form of answer"), card.answer_form and words.channel(card.answer_form))
        facts.add(_("The letter sets a date"), words.day(card.sets_date))
        facts.add(_("Number of their letter"), card.their_number)
        facts.add(_("Date of their letter"), words.day(card.their_date))
        facts.add(_("Blocked since"), words.when(card.blocked, self._zone))
        answered = words.when(card.answered, self._zone)
        if Leaving.ANSWER in card.returned:
            answered = _("{moment} · did not arrive: send it again another way", moment=answered)
        facts.add(_("Answered"), answered)
        for gone in card.gone:
            left = _(
                "{paper}, {when}", paper=spelled(gone.number), when=words.when(gone.at, self._zone)
            )
            facts.add(_("Sent, later made void"), " — ".join(filter(None, (left, gone.proof))))
        facts.add(_("Closed"), words.moment(card.closed, self._zone))
        facts.add(_("Outcome"), spelled(card.outcome))
        if card.repeat_gate is not None:
            facts.add(_("A repeat"), explain(card.repeat_gate, current()))
        facts.add(_("Signatures"), passages(card.files, self._zone))
        facts.add(_("In short"), card.summary)
        return facts


class _Demand(QFrame):
    """One demand: its kind, its state, and the terms that run on it."""

    def __init__(
        self,
        demand: DemandView,
        shown: theme.Badge,
        terms: list[DeadlineView],
        zone: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        kind = OneLine(words.label(demand.called), self)
        kind.setFont(theme.strong_font(self))
        if shown.tone is theme.Tone.DONE and any(line.late for line in terms):
            shown = replace(shown, tone=theme.Tone.SOON)  # It is done, but not as it should be.
        badge = BadgeLabel(shown, self)
        column = QVBoxLayout(self)
        column.setSpacing(theme.unit(self))
        column.addWidget(flow(self, kind, badge, gap=theme.unit(self) * 2))
        if demand.client is not None:
            name = demand.client_name.of(current().language)
            column.addWidget(Words(_("Data of the client: {name}", name=name), self))
        if demand.outcome:
            outcome = QLabel(capital(spelled(demand.outcome)), self)
            outcome.setTextFormat(Qt.TextFormat.PlainText)
            outcome.setWordWrap(True)
            column.addWidget(outcome)
        for line in terms:
            column.addWidget(Term(line, zone, self))


class Term(QWidget):
    """One term: what is due when by which norm, its extension, and the reason under a fold."""

    def __init__(self, line: DeadlineView, zone: str, parent: QWidget) -> None:
        super().__init__(parent)
        told = QLabel(_sentence(line, zone), self)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        told.setTextInteractionFlags(_SELECTABLE)
        fold = QToolButton(self)
        fold.setText("?")
        fold.setCheckable(True)
        fold.setAutoRaise(True)
        fold.setAccessibleName(_("Why this date"))
        fold.setToolTip(_("Why this date"))
        why = QLabel(words.why(line.due), self)
        why.setTextFormat(Qt.TextFormat.PlainText)
        why.setWordWrap(True)
        why.setTextInteractionFlags(_SELECTABLE)
        why.hide()
        fold.toggled.connect(why.setVisible)
        row = QHBoxLayout()
        row.addWidget(told, 1)
        row.addWidget(fold, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        if line.late is not None:
            badge = theme.Badge(theme.Tone.OVERDUE, late_words(current(), line.late))
            column.addWidget(flow(self, BadgeLabel(badge, self)))
        column.addWidget(why)


def _sentence(line: DeadlineView, zone: str) -> str:
    due = str(line.due.due)
    when = words.moment(due, zone) if len(due) > 10 else words.day(due)
    ground = f"{line.due.row}, {line.due.basis}" if line.due.row else line.due.basis
    at_once = any(step.kind == "at_once" for step in line.due.steps)
    text = N_("{title}: {due}") if at_once else N_("{title}: by {due}")
    text = N_("{title}: until {due}") if line.due.row == KEEP_ROW else text
    said = _(text, title=line.title, due=when)
    parts = [said if ground == line.title else f"{said} ({ground})"]
    if line.due.own and _("own rule") not in ground:
        parts.append(_("own rule"))
    if line.original:
        parts.append(_("extended from {day}", day=words.day(line.original)))
    if not line.met and (notice := words.notice(line.due)):
        parts.append(notice)
    if line.due.late:
        parts.append(words.late(line.due))
    if line.met:
        ended = N_("refused, the refusal was sent on {day}") if line.refused else N_("met on {day}")
        parts.append(_(ended, day=words.when(line.met, zone)))
    if not line.due.firm:
        parts.append(_("provisional date"))
    if line.due.doubtful:
        parts.append(_(UNVERIFIED))
    return held("; ".join(parts) + ".")
