# SPDX-License-Identifier: Apache-2.0
"""The list of Today: groups by urgency, each line with its badge, its next step and its date.

It paints what the service said and computes nothing. Headings cannot be chosen.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk.domain.due import Due
from desk.domain.explain import UNVERIFIED
from desk.domain.today import TodayLine, TodayView, repeats
from desk.text import N_, capital
from ui import theme, words
from ui.cells import MOST_LINES, badge_size, broken, paint_badge
from ui.language import _, current, ngettext
from ui.numbers import headed
from ui.theme import Badge, Tone

GROUPS = {
    "overdue": N_("Overdue"),
    "today": N_("Due today"),
    "week": N_("Within seven days"),
    "later": N_("Later"),
    "no_date": N_("Without a deadline"),
}
_BY_TERM = frozenset({"consent", "transfer", "client"})
"""Records whose line is one term, which says what is to be done."""
LINE = int(Qt.ItemDataRole.UserRole) + 1
BADGE = int(Qt.ItemDataRole.UserRole) + 2
SEEN = 5
"""Lines that are seen at least, however large the letters: then the page scrolls."""
AT_ONCE = 30
"""Lines that are laid out before the first is painted: more than a window shows."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Heading:
    """The head of a group."""

    title: str
    total: int


def line_badge(line: TodayLine) -> Badge:
    """How much time is left, in words."""
    left = line.days_left
    if line.overdue:
        days = max(-(left or 0), 1)
        return Badge(
            Tone.OVERDUE, ngettext("overdue by {number} day", "overdue by {number} days", days)
        )
    if line.hours_left is not None:
        return Badge(
            Tone.SOON,
            ngettext("{number} hour left", "{number} hours left", line.hours_left),
        )
    if left is None and line.record == "request" and line.title:  # which says that it ought to
        return Badge(Tone.SOON, _(words.UNCOUNTED))
    if left is None:
        return Badge(Tone.QUIET, _("no deadline is running"))
    if left == 0:
        return Badge(Tone.SOON, _("due today"))
    working = line.working_days_left
    if working is not None and working > 0:
        tone = Tone.SOON if working <= 3 else Tone.WAITING
        return Badge(
            tone, ngettext("{number} working day left", "{number} working days left", working)
        )
    tone = Tone.SOON if left <= 3 else Tone.WAITING
    return Badge(tone, ngettext("{number} day left", "{number} days left", left))


def due_day(due: Due | None, zone: str) -> str:
    """The day or moment a term ends, phrased."""
    if due is None:
        return ""
    if isinstance(due.due, datetime):
        return current().moment(due.due, zone)
    return current().date(due.due)


def next_step(line: TodayLine) -> str:
    """What is to be done next; of a consent, transfer or client, the duty itself."""
    if line.record in _BY_TERM:
        return line.title
    return words.label(line.step) if line.step is not None else _("Nothing to do but wait for now")


def step_and_duty(line: TodayLine) -> str:
    """The next step and the duty that is due; the duty alone where it says the step already."""
    step = next_step(line)
    if repeats(line.title, step):
        return line.title
    return f"{step} · {line.title}" if line.title and line.record not in _BY_TERM else step


def called(line: TodayLine) -> str:
    """The record by its number, with the demands of a request or why data are destroyed."""
    about = words.label(line.cause) if line.cause is not None else words.kinds(line.called)
    return " · ".join(filter(None, (capital(line.name) or headed(line.number), about)))


class AgendaModel(QAbstractListModel):
    """Headings and lines in the order of urgency."""

    def __init__(self, zone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone
        self._items: list[Heading | TodayLine] = []

    def show_view(self, view: TodayView) -> None:
        """Show what the service said."""
        self.beginResetModel()
        self._items = []
        for group in view.groups:
            if group.lines:
                self._items.append(Heading(_(GROUPS[group.id]), group.total))
                self._items += group.lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.item(index.row()), TodayLine):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        item = self.item(index.row())
        if item is None:
            return None
        if role == LINE:
            return item
        if isinstance(item, Heading):
            return f"{item.title} ({item.total})" if role in _TEXTS else None
        if role == BADGE:
            return line_badge(item)
        return self._spoken(item) if role in _TEXTS else None

    def item(self, row: int) -> Heading | TodayLine | None:
        """What stands in line ``row``."""
        return self._items[row] if 0 <= row < len(self._items) else None

    def position(self, record: str, id: int) -> int:
        """The line of a record, or -1."""
        return next(
            (
                row
                for row, item in enumerate(self._items)
                if isinstance(item, TodayLine) and (item.record, item.id) == (record, id)
            ),
            -1,
        )

    def _spoken(self, line: TodayLine) -> str:
        parts = (
            line_badge(line).word,
            called(line),
            step_and_duty(line),
            due_day(line.due, self._zone),
            words.late(line.due),
            words.notice(line.due),
            _(UNVERIFIED) if line.due is not None and line.due.doubtful else "",
        )
        return " · ".join(part for part in parts if part)


