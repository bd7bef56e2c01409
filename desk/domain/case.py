# SPDX-License-Identifier: Apache-2.0
"""The facts of one request by which the state table decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from desk.domain.kinds import ApplicantRole, DemandKind, DemandState, Law, Leaving, RequestState
from desk.domain.laws import ACKNOWLEDGED_ROWS, RUSSIAN
from desk.domain.timeline import EventKind

INQUIRY_KINDS = frozenset(
    {DemandKind.COMPLAINT, DemandKind.CLAIM_UNLAWFUL, DemandKind.CLAIM_INACCURATE}
)
"""Demands that cannot be answered before facts, cause and measures are recorded."""
COMPLETED_KINDS = frozenset(
    {DemandKind.ACCESS, DemandKind.TRANSFERS_INFORMATION, DemandKind.INSPECT}
)
"""Requests whose contents Art. 14 (3) sets."""
ADS_ROW = "R25"
AT_ONCE: Mapping[str, DemandKind] = {
    ADS_ROW: DemandKind.STOP_MARKETING,
    "R28": DemandKind.STOP_DISSEMINATION,
}
"""Demands that end something at once, whoever makes them: advertising (Art. 15 (2)), dissemination (10.1 (12), (13))."""
AT_ONCE_KINDS = frozenset(AT_ONCE.values())


@dataclass(frozen=True)
class Ending:
    """What a demand to end the processing has ended so far, as the registers tell."""

    in_force: bool = False
    """Consents it is about are in force."""
    consents: bool = False
    """They are, and it has ended none yet."""
    held: bool = False
    """Something is held of the subject."""
    going: bool = False
    """Something held has no ground left, or loses it by the demand, and no plan takes it."""
    destruction: int | None = None
    """What is planned on the request to destroy."""
    told: bool = False
    """That destruction has told its subjects."""


@dataclass(frozen=True)
class DemandFacts:
    """A demand as the state table sees it."""

    kind: DemandKind
    state: DemandState = DemandState.OPEN
    client: bool = False
    """It is about data processed for a client, who answers it (Art. 6 (5))."""


@dataclass(frozen=True)
class TermFacts:
    """A term that still runs."""

    row: str
    extendable: bool = False
    """The rule knows an extension."""
    extended: bool = False
    """An extension is in force on it."""
    over: bool = False
    """Its last day has passed."""


@dataclass(frozen=True)
class Case:
    """What the table needs to know of one request."""

    state: RequestState = RequestState.OPEN
    role: ApplicantRole = ApplicantRole.SUBJECT
    demands: tuple[DemandFacts, ...] = ()
    terms: tuple[TermFacts, ...] = ()
    subject_known: bool = True
    missing: tuple[str, ...] = ()
    completion_asked: bool = False
    """The applicant was asked to add what is missing (R03)."""
    identified: bool = False
    authority_checked: bool = False
    acknowledged: bool = False
    blocked: bool = False
    deeds: frozenset[EventKind] = frozenset()
    """Kinds of the measures in its history."""
    inquired: bool = False
    answer_ready: bool = False
    """A reply was issued and not yet sent."""
    replies: tuple[int, ...] = ()
    """The papers that wait so."""
    shown: bool = False
    """What waits is the record of an inspection alone: it is signed and handed over at the visit (R04)."""
    answered: bool = False
    violated: bool = False
    """Unlawful processing was found: the subject is told whatever became of the demand (R16)."""
    notice_unsent: bool = False
    """An extension was granted and the dispatch of its notice is not recorded."""
    correction_unsent: bool = False
    """A notice of extension was issued, perhaps in the place of one that left, whose own dispatch is not recorded."""
    completion_unsent: bool = False
    """A letter that asks for what is missing was issued after the last one whose dispatch is recorded."""
    receipt_unsent: bool = False
    """The same of an acknowledgement of receipt."""
    returned: tuple[Leaving, ...] = ()
    """What a mail server said was not delivered, and was not sent again since."""
    subject_told: bool = False
    """A notice to the subject was issued on a request of Roskomnadzor."""
    destroying: bool = False
    """A destruction planned on it is still to be carried out."""
    ending: Ending = Ending()
    """How far the consents and the data it asks to end have ended."""
    laws: tuple[Law, ...] = RUSSIAN
    """Under which laws it is answered."""
    passing: bool = False
    """A client has not been told of it yet."""

    @cached_property
    def rows(self) -> frozenset[str]:
        """Rows of the law whose terms run."""
        return frozenset(term.row for term in self.terms)

    @property
    def foreign(self) -> bool:
        """Only laws of other states apply."""
        return Law.RU not in self.laws

    @property
    def incomplete(self) -> bool:
        """Parts of a request for information were asked for and are not there yet (R03)."""
        asked = self.completion_asked and bool(self.missing) and not self.foreign
        return asked and bool(self.open_kinds & COMPLETED_KINDS)

    @property
    def unproved(self) -> bool:
        """It is not settled who makes a demand other than for information: Art. 14 (3) names what shows it."""
        others = self.open_kinds - COMPLETED_KINDS - AT_ONCE_KINDS
        return self.needs_identity and not self.foreign and bool(others)

    @property
    def gone(self) -> bool:
        """The data were destroyed on it."""
        return not self.deeds.isdisjoint((EventKind.REMEDY_DESTRUCTION, EventKind.DESTRUCTION_DONE))

    @property
    def block_over(self) -> bool:
        """What is blocked was clarified or found lawful, and neither a check nor a destruction waits (Art. 21 (2))."""
        blocked = self.blocked and self.state is RequestState.OPEN
        if not blocked or self.gone or self.rows & {"R14", "R15", "R23"}:
            return False
        inaccurate = {DemandKind.CORRECT, DemandKind.CLAIM_INACCURATE}
        done = (DemandState.SATISFIED, DemandState.PARTLY)
        clarified = EventKind.REMEDY_CORRECTION in self.deeds or any(
            each.kind in inaccurate and each.state in done for each in self.demands
        )
        checked = INQUIRY_KINDS | inaccurate
        waits = self.open_kinds & checked
        lawful = EventKind.REMEDY_LAWFUL in self.deeds or not self.violated
        if self.inquired and lawful:
            waits -= {DemandKind.COMPLAINT, DemandKind.CLAIM_UNLAWFUL}
        if clarified:
            waits -= inaccurate
        over = lawful and any(each.kind in checked for each in self.demands)
        return not waits and (clarified or over)

    @property
    def receipt_owed(self) -> bool:
        """A law asks for an acknowledgement in a term of its own, and none was issued."""
        return not self.acknowledged and not self.rows.isdisjoint(ACKNOWLEDGED_ROWS)

    @cached_property
    def open_kinds(self) -> frozenset[DemandKind]:
        """Kinds of the demands not yet decided that are ours to answer."""
        return frozenset(
            d.kind for d in self.demands if d.state is DemandState.OPEN and not d.client
        )

    @cached_property
    def left_kinds(self) -> frozenset[DemandKind]:
        """Kinds of the demands left to a client of which the person has not been told."""
        return frozenset(d.kind for d in self.demands if d.state is DemandState.OPEN and d.client)

    @cached_property
    def undecided(self) -> bool:
        """Whether any demand is open, ours or a client's."""
        return bool(self.open_kinds or self.left_kinds)

    @property
    def needs_identity(self) -> bool:
        """A person speaks, and it is not settled who (R03), or with what power (R47)."""
        if self.role is ApplicantRole.REPRESENTATIVE:
            return not (self.identified and self.authority_checked)
        return self.role is ApplicantRole.SUBJECT and not self.identified

    @property
    def at_once(self) -> str:
        """The row of what was to stop at once, whoever asked, and of which no deed is recorded; else empty."""
        owed = (term.row for term in self.terms if term.row in AT_ONCE)
        return next(owed, "") if self.undecided else ""

    @property
    def at_once_alone(self) -> bool:
        """Nothing is open but demands for which nobody has to prove who he is (Art. 10.1 (12), 15 (2))."""
        return not self.left_kinds and bool(self.open_kinds) and self.open_kinds <= AT_ONCE_KINDS

    @property
    def nobody_to_tell(self) -> bool:
        """An own finding about a subject who is not known; a known one is told (R16)."""
        return self.role is ApplicantRole.NOBODY and not self.subject_known

    @property
    def subject_untold(self) -> bool:
        """Roskomnadzor applied, a violation was found, and the subject is known and not told (R16)."""
        found = self.role is ApplicantRole.RKN and self.violated
        return found and self.subject_known and not self.subject_told

    @property
    def notice_owed(self) -> bool:
        """A running term rests on an extension whose notice, or the corrected one, has not left."""
        unsent = self.notice_unsent or self.correction_unsent
        return unsent and any(term.extended for term in self.terms)

    @property
    def completion_owed(self) -> bool:
        """The letter that asks for what is missing was issued, and its dispatch is not recorded."""
        return self.completion_unsent and (
            self.incomplete or (self.unproved and bool(self.missing))
        )

    @property
    def leaving(self) -> tuple[Leaving, ...]:
        """What waits to be sent, an answer that was issued first; of several a person knows which one left."""
        by_hand = not (self.undecided or self.answered or self.answer_ready)
        waits = (
            (Leaving.ANSWER, self.answer_ready),
            (Leaving.NOTICE, self.notice_unsent or self.correction_unsent),
            (Leaving.ANSWER, by_hand),
            (Leaving.COMPLETION, self.completion_unsent and not self.answered),
            (Leaving.RECEIPT, self.receipt_unsent and not self.answered),
        )
        return tuple(dict.fromkeys([*(what for what, holds in waits if holds), *self.returned]))

    @property
    def needs_inquiry(self) -> bool:
        """A complaint or claim whose facts, cause and measures are not recorded."""
        return bool(self.open_kinds & INQUIRY_KINDS) and not self.inquired

    @property
    def all_dropped(self) -> bool:
        """Every demand was taken back and nothing was found: nobody is owed an answer."""
        return not self.violated and all(d.state is DemandState.DROPPED for d in self.demands)
