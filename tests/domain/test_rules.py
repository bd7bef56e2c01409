# SPDX-License-Identifier: Apache-2.0
"""Terms of Federal Law 152-FZ: what each event opens, when it is due, and what extends it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.due import Nature
from desk.domain.kinds import DemandKind, Law
from desk.domain.rulefile import COUNTABLE, EVENTS, KINDS
from desk.domain.rules import load_rulebook
from desk.errors import Refusal

MOSCOW = "Europe/Moscow"
BOOK = load_rulebook()
LAW = next(pack for pack in BOOK.packs if pack.id == "ru-152fz")
ROWS = [f"R{number:02}" for number in range(1, 49)] + ["R19a", "R19b", "R19c"]
NATURES = {
    Nature.TERM: (
        "R01 R04 R05 R07 R08 R10 R11 R12 R13 R14 R15 R17 R18 R19 R19a R19b R20 R21 R22 R23 R24 R25"
        " R26 R27 R28 R29 R32 R39 R40 R45 R46"
    ),
    Nature.GATE: "R03 R06 R30 R31 R34 R35 R38 R42 R47",
    Nature.STANDING: "R02 R09 R16 R37 R43 R44 R48",
    Nature.AUTHORITY: "R19c R33 R36 R41",
}
COUNTED = [
    rule for rule in BOOK.rules if rule.law is Law.RU and rule.term and rule.term.unit in COUNTABLE
]
IN_DAYS = [rule for rule in COUNTED if rule.term.unit != "hours"]
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def day(text):
    return date.fromisoformat(text)


def due(name, start, zone=MOSCOW):
    start = day(start) if isinstance(start, str) else start
    on = start.date() if isinstance(start, datetime) else start
    return BOOK.due(BOOK.find(name, on), start, zone)


def test_every_row_of_the_law_is_in_the_pack():
    assert {rule.row for rule in LAW.rules} == set(ROWS)


@pytest.mark.parametrize(("nature", "rows"), NATURES.items())
def test_each_row_is_of_its_nature(nature, rows):
    for row in rows.split():
        assert BOOK.find(row).nature is nature, row


def test_every_rule_says_where_it_comes_from_in_both_languages():
    for rule in BOOK.rules:
        assert rule.source, rule.id
        assert rule.basis.ru, rule.id
        assert rule.basis.en, rule.id
        assert rule.title.ru != rule.title.en, rule.id
        assert rule.edition or rule.own, rule.id
    assert LAW.edition.ru == "в ред. Федерального закона от 26.07.2026 № 265-ФЗ"


# day 0, nominal end, due, safe: the test vectors of the law reference, then one example a row
EXAMPLES = [
    ("R01", "2026-11-22", "2026-12-04", "2026-12-04", "2026-12-04"),
    ("R07", "2026-12-30", "2027-01-19", "2027-01-19", "2027-01-19"),
    ("R14", "2027-02-19", "2027-02-25", "2027-02-25", "2027-02-25"),
    ("R14", "2025-10-31", "2025-11-06", "2025-11-06", "2025-11-06"),
    ("R22", "2025-10-31", "2025-11-17", "2025-11-17", "2025-11-17"),
    ("R21", "2026-12-04", "2027-01-03", "2027-01-11", "2026-12-30"),
    ("R23", "2026-08-31", "2027-02-28", "2027-03-01", "2027-02-26"),
    ("R04", "2026-04-29", "2026-05-15", "2026-05-15", "2026-05-15"),
    ("R05", "2026-11-23", "2026-12-07", "2026-12-07", "2026-12-07"),
    ("R08", "2026-11-22", "2026-12-01", "2026-12-01", "2026-12-01"),
    ("R10", "2026-08-13", "2026-08-27", "2026-08-27", "2026-08-27"),
    ("R11", "2026-11-22", "2026-11-22", "2026-11-22", "2026-11-22"),
    ("R12", "2026-11-21", "2026-11-21", "2026-11-21", "2026-11-21"),
    ("R13", "2026-02-20", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("R15", "2027-02-19", "2027-03-09", "2027-03-09", "2027-03-09"),
    ("R20", "2026-11-22", "2026-12-22", "2026-12-22", "2026-12-22"),
    ("R24", "2026-11-22", "2029-11-22", "2029-11-22", "2029-11-22"),
    ("R25", "2026-11-04", "2026-11-04", "2026-11-04", "2026-11-04"),
    ("R26", "2026-10-02", "2026-11-01", "2026-11-02", "2026-10-30"),
    ("R27", "2026-11-03", "2026-11-09", "2026-11-09", "2026-11-09"),
    ("R28", "2026-11-22", "2026-11-22", "2026-11-22", "2026-11-22"),
    ("R29", "2026-11-20", "2026-11-25", "2026-11-25", "2026-11-25"),
    ("breach.court", "2026-11-20", "2026-11-25", "2026-11-25", "2026-11-25"),
    ("R32", "2026-11-22", "2026-12-04", "2026-12-04", "2026-12-04"),
    ("R33", "2026-08-13", "2026-08-27", "2026-08-27", "2026-08-27"),
    ("R36", "2026-11-22", "2026-11-27", "2026-11-27", "2026-11-27"),
    ("R39", "2026-10-01", "2026-11-15", "2026-11-15", "2026-11-13"),
    ("R39", "2026-12-31", "2027-01-15", "2027-01-15", "2027-01-15"),
    ("R40", "2026-11-22", "2026-12-04", "2026-12-04", "2026-12-04"),
    ("R41", "2026-10-15", "2026-11-14", "2026-11-16", "2026-11-13"),
    ("R45", "2026-11-22", "2026-12-04", "2026-12-04", "2026-12-04"),
    ("R46", "2026-11-22", "2029-11-22", "2029-11-22", "2029-11-22"),
    ("P01", "2026-11-22", "2026-12-04", "2026-12-04", "2026-12-04"),
    ("P02", "2026-11-20", "2026-11-25", "2026-11-25", "2026-11-25"),
]


@pytest.mark.parametrize(("row", "start", "nominal", "last", "safe"), EXAMPLES)
def test_worked_examples(row, start, nominal, last, safe):
    found = due(row, start)
    assert (found.nominal, found.due, found.safe) == (day(nominal), day(last), day(safe))
    assert found.start == day(start)


def test_every_countable_row_has_a_worked_example():
    shown = {BOOK.find(row).id for row, *_ in EXAMPLES}
    shown |= {
        BOOK.find(row).id for row in ("R06", "R34", "R35", "R17", "R18", "R19a", "R19b", "R19c")
    }
    shown |= {"incident.gossopka_first", "incident.gossopka_second"}
    assert {rule.id for rule in COUNTED} == shown


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("R17", 24), ("R18", 72), ("incident.gossopka_first", 24), ("incident.gossopka_second", 72),
        ("R19a", 24), ("R19b", 24), ("R19c", 24),
    ],
)  # fmt: skip
def test_hours_run_through_weekends_and_holidays_from_the_moment(name, hours):
    moment = datetime.fromisoformat("2026-12-31T23:30:00+03:00")
    found = due(name, moment)
    assert found.due == found.safe == found.nominal == moment + timedelta(hours=hours)
    assert found.due.tzinfo is UTC
    assert found.firm


def test_hours_do_not_stretch_when_the_clocks_of_a_zone_change():
    moment = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert due("R17", moment, "Europe/Berlin").due == datetime(2026, 10, 25, 22, tzinfo=UTC)


def test_hours_need_the_moment():
    with pytest.raises(Refusal, match="exact moment"):
        due("R17", "2026-11-22")


@pytest.mark.parametrize(
    ("row", "start", "not_before"),
    [("R06", "2026-11-22", "2026-12-22"), ("R34", "2026-11-22", "2026-11-22"),
     ("R35", "2026-08-13", "2026-08-28"), ("R06", "2026-12-04", "2027-01-03")],
)  # fmt: skip
def test_a_gate_says_before_when_it_is_shut(row, start, not_before):
    found = due(row, start)
    assert found.nature is Nature.GATE
    assert found.due == found.safe == day(not_before)


@pytest.mark.parametrize(
    "row",
    ["R02", "R03", "R09", "R16", "R30", "R31", "R37", "R38", "R42", "R43", "R44", "R47", "R48"],
)
def test_rows_without_a_term_are_refused(row):
    with pytest.raises(Refusal, match="no deadline"):
        due(row, "2026-11-22")


@pytest.mark.parametrize(
    ("row", "start", "extended"),
    [
        ("R01", "2026-11-22", "2026-12-11"), ("R04", "2026-04-29", "2026-05-22"),
        ("R05", "2026-11-22", "2026-12-11"), ("R10", "2026-08-13", "2026-09-03"),
        ("R22", "2025-10-31", "2025-11-24"), ("R32", "2026-11-22", "2026-12-11"),
        ("R45", "2026-11-22", "2026-12-11"), ("P01", "2026-11-22", "2026-12-11"),
    ],
)  # fmt: skip
def test_an_extension_adds_five_working_days_to_the_last_day(row, start, extended):
    rule = BOOK.find(row)
    primary = due(row, start)
    longer = BOOK.extend(rule, primary)
    assert longer.due == day(extended) == BOOK.calendar.nth_working(day(start), 15)
    assert longer.start == primary.start
    with pytest.raises(Refusal, match="already been extended"):
        BOOK.extend(rule, longer)


def test_only_these_rows_can_be_extended():
    assert {r.row for r in BOOK.rules if r.extension} == {
        "R01", "R04", "R05", "R10", "R22", "R32", "R45", "P01", "V02", "V03", "V04", "G01",
    }  # fmt: skip
    for row in ("R07", "R08", "R13", "R14", "R15", "R20", "R21", "R26", "R27", "R29"):
        with pytest.raises(Refusal, match="not allow this deadline"):
            BOOK.extend(BOOK.find(row), due(row, "2026-11-22"))
    assert {r.row for r in BOOK.rules if r.extension and r.extension.addressee == "rkn"} == {
        "R10", "R32", "R45",
    }  # fmt: skip


def test_the_legal_day_of_receipt_is_not_the_day_of_the_machine():
    late = datetime.fromisoformat("2026-11-22T22:30:00+00:00")
    assert due("R01", late, MOSCOW).start == day("2026-11-23")
    assert due("R01", late, MOSCOW).due == day("2026-12-07")
    assert due("R01", late, "UTC").start == day("2026-11-22")
    assert due("R01", late, "Asia/Ho_Chi_Minh").start == day("2026-11-23")
    assert due("R01", late, "America/New_York").due == day("2026-12-04")


def test_a_date_beyond_the_decrees_is_provisional():
    assert due("R01", "2027-12-10").firm
    assert not due("R01", "2027-12-20").firm
    assert not due("R21", "2027-12-05").firm, "its nominal end, 4 January 2028, asks the calendar"
    assert due("R06", "2027-12-20").firm, "calendar days without a shift ask no calendar"


def test_the_six_months_run_from_the_start_of_the_primary_term():
    primary = due("R15", "2026-11-22")
    rule = BOOK.find("R23")
    cautious = BOOK.due(rule, date(2026, 12, 4), MOSCOW, base=primary)
    assert cautious.start == day("2026-11-22")
    assert cautious.due == day("2027-05-24")
    lenient = BOOK.due(rule, primary.due, MOSCOW)
    assert lenient.due == day("2027-06-04")


def test_what_must_be_kept_is_not_let_go_a_day_early():
    found = due("R24", "2024-11-24")
    assert found.due == found.safe == day("2027-11-24")
    sunday = due("R24", "2024-10-31")
    assert sunday.nominal == sunday.due == sunday.safe == day("2027-10-31"), (
        "not shifted, not advanced"
    )


@pytest.mark.parametrize(
    "start", [date(1, 1, 1), date(9999, 12, 31), date(2099, 12, 30), date(1991, 5, 5)]
)
def test_days_no_calendar_knows_are_refused_not_crashed_on(start):
    for rule in IN_DAYS:
        if start.year == 2099 and rule.term.unit == "at_once":
            continue
        with pytest.raises(Refusal):
            BOOK.due(rule, start, MOSCOW)


@pytest.mark.parametrize(
    "moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)]
)
def test_moments_at_the_ends_of_time_are_refused(moment):
    for rule in COUNTED:
        with pytest.raises(Refusal):
            BOOK.due(rule, moment, MOSCOW)


def test_a_moment_without_zone_and_a_zone_that_is_none_are_refused():
    with pytest.raises(Refusal, match="time zone"):
        due("R01", datetime(2026, 11, 22))  # noqa: DTZ001 -- the mistake under test
    for zone in ("Mars/Olympus", "", "../etc/passwd", "x\0y"):
        with pytest.raises(Refusal):
            due("R01", datetime(2026, 11, 22, tzinfo=UTC), zone)


# every kind of demand opens at least one term the day it arrives
@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("access", {"R01"}), ("transfers_information", {"R01"}), ("inspect", {"R04"}),
        ("correct", {"P01"}), ("block", {"R12", "P01"}), ("destroy", {"P01"}),
        ("claim_unlawful", {"R11", "P01"}), ("claim_inaccurate", {"R12", "P01"}),
        ("withdraw", {"R21", "P01"}), ("stop", {"R22"}), ("stop_marketing", {"R25", "P01"}),
        ("stop_dissemination", {"R28", "P01"}), ("stop_breach", {"R29", "P01"}),
        ("object_automated", {"R26", "P01"}), ("complaint", {"P01"}),
        ("regulator_information", {"R10"}), ("regulator_transfer", {"R32"}),
        ("regulator_measures", {"R45"}), ("nktski_check", {"R19b"}),
    ],
)  # fmt: skip
def test_what_a_demand_opens_on_receipt(kind, rows):
    opened = BOOK.opened_at_receipt(kind, day("2026-11-22"))
    assert {rule.row for rule in opened} == rows
    without = BOOK.opened_at_receipt(kind, day("2026-11-22"), own=False)
    assert {rule.row for rule in without} == rows - {"P01"}


def test_the_kinds_tried_above_are_all_there_are():
    assert set(KINDS) == {kind.value for kind in DemandKind}
    assert all(BOOK.opened_at_receipt(kind, day("2026-11-22")) for kind in KINDS)


def test_data_handed_in_open_their_own_term():
    opened = {
        kind: {rule.row for rule in BOOK.opened_by("evidence.submitted", day("2026-11-22"), kind)}
        for kind in ("correct", "destroy", "claim_inaccurate", "block", "access")
    }
    assert opened == {
        "correct": {"R07"}, "destroy": {"R08"}, "claim_inaccurate": {"R13"}, "block": {"R13"},
        "access": set(),
    }  # fmt: skip


def test_a_finding_opens_the_stop_and_the_destruction_from_the_same_day():
    opened = BOOK.opened_by("violation.found", day("2026-11-22"), "complaint")
    assert [rule.row for rule in opened] == ["R14", "R15"]


def test_the_term_of_refusal_is_not_opened_beside_the_term_of_the_answer():
    received = BOOK.opened_by("request.received", day("2026-11-22"), "access")
    assert "R05" not in {rule.row for rule in received}
    assert BOOK.find("R05").instead_of == ("access.answer", "inspect.show")


def test_every_event_of_the_closed_list_opens_something():
    for event in EVENTS:
        assert any(BOOK.opened_by(event, day("2026-11-22"), law=law) for law in Law), event


def test_the_rule_is_chosen_by_the_day_of_the_event():
    before, after = BOOK.find("R34", day("2026-07-25")), BOOK.find("R34", day("2026-07-26"))
    assert before.until == after.since == day("2026-07-26")
    assert "Конвенции" in before.condition.ru
    assert BOOK.find("R34") == after
    with pytest.raises(Refusal, match="was not in force"):
        BOOK.find("R01", day("2022-08-31"))
    assert BOOK.find("R24", day("2029-02-28")).row == "R24"
    with pytest.raises(Refusal, match="no longer in force"):
        BOOK.find("R24", day("2029-03-01"))
    assert BOOK.opened_by("destruction.done", day("2029-03-01")) == ()


def test_a_rule_is_found_by_id_or_row_in_any_case():
    assert BOOK.find("access.answer") == BOOK.find("R01") == BOOK.find(" r01 ")
    assert BOOK.find("R19A").row == "R19a"
    for name in ("R99", "", "access", "R01\0", "р01"):
        with pytest.raises(Refusal):
            BOOK.find(name)


def test_where_law_and_promise_meet_the_earlier_date_leads():
    law, promise = due("R21", "2026-11-22"), due("P01", "2026-11-22")
    assert BOOK.leading([law, promise]) == promise
    assert promise.own
    tie = due("R01", "2026-11-22")
    assert BOOK.leading([promise, tie]) == tie
    hour = due("R17", datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert BOOK.leading([tie, hour]) == hour
    with pytest.raises(Refusal):
        BOOK.leading([])


def against(kind):
    """The grounds of Russian law against a demand."""
    return {one.id for one in BOOK.grounds_of((Law.RU,)) if one.fits((kind,))}


def test_grounds_of_refusal_by_kind():
    access = against("access")
    of_secrets = {"14.8.1", "14.8.2", "14.8.3", "14.8.4", "14.8.5"}
    assert of_secrets | {"14.4", "14.3", "14.3.person", "other_law"} == access
    withdraw = against("withdraw")
    assert {"6.1.2", "6.1.5", "6.1.7", "6.1.11", "10.2", "11.2", "21.4"} <= withdraw
    for kind in KINDS:
        assert "other_law" in against(kind)
    # Art. 14 (3) says what a request for information contains; nothing else is refused for want of it.
    assert BOOK.ground("14.3").kinds == ("access", "transfers_information", "inspect")
    for kind in ("withdraw", "correct", "complaint"):
        assert "9.1" in against(kind)
    # Art. 15 (2): advertising stops at once, whoever asks.
    assert "9.1" not in against("stop_marketing")
    assert BOOK.ground("10.1.12").kinds == ("stop_dissemination",)
    assert BOOK.ground("22.2.8").use == "exemption"
    with pytest.raises(Refusal):
        BOOK.ground("14.8.6")


def test_law_is_quoted_only_where_the_text_was_seen():
    for rule in BOOK.rules:
        assert not rule.quote or rule.certainty in {"verified", "quoted_2026"}, rule.id
    assert BOOK.find("R24").quote.endswith("с момента уничтожения персональных данных.")
    # Of R34 and R35 only the change of 26.07.2026 was read in the official text, not the rows themselves.
    assert {BOOK.find(row).certainty for row in ("R34", "R35")} == {"secondary"}


@given(st.sampled_from(IN_DAYS), DAYS)
@settings(max_examples=60, deadline=None)
def test_a_term_never_ends_before_it_starts(rule, start):
    found = BOOK.due(rule, start, MOSCOW)
    assert start <= found.safe <= found.due
    assert start <= found.nominal <= found.due


@given(st.sampled_from(IN_DAYS), DAYS, st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_who_starts_later_is_never_due_earlier(rule, start, later):
    first = BOOK.due(rule, start, MOSCOW)
    second = BOOK.due(rule, start + timedelta(days=later), MOSCOW)
    assert first.due <= second.due
    assert first.safe <= second.safe


@given(st.sampled_from([rule for rule in COUNTED if rule.extension]), DAYS)
@settings(max_examples=60, deadline=None)
def test_an_extension_only_adds(rule, start):
    primary = BOOK.due(rule, start, MOSCOW)
    longer = BOOK.extend(rule, primary)
    assert longer.due > primary.due
    assert BOOK.calendar.working_days_between(primary.due, longer.due) == 5


@given(st.sampled_from([r for r in IN_DAYS if r.nature is not Nature.GATE and not r.keep]), DAYS)
@settings(max_examples=60, deadline=None)
def test_a_shifted_or_working_day_term_never_ends_on_a_day_off(rule, start):
    if rule.term.unit == "working_days" or rule.roll == "next_working_day":
        assert BOOK.calendar.is_working(BOOK.due(rule, start, MOSCOW).due)


@given(
    st.sampled_from([rule for rule in COUNTED if rule.term.unit == "hours"]),
    st.integers(0, 16 * 365 * 24 * 60),
    st.integers(-12, 14),
)
@settings(max_examples=40, deadline=None)
def test_hours_are_the_same_in_every_zone(rule, minutes, offset):
    aware = datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=offset))) + timedelta(
        minutes=minutes
    )
    assert due(rule.id, aware).due - aware == timedelta(hours=rule.term.amount)


def test_entries_of_one_rule_follow_one_another_without_gap():
    by_id = {}
    for rule in LAW.rules:
        by_id.setdefault(rule.id, []).append(rule)
    twice = {name: entries for name, entries in by_id.items() if len(entries) > 1}
    assert set(twice) == {"transfer.listed", "transfer.unlisted"}
    for earlier, later in twice.values():
        assert earlier.until == later.since
