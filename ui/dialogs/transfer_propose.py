# SPDX-License-Identifier: Apache-2.0
"""Transfers that recipients abroad ask for, recorded at once; what is not so is struck out."""

from __future__ import annotations

from dataclasses import replace

from desk.domain.transfers import Transfer
from desk.services.register.purposes import purposes
from desk.services.register.recipients import recipient_views
from desk.services.transfer.proposals import adopt_transfers, proposed_transfers
from desk.text import N_
from ui import words
from ui.act import ActDialog, Fields
from ui.forms import DateField
from ui.language import current
from ui.pick_fields import PickEditor, PickField
from ui.registers import iso


class ProposeDialog(ActDialog):
    """Record what the registers say goes abroad."""

    NAME = "propose"
    TITLE = N_("Transfers that are not recorded")
    VERB = N_("&Record")
    INTRO = N_(
        "Your recipients abroad receive data for these purposes. Untick what does not apply: a "
        "recipient’s purposes are changed in the register of recipients. Data, ground and "
        "safeguards are proposed; review each transfer afterwards."
    )

    def fields(self) -> Fields:
        """Which of them, and since when data go there."""
        return (
            PickField("chosen", N_("&Transfers"), rows=10),
            DateField("since", N_("Data sent there &since"), today=self.desk.today, mandatory=True),
        )

    def prepare(self) -> None:
        """All of them, from today."""
        self.proposed = proposed_transfers(self.desk)
        editor = self.form.editor_of(PickEditor, "chosen")
        editor.offer([(str(order), said) for order, said in enumerate(self._said())])
        editor.set(tuple(map(str, range(len(self.proposed)))))
        self.form.set({"since": self.desk.today()})

    def act(self, values: dict[str, object]) -> tuple[int, ...]:
        """Keep those that are ticked."""
        picked, since = values["chosen"], iso(values["since"])
        assert isinstance(picked, tuple)
        chosen = [replace(self.proposed[int(order)], since=since) for order in picked]
        return adopt_transfers(self.desk, chosen)

    def _said(self) -> list[str]:
        language = current().language
        known = recipient_views(self.desk, [each.recipient for each in self.proposed])
        titles = {each.fields.code: each.fields.title for each in purposes(self.desk)}

        def line(each: Transfer) -> str:
            name = known[each.recipient].name.of(language)
            purpose = titles[each.purpose].of(language)
            return f"{name} ({words.country(each.country)}): {purpose} — {words.label(each.ground)}"

        return [line(each) for each in self.proposed]
