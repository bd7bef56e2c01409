# SPDX-License-Identifier: Apache-2.0
"""What the papers of consents are made from: consents of four kinds, withdrawal, notices, the register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desk.domain.paper import Facts, LetterFacts
from desk.domain.values import Both


@dataclass(frozen=True)
class Party:
    """A processor or recipient as a consent names it."""

    name: Both
    address: str
    country: Both = field(default_factory=Both)
    listed: bool | None = None
    """Whether the state is on Roskomnadzor's list; ``None`` for a Russian party."""


@dataclass(frozen=True, kw_only=True)
class ConsentPaperFacts(Facts):
    """B2.1: the written consent of Art. 9 (4), one purpose; what is empty is a line to fill in by pen.

    The identity document is never kept: its items are always lines for the pen.
    """

    subject_name: str = ""
    subject_address: str = ""
    subject_contact: str = ""
    representative_name: str = ""
    representative_address: str = ""
    authority: str = ""
    purpose: Both
    data: tuple[Both, ...]
    """The list of personal data, item by item."""
    special: tuple[Both, ...] = ()
    """Those of the special categories, printed apart."""
    conviction: tuple[Both, ...] = ()
    """Convictions, printed apart: they are not among the special categories of Art. 10 (1)."""
    biometric: tuple[Both, ...] = ()
    actions: tuple[str, ...]
    """Codes of the actions of Art. 3 (3)."""
    method: str
    networks: str = "none"
    processors: tuple[Party, ...] = ()
    term: Both
    """How long the consent holds: a day, or the event that ends it."""


@dataclass(frozen=True, kw_only=True)
class ConsentTransferFacts(ConsentPaperFacts):
    """B2.3: to whom abroad, with the state and whether it is on the list on ``list_day``."""

    recipients: tuple[Party, ...]
    list_version: Both = field(default_factory=Both)
    """The act whose list was in force on ``list_day``."""
    list_day: date
    consequences: Both = field(default_factory=Both)
    """Which service becomes limited without it."""


@dataclass(frozen=True, kw_only=True)
class ConsentDisseminationFacts(ConsentPaperFacts):
    """B2.2: order 18; conditions and prohibitions are the subject's to fill in."""

    resources: tuple[str, ...]
    """Addresses of the information resources."""
    prohibitions: Both = field(default_factory=Both)
    passing_on: str = ""
    """``internal``, ``networks``, ``none``, or empty: the subject ticks."""


@dataclass(frozen=True, kw_only=True)
class ConsentMarketingFacts(ConsentPaperFacts):
    """R25: prior consent to advertising by direct contact, with the ways of contact."""

    ways: tuple[str, ...] = ("email", "phone", "sms", "messenger")
    """Ways of contact that are offered: the subject ticks those agreed to. Also ``post``."""


@dataclass(frozen=True, kw_only=True)
class WithdrawalFacts(Facts):
    """The form a subject fills in: withdrawal of a consent, or another demand; blank or filled in before."""

    subject_name: str = ""
    subject_address: str = ""
    subject_contact: str = ""
    consent_number: str = ""
    consent_day: date | None = None
    purpose: Both = field(default_factory=Both)
    demands: tuple[str, ...] = ()
    """Kinds of demands ticked before; empty leaves the boxes to the subject."""


@dataclass(frozen=True)
class NoticePurpose:
    """A purpose as a notice tells it."""

    title: Both
    grounds: Both
    data: Both
    actions: tuple[str, ...]
    keeping: Both
    recipients: tuple[Party, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CollectionNoticeFacts(Facts):
    """What the subject is told when data are collected at a point (policy §7.1; Art. 18 (1), (2)).

    Passages ``sources`` (from whom and how the data are obtained) and ``refusal`` (what follows when they
    are not given or no consent is).
    """

    point: Both
    address: str = ""
    policy_link: str = ""
    purposes: tuple[NoticePurpose, ...]
    mandatory: Both = field(default_factory=Both)
    """What follows when the data are not given, where the law makes giving them mandatory (Art. 18 (2))."""
    counters: str = ""
    country: Both = field(default_factory=Both)
    """Where the database is that records first (Art. 18 (5))."""


@dataclass(frozen=True, kw_only=True)
class SourceNoticeFacts(LetterFacts):
    """R42: data were obtained from somebody else (Art. 18 (3)) on the day ``received``; passage ``rights``."""

    purposes: tuple[NoticePurpose, ...]
    users: Both
    """Who is to use the data."""
    source: str
    holdings: tuple[int, ...] = ()
    """The data held whose source it tells: they are active once it is issued."""


@dataclass(frozen=True)
class ConsentLine:
    """One row of the register of consents (B7); dates are ISO."""

    order: int
    number: str
    subject: str
    kind: str
    written: bool
    purpose: Both
    data: Both
    given: str
    way: str
    text: str
    """Version and fingerprint of the text."""
    valid_until: str
    withdrawn: str
    further: Both
    """The ground on which processing goes on."""
    ended: str
    stored: str
    """Where the proof is kept."""
    proof: str = ""
    """A ``Proof``: what the signatures are worth on which the written form rests."""


@dataclass(frozen=True, kw_only=True)
class RegisterConsentsFacts(Facts):
    """B7: the register of consents as sheets to bind, for a period."""

    since: date
    until: date
    lines: tuple[ConsentLine, ...]
