# SPDX-License-Identifier: Apache-2.0
"""Repeat requests (R06): when a person who was given the information may ask for it again.

The thirty days run from the application or the sending of the first request, not from its receipt,
and only if the information was provided; a repeat is never refused by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.domain.days import local_day, parsed
from desk.domain.due import Due, plain_day
from desk.domain.kinds import DemandKind, DemandState, Law, Leaving
from desk.domain.laws import read
from desk.domain.numbering import printed_number
from desk.domain.request import PersonFields
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.paper.left_papers import paper_left
from desk.services.request.cases import load_case
from desk.services.rows import KeptRequest
from desk.services.sequence import precedes
from desk.storage.models import Demand, Person, Request

_SAME = (
    "SELECT r.id, r.number, coalesce(r.sent, r.received) FROM request r JOIN demand d ON d.request = r.id"
    " WHERE r.state <> 'void' AND d.kind = ?1"
    " AND d.state = 'satisfied' AND r.answered IS NOT NULL AND r.id <> ?2 AND r.received <= ?3"
    " AND r.subject IN (SELECT ?4 UNION SELECT coalesce(merged_into, id) FROM person WHERE email_key = ?5 AND email_key <> '')"
    " AND NOT EXISTS (SELECT 1 FROM document x WHERE x.number = d.outcome"
    " AND x.form = 'reply_not_processed')"
    " ORDER BY r.received DESC"
)
REPEATABLE = (DemandKind.ACCESS, DemandKind.TRANSFERS_INFORMATION, DemandKind.INSPECT)
"""What Art. 14 (4) speaks of: the information of part 7 and the data themselves."""


@dataclass(frozen=True)
class Earlier:
    """A request that was answered with the information."""

    id: int
    number: str


def earlier_request(
    desk: Desk,
    kinds: Sequence[DemandKind],
    received: str,
    subject: int | None,
    email_key: str,
    but: int = 0,
    sent: str = "",
) -> Earlier | None:
    """The newest earlier request of the same person and kind whose information was given in full.

    What was ``sent`` before the other one was is no repeat of it, whichever came first.
    """
    for kind in filter(REPEATABLE.__contains__, kinds):
        params = (kind.value, but, received, subject or 0, email_key)
        for id, number, first in desk.database.execute_sql(_SAME, params):
            early = precedes(sent or received, first, desk.zone)
            if not early and not _came_back(desk, id):
                return Earlier(id, number)
    return None


def _came_back(desk: Desk, id: int) -> bool:
    """Whether the answer to a request came back undelivered: it gave nobody the information."""
    return Leaving.ANSWER in load_case(desk, id)[1].returned


def standing_repeat(desk: Desk, request: Request) -> Earlier | None:
    """What a request that was taken in as a repeat still repeats, as it stands now."""
    asked = Demand.select().where(Demand.request == request.id)
    card = None if request.subject_id is None else Person.get_by_id(request.subject_id)
    kinds = [DemandKind(each.kind) for each in asked]
    return _alike(desk, request, kinds, card.email_key if card else "")


def _alike(
    desk: Desk, request: Request | KeptRequest, kinds: Sequence[DemandKind], email_key: str
) -> Earlier | None:
    """What a request repeats by its person and kinds, whatever it was taken in as."""
    who, sent = request.subject_id, request.sent or ""
    return earlier_request(desk, kinds, request.received, who, email_key, request.id, sent)


def repeat_corrected(desk: Desk, request: Request) -> dict[str, str]:
    """Repeat another request, or none, where a correction says so; returns what the journal tells of it."""
    if request.repeat_of_id is None:
        return {}
    found = standing_repeat(desk, request)
    if found is not None and found.id == request.repeat_of_id:
        return {}
    before = Request.get_by_id(request.repeat_of_id).number
    Request.update(repeat_of=found.id if found else None).where(Request.id == request.id).execute()
    return {"repeated_before": before, "repeats": found.number if found else ""}


def repeated(desk: Desk, request: Request) -> int | None:
    """The request this one repeats, as it was taken in or as it stands now."""
    if request.repeat_of_id is not None:
        return request.repeat_of_id
    earlier = standing_repeat(desk, request)
    return earlier.id if earlier else None


_GIVEN = (
    "SELECT r.number, r.answered, d.state, x.id FROM request r JOIN demand d ON d.request = r.id"
    " LEFT JOIN document x ON x.number = d.outcome AND d.outcome <> ''"
    " WHERE r.id = ? AND r.state <> 'void' AND d.kind = ? AND coalesce(x.form, '') <> 'reply_not_processed'"
)
_NOT_GIVEN = N_(
    "No earlier request from this person was answered with the information in full: this one "
    "cannot be refused as a repeat (Art. 14 (4))."
)
_IN_PART = N_(
    "Request {number} was answered with only part of the information: this one cannot be refused "
    "as a repeat (Art. 14 (5))."
)
_NOT_LEFT = N_(
    "There is no proof that the answer to request {number} was sent: this one cannot be refused "
    "as a repeat (Art. 14 (4)). If it was sent, first record when and how."
)

_CAME_BACK = N_(
    "The answer to request {number} came back undelivered: this one cannot be refused as a repeat"
    " (Art. 14 (4)). If it was sent another way, record that first."
)


def check_repeat(
    desk: Desk, request: Request, kinds: tuple[DemandKind, ...], *, alone: bool
) -> None:
    """Refuse as a repeat only what was given in full on the first request and is asked again within the thirty days.

    ``alone``: the refusal has no other ground, so each of ``kinds`` must have been given.
    """
    first = repeated(desk, request)
    lacks = [_not_given(desk, first or 0, kind) for kind in kinds if kind in REPEATABLE]
    left = [lack for lack in lacks if lack is not None]
    if not lacks or (left if alone else len(left) == len(lacks)):
        raise next(iter(left), Refusal(_NOT_GIVEN, field="refused"))
    if repeat_gate(desk, first or 0, request.received) is None:
        raise Refusal(
            N_(
                "Thirty days have passed since the first request: this one cannot be refused as "
                "a repeat (Art. 14 (4))."
            ),
            field="refused",
        )


def _not_given(desk: Desk, first: int, kind: DemandKind) -> Refusal | None:
    """Why the information of this kind was not given in full on ``first``; nothing where it was."""
    row = desk.database.execute_sql(_GIVEN, (first, kind.value)).fetchone()
    if row is None:
        return Refusal(_NOT_GIVEN, field="refused")
    number, answered, state, paper = row
    if state == DemandState.PARTLY:
        return Refusal(_IN_PART, field="refused", number=printed_number(number))
    if state != DemandState.SATISFIED:
        return Refusal(_NOT_GIVEN, field="refused")
    if _came_back(desk, first):
        return Refusal(_CAME_BACK, field="refused", number=printed_number(number))
    if answered is None or (paper is not None and paper_left(desk, paper) is None):
        return Refusal(_NOT_LEFT, field="refused", number=printed_number(number))
    return None


def gate_of(
    desk: Desk, request: KeptRequest, kinds: Sequence[DemandKind], subject: PersonFields | None
) -> Due | None:
    """Until when it may be refused as a repeat of what it was taken in as one of or, by its person, is one of."""
    if Law.RU not in read(request.laws):
        return None
    first = request.repeat_of_id
    if first is None:
        found = _alike(desk, request, kinds, fold(subject.email) if subject else "")
        first = found.id if found else None
    if first is None or (request.repeat_of_id is not None and _came_back(desk, first)):
        return None
    return repeat_gate(desk, first, request.received)


def repeat_gate(desk: Desk, first: int, received: str) -> Due | None:
    """Until when a repeat of ``first`` may be refused, if ``received`` lies before that; else ``None``."""
    row = desk.database.execute_sql(
        "SELECT coalesce(sent, received) FROM request WHERE id = ?", (first,)
    ).fetchone()
    if row is None:
        return None
    start = parsed(row[0])
    zone = desk.zone
    try:
        rule = desk.rules.find("R06", local_day(start, zone))
    except Refusal:
        return None
    gate = desk.rules.due(rule, start, zone)
    day = local_day(datetime.fromisoformat(received), zone)
    return gate if day < plain_day(gate.due) else None
