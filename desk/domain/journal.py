# SPDX-License-Identifier: Apache-2.0
"""What the journal shows and what its verification finds; the chain itself is kept by the storage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One line of the journal; ``detail`` is JSON text, ``None`` once it was blanked."""

    seq: int
    at: str
    """Aware ISO moment, UTC."""
    actor: str
    action: str
    ref: str
    detail: str | None
    hash: str


@dataclass(frozen=True)
class Finding:
    """What verification found; ``seq`` is the first entry that does not hold, 0 when all do."""

    sound: bool
    checked: int
    """How many entries were looked at."""
    last: int
    """Number of the newest entry."""
    head: str
    """Hash of the newest entry."""
    seq: int = 0
    message: str = ""
    """``desk`` message id with the placeholder ``{seq}``; empty when sound."""
