# SPDX-License-Identifier: Apache-2.0
"""A form made of fields: labels, buddies, hints, and refusals shown beside the field to blame.

The form knows nothing of what is right: services refuse, and the refusal names the field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desk.errors import Refusal
from ui import mnemonics, theme
from ui.date_fields import DateField, MomentField
from ui.fields import (
    AreaField,
    BothField,
    CheckField,
    ChoiceField,
    Editor,
    Field,
    FolderField,
    ManyField,
    TextField,
)
from ui.form_rows import Rows
from ui.language import _, current
from ui.unfold import Unfold

__all__ = [
    "AreaField",
    "BothField",
    "CheckField",
    "ChoiceField",
    "Complaint",
    "DateField",
    "Editor",
    "Field",
    "FolderField",
    "Form",
    "ManyField",
    "MomentField",
    "Section",
    "TextField",
    "Words",
    "bring",
    "note",
]


Kind = TypeVar("Kind", bound=Editor)
_SENTENCE = 45
"""A label of more letters stands above its field: beside it, it would be a narrow column of words."""


@dataclass(frozen=True)
class Section:
    """A heading inside a form; what follows a ``folded`` one is hidden until it is opened."""

    title: str
    folded: bool = False


class Words(QLabel):
    """A sentence that wraps at any width and asks for no more height than that width needs."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """One line, however narrow."""
        return QSize(1, self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        """The height the present width needs; before it has one, that of a line that reads well."""
        least = 24 if self.isVisible() else 60
        width = max(self.width(), self.fontMetrics().averageCharWidth() * least)
        return QSize(self.fontMetrics().averageCharWidth() * 40, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


class OneLine(Words):
    """A title that wishes for one line and wraps where that is too wide."""

    def sizeHint(self) -> QSize:
        """All words in a row."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        edge = self.contentsMargins().left() + self.contentsMargins().right()
        return QSize(words + edge, self.fontMetrics().height())


def note(text: str, parent: QWidget | None = None) -> Words:
    """A quiet explaining sentence under or above something."""
    label = Words(text, parent)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


class Complaint(Words):
    """What is wrong, in words and in the colour of warnings; hidden while nothing is."""

    def __init__(self, parent: QWidget, tone: theme.Tone = theme.Tone.OVERDUE) -> None:
        super().__init__("", parent)
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAutoFillBackground(True)
        self.setContentsMargins(*[theme.unit(self)] * 4)
        self.hide()

    def say(self, text: str) -> None:
        """Show what is wrong."""
        theme.paint(self, self._tone)
        self.setText(f"⚠ {text}" if text else "")
        self.setVisible(bool(text))

    def hush(self) -> None:
        """Nothing is wrong any more."""
        self.setText("")
        self.hide()


def bring(*widgets: QWidget) -> None:
    """Scroll the area they lie in until they are in sight, the last one first of all."""

    def scroll() -> None:
        # What was closed meanwhile is being taken apart: nothing above it is safe to ask for.
        for widget in filter(QWidget.isVisible, widgets):
            area: QWidget | None = widget.parentWidget()
            while area is not None and not isinstance(area, QScrollArea):
                area = area.parentWidget()
            if area is not None:
                area.ensureWidgetVisible(widget)

    # A complaint that was shown just now has no place of its own yet.
    QTimer.singleShot(0, widgets[0], scroll)


