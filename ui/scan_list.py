# SPDX-License-Identifier: Apache-2.0
"""A sorted stack as a list: what waits for a person, the papers with their pages, and what is left out.

Signal ``chosen``: another line was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desk.domain.scans import PageState, Place, ScanPaper, SortedPage, Sorting, TakenBack
from desk.services.signature.scans import say_missing
from desk.text import capital
from ui import theme, words
from ui.language import _, current, ngettext

_SPOT = Qt.ItemDataRole.UserRole
Placed = Mapping[int, Place | None]


@dataclass(frozen=True)
class Spot:
    """What a line stands for: a page of the stack, a page of a paper, or both."""

    at: int | None = None
    """Place of the page in the stack."""
    paper: int | None = None
    page: int = 0
    """Of the paper; 0 for the paper as a whole."""


class _Lines(QStyledItemDelegate):
    """Gives a line the height its words need at the width of the list."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        usual = super().sizeHint(option, index)
        tree = self.parent()
        assert isinstance(tree, QTreeWidget)
        depth = 2 if index.parent().isValid() else 1
        picture = 0 if index.data(Qt.ItemDataRole.DecorationRole) is None else theme.icon_size(tree)
        room = tree.viewport().width() - depth * tree.indentation() - picture - theme.unit(tree) * 3
        self.initStyleOption(option, index)
        endless = QRect(0, 0, max(room, 1), 10_000)
        flags = Qt.TextFlag.TextWordWrap
        words = option.fontMetrics.boundingRect(endless, flags, str(index.data()))
        return QSize(room, max(usual.height(), words.height() + theme.unit(tree)))


class ScanList(QTreeWidget):
    """The list."""

    chosen = Signal()

    def __init__(self, sorting: Sorting, parent: QWidget) -> None:
        super().__init__(parent)
        self.sorting = sorting
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Lines(self))
        self.setAccessibleName(_("Papers and pages"))
        self.currentItemChanged.connect(self.chosen)

    def spot(self) -> Spot:
        """What is chosen."""
        item = self.currentItem()
        found = item.data(0, _SPOT) if item is not None else None
        return found if isinstance(found, Spot) else Spot()

    def show_stack(
        self, papers: Mapping[int, ScanPaper], placed: Placed, signed: Mapping[int, int]
    ) -> None:
        """Write the list anew and stay at the same line; ``signed`` counts the ticks of each paper."""
        before = self.spot()
        blocked = self.blockSignals(True)
        self.clear()
        places = [self.sorting.place(at, placed) for at in range(len(self.sorting.pages))]
        waiting = [
            at for at, page in enumerate(self.sorting.pages) if at not in placed and waits(page)
        ]
        self._group(_("To be placed by you"), waiting)
        for paper in papers.values():
            here = {p.page: at for at, p in enumerate(places) if p and p.document == paper.brief.id}
            if here:
                missing = self.sorting.missing(paper, placed)
                self._paper(paper, here, missing, signed.get(paper.brief.id, 0))
        left = [at for at, place in enumerate(places) if place is None and at not in waiting]
        self._group(_("Not accepted"), left)
        self.expandAll()
        self._choose(before)
        self.blockSignals(blocked)

    def go_to(self, spot: Spot) -> None:
        """Choose the line of a spot."""
        self._choose(spot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need other heights."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _items(self) -> list[QTreeWidgetItem]:
        every = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
        return self.findItems("", every)

    def _choose(self, spot: Spot) -> None:
        """The same line, else that of the same page or place, else the first that means something."""
        found = [(item, item.data(0, _SPOT)) for item in self._items()]
        found = [(item, other) for item, other in found if isinstance(other, Spot)]
        same = [item for item, other in found if other == spot]
        same += [item for item, other in found if spot.at is not None and other.at == spot.at]
        place = (spot.paper, spot.page)
        same += [item for item, other in found if spot.page and (other.paper, other.page) == place]
        same += [item for item, _other in found]
        if same:
            self.setCurrentItem(same[0])

    def _group(self, title: str, pages: list[int]) -> None:
        if not pages:
            return
        top = QTreeWidgetItem(self, [f"{title} ({len(pages)})"])
        top.setFont(0, theme.strong_font(self))
        top.setFlags(top.flags() & ~Qt.ItemFlag.ItemIsSelectable)
        for at in pages:
            page = self.sorting.pages[at]
            said = current().tell(page.told) if page.told else ""
            where = source(page, at)
            self._line(top, Spot(at), capital(where), said)

    def _paper(
        self, paper: ScanPaper, here: Mapping[int, int], missing: tuple[int, ...], ticked: int
    ) -> None:
        brief = paper.brief
        said = say_missing(current(), missing, brief.pages)
        if paper.signers:
            count = ticked + brief.standing.signed
            said += " · " + _("signed {count} of {all}", count=count, all=len(paper.signers))
        elif ticked or brief.signature:
            said += " · " + _("signed")
        top = QTreeWidgetItem(self, [f"{words.paper_line(brief)}\n{said}"])
        top.setData(0, _SPOT, Spot(here.get(paper.last_place), brief.id))
        top.setFont(0, theme.strong_font(self))
        top.setIcon(0, theme.icon("triangle-alert" if missing else "circle-check"))
        for page in range(1, brief.pages + 1):
            at = here.get(page)
            if at is not None:
                said = source(self.sorting.pages[at], at)
            elif page in paper.held:
                said = _("returned on {day}", day=words.day(paper.held[page]))
            else:
                said = _("missing")
            name = _("Page {page} of {pages}", page=page, pages=brief.pages)
            self._line(top, Spot(at, brief.id, page), name, said)

    def _line(self, top: QTreeWidgetItem, spot: Spot, name: str, said: str) -> None:
        item = QTreeWidgetItem(top, [f"{name} — {said}" if said else name])
        item.setData(0, _SPOT, spot)


def waits(page: SortedPage) -> bool:
    """Whether a person has to look where a page belongs."""
    return page.state is PageState.UNREADABLE


def source(page: SortedPage, at: int) -> str:
    """Where in the stack a page lies."""
    return _("sheet {sheet} · {file}", sheet=at + 1, file=page.file)


def summary(sorting: Sorting, placed: Placed) -> str:
    """What came of the stack, in a sentence or two."""
    count = len(sorting.pages)
    said = ngettext("{number} page read.", "{number} pages read.", count)
    waiting = sum(at not in placed and waits(page) for at, page in enumerate(sorting.pages))
    if waiting:
        said += " " + ngettext(
            "{number} page could not be read: look at it and choose where it belongs.",
            "{number} pages could not be read: look at them and choose where they belong.",
            waiting,
        )
    return said


def taken_back(kept: Sequence[TakenBack]) -> str:
    """What came of a stack of signed pages: each paper and whether all of it is here."""
    said = [
        f"{words.paper_line(each.brief)}: {say_missing(current(), each.missing, each.brief.pages)}"
        for each in kept
    ]
    return " · ".join(said)
