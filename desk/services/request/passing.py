# SPDX-License-Identifier: Apache-2.0
"""Requests about data we process for a client: left to it, passed on, and the person told (Art. 6 (5)).

The operator answers to the person, so the terms of Art. 14 and 20 run for the client and not for us; what
we process ourselves is still ours to answer. From abroad both answer (Art. 6 (6)): then our terms stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from desk.domain.days import day_of, local_day
from desk.domain.kinds import (
    REGULATOR_KINDS,
    ApplicantRole,
    DemandKind,
    DemandState,
    LanguageMode,
    Law,
)
from desk.domain.laws import read
from desk.domain.paper import Draft
from desk.domain.timeline import EventKind
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.assignment.client_notices import drop_notice, open_request_notice
from desk.services.assignment.client_papers import is_foreign
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.paper import papers
from desk.services.request.cases import refresh
from desk.services.request.handling import require_open
from desk.services.request.settling import found_on
from desk.services.settings import own_promises
from desk.services.terms import RUNNING, Planned, insert_terms, stamp
from desk.storage.models import Client, ClientNotice, Deadline, Demand, Holding, Request

_INSTRUCTED = "6.3"
"""The ground that is another operator's instruction."""
_ANY_APPLICATION = DemandKind.COMPLAINT.value
"""Under this kind the operator's own promise to answer every application is found."""


@writes("request", "client", "deadline")
def leave_to_clients(
    desk: Desk, id: int, choice: Mapping[int, int | None], also_ours: Collection[int] = ()
) -> None:
    """Say of demands whose data they are about: a client's, by its id, or our own (``None``).

    A demand in ``also_ours`` is about both: it stays ours, and a second one like it is left to the client.
    """
    request = require_open(id)
    if request.role in (ApplicantRole.RKN, ApplicantRole.NOBODY):
        raise Refusal(N_("Only what a person asks for can be passed to a client."))
    if Law.RU not in read(request.laws):
        raise Refusal(
            N_(
                "This request is under another law: only what is under Federal Law 152-FZ is passed on."
            )
        )
    demands = {row.id: row for row in Demand.select().where(Demand.request == id)}
    changed = []
    for demand_id, client in choice.items():
        demand = demands.get(demand_id)
        if demand is None:
            raise Refusal(N_("The request has no such demand."), field="demand")
        if demand.client_id == client:
            continue
        _check(demand, client)
        if client is not None and demand_id in also_ours:
            demand = Demand.create(request=id, kind=demand.kind, state=DemandState.OPEN.value)
        elif demand.client_id is not None:
            _take_back(desk, request, demand)
        if client is not None:
            _leave(desk, request, demand, client)
        changed.append(demand)
    if not changed:
        raise Refusal(N_("Nothing was changed."))
    drop_needless(desk, id)
    add_event(desk, id, EventKind.CLIENT_CHOSEN, _clients_of(id))
    refresh(desk, id)
    desk.record(
        "request.client",
        request.number,
        client=[f"client/{code}" for code in _codes(id)],
        demands_left=[demand.kind for demand in changed],
    )


def _check(demand: Demand, client: int | None) -> None:
    if demand.state != DemandState.OPEN:
        raise AtField(N_("This demand has already been decided."), field="demand")
    if demand.kind in REGULATOR_KINDS:
        raise Refusal(N_("Only what a person asks for can be passed to a client."), field="demand")
    if client is not None and found_on(demand.id):
        raise Refusal(
            N_("Unlawful processing was found on this demand: its duties stay ours."), "demand"
        )


def _leave(desk: Desk, request: Request, demand: Demand, client: int) -> None:
    """The demand is the client's to answer: its own terms end, the term to pass it on runs."""
    moment = stamp(desk.now())
    open_request_notice(desk, client, request)
    Demand.update(client_id=client, client_since=moment).where(Demand.id == demand.id).execute()
    if is_foreign(desk.operator()):
        return
    Deadline.update(dropped=moment).where(Deadline.demand == demand.id, RUNNING).execute()
    insert_terms(desk, request.id, _promised(desk, request), [demand.id], desk.zone)


def _promised(desk: Desk, request: Request) -> list[Planned]:
    """By when the person hears from us: what the operator promised for any application."""
    if not own_promises(desk):
        return []
    received = datetime.fromisoformat(request.received)
    day = local_day(received, desk.zone)
    rules = desk.rules.opened_at_receipt(_ANY_APPLICATION, day, own=True)
    return [
        Planned(0, rule.pack, desk.rules.due(rule, received, desk.zone))
        for rule in rules
        if rule.own
    ]


