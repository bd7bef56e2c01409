# SPDX-License-Identifier: Apache-2.0
"""The plan of a destruction: opened from a cause, filled from what is held, changed until it is carried out.

What goes and what stays is proposed from the holdings; the operator decides. What stays says on which
ground and until when, because the act prints it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from peewee import SQL

from desk.domain.days import day_of
from desk.domain.destruction import METHODS, Cause, DestructionState, Kept, PlanFields, PlanItem
from desk.domain.destruction_steps import UNDONE_STATES
from desk.domain.kinds import RequestState
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.services.checks import (
    check_iso_date,
    check_past_day,
    check_printable,
    clean_line,
    clean_text,
    clean_texts,
    required,
    required_day,
)
from desk.services.desk import Desk, writes
from desk.services.destruction.proposals import propose
from desk.services.destruction.terms import end_terms, give_back, open_terms, refresh, share_anew
from desk.services.events import add_event
from desk.services.request.endings import follow_requests
from desk.services.terms import iso, stamp
from desk.storage import numbers
from desk.storage import search as index
from desk.storage.models import (
    Destruction,
    DestructionItem,
    DestructionKept,
    DestructionSubject,
    Holding,
    HoldingCarrier,
    Person,
    Request,
    StopLetter,
)

SERIES = "destruction"


@writes("destruction", "deadline", "request")
def plan_destruction(desk: Desk, fields: PlanFields) -> int:
    """Open a destruction with its term, and propose from the holdings what goes and what stays."""
    cause = _cause(fields.cause)
    caused = _caused(desk, fields.caused)
    people = _subjects(fields.subjects)
    request = _request_of(desk, fields, caused)
    made = _create(desk, fields, cause, caused, people)
    found = propose(desk, cause, [person.id for person in people], fields.holdings)
    put_items(made.id, found.items)
    _take(made.id, found.holdings)
    _put_kept(made.id, found.kept)
    terms = open_terms(desk, made.id, cause, caused, fields.request, (fields.due, fields.clause))
    add_event(desk, made.id, EventKind.PLANNED, owner="destruction")
    if request is not None:
        add_event(desk, request.id, EventKind.DESTRUCTION_PLANNED, made.number)
    follow_requests(desk, fields.subjects)
    reindex(desk, made.id)
    refresh(desk, made.id)
    desk.record(
        "destruction.planned",
        made.number,
        cause=cause,
        caused=caused,
        request=request.number if request else "",
        subjects=[person.ref for person in people],
        terms=[{"rule": t.due.rule, "due": iso(t.due.due)} for t in terms],
        items=len(found.items),
        kept=len(found.kept),
    )
    return int(made.id)


def _create(
    desk: Desk, fields: PlanFields, cause: Cause, caused: date, people: Sequence[Person]
) -> Destruction:
    """The row with its number, and those whose data it is about."""
    year = desk.today().year
    count = numbers.next_number(desk.database, SERIES, year)
    made: Destruction = Destruction.create(
        number=numbers.written(SERIES, year, count),
        number_key=numbers.number_key(year, count),
        cause=cause.value,
        caused=caused.isoformat(),
        clause=clean_line(fields.clause, "clause"),
        request=fields.request,
        state=DestructionState.PLANNED.value,
        planned=stamp(desk.now()),
        note=clean_text(fields.note, "note", "note"),
        subjects=len(people),
    )
    for person in people:
        label = check_printable(clean_line(fields.labels.get(person.id, ""), "labels"), "labels")
        DestructionSubject.create(destruction=made.id, person=person.id, label=label)
    return made


def _cause(cause: str) -> Cause:
    try:
        return Cause(cause)
    except ValueError:
        raise AtField(N_("Choose why the data are destroyed."), field="cause") from None


def _caused(desk: Desk, text: str) -> date:
    return check_past_day(required_day(text, "caused"), desk.today(), "caused")


def _subjects(ids: Sequence[int]) -> list[Person]:
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise Refusal(N_("State whose data are destroyed."), field="subjects")
    marks = json.dumps(wanted)
    found = {row.id: row for row in Person.raw(_PEOPLE, marks)}
    if len(found) < len(wanted):
        raise AtField(N_("There is no such card."), field="subjects")
    return [found[id] for id in wanted]


_PEOPLE = (
    "SELECT * FROM person WHERE id IN (SELECT value FROM json_each(?)) AND merged_into IS NULL"
    " AND erased_on IS NULL"
)


def _request_of(desk: Desk, fields: PlanFields, caused: date) -> Request | None:
    """The request the destruction comes from; its subject must be among those whose data go."""
    if fields.request is None:
        return None
    request = Request.get_or_none(Request.id == fields.request)
    if request is None or request.state == RequestState.VOID:
        raise AtField(N_("There is no such request."), field="request")
    if request.subject_id not in fields.subjects:
        raise Refusal(N_("The subject of the request is not among the subjects."), field="subjects")
    received = day_of(request.received, desk.zone)
    if caused < received:
        raise AtField(N_("This date is before the request."), field="caused")
    return request


def require_undone(id: int) -> Destruction:
    """The destruction, if its plan may still be changed."""
    row = find(id)
    if row.state == DestructionState.VOID:
        raise Refusal(N_("The destruction is void: nothing more can be done with it."))
    if row.state not in UNDONE_STATES:
        raise Refusal(N_("The destruction has already been carried out."))
    return row


def find(id: int) -> Destruction:
    """The destruction of that id."""
    row: Destruction | None = Destruction.get_or_none(Destruction.id == id)
    if row is None:
        raise Refusal(N_("There is no such destruction."))
    return row


@writes("destruction", "request")
def set_items(desk: Desk, id: int, items: Sequence[PlanItem]) -> None:
    """Say anew what goes: whose, which categories, in which system, on which carrier or at whom."""
    row = require_undone(id)
    if not items:
        raise Refusal(N_("Nothing is listed to be destroyed yet."), field="items")
    people = {each.person_id for each in subjects_of(id)}
    for order, item in enumerate(items, start=1):
        _check_item(item, people, f"items.{order}")
    DestructionItem.delete().where(DestructionItem.destruction == id).execute()
    nowhere = _let_go(id)
    put_items(id, items)
    _take(id, (*nowhere, *(item.holding for item in items if item.holding is not None)))
    if row.cause == Cause.WITHDRAWAL:
        share_anew(desk, id)
    follow_requests(desk, people)
    add_event(desk, id, EventKind.ITEMS_SET, owner="destruction")
    refresh(desk, id)
    desk.record("destruction.items", row.number, items=len(items))


def _check_item(item: PlanItem, people: set[int], where: str) -> None:
    if item.person not in people:
        raise AtField(N_("This person is not among the subjects."), field=f"{where}.person")
    if [item.system, item.carrier, item.processor].count(None) != 2:
        raise Refusal(
            N_("State where it is: in a system, on a medium or at a processor."),
            field=f"{where}.system",
        )
    if not item.categories:
        raise Refusal(
            N_("State which categories of data are to be destroyed."), field=f"{where}.categories"
        )
    check_method(item.method, f"{where}.method")
    if item.sheets < 0:
        raise Refusal(N_("The number of sheets cannot be negative."), field=f"{where}.sheets")


def check_method(method: str, field: str) -> str:
    """One of the ways data are destroyed, or none yet."""
    if method and method not in METHODS:
        raise AtField(N_("Choose how the data are destroyed."), field=field)
    return method


@writes("destruction")
def set_kept(desk: Desk, id: int, kept: Sequence[Kept]) -> None:
    """Say anew what stays, each with its ground and how long."""
    row = find(id)
    if row.state in (DestructionState.VOID, DestructionState.ERASED) or row.act_id is not None:
        raise Refusal(N_("The act has already been drawn up: void it before changing anything."))
    cleaned = [_clean_kept(each, f"kept.{order}") for order, each in enumerate(kept, start=1)]
    DestructionKept.delete().where(DestructionKept.destruction == id).execute()
    _put_kept(id, cleaned)
    add_event(desk, id, EventKind.KEPT_SET, owner="destruction")
    desk.record("destruction.kept", row.number, kept=len(cleaned))


def _clean_kept(kept: Kept, where: str) -> Kept:
    if not (kept.what.ru.strip() or kept.what.en.strip()):
        raise Refusal(N_("State what is kept."), field=f"{where}.what")
    required(kept.ground, f"{where}.ground")
    check_iso_date(kept.until, f"{where}.until")
    cleaned: Kept = clean_texts(kept, where)
    return cleaned


def subjects_of(id: int) -> list[DestructionSubject]:
    """Whose data a destruction is about."""
    return list(
        DestructionSubject.select()
        .where(DestructionSubject.destruction == id)
        .order_by(DestructionSubject.person)
    )


def put_items(id: int, items: Iterable[PlanItem]) -> None:
    """Add lines to what goes, inside an act."""
    rows: list[dict[str, Any]] = [
        {
            "destruction": id,
            "person": item.person,
            "holding": item.holding,
            "categories": json.dumps(list(item.categories)),
            "system": item.system,
            "carrier": item.carrier,
            "processor": item.processor,
            "sheets": item.sheets,
            "method": item.method,
        }
        for item in items
    ]
    for first in range(0, len(rows), 100):
        DestructionItem.insert_many(rows[first : first + 100]).execute()


def _take(id: int, holdings: Iterable[int]) -> None:
    """A holding that a plan takes is no longer proposed for another."""
    Holding.update(destruction_id=id).where(
        Holding.id.in_(list(holdings)), Holding.ended.is_null()
    ).execute()


def _let_go(id: int) -> list[int]:
    """Give the holdings of a plan back; returns those that lie nowhere in particular."""
    these = (Holding.destruction_id == id) & Holding.ended.is_null()
    somewhere = HoldingCarrier.select(HoldingCarrier.holding)
    nowhere = Holding.select(Holding.id).where(
        these, Holding.systems == "[]", Holding.id.not_in(somewhere)
    )
    found = [row.id for row in nowhere]
    Holding.update(destruction_id=SQL(_TIED_BEFORE)).where(these).execute()
    return found


_TIED_BEFORE = (
    "(SELECT max(k.destruction) FROM destruction_kept k JOIN destruction d ON d.id = k.destruction"
    " WHERE k.holding = holding.id AND k.ground IN ('hold', 'left_out') AND d.done IS NOT NULL)"
)
"""The destruction that left a holding over before: it goes on calling for another plan."""


def _put_kept(id: int, kept: Iterable[Kept]) -> None:
    rows = [
        {
            "destruction": id,
            "person": each.person,
            "holding": each.holding,
            "what_ru": each.what.ru,
            "what_en": each.what.en,
            "ground": each.ground,
            "norm_ru": each.norm.ru,
            "norm_en": each.norm.en,
            "until": each.until or None,
            "until_ru": each.until_words.ru,
            "until_en": each.until_words.en,
            "case_file": int(each.case_file),
        }
        for each in kept
    ]
    for first in range(0, len(rows), 80):
        DestructionKept.insert_many(rows[first : first + 80]).execute()


@writes("destruction", "deadline", "request")
def void_destruction(desk: Desk, id: int, reason: str) -> None:
    """Take a plan back before it is carried out; its number stays, the request's terms run on."""
    row = require_undone(id)
    reason = required(reason, "reason")
    moment = stamp(desk.now())
    Destruction.update(state=DestructionState.VOID.value).where(Destruction.id == id).execute()
    give_back(id)
    end_terms(id, moment, drop=True)
    StopLetter.update(dropped=moment).where(
        StopLetter.destruction == id, StopLetter.confirmed.is_null(), StopLetter.dropped.is_null()
    ).execute()
    _let_go(id)
    add_event(desk, id, EventKind.VOIDED, reason, owner="destruction")
    if row.request_id is not None:
        add_event(desk, row.request_id, EventKind.DESTRUCTION_VOID, row.number)
    follow_requests(desk, [each.person_id for each in subjects_of(id)])
    refresh(desk, id)
    desk.record("destruction.voided", row.number, reason=reason)


def reindex(desk: Desk, id: int) -> None:
    """Index the words of a destruction that begins: its number and whose data go."""
    words = desk.database.execute_sql(
        "SELECT d.number, (SELECT group_concat(p.name || ' ' || s.label, ' ') FROM"
        " destruction_subject s JOIN person p ON p.id = s.person WHERE s.destruction = d.id)"
        " FROM destruction d WHERE d.id = ?",
        (id,),
    ).fetchone()
    index.put(desk.database, index.Kind.DESTRUCTION, id, *(word for word in words if word))
