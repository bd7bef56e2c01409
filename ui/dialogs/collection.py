# SPDX-License-Identifier: Apache-2.0
"""The notice that tells people at a collection point what is done with their data."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desk.domain.paper import Draft
from desk.domain.values import Both
from desk.services.consent.notice_facts import collection_notice
from desk.services.desk import Desk
from desk.text import N_
from ui.act import Fields
from ui.forms import BothField
from ui.jobs import Jobs
from ui.paper_dialog import PaperDialog


class CollectionDialog(PaperDialog):
    """Draws the notice up for one point."""

    NAME = "collection"
    TITLE = N_("Notice at a collection point")
    FORMS = ("collection_notice",)
    KEEPS = False

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, point: int) -> None:
        self.point = point
        super().__init__(desk, jobs, parent)

    def option_fields(self) -> Fields:
        """What the law asks to be told where giving data is mandatory."""
        return (
            BothField(
                "mandatory",
                N_("If mandatory data are not given"),
                hint=N_("Only where the law obliges people to give them (Art. 18 (2))."),
            ),
        )

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """The notice from the register as it is now."""
        mandatory = self.form.editor("mandatory").value()
        assert isinstance(mandatory, Both)
        return collection_notice(self.desk, self.point, self.mode(), mandatory, texts)
