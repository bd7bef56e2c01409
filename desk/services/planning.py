# SPDX-License-Identifier: Apache-2.0
"""Which terms an event opens: of the law, of the operator's own promises, and of the letter itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desk.domain.days import local_day
from desk.domain.deeds import VISIT_ROW
from desk.domain.due import Due, Nature, Why
from desk.domain.kinds import ApplicantRole, Channel, DemandKind, Law
from desk.domain.laws import RUSSIAN
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.settings import own_promises
from desk.services.terms import SET_DATE, SET_TITLE, Planned, fixed_date

_RECENT = timedelta(days=366)
"""Nobody looks up what was in force when a request came so recently."""
PROVED = "evidence.submitted"
"""The event that confirming data came."""
FOUND = {
    DemandKind.CLAIM_UNLAWFUL: "violation.found",
    DemandKind.CLAIM_INACCURATE: PROVED,
}
"""The event an own finding is: what is found inaccurate is confirmed by the operator’s own documents."""


def plan(
    desk: Desk,
    event: str,
    kind: DemandKind,
    start: datetime | date,
    demand: int | None,
    laws: Sequence[Law] = RUSSIAN,
) -> list[Planned]:
    """Every term the rule book attaches to an event: of these laws, and of the operator's own promises."""
    day = local_day(start, desk.zone)
    own = own_promises(desk)
    found = [
        rule
        for law in laws
        for rule in desk.rules.opened_by(event, day, kind.value, own=own, law=law)
    ]
    return [
        Planned(demand, rule.pack, desk.rules.due(rule, start, desk.zone))
        for rule in found
        if rule.nature is Nature.TERM
    ]


@dataclass(frozen=True)
class Receipt:
    """A request as it came: what its terms are counted from."""

    kinds: Sequence[DemandKind]
    role: ApplicantRole
    received: datetime
    sets: date | None = None
    """The date it sets by itself."""
    channel: Channel | None = None
    laws: Sequence[Law] = RUSSIAN
    third_party: bool = False
    proof: bool = False
    """Confirming data came with it."""


def planned_at_receipt(desk: Desk, came: Receipt, promises: bool | None = None) -> list[Planned]:
    """All terms a request opens on arrival under its laws, with the date it sets by itself.

    ``promises`` says whether the operator's own promises count, where that is known already.
    """
    day = local_day(came.received, desk.zone)
    own = own_promises(desk) if promises is None else promises
    opened = (
        term
        for order, kind in enumerate(came.kinds)
        for term in _opened(desk, came, kind, order, own=own)
    )
    found = list(dict.fromkeys(opened))
    if came.channel is Channel.IN_PERSON:
        found = [replace(each, due=_at_the_visit(each.due, day)) for each in found]
    if came.sets is not None:
        found.append(Planned(None, "letter", fixed_date(desk, SET_DATE, day, came.sets, SET_TITLE)))
    return found


def _opened(
    desk: Desk, came: Receipt, kind: DemandKind, order: int, *, own: bool
) -> Iterator[Planned]:
    """The terms that one of its demands opens."""
    if came.role is ApplicantRole.NOBODY:
        yield from plan(desk, FOUND[kind], kind, came.received, order)
        return
    if came.proof:
        yield from plan(desk, PROVED, kind, came.received, order, came.laws)
    day = local_day(came.received, desk.zone)
    for law in came.laws:
        for rule in desk.rules.opened_at_receipt(
            kind.value, day, own=own, law=law, third_party=came.third_party
        ):
            due = desk.rules.due(rule, came.received, desk.zone)
            yield Planned(None if rule.once else order, rule.pack, due)


def has_term(desk: Desk, kind: DemandKind, day: date) -> bool:
    """Whether Federal Law 152-FZ gives such a demand a term when it comes on this day."""
    opened = desk.rules.opened_at_receipt(kind.value, day, own=False, law=Law.RU)
    return any(rule.nature is Nature.TERM for rule in opened)


def check_in_force(
    desk: Desk, kinds: Sequence[DemandKind], received: datetime, laws: Sequence[Law]
) -> None:
    """Refuse a moment before the rules that give these demands a term: nothing would ever fall due."""
    day, today = local_day(received, desk.zone), desk.today()
    if Law.RU not in laws or today - day < _RECENT:
        return
    for kind in kinds:
        if has_term(desk, kind, today) and not has_term(desk, kind, day):
            raise Refusal(
                N_(
                    "The law that sets the deadline for such a demand was not in force then, so "
                    "no deadline could be calculated. Check the moment of receipt."
                ),
                field="received",
            )


def _at_the_visit(due: Due, day: date) -> Due:
    """Whoever comes in person inspects the data at once (Art. 20 (1)); the ten days are for requests."""
    if due.row != VISIT_ROW:
        return due
    steps = (*(step for step in due.steps if step.kind == "start"), Why("at_once", day))
    return replace(due, nominal=day, due=day, safe=day, firm=True, steps=steps)
