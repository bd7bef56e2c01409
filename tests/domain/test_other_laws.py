# SPDX-License-Identifier: Apache-2.0
"""Terms of the Vietnamese law and of the GDPR: what a request opens under them, and when it is due."""

import calendar
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.calendar import load_calendar
from desk.domain.due import Nature
from desk.domain.explain import doubt, explain
from desk.domain.kinds import DemandKind, Law
from desk.domain.rules import check_rules, load_rulebook
from desk.errors import Refusal
from desk.paths import resource
from desk.text import catalogue

BOOK = load_rulebook()
VN, EU = load_calendar("vn"), load_calendar("eu")
ZONE = "Europe/Moscow"


def day(text):
    return date.fromisoformat(text)


def due(name, start, *, extended=False):
    start = day(start) if isinstance(start, str) else start
    rule = BOOK.find(name, start)
    found = BOOK.due(rule, start, ZONE)
    return BOOK.extend(rule, found) if extended else found


# rule, extended, day 0, nominal end, due, safe
EXAMPLES = [
    ("V01", False, "2026-11-22", "2026-11-24", "2026-11-24", "2026-11-24"),
    ("V01", False, "2026-11-20", "2026-11-24", "2026-11-24", "2026-11-24"),
    ("V01", False, "2026-02-12", "2026-02-23", "2026-02-23", "2026-02-23"),  # Tết between
    ("V01", False, "2026-02-18", "2026-02-24", "2026-02-24", "2026-02-24"),  # in Tết
    ("V01", False, "2026-04-24", "2026-04-29", "2026-04-29", "2026-04-29"),  # day in lieu
    ("V01", False, "2026-04-29", "2026-05-05", "2026-05-05", "2026-05-05"),
    ("V01", False, "2026-08-21", "2026-08-24", "2026-08-24", "2026-08-24"),  # working Saturday
    ("V01", False, "2026-08-28", "2026-09-04", "2026-09-04", "2026-09-04"),  # National Day
    ("V01", False, "2026-12-31", "2027-01-05", "2027-01-05", "2027-01-05"),
    ("V01", False, "2027-02-03", "2027-02-12", "2027-02-12", "2027-02-12"),  # Tết of 2027
    ("V02", False, "2026-11-22", "2026-12-07", "2026-12-07", "2026-12-07"),
    ("V02", True, "2026-11-22", "2026-12-22", "2026-12-22", "2026-12-22"),
    ("vn.stop.shared", False, "2026-11-22", "2026-12-12", "2026-12-12", "2026-12-11"),
    ("vn.stop.shared", True, "2026-11-22", "2026-12-27", "2026-12-27", "2026-12-25"),
    ("V03", False, "2026-11-22", "2026-12-02", "2026-12-02", "2026-12-02"),
    ("V03", True, "2026-11-22", "2026-12-12", "2026-12-12", "2026-12-11"),
    ("V03", False, "2026-02-10", "2026-02-20", "2026-02-20", "2026-02-13"),  # ends in Tết
    ("V03", False, "2028-02-20", "2028-03-01", "2028-03-01", "2028-03-01"),  # leap year
    ("V03", False, "2027-02-20", "2027-03-02", "2027-03-02", "2027-03-02"),
    ("vn.give.shared", False, "2026-11-22", "2026-12-07", "2026-12-07", "2026-12-07"),
    ("vn.give.shared", True, "2026-11-22", "2026-12-17", "2026-12-17", "2026-12-17"),
    ("V04", False, "2026-11-22", "2026-12-12", "2026-12-12", "2026-12-11"),
    ("V04", True, "2026-11-22", "2027-01-01", "2027-01-01", "2026-12-31"),
    ("vn.delete.shared", False, "2026-11-22", "2026-12-22", "2026-12-22", "2026-12-22"),
    ("vn.delete.shared", True, "2026-11-22", "2027-01-11", "2027-01-11", "2027-01-11"),
    ("V07", False, "2026-11-22", "2027-01-21", "2027-01-21", "2027-01-21"),
    ("V09", False, "2026-01-01", "2026-03-02", "2026-03-02", "2026-03-02"),
    ("G01", False, "2026-11-22", "2026-12-22", "2026-12-22", "2026-12-22"),
    ("G01", True, "2026-11-22", "2027-02-22", "2027-02-22", "2027-02-22"),
    ("G01", False, "2026-01-31", "2026-02-28", "2026-03-02", "2026-02-27"),  # no 31 February
    ("G01", True, "2026-01-31", "2026-04-30", "2026-04-30", "2026-04-30"),
    ("G01", False, "2024-01-31", "2024-02-29", "2024-02-29", "2024-02-29"),
    ("G01", False, "2024-02-29", "2024-03-29", "2024-03-29", "2024-03-29"),
    ("G01", True, "2024-11-30", "2025-02-28", "2025-02-28", "2025-02-28"),
    ("G01", False, "2025-12-31", "2026-01-31", "2026-02-02", "2026-01-30"),
    ("G01", True, "2026-10-31", "2027-01-31", "2027-02-01", "2027-01-29"),
    ("G01", False, "2026-03-31", "2026-04-30", "2026-04-30", "2026-04-30"),
    ("G01", False, "2026-04-01", "2026-05-01", "2026-05-01", "2026-05-01"),  # no state's holiday
    ("G02", False, "2026-11-22", "2026-12-22", "2026-12-22", "2026-12-22"),
    ("G07", False, "2026-11-06", "2026-12-06", "2026-12-07", "2026-12-04"),
    ("G09", False, "2026-11-22", "2026-11-22", "2026-11-22", "2026-11-22"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "extended", "start", "nominal", "last", "safe"), EXAMPLES)
