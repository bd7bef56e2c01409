# SPDX-License-Identifier: Apache-2.0
"""The register of transfers: what is recorded of one, its notices, and what lists and records show.

Days are ISO text as in the other registers; ``domain.transfer`` decides whether one may flow.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from desk.domain.assessments import AssessmentView
from desk.domain.recipient_information import Information, InformationItem
from desk.domain.request import DeadlineView, PaperBrief
from desk.domain.values import Attached, Both, Moment
from desk.errors import Told

if TYPE_CHECKING:
    from desk.domain.transfer import Flow


class Decision(StrEnum):
    """What Roskomnadzor decided on a notice."""

    NO_OBJECTION = "no_objection"
    RESTRICTED = "restricted"
    PROHIBITED = "prohibited"


BANS = frozenset({Decision.RESTRICTED, Decision.PROHIBITED})
"""Decisions that stop a transfer."""


class FlowWord(StrEnum):
    """The answer in one word."""

    FLOWS = "flows"
    WAITS = "waits"
    STOPPED = "stopped"


class TransferGround(StrEnum):
    """On what a transfer rests towards the people it is about."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LAW = "law"
    OTHER = "other"


@dataclass(frozen=True)
class Transfer:
    """One flow: a purpose, a recipient, a country, which data of whom."""

    id: int
    code: str
    purpose: str
    """Code of the purpose."""
    recipient: int
    country: str
    """ISO 3166-1 alpha-2: where the recipient gets the data."""
    categories: tuple[str, ...]
    """Codes."""
    groups: tuple[str, ...]
    """Codes of the groups of people."""
    ground: TransferGround
    since: str
    until: str = ""
    """Last day; empty while no end is planned."""
    country_because: str = ""
    """Why the country is another than the recipient's in the register."""
    ground_words: Both = field(default_factory=Both)
    """The contract, the article of a law, or what else the ground is."""
    way: Both = field(default_factory=Both)
    """How the data travel."""
    safeguards: Both = field(default_factory=Both)
    limited: Both = field(default_factory=Both)
    """Which service becomes limited for somebody whose data no longer go there."""
    vital_since: str = ""
    """The day the exception of Art. 12 (11) was recorded for."""
    vital_because: str = ""


@dataclass(frozen=True)
class Filing:
    """A notice as it is filed, for one or more transfers."""

    transfers: tuple[int, ...]
    assessed: date | None
    """The day by hand; nothing where an assessment or a paper tells it."""
    sent: date
    received: date | None = None
    number: str = ""
    """Number and key that Roskomnadzor's portal gave."""
    key: str = ""
    assessment: int = 0
    """Id of the assessment its day is taken from."""
    paper: int = 0
    """Id of the issued notice that was filed; it tells transfers and assessment."""


@dataclass(frozen=True)
class InquiryView:
    """What Roskomnadzor asked on a notice, and by when the answer is due (R32)."""

    id: int
    asked: str
    answered: str = ""
    term: DeadlineView | None = None


@dataclass(frozen=True)
class NoticeView:
    """A notice with everything that followed."""

    id: int
    code: str
    transfers: tuple[tuple[int, str], ...]
    """Id and code of each transfer it is about."""
    assessed: str
    sent: str
    received: str = ""
    number: str = ""
    key: str = ""
    decision: Decision | None = None
    decided: str = ""
    reference: str = ""
    """Number of the decision."""
    void: str = ""
    """The day it was voided as recorded by mistake."""
    void_because: str = ""
    inquiries: tuple[InquiryView, ...] = ()
    files: tuple[Attached, ...] = ()
    assessment: str = ""
    """Code of the assessment its day was taken from."""
    paper: int = 0
    """Id of the paper that was filed."""

    @property
    def owed(self) -> InquiryView | None:
        """The question that waits for its answer."""
        return next((each for each in self.inquiries if not each.answered), None)


@dataclass(frozen=True)
class TransferRow:
    """A line of the list."""

    id: int
    code: str
    recipient_id: int
    recipient: Both
    country: str
    purpose_code: str
    purpose: Both
    ground: TransferGround
    since: str
    until: str
    retired: str
    flow: Flow
    """May it flow today?"""
    running: bool
    """It has begun and not ended: data are meant to flow."""
    over: bool = False
    """Its last day has come, or it was taken out of the register: an end that is only planned is none."""
    sent: str = ""
    """The day of the last notice on it that is not void."""
    relisted: str = ""
    """First day of a newer list of states that puts its state on or takes it off; empty for none."""

    @property
    def number(self) -> str:
        """Its code, by which it is referred to."""
        return self.code

    @property
    def barred(self) -> bool:
        """It runs though it may not flow."""
        return self.running and not self.flow.flows


