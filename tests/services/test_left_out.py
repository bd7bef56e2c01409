# SPDX-License-Identifier: Apache-2.0
"""Whoever is left out of a destruction of several is named in the act and asked for again, with the first term."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from pypdf import PdfReader

from desk.domain.destruction import Cause, DoneItem, PlanFields
from desk.domain.kinds import DemandKind, LanguageMode
from desk.services.consent import consents
from desk.services.destruction import destructions, erasure
from desk.services.destruction.calls import proposals
from desk.services.letter.intake import register_request
from desk.services.paper import papers
from desk.services.register.holdings import put_hold, release_hold
from desk.services.request import requests
from desk.storage.models import Deadline, Document, Holding, Person, Request
from tests.factories import intake
from tests.ground import held, lay, subject
from tests.services.grounds import fields
from tests.services.test_destruction_edges import appointed, card, certified, planned, told

RU = LanguageMode.RU
TODAY = date(2026, 11, 22)
DONE = date(2026, 11, 21)


def text_of(desk, briefs):
    """The words of the act."""
    (act,) = [brief for brief in briefs if brief.form == "destruction_act"]
    reader = PdfReader(io.BytesIO(papers.paper_bytes(desk, act.id)))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.fixture
def ground(desk):
    return lay(desk)


@pytest.fixture
def two(desk, ground):
    """Two people whose data are no longer needed: nothing but the cause says so."""
    one, other = subject(desk), subject(desk, "Спорный Пётр Петрович")
    for who in (one, other):
        held(desk, ground, who)
    return one, other


def called(desk):
    return [(each.id, each.total) for each in proposals(desk)]


def offered(desk):
    return [(each.id, each.cause, each.caused, each.subjects) for each in destructions.offers(desk)]


def plan_again(desk, what):
    """The plan an offer proposes."""
    kept = tuple(holding for holding, _person in what.holdings)
    return destructions.plan_destruction(
        desk,
        PlanFields(what.cause, what.caused, what.subjects, request=what.request, holdings=kept),
    )


def test_who_was_on_hold_is_named_in_the_act_and_asked_for_after_the_release(desk, ground, two):
    one, other = two
    stop = put_hold(desk, other, "Спор в суде")
    id = planned(desk, one, other, cause=Cause.NOT_NEEDED)
    certified(desk, id, ground)
    said = text_of(desk, card(desk, id).papers)
    assert "Спорный Пётр Петрович: Рассылка новостей" in said
    assert "запрет на уничтожение" in said
    destructions.tell(desk, id, how="Лично")
    erasure.erase(desk, id)
    assert (Person.get_by_id(one).name, Person.get_by_id(other).name) == (
        "",
        "Спорный Пётр Петрович",
    )
    assert called(desk) == []
    release_hold(desk, stop, "Суд решил")
    assert called(desk) == [("left_out", 1)]
    assert offered(desk) == [("left_out", Cause.NOT_NEEDED, "2026-11-20", (other,))]
    (what,) = destructions.offers(desk)
    again = plan_again(desk, what)
    assert card(desk, again).row.due == "2026-12-21", "the first term, from the first day"
    assert called(desk) == []
    told(desk, again, ground)
    erasure.erase(desk, again)
    assert Person.get_by_id(other).name == ""
    assert called(desk) == []


def test_who_was_taken_off_the_plan_is_asked_for_at_once(desk, ground, two):
    one, other = two
    id = planned(desk, one, other, cause=Cause.NOT_NEEDED)
    items = [item for item in card(desk, id).items if item.person == one]
    destructions.set_items(desk, id, items)
    assert called(desk) == []
    certified(desk, id, ground)
    said = text_of(desk, card(desk, id).papers)
    assert "Спорный Пётр Петрович: Рассылка новостей" in said
    assert "Не включено в перечень" in said
    assert called(desk) == [("left_out", 1)]


def test_a_second_plan_taken_back_leaves_the_call_with_its_cause(desk, ground, two):
    one, other = two
    id = planned(desk, one, other, cause=Cause.UNLAWFUL)
    destructions.set_items(desk, id, [item for item in card(desk, id).items if item.person == one])
    certified(desk, id, ground)
    before = offered(desk)
    assert before == [("left_out", Cause.UNLAWFUL, "2026-11-20", (other,))]
    again = plan_again(desk, destructions.offers(desk)[0])
    assert offered(desk) == []
    destructions.void_destruction(desk, again, "Ошибка")
    assert offered(desk) == before


def test_what_was_skipped_is_named_with_the_reason(desk, ground, two):
    one, other = two
    id = planned(desk, one, other, cause=Cause.NOT_NEEDED)
    appointed(desk, id)
    left = [item for item in card(desk, id).items if item.person == other]
    skipped = [DoneItem(item.id, skipped=True, deviation="Папка у следователя") for item in left]
    destructions.carry_out(desk, id, skipped, DONE)
    assert called(desk) == [("left_out", 1)]
    (kept,) = [each for each in card(desk, id).kept if each.ground == "left_out"]
    assert (kept.person, kept.norm.ru) == (other, "Папка у следователя")
    destructions.carry_out(desk, id, [DoneItem(item.id) for item in left], DONE)
    assert called(desk) == []
    assert [each for each in card(desk, id).kept if each.ground == "left_out"] == []
    assert all(holding.ended for holding in Holding.select())


def test_the_term_of_a_withdrawal_goes_on_for_who_was_left_out(desk, ground):
    people = subject(desk), subject(desk, "Спорный Пётр Петрович")
    given = [consents.record_consent(desk, who, fields(ground.newsletter)) for who in people]
    consents.withdraw_consents(desk, given, date(2026, 11, 20))
    put_hold(desk, people[1], "Спор в суде")
    certified(desk, planned(desk, *people), ground)
    running = Deadline.select().where(Deadline.row == "R21", Deadline.met.is_null())
    assert [row.consent_id for row in running] == [given[1]]


def test_the_request_of_who_was_left_out_stays_open(desk, ground):
    request = register_request(desk, intake(demands=(DemandKind.WITHDRAW,)))
    who, other = Request.get_by_id(request).subject_id, subject(desk, "Другая Анна")
    for each in (who, other):
        held(desk, ground, each)
    stop = put_hold(desk, who, "Спор в суде")
    id = planned(desk, who, other, request=request, cause=Cause.NOT_NEEDED)
    certified(desk, id, ground)
    open_rows = {
        line.due.row for line in requests.request_card(desk, request).deadlines if not line.met
    }
    assert "R21" in open_rows
    release_hold(desk, stop, "Суд решил")
    (what,) = destructions.offers(desk)
    assert (what.id, what.request, what.subjects) == ("left_out", request, (who,))


def test_who_holds_nothing_is_named_too(desk, ground, two):
    one, _other = two
    nobody = subject(desk, "Лишняя Вера")
    id = planned(desk, one, nobody, cause=Cause.NOT_NEEDED)
    certified(desk, id, ground)
    assert "Лишняя Вера: сведения в программе Desk" in text_of(desk, card(desk, id).papers)


def test_a_hold_that_comes_after_the_act_keeps_what_the_desk_has_and_asks_again(desk, ground, two):
    one, other = two
    id = planned(desk, one, other, cause=Cause.NOT_NEEDED)
    told(desk, id, ground)
    stop = put_hold(desk, other, "Спор в суде")
    erasure.erase(desk, id)
    assert (Person.get_by_id(one).name, Person.get_by_id(other).name) == (
        "",
        "Спорный Пётр Петрович",
    )
    supplement = Document.get(Document.form == "act_supplement")
    assert json.loads(supplement.facts)["waiting"] == ["Спорный Пётр Петрович"]
    assert called(desk) == []
    release_hold(desk, stop, "Суд решил")
    assert offered(desk) == [("left_out", Cause.NOT_NEEDED, "2026-11-20", (other,))]
    again = plan_again(desk, destructions.offers(desk)[0])
    assert [item.system for item in card(desk, again).items if item.system] == [ground.own]
    assert [item for item in card(desk, again).items if item.carrier] == []
    told(desk, again, ground)
    erasure.erase(desk, again)
    assert Person.get_by_id(other).name == ""
