# SPDX-License-Identifier: Apache-2.0
"""How a term is counted, with its steps: Civil Code 190–194, Regulation 1182/71, working days, hours, gates.

Day 0 is the calendar day of the event in the operator's legal time zone; day 1 is the next day.
Hours run from the moment itself in UTC and are never shifted. Nothing here knows which rule applies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from dateutil.relativedelta import relativedelta

from desk.clocks import legal_time
from desk.domain.calendar import HOME, Calendar, check_year
from desk.domain.due import Due, Nature, Why, plain_day
from desk.domain.kinds import Law
from desk.domain.rulefile import COUNTABLE, Rule, Term
from desk.errors import N_, Refusal

_ONE = timedelta(days=1)
_CAPITAL = "Europe/Moscow"


@dataclass(frozen=True)
class Count:
    """The end of a count before a rule's nature is considered."""

    nominal: date
    due: date
    safe: date
    steps: tuple[Why, ...]


@dataclass(frozen=True, order=True)
class Pause:
    """A stretch in which a term stands still: from the day a question came to the day it was answered."""

    since: date
    until: date | None = None
    """The last day that does not count; nothing while the answer is owed."""


def legal_zone(name: str) -> tzinfo:
    """The time zone ``name``, or a sentence."""
    try:
        return legal_time(name)
    except (KeyError, OSError, ValueError) as error:
        raise Refusal(
            N_("There is no time zone “{name}”."), field="time_zone", name=name[:40]
        ) from error


def day_zero(start: date | datetime, zone: str) -> date:
    """The calendar day of ``start`` in the legal time zone; years no calendar knows are refused."""
    check_year(start.year)
    if not isinstance(start, datetime):
        return start
    return _aware(start).astimezone(legal_zone(zone)).date()


def count(calendar: Calendar, rule: Rule, start: date | datetime, zone: str) -> Due:
    """The term of ``rule`` from ``start``: dates and steps."""
    term = rule.term
    if term is None or term.unit not in COUNTABLE:
        raise Refusal(
            N_("{row} has no deadline to calculate: nothing in it runs in days or hours."),
            field="rule",
            row=rule.row,
        )
    day = day_zero(start, zone)
    if term.unit == "hours":
        return _hours(rule, term, start, zone)
    return _from_start(calendar, rule, day, _COUNTS[term.unit](calendar, rule, term, day))


def count_paused(
    calendar: Calendar, rule: Rule, start: date, pauses: Iterable[Pause]
) -> Due | None:
    """A term in working days that stands still in ``pauses``; nothing while one of them is open.

    What was left when the question came runs on from the day after the answer.
    """
    term = rule.term
    if term is None or term.unit != "working_days":
        raise ValueError(rule.row)
    check_year(start.year)
    left, reached = term.amount, start
    steps: list[Why] = []
    for pause in sorted(pauses, key=lambda each: each.since):
        before = max(reached, pause.since - _ONE)
        ran = calendar.working_days_between(reached, before)
        if left <= ran:
            break
        if pause.until is None:
            return None
        left -= ran
        steps += _skipped(calendar, reached + _ONE, before)
        steps.append(Why("paused", pause.since, pause.until, count=left))
        reached = max(before, pause.until)
    last = calendar.nth_working(reached, left)
    steps += _skipped(calendar, reached + _ONE, last)
    steps.append(Why("nominal", last, count=term.amount, note=term.unit))
    return _from_start(calendar, rule, start, Count(last, last, last, tuple(steps)))