_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class AgendaDelegate(QStyledItemDelegate):
    """Paints headings, and lines in two rows of text."""

    def __init__(self, zone: str, view: QListView) -> None:
        super().__init__(view)
        self._zone, self._view = zone, view
        self.badge_width = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item, line = index.data(LINE), QFontMetrics(option.font).height()
        if not isinstance(item, TodayLine):
            return QSize(0, line * 2)
        room = self._room(QRect(0, 0, self._view.viewport().width(), 0), self._view)
        title, step, _day = self._texts(item, option, room.width())
        return QSize(0, round(line * (len(title) + len(step) + 1.1)))

    def _room(self, cell: QRect, widget: QWidget) -> QRect:
        """The words of a line, right of its badge."""
        air = theme.unit(widget)
        return cell.adjusted(self.badge_width + air * 4, air // 2, -air * 3, -air // 2)

    def _texts(
        self, line: TodayLine, option: QStyleOptionViewItem, width: int
    ) -> tuple[list[str], list[str], str]:
        """The record and what is to be done, each broken into as many lines as it needs, and the day."""
        day = due_day(line.due, self._zone)
        said = [_("Next: {step}", step=step_and_duty(line))]
        if line.due is not None:
            late = words.late(line.due) if line.due.late is not None else ""
            doubt = _(UNVERIFIED) if line.due.doubtful else ""
            said = [doubt, words.notice(line.due), late, *said]
        beside = option.fontMetrics.horizontalAdvance(day) + theme.unit(option.widget) * 3
        strong = QFontMetrics(theme.strong_font(option.widget))
        title = broken(called(line), strong, width - beside, MOST_LINES)
        return (
            title,
            broken(" · ".join(filter(None, said)), option.fontMetrics, width, MOST_LINES),
            day,
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(LINE)
        if isinstance(item, Heading):
            self._paint_heading(painter, option, item)
        elif isinstance(item, TodayLine):
            self._paint_line(painter, option, item)

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading
    ) -> None:
        air = theme.unit(option.widget)
        painter.save()
        painter.setFont(theme.strong_font(option.widget))
        painter.setPen(option.palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text))
        room = option.rect.adjusted(air * 2, air, -air * 2, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, f"{heading.title} · {heading.total}")
        painter.restore()

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: TodayLine) -> None:
        air = theme.unit(option.widget)
        style = option.widget.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole
        ink = option.palette.color(role.HighlightedText if chosen else role.Text)
        quiet = ink if chosen else option.palette.color(role.PlaceholderText)
        texts = self._room(option.rect, option.widget)
        title, step, day = self._texts(line, option, texts.width())
        high = option.fontMetrics.height()
        upper = QRect(texts.left(), 0, texts.width(), high * len(title))
        upper.moveTop(texts.center().y() - high * (len(title) + len(step)) // 2)
        lower = QRect(texts.left(), upper.bottom() + 1, texts.width(), high * len(step))
        painter.save()
        badge = texts.adjusted(-self.badge_width - air * 2, 0, -texts.width() - air * 2, 0)
        paint_badge(painter, badge, line_badge(line), option.fontMetrics)
        painter.setPen(ink)
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, day)
        painter.setFont(theme.strong_font(option.widget))
        painter.drawText(upper, Qt.AlignmentFlag.AlignTop, "\n".join(title))
        painter.setFont(option.font)
        painter.setPen(quiet)
        painter.drawText(lower, Qt.AlignmentFlag.AlignTop, "\n".join(step))
        painter.restore()


class Agenda(QListView):
    """Signals: ``opened(str, int)``, the record to open; ``chosen(object)``, the line in focus or ``None``."""

    opened = Signal(str, int)
    chosen = Signal(object)

    def __init__(self, zone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.records = AgendaModel(zone, self)
        self._delegate = AgendaDelegate(zone, self)
        self.setModel(self.records)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("What must be done now"))
        self.setObjectName("agenda")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # To break every line before the first is painted takes longer than to read them all.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.activated.connect(self._open)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_view(self, view: TodayView, keep: tuple[str, int] = ("", 0)) -> None:
        """Show the list; stay at the record ``keep`` or go to the first line."""
        self.records.show_view(view)
        badges = [line_badge(line) for group in view.groups for line in group.lines]
        metrics = self.fontMetrics()
        self._delegate.badge_width = max(
            (badge_size(badge, metrics).width() for badge in badges), default=0
        )
        self._show_several()
        row = self.records.position(*keep)
        self.setBatchSize(max(AT_ONCE, row + 1))
        self.choose(row if row >= 0 else 1)

    def choose(self, row: int) -> None:
        """Make a line current."""
        if isinstance(self.records.item(row), TodayLine):
            self.setCurrentIndex(self.records.index(row, 0))

    def current_line(self) -> TodayLine | None:
        """The line in focus."""
        item = self.records.item(self.currentIndex().row())
        return item if isinstance(item, TodayLine) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_several()

    def _show_several(self) -> None:
        """Ask for the height of the first lines, which break where the list is narrow."""
        shown = range(min(self.records.rowCount(), SEEN))
        self.setMinimumHeight(sum(map(self.sizeHintForRow, shown)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        item = self.records.item(index.row()) if index.isValid() else None
        if isinstance(item, TodayLine):
            self.opened.emit(item.record, item.id)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.current_line())
