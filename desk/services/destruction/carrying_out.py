# SPDX-License-Identifier: Apache-2.0
"""The data are destroyed: item by item, with what was done otherwise than planned, and what ends with it.

A holding ends when every place of it is destroyed; of what stayed somewhere, the holding goes on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from desk.domain.destruction import Cause, DestructionState, DestructionStep, DoneItem
from desk.domain.kinds import RequestState
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.services.checks import check_iso_date, check_past_day, clean_text, required
from desk.services.desk import Desk, writes
from desk.services.destruction.commissions import check_in_force, check_order, commission_of
from desk.services.destruction.left_out import left_by, tie, untouched
from desk.services.destruction.plans import check_method, find, require_undone
from desk.services.destruction.terms import (
    allow,
    end_terms,
    load_case,
    open_telling,
    refresh,
    share_anew,
)
from desk.services.events import add_event
from desk.services.request.cases import refresh as refresh_request
from desk.services.request.inquiries import remedied
from desk.services.terms import stamp
from desk.storage.models import Carrier, Destruction, DestructionItem, Holding, Request

_PAPER = "paper"


@writes("destruction", "deadline", "request", "consent")
def carry_out(desk: Desk, id: int, done_items: Sequence[DoneItem], on: date) -> None:
    """Record that the data were destroyed, item by item; items not named were destroyed as planned.

    Ends the terms of the destruction and of the request it came from; the holdings that went end, too.
    """
    row = find(id)
    allow(load_case(desk, id), DestructionStep.CARRY_OUT)
    day = _done_day(desk, row, on, "on")
    said = {each.item: each for each in done_items}
    items = list(DestructionItem.select().where(DestructionItem.destruction == id))
    if set(said) - {item.id for item in items}:
        raise Refusal(N_("The plan has no such item."), field="items")
    paper = _paper_carriers(items)
    last = ""
    for order, item in enumerate(sorted(items, key=lambda item: item.id), start=1):
        made = _done(desk, row, item, said.get(item.id, DoneItem(item.id)), day, order, paper)
        DestructionItem.update(made).where(DestructionItem.id == item.id).execute()
        last = max(last, str(made["done"] or ""))
    if not last:
        raise Refusal(N_("Nothing was destroyed: void the plan instead."), field="items")
    _end_holdings(desk, row, last, again=row.state == DestructionState.CARRIED_OUT)
    first_time = row.state != DestructionState.CARRIED_OUT
    Destruction.update(state=DestructionState.CARRIED_OUT.value, done=last).where(
        Destruction.id == id
    ).execute()
    add_event(desk, id, EventKind.CARRIED_OUT, owner="destruction", at=date.fromisoformat(last))
    met = _meet(desk, row, date.fromisoformat(last)) if first_time else []
    refresh(desk, id)
    desk.record("destruction.done", row.number, on=last, items=len(items), terms=met)


def _done_day(desk: Desk, row: Destruction, day: date, field: str) -> date:
    check_past_day(day, desk.today(), field)
    if day.isoformat() < row.caused:
        raise Refusal(N_("Data cannot be destroyed before the reason arose."), field=field)
    assert row.commission_id is not None, "the state table saw to it"
    view = commission_of(desk, row.commission_id)
    check_order(view, field)
    check_in_force(view.fields, day, field)
    return day


def _paper_carriers(items: Sequence[DestructionItem]) -> frozenset[int]:
    ids = {item.carrier_id for item in items if item.carrier_id is not None}
    rows = Carrier.select(Carrier.id).where(Carrier.kind == _PAPER)
    return frozenset(row.id for row in rows if row.id in ids)


def _done(
    desk: Desk,
    row: Destruction,
    item: DestructionItem,
    said: DoneItem,
    day: date,
    order: int,
    paper: frozenset[int],
) -> dict[str, object]:
    """What is written of one item; refuses at the field of the item that is wrong."""
    where = f"items.{order}"
    deviation = clean_text(said.deviation, f"{where}.deviation", "note")
    if said.skipped:
        reason = required(deviation, f"{where}.deviation")
        return {
            "done": None,
            "done_sheets": None,
            "deviation": reason,
            "dropped": stamp(desk.now()),
        }
    own = check_iso_date(said.on, f"{where}.on")
    on = _done_day(desk, row, own, f"{where}.on") if own else day
    method = check_method(said.method or item.method, f"{where}.method")
    if not method:
        raise AtField(N_("Choose how the data are destroyed."), field=f"{where}.method")
    if method == "other" and not deviation:
        raise Refusal(N_("State how the data were destroyed."), field=f"{where}.deviation")
    sheets = item.sheets if said.sheets is None else said.sheets
    if item.carrier_id in paper and sheets <= 0:
        raise Refusal(
            N_(
                "Count the sheets: the act states their number for each medium (order 179, item 3 е)."
            ),
            field=f"{where}.sheets",
        )
    if sheets != item.sheets and not deviation:
        raise Refusal(
            N_("The number of sheets differs from the plan: state why."), field=f"{where}.deviation"
        )
    return {
        "done": on.isoformat(),
        "done_sheets": sheets if item.carrier_id is not None else None,
        "method": method,
        "deviation": deviation,
        "dropped": None,
    }


def _meet(desk: Desk, row: Destruction, day: date) -> list[str]:
    """End the terms the destruction meets, its own and those of its request."""
    if row.cause == Cause.WITHDRAWAL:
        share_anew(desk, row.id)
    end_terms(row.id, day.isoformat())
    if row.request_id is None:
        open_telling(desk, row, day)
        return []
    request = Request.get_by_id(row.request_id)
    met: list[str] = []
    if request.state == RequestState.OPEN and request.subject_id not in untouched(row.id):
        met = remedied(desk, request, "destruction", day, None)
    add_event(desk, request.id, EventKind.DESTRUCTION_DONE, row.number, at=day)
    refresh_request(desk, request.id)
    return met


class _Held(NamedTuple):
    """A holding the destruction took, with its places; lists of ids."""

    id: int
    systems: str
    carriers: str


_TAKEN = """
SELECT h.id, h.systems, (SELECT json_group_array(carrier) FROM holding_carrier WHERE holding = h.id)
FROM holding h WHERE h.destruction = ?1 UNION
SELECT h.id, h.systems, (SELECT json_group_array(carrier) FROM holding_carrier WHERE holding = h.id)
FROM destruction_item i JOIN holding h ON h.id = i.holding WHERE i.destruction = ?1"""


def _end_holdings(desk: Desk, row: Destruction, on: str, *, again: bool) -> None:
    """End the holdings of which every place was destroyed; the others call for another plan."""
    left = left_by(desk, row, again=again)
    gone: dict[int, set[tuple[str, int | None]]] = {}
    stayed: set[int] = set()
    for item in DestructionItem.select().where(DestructionItem.destruction == row.id):
        if item.holding_id is not None and item.dropped is not None:
            stayed.add(item.holding_id)
        elif item.holding_id is not None:
            places = gone.setdefault(item.holding_id, set())
            places |= {("system", item.system_id), ("carrier", item.carrier_id)}
    taken = desk.database.execute_sql(_TAKEN, (row.id,)).fetchall()
    for held in map(_Held._make, taken):
        if held.id in left:
            continue
        wanted = {("system", id) for id in json.loads(held.systems)}
        wanted |= {("carrier", id) for id in json.loads(held.carriers)}
        if held.id in stayed or wanted - gone.get(held.id, set()):
            left.add(held.id)
        else:
            Holding.update(ended=on, ended_because=row.cause, destruction_id=row.id).where(
                Holding.id == held.id
            ).execute()
    tie(desk, row, left)


@writes("destruction", "deadline", "request")
def stopped(desk: Desk, id: int, on: date, note: str = "") -> None:
    """Record that the processing has stopped; ends the three working days of an unlawful one (R14)."""
    row = require_undone(id)
    day = check_past_day(on, desk.today(), "on")
    if day.isoformat() < row.caused:
        raise AtField(N_("This date is before the date the reason arose."), field="on")
    end_terms(id, day.isoformat(), rows=("R14",))
    kept = clean_text(note, "note", "note")
    add_event(desk, id, EventKind.STOPPED, kept, owner="destruction", at=day)
    if row.request_id is not None:
        request = Request.get_by_id(row.request_id)
        if request.state == RequestState.OPEN:
            remedied(desk, request, "cessation", day, None)
            add_event(desk, request.id, EventKind.REMEDY_CESSATION, row.number, at=day)
            refresh_request(desk, request.id)
    refresh(desk, id)
    desk.record("destruction.stopped", row.number, on=day)
