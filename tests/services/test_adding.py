# SPDX-License-Identifier: Apache-2.0
"""A demand missed at take-in is added to its request: terms from the receipt, one entry, a reason."""

import json
from datetime import date

import pytest

from desk.domain.kinds import (
    DemandKind,
    DemandState,
)
from desk.domain.values import Query
from desk.errors import Refusal
from desk.services.request import requests
from desk.storage.models import Journal
from tests.factories import intake, own_finding


def test_a_missed_demand_is_counted_from_the_receipt_of_the_letter(desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.WITHDRAW,)))
    requests.add_demand(desk, id, DemandKind.ACCESS, "второй вопрос в конце письма")
    card = requests.request_card(desk, id)
    assert card.row.kinds == (DemandKind.WITHDRAW, DemandKind.ACCESS)
    (term,) = [line for line in card.deadlines if line.due.row == "R01"]
    assert (term.due.due, term.demand) == (date(2026, 12, 4), card.demands[1].id)
    assert card.row.due == "2026-12-04", "the earlier term leads"
    assert list(requests.request_ids(desk, Query(kind="access"))) == [id]
    assert (card.timeline[-1].kind, card.timeline[-1].note) == (
        "demand_added",
        "второй вопрос в конце письма",
    )
    (entry,) = Journal.select().where(Journal.action == "request.demand_added")
    told = json.loads(entry.detail)
    assert (told["kind"], told["reason"]) == ("access", "второй вопрос в конце письма")
    assert {"rule": "access.answer", "due": "2026-12-04"} in told["terms"]


def test_terms_are_the_same_as_if_it_had_been_seen_at_once(desk):
    both = (DemandKind.ACCESS, DemandKind.STOP_MARKETING)
    whole = requests.request_card(desk, requests.register_request(desk, intake(demands=both)))
    id = requests.register_request(desk, intake(demands=both[:1]))
    requests.add_demand(desk, id, both[1], "просмотрели")
    assert [line.due for line in requests.request_card(desk, id).deadlines] == [
        line.due for line in whole.deadlines
    ]


@pytest.mark.parametrize(
    ("kind", "reason", "field"),
    [
        (DemandKind.ACCESS, "просмотрели", "kind"),
        (DemandKind.STOP, " \x00", "reason"),
        (DemandKind.REGULATOR_INFORMATION, "просмотрели", "role"),
    ],
)
def test_what_is_there_or_does_not_fit_is_refused_and_nothing_kept(desk, kind, reason, field):
    id = requests.register_request(desk, intake())
    before = requests.request_card(desk, id)
    with pytest.raises(Refusal) as refusal:
        requests.add_demand(desk, id, kind, reason)
    assert refusal.value.field == field
    assert requests.request_card(desk, id) == before


def test_only_what_fits_who_asks_is_offered(desk):
    assert requests.missed_kinds(requests.register_request(desk, own_finding())) == (
        DemandKind.CLAIM_INACCURATE,
    )
    offered = requests.missed_kinds(requests.register_request(desk, intake()))
    assert DemandKind.ACCESS not in offered
    assert DemandKind.REGULATOR_INFORMATION not in offered
    assert DemandKind.WITHDRAW in offered


def test_a_closed_or_void_request_says_where_the_demand_belongs(desk):
    id = requests.register_request(desk, intake())
    demand = requests.request_card(desk, id).demands[0].id
    requests.confirm_identity(desk, id, "по звонку")
    requests.decide(desk, id, demand, DemandState.DROPPED, "человек отозвал")
    requests.close_request(desk, id)
    for ask in (
        lambda: requests.missed_kinds(id),
        lambda: requests.add_demand(desk, id, DemandKind.STOP, "просмотрели"),
    ):
        with pytest.raises(Refusal, match="as a request of its own"):
            ask()
    void = requests.register_request(desk, intake())
    requests.void_request(desk, void, "чужое")
    with pytest.raises(Refusal, match="void"):
        requests.add_demand(desk, void, DemandKind.STOP, "просмотрели")
