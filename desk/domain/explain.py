# SPDX-License-Identifier: Apache-2.0
"""Wording the steps of a term for a reader, day by day where days were skipped.

Steps are kept as data beside each term, so a date is explained for ever as it was computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from desk.domain.calendar import english_of
from desk.domain.due import Due, Why
from desk.errors import N_
from desk.text import Catalogue, capital

_Plural = Callable[[Catalogue, int], str]
_BEGINNINGS: Mapping[str, str] = {
    "": N_("received on {day}"),
    "request.received": N_("received on {day}"),
    "claim.received": N_("received on {day}"),
    "regulator.asked": N_("the regulator’s request was received on {day}"),
    "nktski.asked": N_("the request was received on {day}"),
    "request.sent": N_("the first request was sent on {day}"),
    "evidence.submitted": N_("the confirming data were handed in on {day}"),
    "violation.found": N_("the violation was found on {day}"),
    "incident.detected": N_("the incident was detected on {day}"),
    "incident.reported": N_("the identifier was assigned on {day}"),
    "purpose.achieved": N_("the purpose was achieved on {day}"),
    "remedy.done": N_("the measure was taken on {day}"),
    "destruction.impossible": N_("the original period began on {day}"),
    "destruction.caused": N_("the reason arose on {day}"),
    "consent.expired": N_("the consent expired on {day}"),
    "keep.expired": N_("the retention period ended on {day}"),
    "destruction.done": N_("the data were destroyed on {day}"),
    "dissemination_consent.received": N_("the consent was received on {day}"),
    "court_decision.in_force": N_("the court decision took effect on {day}"),
    "transfer_notice.sent": N_("the notice was sent on {day}"),
    "transfer_notice.received": N_("the regulator received the notice on {day}"),
    "transfer.submission": N_("the regulator received the submission on {day}"),
    "processing_notice.received": N_("the regulator received the notice on {day}"),
    "processing.ended": N_("processing ended on {day}"),
    "notified_info.changed": N_("the notified information changed on {day}"),
    "policy.adopted": N_("the edition is dated {day}"),
    "data.obtained_elsewhere": N_("the data were obtained on {day}"),
    "transfer.begun": N_("the first transfer was on {day}"),
    "processing.begun": N_("processing began on {day}"),
    "client.request": N_("the request was received on {day}"),
    "client.leak": N_("the leak became known on {day}"),
    "client.sub_processor": N_("the count began on {day}"),
    "client.objection": N_("the count began on {day}"),
    "client.end": N_("the assignment ends on {day}"),
}
_OTHER_BEGINNING = N_("the count begins with {day} as day zero")
_NTH = (
    N_("the first working day is {day}"),
    N_("the second working day is {day}"),
    N_("the third working day is {day}"),
    N_("the fourth working day is {day}"),
    N_("the fifth working day is {day}"),
    N_("the sixth working day is {day}"),
    N_("the seventh working day is {day}"),
    N_("the eighth working day is {day}"),
    N_("the ninth working day is {day}"),
    N_("the tenth working day is {day}"),
    N_("the eleventh working day is {day}"),
    N_("the twelfth working day is {day}"),
    N_("the thirteenth working day is {day}"),
    N_("the fourteenth working day is {day}"),
    N_("the fifteenth working day is {day}"),
)
_PATTERNS = {
    "ru": {"day": "d MMMM (EEEEEE)", "year": "d MMMM y 'г'. (EEEEEE)"},
    "en": {"day": "EEE d MMM", "year": "EEE d MMM y"},
}
_RANGES = {
    "ru": {"day": "d", "month": "d MMMM", "year": "d MMMM y 'г'."},
    "en": {"day": "d", "month": "d MMM", "year": "d MMM y"},
}


def explain(due: Due, catalogue: Catalogue) -> str:
    """Why the term ends when it ends: one paragraph in the reader's language."""
    return explain_steps(due.steps, catalogue)


def doubt(due: Due, catalogue: Catalogue) -> str:
    """That the norm of a foreign law was not read in an official text; empty where nothing is to be said."""
    return catalogue.gettext(_DOUBT) if due.doubtful else ""


UNVERIFIED = N_("not verified")
"""The same in two words, where there is room for no more."""
_DOUBT = N_(
    "Not verified: the text of this law was not read in an official source; check the deadline "
    "before you rely on it."
)


