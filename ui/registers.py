# SPDX-License-Identifier: Apache-2.0
"""What the dialogs of the register share: a list with its buttons, and the form of one record.

What a list holds and what its form asks, each module of ``ui/dialogs`` says itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desk.domain.registers import Fault
from desk.errors import Told
from desk.services.desk import Desk
from desk.services.register import registers
from desk.text import N_
from ui import messages, theme
from ui.act import ActDialog
from ui.closing import ShownDialog
from ui.fields import Options
from ui.flow import flow
from ui.forms import Complaint, Words, note
from ui.jobs import Jobs
from ui.language import _, current
from ui.tables import Column, RowsModel, TableView
from ui.theme import Badge, Tone


class RecordDialog(ActDialog):
    """The form of one record of the register; a new one until ``show_record``."""

    VERB: ClassVar[str] = N_("&Save")
    record: Any = None

    def records(self) -> Sequence[Any]:
        """The records it may be about."""
        raise NotImplementedError

    def show_record(self, record: Any) -> None:  # noqa: ANN401 -- whatever the register holds
        """Edit this record."""
        self.record = record
        self.form.set({each.name: getattr(record, each.name) for each in fields(record)})
        self.dirty = False

    def show_id(self, id: object) -> None:
        """Edit the record of this id; without it the form stays that of a new one."""
        found = [each for each in self.records() if each.id == id]
        if found:
            self.show_record(found[0])

    def state(self) -> dict[str, object]:
        """What was typed, and about which record."""
        return {**super().state(), "record": self.record.id if self.record else 0}

    def restore(self, state: Mapping[str, object]) -> None:
        """The record, then what was typed."""
        self.show_id(state.get("record"))
        super().restore(state)

    def lock(self) -> None:
        """Let it be read, not changed."""
        self.accept_button.hide()
        self.form.setEnabled(False)


class JudgedDialog(RecordDialog):
    """A record with what stands against it under its form."""

    def body(self) -> QWidget:
        """The form, and under it the faults."""
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        self.faults = Complaint(body)
        column.addWidget(self.form)
        column.addWidget(self.faults)
        return body


class RegisterDialog(ShownDialog):
    """A list of the register with what can be done to its records."""

    TITLE: ClassVar[str] = ""
    ABOUT: ClassVar[str] = ""
    EMPTY: ClassVar[str] = ""
    NEW: ClassVar[str] = N_("New…")
    TABLE: ClassVar[str] = ""
    """The name under which its records are taken out of use; empty when they are not."""
    EDITOR: ClassVar[type[RecordDialog]]
    COLUMNS: ClassVar[tuple[Column, ...]] = ()

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None) -> None:
        super().__init__(self.TITLE, parent)
        self.desk, self.jobs = desk, jobs
        self.model = RowsModel(
            self.COLUMNS, lambda last: [] if last is not None else self.rows(), self
        )
        self.view = TableView(self.model, _(self.TITLE), self)
        self.view.explain_empty(_(self.EMPTY))
        self.view.chosen.connect(lambda _id: self.look())
        self.view.opened.connect(lambda _id: self.edit())
        self.new_button = self.button("plus", self.NEW, self.new)
        self.edit_button = self.button("pencil", N_("Open…"), self.edit)
        self.detail = Words(parent=self)
        self._lay_out()
        self.refresh()

    def rows(self) -> Sequence[Any]:
        """The records of the list."""
        raise NotImplementedError

    def editor(self) -> RecordDialog:
        """The form of a record."""
        return self.EDITOR(self.desk, self.jobs, self)

    def buttons(self) -> list[QPushButton]:
        """Further buttons."""
        return []

    def about_row(self, _row: Any) -> str:  # noqa: ANN401 -- whatever the register holds
        """What is said under the list of the chosen record."""
        return ""

    def button(self, icon: str, text: str, act: Callable[[], object]) -> QPushButton:
        """A button with its picture."""
        made = QPushButton(theme.icon(icon), _(text), self)
        made.clicked.connect(lambda _checked: act())
        return made

    def row(self) -> Any:  # noqa: ANN401 -- whatever the register holds
        """The chosen record."""
        return self.model.row_at(self.view.currentIndex().row())

    def refresh(self) -> None:
        """Read again and stay at the same record."""
        chosen = self.view.current_id()
        self.model.load()
        if chosen is None or not self.view.choose(chosen):
            self.view.selectRow(0)
        self.look()

    def look(self) -> None:
        """Say what there is to say of the chosen record, and offer what can be done with it."""
        row = self.row()
        text = self.about_row(row) if row is not None else ""
        self.detail.setText(text)
        self.detail.setVisible(bool(text))
        self.edit_button.setEnabled(row is not None)
        if self.TABLE:
            self.retire_button.setEnabled(row is not None)

    def new(self) -> None:
        """A new record."""
        self.present(self.editor())

    def edit(self) -> None:
        """The chosen record."""
        row = self.row()
        if row is not None:
            dialog = self.editor()
            dialog.show_record(row)
            self.present(dialog)

    def retire(self) -> None:
        """Take the chosen record out of use."""
        row = self.row()
        if row is None or not messages.ask(
            self,
            _("Take this out of use from today? Records based on it stay readable."),
            _("&Take out of use"),
        ):
            return
        try:
            registers.retire(self.desk, self.TABLE, row.id, self.desk.today().isoformat())
        except Told as told:
            messages.fail(self, told)
        self.refresh()

    def present(self, dialog: ActDialog) -> None:
        """Open a dialog over the list and read again when it has acted."""
        dialog.acted.connect(lambda _result: self.refresh())
        dialog.open()
        dialog.begin()

    def _lay_out(self) -> None:
        self.column.addWidget(note(_(self.ABOUT), self))
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.detail)
        shown = [self.new_button, self.edit_button, *self.buttons()]
        if self.TABLE:
            self.retire_button = self.button("archive", N_("Take out of use…"), self.retire)
            shown.append(self.retire_button)
        self.column.addWidget(flow(self, *shown, gap=theme.unit(self) * 2))
        self.close_up(150, 36)


def code_column(
    value: Callable[[Any], str] = lambda row: row.code, *, shown: bool = False
) -> Column:
    """The code under which the journal names a record; the first column to leave.

    What is no number tells a person little beside the name: it is ``shown`` when asked for.
    """
    return Column("code", N_("Code"), lambda row, _words: value(row), rank=3, shown=shown)


def iso(value: object) -> str:
    """A day of a form as services take it; empty for none."""
    return value.isoformat() if isinstance(value, date) else ""


def purpose_options(desk: Desk) -> Options:
    """Purposes in force by their code."""
    return [
        (each.fields.code, each.fields.title.of(current().language))
        for each in registers.purposes(desk)
    ]


def purpose_names(desk: Desk, codes: Iterable[str]) -> str:
    """Purposes by name, in one line."""
    known = dict(purpose_options(desk))
    return "; ".join(known.get(code, code) for code in codes)


def fault_badge(faults: Sequence[Fault]) -> Badge:
    """Whether something stands against a record."""
    if faults:
        return Badge(Tone.OVERDUE, _("to be corrected"))
    return Badge(Tone.DONE, _("in order"))


def faults_said(faults: Iterable[Fault]) -> list[str]:
    """What stands against it, a sentence each."""
    return ["⚠ " + current().say(each.message, **each.params) for each in faults]
