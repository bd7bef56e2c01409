# SPDX-License-Identifier: Apache-2.0
"""Conditions that steps of a request share, each with the sentence that says it is not met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

from desk.domain.case import Case
from desk.domain.kinds import ApplicantRole, RequestState, Step
from desk.domain.values import Possible
from desk.errors import N_


@dataclass(frozen=True)
class Need:
    """One condition of a step and the sentence that says it is not met."""

    holds: Callable[[Case], bool]
    why_not: str
    params: Callable[[Case], dict[str, object]] = field(default=lambda _case: {})


@cache
def told(step: Step, why_not: str = "") -> Possible[Step]:
    """Whether a step may be taken, without parameters: few answers, the same for every record."""
    return Possible(step, allowed=not why_not, why_not=why_not)


def _by_law(holds: Callable[[Case], bool], russian: str, other: str) -> tuple[Need, Need]:
    """One condition with two sentences: only under Russian law its norms are named."""
    return (
        Need(lambda c: c.foreign or holds(c), russian),
        Need(lambda c: not c.foreign or holds(c), other),
    )


def unless(exempt: Callable[[Case], bool], *needs: Need) -> tuple[Need, ...]:
    """The same conditions, which an exempt case has not to meet."""

    def eased(holds: Callable[[Case], bool]) -> Callable[[Case], bool]:
        return lambda case: exempt(case) or holds(case)

    return tuple(replace(need, holds=eased(need.holds)) for need in needs)


OPEN = (
    Need(
        lambda c: c.state is not RequestState.VOID,
        N_("The record is void: nothing more can be done with it."),
    ),
    Need(lambda c: c.state is RequestState.OPEN, N_("The request is closed.")),
)
SENDABLE = (
    OPEN[0],
    # A corrected answer may take the place of one on which the request was closed, and has to leave too.
    Need(
        lambda c: c.state is RequestState.OPEN or c.answer_ready,
        N_("The request is closed."),
    ),
)
SENDER = Need(
    lambda c: c.role is not ApplicantRole.NOBODY,
    N_("There is no sender: this is the operator’s internal finding."),
)
PERSON = Need(
    lambda c: c.role is not ApplicantRole.RKN, N_("Roskomnadzor need not prove who it is.")
)
UNDECIDED = Need(lambda c: bool(c.open_kinds), N_("Every demand has already been decided."))
IDENTITY = _by_law(
    lambda c: c.identified or c.role in (ApplicantRole.RKN, ApplicantRole.NOBODY),
    N_(
        "First confirm who is asking and record how (Art. 14 (3)); meanwhile the deadline keeps running."
    ),
    N_("First confirm who is asking and record how; meanwhile the deadline keeps running."),
)
AUTHORITY = _by_law(
    lambda c: c.role is not ApplicantRole.REPRESENTATIVE or c.authority_checked,
    N_(
        "First check the representative’s authority (Art. 9 (1), 14 (3)); meanwhile the deadline keeps running."
    ),
    N_("First check the representative’s authority; meanwhile the deadline keeps running."),
)
KNOWN = (*IDENTITY, *AUTHORITY)
KNOWN_OR_NOW = unless(lambda c: c.at_once_alone, *KNOWN)
COMPLETED = Need(
    lambda c: not c.incomplete,
    N_(
        "What the applicant was asked to add has not been received (Art. 14 (3)), and the "
        "deadline keeps running: note under “Check contents” what has been received, or refuse."
    ),
)
