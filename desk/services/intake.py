# SPDX-License-Identifier: Apache-2.0
"""A request gets its number: people, demands, every term the rule book attaches, letter, journal.

One transaction with few statements. What a letter says is read elsewhere; here it is only stored.
"""

from __future__ import annotations

from desk.domain.letter import Letter
from desk.domain.request import Intake
from desk.services.desk import Desk, writes

LIMITS = {"name": 300, "short": 1000, "text": 2_000_000}
"""Longest name, one-line field and text that are taken."""


@writes("request", "deadline")
def register_request(
    desk: Desk, intake: Intake, letter: bytes | None = None, parsed: Letter | None = None
) -> int:
    """Register a request and return its id."""
    raise NotImplementedError
