# SPDX-License-Identifier: Apache-2.0
"""The assignment as a paper: looked at, then issued for both parties to sign."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.values import Both, Missing
from desk.services.assignment import papers as assignment_papers
from desk.services.desk import Desk
from desk.text import N_
from ui.jobs import Jobs
from ui.language import _
from ui.paper_dialog import PaperDialog

_RECORD = {
    "signer": "signer_name",
    "data": "categories",
    "excess": "categories",
    **{
        name: name for name in ("contract", "operator_contact", "processor_contact", "ground_words")
    },
    **{name: name for name in ("purposes", "groups", "actions")},
}
"""What is filled in in the record, and the field there."""


class AssignmentPaperDialog(PaperDialog):
    """Issue one assignment."""

    NAME = "assignment_paper"
    TITLE = N_("Issue the assignment")
    FORMS = ("processing_assignment",)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, assignment: int = 0) -> None:
        self.assignment = assignment
        super().__init__(desk, jobs, parent)

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """The assignment as the register has it."""
        return assignment_papers.assignment_paper(self.desk, self.assignment, self.mode(), texts)

    def lacking(self, draft: Draft) -> tuple[Missing, ...]:
        """Also what people were not told of."""
        return (*draft.missing, *assignment_papers.beyond(self.desk, self.assignment))

    def go_to(self, where: str) -> None:
        """What is filled in elsewhere is opened there."""
        place = where.partition(".")[0]
        if place == "recipient":
            question = _(
                "This has to be filled in in the record of the recipient. Open it? Your draft is kept."
            )
            self.leave_for(place, "address", question)
        elif place in _RECORD:
            question = _(
                "This has to be filled in in the record of the assignment. Open it? Your draft is kept."
            )
            self.leave_for("assignment", _RECORD[place], question)
        else:
            super().go_to(where)

    def put(self, draft: Draft) -> PaperBrief:
        """Issue it; its number goes into the record."""
        return assignment_papers.issue_assignment(self.desk, self.assignment, draft)

    def draft_key(self) -> str:
        """One draft an assignment."""
        return f"paper:{self.NAME}:{self.assignment}"

    def state(self) -> dict[str, object]:
        """Also which assignment it is."""
        return {**super().state(), "assignment": self.assignment}

    def restore(self, state: Mapping[str, object]) -> None:
        """The assignment, then what was written."""
        kept = state.get("assignment")
        if isinstance(kept, int):
            self.assignment = kept
        super().restore(state)
