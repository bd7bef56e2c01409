# SPDX-License-Identifier: Apache-2.0
"""How one cell of a list is drawn: a badge, or words that break into as many lines as there is room for."""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui import theme
from ui.models import BADGE, ListModel
from ui.theme import Badge

MOST_LINES = 3
"""Lines that one line of words is broken into at most, where there is room for any."""


def broken(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """``text`` in lines no wider than ``width``; what the last of ``most`` lines has no room for is cut."""

    def cut(words: list[str]) -> str:
        return metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, max(width, 0))

    lines: list[str] = []
    rest = _words(text)
    if cut(rest) == " ".join(rest):
        return [" ".join(rest)] if rest else []
    while rest and len(lines) < most - 1:
        first, taken = rest[0], 1
        parts = [first[: at + 1] for at, sign in enumerate(first) if sign == "-"]
        if cut([first]) != first and (fit := [part for part in parts if cut([part]) == part]):
            lines.append(fit[-1])
            rest[0] = first.removeprefix(fit[-1])
            continue
        while taken < len(rest) and cut(rest[: taken + 1]) == " ".join(rest[: taken + 1]):
            taken += 1
        lines.append(cut(rest[:taken]))
        rest = rest[taken:]
    return [*lines, cut(rest)] if rest else lines


def _fitted(text: str, metrics: QFontMetrics, room: QRect) -> list[str]:
    """``text`` in as many lines as there is room for."""
    return broken(text, metrics, room.width(), max(room.height() // metrics.lineSpacing(), 1))


def _room(cell: QRect, widget: QWidget) -> QRect:
    """A cell without the air on its sides."""
    air = theme.unit(widget)
    return cell.adjusted(air, 0, -air, 0)


def _words(text: str) -> list[str]:
    """What a line may end after; a space that holds words together parts none."""
    return [word for word in text.replace("\n", " ").split(" ") if word]


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


def below(index: QModelIndex | QPersistentModelIndex, view: QWidget) -> QModelIndex:
    """The cell whose words stand below those of ``index``, its column having left; else an invalid one."""
    number = getattr(view, "below", lambda _column: -1)(index.column())
    return index.model().index(index.row(), number) if number >= 0 else QModelIndex()


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
        room = _room(option.rect, option.widget)
        badge = index.data(BADGE)
        if isinstance(badge, Badge):
            paint_badge(painter, room, badge, option.fontMetrics)
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.save()
        painter.setFont(shown.font)
        painter.setPen(shown.palette.color(QPalette.ColorGroup.Active, role))
        more = below(index, option.widget)
        if not more.isValid():
            words = "\n".join(_fitted(text, option.fontMetrics, room))
            painter.drawText(room, int(shown.displayAlignment), words)
        else:
            table = more.model()
            most = table.columns[more.column()].lines if isinstance(table, ListModel) else 1
            self._paint_both(painter, room, (text, str(more.data() or "")), shown, most)
        painter.restore()

    @staticmethod
    def _paint_both(
        painter: QPainter,
        room: QRect,
        words: tuple[str, str],
        shown: QStyleOptionViewItem,
        most: int,
    ) -> None:
        """The words of a cell and, quieter, those that stand below them in ``most`` lines or fewer."""
        metrics, high = shown.fontMetrics, shown.fontMetrics.lineSpacing()
        all_lines = max(room.height() // high, 2)
        under = broken(words[1], metrics, room.width(), min(most, all_lines - 1))
        lines = broken(words[0], metrics, room.width(), all_lines - len(under))
        top = room.center().y() - high * (len(lines) + len(under)) // 2
        align = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        upper = QRect(room.left(), top, room.width(), high * len(lines))
        painter.drawText(upper, align, "\n".join(lines))
        if not shown.state & QStyle.StateFlag.State_Selected:
            painter.setPen(shown.palette.color(QPalette.ColorRole.PlaceholderText))
        lower = QRect(room.left(), upper.bottom() + 1, room.width(), high * len(under))
        painter.drawText(lower, align, "\n".join(under))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A text that is cut and has nothing else to say is told whole, and so are words below others."""
        text = str(index.data() or "")
        more = below(index, view)
        if event.type() is QEvent.Type.ToolTip and more.isValid():
            said = (each.data(Qt.ItemDataRole.ToolTipRole) or each.data() for each in (index, more))
            QToolTip.showText(event.globalPos(), "\n".join(filter(None, said)), view)
            return True
        lines = _fitted(text, view.fontMetrics(), _room(option.rect, view))
        cut = " ".join(lines) != " ".join(_words(text))
        if (
            event.type() is QEvent.Type.ToolTip
            and cut
            and not index.data(Qt.ItemDataRole.ToolTipRole)
        ):
            QToolTip.showText(event.globalPos(), text, view)
            return True
        return super().helpEvent(event, view, option, index)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
