# SPDX-License-Identifier: Apache-2.0
"""Complaints, claims and own findings: what was found out, what was handed in, what was put right.

A finding of unlawful processing opens R14 and R15 in one step; confirming data open R07, R08 or R13.
"""

from __future__ import annotations

from datetime import date

from desk.services.desk import Desk, writes


@writes("request", "deadline")
def record_inquiry(
    desk: Desk,
    id: int,
    facts: str,
    cause: str,
    measures: str,
    unlawful: bool,
    found_on: date | None = None,
) -> None:
    """Record facts, cause and measures; when unlawful, the terms to stop and to destroy open from the finding."""
    raise NotImplementedError


@writes("request", "deadline")
def add_evidence(desk: Desk, id: int, demand_id: int, on: date) -> None:
    """Record the day confirming data were handed in; opens R07, R08 or R13."""
    raise NotImplementedError


@writes("request", "deadline")
def record_remedy(
    desk: Desk, id: int, demand_id: int | None, action: str, on: date, note: str = ""
) -> None:
    """Record a deed (``steps.DEEDS``); the terms it meets end on that day."""
    raise NotImplementedError
