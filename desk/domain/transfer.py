# SPDX-License-Identifier: Apache-2.0
"""May personal data flow abroad on a day? Roskomnadzor's cycle of Art. 12, R30–R37, without storage.

Read cautiously where the law leaves room: a recorded “no objection” does not shorten the standstill, and
a decision to restrict stops the flow as a prohibition does, until a transfer of its own is begun.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from desk.domain.counting import Pause, count_paused
from desk.domain.countries import RUSSIA
from desk.domain.due import Why
from desk.domain.rules import RuleBook
from desk.domain.state_lists import StateLists
from desk.domain.transfers import Decision, FlowWord
from desk.errors import N_, AtField, Refusal, Told

__all__ = ["Course", "Decision", "Flow", "FlowWord", "Notice", "Pause", "check_notice", "may_flow"]

_LISTED, _UNLISTED = "R34", "R35"
_counted = lru_cache(maxsize=4_096)(count_paused)
"""Transfers share notices, and notices days: each wait is counted once."""


_STOPS = {
    Decision.RESTRICTED: N_(
        "Roskomnadzor restricted this transfer on {day}: stop it (Art. 12 (14))."
    ),
    Decision.PROHIBITED: N_(
        "Roskomnadzor prohibited this transfer on {day}: stop it (Art. 12 (14))."
    ),
}


@dataclass(frozen=True)
class Notice:
    """A notice of intended transfer (Art. 12 (3)) and what followed; days are the operator's legal days."""

    sent: date
    assessed: date | None = None
    received: date | None = None
    """The day it reached Roskomnadzor, from which the standstill runs."""
    pauses: tuple[Pause, ...] = ()
    """From Roskomnadzor's requests for information to the operator's answers (R32, R33)."""
    decision: Decision | None = None
    decided: date | None = None


