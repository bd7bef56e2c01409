# SPDX-License-Identifier: Apache-2.0
"""How a list looks and is walked: badges, row height, columns that can be hidden, an empty list's word.

Signals of ``TableView``: ``chosen(id)`` when the current line is another one (or -1), ``opened(id)``
when Enter or a double click opens it.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from ui import theme
from ui.cells import CellDelegate, badge_size, broken, paint_badge
from ui.columns import Wish, fitting, grown
from ui.emptiness import Emptiness
from ui.language import _
from ui.models import BADGE, Column, PagedModel, RowsModel
from ui.theme import Badge

__all__ = ["BadgeLabel", "Column", "PagedModel", "RowsModel", "TableView"]

SAMPLE = 24
"""Lines of the first page that widths are taken from."""
READABLE, LONG, WIDEST = 14, 20, 60
"""Signs of a text that are still worth a column, of a word that must not be cut, and more than which no
column takes by itself."""
SHORT = 17
"""Signs of a number, a day, a country: words so short are never cut."""


class BadgeLabel(QWidget):
    """A badge outside of a list."""

    def __init__(self, badge: Badge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = badge
        self.setAccessibleName(badge.word)

    def show_badge(self, badge: Badge) -> None:
        """Show another state."""
        self._badge = badge
        self.setAccessibleName(badge.word)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word that is shown."""
        return self._badge.word

    def sizeHint(self) -> QSize:
        return badge_size(self._badge, self.fontMetrics())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self._badge, self.fontMetrics())
        painter.end()


