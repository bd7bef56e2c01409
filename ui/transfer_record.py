# SPDX-License-Identifier: Apache-2.0
"""One transfer beside the list: may it flow today, what goes to whom, the notices, and what to do next.

The pane shows a view and says what the person wants to do; it calls no service and opens no dialog.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from desk.domain.explain import explain_steps
from desk.domain.transfer_steps import TransferStep, next_step, transfer_steps
from desk.domain.transfers import TransferView
from desk.text import N_
from ui import words
from ui.language import _, current
from ui.panes import wear
from ui.papers_part import PapersPart
from ui.record_base import RecordBase
from ui.timeline import Timeline
from ui.transfer_parts import FlowPart, NoticesPart, WhatPart, badge

STEP_VERBS = {
    TransferStep.ASK: N_("Ask the recipient…"),
    TransferStep.INFORM: N_("Record its information…"),
    TransferStep.ASSESS: N_("Assess the recipient…"),
    TransferStep.NOTICE: N_("Write the notice…"),
    TransferStep.FILE: N_("Record the notice…"),
    TransferStep.RECEIPT: N_("Record its receipt…"),
    TransferStep.ASKED: N_("Roskomnadzor asked…"),
    TransferStep.EXTEND: N_("More time to answer…"),
    TransferStep.ANSWERED: N_("Record the answer…"),
    TransferStep.DECISION: N_("Record the decision…"),
    TransferStep.END: N_("End the transfer…"),
    TransferStep.DESTROY: N_("Have the data destroyed…"),
}
MORE = (
    ("change", N_("Change the transfer…")),
    ("vital", N_("Vital interests…")),
    ("print_assessment", N_("Record of the assessment…")),
    ("", ""),
    ("void", N_("Make void…")),
    ("retire", N_("Remove from the register…")),
)
KEYS = {
    "ask": "Ctrl+Shift+K",
    "inform": "Ctrl+Shift+I",
    "assess": "Ctrl+Shift+E",
    "notice": "Ctrl+Shift+F",
    "file": "Ctrl+E",
    "receipt": "Ctrl+Shift+D",
    "asked": "Ctrl+Shift+A",
    "answered": "Ctrl+Shift+W",
    "decision": "Ctrl+Shift+X",
    "change": "Ctrl+T",
}


class TransferPane(RecordBase):
    """One transfer."""

    STEPS = {step.value: verb for step, verb in STEP_VERBS.items()}  # noqa: RUF012 -- declared in the base
    MORE = MORE
    KEYS = KEYS
    CLOSED_TOO = frozenset({"void"})
    CLOSED = N_("The transfer has ended.")

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        self.card: TransferView | None = None
        super().__init__(zone, parent)

    def parts(self) -> Iterable[tuple[QWidget, str]]:
        """The answer, what goes where, the notices, what happened, files."""
        self.flow = FlowPart(self._zone, self)
        self.what = WhatPart(self)
        self.notices = NoticesPart(self)
        self.history = Timeline(self)
        self.papers = PapersPart(self._zone, self)
        self.connect_parts(self.history, self.papers)
        return (
            (self.flow, _("Al&lowed?")),
            (self.what, _("Wha&t")),
            (self.notices, _("&Notices")),
            (self.history, _("Histor&y")),
            (self.papers, _("&Files")),
        )

    def show_card(self, view: TransferView) -> None:
        """Show ``view``; the chosen section and an unfolded reason stay as they are."""
        self.card = view
        row = view.row
        self.title.setText(f"{row.recipient.of(current().language)} · {words.country(row.country)}")
        wear(self.state, badge(row))
        wear(self.provisional, None)
        self._show_date(view)
        following = next_step(view)
        self.show_steps(
            transfer_steps(view), following.value if following else "", running=not row.retired
        )
        for part in (self.flow, self.what, self.notices):
            part.show_view(view)
        self.history.show_card(view, self._zone)
        self.papers.show_card(view)

    def _show_date(self, view: TransferView) -> None:
        """Since when it flows, or from when it may."""
        flow = view.row.flow
        day = flow.since.isoformat() if flow.since else ""
        self.show_due(day, "", explain_steps(flow.steps, current()), running=True)
        if day:
            said = {
                "flows": _("since {day}"),
                "waits": _("not before {day}"),
                "stopped": _("since {day}"),
            }[flow.word]
            self.due.setText(said.format(day=words.day(day)))
