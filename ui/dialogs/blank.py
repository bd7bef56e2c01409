# SPDX-License-Identifier: Apache-2.0
"""A specimen of any paper, to look at or to fill in by hand: no number, nothing stored."""

from __future__ import annotations

from collections.abc import Callable

from desk.domain.paper import Rendered
from desk.services.paper import papers
from desk.text import N_
from ui import words
from ui.act import Fields
from ui.forms import ChoiceField
from ui.preview_dialog import PreviewDialog

FORMS = (
    "reply_access",
    "reply_not_processed",
    "reply_transfer",
    "refusal",
    "extension_notice",
    "acknowledgement",
    "request_to_complete",
    "notice_done",
    "reply_regulator",
    "inspection_record",
    "reply_passed",
    "notice_client",
    "journal_requests",
)


class BlankDialog(PreviewDialog):
    """Show, print or save a specimen."""

    NAME = "blank"
    TITLE = N_("Blank form or specimen")

    def fields(self) -> Fields:
        """Which paper, in which language."""
        forms = [(form, words.paper(form)) for form in FORMS]
        return (ChoiceField("form", N_("&Paper"), forms), *super().fields())

    def drawing(self) -> Callable[[], Rendered]:
        """The chosen specimen."""
        form, mode, operator = self._form(), self.mode(), self.desk.operator()
        return lambda: papers.blank(form, mode, operator)

    def file_name(self) -> str:
        """By paper and language."""
        return f"{self._form()}.{self.mode()}.pdf"

    def _form(self) -> str:
        return str(self.form.editor("form").value())
