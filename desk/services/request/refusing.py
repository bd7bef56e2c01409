# SPDX-License-Identifier: Apache-2.0
"""What a ground of refusal claims about the request, held against what the record knows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desk.domain.case import Case
from desk.domain.deeds import FOUND_ROWS, PROVED_ROWS
from desk.domain.kinds import DemandKind, DemandState, Law
from desk.domain.paper import Draft, RefusalFacts, ReplyAccessFacts, Withheld
from desk.domain.rulefile import Ground
from desk.domain.steps import CHECK_KINDS
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.norms import answers
from desk.services.paper.facts import Matter, matter
from desk.services.paper.written import grounds_of
from desk.services.request.cases import load_case
from desk.services.request.repeats import check_repeat

NO_VIOLATION = "21.1"
"""The check found no violation."""
UNCONFIRMED = "20.3"
"""Nothing confirms what is claimed."""
REPEAT = "14.4"
"""The information was given, and it is asked for again too early."""


INCOMPLETE = "14.3"
"""The request lacks what it must contain, and this did not come when it was asked for."""
UNKNOWN = ("14.3.person", "9.1", "16.4.person")
"""It is not confirmed who asks, or with what power."""
TELLS_NOTHING = frozenset({*UNKNOWN, INCOMPLETE, "10.1.12"})
"""What a stranger may be told: it speaks of the letter alone, and of no data, contract or check."""
_STRANGER = N_(
    "It has not been confirmed who is asking, and this ground would reveal whether data are "
    "processed. Confirm it first, or refuse because identity or authority is not confirmed."
)
_STRANGER_STOPS = N_(
    "It has not been confirmed who is asking, and this ground would reveal whether data are "
    "processed. Confirm it first. Advertising must stop at once for anyone who asks (Art. 15 "
    "(2)): an unknown sender is no ground for refusal."
)


@dataclass(frozen=True)
class Offered:
    """What a refusal of certain demands can rest on by what the record knows."""

    grounds: tuple[Ground, ...]
    barred: tuple[Refusal, ...]
    """Why others that could answer such demands are not among them, each reason once."""


def offered(desk: Desk, request: int, kinds: Collection[DemandKind]) -> Offered:
    """The grounds that fit demands of these kinds and that ``check_grounds`` would let pass now."""
    found = matter(desk, request, ())
    case = load_case(desk, request)[1]
    grounds: list[Ground] = []
    barred: dict[str, Refusal] = {}
    for ground in desk.rules.grounds_of(found.laws):
        if ground.fits(kinds):
            try:
                _check_true(desk, found, case, {ground.id}, tuple(kinds))
            except Refusal as why:
                barred.setdefault(why.msgid, why)
            else:
                grounds.append(ground)
    return Offered(tuple(grounds), tuple(barred.values()))


def check_grounds(desk: Desk, draft: Draft, found: Matter | None) -> None:
    """Every ground is of a law the request is under, can answer what the paper decides, and is true.

    What a replaced paper rested on was allowed once: only new grounds are held against the record.
    """
    grounds = {item.ground: desk.rules.ground(item.ground) for item in _items(draft)}
    if found is None:
        return
    kinds = _kinds(found, draft)
    known = frozenset() if draft.replaces is None else grounds_of(desk, draft.replaces)
    for id, ground in grounds.items():
        _check_law(ground, found)
        if id not in known:
            _check_kinds(ground, kinds)
    if new := grounds.keys() - known:
        _check_true(desk, found, load_case(desk, found.request.id)[1], new, kinds)


def _items(draft: Draft) -> tuple[Withheld, ...]:
    match draft.facts:
        case RefusalFacts(refused=items) | ReplyAccessFacts(withheld=items):
            return items
    return ()


def _kinds(found: Matter, draft: Draft) -> tuple[DemandKind, ...]:
    """The kinds of the demands the paper decides; what is replaced has decided its own already."""
    kinds = (
        DemandKind(each.kind)
        for each in found.about()
        if each.state == DemandState.OPEN or draft.replaces is not None
    )
    if not isinstance(draft.facts, ReplyAccessFacts):
        return tuple(kinds)
    return tuple(kind for kind in kinds if answers(draft.form, "", kind))


def _check_law(ground: Ground, found: Matter) -> None:
    if ground.law not in found.laws:
        raise Refusal(
            N_("The ground “{id}” belongs to a law that does not apply to this request."),
            field="refused",
            id=ground.id,
        )


def _check_kinds(ground: Ground, kinds: Collection[DemandKind]) -> None:
    if not ground.fits(kinds):
        raise Refusal(
            N_("The ground “{id}” covers no open demand of this request."),
            field="refused",
            id=ground.id,
        )


def _check_true(
    desk: Desk,
    found: Matter,
    case: Case,
    grounds: Collection[str],
    kinds: tuple[DemandKind, ...],
) -> None:
    """What the words of a ground claim of a check, of a letter or of a person is in the record."""
    request = found.request
    if REPEAT in grounds:
        check_repeat(desk, request, kinds, alone=set(grounds) == {REPEAT})
    if INCOMPLETE in grounds:
        _check_incomplete(case)
    if set(grounds).intersection(UNKNOWN) and not case.needs_identity:
        raise Refusal(
            N_(
                "The record says that the applicant’s identity is confirmed, so that cannot be the ground."
            ),
            field="refused",
        )
    if not {NO_VIOLATION, UNCONFIRMED}.isdisjoint(grounds):
        _check_checked(case, grounds, kinds)
    russian = {id for id in grounds if desk.rules.ground(id).law is Law.RU}
    if case.needs_identity and russian - TELLS_NOTHING:
        way_out = any(desk.rules.ground(id).fits(kinds) for id in UNKNOWN)
        raise Refusal(_STRANGER if way_out else _STRANGER_STOPS, field="refused")


def _check_incomplete(case: Case) -> None:
    if not case.missing:
        raise Refusal(
            N_("Nothing is missing that Art. 14 (3) asks for: that cannot be the ground."),
            field="refused",
        )
    if not case.completion_asked:
        raise Refusal(
            N_("The applicant has not been asked for what is missing: send that letter first."),
            field="refused",
        )


def _check_checked(case: Case, grounds: Collection[str], kinds: tuple[DemandKind, ...]) -> None:
    if CHECK_KINDS.intersection(kinds) and not case.inquired:
        # Art. 21 (1): the data are blocked for the time of the check, so a check there must be.
        raise Refusal(N_("First record the inquiry: facts, cause and measures."), field="refused")
    open_rows = [term.row for term in case.terms if term.row in FOUND_ROWS]
    if NO_VIOLATION in grounds and open_rows:
        raise Refusal(
            N_("A violation was found and {rows} is open, so “no violation” cannot be the ground."),
            field="refused",
            rows=", ".join(open_rows),
        )
    proved = [term.row for term in case.terms if term.row in PROVED_ROWS]
    if UNCONFIRMED in grounds and proved:
        raise Refusal(
            N_(
                "Confirming data were received and {rows} is open, so “no confirming data” cannot be the ground."
            ),
            field="refused",
            rows=", ".join(proved),
        )
