# SPDX-License-Identifier: Apache-2.0
"""May data flow on a day? Read for some transfers or for the whole desk in few statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from desk.domain.transfer import Course, Flow, Notice, Pause, may_flow
from desk.domain.transfers import Decision, DeskFlow, FlowWord
from desk.errors import N_, Told
from desk.services.desk import Desk

_COURSES = (
    "SELECT id, country, since, min(coalesce(until, '9999'), coalesce(retired, '9999')), vital_since"
    " FROM transfer t WHERE {which}"
)
_NOTICES = (
    "SELECT i.transfer, n.id FROM transfer_notice_item i JOIN transfer_notice n ON n.id = i.notice"
    " JOIN transfer t ON t.id = i.transfer WHERE n.void_on IS NULL AND {which} ORDER BY n.id"
)
_FACTS = (
    "SELECT id, sent_on, assessed_on, received_on, decision, decided_on, (SELECT json_group_array("
    "json_array(asked_on, answered_on)) FROM (SELECT * FROM transfer_inquiry q WHERE q.notice = n.id"
    " ORDER BY asked_on)) FROM transfer_notice n WHERE void_on IS NULL"
    " AND id IN (SELECT value FROM json_each(?))"
)
_THESE = "t.id IN (SELECT value FROM json_each(?1))"
_KEPT_DAYS = 8
IN_USE = "(t.retired IS NULL OR t.retired > ?1)"


def courses(desk: Desk, on: date, ids: Sequence[int] | None = None) -> dict[int, Course]:
    """What decides about each of these transfers, or about all that are in the register on that day."""
    which, told = (IN_USE, on.isoformat()) if ids is None else (_THESE, json.dumps(list(ids)))
    rows = desk.database.execute_sql(_COURSES.format(which=which), (told,)).fetchall()
    links: dict[int, list[int]] = defaultdict(list)
    for transfer, notice in desk.database.execute_sql(
        _NOTICES.format(which=which), (told,)
    ).fetchall():
        links[transfer].append(notice)
    known = notices(desk, {each for found in links.values() for each in found})
    return {
        id: Course(
            country=country,
            since=date.fromisoformat(since),
            until=None if until == "9999" else date.fromisoformat(until),
            notices=tuple(known[each] for each in links.get(id, ())),
            vital_since=_day(vital),
        )
        for id, country, since, until, vital in rows
    }


def notices(desk: Desk, ids: Iterable[int]) -> dict[int, Notice]:
    """What is recorded of these notices; void ones are left out."""
    rows = desk.database.execute_sql(_FACTS, (json.dumps(sorted(ids)),)).fetchall()
    return {
        id: Notice(
            sent=date.fromisoformat(sent),
            assessed=_day(assessed),
            received=_day(received),
            pauses=tuple(
                Pause(date.fromisoformat(asked), _day(answered))
                for asked, answered in json.loads(asked_for)
            ),
            decision=Decision(decision) if decision else None,
            decided=_day(decided),
        )
        for id, sent, assessed, received, decision, decided, asked_for in rows
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def answered(
    desk: Desk, on: date | None = None, language: str = ""
) -> Mapping[int, tuple[Course, Flow]]:
    """The answer of a day for every transfer in the register on it, counted once until one changes."""
    day = on or desk.today()
    key = day, language or "ru"
    # What an act has not committed yet may be taken back: it is neither kept nor hidden by what is.
    under_way = desk.database.in_transaction()
    if key in desk.answers and not under_way:
        return desk.answers[key]
    known = courses(desk, day)
    told = flows_of(desk, known, day, language)
    found = {id: (course, told[id]) for id, course in known.items()}
    if not under_way:
        if len(desk.answers) >= _KEPT_DAYS:
            desk.answers.clear()
        desk.answers[key] = found
    return found


def answers_for(
    desk: Desk, ids: Sequence[int], on: date, language: str = ""
) -> Mapping[int, tuple[Course, Flow]]:
    """The answers for these transfers, retired ones too: as counted for all before, else for them alone."""
    counted = {} if desk.database.in_transaction() else desk.answers.get((on, language or "ru"), {})
    if all(id in counted for id in ids):
        return counted
    known = courses(desk, on, ids)
    told = flows_of(desk, known, on, language)
    return {id: (course, told[id]) for id, course in known.items()}


def flows(desk: Desk, on: date | None = None, language: str = "") -> dict[int, Flow]:
    """The answer of a day (today when none is named) for every transfer in the register."""
    return {id: flow for id, (_course, flow) in answered(desk, on, language).items()}


def flows_of(
    desk: Desk, known: Mapping[int, Course], on: date, language: str = ""
) -> dict[int, Flow]:
    """The answers for courses already read; transfers of one course are counted once."""
    counted: dict[Course, Flow] = {}
    for course in known.values():
        if course not in counted:
            counted[course] = may_flow(desk.rules, desk.states, course, on, language or "ru")
    return {id: counted[course] for id, course in known.items()}


def desk_flow(desk: Desk, on: date | None = None, language: str = "") -> DeskFlow:
    """The answer for the desk as a whole: what runs, and what of it may not flow."""
    day = on or desk.today()
    told = answered(desk, day, language)
    return desk_flow_of(
        desk,
        {id: flow for id, (course, flow) in told.items() if course.runs(day)},
        day,
        language,
    )


def desk_flow_of(desk: Desk, answers: Mapping[int, Flow], on: date, language: str = "") -> DeskFlow:
    """The answer for the desk from the answers of what runs."""
    barred = [id for id, flow in answers.items() if not flow.flows]
    word, since, why = _summary(answers, [answers[id] for id in barred])
    version = desk.states.version(on, language or "ru")
    return DeskFlow(word, since, why, version, tuple(answers), tuple(barred))


def _summary(
    answers: Mapping[int, Flow], barred: Sequence[Flow]
) -> tuple[FlowWord | None, date | None, Told]:
    if not answers:
        return None, None, Told(N_("There are no current transfers abroad."))
    if not barred:
        since = max(flow.since for flow in answers.values() if flow.since)
        return FlowWord.FLOWS, since, Told(N_("Every current transfer is allowed."))
    why = Told(
        N_("{barred} of {running} current transfers are not allowed."),
        barred=len(barred),
        running=len(answers),
    )
    stopped = [flow.since for flow in barred if flow.word is FlowWord.STOPPED and flow.since]
    if stopped:
        return FlowWord.STOPPED, min(stopped), why
    opens = [flow.since for flow in barred if flow.since]
    # One that no day can be named for leaves none for the whole desk.
    return FlowWord.WAITS, max(opens) if len(opens) == len(barred) else None, why
