# SPDX-License-Identifier: Apache-2.0
"""Pick lists and starter sets: complete in both languages, closed codes, and put right where the seed errs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest

from desk.domain import picklists
from desk.domain.registers import KEEP_TERM, DataClass
from desk.domain.rules import load_rulebook
from desk.domain.starter import SETS, starter_set
from desk.paths import resource

FILES = ("categories", "lists", *SETS)
FOREIGN = re.compile(r"Desk|CDP|CRM|Google Analytics|Google LLC|cookie|IP")


def loaded(name):
    with resource("registers", f"{name}.toml").open("rb") as source:
        return tomllib.load(source)


def texts(value) -> Iterator[dict[str, str]]:
    if isinstance(value, dict) and value.keys() == {"ru", "en"}:
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_there_in_both_languages(name):
    found = list(texts(loaded(name)))
    assert found
    for text in found:
        assert re.search("[А-Яа-яё]", text["ru"]), text
        assert not re.search("[А-Яа-яё]", text["en"]), text
        assert not re.search("[A-Za-z]{2,}", FOREIGN.sub("", text["ru"])), text


@pytest.mark.parametrize("name", FILES)
def test_every_list_names_its_source(name):
    assert len(loaded(name)["source"]) > 20


@pytest.mark.parametrize("name", SETS)
def test_a_set_uses_what_the_lists_have(name):
    chosen = starter_set(name)
    codes = [each.fields.code for each in chosen.purposes]
    assert len(set(codes)) == len(codes)
    for each in chosen.purposes:
        assert set(each.categories) <= picklists.category_picks().keys()
        assert set(each.groups) <= picklists.group_picks().keys()
        assert set(each.fields.grounds) <= picklists.grounds().keys()
        assert set(each.fields.actions) <= picklists.actions().keys()
        assert not each.fields.keep_term or KEEP_TERM.fullmatch(each.fields.keep_term)
        assert not set(each.categories) & set(chosen.absent)
    for record in (*chosen.recipients, *chosen.carriers, *chosen.corrections):
        assert set(record.purposes) <= set(codes)


def test_grounds_are_those_of_the_rule_pack_where_it_has_them():
    book = load_rulebook()
    for code, pick in picklists.grounds().items():
        if code not in ("6.1.1", "6.3"):
            assert book.ground(code).basis.ru.startswith(pick.basis.ru.split(" Фед")[0])


def test_the_classes_of_the_law():
    kinds = {code: pick.kind for code, pick in picklists.category_picks().items()}
    special = {code for code, kind in kinds.items() if kind is DataClass.SPECIAL}
    assert special == {"health", "race", "nationality", "political", "beliefs", "intimate"}
    assert kinds["convictions"] is DataClass.CONVICTION
    assert kinds["photo"] is DataClass.BIOMETRIC


def test_the_trader_has_the_five_purposes_of_the_policy():
    chosen = starter_set("trader")
    assert [each.fields.code for each in chosen.purposes] == [
        "site_operation", "enquiries", "services", "analytics", "messages",
    ]  # fmt: skip
    assert {each.country for each in chosen.recipients} == {""}


def test_the_company_has_28_purposes_for_eight_groups_with_the_dismissed():
    chosen = starter_set("company")
    assert len(chosen.purposes) == 28
    heads = [each.groups[0] for each in chosen.purposes]
    counts = {head: heads.count(head) for head in dict.fromkeys(heads)}
    assert counts == {
        "employees": 5, "relatives": 2, "applicants": 4, "counterparties": 2, "site_visitors": 7,
        "promo_participants": 3, "client_subjects": 1, "health_specialists": 4,
    }  # fmt: skip
    assert any("dismissed" in each.groups for each in chosen.purposes)
    assert set(chosen.absent) == {"race", "nationality", "political", "beliefs", "intimate"}


CORRECTED = {
    "company": {
        "§ 2": "152-ФЗ", "§ 5 (1), (2)": "402-ФЗ", "§ 5 (3)": "115-ФЗ", "§ 6.3": "ч. 1 ст. 11",
        "§ 6.5": "исьменное согласие", "§ 6.2.6, § 7.2": "не согласие", "§ 7.2": "ч. 1 ст. 9",
        "§ 6.1 (4), § 7.1": "ч. 5 ст. 18", "§ 7.6.2": "ст. 12", "§ 7.6.3": "ч. 14 ст. 12",
        "§ 7.7": "3 года", "§ 8": "7 рабочих дней", "§ 1": "23.08.2025",
    },
    "trader": {
        "§ 1": "не согласие", "§ 2": "ч. 1 ст. 6", "§ 3": "ст. 12", "§ 1, § 7": "адрес оператора",
    },
    "shop": {"ст. 9": "не согласие", "ст. 6": "договор с покупателем"},
}  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_every_error_of_the_policy_is_put_right_and_told(name):
    said: dict[str, str] = {}
    for each in starter_set(name).corrections:
        said[each.clause] = said.get(each.clause, "") + each.stands.ru
    assert said.keys() >= CORRECTED[name].keys()
    for clause, words in CORRECTED[name].items():
        assert words in said[clause], clause


def test_no_purpose_repeats_what_was_wrong():
    purposes = {each.fields.code: each for each in starter_set("company").purposes}
    norms = " ".join(each.fields.norm.ru for each in purposes.values())
    for wrong in ("129-ФЗ", "1150", "102-ФЗ"):
        assert wrong not in norms
    assert "402-ФЗ" in purposes["personnel_accounting"].fields.norm.ru
    assert "402-ФЗ" in purposes["personnel_accounting"].fields.correction.ru
    for code in ("staff_insurance", "relatives_insurance"):
        assert "health" in purposes[code].categories
        assert purposes[code].fields.special_ground == "written"
    assert not purposes["employment"].fields.identifies
    analytics = starter_set("trader").purposes[3].fields
    assert analytics.grounds == ("6.1.1",)
    assert "не согласие" in analytics.correction.ru
