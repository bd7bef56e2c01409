# SPDX-License-Identifier: Apache-2.0
"""Lines of a list, each edited in a dialog of its own: added, changed, taken away, kept when the desk locks."""
# ruff: noqa: D102 -- the editor answers the calls that ``Editor`` describes

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStyle,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desk.services.desk import Desk
from desk.text import N_
from ui import theme
from ui.act import ActDialog
from ui.cells import broken
from ui.fields import Editor, Field
from ui.flow import flow
from ui.forms import note
from ui.jobs import Jobs
from ui.language import _

_LINES = 3
"""Lines that the words of one cell may break into."""


class LineDialog(ActDialog):
    """One line; ``act`` gives it back as it was written. ``row`` is its place, from 0."""

    VERB = N_("&Accept")
    PART = True

    def __init__(self, desk: Desk, jobs: Jobs, parent: LinesEditor, line: Any, row: int) -> None:  # noqa: ANN401 -- whatever the list holds
        self.line, self.row, self.lines = line, row, parent
        super().__init__(desk, jobs, parent)


@dataclass(frozen=True)
class LinesField(Field):
    """Lines in a form; ``make`` builds their editor."""

    make: Callable[[QWidget], LinesEditor]

    def build(self, parent: QWidget) -> LinesEditor:
        return self.make(parent)


