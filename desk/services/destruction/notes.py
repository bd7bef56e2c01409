# SPDX-License-Identifier: Apache-2.0
"""Notes and files put beside a destruction."""

from __future__ import annotations

from desk.services.desk import Desk, writes
from desk.services.destruction.plans import find
from desk.services.paper.seals import put_file, put_note


@writes("destruction")
def add_destruction_note(desk: Desk, id: int, text: str) -> None:
    """Put a note into the timeline, under seal after the erasure."""
    row = find(id)
    put_note(desk, "destruction", id, text)
    desk.record("destruction.note", row.number)


@writes("destruction")
def add_destruction_file(desk: Desk, id: int, name: str, content: bytes) -> int:
    """Keep a file beside the destruction, under seal after the erasure, and return its id."""
    row = find(id)
    kept = put_file(desk, "destruction", id, name, content, "note")
    desk.record("destruction.file", row.number, size=len(content))
    return kept
