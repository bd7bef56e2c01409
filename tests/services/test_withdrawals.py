# SPDX-License-Identifier: Apache-2.0
"""How consents end: withdrawn, stopped by the arrival of a demand, expired; and the stop list that stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desk.domain.consent import ConsentKind, ConsentState
from desk.domain.kinds import DemandKind
from desk.domain.proposal import Correction
from desk.domain.values import Query
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.consent.stoplist import listed_since, put_on_stop_list
from desk.services.overview import deadlines
from desk.services.request import requests
from desk.storage.models import Consent, Deadline, Journal, Person, Setting, StopList
from tests.factories import intake, person
from tests.services.grounds import category, fields, holding, purpose
from tests.services.test_consents import DISSEMINATION, refused
from tests.services.test_query_counts import counted

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MAIL = {"kind": ConsentKind.MARKETING}


@pytest.fixture
def three(desk):
    """Processing, marketing and dissemination of one subject for one purpose."""
    news = purpose(desk)
    kinds = ({}, MAIL, DISSEMINATION)
    return [consents.record_consent(desk, person(), fields(news, **kind)) for kind in kinds]


def card(desk, id):
    return consents.consent_card(desk, id)


def state(desk, id):
    return card(desk, id).row.state


def demand(desk, kind: DemandKind, **over) -> int:
    return requests.register_request(desk, intake(received=AT, demands=(kind,), **over))


def test_a_withdrawal_by_itself_opens_thirty_days_where_nothing_else_bears_the_purpose(desk, three):
    assert consents.withdraw_consents(desk, three[:1], TODAY, because="Позвонила") == []
    told = card(desk, three[0])
    assert (told.row.state, told.row.ended) == (ConsentState.WITHDRAWN, "2026-11-22")
    assert told.ended_because == "Позвонила"
    assert told.deadlines == (), "two more consents bear the purpose"
    consents.withdraw_consents(desk, three[1:], TODAY)
    rows = [each.due.row for id in three for each in card(desk, id).deadlines]
    assert rows == ["R21"], "one term for the purpose, and none to publish any more"
    due = next(each.due for id in three for each in card(desk, id).deadlines)
    assert due.due == TODAY + timedelta(days=30)


def test_agreeing_anew_spares_what_was_to_be_destroyed(desk):
    told = fields(purpose(desk))
    first = consents.record_consent(desk, person(), told)
    consents.withdraw_consents(desk, [first], TODAY)
    assert card(desk, first).deadlines
    consents.record_consent(desk, person(), fields(told.purpose, given="2026-11-22"))
    assert card(desk, first).deadlines == ()


def test_other_grounds_are_named_and_spare_the_term(desk):
    shared = category(desk, "name")
    news, books = purpose(desk, "news", shared), purpose(desk, "books", shared)
    first = consents.record_consent(desk, person(), fields(news))
    who = card(desk, first).row.person
    other = consents.record_consent(desk, who, fields(books))
    law = holding(desk, who, books, (shared,), norm="402-ФЗ")
    (ground,) = consents.withdraw_consents(desk, [first], TODAY)
    assert (ground.holding, ground.same_purpose, ground.basis.ru) == (law, False, "402-ФЗ")
    assert card(desk, first).deadlines, "another purpose keeps the data but not this processing"
    (ground,) = consents.withdraw_consents(desk, [other], TODAY)
    assert ground.same_purpose
    assert card(desk, other).deadlines == ()


def test_a_withdrawal_is_refused_as_a_whole(desk, three):
    consents.withdraw_consents(desk, three[:1], TODAY)
    with pytest.raises(Refusal):
        consents.withdraw_consents(desk, three, TODAY)
    assert state(desk, three[1]) is ConsentState.ACTIVE
    refused("consents", consents.withdraw_consents, desk, [], TODAY)
    refused("on", consents.withdraw_consents, desk, three[1:], TODAY + timedelta(1))
    refused("on", consents.withdraw_consents, desk, three[1:], date(2026, 11, 1))
    refused("request", consents.withdraw_consents, desk, three[1:], TODAY, 99)


def test_a_withdrawal_by_request_finds_the_consents_and_is_told_in_both(desk, three):
    request = demand(desk, DemandKind.WITHDRAW)
    found = consents.consents_of_request(desk, request)
    assert {row.id for row in found} == set(three), "found by the address, from another card"
    consents.withdraw_consents(desk, [three[0]], AT, request)
    told = card(desk, three[0])
    assert (told.request, told.deadlines) == (request, ()), "the request has the term"
    line = requests.request_card(desk, request).timeline[-1]
    assert (line.kind, line.note) == ("consents_ended", "2026-001")
    assert {row.id for row in consents.consents_of_request(desk, request)} == set(three)
    stranger = demand(
        desk, DemandKind.WITHDRAW, subject=person(name="Иной Пётр", email="p@example.org")
    )
    assert consents.consents_of_request(desk, stranger) == []
    refused("consents", consents.withdraw_consents, desk, [three[1]], TODAY, stranger)
    with pytest.raises(Refusal):
        consents.consents_of_request(desk, 99)
    assert consents.consents_of_request(desk, demand(desk, DemandKind.ACCESS)) == []


def test_dissemination_ends_the_moment_its_demand_arrives(desk, three):
    told_topics = set()
    desk.on_change(told_topics.update)
    request = demand(desk, DemandKind.STOP_DISSEMINATION)
    assert [state(desk, id) for id in three] == ["active", "active", "withdrawn"]
    assert {"consent", "request"} <= told_topics
    told = card(desk, three[2])
    assert (told.row.ended, told.request) == (AT.isoformat(), request)
    assert told.deadlines == (), "nothing is to be published any more"
    assert [r.id for r in consents.consents_of_request(desk, request)] == [three[2]]


def test_marketing_stops_at_once_and_leaves_a_keyed_hash(desk, three):
    request = demand(desk, DemandKind.STOP_MARKETING)
    assert [state(desk, id) for id in three] == ["active", "withdrawn", "active"]
    assert requests.request_card(desk, request).timeline[-1].kind == "stop_listed"
    assert listed_since(desk, [" ANNA@example.org"])
    assert listed_since(desk, ["8 (900) 000-00-01"])
    assert listed_since(desk, ["other@example.org"]) is None
    assert listed_since(desk, [""]) is None
    kept = " ".join(f"{row.hash} {row.because}" for row in StopList.select())
    assert "anna" not in kept
    again = fields(purpose(desk, "ads"), **MAIL)
    refused("person", consents.record_consent, desk, person(), again)
    refused("person", consents.record_consent, desk, person(), again, lift_stop=True)
    later = fields(again.purpose, **MAIL, given="2026-11-22")
    consents.record_consent(desk, person(), later, lift_stop=True)
    assert listed_since(desk, ["anna@example.org"]) is None


def test_the_secret_is_made_once_and_hashes_survive_the_card(desk):
    put_on_stop_list(desk, ["a@example.org"], "request/2026-001", TODAY)
    secret = Setting.get_by_id("stop_list_secret").value
    put_on_stop_list(desk, ["a@example.org", "b@example.org"], "", TODAY)
    assert Setting.get_by_id("stop_list_secret").value == secret
    assert StopList.select().count() == 2
    refused("address", put_on_stop_list, desk, [" "], "", TODAY)
    assert not any(secret[1:-1] in (row.detail or "") for row in Journal.select())


def test_what_was_agreed_to_after_the_demand_stays(desk):
    news = purpose(desk)
    later = fields(news, **DISSEMINATION, given="2026-11-22T11:30:00+03:00")
    id = consents.record_consent(desk, person(), later)
    demand(desk, DemandKind.STOP_DISSEMINATION)
    assert state(desk, id) is ConsentState.ACTIVE


def test_a_corrected_kind_ends_them_too(desk, three):
    request = demand(desk, DemandKind.ACCESS)
    (asked,) = requests.request_card(desk, request).demands
    kinds = Correction(kinds={asked.id: DemandKind.STOP_DISSEMINATION})
    requests.correct(desk, request, kinds, "Не то требование")
    assert state(desk, three[2]) is ConsentState.WITHDRAWN


def test_consents_go_with_a_merged_card(desk, three):
    keep = Person.get_by_id(card(desk, three[0]).row.person)
    other = person(name="Щёголева А. И.", email="a2@example.org")
    news = card(desk, three[0]).fields.purpose
    older = consents.record_consent(desk, other, fields(news, given="2026-01-15"))
    ads = consents.record_consent(desk, other, fields(purpose(desk, "ads"), **MAIL))
    requests.merge_people(desk, keep.id, card(desk, ads).row.person, "Один человек")
    rows = {row.id: row for row in consents.consents_of(desk, keep.id)}
    assert set(rows) == {*three, older, ads}
    assert rows[older].state is ConsentState.REPLACED
    assert rows[three[0]].state is ConsentState.ACTIVE
    assert list(consents.consent_ids(desk, Query(text="anna@example", kind="marketing"))) == [
        ads,
        three[1],
    ]


def test_expiry_ends_what_has_passed_and_costs_one_look_else(desk, clock):
    news = purpose(desk)
    ending = fields(news, **DISSEMINATION, valid_until="2026-11-22")
    id = consents.record_consent(desk, person(), ending)
    assert consents.expire_consents(desk) == 0, "its last day is not over"
    clock.forward(days=1)
    deadlines.today(desk)
    told = card(desk, id)
    assert (told.row.state, told.row.ended) == (ConsentState.EXPIRED, "2026-11-22")
    assert told.deadlines == ()
    assert Deadline.get(Deadline.consent_id == id).dropped
    assert Journal.select().where(Journal.action == "consent.expired").count() == 1
    with counted(desk) as seen:
        assert consents.expire_consents(desk) == 0
    assert len(seen) == 1


def test_an_expired_consent_makes_place_before_anybody_looked(desk, clock):
    news = purpose(desk)
    first = consents.record_consent(desk, person(), fields(news, valid_until="2026-11-22"))
    clock.forward(days=2)
    second = consents.record_consent(desk, person(), fields(news))
    assert (state(desk, first), state(desk, second)) == ("expired", "active")


def test_what_expires_soon_is_seen_in_time(desk):
    news, ends = purpose(desk), ("2026-11-25", "2026-12-22", "2026-12-23", "")
    ids = [
        consents.record_consent(
            desk, person(email=f"p{n}@example.org", name=""), fields(news, valid_until=end)
        )
        for n, end in enumerate(ends)
    ]
    assert [(row.id, row.days_left) for row in consents.expiring(desk)] == [
        (ids[0], 3),
        (ids[1], 30),
    ]
    assert len(consents.expiring(desk, 10**9)) == 3
    assert consents.expiring(desk, -5) == []
    consents.withdraw_consents(desk, ids[:1], TODAY)
    assert [row.id for row in consents.expiring(desk)] == [ids[1]]
    assert Consent.get_by_id(ids[0]).until_key == "2026-11-25"
