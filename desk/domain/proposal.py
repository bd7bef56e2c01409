# SPDX-License-Identifier: Apache-2.0
"""What the desk makes of a letter before the operator confirms it, and what he may put right later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from desk.domain.due import Due
from desk.domain.kinds import ApplicantRole, Channel, DemandKind
from desk.domain.letter import Letter
from desk.domain.numbering import printed_number
from desk.domain.request import Intake, PersonFields
from desk.domain.values import Attached
from desk.errors import N_, Told

if TYPE_CHECKING:
    from desk.domain.asked_by import Asked


@dataclass(frozen=True)
class Abroad:
    """An address at a mail service known to be abroad: the answer itself would cross the border."""

    address: str
    country: str
    """ISO 3166 code."""
    service: str


@dataclass(frozen=True)
class MailCover:
    """What the register of transfers says of a letter to an address abroad."""

    place: Abroad
    transfer: str = ""
    """Code of the transfer to an e-mail service of that state; empty where none is recorded."""
    flows: bool = False
    """Data may be transferred there today."""
    why: Told | None = None
    """Of a transfer that may not flow."""

    @property
    def told(self) -> Told:
        """The sentence for people."""
        if not self.transfer:
            return Told(N_("The register has no transfer to an e-mail service in this state."))
        if self.flows:
            return Told(N_("Registered: transfer {code} is allowed."), code=self.transfer)
        return Told(
            N_("The register has transfer {code} for it, but it is not allowed today. {why}"),
            code=self.transfer,
            why=self.why or "",
        )


@dataclass(frozen=True)
class Known:
    """A record the letter belongs to."""

    request: int
    number: str


CAME_BACK = N_(
    "Your mail about request {number} did not arrive. Add this message there: the request then reminds you to send "
    "the paper again another way."
)
MAY_BE_BACK = N_(
    "Mail did not reach the address of the person in request {number}, to whom something was sent. If it was that "
    "mail, add this message there: the request then reminds you to send it again another way."
)


@dataclass(frozen=True)
class Seeming:
    """A request a letter may belong to, though its header does not say so: a person decides."""

    known: Known
    same: bool = False
    """The same sender sent the same words before; else the letter gives the number."""
    same_id: bool = False
    """Another letter came with the same Message-ID."""
    undelivered: bool = False
    """It says that mail did not reach an address to which something of the request was sent, or was to be."""

    @property
    def belongs_to(self) -> Known | None:
        """The request, unless another letter there only bears the same Message-ID."""
        return None if self.same_id else self.known

    @property
    def told(self) -> Told:
        """The sentence for people."""
        number = printed_number(self.known.number)
        if self.same_id:
            return Told(
                N_(
                    "A letter with the same Message-ID is stored with request {number}, but its text differs: "
                    "compare the two."
                ),
                number=number,
            )
        if self.undelivered:
            return Told(MAY_BE_BACK, number=number)
        if self.same:
            return Told(
                N_(
                    "The same sender wrote the same in request {number}, which has not been answered yet."
                ),
                number=number,
            )
        return Told(
            N_("The letter names your request {number}: it may belong there."), number=number
        )


_SETS = N_(
    "The letter sets a day for your answer. {how} Change it or leave it empty if the words mean something else."
)
_ASKS = N_(
    "The writer asks for an answer by {day}. {how} Such a date is not binding by law: your deadlines stay the same."
)


@dataclass(frozen=True)
class Proposal:
    """A letter with the request it would become; nothing is stored yet."""

    letter: Letter
    intake: Intake
    needs_moment: bool
    """No header tells when the letter came: ``intake.received`` is only a place-holder."""
    automatic: str
    """Empty, or why this is no letter of a person (``Letter.automatic``)."""
    duplicate_of: Known | None
    """The same letter was taken in before."""
    reply_to: Known | None
    """The letter answers a letter of this request."""
    seems: Seeming | None
    """What else it may belong to, where it is neither."""
    repeat_of: Known | None
    """An earlier request of the same person and kind that was answered with the information."""
    repeat_gate: Due | None
    """R06: not before when a repeat may come; ``None`` where the gate is open or there is none."""
    person: int | None
    """The card found by the sender's address."""
    abroad: tuple[Abroad, ...]
    warnings: tuple[str, ...]
    passed_on: tuple[Told, ...] = ()
    """Of a letter enclosed in another: who wrote it, and when it reached the operator."""
    beyond: tuple[DemandKind, ...] = ()
    """What it demands that is not still to be answered on the request it answers or seems to belong to."""
    stranger: bool = False
    """The sender is neither by name nor by address one of those that request knows."""
    writer: tuple[Told, ...] = ()
    """Who filled in the form that sent it, and for whom its writer seems to speak: to be confirmed."""
    asked: Asked | None = None
    """The day it asks to be answered by."""

    @property
    def sets(self) -> bool:
        """Whether the day it asks for is proposed as one that binds: that of a claim or of an authority."""
        return self.asked is not None and self.intake.sets_date == self.asked.day.isoformat()

    @property
    def told_day(self) -> tuple[Told, ...]:
        """The day it asks for, the words and how it was counted; nothing where it asks for none."""
        if self.asked is None:
            return ()
        return (Told(_SETS if self.sets else _ASKS, day=self.asked.day, how=self.asked.told),)

    @property
    def joins(self) -> Known | None:
        """The request it may be added to."""
        return self.reply_to or (self.seems.known if self.seems else None)

    @property
    def follows(self) -> Known | None:
        """The request it is to be linked with where it becomes one of its own."""
        return self.reply_to or (self.seems.belongs_to if self.seems else None)


