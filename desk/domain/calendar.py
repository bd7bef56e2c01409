# SPDX-License-Identifier: Apache-2.0
"""Which day is a working day in one country, since our file says so by decree or announcement.

Years a file does not hold are taken from ``holidays`` (for Russia with Art. 112 of the Labour Code where
no decree is known) and are not firm. A calendar without a country knows Saturdays and Sundays alone.
This module counts no terms; ``rules.py`` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from desk.domain.strict import Table, read_table
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.paths import resource

FIRST_YEAR, LAST_YEAR = 1992, 2099
"""Years ``holidays`` knows, less one at each end so that a neighbouring day is always known."""
MOVED = "перенос выходного дня"
"""What ``name_of_run`` says of a working weekday that a decree or Art. 112 made a day off."""
MOVED_EN = "a moved day off"
_BY = ("decree", "article_112", "article_111")
HOME = "ru"
"""The calendar by which working days are counted unless a law names another."""
CALENDARS = (HOME, "vn", "eu")
_READ_IN = {"RU": "ru", "VN": "en_US"}
"""Countries whose years beyond our files ``holidays`` fills in, with the language it names the days in."""
_ONE = timedelta(days=1)


@dataclass(frozen=True)
class Decree:
    """The decree or announcement on the days off of one year."""

    year: int
    number: str
    day: date
    title: Both
    sources: tuple[str, ...]


@dataclass
class _Year:
    """What differs from Monday-to-Friday in one year."""

    off: dict[date, str] = field(default_factory=dict)
    """Days off beyond plain weekends, with the holiday's Russian name, or empty for a moved day off."""
    working: frozenset[date] = frozenset()
    short: frozenset[date] = frozenset()
    moved: dict[date, date] = field(default_factory=dict)


