# SPDX-License-Identifier: Apache-2.0
"""Kinds of fields a form is made of, and the editors they build.

A field is data: its name, its label (a message id) and what it offers. An editor holds the widgets,
gives the value, and can hand over what was typed as plain data so that nothing is lost by locking.
"""
# ruff: noqa: D102 -- each editor answers the calls that ``Editor`` and ``Field`` describe

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain.values import Both
from ui import messages, theme
from ui.choice import Choice
from ui.language import NAMES, _, current
from ui.tick import Tick

LONGEST = 10_000
"""Characters a one-line field takes; the services say what is too long for their purpose."""


class Editor(QWidget):
    """The widgets of one field. Signal ``changed``: the person edited it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main: QWidget = self

    def value(self) -> object:
        """What the field holds; raises ``Refusal`` when it cannot be read."""
        raise NotImplementedError

    def set(self, value: object) -> None:
        """Show ``value``."""
        raise NotImplementedError

    def state(self) -> object:
        """What was typed, as plain data."""
        return self.value()

    def restore(self, state: object) -> None:
        """Show what ``state`` gave."""
        self.set(state)

    def part(self, _path: str) -> QWidget:
        """The widget to focus when the refusal names a part of the field."""
        return self.main

    def name_parts(self, label: str) -> None:
        """Give every focusable widget its name for screen readers."""
        self.main.setAccessibleName(label)

    def _wrap(self, main: QWidget, *others: QWidget) -> None:
        self.main = main
        self.setFocusProxy(main)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(main, 1)
        for other in others:
            row.addWidget(other)


@dataclass(frozen=True)
class Field:
    """What all fields have; ``label`` and ``hint`` are message ids of ``desk``."""

    name: str
    label: str
    hint: str = field(default="", kw_only=True)
    mandatory: bool = field(default=False, kw_only=True)

    def build(self, parent: QWidget) -> Editor:
        """The widgets of this field."""
        raise NotImplementedError


class LineEditor(Editor):
    """One line of text, perhaps with completions, perhaps hidden."""

    def __init__(
        self, parent: QWidget, placeholder: str, secret: bool, completions: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.edit = QLineEdit(self)
        self.edit.setMinimumHeight(theme.field_height(self))
        self.edit.setMaxLength(LONGEST)
        self.edit.setPlaceholderText(placeholder)
        self.secret = secret
        if secret:
            self.reveal(False)
        if completions:
            completer = QCompleter(QStringListModel(list(completions), self), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.edit.setCompleter(completer)
        self.edit.textChanged.connect(self.changed)
        self._wrap(self.edit)

    def value(self) -> str:
        return self.edit.text().strip()

    def set(self, value: object) -> None:
        self.edit.setText(str(value or ""))
        self.edit.setCursorPosition(0)

    def reveal(self, shown: bool) -> None:
        """Show a hidden text, or hide it again."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)


class FolderEditor(LineEditor):
    """The path of a folder, typed or chosen."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, "", False, ())
        self._title = title
        browse = QPushButton(theme.icon("folder-open"), _("Choose…"), self)
        browse.clicked.connect(self._browse)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(browse)

    @Slot()
    def _browse(self) -> None:
        path = messages.choose_folder(self.window(), self._title)
        if path is not None:
            self.set(str(path))


@dataclass(frozen=True)
class FolderField(Field):
    """The path of a folder."""

    def build(self, parent: QWidget) -> FolderEditor:
        return FolderEditor(parent, _(self.label))


@dataclass(frozen=True)
class TextField(Field):
    """One line of text."""

    placeholder: str = ""
    secret: bool = False
    completions: Callable[[], Sequence[str]] | Sequence[str] = ()

    def build(self, parent: QWidget) -> LineEditor:
        offered = self.completions() if callable(self.completions) else self.completions
        return LineEditor(parent, _(self.placeholder), self.secret, offered)


_GROWS = 3
"""A text may take so many times the lines its field has at first."""


class AreaEditor(Editor):
    """Several lines of text; Tab leaves the field, which grows with what is written in it."""

    def __init__(self, parent: QWidget, rows: int, placeholder: str = "") -> None:
        super().__init__(parent)
        self.edit = QPlainTextEdit(self)
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(placeholder)
        self._rows = rows
        self._grow()
        self.edit.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.edit.textChanged.connect(self.changed)
        self._wrap(self.edit)

    def _grow(self) -> None:
        lines = round(self.edit.document().size().height())  # of a plain text, in lines
        shown = min(max(lines, self._rows), self._rows * _GROWS)
        height = self.edit.fontMetrics().lineSpacing() * shown + theme.unit(self) * 3
        self.edit.setFixedHeight(height)

    def value(self) -> str:
        return self.edit.toPlainText().strip()

    def set(self, value: object) -> None:
        self.edit.setPlainText(str(value or ""))


@dataclass(frozen=True)
class AreaField(Field):
    """Several lines of text."""

    rows: int = 3
    placeholder: str = ""

    def build(self, parent: QWidget) -> AreaEditor:
        return AreaEditor(parent, self.rows, _(self.placeholder))


Options = Sequence[tuple[object, str]]
"""Pairs of a value and its label; a label that is a message id is translated."""


class ChoiceEditor(Editor):
    """One of a closed list."""

    def __init__(self, parent: QWidget, options: Options) -> None:
        super().__init__(parent)
        self.box = Choice(self)
        self._values: list[object] = []
        self.offer(options)
        self.box.currentIndexChanged.connect(self.changed)
        self._wrap(self.box)

    def offer(self, options: Options) -> None:
        """Put other options into the list; the chosen one stays chosen when it is still there."""
        chosen, blocked = self.value() if self._values else None, self.box.blockSignals(True)
        self._values = [value for value, _label in options]
        self.box.clear()
        self.box.addItems([_(label) for _value, label in options])
        self.set(chosen)
        self.box.blockSignals(blocked)

    def value(self) -> object:
        index = self.box.currentIndex()
        return self._values[index] if index >= 0 else None

    def set(self, value: object) -> None:
        if value in self._values:
            self.box.setCurrentIndex(self._values.index(value))

    def state(self) -> int:
        return self.box.currentIndex()

    def restore(self, state: object) -> None:
        if isinstance(state, int):
            self.box.setCurrentIndex(state)


@dataclass(frozen=True)
class ChoiceField(Field):
    """One of a closed list; the value is the chosen option's."""

    options: Callable[[], Options] | Options = ()

    def build(self, parent: QWidget) -> ChoiceEditor:
        return ChoiceEditor(parent, self.options() if callable(self.options) else self.options)


