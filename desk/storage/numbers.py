# SPDX-License-Identifier: Apache-2.0
"""Gapless numbers per series and year: taken inside an act, given back when it is rolled back."""

from __future__ import annotations

from desk.storage.database import DeskDatabase


def next_number(database: DeskDatabase, series: str, year: int) -> int:
    """The next number of ``series`` in ``year``; only inside a transaction."""
    assert database.in_transaction(), "numbers are taken inside an act"
    row = database.execute_sql(
        "INSERT INTO sequence (series, year, last) VALUES (?, ?, 1) "
        "ON CONFLICT (series, year) DO UPDATE SET last = last + 1 RETURNING last",
        (series, year),
    ).fetchall()
    return int(row[0][0])


def written(series: str, year: int, number: int) -> str:
    """The number as papers and lists show it, e.g. ``request/2026-014``."""
    return f"{series}/{year}-{number:03d}"


def number_key(year: int, number: int) -> int:
    """What numbers are sorted by."""
    return year * 1_000_000 + number


def skip_to(database: DeskDatabase, series: str, year: int, last: int) -> None:
    """Count numbers up to ``last`` as given; inside a transaction."""
    database.execute_sql(
        "INSERT INTO sequence (series, year, last) VALUES (?, ?, ?) "
        "ON CONFLICT (series, year) DO UPDATE SET last = max(last, excluded.last)",
        (series, year, last),
    )
