# SPDX-License-Identifier: Apache-2.0
"""Heads of the journal that are remembered outside it: cheap enough to ask at every opening.

The names of the backups remember them, and a small file beside the database, sealed by its key. Who lacks the
key cannot forge that file; whoever may write to the folder can delete it, and whoever has both can forge all.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from pathlib import Path

from desk.errors import Trouble
from desk.paths import read_named
from desk.storage import journal
from desk.storage.database import DeskDatabase
from desk.storage.files import write_private

HEAD = "desk.head"
_LARGEST = 4096

_NAME = re.compile(r"desk-(\d{8}T\d{6})Z-(\d{6,})-([0-9a-f]{8})(?:-\d+)?\.zip")


def named_heads(database: DeskDatabase, folder: Path) -> dict[int, str]:
    """Number and first signs of the hash of each head, by the backups since the last restore.

    A backup is written after the entry it is named after, so an honest journal has all of them.
    """
    # As the names write a moment, in whole seconds: what the second of the restore made is left out.
    since = re.sub("[:-]", "", restored_at(database)[:19])
    names = (_NAME.fullmatch(path.name) for path in folder.glob("desk-*.zip"))
    return {int(name[2]): name[3] for name in names if name and int(name[2]) and name[1] > since}


def restored_at(database: DeskDatabase) -> str:
    """When the desk was last restored from a backup, ISO and UTC; empty if never."""
    row = database.execute_sql(
        "SELECT at FROM journal WHERE ref = 'desk' AND action = 'desk.restored'"
        " ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return str(row[0]) if row else ""


def keep_head(database: DeskDatabase, folder: Path) -> None:
    """Remember the newest entry beside the database, where it is not remembered yet.

    A folder that cannot be written is no trouble: the file only helps to find one.
    """
    head = journal.head(database)
    if kept_head(database, folder) == {head.seq: head.hash}:
        return
    content = {"entry": head.seq, "hash": head.hash, "seal": _seal(database, head.seq, head.hash)}
    try:
        write_private(folder / HEAD, json.dumps(content).encode())
    except Trouble:
        return


def kept_head(database: DeskDatabase, folder: Path) -> dict[int, str]:
    """The head remembered beside the database; none where the file is gone or not sealed by its key."""
    try:
        kept = json.loads(read_named(folder / HEAD, _LARGEST))
        seq, hash_, seal = int(kept["entry"]), str(kept["hash"]), str(kept["seal"])
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return {}
    whole = hmac.compare_digest(
        seal.encode("utf-8", "replace"), _seal(database, seq, hash_).encode()
    )
    return {seq: hash_} if whole and seq > 0 else {}


def _seal(database: DeskDatabase, seq: int, hash_: str) -> str:
    own = hmac.digest(database.key, b"desk: head of the journal", hashlib.sha256)
    return hmac.new(own, f"{seq}:{hash_}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
