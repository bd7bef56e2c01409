# SPDX-License-Identifier: Apache-2.0
"""That a record does not contradict itself: nothing is dated before what must come first.

Asked wherever moments are written; the sentence stands at the field that was just filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from desk.domain.days import day_of, local_day, start_of
from desk.domain.kinds import ApplicantRole, Channel
from desk.domain.numbering import printed_number
from desk.domain.proposal import Correction
from desk.domain.request import Intake
from desk.errors import N_, AtField, Refusal, Told
from desk.services.checks import SKEW, check_set_date
from desk.services.desk import Desk
from desk.services.rows import KeptRequest
from desk.services.terms import Planned, iso
from desk.storage.models import Deadline, Document, Request

_DAY = timedelta(days=1)
_SINCE = {
    "authority_checked": N_("the representative’s authority was checked"),
    "identified": N_("it was established who is asking"),
    "completion_asked": N_("what is missing was asked for"),
    "blocked": N_("the data were blocked"),
    "answered": N_("the answer was sent"),
    "closed": N_("the request was closed"),
}
"""Columns with the moment of something that presupposes the request."""
_STARTED = (
    "evidence.submitted", "violation.found", "remedy.done", "destruction.impossible",
    "destruction.done",
)  # fmt: skip
"""Events that open terms of a request after its receipt."""


def later_rules(desk: Desk) -> frozenset[str]:
    """Rules opened by what happened after receipt; another moment of receipt does not move them."""
    return frozenset(rule.id for rule in desk.rules.rules if rule.event in _STARTED)


DAY_IS_ENOUGH = frozenset(
    {Channel.POST, Channel.IN_PERSON, Channel.PHONE, Channel.RKN, Channel.OWN}
)
"""Ways on which no machine notes the hour; terms in days run from the day after, whatever the hour (GK 191)."""


def known_day(intake: Intake, zone: str) -> str | None:
    """The ISO day of receipt, where only that is known."""
    return local_day(intake.received, zone).isoformat() if intake.by_day else None


def latest(received: str, zone: str, now: datetime) -> datetime:
    """The last moment at which it can have come; ``received`` is an ISO day or moment."""
    if "T" in received:
        return datetime.fromisoformat(received)
    return min(start_of(date.fromisoformat(received) + _DAY, zone) - SKEW, now)


def check_by_day(channel: Channel) -> None:
    """An e-mail and whatever else a machine took in has its time."""
    if channel not in DAY_IS_ENOUGH:
        raise Refusal(
            N_(
                "What is received this way carries a time: enter the time too, as in 24.11.2026 14:05."
            ),
            field="received",
        )


def check_hours(terms: Iterable[Planned], *, by_day: bool) -> None:
    """A term in hours runs from a moment, not from a day."""
    if by_day and any(isinstance(term.due.due, datetime) for term in terms):
        raise Refusal(
            N_(
                "A deadline in hours runs from the receipt: enter the time too, as in 24.11.2026 14:05."
            ),
            field="received",
        )


def check_hour(at: date, met: Iterable[Deadline]) -> None:
    """What meets a term in hours has its hour; a deed due at once has the day of its beginning."""
    in_hours = ("T" in term.due and term.due != term.starts for term in met)
    if not isinstance(at, datetime) and any(in_hours):
        raise Refusal(
            N_("A deadline in hours ends with it: enter the time too, as in 24.11.2026 14:05."),
            "at",
        )


def check_moments(intake: Intake, zone: str) -> None:
    """Refuse a request to be registered whose moments contradict one another."""
    came = local_day(intake.received, zone)
    if intake.by_day:
        check_by_day(intake.channel)
    check_set_date(intake.sets_date, came)
    received = known_day(intake, zone) or iso(intake.received)
    _check_sent(iso(intake.sent) if intake.sent else "", received, zone)
    check_letter_day(intake.their_date, came)


def _check_sent(sent: str, received: str, zone: str, field: str = "sent") -> None:
    """Nothing is received before it was sent; clocks may differ a little."""
    if sent and precedes(received, sent, zone):
        raise Refusal(
            N_("The letter cannot have been sent after it was received: one of the two is wrong."),
            field=field,
        )


def check_letter_day(bears: str, received: date, field: str = "their_date") -> None:
    """A letter does not bear a day later than the one it came on."""
    if bears and date.fromisoformat(bears) > received:
        raise Refusal(N_("The letter is dated later than the day it was received."), field=field)


def check_correction(desk: Desk, request: Request, changes: Correction) -> None:
    """Refuse a corrected record that contradicts itself, at the field that was changed."""
    moved = changes.received is not None
    if request.received_day:
        check_by_day(Channel(request.channel))
    if moved or changes.sent:
        field = "received" if changes.sent is None else "sent"
        came = request.received_day or request.received
        _check_sent(request.sent or "", came, desk.zone, field)
    if moved or changes.their_date:
        field = "received" if changes.their_date is None else "their_date"
        check_letter_day(request.their_date or "", day_of(request.received, desk.zone), field)
    if moved:
        for moment, what in _followed(desk, request):
            if precedes(moment, request.received, desk.zone):
                raise Refusal(
                    N_(
                        "The letter cannot have been received later than {day}: on that date {what}."
                    ),
                    field="received",
                    day=day_of(moment, desk.zone),
                    what=what,
                )


def _followed(desk: Desk, request: Request) -> Iterator[tuple[str, Told]]:
    """What presupposes the request, each with its day or moment."""
    for name, what in _SINCE.items():
        if moment := getattr(request, name):
            yield moment, Told(what)
    for paper in Document.select(Document.issued, Document.number).where(
        Document.request == request.id, Document.state == "issued"
    ):
        number = printed_number(paper.number or "")
        yield paper.issued or "", Told(N_("paper No. {number} was issued"), number=number)
    if request.role == ApplicantRole.NOBODY:
        return  # The terms of an own finding begin with the finding itself.
    for term in Deadline.select(Deadline.starts).where(
        Deadline.request == request.id,
        Deadline.rule.in_(list(later_rules(desk))),
        Deadline.dropped.is_null(),
    ):
        yield term.starts, Told(N_("another deadline of this request started"))


def precedes(one: str, other: str, zone: str) -> bool:
    """Whether something kept as an ISO day or moment came before another; of days alone the days decide."""
    if "T" in one and "T" in other:
        return datetime.fromisoformat(one) + SKEW < datetime.fromisoformat(other)
    return day_of(one, zone) < day_of(other, zone)


def not_before(desk: Desk, request: Request | KeptRequest, moment: date, field: str) -> None:
    """Nothing is done on a request before it came."""
    if precedes(iso(moment), request.received, desk.zone):
        raise AtField(N_("This is before the request was received."), field=field)
