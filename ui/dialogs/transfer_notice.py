# SPDX-License-Identifier: Apache-2.0
"""What happens to a notice of intended transfer: it is filed, arrives, is asked about and decided (Art. 12)."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from desk.domain.countries import RUSSIA
from desk.domain.transfer_steps import living
from desk.domain.transfers import Decision, Filing, NoticeView, TransferView
from desk.domain.values import Query
from desk.services import transfer_notices as acts
from desk.services.transfer_listing import transfer_ids, transfer_rows
from desk.text import N_
from ui import words
from ui.act import ActDialog, Fields
from ui.dialogs.inquiry import day_of
from ui.fields import Options
from ui.forms import AreaField, ChoiceField, DateField, TextField
from ui.language import current
from ui.pick_fields import PickField


class FileNoticeDialog(ActDialog):
    """Record that a notice was filed, on the shown transfer and on others with it."""

    NAME = "file"
    TITLE = N_("Notice to Roskomnadzor")
    VERB = N_("&Record")
    LINES = 46
    INTRO = N_(
        "The notice of intended transfer is filed before the first transfer, apart from the notice of "
        "Art. 22 (Art. 12 (3)). The assessment of the recipient comes first; its day stands in the notice."
    )
    card: TransferView | None

    def fields(self) -> Fields:
        """Which transfers, which days, and what the portal gave."""
        today = self.desk.today
        return (
            PickField("transfers", N_("&Transfers"), options=self._transfers, rows=5),
            DateField("assessed", N_("&Assessed on"), today=today, mandatory=True),
            DateField("sent", N_("&Sent on"), today=today, mandatory=True),
            DateField(
                "received",
                N_("Received &on"),
                today=today,
                hint=N_("The day Roskomnadzor got it; empty while it is not known."),
            ),
            TextField("number", N_("&Number")),
            TextField("key", N_("&Key"), hint=N_("The portal gives both: keep them.")),
        )

    def prepare(self) -> None:
        """Sent today, about the transfer that is shown."""
        shown = (self.card.row.id,) if self.card else ()
        self.form.set({"transfers": shown, "sent": self.desk.today()})

    def act(self, values: dict[str, object]) -> int:
        """Record it."""
        chosen = values["transfers"]
        received = values["received"]
        filing = Filing(
            transfers=tuple(int(str(id)) for id in chosen) if isinstance(chosen, tuple) else (),
            assessed=day_of(values["assessed"], "assessed"),
            sent=day_of(values["sent"], "sent"),
            number=str(values["number"]),
            key=str(values["key"]),
        )
        if received:
            filing = replace(filing, received=day_of(received, "received"))
        return acts.file_notice(self.desk, filing)

    def _transfers(self) -> Options:
        """What is in use and leaves Russia."""
        ids = transfer_ids(self.desk, Query(state="used"))
        rows = transfer_rows(self.desk, ids, language=current().language)
        return [
            (row.id, f"{row.recipient.of(current().language)} · {words.country(row.country)}")
            for row in rows
            if row.country != RUSSIA
        ]


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
        "For a state that is not on the list ten working days run from the receipt, and nothing may be "
        "transferred before they are over (Art. 12 (11))."
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
        "Roskomnadzor’s term stands still until you answer. You have ten working days (Art. 12 (6)); they "
        "stand on Today."
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
        "Once, and before the term is over, a notice to Roskomnadzor that says why moves the term by five "
        "working days (Art. 12 (6))."
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
        "A prohibition or restriction stops the transfer at once, and the recipient has to destroy what it "
        "got (Art. 12 (14)). “No objection” does not shorten the wait."
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


class VoidNoticeDialog(NoticeAct):
    """Void a notice recorded by mistake."""

    NAME = "void"
    TITLE = N_("Make the notice void")
    VERB = N_("Make &void")
    INTRO = N_("Only for a notice recorded by mistake: it stays in sight and counts no more.")

    def fields(self) -> Fields:
        """Which, and why."""
        known = [
            (each.id, f"{each.code} · {words.day(each.sent)}") for each in living(self.card)[::-1]
        ]
        return (
            ChoiceField("notice", N_("&Notice"), known, mandatory=True),
            AreaField("reason", N_("&Reason"), mandatory=True),
        )

    def act(self, values: dict[str, object]) -> None:
        """Void it."""
        chosen = values["notice"]
        acts.void_notice(self.desk, chosen if isinstance(chosen, int) else 0, str(values["reason"]))
