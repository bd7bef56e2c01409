# SPDX-License-Identifier: Apache-2.0
"""What the desk erases of its own copies, and what it keeps as proof of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desk.errors import N_

ERASED: Mapping[str, str] = {
    "card": N_("Cards of people"),
    "requests": N_("Requests with their text erased"),
    "letters": N_("Letters and files"),
    "papers": N_("Papers"),
    "consents": N_("Consents with their proof erased"),
    "holdings": N_("Records of data held"),
}
"""Kinds of data the desk erases and counts, as people read them."""
CASE_YEARS = 3
"""How long the case file is kept: the act and the extract by order 179, item 8, the rest as long as a claim lives (Civil Code 196)."""


@dataclass(frozen=True)
class Scope:
    """Which rows an erasure is about; ids by table."""

    persons: tuple[int, ...]
    """Whose cards are emptied: nobody still held, on a legal hold, or speaking for somebody else."""
    refs: tuple[str, ...]
    spared: dict[str, str] = field(default_factory=dict)
    """By reference, who is not erased, and the ``desk`` message id of the reason."""
    requests: tuple[int, ...] = ()
    """Whose texts, letters and papers go."""
    case_requests: tuple[int, ...] = ()
    """Whose letters and papers are sealed."""
    consents: tuple[int, ...] = ()
    holdings: tuple[int, ...] = ()
    destructions: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    """Who is spared for a reason that passes: they are asked for again."""
    papers: tuple[int, ...] = ()
    case_papers: tuple[int, ...] = ()
    files: tuple[int, ...] = ()
    case_files: tuple[int, ...] = ()


@dataclass(frozen=True)
class Counts:
    """How many records each eraser met, and how many papers and files are kept under seal."""

    erased: dict[str, int]
    sealed: int = 0
    spared: dict[str, str] = field(default_factory=dict)
    mentions: int = 0
    """Records of others that name the person; they are not touched and are to be looked at."""