def _take_back(desk: Desk, request: Request, demand: Demand) -> None:
    """The demand is ours after all: its terms run again as if they had never ended."""
    passed = ClientNotice.get_or_none(
        ClientNotice.request_id == request.id,
        ClientNotice.client == demand.client_id,
        ClientNotice.document_id.is_null(False),
        ClientNotice.dropped.is_null(),
    )
    if passed is not None:
        raise AtField(
            N_("This demand has already been passed to the client. Make the notice void first."),
            field="demand",
        )
    these = Deadline.demand == demand.id
    running = these & RUNNING & (Deadline.own == 1)
    promised = [row.id for row in Deadline.select(Deadline.id).where(running)]
    ended = these & (Deadline.dropped == demand.client_since)
    if Deadline.update(dropped=None).where(ended).execute():
        Deadline.update(dropped=stamp(desk.now())).where(Deadline.id.in_(promised)).execute()
    Demand.update(client_id=None, client_since=None).where(Demand.id == demand.id).execute()


def drop_needless(desk: Desk, request: int, *, void: bool = False) -> None:
    """A notice to a client no demand is left to is not owed any more; of a void request none is."""
    left = Demand.select(Demand.client_id).where(
        Demand.request == request,
        Demand.client_id.is_null(False),
        Demand.state != (Demand.state if void else DemandState.DROPPED.value),
    )
    needless = ClientNotice.select().where(
        ClientNotice.request_id == request,
        ClientNotice.dropped.is_null(),
        ClientNotice.document_id.is_null(),
        ClientNotice.client.not_in(left),
    )
    for notice in list(needless):
        drop_notice(desk, notice.id)


def _codes(request: int) -> list[str]:
    """Codes of the clients to whom demands of a request are left."""
    rows = (
        Client.select(Client.code)
        .join(Demand, on=Demand.client_id == Client.id)
        .where(Demand.request == request)
        .distinct()
        .order_by(Client.id)
    )
    return [row.code for row in rows]


def _clients_of(request: int) -> str:
    return ", ".join(_codes(request))


def holds_own(_desk: Desk, person: int | None) -> bool:
    """Whether data of this person are held for purposes that are not another operator's instruction."""
    own = Holding.select().where(
        Holding.person == person, Holding.ended.is_null(), Holding.ground != _INSTRUCTED
    )
    return person is not None and bool(own.exists())


def draft_passed(
    desk: Desk, id: int, mode: LanguageMode, passages: Mapping[str, Both] | None = None
) -> Draft:
    """The letter that tells the person where the request was passed: of the first client not told of yet."""
    open_ones = Demand.select().where(
        Demand.request == id, Demand.state == DemandState.OPEN, Demand.client_id.is_null(False)
    )
    left = list(open_ones.order_by(Demand.id))
    if not left:
        raise Refusal(
            N_("No open demand of this request has been passed to a client."), field="demands"
        )
    ids = [demand.id for demand in left if demand.client_id == left[0].client_id]
    return papers.draft(
        desk, "reply_passed", mode, request=id, demands=ids, passages=passages or None
    )


def facts_of_passing(
    desk: Desk, request: int, client: int | None, demands: Iterable[Demand]
) -> dict[str, object]:
    """What the letter to the person says of the client and of the day on which it was passed on."""
    row = Client.get_or_none(Client.id == client)
    if row is None:
        raise Refusal(
            N_("No open demand of this request has been passed to a client."), field="demands"
        )
    notice = ClientNotice.get_or_none(
        ClientNotice.request_id == request,
        ClientNotice.client == row.id,
        ClientNotice.dropped.is_null(),
    )
    sent = notice.sent if notice is not None else None
    ours = Demand.select().where(
        Demand.request == request, Demand.client_id.is_null(), Demand.state != "dropped"
    )
    return {
        "client": Both(row.name_ru, row.name_en or row.name_ru),
        "client_address": row.address,
        "client_email": row.email,
        "passed_on": _day(desk, sent),
        "demands": tuple(d.kind for d in demands if d.client_id == row.id),
        "own_too": bool(ours.exists()),
        "foreign": is_foreign(desk.operator()),
    }


def _day(desk: Desk, moment: str | None) -> date | None:
    return day_of(moment, desk.zone) if moment else None
