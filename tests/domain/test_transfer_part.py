# SPDX-License-Identifier: Apache-2.0
"""One person's part in a transfer on consent: worked cases, and what holds whatever was agreed to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.transfer_part import Agreement, part_of
from desk.domain.transfers import Part, Standing

DATA = frozenset({"name", "email"})
ON = date(2026, 11, 22)


def agreed(given, over=None, data=DATA, number="1"):
    return Agreement(
        number,
        date.fromisoformat(f"2026-{given}"),
        date.fromisoformat(f"2026-{over}") if over else None,
        frozenset(data),
    )


def day(text):
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("agreements", "expected"),
    [
        ((), Part(Standing.NONE)),
        ((agreed("11-22"),), Part(Standing.GIVEN, day("11-22"), "1")),
        ((agreed("11-23"),), Part(Standing.NONE)),
        ((agreed("11-01", "11-23"),), Part(Standing.GIVEN, day("11-01"), "1")),
        ((agreed("11-01", "11-22"),), Part(Standing.ENDED, day("11-22"), "1")),
        ((agreed("11-01", data={"name"}),), Part(Standing.NARROW, None, "1")),
        (
            (agreed("11-02", data={"name"}, number="2"), agreed("11-01", data={"email"})),
            Part(Standing.NARROW, None, "2"),
        ),
        (
            (agreed("11-10", number="2"), agreed("11-01", "11-09")),
            Part(Standing.GIVEN, day("11-10"), "2"),
        ),
        (
            (agreed("11-10", number="2"), agreed("11-01")),
            Part(Standing.GIVEN, day("11-01"), "1"),
        ),
        (
            (agreed("11-10", "11-15", number="2"), agreed("11-01", "11-09")),
            Part(Standing.ENDED, day("11-15"), "2"),
        ),
        (
            (agreed("11-10", data={"name"}, number="2"), agreed("11-01", "11-09")),
            Part(Standing.NARROW, None, "2"),
        ),
    ],
)  # fmt: skip
def test_worked_cases(agreements, expected):
    assert part_of(agreements, DATA, ON) == expected


days = st.integers(-40, 40).map(lambda days: ON + timedelta(days))
agreements = st.lists(
    st.builds(
        Agreement,
        st.sampled_from("123"),
        days,
        st.none() | days,
        st.frozensets(st.sampled_from(["name", "email", "phone"])),
    ),
    max_size=4,
)


@given(agreements, days)
def test_it_goes_on_only_under_one_live_consent_to_all_the_data(found, on):
    part = part_of(found, DATA, on)
    covered = any(each.live(on) and each.categories >= DATA for each in found)
    assert (part.standing is Standing.GIVEN) == covered
    assert part.day is None or part.day <= on


@given(agreements, days)
def test_after_every_consent_was_withdrawn_it_never_goes_on(found, on):
    over = [Agreement(each.number, each.given, on, each.categories) for each in found]
    assert part_of(over, DATA, on).standing in (Standing.ENDED, Standing.NONE)


@given(agreements, agreements, days)
def test_another_consent_never_ends_what_goes_on(found, more, on):
    if part_of(found, DATA, on).standing is Standing.GIVEN:
        assert part_of([*found, *more], DATA, on).standing is Standing.GIVEN
