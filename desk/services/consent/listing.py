# SPDX-License-Identifier: Apache-2.0
"""The register of consents as a list: ids sorted and filtered by SQL, then rows by id."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from desk.domain.consent import ConsentKind, ConsentRow, ConsentState, ConsentWay, Proof, is_weak
from desk.domain.consent_doubts import signed_by_another
from desk.domain.days import day_of
from desk.domain.values import Both, Query
from desk.errors import N_, Refusal
from desk.services.checks import EARLIEST, LATEST, clean_line
from desk.services.consent.proof import FOUND, UNPROVED, read_proof
from desk.services.desk import Desk
from desk.services.lists import Left, numbered, select_ids, text_condition
from desk.storage import search as index

SORTS: Mapping[str, tuple[str, ...]] = {
    "number": ("number_key", "id"),
    "subject": ("person_key", "id"),
    "kind": ("kind", "id"),
    "purpose": ("purpose_code", "id"),
    "given": ("given", "id"),
    "until": ("until_key", "id"),
    "state": ("state", "id"),
}
"""Columns behind each sort id; every one has its index."""
NEAR = 30
"""Days before its end at which a consent is called expiring."""
COLUMNS = (
    "c.id, c.number, coalesce(nullif(s.name, ''), nullif(s.email, ''), s.phone), c.person, c.kind,"
    " c.purpose_code, p.title_ru, p.title_en, c.given, c.way, coalesce(c.valid_until, ''), c.state,"
    " coalesce(c.ended, ''), c.separate,"
    " EXISTS (SELECT 1 FROM attachment WHERE consent = c.id)"
)
"""What a line is made of, from ``consent c`` with its person ``s`` and purpose ``p``."""
TABLES = "consent c JOIN person s ON s.id = c.person JOIN purpose p ON p.id = c.purpose"
_DOUBTS = (
    "SELECT a.consent, s.name, coalesce(r.name, ''),"  # noqa: S608 -- as above
    " json_group_array(json(f.signatures)) FILTER (WHERE f.verdict <> 'broken'),"
    f" json_group_array({FOUND}) FILTER (WHERE c.state = 'active' AND {UNPROVED})"
    # In this order, however little SQLite knows of the tables: most consents have no signed file.
    " FROM json_each(?) j CROSS JOIN attachment a ON a.consent = j.value"
    " CROSS JOIN signed_file f ON f.attachment = a.id CROSS JOIN consent c ON c.id = a.consent"
    " CROSS JOIN person s ON s.id = c.person LEFT JOIN person r ON r.id = c.representative"
    " GROUP BY a.consent"
)
STRANGE = (
    "(SELECT json_group_array(json_array(id, number, name, speaker, json(signatures))) FROM ("
    "SELECT c.id, c.number, s.name, coalesce(r.name, '') AS speaker,"
    " json_group_array(json(f.signatures)) AS signatures FROM signed_file f"
    " CROSS JOIN attachment a ON a.id = f.attachment CROSS JOIN consent c ON c.id = a.consent"
    " CROSS JOIN person s ON s.id = c.person LEFT JOIN person r ON r.id = c.representative"
    " WHERE f.verdict <> 'broken' AND c.state = 'active' GROUP BY c.id"
    " HAVING NOT max(s.name <> '' AND instr(f.signatures, '\"name\": ' || json_quote(s.name)))"
    " AND max(NOT EXISTS (SELECT 1 FROM attachment o LEFT JOIN signed_file g ON g.attachment = o.id"
    " WHERE o.consent = c.id AND o.role = 'evidence' AND g.verdict IS NULL AND o.added > a.added))"
    " ORDER BY c.id))"
)
"""Consents in force whose certificates name nobody by the very name on the card, unless a scan came later: for ``strange``."""
_SELECT = f"SELECT {COLUMNS} FROM {TABLES} WHERE "  # noqa: S608 -- names are ours
_ROWS = f"{_SELECT}c.id IN (SELECT value FROM json_each(?))"  # noqa: S608 -- as above


def consent_count_bound(desk: Desk) -> int:
    """An upper bound of the number of consents, without counting them."""
    row = desk.database.execute_sql("SELECT max(id) FROM consent").fetchone()
    return int(row[0] or 0)


def consent_ids(
    desk: Desk, query: Query, after: int | None = None, limit: int | None = None
) -> array[int]:
    """Ids in the order of the list; ``after`` is the last id of the piece before.

    ``due_by`` leaves the consents in force that end by that day.
    """
    conditions, params = _conditions(query)
    sort = query.sort or "-number"
    return select_ids(desk, "consent", SORTS, sort, conditions, params, after, limit)


def _conditions(query: Query) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    params: list[object] = []
    for column, value in (
        ("state", query.state),
        ("kind", query.kind),
        ("purpose_code", query.purpose),
    ):
        if value:
            conditions.append(f"{column} = ?")
            params.append(clean_line(value, column))
    if query.due_by is not None:
        conditions.append("state = 'active' AND until_key <= ?")
        params.append(min(max(query.due_by, EARLIEST), LATEST).isoformat())
    if query.text.strip():
        conditions.append(text_condition(query.text, index.Kind.CONSENT))
        params.append(index.expression(query.text))
    return conditions, params


def consent_rows(desk: Desk, ids: Sequence[int]) -> list[ConsentRow]:
    """The lines of these ids, in their order; vanished ones are left out."""
    if not ids:
        return []
    rows = desk.database.execute_sql(_ROWS, (json.dumps(list(ids)),)).fetchall()
    found = {row.id: row for row in lines_of(desk, rows)}
    return [found[id] for id in ids if id in found]


def consents_of(desk: Desk, person: int) -> list[ConsentRow]:
    """Every consent of one subject, the newest first."""
    sql = _SELECT + "c.person = ? ORDER BY c.given DESC, c.id DESC"
    return lines_of(desk, desk.database.execute_sql(sql, (person,)).fetchall())


def consents_in_force(desk: Desk, person: int) -> list[ConsentRow]:
    """Those of them that are in force."""
    return [row for row in consents_of(desk, person) if row.state is ConsentState.ACTIVE]


def expiring(desk: Desk, days: int = NEAR) -> list[ConsentRow]:
    """Consents in force that end within so many days, the nearest first."""
    today = desk.today()
    last = min(today + timedelta(days=min(max(days, 0), 36_500)), LATEST)
    sql = _SELECT + "c.state = 'active' AND c.until_key BETWEEN ? AND ? ORDER BY c.until_key, c.id"
    bounds = (today.isoformat(), last.isoformat())
    return lines_of(desk, desk.database.execute_sql(sql, bounds).fetchall())


def lines_of(desk: Desk, rows: Sequence[Sequence[Any]]) -> list[ConsentRow]:
    """Lines of the list from their columns, in the order of ``COLUMNS``."""
    left = Left(desk)
    lines = [_list_row(columns, left) for *columns, _file in rows]
    with_files = [row[0] for row in rows if row[-1]]
    doubts = _doubts(desk, with_files) if with_files else {}
    return [replace(each, **doubts[each.id]) if each.id in doubts else each for each in lines]


def _doubts(desk: Desk, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What speaks against the signatures consents rest on, of those that have any."""
    rows = desk.database.execute_sql(_DOUBTS, (json.dumps(list(ids)),)).fetchall()
    return {
        id: {
            "signed_by": signed_by_another(
                (name, representative), _certified(json.loads(signatures))
            ),
            "proof": (found := read_proof(doubted))[0],
            "proof_why": found[1],
            "unproved": found[0] in (Proof.BROKEN, Proof.UNCOUNTED),
        }
        for id, name, representative, signatures, doubted in rows
    }


