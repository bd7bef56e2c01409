# SPDX-License-Identifier: Apache-2.0
"""The register of transfers as a list: filtered and sorted by SQL, and by the answer of the day where asked."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from datetime import date

from desk.domain.countries import RUSSIA
from desk.domain.recipient_information import InformationItem
from desk.domain.transfer import Course, Flow, FlowWord
from desk.domain.transfers import TransferGround, TransferRow
from desk.domain.values import Both, Query
from desk.errors import N_, AtField, Refusal
from desk.services.checks import EARLIEST, LATEST, clean_line
from desk.services.desk import Desk
from desk.services.lists import select_ids, text_condition
from desk.services.transfer.flows import answered, answers_for
from desk.services.transfer.recipient_information import told_of
from desk.storage import search as index

SORTS: Mapping[str, tuple[str, ...]] = {
    "code": ("id",),
    "recipient": ("(SELECT name_key FROM recipient r WHERE r.id = transfer.recipient)", "id"),
    "country": ("country", "id"),
    "purpose": ("purpose_code", "id"),
    "ground": ("ground", "id"),
    "since": ("since", "id"),
    "until": ("coalesce(until, '9999')", "id"),
}
"""Columns behind each sort id; ``flow`` sorts by the answer of the day."""
STATES: Mapping[str, str] = {
    "used": "retired IS NULL AND (until IS NULL OR until >= ?)",
    "ended": "retired IS NULL AND until < ?",
    "retired": "retired IS NOT NULL AND ? <> ''",
}
_BY_FLOW = "flow"
RELISTED, UNTOLD = "relisted", "untold"
"""Answers of the list beyond the word: a newer list changes it; the recipient has not told everything."""
_URGENCY = {FlowWord.STOPPED: 0, FlowWord.WAITS: 1, FlowWord.FLOWS: 2}


def transfer_count_bound(desk: Desk) -> int:
    """An upper bound of the number of transfers, without counting them."""
    row = desk.database.execute_sql("SELECT max(id) FROM transfer").fetchone()
    return int(row[0] or 0)


def transfer_ids(
    desk: Desk, query: Query, after: int | None = None, limit: int | None = None
) -> array[int]:
    """Ids in the order of the list; ``after`` is the last id of the piece before.

    ``state`` is ``used``, ``ended`` or ``retired`` (what is retired is shown only then); ``kind`` is a
    ``FlowWord``, or ``barred``: runs though it may not flow, ``relisted``: a newer list of states changes
    it, ``untold``: its recipient has not told everything; ``due_by`` leaves what ends by that day.
    """
    conditions, params = _conditions(desk, query)
    sort = query.sort or "code"
    if not query.kind and sort.removeprefix("-") != _BY_FLOW:
        return select_ids(desk, "transfer", SORTS, sort, conditions, params, after, limit)
    known = _by_flow(desk, query, sort, conditions, params)
    start = known.index(after) + 1 if after is not None and after in known else 0
    return known[start : None if limit is None else start + limit]


def _by_flow(
    desk: Desk, query: Query, sort: str, conditions: list[str], params: list[object]
) -> array[int]:
    """The ids that have the wanted answer, or all by their answer; every answer is counted for it."""
    by_flow = sort.removeprefix("-") == _BY_FLOW
    order = "code" if by_flow else sort
    ids = select_ids(desk, "transfer", SORTS, order, conditions, params, None, None)
    today = desk.today()
    known = answered(desk, today)
    wanted = clean_line(query.kind, "kind")
    if wanted == RELISTED:
        states = relisted(desk)
        kept = [id for id in ids if id in known and known[id][0].country in states]
    elif wanted == UNTOLD:
        untold = untold_transfers(desk)
        kept = [id for id in ids if id in untold]
    elif wanted == "barred":
        kept = [id for id in ids if id in known and _barred(*known[id], today)]
    else:
        kept = [id for id in ids if not wanted or (id in known and known[id][1].word == wanted)]
    if by_flow:
        kept.sort(key=lambda id: (*_rank(known, id), id), reverse=sort.startswith("-"))
    return array("q", kept)


def _barred(course: Course, flow: Flow, on: date) -> bool:
    return course.runs(on) and not flow.flows


def _rank(known: Mapping[int, tuple[Course, Flow]], id: int) -> tuple[int, date]:
    """What is stopped comes first, then what waits; what is retired has no answer and comes last."""
    if id not in known:
        return len(_URGENCY), date.max
    flow = known[id][1]
    return _URGENCY[flow.word], flow.since or date.max


def _conditions(desk: Desk, query: Query) -> tuple[list[str], list[object]]:
    conditions = [STATES.get(query.state, "retired IS NULL AND ? <> ''")]
    params: list[object] = [desk.today().isoformat()]
    if query.state and query.state not in STATES:
        raise AtField(N_("There is no such list."), field="state")
    if query.purpose:
        conditions.append("purpose_code = ?")
        params.append(clean_line(query.purpose, "purpose"))
    if query.due_by is not None:
        conditions.append("until <= ?")
        params.append(min(max(query.due_by, EARLIEST), LATEST).isoformat())
    if query.listed is not None:
        conditions.append("country IN (SELECT value FROM json_each(?))")
        params.append(json.dumps(_states(desk, listed=query.listed)))
    if query.text.strip():
        conditions.append(text_condition(query.text, index.Kind.TRANSFER))
        params.append(index.expression(query.text))
    return conditions, params


def relisted(desk: Desk) -> Mapping[str, str]:
    """The states of the register that a list still to come puts on or leaves out, with its first day."""
    today = desk.today()
    if desk.states.lists[-1].since <= today:
        return {}
    found = desk.database.execute_sql("SELECT DISTINCT country FROM transfer").fetchall()
    changes = {code: desk.states.change(code, today) for (code,) in found}
    return {code: each.since.isoformat() for code, each in changes.items() if each is not None}


_ABROAD = (
    "SELECT id, recipient, country FROM transfer WHERE retired IS NULL AND country <> 'RU'"
    " AND (until IS NULL OR until > ?) ORDER BY id"
)


def untold_transfers(desk: Desk) -> Mapping[int, tuple[InformationItem, ...]]:
    """The transfers in use whose recipients have not told all of Art. 12 (5), and what is missing."""
    today = desk.today()
    rows = desk.database.execute_sql(_ABROAD, (today.isoformat(),)).fetchall()
    known = told_of(desk, {(row[1], row[2]) for row in rows}, today.isoformat())
    lacks = {
        party: told.lacks(listed=desk.states.listed(party[1], today))
        for party, told in known.items()
    }
    return {
        id: lacks[recipient, country]
        for id, recipient, country in rows
        if lacks[recipient, country]
    }


def _states(desk: Desk, *, listed: bool) -> list[str]:
    """The foreign states of the register that are, or are not, on the list of today."""
    today = desk.today()
    found = desk.database.execute_sql("SELECT DISTINCT country FROM transfer").fetchall()
    return [
        code for (code,) in found if code != RUSSIA and desk.states.listed(code, today) is listed
    ]


_ROWS = (
    "SELECT t.id, t.code, t.recipient, r.name_ru, r.name_en, t.country, t.purpose_code,"
    " p.title_ru, p.title_en, t.ground, t.since, coalesce(t.until, ''), coalesce(t.retired, ''),"
    " coalesce((SELECT max(n.sent_on) FROM transfer_notice_item i JOIN transfer_notice n"
    " ON n.id = i.notice WHERE i.transfer = t.id AND n.void_on IS NULL), '')"
    " FROM transfer t JOIN recipient r ON r.id = t.recipient JOIN purpose p ON p.id ="
    " (SELECT max(id) FROM purpose e WHERE e.code = t.purpose_code)"
    " WHERE t.id IN (SELECT value FROM json_each(?))"
)


def transfer_rows(
    desk: Desk, ids: Sequence[int], on: date | None = None, language: str = ""
) -> list[TransferRow]:
    """The lines of these ids, in their order, with the answers of a day (today when none is named)."""
    if not ids:
        return []
    day = on or desk.today()
    answers = answers_for(desk, ids, day, language)
    rows = desk.database.execute_sql(_ROWS, (json.dumps(list(ids)),)).fetchall()
    newer = relisted(desk)
    found = {
        id: TransferRow(
            id=id,
            code=code,
            recipient_id=recipient,
            recipient=Both(name_ru, name_en),
            country=country,
            purpose_code=purpose,
            purpose=Both(title_ru, title_en),
            ground=TransferGround(ground),
            since=since,
            until=until,
            retired=retired,
            flow=answers[id][1],
            running=answers[id][0].runs(day),
            over=bool(retired) or "" < until <= day.isoformat(),
            sent=sent,
            relisted="" if retired else newer.get(country, ""),
        )
        for id, code, recipient, name_ru, name_en, country, purpose, title_ru, title_en, ground,
        since, until, retired, sent in rows
    }  # fmt: skip
    return [found[id] for id in ids if id in found]


def transfer_id(desk: Desk, code: str) -> int:
    """The id behind a code; refuses when there is none."""
    row = desk.database.execute_sql(
        "SELECT id FROM transfer WHERE code = ?", (code.strip().removeprefix("transfer/"),)
    ).fetchone()
    if row is None:
        raise Refusal(
            N_("There is no transfer “{code}”."), field="transfer", code=code.strip()[:40]
        )
    return int(row[0])
