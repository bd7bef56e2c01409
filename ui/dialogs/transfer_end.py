# SPDX-License-Identifier: Apache-2.0
"""The end of a transfer, and the vital interests that spare its wait."""

from __future__ import annotations

from desk.domain.transfers import TransferView
from desk.services.register import registers
from desk.services.transfer import transfers
from desk.text import N_
from ui.act import ActDialog, Fields
from ui.dialogs.inquiry import day_of
from ui.forms import AreaField, DateField


class EndDialog(ActDialog):
    """End a transfer."""

    NAME = "end"
    TITLE = N_("End the transfer")
    VERB = N_("&End")
    INTRO = N_("The record stays in the register with its last day.")
    card: TransferView

    def fields(self) -> Fields:
        """The last day."""
        return (DateField("on", N_("Last &day"), today=self.desk.today, mandatory=True),)

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        transfers.end_transfer(self.desk, self.request(), day_of(values["on"], "on"))


class RetireDialog(EndDialog):
    """Take a transfer recorded by mistake, or long ended, out of the register."""

    NAME = "retire"
    TITLE = N_("Remove from the register")
    VERB = N_("&Take out")
    INTRO = N_("It stays readable under “Taken out of use” but no longer counts.")

    def fields(self) -> Fields:
        """The day."""
        return (DateField("on", N_("From this &day"), today=self.desk.today, mandatory=True),)

    def act(self, values: dict[str, object]) -> None:
        """Take it out."""
        day = day_of(values["on"], "on").isoformat()
        registers.retire(self.desk, "transfer", self.request(), day)


class VitalDialog(ActDialog):
    """Record that vital interests spare the wait, with the reason."""

    NAME = "vital"
    TITLE = N_("Vital interests")
    VERB = N_("&Record")
    INTRO = N_(
        "To protect the life, health or other vital interests of the person or of others, data "
        "may be transferred before the waiting period is over (Art. 12 (11)). The notice must "
        "still be filed."
    )
    card: TransferView

    def fields(self) -> Fields:
        """From which day, and whose interests."""
        return (
            DateField("vital_since", N_("From this &day"), today=self.desk.today, mandatory=True),
            AreaField("vital_because", N_("&Whose interests, and why"), mandatory=True),
        )

    def prepare(self) -> None:
        """Today, or what is recorded."""
        kept = self.card.transfer
        self.form.set(
            {
                "vital_since": kept.vital_since or self.desk.today(),
                "vital_because": kept.vital_because,
            }
        )

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        on = day_of(values["vital_since"], "vital_since")
        transfers.record_vital(self.desk, self.request(), on, str(values["vital_because"]))