class LinesEditor(Editor):
    """The lines with their buttons. Signal ``changed``: a line was added, edited or removed."""

    DIALOG: ClassVar[type[LineDialog]]
    HEADS: ClassVar[Sequence[str]] = ()
    MOST: ClassVar[int] = 4
    """Lines in sight before the list scrolls."""
    FIXED: ClassVar[bool] = False
    """Lines are only edited: none comes, none goes."""

    def __init__(self, desk: Desk, jobs: Jobs, title: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self.lines: list[Any] = []
        self._asked: LineDialog | None = None
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(title)
        self.list.setHeaderLabels([_(head) for head in self.HEADS])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setWordWrap(True)
        # A row of a form with less room than this puts its label above.
        self.list.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)
        self.list.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item, _column: self._edit())
        self.add = self._button(_("&Add…"), self._add)
        self.edit = self._button(_("&Edit…"), self._edit)
        self.remove = self._button(_("&Remove"), self._remove)
        self.main = self.list
        self.setFocusProxy(self.list)
        self._lay_out(title, hint)
        self.show_lines(())

    # — what the lines are, those who derive from it say —

    def new_line(self) -> Any:  # noqa: ANN401 -- whatever the list holds
        """A line to start from."""
        raise NotImplementedError

    def cells(self, line: Any) -> Sequence[str]:  # noqa: ANN401 -- as above
        """The words of a line, one for each head."""
        raise NotImplementedError

    def tip(self, _line: Any) -> str:  # noqa: ANN401 -- as above
        """More about a line."""
        return ""

    def icon(self, _line: Any) -> str:  # noqa: ANN401 -- as above
        """The icon before a line; empty for none."""
        return ""

    def plain(self, line: Any) -> dict[str, object]:  # noqa: ANN401 -- as above
        """A line as plain data."""
        raise NotImplementedError

    def read(self, state: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- as above
        """The line that ``plain`` told."""
        raise NotImplementedError

    # — the editor —

    def value(self) -> tuple[Any, ...]:
        return tuple(self.lines)

    def set(self, value: object) -> None:
        self.show_lines(value if isinstance(value, Sequence) else ())

    def show_lines(self, lines: Sequence[Any]) -> None:
        """Show ``lines`` instead of those there were."""
        self.lines = list(lines)
        self.list.clear()
        for line in self.lines:
            item = QTreeWidgetItem(list(self.cells(line)))
            tip, icon = self.tip(line), self.icon(line)
            for column in range(len(self.HEADS)):
                item.setToolTip(column, tip or item.text(column))
            if icon:
                item.setIcon(0, theme.icon(icon))
            self.list.addTopLevelItem(item)
        self._fit()
        if self.lines:
            self._choose(0)

    def part(self, path: str) -> QWidget:
        """The line a refusal names: ``3.sheets`` is about the third."""
        order = path.partition(".")[0]
        if order.isdigit() and 0 < int(order) <= len(self.lines):
            self._choose(int(order) - 1)
            return self.list
        return self.list if self.lines else self.add

    def reach(self, where: str) -> None:
        """Open the line that lacks something; ``where`` is ``refused.2.basis`` or the like."""
        order = where.split(".")[1] if "." in where else ""
        if order.isdigit() and 0 < int(order) <= len(self.lines):
            self._choose(int(order) - 1)
            self._edit()
        elif not self.lines:
            self._add()

    def state(self) -> dict[str, object]:
        """The lines as plain data, with the one whose dialog stands open."""
        asked = None
        if self._asked is not None:
            dialog = self._asked
            asked = {**self.plain(dialog.line), "row": dialog.row, "typed": dialog.state()}
        return {"lines": [self.plain(line) for line in self.lines], "asked": asked}

    def restore(self, state: object) -> None:
        if not isinstance(state, Mapping):
            return
        self.show_lines([self.read(each) for each in state["lines"]])
        asked = state.get("asked")
        if isinstance(asked, Mapping):
            # The dialog around comes into sight first.
            QTimer.singleShot(0, self, lambda: self._ask_again(asked))

    def name_parts(self, label: str) -> None:
        self.list.setAccessibleName(label)

    # — inside —

    def _lay_out(self, title: str, hint: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if title:
            heading = QLabel(title, self)
            heading.setFont(theme.strong_font(self))
            column.addWidget(heading)
        if hint:
            column.addWidget(note(hint, self))
        column.addWidget(self.list)
        shown = [self.edit] if self.FIXED else [self.add, self.edit, self.remove]
        column.addWidget(flow(self, *shown, gap=theme.unit(self)))
        for button in (self.add, self.remove):
            button.setVisible(button in shown)

    def _fit(self) -> None:
        """As many columns as there are, as many lines as there are, up to ``MOST``."""
        widths = self._widths()
        for column, width in enumerate(widths):
            self.list.setColumnWidth(column, width)
        self.list.setVisible(bool(self.lines))
        high = self._high(widths)
        for item in self.list.findItems("*", Qt.MatchFlag.MatchWildcard):
            item.setSizeHint(0, QSize(0, high))
        height = theme.row_height(self) + high * min(len(self.lines), self.MOST)
        if sum(widths) > self._room():
            height += self.list.horizontalScrollBar().sizeHint().height()
        self.list.setFixedHeight(height + theme.unit(self) * 2)
        self.edit.setVisible(bool(self.lines))
        self.remove.setVisible(bool(self.lines) and not self.FIXED)

    def _high(self, widths: Sequence[int]) -> int:
        """The height of a line whose words find room in their columns."""
        metrics, air = self.fontMetrics(), self._air()
        most = 1
        for line in self.lines:
            for number, text in enumerate(self.cells(line)):
                room = widths[number] - air[number]
                most = max(most, len(broken(text, metrics, room, _LINES)))
        return theme.row_height(self) + metrics.lineSpacing() * (most - 1)

    def _widths(self) -> list[int]:
        """Columns that take their longest word at least, and what is left by the length of their texts."""
        room = self._room()
        wide, air = self.fontMetrics().horizontalAdvance, self._air()
        rows = [[_(head) for head in self.HEADS], *map(self.cells, self.lines)]
        columns = list(zip(*rows, strict=True))
        beside = theme.unit(self) * 2  # A title has more air than the words below it.
        least = [
            max(wide(column[0]) + beside, *(wide(w) for each in column for w in each.split(" ")))
            + more
            for column, more in zip(columns, air, strict=True)
        ]
        full = [
            max(low, max(map(wide, column)) + more)
            for low, column, more in zip(least, columns, air, strict=True)
        ]
        wish, spare = sum(full) - sum(least), room - sum(least)
        if spare < 0:
            return least  # the list is moved sideways
        over = max(spare - wish, 0) // len(columns)
        part = min(spare / max(wish, 1), 1)
        return [
            low + int((high - low) * part) + over for low, high in zip(least, full, strict=True)
        ]

    def _room(self) -> int:
        bar = self.list.verticalScrollBar().sizeHint().width()
        return self.list.contentsRect().width() - bar * (len(self.lines) > self.MOST)

    def _air(self) -> list[int]:
        """What each column holds beside its words."""
        gap = theme.unit(self) * 2
        side = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, self.list) + gap
        beside = side if any(map(self.icon, self.lines)) else 0
        return [gap + beside, *[gap] * (len(self.HEADS) - 1)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The columns follow the width of the list."""
        if watched is self.list and isinstance(event, QResizeEvent):
            self._fit()
        return super().eventFilter(watched, event)

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _row(self) -> int:
        item = self.list.currentItem()
        return self.list.indexOfTopLevelItem(item) if item is not None else -1

    def _add(self) -> None:
        self._ask(self.new_line(), len(self.lines))

    def _edit(self) -> None:
        row = self._row()
        if row >= 0:
            self._ask(self.lines[row], row)

    def _remove(self) -> None:
        row = self._row()
        if row >= 0:
            self.show_lines(self.lines[:row] + self.lines[row + 1 :])
            self._choose(min(row, len(self.lines) - 1))
            self.changed.emit()

    def _ask(self, line: Any, row: int) -> None:  # noqa: ANN401 -- as above
        dialog = self.DIALOG(self._desk, self._jobs, self, line, row)
        dialog.acted.connect(lambda made: self._take(row, made))
        dialog.finished.connect(self._answered)
        self._asked = dialog
        dialog.open()
        dialog.begin()

    def _ask_again(self, asked: Mapping[str, Any]) -> None:
        self._ask(self.read(asked), int(asked["row"]))
        if self._asked is not None:
            self._asked.restore(asked["typed"])

    def _answered(self, _code: int) -> None:
        self._asked = None

    def _take(self, row: int, line: Any) -> None:  # noqa: ANN401 -- as above
        self.show_lines([*self.lines[:row], line, *self.lines[row + 1 :]])
        self._choose(row)
        self.changed.emit()

    def _choose(self, row: int) -> None:
        item = self.list.topLevelItem(row)
        if item is not None:
            self.list.setCurrentItem(item)
