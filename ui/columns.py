# SPDX-License-Identifier: Apache-2.0
"""Which columns of a list fit, and how wide each is: few that can be read rather than many cut short.

Knows no widget: a list says what each column would like and what it needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

FEW = 3
ENOUGH = 0.6
"""So much of what a column needs makes it worth more than an empty place."""


@dataclass(frozen=True)
class Wish:
    """What one column wants of the width."""

    number: int
    natural: int
    """Wide enough for its longest word in sight."""
    least: int
    """Below this it would rather not be there: its title at least."""
    rank: int = 0


def grown(before: Sequence[Wish], now: Sequence[Wish]) -> list[Wish]:
    """What the columns want once other lines are in sight: never less, or every filter would move them."""
    if not before:
        return list(now)
    return [
        replace(new, natural=max(old.natural, new.natural), least=max(old.least, new.least))
        for old, new in zip(before, now, strict=True)
    ]


def fitting(wishes: Sequence[Wish], room: int) -> dict[int, int]:
    """The widths of the columns that fit into ``room``; those that are not in it have to leave.

    The highest rank leaves first, of one rank the last; then those left give way, each by its share of what
    they have beyond their least. Where hardly any would stay, the last to leave is cut short instead.
    """
    kept, left = list(wishes), []
    while len(kept) > 1 and sum(wish.least for wish in kept) > room:
        left.append(max(reversed(kept), key=lambda wish: wish.rank))
        kept.remove(left[-1])
    rest = room - sum(wish.least for wish in kept)
    if left and len(kept) < FEW and rest > left[-1].least * ENOUGH:
        kept.append(replace(left[-1], least=rest))
    excess = max(sum(wish.natural for wish in kept) - room, 0)
    spare = max(sum(wish.natural - wish.least for wish in kept), 1)
    given = {wish: min(excess / spare, 1) * (wish.natural - wish.least) for wish in kept}
    return {wish.number: wish.natural - ceil(given[wish]) for wish in kept}
