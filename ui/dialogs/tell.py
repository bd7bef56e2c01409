# SPDX-License-Identifier: Apache-2.0
"""Telling the subjects: notices that quote the act, or how they were told otherwise and why nobody can be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desk.domain.destruction import DestructionCard
from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.values import Both
from desk.services.destruction import destructions
from desk.services.paper.languages import Proposed, proposed_language
from desk.text import N_
from ui.act import ActDialog, Fields
from ui.destruction_paper import DestructionPaper
from ui.forms import AreaField, ChoiceField, DateField


class TellDialog(DestructionPaper):
    """Issue the notices, one to each subject."""

    NAME = "tell"
    TITLE = N_("Notify the subjects")
    VERB = N_("&Issue the notices")
    FORMS = ("notice_done",)

    def proposed_language(self) -> Proposed:
        """That in which the request behind the destruction is to be answered: the notice is its answer."""
        return proposed_language(self.desk, self.card.request)

    def option_fields(self) -> Fields:
        """With several subjects, whose notice is looked at."""
        if len(self.card.subjects) < 2:
            return ()
        people = [(n, name or ref) for n, (_id, ref, name) in enumerate(self.card.subjects)]
        return (
            ChoiceField(
                "shown",
                N_("&Look at the notice to"),
                people,
                hint=N_("Each notice covers its own subject only."),
            ),
        )

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """The notice in sight."""
        several = self.form.holds("shown")
        shown = self._head("shown") if several else 0
        drafts = destructions.draft_notices(
            self.desk, self.card.row.id, self.mode(), None if several else texts
        )
        self.passages.setVisible(not several)
        return drafts[min(shown, len(drafts) - 1) if isinstance(shown, int) else 0]

    def put(self, _draft: Draft) -> PaperBrief:
        """Issue all of them."""
        texts = {} if self.form.holds("shown") else self._typed_texts()
        first, *others = destructions.tell(self.desk, self.card.row.id, self.mode(), passages=texts)
        self.further = tuple(others)
        return first


class ToldDialog(ActDialog):
    """Record how the subjects were told otherwise, or why nobody can be."""

    NAME = "told"
    TITLE = N_("The subjects were notified otherwise")
    VERB = N_("&Record")
    INTRO = N_(
        "For subjects who were notified by telephone, in their account or through Roskomnadzor, "
        "or who can no longer be reached."
    )
    card: DestructionCard

    def fields(self) -> Fields:
        """How, and when."""
        return (
            AreaField("how", N_("&How, or why nobody can be notified"), mandatory=True),
            DateField("on", N_("&On"), today=self.desk.today, mandatory=True),
        )

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        on = values["on"]
        destructions.tell(
            self.desk,
            self.card.row.id,
            how=str(values["how"]),
            on=on if isinstance(on, date) else None,
        )
