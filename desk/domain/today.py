# SPDX-License-Identifier: Apache-2.0
"""What the first screen says: what must be done now and why; plain values, computed by a service."""

from __future__ import annotations

from dataclasses import dataclass

from desk.domain.consent import DoubtedConsent, Proof
from desk.domain.destruction import Cause, DestructionStep
from desk.domain.due import Due
from desk.domain.incoming_doubts import UnfitRequest
from desk.domain.kinds import DemandKind, Found, Step, called
from desk.domain.recipient_information import InformationItem
from desk.domain.values import Both, Missing
from desk.errors import N_, Told

GROUPS = ("overdue", "today", "week", "later", "no_date")
"""Ids of the groups, in the order in which they are shown."""

NO_TERM = N_("No deadline was calculated: correct the moment of receipt")
"""Of a request that ought to have a term."""


@dataclass(frozen=True)
class TodayLine:
    """One open request or destruction, led by the earliest of its running terms, or one term of a consent, transfer or client."""

    record: str
    """``request``, ``destruction``, ``consent``, ``transfer`` or ``client``."""
    id: int
    number: str
    kinds: tuple[DemandKind, ...]
    """What a request demands; empty for other records."""
    step: Step | DestructionStep | None
    due: Due | None
    """The leading term with its steps; ``None`` where no term runs."""
    title: str
    """Short name of the duty; empty without a term."""
    overdue: bool
    days_left: int | None
    """Calendar days; negative when overdue."""
    working_days_left: int | None
    hours_left: int | None = None
    """Whole hours, for terms that run in hours."""
    cause: Cause | None = None
    """Why data are destroyed."""
    own: bool = False
    """Nobody wrote: it is the operator’s own finding."""
    name: str = ""
    """What its register calls a client or a transfer, whose number is a code; empty for other records."""

    @property
    def called(self) -> tuple[DemandKind | Found, ...]:
        """What the demands of a request are called by."""
        return tuple(called(kind, own=self.own) for kind in self.kinds)

    @property
    def request(self) -> int:
        """The request, or 0 for another record."""
        return self.id if self.record == "request" else 0


def repeats(title: str, step: str) -> bool:
    """Whether the name of the duty only says the step at greater length."""
    return bool(step) and title.casefold().startswith(step.casefold())


@dataclass(frozen=True)
class TodayGroup:
    """Lines of one urgency; ``total`` counts also those beyond the lines that were read."""

    id: str
    lines: tuple[TodayLine, ...]
    total: int


@dataclass(frozen=True)
class Proposal:
    """Something that asks for a destruction or concerns transfers, and has no term of its own."""

    id: str
    """Of destructions: ``holdings`` whose term of storage has passed, ``consents``: holdings whose consent ended,
    ``left_out``: holdings a destruction left over, ``letters`` not confirmed in time, ``acts``: papers whose
    three years are over, ``outside_acts``: acts drawn up outside the desk that were kept so long. Of transfers: ``transfers_barred`` run though they may not flow, ``transfers_opened``
    and ``transfers_opening``: the wait ends today or soon, ``transfers_banned``: the recipient has not confirmed
    that it destroyed, ``transfers_missing``: somebody abroad gets data and no transfer is recorded,
    ``transfers_relisted``: a newer list of states changes the answer, ``transfers_untold``: the recipient has not
    told all of Art. 12 (5)."""
    total: int
    untold: tuple[tuple[Both, tuple[InformationItem, ...]], ...] = ()
    """Which recipients have not told, and what."""
    numbers: tuple[str, ...] = ()
    """The first of the requests it is about, where the list has no other way to them."""


@dataclass(frozen=True)
class TodayView:
    """Everything the first screen shows."""

    groups: tuple[TodayGroup, ...]
    lacks: tuple[Missing, ...]
    """What papers need and the operator's card does not hold."""
    warnings: tuple[Told, ...]
    """Message ids of what was found at opening, e.g. a folder others can read."""
    soon: int
    """Records due within three working days, overdue ones included."""
    endings: tuple[Told, ...] = ()
    """Acts papers follow that end soon or have ended."""
    requests: int = 0
    """Open requests; the groups count other records, too."""
    destructions: int = 0
    """Destructions that are not finished."""
    consents: int = 0
    """Consents that end soon, and terms that run on others."""
    proposals: tuple[Proposal, ...] = ()
    """Only those that count something."""
    transfers: tuple[Proposal, ...] = ()
    """The same about transfers."""
    expiring: int = 0
    """Consents in force that end within thirty days."""
    assignments: tuple[Told, ...] = ()
    """What assignments lack, who may still be objected to, what is due, how the published list differs."""
    harm: Told | None = None
    """That the newest assessment of harm rests on facts that have changed."""
    broken: tuple[tuple[int, str], ...] = ()
    """Papers in use whose signature the last check found broken: id and number."""
    broken_in: tuple[tuple[int, str], ...] = ()
    """Open requests with which something came in whose signature is broken: id and number."""
    unfit: tuple[UnfitRequest, ...] = ()
    """Open requests that came signed by what does not count."""
    doubted: tuple[DoubtedConsent, ...] = ()
    """Consents in force whose written form rests on signatures that do not prove it."""
    strange: tuple[tuple[int, str], ...] = ()
    """Consents in force signed by the certificate of somebody else: id and number."""
    unchecked: Told | None = None
    """That electronic signatures of papers were not checked for long."""
    uncounted: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    """Papers that wait for the word that a signature was checked elsewhere: id, number, and why it does not count."""
    localisation: Told | None = None
    """Databases abroad that record first, or of which nobody said whether they do."""

    @property
    def unproved(self) -> tuple[DoubtedConsent, ...]:
        """Those of the consents whose signatures are broken, first, or do not count."""
        found = (each for each in self.doubted if each.proof is not Proof.UNCHECKED)
        return tuple(sorted(found, key=lambda each: each.proof is not Proof.BROKEN))

    @property
    def unverified(self) -> tuple[DoubtedConsent, ...]:
        """Those of the consents whose signatures are kept and were not verified here."""
        return tuple(each for each in self.doubted if each.proof is Proof.UNCHECKED)

    def count(self, register: str) -> int:
        """How many records of a register want a hand."""
        if register == "transfers":
            return sum(each.total for each in self.transfers if each.id == "transfers_barred")
        return {
            "requests": self.requests,
            "consents": self.consents,
            "destruction": self.destructions,
        }[register]

    def group(self, id: str) -> TodayGroup:
        """The group by its id."""
        return next(group for group in self.groups if group.id == id)
