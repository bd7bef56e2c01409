# SPDX-License-Identifier: Apache-2.0
"""The state table of a destruction: which step may be taken now, which comes next, and why one may not.

Pure data and small predicates over ``DestructionCase``; whoever asks brings the facts. Telling the subject
comes before the desk erases its own copies, because afterwards nobody knows whom to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desk.domain.destruction import DestructionState, DestructionStep
from desk.domain.values import Possible
from desk.errors import N_

OPEN_STATES = tuple(
    state
    for state in DestructionState
    if state not in (DestructionState.ERASED, DestructionState.VOID)
)
"""States in which something is left to do."""
OPEN = "open"
"""What a list asks for to show all of these."""
UNDONE_STATES = (DestructionState.PLANNED, DestructionState.APPOINTED)
"""States in which the data are still there."""
DESTROY_ROWS = frozenset({"R08", "R14", "R15", "R20", "R21", "R22", "R23"})
"""Terms that end when the data are destroyed."""
WAITING_ROWS = frozenset({"R21"})
"""Terms of a request an answer ends, but not while a destruction planned on it is still to be carried out."""
POSTPONED_FROM = ("R15", "R20", "R21")
"""Terms of Art. 21 (3)–(5), after which the six months of Art. 21 (6) may run."""


@dataclass(frozen=True)
class DestructionCase:
    """What the table needs to know of one destruction."""

    state: DestructionState = DestructionState.PLANNED
    items: int = 0
    held: bool = False
    """A legal hold is on somebody, or on something, the plan would destroy."""
    untold: int = 0
    """Processors that hold what goes and were not asked yet to destroy it."""
    signers: int = 0
    signed: int = 0
    agreed: bool = False
    """The consent whose end is the cause was given anew: its data need not go."""
    unshared: bool = False
    """Of a purpose the register names nobody who else has the data, and nobody has said so."""
    broken: bool = False
    """A signature of the act was found broken, also after everybody had signed."""


@dataclass(frozen=True)
class _Need:
    """One condition of a step and the sentence that says it is not met."""

    holds: Callable[[DestructionCase], bool]
    why_not: str


def _in(*states: DestructionState) -> Callable[[DestructionCase], bool]:
    return lambda case: case.state in states


_STATE = DestructionState
_LIVE = _Need(
    lambda c: c.state is not _STATE.VOID,
    N_("The destruction is void: nothing more can be done with it."),
)
_ITEMS = _Need(lambda c: c.items > 0, N_("Nothing is listed to be destroyed yet."))
_HELD = _Need(
    lambda c: not c.held,
    N_("A legal hold keeps the data: release it, or list what it keeps under “kept”."),
)
_NOT_DRAWN = _Need(
    lambda c: c.state in (*UNDONE_STATES, _STATE.CARRIED_OUT),
    N_("The act has already been drawn up: void it before changing anything."),
)

_SHARED = _Need(
    lambda c: not c.unshared, N_("First state who else has the data, or that nobody does.")
)

BROKEN_ACT = N_(
    "A signature of the act is BROKEN: take it back and have the act signed again before the data that could prove it are erased."
)

TABLE: Mapping[DestructionStep, tuple[_Need, ...]] = {
    DestructionStep.SHARING: (
        _LIVE,
        _NOT_DRAWN,
        _ITEMS,
        _Need(lambda c: c.unshared, N_("It is already known who else has the data.")),
    ),
    DestructionStep.STOP_LETTERS: (_LIVE, _NOT_DRAWN, _ITEMS, _SHARED),
    DestructionStep.APPOINT: (
        _LIVE,
        _Need(_in(*UNDONE_STATES), N_("The destruction has already been carried out.")),
    ),
    DestructionStep.CARRY_OUT: (
        _LIVE,
        _NOT_DRAWN,
        _ITEMS,
        _SHARED,
        _Need(lambda c: c.state is not _STATE.PLANNED, N_("First state who destroys the data.")),
        _HELD,
        _Need(lambda c: not c.agreed, N_("A new consent was given: take its data off the plan.")),
    ),
    DestructionStep.DRAW_UP: (
        _LIVE,
        _Need(
            lambda c: c.state not in UNDONE_STATES,
            N_("First record that the destruction was carried out."),
        ),
        _Need(_in(_STATE.CARRIED_OUT), N_("The act has already been drawn up.")),
        _SHARED,
    ),
    DestructionStep.SIGN: (
        _LIVE,
        _Need(
            lambda c: c.state not in (*UNDONE_STATES, _STATE.CARRIED_OUT),
            N_("First draw up the act."),
        ),
        _Need(
            lambda c: (
                (c.state is _STATE.DRAWN_UP and c.signed < c.signers)
                or (c.state in (_STATE.CERTIFIED, _STATE.TOLD) and c.broken)
            ),
            N_("Everybody has signed the act."),
        ),
    ),
    DestructionStep.TELL: (
        _LIVE,
        _Need(
            _in(_STATE.CERTIFIED, _STATE.TOLD, _STATE.ERASED),
            N_("Everybody must sign the act first: the letter quotes it."),
        ),
        _Need(_in(_STATE.CERTIFIED), N_("The subjects have already been notified.")),
        _Need(
            lambda c: not c.broken,
            N_("A signature of the act is BROKEN: take it back, or draw up a new act."),
        ),
    ),
    DestructionStep.ERASE: (
        _LIVE,
        _Need(
            _in(_STATE.TOLD, _STATE.ERASED),
            N_("First notify the subjects: afterwards the desk no longer knows whom to notify."),
        ),
        _Need(_in(_STATE.TOLD), N_("The desk has already erased its own copies.")),
        _Need(lambda c: not c.broken, BROKEN_ACT),
        _HELD,
    ),
}
"""For each step what it needs, in the order in which the lack is told."""


def step_possible(case: DestructionCase, step: DestructionStep) -> Possible[DestructionStep]:
    """Whether ``step`` may be taken now; the first unmet need is the reason why not."""
    for need in TABLE[step]:
        if not need.holds(case):
            return Possible(step, allowed=False, why_not=need.why_not)
    return Possible(step, allowed=True)


def possible(case: DestructionCase) -> tuple[Possible[DestructionStep], ...]:
    """Every step, in the usual order."""
    return tuple(step_possible(case, step) for step in DestructionStep)


_NEXT: Mapping[DestructionState, DestructionStep] = {
    _STATE.PLANNED: DestructionStep.APPOINT,
    _STATE.APPOINTED: DestructionStep.CARRY_OUT,
    _STATE.CARRIED_OUT: DestructionStep.DRAW_UP,
    _STATE.DRAWN_UP: DestructionStep.SIGN,
    _STATE.CERTIFIED: DestructionStep.TELL,
    _STATE.TOLD: DestructionStep.ERASE,
}


def next_step(case: DestructionCase) -> DestructionStep | None:
    """The step to take now; ``None`` when all is done, or while something stands in its way."""
    if step_possible(case, DestructionStep.SHARING).allowed and not case.held:
        return DestructionStep.SHARING
    if case.untold and not case.held and case.state in UNDONE_STATES:
        return DestructionStep.STOP_LETTERS
    step = _NEXT.get(case.state)
    if step in (DestructionStep.TELL, DestructionStep.ERASE) and case.broken:
        step = DestructionStep.SIGN
    if step is None or not step_possible(case, step).allowed:
        return None
    return step


def waits_for(case: DestructionCase) -> str:
    """Why there is no step to take now though not all is done; empty where there is one."""
    step = _NEXT.get(case.state)
    return "" if step is None or next_step(case) else step_possible(case, step).why_not
