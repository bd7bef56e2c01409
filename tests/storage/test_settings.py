# SPDX-License-Identifier: Apache-2.0
"""Settings with their types, drafts of unfinished forms, and the operator's card."""

from dataclasses import replace
from datetime import date

import pytest

from desk.domain.kinds import OperatorKind
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.desk import writes
from desk.services.keeping.upkeep import (
    SETTINGS,
    check_operator,
    drafts,
    keep_draft,
    operator_from_toml,
    operator_lacks,
    own_promises,
    save_operator,
    set_setting,
    setting,
    starter_duties,
    take_draft,
)
from desk.services.overview.journals import journal_page
from desk.storage.models import Setting
from desk.text import catalogue
from tests.factories import operator_company, operator_trader


def test_a_setting_has_its_default_until_it_is_set(desk):
    assert setting(desk, "idle_minutes") == 10
    set_setting(desk, "idle_minutes", 3)
    assert setting(desk, "idle_minutes") == 3
    assert own_promises(desk)
    set_setting(desk, "own_promises", False)
    assert not own_promises(desk)


def test_the_journal_names_the_setting_and_not_its_value(desk):
    set_setting(desk, "backup_folder", "/media/anna/usb")
    assert journal_page(desk)[0].detail == '{"key":"backup_folder"}'


@pytest.mark.parametrize(
    ("key", "value"),
    [("idle_minutes", 0), ("idle_minutes", 241), ("idle_minutes", "5"), ("idle_minutes", True), ("language", "de"),
     ("language", ""), ("reminders", 1), ("backup_folder", "a\0b"), ("backup_folder", "x" * 10_000),
     ("backup_folder", "\ud800"), ("nothing", 1), ("recovery_slot", "x"), ("demonstration", True)],
)  # fmt: skip
def test_what_does_not_fit_a_setting_is_refused_and_not_kept(desk, key, value):
    with pytest.raises(Refusal) as refused:
        set_setting(desk, key, value)
    assert refused.value.field in (key, "key")
    assert Setting.select().count() == 0


def test_a_stored_value_that_no_longer_fits_counts_as_none(desk):
    for text in ("[]", "999", '"x"', "{"):
        with desk.database.atomic():
            Setting.insert(key="idle_minutes", value=text).on_conflict_replace().execute()
        assert setting(desk, "idle_minutes") == 10


def test_every_default_fits_its_own_setting(desk):
    for key, declared in SETTINGS.items():
        if not declared.inner:
            set_setting(desk, key, declared.default)
            assert setting(desk, key) == declared.default


def test_a_draft_is_kept_once_and_taken_once(desk):
    keep_draft(
        desk, "answer/1", {"text": "Уважаемая", "day": date(2026, 11, 22), "rows": [1, None, True]}
    )
    keep_draft(desk, "answer/1", {"text": "Уважаемая Анна <b>&"})
    keep_draft(desk, "take-in", {})
    assert drafts(desk) == ["answer/1", "take-in"]
    assert take_draft(desk, "answer/1") == {"text": "Уважаемая Анна <b>&"}
    assert take_draft(desk, "answer/1") is None
    assert journal_page(desk) == []


def test_the_journal_names_the_fields_of_the_card_that_changed(desk):
    save_operator(desk, operator_trader(phone="+7 495 111-11-11", brand="Новый"))
    assert journal_page(desk)[0].detail == '{"fields":["brand","phone"]}'
    assert desk.operator().brand == "Новый"
    save_operator(desk, operator_company())
    assert desk.operator() == operator_company()


def test_the_legal_day_is_the_operators_wherever_the_machine_is(desk, clock):
    clock.set(2026, 11, 22, 21, 30)
    assert desk.today() == date(2026, 11, 23)
    save_operator(desk, operator_trader(time_zone="Asia/Kamchatka"))
    assert desk.today() == date(2026, 11, 23)
    save_operator(desk, operator_trader(time_zone="America/New_York"))
    assert desk.today() == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("name", {"name": Both()}),
        ("inn", {"inn": "500100732258"}),
        ("inn", {"inn": "7700000129"}),
        ("inn", {"inn": "пять"}),
        ("inn", {"inn": "٥٠٠١٠٠٧٣٢٢٥٩"}),
        ("kpp", {"kpp": "773601001"}),
        ("ogrn", {"ogrn": "304500116000158"}),
        ("ogrn", {"ogrn": "1027700000129"}),
        ("ogrn", {"kind": OperatorKind.PERSON}),
        ("request_email", {"request_email": "<b>&"}),
        ("request_email", {"request_email": "a@b"}),
        ("sites", {"sites": ("пример",)}),
        ("sites", {"sites": ("javascript:alert(1)",)}),
        ("notice_date", {"notice_date": "вчера"}),
        ("notice_date", {"notice_date": "0001-01-01"}),
        ("notice_date", {"notice_date": "9999-12-31"}),
        ("time_zone", {"time_zone": "Mars/Olympus"}),
        ("time_zone", {"time_zone": "../../etc/passwd"}),
        ("time_zone", {"time_zone": ""}),
        ("time_zone", {"time_zone": "Europe"}),
        ("notice_date", {"notice_date": "2030-01-01"}),
        ("notice_date", {"notice_date": "2026-11-23"}),
        ("prevailing", {"prevailing": "de"}),
        ("phone", {"phone": "1" * 10_000}),
        ("address", {"address": Both("x" * 100_000)}),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(desk, field, over):
    with pytest.raises(Refusal) as refused:
        save_operator(desk, operator_trader(**over))
    assert refused.value.field == field
    assert desk.operator() == operator_trader()
    catalogue("ru").tell(refused.value)


