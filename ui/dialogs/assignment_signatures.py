# SPDX-License-Identifier: Apache-2.0
"""Who has signed an issued assignment: the operator, the processor."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain.destruction import Signer
from desk.domain.request import PaperBrief
from desk.services.assignment.assignments import assignment_row
from desk.services.desk import Desk
from desk.services.paper import papers
from desk.services.signature import signing
from desk.text import N_
from ui import theme
from ui.destruction_parts import signers_table
from ui.dialogs.signatures import SignaturesDialog
from ui.jobs import Jobs


class AssignmentSignaturesDialog(SignaturesDialog):
    """Record who signed the assignment by pen."""

    NAME = "sign_assignment"
    TITLE = N_("Signatures under the assignment")
    INTRO = N_(
        "Once signed by both parties, the assignment covers what the contract lacks. Drop scans "
        "of the signed pages on the Papers tab; without a scanner, tick who has signed while you "
        "look at the paper."
    )

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, assignment: int) -> None:
        self.assignment = assignment
        super().__init__(desk, jobs, parent)

    def signers(self) -> list[tuple[PaperBrief, Signer]]:
        """Both parties, while the paper is not void."""
        row = assignment_row(self.desk, self.assignment)
        document = row.assignment.document
        if document is None or not row.issued:
            return []
        paper = papers.paper_brief(self.desk, document)
        return [(paper, signer) for signer in signing.signers(self.desk, document)]

    def body(self) -> QWidget:
        """Where both stand, and the form."""
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) * 2)
        column.addWidget(signers_table([signer for _paper, signer in self.signers()]))
        column.addWidget(self.form)
        return holder
