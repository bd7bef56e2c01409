# SPDX-License-Identifier: Apache-2.0
"""Registering a request, and verifying the journal, against the least the same work can cost."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from desk.services.desk import Desk
from desk.services.letter import mailbox
from desk.services.request import requests
from desk.storage import journal
from desk.storage import search as index
from tests.bench.data import fill, open_desk, specimen_intake
from tests.bench.letters import write
from tests.bench.measure import MS, Board, shortest

_TABLES = ("person", "request", "demand", "deadline", "blob", "attachment", "event", "journal")
_KEYS = {"blob": "rowid", "journal": "seq"}


def registering(board: Board, folder: Path, count: int, rounds: int) -> None:
    """One act against the bare INSERTs of the rows it left, in one durable commit on the same file: goal 4."""
    board.head(
        "Registering a request with its terms, letter and index ÷ bare INSERTs of the same rows"
    )
    desk = open_desk(folder / "acts" / "desk.db")
    fill(desk, count)
    letters = [path.read_bytes() for path in write(folder / "acts" / "letters", 4 * rounds)[::4]]
    parsed = [mailbox.read(letter) for letter in letters]
    places = iter(range(rounds))
    spare = _Spare(desk)

    def register() -> None:
        place = next(places)
        requests.register_request(desk, specimen_intake(place), letters[place], parsed[place])

    prepared: list[list[tuple[str, tuple[Any, ...]]]] = []

    def insert() -> None:
        database = desk.database
        connection = database.connection()
        connection.execute("BEGIN IMMEDIATE")
        for sql, values in prepared[-1]:
            connection.execute(sql, values)
        connection.execute("COMMIT")

    ours, bare = [], []
    for _round in range(rounds):
        spare.begin()
        ours += shortest(register, rounds=1)
        prepared.append(spare.copies())
        bare += shortest(insert, rounds=1)
    board.ratio(f"registering, {len(prepared[-1])} rows", min(ours), min(bare), 4)
    found = desk.database.execute_sql("PRAGMA foreign_key_check").fetchall()
    assert not found, found
    desk.close()


class _Spare:
    """What one act has written, as INSERTs of the same rows under other ids and numbers."""

    def __init__(self, desk: Desk) -> None:
        self.database = desk.database
        self.made = 0
        self.before: dict[str, int] = {}

    def begin(self) -> None:
        """Remember where every table ends."""
        self.before = {table: self._last(table) for table in _TABLES}

    def _last(self, table: str) -> int:
        key = _KEYS.get(table, "id")
        row = self.database.execute_sql(f"SELECT max({key}) FROM {table}").fetchone()
        return int(row[0] or 0)

    def copies(self) -> list[tuple[str, tuple[Any, ...]]]:
        """One statement a row, the sequence's and the index's included."""
        self.made += 1
        ids: dict[str, dict[Any, Any]] = {}
        found = []
        for table in _TABLES:
            key = _KEYS.get(table, "id")
            cursor = self.database.execute_sql(
                f"SELECT * FROM {table} WHERE {key} > ? ORDER BY {key}", (self.before[table],)
            )
            names = [each[0] for each in cursor.description]
            for row in cursor.fetchall():
                columns = self._moved(table, dict(zip(names, row, strict=True)), ids)
                marks = ", ".join("?" * len(columns))
                sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
                found.append((sql, tuple(columns.values())))
        ((old, new),) = ids["request"].items()
        kind = index.Kind.REQUEST
        (body,) = self.database.execute_sql(
            "SELECT body FROM search WHERE rowid = ?", (index.rowid(kind, old),)
        ).fetchone()
        words = "INSERT INTO search (rowid, body) VALUES (?, ?)"
        counted = "INSERT INTO sequence VALUES (?, 1900, 1)"
        found.append((words, (index.rowid(kind, new), body)))
        found += [(counted, (f"{name}{self.made}",)) for name in ("request", "person")]
        return found

    def _moved(
        self, table: str, columns: dict[str, Any], ids: dict[str, dict[Any, Any]]
    ) -> dict[str, Any]:
        """The row with ids of its own, still pointing at its neighbours."""
        known = ids.setdefault(table, {})
        if table == "blob":
            content = columns["content"] + b"\n"
            new = hashlib.sha256(content).hexdigest()
            known[columns["sha256"]] = new
            return {"sha256": new, "size": len(content), "content": content}
        if table == "journal":
            return columns | {"seq": columns["seq"] + 1}
        known[columns["id"]] = self._last(table) + 1 + len(known)
        moved = columns | {"id": known[columns["id"]]}
        for name, home in (("subject", "person"), ("applicant", "person"), ("request", "request"),
                           ("demand", "demand"), ("blob", "blob"), ("attachment", "attachment")):  # fmt: skip
            if moved.get(name) is not None and name in moved:
                moved[name] = ids[home].get(moved[name], moved[name])
        if table == "person":
            moved["ref"] = f"person/1900-{self.made}"
        if table == "request":
            moved["number"], moved["number_key"] = (
                f"request/1900-{self.made}",
                1900_000000 + self.made,
            )
        return moved


def verifying(board: Board, folder: Path, count: int) -> None:
    """The whole journal, decrypted, parsed and hashed; no goal, but a figure to watch."""
    board.head(f"Verifying a journal of {count:,} entries ÷ bare hashing of the same text")
    desk = open_desk(folder / "journal" / "desk.db")
    _entries(desk, count)
    rows = desk.database.execute_sql(f"SELECT {journal._COLUMNS} FROM journal").fetchall()
    pieces = [
        (f"{row[6]}\n{row[5]}".encode(), json.dumps([*row[:5], row[7], row[8]]).encode())
        for row in rows
    ]

    def bare() -> None:
        for detail, body in pieces:
            hashlib.sha256(detail).hexdigest()
            hashlib.sha256(body).hexdigest()

    def verify() -> None:
        finding = journal.verify(desk.database)
        assert finding.sound
        assert finding.checked == count

    ours, least = shortest(verify, bare, rounds=5)
    board.plain("times bare hashing", f"{ours / least:.2f}")
    board.plain(f"for {count:,} entries", f"{ours * MS:.0f} ms")
    desk.close()


def _entries(desk: Desk, count: int) -> None:
    with desk.database.atomic():
        for number in range(1, count + 1):
            ref = f"request/2026-{number:03d}"
            detail = {
                "received": "2026-11-20T09:30:00+00:00",
                "kinds": ["access"],
                "letter": "5f" * 32,
            }
            journal.append(desk.database, desk.now(), desk.actor, "request.registered", ref, detail)
