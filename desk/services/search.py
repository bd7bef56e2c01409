# SPDX-License-Identifier: Apache-2.0
"""Search everywhere: a name, a number or a word of a letter opens its record."""

from __future__ import annotations

from dataclasses import dataclass

from desk.services.desk import Desk


@dataclass(frozen=True)
class Hit:
    """One record found: ``record`` is request or paper."""

    record: str
    id: int
    number: str
    title: str
    """Name of the subject or the form's id."""
    detail: str
    """A few words around what was found."""


def search_everywhere(desk: Desk, text: str, limit: int = 30) -> list[Hit]:
    """Records that hold every word, the newest first; never raises on odd input."""
    raise NotImplementedError
