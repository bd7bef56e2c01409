# SPDX-License-Identifier: Apache-2.0
"""The journal of requests for a period, as sheets to bind: looked at, then issued with a number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desk.domain.paper import Draft
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.text import N_
from ui.act import Fields
from ui.forms import DateField
from ui.paper_dialog import PaperDialog


class JournalDialog(PaperDialog):
    """Draw the journal up for a period."""

    NAME = "journal"
    TITLE = N_("Journal of requests")
    FORMS = ("journal_requests",)
    KEEPS = False

    def option_fields(self) -> Fields:
        """The period."""
        today = self.desk.today
        return (
            DateField("since", N_("&From"), today=today, mandatory=True),
            DateField("until", N_("&To"), today=today, mandatory=True),
        )

    def prepare(self) -> None:
        """From the first of January to today."""
        super().prepare()
        today = self.desk.today()
        self.form.set({"since": date(today.year, 1, 1), "until": today})

    def begin(self) -> None:
        """The period first."""
        self.form.editor("since").main.setFocus()

    def new_draft(self, _texts: Mapping[str, Both]) -> Draft:
        """The journal of the period in the boxes."""
        since, until = self._head("since"), self._head("until")
        if not isinstance(since, date):
            raise Refusal(N_("Enter the date."), field="since")
        if not isinstance(until, date):
            raise Refusal(N_("Enter the date."), field="until")
        if until < since:
            raise Refusal(N_("The period ends before it begins."), field="until")
        return self.draw(since, until)

    def draw(self, since: date, until: date) -> Draft:
        """What the period holds."""
        return papers.journal_requests(self.desk, since, until, self.mode())

    def reject(self) -> None:
        """Nothing was typed that would be worth keeping."""
        self.dirty = False
        super().reject()
