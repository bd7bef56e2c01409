# SPDX-License-Identifier: Apache-2.0
"""Why a term ends when it ends, in the words of the reader."""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.due import Due, Nature, Why, steps_from_json, steps_to_json
from desk.domain.explain import explain
from desk.domain.rulefile import COUNTABLE, EVENTS
from desk.domain.rules import load_rulebook
from desk.errors import Refusal
from desk.text import catalogue

BOOK = load_rulebook()
RU, EN = catalogue("ru"), catalogue("en")
COUNTED = [rule for rule in BOOK.rules if rule.term and rule.term.unit in COUNTABLE]


def due(name, start, extended=False, zone="Europe/Moscow"):
    rule = BOOK.find(name)
    at = datetime.fromisoformat(start) if "T" in start else date.fromisoformat(start)
    found = BOOK.due(rule, at, zone)
    return BOOK.extend(rule, found) if extended else found


WORDED = [
    (
        due("R01", "2026-11-22"),
        (
            "Received on Sun 22 Nov 2026; day 1 is Mon 23 Nov; 28–29 Nov are days off; the tenth working"
            " day is Fri 4 Dec."
        ),
        (
            "Получено 22 ноября 2026 г. (вс); день 1 — 23 ноября (пн); 28–29 ноября — выходные; десятый"
            " рабочий день — 4 декабря (пт)."
        ),
    ),
    (
        due("R01", "2026-11-20", extended=True),
        (
            "Received on Fri 20 Nov 2026; 21–22 Nov are days off; day 1 is Mon 23 Nov; 28–29 Nov "
            "are days off; the tenth working day is Fri 4 Dec; 5–6 Dec are days off; extended by "
            "5 working days, the deadline is Fri 11 Dec."
        ),
        (
            "Получено 20 ноября 2026 г. (пт); 21–22 ноября — выходные; день 1 — 23 ноября (пн);"
            " 28–29 ноября — выходные; десятый рабочий день — 4 декабря (пт); 5–6 декабря — выходные; с"
            " продлением на 5 рабочих дней срок истекает 11 декабря (пт)."
        ),
    ),
    (
        due("R14", "2027-02-19"),
        (
            "The violation was found on Fri 19 Feb 2027; day 1 is Sat 20 Feb; Sat 20 Feb is a working day"
            " by decree; 21–23 Feb are days off (a moved day off, Defender of the Fatherland Day); the"
            " third working day is Thu 25 Feb."
        ),
        (
            "Нарушение выявлено 19 февраля 2027 г. (пт); день 1 — 20 февраля (сб); 20 февраля (сб) —"
            " рабочий день по постановлению Правительства; 21–23 февраля — выходные (перенос выходного"
            " дня, День защитника Отечества); третий рабочий день — 25 февраля (чт)."
        ),
    ),
    (
        due("R21", "2026-12-04"),
        (
            "Received on Fri 4 Dec 2026; day 1 is Sat 5 Dec; 30 calendar days end on Sun 3 Jan "
            "2027; 3–10 Jan are days off (New Year holidays, Christmas); the last day is not a "
            "working day, so under Article 193 of the Civil Code the deadline is the next "
            "working day, Mon 11 Jan; the safe date is Wed 30 Dec 2026, the last working day not "
            "later than the end of the count."
        ),
        (
            "Получено 4 декабря 2026 г. (пт); день 1 — 5 декабря (сб); 30 календарных дней истекают"
            " 3 января 2027 г. (вс); 3–10 января — выходные (Новогодние каникулы, Рождество Христово);"
            " последний день нерабочий, поэтому по статье 193 ГК РФ срок оканчивается в ближайший"
            " следующий рабочий день — 11 января (пн); безопасный срок — 30 декабря 2026 г. (ср):"
            " последний рабочий день не позже конца отсчёта."
        ),
    ),
    (
        due("R17", "2026-11-22T12:05:00+03:00"),
        (
            "The incident was detected on Sun 22 Nov 2026 at 12:05 (UTC+03:00); 24 hours run without a"
            " break, weekends and holidays included, and end on Mon 23 Nov at 12:05 (UTC+03:00)."
        ),
        (
            "Инцидент выявлен 22 ноября 2026 г. (вс) в 12:05 (UTC+03:00); 24 часа идут без перерыва,"
            " включая выходные и праздники, и истекают 23 ноября (пн) в 12:05 (UTC+03:00)."
        ),
    ),
    (
        due("R17", "2026-11-02T17:30:00+00:00", zone="Asia/Vladivostok"),
        (
            "The incident was detected on Tue 3 Nov 2026 at 03:30 (UTC+10:00); 24 hours run without a"
            " break, weekends and holidays included, and end on Wed 4 Nov at 03:30 (UTC+10:00); in Moscow"
            " time that is Tue 3 Nov at 20:30."
        ),
        (
            "Инцидент выявлен 3 ноября 2026 г. (вт) в 03:30 (UTC+10:00); 24 часа идут без перерыва,"
            " включая выходные и праздники, и истекают 4 ноября (ср) в 03:30 (UTC+10:00); по московскому"
            " времени это 3 ноября (вт), 20:30."
        ),
    ),
    (
        due("R40", "2027-12-28"),
        (
            "Processing ended on Tue 28 Dec 2027; day 1 is Wed 29 Dec; 31 Dec – 9 Jan 2028 are days off (a"
            " moved day off, New Year holidays, Christmas); 15–16 Jan are days off; the tenth working day"
            " is Wed 19 Jan; the date is provisional: the production calendar of 2028 has not been"
            " approved."
        ),
        (
            "Обработка прекращена 28 декабря 2027 г. (вт); день 1 — 29 декабря (ср); 31 декабря –"
            " 9 января 2028 г. — выходные (перенос выходного дня, Новогодние каникулы, Рождество"
            " Христово); 15–16 января — выходные; десятый рабочий день — 19 января (ср); дата"
            " предварительная: производственный календарь на 2028 год ещё не утверждён."
        ),
    ),
    (
        due("R23", "2026-08-31"),
        (
            "The original period began on Mon 31 Aug 2026; day 1 is Tue 1 Sep; 6 months end on Sun "
            "28 Feb 2027; Sun 28 Feb is a day off; the last day is not a working day, so under "
            "Article 193 of the Civil Code the deadline is the next working day, Mon 1 Mar; the "
            "safe date is Fri 26 Feb, the last working day not later than the end of the count."
        ),
        (
            "Первоначальный срок начался 31 августа 2026 г. (пн); день 1 — 1 сентября (вт); 6 месяцев"
            " истекают 28 февраля 2027 г. (вс); 28 февраля (вс) — выходной; последний день нерабочий,"
            " поэтому по статье 193 ГК РФ срок оканчивается в ближайший следующий рабочий день —"
            " 1 марта (пн); безопасный срок — 26 февраля (пт): последний рабочий день не позже конца"
            " отсчёта."
        ),
    ),
    (
        due("R06", "2026-11-22"),
        (
            "The first request was sent on Sun 22 Nov 2026; day 1 is Mon 23 Nov; 30 calendar days end on"
            " Tue 22 Dec; not allowed before Tue 22 Dec."
        ),
        (
            "Первый запрос отправлен 22 ноября 2026 г. (вс); день 1 — 23 ноября (пн); 30 календарных дней"
            " истекают 22 декабря (вт); не раньше 22 декабря (вт)."
        ),
    ),
    (
        due("R39", "2026-10-01"),
        (
            "The notified information changed on Thu 1 Oct 2026; a date of the calendar is set: not later"
            " than Sun 15 Nov; the safe date is Fri 13 Nov, the last working day not later than the end"
            " of the count."
        ),
        (
            "Сведения изменились 1 октября 2026 г. (чт); установлена календарная дата: не позднее"
            " 15 ноября (вс); безопасный срок — 13 ноября (пт): последний рабочий день не позже конца"
            " отсчёта."
        ),
    ),
    (
        due("R11", "2026-11-22"),
        "Received on Sun 22 Nov 2026; this must be done at once.",
        "Получено 22 ноября 2026 г. (вс); исполняется немедленно.",
    ),
    (
        due("P01", "2026-11-23"),
        (
            "Received on Mon 23 Nov 2026; day 1 is Tue 24 Nov; 28–29 Nov are days off; 5–6 Dec "
            "are days off; the tenth working day is Mon 7 Dec; this deadline is the operator’s "
            "own rule, not set by law."
        ),
        (
            "Получено 23 ноября 2026 г. (пн); день 1 — 24 ноября (вт); 28–29 ноября — выходные;"
            " 5–6 декабря — выходные; десятый рабочий день — 7 декабря (пн); это собственное правило"
            " оператора, а не срок закона."
        ),
    ),
    (
        due("R14", "2023-03-06"),
        (
            "The violation was found on Mon 6 Mar 2023; day 1 is Tue 7 Mar; Wed 8 Mar is a day off"
            " (International Women’s Day); the third working day is Fri 10 Mar; the date is provisional:"
            " the production calendar of 2023 is not in this program."
        ),
        (
            "Нарушение выявлено 6 марта 2023 г. (пн); день 1 — 7 марта (вт); 8 марта (ср) — выходной"
            " (Международный женский день); третий рабочий день — 10 марта (пт); дата предварительная:"
            " производственного календаря на 2023 год в программе нет."
        ),
    ),
]


