# SPDX-License-Identifier: Apache-2.0
"""Acts whose force ends on a day they name themselves: the program says so in time, and goes on saying it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from desk.domain.values import Both
from desk.errors import N_, Told
from desk.paths import resource


@dataclass(frozen=True)
class EndingAct:
    """An act that papers follow, the first day without it, and the day from which it is spoken of."""

    title: Both
    until: date
    warn: date


@cache
def ending_acts() -> tuple[EndingAct, ...]:
    """Every act with an end of its own, the nearest first."""
    with resource("acts", "ends.toml").open("rb") as source:
        listed = tomllib.load(source)["act"]
    found = [EndingAct(Both(**each["title"]), each["until"], each["warn"]) for each in listed]
    return tuple(sorted(found, key=lambda act: act.until))


def endings(on: date) -> tuple[Told, ...]:
    """What is to be said on that day of acts that end soon or have ended."""
    soon = N_(
        "{act} expires on {until}. Papers made after that must follow the act that replaces it: "
        "look for a version of the program that knows it."
    )
    over = N_(
        "{act} has not been in force since {until}. Look for a version of the program that knows "
        "the act that replaced it before you make such papers."
    )
    return tuple(
        Told(over if on >= act.until else soon, act=act.title, until=act.until)
        for act in ending_acts()
        if on >= act.warn
    )
