# SPDX-License-Identifier: Apache-2.0
"""What calls for a destruction or holds one up: counted for Today by index, listed when asked for."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from itertools import chain

from desk.domain.deeds import KEEP_ROW
from desk.domain.today import Proposal
from desk.errors import N_, AtField
from desk.services.desk import Desk

_DUE = (
    "holding h WHERE ended IS NULL AND keep_until IS NOT NULL AND keep_until <= ?1"
    " AND {tied} AND NOT EXISTS (SELECT 1 FROM hold x WHERE x.person = h.person"
    " AND x.released IS NULL AND (x.holding IS NULL OR x.holding = h.id))"
)
_FREE = _DUE.replace("{tied}", "destruction IS NULL")
_LEFT = _DUE.replace(
    "{tied}",
    "destruction IN (SELECT id FROM destruction WHERE done IS NOT NULL AND state <> 'void')",
)
"""What a destruction that was carried out left over is tied to it."""
_ENDED = (
    "EXISTS (SELECT 1 FROM consent c WHERE c.id = h.consent"
    " AND c.state IN ('expired', 'withdrawn'))"
)
_CALLS: Mapping[str, str] = {
    "holdings": f"{_FREE} AND NOT {_ENDED}",
    "consents": f"{_FREE} AND {_ENDED}",
    "left_out": _LEFT,
    "letters": (
        "stop_letter WHERE sent IS NOT NULL AND confirmed IS NULL AND dropped IS NULL"
        " AND confirm_by < ?1"
    ),
    "outside_acts": (
        "deadline INDEXED BY deadline_kept_outside WHERE met IS NULL AND dropped IS NULL"  # noqa: S608 -- constants
        f" AND due < ?1 AND row = '{KEEP_ROW}' AND request IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM request q JOIN person p ON p.id = q.subject"
        " WHERE q.id = deadline.request AND p.erased_on IS NOT NULL)"
    ),
    "acts": "document WHERE keep_until IS NOT NULL AND keep_until < ?1 AND state <> 'erased'",
}
"""Each with an index of its own; the day is today."""
_COUNT = "SELECT " + ", ".join(f"(SELECT count(*) FROM {call})" for call in _CALLS.values())  # noqa: S608 -- constants


def proposals(desk: Desk) -> tuple[Proposal, ...]:
    """What calls for a destruction or holds one up."""
    counts = desk.database.execute_sql(_COUNT, (desk.today().isoformat(),)).fetchone()
    return tuple(
        Proposal(id, int(total), numbers=_numbers(desk) if id == "outside_acts" else ())
        for id, total in zip(_CALLS, counts, strict=True)
        if total
    )


def _numbers(desk: Desk) -> tuple[str, ...]:
    """The first requests whose acts, drawn up outside the desk, were kept long enough."""
    sql = (
        "SELECT number FROM request WHERE id IN (SELECT request FROM"  # noqa: S608 -- constants
        f" {_CALLS['outside_acts']}) ORDER BY id LIMIT 3"
    )
    rows = desk.database.execute_sql(sql, (desk.today().isoformat(),)).fetchall()
    return tuple(number for (number,) in rows)


def called(desk: Desk, id: str, limit: int = 500) -> array[int]:
    """The ids behind a proposal: of holdings (also of ended consents), letters, terms or papers."""
    if id not in _CALLS:
        raise AtField(N_("There is no such list."), field="proposal")
    sql = f"SELECT id FROM {_CALLS[id]} ORDER BY id LIMIT ?2"  # noqa: S608 -- constants
    rows = desk.database.execute_sql(sql, (desk.today().isoformat(), limit)).fetchall()
    return array("q", chain.from_iterable(rows))