class TableView(QTableView):
    """A list. ``name`` is what screen readers call it."""

    chosen = Signal(int)
    opened = Signal(int)
    rows_seen = 0
    """As many rows as are seen at most, of a list as high as its rows; 0 for one that takes its room."""

    def __init__(
        self, model: PagedModel | RowsModel, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.records = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self._wants: list[Wish] = []
        self._left: set[int] = set()
        self._own = self._arranging = False
        self._before = ""
        self._dress_headers()
        self._empty = Emptiness(self)
        model.modelReset.connect(self._loaded)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.activated.connect(self._open)

    def explain_empty(
        self, sentence: str, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """What the list says when nothing is in it, and the first step it offers."""
        self._empty.sentence.setText(sentence)
        self._empty.button.setText(action)
        self._empty.button.setVisible(bool(action))
        if act is not None:
            self._empty.button.clicked.connect(lambda _checked: act())
        self._loaded()

    def current_id(self) -> int | None:
        """The id of the current line."""
        index = self.currentIndex()
        return self.records.id_at(index.row()) if index.isValid() else None

    def choose(self, id: int) -> bool:
        """Make the line of ``id`` current; false when the list does not hold it."""
        line = self.records.position(id)
        if line < 0:
            return False
        self.selectRow(line)
        self.scrollTo(self.records.index(line, 0))
        return True

    def choose_none(self) -> None:
        """Let no line be current: what is shown beside the list is none of its records."""
        self.selectionModel().clear()

    def columns_state(self) -> str:
        """Order, widths and visibility of the columns as a person has set them; empty before that."""
        return self._header_state() if self._own else ""

    def restore_columns(self, state: str) -> None:
        """Take up what ``columns_state`` gave; a state of other columns is ignored."""
        if state and self.horizontalHeader().restoreState(QByteArray.fromBase64(state.encode())):
            self._own = True
            self._left.clear()
            self._arrange()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Show or hide a column because a person wants it so."""
        self._own = True
        self._left.discard(column)
        super().setColumnHidden(column, hide)

    def shown_columns(self) -> list[Column]:
        """The columns a person wants, in the order they stand; some may lack the room to be seen."""
        header = self.horizontalHeader()
        order = sorted(range(len(self.records.columns)), key=header.visualIndex)
        return [self.records.columns[i] for i in order if self._is_wanted(i)]

    def below(self, number: int) -> int:
        """The column that lacks the room of its own and stands below the words of this one; -1 for none."""
        id = self.records.columns[number].id
        left = (each for each in sorted(self._left) if self.records.columns[each].below == id)
        return next(left, -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._empty.setGeometry(self.viewport().geometry())
        self._arrange()

    def _dress_headers(self) -> None:
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(theme.row_height(self))
        top = self.horizontalHeader()
        top.setSectionsMovable(True)
        top.setHighlightSections(False)
        top.setTextElideMode(Qt.TextElideMode.ElideRight)
        top.setStretchLastSection(True)
        top.setMinimumHeight(theme.row_height(self))
        top.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        top.customContextMenuRequested.connect(self._offer_columns)
        if isinstance(self.records, PagedModel):
            top.setSortIndicatorClearable(False)
            top.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)
        top.viewport().installEventFilter(self)
        for number, column in enumerate(self.records.columns):
            super().setColumnHidden(number, not column.shown)

    @Slot()
    def _loaded(self) -> None:
        empty = self.records.rowCount() == 0
        self._empty.setVisible(empty and bool(self._empty.sentence.text()))
        self._empty.setGeometry(self.viewport().geometry())
        self._wants = grown(self._wants, self._wishes())
        self._arrange()

    def _wishes(self) -> list[Wish]:
        """What the columns want, by the first lines of the list."""
        columns = enumerate(self.records.columns)
        return [self._wish(number, column) for number, column in columns]

    def _wish(self, number: int, column: Column) -> Wish:
        metrics, air = self.fontMetrics(), theme.unit(self) * 3
        sign = metrics.averageCharWidth()
        title = metrics.horizontalAdvance(_(column.title)) + theme.unit(self) * 8
        words, badges, longest, widest = 0, 0, 0, 0
        for index in self._first(number):
            badge = index.data(BADGE)
            if isinstance(badge, Badge):
                badges = max(badges, badge_size(badge, metrics).width() + air)
                continue
            text = str(index.data() or "")
            words = max(words, metrics.horizontalAdvance(text) + air)
            longest = max(longest, len(text))
            if column.lines > 1:
                one = max(map(metrics.horizontalAdvance, text.split(" "))) + air
                widest = max(widest, min(one, sign * LONG + air))
        natural = max(title, badges, min(words, sign * WIDEST))
        least = min(natural, max(sign * (column.width or READABLE) + air, widest))
        least = natural if longest <= SHORT else max(title, badges, least)
        return Wish(number, max(natural, sign * column.room), least, column.rank)

    def _first(self, column: int) -> list[QModelIndex]:
        """The cells of a column that its width and the height of the lines are taken from."""
        lines = range(min(self.records.rowCount(), SAMPLE))
        return [self.records.index(line, column) for line in lines]

    def _arrange(self) -> None:
        """Show the columns that fit; widths a person has chosen stay."""
        if self._arranging:
            return
        self._wants = self._wants or self._wishes()
        self._arranging = True
        shown = [wish for wish in self._wants if self._is_wanted(wish.number)]
        widths = fitting(shown, self.viewport().width())
        for wish in shown:
            leaves = wish.number not in widths
            super().setColumnHidden(wish.number, leaves)
            (self._left.add if leaves else self._left.discard)(wish.number)
            if leaves:
                continue
            now = self.columnWidth(wish.number)
            self.setColumnWidth(
                wish.number, max(now, wish.least) if self._own else widths[wish.number]
            )
        self._arranging = False
        self._fit_lines()

    def _fit_lines(self) -> None:
        """Make the rows as tall as the words in the first lines make necessary."""
        metrics, air = self.fontMetrics(), theme.unit(self) * 2
        most = 1
        for number, column in enumerate(self.records.columns):
            if column.lines == 1 or self.isColumnHidden(number):
                continue
            room = self.columnWidth(number) - air
            under = self.below(number)
            for index in self._first(number):
                lines = broken(str(index.data() or ""), metrics, room, column.lines)
                if under >= 0:
                    more = str(index.siblingAtColumn(under).data() or "")
                    lines += broken(more, metrics, room, self.records.columns[under].lines)
                most = max(most, len(lines))
        tall = theme.row_height(self) + metrics.lineSpacing() * (most - 1)
        self.verticalHeader().setDefaultSectionSize(tall)
        if self.rows_seen:
            edge = self.horizontalScrollBar().sizeHint().height() + theme.row_height(self)
            self.setFixedHeight(tall * min(self.records.rowCount(), self.rows_seen) + edge)

    def _header_state(self) -> str:
        header = self.horizontalHeader()
        with QSignalBlocker(header):
            for number in self._left:
                super().setColumnHidden(number, False)
            state = bytes(header.saveState().toBase64().data()).decode()
            for number in self._left:
                super().setColumnHidden(number, True)
        return state

    def _is_wanted(self, number: int) -> bool:
        return not self.isColumnHidden(number) or number in self._left

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Columns that were dragged to another width or place keep it."""
        if watched is self.horizontalHeader().viewport():
            if event.type() is QEvent.Type.MouseButtonPress:
                self._before = self._header_state()
            elif event.type() is QEvent.Type.MouseButtonRelease:
                self._own = self._own or self._before != self._header_state()
        return super().eventFilter(watched, event)

    @Slot(QPoint)
    def _offer_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        for number, column in enumerate(self.records.columns):
            action = QAction(_(column.title), menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.toggled.connect(
                lambda shown, number=number: self.setColumnHidden(number, not shown)
            )
            menu.addAction(action)
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        found = self.records.id_at(now.row()) if now.isValid() else None
        self.chosen.emit(found if found is not None else -1)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        found = self.records.id_at(index.row()) if index.isValid() else None
        if found is not None:
            self.opened.emit(found)
