# SPDX-License-Identifier: Apache-2.0
"""The history of one record as one line of dots: letters, papers, extensions and notes in place.

It draws what the card holds and says which paper or file was chosen; it opens nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desk.domain.deeds import DEEDS
from desk.domain.lateness import late_words
from desk.domain.letter_words import passages, ruled
from desk.domain.request import DeadlineView, PaperBrief
from desk.domain.timeline import EventKind, remedy
from desk.domain.values import Attached, Moment
from ui import happened, theme, words
from ui.language import _, current
from ui.numbers import actor, spelled
from ui.paper_list import spoilt

_MOMENT = Qt.ItemDataRole.UserRole
_HEAD = Qt.ItemDataRole.UserRole + 1
_NOTE = Qt.ItemDataRole.UserRole + 2
_WHEN = Qt.ItemDataRole.UserRole + 3
_ICON = Qt.ItemDataRole.UserRole + 4
_THEIRS = Qt.ItemDataRole.UserRole + 5
_WIDE = 10_000
Index = QModelIndex | QPersistentModelIndex


class Keeping(Protocol):
    """A card with papers and files."""

    @property
    def papers(self) -> tuple[PaperBrief, ...]:
        """The papers that belong to it."""

    @property
    def files(self) -> tuple[Attached, ...]:
        """The files that are kept beside it."""


class Told(Keeping, Protocol):
    """A card with a history."""

    @property
    def timeline(self) -> tuple[Moment, ...]:
        """What happened, oldest first; it names papers and files."""


class Timeline(QListWidget):
    """Signals: ``paper_chosen(id)`` and ``file_chosen(id)`` when Enter or a double click opens one."""

    paper_chosen = Signal(int)
    file_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_MomentDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setWordWrap(True)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setAccessibleName(_("History"))
        self.itemActivated.connect(self._open)

    def show_card(self, card: Told, zone: str, terms: Sequence[DeadlineView] = ()) -> None:
        """Lay out the moments of ``card``, oldest first; what met one of the ``terms`` late says so."""
        self.clear()
        late = _late(card.timeline, terms)
        papers = {paper.id: _named(paper) for paper in card.papers}
        files = {file.id: file.name for file in card.files}
        for moment in card.timeline:
            self.addItem(self._item(moment, zone, papers, files, late.get(moment, ())))

    def _item(
        self,
        moment: Moment,
        zone: str,
        papers: dict[int, str],
        files: dict[int, str],
        late: Sequence[str],
    ) -> QListWidgetItem:
        head, theirs = happened.title(moment.kind), _theirs(moment)
        lines = [
            papers.get(moment.document or 0, ""),
            files.get(moment.attachment or 0, ""),
            "" if theirs else moment.called.of(current().language) or spelled(moment.note),
            *late,
        ]
        note = "\n".join(line for line in lines if line)
        read = [line for title, said in theirs for line in (title, *ruled(said, _WIDE, "│ "))]
        spoken = "\n".join(filter(None, (note, *read)))
        at = datetime.fromisoformat(moment.at)
        when = current().moment(at, zone) if "T" in moment.at else current().date(at)
        if moment.actor:
            when = f"{when} · {actor(moment.actor)}"
        item = QListWidgetItem(f"{when}. {head}. {spoken}".rstrip(". ") + ".")
        for role, value in ((_MOMENT, moment), (_HEAD, head), (_NOTE, note), (_WHEN, when)):
            item.setData(role, value)
        item.setData(_THEIRS, theirs)
        item.setData(_ICON, happened.icon(moment.kind))
        if moment.document is not None or moment.attachment is not None:
            item.setToolTip(_("Enter opens it."))
        return item

    def _open(self, item: QListWidgetItem) -> None:
        moment: Moment = item.data(_MOMENT)
        if moment.document is not None:
            self.paper_chosen.emit(moment.document)
        elif moment.attachment is not None:
            self.file_chosen.emit(moment.attachment)


@dataclass(frozen=True)
class _Piece:
    """Words in one font, and how far they are moved in."""

    font: QFont
    said: str
    faint: bool = False
    indent: int = 0


def _theirs(moment: Moment) -> list[tuple[str, str]]:
    """What somebody else wrote, in parts: the heading that tells whether one is signed, where that differs."""
    parts = passages(moment.note) if moment.kind is EventKind.LETTER else ()
    apart = any(part.signed for part in parts)
    return [(current().tell(part.title) if apart else "", part.text) for part in parts if part.text]


class _MomentDelegate(QStyledItemDelegate):
    """Draws the dot with its line, the moment, what happened, and the note below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        area: QRect = option.rect
        if chosen:
            painter.fillRect(area, palette.highlight())
        ink = palette.highlightedText().color() if chosen else palette.text().color()
        faint = ink if chosen else palette.placeholderText().color()
        side = option.fontMetrics.ascent() + 2
        pad = side // 2
        middle = area.left() + pad + side // 2
        painter.setPen(faint)
        last = index.row() == index.model().rowCount() - 1
        painter.drawLine(
            middle,
            area.top() if index.row() else area.top() + pad,
            middle,
            area.top() + pad if last else area.bottom(),
        )
        top = area.top() + pad // 2
        ground = palette.highlight() if chosen else palette.base()
        painter.fillRect(QRect(middle - side // 2 - 1, top, side + 2, side + 4), ground)
        painter.drawPixmap(middle - side // 2, top + 2, theme.pixmap(index.data(_ICON), ink, side))
        self._write(painter, option, index, ink=ink, faint=faint)
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        *,
        ink: QColor,
        faint: QColor,
    ) -> None:
        text = self._text_area(option)
        for piece in self._pieces(option.font, index):
            painter.setFont(piece.font)
            painter.setPen(faint if piece.faint else ink)
            tall = self._tall(piece.font, text.width() - piece.indent, piece.said)
            if piece.indent:
                bar = QRect(text.left(), text.top(), max(piece.indent // 4, 2), tall)
                painter.fillRect(bar, faint)
            room = text.adjusted(piece.indent, 0, 0, 0)
            painter.drawText(room, Qt.TextFlag.TextWordWrap, piece.said)
            text.setTop(text.top() + tall)

    def _pieces(self, font: QFont, index: Index) -> list[_Piece]:
        """What stands below one another; the words of a letter behind a bar, which no words can draw."""
        side = QFontMetrics(font).ascent()
        found = [
            _Piece(_bold(font), index.data(_HEAD)),
            _Piece(font, index.data(_WHEN), faint=True),
            _Piece(font, index.data(_NOTE)),
        ]
        for title, said in index.data(_THEIRS):
            found += [_Piece(font, title, faint=True), _Piece(font, said, indent=side)]
        return found

    def _tall(self, font: QFont, width: int, said: str) -> int:
        """The height of wrapped words; nothing takes none."""
        room = QRect(0, 0, max(width, 1), 10_000)
        wrapped = Qt.TextFlag.TextWordWrap
        return QFontMetrics(font).boundingRect(room, wrapped, said).height() if said else 0

    def _text_area(self, option: QStyleOptionViewItem) -> QRect:
        side = option.fontMetrics.ascent() + 2
        area: QRect = option.rect
        return area.adjusted(side * 2 + side // 2, side // 4, -side // 2, 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QListWidget)
        whole = QStyleOptionViewItem(option)
        whole.rect = QRect(0, 0, view.viewport().width(), 10_000)
        room = self._text_area(whole).width()
        pieces = self._pieces(option.font, index)
        height = sum(self._tall(each.font, room - each.indent, each.said) for each in pieces)
        return QSize(whole.rect.width(), height + option.fontMetrics.height() * 3 // 4)


_MEETING = (
    EventKind.REMEDY,
    *map(remedy, DEEDS),
    EventKind.BLOCKED,
    EventKind.DISPATCHED,
    EventKind.DESTRUCTION_DONE,
    EventKind.PAPER,
    EventKind.CLOSED,
)
"""Entries that meet terms; the more exact one first."""


def _late(timeline: Sequence[Moment], terms: Sequence[DeadlineView]) -> dict[Moment, list[str]]:
    """Which entry met which terms late, in words."""
    found: dict[Moment, list[str]] = {}
    for term in terms:
        met = [each for each in timeline if each.at == term.met and each.kind in _MEETING]
        if term.late is not None and met:
            first = min(met, key=lambda each: _MEETING.index(each.kind))
            said = f"⚠ {term.title}: {late_words(current(), term.late)}"
            found.setdefault(first, []).append(said)
    return found


def _named(paper: PaperBrief) -> str:
    """A paper by its name, with what its name must not be told without: that it is void, or its signature broken."""
    broken = spoilt(paper)
    told = (
        broken.word if broken else words.paper_badge("void").word if paper.state == "void" else ""
    )
    return " — ".join(filter(None, (words.paper_line(paper), told)))


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made
