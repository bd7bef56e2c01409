# SPDX-License-Identifier: Apache-2.0
"""Whose part in transfers on consent has ended, and who was not yet told to destroy what he got.

A transfer goes on for the others; who no longer agrees has his data stopped at the recipient by the letters
of a destruction, also where the data stay here on another ground.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from desk.domain.countries import RUSSIA
from desk.domain.transfer_part import EndedPart, part_of
from desk.domain.transfers import EndedFor, Standing, TransferGround
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.services.transfer.subjects import given_by, named
from desk.storage.models import Person, Recipient, Transfer
from desk.text import LANGUAGES

_ENDED = (
    "SELECT DISTINCT purpose_code FROM consent WHERE person = ?"
    " AND state NOT IN ('active', 'void') AND kind IN ('processing', 'cross_border')"
)
_RESTING = (
    "SELECT t.id, t.code, t.recipient, t.purpose_code, t.categories, t.since,"
    " (SELECT json_group_array(id) FROM category WHERE code IN"
    " (SELECT value FROM json_each(t.categories))) FROM transfer t"
    " WHERE t.ground = ? AND t.country <> ? AND t.retired IS NULL AND t.purpose_code IN"
    " (SELECT value FROM json_each(?)) ORDER BY t.id"
)
# The moment a plan was made is in UTC, the day of the end in the operator’s time.
_ASKED = (
    "SELECT EXISTS (SELECT 1 FROM destruction_item i JOIN destruction d ON d.id = i.destruction"
    " WHERE i.person = ?1 AND i.processor = ?2 AND i.dropped IS NULL AND d.state <> 'void'"
    " AND substr(d.planned, 1, 10) >= date(?3, '-1 day'))"
    " OR EXISTS (SELECT 1 FROM stop_letter l JOIN destruction_subject s"
    " ON s.destruction = l.destruction WHERE s.person = ?1 AND l.recipient = ?2"
    " AND l.dropped IS NULL AND l.written >= ?3)"
)
_AGREED = (
    "SELECT DISTINCT c.person FROM consent c JOIN transfer t ON t.purpose_code = c.purpose_code"
    " WHERE t.id = ? AND c.state NOT IN ('active', 'void')"
    " AND c.kind IN ('processing', 'cross_border') ORDER BY c.ended DESC, c.id DESC LIMIT ?"
)


def ended_parts(desk: Desk, people: Iterable[int]) -> tuple[EndedPart, ...]:
    """Parts of these people that ended with a consent, in transfers that had begun by then."""
    return tuple(part for person in dict.fromkeys(people) for part in _ended(desk, person))


def _ended(desk: Desk, person: int) -> Iterator[EndedPart]:
    purposes = [code for (code,) in desk.database.execute_sql(_ENDED, (person,)).fetchall()]
    if not purposes:
        return
    today = desk.today()
    given = given_by(desk, person, today)
    values = (TransferGround.CONSENT, RUSSIA, json.dumps(purposes))
    for id, code, recipient, purpose, data, since, ids in desk.database.execute_sql(
        _RESTING, values
    ).fetchall():
        agreements = named(given[purpose], recipient)
        part = part_of(agreements, frozenset(json.loads(data)), today)
        if part.standing is Standing.ENDED and part.day and since <= part.day.isoformat():
            yield EndedPart(
                id, code, recipient, person, tuple(json.loads(ids)), purpose, part.day, part.consent
            )


def unasked_parts(desk: Desk, people: Iterable[int]) -> tuple[EndedPart, ...]:
    """Those of them whose recipient nobody has planned to write to since."""
    return tuple(each for each in ended_parts(desk, people) if not _asked(desk, each))


def _asked(desk: Desk, part: EndedPart) -> bool:
    values = (part.person, part.recipient, part.day.isoformat())
    return bool(desk.database.execute_sql(_ASKED, values).fetchone()[0])


def ended_for(desk: Desk, transfer: int, most: int = 50) -> tuple[EndedFor, ...]:
    """For whom a transfer ended, whoever decided last first; at most so many."""
    people = [row[0] for row in desk.database.execute_sql(_AGREED, (transfer, most)).fetchall()]
    names = {row.id: row.name or row.ref for row in Person.select().where(Person.id.in_(people))}
    return tuple(
        EndedFor(
            part.person, names[part.person], part.consent, part.day.isoformat(), _asked(desk, part)
        )
        for part in ended_parts(desk, people)
        if part.transfer == transfer
    )


def limited(desk: Desk, person: int) -> Both:
    """Which services become limited for a person whose part in transfers has ended; empty where none do."""
    ids = list(dict.fromkeys(each.transfer for each in ended_parts(desk, [person])))
    rows = Transfer.select(Transfer, Recipient).join(Recipient).where(Transfer.id.in_(ids))
    told: dict[str, dict[str, None]] = {language: {} for language in LANGUAGES}
    for row in rows.order_by(Transfer.id):
        name, text = row.recipient.name_ru, Both(row.limited_ru, row.limited_en)
        names = Both(name, row.recipient.name_en or name)
        for language, lines in told.items():
            if text.ru or text.en:
                words = desk.catalogue(language)
                line = words.form(
                    "notice_done.limited.line",
                    recipient=names.of(language),
                    limited=text.of(language).removesuffix("."),
                )
                lines[line] = None
    return Both(*("\n".join(lines) for lines in told.values()))
