# SPDX-License-Identifier: Apache-2.0
"""The journal: append-only, each entry chained to the one before by a hash, details salted.

A detail can be blanked without breaking the chain; a changed, missing or cut entry is found by its
number. The chain proves order and integrity, not authorship: whoever holds a passphrase can rewrite
it whole, which is why its head is printed on papers and kept in backup names.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from desk.domain.canon import canonical
from desk.domain.journal import Entry, Finding
from desk.errors import N_
from desk.storage.database import DeskDatabase, troubles

GENESIS = "0" * 64
_ENDLESS = 2**62
_COLUMNS = "seq, at, actor, action, ref, detail, salt, digest, prev, hash"


@dataclass(frozen=True)
class Head:
    """The last entry: what a paper prints and a backup is named after."""

    seq: int
    hash: str


def head(database: DeskDatabase) -> Head:
    """The newest entry's number and hash; number 0 in an empty journal."""
    row = database.execute_sql("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(*row) if row else Head(0, GENESIS)


def newest(database: DeskDatabase) -> datetime | None:
    """The moment of the newest entry; nothing in an empty journal or one that somebody changed."""
    row = database.execute_sql("SELECT at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    try:
        at = datetime.fromisoformat(row[0]) if row else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo else None


def append(
    database: DeskDatabase,
    at: datetime,
    actor: str,
    action: str,
    ref: str,
    detail: Mapping[str, object],
) -> int:
    """Add an entry inside the transaction that is open and return its number."""
    last = head(database)
    seq, moment = last.seq + 1, at.astimezone(UTC).isoformat(timespec="microseconds")
    text, salt = canonical(dict(detail)), secrets.token_hex(16)
    digest = detail_digest(salt, text)
    own = entry_hash(seq, moment, actor, action, ref, digest, last.hash)
    database.execute_sql(
        f"INSERT INTO journal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 -- a constant
        (seq, moment, actor, action, ref, text, salt, digest, last.hash, own),
    )
    return seq


def detail_digest(salt: str, detail: str) -> str:
    """What stands for a detail in the chain; the salt keeps a blanked one from being guessed back."""
    return hashlib.sha256(f"{salt}\n{detail}".encode()).hexdigest()


def entry_hash(seq: int, at: str, actor: str, action: str, ref: str, digest: str, prev: str) -> str:
    """The hash of one entry, over everything but the detail itself."""
    body = json.dumps(
        [seq, at, actor, action, ref, digest, prev], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def page(database: DeskDatabase, before: int | None, limit: int, ref: str = "") -> list[Entry]:
    """Entries newest first, older than ``before``; with ``ref`` those about one record only."""
    until = _ENDLESS if before is None else before
    if ref:
        rows = database.execute_sql(
            "SELECT seq, at, actor, action, ref, detail, hash FROM journal "
            "WHERE ref = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
            (ref, until, limit),
        )
    else:
        rows = database.execute_sql(
            "SELECT seq, at, actor, action, ref, detail, hash FROM journal "
            "WHERE seq < ? ORDER BY seq DESC LIMIT ?",
            (until, limit),
        )
    return [Entry(*row) for row in rows.fetchall()]


def between(database: DeskDatabase, since: str, until: str) -> list[Entry]:
    """Entries from the moment ``since`` on and before ``until`` (ISO, UTC), oldest first."""
    rows = database.execute_sql(
        "SELECT seq, at, actor, action, ref, detail, hash FROM journal "
        "WHERE at >= ? AND at < ? ORDER BY seq",
        (since, until),
    )
    return [Entry(*row) for row in rows.fetchall()]


def blank(database: DeskDatabase, ref: str) -> int:
    """Blank the details of all entries about ``ref``; the chain still verifies. Returns how many."""
    cursor = database.execute_sql(
        "UPDATE journal SET detail = NULL, salt = NULL WHERE ref = ? AND detail IS NOT NULL", (ref,)
    )
    return int(cursor.rowcount)


def mark(database: DeskDatabase) -> str:
    """What tells this desk from others: the first signs of its first entry's hash."""
    return _hash_of(database, 1)[:_MARK]


def holds_head(database: DeskDatabase, seq: int, found: str) -> bool:
    """Whether this journal has the entry ``seq`` with this hash."""
    return bool(found) and _hash_of(database, seq) == found


_MARK = 16


def verify(
    database: DeskDatabase, last: int | None = None, known: Mapping[int, str] | None = None
) -> Finding:
    """Look at the newest ``last`` entries, or at all, and at heads ``known`` from elsewhere.

    A known head may be the first signs of its hash only; one older than the newest entries is looked up.
    """
    newest = head(database)
    first = max(1, newest.seq - last + 1) if last is not None else 1
    prev = GENESIS if first == 1 else _hash_of(database, first - 1)
    if not prev:
        return _found(newest, 0, first - 1, _MISSING)
    heads = dict(known or {})
    for seq in sorted(each for each in heads if each < first):
        if not _hash_of(database, seq).startswith(heads[seq]):
            return _found(newest, 0, seq, _ANOTHER)
    expected = first
    rows = database.execute_sql(
        f"SELECT {_COLUMNS} FROM journal WHERE seq >= ? ORDER BY seq",  # noqa: S608 -- a constant
        (first if first > 1 else -_ENDLESS,),
    )
    with troubles():
        for row in rows:
            if row[0] != expected:
                return _found(newest, expected - first, min(expected, row[0]), _MISSING)
            if not _holds(row, prev):
                return _found(newest, expected - first, expected, _CHANGED)
            if not row[9].startswith(heads.get(expected, "")):
                return _found(newest, expected - first, expected, _ANOTHER)
            prev, expected = row[9], expected + 1
    if heads and max(heads) >= expected:
        return _found(newest, expected - first, expected, _CUT)
    return Finding(True, expected - first, newest.seq, newest.hash)


_CHANGED = N_("Entry {seq} of the journal was changed.")
_ANOTHER = N_(
    "Entry {seq} of the journal is not the one recorded in a backup or on a printed paper: the "
    "journal was rewritten, or they come from another copy of this desk."
)
_MISSING = N_("Entry {seq} of the journal is missing.")
_CUT = N_("The journal was cut off: entry {seq} and what followed are gone.")


def _holds(row: tuple[Any, ...], prev: str) -> bool:
    """Whether an entry follows ``prev`` and says what its hashes say."""
    seq, at, actor, action, ref, detail, salt, digest, before, own = row
    if before != prev or own != entry_hash(seq, at, actor, action, ref, digest, before):
        return False
    if detail is None or salt is None:
        return detail is None and salt is None
    return bool(detail_digest(salt, detail) == digest)


def _hash_of(database: DeskDatabase, seq: int) -> str:
    row = database.execute_sql("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
    return str(row[0]) if row else ""


def _found(newest: Head, checked: int, seq: int, message: str) -> Finding:
    return Finding(False, checked, newest.seq, newest.hash, seq, message)