def extend(calendar: Calendar, rule: Rule, due: Due) -> Due:
    """The term with its extension: counted on from the last day of the primary term."""
    extension = rule.extension
    if extension is None:
        raise Refusal(
            N_("{row}: the law does not allow this deadline to be extended."),
            field="rule",
            row=rule.row,
        )
    if sum(step.kind == "extended" for step in due.steps) >= extension.times:
        raise Refusal(N_("{row}: this deadline has already been extended."), row=rule.row)
    day = plain_day(due.start)
    end = plain_day(due.nominal)
    term = extension.term
    if term.unit == "working_days":
        last = calendar.nth_working(end, term.amount)
        passed = _skipped(calendar, end + _ONE, last)
    elif rule.term is not None and term.unit == rule.term.unit:
        # One month with two further months is three months from day 0: 31 January gives 30 April.
        last, passed = _forward(day, replace(term, amount=rule.term.amount + term.amount)), []
    else:
        last, passed = _forward(end, term), []
    last_step = Why("extended", last, count=term.amount, note=term.unit)
    shifted, shift_steps = _shift(calendar, last, rule.roll)
    kept = _without_end(due.steps)
    found = Count(
        nominal=last,
        due=shifted,
        safe=_safe(calendar, last, day),
        steps=(*kept, *passed, last_step, *shift_steps),
    )
    return _finish(calendar, rule, day, found)


def _without_end(steps: tuple[Why, ...]) -> tuple[Why, ...]:
    """The steps of a primary term up to its nominal end: where the term ended is told anew."""
    nominal = next((i for i, step in enumerate(steps, 1) if step.kind == "nominal"), len(steps))
    ended = {"shifted", "safe", "provisional", "own_rule"}
    return tuple(step for step in steps[:nominal] if step.kind not in ended)


def _from_start(calendar: Calendar, rule: Rule, day: date, found: Count) -> Due:
    """A count with its beginning, as the nature of its rule reads it."""
    found = replace(found, steps=(Why("start", day, note=rule.event), *found.steps))
    if rule.nature is Nature.GATE:
        found = _gate(rule, found)
    elif rule.keep:
        found = replace(found, due=found.nominal, safe=found.nominal)
    return _finish(calendar, rule, day, found)


def _finish(calendar: Calendar, rule: Rule, day: date, found: Count) -> Due:
    """The last steps: the safe date, what is not firm, whose promise it is."""
    check_year(found.due.year)
    steps = list(found.steps)
    if found.safe < found.due:
        steps.append(Why("safe", found.safe))
    soft = _not_firm(calendar, rule, day, found)
    if soft is not None:
        note = "before" if soft < calendar.firm_from else ""
        note = note if calendar.id == HOME else calendar.id
        steps.append(Why("provisional", soft, count=soft.year, note=note))
    if rule.own:
        steps.append(Why("own_rule"))
    return Due(
        rule=rule.id,
        row=rule.row,
        nature=rule.nature,
        start=day,
        nominal=found.nominal,
        due=found.due,
        safe=found.safe,
        firm=soft is None,
        basis=rule.basis.ru,
        steps=tuple(steps),
        own=rule.own,
        law=rule.law,
        certainty=rule.certainty,
    )


def _not_firm(calendar: Calendar, rule: Rule, day: date, found: Count) -> date | None:
    """A day the count rests on that no decree covers; dates that ask no calendar are always firm."""
    unit = rule.term.unit if rule.term else ""
    if unit == "working_days":
        asked = [day + _ONE, found.due]
    elif rule.roll == "next_working_day":
        asked = [found.nominal, found.due]
    else:
        asked = []
    return next((one for one in asked if not calendar.firm(one)), None)


def _hours(rule: Rule, term: Term, start: date | datetime, zone: str) -> Due:
    if not isinstance(start, datetime):
        raise Refusal(
            N_("{row} runs in hours: give the exact moment, not only the day."),
            field="start",
            row=rule.row,
        )
    moment = _aware(start).astimezone(UTC)
    end = moment + timedelta(hours=term.amount)
    check_year(end.year)
    home = legal_zone(zone)
    steps = [
        Why("start", moment.astimezone(home).date(), note=rule.event),
        Why("moment", note=moment.astimezone(home).isoformat()),
        Why("hours", count=term.amount, note=end.astimezone(home).isoformat()),
    ]
    capital = end.astimezone(legal_zone(_CAPITAL))
    if rule.law is Law.RU and capital.utcoffset() != end.astimezone(home).utcoffset():
        steps.append(Why("capital", note=capital.isoformat()))
    if rule.own:
        steps.append(Why("own_rule"))
    return Due(
        rule.id, rule.row, rule.nature, moment, end, end, end, True, rule.basis.ru, tuple(steps),
        rule.own, rule.law, rule.certainty,
    )  # fmt: skip