@pytest.mark.parametrize(("term", "english", "russian"), WORDED)
def test_a_date_is_explained_day_by_day(term, english, russian):
    assert explain(term, EN) == english
    assert explain(term, RU) == russian


@pytest.mark.parametrize(
    ("count", "says"),
    [(1, "1 календарный день"), (3, "3 календарных дня"), (30, "30 календарных дней")],
)
def test_russian_counts_in_its_own_plurals(count, says):
    step = Why("nominal", date(2026, 11, 25), count=count, note="days")
    term = Due("x", "", Nature.TERM, *[date(2026, 11, 25)] * 4, True, "", (step,))
    assert says in explain(term, RU)


def test_a_date_a_letter_sets_is_explained_too():
    steps = (Why("start", date(2026, 11, 22)), Why("calendar_date", date(2026, 12, 1)))
    term = Due("letter.date", "", Nature.TERM, *[date(2026, 12, 1)] * 4, True, "", steps)
    assert explain(term, EN) == "Received on Sun 22 Nov 2026; the date set is Tue 1 Dec."


def test_a_term_without_steps_is_not_explained():
    term = Due("x", "", Nature.TERM, *[date(2026, 12, 1)] * 4, True, "", (Why("from the future"),))
    assert explain(term, EN) == ""


@given(st.sampled_from(COUNTED), st.dates(date(2024, 1, 1), date(2030, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_every_explanation_survives_the_file_and_ends_with_its_date(rule, start):
    at = datetime.fromisoformat(f"{start}T10:00:00+03:00")
    found = BOOK.due(rule, at, "Europe/Moscow")
    kept = steps_from_json(json.loads(json.dumps(steps_to_json(found.steps))))
    assert kept == found.steps
    for words in (RU, EN):
        text = explain(found, words)
        assert text.endswith(".")
        assert ";" in text
        assert "{" not in text
    last = found.due.astimezone(at.tzinfo) if isinstance(found.due, datetime) else found.due
    assert str(last.day) in explain(found, EN)


@given(
    st.sampled_from([r for r in COUNTED if r.term.unit == "working_days"]),
    st.dates(date(2024, 1, 1), date(2027, 11, 1)),
)
@settings(max_examples=60, deadline=None)
def test_the_explained_days_off_are_exactly_the_days_not_counted(rule, start):
    found = BOOK.due(rule, start, "Europe/Moscow")
    off = set()
    for step in found.steps:
        if step.kind == "skipped":
            off |= {step.day + timedelta(days=n) for n in range((step.until - step.day).days + 1)}
    passed = {start + timedelta(days=n) for n in range(1, (found.nominal - start).days + 1)}
    assert len(passed - off) == rule.term.amount
    assert not any(BOOK.calendar_of(rule).is_working(day) for day in off)


def test_every_event_has_its_own_beginning_where_a_term_runs_from_it():
    general = explain(_started("no.such.event"), EN)
    assert "day zero" in general
    for rule in COUNTED:
        assert "day zero" not in explain(_started(rule.event), EN), rule.event
        assert rule.event in EVENTS


def _started(event):
    day = date(2026, 11, 22)
    return Due("x", "", Nature.TERM, day, day, day, day, True, "", (Why("start", day, note=event),))


@pytest.mark.parametrize(
    "broken", [[1], [{}], [{"kind": 3}], [{"kind": "start", "day": "soon"}], [None]]
)
def test_a_damaged_explanation_is_a_sentence(broken):
    with pytest.raises(Refusal, match="damaged"):
        steps_from_json(broken)
