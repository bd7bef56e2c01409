# SPDX-License-Identifier: Apache-2.0
"""What the operator declares: purposes, categories, systems, carriers, recipients, collection points.

Codes of actions, methods and grounds are those of the pick lists in ``resources/registers``; grounds of
the law are ids of the rule pack (``6.1.1`` is consent).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desk.domain.values import Both
from desk.errors import N_

CONSENT_GROUND = "6.1.1"
"""Art. 6 (1) 1: the consent of the subject."""
CONTRACT_GROUND = "6.1.5"
"""Art. 6 (1) 5: a contract with the subject."""
KEEP_TERM = re.compile(r"([1-9]\d{0,3}) (days|months|years)")
"""How ``keep_term`` is written."""


class DataClass(StrEnum):
    """What the law asks before a category may be processed (Art. 10, 10 (3), 11)."""

    ORDINARY = "ordinary"
    SPECIAL = "special"
    CONVICTION = "conviction"
    BIOMETRIC = "biometric"


class Method(StrEnum):
    """With or without automation; it decides which papers prove a destruction (order 179, 1, 2, 7)."""

    AUTOMATED = "automated"
    MANUAL = "manual"
    MIXED = "mixed"


class Networks(StrEnum):
    """Over which networks the data travel while they are processed."""

    NONE = "none"
    INTERNAL = "internal"
    INTERNET = "internet"
    BOTH = "both"


class CarrierKind(StrEnum):
    """What a material carrier is."""

    PAPER = "paper"
    DISK = "disk"
    STICK = "stick"
    TELEPHONE = "telephone"
    OTHER = "other"


class RecipientRole(StrEnum):
    """In which role somebody outside gets the data."""

    PROCESSOR = "processor"
    SUB_PROCESSOR = "sub_processor"
    RECIPIENT = "recipient"
    AUTHORITY = "authority"


class Service(StrEnum):
    """What a recipient does with the data."""

    CLOUD = "cloud"
    ANALYTICS = "analytics"
    EMAIL = "email"
    CRM = "crm"
    SUPPORT = "support"
    OTHER = "other"


class Recording(StrEnum):
    """Whether a database is the first to record data of Russian citizens (Art. 18 (5))."""

    UNKNOWN = ""
    FIRST = "first"
    LATER = "later"
    NONE = "none"


EXEMPT_GROUNDS = ("6.1.2", "6.1.3", "6.1.4", "6.1.8")
"""Grounds for which data may be first recorded abroad (Art. 18 (5))."""


def without_exemption(
    purposes: Iterable[str], exempt: str, exempt_for: Collection[str]
) -> tuple[str, ...]:
    """The purposes an exception leaves without one."""
    return tuple(code for code in purposes if not exempt or code not in exempt_for)


class PointKind(StrEnum):
    """Where data are collected."""

    PAGE = "page"
    FORM = "form"
    CHAT_BOT = "chat_bot"
    APP = "app"
    QUESTIONNAIRE = "questionnaire"
    JOB_SITE = "job_site"
    PAPER = "paper"


@dataclass(frozen=True)
class Category:
    """A category of personal data."""

    id: int
    code: str
    title: Both
    kind: DataClass = DataClass.ORDINARY
    absent: bool = False
    """The operator declared that it processes none of it."""


@dataclass(frozen=True)
class SubjectGroup:
    """A group of people whose data are processed."""

    id: int
    code: str
    title: Both


@dataclass(frozen=True)
class PurposeFields:
    """A purpose as it is declared; dates are ISO."""

    code: str
    title: Both
    groups: tuple[int, ...]
    categories: tuple[int, ...]
    grounds: tuple[str, ...]
    """Ids of the grounds of Art. 6 (1)."""
    special_ground: str = ""
    """The ground of Art. 10 (2) or 11 (2), or ``written`` for written consent, where a category needs one."""
    norm: Both = field(default_factory=Both)
    """The acts the ground rests on, as the papers name them."""
    actions: tuple[str, ...] = ()
    method: Method = Method.MIXED
    networks: Networks = Networks.NONE
    keep_term: str = ""
    """``3 years``, ``30 days``: how long data are kept once the purpose is achieved; empty when words alone say it."""
    retention: Both = field(default_factory=Both)
    identifies: bool = False
    """Pictures or voices are used to establish who somebody is (Art. 11 (1))."""
    correction: Both = field(default_factory=Both)
    """What was put right against the published policy, and why."""


@dataclass(frozen=True)
class Fault:
    """Why a purpose is red; ``message`` is a ``desk`` message id."""

    message: str
    where: str
    """The field of the purpose to put right."""
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Purpose:
    """One edition of a purpose."""

    id: int
    edition: int
    fields: PurposeFields
    since: str
    until: str = ""
    """ISO day the edition was closed; empty while it is in force."""
    faults: tuple[Fault, ...] = ()


def asked_class(category: Category, *, identifies: bool) -> DataClass:
    """What the law asks of a category in a purpose: biometric only where it identifies (Art. 11 (1))."""
    if category.kind is DataClass.BIOMETRIC and not identifies:
        return DataClass.ORDINARY
    return category.kind


_UNCARRIED: Mapping[DataClass, str] = {
    DataClass.SPECIAL: N_(
        "Special categories need written consent or a ground of Art. 10 (2): choose one."
    ),
    DataClass.CONVICTION: N_(
        "Convictions need written consent or a ground named by a federal law: choose one."
    ),
    DataClass.BIOMETRIC: N_(
        "Biometric data need written consent or a case of Art. 11 (2): choose one."
    ),
}


def faults_of(
    categories: Iterable[Category], carried: frozenset[DataClass], *, identifies: bool
) -> tuple[Fault, ...]:
    """Why a purpose with these categories is red; ``carried`` are the classes its special ground allows."""
    asked = {asked_class(each, identifies=identifies) for each in categories}
    faults = [
        Fault(message, "special_ground")
        for kind, message in _UNCARRIED.items()
        if kind in asked and kind not in carried
    ]
    if identifies and DataClass.BIOMETRIC not in asked:
        message = N_("People are identified by images or voices, but no such category is chosen.")
        faults.append(Fault(message, "categories"))
    return tuple(faults)


@dataclass(frozen=True)
class System:
    """An information system of personal data (ISPDn)."""

    id: int
    code: str
    title: Both
    country: str
    """ISO 3166-1 alpha-2: where its database is."""
    address: str = ""
    rented: bool = False
    access: str = ""
    responsible: str = ""
    own_log: bool = False
    """It can export its own event log (order 179, item 5)."""
    is_desk: bool = False
    recording: Recording = Recording.UNKNOWN
    first_for: tuple[str, ...] = ()
    """Codes of the purposes whose data it is the first to record; empty: of any."""
    exempt: str = ""
    """The ground of ``EXEMPT_GROUNDS`` by which data may be first recorded abroad."""
    exempt_for: tuple[str, ...] = ()
    """Codes of the purposes it is claimed for."""
    exempt_because: str = ""


@dataclass(frozen=True)
class Carrier:
    """A material carrier."""

    id: int
    code: str
    kind: CarrierKind
    title: Both
    serial: str = ""
    place: str = ""
    key_holders: str = ""
    responsible: str = ""
    purposes: tuple[str, ...] = ()
    """Codes of the purposes it serves."""
    compatible: str = ""
    """Why several purposes may share it."""


@dataclass(frozen=True)
class Recipient:
    """Whoever outside gets personal data."""

    id: int
    code: str
    name: Both
    role: RecipientRole
    country: str
    country_confirmed: bool = False
    """The operator has confirmed the country a starter list proposed."""
    address: str = ""
    email: str = ""
    phone: str = ""
    service: Service = Service.OTHER
    contract: str = ""
    contract_date: str = ""
    purposes: tuple[str, ...] = ()
    """Codes of the purposes for which it gets data."""


@dataclass(frozen=True)
class CollectionPoint:
    """Where data are collected."""

    id: int
    code: str
    kind: PointKind
    title: Both
    address: str = ""
    policy_link: str = ""
    cookie_banner: bool = False
    counters: str = ""
    country: str = ""
    """Where the database is that records first (Art. 18 (5))."""
    purposes: tuple[str, ...] = ()
    exempt: str = ""
    """The ground of ``EXEMPT_GROUNDS`` by which data may be first recorded abroad."""
    exempt_for: tuple[str, ...] = ()
    """Codes of the purposes it is claimed for."""
    exempt_because: str = ""


@dataclass(frozen=True)
class CollectionText:
    """One edition of a text at a collection point."""

    id: int
    point: int
    kind: str
    """A kind of consent, or ``notice``."""
    version: str
    text: Both
    fingerprint: str
    """SHA-256 of the text people saw."""
    own_tick: bool
    since: str
    until: str = ""
    purpose: int | None = None


ON_NETWORK = frozenset(
    {PointKind.PAGE, PointKind.FORM, PointKind.CHAT_BOT, PointKind.APP, PointKind.JOB_SITE}
)
"""Points where data are collected over a network: the policy must be reachable there (Art. 18.1 (2))."""


def point_faults(point: CollectionPoint, texts: Iterable[CollectionText]) -> tuple[Fault, ...]:
    """What stands against collecting at a point as it is."""
    found = []
    if point.kind in ON_NETWORK and not point.policy_link:
        found.append(Fault(N_("There is no link to the policy (Art. 18.1 (2))."), "policy_link"))
    left = without_exemption(point.purposes, point.exempt, point.exempt_for)
    if point.country != "RU" and (left or not point.exempt):
        message = N_(
            "Data of Russian citizens may not be recorded first in a database abroad (Art. 18 (5))."
        )
        found.append(Fault(message, "country"))
    if point.counters and not point.cookie_banner:
        message = N_("The site counts its visitors but asks for no consent to cookies.")
        found.append(Fault(message, "cookie_banner"))
    if any(not text.own_tick for text in texts):
        message = N_("A text does not have its own tick box: one tick, one text (Art. 9 (1)).")
        found.append(Fault(message, "texts"))
    return tuple(found)
