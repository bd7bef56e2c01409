# SPDX-License-Identifier: Apache-2.0
"""The notice to a person whose data came from somebody else (R42)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desk.domain.paper import Draft
from desk.domain.values import Both
from desk.services.consent.notice_facts import source_notice
from desk.services.desk import Desk
from desk.text import N_
from ui.jobs import Jobs
from ui.paper_dialog import PaperDialog


class SourceNoticeDialog(PaperDialog):
    """Draws the notice up; once it is issued, the subject counts as told."""

    NAME = "source-notice"
    TITLE = N_("Notice of source")
    FORMS = ("source_notice",)
    KEEPS = False

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, holding: int) -> None:
        self.holding = holding
        super().__init__(desk, jobs, parent)

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """The notice from the register as it is now."""
        return source_notice(self.desk, (self.holding,), self.mode(), texts or None)
