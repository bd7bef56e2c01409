# SPDX-License-Identifier: Apache-2.0
"""What the papers of a destruction are made from: order, act, extract, letters, journal of acts.

Names of people stand here as the act must print them (order 179); days are dates, texts are ready in
both languages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from desk.domain.paper import Facts, LetterFacts
from desk.domain.values import Both


@dataclass(frozen=True)
class ActSigner:
    """Who signs: the part in the commission, the post and the name; ``instead_of`` names who was absent."""

    slot: str
    """ASCII name of the signature field, e.g. ``chairman``, ``member_1``, ``operator``."""
    role: str
    """``chairman``, ``member``, ``substitute``, ``alone``, ``approver``."""
    name: Both
    post: Both
    instead_of: Both = field(default_factory=Both)


@dataclass(frozen=True)
class ActPart:
    """A person's, or with ``subject`` empty everybody's, destroyed data in one place."""

    subject: str
    categories: Both
    """Parted by semicolons, so that item д names each of them once."""
    system: Both = field(default_factory=Both)
    carrier: Both = field(default_factory=Both)
    carrier_kind: str = "paper"
    """A value of ``registers.CarrierKind``; paper needs the number of sheets."""
    sheets: int = 0
    processor: Both = field(default_factory=Both)
    """Who had the data by assignment, where they were not with the operator."""
    method: str = ""
    """An id of ``domain.destruction.METHODS``."""
    method_words: Both = field(default_factory=Both)
    """How it was done, where the method is ``other`` (else ``deviation`` says it); after the method's name otherwise."""
    done: date | None = None
    deviation: Both = field(default_factory=Both)


@dataclass(frozen=True)
class ActKept:
    """What stays, with its ground and how long."""

    what: Both
    basis: Both
    until: Both


@dataclass(frozen=True)
class ActProcessor:
    """Who processed on assignment (order 179, 3 б), and what it confirmed."""

    name: Both
    address: str
    confirmed: Both = field(default_factory=Both)


@dataclass(frozen=True, kw_only=True)
class CommissionOrderFacts(Facts):
    """B7: the order on the commission; without ``alone`` at least a chairman and two members."""

    place: Both
    members: tuple[ActSigner, ...]
    since: date
    until: date | None = None
    approver: ActSigner | None = None


@dataclass(frozen=True, kw_only=True)
class DestructionActFacts(Facts):
    """B1: the act of order 179 with all ten items а–к; passage ``remarks``."""

    destruction_number: str
    place: Both = field(default_factory=Both)
    """Where the act is drawn up, between its date and its number."""
    order: Both = field(default_factory=Both)
    """Number and date of the commission's order (“№ 2026-001 от …”); empty for a trader alone."""
    signers: tuple[ActSigner, ...]
    approver: ActSigner | None = None
    alone: bool = False
    subjects: tuple[str, ...]
    """Item в."""
    parts: tuple[ActPart, ...]
    """Items д, е, ж, з, к, line by line."""
    processors: tuple[ActProcessor, ...] = ()
    """Item б."""
    method: str
    """``automated``, ``manual`` or ``mixed`` processing: decides items е and ж."""
    cause: str
    """Item и: an id of ``domain.destruction.Cause``."""
    cause_words: Both = field(default_factory=Both)
    """The clause, where the cause is ``other`` or rests on a contract."""
    caused: date
    done: date
    """Item к; the last day where several are."""
    kept: tuple[ActKept, ...] = ()
    logs: tuple[tuple[Both, Both], ...] = ()
    """For each system: its name, and how its event log is shown (extract, file with fingerprint, in the act)."""
    counts: tuple[tuple[str, int], ...] = ()
    """What the desk itself will erase, by the id of the eraser."""
    request_number: str = ""
    keep_until: date | None = None
    """Last day of keeping the act by R24; unsaid where ``None``."""
    enclosures: tuple[Both, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ActSupplementFacts(Facts):
    """What the desk erased of its own records where it differs from the dry run told in the act."""

    act_number: str
    act_date: date
    erased_on: date
    lines: tuple[tuple[str, int, int], ...]
    """For each kind that differs: the id of the eraser, how many were foretold, how many were erased."""
    signers: tuple[ActSigner, ...]
    waiting: tuple[str, ...] = ()
    """Whose records the desk may not erase yet: a legal hold, a request that is open."""


@dataclass(frozen=True)
class ExtractLine:
    """One line of the extract from an event log (order 179, item 5 а–д)."""

    at: datetime | None
    """``None`` in a blank form."""
    subject: str
    categories: Both
    system: Both
    cause: str
    done: date
    entry: str = ""
    """Number and fingerprint of the journal's entry, where the desk's own journal speaks."""


@dataclass(frozen=True, kw_only=True)
class JournalExtractFacts(Facts):
    """B1: the extract from the event log of an information system, an annex to the act."""

    destruction_number: str
    act_number: str = ""
    act_date: date | None = None
    system: Both
    cause_words: Both = field(default_factory=Both)
    lines: tuple[ExtractLine, ...]
    signer: ActSigner | None = None


@dataclass(frozen=True, kw_only=True)
class NoticeThirdPartyFacts(LetterFacts):
    """B5.5: correct, block, stop or destroy, and confirm by a date; passage ``what``.

    ``request_number`` may be empty, and is not printed: the letter tells nothing its addressee need not know.
    """

    action: str
    """``correct``, ``block``, ``stop`` or ``destroy``."""
    subjects: tuple[str, ...]
    categories: Both
    role: str = "recipient"
    """A value of ``registers.RecipientRole``: a processor is bound by the assignment, others are asked."""
    contract: Both = field(default_factory=Both)
    basis: Both = field(default_factory=Both)
    confirm_by: date


@dataclass(frozen=True)
class ActLine:
    """One row of the journal of acts (B7)."""

    order: int
    act: str
    act_day: str
    cause: str
    """An id of ``domain.destruction.Cause``; the clause itself where it is ``other``."""
    subjects: str
    """The name of a single subject, else their number."""
    categories: Both
    places: Both
    methods: tuple[str, ...]
    done: str
    extract: str
    """Number, or name and fingerprint of the file; empty when no log is needed."""
    commission: Both
    """One name a line."""
    keep_until: str
    state: str
    void_because: str = ""
    """Why the act is void, as it was typed."""


@dataclass(frozen=True, kw_only=True)
class JournalActsFacts(Facts):
    """B7: the journal of acts of destruction as sheets to bind, for a period."""

    since: date
    until: date
    lines: tuple[ActLine, ...]
