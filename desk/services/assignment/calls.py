# SPDX-License-Identifier: Apache-2.0
"""What Today says of assignments: what they lack, who may still be objected to, what is due, the published list."""

from __future__ import annotations

import json
from collections.abc import Iterator

from desk.domain.assignment_words import asks, due_said, lacks_briefly, subs_said
from desk.domain.values import Both
from desk.errors import N_, Told
from desk.services.assignment.views import assignments
from desk.services.desk import Desk
from desk.services.register.third_parties import list_calls

# Of confirmed processors those without an assignment in force on the day.
_WHAT = (
    "SELECT EXISTS (SELECT 1 FROM assignment WHERE retired IS NULL),"
    " EXISTS (SELECT 1 FROM third_party_edition WHERE published IS NOT NULL),"
    " (SELECT json_group_array(json_array(name_ru, name_en)) FROM (SELECT * FROM recipient r"
    " WHERE role = 'processor' AND country_confirmed AND retired IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM assignment a WHERE a.recipient = r.id AND a.retired IS NULL AND a.since <= ?1"
    " AND (a.until IS NULL OR a.until >= ?1)) ORDER BY name_key, id))"
)
MOST = 5
"""Sentences Today shows; the register has them all."""


def assignment_calls(desk: Desk) -> tuple[Told, ...]:
    """Sentences for Today, those that cannot wait first; the rest is counted."""
    found = list(_calls(desk))
    if len(found) <= MOST:
        return tuple(found)
    more = Told(N_("And {count} more: open the assignments."), count=len(found) - MOST + 1)
    return (*found[: MOST - 1], more)


def _calls(desk: Desk) -> Iterator[Told]:
    row = desk.database.execute_sql(_WHAT, (desk.today().isoformat(),)).fetchone()
    assigned, published, names = row
    if assigned:
        yield from _of_assignments(desk)
    for ru, en in json.loads(names):
        yield Told(
            N_(
                "“{processor}” is a processor, but no assignment to it is in force in the register."
            ),
            processor=Both(ru, en),
        )
    if published:
        yield from list_calls(desk)


def _of_assignments(desk: Desk) -> Iterator[Told]:
    today = desk.today()
    rows = [row for row in assignments(desk) if not row.ended(today)]
    for row in rows:
        yield from subs_said(row, today)
    for row in rows:
        yield from due_said(row, today)
    for row in rows:
        yield from lacks_briefly(row)


def assignments_in_hand(desk: Desk) -> tuple[int, int]:
    """How many assignments there are, and how many of them ask for a hand."""
    rows, today = assignments(desk), desk.today()
    return len(rows), sum(asks(row, today) for row in rows)
