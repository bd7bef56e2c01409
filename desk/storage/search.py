# SPDX-License-Identifier: Apache-2.0
"""The full-text index: one row a record, folded (ё as е), found by the beginnings of words.

It knows ids and kinds, not tables; services say which words a record has. Any text may be searched
for: what is not a letter or digit only separates words. A number in groups, such as that of a postal
item or a telephone, is also one word, so that it is found with its spaces and without.
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
_GROUPS = re.compile(r"(?<!\w)\d[\d \xa0]{6,24}\d(?!\w)")
"""A number, perhaps in groups; fewer digits are a date or an amount."""
_POSTAL = re.compile(r"\b[a-z]{2}[ \xa0]?(?:\d[ \xa0]?){9}[a-z]{2}\b")
"""The number of an international postal item (UPU S10)."""


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


def add(database: DeskDatabase, kind: Kind, id: int, text: str) -> None:
    """Index further words of a record that is in the index; one that was taken out stays out."""
    database.execute_sql(
        "UPDATE search SET body = body || ' ' || ? WHERE rowid = ?",
        (" ".join(_words(text)), rowid(kind, id)),
    )


def drop(database: DeskDatabase, kind: Kind, id: int) -> None:
    """Take a record out of the index."""
    database.execute_sql("DELETE FROM search WHERE rowid = ?", (rowid(kind, id),))


def _words(text: str) -> list[str]:
    """The words of a text, cut by us on both sides: FTS5 knows an older Unicode than we do."""
    folded = fold(text)
    numbers = [*_GROUPS.findall(folded), *_POSTAL.findall(folded)]
    whole = ["".join(each.split()) for each in numbers if not each.isalnum()]
    return _WORD.findall(folded) + whole


def expression(text: str) -> str:
    """The FTS5 expression for what a person typed: all words, each by its beginning; empty for none.

    Groups of digits are looked for as they were typed, or as the one number they may be.
    """
    folded = fold(kept_number(text))
    said = _all_of(_WORD.findall(folded))
    for pattern in (_POSTAL, _GROUPS):
        folded = pattern.sub(lambda number: "".join(number[0].split()), folded)
    whole = _all_of(_WORD.findall(folded))
    return said if whole == said else f"({said}) OR ({whole})"


def _all_of(words: list[str]) -> str:
    return " ".join(f'"{word}"*' for word in words[:_MOST_WORDS])


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
