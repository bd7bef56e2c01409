# SPDX-License-Identifier: Apache-2.0
"""What the first screen says: what must be done now and why; plain values, computed by a service."""

from __future__ import annotations

from dataclasses import dataclass

from desk.domain.due import Due
from desk.domain.kinds import DemandKind, Step
from desk.domain.values import Missing

GROUPS = ("overdue", "today", "week", "later", "no_date")
"""Ids of the groups, in the order in which they are shown."""


@dataclass(frozen=True)
class TodayLine:
    """One open request, led by the earliest of its running terms."""

    request: int
    number: str
    kinds: tuple[DemandKind, ...]
    step: Step | None
    due: Due | None
    """The leading term with its steps; ``None`` where no term runs."""
    title: str
    """Short name of the duty; empty without a term."""
    overdue: bool
    days_left: int | None
    """Calendar days; negative when overdue."""
    working_days_left: int | None
    hours_left: int | None = None
    """Whole hours, for terms that run in hours."""


@dataclass(frozen=True)
class TodayGroup:
    """Lines of one urgency; ``total`` counts also those beyond the lines that were read."""

    id: str
    lines: tuple[TodayLine, ...]
    total: int


@dataclass(frozen=True)
class TodayView:
    """Everything the first screen shows."""

    groups: tuple[TodayGroup, ...]
    lacks: tuple[Missing, ...]
    """What papers need and the operator's card does not hold."""
    warnings: tuple[str, ...]
    """Message ids of what was found at opening, e.g. a folder others can read."""
    soon: int
    """Requests due within three working days, overdue ones included."""

    def group(self, id: str) -> TodayGroup:
        """The group by its id."""
        return next(group for group in self.groups if group.id == id)
