# SPDX-License-Identifier: Apache-2.0
"""Whom and what an erasure is about, read from the tables; nothing is changed here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from dateutil.relativedelta import relativedelta

from desk.domain.erasing import CASE_YEARS, Scope
from desk.errors import N_
from desk.services.desk import Desk

_HELD = N_("Data are still held for another purpose.")
_ON_HOLD = N_("A legal hold keeps the data.")
_CONSENTED = N_("A consent is still in force.")
_ASKS = N_("A request is still open.")
_SPEAKS = N_("The person represents somebody else whose request is stored.")
_AGREED = N_("The person gave a consent on somebody else’s behalf that is still stored.")
_UNTOUCHED = N_("None of the person’s data were destroyed.")

_GOING = (
    "(SELECT holding FROM destruction_item WHERE destruction = :d AND holding IS NOT NULL"
    " AND dropped IS NULL)"
)
_CAUSING = "(SELECT request FROM destruction WHERE id = :d AND request IS NOT NULL)"
HELD_BACK = (_ON_HOLD, _ASKS)
"""Reasons that pass: the card and what the destruction was about stay until then."""
_SPARED = {
    _ON_HOLD: "SELECT person FROM hold WHERE released IS NULL AND person IN {people}",
    _HELD: "SELECT person FROM holding WHERE ended IS NULL AND person IN {people}"
    " AND id NOT IN {going}",
    _CONSENTED: "SELECT person FROM consent WHERE state = 'active' AND person IN {people}",
    _ASKS: "SELECT subject FROM request WHERE state = 'open' AND subject IN {people}"
    " AND id NOT IN {causing}",
    _SPEAKS: "SELECT applicant FROM request WHERE applicant IN {people} AND state <> 'void'"
    " AND subject IS NOT NULL AND subject NOT IN {people} AND subject NOT IN {erased}",
    _AGREED: "SELECT representative FROM consent WHERE representative IN {people}"
    " AND state <> 'void' AND person NOT IN {people} AND person NOT IN {erased}",
    _UNTOUCHED: "SELECT person FROM destruction_subject s WHERE destruction = :d AND person IN {people}"
    " AND NOT EXISTS (SELECT 1 FROM destruction_item i WHERE i.destruction = :d"
    " AND i.person = s.person AND i.dropped IS NULL)",
}.items()
"""Why a card is not emptied: the reason, and who it is true of."""
_LISTS = {
    "{people}": "(SELECT value FROM json_each(:p))",
    "{requests}": "(SELECT value FROM json_each(:r))",
    "{case}": "(SELECT value FROM json_each(:k))",
    "{consents}": "(SELECT value FROM json_each(:c))",
    "{destructions}": "(SELECT value FROM json_each(:t))",
    "{erased}": "(SELECT id FROM person WHERE erased_on IS NOT NULL)",
    "{going}": _GOING,
    "{causing}": _CAUSING,
}
"""What stands for lists of ids in the statements below."""


class _Reader:
    """Ids by statements that know the people and the destruction."""

    def __init__(self, desk: Desk, persons: Iterable[int], destruction: int | None) -> None:
        self.desk = desk
        self.known: dict[str, object] = {"p": json.dumps(sorted(persons)), "d": destruction}

    def ids(self, sql: str, **more: object) -> tuple[int, ...]:
        """The first column of a statement, each value once and in order."""
        for name, ids in _LISTS.items():
            sql = sql.replace(name, ids)
        found = self.desk.database.execute_sql(sql, {**self.known, **more}).fetchall()
        return tuple(sorted({int(row[0]) for row in found if row[0] is not None}))

    def narrowed(self, persons: Iterable[int]) -> _Reader:
        """The same for fewer people."""
        return _Reader(self.desk, persons, self.known["d"])  # type: ignore[arg-type]  # kept as it came


def scope_of(
    desk: Desk, persons: Iterable[int], destruction: int | None = None, *, spare: bool = True
) -> Scope:
    """What goes and what is sealed when these people are erased; whoever is still held is spared."""
    everyone = _Reader(desk, _with_merged(desk, persons), destruction)
    every = everyone.ids("SELECT id FROM person WHERE id IN {people}")
    spared: dict[int, str] = {}
    for reason, sql in _SPARED if spare else ():
        for person in everyone.ids(sql):
            spared.setdefault(person, reason)
    gone = tuple(person for person in every if person not in spared)
    return _scope(desk, everyone, everyone.narrowed(gone), gone, spared)


_THEIRS = (
    "(SELECT s.person FROM destruction_subject s JOIN person p ON p.id = s.person"
    " WHERE s.destruction = :d AND p.erased_on IS NOT NULL AND NOT EXISTS (SELECT 1"
    " FROM destruction_subject o JOIN destruction e ON e.id = o.destruction"
    " JOIN document a ON a.id = e.act WHERE o.person = s.person AND e.id <> :d"
    " AND a.state <> 'erased' AND a.keep_until >= :today))"
)
"""Whom the destruction was about and no act still kept names."""
_CASE = (
    "(SELECT id FROM document WHERE destruction = :d OR request IN {causing}"
    " OR (sealed IS NOT NULL AND destruction IS NULL AND request IS NULL AND consent IS NULL"
    " AND person IS NULL AND keep_until < :today)"
    " OR id IN (SELECT act FROM destruction WHERE id = :d) OR (sealed IS NOT NULL AND (person IN"
    " {theirs} OR consent IN (SELECT id FROM consent WHERE person IN {theirs})"
    " OR request IN (SELECT id FROM request WHERE subject IN {theirs}))))"
)
_CASE_OF = (
    "SELECT id FROM attachment WHERE erased IS NULL AND (destruction = :d OR request IN {causing}"
    " OR document IN {papers} OR (sealed IS NOT NULL"
    " AND (consent IN (SELECT id FROM consent WHERE person IN {theirs})"
    " OR request IN (SELECT id FROM request WHERE subject IN {theirs}))))"
)


def case_scope(desk: Desk, destruction: int) -> Scope:
    """The sealed papers and files of one destruction and of the people it was about."""
    reader = _Reader(desk, (), destruction)
    today = desk.today().isoformat()
    papers, files = (
        sql.replace("{papers}", _CASE).replace("{theirs}", _THEIRS)
        for sql in (f"SELECT id FROM document WHERE state <> 'erased' AND id IN {_CASE}", _CASE_OF)  # noqa: S608 -- constants
    )
    return Scope(
        persons=(),
        refs=(),
        destructions=(destruction,),
        papers=reader.ids(papers, today=today),
        files=reader.ids(files, today=today),
    )


def _with_merged(desk: Desk, persons: Iterable[int]) -> set[int]:
    """The people with the cards that were merged into theirs."""
    found, fresh = set(persons), set(persons)
    while fresh:
        rows = desk.database.execute_sql(
            "SELECT id FROM person WHERE merged_into IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(fresh)),),
        ).fetchall()
        fresh = {int(row[0]) for row in rows} - found
        found |= fresh
    return found


def _scope(
    desk: Desk, everyone: _Reader, people: _Reader, gone: tuple[int, ...], spared: dict[int, str]
) -> Scope:
    requests = people.ids(
        "SELECT id FROM request WHERE subject IN {people} OR applicant IN {people}"
    )
    case = people.ids(
        "SELECT id FROM request WHERE (subject IN {people} OR applicant IN {people})"
        " AND coalesce(closed, '9999') >= :since",
        since=_case_since(desk.today()),
    )
    waiting = {person for person, reason in spared.items() if reason in HELD_BACK}
    passing = everyone.narrowed({*gone, *spared} - waiting)
    consents = passing.ids(
        "SELECT id FROM consent c WHERE person IN {people} AND state <> 'active' AND NOT EXISTS"
        " (SELECT 1 FROM holding h JOIN purpose p ON p.id = h.purpose WHERE h.person = c.person"
        " AND p.code = c.purpose_code AND h.ended IS NULL AND h.id NOT IN {going})"
    )
    destructions = people.ids(
        "SELECT destruction FROM destruction_subject WHERE person IN {people}"
    )
    owned = {"r": json.dumps(requests), "k": json.dumps(case), "c": json.dumps(consents)}
    owned["t"] = json.dumps(destructions)
    return Scope(
        persons=gone,
        refs=_refs(desk, gone),
        spared=dict(zip(_refs(desk, spared), spared.values(), strict=True)),
        requests=tuple(id for id in requests if id not in set(case)),
        case_requests=case,
        consents=consents,
        waiting=tuple(sorted(waiting)),
        holdings=tuple(
            {
                *people.ids("SELECT id FROM holding WHERE person IN {people}"),
                *passing.ids("SELECT id FROM holding WHERE person IN {people} AND id IN {going}"),
            }
        ),
        destructions=destructions,
        papers=people.ids(_PAPERS, **owned),
        case_papers=people.ids(_CASE_PAPERS, **owned),
        files=people.ids(_FILES, **owned),
        case_files=people.ids(_CASE_FILES, **owned),
    )


_PAPERS = (
    "SELECT id FROM document WHERE state <> 'erased' AND request IN {requests}"
    " AND request NOT IN {case}"
)
_CASE_PAPERS = (
    "SELECT id FROM document d WHERE state <> 'erased' AND (request IN {case}"
    " OR consent IN {consents} OR destruction IN {destructions} OR person IN {people}"
    " OR (request IS NULL AND EXISTS (SELECT 1 FROM person p WHERE p.id IN {people}"
    " AND ((length(p.name) > 4 AND instr(d.facts, p.name) > 0)"
    " OR (p.email <> '' AND instr(d.facts, p.email) > 0)))))"
)
"""Journals and registers that name the person among others are proof, too: they are sealed."""
_FILES = (
    "SELECT id FROM attachment WHERE erased IS NULL AND request IN {requests}"
    " AND request NOT IN {case}"
)
_CASE_FILES = (
    "SELECT id FROM attachment WHERE erased IS NULL AND (request IN {case}"  # noqa: S608 -- constants
    " OR consent IN {consents} OR destruction IN {destructions}"
    f" OR document IN ({_CASE_PAPERS}))"
)
"""What lies beside a paper of the case is proof, too: scans, signed forms, proofs of letters to clients."""


def _case_since(today: date) -> str:
    """Requests closed before this day are no proof any more."""
    return (today - relativedelta(years=CASE_YEARS)).isoformat()


def _refs(desk: Desk, persons: Iterable[int]) -> tuple[str, ...]:
    refs = dict(
        desk.database.execute_sql(
            "SELECT id, ref FROM person WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(persons)),),
        ).fetchall()
    )
    return tuple(str(refs[person]) for person in persons)
