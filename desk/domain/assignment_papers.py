# SPDX-License-Identifier: Apache-2.0
"""What the papers of assignments are made from: the assignment itself, and the list of third parties to publish."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desk.domain.act_papers import ActSigner
from desk.domain.paper import Facts
from desk.domain.third_parties import ThirdParty
from desk.domain.values import Both


@dataclass(frozen=True, kw_only=True)
class ProcessingAssignmentFacts(Facts):
    """B6: the assignment with its eight obligatory items; passage ``more`` holds what the parties add."""

    processor: Both
    processor_address: str
    processor_country: Both
    processor_contact: str
    operator_contact: str
    foreign: bool = False
    """The processor is abroad (Art. 6 (6))."""
    contract: str
    contract_date: date | None
    ground: str
    """``consent`` or ``law``."""
    ground_words: Both = field(default_factory=Both)
    purposes: tuple[Both, ...]
    groups: tuple[Both, ...]
    data: tuple[Both, ...]
    actions: tuple[str, ...]
    """Codes of the actions of Art. 3 (3)."""
    since: date
    until: date | None = None
    extras: tuple[str, ...] = ()
    """Codes of the terms beyond the law."""
    hours: int = 12
    sub_processors: tuple[Both, ...] = ()
    """Those allowed by name."""
    signer: ActSigner
    """Who signs for the processor."""


@dataclass(frozen=True, kw_only=True)
class ThirdPartiesFacts(Facts):
    """The list of those to whom processing is assigned, for publication."""

    lines: tuple[ThirdParty, ...]
