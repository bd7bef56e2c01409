# SPDX-License-Identifier: Apache-2.0
"""What the papers of consents are made from: registers and card, blank or filled in, and the register for a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desk.domain.consent import ConsentKind, ConsentWay
from desk.domain.consent_papers import ConsentDisseminationFacts, ConsentTransferFacts
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.registers import Recipient, RecipientRole
from desk.domain.request import PersonFields
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.consent.papers import (
    Wishes,
    consent_facts,
    consent_paper,
    withdrawal_facts,
    withdrawal_paper,
)
from desk.services.consent.sheets import register_consents, register_lines
from desk.services.paper import papers
from desk.services.register import registers
from desk.storage.models import Document
from tests.factories import person, purpose_fields
from tests.services.grounds import category, fields, holding, purpose, recipient
from tests.services.test_consents import refused
from tests.services.test_query_counts import counted

TODAY = date(2026, 11, 22)


@pytest.fixture
def enquiries(desk) -> int:
    """A purpose of the register with a processor abroad."""
    id = registers.declare_purpose(desk, purpose_fields(desk), "2026-01-01")
    kommo = Recipient(0, "", Both("Коммо", "Kommo"), RecipientRole.PROCESSOR, "US", purposes=("enquiries",))  # fmt: skip
    registers.save_recipient(desk, kommo)
    return id


def facts(desk, purpose_id: int, kind=ConsentKind.PROCESSING, who: int | None = None, **wishes):
    return consent_facts(desk, who, purpose_id, kind, Wishes(**wishes))


def test_a_blank_takes_everything_but_the_subject_from_the_registers(desk, enquiries):
    found = facts(desk, enquiries)
    assert (found.subject_name, found.subject_contact, found.number) == ("", "", "")
    assert found.purpose.ru == "Ответы на обращения с сайта"
    assert len(found.data) == 3
    assert found.actions == ("collect", "store", "use", "destroy")
    assert [(party.name.en, party.country.en, party.listed) for party in found.processors] == [
        ("Kommo", "United States", False)
    ]
    assert found.term.ru == "до достижения цели обработки, если согласие не отозвано раньше"


def test_a_filled_one_knows_the_subject_the_term_and_who_speaks_for_him(desk, enquiries):
    id = consents.record_consent(desk, person(address="Москва"), fields(enquiries))
    who = consents.consent_card(desk, id).row.person
    found = facts(
        desk,
        enquiries,
        who=who,
        valid_until="2027-11-22",
        representative=PersonFields(name="Щёголев Пётр", address="Тверь"),
        authority="Доверенность от 01.02.2026",
    )
    assert (found.subject_name, found.subject_address) == (person().name, "Москва")
    assert found.subject_contact == "+7 900 000-00-01, anna@example.org"
    assert found.term.ru == "по 22 ноября 2027 г. включительно, если согласие не отозвано раньше"
    assert (found.representative_name, found.authority) == (
        "Щёголев Пётр",
        "Доверенность от 01.02.2026",
    )
    speaker = PersonFields(name="П")
    refused("valid_until", facts, desk, enquiries, valid_until="2026-11-21")
    refused("categories", facts, desk, enquiries, categories=(999,))
    refused("person", facts, desk, enquiries, who=999)
    refused("authority", facts, desk, enquiries, representative=speaker, authority="4500 123456")


def test_special_data_and_what_identifies_stand_apart(desk):
    ids = [category(desk, n, n) for n in ("special", "conviction", "biometric", "ordinary")]
    gate = facts(desk, purpose(desk, "gate", *ids, identifies=1))
    parts = (gate.data, gate.special, gate.conviction, gate.biometric)
    assert [len(part) for part in parts] == [1, 1, 1, 1]
    page = facts(desk, purpose(desk, "page", *ids))
    assert [len(part) for part in (page.data, page.special, page.biometric)] == [2, 1, 0]


def test_a_transfer_names_who_is_abroad_and_the_list_of_the_day(desk, enquiries):
    found = facts(desk, enquiries, ConsentKind.CROSS_BORDER)
    assert isinstance(found, ConsentTransferFacts)
    assert [party.name.en for party in found.recipients] == ["Kommo"]
    assert found.list_day == TODAY
    assert found.list_version
    other = recipient(desk, "other", "DE")
    chosen = facts(desk, enquiries, ConsentKind.CROSS_BORDER, recipients=(other,))
    assert [party.country.ru for party in chosen.recipients] == ["Германия"]


def test_dissemination_names_the_pages(desk, enquiries):
    found = facts(desk, enquiries, ConsentKind.DISSEMINATION)
    assert isinstance(found, ConsentDisseminationFacts)
    assert found.resources == desk.operator().sites
    named = facts(
        desk, enquiries, ConsentKind.DISSEMINATION, resources=("https://e.com/a",), passing_on="none"
    )  # fmt: skip
    assert (named.resources, named.passing_on) == (("https://e.com/a",), "none")


def test_a_withdrawal_is_blank_or_names_the_consent(desk, enquiries):
    blank = withdrawal_facts(desk, None, None, ())
    assert (blank.subject_name, blank.consent_number, blank.demands) == ("", "", ())
    id = consents.record_consent(desk, person(), fields(enquiries))
    found = withdrawal_facts(desk, None, id, (DemandKind.WITHDRAW, DemandKind.DESTROY))
    assert (found.subject_name, found.consent_number) == (person().name, "consent/2026-001")
    assert (found.consent_day, found.demands) == (date(2026, 11, 20), ("withdraw", "destroy"))
    late = fields(purpose(desk, "late"), given="2026-11-20T21:30:00+00:00")
    at_night = consents.record_consent(desk, person(), late)
    assert withdrawal_facts(desk, None, at_night, ()).consent_day == date(2026, 11, 21)
    refused("consent", withdrawal_facts, desk, None, 99, ())
    refused("demands", withdrawal_facts, desk, None, None, (DemandKind.ACCESS,))


def test_the_register_has_every_column_of_practice(desk):
    shared = category(desk, "name")
    news = purpose(desk, "news", shared)
    id = consents.record_consent(
        desk,
        person(),
        fields(news, valid_until="2027-01-31", evidence={"stored_at": "Сейф, папка 3"}),
        [("scan.pdf", b"%PDF")],
    )
    who = consents.consent_card(desk, id).row.person
    holding(desk, who, news, (shared,), ground="6.1.5", contract="17", contract_date="2026-03-01")
    consents.withdraw_consents(desk, [id], TODAY)
    assert register_lines(desk, TODAY, TODAY) == ()
    (line,) = register_lines(desk, date(2026, 11, 1), TODAY)
    assert (line.order, line.number, line.kind, line.way) == (
        1, "consent/2026-001", "processing", "site_form",
    )  # fmt: skip
    assert (line.purpose.ru, line.data.ru) == ("Цель news", "Данные name")
    assert (line.given, line.valid_until) == ("2026-11-20", "2027-01-31")
    assert (line.withdrawn, line.ended) == ("2026-11-22", "2026-11-22")
    assert line.text == "2026-1 abababababababab"
    assert line.further.ru == "договор 17 от 1 марта 2026 г."
    assert line.stored == "Сейф, папка 3; Desk"


def test_the_period_is_that_of_the_legal_zone_and_has_an_end(desk):
    news = purpose(desk)
    moments = ("2026-10-31T21:30:00+00:00", "2026-11-20T20:30:00+00:00", "2026-11-20T21:30:00+00:00", "2026-11-01", "2026-11-21")  # fmt: skip
    for n, given in enumerate(moments):
        told = fields(news, given=given, way=ConsentWay.PAPER)
        consents.record_consent(desk, person(name=f"П {n}", email=""), told)
    void = consents.record_consent(desk, person(name="Никто", email=""), fields(news))
    consents.void_consent(desk, void, "Ошибка")
    lines = register_lines(desk, date(2026, 11, 1), date(2026, 11, 20))
    assert [line.given for line in lines] == ["2026-11-01", "2026-11-01", "2026-11-20"]
    refused("until", register_lines, desk, date(2026, 11, 1), date(2026, 11, 20), 2)
    refused("until", register_lines, desk, TODAY, date(2026, 11, 20))
    with counted(desk) as seen:
        register_lines(desk, date(2026, 11, 1), TODAY)
    assert len(seen) <= 4


@pytest.mark.parametrize("mode", list(LanguageMode))
def test_papers_of_a_consent_are_issued_about_its_person_without_a_request(desk, mode):
    purpose_id = registers.declare_purpose(desk, purpose_fields(desk), "2026-01-01")
    id = consents.record_consent(desk, person(), fields(purpose_id))
    who = consents.consent_card(desk, id).row.person
    seller = Recipient(
        0, "", Both("Коммо", "Kommo"), RecipientRole.RECIPIENT, "US", address="San Mateo", purposes=("enquiries",)
    )  # fmt: skip
    registers.save_recipient(desk, seller)
    pages = Wishes(resources=("https://example.com/team",))
    drafts = [
        replace(consent_paper(desk, who, purpose_id, kind, mode, pages), consent=id)
        for kind in ConsentKind
    ]
    drafts.append(withdrawal_paper(desk, mode, consent=id))
    made = [papers.issue(desk, draft) for draft in drafts]
    assert [paper.number for paper in made] == [f"consent_form/2026-00{n}" for n in range(1, 6)]
    rows = Document.select().where(Document.consent_id == id, Document.person_id == who)
    assert {row.form for row in rows} == {draft.form for draft in drafts}
    assert [each.kind for each in consents.consent_card(desk, id).timeline].count("paper") == 5
    assert len(consents.consent_card(desk, id).papers) == 5


def test_a_blank_consent_belongs_to_nobody_and_a_lacking_one_is_not_issued(desk, enquiries):
    lacking = consent_paper(desk, None, enquiries, ConsentKind.PROCESSING, LanguageMode.RU)
    assert [lack.where for lack in lacking.missing] == ["processors.1"]
    refused("processors.1", papers.issue, desk, lacking)
    form = withdrawal_paper(desk, LanguageMode.BOTH)
    row = Document.get_by_id(papers.issue(desk, form).id)
    assert (row.person_id, row.consent_id) == (None, None)


def test_dissemination_is_no_action_of_another_consent(desk):
    declared = purpose_fields(desk, actions=("collect", "disseminate"))
    team = registers.declare_purpose(desk, declared, "2026-01-01")
    assert facts(desk, team).actions == ("collect",)
    assert facts(desk, team, ConsentKind.DISSEMINATION).actions == ("collect", "disseminate")


def test_the_register_is_issued_as_sheets_to_bind(desk):
    consents.record_consent(desk, person(), fields(purpose(desk)))
    draft = register_consents(desk, date(2026, 11, 1), TODAY, LanguageMode.BOTH)
    assert draft.missing == ()
    assert papers.issue(desk, draft).number == "journal/2026-001"
