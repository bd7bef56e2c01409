# SPDX-License-Identifier: Apache-2.0
"""Which day is a working day in Russia, by decree and beyond the decrees."""

import csv
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.calendar import FIRST_YEAR, LAST_YEAR, MOVED, days_between, load_calendar
from desk.errors import Refusal
from desk.paths import resource

FACTS = Path(__file__).parent / "ru_calendar_2024_2027.csv"
RU = load_calendar()
DAYS = st.dates(date(2005, 1, 1), date(2090, 12, 31))


def facts():
    with FACTS.open(encoding="utf-8") as source:
        return {date.fromisoformat(row["date"]): row for row in csv.DictReader(source)}


def test_every_day_of_the_decreed_years_is_as_the_decrees_say():
    known = facts()
    for day in days_between(date(2024, 1, 1), date(2027, 12, 31)):
        row = known.get(day)
        expected = row["kind"] == "working" if row else day.weekday() < 5
        assert RU.is_working(day) is expected, day
        assert RU.name(day) == (row["name_ru"] if row else ""), day
        assert RU.is_short(day) is bool(row and row["short"] == "1"), day
        moved = row["moved_from"] if row else ""
        assert RU.moved_from(day) == (date.fromisoformat(moved) if moved else None), day


def test_our_file_and_the_library_agree_where_both_speak():
    library = holidays.country_holidays("RU", years=range(2024, 2028))
    for day in days_between(date(2024, 1, 1), date(2027, 12, 31)):
        assert RU.is_working(day) == library.is_working_day(day), day


@pytest.mark.parametrize(("year", "days"), [(2024, 248), (2025, 247), (2026, 247), (2027, 247)])
def test_the_number_of_working_days_of_each_year(year, days):
    assert RU.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == days


@pytest.mark.parametrize(
    "saturday",
    [
        date(2024, 4, 27),
        date(2024, 11, 2),
        date(2024, 12, 28),
        date(2025, 11, 1),
        date(2027, 2, 20),
    ],
)
def test_a_saturday_made_working_by_decree_is_a_working_day_also_when_it_is_short(saturday):
    assert saturday.weekday() == 5
    assert RU.is_working_saturday(saturday)
    assert RU.next_working(saturday) == RU.previous_working(saturday) == saturday


def test_each_decreed_year_names_its_decree():
    assert {year: decree.number for year, decree in RU.decrees.items()} == {
        2024: "1314", 2025: "1335", 2026: "1466", 2027: "1187",
    }  # fmt: skip
    assert RU.decrees[2027].day == date(2026, 9, 17)
    assert all(decree.sources for decree in RU.decrees.values())


def test_the_calendar_is_firm_to_its_last_decree_and_not_a_day_longer():
    assert RU.firm(date(2024, 1, 1))
    assert RU.firm(date(2027, 12, 31))
    assert not RU.firm(date(2023, 12, 31))
    assert not RU.firm(date(2028, 1, 1))


def test_beyond_the_decrees_the_labour_code_alone_speaks():
    unity, moved = date(2028, 11, 4), date(2028, 11, 6)
    assert unity.weekday() == 5
    assert not RU.is_working(moved)
    assert RU.moved_from(moved) == unity
    assert RU.name_of_run(unity, moved) == f"День народного единства, {MOVED}"
    assert not RU.is_working(date(2028, 1, 8))
    assert RU.is_working(date(2028, 1, 10)), "rest days of the January block move by decree only"


def test_a_run_of_days_off_names_its_holidays():
    assert RU.name_of_run(date(2026, 11, 28), date(2026, 11, 29)) == ""
    new_year = RU.name_of_run(date(2026, 12, 31), date(2027, 1, 10))
    assert new_year == f"{MOVED}, Новогодние каникулы, Рождество Христово"


@pytest.mark.parametrize("year", [1, FIRST_YEAR - 1, LAST_YEAR + 1, 9999])
def test_years_no_calendar_speaks_of_are_refused(year):
    with pytest.raises(Refusal) as refusal:
        RU.is_working(date(year, 6, 1))
    assert refusal.value.params["year"] == year


@given(DAYS, st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_the_nth_working_day_is_working_and_is_the_nth(start, n):
    last = RU.nth_working(start, n)
    assert RU.is_working(last)
    assert RU.working_days_between(start, last) == n
    assert RU.working_days_between(last, start) == -n


@given(DAYS)
@settings(max_examples=60, deadline=None)
def test_next_and_previous_working_days_enclose_a_day(day):
    after, before = RU.next_working(day), RU.previous_working(day)
    assert before <= day <= after
    assert RU.is_working(after)
    assert RU.is_working(before)
    assert (before == after) is RU.is_working(day)
    assert after - before < timedelta(days=16)


def test_decreed_years_are_counted_without_the_library():
    code = (
        "import sys; from datetime import date; from desk.domain.calendar import load_calendar;"
        "load_calendar().nth_working(date(2026, 11, 22), 15); print('holidays' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("firm_until = 2027-12-31", "firm_until = 2028-12-31"), "2028"),
        (("working = [2027-02-20]", "working = [2027-02-19]"), "2027-02-19"),
        (("working = [2027-02-20]", "working = [2026-02-21]"), "2026-02-21"),
        (("to = 2027-11-05", "to = 2027-11-06"), "2027-11-06"),
        (("to = 2027-11-05", "to = 2027-11-04"), "2027-11-04"),
        (('days = ["01-07"]', 'days = ["13-07"]'), "13-07"),
        (('days = ["01-07"]', 'days = ["01-06"]'), "01-06"),
        (('id = "ru"', 'id = "ru"\ncolour = "red"'), "colour"),
        (("year = 2026", "year = 2027"), "2027"),
        (("firm_from = 2024-01-01", 'firm_from = "2024"'), "firm_from"),
    ],
)
def test_a_mistaken_calendar_is_refused_with_its_place(tmp_path, change, says):
    text = resource("calendars", "ru.toml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "ru.toml").write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        load_calendar("ru", tmp_path)
    told = refusal.value.msgid.format(**refusal.value.params)
    assert told.startswith("ru.toml")
    assert says in told
