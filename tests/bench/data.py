# SPDX-License-Identifier: Apache-2.0
"""A desk with very many requests, written in bulk with the rows the services would have written.

One request of each make is registered by the service itself; the others are copies of its rows with
their own number, person, moment and terms, the terms counted by the rule book. Everybody is invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desk.domain.canon import canonical
from desk.domain.kinds import ApplicantRole, DemandKind
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.operators import write_operator
from desk.services.planning import Receipt, planned_at_receipt
from desk.services.request import requests
from desk.services.terms import NEVER, Planned, due_columns, end_of, iso, stamp
from desk.storage import journal, migrate, numbers
from desk.storage import search as index
from desk.storage.database import open_database
from tests.factories import intake, operator_trader, person

KEY = bytes(range(32))
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
KINDS = (
    (DemandKind.ACCESS,),
    (DemandKind.WITHDRAW,),
    (DemandKind.ACCESS, DemandKind.DESTROY),
    (DemandKind.STOP_MARKETING,),
    (DemandKind.CORRECT,),
)
RARE = "квазар"
"""A word of one request in a thousand."""
COMMON = "данные"
"""A word of nearly every request."""
_PIECE = 5000
_SYLLABLES = [
    "ба",
    "ве",
    "гу",
    "до",
    "же",
    "зи",
    "ку",
    "ла",
    "ме",
    "но",
    "пу",
    "ра",
    "се",
    "ти",
    "фо",
    "ха",
    "це",
    "чи",
    "ша",
    "щу",
]
_GIVEN = [
    "Анна",
    "Вера",
    "Ирина",
    "Мария",
    "Ольга",
    "Елена",
    "Дарья",
    "Юлия",
    "Нина",
    "Раиса",
    "Алла",
    "Инна",
]
_PATRONYMICS = [
    "Ильинична",
    "Петровна",
    "Львовна",
    "Олеговна",
    "Юрьевна",
    "Андреевна",
    "Ивановна",
    "Фёдоровна",
]


def open_desk(path: Path) -> Desk:
    """A desk of the invented trader over the file ``path``, made when it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(path, KEY)
    desk = Desk(path.parent, database, lambda: NOW, actor="В. П. Образцова", actor_id=1)
    if not migrate.applied(database):
        migrate.run(database)
        with database.atomic():
            write_operator(operator_trader(), NOW.isoformat())
    return desk


def fill(desk: Desk, count: int, *, seed: int = 7) -> None:
    """Put ``count`` requests into the desk, those the service makes included; the newer half is open."""
    chance = random.Random(seed)
    makes = [_Make(desk, kinds) for kinds in KINDS]
    database = desk.database
    database.execute_sql("PRAGMA synchronous = off")
    chain = Chain(desk)
    numbered = Numbers(desk)
    first = requests.request_count_bound(desk) + 1
    count -= len(makes)
    moments = _moments(count, chance)
    for start in range(0, count, _PIECE):
        piece = _Piece()
        for place in range(start, min(start + _PIECE, count)):
            make = makes[chance.randrange(len(makes))]
            done = place < count // 2
            make.add(piece, first + place, next(moments), numbered, chain, chance, done=done)
        with database.atomic():
            piece.write(desk)
    with database.atomic():
        numbered.write()
    database.execute_sql("PRAGMA synchronous = full")
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _moments(count: int, chance: random.Random) -> Iterator[datetime]:
    """Moments of receipt in order: the closed half over two years, the open one over two months."""
    half = max(count // 2, 1)
    long_ago, lately = NOW - timedelta(days=760), NOW - timedelta(days=60)
    for place in range(count):
        if place < half:
            at = long_ago + (lately - long_ago) * (place / half)
        else:
            at = lately + (NOW - lately) * ((place - half) / half)
        yield at.replace(microsecond=0) - timedelta(seconds=chance.randrange(60))


def _words() -> list[str]:
    """Three thousand words of nobody's language."""
    chance = random.Random(3)
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(3000)]


_WORDS = _words()


