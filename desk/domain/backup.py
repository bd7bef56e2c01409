# SPDX-License-Identifier: Apache-2.0
"""What is known of a backup without opening it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BackupView:
    """One backup: a ZIP with the encrypted file, its key slots and a manifest."""

    path: str
    name: str
    made: str
    """Aware ISO moment, UTC."""
    reason: str
    """``close``, ``manual``, ``upgrade``, ``key`` or ``restore``."""
    size: int
    seq: int
    """Number of the journal's newest entry in it."""
    head: str
    """Hash of that entry."""
    readable: bool = True
    """False when the file is no backup any more: cut, changed or of a newer version."""
    desk: str = ""
    """Mark of the desk it is of; empty where an older program wrote it, or nobody had the key."""
    second: str = ""
    """State of the copy in the second folder: empty (none asked for), ``copied``, ``unreachable``."""
