# SPDX-License-Identifier: Apache-2.0
"""Notes and files put beside a destruction."""

from __future__ import annotations

from desk.domain.timeline import EventKind
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.destruction.plans import find
from desk.services.events import add_event
from desk.services.files import keep_file
from desk.services.paper.seals import note_under_seal, seal_late


@writes("destruction")
def add_destruction_note(desk: Desk, id: int, text: str) -> None:
    """Put a note into the timeline, under seal after the erasure."""
    row = find(id)
    text = required(text, "text")
    if not note_under_seal(desk, "destruction", id, text):
        add_event(desk, id, EventKind.NOTE, text, owner="destruction")
    desk.record("destruction.note", row.number)


@writes("destruction")
def add_destruction_file(desk: Desk, id: int, name: str, content: bytes) -> int:
    """Keep a file beside the destruction, under seal after the erasure, and return its id."""
    row = find(id)
    kept = keep_file(desk, id, name, content, "note", owner="destruction")
    seal_late(desk, "destruction", id, kept)
    add_event(desk, id, EventKind.FILE, owner="destruction", attachment=kept)
    desk.record("destruction.file", row.number, size=len(content))
    return kept
