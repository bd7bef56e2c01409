# SPDX-License-Identifier: Apache-2.0
"""What the lists of the registers share: ids in order, words, numbers as people write them, time left."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from datetime import date, datetime
from itertools import chain

from desk.clocks import legal_time
from desk.domain.calendar import Calendar, load_calendar
from desk.domain.request import NearestTerm
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.terms import NEVER, stamp
from desk.storage import search as index

_NUMBER = re.compile(r"(\d{4})-(\d{1,9})")


def select_ids(
    desk: Desk,
    table: str,
    sorts: Mapping[str, tuple[str, ...]],
    sort: str,
    conditions: list[str],
    params: list[object],
    after: int | None,
    limit: int | None,
) -> array[int]:
    """Ids of a table in the order of ``sort`` (``-`` in front: descending), whole or by keyset."""
    columns = sorts.get(sort.removeprefix("-"))
    if columns is None:
        raise Refusal(N_("The list cannot be sorted by this."), field="sort")
    down = sort.startswith("-")
    if after is not None:
        key = ", ".join(columns)
        sign = "<" if down else ">"
        conditions.append(f"({key}) {sign} (SELECT {key} FROM {table} WHERE id = ?)")  # noqa: S608 -- names are ours
        params.append(after)
    sql = f"SELECT id FROM {table}"  # noqa: S608 -- names are ours
    if conditions:
        sql += " WHERE " + " AND ".join(conditions)
    sql += " ORDER BY " + ", ".join(f"{column}{' DESC' if down else ''}" for column in columns)
    if limit is not None:
        sql += " LIMIT ?"
        params.append(limit)
    return array("q", chain.from_iterable(desk.database.execute_sql(sql, params).fetchall()))


def text_condition(text: str, kind: index.Kind) -> str:
    """The condition that a record has all the words; nothing is found by signs alone."""
    if not index.expression(text):
        return "0 = length(?) + 1"
    return f"id IN (SELECT rowid >> 3 FROM search WHERE search MATCH ? AND rowid & 7 = {int(kind)})"  # noqa: S608 -- an int


class Left:
    """How much time is left: one clock reading and one calendar for a whole list."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.now = stamp(desk.now())
        self.today = desk.today()
        self._zone = legal_time(desk.zone)
        self._calendar: Calendar | None = None
        self._known: dict[date, int] = {}
        self._terms: dict[tuple[str, str, str, int], NearestTerm] = {}

    def term(self, due: str, shown: str, safe: str, firm: int) -> NearestTerm:
        """The nearest term of a line: when it ends, its due date as shown, its safe date, whether that is firm."""
        key = (due, shown, safe, firm)
        found = self._terms.get(key)
        if found is None:
            found = self._terms[key] = NearestTerm(
                safe=safe,
                firm=bool(firm),
                overdue=due != NEVER and due <= self.now,
                days_left=self.days(shown),
                working_days_left=self.working_days(shown),
            )
        return found

    def day(self, shown: str) -> date | None:
        """The calendar day of a due date or moment in the legal zone."""
        if not shown:
            return None
        if "T" in shown:
            return datetime.fromisoformat(shown).astimezone(self._zone).date()
        return date.fromisoformat(shown)

    def days(self, shown: str) -> int | None:
        """Calendar days to the due date; negative when it has passed."""
        day = self.day(shown)
        return None if day is None else (day - self.today).days

    def working_days(self, shown: str) -> int | None:
        """Working days after today up to the due date."""
        day = self.day(shown)
        if day is None:
            return None
        if day not in self._known:
            self._known[day] = self._working().working_days_between(self.today, day)
        return self._known[day]

    def nth_working_day(self, count: int) -> date:
        """The working day that comes ``count`` working days after today."""
        return self._working().nth_working(self.today, count)

    def _working(self) -> Calendar:
        if self._calendar is None:
            self._calendar = load_calendar()
        return self._calendar


def numbered(desk: Desk, series: str, number: str) -> int | None:
    """The record of a series, which is also its table, with this number as people write it."""
    match = _NUMBER.fullmatch(number.strip().removeprefix(f"{series}/"))
    if match is None:
        return None
    key = int(match[1]) * 1_000_000 + int(match[2])
    row = desk.database.execute_sql(
        f"SELECT id FROM {series} WHERE number_key = ?",  # noqa: S608 -- names are ours
        (key,),
    ).fetchone()
    return None if row is None else int(row[0])