def explain_steps(steps: Iterable[Why], catalogue: Catalogue) -> str:
    """The same from the steps alone."""
    phrases = _Phrases(catalogue)
    said: list[str] = []
    for step in steps:
        clause = phrases.clause(step)
        if step.kind == "moment" and said:
            said[-1] += f" {clause}"
        elif clause:
            said.append(clause)
    text = "; ".join(said)
    if not text:
        return ""
    text = capital(text)
    return text if text.endswith(".") else f"{text}."


class _Phrases:
    """The clauses of one explanation; a year is named when it is new to the reader."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words = catalogue
        self._year = 0

    def clause(self, step: Why) -> str:
        """One step in words; a kind this program does not know is left out."""
        say = _CLAUSES.get(step.kind)
        return say(self, step) if say else ""

    def day(self, day: date) -> str:
        """A day with its weekday."""
        style = "day" if day.year == self._year else "year"
        self._year = day.year
        return self._format(day, _PATTERNS[self._words.language][style])

    def run(self, first: date, last: date) -> str:
        """“28–29 Nov”, “31 Dec 2026 – 10 Jan 2027”, or one day with its weekday."""
        if first == last:
            return self.day(first)
        patterns = _RANGES[self._words.language]
        tail = "month" if last.year == self._year == first.year else "year"
        end = self._format(last, patterns[tail])
        if (first.year, first.month) == (last.year, last.month):
            begin = f"{self._format(first, patterns['day'])}–{end}"
        else:
            head = "month" if first.year == last.year or first.year == self._year else "year"
            begin = f"{self._format(first, patterns[head])} – {end}"
        self._year = last.year
        return begin

    def _format(self, day: date, pattern: str) -> str:
        from babel.dates import format_date

        return format_date(day, pattern, locale=self._words.language)

    def start(self, step: Why) -> str:
        return self._said(_BEGINNINGS.get(step.note, _OTHER_BEGINNING), step)

    def moment(self, step: Why) -> str:
        at = datetime.fromisoformat(step.note)
        return self._words.say(
            N_("at {time} (UTC{offset})"), time=f"{at:%H:%M}", offset=_offset(at)
        )

    def hours(self, step: Why) -> str:
        at = datetime.fromisoformat(step.note)
        found = self._words.ngettext(
            "{count} hour runs without a break, weekends and holidays included, and ends on {day} at"
            " {time} (UTC{offset})",
            "{count} hours run without a break, weekends and holidays included, and end on {day} at"
            " {time} (UTC{offset})",
            step.count,
        )
        return found.format(
            count=step.count, day=self.day(at.date()), time=f"{at:%H:%M}", offset=_offset(at)
        )

    def capital(self, step: Why) -> str:
        at = datetime.fromisoformat(step.note)
        return self._words.say(
            N_("in Moscow time that is {day} at {time}"),
            day=self.day(at.date()),
            time=f"{at:%H:%M}",
        )

    def day_one(self, step: Why) -> str:
        return self._said(N_("day 1 is {day}"), step)

    def skipped(self, step: Why) -> str:
        if step.day is None:
            return ""
        last = step.until or step.day
        days = self.run(step.day, last)
        names = self._names(step.note)
        if names:
            one, many = N_("{days} is a day off ({names})"), N_("{days} are days off ({names})")
        else:
            one, many = N_("{days} is a day off"), N_("{days} are days off")
        return self._words.say(one if step.day == last else many, days=days, names=names)

    def _names(self, note: str) -> str:
        if self._words.language == "ru":
            return note
        return english_of(note)

    def working_saturday(self, step: Why) -> str:
        return self._said(N_("{day} is a working day by decree"), step)

    def nominal(self, step: Why) -> str:
        if step.note != "working_days":
            return self._spanned(_SPANS, step)
        if 1 <= step.count <= len(_NTH):
            return self._said(_NTH[step.count - 1], step)
        return self._said(N_("working day number {count} is {day}"), step, count=step.count)

    def extended(self, step: Why) -> str:
        return self._spanned(_EXTENDED, step)

    def _spanned(self, messages: Mapping[str, _Plural], step: Why) -> str:
        if step.day is None:
            return ""
        found = messages.get(step.note, messages["days"])(self._words, step.count)
        return found.format(count=step.count, day=self.day(step.day))

    def paused(self, step: Why) -> str:
        if step.day is None or step.until is None:
            return ""
        found = self._words.ngettext(
            "the period was suspended, {days}, while the regulator waited for an answer; {count} "
            "working day was left",
            "the period was suspended, {days}, while the regulator waited for an answer; {count} "
            "working days were left",
            step.count,
        )
        return found.format(count=step.count, days=self.run(step.day, step.until))

    def shifted(self, step: Why) -> str:
        return self._said(_SHIFTED.get(step.note, _SHIFTED[""]), step)

    def safe(self, step: Why) -> str:
        return self._said(
            N_("the safe date is {day}, the last working day not later than the end of the count"),
            step,
        )

    def provisional(self, step: Why) -> str:
        message = _PROVISIONAL.get(step.note, _PROVISIONAL[""])
        return self._words.say(message, year=step.count)

    def at_once(self, _step: Why) -> str:
        return self._words.say(N_("this must be done at once"))

    def calendar_date(self, step: Why) -> str:
        if step.count:
            return self._said(N_("a date of the calendar is set: not later than {day}"), step)
        return self._said(N_("the date set is {day}"), step)

    def gate(self, step: Why) -> str:
        return self._said(N_("not allowed before {day}"), step)

    def own_rule(self, _step: Why) -> str:
        return self._words.say(N_("this deadline is the operator’s own rule, not set by law"))

    def contract(self, _step: Why) -> str:
        return self._words.say(N_("this deadline is set by the assignment, not by law"))

    def late(self, step: Why) -> str:
        if step.day is None:
            return ""
        found = self._words.ngettext(
            "the first deadline passed on {day} and was overdue by {count} day when the data "
            "were blocked: blocking does not undo that",
            "the first deadline passed on {day} and was overdue by {count} days when the data "
            "were blocked: blocking does not undo that",
            step.count,
        )
        return found.format(day=self.day(step.day), count=step.count)

    def _said(self, message: str, step: Why, **more: object) -> str:
        return self._words.say(message, day=self.day(step.day), **more) if step.day else ""


_SHIFTED: Mapping[str, str] = {
    "": N_(
        "the last day is not a working day, so under Article 193 of the Civil Code the deadline "
        "is the next working day, {day}"
    ),
    "eu": N_(
        "the last day falls on a weekend, so under Article 3 (4) of Regulation 1182/71 the "
        "deadline is the next working day, {day} (public holidays are not counted)"
    ),
}
"""Why a last day moved on, by the calendar that moved it; ours without a name."""
_PROVISIONAL: Mapping[str, str] = {
    "": N_("the date is provisional: the production calendar of {year} has not been approved"),
    "before": N_(
        "the date is provisional: the production calendar of {year} is not in this program"
    ),
    "vn": N_(
        "the date is provisional: the days off of {year} in Vietnam were not announced when this"
        " program was made"
    ),
}
_SPANS: Mapping[str, _Plural] = {
    "days": lambda words, number: words.ngettext(
        "{count} calendar day ends on {day}", "{count} calendar days end on {day}", number
    ),
    "months": lambda words, number: words.ngettext(
        "{count} month ends on {day}", "{count} months end on {day}", number
    ),
    "years": lambda words, number: words.ngettext(
        "{count} year ends on {day}", "{count} years end on {day}", number
    ),
}
_EXTENDED: Mapping[str, _Plural] = {
    "working_days": lambda words, number: words.ngettext(
        "extended by {count} working day, the deadline is {day}",
        "extended by {count} working days, the deadline is {day}",
        number,
    ),
    "days": lambda words, number: words.ngettext(
        "extended by {count} calendar day, the deadline is {day}",
        "extended by {count} calendar days, the deadline is {day}",
        number,
    ),
    "months": lambda words, number: words.ngettext(
        "extended by {count} month, the deadline is {day}",
        "extended by {count} months, the deadline is {day}",
        number,
    ),
    "years": lambda words, number: words.ngettext(
        "extended by {count} year, the deadline is {day}",
        "extended by {count} years, the deadline is {day}",
        number,
    ),
}
_CLAUSES: Mapping[str, Callable[[_Phrases, Why], str]] = {
    "start": _Phrases.start,
    "moment": _Phrases.moment,
    "hours": _Phrases.hours,
    "capital": _Phrases.capital,
    "day_one": _Phrases.day_one,
    "skipped": _Phrases.skipped,
    "working_saturday": _Phrases.working_saturday,
    "nominal": _Phrases.nominal,
    "extended": _Phrases.extended,
    "paused": _Phrases.paused,
    "shifted": _Phrases.shifted,
    "safe": _Phrases.safe,
    "provisional": _Phrases.provisional,
    "at_once": _Phrases.at_once,
    "calendar_date": _Phrases.calendar_date,
    "gate": _Phrases.gate,
    "own_rule": _Phrases.own_rule,
    "contract": _Phrases.contract,
    "late": _Phrases.late,
}


def _offset(at: datetime) -> str:
    """“+03:00”."""
    return at.isoformat()[-6:]
