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

from desk.domain.canon import canonical
from desk.domain.journal import Entry
from desk.storage.database import DeskDatabase

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
    rows = database.execute_sql(
        "SELECT seq, at, actor, action, ref, detail, hash FROM journal "
        "WHERE seq < ? AND (? = '' OR ref = ?) ORDER BY seq DESC LIMIT ?",
        (_ENDLESS if before is None else before, ref, ref, limit),
    )
    return [Entry(*row) for row in rows.fetchall()]
