# SPDX-License-Identifier: Apache-2.0
"""A corrected paper in the place of an issued one: the same kind, its own number, both linked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk.domain.request import PaperBrief
from desk.errors import Refusal
from desk.services.desk import Desk
from desk.services.request import requests
from desk.text import N_
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.letters import CompleteDialog
from ui.dialogs.refuse import RefuseDialog
from ui.jobs import Jobs
from ui.language import current
from ui.paper_dialog import PaperDialog
from ui.request_paper import RequestPaper


class PlainReplaceDialog(RequestPaper):
    """Replace a letter that needs nothing beyond its passages."""

    NAME = "replace-letter"
    TITLE = N_("Replace the paper")


class AnswerReplaceDialog(AnswerDialog):
    """Replace an answer or a notice."""

    TITLE = N_("Replace the paper")


class RefusalReplaceDialog(RefuseDialog):
    """Replace a refusal."""

    TITLE = N_("Replace the paper")


class CompleteReplaceDialog(CompleteDialog):
    """Replace a letter that asks for what is missing."""

    TITLE = N_("Replace the paper")


_MADE_BY: dict[str, type[PaperDialog]] = {
    "refusal": RefusalReplaceDialog,
    "reply_access": AnswerReplaceDialog,
    "reply_not_processed": AnswerReplaceDialog,
    "reply_transfer": AnswerReplaceDialog,
    "reply_regulator": AnswerReplaceDialog,
    "inspection_record": AnswerReplaceDialog,
    "notice_done": AnswerReplaceDialog,
    "request_to_complete": CompleteReplaceDialog,
}


def replace_dialog(
    desk: Desk, jobs: Jobs, parent: QWidget, brief: PaperBrief, reason: str
) -> PaperDialog:
    """The dialog that writes the paper which takes the place of ``brief``."""
    if brief.request is None:
        raise Refusal(
            N_("Only papers that belong to a request can be replaced; make this one void.")
        )
    card = requests.request_card(desk, brief.request, current().language)
    made = _MADE_BY.get(brief.form, PlainReplaceDialog)
    return made(desk, jobs, parent, card, brief, reason)
