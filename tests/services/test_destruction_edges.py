# SPDX-License-Identifier: Apache-2.0
"""Edges of a destruction: dates, orders, terms and letters that would let data be forgotten or a false act pass."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.destruction import Cause, DoneItem, PlanFields
from desk.domain.kinds import LanguageMode
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.destruction import destructions, erasure, erasure_replay
from desk.services.destruction.calls import called, proposals
from desk.services.letter.intake import register_request
from desk.services.paper import papers, seals
from desk.services.register import registers
from desk.storage import ledger
from desk.storage.models import Attachment, Deadline, Holding, Person, Request
from desk.text import catalogue
from tests.factories import intake, person
from tests.ground import commission, held, lay, nobody_else, subject
from tests.services.grounds import fields, purpose

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


def certified(desk, id, ground):
    """Letters answered, carried out, drawn up, signed by everybody."""
    found = destructions.receivers(desk, id)
    if found:
        letters = destructions.write_stop_letters(desk, id, found, date(2026, 12, 1), RU)
        for letter in letters:
            destructions.record_confirmation(desk, letter, TODAY, None, "Уничтожили")
    if card(desk, id).commission is None:
        appointed(desk, id)
    destructions.carry_out(desk, id, (), DONE)
    destructions.log_in_act(desk, id, ground.crm)
    papers, extracts = destructions.draw_up(desk, id, RU)
    for paper in (papers, *extracts):
        for each in destructions.signers(desk, paper):
            destructions.sign_by_pen(desk, paper, each.field, TODAY)


def told(desk, id, ground):
    """Certified and told."""
    certified(desk, id, ground)
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
    Holding.update(systems=f"[{ground.crm}]").execute()
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
    who, news, _deal = two
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
    assert [(each.id, each.total) for each in proposals(desk)] == [("left_out", 1)]
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
    nobody_else(desk, id)
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
    assert card(desk, id).steps[1].allowed
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
        assert "kommo" not in catalogue("ru").tell(told), "named as people know it, not by its code"


@pytest.mark.parametrize("written", [False, True])
def test_an_act_is_looked_at_while_a_processor_has_not_confirmed(
    desk, ground, at_processor, written
):
    if written:
        by = date(2026, 12, 1)
        destructions.write_stop_letters(desk, at_processor, [ground.processor], by, RU)
    appointed(desk, at_processor)
    destructions.carry_out(desk, at_processor, (), DONE)
    facts = destructions.draft_act(desk, at_processor, RU)[0].facts
    assert [each.confirmed.ru for each in facts.processors] == [""]
    assert "letters.kommo" in [each.where for each in destructions.act_lacks(desk, at_processor)]


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


# --- who is erased ------------------------------------------------------------------------------------


def erased(desk, id, ground):
    """Told and erased; what was counted."""
    told(desk, id, ground)
    return erasure.erase(desk, id)


def test_who_is_in_no_line_of_the_act_is_not_erased(desk, ground):
    who, other = subject(desk), subject(desk, "Лишний Пётр Петрович")
    held(desk, ground, who)
    counts = erased(desk, planned(desk, who, other), ground)
    assert counts.erased["card"] == 1
    assert Person.get_by_id(other).name == "Лишний Пётр Петрович"
    assert list(counts.spared) == [Person.get_by_id(other).ref]


def test_who_agreed_for_somebody_else_is_spared_until_that_one_is_erased(desk, ground):
    mother, child = subject(desk, "Примерова Анна"), subject(desk, "Примеров Пётр")
    held(desk, ground, mother)
    consent = consents.record_consent(
        desk,
        child,
        fields(
            ground.newsletter,
            representative=mother,
            authority="свидетельство о рождении",
            authority_checked="2026-11-20",
        ),
    )
    counts = erased(desk, planned(desk, mother), ground)
    assert list(counts.spared) == [Person.get_by_id(mother).ref]
    assert consents.consent_card(desk, consent).fields.representative == mother
    consents.withdraw_consents(desk, [consent], TODAY)
    Person.update(erased_on="2026-11-22").where(Person.id == child).execute()
    assert erasure.dry_run(desk, [mother]).erased["card"] == 1


def test_who_spoke_for_somebody_erased_may_be_erased_too(desk, ground):
    speaker = subject(desk, "Представительная Анна")
    name = Person.get_by_id(speaker).name
    request = register_request(
        desk,
        intake(applicant=person(name=name), authority="доверенность"),
    )
    Request.update(state="closed", closed="2026-11-21", applicant=speaker).execute()
    assert erasure.dry_run(desk, [speaker]).erased["card"] == 0
    subject_id = Request.get_by_id(request).subject_id
    Person.update(erased_on="2026-11-22").where(Person.id == subject_id).execute()
    assert erasure.dry_run(desk, [speaker]).erased["card"] == 1


def test_a_restored_plan_about_somebody_erased_ends(desk, ground):
    who, other = subject(desk), subject(desk, "Примеров Пётр")
    held(desk, ground, who)
    held(desk, ground, other)
    alone, both = planned(desk, who), planned(desk, who, other)
    ref = Person.get_by_id(who).ref
    ledger.note(desk.folder, [ledger.Erased(ref, "2026-11-21", "withdrawal", "act/2026-001")])
    assert erasure_replay.replay(desk) == (ref,)
    assert [card(desk, id).row.state for id in (alone, both)] == ["erased", "planned"]
    assert [each.destruction_id for each in Deadline.select() if each.dropped is None] == [both]
    assert card(desk, alone).row.due == ""


def test_the_three_years_of_an_act_end_with_it(desk, clock, ground):
    who = subject(desk)
    held(desk, ground, who)
    id = planned(desk, who)
    erased(desk, id, ground)
    clock.set(2029, 11, 22, 9, 0)
    erasure.erase_case(desk, id)
    assert Deadline.get(Deadline.row == "R24").met is not None


def test_the_sealed_proof_of_a_consent_goes_with_the_case(desk, clock, ground):
    who, other = subject(desk), subject(desk, "Примеров Пётр")
    proof = ("согласие.pdf", "Щёголева".encode())
    consent = consents.record_consent(desk, who, fields(ground.newsletter), [proof])
    stays = consents.record_consent(desk, other, fields(ground.newsletter), [proof])
    Holding.update(systems=f"[{ground.crm}]").execute()
    consents.withdraw_consents(desk, [consent], date(2026, 11, 21))
    id = planned(desk, who)
    erased(desk, id, ground)
    kept = Attachment.get(Attachment.consent_id == consent)
    assert kept.sealed is not None
    clock.set(2029, 11, 22, 9, 0)
    erasure.erase_case(desk, id)
    assert Attachment.get_by_id(kept.id).erased is not None
    assert Attachment.select().where(Attachment.sealed.is_null(False)).count() == 0
    left = Attachment.get(Attachment.consent_id == stays)
    assert (left.name, bytes(left.blob.content)) == proof


# --- who agreed anew, who cannot be written to --------------------------------------------------------


def test_data_somebody_agreed_to_anew_are_not_destroyed_by_the_old_plan(desk, ground):
    who = subject(desk)
    consent = consents.record_consent(desk, who, fields(ground.newsletter))
    consents.withdraw_consents(desk, [consent], date(2026, 11, 20))
    id = planned(desk, who)
    appointed(desk, id)
    consents.record_consent(desk, who, fields(ground.newsletter, given="2026-11-22"))
    with pytest.raises(Refusal, match="new consent was given"):
        destructions.carry_out(desk, id, (), TODAY)
    assert Holding.get().ended is None


def test_who_cannot_be_written_to_is_told_otherwise_in_the_same_act(desk, ground):
    who, nameless = subject(desk), subject(desk, "")
    Person.update(email="", address="", phone="+79001112233").where(Person.id == nameless).execute()
    for each in (who, nameless):
        held(desk, ground, each)
    id = planned(desk, who, nameless)
    certified(desk, id, ground)
    told = refusal(destructions.tell, desk, id, RU)
    assert (told.field, told.params["refs"]) == ("how", "2026-002")
    papers = destructions.tell(desk, id, RU, how="По телефону")
    assert len(papers) == 1
    assert card(desk, id).row.state == "told"


def test_a_register_begun_without_a_set_still_knows_the_desk(desk):
    who = subject(desk)
    consent = consents.record_consent(desk, who, fields(purpose(desk)))
    consents.withdraw_consents(desk, [consent], date(2026, 11, 20))
    ids = [planned(desk, who, holdings=(1,)) for _again in range(2)]
    assert [[each.system for each in card(desk, id).items] for id in ids] == [[1], [1]]
    assert registers.systems(desk)[0].is_desk
