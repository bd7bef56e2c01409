# SPDX-License-Identifier: Apache-2.0
"""Destruction by commission: causes, states, what goes and what stays, who destroys."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from desk.domain.due import Due
from desk.domain.kinds import DemandKind
from desk.domain.one_person import names_another
from desk.domain.request import PaperBrief
from desk.domain.signature_weight import ACT_UNQUALIFIED
from desk.domain.signatures import NO_CERTIFICATE, Certificate, FoundSignature, Vouching
from desk.domain.values import Attached, Both, Moment, Possible
from desk.domain.verdicts import ELECTRONIC, Verdict, waits, worst


class Cause(StrEnum):
    """Why data are destroyed; the reasons of Art. 20 and 21 and of the operator's own policy."""

    WITHDRAWAL = "withdrawal"
    PURPOSE_ACHIEVED = "purpose_achieved"
    KEEP_EXPIRED = "keep_expired"
    CONSENT_EXPIRED = "consent_expired"
    PROVED_DEMAND = "proved_demand"
    UNLAWFUL = "unlawful"
    STOP_DEMAND = "stop_demand"
    TRANSFER_BAN = "transfer_ban"
    ASSIGNMENT_ENDED = "assignment_ended"
    NOT_NEEDED = "not_needed"
    LIMITATION = "limitation"
    BLOCK_EXPIRED = "block_expired"
    LIQUIDATION = "liquidation"
    OTHER = "other"


RULE_OF: dict[Cause, str] = {
    Cause.WITHDRAWAL: "R21",
    Cause.PURPOSE_ACHIEVED: "R20",
    Cause.KEEP_EXPIRED: "R20",
    Cause.CONSENT_EXPIRED: "R20",
    Cause.NOT_NEEDED: "R20",
    Cause.LIMITATION: "R20",
    Cause.PROVED_DEMAND: "R08",
    Cause.UNLAWFUL: "R15",
    Cause.STOP_DEMAND: "R22",
}
"""The row whose term runs from the cause; the other causes need a date and its clause entered."""


CAUSE_OF: dict[DemandKind, Cause] = {
    DemandKind.CLAIM_UNLAWFUL: Cause.UNLAWFUL,
    DemandKind.WITHDRAW: Cause.WITHDRAWAL,
    DemandKind.STOP: Cause.STOP_DEMAND,
    DemandKind.DESTROY: Cause.PROVED_DEMAND,
    DemandKind.COMPLAINT: Cause.UNLAWFUL,
}
"""Demands that may end in a destruction, the one that needs least proof first (Art. 20 (3) wants it).

A complaint does once its inquiry has found unlawful processing (Art. 21 (3)).
"""


class DestructionState(StrEnum):
    """Where a destruction stands."""

    PLANNED = "planned"
    APPOINTED = "appointed"
    CARRIED_OUT = "carried_out"
    DRAWN_UP = "drawn_up"
    CERTIFIED = "certified"
    TOLD = "told"
    ERASED = "erased"
    VOID = "void"


class DestructionStep(StrEnum):
    """What is done with a destruction, in the usual order."""

    SHARING = "sharing"
    STOP_LETTERS = "stop_letters"
    APPOINT = "appoint"
    CARRY_OUT = "carry_out"
    DRAW_UP = "draw_up"
    SIGN = "sign"
    TELL = "tell"
    ERASE = "erase"


class MemberRole(StrEnum):
    """The part somebody has in a commission."""

    CHAIRMAN = "chairman"
    MEMBER = "member"
    SUBSTITUTE = "substitute"


METHODS = ("shred", "burn", "overwrite", "delete_records", "format", "crush", "other")
"""How data are destroyed (seed policy §7.7 and practice); words in ``labels`` and in the papers."""


@dataclass(frozen=True)
class MemberFields:
    """A member of a commission, or who stands in for one; the post is mandatory (order 179, 3 г)."""

    role: MemberRole
    name: Both
    post: Both
    id: int = 0