_KINDS = {each.value: each for each in ConsentKind}
_WAYS = {each.value: each for each in ConsentWay}
_STATES = {each.value: each for each in ConsentState}


def _list_row(row: Sequence[Any], left: Left) -> ConsentRow:
    id, number, subject, person, kind, code, ru, en, given, way, until, state, ended, separate = row
    return ConsentRow(
        id=id,
        number=number,
        subject=subject,
        person=person,
        kind=_KINDS[kind],
        purpose_code=code,
        purpose=Both(ru, en),
        given=given,
        way=_WAYS[way],
        valid_until=until,
        state=_STATES[state],
        ended=ended,
        weak=is_weak(
            _KINDS[kind], _WAYS[way], day_of(given, left.desk.zone), separate=bool(separate)
        ),
        days_left=left.days(until) if state == "active" else None,
    )


def strange(found: Sequence[tuple[int, str, str, str, Any]]) -> tuple[tuple[int, str], ...]:
    """Those that ``STRANGE`` found which somebody else has signed: id and number."""
    return tuple(
        (id, number)
        for id, number, *known, signatures in found
        if signed_by_another(known, _certified(signatures))
    )


def _certified(files: Sequence[Any]) -> list[str]:
    """The names in the certificates of the signatures that were kept."""
    found = [each for file in files for each in file]
    return [(each.get("certificate") or each)["name"] for each in found]


def consent_id(desk: Desk, number: str) -> int:
    """The id of a number as people write it; refuses when there is none."""
    found = numbered(desk, "consent", number)
    if found is None:
        raise Refusal(N_("There is no consent with this number."), field="number")
    return found
