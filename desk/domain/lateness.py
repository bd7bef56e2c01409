# SPDX-License-Identifier: Apache-2.0
"""How late a term was met, in the unit the law counts it by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from desk.domain.calendar import Calendar
from desk.domain.days import local_day, parsed
from desk.domain.due import Due
from desk.text import N_, Catalogue

_HOUR = timedelta(hours=1)


class Unit(StrEnum):
    """What is counted."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True)
class Late:
    """So much after the end of the term it was met; a begun hour counts."""

    count: int
    unit: Unit


def is_late(met: str, due: date | datetime, over: str, zone: str) -> bool:
    """Whether something was done after the last day, or the last moment; a day alone is in time until midnight.

    ``over`` is the moment at which the term ended by the zone it was counted in.
    """
    done = parsed(met)
    if not isinstance(done, datetime):
        return done > local_day(due, zone)
    end = datetime.fromisoformat(over)
    return done > end if isinstance(due, datetime) else done >= end


def lateness(due: Due, met: str, over: str, zone: str, calendar: Calendar) -> Late | None:
    """How late the term was met; ``met`` is an ISO day or moment, a day alone was in time until midnight."""
    done, end = parsed(met), due.due
    if not is_late(met, end, over, zone):
        return None
    if isinstance(done, datetime) and isinstance(end, datetime):
        return Late(-((end - done) // _HOUR), Unit.HOURS)
    day, last = local_day(done, zone), local_day(end, zone)
    if any(
        step.kind in ("nominal", "extended") and step.note == "working_days" for step in due.steps
    ):
        # On a day off after the last day not one working day has passed, and yet it is late.
        return Late(max(calendar.working_days_between(last, day), 1), Unit.WORKING_DAYS)
    return Late(max((day - last).days, 1), Unit.DAYS)


LATE = N_("a deadline was met late")
"""Of a request, where its terms are not told one by one."""


def late_words(catalogue: Catalogue, late: Late) -> str:
    """“1 day late” in the reader's language."""
    said = {
        Unit.HOURS: catalogue.ngettext("{number} hour late", "{number} hours late", late.count),
        Unit.DAYS: catalogue.ngettext("{number} day late", "{number} days late", late.count),
        Unit.WORKING_DAYS: catalogue.ngettext(
            "{number} working day late", "{number} working days late", late.count
        ),
    }
    return said[late.unit].format(number=late.count)