class ManyEditor(Editor):
    """Any of a closed list, as check boxes in two columns."""

    def __init__(self, parent: QWidget, options: Options, columns: int) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.unit(self))
        self._values = [value for value, _label in options]
        self.boxes = [Tick(_(label), self) for _value, label in options]
        for index, box in enumerate(self.boxes):
            box.toggled.connect(self.changed)
            grid.addWidget(box, index // columns, index % columns)
        if self.boxes:
            self.main = self.boxes[0]
            self.setFocusProxy(self.main)

    def value(self) -> tuple[object, ...]:
        return tuple(
            value for value, box in zip(self._values, self.boxes, strict=True) if box.isChecked()
        )

    def set(self, value: object) -> None:
        chosen = value if isinstance(value, (tuple, list, set, frozenset)) else ()
        for item, box in zip(self._values, self.boxes, strict=True):
            box.setChecked(item in chosen)

    def state(self) -> list[int]:
        return [index for index, box in enumerate(self.boxes) if box.isChecked()]

    def restore(self, state: object) -> None:
        chosen = state if isinstance(state, list) else []
        for index, box in enumerate(self.boxes):
            box.setChecked(index in chosen)

    def name_parts(self, label: str) -> None:
        self.setAccessibleName(label)


@dataclass(frozen=True)
class ManyField(Field):
    """Any of a closed list; the value is a tuple."""

    options: Callable[[], Options] | Options = ()
    columns: int = 2

    def build(self, parent: QWidget) -> ManyEditor:
        offered = self.options() if callable(self.options) else self.options
        return ManyEditor(parent, offered, self.columns)


class CheckEditor(Editor):
    """Yes or no."""

    def __init__(self, parent: QWidget, label: str) -> None:
        super().__init__(parent)
        self.box = Tick(label, self)
        self.box.toggled.connect(self.changed)
        self._wrap(self.box)

    def value(self) -> bool:
        return self.box.isChecked()

    def set(self, value: object) -> None:
        self.box.setChecked(bool(value))

    def name_parts(self, label: str) -> None:
        self.box.setAccessibleName(label)


@dataclass(frozen=True)
class CheckField(Field):
    """Yes or no; the label stands beside the box."""

    def build(self, parent: QWidget) -> CheckEditor:
        return CheckEditor(parent, _(self.label))


class BothEditor(Editor):
    """A text in Russian and in English, one above the other, the reader's language first."""

    def __init__(self, parent: QWidget, rows: int) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self))
        order = sorted(NAMES, key=lambda language: language != current().language)
        self.parts: dict[str, LineEditor | AreaEditor] = {}
        for language in order:
            row = QHBoxLayout()
            mark = QLabel(language.upper(), self)
            mark.setForegroundRole(mark.foregroundRole().PlaceholderText)
            mark.setMinimumWidth(mark.fontMetrics().horizontalAdvance("MMM"))
            mark.setFixedHeight(theme.field_height(mark))
            part = AreaEditor(self, rows) if rows > 1 else LineEditor(self, "", False, ())
            part.changed.connect(self.changed)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(part, 1)
            column.addLayout(row)
            self.parts[language] = part
        self.main = self.parts[order[0]].main
        self.setFocusProxy(self.main)

    def value(self) -> Both:
        return Both(self.parts["ru"].value(), self.parts["en"].value())

    def set(self, value: object) -> None:
        both = value if isinstance(value, Both) else Both()
        self.parts["ru"].set(both.ru)
        self.parts["en"].set(both.en)

    def state(self) -> dict[str, str]:
        return {language: part.value() for language, part in self.parts.items()}

    def restore(self, state: object) -> None:
        if isinstance(state, dict):
            self.set(Both(str(state.get("ru", "")), str(state.get("en", ""))))

    def part(self, path: str) -> QWidget:
        for language, part in self.parts.items():
            if path.endswith(language):
                return part.main
        return self.main

    def name_parts(self, label: str) -> None:
        for language, part in self.parts.items():
            part.main.setAccessibleName(f"{label} ({NAMES[language]})")


@dataclass(frozen=True)
class BothField(Field):
    """A text in two languages; with ``rows`` above 1 each is an area."""

    rows: int = 1

    def build(self, parent: QWidget) -> BothEditor:
        return BothEditor(parent, self.rows)
