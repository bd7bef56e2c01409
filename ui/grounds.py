# SPDX-License-Identifier: Apache-2.0
"""What an answer leaves out or a refusal refuses, each with its ground from the law and its facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desk.domain.paper import Withheld
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.desk import Desk
from desk.text import N_
from ui import theme
from ui.act import ActDialog, Fields
from ui.flow import flow
from ui.forms import BothField, ChoiceField, note
from ui.jobs import Jobs
from ui.language import _, current


@dataclass(frozen=True)
class Line:
    """One thing that is not given, and the demand it stands for when it is a whole one."""

    withheld: Withheld
    demand: int = 0
    kind: str = ""


class GroundDialog(ActDialog):
    """One line: what, on which ground, because of which facts."""

    NAME = "ground"
    TITLE = N_("What is not given, and why")
    VERB = N_("&Take over")

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget, line: Line, row: int = 0) -> None:
        self.line, self.row = line, row
        super().__init__(desk, jobs, parent)

    def fields(self) -> Fields:
        """What, ground, facts."""
        language = current().language
        grounds = (
            self.desk.rules.grounds_for(self.line.kind)
            if self.line.kind
            else self.desk.rules.grounds
        )
        options = [
            (ground.id, f"{ground.title.of(language)} — {ground.basis.of(language)}")
            for ground in grounds
        ]
        return (
            BothField("what", N_("&What is not given"), mandatory=True),
            ChoiceField("ground", N_("&Ground"), options),
            BothField(
                "facts",
                N_("&Facts"),
                rows=3,
                hint=N_("Why the ground applies here; a bare reference to the law is no reason."),
            ),
        )

    def prepare(self) -> None:
        """Show the line."""
        known = self.line.withheld
        self.form.set({"what": known.what, "ground": known.ground, "facts": known.facts})
        if len(self.desk.rules.grounds) and not known.ground:
            self.form.editor("ground").set("14.8.4")

    def act(self, values: dict[str, object]) -> object:
        """Give the line back."""
        what, facts = values["what"], values["facts"]
        assert isinstance(what, Both)
        assert isinstance(facts, Both)
        if not (what.ru or what.en):
            raise Refusal(N_("Say what is not given."), field="what")
        return replace(self.line, withheld=Withheld(what, str(values["ground"] or ""), facts))


class GroundsEditor(QWidget):
    """The lines with their buttons. Signal ``changed``: a line was added, edited or removed."""

    changed = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, title: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self.lines: list[Line] = []
        self._asked: GroundDialog | None = None
        heading = QLabel(title, self)
        heading.setFont(theme.strong_font(self))
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(title)
        self.list.setHeaderLabels([_("What"), _("Ground")])
        self.list.setRootIsDecorated(False)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.list.itemActivated.connect(lambda _item, _column: self._edit())
        self.add = self._button(_("&Add…"), self._add)
        self.edit = self._button(_("&Edit…"), self._edit)
        self.remove = self._button(_("&Remove"), self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(note(hint, self))
        column.addWidget(self.list)
        column.addWidget(flow(self, self.add, self.edit, self.remove, gap=theme.unit(self)))
        self.show_lines(())

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show ``lines`` instead of those there were."""
        self.lines = list(lines)
        language = current().language
        self.list.clear()
        for line in self.lines:
            ground = line.withheld.ground
            basis = self._desk.rules.ground(ground).basis.of(language) if ground else _("choose…")
            item = QTreeWidgetItem([line.withheld.what.of(language), basis])
            item.setSizeHint(0, QSize(0, theme.row_height(self)))
            item.setToolTip(0, line.withheld.facts.of(language))
            self.list.addTopLevelItem(item)
        self.list.setVisible(bool(self.lines))
        height = theme.row_height(self) * (min(len(self.lines), 4) + 1)
        self.list.setFixedHeight(height + theme.unit(self) * 2)
        self.edit.setVisible(bool(self.lines))
        self.remove.setVisible(bool(self.lines))
        if self.lines:
            self._choose(0)

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
            asked = {**_plain(dialog.line), "row": dialog.row, "typed": dialog.state()}
        return {"lines": [_plain(line) for line in self.lines], "asked": asked}

    def restore(self, state: object) -> None:
        """Show what ``state`` gave."""
        if not isinstance(state, Mapping):
            return
        self.show_lines([_line(each) for each in state["lines"]])
        asked = state.get("asked")
        if isinstance(asked, Mapping):
            # The paper's own dialog comes into sight first.
            QTimer.singleShot(0, self, lambda: self._ask_again(asked))

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _row(self) -> int:
        item = self.list.currentItem()
        return self.list.indexOfTopLevelItem(item) if item is not None else -1

    def _add(self) -> None:
        self._ask(Line(Withheld(Both(), "")), len(self.lines))

    def _edit(self) -> None:
        row = self._row()
        if row >= 0:
            self._ask(self.lines[row], row)

    def _remove(self) -> None:
        row = self._row()
        if row >= 0:
            self.show_lines(self.lines[:row] + self.lines[row + 1 :])
            self.changed.emit()

    def _ask(self, line: Line, row: int) -> None:
        dialog = GroundDialog(self._desk, self._jobs, self, line, row)
        dialog.acted.connect(lambda made: self._take(row, made))
        dialog.finished.connect(self._answered)
        self._asked = dialog
        dialog.open()
        dialog.begin()

    def _ask_again(self, asked: Mapping[str, Any]) -> None:
        self._ask(_line(asked), int(asked["row"]))
        if self._asked is not None:
            self._asked.restore(asked["typed"])

    def _answered(self, _code: int) -> None:
        self._asked = None

    def _take(self, row: int, line: object) -> None:
        assert isinstance(line, Line)
        self.show_lines([*self.lines[:row], line, *self.lines[row + 1 :]])
        self._choose(row)
        self.changed.emit()

    def _choose(self, row: int) -> None:
        item = self.list.topLevelItem(row)
        if item is not None:
            self.list.setCurrentItem(item)


def _plain(line: Line) -> dict[str, object]:
    held = line.withheld
    return {
        "what": [held.what.ru, held.what.en],
        "ground": held.ground,
        "facts": [held.facts.ru, held.facts.en],
        "demand": line.demand,
        "kind": line.kind,
    }


def _line(state: Mapping[str, Any]) -> Line:
    held = Withheld(Both(*state["what"]), str(state["ground"]), Both(*state["facts"]))
    return Line(held, int(state["demand"]), str(state["kind"]))
