# SPDX-License-Identifier: Apache-2.0
"""What calls for a destruction or holds one up: counted for Today by index, listed when asked for."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from itertools import chain

from desk.domain.today import Proposal
from desk.errors import N_, Refusal
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
    "acts": "document WHERE keep_until IS NOT NULL AND keep_until < ?1 AND state <> 'erased'",
}
"""Each with an index of its own; the day is today."""
_COUNT = "SELECT " + ", ".join(f"(SELECT count(*) FROM {call})" for call in _CALLS.values())  # noqa: S608 -- constants


def proposals(desk: Desk) -> tuple[Proposal, ...]:
    """What calls for a destruction or holds one up; one statement."""
    counts = desk.database.execute_sql(_COUNT, (desk.today().isoformat(),)).fetchone()
    return tuple(
        Proposal(id, int(total)) for id, total in zip(_CALLS, counts, strict=True) if total
    )


def called(desk: Desk, id: str, limit: int = 500) -> array[int]:
    """The ids behind a proposal: of holdings (also of ended consents), letters or papers."""
    if id not in _CALLS:
        raise Refusal(N_("There is no such list."), field="proposal")
    sql = f"SELECT id FROM {_CALLS[id]} ORDER BY id LIMIT ?2"  # noqa: S608 -- constants
    rows = desk.database.execute_sql(sql, (desk.today().isoformat(), limit)).fetchall()
    return array("q", chain.from_iterable(rows))
