# SPDX-License-Identifier: Apache-2.0
"""The encrypted file: how it is keyed, opened, locked and closed, and what the machine's troubles are called.

This is the one place where SQLite's codes become ``Trouble``. Keys are raw 32 bytes; passphrases are
the business of ``keys.py``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2 as sqlcipher

from desk.domain import verdicts
from desk.errors import N_, Refusal, Trouble
from desk.folding import fold
from desk.storage.models import proxy

_PRAGMAS = (
    ("foreign_keys", 1),
    ("busy_timeout", 5000),
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("secure_delete", 1),
    ("temp_store", 2),
    ("journal_size_limit", 67108864),
    ("cache_size", -32000),
    ("trusted_schema", 0),
)

_BUSY, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 8, 10, 11, 13, 14, 26
_IOERR_SHMSIZE = _IOERR | (19 << 8)
_LEAST_ROOM = 65536
"""Bytes: the index of the write-ahead log grows by half as much at a time."""
PAGE_DAMAGED = N_(
    "The desk’s file is damaged on the disk: the damaged part cannot be read, and no backup of "
    "it can be made. Earlier backups are intact. Check the disk, keep the damaged file, and "
    "restore the newest backup."
)
_TROUBLES = {
    _BUSY: N_("The desk is busy with another act. Wait a moment and try again."),
    6: N_("The desk is busy with another act. Wait a moment and try again."),
    _READONLY: N_("The desk cannot be written to: the file or its folder is read-only."),
    _IOERR: N_("The disk does not read or write the desk. Check the disk and restore a backup."),
    _CORRUPT: N_("The desk’s file is damaged. Restore a backup."),
    _FULL: N_(
        "The disk is full: nothing was saved, and nothing is lost. Free some space and try again."
    ),
    _CANTOPEN: N_("The desk’s file cannot be opened. Check that the folder is there and yours."),
    _NOTADB: N_("The desk’s file does not open with this key, or it is damaged."),
}


class _Cursor(sqlcipher.Cursor):  # type: ignore[misc]  # sqlcipher3 has no type information
    """A cursor whose fetches name the machine's troubles too, not only the first step."""

    def __next__(self) -> Any:  # noqa: ANN401 -- a row of any shape
        try:
            return super().__next__()
        except sqlcipher.DatabaseError as error:
            raise translated(error) from None

    def fetchone(self) -> Any:  # noqa: ANN401 -- a row of any shape
        try:
            return super().fetchone()
        except sqlcipher.DatabaseError as error:
            raise translated(error) from None

    def fetchall(self) -> Any:  # noqa: ANN401 -- rows of any shape
        try:
            return super().fetchall()
        except sqlcipher.DatabaseError as error:
            raise translated(error) from None


_STATEMENTS = 512
"""Prepared statements kept: where more are in turn, the driver's 128 throw the newest ones out time and again."""


def _counts(state: str, verdict: str | None, vouched: int, test: int | None, trial: int) -> bool:
    """``verdicts.counts`` for statements."""
    return verdicts.counts(
        state, verdict or "", vouched=bool(vouched), test=bool(test), trial=bool(trial)
    )


def _waits(state: str, verdict: str, vouched: int) -> bool:
    """``verdicts.waits`` for statements."""
    return verdicts.waits(state, verdict, vouched=bool(vouched))


