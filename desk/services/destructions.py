# SPDX-License-Identifier: Apache-2.0
"""Destruction by commission: carried out, stopped, postponed; the front door to every act on it.

Each public function is one act. The other acts live in small modules by theme and are named here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from peewee import fn

from desk.domain.destruction import (
    Cause,
    DestructionState,
    DestructionStep,
    DoneItem,
)
from desk.domain.destruction_steps import (
    POSTPONED_FROM,
)
from desk.domain.kinds import RequestState
from desk.errors import N_, Refusal
from desk.services.acts import (
    act_lacks,
    act_of,
    attach_log,
    draw_up,
    log_in_act,
    open_letters,
    redraw,
    void_act,
)
from desk.services.checks import check_iso_date, check_past_day, clean_text, required
from desk.services.commissions import (
    appoint,
    check_in_force,
    check_order,
    commission_of,
    commissions,
    end_commission,
    make_commission,
)
from desk.services.desk import Desk, writes
from desk.services.destruction_listing import (
    destruction_card,
    destruction_id,
    destruction_ids,
    destruction_rows,
)
from desk.services.destruction_plans import (
    check_method,
    find,
    plan_destruction,
    require_undone,
    set_items,
    set_kept,
    void_destruction,
)
from desk.services.destruction_terms import (
    allow,
    end_terms,
    load_case,
    open_telling,
    refresh,
    running,
    share_anew,
)
from desk.services.inquiries import remedied
from desk.services.intake import add_event
from desk.services.postponing import postpone_destruction
from desk.services.signing import sign_by_pen, signers, unsign
from desk.services.stop_letters import (
    drop_letter,
    letters_of,
    receivers,
    record_confirmation,
    record_letter_sent,
    write_stop_letters,
)
from desk.services.telling import tell
from desk.services.terms import Planned, due_of, insert_terms, stamp
from desk.services.terms import refresh as refresh_request
from desk.storage.models import (
    Carrier,
    Destruction,
    DestructionItem,
    Holding,
    Request,
)

__all__ = [
    "act_lacks", "act_of", "appoint", "attach_log", "carry_out", "commission_of", "commissions",
    "destruction_card", "destruction_id", "destruction_ids", "destruction_rows", "draw_up",
    "drop_letter", "end_commission", "letters_of", "log_in_act", "make_commission",
    "open_letters", "plan_destruction", "postpone", "receivers", "record_confirmation", "record_letter_sent",
    "redraw", "set_items", "set_kept", "sign_by_pen", "signers", "stopped", "tell", "unsign",
    "void_act", "void_destruction", "write_stop_letters",
]  # fmt: skip

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
    _end_holdings(row, last)
    first_time = row.state != DestructionState.CARRIED_OUT
    Destruction.update(state=DestructionState.CARRIED_OUT.value, done=last).where(
        Destruction.id == id
    ).execute()
    add_event(desk, id, "carried_out", owner="destruction", at=_noon(desk, last))
    met = _meet(desk, row, date.fromisoformat(last)) if first_time else []
    refresh(desk, id)
    desk.record("destruction.done", row.number, on=last, items=len(items), terms=met)


def _done_day(desk: Desk, row: Destruction, day: date, field: str) -> date:
    check_past_day(day, desk.today(), field)
    if day.isoformat() < row.caused:
        raise Refusal(N_("Data cannot be destroyed before there was a cause."), field=field)
    if row.commission_id is not None:
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
        raise Refusal(N_("Choose how the data are destroyed."), field=f"{where}.method")
    if method == "other" and not deviation:
        raise Refusal(N_("Say how the data were destroyed."), field=f"{where}.deviation")
    sheets = item.sheets if said.sheets is None else said.sheets
    if item.carrier_id in paper and sheets <= 0:
        raise Refusal(
            N_("Count the sheets: the act names them for each carrier (order 179, item 3 е)."),
            field=f"{where}.sheets",
        )
    if sheets != item.sheets and not deviation:
        raise Refusal(
            N_("The number of sheets differs from the plan: say why."), field=f"{where}.deviation"
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
    moment = stamp(min(_noon(desk, day.isoformat()), desk.now()))
    if row.cause == Cause.WITHDRAWAL:
        share_anew(desk, row.id)
    end_terms(row.id, moment)
    if row.request_id is None:
        open_telling(desk, row, day)
        return []
    request = Request.get_by_id(row.request_id)
    met: list[str] = []
    if request.state == RequestState.OPEN:
        met = remedied(desk, request, "destruction", day, None)
    add_event(desk, request.id, "destruction_done", row.number)
    refresh_request(desk, request.id)
    return met


def _noon(desk: Desk, day: str) -> datetime:
    noon = datetime.combine(date.fromisoformat(day), time(12), ZoneInfo(desk.zone))
    return min(noon, desk.now())


def _end_holdings(row: Destruction, on: str) -> None:
    """A holding of which everything went is held no longer; one of which something stayed is still due."""
    items = DestructionItem.select(DestructionItem.holding, DestructionItem.dropped).where(
        DestructionItem.destruction == row.id, DestructionItem.holding.is_null(False)
    )
    stayed = {item.holding_id for item in items if item.dropped is not None}
    went = {item.holding_id for item in items} - stayed
    Holding.update(ended=on, ended_because=row.cause, destruction_id=row.id).where(
        Holding.id.in_(went)
    ).execute()
    due = fn.coalesce(Holding.keep_until, row.caused)
    Holding.update(ended=None, ended_because="", destruction_id=None, keep_until=due).where(
        Holding.id.in_(stayed), Holding.destruction_id == row.id
    ).execute()


@writes("destruction", "deadline", "request")
def stopped(desk: Desk, id: int, on: date, note: str = "") -> None:
    """Record that the processing has stopped; ends the three working days of an unlawful one (R14)."""
    row = require_undone(id)
    day = check_past_day(on, desk.today(), "on")
    if day.isoformat() < row.caused:
        raise Refusal(N_("The processing cannot stop before there was a cause."), field="on")
    moment = stamp(_noon(desk, day.isoformat()))
    end_terms(id, moment, rows=("R14",))
    add_event(desk, id, "stopped", clean_text(note, "note", "note"), owner="destruction")
    if row.request_id is not None:
        request = Request.get_by_id(row.request_id)
        if request.state == RequestState.OPEN:
            remedied(desk, request, "cessation", day, None)
            add_event(desk, request.id, "remedy", row.number)
            refresh_request(desk, request.id)
    refresh(desk, id)
    desk.record("destruction.stopped", row.number, on=day)


@writes("destruction", "deadline", "request")
def postpone(desk: Desk, id: int, reason: str) -> None:
    """Record why the data cannot be destroyed in time; they are blocked, and six months run (R23)."""
    row = require_undone(id)
    reason = required(reason, "reason")
    rows = {term.row: term for term in running(desk, [id]).get(id, ())}
    first = next((rows[name] for name in POSTPONED_FROM if name in rows), None)
    if first is None or "R23" in rows:
        raise Refusal(N_("No term to destroy runs here that could be postponed."), field="reason")
    if first.demand_id is not None and row.request_id is not None:
        postpone_destruction(desk, row.request_id, first.demand_id, reason)
    else:
        base = due_of(first)
        rule = desk.rules.find("R23")
        due = desk.rules.due(rule, base.start, desk.zone, base=base)
        insert_terms(desk, id, [Planned(None, rule.pack, due)], [], desk.zone, owner="destruction")
    add_event(desk, id, "postponed", reason, owner="destruction")
    refresh(desk, id)
    desk.record("destruction.postponed", row.number, instead_of=first.row)