def invented_name(chance: random.Random) -> str:
    surname = "".join(chance.choices(_SYLLABLES, k=3)).capitalize() + "ва"
    return f"{surname} {chance.choice(_GIVEN)} {chance.choice(_PATRONYMICS)}"


def _text(chance: random.Random) -> str:
    """Some twenty words, one of them rare in one text of a thousand."""
    words = chance.choices(_WORDS, k=14)
    if chance.random() < 0.001:
        words[3] = RARE
    return f"Прошу сообщить, какие мои персональные {COMMON} вы обрабатываете: {' '.join(words)}."


class Numbers:
    """Numbers of both series, continued from where the desk stands."""

    def __init__(self, desk: Desk) -> None:
        self.database = desk.database
        rows = self.database.execute_sql("SELECT series, year, last FROM sequence").fetchall()
        self.last = {(series, year): last for series, year, last in rows}

    def next(self, series: str, year: int) -> int:
        """The next number."""
        found = self.last[series, year] = self.last.get((series, year), 0) + 1
        return found

    def write(self) -> None:
        """Let the desk go on from here."""
        self.database.execute_sql("DELETE FROM sequence")
        for (series, year), last in self.last.items():
            self.database.execute_sql("INSERT INTO sequence VALUES (?, ?, ?)", (series, year, last))


class Chain:
    """Journal entries, chained as the journal chains them."""

    def __init__(self, desk: Desk) -> None:
        last = journal.head(desk.database)
        self.seq, self.prev = last.seq, last.hash

    def entry(self, at: str, actor: str, action: str, ref: str, detail: dict[str, Any]) -> tuple:
        """The row of one more entry."""
        self.seq += 1
        text, salt = canonical(detail), "5a" * 16
        digest = journal.detail_digest(salt, text)
        own = journal.entry_hash(self.seq, at, actor, action, ref, digest, self.prev)
        row = (self.seq, at, actor, action, ref, text, salt, digest, self.prev, own)
        self.prev = own
        return row


