# SPDX-License-Identifier: Apache-2.0
"""The register: editions of purposes, classes of data, carriers, systems, recipients, points with texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.domain.registers import (
    Carrier,
    CarrierKind,
    Category,
    CollectionPoint,
    CollectionText,
    DataClass,
    PointKind,
    Recipient,
    RecipientRole,
    System,
)
from desk.domain.starter import SetChoice, starter_set
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.overview.journals import journal_page
from desk.services.register import registers
from tests.factories import purpose_fields

DAY = "2026-11-20"


@pytest.fixture
def fields(desk):
    return purpose_fields(desk)


def category(desk, code):
    return next(each.id for each in registers.categories(desk) if each.code == code)


def refused(act, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        act(*args, **kwargs)
    return caught.value.field


def test_a_purpose_is_read_as_it_was_declared(desk, fields):
    id = registers.declare_purpose(desk, fields, DAY)
    found = registers.purpose(desk, id)
    assert replace(found.fields, categories=(), groups=()) == replace(
        fields, categories=(), groups=()
    )
    assert set(found.fields.categories) == set(fields.categories)
    assert (found.edition, found.since, found.until, found.faults) == (1, DAY, "", ())
    assert [each.id for each in registers.purposes(desk)] == [id]


def test_a_change_opens_an_edition_and_the_closed_one_stays_readable(desk, fields):
    first = registers.declare_purpose(desk, fields, DAY)
    second = registers.declare_purpose(desk, replace(fields, keep_term="1 years"), "2026-11-22")
    assert [each.id for each in registers.purposes(desk)] == [second]
    assert [each.edition for each in registers.editions(desk, "enquiries")] == [2, 1]
    closed = registers.purpose(desk, first)
    assert (closed.fields.keep_term, closed.until) == ("30 days", "2026-11-22")
    assert len(registers.purposes(desk, closed=True)) == 2


def test_an_edition_without_a_change_or_before_the_last_is_refused(desk, fields):
    registers.declare_purpose(desk, fields, DAY)
    refused(registers.declare_purpose, desk, fields, "2026-11-22")
    changed = replace(fields, keep_term="1 years")
    assert refused(registers.declare_purpose, desk, changed, "2026-11-19") == "since"
    assert len(registers.purposes(desk, closed=True)) == 1


def test_a_closed_purpose_takes_nothing_new_until_it_is_declared_again(desk, fields):
    id = registers.declare_purpose(desk, fields, DAY)
    assert refused(registers.close_purpose, desk, id, "2026-11-21", " ") == "reason"
    registers.close_purpose(desk, id, "2026-11-21", "Форма снята с сайта")
    assert registers.purposes(desk) == []
    refused(registers.close_purpose, desk, id, "2026-11-22", "ещё раз")
    assert (
        registers.purpose(desk, registers.declare_purpose(desk, fields, "2026-11-22")).edition == 2
    )


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"title": Both()}, "title"),
        ({"code": "Щёголева"}, "code"),
        ({"groups": ()}, "groups"),
        ({"categories": ()}, "categories"),
        ({"categories": (99999,)}, "categories"),
        ({"grounds": ()}, "grounds"),
        ({"grounds": ("6.1.10",)}, "grounds"),
        ({"actions": ("sell",)}, "actions"),
        ({"keep_term": "долго"}, "keep_term"),
        ({"keep_term": ""}, "keep_term"),
        ({"special_ground": "10.9"}, "special_ground"),
    ],
)
def test_what_a_purpose_cannot_do_without_is_refused_at_its_field(desk, fields, over, field):
    assert refused(registers.declare_purpose, desk, replace(fields, **over), DAY) == field
    assert registers.purposes(desk, closed=True) == []


@pytest.mark.parametrize(
    ("code", "ground", "identifies", "red"),
    [
        ("health", "", False, True),
        ("health", "written", False, False),
        ("health", "10.2.2.3", False, False),
        ("health", "10.3", False, True),
        ("convictions", "", False, True),
        ("convictions", "10.3", False, False),
        ("photo", "", False, False),
        ("photo", "", True, True),
        ("photo", "10.2.2.3", True, True),
        ("photo", "11.2", True, False),
        ("photo", "written", True, False),
    ],
)
def test_the_class_of_a_category_decides(desk, fields, code, ground, identifies, red):
    fields = replace(
        fields,
        categories=(*fields.categories, category(desk, code)),
        special_ground=ground,
        identifies=identifies,
    )
    found = registers.purpose(desk, registers.declare_purpose(desk, fields, DAY))
    assert [fault.where for fault in found.faults] == (["special_ground"] if red else [])


def test_identifying_people_by_nothing_is_a_fault(desk, fields):
    id = registers.declare_purpose(desk, replace(fields, identifies=True), DAY)
    assert [fault.where for fault in registers.purpose(desk, id).faults] == ["categories"]


def test_a_category_declared_absent_is_not_attached_silently(desk, fields):
    beliefs = category(desk, "beliefs")
    registers.declare_absent(desk, [beliefs])
    fields = replace(fields, categories=(beliefs,), special_ground="written")
    assert refused(registers.declare_purpose, desk, fields, DAY) == "categories"
    assert refused(registers.declare_purpose, desk, fields, DAY, (beliefs,)) == "reason"
    assert registers.purposes(desk) == []
    registers.declare_purpose(desk, fields, DAY, (beliefs,), "Появилась анкета общины")
    assert not any(each.absent for each in registers.categories(desk))
    assert "categories.present" in [each.action for each in journal_page(desk, limit=5)]
    assert refused(registers.declare_absent, desk, [beliefs]) == "categories"


def test_nothing_carries_categories_its_purpose_lacks(desk, fields):
    id = registers.declare_purpose(desk, fields, DAY)
    name, health = category(desk, "name"), category(desk, "health")
    assert registers.check_categories(desk, id, [name]) == (name,)
    assert set(registers.check_categories(desk, id, [])) == set(fields.categories)
    assert refused(registers.check_categories, desk, id, [name, health]) == "categories"


def test_an_own_category_keeps_its_class_once_it_is_used(desk, fields):
    own = registers.save_category(desk, Category(0, "", Both("Хобби", "Hobbies")))
    registers.declare_purpose(desk, replace(fields, categories=(own,)), DAY)
    changed = Category(own, "", Both("Увлечения", "Hobbies"), DataClass.SPECIAL)
    assert refused(registers.save_category, desk, changed) == "kind"
    registers.save_category(desk, replace(changed, kind=DataClass.ORDINARY))
    assert "Увлечения" in [each.title.ru for each in registers.categories(desk)]
    refused(registers.retire, desk, "category", own, DAY)


def test_lists_are_taken_in_once(desk, fields):
    before = len(journal_page(desk, limit=50))
    registers.fill_lists(desk)
    assert len(journal_page(desk, limit=50)) == before


def test_a_carrier_for_two_purposes_says_why(desk, fields):
    registers.declare_purpose(desk, fields, DAY)
    registers.declare_purpose(desk, replace(fields, code="orders"), DAY)
    carrier = Carrier(
        0, "", CarrierKind.PAPER, Both("Папка № 1", "Folder 1"), place="Сейф",
        purposes=("enquiries", "orders"),
    )  # fmt: skip
    assert refused(registers.save_carrier, desk, carrier) == "compatible"
    assert refused(registers.save_carrier, desk, replace(carrier, place="")) == "place"
    carrier = replace(carrier, compatible="Одни и те же клиенты, один срок")
    id = registers.save_carrier(desk, carrier)
    assert registers.carriers(desk) == [replace(carrier, id=id, code="c1")]
    registers.retire(desk, "carrier", id, DAY)
    assert registers.carriers(desk) == []
    assert len(registers.carriers(desk, retired=True)) == 1


def test_a_system_names_the_country_of_its_database_and_one_is_the_desk(desk):
    system = System(0, "", Both("Этот компьютер", "This computer"), "", is_desk=True)
    assert refused(registers.save_system, desk, system) == "country"
    system = replace(system, country="RU", rented=True, own_log=True)
    id = registers.save_system(desk, system)
    assert registers.systems(desk) == [replace(system, id=id, code="s1")]
    assert refused(registers.save_system, desk, system) == "is_desk"
    registers.save_system(desk, replace(system, id=id, access="Только владелец"))
    assert registers.systems(desk)[0].access == "Только владелец"


def test_a_recipient_has_a_country_which_saving_confirms(desk, fields):
    registers.declare_purpose(desk, fields, DAY)
    recipient = Recipient(
        0, "", Both("ООО «Почта-пример»", "Pochta-primer LLC"), RecipientRole.PROCESSOR, "",
        email="post@example.net", purposes=("enquiries",),
    )  # fmt: skip
    assert refused(registers.save_recipient, desk, recipient) == "country"
    recipient = replace(recipient, country="VN")
    assert refused(registers.save_recipient, desk, replace(recipient, email="нет")) == "email"
    tomorrow = replace(recipient, contract_date="2026-11-23")
    assert refused(registers.save_recipient, desk, tomorrow) == "contract_date"
    strange = replace(recipient, purposes=("nothing",))
    assert refused(registers.save_recipient, desk, strange) == "purposes"
    id = registers.save_recipient(desk, recipient)
    (kept,) = registers.recipients(desk, ["enquiries"])
    assert kept == replace(recipient, id=id, code="r1", country_confirmed=True)
    assert registers.recipients(desk, ["other"]) == []


POINT = CollectionPoint(
    0, "", PointKind.FORM, Both("Форма обратной связи", "Feedback form"),
    address="https://example.com/contact", policy_link="https://example.com/policy", country="RU",
)  # fmt: skip


def test_a_point_is_told_what_stands_against_it(desk):
    assert refused(registers.save_point, desk, replace(POINT, country="")) == "country"
    id = registers.save_point(desk, POINT)
    point = registers.point(desk, id)
    assert registers.faults_of_point(desk, point) == ()
    wrong = replace(point, policy_link="", country="US", counters="Счётчик посещений")
    found = [fault.where for fault in registers.faults_of_point(desk, wrong)]
    assert found == ["policy_link", "country", "cookie_banner"]


def test_texts_of_a_point_have_editions_and_fingerprints(desk, fields):
    purpose = registers.declare_purpose(desk, fields, DAY)
    point = registers.save_point(desk, POINT)
    text = CollectionText(
        0, point, "processing", "", Both("Согласен на обработку", "I agree"), "", True, DAY,
        purpose=purpose,
    )  # fmt: skip
    assert refused(registers.open_text, desk, replace(text, text=Both())) == "text"
    assert refused(registers.open_text, desk, replace(text, purpose=None)) == "purpose"
    registers.open_text(desk, text)
    assert refused(registers.open_text, desk, text) == "text"
    assert refused(registers.open_text, desk, replace(text, version=DAY)) == "version"
    registers.open_text(desk, replace(text, own_tick=False))
    registers.open_text(desk, replace(text, kind="notice", purpose=None))
    now = registers.texts(desk, point)
    assert [(each.kind, each.version) for each in now] == [
        ("notice", DAY),
        ("processing", f"{DAY}-2"),
    ]
    assert len(registers.texts(desk, point, closed=True)) == 3
    assert len({each.fingerprint for each in registers.texts(desk, point, closed=True)}) == 1
    faults = registers.faults_of_point(desk, registers.point(desk, point))
    assert [fault.where for fault in faults] == ["texts"]


def test_the_journal_names_codes_and_never_titles(desk, fields):
    registers.declare_purpose(desk, fields, DAY)
    registers.save_recipient(
        desk, Recipient(0, "", Both("ООО «Тайна»"), RecipientRole.PROCESSOR, "RU")
    )
    told = " ".join(f"{each.ref} {each.detail}" for each in journal_page(desk, limit=50))
    assert "purpose/enquiries" in told
    assert "recipient/r1" in told
    assert "Тайна" not in told
    assert "обращения" not in told


@pytest.mark.parametrize(("name", "count"), [("trader", 5), ("shop", 4), ("company", 28)])
def test_a_starter_set_comes_in_whole_and_none_of_it_is_red(desk, name, count):
    assert registers.new_purposes(desk, name) == count
    assert registers.adopt_set(desk, name, DAY) == count
    found = registers.purposes(desk)
    assert [each.faults for each in found] == [()] * count
    assert all(each.fields.correction.ru for each in found if each.fields.code == "analytics")
    unsure = [each.role for each in registers.recipients(desk) if not each.country_confirmed]
    assert unsure
    assert RecipientRole.AUTHORITY not in unsure
    assert [each.code for each in registers.systems(desk) if each.is_desk] == ["desk"]
    assert refused(registers.adopt_set, desk, name, DAY) == "set"


def test_what_is_struck_out_of_a_set_stays_out_and_who_is_named_is_confirmed(desk):
    choice = SetChoice(
        frozenset({"orders", "mailing"}),
        {"delivery": ("ООО «Пример»", "RU")},
        frozenset({"payment"}),
    )
    assert registers.adopt_set(desk, "shop", DAY, choice) == 2
    assert [each.fields.code for each in registers.purposes(desk)] == ["orders", "mailing"]
    told = {each.code: each for each in registers.recipients(desk)}
    assert told.keys() == {"delivery", "cloud", "mail"}, "nobody else gets data of these purposes"
    assert told["delivery"].name.ru == "ООО «Пример»"
    assert [each.country_confirmed for each in (told["delivery"], told["cloud"])] == [True, False]
    assert told["mail"].purposes == ("orders", "mailing")


@pytest.mark.parametrize(
    ("purposes", "named", "field"),
    [
        ((), {}, "purposes"),
        (("orders",), {"delivery": ("", "RU")}, "recipients.delivery"),
        (("orders",), {"delivery": ("ООО «Пример»", "")}, "recipients.delivery"),
    ],
)
def test_a_part_of_a_set_is_refused_at_what_is_not_said(desk, purposes, named, field):
    choice = SetChoice(frozenset(purposes), named)
    assert refused(registers.adopt_set, desk, "shop", DAY, choice) == field
    assert registers.purposes(desk) == []


def test_both_sets_can_be_adopted_and_own_purposes_stay(desk, fields):
    registers.declare_purpose(desk, fields, DAY)
    assert registers.adopt_set(desk, "trader", DAY) == 4
    assert registers.adopt_set(desk, "company", DAY) == 28
    assert len([each for each in registers.systems(desk) if each.is_desk]) == 1
    kept = next(each for each in registers.purposes(desk) if each.fields.code == "enquiries")
    assert kept.fields.title == fields.title


def test_a_starter_set_declares_nothing_in_the_name_of_the_operator(desk):
    registers.adopt_set(desk, "company", DAY)
    written = {entry.action for entry in journal_page(desk, limit=500)}
    assert not {act for act in written if act.endswith((".declared", ".saved", ".absent"))}
    assert {"purpose.taken", "recipient.taken", "system.taken", "carrier.taken"} <= written
    assert not any(each.absent for each in registers.categories(desk)), "nobody said so"


def test_who_gets_data_by_the_operator_s_word_is_journalled_as_his(desk):
    whole = starter_set("trader")
    purposes = frozenset(each.fields.code for each in whole.purposes)
    code = next(each.code for each in whole.recipients if each.role is not RecipientRole.AUTHORITY)
    choice = SetChoice(purposes, {code: ("ООО «Вымысел»", "RU")})
    registers.adopt_set(desk, "trader", DAY, choice)
    saved = [e.ref for e in journal_page(desk, limit=500) if e.action == "recipient.saved"]
    assert saved == [f"recipient/{code}"]


def test_categories_declared_absent_with_a_set_are_marked_unless_used(desk, fields):
    beliefs = category(desk, "beliefs")
    own = replace(fields, code="own", categories=(beliefs,), special_ground="written")
    registers.declare_purpose(desk, own, DAY)
    every = frozenset(each.fields.code for each in starter_set("company").purposes)
    registers.adopt_set(desk, "company", DAY, SetChoice(every, absent=True))
    absent = {each.code for each in registers.categories(desk) if each.absent}
    assert absent == {"race", "nationality", "political", "intimate"}


def test_a_set_is_adopted_whole_or_not_at_all(desk):
    assert refused(registers.adopt_set, desk, "company", "2027-01-01") == "since"
    assert registers.purposes(desk, closed=True) == []
    assert registers.categories(desk) == []
