# SPDX-License-Identifier: Apache-2.0
"""The journal of data handed over, as sheets to bind for a period."""

from __future__ import annotations

from datetime import date

from desk.domain.paper import Draft
from desk.services.register.disclosure_sheets import journal_disclosures
from desk.text import N_
from ui.dialogs.journal_requests import JournalDialog


class DisclosureJournalDialog(JournalDialog):
    """Draw the journal up for a period."""

    NAME = "disclosure_journal"
    TITLE = N_("Journal of disclosures")
    FORMS = ("journal_disclosures",)

    def draw(self, since: date, until: date) -> Draft:
        """From the register of what was handed over."""
        return journal_disclosures(self.desk, since, until, self.mode())
