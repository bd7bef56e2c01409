# SPDX-License-Identifier: Apache-2.0
"""The register of consents, a subject's consents and one card, against the raw queries on the same file."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

from desk.domain.consent import ConsentKind
from desk.domain.values import Query
from desk.folding import fold
from desk.services.consent import consents
from desk.services.desk import Desk
from desk.storage import numbers
from desk.storage import search as index
from tests.bench.data import NOW, Chain, Numbers, invented_name, open_desk
from tests.bench.lists import raw_connection
from tests.bench.measure import WORK, Board, seconds, shortest
from tests.factories import person
from tests.services.grounds import fields, purpose

_PIECE = 5000
_KINDS = tuple(ConsentKind)[:1] * 3 + tuple(ConsentKind)
_STATES = ("active",) * 6 + ("withdrawn", "expired", "replaced")
_LINE = (
    "SELECT c.id, c.number, s.name, s.email, s.phone, c.person, c.kind, c.purpose_code, p.title_ru,"
    " p.title_en, c.given, c.way, c.valid_until, c.state, c.ended, c.separate FROM consent c"
    " JOIN person s ON s.id = c.person JOIN purpose p ON p.id = c.purpose WHERE c."
)
_RECORD = (
    _LINE + "id = ?1",
    "SELECT * FROM consent WHERE id = ?1",
    "SELECT * FROM event WHERE consent = ?1 ORDER BY at, id",
    "SELECT a.*, b.size FROM attachment a JOIN blob b ON b.sha256 = a.blob WHERE a.consent = ?1",
    "SELECT id FROM document WHERE consent = ?1",
    "SELECT * FROM deadline WHERE consent = ?1 AND dropped IS NULL",
    (
        "SELECT h.*, p.* FROM holding h JOIN purpose p ON p.id = h.purpose JOIN consent c"
        " ON c.person = h.person WHERE c.id = ?1 AND h.ended IS NULL AND h.ground <> '6.1.1'"
    ),
)


def run(board: Board, folder: Path, count: int) -> None:
    """The register of ``count`` consents against raw queries: goal 3."""
    board.head(f"The register with {count:,} consents ÷ the raw query on the same file")
    path = folder / "consents" / "desk.db"
    desk = open_desk(path)
    board.plain(f"to write {count:,} consents", f"{seconds(lambda: fill(desk, count)):.0f} s")
    raw = raw_connection(path)
    for title, query, where, params in _questions():
        ours, bare = shortest(
            lambda query=query: _shown(desk, query),
            lambda where=where, params=params: _fetched(raw, where, params),
            rounds=15,
            clock=WORK,
        )
        board.ratio(title, ours, bare, 3)
    _records(board, desk, raw)
    desk.close()
    raw.close()


def _questions() -> list[tuple[str, Query, str, tuple[str, ...]]]:
    """What is asked of the register, and the SQL of the same question."""
    found = "WHERE id IN (SELECT rowid >> 3 FROM search WHERE search MATCH ?) "
    return [
        ("all, the newest first", Query(), "ORDER BY number_key DESC, id DESC", ()),
        ("all by person", Query(sort="subject"), "ORDER BY person_key, id", ()),
        ("all by the last day", Query(sort="until"), "ORDER BY until_key, id", ()),
        (
            "those in force by person",
            Query(state="active", sort="subject"),
            "WHERE state = 'active' ORDER BY person_key, id",
            (),
        ),
        (
            "marketing for one purpose by day given",
            Query(kind="marketing", purpose="p3", sort="given"),
            "WHERE kind = 'marketing' AND purpose_code = 'p3' ORDER BY given, id",
            (),
        ),
        (
            "what ends within thirty days",
            Query(due_by=NOW.date() + timedelta(days=30), sort="until"),
            "WHERE state = 'active' AND until_key <= '2026-12-22' ORDER BY until_key, id",
            (),
        ),
        (
            "searching for a number",
            Query(text="2026-777", sort="number"),
            found + "ORDER BY number_key, id",
            ('"2026"* "777"*',),
        ),
        (
            "searching for the beginning of a name",
            Query(text="бавег", sort="number"),
            found + "ORDER BY number_key, id",
            ('"бавег"*',),
        ),
    ]


def _shown(desk: Desk, query: Query) -> None:
    """All ids in order, and the rows of the first page."""
    consents.consent_rows(desk, consents.consent_ids(desk, query)[:200])


def _fetched(raw: Any, where: str, params: tuple[str, ...]) -> None:
    ids = raw.execute(f"SELECT id FROM consent {where}", params).fetchall()
    wanted = str([id for (id,) in ids[:200]])
    raw.execute(_LINE + "id IN (SELECT value FROM json_each(?))", (wanted,)).fetchall()


def _records(board: Board, desk: Desk, raw: Any) -> None:
    """A subject's consents, what expires, and a card opened again."""
    id = consents.consent_count_bound(desk) // 2
    (who,) = desk.database.execute_sql("SELECT person FROM consent WHERE id = ?", (id,)).fetchone()

    def card() -> None:
        for sql in _RECORD:
            raw.execute(sql, (id,)).fetchall()

    consents.consent_card(desk, id)
    for title, ours, bare in (
        (
            "a subject's consents",
            lambda: consents.consents_of(desk, who),
            lambda: raw.execute(_LINE + "person = ? ORDER BY c.given DESC", (who,)).fetchall(),
        ),
        ("opening a card again", lambda: consents.consent_card(desk, id), card),
        (
            "looking for what has expired",
            lambda: consents.expire_consents(desk),
            lambda: raw.execute(
                "SELECT id FROM consent WHERE state = 'active' AND until_key < '2026-11-22'"
            ).fetchall(),
        ),
    ):
        spent = shortest(ours, bare, rounds=60)
        board.ratio(title, *spent, 3)