@dataclass(frozen=True)
class Course:
    """What decides about one transfer; ``country`` is the recipient's, ISO 3166-1 alpha-2."""

    country: str
    since: date
    until: date | None = None
    notices: tuple[Notice, ...] = ()
    vital_since: date | None = None
    """Life, health or other vital interests are protected by it (Art. 12 (11)), recorded on that day."""

    def runs(self, on: date) -> bool:
        """Whether data are meant to flow on that day: it has begun and not ended."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Flow:
    """May it flow on the day asked about: a word, a day and a sentence."""

    word: FlowWord
    since: date | None
    """Since when it flows or is stopped, or when the wait ends; nothing where no day can be named."""
    why: Told
    list_version: str
    """The act whose list of states was in force; empty where none is known or none matters."""
    steps: tuple[Why, ...] = ()
    """The count of the standstill, where there is one."""

    @property
    def flows(self) -> bool:
        """Whether data may be transferred on that day."""
        return self.word is FlowWord.FLOWS


@dataclass(frozen=True)
class _Day:
    """The day asked about, and what the law is on it for the state of the transfer."""

    on: date
    book: RuleBook
    listed: bool
    version: str

    def flow(
        self, word: FlowWord, since: date | None, why: Told, steps: tuple[Why, ...] = ()
    ) -> Flow:
        """An answer under the list of that day."""
        return Flow(word, since, why, self.version, steps)


def may_flow(
    book: RuleBook, states: StateLists, course: Course, on: date, language: str = "ru"
) -> Flow:
    """The answer for one transfer on one day; ``language`` is that of the list's name.

    Days before 1 March 2023 are refused for foreign states: another order was in force.
    """
    if course.until and on > course.until:
        ended = Told(N_("The transfer ended on {day}."), day=course.until)
        return Flow(FlowWord.STOPPED, course.until, ended, "")
    if course.country == RUSSIA:
        home = Told(N_("The data stay in Russia: Article 12 does not require a notice."))
        return _begun(course, on, Flow(FlowWord.FLOWS, course.since, home, ""))
    book.find(_LISTED, on)  # refuses days before the law that is counted here
    day = _Day(on, book, states.listed(course.country, on), states.version(on, language))
    stopped = _ban(course, day)
    if stopped:
        return stopped
    known = [_known(each, on) for each in course.notices if each.sent <= on]
    if not known:
        return day.flow(FlowWord.WAITS, None, _unfiled(course))
    return _begun(course, on, min((_opened(course, each, day) for each in known), key=_rank))


def _unfiled(course: Course) -> Told:
    if course.vital_since:
        return Told(
            N_(
                "No notice to Roskomnadzor has been filed; vital interests remove the waiting period, not the notice."
            )
        )
    return Told(
        N_("No notice to Roskomnadzor has been filed, and no transfer may begin before that.")
    )


def _ban(course: Course, day: _Day) -> Flow | None:
    """The first decision that stops the transfer; a later notice does not revive it."""
    bans = [
        (each.decided, each.decision)
        for each in course.notices
        if each.decided and each.decided <= day.on and each.decision in _STOPS
    ]
    if not bans:
        return None
    decided, decision = min(bans, key=lambda each: each[0])
    return day.flow(FlowWord.STOPPED, decided, Told(_STOPS[decision], day=decided))


def _known(notice: Notice, on: date) -> Notice:
    """The notice as it stood on that day: answers given later were still owed."""
    return Notice(
        sent=notice.sent,
        received=notice.received if notice.received and notice.received <= on else None,
        pauses=tuple(
            Pause(each.since, each.until if each.until and each.until <= on else None)
            for each in notice.pauses
            if each.since <= on
        ),
    )


def _opened(course: Course, notice: Notice, day: _Day) -> Flow:
    """Whether one filed notice lets the data flow: at once to a listed state, else after the standstill."""
    if day.listed:
        why = Told(
            N_("The state is on the list and the notice was sent on {day} (Art. 12 (10))."),
            day=notice.sent,
        )
        return day.flow(FlowWord.FLOWS, notice.sent, why)
    wait = _standstill(notice, day)
    vital = course.vital_since
    if wait.flows or vital is None or vital > day.on:
        return wait
    why = Told(
        N_(
            "Protection of vital interests was recorded on {day}: the waiting period does not apply (Art. 12 (11))."
        ),
        day=vital,
    )
    return day.flow(FlowWord.FLOWS, max(vital, notice.sent), why)


def _standstill(notice: Notice, day: _Day) -> Flow:
    """R35: ten working days from receipt, standing still while an answer is owed."""
    if notice.received is None:
        unknown = Told(
            N_(
                "The state is not on the list, and it is not known when Roskomnadzor received the notice."
            )
        )
        return day.flow(FlowWord.WAITS, None, unknown)
    rule = day.book.find(_UNLISTED, day.on)
    due = _counted(day.book.calendar, rule, notice.received, notice.pauses)
    if due is None:
        asked = max(each.since for each in notice.pauses if each.until is None)
        owed = Told(
            N_(
                "Roskomnadzor asked for information on {day}; the waiting period is suspended until you answer."
            ),
            day=asked,
        )
        return day.flow(FlowWord.WAITS, None, owed)
    opens = due.due
    if day.on < opens:
        why = Told(
            N_(
                "The state is not on the list: nothing may be transferred before {day} (Art. 12 (11))."
            ),
            day=opens,
        )
        return day.flow(FlowWord.WAITS, opens, why, due.steps)
    over = Told(
        N_(
            "The state is not on the list; Roskomnadzor’s waiting period has passed without a prohibition."
        )
    )
    return day.flow(FlowWord.FLOWS, opens, over, due.steps)


def _begun(course: Course, on: date, flow: Flow) -> Flow:
    """A transfer the law would let flow begins on the day the operator planned."""
    if not flow.flows or flow.since is None:
        return flow
    since = max(flow.since, course.since)
    if on >= since:
        return replace(flow, since=since)
    planned = Told(N_("The transfer is planned to begin on {day}."), day=since)
    return Flow(FlowWord.WAITS, since, planned, flow.list_version)


def _rank(flow: Flow) -> tuple[bool, bool, date]:
    """The most favourable of several notices: one that flows, then the nearest day."""
    return not flow.flows, flow.since is None, flow.since or date.max


def check_notice(notice: Notice, today: date) -> None:
    """Refuse days that cannot follow one another; the field named is the later one's."""
    order: Iterable[tuple[bool, str, str]] = (
        (notice.assessed is None, "assessed", N_("The date of the assessment goes into the notice (Art. 12 (4) 7): make the assessment first.")),
        (_after(notice.assessed, notice.sent), "assessed", N_("The assessment comes before the notice, not after it.")),
        (notice.sent > today, "sent", N_("This date is in the future.")),
        (_after(notice.sent, notice.received), "received", N_("The notice cannot have arrived before it was sent.")),
        (_after(notice.received, today), "received", N_("This date is in the future.")),
        (bool(notice.decision) != bool(notice.decided), "decided", N_("A decision needs a date, and a date needs a decision.")),
        (_after(notice.received or notice.sent, notice.decided), "decided", N_("The decision cannot come before the notice.")),
        (_after(notice.decided, today), "decided", N_("This date is in the future.")),
    )  # fmt: skip
    for wrong, field, message in order:
        if wrong:
            raise AtField(message, field=field)
    for pause in notice.pauses:
        _check_pause(pause, notice, today)


def _check_pause(pause: Pause, notice: Notice, today: date) -> None:
    if notice.received is None or pause.since < notice.received:
        raise Refusal(
            N_("Roskomnadzor can ask only after it has received the notice."), field="asked"
        )
    if _after(pause.since, pause.until):
        raise Refusal(N_("The answer cannot come before the question."), field="answered")
    if pause.since > today or _after(pause.until, today):
        raise AtField(
            N_("This date is in the future."), field="answered" if pause.until else "asked"
        )


def _after(first: date | None, second: date | None) -> bool:
    """Whether ``first`` lies after ``second``, both known."""
    return bool(first and second and first > second)
