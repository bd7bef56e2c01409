"""Two cards of one person become one: nothing is left on the other, and nothing it knew is lost."""

import json

import pytest

from desk.domain.kinds import ApplicantRole, DemandKind
from desk.domain.request import also_known
from desk.errors import Refusal
from desk.services.consent.stoplist import listed_since
from desk.services.overview.search import search_everywhere, search_people
from desk.services.persons import add_person
from desk.services.request import people_cards, requests
from desk.services.request.merging import MOVED
from desk.services.request.subject_card import subject_card
from desk.storage.models import Consent, Journal, Person, Request
from tests.factories import intake, person
from tests.services.test_withdrawals import MAIL, card, consents, fields, purpose

NEW = person(
    name="Новикова Анна Ильинична", email="a@novikova.example", phone="+7 900 000-00-10",
    address="г. Тверь, ул. Новая, 1",
)  # fmt: skip
OLD = person(email="anna@old.example", phone="+7 900 000-00-09", address="г. Клин, ул. Старая, 2")


def _two(desk):
    """Requests and cards of one person before and after a marriage."""
    ids = [requests.register_request(desk, intake(subject=each)) for each in (OLD, NEW)]
    return ids, [Request.get_by_id(each).subject_id for each in ids]


def test_every_column_that_points_at_a_card_is_moved(desk):
    tables = [
        row[0] for row in desk.database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]  # fmt: skip
    pointing = {
        (table, key[3])
        for table in tables
        for key in desk.database.execute_sql(f"PRAGMA foreign_key_list({table})")
        if key[2] == "person"
    }
    assert pointing == {*MOVED, ("consent", "person")}


def test_a_consent_given_through_a_merged_card_is_given_through_the_kept_one(desk):
    _ids, (old, new) = _two(desk)
    consent = consents.record_consent(
        desk, person(name="Сын"), fields(purpose(desk, "ads"), **MAIL)
    )
    Consent.update(representative=old).where(Consent.id == consent).execute()
    with desk.database.atomic():
        third = add_person(desk, person(name="Третья")).id
    requests.merge_people(desk, old, third, "та же")
    requests.merge_people(desk, new, old, "сменила фамилию")
    assert Consent.get_by_id(consent).representative_id == new
    assert Person.get_by_id(third).merged_into_id == new
    for table, column in MOVED:
        at = desk.database.execute_sql(f"SELECT count(*) FROM {table} WHERE {column} = {old}")
        assert at.fetchone() == (0,), (table, column)


def test_other_numbers_and_addresses_stay_and_are_found(desk):
    (first, second), (old, new) = _two(desk)
    requests.merge_people(desk, new, old, "сменила фамилию")
    also = (OLD.name, OLD.email, OLD.phone, OLD.address)
    shown = people_cards.person_card(desk, new)
    assert (shown.fields.name, shown.also) == (NEW.name, also)
    assert [each.contacts for each in subject_card(desk, new).merged] == [also]
    assert requests.request_card(desk, first).also == also
    assert people_cards.find_person(desk, person(name="", email=OLD.email)) == new
    assert people_cards.card_at([OLD.email], OLD.name) == (new, True)
    assert [each.id for each in people_cards.people_like(desk, "щёголева")] == [new]
    assert {hit.id for hit in search_everywhere(desk, OLD.email)} >= {first, second}
    assert [hit.id for hit in search_people(desk, "Щёголева")] == [new]
    requests.merge_people(desk, new, _third(desk), "та же")
    assert set(requests.request_card(desk, first).also) == {*also, "c@example.org", person().phone}


def _third(desk):
    told = intake(subject=person(name=NEW.name, email="c@example.org"))
    return Request.get_by_id(requests.register_request(desk, told)).subject_id


def test_the_name_that_stays_is_chosen_and_the_other_kept(desk):
    (first, _second), (old, new) = _two(desk)
    requests.merge_people(desk, old, new, "сменила фамилию", name_of=new)
    shown = people_cards.person_card(desk, old)
    assert (shown.fields.name, shown.fields.email) == (NEW.name, OLD.email)
    assert shown.also == (OLD.name, NEW.email, NEW.phone, NEW.address)
    assert requests.request_rows(desk, [first])[0].subject == NEW.name


def test_advertising_stops_at_every_address_of_a_merged_card(desk):
    _ids, (old, new) = _two(desk)
    requests.merge_people(desk, new, old, "сменила фамилию")
    consent = consents.record_consent(desk, NEW, fields(purpose(desk, "ads"), **MAIL))
    assert card(desk, consent).row.person == new
    told = intake(subject=NEW, subject_id=new, demands=(DemandKind.STOP_MARKETING,))
    requests.register_request(desk, told)
    for each in (OLD.email, OLD.phone, NEW.email, NEW.phone):
        assert listed_since(desk, [each]), each


def test_nobody_becomes_his_own_representative(desk):
    told = intake(subject=OLD, applicant=NEW, role=ApplicantRole.REPRESENTATIVE)
    row = Request.get_by_id(requests.register_request(desk, told))
    with pytest.raises(Refusal, match="acts for the other") as refused:
        requests.merge_people(desk, row.applicant_id, row.subject_id, "один человек")
    assert refused.value.field == "other"
    consent = consents.record_consent(desk, NEW, fields(purpose(desk, "ads"), **MAIL))
    both = [card(desk, consent).row.person, _third(desk)]
    Consent.update(representative=both[1]).where(Consent.id == consent).execute()
    with pytest.raises(Refusal, match="make that consent void"):
        requests.merge_people(desk, *both, "один человек")


def test_an_erased_card_is_not_merged(desk):
    _ids, (old, new) = _two(desk)
    Person.update(erased_on="2026-11-20").where(Person.id == old).execute()
    with pytest.raises(Refusal, match="two different cards"):
        requests.merge_people(desk, old, new, "один человек")


def test_what_both_cards_say_is_no_news():
    assert also_known(NEW, [(NEW.name.lower(), "x@y.example", "", NEW.address)]) == ("x@y.example",)


def test_the_journal_tells_of_it_once(desk):
    _ids, (old, new) = _two(desk)
    requests.merge_people(desk, new, old, "сменила фамилию")
    (entry,) = Journal.select().where(Journal.action == "person.merged")
    assert json.loads(entry.detail)["other"] == Person.get_by_id(old).ref
