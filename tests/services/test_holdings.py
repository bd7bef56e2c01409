# SPDX-License-Identifier: Apache-2.0
"""Who is held and why, from whom, until when; and the answer and the card that read it."""

from dataclasses import replace

import pytest

from desk.domain.consent import ConsentFields, ConsentKind, ConsentWay, HoldingFields
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.registers import (
    Carrier,
    CarrierKind,
    PurposeFields,
    Recipient,
    RecipientRole,
    System,
)
from desk.domain.starter import SetChoice
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.destruction.calls import called
from desk.services.paper import papers
from desk.services.register import holdings, registers
from desk.services.register.recipients import parties_of
from desk.services.request import kept, requests
from desk.services.request.access_items import access_items, unaddressed, unconfirmed
from desk.services.request.subject_card import subject_card
from desk.storage import journal
from desk.storage.models import Holding, Person, Request
from tests.factories import intake, person

NAMED = Both("ООО «Вымысел»")
"""A name that is no advice of a starter set."""


@pytest.fixture
def purpose(desk):
    """A purpose with a contract and a consent as grounds, kept three years after it is achieved."""
    registers.fill_lists(desk)
    known = {each.code: each.id for each in registers.categories(desk)}
    group = registers.groups(desk)[0].id
    fields = PurposeFields(
        code="",
        title=Both("Исполнение договора", "Performing the contract"),
        groups=(group,),
        categories=(known["name"], known["email"]),
        grounds=("6.1.1", "6.1.5"),
        actions=("collect", "store"),
        keep_term="3 years",
        retention=Both("три года после исполнения договора", "three years after performance"),
    )
    return registers.declare_purpose(desk, fields, "2026-01-01")


@pytest.fixture
def subject(desk):
    return Request.get_by_id(requests.register_request(desk, intake())).subject_id


def _held(desk, purpose, subject, /, **over):
    fields = HoldingFields(
        person=subject,
        purpose=purpose,
        ground="6.1.5",
        since="2026-02-03",
        contract="17",
        contract_date="2026-02-03",
    )
    return holdings.record_holding(desk, replace(fields, **over))


def _parties(desk, subject):
    return parties_of(desk, holdings.active_holdings(desk, subject))


