# SPDX-License-Identifier: Apache-2.0
"""Bytes kept inside the encrypted file by their SHA-256, each once however often they are used."""

from __future__ import annotations

import hashlib

from desk.errors import N_, Refusal, Trouble
from desk.storage.database import DeskDatabase

LIMIT = 64 * 1024 * 1024


def put(database: DeskDatabase, content: bytes) -> str:
    """Keep ``content`` and return its SHA-256; refuses more than 64 MB."""
    if len(content) > LIMIT:
        raise Refusal(
            N_("The file is larger than {limit} MB; the desk does not keep it."), limit=64
        )
    sha256 = hashlib.sha256(content).hexdigest()
    database.execute_sql(
        "INSERT INTO blob (sha256, size, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (sha256, len(content), content),
    )
    return sha256


def get(database: DeskDatabase, sha256: str) -> bytes:
    """The bytes of ``sha256``, checked; raises ``Trouble`` when they are gone or changed."""
    row = database.execute_sql("SELECT content FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or hashlib.sha256(row[0]).hexdigest() != sha256:
        raise Trouble(N_("A file kept in the desk is gone or damaged. Restore a backup."), sha256)
    return bytes(row[0])


def drop_unused(database: DeskDatabase) -> int:
    """Remove bytes nothing refers to and return how many files went."""
    cursor = database.execute_sql(
        "DELETE FROM blob WHERE sha256 NOT IN (SELECT blob FROM attachment) "
        "AND sha256 NOT IN (SELECT blob FROM document WHERE blob IS NOT NULL)"
    )
    return int(cursor.rowcount)