def _working_days(calendar: Calendar, _rule: Rule, term: Term, day: date) -> Count:
    first = calendar.next_working(day + _ONE)
    last = calendar.nth_working(day, term.amount)
    steps = [
        *_skipped(calendar, day + _ONE, first - _ONE),
        Why("day_one", first),
        *_skipped(calendar, first, last),
        Why("nominal", last, count=term.amount, note=term.unit),
    ]
    if first == last:
        steps.remove(Why("day_one", first))
    return Count(last, last, last, tuple(steps))


def _calendar_span(calendar: Calendar, rule: Rule, term: Term, day: date) -> Count:
    last = _forward(day, term)
    shifted, shift_steps = _shift(calendar, last, rule.roll)
    steps = (
        Why("day_one", day + _ONE),
        Why("nominal", last, count=term.amount, note=term.unit),
        *shift_steps,
    )
    return Count(last, shifted, _safe(calendar, last, day), steps)


def _day_of_next_month(calendar: Calendar, _rule: Rule, term: Term, day: date) -> Count:
    last = day.replace(day=1) + relativedelta(months=1, day=term.amount)
    step = Why("calendar_date", last, count=term.amount)
    return Count(last, last, _safe(calendar, last, day), (step,))


def _at_once(_calendar: Calendar, _rule: Rule, _term: Term, day: date) -> Count:
    return Count(day, day, day, (Why("at_once", day),))


_COUNTS: dict[str, Callable[[Calendar, Rule, Term, date], Count]] = {
    "working_days": _working_days,
    "days": _calendar_span,
    "months": _calendar_span,
    "years": _calendar_span,
    "day_of_next_month": _day_of_next_month,
    "at_once": _at_once,
}


def _gate(rule: Rule, found: Count) -> Count:
    """A gate ends with the first day on which the forbidden thing may be done; it is never shifted."""
    opens = found.nominal + (_ONE if rule.gate_opens == "next_day" else timedelta())
    steps = tuple(step for step in found.steps if step.kind != "at_once")
    return Count(found.nominal, opens, opens, (*steps, Why("gate", opens)))


def _forward(day: date, term: Term) -> date:
    """Days, months or years on; a month without that day ends with its last day (Civil Code 192 (3))."""
    spans = {
        "days": relativedelta(days=term.amount),
        "months": relativedelta(months=term.amount),
        "years": relativedelta(years=term.amount),
    }
    last: date = day + spans[term.unit]
    check_year(last.year)
    return last


def _shift(calendar: Calendar, last: date, roll: str) -> tuple[date, tuple[Why, ...]]:
    """Civil Code 193: a last day that is not working gives way to the next working day."""
    if roll != "next_working_day" or calendar.is_working(last):
        return last, ()
    due = calendar.next_working(last)
    run = Why("skipped", last, due - _ONE, note=calendar.name_of_run(last, due - _ONE))
    note = "" if calendar.id == HOME else calendar.id
    return due, (run, Why("shifted", due, note=note))


def _safe(calendar: Calendar, last: date, day: date) -> date:
    """The last working day on or before the nominal end, but never before the term began."""
    return max(calendar.previous_working(last), day)


def _skipped(calendar: Calendar, first: date, last: date) -> list[Why]:
    """The runs of days off, and the working Saturdays, from ``first`` to ``last``."""
    steps: list[Why] = []
    day = first
    while day <= last:
        if calendar.is_working(day):
            if calendar.is_working_saturday(day):
                steps.append(Why("working_saturday", day))
            day += _ONE
            continue
        end = min(calendar.next_working(day) - _ONE, last)
        steps.append(Why("skipped", day, end, note=calendar.name_of_run(day, end)))
        day = end + _ONE
    return steps


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise Refusal(N_("A moment needs its time zone."), field="start")
    return moment
