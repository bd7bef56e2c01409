# SPDX-License-Identifier: Apache-2.0
"""What the papers of Roskomnadzor's cycle are made from: questionnaire, assessment, notice, register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desk.domain.paper import Addressee, Facts
from desk.domain.values import Both


@dataclass(frozen=True, kw_only=True)
class RecipientQuestionnaireFacts(Facts):
    """B3.2: what a recipient abroad has to tell. Passage ``more`` holds further questions."""

    addressee: Addressee
    country: Both
    country_code: str
    listed: bool
    """The state is on the list of the day: its law is not asked for."""
    contract: str = ""
    contract_date: date | None = None
    purposes: tuple[Both, ...] = ()
    data: tuple[Both, ...] = ()
    groups: tuple[Both, ...] = ()
    answer_by: date


@dataclass(frozen=True)
class TransferLine:
    """A transfer as a paper names it."""

    code: str
    recipient: Both
    country: Both
    """The order's own Russian name where it has one."""
    purpose: Both
    data: tuple[Both, ...]
    groups: tuple[Both, ...]
    ground: str
    """``consent``, ``contract``, ``law`` or ``other``."""
    ground_words: Both = field(default_factory=Both)
    way: Both = field(default_factory=Both)


@dataclass(frozen=True)
class PartyLine:
    """A recipient in a paper: who and where it is, what it told, what was found."""

    name: Both
    address: str
    country: Both
    role: str
    listed: bool
    contract: str = ""
    contract_date: date | None = None
    measures: str = ""
    termination: str = ""
    law: str = ""
    contacts: str = ""
    came: str = ""
    """ISO; the day of its newest answer."""
    source: str = ""
    sufficient: str = ""
    feasible: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class TransferAssessmentFacts(Facts):
    """B3.3: the assessment with the feasibility of Art. 12 (14) as its annex."""

    assessed_on: date
    assessor: Both
    assessor_post: Both
    transfers: tuple[TransferLine, ...]
    parties: tuple[PartyLine, ...]
    left_out: Both
    list_version: Both
    conclusion: Both
    measures: tuple[str, ...]
    """Codes of what is done on a ban."""
    risk: Both
    enclosures: tuple[Both, ...] = ()
    """Names of the kept files the recipients' information came with."""


@dataclass(frozen=True, kw_only=True)
class TransferNoticeFacts(Facts):
    """B3.1: the notice of intended transfer, the seven items of Art. 12 (4). Passage ``more`` adds to them."""

    addressee: Addressee
    notice22: str
    notice22_date: date | None
    responsible: Both
    responsible_phone: str
    responsible_address: Both
    responsible_email: str
    transfers: tuple[TransferLine, ...]
    parties: tuple[PartyLine, ...]
    special: tuple[Both, ...] = ()
    """Special categories and data on convictions among what is passed."""
    biometric: tuple[Both, ...] = ()
    assessed_on: date | None
    unassessed: tuple[str, ...] = ()
    """Codes of transfers the assessment does not cover."""


@dataclass(frozen=True)
class RegisterLine:
    """A line of the register of transfers (B7); days are ISO."""

    order: int
    code: str
    recipient: Both
    country: Both
    country_code: str
    listed: bool
    list_version: Both
    purpose: Both
    ground: str
    ground_words: Both
    groups: Both
    data: Both
    way: Both
    service: str
    told: str
    assessed: str
    number: str
    key: str
    sent: str
    opens: str
    """From which day it may flow; empty where none can be named."""
    decision: str
    decided: str
    ended: str
    destroyed: str
    """The day the recipient confirmed that it destroyed."""


@dataclass(frozen=True, kw_only=True)
class RegisterTransfersFacts(Facts):
    """B7: the register of transfers as sheets to bind, for a period."""

    since: date
    until: date
    lines: tuple[RegisterLine, ...] = field(default=())
