# SPDX-License-Identifier: Apache-2.0
"""Heads of the journal that the names of the backups remember: cheap enough to ask at every opening."""

from __future__ import annotations

import re
from pathlib import Path

from desk.storage.database import DeskDatabase

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
