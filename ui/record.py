# SPDX-License-Identifier: Apache-2.0
"""One request beside the list: what it is, when it is due and why, what to do next, and its story.

The pane shows a card and says what the person wants to do; it calls no service and opens no dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtWidgets import QWidget

from desk.domain.consent import ENDS
from desk.domain.destruction import CAUSE_OF
from desk.domain.explain import doubt
from desk.domain.incoming_doubts import unfit_words
from desk.domain.kinds import ApplicantRole, Law, PaperState, RequestState, Step
from desk.domain.numbering import printed_number
from desk.domain.other_sender import strangers
from desk.domain.proof import PROVED_KINDS
from desk.domain.request import RequestCard
from desk.domain.timeline import SENT_AS, UNSENDABLE
from desk.text import N_, capital
from ui import theme, words
from ui.language import _, current
from ui.numbers import headed, named
from ui.panes import tell, wear
from ui.papers_part import PapersPart
from ui.record_base import RecordBase, leading_term
from ui.record_parts import WhatPart, WhoPart
from ui.timeline import Timeline

STEP_VERBS = {
    Step.ACKNOWLEDGE: N_("Acknowledge receipt…"),
    Step.COMPLETE: N_("Ask for what is missing…"),
    Step.IDENTIFY: N_("Check identity…"),
    Step.AUTHORITY: N_("Check the representative’s authority…"),
    Step.BLOCK: N_("Block the data…"),
    Step.INQUIRE: N_("Record the inquiry…"),
    Step.EXTEND: N_("Extend…"),
    Step.ANSWER: N_("Answer…"),
    Step.REFUSE: N_("Refuse…"),
    Step.CONSENTS: N_("End consents…"),
    Step.PLAN: N_("Plan the destruction…"),
    Step.DESTRUCTION: N_("Open the destruction"),
    Step.REMEDY: N_("Record a measure taken…"),
    Step.UNBLOCK: N_("Lift the block…"),
    Step.REPORT_DONE: N_("Report what was done…"),
    Step.HAND_OVER: N_("Pass to the client…"),
    Step.TELL_PASSED: N_("Report where it was passed on…"),
    Step.DECIDE: N_("Decide a demand by hand…"),
    Step.DELIVER: N_("Record the handing over…"),
    Step.DISPATCH: N_("Record dispatch…"),
    Step.RESEND: N_("Record that it was sent again…"),
    Step.CLOSE: N_("Close…"),
}

ALWAYS_SHOWN = (Step.IDENTIFY, Step.EXTEND, Step.ANSWER, Step.REFUSE)
"""Steps that keep a button of their own; the others wait under “More”."""

MORE = (
    ("completeness", N_("Check contents (Art. 14 (3))…")),
    ("evidence", N_("Confirming data received…")),
    ("client", N_("Data of a client…")),
    ("", ""),
    ("subject", N_("Everything about this person…")),
    ("note", N_("Add a note…")),
    ("attach", N_("Attach a file…")),
    ("", ""),
    ("correct", N_("Correct the record…")),
    ("add_demand", N_("Add a missed demand…")),
    ("reopen", N_("Reopen…")),
    ("unsent", N_("Not sent after all…")),
    ("returned", N_("Returned by post…")),
    ("laws", N_("Law that applies…")),
    ("dative", N_("Name in the dative case…")),
    ("merge", N_("Merge cards of one person…")),
    ("void", N_("Make the record void…")),
)
KEYS = {
    "identify": "Ctrl+I",
    "extend": "Ctrl+E",
    "answer": "Ctrl+R",
    "refuse": "Ctrl+Shift+R",
    "report_done": "Ctrl+Shift+D",
    "dispatch": "Ctrl+D",
    "resend": "Ctrl+Alt+R",
    "reopen": "Ctrl+Alt+O",
    "unsent": "Ctrl+Alt+U",
    "returned": "Ctrl+Alt+B",
    "close": "Ctrl+Shift+W",
    "note": "Ctrl+T",
    "attach": "Ctrl+Shift+T",
    "plan": "Ctrl+Shift+U",
    "correct": "Ctrl+Shift+E",
    "add_demand": "Ctrl+Alt+D",
    "laws": "Ctrl+Shift+K",
    "evidence": "Ctrl+Alt+E",
    "remedy": "Ctrl+Shift+F",
    "unblock": "Ctrl+Shift+Q",
    "decide": "Ctrl+Shift+H",
    "client": "Ctrl+Shift+L",
    "dative": "Ctrl+Shift+Y",
    "void": "Ctrl+Shift+Del",
    "subject": "Ctrl+J",
    "merge": "Ctrl+Shift+J",
}
CLOSED_TOO = frozenset({"note", "attach", "merge", "subject", "add_demand", "reopen", "returned"})
"""What may still be begun once the request is closed; of a missed demand it is said where it belongs then."""


_NOT_OF = {
    ApplicantRole.NOBODY: frozenset(
        {"client", "laws", "acknowledge", "complete", "completeness", *ALWAYS_SHOWN}
    ),
    ApplicantRole.RKN: frozenset({"client", "laws", "completeness"}),
}
"""What a request that nobody wrote, or that Roskomnadzor sent, knows nothing of."""


class RecordPane(RecordBase):
    """One request."""

    STEPS = {step.value: verb for step, verb in STEP_VERBS.items()}  # noqa: RUF012 -- declared in the base
    ALWAYS_SHOWN = ALWAYS_SHOWN
    MORE = MORE
    KEYS = KEYS
    CLOSED_TOO = CLOSED_TOO
    CLOSED = N_("The request is closed.")

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        self.card: RequestCard | None = None
        super().__init__(zone, parent)
        self.sections.setCurrentWidget(self.what)
        self.outdated.button.clicked.connect(self._replace_outdated)

    def parts(self) -> Iterable[tuple[QWidget, str]]:
        """Who asks, what for, what happened, and what was written."""
        self.who = WhoPart(self._zone, self)
        self.what = WhatPart(self._zone, self)
        self.history = Timeline(self)
        self.papers = PapersPart(self._zone, self)
        self.connect_parts(self.history, self.papers)
        return (
            (self.who, _("W&ho")),
            (self.what, _("Wha&t")),
            (self.history, _("Histor&y")),
            (self.papers, _("&Papers and files")),
        )

    def show_card(self, card: RequestCard) -> None:
        """Show ``card``; the chosen section and an unfolded reason stay as they are."""
        self.card = card
        row = card.row
        self.title.setText(f"{headed(row.number)} · {words.kinds(row.called, most=4)}")
        wear(self.state, words.state_badge(row))
        wear(self.provisional, words.provisional_badge(row), _(words.PROVISIONAL))
        leading = leading_term(card.deadlines)
        running = row.state is RequestState.OPEN
        why = words.why(leading.due) if leading else ""
        unsure = words.doubt_badge(leading.due) if leading and running else None
        wear(self.doubt, unsure, doubt(leading.due, current()) if leading else "")
        self.show_due(row.due, row.term.safe, why, running=running)
        self.guide.setText(_(card.guidance) if card.guidance else "")
        self.guide.setVisible(bool(card.guidance))
        said = [current().tell(told) for _form, told in card.outdated]
        said += [_("Replace it by a corrected paper.")] if said else []
        self.outdated.put("\n".join(said), _("Replace with a corrected paper…"), theme.Tone.OVERDUE)
        self.show_steps(card.steps, row.step.value if row.step else "", running=running)
        self.who.show_card(card)
        self.what.show_card(card)
        self.history.show_card(card, self._zone, card.deadlines)
        self.papers.show_card(card)
        self.warn_of_signatures(card.files)
        unfit = unfit_words(current(), [row.number], row.marks.unfit)
        doubts = [*filter(None, [unfit]), *strangers(card, current())]
        tell(self.stranger, "\n".join([*doubts, *_alike(card)]))

    def _replace_outdated(self) -> None:
        """The first of the papers that no longer fit, where it stands among the others."""
        self.sections.setCurrentWidget(self.papers)
        if self.card is None or not self.card.outdated:
            return
        wrong = self.card.outdated[0][1].params["paper"]
        for paper in self.card.papers:
            if printed_number(paper.number) == wrong and paper.state == PaperState.ISSUED:
                self.papers.choose(paper.id)
                self.paper_act.emit("replace", paper.id)

    def pointless(self, name: str) -> bool:
        """Whether a step or an entry of “More” has no meaning for this request."""
        card = self.card
        if card is None or name not in (Step.DELIVER, Step.RESEND):
            return card is not None and _pointless(name, card)
        return card.row.step != name


def _alike(card: RequestCard) -> list[str]:
    """That another card has the same address, and what to do if it is one person."""
    if not card.alike:
        return []
    cards = capital(current().listing([named(ref) for ref in card.alike]))
    return [
        _(
            "{cards}: the same e-mail address. If it is the same person, choose “More → Merge "
            "cards of one person…”: consents and data may be on the other card.",
            cards=cards,
        )
    ]


def _pointless(name: str, card: RequestCard) -> bool:
    """Whether a step or an entry of “More” has no meaning for this request."""
    if name in _NOT_OF.get(card.role, ()):
        return True
    pointless = _POINTLESS.get(name)
    return pointless is not None and pointless(card)


def _no_cause(card: RequestCard) -> bool:
    return CAUSE_OF.keys().isdisjoint(card.row.kinds)


def _no_client(card: RequestCard) -> bool:
    return all(demand.client is None for demand in card.demands)


def _nobody_known(card: RequestCard) -> bool:
    return card.subject_id is None


_POINTLESS: Mapping[str, Callable[[RequestCard], bool]] = {
    **dict.fromkeys(("plan", "destruction"), _no_cause),
    **dict.fromkeys(("hand_over", "tell_passed"), _no_client),
    **dict.fromkeys(("dative", "merge", "subject"), _nobody_known),
    "evidence": lambda card: PROVED_KINDS.isdisjoint(card.row.kinds),
    "unblock": lambda card: not card.blocked,
    "reopen": lambda card: card.row.state is not RequestState.CLOSED,
    "unsent": lambda card: UNSENDABLE.isdisjoint(each.kind for each in card.timeline),
    "returned": lambda card: SENT_AS.keys().isdisjoint(each.kind for each in card.timeline),
    "completeness": lambda card: Law.RU not in card.laws,
    "authority": lambda card: card.role is not ApplicantRole.REPRESENTATIVE,
    "consents": lambda card: not ENDS.keys() & set(card.row.kinds),
}
