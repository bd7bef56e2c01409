# SPDX-License-Identifier: Apache-2.0
"""One destruction beside the list: what goes and what stays, letters, commission and signatures, what comes next.

The pane shows a card and says what the person wants to do; it calls no service and opens no dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from desk.domain.destruction import DestructionCard, DestructionState, DestructionStep
from desk.domain.destruction_steps import OPEN_STATES, UNDONE_STATES
from desk.domain.explain import explain
from desk.text import N_
from ui import destruction_words as said
from ui import theme, words
from ui.destruction_parts import CommissionPart, GoesPart, LettersPart
from ui.destruction_words import Names
from ui.language import _, current
from ui.numbers import headed
from ui.panes import wear
from ui.papers_part import PapersPart
from ui.record_base import RecordBase
from ui.tables import BadgeLabel
from ui.timeline import Timeline

STEP_VERBS = {
    DestructionStep.SHARING: N_("Who else has the data…"),
    DestructionStep.STOP_LETTERS: N_("Write to processors…"),
    DestructionStep.APPOINT: N_("Commission…"),
    DestructionStep.CARRY_OUT: N_("Carry out…"),
    DestructionStep.DRAW_UP: N_("Draw up the act…"),
    DestructionStep.SIGN: N_("Signatures…"),
    DestructionStep.TELL: N_("Notify the subjects…"),
    DestructionStep.ERASE: N_("Erase here…"),
}
_BEFORE, _ACT = (
    frozenset(UNDONE_STATES),
    frozenset({DestructionState.DRAWN_UP, DestructionState.CERTIFIED}),
)
_OPEN = frozenset(OPEN_STATES)
_ERASED = frozenset({DestructionState.ERASED})
WHEN: dict[str, frozenset[DestructionState]] = {
    "goes": _BEFORE,
    "stays": _BEFORE | {DestructionState.CARRIED_OUT},
    "stopped": _BEFORE,
    "postpone": _BEFORE,
    "logs": _BEFORE | {DestructionState.CARRIED_OUT},
    "unsign": _ACT,
    "void_act": _ACT,
    "told": frozenset({DestructionState.CERTIFIED}),
    "void": _BEFORE,
    "unseal": _ERASED,
    "erase_case": _ERASED,
}
"""When an entry of “More” has a meaning; the others always have."""


class DestructionPane(RecordBase):
    """One destruction; ``names`` reads the titles of what a card names by ids."""

    STEPS = {step.value: verb for step, verb in STEP_VERBS.items()}  # noqa: RUF012 -- declared in the base
    MORE = (
        ("goes", N_("Data to destroy…")),
        ("stays", N_("Kept data…")),
        ("stopped", N_("Processing has stopped…")),
        ("postpone", N_("Postpone destruction…")),
        ("logs", N_("Event logs…")),
        ("unsign", N_("Take back a signature…")),
        ("void_act", N_("Void the act…")),
        ("told", N_("Notified otherwise…")),
        ("unseal", N_("Open a sealed paper or file…")),
        ("erase_case", N_("Erase the case file…")),
        ("", ""),
        ("note", N_("Add a note…")),
        ("attach", N_("Attach a file…")),
        ("", ""),
        ("void", N_("Void the plan…")),
    )
    KEYS = {  # noqa: RUF012 -- declared in the base
        "stop_letters": "Ctrl+D",
        "appoint": "Ctrl+E",
        "carry_out": "Ctrl+R",
        "draw_up": "Ctrl+Shift+R",
        "sign": "Ctrl+I",
        "tell": "Ctrl+Shift+D",
        "goes": "Ctrl+Shift+E",
        "note": "Ctrl+T",
        "attach": "Ctrl+Shift+T",
        "unseal": "Ctrl+Shift+J",
        "void": "Ctrl+Shift+Del",
    }
    CLOSED_TOO = frozenset({"note", "attach", "unseal", "erase_case"})
    CLOSED = N_("The destruction is finished.")

    def __init__(
        self,
        zone: str,
        names: Callable[[DestructionCard], Names],
        parent: QWidget | None = None,
    ) -> None:
        self.card: DestructionCard | None = None
        self._names = names
        super().__init__(zone, parent)

    def _build_head(self) -> None:
        """With the days that are left beside the state."""
        super()._build_head()
        self.left = BadgeLabel(theme.Badge(theme.Tone.QUIET, ""), self)
        self.late = BadgeLabel(theme.Badge(theme.Tone.QUIET, ""), self)
        self._due_line.show_widgets(
            (
                self.state,
                self.doubt,
                self.left,
                self.provisional,
                self.due,
                self.safe,
                self.late,
                self.why_button,
            )
        )

    def parts(self) -> Iterable[tuple[QWidget, str]]:
        """What goes, who was written to, who destroys, what happened, what was written."""
        self.goes = GoesPart(self)
        self.letters = LettersPart(self)
        self.commission = CommissionPart(self)
        self.history = Timeline(self)
        self.papers = PapersPart(self._zone, self)
        self.connect_parts(self.history, self.papers)
        self.letters.act_wanted.connect(self.act_wanted)
        self.letters.paper_chosen.connect(self.paper_chosen)
        return (
            (self.goes, _("Wha&t")),
            (self.letters, _("&Letters")),
            (self.commission, _("&Who")),
            (self.history, _("Histor&y")),
            (self.papers, _("&Papers and files")),
        )

    def show_card(self, card: DestructionCard) -> None:
        """Show ``card``; the chosen section and an unfolded reason stay as they are."""
        self.card = card
        row = card.row
        self.title.setText(f"{headed(row.number)} · {words.label(row.cause)}")
        wear(self.state, said.state_badge(row.state))
        wear(self.left, said.left_badge(row) if row.due and row.state in OPEN_STATES else None)
        wear(self.provisional, said.provisional_badge(row), _(words.PROVISIONAL))
        wear(self.doubt, said.doubt_badge(row))
        running = row.state in OPEN_STATES
        self.outdated.put(_(card.weight) if card.weight and running else "")
        late = words.late(card.due) if running else ""
        wear(self.late, theme.Badge(theme.Tone.OVERDUE, late) if late else None)
        why = explain(card.due, current()) if card.due is not None else ""
        self.show_due(row.due, row.safe, why, running=running)
        self.show_steps(card.steps, row.step.value if row.step else "", running=running)
        self.goes.show_card(card, self._names(card))
        self.letters.show_card(card)
        self.commission.show_card(card)
        self.history.show_card(card, self._zone)
        self.papers.show_card(card)

    def pointless(self, name: str) -> bool:
        """Whether an entry of “More” has no meaning where the destruction stands."""
        return self.card is not None and self.card.row.state not in WHEN.get(name, DestructionState)
