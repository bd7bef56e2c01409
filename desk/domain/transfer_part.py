# SPDX-License-Identifier: Apache-2.0
"""One person's part in a transfer that rests on consent: it goes on for the others, whatever he decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk.domain.transfers import Part, Standing


@dataclass(frozen=True)
class Agreement:
    """A consent of the person to the purpose and the recipient of the transfer."""

    number: str
    given: date
    over: date | None
    """The first day on which it no longer holds; nothing while no end is known."""
    categories: frozenset[str]
    """Codes of the data it covers."""

    def live(self, on: date) -> bool:
        """Whether it holds on that day."""
        return self.given <= on and (self.over is None or on < self.over)


@dataclass(frozen=True)
class EndedPart:
    """A person’s part in a transfer that ended with the consent, while data were meant to go there."""

    transfer: int
    code: str
    recipient: int
    person: int
    categories: tuple[int, ...]
    """Ids of the data the transfer is about."""
    purpose: str
    """Code of the purpose."""
    day: date
    consent: str
    """Number of the consent."""


def part_of(agreements: Sequence[Agreement], data: frozenset[str], on: date) -> Part:
    """What the consents of a person, the newest first, say on a day to a transfer of these data.

    One consent must cover all of them: what was agreed to apart is not agreed to together.
    """
    known = [each for each in agreements if each.given <= on]
    live = [each for each in known if each.live(on)]
    covering = [each for each in live if data <= each.categories]
    if covering:
        first = min(covering, key=lambda each: each.given)
        return Part(Standing.GIVEN, first.given, first.number)
    if live:
        return Part(Standing.NARROW, None, live[0].number)
    over = [(each.over, each.number) for each in known if each.over is not None]
    return Part(Standing.ENDED, *max(over)) if over else Part(Standing.NONE)
