# SPDX-License-Identifier: Apache-2.0
"""The day a letter asks to be answered by: told with its words and count, and counted anew as the receipt moves."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from PySide6.QtWidgets import QWidget

from desk.domain.days import moment_of
from desk.domain.proposal import Proposal
from desk.errors import Refusal
from desk.services.desk import Desk
from desk.services.letter import mailbox
from ui.forms import Form
from ui.language import current
from ui.panes import banner, tell
from ui.theme import Tone


class AskedDay:
    """The sentence about the day, above the form whose field holds it; hidden where a letter asks for none."""

    def __init__(self, desk: Desk, proposal: Proposal, parent: QWidget) -> None:
        self._desk, self._proposal = desk, proposal
        self.label = banner("", Tone.SOON if proposal.sets else Tone.QUIET, parent)
        self._tell()

    def follow(self, form: Form) -> None:
        """Count the day from whatever moment of receipt is typed, unless another day was typed."""
        self._form = form
        form.editor("received").changed.connect(self._count)

    def _count(self) -> None:
        field = self._form.editor("sets_date")
        with suppress(Refusal):
            received = self._form.editor("received").value()
            if not isinstance(received, date):
                return
            untouched = field.value() == _day(self._proposal)
            at = moment_of(received, self._desk.zone)
            self._proposal = mailbox.came(self._desk, self._proposal, at)
            self._tell()
            if untouched:
                field.set(_day(self._proposal))

    def _tell(self) -> None:
        tell(self.label, " ".join(map(current().tell, self._proposal.told_day)))


def _day(proposal: Proposal) -> date | None:
    sets = proposal.intake.sets_date
    return date.fromisoformat(sets) if sets else None