class DeskDatabase(SqlCipherDatabase):  # type: ignore[misc]  # playhouse has no type information
    """One encrypted file with its key; connections are one a thread and are all closed together."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        """Where the encrypted file is."""
        self._key = _checked(key)
        self._opened: list[Any] = []
        self._guard = threading.Lock()
        super().__init__(str(path), pragmas=_PRAGMAS, lock_type="IMMEDIATE", returning_clause=False)
        self.register_function(fold, "fold", 1, deterministic=True)
        self.register_function(_counts, "signature_counts", 5, deterministic=True)
        self.register_function(_waits, "signature_waits", 3, deterministic=True)

    @property
    def key(self) -> bytes:
        """The raw key; for key slots and backups only."""
        return self._key

    def move_to(self, path: Path, key: bytes) -> None:
        """Close every connection and work on ``path`` with ``key`` from now on."""
        self.close_all()
        self.path, self._key = path, _checked(key)
        self.init(str(path), returning_clause=False)

    def change_key(self, key: bytes) -> None:
        """Encrypt the whole file anew; not safe against a crash, so only ever done to a copy."""
        self.execute_sql(f"PRAGMA rekey = \"x'{_checked(key).hex()}'\"").fetchall()
        self.move_to(self.path, key)

    def _connect(self) -> Any:  # noqa: ANN401 -- a driver's connection
        if not self._key:
            raise Trouble(N_("The desk is locked."))
        try:
            connection = sqlcipher.connect(
                self.database, isolation_level=None, check_same_thread=False,
                cached_statements=_STATEMENTS,
            )  # fmt: skip
        except sqlcipher.DatabaseError as error:
            raise translated(error, self.path) from None
        try:
            # Before the key: SQLCipher writes to stderr when the key is wrong.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            self._add_conn_hooks(connection)
        except sqlcipher.DatabaseError as error:
            connection.close()
            raise translated(error, self.path) from None
        with self._guard:
            self._opened.append(connection)
        return connection

    def _close(self, conn: Any) -> None:  # noqa: ANN401 -- a driver's connection
        with self._guard:
            self._opened = [other for other in self._opened if other is not conn]
        conn.close()

    def close_all(self) -> None:
        """Close this thread's connection and those other threads left; the last one empties the WAL."""
        if not self.is_closed():
            self.close()
        with self._guard:
            left, self._opened = self._opened, []
        for connection in left:
            connection.close()
        # A fresh state for every thread, so that none speaks to a closed connection.
        self._state: Any = type(self._state)()

    def forget(self) -> None:
        """Close for good: the key is dropped, and nothing opens the file again by accident."""
        self.close_all()
        self._key = b""

    def cursor(self, named_cursor: object = None) -> Any:  # noqa: ANN401 -- peewee's signature
        """A cursor that translates troubles."""
        return self.connection().cursor(_Cursor)

    def _log_query(self, sql: str, params: object) -> None:
        """Say nothing: statements carry personal data and, once, the key."""

    def execute_sql(self, sql: str, params: object = None) -> Any:  # noqa: ANN401 -- peewee's signature
        """Run one statement; the machine's troubles are told by name, faults of ours stay as they are."""
        if sql.startswith("ROLLBACK TO") and not self.connection().in_transaction:
            return None  # as in ``rollback``: there is nothing left to go back from
        with troubles(self.path):
            return super().execute_sql(sql, params)

    def begin(self, lock_type: str | None = None) -> None:
        """Open a transaction, IMMEDIATE unless told otherwise."""
        with troubles(self.path):
            super().begin(lock_type)

    def commit(self) -> Any:  # noqa: ANN401 -- peewee's signature
        """Commit; a full disk is told by name."""
        with troubles(self.path):
            return super().commit()

    def rollback(self) -> Any:  # noqa: ANN401 -- peewee's signature
        """Roll back, unless SQLite did so itself because the disk is full or fails."""
        return super().rollback() if self.connection().in_transaction else None

    def sound(self) -> bool:
        """Whether every page carries its seal and the tables hold together."""
        return not self.execute_sql("PRAGMA cipher_integrity_check").fetchall() and (
            self.execute_sql("PRAGMA quick_check").fetchall() == [("ok",)]
        )

    def damaged(self) -> bool:
        """Whether a page does not read as it was written; a page that stops the check itself is one."""
        try:
            return not self.sound()
        except Trouble as trouble:
            return trouble.msgid in (_TROUBLES[_IOERR], _TROUBLES[_CORRUPT], _TROUBLES[_NOTADB])


def open_database(path: Path, key: bytes) -> DeskDatabase:
    """Open ``path`` and make it the desk the models speak to; raises ``Trouble``."""
    database = DeskDatabase(path, key)
    database.connect()
    proxy.initialize(database)
    return database


@contextmanager
def troubles(path: Path | None = None) -> Iterator[None]:
    """Tell the machine's troubles inside the block by name; ``path`` is the file that is worked on."""
    try:
        yield
    except Exception as error:  # re-raised: only database errors are looked at
        found = translated(error, path)
        if found is error:
            raise
        raise found from None


def translated(error: Exception, path: Path | None = None) -> Exception:
    """The ``Trouble`` a database error stands for, or the error itself where it is a fault of ours."""
    original: BaseException | None = error
    while original is not None:
        code = getattr(original, "sqlite_errorcode", None)
        if code == _IOERR_SHMSIZE or (code == _IOERR and path is not None and _is_full(path)):
            code = (
                _FULL  # a full disk that SQLite names otherwise: no room for the index of the log
            )
        if isinstance(code, int) and code & 0xFF in _TROUBLES:
            name = str(getattr(original, "sqlite_errorname", code))
            return Trouble(_TROUBLES[code & 0xFF], detail=name)
        original = original.__cause__ or original.__context__
    return error


def _is_full(path: Path) -> bool:
    """Whether the disk of ``path`` has no room left for one more act."""
    import shutil

    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False


def _checked(key: bytes) -> bytes:
    if len(key) != 32:
        raise Refusal(N_("A key of the desk has 32 bytes."))
    return key
