# SPDX-License-Identifier: Apache-2.0
"""Erasing again whom a restored backup brought back, as the ledger tells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from desk.services.consent.stoplist import note_erased
from desk.services.desk import Desk, writes
from desk.services.destruction.erasure import end_registers, erase_scope, finish, folders
from desk.services.destruction.erasure_scope import scope_of
from desk.services.settings import store
from desk.storage import ledger, numbers
from desk.storage.models import Erasure, Person


def replay(desk: Desk) -> tuple[str, ...]:
    """Erase whom the ledger names and the file does not know as erased; returns the references.

    Whoever is in the ledger was held by nothing any more: nothing is spared and nothing sealed twice.
    """
    told = {line.ref: line for line in ledger.read(folders(desk))}
    known = {row.ref for row in Erasure.select(Erasure.ref)} if told else set()
    fresh = [line for ref, line in told.items() if ref not in known]
    if not fresh:
        return ()
    back = _erase_again(desk, fresh)
    if back:
        finish(desk)
    return back


@writes("consent", "request", "paper", "destruction", "register")
def _erase_again(desk: Desk, lines: Sequence[ledger.Erased]) -> tuple[str, ...]:
    told = {line.ref: line for line in lines}
    refs = list(told)
    rows = Person.select(Person.id, Person.ref).where(
        Person.ref.in_(refs), Person.erased_on.is_null()
    )
    back = {row.ref: row.id for row in rows}
    if back:
        _end_what_runs(desk, tuple(back.values()))
        scope = scope_of(desk, back.values(), spare=False)
        note_erased(desk, {id: told[ref].on for ref, id in back.items()})
        erase_scope(desk, scope)
        end_registers(desk, scope, None, None)
        store("scrub_due", value=True)
    for line in lines:
        Erasure.insert(ref=line.ref, erased=line.on, ground=line.ground, act=line.act).execute()
    _skip_numbers(desk, refs)
    desk.record("erasure.replayed", "desk", persons=sorted(back), known=len(refs))
    return tuple(sorted(back))


_DONE = (
    "(SELECT d.id FROM destruction d JOIN destruction_subject s ON s.destruction = d.id"
    " JOIN person p ON p.id = s.person WHERE d.state NOT IN ('erased', 'void')"
    " GROUP BY d.id HAVING min(p.erased_on IS NOT NULL OR p.id IN {ids}))"
)
"""Destructions not finished, of whose subjects nobody is left."""
_ENDED = (
    "UPDATE hold SET released = :day WHERE released IS NULL AND person IN {ids}",
    "UPDATE consent SET state = 'withdrawn', ended = :day WHERE state = 'active' AND person IN {ids}",
    "UPDATE holding SET ended = :day WHERE ended IS NULL AND person IN {ids}",
    (
        "UPDATE deadline SET dropped = :day WHERE met IS NULL AND dropped IS NULL AND request IN"
        " (SELECT id FROM request WHERE state = 'open' AND subject IN {ids})"
    ),
    (
        "UPDATE request SET state = 'closed', closed = :day, step = '', due = '9999',"
        " due_shown = '' WHERE state = 'open' AND subject IN {ids}"
    ),
    (
        "UPDATE deadline SET dropped = :day WHERE met IS NULL AND dropped IS NULL"
        " AND destruction IN {done}"
    ),
    (
        "UPDATE destruction SET state = 'erased', erased = :day, step = '', due = '9999',"
        " due_shown = '' WHERE id IN {done}"
    ),
)
"""The destructions come last: whoever they were about is erased by them or was already."""


def _end_what_runs(desk: Desk, persons: tuple[int, ...]) -> None:
    """What ran when the backup was made had ended when the people were erased."""
    named = {"day": desk.today().isoformat(), "ids": json.dumps(persons)}
    for sql in _ENDED:
        statement = sql.replace("{done}", _DONE)
        statement = statement.replace("{ids}", "(SELECT value FROM json_each(:ids))")
        desk.database.execute_sql(statement, named)


def _skip_numbers(desk: Desk, refs: Iterable[str]) -> None:
    """Never give a new person the reference of one who was erased after the backup was made."""
    for ref in refs:
        series, _slash, rest = ref.rpartition("/")
        year, _dash, number = rest.partition("-")
        if series and year.isdigit() and number.isdigit():
            numbers.skip_to(desk.database, series, int(year), int(number))
