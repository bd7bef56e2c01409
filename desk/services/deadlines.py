# SPDX-License-Identifier: Apache-2.0
"""What is due: the Today list, by urgency, with the reasons of each date."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.domain.kinds import DemandKind, Step
from desk.domain.today import GROUPS, TodayGroup, TodayLine, TodayView
from desk.domain.values import Missing
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.expiry import expire_consents
from desk.services.listing import Left
from desk.services.operators import operator_lacks
from desk.services.rows import TERM_COLUMNS, KeptTerm
from desk.services.terms import NEVER, end_of, stamp, worded

CALENDAR_NEAR = 60
"""Days before the end of the decreed calendar from which Today says so."""
SOON = 3
"""Working days before a term at which it is called near."""


def today(desk: Desk, language: str = "", limit: int = 100) -> TodayView:
    """Open requests by urgency; at most ``limit`` lines a group are read, all are counted."""
    from desk.services.upkeep import warnings_at_opening

    expire_consents(desk)
    left = Left(desk)
    bounds = _bounds(desk)
    groups = tuple(
        _group(desk, id, bounds[order], bounds[order + 1], limit, left, language or "ru")
        for order, id in enumerate(GROUPS)
    )
    return TodayView(
        groups=groups,
        lacks=_lacks(desk),
        warnings=(*warnings_at_opening(desk), *_calendar_warnings(desk)),
        soon=soon(desk, left),
    )


def _lacks(desk: Desk) -> tuple[Missing, ...]:
    try:
        return operator_lacks(desk.operator())
    except Refusal:
        return ()


_BEYOND = (
    "SELECT 1 FROM deadline WHERE met IS NULL AND dropped IS NULL AND due_moment > ? AND firm = 0"
    " LIMIT 1"
)


def _calendar_warnings(desk: Desk) -> tuple[str, ...]:
    """That the decreed calendar ends soon, or that a running term goes beyond it."""
    from desk.domain.calendar import load_calendar

    last = load_calendar().firm_until
    found = []
    if last - desk.today() < timedelta(days=CALENDAR_NEAR):
        found.append(
            N_(
                "The decreed production calendar ends soon, and dates beyond it are provisional."
                " Look for a version of the program with the decree for the next year."
            )
        )
    if desk.database.execute_sql(_BEYOND, (end_of(last, desk.zone),)).fetchone():
        found.append(
            N_(
                "A running term ends in a year whose days off are not decreed yet: its date is"
                " provisional."
            )
        )
    return tuple(found)


def _bounds(desk: Desk) -> tuple[str, ...]:
    """Where each group begins; a term ends with the midnight after its day, hence ``due > bound``."""
    zone, day = ZoneInfo(desk.zone), desk.today()
    tomorrow = stamp(datetime.combine(day + timedelta(days=1), time(), zone))
    week = stamp(datetime.combine(day + timedelta(days=8), time(), zone))
    return ("", stamp(desk.now()), tomorrow, week, "9998", NEVER)


_COUNT = "SELECT count(*) FROM request WHERE state = 'open' AND due > ? AND due <= ?"
_LINES = (
    "SELECT id, number, kinds, step, due, due_shown FROM request WHERE state = 'open'"
    " AND due > ? AND due <= ? ORDER BY due, id LIMIT ?"
)


def _group(
    desk: Desk, id: str, after: str, until: str, limit: int, left: Left, language: str
) -> TodayGroup:
    total = desk.database.execute_sql(_COUNT, (after, until)).fetchone()[0]
    rows = desk.database.execute_sql(_LINES, (after, until, limit)).fetchall() if total else []
    leads = _leading(desk, [row[0] for row in rows])
    lines = tuple(_line(desk, row, leads.get(row[0]), left, language) for row in rows)
    return TodayGroup(id, lines, int(total))


_LEADS = (
    f"SELECT request, {TERM_COLUMNS} FROM deadline"  # noqa: S608 -- names are ours
    " WHERE request IN (SELECT value FROM json_each(?)) AND met IS NULL AND dropped IS NULL"
    " ORDER BY due_moment DESC, own DESC, id DESC"
)


def _leading(desk: Desk, ids: Sequence[int]) -> dict[int, KeptTerm]:
    """The earliest open term of each request; on the same day the law goes before the own promise."""
    if not ids:
        return {}
    rows = desk.database.execute_sql(_LEADS, (json.dumps(list(ids)),)).fetchall()
    leads = {row[0]: row for row in rows}
    return {request: KeptTerm(*row[1:]) for request, row in leads.items()}


def _line(
    desk: Desk, row: Sequence[object], lead: KeptTerm | None, left: Left, language: str
) -> TodayLine:
    id, number, kinds, step, due, shown = map(str, row)
    title, term = worded(desk, lead, language) if lead else ("", None)
    hours = None
    if "T" in shown:
        span = datetime.fromisoformat(shown) - desk.now()
        hours = int(span.total_seconds() // 3600)
    return TodayLine(
        request=int(id),
        number=number,
        kinds=tuple(DemandKind(kind) for kind in kinds.split()),
        step=Step(step) if step else None,
        due=term,
        title=title,
        overdue=due != NEVER and due <= left.now,
        days_left=left.days(shown),
        working_days_left=left.working_days(shown),
        hours_left=hours,
    )


def soon(desk: Desk, left: Left | None = None) -> int:
    """How many open requests are due within three working days, overdue ones included."""
    left = left or Left(desk)
    last = left.nth_working_day(SOON)
    end = stamp(datetime.combine(last + timedelta(days=1), time(), ZoneInfo(desk.zone)))
    row = desk.database.execute_sql(_COUNT, ("", end)).fetchone()
    return int(row[0])