class Calendar:
    """Working days of one country: firm from ``firm_from`` to ``firm_until``, else provisional."""

    def __init__(self, top: Table) -> None:
        self.id = top.matching("id", "[a-z][a-z0-9-]*")
        self.title = top.both("title")
        self.basis = top.both("basis")
        self._country = top.choice("country", _READ_IN, "")
        self._left_out = top.words("left_out", ())
        self.firm_from = top.sure_day("firm_from")
        self.firm_until = top.sure_day("firm_until")
        self._statutory: dict[str, str] = {}
        self._known_as: dict[str, str] = {}
        self.english: dict[str, str] = {MOVED: MOVED_EN}
        for raw in top.tables("holiday", ()):
            self._read_holiday(Table(raw, top.file, "[[holiday]]"))
        self.decrees: dict[int, Decree] = {}
        self._years: dict[int, _Year] = {}
        self._counts: dict[int, list[int]] = {}
        for raw in top.tables("year", ()):
            self._read_year(Table(raw, top.file, "[[year]]"))
        top.close()
        for year in range(self.firm_from.year, self.firm_until.year + 1):
            if self._country and year not in self._years:
                raise top.fault(N_("{file}: the year {year} is missing."), year=year)

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is a working day; a shortened one and a working Saturday are."""
        known = self._year(day.year)
        if day in known.off:
            return False
        return day.weekday() < 5 or day in known.working

    def name(self, day: date) -> str:
        """The Russian name of the holiday, or an empty text for any other day."""
        return self._year(day.year).off.get(day, "")

    def moved_from(self, day: date) -> date | None:
        """The day whose rest was moved to ``day``, where our file says so."""
        return self._year(day.year).moved.get(day)

    def name_of_run(self, first: date, last: date) -> str:
        """The Russian names of the holidays from ``first`` to ``last``, empty for a plain weekend."""
        names: dict[str, None] = {}
        for day in days_between(first, last):
            known = self._year(day.year)
            if day in known.off:
                names[known.off[day] or MOVED] = None
        return ", ".join(names)

    def is_working_saturday(self, day: date) -> bool:
        """Whether a Saturday (or Sunday) was made a working day by a decree."""
        return day.weekday() >= 5 and self.is_working(day)

    def is_short(self, day: date) -> bool:
        """Whether the working day is an hour shorter; it counts in every term all the same."""
        return day in self._year(day.year).short

    def firm(self, day: date) -> bool:
        """Whether ``day`` is within the decreed years; where only weekends count, every day is."""
        return not self._country or self.firm_from <= day <= self.firm_until

    def next_working(self, day: date) -> date:
        """``day`` itself or the first working day after it."""
        while not self.is_working(day):
            day += _ONE
        return day

    def previous_working(self, day: date) -> date:
        """``day`` itself or the last working day before it."""
        while not self.is_working(day):
            day -= _ONE
        return day

    def nth_working(self, start: date, n: int) -> date:
        """The ``n``-th working day after ``start``, which itself is day 0."""
        day = start
        for _ in range(n):
            day = self.next_working(day + _ONE)
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after ``a`` up to and with ``b``; negative when ``b`` lies before ``a``."""
        if b < a:
            return -self.working_days_between(b, a)
        years = sum(self._counted(year)[-1] for year in range(a.year, b.year))
        return years + self._until(b) - self._until(a)

    def _until(self, day: date) -> int:
        """Working days of its year up to and with ``day``."""
        return self._counted(day.year)[(day - date(day.year, 1, 1)).days]

    def _counted(self, year: int) -> list[int]:
        """For each day of a year, the working days up to and with it: a list asks for very many."""
        found = self._counts.get(year)
        if found is None:
            days = days_between(date(year, 1, 1), date(year, 12, 31))
            found = self._counts[year] = list(accumulate(map(self.is_working, days)))
        return found

    def _year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = self._provisional(year)
        return found

    def _provisional(self, year: int) -> _Year:
        """A year without our own data: the library's days, Art. 112 added where it knows no decree."""
        check_year(year)
        known = _Year()
        if not self._country:
            return known
        import holidays

        country = holidays.country_holidays(
            self._country, years=year, language=_READ_IN[self._country]
        )
        for day, called in sorted(country.items()):
            if day.year == year and not any(name in called for name in self._left_out):
                known.off[day] = self._statutory.get(f"{day:%m-%d}", "") or self._named(called)
        known.working = frozenset(
            day
            for day in days_between(date(year, 1, 1), date(year, 12, 31))
            if day.weekday() >= 5 and country.is_working_day(day)
        )
        russian = self._country == "RU"
        if russian and year > self.firm_until.year and all(known.off.values()):
            self._shift_by_article_112(known)
        return known

    def _named(self, called: str) -> str:
        """Our name of a holiday without a fixed date, by what the library calls it."""
        return next((name for part, name in self._known_as.items() if part in called), "")

    @staticmethod
    def _shift_by_article_112(known: _Year) -> None:
        """A holiday on a weekend moves the rest to the next working day, save in the January block."""
        for day in sorted(known.off):
            if day.weekday() < 5 or day.month == 1:
                continue
            free = day + _ONE
            while free.weekday() >= 5 or free in known.off:
                free += _ONE
            known.off[free] = ""
            known.moved[free] = day

    def _read_holiday(self, table: Table) -> None:
        name = table.both("name")
        self.english[name.ru] = name.en
        known_as = table.text("known_as", "")
        if known_as:
            self._known_as[known_as] = name.ru
        for text in table.words("days", ()) if known_as else table.words("days"):
            try:
                date.fromisoformat(f"2024-{text}")
            except ValueError as error:
                raise table.strange("days", text) from error
            if text in self._statutory:
                raise table.fault(N_("{file}, {place}: {day} appears twice."), day=text)
            self._statutory[text] = name.ru
        table.close()

    def _read_year(self, table: Table) -> None:
        year = table.whole("year", FIRST_YEAR, LAST_YEAR)
        table.place = f"[[year]] {year}"
        if year in self._years:
            raise table.fault(N_("{file}, {place}: {day} appears twice."), day=year)
        decree = table.table("decree")
        self.decrees[year] = Decree(
            year,
            decree.text("number", ""),
            decree.sure_day("date"),
            Both(ru=decree.text("ru"), en=decree.text("en")),
            _sources(table),
        )
        decree.close()
        known = _Year(
            working=frozenset(table.days("working")), short=frozenset(table.days("short"))
        )
        for text, name in self._statutory.items():
            if text != "02-29":
                known.off[date.fromisoformat(f"{year}-{text}")] = name
        for raw in table.tables("holiday", ()):
            self._read_dated(Table(raw, table.file, table.place), known)
        for raw in table.tables("moved"):
            _read_moved(Table(raw, table.file, table.place), known)
        table.close()
        _check_year_data(table, year, known)
        self._years[year] = known

    def _read_dated(self, table: Table, known: _Year) -> None:
        """A holiday of this year alone: those of the lunar calendar, a day beside a fixed one."""
        name = table.both("name")
        self.english[name.ru] = name.en
        known.off |= dict.fromkeys(table.days("days"), name.ru)
        table.close()


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def check_year(year: int) -> None:
    """Refuse a year no calendar speaks of."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(
            N_(
                "Deadlines are calculated for the years {first} to {last}; the year {year} is outside that range."
            ),
            field="start",
            first=FIRST_YEAR,
            last=LAST_YEAR,
            year=year,
        )


@cache
def load_calendar(name: str = HOME, folder: Path | None = None) -> Calendar:
    """The calendar ``name`` from ``folder``, or the one the program brings."""
    return _load((folder or resource("calendars")) / f"{name}.toml")


@cache
def _load(path: Path) -> Calendar:
    top, _ = read_table(path)
    return Calendar(top)


def english_of(names: str) -> str:
    """The English of the holiday names a step keeps, of whatever country they are."""
    calendar = load_calendar()
    found = []
    for name in filter(None, names.split(", ")):
        if name not in calendar.english:
            calendar = next(
                (c for c in map(load_calendar, CALENDARS) if name in c.english), calendar
            )
        found.append(calendar.english.get(name, name))
    return ", ".join(found)


def _sources(table: Table) -> tuple[str, ...]:
    found = table.words("source")
    if not found:
        raise table.fault(N_("{file}, {place}: a source must be named."))
    return found


def _read_moved(table: Table, known: _Year) -> None:
    origin, to = table.sure_day("from"), table.sure_day("to")
    table.choice("by", _BY)
    table.close()
    if to in known.off:
        raise table.fault(N_("{file}, {place}: {day} appears twice."), day=to.isoformat())
    known.off[to] = ""
    known.moved[to] = origin


def _check_year_data(table: Table, year: int, known: _Year) -> None:
    """A working day off, a day of another year, a rest moved from a plain weekday: none of it is possible."""
    wrong = [day for day in (*known.off, *known.working, *known.short) if day.year != year]
    wrong += [day for day in known.working if day.weekday() < 5 or day in known.off]
    wrong += [day for day in known.short if day in known.off]
    wrong += [to for to in known.moved if to.weekday() >= 5]
    wrong += [day for day in known.moved.values() if day.weekday() < 5 and day not in known.off]
    if wrong:
        raise table.fault(
            N_("{file}, {place}: {day} cannot be what the calendar says it is."),
            day=min(wrong).isoformat(),
        )
