# SPDX-License-Identifier: Apache-2.0
"""Consents with their evidence, and who is held for which purpose."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from desk.domain.kinds import DemandKind
from desk.domain.request import DeadlineView
from desk.domain.values import Attached, Both, Moment
from desk.errors import N_


class ConsentKind(StrEnum):
    """What somebody agreed to; each kind has its own paper."""

    PROCESSING = "processing"
    CROSS_BORDER = "cross_border"
    DISSEMINATION = "dissemination"
    MARKETING = "marketing"


class ConsentWay(StrEnum):
    """How a consent was given; the way decides which evidence is asked for."""

    PAPER = "paper"
    SITE_FORM = "site_form"
    QUESTIONNAIRE = "questionnaire"
    APP = "app"
    CHAT_BOT = "chat_bot"
    SMS = "sms"
    USSD = "ussd"
    IVR = "ivr"
    AUDIO = "audio"
    REGISTRATION = "registration"
    IN_PERSON = "in_person"
    THROUGH_ANOTHER = "through_another"
    STAYING = "staying"
    OTHER = "other"


class ConsentState(StrEnum):
    """Where a consent stands; all but ``active`` are final."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REPLACED = "replaced"
    VOID = "void"


class Proof(StrEnum):
    """What the electronic signatures are worth on which the written form of a consent rests."""

    SOUND = ""
    """One holds, or it rests on none."""
    BROKEN = "broken"
    UNCOUNTED = "uncounted"
    """It does not count: by its certificate nobody has signed, or it cannot be read."""
    UNCHECKED = "unchecked"
    """It is kept and was not verified here: it may hold."""


ENDS: dict[DemandKind, frozenset[ConsentKind]] = {
    DemandKind.WITHDRAW: frozenset(ConsentKind),
    DemandKind.STOP: frozenset(ConsentKind),
    DemandKind.DESTROY: frozenset(ConsentKind),
    DemandKind.STOP_MARKETING: frozenset({ConsentKind.MARKETING}),
    DemandKind.STOP_DISSEMINATION: frozenset({ConsentKind.DISSEMINATION}),
    DemandKind.STOP_BREACH: frozenset({ConsentKind.DISSEMINATION}),
}
"""Which consents of its subject a demand is about."""
EVIDENCE: dict[ConsentWay, tuple[str, ...]] = {
    ConsentWay.PAPER: ("stored_at",),
    ConsentWay.SITE_FORM: ("page", "ip", "moment"),
    ConsentWay.QUESTIONNAIRE: ("page", "stored_at"),
    ConsentWay.APP: ("session", "moment"),
    ConsentWay.CHAT_BOT: ("session", "moment"),
    ConsentWay.SMS: ("phone", "moment"),
    ConsentWay.USSD: ("phone", "moment"),
    ConsentWay.IVR: ("call", "recording"),
    ConsentWay.AUDIO: ("call", "recording"),
    ConsentWay.REGISTRATION: ("page", "ip", "moment"),
    ConsentWay.IN_PERSON: ("witness", "stored_at"),
    ConsentWay.THROUGH_ANOTHER: ("stored_at",),
    ConsentWay.STAYING: ("page", "ip", "moment"),
    ConsentWay.OTHER: ("stored_at",),
}
"""Which evidence a way leaves; names of the fields of ``ConsentFields.evidence``."""
WEAK_WAYS = frozenset({ConsentWay.STAYING})
"""Silence or staying on a site is no consent (Art. 9 (1)); it is recorded with a warning."""

EVIDENCE_NAMES = tuple(dict.fromkeys(name for names in EVIDENCE.values() for name in names))
"""Every field evidence may have."""
SPOKEN_WAYS = frozenset({ConsentWay.STAYING, ConsentWay.IVR, ConsentWay.AUDIO})
"""Nothing is signed this way, so that it cannot be a consent in written form (Art. 9 (4))."""
SEPARATE_SINCE = {ConsentKind.DISSEMINATION: "2021-03-01"}
"""Since when a consent must be a document of its own: Art. 10.1 (1), of the others Art. 9 (1)."""
SEPARATE = "2025-09-01"
PASSING_ON = ("", "internal", "networks", "none")
"""How data permitted for dissemination may be passed on (order 18, item 8); empty: the subject said nothing."""
CONDITIONS = ("resources", "prohibitions", "passing_on")

STAYING_WEAK = N_(
    "Staying on a site, silence or agreeing to a policy is no consent: it must be specific,"
    " subject-matter-defined, informed, conscious and unambiguous (Art. 9 (1)). Ask for a proper one."
)
NOT_SEPARATE = N_(
    "It was given together with something else, or by one tick for several texts. Such a consent must"
    " be a document of its own (Art. 9 (1) since 1 September 2025; of dissemination, Art. 10.1 (1))."
    " Ask for a proper one."
)
NO_PROOF = N_(
    "Nothing here proves that it was given, and the burden of proof is on the operator (Art. 9 "
    "(3)). Add what you have: a scan, the address of the page, the call, the log."
)
NO_PROOF_OF_OTHER = N_(
    "The person who passed it on has not shown how it was given. Ask for that proof and add it here."
)


