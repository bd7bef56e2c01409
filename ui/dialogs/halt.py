# SPDX-License-Identifier: Apache-2.0
"""What holds a destruction up or ends it: processing stopped, postponed, plan or act void; and notes."""

from __future__ import annotations

from desk.domain.destruction import DestructionCard
from desk.services.destruction import destructions
from desk.text import N_
from ui import words
from ui.act import ActDialog, Fields, NoteAct, ReasonAct
from ui.dialogs.inquiry import day_of
from ui.forms import AreaField, DateField
from ui.language import _


class StoppedDialog(ActDialog):
    """Record that the processing has stopped."""

    NAME = "stopped"
    TITLE = N_("Processing has stopped")
    VERB = N_("&Record")
    INTRO = N_(
        "Unlawful processing is stopped within three working days of the finding; destruction follows "
        "within ten."
    )
    card: DestructionCard

    def fields(self) -> Fields:
        """When, and how."""
        return (
            DateField("on", N_("Stopped &on"), today=self.desk.today, mandatory=True),
            AreaField("note", N_("&How")),
        )

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        on = day_of(values["on"], "on")
        destructions.stopped(self.desk, self.card.row.id, on, str(values["note"]))


class PostponeDialog(ActDialog):
    """Record why the data cannot be destroyed in time."""

    NAME = "postpone"
    TITLE = N_("Postpone the destruction")
    VERB = N_("&Postpone")
    INTRO = N_(
        "If the data cannot be destroyed in time, they are blocked and destroyed within six "
        "months at the latest (Art. 21 (6)). The reason stays in the record."
    )
    card: DestructionCard

    def fields(self) -> Fields:
        """The reason."""
        return (AreaField("reason", N_("Why it is not &possible in time"), mandatory=True),)

    def prepare(self) -> None:
        """Whoever blocks too late is told so, and not stopped: the data are to be blocked all the same."""
        due = self.card.due
        if due is not None and self.card.row.overdue:
            self.form.advise(
                "reason",
                _(
                    "The deadline passed on {day}. Blocking is meant for data that cannot be "
                    "destroyed before the deadline and does not undo the delay, which stays in "
                    "the record. Destroy the data now if you can.",
                    day=words.day(str(due.due)),
                ),
            )

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        destructions.postpone(self.desk, self.card.row.id, str(values["reason"]))


class VoidPlanDialog(ReasonAct):
    """Take the plan back."""

    NAME = "void"
    TITLE = N_("Void the plan")
    VERB = N_("Make &void")
    INTRO = N_(
        "The plan keeps its number; nothing is destroyed. The deadlines of the request behind it "
        "keep running, and letters awaiting an answer are withdrawn."
    )
    card: DestructionCard

    def because(self, reason: str) -> None:
        """Void it."""
        destructions.void_destruction(self.desk, self.card.row.id, reason)


class VoidActDialog(VoidPlanDialog):
    """Void the act and its extract."""

    NAME = "void_act"
    TITLE = N_("Void the act")
    INTRO = N_(
        "The act and its extract become void with all signatures under them; the destruction "
        "stands, and a new act is drawn up in their place."
    )

    def because(self, reason: str) -> None:
        """Void it."""
        destructions.void_act(self.desk, self.card.row.id, reason)


class DestructionNoteDialog(NoteAct):
    """Put a note into the history."""

    OWNER = "destruction"
    card: DestructionCard

    def add(self, text: str) -> None:
        """Add it."""
        destructions.add_destruction_note(self.desk, self.card.row.id, text)
