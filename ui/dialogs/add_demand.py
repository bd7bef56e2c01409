# SPDX-License-Identifier: Apache-2.0
"""A demand of the same letter that was missed when it was taken in."""

from __future__ import annotations

from desk.domain.kinds import DemandKind
from desk.errors import Refusal
from desk.services.request import requests
from desk.text import N_
from ui import words
from ui.act import Fields, RequestAct
from ui.forms import AreaField, ChoiceField


class AddDemandDialog(RequestAct):
    """Say what the letter demands, too, and why only now."""

    NAME = "add_demand"
    TITLE = N_("Add a missed demand")
    VERB = N_("&Add")
    INTRO = N_(
        "For a demand in the same letter that was overlooked when it was registered. Its "
        "deadlines run from receipt of the letter. What another letter demands is a separate "
        "request."
    )

    def fields(self) -> Fields:
        """The demand, of those the request does not make yet, and the reason."""
        kinds = requests.missed_kinds(self.request())
        return [
            ChoiceField(
                "kind",
                N_("&Demand"),
                [(None, N_("choose…")), *((kind, words.label(kind)) for kind in kinds)],
                mandatory=True,
            ),
            AreaField("reason", N_("&Reason"), rows=2, mandatory=True),
        ]

    def act(self, values: dict[str, object]) -> object:
        """Add it."""
        kind, reason = values["kind"], str(values["reason"])
        if not isinstance(kind, DemandKind):
            raise Refusal(N_("Choose what the letter demands as well."), field="kind")
        return requests.add_demand(self.desk, self.request(), kind, reason)
