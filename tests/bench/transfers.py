# SPDX-License-Identifier: Apache-2.0
"""The register of transfers with the answers of the day, against raw queries for the same rows and notices."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

from desk.domain.transfers import TransferGround
from desk.domain.values import Query
from desk.services.desk import Desk
from desk.services.transfer import transfers
from desk.services.transfer_index import reindex
from desk.storage.models import (
    Purpose,
    Transfer,
    TransferInquiry,
    TransferNotice,
    TransferNoticeItem,
)
from tests.bench.data import NOW, open_desk
from tests.bench.lists import raw_connection
from tests.bench.measure import MS, WORK, Board, seconds, shortest
from tests.services.grounds import purpose, recipient

_PIECE = 500
_COUNTRIES = ("US", "VN", "DE", "AE", "CN", "KZ", "IN", "GB")
_TOGETHER = 10
"""Transfers that share a notice."""
_ROWS = (
    "SELECT t.*, r.name_ru, r.name_en, p.title_ru, p.title_en, (SELECT max(n.sent_on) FROM"
    " transfer_notice_item i JOIN transfer_notice n ON n.id = i.notice WHERE i.transfer = t.id"
    " AND n.void_on IS NULL) FROM transfer t"
    " JOIN recipient r ON r.id = t.recipient JOIN purpose p ON p.id ="
    " (SELECT max(id) FROM purpose e WHERE e.code = t.purpose_code)"
    " WHERE t.id IN (SELECT value FROM json_each(?))"
)
_NOTICES = (
    "SELECT i.transfer, n.*, (SELECT json_group_array(json_array(q.asked_on, q.answered_on))"
    " FROM transfer_inquiry q WHERE q.notice = n.id) FROM transfer_notice_item i"
    " JOIN transfer_notice n ON n.id = i.notice"
    " WHERE i.transfer IN (SELECT value FROM json_each(?)) AND n.void_on IS NULL"
)


def run(board: Board, folder: Path, count: int) -> None:
    """The list of ``count`` transfers against raw queries: goal 3."""
    board.head(f"The register with {count:,} transfers ÷ the raw query on the same file")
    path = folder / "transfers" / "desk.db"
    desk = open_desk(path)
    board.plain(f"to write {count:,} transfers", f"{seconds(lambda: fill(desk, count)):.0f} s")
    desk.close()
    desk = open_desk(path)
    raw = raw_connection(path)
    transfers.desk_flow(
        desk
    )  # the strip above the list has counted every answer before the list shows
    for title, query, where, params in _questions():
        ours, bare = shortest(
            lambda query=query: _shown(desk, query),
            lambda where=where, params=params: _fetched(raw, where, params),
            rounds=15,
            clock=WORK,
        )
        board.ratio(title, ours, bare, 3)
    _answers(board, desk)
    desk.close()
    raw.close()


def _questions() -> list[tuple[str, Query, str, tuple[str, ...]]]:
    """What is asked of the register, and the SQL of the same question."""
    found = "AND id IN (SELECT rowid >> 3 FROM search WHERE search MATCH ?) ORDER BY id"
    name = "(SELECT name_key FROM recipient r WHERE r.id = transfer.recipient)"
    return [
        ("all by code", Query(), "ORDER BY id", ()),
        ("all by recipient", Query(sort="recipient"), f"ORDER BY {name}, id", ()),
        ("all by country", Query(sort="country"), "ORDER BY country, id", ()),
        ("the used ones by the day they begin", Query(state="used", sort="since"),
         "AND (until IS NULL OR until >= '2026-11-22') ORDER BY since, id", ()),
        ("those of one purpose", Query(purpose="p3"), "AND purpose_code = 'p3' ORDER BY id", ()),
        ("searching for the beginning of a name", Query(text="получ"), found, ('"получ"*',)),
    ]  # fmt: skip


def _shown(desk: Desk, query: Query) -> None:
    """All ids in order, and the rows of the first page with their answers."""
    transfers.transfer_rows(desk, transfers.transfer_ids(desk, query)[:200])


def _fetched(raw: Any, where: str, params: tuple[str, ...]) -> None:
    sql = f"SELECT id FROM transfer WHERE retired IS NULL {where}"
    ids = [id for (id,) in raw.execute(sql, params).fetchall()]
    wanted = json.dumps(ids[:200])
    raw.execute(_ROWS, (wanted,)).fetchall()
    raw.execute(_NOTICES, (wanted,)).fetchall()


def _answers(board: Board, desk: Desk) -> None:
    """What counts every transfer of the desk: the desk as a whole, one person, one word."""

    def anew(act: Any) -> float:
        def once() -> None:
            desk.answers.clear()
            act()

        return shortest(once, rounds=3)[0]

    for title, act in (
        ("may everything flow today?", lambda: transfers.desk_flow(desk)),
        ("what of it for one person?", lambda: transfers.subject_flows(desk, 1)),
        ("those that wait", lambda: transfers.transfer_ids(desk, Query(kind="waits"))),
    ):
        board.plain(f"{title} recalculated", f"{anew(act) * MS:.0f} ms")


def fill(desk: Desk, count: int, seed: int = 7) -> None:
    """Write transfers to many recipients for a few purposes, each with a notice at some stage."""
    chance, today = random.Random(seed), NOW.date()
    made = [purpose(desk, f"p{number}") for number in range(5)]
    codes = [row.code for row in Purpose.select().where(Purpose.id.in_(made))]
    theirs = [
        recipient(desk, f"получатель{number}", _COUNTRIES[number % len(_COUNTRIES)])
        for number in range(200)
    ]
    with desk.database.atomic():
        for first in range(0, count, _PIECE):
            Transfer.insert_many(
                _transfer(first + place, theirs, codes, chance, today)
                for place in range(min(_PIECE, count - first))
            ).execute()
        for number in range(count // _TOGETHER):
            _notice(number, chance, today)
    with desk.database.atomic():
        reindex(desk, list(range(1, count + 1)))


def _transfer(
    number: int, theirs: list[int], codes: list[str], chance: random.Random, today: Any
) -> dict[str, object]:
    place = number % len(theirs)
    since = today - timedelta(days=chance.randrange(400))
    until = since + timedelta(days=chance.randrange(500))
    return {
        "id": number + 1,
        "code": f"t{number + 1}",
        "purpose_code": codes[number % len(codes)],
        "recipient": theirs[place],
        "country": _COUNTRIES[place % len(_COUNTRIES)],
        "categories": "[]",
        "groups": "[]",
        "ground": chance.choice((TransferGround.CONSENT, TransferGround.CONTRACT)),
        "since": since.isoformat(),
        "until": until.isoformat() if number % 9 == 0 else None,
    }


def _notice(number: int, chance: random.Random, today: Any) -> None:
    sent = today - timedelta(days=chance.randrange(120))
    received = min(sent + timedelta(days=1), today)
    decision = ("", "", "no_objection", "prohibited")[number % 4]
    row = TransferNotice.create(
        code=f"n{number + 1}",
        assessed_on=(sent - timedelta(days=3)).isoformat(),
        sent_on=sent.isoformat(),
        received_on=received.isoformat(),
        decision=decision,
        decided_on=today.isoformat() if decision else None,
    )
    TransferNoticeItem.insert_many(
        {"notice": row.id, "transfer": number * _TOGETHER + place + 1} for place in range(_TOGETHER)
    ).execute()
    if number % 7 == 0:
        TransferInquiry.create(notice=row.id, asked_on=received.isoformat())