class _Piece:
    """Rows of some thousand requests, by table."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any] | tuple]] = {}

    def add(self, table: str, row: dict[str, Any] | tuple) -> None:
        """One row more."""
        self.rows.setdefault(table, []).append(row)

    def write(self, desk: Desk) -> None:
        """Write them table by table, parents first."""
        connection = desk.database.connection()
        for table in ("person", "request", "demand", "deadline", "attachment", "event"):
            rows = self.rows.get(table, [])
            names = ", ".join(rows[0])
            marks = ", ".join("?" * len(rows[0]))
            values = [tuple(row.values()) for row in rows]
            connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
        connection.executemany(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self.rows["journal"]
        )
        connection.executemany(
            "INSERT INTO search (rowid, body) VALUES (?, ?)", self.rows["search"]
        )


class _Make:
    """Requests of one make: the rows the service wrote for the first of them, to be copied."""

    def __init__(self, desk: Desk, kinds: tuple[DemandKind, ...]) -> None:
        self.desk, self.kinds = desk, kinds
        letter = b"From: a@example.org\r\nSubject: x\r\n\r\n" + " ".join(kinds).encode()
        id = requests.register_request(
            desk,
            intake(demands=kinds, subject=person(name=invented_name(random.Random(1)))),
            letter,
        )
        self.rows = {
            table: self._read(table, "id" if table == "request" else "request", id)
            for table in ("request", "demand", "deadline", "attachment", "event")
        }
        self.rows["person"] = self._read("person", "id", self.rows["request"][0]["subject"])
        self.terms: dict[str, list[tuple[int | None, dict[str, Any]]]] = {}
        self.leads: dict[str, dict[str, Any]] = {}

    def _read(self, table: str, column: str, id: int) -> list[dict[str, Any]]:
        cursor = self.desk.database.execute_sql(f"SELECT * FROM {table} WHERE {column} = ?", (id,))
        names = [each[0] for each in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _count(self, at: datetime) -> str:
        """Count the terms of requests received on that day, once a day; returns the day."""
        day, zone = at.date().isoformat(), self.desk.zone
        if day not in self.leads:
            moment = at.replace(hour=9, minute=0, second=0)
            came = Receipt(self.kinds, ApplicantRole.SUBJECT, moment)
            terms = planned_at_receipt(self.desk, came)
            self.leads[day] = _leading(terms, zone)
            self.terms[day] = [(term.demand, _term(term, zone)) for term in terms]
        return day

    def add(
        self,
        piece: _Piece,
        id: int,
        at: datetime,
        numbered: Numbers,
        chain: Chain,
        chance: random.Random,
        *,
        done: bool,
    ) -> None:
        """One more request with everything that belongs to it."""
        number, year = numbered.next("request", at.year), at.year
        written, received = numbers.written("request", year, number), stamp(at)
        name, text = invented_name(chance), _text(chance)
        email = f"p{id}@example.org"
        ref = numbers.written("person", year, numbered.next("person", year))
        people = {"id": id, "ref": ref, "name": name, "name_key": fold(name), "email": email}
        piece.add("person", self.rows["person"][0] | people | {"email_key": email})
        day = self._count(at)
        closed = stamp(at + timedelta(days=5)) if done else None
        columns = {
            "id": id,
            "number": written,
            "number_key": numbers.number_key(year, number),
            "received": received,
            "subject": id,
            "subject_key": fold(name),
            "text": text,
            "state": "closed" if done else "open",
            "closed": closed,
            "answered": closed,
            "letter_digest": f"{id:064x}",
            "message_id": f"<{id}@example.org>",
            **(_NO_TERM if done else self.leads[day]),
        }
        row = self.rows["request"][0] | columns
        if done:
            row["step"] = ""
        piece.add("request", row)
        self._follow(piece, id, day, received, closed)
        body = fold(" ".join((written, name, email, row["summary"], text)))
        piece.add("search", (index.rowid(index.Kind.REQUEST, id), body))
        detail = {"received": received, "kinds": list(self.kinds), "letter": row["letter_digest"]}
        moment = at.isoformat(timespec="microseconds")
        piece.add(
            "journal",
            chain.entry(moment, self.desk.actor, "request.registered", written, detail),
        )

    def _follow(self, piece: _Piece, id: int, day: str, received: str, closed: str | None) -> None:
        """Demands, terms, the letter and the timeline."""
        # The rows of the templates keep their small ids, far below these.
        demands = [id * 4 + order for order in range(len(self.kinds))]
        state = "satisfied" if closed else "open"
        for demand, row in zip(demands, self.rows["demand"], strict=True):
            piece.add(
                "demand", row | {"id": demand, "request": id, "state": state, "decided": closed}
            )
        for row, (order, term) in zip(self.rows["deadline"], self.terms[day], strict=True):
            own = {"request": id, "demand": None if order is None else demands[order]}
            piece.add("deadline", row | term | own | {"met": closed})
        for table, moment in (("attachment", "added"), ("event", "at")):
            for row in self.rows[table]:
                piece.add(table, row | {"id": None, "request": id, moment: received})


_NO_TERM = {"due": NEVER, "due_shown": "", "safe": "", "firm": 1}


def _term(term: Planned, zone: str) -> dict[str, Any]:
    """The columns of a term that depend on the day."""
    return {"id": None, "starts": iso(term.due.start), **due_columns(term.due, zone)}


def _leading(terms: list[Planned], zone: str) -> dict[str, Any]:
    """The sorted columns of a request that waits for these terms."""
    if not terms:
        return _NO_TERM
    lead = min(terms, key=lambda term: (end_of(term.due.due, zone), term.due.own)).due
    return {
        "due": end_of(lead.due, zone),
        "due_shown": iso(lead.due),
        "safe": iso(lead.safe),
        "firm": int(lead.firm),
    }


def specimen_intake(number: int):
    """An intake of its own for the ``number``-th registration that is measured."""
    chance = random.Random(number)
    who = person(name=invented_name(chance), email=f"m{number}@example.org")
    return replace(intake(subject=who), received=NOW - timedelta(hours=1), text=_text(chance))
