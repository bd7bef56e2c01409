# SPDX-License-Identifier: Apache-2.0
"""The schema's version: which migrations a file has had, which it lacks, and running those.

``playhouse.migrations`` is imported only when something is pending. There is no way down: the backup
made before an upgrade is the way back.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from peewee import IntegrityError, PeeweeException

from desk.errors import N_, Refusal, Trouble
from desk.storage.database import DeskDatabase

FOLDER = Path(__file__).resolve().parent / "migrations"
HISTORY = "schema_migration"
Names = tuple[str, ...]


def known(folder: Path = FOLDER) -> Names:
    """The migrations of this program, in order."""
    return tuple(sorted(path.stem for path in folder.glob("[0-9]*.py")))


def applied(database: DeskDatabase) -> Names:
    """The migrations the file has had, in order; none in an empty file."""
    if not database.execute_sql(
        "SELECT 1 FROM sqlite_master WHERE name = ?", (HISTORY,)
    ).fetchone():
        return ()
    rows = database.execute_sql(f"SELECT name FROM {HISTORY} ORDER BY name").fetchall()  # noqa: S608 -- a constant
    return tuple(name for (name,) in rows)


def pending(database: DeskDatabase, folder: Path = FOLDER) -> Names:
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


def run(
    database: DeskDatabase, folder: Path = FOLDER, then: Callable[[Names], None] = lambda _: None
) -> Names:
    """Apply what is pending and do ``then``, all in one transaction; returns the names.

    Raises ``Trouble`` when a migration fails; the file is then as it was.
    """
    from playhouse.migrations import Runner

    # Tables are rebuilt without their references, which are checked at the end instead.
    database.pragma("foreign_keys", 0)
    try:
        with database.atomic():
            names = tuple(Runner(database, str(folder), table_name=HISTORY).up())
            if database.execute_sql("PRAGMA foreign_key_check").fetchone():
                raise IntegrityError("a migration left a dangling reference")
            then(names)
    except PeeweeException as error:
        raise Trouble(
            N_("The desk could not be upgraded and is unchanged. A backup was made first."),
            detail=str(error),
        ) from error
    finally:
        database.pragma("foreign_keys", 1)
    return names
