# SPDX-License-Identifier: Apache-2.0
"""Dissemination stops at once on demand (Art. 10.1 (12), (13)); measures say what they were and on what."""

import json

import pytest

from desk.domain.kinds import Channel, DemandKind, LanguageMode, Step
from desk.domain.paper import Withheld
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.request import requests
from desk.storage.models import Journal
from tests.factories import intake

RU = LanguageMode.RU


def register(desk, *kinds):
    return requests.register_request(desk, intake(demands=kinds))


def test_dissemination_stops_first_and_waits_for_no_check_of_the_person(desk, clock):
    id = register(desk, DemandKind.STOP_DISSEMINATION)
    card = requests.request_card(desk, id)
    assert card.row.step is Step.REMEDY
    assert "10.1 (12)" in card.guidance
    requests.record_remedy(desk, id, None, "dissemination", clock.at.date())
    card = requests.request_card(desk, id)
    assert card.row.step is Step.REPORT_DONE
    assert card.timeline[-1].kind == "remedy_dissemination"
    said = {"action": "dissemination", "passages": {"data": Both("Фотография на сайте.")}}
    assert papers.issue(desk, papers.draft(desk, "notice_done", RU, id, **said)).number


def test_who_asks_for_more_than_to_stop_is_checked_as_ever(desk, clock):
    id = register(desk, DemandKind.STOP_DISSEMINATION, DemandKind.ACCESS)
    requests.record_remedy(desk, id, None, "dissemination", clock.at.date())
    assert requests.request_card(desk, id).row.step is Step.IDENTIFY


def test_no_measure_is_taken_on_a_demand_for_information(desk, clock):
    id = register(desk, DemandKind.ACCESS, DemandKind.DESTROY)
    access, destroy = (each.id for each in requests.request_card(desk, id).demands)
    day = clock.at.date()
    with pytest.raises(Refusal) as refusal:
        requests.record_remedy(desk, id, access, "correction", day, "имя")
    assert refusal.value.field == "demand"
    with pytest.raises(Refusal, match="order 179") as refusal:
        requests.record_remedy(desk, id, destroy, "destruction", day, "  ")
    assert refusal.value.field == "note"
    requests.record_remedy(desk, id, destroy, "destruction", day, "Акт № 4 от 20.11.2026")
    told = json.loads(Journal.select().order_by(Journal.seq.desc()).get().detail)
    assert (told["deed"], told["demand"]) == ("destruction", "destroy")
    assert requests.request_card(desk, id).timeline[-1].kind == "remedy_destruction"


def test_what_was_refused_is_not_said_to_be_done(desk, clock):
    id = register(desk, DemandKind.WITHDRAW, DemandKind.STOP_MARKETING)
    requests.confirm_identity(desk, id, "по адресу")
    requests.record_remedy(desk, id, None, "marketing", clock.at.date())
    withdrawal = requests.request_card(desk, id).demands[0].id
    because = Withheld(Both("отзыв"), "6.1.5", facts=Both("Договор № 7 ещё не исполнен."))
    refused = {"demands": (withdrawal,), "refused": (because,)}
    papers.issue(desk, papers.draft(desk, "refusal", RU, id, **refused))
    clock.forward(hours=1)
    requests.dispatch(desk, id, clock.at, Channel.POST, "РПО 1")
    terms = {each.due.row: each for each in requests.request_card(desk, id).deadlines}
    assert terms["R21"].met
    assert terms["R21"].refused
    assert not terms["R25"].refused
