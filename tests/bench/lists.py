# SPDX-License-Identifier: Apache-2.0
"""The list of requests and one record, as the window shows them, against the raw queries on the same file."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from desk.domain.values import Query
from desk.services.desk import Desk
from desk.services.request import requests
from desk.storage import journal
from tests.bench.data import COMMON, KEY, RARE, fill, open_desk
from tests.bench.measure import MS, WORK, Board, seconds, shortest, still

SCREEN = 40
"""Lines a large window shows at once."""
PORTION = 2000
SORTS = ("due", "-due", "number", "received", "subject", "kind", "step", "state")
_PAGE = (
    "SELECT r.id, r.number, r.received, r.channel, r.kinds, r.state, r.step, r.due, r.due_shown,"
    " r.safe, r.firm, s.name, s.email, s.phone, a.name FROM request r"
    " LEFT JOIN person s ON s.id = r.subject LEFT JOIN person a ON a.id = r.applicant"
    " WHERE r.id IN (SELECT value FROM json_each(?))"
)


def run(board: Board, folder: Path, count: int) -> None:
    """The list of ``count`` requests against raw queries: goal 3."""
    board.head(f"The list with {count:,} requests ÷ the raw query on the same file")
    path = folder / f"list-{count}" / "desk.db"
    desk = open_desk(path)
    fill(desk, count)
    desk.close()
    # as a person finds it: the connection that wrote everything searches more slowly than a new one
    desk = open_desk(path)
    raw = raw_connection(path)
    model = _model(desk)
    for title, query, sql, params in _questions():
        ours, bare = shortest(
            lambda query=query: _loaded(model, query),
            lambda sql=sql, params=params: _fetched(raw, sql, params),
            rounds=15,
            clock=WORK,
        )
        board.ratio(title, ours, bare, 3)
    _loaded(model, Query(state="open", sort="due"))
    (spent,) = shortest(lambda: _phrased(model))
    assert requests.request_count_bound(desk) == count
    board.plain(f"to phrase the {SCREEN} lines of a screen", f"{spent * MS:.2f} ms")
    _records(board, desk, raw)
    desk.close()
    raw.close()


def _questions() -> list[tuple[str, Query, str, tuple[str, ...]]]:
    """What is asked of the list, and the SQL of the same question."""
    every = "SELECT id FROM request ORDER BY "
    found = "SELECT id FROM request WHERE id IN (SELECT rowid >> 3 FROM search WHERE search MATCH ?) ORDER BY due, id"
    return [
        (
            "opening: open requests by due date",
            Query(state="open", sort="due"),
            "SELECT id FROM request WHERE state = 'open' ORDER BY due, id",
            (),
        ),
        ("opening: all requests by due date", Query(sort="due"), every + "due, id", ()),
        ("sorting all by number, downwards", Query(sort="-number"), every + "number_key DESC, id DESC", ()),
        ("sorting all by person", Query(sort="subject"), every + "subject_key, id", ()),
        (
            "sorting the open ones by person",
            Query(state="open", sort="subject"),
            "SELECT id FROM request WHERE state = 'open' ORDER BY subject_key, id",
            (),
        ),
        ("searching for a rare word", Query(text=RARE, sort="due"), found, (f'"{RARE}"*',)),
        ("searching for the beginning of a name", Query(text="бавег", sort="due"), found, ('"бавег"*',)),
        ("searching for a word of every letter", Query(text=COMMON, sort="due"), found, (f'"{COMMON}"*',)),
    ]  # fmt: skip


def _model(desk: Desk) -> Any:
    """The model of the Requests tab with its columns."""
    from ui.models import PagedModel
    from ui.pages.requests import _columns

    return PagedModel(
        _columns(desk.zone),
        lambda query, after, limit: requests.request_ids(desk, query, after, limit),
        lambda ids: requests.request_rows(desk, ids),
        lambda: requests.request_count_bound(desk),
    )


def _loaded(model: Any, query: Query) -> None:
    """Load the list with the rows of its first page."""
    model.load(query)
    if model.rowCount():
        model.row_at(0)


def _phrased(model: Any) -> None:
    """Word every cell of the first screen."""
    for line in range(min(SCREEN, model.rowCount())):
        for column in range(model.columnCount()):
            model.data(model.index(line, column))


def raw_connection(path: Path) -> Any:
    """A bare connection with the pragmas of the desk."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    for pragma in (
        "cache_size = -32000",
        "temp_store = 2",
        "foreign_keys = 1",
        "synchronous = full",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _fetched(raw: Any, sql: str, params: tuple[str, ...]) -> None:
    """All ids in order, and the rows of the first page."""
    ids = raw.execute(sql, params).fetchall()
    raw.execute(_PAGE, (json.dumps([id for (id,) in ids[:200]]),)).fetchall()


