# SPDX-License-Identifier: Apache-2.0
"""Single handings-over of personal data: recorded, put right, listed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from desk.domain.disclosures import Disclosure
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.checks import EARLIEST, LATEST
from desk.services.desk import Desk, writes
from desk.services.entries import (
    both_columns,
    clean_both,
    clean_day,
    existing,
    keep,
    lines,
    required_both,
)
from desk.services.register.categories import categories
from desk.services.register.recipients import recipient_views
from desk.storage import models

MOST_LINES = 20_000


@writes("register", "disclosure")
def record_disclosure(desk: Desk, disclosure: Disclosure) -> int:
    """Record that data were handed over, or put the record of its id right; returns the id."""
    values: dict[str, Any] = {
        "day": clean_day(desk, disclosure.day, "day"),
        "categories": _data(desk, disclosure.categories),
        **_to(disclosure),
        **both_columns(required_both(disclosure.ground, "ground"), "ground"),
        **both_columns(required_both(disclosure.purpose, "purpose"), "purpose"),
        **both_columns(clean_both(disclosure.whom, "whom"), "whom"),
        **lines(disclosure, ("reference",)),
    }
    persons = _people(disclosure.persons)
    if not (persons or values["whom_ru"]):
        raise Refusal(N_("State whose data were handed over."), field="persons")
    id, code = keep(models.Disclosure, disclosure.id, disclosure.code, "dc", values)
    link = models.DisclosurePerson
    link.delete().where(link.disclosure == id).execute()
    for person in persons:
        link.insert(disclosure=id, person=person).execute()
    desk.record(
        "disclosure.recorded",
        f"disclosure/{code}",
        on=values["day"],
        categories=json.loads(values["categories"]),
    )
    return id


def _to(disclosure: Disclosure) -> dict[str, object]:
    """One of the register, or a name of its own."""
    if disclosure.recipient is not None:
        existing(models.Recipient, disclosure.recipient)
        return {"recipient": disclosure.recipient, "name_ru": "", "name_en": "", "address": ""}
    name = clean_both(disclosure.name, "name")
    if not (name.ru or name.en):
        raise AtField(N_("Choose who received the data, or name them."), field="recipient")
    return {"recipient": None, **both_columns(name, "name"), **lines(disclosure, ("address",))}


def _data(desk: Desk, codes: Sequence[str]) -> str:
    known = [each.code for each in categories(desk)]
    if not codes:
        raise AtField(N_("Choose at least one."), field="categories")
    if set(codes) - set(known):
        raise AtField(N_("Choose from the list."), field="categories")
    return json.dumps([code for code in known if code in codes])


def _people(ids: Iterable[int]) -> list[int]:
    wanted = sorted(set(ids))
    model = models.Person
    found = model.select(model.id).where(model.id.in_(wanted), model.merged_into.is_null())
    if len(wanted) != found.count():
        raise AtField(N_("There is no such card."), field="persons")
    return wanted


def disclosures(
    desk: Desk, person: int | None = None, since: date = EARLIEST, until: date = LATEST
) -> list[Disclosure]:
    """Those of a period in the order of their days, of one person or of all."""
    model, link = models.Disclosure, models.DisclosurePerson
    query = model.select().where(
        model.retired.is_null(), model.day.between(since.isoformat(), until.isoformat())
    )
    if person is not None:
        theirs = link.select(link.disclosure).where(link.person == person)
        query = query.where(model.id.in_(theirs))
    rows = list(query.order_by(model.day, model.id).limit(MOST_LINES + 1))
    if len(rows) > MOST_LINES:
        raise Refusal(
            N_("The period holds more than {most} entries."), field="until", most=MOST_LINES
        )
    if not rows:
        return []
    named = recipient_views(desk, [row.recipient_id for row in rows if row.recipient_id])
    about = _about(desk, [row.id for row in rows])
    return [_disclosure(row, named, tuple(about[row.id])) for row in rows]


def _about(desk: Desk, ids: Sequence[int]) -> Mapping[int, list[int]]:
    """Whose data each of them was."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = desk.database.execute_sql(
        "SELECT disclosure, person FROM disclosure_person"
        " WHERE disclosure IN (SELECT value FROM json_each(?)) ORDER BY disclosure, person",
        (json.dumps(list(ids)),),
    )
    for id, person in rows.fetchall():
        found[id].append(person)
    return found


def _disclosure(
    row: models.Disclosure, named: dict[int, Any], people: tuple[int, ...]
) -> Disclosure:
    to = named.get(row.recipient_id or 0)
    return Disclosure(
        id=row.id,
        code=row.code,
        day=row.day,
        ground=Both(row.ground_ru, row.ground_en),
        purpose=Both(row.purpose_ru, row.purpose_en),
        categories=tuple(json.loads(row.categories)),
        recipient=row.recipient_id,
        name=to.name if to else Both(row.name_ru, row.name_en),
        address=to.address if to else row.address,
        persons=people,
        whom=Both(row.whom_ru, row.whom_en),
        reference=row.reference,
    )