def fill(desk: Desk, count: int, *, seed: int = 7) -> None:
    """Write ``count`` consents of half as many people, with the rows the service would have written."""
    chance = random.Random(seed)
    purposes = [(f"p{n}", purpose(desk, f"p{n}")) for n in range(8)]
    kept = _template(desk, purposes[0][1])
    database = desk.database
    database.execute_sql("PRAGMA synchronous = off")
    chain, numbered = Chain(desk), Numbers(desk)
    for start in range(0, count - 1, _PIECE):
        rows: dict[str, list[Any]] = {}
        for place in range(start, min(start + _PIECE, count - 1)):
            _add(rows, kept, place, purposes, chain, numbered, chance)
        with database.atomic():
            _write(desk, rows)
    with database.atomic():
        numbered.write()
    database.execute_sql("PRAGMA synchronous = full")
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _template(desk: Desk, purpose_id: int) -> dict[str, dict[str, Any]]:
    """The rows the service wrote for one consent."""
    id = consents.record_consent(desk, person(), fields(purpose_id))
    found = {}
    for table, column in (("person", "id"), ("consent", "id"), ("event", "consent"), ("holding", "consent")):  # fmt: skip
        cursor = desk.database.execute_sql(f"SELECT * FROM {table} WHERE {column} = ?", (id,))
        names = [each[0] for each in cursor.description]
        found[table] = dict(zip(names, cursor.fetchone(), strict=True))
    return found


def _add(
    rows: dict[str, list[Any]],
    kept: dict[str, dict[str, Any]],
    place: int,
    purposes: list[tuple[str, int]],
    chain: Chain,
    numbered: Numbers,
    chance: random.Random,
) -> None:
    """One more consent; every second one begins a person."""
    id, who = place + 2, place // 2 + 2
    number = numbered.next("consent", 2026)
    written = numbers.written("consent", 2026, number)
    if place % 2 == 0:
        name = invented_name(chance)
        card = {"id": who, "ref": f"person/2026-{who}", "name": name, "name_key": fold(name)}
        rows.setdefault("person", []).append(kept["person"] | card | {"email": f"p{who}@example.org", "email_key": f"p{who}@example.org"})  # fmt: skip
    name = rows["person"][-1]["name"] if rows.get("person") else ""
    (code, purpose_id), kind = purposes[place % 8], chance.choice(_KINDS)
    state = chance.choice(_STATES)
    day = (NOW - timedelta(days=chance.randrange(700))).date().isoformat()
    until = (NOW + timedelta(days=chance.randrange(1, 900))).date().isoformat() if place % 3 == 0 else None  # fmt: skip
    rows.setdefault("consent", []).append(
        kept["consent"]
        | {
            "id": id, "number": written, "number_key": numbers.number_key(2026, number),
            "person": who, "person_key": fold(name), "kind": kind.value, "purpose": purpose_id,
            "purpose_code": code, "given": day, "valid_until": until, "until_key": until or "9999",
            "state": state, "ended": None if state == "active" else day,
        }
    )  # fmt: skip
    rows.setdefault("event", []).append(kept["event"] | {"id": None, "consent": id})
    rows.setdefault("holding", []).append(
        kept["holding"] | {"id": None, "person": who, "purpose": purpose_id, "consent": id}
    )
    body = fold(f"{written} {name} p{who}@example.org")
    rows.setdefault("search", []).append((index.rowid(index.Kind.CONSENT, id), body))
    at = NOW.isoformat(timespec="microseconds")
    rows.setdefault("journal", []).append(chain.entry(at, "", "consent.recorded", written, {"kind": kind}))  # fmt: skip


def _write(desk: Desk, rows: dict[str, list[Any]]) -> None:
    connection = desk.database.connection()
    for table in ("person", "consent", "event", "holding"):
        names, marks = ", ".join(rows[table][0]), ", ".join("?" * len(rows[table][0]))
        values = [tuple(row.values()) for row in rows[table]]
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
    journal_marks = ", ".join("?" * 10)
    connection.executemany(f"INSERT INTO journal VALUES ({journal_marks})", rows["journal"])
    connection.executemany("INSERT INTO search (rowid, body) VALUES (?, ?)", rows["search"])
