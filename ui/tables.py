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
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.language import _
from ui.models import BADGE, Column, PagedModel, RowsModel
from ui.theme import Badge

__all__ = ["BadgeLabel", "Column", "PagedModel", "RowsModel", "TableView", "paint_badge"]

SAMPLE = 60
"""Rows of the first page that widths are taken from."""


def paint_badge(painter: QPainter, rect: QRect, badge: Badge, metrics: QFontMetrics) -> None:
    """A pill with the icon and the word of a state, at the left of ``rect``."""
    ground, ink = theme.tone_colours(badge.tone)
    side = round(metrics.height() * 0.95)
    pad = round(metrics.height() * 0.45)
    height = min(rect.height() - 4, round(metrics.height() * 1.45))
    room = rect.width() - side - pad * 2
    word = metrics.elidedText(badge.word, Qt.TextElideMode.ElideRight, max(room, 0))
    width = side + pad * 2 + (metrics.horizontalAdvance(word) + pad // 2 if word else 0)
    pill = QRect(rect.left(), rect.center().y() - height // 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, height / 3, height / 3)
    ratio = painter.device().devicePixelRatioF()
    image = theme.pixmap(theme.ICONS[badge.tone], ink, round(side * ratio))
    image.setDevicePixelRatio(ratio)
    painter.drawPixmap(pill.left() + pad, pill.center().y() - side // 2, image)
    painter.setPen(ink)
    text = pill.adjusted(side + pad + pad // 2 + 1, 0, 0, 0)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    painter.restore()


def badge_size(badge: Badge, metrics: QFontMetrics) -> QSize:
    """The room a badge takes."""
    side, pad = round(metrics.height() * 0.95), round(metrics.height() * 0.45)
    width = side + pad * 3 + metrics.horizontalAdvance(badge.word)
    return QSize(width, round(metrics.height() * 1.6))


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


class CellDelegate(QStyledItemDelegate):
    """Draws badges and gives cells air on both sides."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text, shown.text = shown.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, option.widget)
        air = theme.unit(option.widget)
        room = option.rect.adjusted(air, 0, -air, 0)
        badge = index.data(BADGE)
        if isinstance(badge, Badge):
            paint_badge(painter, room, badge, option.fontMetrics)
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.save()
        painter.setFont(shown.font)
        painter.setPen(shown.palette.color(QPalette.ColorGroup.Active, role))
        words = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(shown.displayAlignment), words)
        painter.restore()

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class Emptiness(QWidget):
    """What an empty list says: one sentence and the first action."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addStretch(2)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column.addWidget(self.sentence)
        self.button = QPushButton(self)
        self.button.hide()
        column.addSpacing(theme.unit(self) * 2)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.hide()


class TableView(QTableView):
    """A list. ``name`` is what screen readers call it."""

    chosen = Signal(int)
    opened = Signal(int)

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
        self._dress_headers()
        self._empty = Emptiness(self)
        self._first = True
        self._measured = self._restored = False
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

    def columns_state(self) -> str:
        """Order, widths and visibility of the columns, to be kept in the settings."""
        return bytes(self.horizontalHeader().saveState().toBase64().data()).decode()

    def restore_columns(self, state: str) -> None:
        """Take up what ``columns_state`` gave; a state of other columns is ignored."""
        if state and self.horizontalHeader().restoreState(QByteArray.fromBase64(state.encode())):
            self._first = False

    def shown_columns(self) -> list[Column]:
        """The visible columns in the order they stand."""
        header = self.horizontalHeader()
        order = sorted(range(len(self.records.columns)), key=header.visualIndex)
        return [self.records.columns[i] for i in order if not self.isColumnHidden(i)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._measured and not self._restored:
            self._restored = True
            self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._empty.setGeometry(self.viewport().geometry())

    def _dress_headers(self) -> None:
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(theme.row_height(self))
        top = self.horizontalHeader()
        top.setSectionsMovable(True)
        top.setHighlightSections(False)
        top.setStretchLastSection(True)
        top.setMinimumHeight(theme.row_height(self))
        top.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        top.customContextMenuRequested.connect(self._offer_columns)
        if isinstance(self.records, PagedModel):
            top.setSortIndicatorClearable(False)
            top.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)
        for number, column in enumerate(self.records.columns):
            self.setColumnHidden(number, not column.shown)

    @Slot()
    def _loaded(self) -> None:
        empty = self.records.rowCount() == 0
        self._empty.setVisible(empty and bool(self._empty.sentence.text()))
        self._empty.setGeometry(self.viewport().geometry())
        if self._first and not empty:
            self._first = False
            self._measured = True
            self._restored = self.isVisible()
            self._fit_columns()

    def _fit_columns(self) -> None:
        metrics = self.fontMetrics()
        air = theme.unit(self) * 4
        rows = min(self.records.rowCount(), SAMPLE)
        for number, column in enumerate(self.records.columns):
            widest = metrics.horizontalAdvance(_(column.title)) + air
            for line in range(0 if column.width else rows):
                index = self.records.index(line, number)
                badge = index.data(BADGE)
                if isinstance(badge, Badge):
                    widest = max(widest, badge_size(badge, metrics).width())
                widest = max(widest, metrics.horizontalAdvance(str(index.data() or "")))
            if column.width:
                widest = max(widest, metrics.averageCharWidth() * column.width)
            limit = metrics.averageCharWidth() * 40
            self.setColumnWidth(number, min(widest, limit) + air)
        self._squeeze()

    def _squeeze(self) -> None:
        """Take from the widest columns what does not fit: a third at most, and never from their titles."""
        metrics, air = self.fontMetrics(), theme.unit(self) * 4
        header = self.horizontalHeader()
        excess = header.length() - self.viewport().width()
        shown = [i for i, _column in enumerate(self.records.columns) if not self.isColumnHidden(i)]
        for number in sorted(shown, key=self.columnWidth, reverse=True):
            if excess <= 0:
                return
            width = self.columnWidth(number)
            title = metrics.horizontalAdvance(_(self.records.columns[number].title)) + air
            give = max(min(excess, width // 3, width - title), 0)
            self.setColumnWidth(number, width - give)
            excess -= give

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
