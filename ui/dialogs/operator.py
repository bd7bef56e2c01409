# SPDX-License-Identifier: Apache-2.0
"""The operator's card: who answers for the data, and what papers copy from it."""

from __future__ import annotations

from typing import ClassVar

from desk.domain.operator import Operator
from desk.services.keeping import upkeep
from desk.text import N_
from ui.act import ActDialog, Fields
from ui.language import _, current
from ui.operator_fields import CARD, LACKS, operator_from, values_of


class OperatorDialog(ActDialog):
    """Edits the card."""

    NAME: ClassVar[str] = "operator"
    TITLE: ClassVar[str] = N_("Operator’s card")
    INTRO: ClassVar[str] = N_(
        "Papers take their details from this card. Texts are kept in Russian and in English; an "
        "empty one is pointed out on Today and when a paper is made."
    )

    def fields(self) -> Fields:
        """The whole card."""
        return CARD

    def prepare(self) -> None:
        """Show the card as it is, and what it lacks."""
        operator = upkeep.load_operator()
        if operator is None:
            return
        self.form.set(values_of(operator))
        lacks = upkeep.operator_lacks(operator)
        if lacks:
            said = [current().say(lack.message, **lack.params) for lack in lacks]
            self.form.remark("\n• ".join([_(LACKS), *said]))

    def focus_field(self, field: str) -> None:
        """Put the cursor into the field a lack names."""
        self.form.reach(field)

    def act(self, values: dict[str, object]) -> Operator:
        """Save."""
        operator = operator_from(values, upkeep.load_operator())
        upkeep.save_operator(self.desk, operator)
        return operator
