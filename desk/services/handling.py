# SPDX-License-Identifier: Apache-2.0
"""What is done with a request between its number and its end: checks, extension, answer, closing.

Every act asks the state table first and refuses with its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desk.domain.kinds import Channel, DemandState
from desk.domain.request import Completeness
from desk.services.desk import Desk, writes


@writes("request")
def confirm_identity(desk: Desk, id: int, how: str, at: datetime | None = None) -> None:
    """Record how it was settled who asks; never a copy or the number of a document."""
    raise NotImplementedError


@writes("request")
def check_authority(desk: Desk, id: int, note: str) -> None:
    """Record that the representative's power was checked and what it rests on."""
    raise NotImplementedError


@writes("request")
def set_completeness(desk: Desk, id: int, completeness: Completeness) -> None:
    """Record which parts Art. 14 (3) asks for are there."""
    raise NotImplementedError


@writes("request")
def ask_completion(desk: Desk, id: int) -> None:
    """Record that the missing parts were asked for; the term runs on."""
    raise NotImplementedError


@writes("request", "deadline")
def extend(
    desk: Desk, id: int, demand_ids: Sequence[int] | None, reason: str, notice_document: int
) -> None:
    """Extend the running terms of the demands (all when ``None``), once, with the issued notice."""
    raise NotImplementedError


@writes("request", "deadline")
def block(desk: Desk, id: int, note: str, at: datetime | None = None) -> None:
    """Record that the data are blocked for the time of the check (R11, R12)."""
    raise NotImplementedError


@writes("request", "deadline")
def decline_block(desk: Desk, id: int, reason: str) -> None:
    """Record why the data are not blocked: blocking would harm the subject or others (R12)."""
    raise NotImplementedError


@writes("request")
def unblock(desk: Desk, id: int, note: str) -> None:
    """Record that the blocking was lifted."""
    raise NotImplementedError


@writes("request", "deadline")
def decide(desk: Desk, id: int, demand_id: int, state: DemandState, outcome: str) -> None:
    """Decide one demand."""
    raise NotImplementedError


@writes("request", "deadline")
def dispatch(
    desk: Desk,
    id: int,
    at: datetime,
    way: Channel,
    proof: str,
    file: tuple[str, bytes] | None = None,
) -> None:
    """Record when, how and with which proof the answer left; ``file`` is (name, bytes) of the proof."""
    raise NotImplementedError


@writes("request", "deadline")
def close_request(desk: Desk, id: int, outcome: str = "") -> None:
    """Close a request whose demands are decided and answered."""
    raise NotImplementedError


@writes("request")
def add_note(desk: Desk, id: int, text: str) -> None:
    """Put a note into the timeline."""
    raise NotImplementedError


@writes("request")
def add_file(desk: Desk, id: int, name: str, content: bytes, media_type: str = "") -> int:
    """Keep a file beside the request and return its id."""
    raise NotImplementedError
