# SPDX-License-Identifier: Apache-2.0
"""Legal time of an operator, who may move: what was before keeps its day and its hour.

A zone is a name, or names with the moments between at which one took the place of the other.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo


class _Moved(tzinfo):
    """Legal time of an operator who moved, each stretch in the zone of its time."""

    def __init__(self, zones: list[ZoneInfo], changes: list[datetime]) -> None:
        self._zones, self._changes = zones, changes

    def at(self, moment: datetime) -> ZoneInfo:
        """The zone in force at a moment."""
        return self._zones[bisect_right(self._changes, moment.astimezone(UTC))]

    def _of_clock(self, local: datetime) -> ZoneInfo:
        """The zone by whose clocks it was so late: the last in force by then."""
        clock = local.replace(tzinfo=None)
        found = self._zones[0]
        for zone, change in zip(self._zones[1:], self._changes, strict=True):
            if clock.replace(tzinfo=zone).astimezone(UTC) >= change:
                found = zone
        return found

    def utcoffset(self, local: datetime | None) -> timedelta | None:
        return None if local is None else self._of_clock(local).utcoffset(local)

    def dst(self, local: datetime | None) -> timedelta | None:
        return None if local is None else self._of_clock(local).dst(local)

    def tzname(self, local: datetime | None) -> str | None:
        return None if local is None else self._of_clock(local).tzname(local)

    def fromutc(self, moment: datetime) -> datetime:
        """The local time of a moment of UTC (of ``tzinfo``, which names its argument so)."""
        known = moment.replace(tzinfo=UTC)
        return known.astimezone(self.at(known)).replace(tzinfo=self)


@cache
def legal_time(zone: str) -> tzinfo:
    """The clocks of a zone; raises as ``ZoneInfo`` does for a name nobody knows."""
    names, changes = zone.split(" ")[::2], zone.split(" ")[1::2]
    if not changes:
        return ZoneInfo(zone)
    return _Moved([ZoneInfo(name) for name in names], [datetime.fromisoformat(c) for c in changes])


def moved(zone: str) -> bool:
    """Whether the operator changed his zone: a moment then says in which it is told."""
    return " " in zone


def utc_offset(local: datetime) -> str:
    """“UTC+3”, “UTC+5:30”."""
    hours, minutes = f"{local:%z}"[:3], f"{local:%z}"[3:5]
    return f"UTC{int(hours):+d}" + (f":{minutes}" if minutes != "00" else "")


def zone_at(zone: str, moment: datetime) -> str:
    """The name of the zone in force at a moment."""
    found = legal_time(zone)
    return found.at(moment).key if isinstance(found, _Moved) else zone
