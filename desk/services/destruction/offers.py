# SPDX-License-Identifier: Apache-2.0
"""What asks for a plan now: holdings that outlived their term, and requests that demand a destruction."""

from __future__ import annotations

import json
from collections.abc import Iterable

from desk.domain.days import day_of
from desk.domain.deeds import FOUND_ROWS
from desk.domain.destruction import CAUSE_OF, Cause, Offer
from desk.domain.kinds import DemandKind
from desk.errors import N_, Refusal
from desk.services.assignment.client_ends import end_offers
from desk.services.desk import Desk
from desk.services.destruction.calls import called
from desk.services.destruction.left_out import left_offers
from desk.services.request.endings import subjects_of_request

_MOST = 50
_HELD = """
SELECT h.id, h.person, h.keep_until, coalesce(nullif(p.name, ''), p.email, '')
FROM holding h JOIN person p ON p.id = h.person
WHERE h.id IN (SELECT value FROM json_each(?)) ORDER BY h.id"""
_FOUND = f"({', '.join(map(repr, sorted(FOUND_ROWS)))})"
"""Terms that run once unlawful processing was found: a complaint asks for a destruction only then."""
_ASKED = """
SELECT r.id, r.number, r.received, r.subject, coalesce(nullif(p.name, ''), p.email, ''),
 (SELECT json_group_array(d.kind) FROM demand d WHERE d.request = r.id) AS kinds
FROM request r JOIN person p ON p.id = r.subject
WHERE r.state = 'open' AND {where} AND EXISTS (SELECT 1 FROM demand d WHERE d.request = r.id
  AND d.kind IN (SELECT value FROM json_each(?1))
  AND (d.kind <> 'complaint' OR EXISTS (SELECT 1 FROM deadline t WHERE t.request = r.id
   AND t.row IN {found} AND t.dropped IS NULL)))
 AND NOT EXISTS (SELECT 1 FROM destruction x WHERE x.request = r.id AND x.state <> 'void')
ORDER BY r.due, r.id LIMIT ?2"""


def offers(desk: Desk) -> tuple[Offer, ...]:
    """Requests first, the nearest due ahead; then what was left out, ended assignments, what is due by itself."""
    due = (("holdings", Cause.KEEP_EXPIRED), ("consents", Cause.CONSENT_EXPIRED))
    found = [_due(desk, id, cause) for id, cause in due]
    return (
        *_asked(desk, "1"),
        *left_offers(desk),
        *end_offers(desk),
        *(offer for offer in found if offer is not None),
    )


def offer_of(desk: Desk, request: int) -> Offer:
    """What one request demands to be destroyed; refuses when nothing is left to plan."""
    for offer in _asked(desk, "r.id = ?3", request):
        return offer
    raise Refusal(N_("This request asks for no destruction that is not already planned."))


def _asked(desk: Desk, where: str, *values: int) -> Iterable[Offer]:
    wanted = json.dumps([kind.value for kind in CAUSE_OF])
    rows = desk.database.execute_sql(
        _ASKED.format(where=where, found=_FOUND), (wanted, _MOST, *values)
    )
    for id, number, received, subject, name, kinds in rows.fetchall():
        asked = {DemandKind(kind) for kind in json.loads(kinds)}
        cause = next(cause for kind, cause in CAUSE_OF.items() if kind in asked)
        day = day_of(received, desk.zone).isoformat()
        people = subjects_of_request(desk, id, subject)
        yield Offer("request", cause, day, people, (), id, number, name)


def _due(desk: Desk, id: str, cause: Cause) -> Offer | None:
    """One plan for everything that is due: its term runs from the first of the days."""
    ids = json.dumps(list(called(desk, id)))
    rows = desk.database.execute_sql(_HELD, (ids,)).fetchall()
    if not rows:
        return None
    people = tuple(dict.fromkeys(row[1] for row in rows))
    name = rows[0][3] if len(people) == 1 else ""
    holdings = tuple((row[0], row[1]) for row in rows)
    return Offer(id, cause, min(row[2] for row in rows), people, holdings, subject=name)
