# SPDX-License-Identifier: Apache-2.0
"""Dates as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.errors import Refusal
from desk.text import catalogue
from ui.dates import day_or, read_date, read_moment, time_of

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("сегодня", date(2026, 11, 22)),
        ("Вчера", date(2026, 11, 21)),
        ("yesterday", date(2026, 11, 21)),
        ("послезавтра", date(2026, 11, 24)),
        ("24.11", date(2026, 11, 24)),
        ("24.11.26", date(2026, 11, 24)),
        (" 24.11.2026 г. ", date(2026, 11, 24)),
        ("24/11/2026", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("24 ноября 2026", date(2026, 11, 24)),
        ("24 ноя", date(2026, 11, 24)),
        ("Tue 24 Nov 2026", date(2026, 11, 24)),
        ("5.1", date(2027, 1, 5)),
    ],
)
def test_a_day_is_understood(typed: str, meant: date) -> None:
    assert read_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "мыло", "32.1", "30.02.2026", "24.13", "29.2", "0001-01-01", "31.12.9999", "24.11.2026\0"],
)
def test_what_is_no_day_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_date(typed, TODAY, "received")
    assert refused.value.field == "received"


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("style", ["short", "medium", "long"])
def test_dates_the_program_prints_can_be_typed_back(language: str, style: str) -> None:
    for month in range(1, 13):
        day = date(2026, month, 9)
        assert read_date(catalogue(language).date(day, style), TODAY) == day  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    ["22.11.2026 14:05", "сегодня 14:05", "today at 14:05", "2026-11-22T14:05", "22.11, 14.05"],
)
def test_a_moment_is_read_in_the_legal_time_zone(typed: str) -> None:
    moment = read_moment(typed, NOW, "Europe/Moscow")
    assert moment.astimezone(UTC) == datetime(2026, 11, 22, 11, 5, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["22.11.2026", "14:05", "22.11.2026 24:61", "вчера вечером"])
def test_a_moment_needs_day_and_time(typed: str) -> None:
    with pytest.raises(Refusal):
        read_moment(typed, NOW, "Europe/Moscow", "received")


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    for read in (lambda: read_date(text, TODAY), lambda: read_moment(text, NOW, "Asia/Tokyo")):
        try:
            read()
        except Refusal:
            continue
    assert isinstance(day_or(text, TODAY), date)
    assert isinstance(time_of(text), str)
