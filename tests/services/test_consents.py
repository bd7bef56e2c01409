# SPDX-License-Identifier: Apache-2.0
"""Consents as they are recorded: purpose, form, evidence, authority, one in force, renewal, publication."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from desk.domain.consent import (
    NO_PROOF,
    NO_PROOF_OF_OTHER,
    NOT_SEPARATE,
    STAYING_WEAK,
    ConsentKind,
    ConsentState,
    ConsentWay,
)
from desk.domain.request import PersonFields
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.operators import save_operator
from desk.services.overview import journals
from desk.services.request.people_cards import find_person, update_person
from desk.storage.models import Consent, Deadline, Holding, Journal, Person
from tests.factories import person
from tests.services.grounds import category, fields, holding, purpose, recipient

TODAY = date(2026, 11, 22)
DISSEMINATION = {
    "kind": ConsentKind.DISSEMINATION,
    "written": True,
    "conditions": {"resources": "https://example.com/team"},
}


def refused(field: str | None, act, *args: object, **kwargs: object) -> Refusal:
    with pytest.raises(Refusal) as told:
        act(*args, **kwargs)
    assert told.value.field == field
    return told.value


def test_a_consent_is_recorded_with_everything_that_belongs_to_it(desk):
    id = consents.record_consent(
        desk, person(), fields(purpose(desk)), [("согласие.pdf", b"%PDF-1")]
    )
    card = consents.consent_card(desk, id)
    assert (card.row.number, card.row.subject) == ("consent/2026-001", person().name)
    assert card.fields.evidence["page"] == "https://example.com/form"
    assert [file.name for file in card.files] == ["согласие.pdf"]
    assert [moment.kind for moment in card.timeline] == ["consent_recorded"]
    assert card.warnings == ()
    entry = Journal.get(Journal.action == "consent.recorded")
    assert entry.ref == "consent/2026-001"
    detail = json.loads(entry.detail)
    assert (detail["purpose"], detail["person"]) == ("purpose/news", card.subject_ref)
    assert "Щёголева" not in entry.detail
    assert "anna@" not in entry.detail
    assert journals.verify(desk).sound


def test_recording_makes_the_holding_and_a_second_kind_joins_it(desk):
    first, second = category(desk, "name"), category(desk, "mail")
    news = purpose(desk, "news", first, second)
    id = consents.record_consent(desk, person(), fields(news, categories=(first,)))
    who = consents.consent_card(desk, id).row.person
    held = Holding.get()
    assert (held.person_id, held.ground, held.consent_id) == (who, "6.1.1", id)
    assert json.loads(held.categories) == [first]
    other = fields(news, kind=ConsentKind.MARKETING, categories=(second,))
    consents.record_consent(desk, who, other)
    assert Holding.select().count() == 1
    assert json.loads(Holding.get().categories) == [first, second]


def test_what_is_held_rests_on_the_consent_that_is_left(desk):
    news = purpose(desk, since="2026-01-01")
    first = consents.record_consent(desk, person(), fields(news))
    who = consents.consent_card(desk, first).row.person
    second = consents.record_consent(desk, who, fields(news, kind=ConsentKind.MARKETING))
    assert Holding.get().consent_id == second
    consents.withdraw_consents(desk, [second], TODAY)
    assert Holding.get().consent_id == first
    consents.withdraw_consents(desk, [first], TODAY)
    assert Holding.get().consent_id == first, "nothing is left to rest on"


def test_agreeing_to_a_later_edition_makes_the_purpose_live_on(desk):
    old = purpose(desk, "news", until="2026-11-01")
    first = consents.record_consent(desk, person(), fields(old, given="2026-10-01"))
    with desk.database.atomic():
        Holding.update(achieved="2026-11-02", keep_until="2026-12-02").execute()
    new = purpose(desk, "news", category(desk, "more"), edition=2)
    consents.renew_consent(desk, first, fields(new))
    held = Holding.get()
    assert (held.purpose_id, held.achieved, held.keep_until) == (new, None, None)
    assert Holding.select().count() == 1


def test_data_through_another_come_from_him(desk):
    told = fields(
        purpose(desk), way=ConsentWay.THROUGH_ANOTHER, through="ООО «Подбор»", evidence={}
    )
    id = consents.record_consent(desk, person(), told)
    assert Holding.get().source_name == "ООО «Подбор»"
    assert consents.consent_card(desk, id).warnings == (NO_PROOF, NO_PROOF_OF_OTHER)
    nobody = fields(purpose(desk, "b"), way=ConsentWay.THROUGH_ANOTHER)
    refused("through", consents.record_consent, desk, person(), nobody)


def test_weak_ways_are_recorded_with_a_plain_warning(desk):
    stayed = fields(purpose(desk), way=ConsentWay.STAYING)
    id = consents.record_consent(desk, person(), stayed)
    card = consents.consent_card(desk, id)
    assert card.row.weak
    assert card.warnings == (STAYING_WEAK,)
    consents.withdraw_consents(desk, [id], TODAY)
    assert consents.consent_card(desk, id).warnings == (), "it bears nothing any more"


def test_what_proves_a_consent_is_put_right_with_a_reason(desk):
    id = consents.record_consent(desk, person(), fields(purpose(desk)))
    put = partial(consents.correct_evidence, desk, id)
    refused("reason", put, {"ip": "192.0.2.8"}, "", " ")
    refused("evidence.moment", put, {"moment": "2026-01-01"}, "", "Опечатка")
    refused("evidence", put, {"nothing": "x"}, "", "Опечатка")
    refused("evidence.ip", put, {"ip": "1" * 10_001}, "", "Опечатка")
    assert "Nothing" in refused(None, put, {"ip": "192.0.2.7"}, "", "Опечатка").msgid
    put({"ip": "", "page": "https://example.com/new"}, "", "Опечатка")
    card = consents.consent_card(desk, id)
    assert card.fields.evidence == {"page": "https://example.com/new"}
    assert (card.timeline[-1].kind, card.timeline[-1].note) == ("evidence_corrected", "Опечатка")
    entry = journals.extract(desk, desk.today(), desk.today())[-2]
    assert json.loads(entry.detail) == {"evidence": ["page", "ip"]}
    consents.void_consent(desk, id, "Ошибка")
    refused(None, put, {"ip": "192.0.2.8"}, "", "Опечатка")


@pytest.mark.parametrize(
    ("given", "weak"), [("2025-08-31", False), ("2025-09-01", True), ("2026-05-05", True)]
)
def test_a_separate_document_is_due_since_september_2025(desk, given, weak):
    together = fields(purpose(desk), given=given, separate=False)
    card = consents.consent_card(desk, consents.record_consent(desk, person(), together))
    assert card.row.weak is weak
    assert (NOT_SEPARATE in card.warnings) is weak


def test_one_paper_proves_one_consent(desk):
    scan = [("scan.pdf", b"%PDF-one")]
    id = consents.record_consent(desk, person(), fields(purpose(desk)), scan)
    who = consents.consent_card(desk, id).row.person
    ads = fields(purpose(desk, "ads"), kind=ConsentKind.MARKETING)
    refused("files", consents.record_consent, desk, who, ads, scan)
    assert Consent.select().count() == 1, "nothing is half saved"
    together = fields(ads.purpose, kind=ConsentKind.MARKETING, separate=False)
    consents.record_consent(desk, who, together, scan)


def test_special_categories_need_written_form_unless_another_ground_is_named(desk):
    health = category(desk, "health", "special")
    told = fields(purpose(desk, "a", health))
    refused("written", consents.record_consent, desk, person(), told)
    consents.record_consent(desk, person(), fields(told.purpose, written=True))
    staff = purpose(desk, "b", health, special_ground="10.2.2.3")
    consents.record_consent(desk, person(), fields(staff))


def test_a_picture_needs_writing_only_when_it_identifies(desk):
    photo = category(desk, "photo", "biometric")
    consents.record_consent(desk, person(), fields(purpose(desk, "page", photo)))
    gate = fields(purpose(desk, "gate", photo, identifies=1))
    refused("written", consents.record_consent, desk, person(), gate)


@pytest.mark.parametrize("way", [ConsentWay.STAYING, ConsentWay.IVR, ConsentWay.AUDIO])
def test_what_is_spoken_is_not_written(desk, way):
    spoken = fields(purpose(desk), way=way, written=True)
    refused("written", consents.record_consent, desk, person(), spoken)


def test_categories_are_those_of_the_purpose(desk):
    strange, gone = category(desk, "strange"), category(desk, "gone", absent=True)
    news = purpose(desk)
    for wrong in (strange, 999):
        told = fields(news, categories=(wrong,))
        refused("categories", consents.record_consent, desk, person(), told)
    with_gone = fields(purpose(desk, "odd", gone))
    refused("categories", consents.record_consent, desk, person(), with_gone)
    refused("purpose", consents.record_consent, desk, person(), fields(999))


def test_a_closed_edition_takes_only_what_was_given_before(desk):
    old = purpose(desk, "news", until="2026-06-30")
    refused("purpose", consents.record_consent, desk, person(), fields(old))
    consents.record_consent(desk, person(), fields(old, given="2026-06-30"))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("given", {"given": ""}),
        ("given", {"given": "2026-11-23"}),
        ("given", {"given": "20.11.2026"}),
        ("given", {"given": "2026-11-20T10:00"}),
        ("given", {"given": "2026-11-20Tx"}),
        ("valid_until", {"valid_until": "2026-11-19"}),
        ("valid_until", {"valid_until": "never"}),
        ("evidence", {"evidence": {"passport": "4500 000000"}}),
        ("evidence.page", {"evidence": {"page": "x" * 5000}}),
        ("recipients", {"kind": ConsentKind.CROSS_BORDER}),
        ("recipients", {"kind": ConsentKind.CROSS_BORDER, "recipients": (7,)}),
        ("conditions.resources", {"kind": ConsentKind.DISSEMINATION, "written": True}),
        ("conditions", DISSEMINATION | {"conditions": {"else": "x"}}),
        ("conditions", DISSEMINATION | {"conditions": {"passing_on": "everybody"}}),
        ("written", DISSEMINATION | {"written": False, "fingerprint": ""}),
        ("way", DISSEMINATION | {"written": False, "way": ConsentWay.STAYING}),
        ("text", {"text": 77}),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field(desk, field, wrong):
    refused(field, consents.record_consent, desk, person(), fields(purpose(desk), **wrong))
    assert Consent.select().count() == Person.select().count() == 0


def test_a_transfer_names_somebody_abroad(desk):
    home, abroad = recipient(desk, "home", "RU"), recipient(desk)
    told = fields(purpose(desk), kind=ConsentKind.CROSS_BORDER, recipients=(home,))
    refused("recipients", consents.record_consent, desk, person(), told)
    good = fields(told.purpose, kind=ConsentKind.CROSS_BORDER, recipients=(abroad,))
    id = consents.record_consent(desk, person(), good)
    assert consents.consent_card(desk, id).fields.recipients == (abroad,)


def test_a_representative_s_power_is_checked(desk):
    speaker = PersonFields(name="Щёголев Пётр Ильич")
    told = fields(purpose(desk))

    def record(**more: str) -> int:
        checked = fields(told.purpose, **more)
        return consents.record_consent(desk, person(), checked, representative=speaker)

    refused("authority", record)
    refused("authority", record, authority="Паспорт 4500 123456", authority_checked="2026-11-20")
    refused("authority_checked", record, authority="Доверенность от 01.02.2026")
    id = record(authority="Доверенность от 01.02.2026", authority_checked="2026-11-20")
    refused("representative", consents.record_consent, desk, person(), fields(told.purpose, representative=99))  # fmt: skip
    spoke = consents.consent_card(desk, id).fields.representative
    assert Person.get_by_id(spoke).name == speaker.name


def test_one_consent_in_force_for_a_subject_purpose_and_kind(desk):
    told = fields(purpose(desk))
    consents.record_consent(desk, person(), told)
    found = refused("purpose", consents.record_consent, desk, person(), told)
    assert found.params["number"] == "2026-001"
    consents.record_consent(desk, person(), fields(told.purpose, kind=ConsentKind.MARKETING))
    consents.record_consent(desk, person(name="Другая Анна", email="b@example.org"), told)


def test_the_same_person_is_one_card(desk):
    told = fields(purpose(desk, "a"))
    id = consents.record_consent(desk, person(), told)
    who = consents.consent_card(desk, id).row.person
    same = PersonFields(name="щеголева анна ИЛЬИНИЧНА", email="Anna@Example.org")
    assert find_person(desk, same) == who
    assert find_person(desk, PersonFields(email="anna@example.org")) == who
    assert find_person(desk, PersonFields(name=person().name)) == who
    for other in (
        PersonFields(name="Щёголева Ольга Ильинична", email="anna@example.org"),
        PersonFields(name=person().name, email="c@example.org"),
        PersonFields(name=person().name, phone="+7 900 000-00-99"),
        PersonFields(),
    ):
        assert find_person(desk, other) is None
    refused("person.name", consents.record_consent, desk, PersonFields(), told)
    refused("person", consents.record_consent, desk, 999, told)


def test_a_renewal_takes_the_place_of_the_old_one(desk):
    told = fields(purpose(desk), given="2025-11-20", valid_until="2026-11-30")
    old = consents.record_consent(desk, person(), told)
    new = consents.renew_consent(desk, old, fields(told.purpose, valid_until="2027-11-30"))
    before, after = consents.consent_card(desk, old), consents.consent_card(desk, new)
    assert (before.row.state, before.row.ended) == (ConsentState.REPLACED, "2026-11-20")
    assert (before.renewed_by, after.renews) == (new, old)
    assert [m.kind for m in before.timeline] == ["consent_recorded", "consent_renewed"]
    with pytest.raises(Refusal):
        consents.renew_consent(desk, old, fields(told.purpose))
    other = fields(told.purpose, kind=ConsentKind.MARKETING)
    refused("purpose", consents.renew_consent, desk, new, other)
    refused("given", consents.renew_consent, desk, new, fields(told.purpose, given="2026-01-01"))


def test_an_expired_consent_is_renewed_and_stays_expired(desk):
    told = fields(purpose(desk), given="2025-11-20", valid_until="2026-10-30")
    old = consents.record_consent(desk, person(), told)
    assert consents.consent_card(desk, old).row.state is ConsentState.EXPIRED
    assert Holding.select().count() == 0
    new = consents.renew_consent(desk, old, fields(told.purpose))
    assert consents.consent_card(desk, old).row.state is ConsentState.EXPIRED
    assert consents.consent_card(desk, new).renews == old


def test_dissemination_opens_its_publication(desk):
    told = fields(purpose(desk), **DISSEMINATION, given="2026-11-20T10:00:00+03:00")
    id = consents.record_consent(desk, person(), told)
    (term,) = consents.consent_card(desk, id).deadlines
    assert (term.due.row, term.due.due) == ("R27", date(2026, 11, 25))
    refused("on", consents.mark_published, desk, id, TODAY + timedelta(1))
    refused("on", consents.mark_published, desk, id, date(2026, 11, 1))
    consents.mark_published(desk, id, TODAY)
    card = consents.consent_card(desk, id)
    assert (card.published, bool(card.deadlines[0].met)) == ("2026-11-22", True)
    refused("on", consents.mark_published, desk, id, TODAY)
    plain = consents.record_consent(desk, person(), fields(told.purpose))
    with pytest.raises(Refusal):
        consents.mark_published(desk, plain, TODAY)


def test_a_void_record_keeps_its_number_and_frees_the_place(desk):
    told = fields(purpose(desk), **DISSEMINATION)
    id = consents.record_consent(desk, person(), told)
    refused("reason", consents.void_consent, desk, id, " ")
    consents.void_consent(desk, id, "Записано дважды")
    card = consents.consent_card(desk, id)
    assert (card.row.state, card.ended_because) == (ConsentState.VOID, "Записано дважды")
    assert Deadline.get(Deadline.consent_id == id).dropped
    with pytest.raises(Refusal):
        consents.void_consent(desk, id, "ещё раз")
    assert Holding.get().ended_because == "Записано дважды"
    again = consents.record_consent(desk, person(), told)
    other = consents.record_consent(desk, person(), fields(told.purpose))
    consents.void_consent(desk, other, "Не тот человек")
    assert Holding.get(Holding.ended.is_null()).consent_id == again


def test_notes_and_further_proof(desk):
    id = consents.record_consent(desk, person(), fields(purpose(desk), evidence={}))
    assert consents.consent_card(desk, id).warnings == (NO_PROOF,)
    consents.add_consent_note(desk, id, "Звонили, подтвердила")
    consents.add_consent_file(desk, id, "call.ogg", b"OggS")
    card = consents.consent_card(desk, id)
    assert card.warnings == ()
    assert [m.kind for m in card.timeline] == ["consent_recorded", "note", "file"]
    for act in (consents.consent_card, consents.void_consent):
        with pytest.raises(Refusal):
            act(desk, 999, *(["x"] if act is consents.void_consent else []))


def test_a_changed_card_is_found_by_its_new_name(desk):
    id = consents.record_consent(desk, person(), fields(purpose(desk)))
    who = consents.consent_card(desk, id).row.person
    update_person(desk, who, person(name="Яблокова Анна Ильинична"))
    from desk.domain.values import Query

    assert list(consents.consent_ids(desk, Query(text="яблокова"))) == [id]
    assert list(consents.consent_ids(desk, Query(text="щеголева"))) == []
    assert Consent.get_by_id(id).person_key == "яблокова анна ильинична"


def test_other_grounds_stand_on_the_card(desk):
    shared, alone = category(desk, "name"), category(desk, "mail")
    news, books = purpose(desk, "news", shared, alone), purpose(desk, "books", shared)
    id = consents.record_consent(desk, person(), fields(news))
    who = consents.consent_card(desk, id).row.person
    law = holding(desk, who, books, (shared,), norm="402-ФЗ", keep_until="2031-12-31")
    deal = holding(
        desk, who, news, (alone,), ground="6.1.5", contract="17", contract_date="2026-03-01"
    )
    holding(desk, who, books, (shared,), ended="2026-05-05")
    first, second = consents.consent_card(desk, id).other_grounds
    assert {(first.holding, first.same_purpose), (second.holding, second.same_purpose)} == {
        (law, False),
        (deal, True),
    }
    by_id = {each.holding: each for each in (first, second)}
    assert (by_id[law].basis.ru, by_id[law].keep_until) == ("402-ФЗ", "2031-12-31")
    assert by_id[deal].basis.ru == "договор 17 от 1 марта 2026 г."


@pytest.mark.parametrize("told", ["abc", "telephone", "12-34", "нет"])
def test_a_telephone_without_its_digits_proves_nothing_and_reaches_nobody(desk, told):
    by_sms = {"way": ConsentWay.SMS, "evidence": {"phone": told, "moment": "2026-11-20 10:00"}}
    news = purpose(desk)
    refused("evidence.phone", consents.record_consent, desk, person(), fields(news, **by_sms))
    nobody = person(phone=told)
    refused("person.phone", consents.record_consent, desk, nobody, fields(news))
    refused("phone", save_operator, desk, replace(desk.operator(), phone=told))


def test_a_telephone_may_be_short_or_have_words_beside(desk):
    for told in ("2-34-56", "+7 900 000-00-00, доб. 12", "8(900)0000000"):
        consents.record_consent(
            desk, person(phone=told, email=""), fields(purpose(desk, f"p{len(told)}"))
        )