class Form(QWidget):
    """Fields, one under another. Signal ``changed``: the person edited something."""

    changed = Signal()

    def __init__(self, fields: Sequence[Field | Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editors: dict[str, Editor] = {}
        self._complaints: dict[str, Complaint] = {}
        self._advice: dict[str, Complaint] = {}
        self._rows: dict[str, tuple[Rows, QWidget]] = {}
        self._hints: dict[str, QLabel] = {}
        self._folds: dict[str, Unfold] = {}
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(theme.unit(self) * 2)
        self._general = Complaint(self)
        self._outer.addWidget(self._general)
        self._fold: Unfold | None = None
        self._labels: list[QLabel] = []
        self._layout = self._new_layout(self)
        for item in fields:
            if isinstance(item, Section):
                self._open_section(item)
            else:
                self._add(item)
        self._outer.addStretch(1)
        self._align_labels()

    def showEvent(self, event: QShowEvent) -> None:
        """In a dialog, give every label and button a letter to press with Alt."""
        super().showEvent(event)
        window = self.window()
        if isinstance(window, QDialog):
            mnemonics.spread(window)
            theme.fit_icons(window)

    def values(self) -> dict[str, object]:
        """The value of every field by name; raises ``Refusal`` for one that cannot be read."""
        return {name: editor.value() for name, editor in self._editors.items()}

    def set(self, values: Mapping[str, object]) -> None:
        """Show ``values``; names the form does not have are left alone."""
        for name, value in values.items():
            if name in self._editors:
                self._editors[name].set(value)

    def state(self) -> dict[str, object]:
        """What was typed, as plain data that can be kept as a draft."""
        return {name: editor.state() for name, editor in self._editors.items()}

    def restore(self, state: Mapping[str, object]) -> None:
        """Show what ``state`` gave."""
        for name, typed in state.items():
            if name in self._editors:
                self._editors[name].restore(typed)

    def editor(self, name: str) -> Editor:
        """The editor of the field ``name``."""
        return self._editors[name]

    def editor_of(self, kind: type[Kind], name: str) -> Kind:
        """The same, known to be of a kind that can do more."""
        editor = self._editors[name]
        assert isinstance(editor, kind)
        return editor

    def show_field(self, name: str, shown: bool = True) -> None:
        """Show or hide a whole row; a hidden field keeps its value."""
        layout, row = self._rows[name]
        layout.show_row(row, shown)

    def rename(self, name: str, label: str) -> None:
        """Give a field another label."""
        layout, row = self._rows[name]
        shown = layout.labelForField(row)
        assert isinstance(shown, QLabel)
        shown.setText(label + ("\u00a0*" if shown.text().endswith("*") else ""))
        self._editors[name].name_parts(label.replace("&", ""))

    def show_hint(self, name: str, *, shown: bool) -> None:
        """Show or hide the hint of a field, where it has one."""
        if hint := self._hints.get(name):
            hint.setVisible(shown)
            self._editors[name].main.setToolTip(hint.text() if shown else "")

    def complain(self, refusal: Refusal) -> None:
        """Say what is wrong beside its field and focus it; without such a field in sight, above the form."""
        self.forgive()
        sentence = current().tell(refusal)
        name, _dot, path = (refusal.field or "").partition(".")
        if name not in self._editors or self._rows[name][1].isHidden():
            self._general.say(sentence)
            bring(self._general)
            return
        editor = self._editors[name]
        self._complaints[name].say(sentence)
        editor.main.setAccessibleDescription(sentence)
        self.unfold(name)
        editor.part(path).setFocus(Qt.FocusReason.OtherFocusReason)
        bring(self._complaints[name], editor)

    def holds(self, name: str) -> bool:
        """Whether there is a field of this name."""
        return name in self._editors

    def reach(self, field: str) -> None:
        """Focus a field, or a part of it, by the name a refusal would use."""
        name, _dot, path = field.partition(".")
        if name in self._editors:
            self._editors[name].part(path).setFocus(Qt.FocusReason.OtherFocusReason)
            bring(self._complaints[name], self._editors[name])

    def unfold(self, name: str) -> None:
        """Open the section that hides a field."""
        if name in self._folds:
            self._folds[name].setChecked(True)

    def forgive(self) -> None:
        """Take all complaints away."""
        self._general.hush()
        for name, complaint in self._complaints.items():
            complaint.hush()
            self._editors[name].main.setAccessibleDescription("")

    def advise(self, name: str, text: str) -> None:
        """A plain warning beside a field that stops nothing; an empty one takes it away."""
        if name not in self._advice:
            cell = self._rows[name][1]
            label = Complaint(cell, theme.Tone.SOON)
            layout = cell.layout()
            assert layout is not None
            layout.addWidget(label)
            self._advice[name] = label
        self._advice[name].say(text)

    def complaint(self, name: str = "") -> str:
        """What is said beside a field (or above the form) now."""
        shown = self._complaints[name] if name else self._general
        return shown.text().removeprefix("⚠ ")

    def remark(self, text: str) -> None:
        """A quiet sentence at the head of the form."""
        self._outer.insertWidget(1, note(text, self))

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        for editor in self._editors.values():
            if not editor.isHidden():
                editor.main.setFocus()
                return

    def _new_layout(self, _owner: QWidget) -> Rows:
        layout = Rows()
        layout.setContentsMargins(0, 0, 0, 0)
        # Qt leaves this gap out when it asks whether a row must break: the labels bring it.
        layout.setHorizontalSpacing(0)
        layout.setVerticalSpacing(theme.unit(self) * 2)
        layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._outer.addLayout(layout)
        return layout

    def _open_section(self, section: Section) -> None:
        self._fold = None
        if not section.folded:
            title = QLabel(_(section.title), self)
            title.setFont(theme.strong_font(title))
            self._outer.addSpacing(theme.unit(self) * 2)
            self._outer.addWidget(title)
            self._layout = self._new_layout(self)
            self._layout.heading = title
            return
        fold = Unfold(_(section.title), self)
        box = QWidget(self)
        box.setVisible(False)
        fold.toggled.connect(box.setVisible)
        self._outer.addWidget(fold)
        self._outer.addWidget(box)
        self._layout = self._new_layout(box)
        self._outer.removeItem(self._layout)
        box.setLayout(self._layout)
        self._fold = fold

    def _add(self, item: Field) -> None:
        editor = item.build(self)
        complaint = Complaint(self)
        cell = QWidget(self)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(max(2, theme.unit(self) // 2))
        column.addWidget(editor)
        if item.hint:
            hint = note(_(item.hint), cell)
            column.addWidget(hint)
            self._hints[item.name] = hint
            editor.main.setToolTip(_(item.hint))
        column.addWidget(complaint)
        plain = _(item.label).replace("&", "")
        editor.name_parts(plain)
        editor.changed.connect(self.changed)
        editor.changed.connect(complaint.hush)
        if isinstance(item, CheckField):
            self._layout.addRow(cell)
        else:
            label = QLabel(_(item.label) + ("\u00a0*" if item.mandatory else ""), self)
            label.setBuddy(editor.main)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            drop = (theme.field_height(self) - label.fontMetrics().height()) // 2
            label.setContentsMargins(0, drop, theme.unit(self) * 3, 0)
            if len(label.text()) > _SENTENCE:
                column.insertWidget(0, label)
                self._layout.addRow(cell)
            else:
                self._layout.addRow(label, cell)
                self._labels.append(label)
        self._editors[item.name] = editor
        self._complaints[item.name] = complaint
        self._rows[item.name] = (self._layout, cell)
        if self._fold is not None:
            self._folds[item.name] = self._fold

    def _align_labels(self) -> None:
        """One column of labels through all sections, wide enough for most, wrapping the longest."""
        # A little more: letters are drawn at fractions of a pixel, large ones at several.
        widths = [
            label.sizeHint().width() + max(1, theme.unit(self) // 2) for label in self._labels
        ]
        limit = self.fontMetrics().averageCharWidth() * 26 + theme.unit(self) * 3
        column = min(max(widths, default=0), limit)
        for label in self._labels:
            label.setFixedWidth(column)