def test_a_company_has_ten_and_thirteen_digits_and_a_kpp():
    check_operator(operator_company())
    for over in ({"kpp": "7736"}, {"inn": "250000000103"}, {"ogrn": "309250000000013"}):
        with pytest.raises(Refusal):
            check_operator(operator_company(**over))


@pytest.mark.parametrize("ogrn", ["324774600123450", "324774600123461", "324774600123472"])
def test_the_check_digit_is_the_last_digit_of_a_remainder_of_two_digits(ogrn):
    check_operator(operator_trader(ogrn=ogrn))
    with pytest.raises(Refusal):
        check_operator(operator_trader(ogrn=f"{ogrn[:-1]}9"))


def test_a_person_abroad_has_no_russian_numbers():
    check_operator(
        operator_trader(kind=OperatorKind.PERSON, inn="", ogrn="", foreign_tax_code="8123456789")
    )


def test_marks_nobody_sees_are_taken_out(desk):
    save_operator(
        desk, operator_trader(brand="\u202eПример\u200f\0-курс", duties=Both("а\u202e\nб", ""))
    )
    assert desk.operator().brand == "Пример-курс"
    assert desk.operator().duties.ru == "а\nб"


def test_a_card_with_everything_lacks_nothing_and_an_empty_one_says_what():
    assert operator_lacks(operator_trader()) == ()
    assert operator_lacks(operator_company()) == ()
    russian = replace(
        operator_trader(),
        name=Both("Образцова В. П."),
        address=Both("101000, г. Москва"),
        responsible_name=Both(),
    )
    assert operator_lacks(russian) == (), "English is for who uses it, the person for companies"
    company = replace(operator_company(), responsible_name=Both())
    assert [each.where for each in operator_lacks(company)] == ["operator.responsible_name"]
    bare = replace(
        operator_trader(), inn="", ogrn="", address=Both(), request_email="", duties=Both()
    )
    assert [each.where for each in operator_lacks(bare)] == [
        "operator.inn", "operator.ogrn", "operator.address", "operator.address.en",
        "operator.request_email", "operator.duties",
    ]  # fmt: skip


SPOKEN = (
    "request_address",
    "responsible_post",
    "responsible_name",
    "signer_post",
    "signer_name",
    "duties",
)


@pytest.mark.parametrize("field", SPOKEN)
def test_what_one_language_lacks_is_named_where_papers_are_issued_in_it(field):
    whole = replace(operator_company(), **{field: Both("Слова", "Words")})
    assert operator_lacks(whole) == ()
    russian, english = (
        replace(whole, **{field: text}) for text in (Both("Слова"), Both("", "Words"))
    )
    assert [each.where for each in operator_lacks(russian)] == [f"operator.{field}.en"]
    assert [each.where for each in operator_lacks(english)] == [f"operator.{field}"]
    alone = replace(russian, name=Both(whole.name.ru), address=Both(whole.address.ru))
    named = [each.where for each in operator_lacks(alone)]
    assert named == [], "a desk that prints Russian alone needs no English"


def test_a_company_without_the_post_of_its_signer_is_told():
    bare = replace(operator_company(), signer_post=Both())
    assert [each.where for each in operator_lacks(bare)] == ["operator.signer_post"]


_TOML = """
kind = "trader"
name = { ru = "Образцова Вера Примеровна", en = "Vera Obraztsova" }
inn = "250000000103"
sites = ["https://example.com"]
notice_date = 2026-02-03
address = "101000, г. Москва"
"""


def test_a_card_is_read_from_a_file(tmp_path):
    path = tmp_path / "operator.toml"
    path.write_text(_TOML, "utf-8")
    operator = operator_from_toml(path)
    assert operator.name == Both("Образцова Вера Примеровна", "Vera Obraztsova")
    assert operator.notice_date == "2026-02-03"
    assert operator.address == Both(ru="101000, г. Москва")
    assert operator.duties == starter_duties(operator.kind, site=True)
    assert operator.duties.ru.count("\n") == operator.duties.en.count("\n") > 3


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"kind = ", b"kind = 'trader'", _TOML.replace("trader", "king").encode(), b"a" * 2_000_000,
     (_TOML + "colour = 'red'").encode(), (_TOML + "phone = 5").encode(), (_TOML + "brand = { ru = 1 }").encode(),
     _TOML.replace("[", "[1, ").encode(), _TOML.replace("250000000103", "1").encode(), b"operator = 5"],
)  # fmt: skip
def test_a_file_that_is_no_card_is_refused(tmp_path, content):
    path = tmp_path / "operator.toml"
    path.write_bytes(content)
    with pytest.raises(Refusal):
        operator_from_toml(path)
    with pytest.raises(Refusal):
        operator_from_toml(tmp_path / "gone.toml")


def test_a_card_that_is_read_inside_an_act_is_the_one_being_saved(desk):
    @writes("operator")
    def act(desk):
        save_operator(desk, operator_trader(brand="А"))
        return desk.operator().brand

    assert act(desk) == "А"
