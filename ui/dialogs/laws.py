# SPDX-License-Identifier: Apache-2.0
"""Which laws a request is answered under: chosen anew, with a reason; its terms are counted anew."""

from __future__ import annotations

from desk.domain.laws import kept, read
from desk.services.request import requests
from desk.text import N_
from ui.act import Fields, RequestAct
from ui.forms import AreaField
from ui.law_fields import follow_law, law_fields


class LawsDialog(RequestAct):
    """Put the request under other laws."""

    NAME = "laws"
    TITLE = N_("Law that applies")
    VERB = N_("&Change")
    INTRO = N_(
        "Deadlines under a law that no longer applies end; those under the new law are "
        "calculated from receipt. With two laws the earlier date comes first. The deadlines of "
        "Vietnam and the GDPR were not checked against official texts."
    )

    def fields(self) -> Fields:
        """The laws, and why."""
        return [*law_fields(), AreaField("reason", N_("&Reason"), rows=2, mandatory=True)]

    def prepare(self) -> None:
        """Show what applies now."""
        assert self.card is not None
        self.form.set({"laws": kept(self.card.laws), "third_party": self.card.third_party})
        follow_law(self.form)

    def act(self, values: dict[str, object]) -> object:
        """Change them."""
        laws, third_party = read(str(values["laws"])), bool(values["third_party"])
        reason = str(values["reason"])
        return requests.change_laws(
            self.desk, self.request(), laws, reason, third_party=third_party
        )
