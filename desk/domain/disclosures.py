# SPDX-License-Identifier: Apache-2.0
"""Single handings-over of personal data, and the journal of them (B7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desk.domain.paper import Facts
from desk.domain.values import Both


@dataclass(frozen=True)
class Disclosure:
    """Data handed over once; who got them is a recipient of the register, or named here."""

    id: int
    code: str
    day: str
    """ISO."""
    ground: Both
    """The norm, and the request or demand of whoever got them."""
    purpose: Both
    categories: tuple[str, ...]
    """Codes."""
    recipient: int | None = None
    name: Both = field(default_factory=Both)
    """Who got them; of the register's recipient where there is one."""
    address: str = ""
    persons: tuple[int, ...] = ()
    whom: Both = field(default_factory=Both)
    """About whom, in words: a group, or people who have no card."""
    reference: str = ""
    """Number and date of the letter it left with."""


@dataclass(frozen=True)
class DisclosureLine:
    """An entry of the journal; ``day`` is ISO."""

    order: int
    day: str
    recipient: Both
    address: str
    ground: Both
    data: Both
    purpose: Both
    about: Both
    reference: str


@dataclass(frozen=True, kw_only=True)
class JournalDisclosuresFacts(Facts):
    """B7: the journal of handing personal data to third parties, for a period."""

    since: date
    until: date
    lines: tuple[DisclosureLine, ...]
