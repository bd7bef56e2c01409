# SPDX-License-Identifier: Apache-2.0
"""What is due: the Today list, by urgency, with the reasons of each date."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from desk.domain.calendar import load_calendar
from desk.domain.days import parsed
from desk.domain.deeds import KEEP_ROW
from desk.domain.destruction import Cause, DestructionStep
from desk.domain.destruction_steps import OPEN_STATES
from desk.domain.kinds import DemandKind, Step
from desk.domain.sunset import endings
from desk.domain.today import GROUPS, NO_TERM, TodayGroup, TodayLine, TodayView
from desk.domain.values import Missing
from desk.domain.verdicts import why_uncounted
from desk.errors import N_, Refusal, Told
from desk.services.assignment.calls import assignment_calls
from desk.services.consent.expiry import expire_consents
from desk.services.consent.listing import NEAR, STRANGE, strange
from desk.services.consent.proof import DOUBTED, UNFIT, read_doubted, read_unfit
from desk.services.desk import Desk
from desk.services.destruction.calls import proposals
from desk.services.destruction.terms import leading, running
from desk.services.keeping.upkeep import warnings_at_opening
from desk.services.lists import Left
from desk.services.names import DeskNames
from desk.services.operators import operator_lacks
from desk.services.paper.briefs import UNCHECKED, WHY
from desk.services.register.localisation import ABROAD, localisation_call
from desk.services.request.extensions import lose_unsent
from desk.services.request.listing import uncounted
from desk.services.rows import TERM_COLUMNS, KeptTerm
from desk.services.signature.verifying import OLDEST, unchecked
from desk.services.terms import NEVER, end_of, latest_end_of, leads_by, stamp, worded
from desk.services.terms import leading as leading_term
from desk.services.transfer.calls import transfer_calls

CALENDAR_NEAR = 60
"""Days before the end of the decreed calendar from which Today says so."""
SOON = 3
"""Working days before a term at which it is called near."""


def today(desk: Desk, language: str = "", limit: int = 100) -> TodayView:
    """Open requests, destructions, terms of consents, transfers and clients by urgency; ``limit`` lines a group are read, all counted."""
    expire_consents(desk)
    lose_unsent(desk)
    left = Left(desk)
    bounds = _bounds(desk)
    groups = tuple(
        _group(desk, id, bounds[order], bounds[order + 1], limit, left, language or "ru")
        for order, id in enumerate(GROUPS)
    )
    days = (desk.today().isoformat(), (desk.today() + timedelta(days=NEAR)).isoformat())
    counts = desk.database.execute_sql(_OPEN, days).fetchone()
    requests, destructions, expiring, terms, abroad, weighed, looked, *papers = counts
    broken, uncounted, came_in = map(json.loads, papers[:3])
    unfit, doubted, others = papers[3:]
    return TodayView(
        groups=groups,
        lacks=_lacks(desk),
        warnings=(*warnings_at_opening(desk), *map(Told, _calendar_warnings(desk))),
        endings=endings(desk.today()),
        soon=soon(desk, left),
        requests=requests,
        destructions=destructions,
        proposals=proposals(desk),
        transfers=transfer_calls(desk),
        expiring=expiring,
        consents=expiring + terms,
        assignments=assignment_calls(desk),
        harm=_harm(desk) if weighed else None,
        unchecked=unchecked(desk, looked),
        broken=_pairs(broken),
        broken_in=_pairs(came_in),
        unfit=read_unfit(unfit),
        doubted=read_doubted(doubted),
        strange=strange(json.loads(others)),
        uncounted=_uncounted(uncounted),
        localisation=localisation_call(desk, language) if abroad else None,
    )


def _pairs(kept: list[list[Any]]) -> tuple[tuple[int, str], ...]:
    """Records by id and number, as ``_NAMED`` finds them."""
    return tuple((id, number) for id, number in kept)


def _uncounted(kept: list[list[Any]]) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """Papers by id and number, as ``_UNCOUNTED`` finds them, and why their signatures do not count."""
    return tuple(
        (id, number, tuple(why_uncounted(*each) for each in why)) for id, number, why in kept
    )


def _harm(desk: Desk) -> Told | None:
    """That the newest assessment of harm is out of date; loaded only where there is one."""
    from desk.services.register.harm import harm_call

    return harm_call(desk)


def _lacks(desk: Desk) -> tuple[Missing, ...]:
    try:
        return operator_lacks(desk.operator())
    except Refusal:
        return ()


_BEYOND = (
    "SELECT 1 FROM deadline WHERE met IS NULL AND dropped IS NULL AND due_moment > ? AND firm = 0"
    " LIMIT 1"
)


def _calendar_warnings(desk: Desk) -> tuple[str, ...]:
    """That the decreed calendar ends soon, or that a running term goes beyond it."""
    last = load_calendar().firm_until
    found = []
    if last - desk.today() < timedelta(days=CALENDAR_NEAR):
        found.append(
            N_(
                "The decreed production calendar ends soon, and dates beyond it are provisional."
                " Look for a version of the program with the decree for the next year."
            )
        )
    if desk.database.execute_sql(_BEYOND, (end_of(last, desk.zone),)).fetchone():
        found.append(
            N_(
                "A running deadline falls in a year whose days off have not been decreed yet: "
                "its date is provisional."
            )
        )
    return tuple(found)


def _bounds(desk: Desk) -> tuple[str, ...]:
    """Where each group begins; a term ends with the midnight after its day, hence ``due > bound``."""
    today = desk.today()
    ends = (latest_end_of(today + timedelta(days=days), desk.zone) for days in (0, 7))
    return ("", stamp(desk.now()), *ends, "9998", NEVER)


_STATES = ", ".join(f"'{state}'" for state in OPEN_STATES)
_TERMS_ELSEWHERE = "deadline t INDEXED BY deadline_elsewhere"
"""Terms of no request: without statistics SQLite would rather look through all of them."""
_OF_CONSENT = (
    "t.request IS NULL AND t.met IS NULL AND t.dropped IS NULL AND t.consent IS NOT NULL"
    " AND t.destruction IS NULL AND t.due_moment > ?1 AND t.due_moment <= ?2"
)
_OF_TRANSFER = (
    "t.request IS NULL AND t.met IS NULL AND t.dropped IS NULL AND t.transfer_inquiry IS NOT NULL"
    " AND t.due_moment > ?1 AND t.due_moment <= ?2"
)
_OF_CLIENT = (
    "t.request IS NULL AND t.met IS NULL AND t.dropped IS NULL"
    " AND (t.client IS NOT NULL OR t.client_notice IS NOT NULL)"
    " AND t.due_moment > ?1 AND t.due_moment <= ?2"
)
_CORRECTED = "request WHERE step = 'dispatch' AND +state = 'closed' AND +due > ?1 AND +due <= ?2"
"""Closed requests whose corrected answer has not left; the pluses leave SQLite the index of the step."""
_COUNT = (
    "SELECT (SELECT count(*) FROM request WHERE state = 'open' AND due > ?1 AND due <= ?2)"  # noqa: S608 -- states are ours
    f" + (SELECT count(*) FROM {_CORRECTED})"
    f" + (SELECT count(*) FROM destruction WHERE state IN ({_STATES}) AND due > ?1 AND due <= ?2)"
    f" + (SELECT count(*) FROM {_TERMS_ELSEWHERE} WHERE {_OF_CONSENT})"
    f" + (SELECT count(*) FROM {_TERMS_ELSEWHERE} WHERE {_OF_TRANSFER})"
    f" + (SELECT count(*) FROM {_TERMS_ELSEWHERE} WHERE {_OF_CLIENT})"
)
_NAMED = (
    "(SELECT json_group_array(json_array(id, number)) FROM (SELECT DISTINCT {record}.id, {record}.number"
    " FROM {which} ORDER BY {record}.id))"
)
_BROKEN = _NAMED.format(
    record="d",
    which="signature g JOIN document d ON d.id = g.document WHERE g.verdict = 'broken'"
    " AND d.state = 'issued' AND d.sealed IS NULL",
)
_BROKEN_IN = _NAMED.format(
    record="r",
    which="signed_file g CROSS JOIN attachment f ON f.id = g.attachment"
    " CROSS JOIN request r ON r.id = f.request WHERE g.verdict = 'broken' AND r.state = 'open'",
)
_UNCOUNTED = (
    "(SELECT json_group_array(json_array(id, number, json(why))) FROM"  # noqa: S608 -- names are ours
    f" (SELECT d.id, d.number, json_group_array({WHY}) AS why"
    " FROM signature s JOIN document d ON d.id = s.document WHERE s.verdict IN ('kept', 'matched')"
    f" AND {UNCHECKED} AND d.signature = '' AND d.state = 'issued' AND d.sealed IS NULL"
    " GROUP BY d.id ORDER BY d.id))"
)
_OPEN = (
    "SELECT (SELECT count(*) FROM request WHERE state = 'open'),"  # noqa: S608 -- names are ours
    " (SELECT count(*) FROM destruction WHERE state NOT IN ('erased', 'void')),"
    " (SELECT count(*) FROM consent WHERE state = 'active' AND until_key BETWEEN ? AND ?),"
    " (SELECT count(*) FROM deadline INDEXED BY deadline_elsewhere WHERE request IS NULL"
    " AND met IS NULL AND dropped IS NULL AND consent IS NOT NULL),"
    f" {ABROAD}, EXISTS (SELECT 1 FROM harm_assessment), {OLDEST}, {_BROKEN}, {_UNCOUNTED},"
    f" {_BROKEN_IN}, {UNFIT}, {DOUBTED}, {STRANGE}"
)
_PART = "SELECT * FROM (SELECT {columns} ORDER BY {due}, {id} LIMIT ?3)"
_LINES = (
    " UNION ALL ".join(  # noqa: S608 -- names are ours
        (
            _PART.format(
                columns="'request', id, number, kinds, step, due AS at, due_shown, 0, channel = 'own' FROM request"
                " WHERE state = 'open' AND due > ?1 AND due <= ?2",
                due="due",
                id="id",
            ),
            _PART.format(
                columns="'request', id, number, kinds, step, due AS at, due_shown, 0, channel = 'own'"
                f" FROM {_CORRECTED}",
                due="due",
                id="id",
            ),
            _PART.format(
                columns="'destruction', id, number, cause, step, due, due_shown, 0, 0 FROM destruction"
                f" WHERE state IN ({_STATES}) AND due > ?1 AND due <= ?2",
                due="due",
                id="id",
            ),
            _PART.format(
                columns="'consent', c.id, c.number, '', '', t.due_moment, t.due, t.id, 0"
                f" FROM {_TERMS_ELSEWHERE} JOIN consent c ON c.id = t.consent WHERE {_OF_CONSENT}",
                due="t.due_moment",
                id="t.id",
            ),
            _PART.format(
                columns="'transfer', x.id, 'transfer/' || x.code, '', '', t.due_moment, t.due, t.id, 0"  # noqa: S608 -- names are ours
                f" FROM {_TERMS_ELSEWHERE} JOIN transfer_inquiry q ON q.id = t.transfer_inquiry"
                " JOIN transfer x ON x.id = (SELECT min(i.transfer) FROM transfer_notice_item i"
                f" WHERE i.notice = q.notice) WHERE {_OF_TRANSFER}",
                due="t.due_moment",
                id="t.id",
            ),
            _PART.format(
                columns="'client', c.id, 'client/' || c.code, '', '', t.due_moment, t.due, t.id, 0"  # noqa: S608 -- names are ours
                f" FROM {_TERMS_ELSEWHERE} JOIN client c ON c.id = coalesce(t.client,"
                f" (SELECT client FROM client_notice WHERE id = t.client_notice)) WHERE {_OF_CLIENT}",
                due="t.due_moment",
                id="t.id",
            ),
        )
    )
    + " ORDER BY 6, 1 DESC, 2 LIMIT ?3"
)


_CODED = ("client", "transfer")
"""Records whose numbers are codes."""


class _Found(NamedTuple):
    """A record of a group, as read."""

    record: str
    id: int
    number: str
    what: str
    step: str
    due: str
    shown: str
    term: int
    own: int


def _group(
    desk: Desk, id: str, after: str, until: str, limit: int, left: Left, language: str
) -> TodayGroup:
    total = desk.database.execute_sql(_COUNT, (after, until)).fetchone()[0]
    rows: list[_Found] = []
    if total:
        found = desk.database.execute_sql(_LINES, (after, until, limit)).fetchall()
        rows = [_Found._make(row) for row in found]
    leads = _leads(desk, rows)
    lines = tuple(_line(desk, row, leads.get(row), left, language) for row in rows)
    lines = _called(desk, lines, language)
    if id == "no_date":
        lines = _marked(desk, lines, language)
    return TodayGroup(id, lines, int(total))


def _called(desk: Desk, lines: tuple[TodayLine, ...], language: str) -> tuple[TodayLine, ...]:
    """The lines, with the names of clients and transfers."""
    names, words = DeskNames(desk), desk.catalogue(language)
    return tuple(
        replace(each, name=names.record(each.number, words)) if each.record in _CODED else each
        for each in lines
    )


def _marked(desk: Desk, lines: tuple[TodayLine, ...], language: str) -> tuple[TodayLine, ...]:
    """The lines, with a word at each request that ought to have a term and never had one."""
    waiting = {line.id: line.kinds for line in lines if line.record == "request" and not line.due}
    bare, told = uncounted(desk, waiting), desk.catalogue(language).gettext(NO_TERM)
    return tuple(replace(line, title=told) if line.request in bare else line for line in lines)


_LEADS = (
    f"SELECT request, {TERM_COLUMNS} FROM deadline"  # noqa: S608 -- names are ours
    " WHERE request IN (SELECT value FROM json_each(?)) AND met IS NULL AND dropped IS NULL"
    f" AND row <> '{KEEP_ROW}'"
)
_TERMS = f"SELECT {TERM_COLUMNS} FROM deadline WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 -- names are ours


def _leads(desk: Desk, rows: Sequence[_Found]) -> dict[_Found, KeptTerm]:
    """The term that leads each record, read once for each kind of record that is there."""
    requests = _leading(desk, [row.id for row in rows if row.record == "request"])
    destructions = running(desk, [row.id for row in rows if row.record == "destruction"])
    terms = json.dumps([row.term for row in rows if row.term])
    own: dict[int, KeptTerm] = {}
    if terms != "[]":
        found = desk.database.execute_sql(_TERMS, (terms,)).fetchall()
        own = {row[0]: KeptTerm._make(row) for row in found}
    leads = {
        row: own.get(row.term)
        if row.term
        else requests.get(row.id)
        if row.record == "request"
        else leading(destructions.get(row.id, ()))
        for row in rows
    }
    return {row: lead for row, lead in leads.items() if lead is not None}


def _leading(desk: Desk, ids: Sequence[int]) -> dict[int, KeptTerm]:
    """The earliest open term of each request; on the same day the law goes before the own promise."""
    if not ids:
        return {}
    found: dict[int, list[KeptTerm]] = {}
    for request, *row in desk.database.execute_sql(_LEADS, (json.dumps(list(ids)),)).fetchall():
        found.setdefault(request, []).append(KeptTerm(*row))
    leads = {request: leading_term(rows, desk.zone) for request, rows in found.items()}
    return {request: lead for request, lead in leads.items() if lead is not None}


def _line(desk: Desk, row: _Found, lead: KeptTerm | None, left: Left, language: str) -> TodayLine:
    title, term = worded(desk, lead, language) if lead else ("", None)
    if lead and term:
        _end, day, safe = leads_by(lead, desk.zone)
        term = replace(term, due=parsed(day), safe=parsed(safe))
    hours = None
    if "T" in row.shown:
        span = datetime.fromisoformat(row.shown) - desk.now()
        hours = int(span.total_seconds() // 3600)
    destroyed = row.record == "destruction"
    steps: type[Step] | type[DestructionStep] = DestructionStep if destroyed else Step
    return TodayLine(
        record=row.record,
        id=row.id,
        number=row.number,
        kinds=() if destroyed else tuple(DemandKind(kind) for kind in row.what.split()),
        step=steps(row.step) if row.step else None,
        due=term,
        title=title,
        overdue=row.due != NEVER and row.due <= left.now,
        days_left=left.days(row.shown),
        working_days_left=left.working_days(row.shown),
        hours_left=hours,
        cause=Cause(row.what) if destroyed else None,
        own=bool(row.own),
    )


def soon(desk: Desk, left: Left | None = None) -> int:
    """How many open records are due within three working days, overdue ones included."""
    left = left or Left(desk)
    last = left.nth_working_day(SOON)
    row = desk.database.execute_sql(_COUNT, ("", latest_end_of(last, desk.zone))).fetchone()
    return int(row[0])
