# SPDX-License-Identifier: Apache-2.0
"""What is due: the Today list, by urgency, with the reasons of each date."""

from __future__ import annotations

from desk.domain.today import TodayView
from desk.services.desk import Desk


def today(desk: Desk, language: str = "", limit: int = 100) -> TodayView:
    """Open requests by urgency; at most ``limit`` lines a group are read, all are counted."""
    raise NotImplementedError
