# SPDX-License-Identifier: Apache-2.0
"""The register of requests as a list: ids sorted and filtered by SQL, then rows by id.

Ids come in one pass (an array of 64-bit integers); beyond 200 000 records they come by keyset.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from desk.domain.days import parsed
from desk.domain.incoming_doubts import why_unfit
from desk.domain.kinds import Channel, DemandKind, RequestState, Step
from desk.domain.lateness import is_late
from desk.domain.request import UNMARKED, Marks, RequestRow
from desk.domain.values import Query
from desk.errors import N_, Refusal
from desk.services.checks import EARLIEST, LATEST, clean_line
from desk.services.consent.proof import SIGNED, read_found
from desk.services.desk import Desk
from desk.services.lists import Left, numbered, select_ids, text_condition
from desk.services.planning import has_term
from desk.services.terms import latest_end_of
from desk.storage import search as index

SORTS: Mapping[str, tuple[str, ...]] = {
    "number": ("number_key", "id"),
    "received": ("received", "id"),
    "due": ("due", "id"),
    "state": ("state", "due", "id"),
    "subject": ("subject_key", "id"),
    "kind": ("kinds", "id"),
    "step": ("step", "id"),
}
"""Columns behind each sort id; every one has its index, and one within a state."""


def request_count_bound(desk: Desk) -> int:
    """An upper bound of the number of requests, without counting them."""
    row = desk.database.execute_sql("SELECT max(id) FROM request").fetchone()
    return int(row[0] or 0)


def request_ids(
    desk: Desk, query: Query, after: int | None = None, limit: int | None = None
) -> array[int]:
    """Ids in the order of the list; ``after`` is the last id of the piece before."""
    conditions, params = _conditions(desk, query)
    return select_ids(desk, "request", SORTS, query.sort or "due", conditions, params, after, limit)


def _conditions(desk: Desk, query: Query) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    params: list[object] = []
    if query.state:
        conditions.append("state = ?")
        params.append(clean_line(query.state, "state"))
    if query.kind:
        conditions.append("instr(' ' || kinds || ' ', ?) > 0")
        params.append(f" {clean_line(query.kind, 'kind')} ")
    if query.due_by is not None:
        last = min(max(query.due_by, EARLIEST), LATEST)
        conditions.append("due <= ?")
        params.append(latest_end_of(last, desk.zone))
    if query.text.strip():
        conditions.append(text_condition(query.text, index.Kind.REQUEST))
        params.append(index.expression(query.text))
    return conditions, params


_SIGNED = (
    "r.id IN (SELECT f.request FROM signed_file g CROSS JOIN attachment f ON f.id = g.attachment"
)
"""The beginning of the condition that ``request r`` came with a signed file: they are few, and one look serves a page."""
BROKEN = f"{_SIGNED} WHERE g.verdict = 'broken')"
"""Whether a signature of what came in with ``request r`` is broken."""
_ROW = (
    "SELECT r.id, r.number, coalesce(r.received_day, r.received), r.channel, r.kinds, r.state, r.step, r.due, r.due_shown,"  # noqa: S608 -- the condition is ours
    " r.safe, r.firm, coalesce(nullif(s.name, ''), nullif(s.email, ''), nullif(s.phone, ''),"
    " nullif(a.name, ''), ''),"
    f" {BROKEN}, CASE WHEN {_SIGNED}) THEN ({SIGNED}) ELSE '[]' END FROM request r LEFT JOIN person s ON s.id = r.subject"
    " LEFT JOIN person a ON a.id = r.applicant WHERE r.id IN (SELECT value FROM json_each(?))"
)

_FACTS = 12
"""Columns of ``_ROW`` before what its signed files say."""
_MET = (
    "SELECT request, met, due, due_moment FROM deadline WHERE request IN (SELECT value FROM json_each(?))"
    # Only what was met on its last day or later is worth a closer look.
    " AND dropped IS NULL AND substr(met, 1, 10) >= substr(due_moment, 1, 10)"
)
_BARE = (
    "SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM deadline WHERE request = value)"
)


def request_rows(desk: Desk, ids: Sequence[int]) -> list[RequestRow]:
    """The lines of these ids, in their order; vanished ones are left out."""
    if not ids:
        return []
    wanted = (json.dumps(list(ids)),)
    found = {row[0]: row for row in desk.database.execute_sql(_ROW, wanted).fetchall()}
    late = _late(desk, wanted)
    open_ones = {
        id: _kinds(row[4])
        for id, row in found.items()
        if not row[8] and row[5] == RequestState.OPEN
    }
    bare = uncounted(desk, open_ones)
    left = Left(desk)
    return [
        list_row(row[:_FACTS], left, _marks(row, id in late, id in bare))
        for id in ids
        if (row := found.get(id)) is not None
    ]


def _marks(row: Sequence[Any], late: bool, bare: bool) -> Marks:
    broken, signed = row[_FACTS:]
    if not (late or bare or broken) and signed == "[]":
        return UNMARKED
    return Marks(bare, late, bool(broken), why_unfit(read_found(signed)))


def _late(desk: Desk, wanted: tuple[str]) -> frozenset[int]:
    """Those of a page of which one of the terms was met late."""
    met = desk.database.execute_sql(_MET, wanted).fetchall()
    zone = desk.zone
    return frozenset(id for id, when, due, over in met if is_late(when, parsed(due), over, zone))


def uncounted(desk: Desk, kinds: Mapping[int, Sequence[DemandKind]]) -> frozenset[int]:
    """Requests no term was ever counted for, though the law gives what they demand one: something is wrong."""
    if not kinds:
        return frozenset()
    ids = desk.database.execute_sql(_BARE, (json.dumps(list(kinds)),)).fetchall()
    today = desk.today()
    return frozenset(id for (id,) in ids if any(has_term(desk, each, today) for each in kinds[id]))


_CHANNELS = {each.value: each for each in Channel}
_STATES = {each.value: each for each in RequestState}
_STEPS = {each.value: each for each in Step}


@lru_cache(maxsize=256)
def _kinds(kinds: str) -> tuple[DemandKind, ...]:
    return tuple(DemandKind(kind) for kind in kinds.split())


def list_row(row: Sequence[Any], left: Left, marks: Marks) -> RequestRow:
    """A line of the list from its columns, in the order of ``_ROW`` without its last two."""
    id, number, received, channel, kinds, state, step, due, shown, safe, firm, subject = row
    return RequestRow(
        id,
        number,
        received,
        _CHANNELS[channel],
        _kinds(kinds),
        subject,
        _STATES[state],
        _STEPS.get(step),
        shown,
        left.term(due, shown, safe, firm),
        marks,
    )


def request_id(desk: Desk, number: str) -> int:
    """The id of a number as people write it; refuses when there is none."""
    found = numbered(desk, "request", number)
    if found is None:
        raise Refusal(N_("There is no request with this number."), field="number")
    return found
