# SPDX-License-Identifier: Apache-2.0
"""How late a term was met: in days, in working days where the law counts those, in hours."""

from datetime import UTC, date, datetime

import pytest

from desk.domain.calendar import load_calendar
from desk.domain.due import Due, Nature, Why
from desk.domain.lateness import Late, Unit, late_words, lateness
from desk.domain.timeline import in_order
from desk.services.terms import end_of
from desk.text import catalogue

ZONE = "Europe/Moscow"
FRIDAY = date(2026, 12, 4)


def due(last, *steps):
    return Due("x", "R00", Nature.TERM, date(2026, 11, 20), last, last, last, True, "", steps)


def late(term, met):
    return lateness(term, met, end_of(term.due, ZONE), ZONE, load_calendar())


WORKING = due(FRIDAY, Why("nominal", FRIDAY, count=10, note="working_days"))


@pytest.mark.parametrize(
    ("term", "met", "found"),
    [
        (due(FRIDAY), "2026-12-04", None),
        (due(FRIDAY), "2026-12-04T20:59:00+00:00", None),  # 23:59 in Moscow
        (due(FRIDAY), "2026-12-04T21:00:00+00:00", Late(1, Unit.DAYS)),
        (due(FRIDAY), "2026-12-05", Late(1, Unit.DAYS)),
        (WORKING, "2026-12-03", None),
        (WORKING, "2026-12-06", Late(1, Unit.WORKING_DAYS)),
        (WORKING, "2026-12-08", Late(2, Unit.WORKING_DAYS)),
    ],
)
def test_lateness_is_counted_as_the_term_is(term, met, found):
    assert late(term, met) == found


def test_a_term_in_hours_is_late_by_begun_hours():
    term = due(datetime(2026, 12, 4, 9, 0, tzinfo=UTC))
    assert late(term, "2026-12-04T09:00:00+00:00") is None
    assert late(term, "2026-12-04T09:00:01+00:00") == Late(1, Unit.HOURS)
    assert late(term, "2026-12-04T11:30:00+00:00") == Late(3, Unit.HOURS)
    assert late(term, "2026-12-04") is None
    assert late(term, "2026-12-05") == Late(1, Unit.DAYS)


def test_it_is_said_in_both_languages():
    assert late_words(catalogue("en"), Late(1, Unit.DAYS)) == "1 day late"
    assert late_words(catalogue("ru"), Late(1, Unit.DAYS)) == "с опозданием на 1 день"
    assert (
        late_words(catalogue("ru"), Late(2, Unit.WORKING_DAYS)) == "с опозданием на 2 рабочих дня"
    )
    assert late_words(catalogue("ru"), Late(5, Unit.HOURS)) == "с опозданием на 5 часов"


def test_a_day_alone_stands_behind_what_was_recorded_of_it_before():
    rows = [
        (1, "2026-11-26T14:12:00+00:00"),
        (2, "2026-11-26"),
        (3, "2026-11-25"),
        (4, "2026-11-26T15:00:00+00:00"),
        (5, "2026-11-25T22:00:00+00:00"),  # the 26th in Moscow
        (6, "2026-11-25"),
    ]
    assert [id for id, _at in in_order(rows, ZONE)] == [3, 6, 5, 1, 2, 4]


def test_a_moment_typed_to_the_minute_stands_behind_what_was_recorded_in_it_before():
    rows = [
        (1, "2026-11-20T09:30:27+00:00"),
        (2, "2026-11-20T09:30:00+00:00"),
        (3, "2026-11-20T09:29:00+00:00"),
    ]
    assert [id for id, _at in in_order(rows, ZONE)] == [3, 1, 2]