_RECORD = (
    "SELECT * FROM request WHERE id = ?1",
    "SELECT * FROM demand WHERE request = ?1 ORDER BY id",
    "SELECT * FROM deadline WHERE request = ?1 AND dropped IS NULL ORDER BY due_moment, own, id",
    "SELECT * FROM event WHERE request = ?1 ORDER BY id",
    "SELECT * FROM document WHERE request = ?1 ORDER BY id",
    "SELECT a.*, b.size FROM attachment a JOIN blob b ON b.sha256 = a.blob WHERE a.request = ?1 ORDER BY a.id",
    "SELECT p.* FROM person p JOIN request r ON p.id IN (r.subject, r.applicant) WHERE r.id = ?1",
    # The record also tells of cards merged into the subject's, of others with his address, and of what was
    # answered before.
    "SELECT p.* FROM request r JOIN person p ON p.merged_into = r.subject WHERE r.id = ?1 ORDER BY p.id",
    (
        "SELECT o.ref FROM request r JOIN person p ON p.id = r.subject JOIN person o ON o.email_key = p.email_key"
        " AND o.email_key <> '' AND o.id <> p.id WHERE r.id = ?1"
    ),
    (
        "SELECT o.id FROM request r JOIN request o ON o.subject = r.subject AND o.id <> r.id"
        " AND o.answered IS NOT NULL WHERE r.id = ?1"
    ),
)


def _records(board: Board, desk: Desk, raw: Any) -> None:
    """Opening records: for the first time in a sitting, which leaves a durable line, and again."""
    top = requests.request_count_bound(desk)
    ids = iter(range(top - 1, 6, -max(1, top // 400)))

    def first() -> None:
        requests.request_card(desk, next(ids))

    def first_raw() -> None:
        _raw_record(raw, next(ids))
        head = journal.head(desk.database)
        raw.execute("BEGIN IMMEDIATE")
        row = (head.seq + 1, "at", "actor", "record.opened", "ref", "{}", "", "", head.hash, "")
        raw.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        raw.execute("COMMIT")

    ours, bare = shortest(first, first_raw, rounds=40)
    board.ratio("opening a record for the first time, with its durable journal line", ours, bare, 3)
    id = top // 2
    ours, bare = shortest(
        lambda: requests.request_card(desk, id), lambda: _raw_record(raw, id), rounds=60, clock=WORK
    )
    board.ratio("opening a record again", ours, bare, 3)


def _raw_record(raw: Any, id: int) -> None:
    for sql in _RECORD:
        raw.execute(sql, (id,)).fetchall()


def growth(board: Board, folder: Path, small: int, large: int) -> None:
    """The first page, sorting and opening at ``large`` against ``small``, by keyset: goal 2."""
    board.head(f"{large:,} requests ÷ {small:,}, by keyset")
    desks = {}
    for count in (small, large):
        desks[count] = open_desk(folder / f"grown-{count}" / "desk.db")
        spent = seconds(lambda count=count: fill(desks[count], count))
        board.plain(f"to write {count:,} requests", f"{spent:.0f} s")
    few, many = desks[small], desks[large]
    for title, act in _keyset():
        # Models speak to the desk opened last; lists go through the desk itself.
        ours, bare = shortest(
            lambda act=act: act(many), lambda act=act: act(few), rounds=15, clock=WORK
        )
        board.ratio(title, ours, bare, 2)
    for desk in (few, many):
        desk.close()
    _opening(board, folder, small, large)
    desk = open_desk(folder / f"grown-{large}" / "desk.db")
    for word, title in ((RARE, "rare word"), (COMMON, "word of every letter")):
        with still():
            spent = seconds(
                lambda word=word: requests.request_ids(desk, Query(text=word), None, PORTION)
            )
        board.plain(f"to search {large:,} for a {title}", f"{spent * MS:.0f} ms")
    desk.close()


def _keyset() -> list[tuple[str, Callable[[Desk], object]]]:
    def page(sort: str, state: str = "") -> Callable[[Desk], object]:
        def act(desk: Desk) -> None:
            ids = requests.request_ids(desk, Query(sort=sort, state=state), None, PORTION)
            requests.request_rows(desk, ids[:200])

        return act

    def onwards(desk: Desk) -> array[int]:
        half = requests.request_count_bound(desk) * 3 // 4
        return requests.request_ids(desk, Query(sort="due", state="open"), half, PORTION)

    every = [(f"first page of all, sorted by {sort}", page(sort)) for sort in SORTS]
    return [
        *every,
        ("first page of the open ones, by due date", page("due", "open")),
        ("first page of the open ones, by number", page("number", "open")),
        ("first page of the open ones, by person", page("subject", "open")),
        ("the next piece from the middle of the open ones", onwards),
    ]


def _opening(board: Board, folder: Path, small: int, large: int) -> None:
    """Opening records in each file; the files take turns by being opened again."""
    times: dict[int, list[float]] = {small: [], large: []}
    for _round in range(5):
        for count, spent in times.items():
            desk = open_desk(folder / f"grown-{count}" / "desk.db")
            ids = [count // 2 - 7 * place for place in range(60)]
            with still():
                spent += [seconds(partial(requests.request_card, desk, id)) for id in ids]
            desk.close()
    board.ratio("opening a record", min(times[large]), min(times[small]), 2)
