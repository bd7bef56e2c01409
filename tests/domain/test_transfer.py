# SPDX-License-Identifier: Apache-2.0
"""May it flow on that day? Worked cases of Art. 12, state by day by stage, and the cycle driven at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.counting import count_paused
from desk.domain.explain import explain
from desk.domain.rules import load_rulebook
from desk.domain.state_lists import StateList, StateLists, load_state_lists
from desk.domain.transfer import (
    Course,
    Decision,
    FlowWord,
    Notice,
    Pause,
    check_notice,
    may_flow,
)
from desk.errors import Refusal
from desk.text import catalogue

BOOK = load_rulebook()
STATES = load_state_lists()
TODAY = date(2026, 11, 25)


def day(text: str) -> date:
    """“08-13” of 2026, or a whole day."""
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def notice(sent="08-12", received="08-13", pauses=(), decision=None, decided=None):
    return Notice(
        sent=day(sent),
        assessed=day(sent),
        received=day(received) if received else None,
        pauses=tuple(Pause(day(a), day(b) if b else None) for a, b in pauses),
        decision=decision,
        decided=day(decided) if decided else None,
    )


def course(country="US", *notices, since="2026-01-01", until=None, vital=None):
    return Course(
        country,
        day(since),
        day(until) if until else None,
        notices,
        day(vital) if vital else None,
    )


FILED = notice()
ASKED = notice(pauses=[("08-18", "08-25")])
OWED = notice(pauses=[("08-18", None)])
LAST_DAY = notice(pauses=[("08-27", "09-10")])
TOO_LATE = notice(pauses=[("08-28", "09-10")])
SAME_DAY = notice(pauses=[("08-13", "08-14")])
TWICE = notice(pauses=[("08-18", "08-20"), ("08-26", "08-31")])
AT_REST = notice(pauses=[("08-18", "08-22")])
BANNED = notice(decision=Decision.PROHIBITED, decided="08-20")
NARROWED = notice(decision=Decision.RESTRICTED, decided="08-20")
CLEARED = notice(decision=Decision.NO_OBJECTION, decided="08-20")
UNRECEIVED = notice(received=None)
SECOND = notice("08-20", "08-21")
NEW_YEAR = notice("2025-12-24", "2025-12-25")
SATURDAY = notice("2025-10-23", "2025-10-24")
US, VN = course("US", FILED), course("VN", FILED)

CASES = [
    # Nothing filed.
    (course("US"), "11-25", "waits", None),
    (course("VN"), "11-25", "waits", None),
    (course("DE"), "11-25", "waits", None),
    (course("US", vital="08-01"), "11-25", "waits", None),
    # Not listed: the wait of ten working days from receipt.
    (US, "08-11", "waits", None),
    (US, "08-12", "waits", None),
    (US, "08-13", "waits", "08-28"),
    (US, "08-27", "waits", "08-28"),
    (US, "08-28", "flows", "08-28"),
    (US, "11-25", "flows", "08-28"),
    (course("AE", FILED), "08-27", "waits", "08-28"),
    (course("HK", FILED), "08-27", "waits", "08-28"),
    (course("TW", FILED), "08-28", "flows", "08-28"),
    (course("US", UNRECEIVED), "11-25", "waits", None),
    # Listed: from the sending.
    (VN, "08-11", "waits", None),
    (VN, "08-12", "flows", "08-12"),
    (VN, "08-13", "flows", "08-12"),
    (VN, "11-25", "flows", "08-12"),
    (course("VN", UNRECEIVED), "08-12", "flows", "08-12"),
    (course("DE", FILED), "08-12", "flows", "08-12"),
    (course("CN", FILED), "08-12", "flows", "08-12"),
    (course("TR", FILED), "08-12", "flows", "08-12"),
    (course("GB", FILED), "08-12", "flows", "08-12"),
    (course("KZ", FILED), "08-12", "flows", "08-12"),
    # Roskomnadzor asks: the term stands still, what was left runs on from the day after the answer.
    (course("US", ASKED), "08-17", "waits", "08-28"),
    (course("US", ASKED), "08-18", "waits", None),
    (course("US", ASKED), "08-24", "waits", None),
    (course("US", ASKED), "08-25", "waits", "09-05"),
    (course("US", ASKED), "09-04", "waits", "09-05"),
    (course("US", ASKED), "09-05", "flows", "09-05"),
    (course("US", OWED), "11-25", "waits", None),
    (course("VN", OWED), "11-25", "flows", "08-12"),
    (course("US", LAST_DAY), "08-28", "waits", None),
    (course("US", LAST_DAY), "09-10", "waits", "09-12"),
    (course("US", LAST_DAY), "09-12", "flows", "09-12"),
    (course("US", TOO_LATE), "08-28", "flows", "08-28"),
    (course("US", TOO_LATE), "09-01", "flows", "08-28"),
    (course("US", SAME_DAY), "08-28", "waits", "08-29"),
    (course("US", SAME_DAY), "08-29", "flows", "08-29"),
    (course("US", TWICE), "08-27", "waits", None),
    (course("US", TWICE), "09-07", "waits", "09-08"),
    (course("US", TWICE), "09-08", "flows", "09-08"),
    (course("US", AT_REST), "09-02", "waits", "09-03"),
    (course("US", AT_REST), "09-03", "flows", "09-03"),
    # Decisions.
    (course("US", BANNED), "08-19", "waits", "08-28"),
    (course("US", BANNED), "08-20", "stopped", "08-20"),
    (course("US", BANNED), "11-25", "stopped", "08-20"),
    (course("VN", BANNED), "08-19", "flows", "08-12"),
    (course("VN", BANNED), "08-20", "stopped", "08-20"),
    (course("US", NARROWED), "08-28", "stopped", "08-20"),
    (course("VN", NARROWED), "08-28", "stopped", "08-20"),
    (course("US", CLEARED), "08-21", "waits", "08-28"),
    (course("US", CLEARED), "08-28", "flows", "08-28"),
    (course("VN", BANNED, notice("09-01", "09-02")), "11-25", "stopped", "08-20"),
    (course("US", BANNED, vital="08-01"), "08-21", "stopped", "08-20"),
    # Several notices: the one that opens first.
    (course("US", UNRECEIVED, SECOND), "09-04", "waits", "09-05"),
    (course("US", UNRECEIVED, SECOND), "09-05", "flows", "09-05"),
    (course("US", FILED, SECOND), "08-28", "flows", "08-28"),
    # Vital interests spare the wait, not the notice.
    (course("US", FILED, vital="08-14"), "08-13", "waits", "08-28"),
    (course("US", FILED, vital="08-14"), "08-14", "flows", "08-14"),
    (course("US", FILED, vital="08-01"), "08-11", "waits", None),
    (course("US", FILED, vital="08-01"), "08-12", "flows", "08-12"),
    (course("US", OWED, vital="08-01"), "11-25", "flows", "08-12"),
    # Planned and ended.
    (course("VN", FILED, since="09-15"), "08-20", "waits", "09-15"),
    (course("VN", FILED, since="09-15"), "09-15", "flows", "09-15"),
    (course("US", FILED, since="09-15"), "08-20", "waits", "08-28"),
    (course("US", FILED, since="09-15"), "08-28", "waits", "09-15"),
    (course("VN", FILED, until="10-01"), "10-01", "flows", "08-12"),
    (course("VN", FILED, until="10-01"), "10-02", "stopped", "10-01"),
    # At home Article 12 asks for nothing.
    (course("RU"), "2020-01-01", "waits", "2026-01-01"),
    (course("RU"), "11-25", "flows", "2026-01-01"),
    # The production calendar: the New Year holidays, a working Saturday.
    (course("US", NEW_YEAR, since="2025-01-01"), "01-20", "waits", "2026-01-21"),
    (course("US", NEW_YEAR, since="2025-01-01"), "01-21", "flows", "2026-01-21"),
    (course("US", SATURDAY, since="2025-01-01"), "2025-11-10", "waits", "2025-11-11"),
    (course("US", SATURDAY, since="2025-01-01"), "2025-11-11", "flows", "2025-11-11"),
]


@pytest.mark.parametrize(("what", "on", "word", "since"), CASES)
def test_worked_case(what, on, word, since):
    found = may_flow(BOOK, STATES, what, day(on))
    assert (found.word, found.since) == (word, day(since) if since else None)


def test_at_least_sixty_cases_are_worked():
    assert len(CASES) >= 60


def test_a_state_taken_off_the_list_waits_from_the_day_only_the_list_counts():
    (old,) = STATES.lists
    shorter = {code: state for code, state in old.states.items() if code != "DE"}
    states = StateLists(
        [old, StateList(date(2026, 7, 1), old.version, shorter)], STATES.convention_until
    )
    german = course("DE", notice("07-20", "07-21"))
    assert may_flow(BOOK, states, german, day("07-25")).since == day("07-20")
    wait = may_flow(BOOK, states, german, day("07-26"))
    assert (wait.word, wait.since) == ("waits", day("08-05"))
    assert may_flow(BOOK, states, german, day("08-05")).flows


def test_a_day_before_the_law_is_refused():
    with pytest.raises(Refusal, match="in force"):
        may_flow(BOOK, STATES, US, date(2023, 2, 28))


def test_the_sentence_and_the_list_in_both_languages():
    found = may_flow(BOOK, STATES, US, day("08-20"))
    assert "28 авг. 2026" in catalogue("ru").tell(found.why)
    assert "No. 128" in may_flow(BOOK, STATES, US, day("08-20"), "en").list_version
    assert may_flow(BOOK, STATES, course("RU"), TODAY).list_version == ""


def test_a_pause_is_explained_day_by_day():
    due = count_paused(BOOK.calendar, BOOK.find("R35"), day("08-13"), ASKED.pauses)
    said = explain(due, catalogue("en"))
    assert "was suspended" in said
    assert "8 working days were left" in said
    assert "оставалось 8 рабочих дней" in explain(due, catalogue("ru"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(FILED, assessed=None), "assessed"),
        (replace(FILED, assessed=day("08-13")), "assessed"),
        (replace(FILED, sent=day("12-01"), received=None), "sent"),
        (replace(FILED, received=day("08-11")), "received"),
        (replace(FILED, received=day("12-01")), "received"),
        (replace(FILED, decision=Decision.PROHIBITED), "decided"),
        (replace(FILED, decided=day("09-01")), "decided"),
        (replace(BANNED, decided=day("08-12")), "decided"),
        (replace(BANNED, decided=day("12-01")), "decided"),
        (notice(pauses=[("08-12", "08-20")]), "asked"),
        (notice(pauses=[("08-20", "08-19")]), "answered"),
        (notice(pauses=[("12-01", None)]), "asked"),
        (notice(pauses=[("08-20", "12-01")]), "answered"),
        (notice(received=None, pauses=[("08-20", None)]), "asked"),
    ],
)
def test_days_that_cannot_follow_one_another_are_refused_at_their_field(wrong, field):
    with pytest.raises(Refusal) as refused:
        check_notice(wrong, TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize("right", [FILED, ASKED, OWED, BANNED, CLEARED, UNRECEIVED, TWICE])
def test_an_orderly_notice_passes(right):
    check_notice(right, TODAY)


days = st.integers(0, 90).map(lambda number: date(2026, 8, 1) + timedelta(number))
pauses = st.builds(
    lambda since, length: Pause(since, None if length is None else since + timedelta(length)),
    days,
    st.none() | st.integers(0, 30),
)
notices = st.builds(
    lambda sent, transit, pauses, decision, decided: Notice(
        sent, sent, None if transit is None else sent + timedelta(transit), tuple(pauses), decision,
        decided if decision else None,
    ),
    days, st.none() | st.integers(0, 10), st.lists(pauses, max_size=3),
    st.none() | st.sampled_from(Decision), days,
)  # fmt: skip
courses = st.builds(
    lambda country, notices, vital: Course(country, date(2026, 1, 1), None, tuple(notices), vital),
    st.sampled_from(["US", "VN", "DE", "AE"]),
    st.lists(notices, max_size=3),
    st.none() | days,
)


@given(courses, days)
def test_never_before_a_filing_during_a_standstill_or_after_a_ban(what, on):
    found = may_flow(BOOK, STATES, what, on)
    if not found.flows:
        return
    filed = [each for each in what.notices if each.sent <= on]
    assert filed
    assert not any(
        each.decided and each.decided <= on and each.decision is not Decision.NO_OBJECTION
        for each in what.notices
    )
    spared = what.vital_since is not None and what.vital_since <= on
    if STATES.listed(what.country, on) or spared:
        return
    assert any(
        each.received and BOOK.calendar.working_days_between(each.received, on - timedelta(1)) >= 10
        for each in filed
    )


@given(courses, days)
def test_a_flow_that_began_goes_on_until_it_is_stopped(what, on):
    """Days later only a decision or a question still within the term changes the answer."""
    if not may_flow(BOOK, STATES, what, on).flows:
        return
    later = may_flow(BOOK, STATES, what, on + timedelta(1))
    assert later.flows or later.word is FlowWord.STOPPED
