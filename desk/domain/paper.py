# SPDX-License-Identifier: Apache-2.0
"""What papers are made from: facts by form, editable passages, and what rendering returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from desk.domain.kinds import DemandState, LanguageMode, Law
from desk.domain.operator import Operator
from desk.domain.values import Both
from desk.domain.values import Missing as Missing  # noqa: PLC0414 -- named here too, among what papers are made of


@dataclass(frozen=True)
class Addressee:
    """To whom a letter goes, as the upper right corner prints it."""

    name: Both = field(default_factory=Both)
    """In the dative where the operator confirmed it, else the nominative."""
    address: str = ""
    email: str = ""
    organisation: Both = field(default_factory=Both)


@dataclass(frozen=True)
class DemandLine:
    """A demand and its term, in a paper."""

    kind: str
    basis: str | Both
    """The norm as the rule pack words it."""
    due: date | datetime | None
    """``None`` where the law sets no term."""
    why: Both = field(default_factory=Both)


@dataclass(frozen=True)
class ExtendedTerm:
    """One term an extension notice moves."""

    kind: str
    basis: Both
    primary_due: date
    new_due: date
    own: bool = False
    """The operator promised it, and no law sets it."""


@dataclass(frozen=True)
class Withheld:
    """What an answer leaves out and on which ground."""

    what: Both
    ground: str
    """Id of a refusal ground (``grounds`` of the rule pack), e.g. ``14.8.4``."""
    facts: Both = field(default_factory=Both)
    basis: Both = field(default_factory=Both)
    """The norm, where it is not the ground's own; mandatory for ``other_law``."""
    text: Both = field(default_factory=Both)
    """What the ground says, where it is not a ground of the bundled pack."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What every paper has. ``passages`` holds the editable texts by the names the form declares."""

    operator: Operator
    number: str = ""
    """Empty in a draft and in a specimen."""
    day: date
    issued_at: datetime | None = None
    journal_head: str = ""
    demonstration: bool = False
    passages: dict[str, Both] = field(default_factory=dict)


Specimen: TypeAlias = Callable[[dict[str, Any], Both], Facts]
"""Facts of a blank form, from what every paper has and a line to write on."""


@dataclass(frozen=True, kw_only=True)
class LetterFacts(Facts):
    """A letter that answers, or is about, one request."""

    addressee: Addressee
    request_number: str
    received: date
    received_moment: str = ""
    """Local time HH:MM with the zone's name, where the form prints it."""
    subject_name: str = ""
    enclosures: tuple[Both, ...] = ()
    laws: tuple[Law, ...] = ()
    """Under which laws the request is answered; empty where that is Federal Law 152-FZ alone."""
    replaced_number: str = ""
    """Of the void paper it comes in place of, where that one had left: whoever has both is told which holds."""
    replaced_date: date | None = None

    @property
    def other_law_alone(self) -> bool:
        """Only laws of other states apply: nothing may be cited from Federal Law 152-FZ."""
        return bool(self.laws) and Law.RU not in self.laws


