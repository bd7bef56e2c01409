# SPDX-License-Identifier: Apache-2.0
"""Days and moments as the desk keeps them, and on which day a moment is in the legal time zone."""

from __future__ import annotations

from datetime import date, datetime, time

from desk.clocks import legal_time


def parsed(text: str) -> date | datetime:
    """An ISO moment, or the ISO day that is known alone."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def local_day(at: date | datetime, zone: str) -> date:
    """The calendar day of a moment in the legal zone; a day is itself."""
    return at.astimezone(legal_time(zone)).date() if isinstance(at, datetime) else at


def day_of(text: str, zone: str) -> date:
    """The calendar day of an ISO day or moment in the legal zone."""
    return local_day(parsed(text), zone)


def start_of(day: date, zone: str) -> datetime:
    """The beginning of a day in the legal zone."""
    return datetime.combine(day, time(), legal_time(zone))


def moment_of(at: date | datetime, zone: str) -> datetime:
    """A moment as it is, or the beginning of a day in the legal zone."""
    return at if isinstance(at, datetime) else start_of(at, zone)
