# SPDX-License-Identifier: Apache-2.0
"""How consents end: withdrawn by the subject, stopped by a demand, expired.

Ending a consent ends no processing that rests on another ground (Art. 9 (2)): the grounds are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from peewee import Case, Expression

from desk.domain.case import AT_ONCE_KINDS
from desk.domain.consent import ENDS, ConsentKind, ConsentRow, ConsentState, OtherGround
from desk.domain.days import day_of, local_day
from desk.domain.kinds import DemandKind
from desk.domain.numbering import printed_number
from desk.domain.request import PersonFields
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.services.checks import check_done, clean_text
from desk.services.consent.grounds import other_grounds
from desk.services.consent.listing import consent_rows
from desk.services.consent.stoplist import addresses_of, put_on_stop_list
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.request.endings import came, follow_requests, people_of
from desk.services.request.known_requests import known_request
from desk.services.sequence import latest
from desk.services.settings import own_promises
from desk.services.terms import RUNNING, Planned, insert_terms, iso, stamp
from desk.services.transfer.parts import ended_parts
from desk.storage.models import Consent, Deadline, Holding, Person, Request

_WITHDRAWN = "R21"


def get_consent(id: int) -> Consent:
    """A consent; refuses when there is none."""
    row = Consent.get_or_none(Consent.id == id)
    if row is None:
        raise Refusal(N_("There is no such consent."))
    return row


def require_active(row: Consent) -> None:
    """Refuse what only a consent in force lets happen."""
    if row.state != ConsentState.ACTIVE:
        raise Refusal(
            N_("Consent {number} is not in force any more."), number=printed_number(row.number)
        )


_REST = (
    "UPDATE holding SET consent = (SELECT o.id FROM consent c JOIN consent o ON o.person = c.person"
    " AND o.purpose_code = c.purpose_code AND o.state = 'active' WHERE c.id = ?1)"
    " WHERE consent = ?1 AND ended IS NULL AND person = (SELECT person FROM consent WHERE id = ?1)"
    " AND EXISTS (SELECT 1 FROM consent c JOIN consent o ON o.person = c.person"
    " AND o.purpose_code = c.purpose_code AND o.state = 'active' WHERE c.id = ?1)"
)


def end(
    desk: Desk,
    id: int,
    state: ConsentState,
    on: str,
    because: str = "",
    request: int | None = None,
) -> None:
    """Write how and when a consent ended, with the terms it had opened itself.

    What is held rests on another consent to the same purpose where there is one.
    """
    columns: dict[str, object] = {"state": state.value, "ended": on, "ended_because": because}
    if request is not None:
        columns["request"] = request
    Consent.update(columns).where(Consent.id == id).execute()
    desk.database.execute_sql(_REST, (id,))
    Deadline.update(dropped=stamp(desk.now())).where(Deadline.consent_id == id, RUNNING).execute()


@writes("consent", "deadline", "request")
def withdraw_consents(
    desk: Desk,
    ids: Sequence[int],
    on: date | datetime,
    request: int | None = None,
    because: str = "",
) -> list[OtherGround]:
    """End consents their subject withdraws; returns the grounds on which processing goes on (Art. 9 (2)).

    Without a request the term to destroy (R21) is opened here, where no other ground bears the purpose.
    """
    because = clean_text(because, "because", "note")
    rows = [get_consent(id) for id in dict.fromkeys(ids)]
    if not rows:
        raise AtField(N_("Choose the consents that are withdrawn."), field="consents")
    moment = check_done(on, desk.now(), desk.today(), "on")
    for row in rows:
        require_active(row)
        if local_day(moment, desk.zone) < day_of(row.given, desk.zone):
            raise Refusal(N_("It cannot be withdrawn before it was given."), field="on")
    _check_request(desk, rows, request)
    _withdraw(desk, rows, moment, request, because)
    grounds = other_grounds(desk, [row.id for row in rows])
    if request is None:
        _open_destruction(desk, rows, moment)
    return grounds


def _check_request(desk: Desk, rows: Sequence[Consent], request: int | None) -> None:
    """The consents must be those of whoever the request is about."""
    if request is None:
        return
    row = known_request(request, "request")
    theirs = people_of(desk, row.subject_id)
    if any(each.person_id not in theirs for each in rows):
        raise Refusal(
            N_(
                "A consent belongs to a different person than the request. If they are the same "
                "person, merge the cards first."
            ),
            field="consents",
        )


@writes("consent", "deadline", "request")
def _withdraw(
    desk: Desk,
    rows: Sequence[Consent],
    moment: date | datetime,
    request: int | None,
    because: str,
) -> None:
    number = ""
    if request is not None:
        number = str(Request.get_by_id(request).number)
        numbers = ", ".join(printed_number(row.number) for row in rows)
        add_event(desk, request, EventKind.CONSENTS_ENDED, numbers)
    day = local_day(moment, desk.zone)
    for row in rows:
        end(desk, row.id, ConsentState.WITHDRAWN, iso(moment), because, request)
        _release(row, day.isoformat())
        add_event(desk, row.id, EventKind.CONSENT_WITHDRAWN, because, owner="consent")
        desk.record("consent.withdrawn", row.number, on=moment, request=number)
    _note_parts(desk, rows, request)
    for row in rows:
        if row.kind == ConsentKind.MARKETING:
            _list_addresses(desk, row.person_id, number or row.number, day)
    follow_requests(desk, {row.person_id for row in rows})


def _note_parts(desk: Desk, rows: Sequence[Consent], request: int | None) -> None:
    """Say in the timelines in which transfers the data of the person go no further."""
    for row in rows:
        codes = [
            each.code for each in ended_parts(desk, [row.person_id]) if each.consent == row.number
        ]
        if not codes:
            continue
        add_event(desk, row.id, EventKind.TRANSFERS_ENDED, ", ".join(codes), owner="consent")
        if request is not None:
            add_event(desk, request, EventKind.TRANSFERS_ENDED, ", ".join(codes))


def _list_addresses(desk: Desk, person: int, because: str, day: date) -> bool:
    """Put where advertising would reach a person on the stop list; false when nothing is known."""
    addresses = [
        each
        for card in Person.select().where((Person.id == person) | (Person.merged_into == person))
        for each in addresses_of(PersonFields(email=card.email, phone=card.phone))
    ]
    if addresses:
        put_on_stop_list(desk, addresses, because, day)
    return bool(addresses)


def _open_destruction(desk: Desk, rows: Iterable[Consent], moment: date | datetime) -> None:
    """The thirty days to destroy (R21) of each consent whose purpose nothing else bears."""
    day = local_day(moment, desk.zone)
    rules = [
        rule
        for rule in desk.rules.opened_by(
            "request.received", day, DemandKind.WITHDRAW, own=own_promises(desk)
        )
        if rule.row == _WITHDRAWN
    ]
    opened: set[tuple[int, str]] = set()
    for row in rows:
        purpose = (row.person_id, row.purpose_code)
        if purpose in opened or _borne(desk, row):
            continue
        opened.add(purpose)
        terms = [
            Planned(None, rule.pack, desk.rules.due(rule, moment, desk.zone)) for rule in rules
        ]
        insert_terms(desk, row.id, terms, (), desk.zone, owner="consent")


def _borne(desk: Desk, row: Consent) -> bool:
    """Whether another consent or ground of the same purpose is left."""
    other = Consent.select().where(
        Consent.person == row.person_id,
        Consent.purpose_code == row.purpose_code,
        Consent.state == ConsentState.ACTIVE,
    )
    return other.exists() or any(each.same_purpose for each in other_grounds(desk, [row.id]))


def end_at_demand(desk: Desk, request: int) -> None:
    """End what the arrival of a demand itself ends: marketing (R25) and dissemination (R28).

    Consents are found by the subject's card and e-mail address; called inside the act that takes the
    demand in or puts it right.
    """
    row = Request.get_by_id(request)
    kinds = {DemandKind(kind) for kind in row.kinds.split()} & AT_ONCE_KINDS
    if not kinds or row.subject_id is None:
        return
    people = people_of(desk, row.subject_id, by_name=False)
    moment = latest(row.received_day or row.received, desk.zone, desk.now())
    wanted = {kind for demand in kinds for kind in ENDS[demand]}
    live = list(
        Consent.select().where(
            Consent.person.in_(sorted(people)),
            Consent.kind.in_(sorted(wanted)),
            Consent.state == ConsentState.ACTIVE,
            _given_before(desk, row),
        )
    )
    if live:
        _withdraw(desk, live, moment, request, "")
    if DemandKind.STOP_MARKETING in kinds:
        day = local_day(moment, desk.zone)
        if _list_addresses(desk, row.subject_id, row.number, day):
            add_event(desk, request, EventKind.STOP_LISTED)


def _given_before(desk: Desk, row: Request) -> Expression:
    """What was agreed to after a demand came, it does not end."""
    moment, day = came(desk, row.received_day or row.received)
    found: Expression = Consent.given <= Case(None, [(Consent.given.contains("T"), moment)], day)
    return found


def consents_of_request(desk: Desk, request: int) -> list[ConsentRow]:
    """The consents the demands of a request are about: in force, or ended by it."""
    row = known_request(request)
    wanted = {kind for each in row.kinds.split() for kind in ENDS.get(DemandKind(each), ())}
    if not wanted or row.subject_id is None:
        return []
    found = (
        Consent.select(Consent.id)
        .where(
            Consent.person.in_(sorted(people_of(desk, row.subject_id))),
            Consent.kind.in_(sorted(wanted)),
            ((Consent.state == ConsentState.ACTIVE) & _given_before(desk, row))
            | (Consent.request == request),
        )
        .order_by(Consent.given.desc(), Consent.id.desc())
    )
    return consent_rows(desk, [each.id for each in found])


@writes("consent", "deadline", "request")
def end_expired(desk: Desk, ids: Sequence[int]) -> None:
    """End consents whose last day has passed; ``expiry`` looks for them."""
    for id in ids:
        row = Consent.get_by_id(id)
        end(desk, id, ConsentState.EXPIRED, row.valid_until or "")
        _release(row, row.valid_until or "")
        add_event(desk, id, EventKind.CONSENT_EXPIRED, owner="consent")
        follow_requests(desk, [row.person_id])
        desk.record("consent.expired", row.number, on=row.valid_until)


def _release(row: Consent, day: str) -> None:
    """What rested on an ended consent alone is kept no longer than to this day, and Today asks for it."""
    Holding.update(keep_until=day).where(
        Holding.person == row.person_id,
        Holding.consent_id == row.id,
        Holding.ended.is_null(),
        Holding.keep_until.is_null() | (Holding.keep_until > day),
    ).execute()


def move_consents(desk: Desk, keep: int, other: int, reason: str) -> int:
    """Give the consents of one card to another when the two are merged; returns how many moved.

    Where both had one in force for the same purpose and kind, the one given later stays.
    """
    moved = list(Consent.select().where(Consent.person == other).order_by(Consent.id))
    for row in moved:
        twin = Consent.get_or_none(
            Consent.person == keep,
            Consent.purpose_code == row.purpose_code,
            Consent.kind == row.kind,
            Consent.state == ConsentState.ACTIVE,
        )
        if twin is not None and row.state == ConsentState.ACTIVE:
            older = min(twin, row, key=lambda each: (each.given, each.id))
            end(desk, older.id, ConsentState.REPLACED, max(twin.given, row.given), reason)
        Consent.update(person=keep).where(Consent.id == row.id).execute()
    return len(moved)