@dataclass(frozen=True)
class CommissionFields:
    """A commission as an order makes it; dates are ISO."""

    ordered: str
    since: str
    members: tuple[MemberFields, ...]
    until: str = ""
    place: Both = field(default_factory=Both)
    approver: MemberFields | None = None
    """Who approves the act (УТВЕРЖДАЮ); not one of the commission."""
    alone: bool = False
    """A sole trader destroys alone: order 179 says “person(s)”."""
    number: str = ""
    """Of an order made outside the desk; empty for one the desk issues."""


@dataclass(frozen=True)
class Commission:
    """A commission in force or past."""

    id: int
    fields: CommissionFields
    document: int | None = None


@dataclass(frozen=True)
class PlanItem:
    """What goes: one person's categories in one system, on one carrier or at one processor."""

    person: int
    categories: tuple[int, ...]
    holding: int | None = None
    system: int | None = None
    carrier: int | None = None
    processor: int | None = None
    sheets: int = 0
    method: str = ""
    id: int = 0
    done: str = ""
    done_sheets: int | None = None
    deviation: str = ""
    skipped: bool = False
    """It was not destroyed after all; ``deviation`` says why."""


@dataclass(frozen=True)
class DoneItem:
    """What became of one item of the plan; empty fields mean “as planned”."""

    item: int
    on: str = ""
    """ISO day; empty for the day of the whole destruction."""
    method: str = ""
    sheets: int | None = None
    deviation: str = ""
    """Why it was done otherwise than planned, or not at all."""
    skipped: bool = False
    """It was not destroyed after all."""


@dataclass(frozen=True)
class TakingPart:
    """Who of the commission destroys; a substitute says in whose place and why that one is absent."""

    member: int
    instead_of: int | None = None
    absence: str = ""


@dataclass(frozen=True)
class Kept:
    """What stays, on which ground and until when; without a person it speaks for all of the plan."""

    what: Both
    ground: str
    """Id of a ground (``6.1.2`` …), ``hold`` for a legal hold, ``case_file`` for the desk's own proof."""
    norm: Both = field(default_factory=Both)
    until: str = ""
    until_words: Both = field(default_factory=Both)
    person: int | None = None
    holding: int | None = None
    case_file: bool = False
    id: int = 0


@dataclass(frozen=True)
class PlanFields:
    """A destruction as it is planned; ``due`` and ``clause`` only where no rule gives a date."""

    cause: Cause
    caused: str
    """ISO day of the cause: receipt of the withdrawal, purpose achieved, finding …"""
    subjects: tuple[int, ...]
    labels: dict[int, str] = field(default_factory=dict)
    """“Other information relating to the specific individual” (order 179, 3 в) for a person without a name."""
    request: int | None = None
    due: str = ""
    clause: str = ""
    note: str = ""
    holdings: tuple[int, ...] = ()
    """What goes, where the operator chose it; empty lets the grounds of the holdings decide."""


@dataclass(frozen=True)
class Offer:
    """A destruction that asks to be planned: what is due by itself, or a request that demands it."""

    id: str
    """``holdings``, ``consents``, ``left_out``, ``request`` or ``client``: an assignment that ended."""
    cause: Cause
    caused: str
    subjects: tuple[int, ...]
    holdings: tuple[tuple[int, int], ...] = ()
    """Each holding with its person; empty lets the grounds decide."""
    request: int | None = None
    number: str = ""
    """Of the request, or of the destruction that left it out; the code of a client."""
    subject: str = ""
    """The name, where there is one subject."""
    due: str = ""
    clause: str = ""
    """The date a contract sets, and the contract; only where no rule gives one."""


