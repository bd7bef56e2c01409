# SPDX-License-Identifier: Apache-2.0
"""Putting records right: a wrong moment, kind or person, two cards of one person, a record taken in by mistake.

Each with a reason, recomputed terms and its line in the journal; nothing is overwritten in silence.
"""

from __future__ import annotations

from desk.domain.proposal import Correction, MergeProposal
from desk.services.desk import Desk, writes


@writes("request", "deadline")
def correct(desk: Desk, id: int, changes: Correction, reason: str) -> None:
    """Put right what was recorded; terms that ran from it are computed anew."""
    raise NotImplementedError


@writes("request", "deadline")
def void_request(desk: Desk, id: int, reason: str) -> None:
    """Void a record taken in by mistake; its number stays."""
    raise NotImplementedError


@writes("request")
def merge_people(desk: Desk, keep: int, other: int, reason: str) -> None:
    """Join two cards of one person: the requests of ``other`` go to ``keep``."""
    raise NotImplementedError


def merge_proposals(desk: Desk, person: int | None = None) -> list[MergeProposal]:
    """Cards with the same e-mail address, of everybody or of one person."""
    raise NotImplementedError
