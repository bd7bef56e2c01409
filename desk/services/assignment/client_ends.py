# SPDX-License-Identifier: Apache-2.0
"""What goes when an assignment to us has ended: proposed as a destruction with the date of the assignment."""

from __future__ import annotations

from datetime import date

from desk.domain.clients import AtEnd
from desk.domain.destruction import Cause, Offer
from desk.services.assignment.client_terms import end_due
from desk.services.desk import Desk
from desk.storage.models import Client

# What is held on the client's instruction for the purposes of the assignment, and no plan takes yet.
_HELD = """
SELECT h.id, h.person, coalesce(nullif(p.name, ''), p.email, '') FROM holding h
 JOIN purpose u ON u.id = h.purpose JOIN person p ON p.id = h.person
WHERE h.ground = '6.3' AND h.ended IS NULL AND h.destruction IS NULL
 AND u.code IN (SELECT value FROM json_each(?1)) AND NOT EXISTS (SELECT 1 FROM hold x
 WHERE x.person = h.person AND x.released IS NULL AND (x.holding IS NULL OR x.holding = h.id))
ORDER BY h.id LIMIT 500"""


def end_offers(desk: Desk) -> list[Offer]:
    """A plan for each client whose assignment has ended and whose data are still held."""
    ended = Client.select().where(
        Client.retired.is_null(),
        Client.until < desk.today().isoformat(),
        Client.at_end != AtEnd.RETURN.value,
    )
    return [offer for row in ended.order_by(Client.until, Client.id) for offer in _offer(desk, row)]


def _offer(desk: Desk, client: Client) -> list[Offer]:
    rows = desk.database.execute_sql(_HELD, (client.purposes,)).fetchall()
    due = end_due(desk, client)
    if not rows or due is None:
        return []
    people = tuple(dict.fromkeys(row[1] for row in rows))
    assert isinstance(due.due, date)
    return [
        Offer(
            "client",
            Cause.ASSIGNMENT_ENDED,
            client.until or "",
            people,
            tuple((row[0], row[1]) for row in rows),
            number=client.code,
            subject=rows[0][2] if len(people) == 1 else "",
            due=due.due.isoformat(),
            clause=due.basis or client.code,
        )
    ]