@dataclass(frozen=True)
class StopLetter:
    """A letter to a processor or recipient and what became of it."""

    id: int
    recipient: int
    name: Both
    action: str
    """``correct``, ``block``, ``stop``, ``destroy``."""
    written: str
    confirm_by: str
    sent: str = ""
    confirmed: str = ""
    overdue: bool = False
    document: int | None = None
    attachment: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Signer:
    """Where one signer of a paper stands."""

    field: str
    role: str
    name: Both
    post: Both
    state: str = "none"
    """``none``, ``pen``, ``certificate`` or ``detached``."""
    signed_on: str = ""
    attachment: int | None = None
    page: int | None = None
    verdict: str = ""
    """What the last check of an electronic signature found, a ``Verdict``."""
    certificate: Certificate = NO_CERTIFICATE
    checked: str = ""
    actor: str = ""
    """Who recorded it."""
    reason: str = ""
    """Why it was signed in another way than the others."""
    vouched: Vouching | None = None
    """That it was checked elsewhere."""

    @property
    def broken(self) -> bool:
        """Whether its electronic signature no longer holds."""
        return self.verdict == Verdict.BROKEN

    @property
    def unchecked(self) -> bool:
        """Whether it waits for the word that it was checked elsewhere."""
        return waits(self.state, self.verdict, vouched=self.vouched is not None)

    @property
    def name_differs(self) -> bool:
        """Whether it was signed by a certificate that names somebody else than the paper."""
        return self.state != "none" and self.named_another(self.certificate)

    def named_another(self, certificate: Certificate) -> bool:
        """Whether a certificate names somebody else than the paper does here."""
        return names_another((self.name.ru, self.name.en), certificate.name)

    @property
    def unqualified(self) -> bool:
        """Whether it is electronic and not known for a qualified one; a test or a broken one is told of otherwise."""
        known = self.certificate
        made = self.state in ELECTRONIC and known != NO_CERTIFICATE and not self.broken
        return made and not known.test and not known.qualified

    @property
    def gives_way(self) -> bool:
        """Whether a better signature may take the place of this one, which is in a file of its own."""
        stands = self.verdict == Verdict.VALID or (self.vouched is not None and not self.broken)
        return self.state == "detached" and not stands

    def gives_way_to(self, found: FoundSignature) -> bool:
        """Whether a signature is a better one: worth more, and a test for none that is none."""
        if self.certificate.test != found.certificate.test:
            return self.gives_way and self.certificate.test
        kept = Verdict(self.verdict or Verdict.KEPT)
        return self.gives_way and kept != found.verdict and worst((kept, found.verdict)) == kept


@dataclass(frozen=True)
class DestructionRow:
    """One line of the register of destructions."""

    id: int
    number: str
    cause: Cause
    caused: str
    subjects: int
    subject: str
    """The name where there is one subject, else empty."""
    state: DestructionState
    step: DestructionStep | None
    due: str
    safe: str
    firm: bool
    overdue: bool
    days_left: int | None
    signed: int = 0
    signers: int = 0
    broken: bool = False
    """The last check found a signature of the act broken."""
    unchecked: tuple[str, ...] = ()
    """Why they do not count, of the signatures of the act that are neither broken nor checked elsewhere."""
    doubts: tuple[str, ...] = ()
    """Why the certificates of signatures of the act that hold do not speak for them, each once."""
    others: tuple[str, ...] = ()
    """Whom certificates of the act name that name somebody else than it does."""
    waits: str = ""
    """What stands in the way where no step can be taken, though not all is done."""


@dataclass(frozen=True)
class DestructionCard:
    """Everything one record of a destruction shows."""

    row: DestructionRow
    clause: str
    request: int | None
    planned: str
    note: str
    subjects: tuple[tuple[int, str, str], ...]
    """Id, reference and printed name of each person."""
    items: tuple[PlanItem, ...]
    kept: tuple[Kept, ...]
    held: tuple[str, ...]
    """Reasons of legal holds that keep the plan from being carried out."""
    also: tuple[str, ...]
    """Numbers of other open plans that hold some of the same data."""
    letters: tuple[StopLetter, ...]
    commission: Commission | None
    taking_part: tuple[MemberFields, ...]
    done: str
    signers: tuple[Signer, ...]
    certified: str
    told: str
    erased: str
    due: Due | None
    steps: tuple[Possible[DestructionStep], ...]
    timeline: tuple[Moment, ...] = ()
    papers: tuple[PaperBrief, ...] = ()
    files: tuple[Attached, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    """What the dry run of the erasers found, by eraser."""

    @property
    def weight(self) -> str:
        """What order 179 makes of how the act is signed, where that may not be enough."""
        return ACT_UNQUALIFIED if any(each.unqualified for each in self.signers) else ""