@dataclass(frozen=True)
class Correction:
    """What is put right in a record; ``None`` and empty leave a field as it is."""

    received: datetime | None = None
    by_day: bool = False
    """Of ``received`` only the day is known."""
    sent: str | None = None
    """ISO day or moment; empty removes it."""
    channel: Channel | None = None
    kinds: Mapping[int, DemandKind] = field(default_factory=dict)
    """New kinds by demand id."""
    subject: PersonFields | None = None
    """New contents of the subject's card."""
    subject_id: int | None = None
    """Another card, when the wrong person was chosen."""
    new_card: bool | None = None
    """``subject`` gets a card of its own: the one it stands on is another person's."""
    role: ApplicantRole | None = None
    """Subject or representative, when who wrote was taken for the other; then ``subject`` is whom he speaks for."""
    applicant: PersonFields | None = None
    summary: str | None = None
    sets_date: str | None = None
    """ISO date; empty removes it."""
    their_number: str | None = None
    their_date: str | None = None
    """As ``sets_date``."""
    answer_form: str | None = None
    language: str | None = None
    evidence: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """By demand id and the ISO day recorded: the day confirming data did come; empty: they did not."""


@dataclass(frozen=True)
class MergeProposal:
    """Two cards that seem to be one person: same e-mail address."""

    keep: int
    other: int


class BeforeIssue(StrEnum):
    """What becomes of a hint before a paper is issued, in the window and in the terminal alike."""

    TOLD = "told"
    """It is said, and nothing waits for it."""
    ANYWAY = "anyway"
    """The window asks, the terminal refuses without ``--anyway``."""
    OTHERS = "others"
    """The window asks, the terminal refuses without ``--others-checked``."""


HINTS: Mapping[str, BeforeIssue] = {
    "file": BeforeIssue.TOLD,  # still to be looked through; asked where it goes out with an e-mail
    "register": BeforeIssue.TOLD,  # no record is kept of what the items would tell
    "denied": BeforeIssue.ANYWAY,  # what the register cannot tell, and the paper says is not so
    "gap": BeforeIssue.ANYWAY,  # an empty item
    "unsaid": BeforeIssue.ANYWAY,  # third parties of whom nothing is said
    "starter": BeforeIssue.ANYWAY,  # a text nobody made their own
    "act": BeforeIssue.ANYWAY,  # a destruction without its act
    "undone": BeforeIssue.ANYWAY,  # a deed the records say otherwise of
    "late": BeforeIssue.TOLD,  # a measure taken late, whose day the paper states
    "unsent": BeforeIssue.ANYWAY,  # a letter the refusal rests on, which nothing shows to have left
    "earlier": BeforeIssue.ANYWAY,  # an earlier answer that left open what the refusal says was given
    "kept": BeforeIssue.ANYWAY,  # records that contradict the paper
    "recipients": BeforeIssue.ANYWAY,  # those nobody has confirmed
    "addresses": BeforeIssue.ANYWAY,  # those whose address is not known
    "renewed": BeforeIssue.ANYWAY,  # a passage changed by hand, whose source changed since
    "language": BeforeIssue.ANYWAY,  # words of the other language than the paper’s
    "name": BeforeIssue.OTHERS,
    "email": BeforeIssue.OTHERS,
    "phone": BeforeIssue.OTHERS,
    "address": BeforeIssue.OTHERS,
}
"""Every kind of hint, and what becomes of it."""


@dataclass(frozen=True)
class Hint:
    """Something to look at before an answer is issued: what may be another person's data (Art. 14 (2)), or a gap."""

    text: str
    """The words found; empty for a gap."""
    kind: str
    """One of ``HINTS``."""
    where: str
    """Name of the passage or of the file; ``subject`` for the subject's card, ``recipients`` for the register."""
    sentence: str = ""
    """The sentence for people, where it is not the usual one."""
    file: int = 0
    """The attachment it was found in; 0 for the paper itself."""

    @property
    def asked(self) -> BeforeIssue:
        """What becomes of it before the paper is issued."""
        return HINTS[self.kind]

    @property
    def message(self) -> str:
        """The sentence for people, with ``{found}`` and ``{where}``."""
        return self.sentence or _MAY_BE


