# SPDX-License-Identifier: Apache-2.0
"""Assignments of processing: what each contract lacks, and what belongs to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from desk.domain.assignment_words import due_said, gap_said, lacks_said, subs_said
from desk.domain.assignments import (
    AssignmentRow,
    items,
)
from desk.domain.paper_words import BROKEN
from desk.services.assignment import assignments
from desk.services.desk import Desk
from desk.text import N_
from ui import words
from ui.dialogs.assignment import AssignmentDialog
from ui.jobs import Jobs
from ui.language import _, current
from ui.registers import RecordDialog, RegisterDialog, code_column
from ui.tables import Column
from ui.theme import Badge, Tone

_NAMED = 2
"""So many missing items are named in a badge; the others are counted."""


def badge(row: AssignmentRow, desk: Desk) -> Badge:
    """How an assignment stands, with what is missing by name."""
    language = current().language
    if row.ended(desk.today()):
        return Badge(Tone.QUIET, _("ended"))
    if row.broken:
        return Badge(Tone.OVERDUE, _(BROKEN))
    if row.issued and not row.signed:
        return Badge(Tone.WAITING, _("to be signed"))
    if not row.checked:
        return Badge(Tone.SOON, _("contract not read"))
    if row.missing:
        named = ", ".join(items()[code].short.of(language) for code in row.missing[:_NAMED])
        more = len(row.missing) - _NAMED
        text = _("lacks: {items}", items=named)
        return Badge(Tone.OVERDUE, f"{text} +{more}" if more > 0 else text)
    if row.excess:
        return Badge(Tone.OVERDUE, _("goes too far: {what}", what=row.excess[0].title.of(language)))
    return Badge(Tone.DONE, _("in order"))


class AssignmentsDialog(RegisterDialog):
    """Lists the assignments, of one recipient or of all."""

    TITLE: ClassVar[str] = N_("Assignments of processing")
    ABOUT: ClassVar[str] = N_(
        "Who processes data on our behalf, whether the contract has the eight obligatory items "
        "of Art. 6 (3), and whether it stays within what people were informed of."
    )
    EMPTY: ClassVar[str] = N_(
        "No assignment yet. Add the processor to the recipients, then record the contract with it."
    )
    NEW: ClassVar[str] = N_("New assignment…")
    TABLE: ClassVar[str] = "assignment"
    EDITOR = AssignmentDialog

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, recipient: int = 0) -> None:
        self.recipient = recipient
        self.COLUMNS = _columns(desk)  # type: ignore[misc]  # a badge needs the day of the desk
        super().__init__(desk, jobs, parent)

    def rows(self) -> Sequence[AssignmentRow]:
        """Those in use."""
        return assignments.assignments(self.desk, self.recipient)

    def editor(self) -> AssignmentDialog:
        """The form, for the recipient the list was opened from."""
        made = AssignmentDialog(self.desk, self.jobs, self)
        if self.recipient:
            made.give_to(self.recipient)
        return made

    def buttons(self) -> list[QPushButton]:
        """Sub-processors, checks, the paper, the list to publish."""
        self.subs_button = self.button("users", N_("Sub-processors…"), self.open_subs)
        self.checks_button = self.button("list-checks", N_("Checks…"), self.open_checks)
        self.issue_button = self.button("file-check", N_("Issue the assignment…"), self.issue)
        self.sign_button = self.button("file-pen-line", N_("Signatures…"), self.sign)
        self.list_button = self.button("file-text", N_("List of third parties…"), self.open_list)
        return [
            self.subs_button,
            self.checks_button,
            self.issue_button,
            self.sign_button,
            self.list_button,
        ]

    def about_row(self, row: AssignmentRow) -> str:
        """What it lacks, what goes too far, what waits."""
        today = self.desk.today()
        told = [*lacks_said(row), *subs_said(row, today), *due_said(row, today)]
        told += [gap_said(each) for each in assignments.consent_gaps(self.desk, row.id)]
        return "\n".join(map(current().tell, told))

    def look(self) -> None:
        """What can be done with the chosen one."""
        super().look()
        row = self.row()
        for button in (self.subs_button, self.checks_button):
            button.setEnabled(row is not None)
        self.issue_button.setEnabled(row is not None and not row.issued)
        issued = row is not None and bool(row.issued)
        self.sign_button.setEnabled(issued and not row.signed)
        self.issue_button.setToolTip(
            _("Already issued: No. {number}.", number=words.short(row.issued)) if issued else ""
        )

    def open_subs(self) -> None:
        """Whom the processor announced."""
        from ui.dialogs.processor import SubProcessorsDialog

        self._show(SubProcessorsDialog(self.desk, self.jobs, self, self.row().id))

    def open_checks(self) -> None:
        """When the processor was checked."""
        from ui.dialogs.processor import ProcessorChecksDialog

        self._show(ProcessorChecksDialog(self.desk, self.jobs, self, self.row().id))

    def open_list(self) -> None:
        """The list to publish."""
        from ui.dialogs.third_parties import ThirdPartiesDialog

        self._show(ThirdPartiesDialog(self.desk, self.jobs, self))

    def sign(self) -> None:
        """Who signed the paper of the chosen one."""
        from ui.dialogs.assignment_signatures import AssignmentSignaturesDialog

        self.present(AssignmentSignaturesDialog(self.desk, self.jobs, self, self.row().id))

    def issue(self) -> None:
        """The paper of the chosen one."""
        from ui.dialogs.assignment_paper import AssignmentPaperDialog

        dialog = AssignmentPaperDialog(self.desk, self.jobs, self, self.row().id)
        dialog.elsewhere.connect(self._mend)
        self.present(dialog)

    def _mend(self, place: str, field: str) -> None:
        """Open what the paper lacks: the record, the recipient, the operator's card."""
        if place == "operator":
            from ui.dialogs.operator import OperatorDialog

            card = OperatorDialog(self.desk, self.jobs, self)
            card.open()
            card.focus_field(field)
            return
        dialog: RecordDialog = AssignmentDialog(self.desk, self.jobs, self)
        if place == "recipient":
            from ui.dialogs.recipients import RecipientDialog

            dialog = RecipientDialog(self.desk, self.jobs, self)
        dialog.show_id(self.row().recipient.id if place == "recipient" else self.row().id)
        self.present(dialog)
        dialog.form.unfold(field)
        dialog.form.reach(field)

    def _show(self, dialog: Any) -> None:  # noqa: ANN401 -- any dialog with a close button
        dialog.finished.connect(lambda _code: self.refresh())
        dialog.open()


def _columns(desk: Desk) -> tuple[Column, ...]:
    return (
        Column(
            "processor",
            N_("Processor"),
            lambda row, said: row.recipient.name.of(said.language),
            width=24,
            lines=3,
        ),
        Column(
            "state",
            N_("State"),
            lambda row, _words: badge(row, desk).word,
            badge=lambda row, _words: badge(row, desk),
            tip=lambda row, said: "\n".join(map(said.tell, lacks_said(row))),
            width=40,
        ),
        Column("contract", N_("Contract"), lambda row, _words: row.assignment.contract),
        Column(
            "until",
            N_("Last day"),
            lambda row, _words: words.day(row.assignment.until) or "—",
            rank=1,
        ),
        Column(
            "number",
            N_("Assignment"),
            lambda row, _words: words.short(row.assignment.number) or "—",
            rank=2,
        ),
        code_column(shown=True),
    )
