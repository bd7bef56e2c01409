# SPDX-License-Identifier: Apache-2.0
"""What the pane of a consent reads, what the tab counts, people in the search, the data part of an answer."""

from desk.domain.consent import ConsentKind, ConsentWay, HoldingFields
from desk.domain.destruction import Cause, PlanFields
from desk.domain.kinds import LanguageMode
from desk.domain.registers import CollectionPoint, CollectionText, PointKind
from desk.domain.request import PersonFields
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.consent.views import consent_view, wanting
from desk.services.destruction import destructions
from desk.services.overview.deadlines import today
from desk.services.overview.search import search_people
from desk.services.register import holdings, registers
from desk.services.request import requests
from desk.services.request.data_part import data_part
from tests.documents.sample import text_of
from tests.factories import intake, person, purpose_fields
from tests.services.grounds import fields, purpose, recipient
from tests.services.test_query_counts import counted


def test_the_names_behind_the_ids_are_read(desk):
    news = purpose(desk)
    point = registers.save_point(
        desk, CollectionPoint(0, "", PointKind.FORM, Both("Форма", "Form"), country="RU")
    )
    text = CollectionText(0, point, "cross_border", "7", Both("Да", "Yes"), "", True, "2026-11-01", purpose=news)  # fmt: skip
    edition = registers.open_text(desk, text)
    abroad = recipient(desk)
    told = fields(
        news,
        kind=ConsentKind.CROSS_BORDER,
        way=ConsentWay.PAPER,
        recipients=(abroad,),
        text=edition,
        authority="доверенность",
        authority_checked="2026-11-20",
    )
    speaker = PersonFields(name="Представителев Олег")
    id = consents.record_consent(desk, person(), told, representative=speaker)
    view = consent_view(desk, id)
    assert view.point == Both("Форма", "Form")
    assert view.recipients == ((Both("ООО kommo", "kommo Ltd"), "VN"),)
    assert view.representative == "Представителев Олег"
    assert [each.en for each in view.data] == ["Data news-name", "Data news-mail"]
    assert (view.subject.email, view.rests) == (person().email, 1)


def test_what_rested_on_it_and_the_destruction_planned_for_it(desk):
    id = consents.record_consent(desk, person(), fields(purpose(desk)))
    consents.withdraw_consents(desk, [id], desk.now())
    view = consent_view(desk, id)
    assert (view.rests, view.destruction) == (1, None)
    plan = PlanFields(Cause.WITHDRAWAL, "2026-11-22", (view.row.person,))
    planned = destructions.plan_destruction(desk, plan)
    assert consent_view(desk, id).destruction == (planned, "destruction/2026-001")
    destructions.void_destruction(desk, planned, "by mistake")
    assert consent_view(desk, id).destruction is None


def test_a_record_costs_the_same_however_much_stands_beside_it(desk):
    id = consents.record_consent(desk, person(), fields(purpose(desk)))
    consents.add_consent_file(desk, id, "first.pdf", b"%PDF")
    consent_view(desk, id)
    with counted(desk) as few:
        consent_view(desk, id)
    for number in range(10):
        consents.add_consent_note(desk, id, f"note {number}")
        consents.add_consent_file(desk, id, f"{number}.pdf", b"%PDF" + bytes([number]))
    with counted(desk) as many:
        consent_view(desk, id)
    assert len(few) == len(many) <= 4


def test_the_tab_counts_what_ends_soon_and_what_waits(desk):
    news = purpose(desk)
    assert wanting(desk) == 0
    consents.record_consent(desk, person(), fields(news, valid_until="2026-12-01"))
    public = {"written": True, "conditions": {"resources": "https://example.com"}}
    id = consents.record_consent(
        desk, person(), fields(news, kind=ConsentKind.DISSEMINATION, **public)
    )
    assert wanting(desk) == today(desk).count("consents") == 2
    consents.mark_published(desk, id, desk.today())
    assert wanting(desk) == today(desk).count("consents") == 1


def test_people_are_found_by_every_word_of_their_card(desk):
    consents.record_consent(desk, person(), fields(purpose(desk)))
    (first,) = search_people(desk, "анна щеголева")
    assert (first.record, first.number, first.title) == ("person", "person/2026-001", person().name)
    assert search_people(desk, "2026-001") == search_people(desk, "") == []


def test_a_person_is_found_who_has_nothing_but_a_card(desk):
    id = requests.register_request(desk, intake())
    subject = requests.request_card(desk, id).subject_id
    requests.void_request(desk, id, "spam")
    (first,) = search_people(desk, "щёг")
    assert (first.record, first.id) == ("person", subject)


def test_the_data_part_says_what_is_held_and_is_a_specimen(desk):
    declared = registers.declare_purpose(desk, purpose_fields(desk), "2026-01-01")
    subject = consents.consent_card(
        desk, consents.record_consent(desk, person(), fields(declared))
    ).row.person
    holdings.record_holding(
        desk, HoldingFields(subject, declared, "6.1.5", "2026-02-01", contract="№ 7")
    )
    said = text_of(data_part(desk, subject, LanguageMode.EN).content)
    assert "Answering enquiries from the site" in said
    assert "№ 7" in said
    assert person().name in said