@dataclass(frozen=True, kw_only=True)
class AcknowledgementFacts(LetterFacts):
    """B5.6: number, moment, demands with their terms, what is missing."""

    channel: str
    demands: tuple[DemandLine, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RequestToCompleteFacts(LetterFacts):
    """R03: what the request lacks under Art. 14 (3)."""

    missing: tuple[str, ...]
    unknown: bool = False
    """No information is asked for: the same particulars have to show who makes the demand."""
    represented: bool = False
    """A representative wrote, in whose power nothing is known to have been settled (R47)."""


@dataclass(frozen=True, kw_only=True)
class ReplyAccessFacts(LetterFacts):
    """B5.1: passages ``item1`` … ``item9``, ``item9_1``, ``item10``; an empty one prints “no data”."""

    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReplyNotProcessedFacts(LetterFacts):
    """B5.1: no personal data of the subject are processed. Passage ``searched``."""

    basis: Both = field(default_factory=Both)
    """The norm, where what is answered is no request for information (Art. 14 and 20)."""


@dataclass(frozen=True, kw_only=True)
class RefusalFacts(LetterFacts):
    """B5.2: what is refused, each with its ground; passage ``facts``; the way to complain."""

    refused: tuple[Withheld, ...]


@dataclass(frozen=True, kw_only=True)
class ExtensionNoticeFacts(LetterFacts):
    """B5.3: reasons (passage ``reasons``) and, for each term, the norm, its last day and the new one."""

    terms: tuple[ExtendedTerm, ...]
    to_regulator: bool = False
    their_number: str = ""
    their_date: date | None = None

    @property
    def promised(self) -> bool:
        """Only what the operator promised is moved, no term of a law."""
        return all(term.own for term in self.terms)

    @property
    def primary_due(self) -> date:
        """The nearest last day that is moved."""
        return self.terms[0].primary_due

    @property
    def new_due(self) -> date:
        """The day it is moved to."""
        return self.terms[0].new_due


DONE_ACTIONS = (
    "correction", "blocking", "unblocking", "cessation", "destruction", "marketing", "dissemination",
    "objection", "inquiry",
)  # fmt: skip
"""What a notice can report; ``inquiry`` takes the passages ``established``, ``cause``, ``measures``."""


OBJECTION_ENDS = {
    "upheld": DemandState.REFUSED,
    "changed": DemandState.SATISFIED,
    "partly": DemandState.PARTLY,
}
"""What became of the decision objected to, with the state of the demand that follows."""


@dataclass(frozen=True, kw_only=True)
class NoticeDoneFacts(LetterFacts):
    """B5.4: what was done. Passages ``data``, ``systems``, ``third_parties``, ``remaining``."""

    action: str
    """One of ``DONE_ACTIONS``."""
    done_on: date
    basis: str | Both
    act_number: str = ""
    act_date: date | None = None
    own_finding: bool = False
    """Nobody applied: the operator itself found what it mended."""
    regulator: bool = False
    """Roskomnadzor applied."""
    to_subject: bool = False
    """The subject is told of what Roskomnadzor applied for (R16)."""
    their_number: str = ""
    """The number Roskomnadzor's letter bears, in the notice to Roskomnadzor itself."""
    their_date: date | None = None
    inquired: bool = False
    """Facts, cause and measures were recorded: they are told beside the deed."""
    ended: str = ""
    """How an objection to an automated decision ended: one of ``OBJECTION_ENDS`` (Art. 16 (4))."""
    unblocked: date | None = None
    """The day the block was lifted that had been put on for the time of the check (Art. 21 (2))."""
    unasked: bool = False
    """Nobody applied and nothing is registered as a request: the data were destroyed for a cause of their own."""


@dataclass(frozen=True, kw_only=True)
class ReplyRegulatorFacts(LetterFacts):
    """R10, R32, R45: answer to Roskomnadzor. Passages ``answer``, ``documents``."""

    their_number: str = ""
    their_date: date | None = None
    basis: str | Both = ""
    """The norm the answer rests on; empty for Art. 20 (4)."""
    nktski: bool = False
    """The National Coordination Centre for Computer Incidents asked (R19b)."""


@dataclass(frozen=True)
class JournalTerm:
    """The norm and the term of one demand, with its extension where there is one."""

    kind: str
    """Empty for the date the letter set for all."""
    basis: Both
    due: str
    """ISO; the first last day where the term was extended."""
    extended_to: str = ""
    notice: str = ""
    """Number of the notice of extension."""
    notice_day: str = ""
    reason: Both = field(default_factory=Both)
    """As the notice gives it."""
    was_due: str = ""
    """ISO; the term in whose place this one runs, where it was over by ``late`` days when the data were blocked."""
    late: int = 0
    met: str = ""
    """ISO day on which the term was met, where that was ``behind`` in ``unit``."""
    behind: int = 0
    unit: str = ""


@dataclass(frozen=True)
class JournalLine:
    """One row of the journal of requests (B7, superset).

    Dates and moments are ISO, members of closed lists their values: the form words them in its language.
    """

    order: int
    number: str
    received: str
    channel: str
    applicant: str
    name: str
    identity: str
    kinds: tuple[str, ...]
    summary: str
    terms: tuple[JournalTerm, ...]
    decision: str
    """One for each of ``kinds``, parted by semicolons; ``void`` of a record that is void."""
    answers: tuple[tuple[str, str], ...]
    """Day and number of each paper that answered."""
    sent: str
    """The day on which the answer left; empty while it has not."""
    way: str
    executor: Both
    waiting: tuple[str, ...] = ()
    """Numbers of the answers that have not left."""
    void_because: str = ""
    """Why the record is void, as it was typed."""


@dataclass(frozen=True, kw_only=True)
class JournalRequestsFacts(Facts):
    """B7: the journal of requests as sheets to bind, for a period."""

    since: date
    until: date
    lines: tuple[JournalLine, ...]


@dataclass(frozen=True, kw_only=True)
class InspectionRecordFacts(LetterFacts):
    """R04: the subject inspected the data on the spot, free of charge. Passages ``shown``, ``remarks``."""

    inspected_on: date
    place: Both = field(default_factory=Both)
    inspector_name: str = ""
    """The representative who inspected and signs; empty when it was the subject."""


@dataclass(frozen=True, kw_only=True)
class EmergencySheetFacts(Facts):
    """Where the desk and its backups are, and the recovery code; printed once, never stored."""

    desk_folder: str
    backup_folder: str
    recovery_code: str
    second_folder: str = ""
    """The folder outside the desk where backups are copied; empty while none is chosen."""


@dataclass(frozen=True)
class Passage:
    """An editable text of a draft."""

    name: str
    title: str
    """Message id in ``forms`` of its label."""
    text: Both
    mandatory: bool = False


@dataclass(frozen=True)
class Draft:
    """A paper not yet issued: everything the preview needs, editable passages apart."""

    form: str
    mode: LanguageMode
    facts: Facts
    passages: tuple[Passage, ...]
    missing: tuple[Missing, ...]
    request: int | None = None
    demands: tuple[int, ...] = ()
    replaces: int | None = None
    consent: int | None = None
    destruction: int | None = None
    person: int | None = None


@dataclass(frozen=True)
class Rendered:
    """A finished PDF."""

    content: bytes
    digest: str
    """SHA-256 of the canonical facts."""
    pages: int