@dataclass(frozen=True)
class StopBrief:
    """A letter to the recipient in a destruction that a ban caused."""

    destruction: int
    number: str
    """Number of the destruction."""
    sent: str = ""
    confirmed: str = ""


@dataclass(frozen=True)
class Aftermath:
    """What a ban asks for (R37): stop, have the recipient destroy what it got, keep its confirmation."""

    decided: str
    duty: str
    """Title of the duty in the reader's language."""
    stopped: bool
    """An end of the transfer is recorded."""
    letters: tuple[StopBrief, ...] = ()

    @property
    def confirmed(self) -> bool:
        """The recipient confirmed that it destroyed."""
        return any(each.confirmed for each in self.letters)


@dataclass(frozen=True)
class EndedFor:
    """Somebody whose part in a transfer has ended with his consent."""

    person: int
    name: str
    consent: str
    """Number of the consent."""
    day: str
    asked: bool
    """A destruction covers what the recipient has of him."""


@dataclass(frozen=True)
class TransferView:
    """A transfer as its record shows it."""

    row: TransferRow
    transfer: Transfer
    categories: tuple[Both, ...]
    groups: tuple[Both, ...]
    notices: tuple[NoticeView, ...]
    """The oldest first, void ones too."""
    timeline: tuple[Moment, ...]
    """``at`` is a day of the law, not the moment it was recorded; the journal has that."""
    warnings: tuple[Told, ...] = ()
    aftermath: Aftermath | None = None
    papers: tuple[PaperBrief, ...] = ()
    """Questionnaires to the recipient, assessments and notices, the oldest first."""
    information: tuple[Information, ...] = ()
    """What the recipient told of this state, the oldest first, void answers too."""
    lacks: tuple[InformationItem, ...] = ()
    """What it still has to tell (Art. 12 (5)); nothing for a transfer that stays in Russia."""
    assessments: tuple[AssessmentView, ...] = ()
    """The oldest first, void ones too."""
    ended_for: tuple[EndedFor, ...] = ()
    """Those whose consent to it has ended, while it goes on for the others."""

    @property
    def files(self) -> tuple[Attached, ...]:
        """What is kept beside its notices and what the recipient sent."""
        told = [file for answer in self.information for file in answer.files]
        return (*told, *(file for notice in self.notices for file in notice.files))

    def paper(self, form: str) -> PaperBrief | None:
        """The last paper of a form that is not void."""
        found = [each for each in self.papers if each.form == form and each.state == "issued"]
        return found[-1] if found else None

    @property
    def assessment(self) -> AssessmentView | None:
        """The last assessment that is not void."""
        return next((each for each in reversed(self.assessments) if not each.void), None)


@dataclass(frozen=True)
class DeskFlow:
    """The answer for the whole desk on one day."""

    word: FlowWord | None
    """Nothing where no transfer runs."""
    since: date | None
    why: Told
    list_version: str
    running: tuple[int, ...]
    """Ids of the transfers that have begun and not ended."""
    barred: tuple[int, ...]
    """Those of them that may not flow."""

    @property
    def flows(self) -> bool:
        """Whether everything that runs may flow."""
        return self.word is FlowWord.FLOWS


class Standing(StrEnum):
    """What the consents of one person say to a transfer that rests on consent."""

    GIVEN = "given"
    NARROW = "narrow"
    """A consent is in force, and does not cover all the data."""
    ENDED = "ended"
    NONE = "none"


@dataclass(frozen=True)
class Part:
    """One person's part in a transfer that rests on consent."""

    standing: Standing
    day: date | None = None
    """Since when he agrees, or the first day on which he no longer does."""
    consent: str = ""
    """Number of the consent that decides."""


@dataclass(frozen=True)
class SubjectFlow:
    """The answer about one transfer for one person."""

    flow: Flow
    touches: bool
    """Data of this person are held, or a consent of his is kept, for the purpose of the transfer."""
    part: Part | None = None
    """Nothing where the transfer does not rest on consent."""