def test_worked_examples(name, extended, start, nominal, last, safe):
    found = due(name, start, extended=extended)
    assert (found.nominal, found.due, found.safe) == (day(nominal), day(last), day(safe))


def test_every_row_of_the_two_laws_is_there_with_its_nature():
    natures = {
        Nature.TERM: "V01 V02 V03 V04 V05 V06 V07 V09 G01 G02 G04 G07 G09",
        Nature.STANDING: "V08 V10 G03 G05 G06 G08 G10",
    }
    found = {rule.row: rule.nature for rule in BOOK.rules if rule.law is not Law.RU}
    assert found == {row: nature for nature, rows in natures.items() for row in rows.split()}


def test_no_row_is_verified_none_is_quoted_and_all_are_doubted():
    for rule in BOOK.rules:
        if rule.law is not Law.RU:
            assert rule.certainty in {"secondary", "inferred"}, rule.id
            assert not rule.quote
            assert rule.source
            assert rule.title.ru != rule.title.en
    for name in ("V03", "G01"):
        assert doubt(due(name, "2026-11-22"), catalogue("en")).startswith("Not verified")
        assert doubt(due(name, "2026-11-22", extended=True), catalogue("ru")).startswith("Не пров")
    assert doubt(due("R01", "2026-11-22"), catalogue("en")) == ""


@pytest.mark.parametrize("name", ["V06", "G04"])
def test_a_breach_is_told_in_72_hours_without_a_break(name):
    moment = datetime(2026, 2, 16, 21, 30, tzinfo=UTC)
    assert BOOK.due(BOOK.find(name), moment, ZONE).due == moment + timedelta(hours=72)


def test_the_72_hours_for_requests_ended_with_2025():
    moment = datetime(2025, 12, 31, 9, tzinfo=UTC)
    rule = BOOK.find("V05", moment.date())
    assert BOOK.due(rule, moment, ZONE).due == moment + timedelta(hours=72)
    with pytest.raises(Refusal, match="no longer in force"):
        BOOK.find("V05", day("2026-01-01"))
    assert rows("access", Law.VN, on="2025-12-31") == {"V05"}


def rows(kind, law, on="2026-11-22", **more):
    return {rule.row for rule in BOOK.opened_at_receipt(kind, day(on), law=law, **more)}


KINDS = {
    "access": ("V01 V03", "G01"), "transfers_information": ("V01 V03", "G01"),
    "inspect": ("V01 V03", "G01"), "correct": ("V01 V03", "G01"),
    "claim_inaccurate": ("V01 V03", "G01"), "destroy": ("V01 V04", "G01"),
    "withdraw": ("V01 V02", "G01"), "block": ("V01 V02", "G01"), "stop": ("V01 V02", "G01"),
    "stop_marketing": ("V01 V02", "G01 G09"), "stop_dissemination": ("V01 V02", "G01"),
    "stop_breach": ("V01 V02", "G01"), "object_automated": ("V01 V02", "G01"),
    "claim_unlawful": ("V01 V02", "G01"), "complaint": ("V01", ""),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "expected"), KINDS.items())
def test_what_each_demand_opens(kind, expected):
    assert rows(kind, Law.VN) == set(expected[0].split())
    assert rows(kind, Law.GDPR) == set(expected[1].split())
    assert all(row[0] in "RP" for row in rows(kind, Law.RU))


