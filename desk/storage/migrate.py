# SPDX-License-Identifier: Apache-2.0
"""The schema's version: which migrations a file has had, which it lacks, and running those.

``playhouse.migrations`` is imported only when something is pending. There is no way down: the backup
made before an upgrade is the way back.
"""

from __future__ import annotations

from pathlib import Path

from desk.errors import N_, Refusal
from desk.storage.database import DeskDatabase

FOLDER = Path(__file__).resolve().parent / "migrations"
HISTORY = "schema_migration"


def known(folder: Path = FOLDER) -> tuple[str, ...]:
    """The migrations of this program, in order."""
    return tuple(sorted(path.stem for path in folder.glob("[0-9]*.py")))


def applied(database: DeskDatabase) -> tuple[str, ...]:
    """The migrations the file has had, in order; none in an empty file."""
    if not database.execute_sql(
        "SELECT 1 FROM sqlite_master WHERE name = ?", (HISTORY,)
    ).fetchone():
        return ()
    rows = database.execute_sql(f"SELECT name FROM {HISTORY} ORDER BY name").fetchall()  # noqa: S608 -- a constant
    return tuple(name for (name,) in rows)


def pending(database: DeskDatabase, folder: Path = FOLDER) -> tuple[str, ...]:
    """What the file lacks; refuses a file that a newer version of the program made."""
    had, ours = applied(database), known(folder)
    newer = [name for name in had if name not in ours]
    if newer:
        raise Refusal(
            N_(
                "This desk was made by a newer version of the program (“{name}”). Update the program."
            ),
            name=newer[-1],
        )
    return tuple(name for name in ours if name not in had)


def run(database: DeskDatabase, folder: Path = FOLDER) -> tuple[str, ...]:
    """Apply what is pending, each migration in one transaction, and return the names."""
    from playhouse.migrations import Runner

    return tuple(Runner(database, str(folder), table_name=HISTORY).up())
