# SPDX-License-Identifier: Apache-2.0
"""What may be done with a consent next and why not, and everything its pane shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desk.domain.consent import (
    NO_PROOF,
    NO_PROOF_OF_OTHER,
    ConsentCard,
    ConsentKind,
    ConsentRow,
    ConsentState,
)
from desk.domain.request import PaperBrief, PersonFields
from desk.domain.values import Attached, Both, Moment, Possible
from desk.errors import N_

ENDED = frozenset({ConsentState.WITHDRAWN, ConsentState.EXPIRED})
"""States after which what rested on the consent must go."""
_NOT_IN_FORCE = N_("The consent is not in force.")


class ConsentStep(StrEnum):
    """What may be done with a consent."""

    PUBLISH = "publish"
    ATTACH = "attach"
    RENEW = "renew"
    WITHDRAW = "withdraw"
    DESTROY = "destroy"


@dataclass(frozen=True)
class ConsentView:
    """A consent with the names its pane shows beside the ids of its card."""

    card: ConsentCard
    subject: PersonFields
    data: tuple[Both, ...]
    """The categories agreed to."""
    recipients: tuple[tuple[Both, str], ...]
    """Name and country of each."""
    point: Both
    """Where the text was agreed to."""
    representative: str
    papers: tuple[PaperBrief, ...]
    request_number: str = ""
    renews_number: str = ""
    renewed_by_number: str = ""
    rests: int = 0
    """Records of data held that rest on this consent alone and still run."""
    destruction: tuple[int, str] | None = None
    """Id and number of the destruction planned for what rested on it."""

    @property
    def row(self) -> ConsentRow:
        """Its line in the list."""
        return self.card.row

    @property
    def timeline(self) -> tuple[Moment, ...]:
        """What happened, oldest first."""
        return self.card.timeline

    @property
    def files(self) -> tuple[Attached, ...]:
        """The proof that is kept."""
        return self.card.files


def consent_steps(view: ConsentView) -> tuple[Possible[ConsentStep], ...]:
    """The steps that have a meaning for the consent, with the reason why one is closed."""
    return tuple(_possible(view))


def _possible(view: ConsentView) -> Iterator[Possible[ConsentStep]]:
    card = view.card
    state, active = card.row.state, card.row.state is ConsentState.ACTIVE
    if card.row.kind is ConsentKind.DISSEMINATION:
        done = bool(card.published)
        why = N_("The publication has already been recorded.") if done else _NOT_IN_FORCE
        yield Possible(ConsentStep.PUBLISH, active and not done, why)
    void = N_("The record is void: nothing more can be done with it.")
    yield Possible(ConsentStep.ATTACH, state is not ConsentState.VOID, void)
    renewable = state in (ConsentState.ACTIVE, ConsentState.EXPIRED) and card.renewed_by is None
    why = N_("Only a consent that is in force or has expired can be renewed. Record a new one.")
    yield Possible(ConsentStep.RENEW, renewable, why)
    yield Possible(ConsentStep.WITHDRAW, active, _NOT_IN_FORCE)
    if state in ENDED:
        planned = N_("The destruction is planned: No. {number}.")
        nothing = N_("Nothing depends on this consent any more.")
        why = planned if view.destruction else nothing
        number = view.destruction[1].partition("/")[2] if view.destruction else ""
        ready = bool(view.rests) and view.destruction is None
        yield Possible(ConsentStep.DESTROY, ready, why, {"number": number})


def next_step(view: ConsentView, near: int) -> ConsentStep | None:
    """What needs a hand first; ``near`` is the number of days before its end from which one is renewed."""
    card = view.card
    open_steps = {each.step for each in consent_steps(view) if each.allowed}
    ends_soon = card.row.days_left is not None and card.row.days_left <= near
    unproved = bool({NO_PROOF, NO_PROOF_OF_OTHER} & set(card.warnings))
    wanted = (
        (ConsentStep.PUBLISH, True),
        (ConsentStep.DESTROY, True),
        (ConsentStep.RENEW, ends_soon or card.row.state is ConsentState.EXPIRED),
        (
            ConsentStep.ATTACH,
            (unproved or bool(card.row.proof)) and card.row.state is ConsentState.ACTIVE,
        ),
        (ConsentStep.RENEW, card.row.weak and card.row.state is ConsentState.ACTIVE),
    )
    return next((step for step, due in wanted if due and step in open_steps), None)
