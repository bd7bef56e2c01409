# SPDX-License-Identifier: Apache-2.0
"""Letters in and out: what a dropped e-mail would become, taking it in, and the draft of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desk.domain.letter import Letter
from desk.domain.proposal import Abroad, Proposal
from desk.domain.request import Intake
from desk.services.desk import Desk, writes


def read(content: bytes, name: str = "") -> Letter:
    """Read a saved e-mail (.eml or .msg); stores nothing."""
    raise NotImplementedError


def proposal(desk: Desk, letter: Letter) -> Proposal:
    """What the letter would become, with the reasons; stores nothing."""
    raise NotImplementedError


@writes("request", "deadline")
def take_in(desk: Desk, content: bytes, intake: Intake, name: str = "") -> int:
    """Register the letter as a request, keep its bytes and attachments; refuses a letter taken in before."""
    raise NotImplementedError


@writes("request")
def join(desk: Desk, content: bytes, request_id: int, name: str = "") -> None:
    """Add a letter to the request it belongs to."""
    raise NotImplementedError


def abroad(desk: Desk, request_id: int) -> tuple[Abroad, ...]:
    """Addresses the answer would go to that are at a mail service known to be abroad."""
    raise NotImplementedError


def covering_text(desk: Desk, request_id: int, language: str) -> str:
    """The short text an answer is sent with."""
    raise NotImplementedError


def draft_reply(
    desk: Desk, request_id: int, document_ids: Sequence[int], language: str
) -> tuple[str, bytes]:
    """A draft e-mail with the papers attached, threaded: its file name and bytes; journalled."""
    raise NotImplementedError


@writes("request", "deadline")
def record_sent(desk: Desk, request_id: int, content: bytes, at: datetime | None = None) -> None:
    """Take the sent message dropped back as proof: its date is the moment of dispatch unless ``at`` says."""
    raise NotImplementedError
