# SPDX-License-Identifier: Apache-2.0
"""Edges of a destruction: dates, orders, terms and letters that would let data be forgotten or a false act pass."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.destruction import Cause, DoneItem, PlanFields
from desk.domain.kinds import LanguageMode
from desk.errors import Refusal
from desk.services import consents, destructions, erasure, papers, seals
from desk.services.destruction_calls import called, proposals
from desk.storage.models import Attachment, Deadline, Holding
from tests.ground import commission, held, lay, subject
from tests.services.grounds import fields

RU = LanguageMode.RU
TODAY = date(2026, 11, 22)
DONE = date(2026, 11, 21)


@pytest.fixture
def ground(desk):
    return lay(desk)


def planned(desk, *people, cause=Cause.WITHDRAWAL, **over):
    return destructions.plan_destruction(desk, PlanFields(cause, "2026-11-20", people, **over))


def appointed(desk, id, **over):
    made = destructions.make_commission(desk, commission(**over))
    destructions.appoint(desk, id, made)
    return destructions.commission_of(desk, made)


def card(desk, id):
    return destructions.destruction_card(desk, id)


def told(desk, id, ground):
    """Carried out, drawn up, signed, told."""
    if card(desk, id).commission is None:
        appointed(desk, id)
    destructions.carry_out(desk, id, (), DONE)
    destructions.log_in_act(desk, id, ground.crm)
    papers, extracts = destructions.draw_up(desk, id, RU)
    for paper in (papers, *extracts):
        for each in destructions.signers(desk, paper):
            destructions.sign_by_pen(desk, paper, each.field, TODAY)
    destructions.tell(desk, id, how="Лично")


def refusal(act, *args, **kwargs):
    with pytest.raises(Refusal) as told:
        act(*args, **kwargs)
    return told.value


def test_processing_stops_not_before_its_cause_whoever_destroys(desk, ground):
    who = subject(desk)
    held(desk, ground, who)
    id = planned(desk, who, cause=Cause.UNLAWFUL)
    appointed(desk, id)
    assert refusal(destructions.stopped, desk, id, date(2026, 11, 19)).field == "on"
    destructions.stopped(desk, id, date(2026, 11, 20))
    assert Deadline.get(Deadline.row == "R14").met is not None


def test_a_commission_whose_order_became_void_destroys_nothing(desk, ground):
    who = subject(desk)
    held(desk, ground, who)
    id = planned(desk, who)
    made = appointed(desk, id, number="", since="2026-11-22")
    papers.void(desk, made.document, "Не те люди")
    assert refusal(destructions.carry_out, desk, id, (), TODAY).field == "on"


# --- data left out of a destruction are not forgotten -------------------------------------------------


@pytest.fixture
def two(desk, ground):
    """One person withdrew two consents, on two days; the ids of the person and both holdings."""
    who = subject(desk)
    given = [
        consents.record_consent(desk, who, fields(purpose))
        for purpose in (ground.newsletter, ground.contract)
    ]
    for consent, day in zip(given, (20, 21), strict=True):
        consents.withdraw_consents(desk, [consent], date(2026, 11, day))
    news, deal = (row.id for row in Holding.select().order_by(Holding.id))
    return who, news, deal


def _open(row="R21"):
    return [
        each.consent_id
        for each in Deadline.select().where(
            Deadline.row == row, Deadline.met.is_null(), Deadline.dropped.is_null()
        )
    ]


def _by_hand(desk, id):
    """Everything done by deleting records."""
    return [DoneItem(each.id, method="delete_records") for each in card(desk, id).items]


def test_what_rested_on_a_withdrawn_consent_is_asked_for_until_it_is_planned(desk, two):
    who, *_both = two
    assert [(each.id, each.total) for each in proposals(desk)] == [("consents", 2)]
    planned(desk, who)
    assert proposals(desk) == ()


def test_a_destruction_meets_the_terms_of_what_it_destroys_alone(desk, two):
    who, news, deal = two
    id = planned(desk, who, holdings=(news,))
    assert card(desk, id).due.due == date(2026, 12, 21)
    appointed(desk, id)
    destructions.carry_out(desk, id, _by_hand(desk, id), DONE)
    assert _open() == [2]
    assert [(each.id, each.total) for each in proposals(desk)] == [("consents", 1)]
    assert list(called(desk, "consents")) == [deal]


def test_the_act_does_not_say_that_a_withdrawn_consent_keeps_data(desk, two):
    who, news, _deal = two
    assert [each.ground for each in card(desk, planned(desk, who, holdings=(news,))).kept] == [
        "case_file"
    ]


def test_terms_follow_the_items_of_the_plan(desk, two):
    who, news, deal = two
    id = planned(desk, who)
    items = card(desk, id).items
    destructions.set_items(desk, id, [each for each in items if each.holding == news])
    assert [each.destruction_id for each in Deadline.select().order_by(Deadline.consent_id)] == [
        id,
        None,
    ]
    destructions.set_items(desk, id, items)
    assert {each.destruction_id for each in Deadline.select()} == {id}


def test_what_was_not_destroyed_after_all_is_still_due(desk, ground):
    who = subject(desk)
    consent = consents.record_consent(desk, who, fields(ground.newsletter))
    Holding.update(systems=f"[{ground.crm}, {ground.own}]").execute()
    consents.withdraw_consents(desk, [consent], date(2026, 11, 20))
    id = planned(desk, who)
    appointed(desk, id)
    crm = next(each.id for each in card(desk, id).items if each.system == ground.crm)
    left = DoneItem(crm, skipped=True, deviation="Нет доступа")
    destructions.carry_out(desk, id, [left], DONE)
    assert _open() == [consent]
    assert [(each.id, each.total) for each in proposals(desk)] == [("consents", 1)]
    destructions.carry_out(desk, id, [DoneItem(crm)], DONE)
    assert Holding.get().ended == "2026-11-21"
    assert proposals(desk) == ()


def test_what_lies_in_the_desk_alone_goes_and_is_held_no_longer(desk, ground):
    who = subject(desk)
    consent = consents.record_consent(desk, who, fields(ground.contract))
    consents.withdraw_consents(desk, [consent], date(2026, 11, 20))
    id = planned(desk, who)
    (item,) = card(desk, id).items
    assert (item.system, item.holding) == (ground.own, Holding.get().id)
    appointed(desk, id)
    destructions.carry_out(desk, id, (), DONE)
    assert Holding.get().ended == "2026-11-21"


# --- letters ------------------------------------------------------------------------------------------


@pytest.fixture
def at_processor(desk, ground):
    """A plan of what lies at a processor, among other places."""
    who = subject(desk, "Канарейкина Ульяна Фёдоровна")
    held(desk, ground, who)
    return planned(desk, who)


def test_a_confirmed_block_is_no_destruction(desk, ground, at_processor):
    id, by = at_processor, date(2026, 12, 1)
    (block,) = destructions.write_stop_letters(desk, id, [ground.processor], by, RU, "block")
    destructions.record_confirmation(desk, block, TODAY, None, "Заблокировали")
    assert card(desk, id).steps[0].allowed
    assert destructions.receivers(desk, id) == [ground.processor, ground.partner]
    appointed(desk, id)
    destructions.carry_out(desk, id, (), DONE)
    assert "letters.kommo" in [each.where for each in destructions.act_lacks(desk, id)]
    (destroy,) = destructions.write_stop_letters(desk, id, [ground.processor], by, RU)
    destructions.record_confirmation(desk, destroy, TODAY, None, "Уничтожили")
    assert "letters.kommo" not in [each.where for each in destructions.act_lacks(desk, id)]
    for action in ("destroy", "block"):
        told = refusal(
            destructions.write_stop_letters, desk, id, [ground.processor], by, RU, action
        )
        assert told.field == "recipients"


def test_nobody_confirms_a_letter_before_it_left(desk, clock, ground, at_processor):
    (letter,) = destructions.write_stop_letters(
        desk, at_processor, [ground.processor], date(2026, 12, 1), RU
    )
    clock.forward(days=3)
    destructions.record_letter_sent(desk, letter, date(2026, 11, 25))
    told = refusal(
        destructions.record_confirmation, desk, letter, date(2026, 11, 24), None, "Уничтожили"
    )
    assert told.field == "on"


def test_a_confirmation_that_comes_after_the_erasure_goes_under_seal(desk, ground, at_processor):
    id = at_processor
    letters = destructions.write_stop_letters(
        desk, id, destructions.receivers(desk, id), date(2026, 12, 1), RU
    )
    destructions.record_confirmation(desk, letters[0], TODAY, None, "Уничтожили")
    told(desk, id, ground)
    erasure.erase(desk, id)
    late = ("акт Канарейкина.pdf", "Канарейкина".encode())
    destructions.record_confirmation(desk, letters[1], TODAY, late)
    kept = Attachment.get(Attachment.role == "confirmation")
    assert kept.sealed is not None
    assert kept.name == ""
    assert seals.open_file(desk, kept.id, "проверка").about["name"] == late[0]
