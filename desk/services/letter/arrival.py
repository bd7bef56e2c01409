# SPDX-License-Identifier: Apache-2.0
"""When a letter reached the operator, also one that somebody passed on."""

from __future__ import annotations

from datetime import datetime

from desk.domain.days import local_day
from desk.domain.letter import Letter
from desk.domain.passed_on import PassedOn, passed_on
from desk.errors import N_, Refusal, Told
from desk.services.checks import check_past
from desk.services.desk import Desk
from desk.services.letter.own_mail import is_colleague


def sound(moment: datetime | None, now: datetime) -> datetime | None:
    """A moment a header gives, unless it cannot be."""
    if moment is None:
        return None
    try:
        return check_past(moment, now, "received")
    except Refusal:
        return None


def reached(desk: Desk, letter: Letter) -> tuple[datetime | None, tuple[Told, ...]]:
    """The moment the term runs from, and what is to be told of a letter that was passed on.

    What an employee got had reached the operator already, whenever it was passed on; what anybody else
    passes on reaches it only now.
    """
    at, inner = sound(letter.received, desk.now()), letter.forwarded
    if inner is None:
        within = passed_on_within(desk, letter)
        return at, (_dated(within),) if within and within.day else ()
    told = [
        Told(
            N_("The demands are in an enclosed letter: {writer} wrote it, {sender} passed it on."),
            writer=_who(inner),
            sender=_who(letter),
        )
    ]
    first = sound(inner.received, desk.now())
    if (
        first is not None
        and is_colleague(desk, letter.sender_address)
        and (at is None or first < at)
    ):
        told.append(
            Told(
                N_(
                    "Your own address received it on {day}, so it had reached you then: the "
                    "earlier moment is proposed, and the deadline runs from it."
                ),
                day=local_day(first, desk.zone),
            )
        )
        at = first
    return at, tuple(told)


def passed_on_within(desk: Desk, letter: Letter) -> PassedOn | None:
    """The letter of somebody else that one of the operator's own people passed on in the text of his."""
    if not is_colleague(desk, letter.sender_address):
        return None
    found = passed_on(letter.text, letter.subject)
    return next((each for each in found if not is_colleague(desk, each.email)), None)


def _dated(found: PassedOn) -> Told:
    text = N_(
        "Your own address forwarded a letter from {writer}, dated “{day}”. If it had reached you "
        "then, enter that moment under “Received”: the deadline runs from it."
    )
    return Told(text, writer=found.email or found.name, day=found.day)


def _who(letter: Letter) -> str:
    return letter.sender_address or letter.sender_name or "—"
