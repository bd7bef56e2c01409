# SPDX-License-Identifier: Apache-2.0
"""The full-text index: one row a record, folded (ё as е), found by the beginnings of words.

It knows ids and kinds, not tables; services say which words a record has. Any text may be searched
for: what is not a letter or digit only separates words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from desk.domain.numbering import kept_number
from desk.folding import fold
from desk.storage.database import DeskDatabase

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 16


class Kind(IntEnum):
    """What a row of the index stands for; the low three bits of its rowid."""

    REQUEST = 0
    PERSON = 1
    DOCUMENT = 2
    CONSENT = 3
    DESTRUCTION = 4
    RECIPIENT = 5
    TRANSFER = 6


@dataclass(frozen=True)
class Found:
    """One record that has all the words."""

    kind: Kind
    id: int


def rowid(kind: Kind, id: int) -> int:
    """Where the words of a record are kept."""
    return id * 8 + kind


def put(database: DeskDatabase, kind: Kind, id: int, *texts: str) -> None:
    """Index the words of a record anew."""
    drop(database, kind, id)
    database.execute_sql(
        "INSERT INTO search (rowid, body) VALUES (?, ?)",
        (rowid(kind, id), " ".join(_words(" ".join(texts)))),
    )


def drop(database: DeskDatabase, kind: Kind, id: int) -> None:
    """Take a record out of the index."""
    database.execute_sql("DELETE FROM search WHERE rowid = ?", (rowid(kind, id),))


def _words(text: str) -> list[str]:
    """The words of a text, cut by us on both sides: FTS5 knows an older Unicode than we do."""
    return _WORD.findall(fold(text))


def expression(text: str) -> str:
    """The FTS5 expression for what a person typed: all words, each by its beginning; empty for none."""
    words = _words(kept_number(text))[:_MOST_WORDS]
    return " ".join(f'"{word}"*' for word in words)


def find(
    database: DeskDatabase, text: str, *, kind: Kind | None = None, limit: int = 50
) -> list[Found]:
    """Records that have all the words of ``text``, the newest first; none for an empty text."""
    wanted = expression(text)
    if not wanted:
        return []
    only = "" if kind is None else f"AND rowid % 8 = {int(kind)} "
    rows = database.execute_sql(
        f"SELECT rowid FROM search WHERE search MATCH ? {only}ORDER BY rowid DESC LIMIT ?",  # noqa: S608 -- an int
        (wanted, limit),
    ).fetchall()
    return [Found(Kind(row % 8), row // 8) for (row,) in rows]
