# SPDX-License-Identifier: Apache-2.0
"""What happens to a notice of intended transfer: it is filed, arrives, is asked about and decided (Art. 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar

from desk.domain.transfer_steps import living
from desk.domain.transfers import Decision, Filing, NoticeView, TransferView
from desk.services.transfer import notices as acts
from desk.text import N_
from ui import words
from ui.act import ActDialog, Fields
from ui.dialogs.inquiry import day_of
from ui.forms import AreaField, ChoiceField, DateField, TextField
from ui.pick_fields import PickField
from ui.transfer_options import BY_HAND, chosen, rated, transfers, written


class FileNoticeDialog(ActDialog):
    """Record that a notice was filed, on the shown transfer and on others with it."""

    NAME = "file"
    TITLE = N_("Notice to Roskomnadzor")
    VERB = N_("&Record")
    INTRO = N_(
        "The notice of intended transfer is filed before the first transfer, separately from the "
        "notice under Art. 22 (Art. 12 (3)). The assessment of the recipient comes first; its "
        "date is stated in the notice."
    )
    card: TransferView | None

    def fields(self) -> Fields:
        """Which transfers, which days, and what the portal gave."""
        today = self.desk.today
        by_hand = (0, BY_HAND)
        return (
            ChoiceField(
                "paper",
                N_("&Paper"),
                lambda: [(0, N_("none: not written here")), *written(self.desk)],
                hint=N_(
                    "The issued notice that was filed; it gives the transfers and the assessment."
                ),
            ),
            PickField("transfers", N_("&Transfers"), options=lambda: transfers(self.desk), rows=5),
            ChoiceField("assessment", N_("A&ssessment"), lambda: [by_hand, *rated(self.desk)]),
            DateField("assessed", N_("&Assessed on"), today=today),
            DateField("sent", N_("&Sent on"), today=today, mandatory=True),
            DateField(
                "received",
                N_("Received &on"),
                today=today,
                hint=N_("The date Roskomnadzor received it; empty while not known."),
            ),
            TextField("number", N_("&Number")),
            TextField("key", N_("&Key"), hint=N_("The portal issues both: keep them.")),
        )

    def prepare(self) -> None:
        """Sent today: the paper that waits, else the assessment of what is shown."""
        card = self.card
        shown = (card.row.id,) if card else ()
        waits = [id for id, _said in written(self.desk)]
        paper = card.paper("transfer_notice") if card else None
        rating = card.assessment if card else None
        self.form.set(
            {
                "transfers": shown,
                "sent": self.desk.today(),
                "paper": paper.id if paper is not None and paper.id in waits else 0,
                "assessment": rating.id if rating is not None else 0,
            }
        )
        for name in ("paper", "assessment"):
            self.form.editor(name).changed.connect(self._told)
        self._told()

    def _told(self) -> None:
        """A paper tells transfers and assessment, an assessment its day."""
        paper, rating = (self.form.editor(name).value() for name in ("paper", "assessment"))
        self.form.show_field("transfers", not paper)
        self.form.show_field("assessment", not paper)
        self.form.show_field("assessed", not paper and not rating)

    def restore(self, state: Mapping[str, object]) -> None:
        """What was typed, and which fields it asks for."""
        super().restore(state)
        self._told()

    def act(self, values: dict[str, object]) -> int:
        """Record it."""
        received, assessed = values["received"], values["assessed"]
        paper = int(str(values["paper"] or 0))
        rating = 0 if paper else int(str(values["assessment"] or 0))
        by_hand = isinstance(assessed, date) and not paper and not rating
        filing = Filing(
            transfers=chosen(values["transfers"]),
            assessed=assessed if by_hand and isinstance(assessed, date) else None,
            sent=day_of(values["sent"], "sent"),
            number=str(values["number"]),
            key=str(values["key"]),
            assessment=rating,
            paper=paper,
        )
        if received:
            filing = replace(filing, received=day_of(received, "received"))
        return acts.file_notice(self.desk, filing)


class NoticeAct(ActDialog):
    """An act on the last notice of a transfer."""

    VERB = N_("&Record")
    card: TransferView

    def notice(self) -> NoticeView:
        """The last one that is not void."""
        return living(self.card)[-1]

    DAY: ClassVar[str] = ""
    """The field of the day on which it happened."""

    def day(self, label: str) -> DateField:
        """That field."""
        return DateField(self.DAY, label, today=self.desk.today, mandatory=True)

    def prepare(self) -> None:
        """Today is the usual day."""
        if self.DAY:
            self.form.set({self.DAY: self.desk.today()})


class ReceiptDialog(NoticeAct):
    """Record when Roskomnadzor received the notice: the standstill runs from it."""

    NAME = "receipt"
    DAY = "received"
    TITLE = N_("The notice arrived")
    INTRO = N_(
        "For a state that is not on the list, ten working days run from receipt, and nothing may "
        "be transferred before they are over (Art. 12 (11))."
    )

    def fields(self) -> Fields:
        """The day, and what the portal gave."""
        return (
            self.day(N_("Received &on")),
            TextField("number", N_("&Number")),
            TextField("key", N_("&Key")),
        )

    def prepare(self) -> None:
        """With the number and key that are known."""
        super().prepare()
        self.form.set({"number": self.notice().number, "key": self.notice().key})

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        on = day_of(values[self.DAY], self.DAY)
        number, key = str(values["number"]), str(values["key"])
        acts.record_receipt(self.desk, self.notice().id, on, number, key)


class AskedDialog(NoticeAct):
    """Record that Roskomnadzor asked for information: its term stands still."""

    NAME = "asked"
    DAY = "asked"
    TITLE = N_("Roskomnadzor asked")
    INTRO = N_(
        "Roskomnadzor’s deadline is suspended until you answer. You have ten working days (Art. "
        "12 (6)); they are shown on Today."
    )

    def fields(self) -> Fields:
        """The day."""
        return (self.day(N_("Question received &on")),)

    def act(self, values: dict[str, object]) -> int:
        """Record it."""
        return acts.record_inquiry(self.desk, self.notice().id, day_of(values[self.DAY], self.DAY))


class ExtendDialog(NoticeAct):
    """Record that the term to answer was extended by a reasoned notice."""

    NAME = "extend"
    TITLE = N_("More time to answer")
    INTRO = N_(
        "Once, and before the deadline has passed, a notice to Roskomnadzor giving the reasons "
        "extends the deadline by five working days (Art. 12 (6))."
    )

    def fields(self) -> Fields:
        """Why."""
        return (AreaField("reason", N_("&Reason given to Roskomnadzor"), mandatory=True),)

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        acts.extend_inquiry(self.desk, self.notice().id, str(values["reason"]))


class AnsweredDialog(NoticeAct):
    """Record that the answer left: the term goes on from the next day."""

    NAME = "answered"
    DAY = "answered"
    TITLE = N_("The question is answered")

    def fields(self) -> Fields:
        """The day."""
        return (self.day(N_("Answered &on")),)

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        acts.record_answer(self.desk, self.notice().id, day_of(values[self.DAY], self.DAY))


class DecisionDialog(NoticeAct):
    """Record what Roskomnadzor decided."""

    NAME = "decision"
    DAY = "decided"
    TITLE = N_("Roskomnadzor’s decision")
    INTRO = N_(
        "A prohibition or restriction stops the transfer at once, and the recipient has to "
        "destroy what it received (Art. 12 (14)). “No objection” does not shorten the waiting "
        "period."
    )

    def fields(self) -> Fields:
        """What, when, under which number."""
        decisions = [(decision, words.label(decision)) for decision in Decision]
        return (
            ChoiceField("decision", N_("&Decision"), [("", "—"), *decisions], mandatory=True),
            self.day(N_("Decided &on")),
            TextField("reference", N_("&Number of the decision")),
        )

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        acts.record_decision(
            self.desk,
            self.notice().id,
            Decision(str(values["decision"])),
            day_of(values[self.DAY], self.DAY),
            str(values["reference"]),
        )