@dataclass(frozen=True)
class Enclosure:
    """A kept file that may go out with an answer, and what was found in it."""

    file: Attached
    hints: tuple[Hint, ...]

    @property
    def unread(self) -> tuple[Hint, ...]:
        """What only a person can look at."""
        return tuple(hint for hint in self.hints if hint.kind == "file")

    @property
    def found(self) -> tuple[Hint, ...]:
        """What may be other people's data."""
        return tuple(hint for hint in self.hints if hint.kind != "file")


UNTITLED = {
    "refused": N_("what is refused"),
    "withheld": N_("what is withheld"),
    "enclosures": N_("enclosures"),
    "subject": N_("the card of the person"),
    "recipients": N_("recipients"),
}
"""Parts of a paper that are no passage and have no title of their own, by ``Hint.where``."""
_MAY_BE = N_("“{found}” in “{where}” may be another person’s data (Art. 14 (2)).")
IN_FILE = N_("“{found}” in the file “{where}” may be another person’s data (Art. 14 (2)).")
"""Of words in a kept file."""
TO_REGULATOR = N_(
    "“{found}” in “{where}” may be a person’s data. Give Roskomnadzor only what it asks for (Art. 20 (4)): leave "
    "this out if the request does not ask for it."
)
"""Of words in an answer to Roskomnadzor: Art. 14 (2) is about answers to subjects."""
UNREAD_TO_REGULATOR = N_(
    "“{found}”: the program cannot read all of it. Look at the file yourself: give Roskomnadzor what it asks for "
    "(Art. 20 (4)) and nothing more about anyone."
)
"""Of a file beside such an answer."""
UNSAID = N_(
    "“{where}” is empty: the paper will say “no data” there. State who had the data and which of them were "
    "notified, or that nobody had them."
)
"""Of third parties, of whom the operator alone can say that there were none."""
UNPLACED = N_(
    "“{where}” is empty: the paper will say “no data” there. Name the information systems and the physical media "
    "the data were in."
)
"""Of the places of what was corrected, blocked, stopped or destroyed."""
UNPROVED = N_(
    "The notice says that the data have been destroyed but names no act. Under Art. 21 (7) a destruction must be "
    "confirmed by an act (order 179): give its number and date, or state what was actually done."
)
"""Of a destruction without the number or the date of its act."""
UNDONE = N_(
    "The notice reports a measure, but the records say otherwise: {found}. Correct whichever is wrong."
)
"""Of a deed that was declined, still runs or was done on another day by the records."""
UNSENT = N_(
    "The refusal is based on the letter that asked for what is missing, but its dispatch is not recorded: there is "
    "no proof that the person was asked (Art. 14 (3)). First record when and how it was sent."
)
"""Of a refusal for want of what was asked for, or because nobody showed who asks."""
EARLIER = N_(
    "The refusal says that the information was given in full, but: {found}. A repeat may be refused only if it "
    "was, and the burden of proof is on you (Art. 14 (4)–(6)). If anything was left out, answer the request."
)
"""Of a refusal as a repeat after an answer that left something open."""
STARTER = N_(
    "“{where}” is still the program’s starter text: go through it line by line, delete what does not apply and add "
    "what you do."
)
"""Of a passage that nobody has made their own yet."""
OTHER_LANGUAGE = N_(
    "“{where}” has words in the wrong language: “{found}”. Translate them, unless they are a name or a quotation."
)
"""Of Russian in a paper in English, or the other way."""
SEARCHED = N_(
    "“{where}” is still the program’s starter text: name the places where you actually looked, and delete the "
    "others."
)
"""Of the search on which “no data” rests: only whoever looked can say where."""
KEPT = N_(
    "The paper says that no data of this person are processed, but the register has: {found}. Answer with the "
    "information itself, or correct the register first."
)
"""Of an answer the register contradicts (Art. 14 (7) (1))."""
EMPTY_ITEM = N_(
    "“{where}” is empty: the paper will say “no data” there, although it confirms that data are processed."
)
"""Of an item whose silence contradicts the answer."""
UNCONFIRMED = N_(
    "Items 4, 8 and 9 do not name these recipients yet, because nobody has confirmed them: {found}. Give their "
    "names and countries in the register, or take them out of use."
)
"""Of recipients a starter set proposed."""
UNADDRESSED = N_(
    "Item 9 requires the address of whoever processes the data on your behalf, and the register has none for: "
    "{found}. Enter it there."
)
"""Of processors an answer names without their address (Art. 14 (7) (9))."""
UNKNOWN = N_(
    "The register does not know which data of this person you keep. Click here and tick them: the answer is then "
    "filled in from the register."
)
"""Of an answer the register has nothing for."""
CONSENTS_ALONE = N_(
    "The answer covers only what this person consented to. If you keep more (orders, contracts, letters), click "
    "here and tick it."
)
"""Of an answer to somebody of whom nothing but consents is on record."""
