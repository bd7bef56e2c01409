# SPDX-License-Identifier: Apache-2.0
"""How far what a request asks to end has ended: its subject's consents, what is held, what is planned."""

from __future__ import annotations

import json
from collections.abc import Iterable

from desk.domain.case import AT_ONCE_KINDS, Ending
from desk.domain.consent import ENDS
from desk.domain.days import local_day
from desk.domain.destruction import CAUSE_OF
from desk.domain.kinds import DemandKind
from desk.services.desk import Desk
from desk.services.destruction.proposals import some_goes
from desk.services.request.cases import refresh
from desk.services.sequence import latest
from desk.services.terms import stamp

_KINDS = ENDS.keys() | CAUSE_OF.keys()
_SAME_CARD = (
    "SELECT a.id FROM person p JOIN person a ON a.{key} = p.{key} AND a.{key} <> ''"
    " AND a.merged_into IS NULL WHERE p.id = ?1"
)
_BY_ADDRESS = f"SELECT ?1 WHERE ?1 IS NOT NULL UNION {_SAME_CARD.format(key='email_key')}"
_BY_NAME = f"{_BY_ADDRESS} UNION {_SAME_CARD.format(key='name_key')}"
"""Each way by its own index: OR between them reads every card of the desk."""


def people_of(desk: Desk, subject: int | None, *, by_name: bool = True) -> set[int]:
    """The cards that may be the subject's: the same, of the same address, of the same name."""
    sql = _BY_NAME if by_name else _BY_ADDRESS
    return {row[0] for row in desk.database.execute_sql(sql, (subject,)).fetchall()}


_ENDED = "SELECT person FROM consent WHERE request = ?1 AND state = 'withdrawn' AND person IN"


def subjects_of_request(desk: Desk, request: int, subject: int) -> tuple[int, ...]:
    """Whose data a request asks to destroy: its subject’s, with other cards whose consents it ended."""
    alike = json.dumps(sorted(people_of(desk, subject)))
    sql = f"{_ENDED} (SELECT value FROM json_each(?2)) ORDER BY person"  # noqa: S608 -- names are ours
    rows = desk.database.execute_sql(sql, (request, alike)).fetchall()
    return tuple(dict.fromkeys((subject, *(row[0] for row in rows))))


_FACTS = """
SELECT EXISTS (SELECT 1 FROM consent c WHERE c.state = 'active' AND c.kind IN
  (SELECT value FROM json_each(?2)) AND c.person IN (SELECT value FROM json_each(?4))
  AND c.given <= CASE WHEN c.given LIKE '%T%' THEN ?6 ELSE ?7 END),
 EXISTS (SELECT 1 FROM consent c WHERE c.request = ?1 AND c.state = 'withdrawn' AND c.kind IN
  (SELECT value FROM json_each(?3)) AND c.person IN (SELECT value FROM json_each(?4))),
 EXISTS (SELECT 1 FROM holding h WHERE h.ended IS NULL
  AND h.person IN (SELECT value FROM json_each(?5)))"""
_DESTRUCTION = (
    "SELECT id, told IS NOT NULL FROM destruction WHERE request = ? AND state <> 'void'"
    " ORDER BY id DESC LIMIT 1"
)


def came(desk: Desk, received: str) -> tuple[str, str]:
    """Moment and legal day up to which a consent was given that what came then can end.

    What was agreed to afterwards it does not end; ``received`` is an ISO day or moment.
    """
    moment = latest(received, desk.zone, desk.now())
    return stamp(moment), local_day(moment, desk.zone).isoformat()


def ending_of(
    desk: Desk,
    request: int,
    subject: int | None,
    kinds: Iterable[DemandKind],
    received: str,
    *,
    running: bool,
) -> Ending:
    """What a request of these demands has ended; nothing is read where they ask to end nothing."""
    asked = frozenset(kinds) & _KINDS
    if not asked or not running:
        return Ending()
    found = desk.database.execute_sql(_DESTRUCTION, (request,)).fetchone()
    destruction, told = found or (None, 0)
    if subject is None:
        return Ending(destruction=destruction, told=bool(told))
    ends = {kind for demand in asked for kind in ENDS.get(demand, ())}
    # What arrival itself ended leaves open which others the letter names.
    chosen = ends - {kind for demand in asked & AT_ONCE_KINDS for kind in ENDS[demand]}
    theirs = subjects_of_request(desk, request, subject)
    sets = (sorted(ends), sorted(chosen or ends), sorted(people_of(desk, subject)), theirs)
    values = (request, *(json.dumps(each) for each in sets), *came(desk, received))
    in_force, begun, held = desk.database.execute_sql(_FACTS, values).fetchone()
    cause = next((cause for kind, cause in CAUSE_OF.items() if kind in asked), None)
    return Ending(
        in_force=bool(in_force),
        consents=bool(in_force and not begun),
        held=bool(held),
        going=bool(held) and cause is not None and some_goes(desk, cause, theirs),
        destruction=destruction,
        told=bool(told),
    )


_OPEN = (
    "SELECT id, kinds FROM request WHERE state = 'open'"
    " AND subject IN (SELECT value FROM json_each(?))"
)


def follow_requests(desk: Desk, people: Iterable[int]) -> None:
    """Bring the next steps of requests up to date whose subjects’ consents or data have changed."""
    alike = {each for person in people for each in people_of(desk, person)}
    rows = desk.database.execute_sql(_OPEN, (json.dumps(sorted(alike)),)).fetchall()
    for id, kinds in rows:
        if not _KINDS.isdisjoint(kinds.split()):
            refresh(desk, id)
