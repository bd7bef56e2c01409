# SPDX-License-Identifier: Apache-2.0
"""Repeat requests (R06): when a person who was given the information may ask for it again.

The thirty days run from the application or the sending of the first request, not from its receipt,
and only if the information was provided; a repeat is never refused by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.domain.days import local_day, parsed
from desk.domain.due import Due, plain_day
from desk.domain.kinds import DemandKind
from desk.errors import N_, Refusal
from desk.services.desk import Desk

_SAME = (
    "SELECT r.id, r.number FROM request r JOIN demand d ON d.request = r.id"
    " JOIN person p ON p.id = r.subject WHERE r.state <> 'void' AND d.kind = ?"
    " AND d.state = 'satisfied' AND r.answered IS NOT NULL AND r.id <> ? AND r.received <= ?"
    " AND (r.subject = ? OR (p.email_key <> '' AND p.email_key = ?))"
    " AND NOT EXISTS (SELECT 1 FROM document x WHERE x.number = d.outcome"
    " AND x.form = 'reply_not_processed')"
    " ORDER BY r.received DESC LIMIT 1"
)
REPEATABLE = (DemandKind.ACCESS, DemandKind.TRANSFERS_INFORMATION, DemandKind.INSPECT)
"""What Art. 14 (4) speaks of: the information of part 7 and the data themselves."""


@dataclass(frozen=True)
class Earlier:
    """A request that was answered with the information."""

    id: int
    number: str


def earlier_request(
    desk: Desk,
    kinds: tuple[DemandKind, ...],
    received: str,
    subject: int | None,
    email_key: str,
    but: int = 0,
) -> Earlier | None:
    """The newest earlier request of the same person and kind whose information was given in full."""
    for kind in kinds:
        if kind in REPEATABLE:
            row = desk.database.execute_sql(
                _SAME, (kind.value, but, received, subject or 0, email_key)
            ).fetchone()
            if row is not None:
                return Earlier(row[0], row[1])
    return None


_GIVEN = (
    "SELECT 1 FROM request r JOIN demand d ON d.request = r.id WHERE r.id = ? AND r.state <> 'void'"
    " AND r.answered IS NOT NULL AND d.kind = ? AND d.state = 'satisfied' AND NOT EXISTS"
    " (SELECT 1 FROM document x WHERE x.number = d.outcome AND x.form = 'reply_not_processed')"
)


def check_repeat(
    desk: Desk, id: int, first: int | None, kinds: tuple[DemandKind, ...], received: str
) -> None:
    """Refuse as a repeat only what was given in full on ``first`` and is asked again within the thirty days."""
    asked = [kind for kind in kinds if kind in REPEATABLE]
    if first is None:
        row = desk.database.execute_sql(
            "SELECT p.id, p.email_key FROM request r JOIN person p ON p.id = r.subject"
            " WHERE r.id = ?",
            (id,),
        ).fetchone()
        earlier = earlier_request(desk, tuple(asked), received, row[0], row[1], id) if row else None
        first = earlier.id if earlier else None
    given = [
        kind
        for kind in asked
        if desk.database.execute_sql(_GIVEN, (first or 0, kind.value)).fetchone()
    ]
    if first is None or not given:
        raise Refusal(
            N_(
                "No earlier request of this person was answered with the information in full: it"
                " cannot be refused as a repeat (Art. 14 (4))."
            ),
            field="refused",
        )
    if repeat_gate(desk, first, received) is None:
        raise Refusal(
            N_(
                "Thirty days have passed since the first request: it cannot be refused as a repeat"
                " (Art. 14 (4))."
            ),
            field="refused",
        )


def repeat_gate(desk: Desk, first: int, received: str) -> Due | None:
    """Until when a repeat of ``first`` may be refused, if ``received`` lies before that; else ``None``."""
    row = desk.database.execute_sql(
        "SELECT coalesce(sent, received) FROM request WHERE id = ?", (first,)
    ).fetchone()
    if row is None:
        return None
    start = parsed(row[0])
    zone = desk.zone
    try:
        rule = desk.rules.find("R06", local_day(start, zone))
    except Refusal:
        return None
    gate = desk.rules.due(rule, start, zone)
    day = local_day(datetime.fromisoformat(received), zone)
    return gate if day < plain_day(gate.due) else None
