# SPDX-License-Identifier: Apache-2.0
"""One consent beside the list: whose, to what, with which proof, what to do next, and its story.

The pane shows a view and says what the person wants to do; it calls no service and opens no dialog.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from desk.domain.consent import ConsentState
from desk.domain.consent_view import ENDED, ConsentStep, ConsentView, consent_steps, next_step
from desk.domain.explain import explain
from desk.text import N_
from ui import words
from ui.consent_parts import NEAR, AgreedPart, ProofPart, WhoPart, badge
from ui.language import _, current
from ui.numbers import headed
from ui.panes import wear
from ui.papers_part import PapersPart
from ui.record_base import RecordBase, leading_term
from ui.timeline import Timeline

STEP_VERBS = {
    ConsentStep.PUBLISH: N_("Record publication…"),
    ConsentStep.ATTACH: N_("Attach evidence…"),
    ConsentStep.RENEW: N_("Renew…"),
    ConsentStep.WITHDRAW: N_("Withdraw…"),
    ConsentStep.DESTROY: N_("Plan the destruction…"),
}
MORE = (
    ("print", N_("Print the consent form…")),
    ("print_withdrawal", N_("Print the withdrawal form…")),
    ("", ""),
    ("subject", N_("Everything about this person…")),
    ("note", N_("Add a note…")),
    ("evidence", N_("Correct the proof…")),
    ("", ""),
    ("void", N_("Make the record void…")),
)
KEYS = {
    "renew": "Ctrl+E",
    "withdraw": "Ctrl+Shift+W",
    "publish": "Ctrl+Shift+D",
    "destroy": "Ctrl+Shift+X",
    "attach": "Ctrl+Shift+T",
    "note": "Ctrl+T",
    "subject": "Ctrl+J",
}


class ConsentPane(RecordBase):
    """One consent."""

    STEPS = {step.value: verb for step, verb in STEP_VERBS.items()}  # noqa: RUF012 -- declared in the base
    ALWAYS_SHOWN = (ConsentStep.RENEW, ConsentStep.WITHDRAW)
    MORE = MORE
    KEYS = KEYS
    CLOSED_TOO = frozenset({"note", "subject"})
    CLOSED = N_("The record is void: nothing more can be done with it.")

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        self.card: ConsentView | None = None
        super().__init__(zone, parent)
        self.sections.setCurrentWidget(self.agreed)

    def parts(self) -> Iterable[tuple[QWidget, str]]:
        """Whose it is, to what, the proof, what happened, papers and files."""
        self.who = WhoPart(self)
        self.agreed = AgreedPart(self._zone, self)
        self.proof = ProofPart(self._zone, self)
        self.history = Timeline(self)
        self.papers = PapersPart(self._zone, self)
        self.connect_parts(self.history, self.papers)
        return (
            (self.who, _("W&ho")),
            (self.agreed, _("Wha&t")),
            (self.proof, _("Proo&f")),
            (self.history, _("Histor&y")),
            (self.papers, _("&Papers and files")),
        )

    def show_card(self, view: ConsentView) -> None:
        """Show ``view``; the chosen section and an unfolded reason stay as they are."""
        self.card = view
        row = view.row
        self.title.setText(f"{headed(row.number)} · {words.label(row.kind)}")
        wear(self.state, badge(row))
        wear(self.provisional, None)
        self._show_date(view)
        following = next_step(view, NEAR)
        running = row.state is not ConsentState.VOID
        self.show_steps(consent_steps(view), following.value if following else "", running=running)
        for part in (self.who, self.agreed, self.proof):
            part.show_view(view)
        self.history.show_card(view, self._zone)
        self.papers.show_card(view)
        self.warn_of_signatures(view.files)

    def _show_date(self, view: ConsentView) -> None:
        """The term that runs on it, else the day it ends."""
        leading = leading_term(view.card.deadlines)
        if leading is not None:
            day = str(leading.due.due)
            self.show_due(day, "", explain(leading.due, current()), running=True)
            when = words.when(day, self._zone)
            self.due.setText(_("{title}: by {due}", title=leading.title, due=when))
            return
        ended = view.row.state in ENDED
        day = view.row.ended if ended else view.row.valid_until
        self.show_due(day, "", "", running=True)
        said = _("ended on {day}") if ended else _("valid until {day}")
        self.due.setText(said.format(day=words.when(day, self._zone)))