def test_every_demand_of_a_person_is_mapped():
    of_authorities = {kind for kind in DemandKind if kind.startswith(("regulator_", "nktski_"))}
    assert set(KINDS) == set(DemandKind) - of_authorities


@pytest.mark.parametrize(
    ("kind", "alone", "shared"), [("access", 10, 15), ("withdraw", 15, 20), ("destroy", 20, 30)]
)
def test_a_processor_or_third_party_that_must_act_makes_the_term_longer(kind, alone, shared):
    for third_party, days in ((False, alone), (True, shared)):
        found = BOOK.opened_at_receipt(kind, day("2026-11-22"), law=Law.VN, third_party=third_party)
        assert sorted(rule.term.amount for rule in found) == [2, days]


def test_a_term_is_extended_once():
    rule = BOOK.find("G01")
    with pytest.raises(Refusal, match="already been extended"):
        BOOK.extend(rule, due("G01", "2026-11-22", extended=True))


def end_of_month(start, months):
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


@given(st.dates(date(2018, 5, 25), date(2090, 12, 31)))
@settings(max_examples=300, deadline=None)
def test_months_end_on_the_day_of_the_same_number_or_the_last(start):
    for months, extended in ((1, False), (3, True)):
        found = due("G01", start, extended=extended)
        assert found.nominal == end_of_month(start, months)
        assert found.due.weekday() < 5
        assert timedelta(0) <= found.due - found.nominal <= timedelta(2)
        assert start <= found.safe <= found.nominal
        assert found.firm


@given(st.dates(date(2018, 6, 1), date(2090, 1, 1)), st.integers(0, 40))
@settings(max_examples=200, deadline=None)
def test_who_asks_later_is_never_answered_earlier(start, later):
    after = start + timedelta(later)
    assert due("G01", start).due <= due("G01", after).due
    assert due("G01", start, extended=True).due <= due("G01", after, extended=True).due


@given(st.dates(date(2026, 1, 1), date(2090, 1, 1)))
@settings(max_examples=200, deadline=None)
def test_the_acknowledgement_falls_on_the_second_working_day(start):
    found = due("V01", start)
    assert VN.is_working(found.due)
    assert VN.working_days_between(start, found.due) == 2


def test_days_off_in_vietnam_as_announced_for_2026():
    off = [
        "01-01",
        "02-16",
        "02-17",
        "02-18",
        "02-19",
        "02-20",
        "04-27",
        "04-30",
        "05-01",
        "08-31",
        "09-01",
        "09-02",
    ]
    found = {
        f"{each:%m-%d}"
        for each in (date(2026, 1, 1) + timedelta(n) for n in range(365))
        if each.weekday() < 5 and not VN.is_working(each)
    }
    assert found == set(off)
    assert VN.is_working_saturday(day("2026-08-22"))
    assert VN.name(day("2026-02-17")).startswith("Тет")


def test_a_day_off_no_law_was_found_for_is_a_working_day():
    for year in (2026, 2027, 2029):
        assert VN.is_working(date(year, 11, 26))
        assert VN.is_working(date(year, 11, 24)) is (date(year, 11, 24).weekday() < 5)


def test_years_not_announced_are_provisional_and_say_so():
    assert due("V01", "2026-12-21").firm
    late = due("V01", "2026-12-31")
    assert not late.firm
    assert "were not announced" in explain(late, catalogue("en"))
    assert "Вьетнам" in explain(late, catalogue("ru"))
    assert "Tết" in explain(due("V01", "2027-02-03"), catalogue("en"))


def test_the_weekends_of_the_union_are_firm_and_named_as_the_only_days_off():
    assert EU.firm(day("2080-01-01"))
    assert EU.is_working(day("2026-12-25"))
    told = explain(due("G01", "2026-01-31"), catalogue("en"))
    assert "Regulation 1182/71" in told
    assert "Civil Code" not in told
    assert "public holidays are not counted" in told
    longer = explain(due("G01", "2026-01-31", extended=True), catalogue("en"))
    assert "28 Feb – 1 Mar" not in longer


def test_a_pack_of_no_law_or_calendar_we_know_is_refused(tmp_path):
    text = resource("rules", "vn.toml").read_text("utf-8")
    for old, new in (('law = "vn"', 'law = "xx"'), ('calendar = "vn"', 'calendar = "xx"')):
        (tmp_path / "vn.toml").write_text(text.replace(old, new, 1), "utf-8")
        (fault,) = check_rules(tmp_path)
        assert "xx" in catalogue("en").tell(fault)
