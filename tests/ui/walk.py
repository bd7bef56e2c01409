# SPDX-License-Identifier: Apache-2.0
"""What a person with a screen reader or without a mouse would stumble over in a window."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ui import theme
from ui.act import ActDialog
from ui.cells import broken
from ui.choice import Choice
from ui.mnemonics import letter
from ui.models import BADGE
from ui.tables import SAMPLE, TableView
from ui.window import MainWindow


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Widgets in sight that Tab should reach; of an exclusive group the chosen one stands for all."""
    for widget in root.findChildren(QWidget):
        if widget.window() is not root or not widget.isVisible() or not widget.isEnabled():
            continue
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if widget.objectName().startswith("qt_") or isinstance(widget, (QHeaderView, QMenuBar)):
            continue
        if widget.focusProxy() is not None:
            continue
        if isinstance(widget, QAbstractButton) and _stands_aside(widget):
            continue
        yield widget


def _stands_aside(button: QAbstractButton) -> bool:
    group = button.group()
    exclusive = (group is not None and group.exclusive()) or button.autoExclusive()
    return exclusive and not button.isChecked()


def spoken(widget: QWidget) -> str:
    """What a screen reader calls it."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name).strip() if found else ""


def nameless(root: QWidget) -> list[str]:
    """Widgets that Tab reaches and a screen reader cannot name."""
    return [_where(widget) for widget in focusable(root) if not spoken(widget)]


def clashing(root: QWidget) -> list[str]:
    """Letters that two things in sight want with Alt."""
    letters: Counter[str] = Counter()
    for widget in root.findChildren(QWidget):
        if widget.window() is not root or not widget.isVisible():
            continue
        if isinstance(widget, QAbstractButton) or (
            isinstance(widget, QLabel) and widget.buddy() is not None
        ):
            letters[letter(widget.text())] += 1
    if isinstance(root, MainWindow):
        letters.update(letter(action.text()) for action in root.menuBar().actions())
    return [sign for sign, count in letters.items() if sign and count > 1]


def unreached(root: QWidget) -> list[str]:
    """Widgets that pressing Tab never reaches."""
    wanted = list(focusable(root))
    if not wanted:
        return []
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    left = {id(widget) for widget in wanted}
    for _press in range(len(wanted) * 3):
        here = root.focusWidget()
        if here is None:
            break
        left.discard(id(here))
        if not left:
            break
        QTest.keyClick(here, Qt.Key.Key_Tab)
        QApplication.processEvents()
    return [_where(widget) for widget in wanted if id(widget) in left]


def cut(root: QWidget) -> list[str]:
    """Buttons too small for their words."""
    return [
        f"{_where(button)} {button.size()} < {button.minimumSizeHint()}"
        for button in root.findChildren(QAbstractButton)
        if button.window() is root
        and button.isVisible()
        and button.text()
        and button.size() != button.size().expandedTo(button.minimumSizeHint())
    ]


def hidden_tabs(root: QWidget) -> list[str]:
    """Bars of tabs that hide names behind arrows."""
    return [
        f"{_where(bar)} by {bar.sizeHint().width() - bar.width()}"
        for bar in root.findChildren(QTabBar)
        if bar.window() is root and bar.isVisible() and bar.sizeHint().width() > bar.width()
    ]


def cut_words(root: QWidget) -> list[str]:
    """Words that stand in a place too small for them: of labels, lists to choose from, empty fields."""
    return [
        f"{_where(widget)} “{words}” {widget.width()}×{widget.height()}, {lack} short"
        for widget in root.findChildren(QWidget)
        if widget.window() is root and widget.isVisible()
        for words, lack in [_lack(widget)]
        if lack > 0
    ]


def cut_rows(root: QWidget) -> list[str]:
    """Lines of lists that cannot be told apart: their number or name is cut."""
    return [
        f"{_where(view)} “{text}” in {view.columnWidth(number)}"
        for view in root.findChildren(TableView)
        if view.window() is root and view.isVisible()
        for number, column in enumerate(view.records.columns)
        if not view.isColumnHidden(number)
        for line in range(min(view.records.rowCount(), SAMPLE))
        for index in [view.records.index(line, number)]
        for text in [str(index.data() or "")]
        if index.data(BADGE) is None
        and ((column.lines > WRAPPED and text.count("; ") < MANY) or _NUMBER.match(text))
        if _lacks_lines(view, text, line, number)
    ]


def cut_names(root: QWidget) -> list[str]:
    """Short words in the lines of a form that are cut: names, posts."""
    return [
        f"“{item.text(column)}” in {view.columnWidth(column)}"
        for view in root.findChildren(QTreeWidget)
        if view.window() is root and view.isVisible()
        for item in view.findItems("*", Qt.MatchFlag.MatchWildcard)
        for column in range(view.columnCount())
        if len(item.text(column)) <= NAME and _lacks_height(view, item, column)
    ]


def _lacks_height(view: QTreeWidget, item: QTreeWidgetItem, column: int) -> bool:
    metrics, text = view.fontMetrics(), item.text(column)
    most = max(view.visualItemRect(item).height() // metrics.lineSpacing(), 1)
    room = view.columnWidth(column) - theme.unit(view)
    if not item.icon(column).isNull():
        room -= view.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, view)
        room -= theme.unit(view)
    return "…" in "".join(broken(text, metrics, room, most))


NAME = 24
"""Letters of a word that is never cut."""
WRAPPED = 2
"""Lines of a list that has its number, too; where the name alone tells rows apart it may take more."""
MANY = 2
"""Semicolons of a list in a cell that need not be seen whole: two things are, of more the tip tells the rest."""
_NUMBER = re.compile(r"(\w+ )?[\w/]*\d{4}-\d{3}$")


def _lacks_lines(view: TableView, text: str, line: int, number: int) -> bool:
    metrics = view.fontMetrics()
    most = max(view.rowHeight(line) // metrics.lineSpacing(), 1)
    room = view.columnWidth(number) - theme.unit(view) * 2
    return "…" in "".join(broken(text, metrics, room, most)).replace(text, "")


def off_screen(root: QWidget) -> list[str]:
    """A window larger than its screen."""
    room = root.screen().availableSize()
    large = root.width() > room.width() or root.height() > room.height()
    return [f"{root.width()}×{root.height()}"] if large else []


def wider_than_seen(root: QWidget) -> list[str]:
    """Areas that scroll down only and hold more than their width."""
    return [
        f"{_where(area)} by {area.horizontalScrollBar().maximum()}"
        for area in root.findChildren(QScrollArea)
        if area.window() is root
        and area.isVisible()
        and area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and area.horizontalScrollBar().maximum() > 0
    ]


def scrolls_for_nothing(root: QWidget) -> list[str]:
    """Forms of a dialog that scroll although the screen has the room for all of them."""
    room = root.screen().availableSize().height() * 0.94
    return [
        f"{_where(area)} by {lack}"
        for area in root.findChildren(QScrollArea)
        if isinstance(root, ActDialog) and root.SCROLLS and area.isVisible()
        for lack in [area.verticalScrollBar().maximum()]
        if lack > 0 and root.height() + lack <= room
    ]


def _lack(widget: QWidget) -> tuple[str, int]:
    """The words of a widget and how many pixels they lack; 0 or less when there is room."""
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.text(), widget.heightForWidth(widget.width()) - widget.height()
        return widget.text(), widget.minimumSizeHint().width() - widget.width()
    if isinstance(widget, Choice):
        return widget.currentText(), widget.words_height() - widget.words_area().height()
    if isinstance(widget, QComboBox):
        shape = QStyleOptionComboBox()
        widget.initStyleOption(shape)
        style, part = widget.style(), QStyle.SubControl.SC_ComboBoxEditField
        room = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, shape, part, widget)
        wish = widget.fontMetrics().horizontalAdvance(widget.currentText())
        return widget.currentText(), wish - room.width()
    if isinstance(widget, QLineEdit) and not widget.text():
        wish = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
        return widget.placeholderText(), wish - widget.width()
    return "", 0


def _where(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    said = text() if callable(text) and not isinstance(widget, QLabel) else ""
    parents = []
    above = widget.parentWidget()
    while above is not None and len(parents) < 3:
        parents.append(type(above).__name__)
        above = above.parentWidget()
    return f"{type(widget).__name__} “{said}” in {' in '.join(parents)}"
