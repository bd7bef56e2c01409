# SPDX-License-Identifier: Apache-2.0
"""Who is left out of a destruction of several, and how what was left is asked for again.

What was left stays tied to the destruction that left it: once that one is carried out, the tie itself calls
for another plan, with the first cause and its day. The act names each of them and why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from peewee import fn

from desk.domain.destruction import Cause, Offer
from desk.services.desk import Desk
from desk.services.destruction.calls import called
from desk.services.destruction.proposals import HOLD, form_words, would_go
from desk.storage.models import (
    Destruction,
    DestructionItem,
    DestructionKept,
    DestructionSubject,
    Holding,
    HoldingCarrier,
    System,
)

LEFT_OUT = "left_out"
"""Ground of what stays because the commission left it out; beside ``hold`` for a legal hold."""
GROUNDS = (HOLD, LEFT_OUT)


def untouched(id: int) -> set[int]:
    """The subjects of whom the destruction destroys nothing."""
    items = DestructionItem.select(DestructionItem.person).where(
        DestructionItem.destruction == id, DestructionItem.dropped.is_null()
    )
    rows = DestructionSubject.select().where(
        DestructionSubject.destruction == id, DestructionSubject.person.not_in(items)
    )
    return {row.person_id for row in rows}


def left_by(desk: Desk, row: Destruction, *, again: bool) -> set[int]:
    """Holdings the plan leaves though its cause is theirs; ``again`` counts those tied to it before."""
    people = untouched(row.id)
    wanted = set(would_go(desk, Cause(row.cause), sorted(people)))
    wanted |= {
        kept.holding_id
        for kept in DestructionKept.select().where(
            DestructionKept.destruction == row.id, DestructionKept.ground.in_(GROUNDS)
        )
        if kept.holding_id is not None
    }
    items = DestructionItem.select().where(
        DestructionItem.destruction == row.id, DestructionItem.dropped.is_null()
    )
    wanted -= {item.holding_id for item in items}
    free = Holding.destruction_id.is_null()
    if again:
        free |= Holding.destruction_id == row.id
    rows = Holding.select(Holding.id).where(
        Holding.id.in_(list(wanted)), Holding.ended.is_null(), free
    )
    return {holding.id for holding in rows}


def tie(desk: Desk, row: Destruction, holdings: Iterable[int]) -> None:
    """Let what was left call for another plan, and say in the act of whom it is and why it stays."""
    left = sorted(holdings)
    due = fn.min(fn.coalesce(Holding.keep_until, row.caused), row.caused)
    Holding.update(ended=None, ended_because="", destruction_id=row.id, keep_until=due).where(
        Holding.id.in_(left)
    ).execute()
    DestructionKept.delete().where(
        DestructionKept.destruction == row.id, DestructionKept.ground == LEFT_OUT
    ).execute()
    said = desk.database.execute_sql(_SAID, (row.id, json.dumps(left))).fetchall()
    for holding, person, ru, en, held, why in said:
        _keep(desk, row.id, person, (ru, en), holding, held=bool(held), why=why or "")
    named = {kept.person_id for kept in DestructionKept.select().where(
        DestructionKept.destruction == row.id, DestructionKept.ground.in_(GROUNDS)
    )}  # fmt: skip
    for person in sorted(untouched(row.id) - named):
        what = form_words(desk, "kept.card")
        _keep(desk, row.id, person, (what.ru, what.en), None, held=False, why="")


def hold_back(desk: Desk, row: Destruction, people: Sequence[int]) -> None:
    """What the desk itself still keeps of people it may not erase yet calls for another plan."""
    items = DestructionItem.select(DestructionItem.holding).where(
        DestructionItem.destruction == row.id,
        DestructionItem.dropped.is_null(),
        DestructionItem.person.in_(list(people)),
        DestructionItem.holding.is_null(False),
    )
    ids = [item.holding_id for item in items if item.holding_id is not None]
    own = [each.id for each in System.select().where(System.is_desk == 1, System.retired.is_null())]
    HoldingCarrier.delete().where(HoldingCarrier.holding.in_(ids)).execute()
    Holding.update(systems=json.dumps(own)).where(Holding.id.in_(ids)).execute()
    tie(desk, row, ids)


_SAID = """
SELECT h.id, h.person, p.title_ru, p.title_en, EXISTS (SELECT 1 FROM hold x WHERE x.person = h.person
  AND x.released IS NULL AND (x.holding IS NULL OR x.holding = h.id)),
 (SELECT group_concat(deviation, '; ') FROM (SELECT DISTINCT deviation FROM destruction_item i
   WHERE i.destruction = ?1 AND i.holding = h.id AND i.dropped IS NOT NULL AND i.deviation <> ''))
FROM holding h JOIN purpose p ON p.id = h.purpose WHERE h.id IN (SELECT value FROM json_each(?2))
 AND NOT EXISTS (SELECT 1 FROM destruction_kept k WHERE k.destruction = ?1 AND k.holding = h.id)
ORDER BY h.person, h.id"""


def _keep(
    desk: Desk,
    id: int,
    person: int,
    what: tuple[str, str],
    holding: int | None,
    *,
    held: bool,
    why: str,
) -> None:
    """What stays of somebody who was left out, with the reason."""
    ground = HOLD if held else LEFT_OUT
    norm, until = (form_words(desk, f"kept.{ground}{part}") for part in ("", ".until"))
    DestructionKept.create(
        destruction=id,
        person=person,
        holding=holding,
        what_ru=what[0],
        what_en=what[1] or what[0],
        ground=ground,
        norm_ru=why if why and not held else norm.ru,
        norm_en=why if why and not held else norm.en,
        until_ru=until.ru,
        until_en=until.en,
    )


_TIED = """
SELECT d.id, d.number, d.cause, d.caused, h.id, h.person, coalesce(nullif(p.name, ''), p.email, ''),
 r.id
FROM holding h JOIN destruction d ON d.id = h.destruction JOIN person p ON p.id = h.person
LEFT JOIN request r ON r.id = d.request AND r.state = 'open' AND r.subject = h.person
WHERE h.id IN (SELECT value FROM json_each(?)) ORDER BY d.id, h.id"""


def left_offers(desk: Desk) -> list[Offer]:
    """A plan for what each destruction left, with its cause and day."""
    ids = json.dumps(list(called(desk, LEFT_OUT)))
    found: dict[tuple[int, int | None], list[tuple[Any, ...]]] = {}
    for row in desk.database.execute_sql(_TIED, (ids,)).fetchall():
        found.setdefault((row[0], row[7]), []).append(row)
    return [_offer(rows) for rows in found.values()]


def _offer(rows: list[tuple[Any, ...]]) -> Offer:
    _id, number, cause, caused, *_rest = rows[0]
    people = tuple(dict.fromkeys(row[5] for row in rows))
    return Offer(
        LEFT_OUT,
        Cause(cause),
        caused,
        people,
        tuple((row[4], row[5]) for row in rows),
        rows[0][7],
        number,
        rows[0][6] if len(people) == 1 else "",
    )
