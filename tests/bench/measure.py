# SPDX-License-Identifier: Apache-2.0
"""Timing that bears a busy machine: what is compared is run in turns, and the shortest run of each counts."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter, process_time

MS = 1000


WORK = process_time
"""The clock for what neither waits for the disk nor for anybody else: the processor's time alone."""


@contextmanager
def still() -> Iterator[None]:
    """No collection of garbage inside the block, for both sides alike."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def seconds(act: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """How long one call took."""
    start = clock()
    act()
    return clock() - start


def shortest(
    *acts: Callable[[], object], rounds: int = 9, clock: Callable[[], float] = perf_counter
) -> list[float]:
    """The shortest time of each act, run in turns so that a busy minute strikes all alike."""
    times: list[list[float]] = [[] for _ in acts]
    with still():
        for _round in range(rounds):
            for act, spent in zip(acts, times, strict=True):
                spent.append(seconds(act, clock))
    return [min(spent) for spent in times]


@dataclass
class Board:
    """Prints each measure as it is made, and remembers the goals that were missed."""

    missed: list[str] = field(default_factory=list)
    part: str = ""

    def head(self, title: str) -> None:
        """Begin a part."""
        self.part = title
        self.say(f"\n{title}")

    def ratio(
        self, what: str, ours: float, bare: float, goal: float, *, least: bool = False
    ) -> None:
        """``ours ÷ bare`` in seconds; the goal is the most it may be (``least``: the least)."""
        found = ours / bare
        met = found >= goal if least else found <= goal
        if not met:
            self.missed.append(f"{self.part}: {what}: {found:.2f}")
        sign = "≥" if least else "≤"
        word = "met" if met else "MISSED"
        self.say(
            f"  {found:6.2f}  goal {sign} {goal:<4g} {word:<7} {what}"
            f"   ({ours * MS:.2f} ÷ {bare * MS:.2f} ms)"
        )

    def plain(self, what: str, value: str) -> None:
        """A figure without a goal."""
        self.say(f"  {value:>24} {what}")

    @staticmethod
    def say(line: str) -> None:
        """One line, at once."""
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
