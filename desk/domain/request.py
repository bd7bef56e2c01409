# SPDX-License-Identifier: Apache-2.0
"""A request: what is taken in and what is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from desk.domain.due import Due
from desk.domain.kinds import (
    ApplicantRole,
    Channel,
    DemandKind,
    DemandState,
    Found,
    Law,
    Leaving,
    RequestState,
    Step,
    called,
)
from desk.domain.lateness import Late
from desk.domain.laws import RUSSIAN
from desk.domain.paper_standing import NOBODY, Archive, Standing
from desk.domain.values import Attached, Both, Moment, Possible
from desk.domain.verdicts import Verdict
from desk.errors import Told
from desk.folding import fold


@dataclass(frozen=True)
class PersonFields:
    """What is known of a person at intake; nothing here is a copy of an identity document."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = "ru"
    dative: str = ""
    """The name in the dative once the operator confirmed it; empty until then."""


def also_known(card: PersonFields, merged: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """What the cards merged into one say otherwise than it: former names, other addresses and numbers."""
    told = {fold(each): each for fields in merged for each in fields if each}
    if not told:
        return ()
    known = {fold(each) for each in (card.name, card.email, card.phone, card.address)}
    return tuple(each for key, each in told.items() if key not in known)


PARTS = ("document", "relation", "signature")
"""What Art. 14 (3) asks a request for, in its order."""
POWER = "authority"
"""What a representative has to show beside them (R47)."""


@dataclass(frozen=True)
class Completeness:
    """What a request under Art. 14 (3) must contain: is each part there? (R03)."""

    document: bool = False
    """Number, date of issue and issuing body of the identity document were given."""
    relation: bool = False
    """Data confirming the relationship with the operator or the fact of processing."""
    signature: bool = False
    """A signature, or an electronic document signed under Russian law."""
    looked: bool = True
    """Somebody looked whether the parts are there; until then none of them is missing."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the missing parts, in the order of the law."""
        return tuple(name for name in PARTS if self.looked and not getattr(self, name))


@dataclass(frozen=True)
class Intake:
    """A request as the operator confirms it before it gets its number."""

    received: datetime
    """Aware moment of receipt; the beginning of the day where only that is known."""
    channel: Channel
    demands: tuple[DemandKind, ...]
    subject: PersonFields = field(default_factory=PersonFields)
    role: ApplicantRole = ApplicantRole.SUBJECT
    applicant: PersonFields | None = None
    """The representative; ``None`` when the subject speaks, for RKN and for an own finding."""
    authority: str = ""
    """Details of the representative's power (R47)."""
    by_day: bool = False
    """Only the day of receipt is known, as of a letter by post."""
    sent: date | None = None
    """The moment it was sent, or the day where only that is known."""
    language: str = "ru"
    summary: str = ""
    text: str = ""
    answer_form: str = ""
    """A channel other than the one the request came by, where the request asks for it (R02)."""
    completeness: Completeness = Completeness(looked=False)
    sets_date: str = ""
    """ISO date a pre-trial claim or RKN's letter sets by itself."""
    their_number: str = ""
    "Number of the authority's letter."
    their_date: str = ""
    """ISO date an authority's letter bears."""
    repeat_of: int | None = None
    follows: int | None = None
    """The request whose correspondence it came with or seems to belong to: the two name each other."""
    subject_id: int | None = None
    """An existing card the operator chose; ``None`` makes a new one."""
    takes_name: bool = False
    """The chosen card has no name: the one of ``subject`` is written on it."""
    laws: tuple[Law, ...] = ()
    """Under which laws it is answered; empty for those the operator set as usual."""
    third_party: bool = False
    """A processor or a third party must act too: some terms of Vietnamese law are longer then."""
    proof: bool = False
    """Confirming data came with it: where a demand can be proved, its term runs from the receipt (Art. 20 (3))."""


@dataclass(frozen=True)
class DeadlineView:
    """One term of a request, with its explanation as data."""

    id: int
    demand: int | None
    due: Due
    title: str
    """Short name of the duty in the rule pack's language of the reader."""
    original: str = ""
    """ISO date of the primary term when it was extended, else empty."""
    extended_because: str = ""
    met: str = ""
    """ISO moment, or a day where nobody knows the hour; empty while it runs."""
    late: Late | None = None
    """How late it was met."""
    refused: bool = False
    """Nothing was done: the demand was refused, and the term ended as the refusal left."""


@dataclass(frozen=True)
class DemandView:
    """One demand of a request."""

    id: int
    kind: DemandKind
    state: DemandState
    outcome: str = ""
    decided: str = ""
    client: int | None = None
    """The client whose data it is about, and who answers it."""
    client_name: Both = field(default_factory=Both)
    own: bool = False
    """Nobody demands it: the operator found it."""

    @property
    def called(self) -> DemandKind | Found:
        """What it is called by."""
        return called(self.kind, own=self.own)


@dataclass(frozen=True)
class PaperBrief:
    """A paper in a list."""

    id: int
    form: str
    number: str
    state: str
    languages: str
    date: str
    pages: int
    signature: str = ""
    """Empty, or ``pen``, ``certificate`` or ``detached`` with the day in ``signed_on``."""
    signed_on: str = ""
    request: int | None = None
    replaces: int | None = None
    replaced_by: int | None = None
    standing: Standing = NOBODY
    about: str = ""
    """Number of the record it was written in, where a list tells papers apart by it."""
    to: Both = field(default_factory=Both)
    """Whom it is addressed to, likewise; nobody once it is sealed or erased."""

    @property
    def broken(self) -> bool:
        """The last check found an electronic signature broken."""
        return self.standing.verdict == Verdict.BROKEN

    @property
    def archive(self) -> Archive | None:
        """Whether it is PDF/A-2b; ``None`` for one whose file is not to be had."""
        return None if self.state in ("sealed", "erased") else self.standing.archive


@dataclass(frozen=True)
class GonePaper:
    """A paper that has left: making it void calls nothing back."""

    number: str
    at: str
    """ISO moment, or a day where nobody knows the hour."""
    proof: str


@dataclass(frozen=True)
class NearestTerm:
    """How the open term that ends first stands; the lines of a list with one due date share it."""

    safe: str
    firm: bool
    overdue: bool
    days_left: int | None
    """Calendar days to the due date; working days are said in the record."""
    working_days_left: int | None


@dataclass(frozen=True)
class Marks:
    """What a line of the register is marked with; most have none."""

    uncounted: bool = False
    """No term was ever counted for it, though the law gives what it demands one."""
    late: bool = False
    """One of its terms was met late."""
    broken: bool = False
    """A signature of what came in with it is broken."""
    unfit: tuple[str, ...] = ()
    """Message ids: why nothing it came with counts as signed, though nothing is broken."""


UNMARKED = Marks()


@dataclass(frozen=True)
class RequestRow:
    """One line of the register."""

    id: int
    number: str
    received: str
    """ISO moment, or a day where nobody knows the hour."""
    channel: Channel
    kinds: tuple[DemandKind, ...]
    subject: str
    state: RequestState
    step: Step | None
    due: str
    """ISO date or moment of the nearest open term; empty when none runs."""
    term: NearestTerm
    marks: Marks = UNMARKED

    @property
    def called(self) -> tuple[DemandKind | Found, ...]:
        """What its demands are called by."""
        return tuple(called(kind, own=self.channel is Channel.OWN) for kind in self.kinds)

    @property
    def open(self) -> bool:
        """Something is still to be done on it."""
        return self.state is RequestState.OPEN


@dataclass(frozen=True)
class RequestCard:
    """Everything one record shows."""

    row: RequestRow
    subject_id: int | None
    subject: PersonFields
    role: ApplicantRole
    applicant: PersonFields | None
    authority: str
    authority_checked: str
    sent: str
    language: str
    summary: str
    text: str
    answer_form: str
    sets_date: str
    their_number: str
    their_date: str
    completeness: Completeness
    completion_asked: str
    identified: str
    """ISO moment of the identity check, or empty."""
    identity_how: str
    repeat_of: int | None
    repeat_gate: Due | None
    """R06 when the request is a repeat that may be refused, else ``None``."""
    demands: tuple[DemandView, ...]
    deadlines: tuple[DeadlineView, ...]
    steps: tuple[Possible[Step], ...]
    timeline: tuple[Moment, ...]
    papers: tuple[PaperBrief, ...]
    files: tuple[Attached, ...]
    answered: str
    """ISO moment of dispatch of the answer, or empty."""
    outcome: str
    closed: str
    blocked: str
    """ISO moment or day since which the data are blocked (R11, R12), or empty."""
    gone: tuple[GonePaper, ...] = ()
    """What left and was made void since."""
    leaving: tuple[Leaving, ...] = ()
    """What waits to be sent: of several, who records a dispatch says which one left."""
    notice_corrected: bool = False
    """The notice of extension among them stands in the place of one that left."""
    returned: tuple[Leaving, ...] = ()
    """What of it came back undelivered, and was not sent again since."""
    replies: tuple[int, ...] = ()
    """The issued answers that wait to be sent: of several, not all have to leave at once."""
    outdated: tuple[tuple[str, Told], ...] = ()
    """What issued papers say and the record, put right since, no longer does; each with the form."""
    guidance: str = ""
    """Message id of a sentence that says why the next step is this one; mostly empty."""
    destruction: int | None = None
    """What is planned on it to destroy."""
    alike: tuple[str, ...] = ()
    """Other cards with the subject's e-mail address, by their references, while the request is open."""
    also: tuple[str, ...] = ()
    """Other names and addresses of the subject, from cards that were merged into his."""
    laws: tuple[Law, ...] = RUSSIAN
    third_party: bool = False