def must_be_separate(kind: ConsentKind, day: date) -> bool:
    """Whether a consent given on this day of the legal zone had to be a document of its own."""
    return day.isoformat() >= SEPARATE_SINCE.get(kind, SEPARATE)


def is_weak(kind: ConsentKind, way: ConsentWay, day: date, *, separate: bool) -> bool:
    """Whether a consent is none, or none that would stand, by the way it was given."""
    return way in WEAK_WAYS or (not separate and must_be_separate(kind, day))


@dataclass(frozen=True)
class ConsentFields:
    """A consent as it is recorded; dates are ISO days, moments ISO with offset."""

    kind: ConsentKind
    purpose: int
    """Id of the edition the subject agreed to."""
    given: str
    """ISO day or moment."""
    way: ConsentWay
    categories: tuple[int, ...] = ()
    """Empty: all of the purpose."""
    evidence: dict[str, str] = field(default_factory=dict)
    text: int | None = None
    """The edition of a collection point's text, or ``text_version`` and ``fingerprint`` by hand."""
    text_version: str = ""
    fingerprint: str = ""
    separate: bool = True
    """A document of its own (Art. 9 (1) since 2025-09-01)."""
    written: bool = False
    """In written form under Art. 9 (4): signed by hand or by an electronic signature."""
    representative: int | None = None
    authority: str = ""
    authority_checked: str = ""
    through: str = ""
    through_proof: str = ""
    recipients: tuple[int, ...] = ()
    """For a cross-border transfer: to whom."""
    conditions: dict[str, str] = field(default_factory=dict)
    """For dissemination: ``resources``, ``prohibitions``, ``passing_on``."""
    valid_until: str = ""


@dataclass(frozen=True)
class ConsentRow:
    """One line of the register of consents."""

    id: int
    number: str
    subject: str
    person: int
    kind: ConsentKind
    purpose_code: str
    purpose: Both
    given: str
    way: ConsentWay
    valid_until: str
    state: ConsentState
    ended: str
    weak: bool
    days_left: int | None = None
    """Calendar days until it expires; ``None`` without an end, and once it has ended."""
    proof: Proof = Proof.SOUND
    """Of one in force."""
    proof_why: tuple[str, ...] = ()
    """Message ids: why the signatures do not count, or what they lack."""
    unproved: bool = False
    """In force, and its written form rests on signatures that are broken or do not count."""
    signed_by: str = ""
    """Whom the certificate names that signed its proof, where that is nobody of the consent."""


class DoubtedConsent(NamedTuple):
    """A consent in force whose written form rests on signatures that do not prove it."""

    id: int
    number: str
    proof: Proof
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConsentCard:
    """Everything one record of a consent shows."""

    row: ConsentRow
    fields: ConsentFields
    subject_ref: str
    warnings: tuple[str, ...] = ()
    """``desk`` message ids of what is weak about it."""
    ended_because: str = ""
    request: int | None = None
    renews: int | None = None
    renewed_by: int | None = None
    published: str = ""
    timeline: tuple[Moment, ...] = ()
    files: tuple[Attached, ...] = ()
    papers: tuple[int, ...] = ()
    other_grounds: tuple[OtherGround, ...] = ()
    deadlines: tuple[DeadlineView, ...] = ()
    """Terms of its own: publication of the conditions (R27), destruction after a withdrawal (R21)."""
    recorded: str = ""
    """Aware moment at which it was recorded."""


@dataclass(frozen=True)
class OtherGround:
    """A ground on which processing goes on when the consent ends (Art. 9 (2))."""

    holding: int
    ground: str
    basis: Both
    keep_until: str = ""
    purpose: Both = field(default_factory=Both)
    same_purpose: bool = True
    """Of another purpose, the ground keeps data of the same categories but not this processing."""


@dataclass(frozen=True)
class HoldingFields:
    """That a person's data are held for a purpose."""

    person: int
    purpose: int
    ground: str
    """Id of a ground of Art. 6 (1)."""
    since: str
    categories: tuple[int, ...] = ()
    consent: int | None = None
    contract: str = ""
    contract_date: str = ""
    norm: str = ""
    source: str = "subject"
    """``subject``, or ``other`` with ``source_name`` (Art. 18 (3))."""
    source_name: str = ""
    source_exemption: str = ""
    """Id of an exemption of Art. 18 (4), e.g. ``18.4.2``."""
    systems: tuple[int, ...] = ()
    carriers: tuple[tuple[int, int], ...] = ()
    """Carrier and number of sheets."""
    achieved: str = ""
    keep_until: str = ""


@dataclass(frozen=True)
class HoldingView:
    """A holding as the subject's card shows it."""

    id: int
    fields: HoldingFields
    purpose_code: str
    purpose: Both
    active: bool
    """Data from another person are not active before the notice of source, or an exemption (R42)."""
    held: bool = False
    """A legal hold keeps it from destruction."""
    source_noticed: str = ""
    ended: str = ""
    ended_because: str = ""


@dataclass(frozen=True)
class HoldView:
    """A legal hold that runs; without a holding it keeps all of the person’s data."""

    id: int
    reason: str
    since: str
    holding: int | None = None