def test_a_holding_carries_what_its_purpose_declares(desk, purpose, subject):
    id = _held(desk, purpose, subject)
    (view,) = holdings.holdings_of(desk, subject)
    assert view.id == id
    assert view.fields.categories == registers.purpose(desk, purpose).fields.categories
    assert (view.active, view.held, view.purpose.ru) == (True, False, "Исполнение договора")
    newest = journal.page(desk.database, None, 1)[0]
    assert (newest.action, newest.ref) == ("holding.recorded", Person.get_by_id(subject).ref)


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"person": 999}, "person"),
        ({"purpose": 999}, "purpose"),
        ({"ground": "6.1.99"}, "ground"),
        ({"ground": "6.1.1"}, "ground"),
        ({"since": "завтра"}, "since"),
        ({"since": ""}, "since"),
        ({"since": "2027-01-01"}, "since"),
        ({"since": "0001-01-01"}, "since"),
        ({"categories": (9999,)}, "categories"),
        ({"achieved": "2026-01-01"}, "achieved"),
        ({"contract_date": "x"}, "contract_date"),
        ({"source": "other"}, "source_name"),
        ({"source": "stars"}, "source"),
        ({"source": "other", "source_name": "х", "source_exemption": "18.4.9"}, "source_exemption"),
        ({"systems": (77,)}, "systems"),
        ({"carriers": ((77, 1),)}, "carriers"),
        ({"contract": "x" * 10_000}, "contract"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_kept(desk, purpose, subject, over, field):
    before = journal.head(desk.database)
    with pytest.raises(Refusal) as refused:
        _held(desk, purpose, subject, **over)
    assert refused.value.field == field
    assert Holding.select().count() == 0
    assert journal.head(desk.database) == before


def test_sheets_on_carriers_and_systems_are_kept_and_changed_with_a_reason(desk, purpose, subject):
    folder = registers.save_carrier(
        desk, Carrier(0, "", CarrierKind.PAPER, Both("Папка", "Folder"), place="сейф")
    )
    crm = registers.save_system(desk, System(0, "", Both("CRM", "CRM"), "RU"))
    id = _held(desk, purpose, subject, carriers=((folder, 3),), systems=(crm,))
    view = holdings.holding(desk, id)
    assert (view.fields.carriers, view.fields.systems) == (((folder, 3),), (crm,))
    with pytest.raises(Refusal) as refused:
        holdings.change_holding(
            desk, id, replace(view.fields, carriers=((folder, -1),)), "пересчёт"
        )
    assert refused.value.field == "carriers"
    with pytest.raises(Refusal) as refused:
        holdings.change_holding(desk, id, replace(view.fields, carriers=((folder, 4),)), " ")
    assert refused.value.field == "reason"
    with pytest.raises(Refusal):
        holdings.change_holding(desk, id, view.fields, "ничего")
    holdings.change_holding(desk, id, replace(view.fields, carriers=((folder, 4),)), "пересчёт")
    assert holdings.holding(desk, id).fields.carriers == ((folder, 4),)


def test_an_achieved_purpose_sets_the_end_of_keeping_and_falls_due(desk, purpose, subject, clock):
    id = _held(desk, purpose, subject)
    with pytest.raises(Refusal) as refused:
        holdings.purpose_achieved(desk, id, "2026-01-31")
    assert refused.value.field == "achieved"
    holdings.purpose_achieved(desk, id, "2026-11-20")
    assert holdings.holding(desk, id).fields.keep_until == "2029-11-20"
    assert not called(desk, "holdings")
    clock.set(2029, 11, 20, 9, 0)
    assert [*called(desk, "holdings")] == [id]
    hold = holdings.put_hold(desk, subject, "спор в суде")
    assert not called(desk, "holdings")
    with pytest.raises(Refusal):
        holdings.put_hold(desk, subject, "ещё раз")
    assert holdings.holding(desk, id).held
    holdings.release_hold(desk, hold, "дело прекращено")
    assert [*called(desk, "holdings")] == [id]
    holdings.end_holding(desk, id, "уничтожено")
    assert not called(desk, "holdings")
    with pytest.raises(Refusal):
        holdings.end_holding(desk, id, "ещё раз")


def test_data_from_somebody_else_wait_for_the_notice_or_an_exemption(desk, purpose, subject):
    told = _held(desk, purpose, subject, source="other", source_name="Кадровое агентство")
    spared = _held(desk, purpose, subject, source="other", source_name="Партнёр")
    assert [each.active for each in holdings.holdings_of(desk, subject)] == [False, False]
    assert access_items(desk, subject) == {}
    holdings.note_source(desk, told, "2026-11-21")
    holdings.note_source(desk, spared, "", "18.4.2")
    assert [each.active for each in holdings.holdings_of(desk, subject)] == [True, True]
    with pytest.raises(Refusal) as refused:
        holdings.note_source(desk, spared, "", "18.4.7")
    assert refused.value.field == "source_exemption"
    with pytest.raises(Refusal):
        holdings.note_source(desk, _held(desk, purpose, subject), "2026-11-21")


def test_the_answer_starts_with_what_the_registers_hold(desk, purpose, subject):
    registers.save_recipient(
        desk,
        Recipient(
            0, "", Both("ООО «Облако-пример»", "Oblako LLC"), RecipientRole.PROCESSOR, "RU",
            address="Москва", purposes=(registers.purpose(desk, purpose).fields.code,),
        ),
    )  # fmt: skip
    _held(desk, purpose, subject)
    request = Request.get().id
    draft = papers.draft(desk, "reply_access", LanguageMode.BOTH, request)
    texts = draft.facts.passages
    assert "Исполнение договора" in texts["item2"].ru
    assert "№\xa017 от 3 февраля 2026 г." in texts["item2"].ru
    assert "Performing the contract" in texts["item2"].en
    assert "Источник: субъект персональных данных" in texts["item5"].ru
    assert "три года после исполнения договора" in texts["item6"].ru
    assert "не осуществлялась" in texts["item8"].ru
    assert "Облако-пример" in texts["item9"].ru
    assert texts["item4"].ru.endswith("по поручению Оператора (названы в пункте\xa09).")
    assert "no data" not in texts["item4"].en
    assert "сбор, хранение" in texts["item3"].ru
    assert not any("{" in text.ru + text.en for text in texts.values())
    assert "reply_access" not in texts["item2"].en


def ordered(desk, subject, **named: tuple[str, str]) -> None:
    """Of a shop's starter set the orders alone, with whom of its recipients is named; a person ordered."""
    registers.adopt_set(desk, "shop", "2026-02-01", SetChoice(frozenset({"orders"}), named))
    (orders,) = registers.purposes(desk)
    kept.record_kept(
        desk,
        HoldingFields(subject, 0, "", "2026-02-03", orders.fields.categories),
        [(orders.id, "6.1.5")],
    )


@pytest.mark.parametrize("half", ["ru", "en"])
def test_the_advice_of_a_starter_set_is_no_name_in_either_language(desk, half):
    registers.adopt_set(desk, "shop", "2026-02-01")
    proposed = registers.recipients(desk)[0]
    named = {"ru": "ООО «Вымысел»", "en": "Vymysel LLC", half: proposed.name.of(half)}
    with pytest.raises(Refusal) as told:
        registers.save_recipient(desk, replace(proposed, name=Both(**named), country="RU"))
    assert (told.value.field, told.value.params["name"]) == ("name", named[half])
    assert not registers.recipients(desk)[0].country_confirmed


def test_a_processor_without_the_address_of_item_9_is_pointed_out(desk, subject):
    ordered(desk, subject, cloud=("Cloud Inc.", "US"))
    assert [each.name.ru for each in unaddressed(_parties(desk, subject))] == ["Cloud Inc."]
    (cloud,) = unaddressed(_parties(desk, subject))
    registers.save_recipient(desk, replace(cloud, address="1 Invented Street"))
    assert unaddressed(_parties(desk, subject)) == []


def test_nobody_is_said_to_be_abroad_or_not_while_a_recipient_is_unconfirmed(desk, subject):
    ordered(desk, subject, delivery=("ООО «Пример»", "RU"))
    items = access_items(desk, subject)
    assert "ООО «Пример», Россия" in items["item4"].ru
    assert items["item4"].ru.startswith("Оператор: Индивидуальный предприниматель Образцова")
    assert "item8" not in items
    assert "item9" not in items
    assert {each.code for each in unconfirmed(_parties(desk, subject))} == {
        "payment",
        "cloud",
        "mail",
    }
    for each in unconfirmed(_parties(desk, subject)):
        registers.save_recipient(desk, replace(each, name=NAMED, country="RU"))
    assert "не осуществлялась" in access_items(desk, subject)["item8"].ru
    last = registers.recipients(desk)[-1]
    registers.save_recipient(desk, replace(last, name=NAMED, country="DE"))
    assert "Германия" in access_items(desk, subject)["item8"].ru


def test_what_is_kept_for_several_purposes_is_one_act_or_none(desk, purpose, subject):
    registers.adopt_set(desk, "shop", "2026-02-01")
    orders = next(each for each in registers.purposes(desk) if each.fields.code == "orders")
    known = registers.category_views(desk, orders.fields.categories)
    only = tuple(id for id, each in known.items() if each.code == "delivery_address")
    fields = HoldingFields(subject, 0, "", "2026-02-03", only, contract="17")
    with pytest.raises(Refusal) as refused:
        kept.record_kept(desk, fields, [(orders.id, "6.1.5"), (purpose, "6.1.5")])
    assert refused.value.field == "categories"
    assert holdings.holdings_of(desk, subject) == []
    both = replace(fields, categories=(*only, *registers.purpose(desk, purpose).fields.categories))
    assert kept.record_kept(desk, both, [(orders.id, "6.1.7"), (purpose, "6.1.5")]) == 2
    first, second = holdings.holdings_of(desk, subject)
    assert (first.fields.contract, second.fields.contract) == ("", "17")
    assert set(second.fields.categories) == set(registers.purpose(desk, purpose).fields.categories)


def test_with_what_is_kept_those_who_get_it_are_named_all_or_nothing(desk, subject):
    registers.adopt_set(desk, "shop", "2026-02-01")
    orders = next(each for each in registers.purposes(desk) if each.fields.code == "orders")
    fields = HoldingFields(subject, 0, "", "2026-02-03", orders.fields.categories)
    which = [(orders.id, "6.1.5")]
    told = {"delivery": ("ООО «Пример»", "RU"), "cloud": ("Host", "DE"), "analytics": ("X", "RU")}
    for wrong, message in (
        (("", "RU"), "Give its name"),
        (("Почта", ""), "country"),
        (("Почта", "??"), "country"),
        (("\0", "RU"), "filled in"),
    ):
        with pytest.raises(Refusal) as refused:
            kept.record_kept(desk, fields, which, {**told, "mail": wrong})
        assert refused.value.field == "recipients.mail"
        assert message.casefold() in refused.value.msgid.casefold()
        assert holdings.holdings_of(desk, subject) == []
        assert not any(each.country_confirmed for each in registers.recipients(desk))
    kept.record_kept(desk, fields, which, told, {"payment"})
    assert {each.code for each in unconfirmed(_parties(desk, subject))} == {"mail"}
    assert {each.code for each in kept.proposed(desk, {orders.id})} == {"mail"}
    everybody = {each.code: each.country_confirmed for each in registers.recipients(desk)}
    assert everybody == {"delivery": True, "cloud": True, "mail": False, "analytics": False}


def test_the_subjects_card_shows_everything_in_few_statements(desk, purpose, subject):
    _held(desk, purpose, subject)
    consents.record_consent(
        desk,
        subject,
        ConsentFields(
            kind=ConsentKind.PROCESSING, purpose=purpose, given="2026-11-20",
            way=ConsentWay.SITE_FORM, evidence={"page": "https://example.com"},
        ),
    )  # fmt: skip
    papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, Request.get().id))
    holdings.put_hold(desk, subject, "спор")
    subject_card(desk, subject)
    statements: list[str] = []
    run = desk.database.execute_sql
    desk.database.execute_sql = lambda sql, params=None: statements.append(sql) or run(sql, params)
    card = subject_card(desk, subject)
    del desk.database.execute_sql
    assert len(statements) <= 12
    assert [row.number for row in card.requests] == ["request/2026-001"]
    assert len(card.consents) == 1
    assert {view.fields.ground for view in card.holdings} == {"6.1.1", "6.1.5"}
    assert (len(card.papers), len(card.holds), card.destructions) == (1, 1, ())
    with pytest.raises(Refusal):
        subject_card(desk, 999)


