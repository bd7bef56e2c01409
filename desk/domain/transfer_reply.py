# SPDX-License-Identifier: Apache-2.0
"""The answer on where one person's data go (Art. 14 (7) 8): what the paper is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desk.domain.paper import LetterFacts
from desk.domain.registers import RecipientRole
from desk.domain.transfers import FlowWord
from desk.domain.values import Both


@dataclass(frozen=True)
class TransferLine:
    """One transfer abroad of this person's data."""

    recipient: Both
    address: str
    country: Both
    listed: bool
    """On Roskomnadzor's list on the day of the answer."""
    purpose: Both
    data: Both
    ground: Both
    """In words with the norm; empty where it is the person's consent."""
    safeguards: Both
    word: FlowWord
    since: date | None
    limited: Both
    """What no longer works without it."""
    withdrawn: bool = False
    """The person’s consent to it has ended."""


@dataclass(frozen=True)
class HomeLine:
    """Somebody in Russia who gets this person's data."""

    recipient: Both
    role: RecipientRole
    address: str
    purposes: Both


@dataclass(frozen=True, kw_only=True)
class ReplyTransferFacts(LetterFacts):
    """Who gets the data, where, for what, under which safeguards. Passage ``more``."""

    lines: tuple[TransferLine, ...] = ()
    home: tuple[HomeLine, ...] = ()
    states: Both = field(default_factory=Both)
    """The act whose list of states was in force."""
    whole: bool = True
    """Every recipient of the data is confirmed, and every transfer to one abroad is recorded."""
