# SPDX-License-Identifier: Apache-2.0
"""Data handed over once: recorded whole or not at all, told to whom they are about, printed, erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desk.domain.disclosures import Disclosure
from desk.domain.kinds import LanguageMode
from desk.domain.registers import Recipient, RecipientRole
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.register import disclosures, registers
from desk.services.register.disclosure_sheets import journal_disclosures
from desk.services.register.disclosures import record_disclosure
from desk.services.request import requests
from desk.services.request.access_items import access_items
from desk.storage.models import Disclosure as Row
from desk.storage.models import DisclosurePerson, Journal, Request
from tests.documents.sample import flat
from tests.factories import intake


@pytest.fixture
def subject(desk):
    registers.fill_lists(desk)
    return Request.get_by_id(requests.register_request(desk, intake())).subject_id


def told(subject, **over):
    values = {
        "day": "2026-11-20",
        "ground": Both("ст. 93.1 НК РФ, требование № 5", "Art. 93.1 of the Tax Code, demand No. 5"),
        "purpose": Both("налоговая проверка", "tax audit"),
        "categories": ("name", "email"),
        "name": Both("ИФНС № 1 по г. Москве", "Tax Office No. 1"),
        "address": "г. Москва",
        "persons": (subject,),
        "reference": "исх. 12 от 20.11.2026",
        **over,
    }
    return Disclosure(0, "", **values)


def test_what_was_recorded_is_read_back_and_put_right(desk, subject):
    id = record_disclosure(desk, told(subject))
    (kept,) = disclosures.disclosures(desk)
    assert replace(kept, id=0, code="") == told(subject)
    record_disclosure(desk, replace(kept, persons=(), whom=Both("все работники", "all staff")))
    (kept,) = disclosures.disclosures(desk)
    assert (kept.id, kept.persons, kept.whom.en) == (id, (), "all staff")
    assert DisclosurePerson.select().count() == 0
    assert Journal.select().where(Journal.action == "disclosure.recorded").count() == 2


def test_a_recipient_of_the_register_gives_its_own_name(desk, subject):
    to = Recipient(
        0, "", Both("ООО «Банк»", "Bank LLC"), RecipientRole.RECIPIENT, "RU", address="Казань"
    )
    recipient = registers.save_recipient(desk, to)
    record_disclosure(desk, told(subject, recipient=recipient))
    (kept,) = disclosures.disclosures(desk, subject)
    assert (kept.name.ru, kept.address) == ("ООО «Банк»", "Казань")
    assert Row.get().name_ru == ""


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("day", {"day": ""}),
        ("day", {"day": "2027-01-01"}),
        ("day", {"day": "0001-01-01"}),
        ("recipient", {"name": Both(), "address": ""}),
        ("ground", {"ground": Both(" ")}),
        ("purpose", {"purpose": Both()}),
        ("categories", {"categories": ()}),
        ("categories", {"categories": ("nothing",)}),
        ("persons", {"persons": ()}),
        ("persons", {"persons": (99,)}),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_kept(desk, subject, field, over):
    with pytest.raises(Refusal) as caught:
        record_disclosure(desk, told(subject, **over))
    assert caught.value.field == field
    assert Row.select().count() == DisclosurePerson.select().count() == 0


def test_the_person_is_told_of_it_in_item_4(desk, subject):
    record_disclosure(desk, told(subject))
    item4 = access_items(desk, subject)["item4"]
    assert "ИФНС № 1 по г. Москве, г. Москва (данные переданы 20 ноября 2026 г." in item4.ru
    assert "demand No. 5" in item4.en
    registers.retire(desk, "disclosure", Row.get().id, "2026-11-22")
    assert access_items(desk, subject) == {}


def test_the_journal_holds_the_days_of_its_period_and_names_people(desk, subject):
    record_disclosure(desk, told(subject))
    record_disclosure(desk, told(subject, day="2026-10-01", name=Both("Суд", "Court")))
    draft = journal_disclosures(desk, date(2026, 11, 1), date(2026, 11, 22), LanguageMode.BOTH)
    assert [each.recipient.en for each in draft.facts.lines] == ["Tax Office No. 1"]
    printed = flat(papers.paper_bytes(desk, papers.issue(desk, draft).id))
    assert "ИФНС № 1" in printed
    assert "tax audit" in printed
    with pytest.raises(Refusal):
        journal_disclosures(desk, date(2026, 11, 2), date(2026, 11, 1), LanguageMode.RU)


def test_two_cards_that_are_merged_keep_what_was_handed_over(desk, subject):
    other = Request.get_by_id(requests.register_request(desk, intake(subject_id=None))).subject_id
    record_disclosure(desk, told(subject, persons=tuple({subject, other})))
    requests.merge_people(desk, subject, other, "один человек")
    (kept,) = disclosures.disclosures(desk)
    assert kept.persons == (subject,)


def test_however_many_there_are_they_are_read_in_three_statements(desk, subject):
    for _ in range(5):
        record_disclosure(desk, told(subject))
    statements: list[str] = []
    run = desk.database.execute_sql
    desk.database.execute_sql = lambda sql, params=None: statements.append(sql) or run(sql, params)
    assert len(disclosures.disclosures(desk)) == 5
    del desk.database.execute_sql
    assert len(statements) == 3
