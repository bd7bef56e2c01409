# SPDX-License-Identifier: Apache-2.0
"""Where data of Russian citizens are first recorded: worked cases by place, day and exception, and bad input."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desk.domain.localisation import PlaceWord
from desk.domain.registers import CollectionPoint, PointKind, Recording, System
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.overview.deadlines import today
from desk.services.register import registers
from desk.services.register.localisation import localisation
from tests.factories import purpose_fields

NOW = date(2026, 11, 22)
BAN, EVE = date(2025, 7, 1), date(2025, 6, 30)
FIRST, LATER, NONE, UNKNOWN = Recording.FIRST, Recording.LATER, Recording.NONE, Recording.UNKNOWN
BREACH, UNCLEAR, EXEMPT, KEPT, NO_RULE = PlaceWord

LAW = {"exempt": "6.1.2", "exempt_for": ("taxes",), "exempt_because": "ст. 230 НК РФ"}
CASES = (
    # country, recording, day, more of the system, word
    ("RU", UNKNOWN, NOW, {}, KEPT),
    ("RU", FIRST, NOW, {}, KEPT),
    ("RU", FIRST, EVE, {}, KEPT),
    ("VN", UNKNOWN, NOW, {}, UNCLEAR),
    ("VN", FIRST, NOW, {}, BREACH),
    ("VN", FIRST, BAN, {}, BREACH),
    ("VN", FIRST, EVE, {}, UNCLEAR),
    ("VN", FIRST, date(2015, 9, 1), {}, UNCLEAR),
    ("VN", FIRST, date(2015, 8, 31), {}, NO_RULE),
    ("VN", LATER, NOW, {}, KEPT),
    ("VN", NONE, NOW, {}, KEPT),
    ("KZ", FIRST, NOW, {}, BREACH),
    ("US", FIRST, NOW, {"first_for": ("enquiries",)}, BREACH),
    ("US", FIRST, NOW, {"first_for": ("taxes",), **LAW}, EXEMPT),
    ("US", FIRST, EVE, {"first_for": ("taxes",), **LAW}, EXEMPT),
    ("US", FIRST, NOW, {"first_for": ("taxes", "enquiries"), **LAW}, BREACH),
    ("US", FIRST, NOW, LAW, BREACH),
    ("US", LATER, NOW, LAW, KEPT),
)  # fmt: skip


@pytest.fixture
def declared(desk):
    registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    taxes = purpose_fields(desk, code="taxes", title=Both("Налоги", "Taxes"), grounds=("6.1.2",))
    registers.declare_purpose(desk, taxes, "2026-01-10")
    return desk


def system(**over):
    return System(**{"id": 0, "code": "", "title": Both("CRM", "CRM"), "country": "VN", **over})


def this_desk(desk, country="RU", recording=UNKNOWN):
    own = system(title=Both("Desk"), country=country, is_desk=True, recording=recording)
    return registers.save_system(desk, own)


@pytest.mark.parametrize(("country", "recording", "day", "more", "word"), CASES)
def test_a_database_by_place_day_and_exception(declared, country, recording, day, more, word):
    this_desk(declared)
    id = registers.save_system(declared, system(country=country, recording=recording, **more))
    found = localisation(declared, day)
    assert found.of("system", id).word is word
    assert found.word is (
        NO_RULE if day < date(2015, 9, 1) else min(word, KEPT, key=list(PlaceWord).index)
    )


def test_the_desk_itself_is_asked_and_in_nha_trang_named(declared):
    found = localisation(declared)
    assert (found.word, found.places[0].place.kind) == (UNCLEAR, "desk")
    id = this_desk(declared, "VN", FIRST)
    found = localisation(declared, language="en")
    assert [(each.place.id, each.word) for each in found.places] == [(id, BREACH)]
    assert "Vietnam" in found.places[0].why.params["country"]


def test_what_an_exception_leaves_is_named(declared):
    id = registers.save_system(declared, system(recording=FIRST, **LAW))
    why = localisation(declared, language="en").of("system", id).why
    assert "Taxes" not in why.params["purposes"]
    assert purpose_fields(declared).title.en in why.params["purposes"]


def test_a_collection_point_records_first_where_it_says(declared):
    point = CollectionPoint(
        0, "", PointKind.FORM, Both("Форма"), country="US", policy_link="x", purposes=("taxes",)
    )
    id = registers.save_point(declared, point)
    assert localisation(declared).of("point", id).word is BREACH
    assert [each.where for each in registers.faults_of_point(declared, replace(point, id=id))] == [
        "country"
    ]
    exempted = replace(point, id=id, code="f1", **LAW)
    registers.save_point(declared, exempted)
    assert localisation(declared).of("point", id).word is EXEMPT
    assert not registers.faults_of_point(declared, exempted)


def test_today_names_a_breach_and_asks_only_of_what_is_abroad(declared):
    assert today(declared).localisation is None, "an empty register is no reason to alarm"
    id = registers.save_system(declared, system())
    asked = today(declared).localisation
    assert asked.msgid.startswith("State for each database")
    assert asked.params["names"] == "«CRM»"
    registers.save_system(declared, system(id=id, code="s1", recording=FIRST))
    assert today(declared).localisation.msgid.startswith("Located abroad, and first")
    registers.retire(declared, "system", id, "2026-11-22")
    assert today(declared).localisation is None


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("exempt", {"exempt": "6.1.5"}),
        ("exempt_for", {**LAW, "exempt_for": ()}),
        ("exempt_for", {**LAW, "exempt_for": ("nothing",)}),
        ("exempt_for", {**LAW, "exempt_for": ("enquiries",)}),
        ("exempt_because", {**LAW, "exempt_because": " \0"}),
        ("exempt_because", {**LAW, "exempt_because": "х" * 1001}),
        ("first_for", {"first_for": ("nothing",)}),
        ("country", {"country": "ZZ"}),
    ],
)
def test_bad_input_is_a_sentence_at_its_field_and_nothing_is_kept(declared, field, over):
    with pytest.raises(Refusal) as refused:
        registers.save_system(declared, system(recording=FIRST, **over))
    assert refused.value.field == field
    assert not registers.systems(declared)