def test_merging_two_cards_moves_what_is_held(desk, purpose, subject):
    other = Request.get_by_id(
        requests.register_request(
            desk, intake(subject=person(name="Щёголева А. И."), demands=(DemandKind.STOP,))
        )
    ).subject_id
    _held(desk, purpose, other)
    holdings.put_hold(desk, other, "спор")
    requests.merge_people(desk, subject, other, "одна и та же")
    card = subject_card(desk, subject)
    assert (len(card.holdings), len(card.holds), len(card.merged)) == (1, 1, 1)
    with pytest.raises(Refusal):
        subject_card(desk, other)


def test_no_item_of_the_answer_ends_with_two_full_stops(desk, purpose, subject):
    id = _held(desk, purpose, subject)
    holdings.purpose_achieved(desk, id, "2026-11-20")
    for text in access_items(desk, subject).values():
        assert ".." not in text.ru + text.en


def test_by_consent_less_may_be_held_than_it_names_but_never_more(desk, purpose, subject):
    known = {each.code: each.id for each in registers.categories(desk)}
    fields = ConsentFields(
        ConsentKind.PROCESSING,
        purpose,
        "2026-02-03",
        ConsentWay.PAPER,
        categories=(known["name"],),
        evidence={"stored_at": "Шкаф 1"},
    )
    consents.record_consent(desk, subject, fields)
    (held,) = holdings.holdings_of(desk, subject)

    def change(*codes: str) -> None:
        wanted = tuple(known[code] for code in codes)
        holdings.change_holding(desk, held.id, replace(held.fields, categories=wanted), "Сверка")

    for codes in (("name", "email"), ()):
        with pytest.raises(Refusal) as told:
            change(*codes)
        assert told.value.field == "categories"
    consents.record_consent(
        desk, subject, replace(fields, kind=ConsentKind.MARKETING, categories=(known["email"],))
    )
    change("email")
    assert holdings.holding(desk, held.id).fields.categories == (known["email"],)
