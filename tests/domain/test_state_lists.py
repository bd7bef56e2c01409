# SPDX-License-Identifier: Apache-2.0
"""The dated lists of states: order 128, what counted before and since 26 July 2026, newer lists."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.countries import is_country
from desk.domain.state_lists import (
    StateList,
    StateLists,
    act_named,
    difference,
    load_state_lists,
    read_states,
)
from desk.domain.values import Both
from desk.errors import Refusal
from desk.paths import resource

TODAY = date(2026, 11, 22)
STATES = load_state_lists()
ORDER = resource("countries", "rkn-128.csv")
HEAD = "code,group,name_ru\n"
ENTRY = """
[[list]]
file = "newer.csv"
since = 2026-12-01
version = { ru = "выдуманный приказ", en = "an invented order" }
"""


def test_the_order_has_89_states():
    (order,) = STATES.lists
    groups = [state.group for state in order.states.values()]
    assert (groups.count("convention108"), groups.count("rkn_list")) == (55, 34)
    assert all(is_country(code) for code in order.states)


@pytest.mark.parametrize("country", ["VN", "TR", "GB", "CN", "TH", "DE", "KZ"])
def test_often_asked_and_listed(country):
    assert STATES.listed(country, TODAY)


@pytest.mark.parametrize("country", ["US", "AE", "HK", "TW", "ID", "RU", "", "XX"])
def test_often_asked_and_not_listed(country):
    assert not STATES.listed(country, TODAY)


def test_before_the_order_only_parties_to_the_convention_are_known():
    assert STATES.listed("DE", date(2022, 1, 1))
    assert not STATES.listed("VN", date(2022, 1, 1))
    assert STATES.version(date(2023, 2, 28)) == ""
    assert "№ 128" in STATES.version(date(2023, 3, 1))
    assert STATES.version(TODAY, "en").endswith("No. 128 of 5 August 2022")
    assert STATES.official_name("VN", TODAY) == "Социалистическая Республика Вьетнам"
    assert STATES.official_name("US", TODAY) == ""


def test_a_party_taken_off_the_list_counted_until_the_law_changed():
    (old,) = STATES.lists
    shorter = {code: state for code, state in old.states.items() if code != "DE"}
    new = StateList(date(2026, 7, 1), old.version, shorter)
    states = StateLists([new, old], STATES.convention_until)
    assert states.listed("DE", date(2026, 7, 25))
    assert not states.listed("DE", date(2026, 7, 26))
    assert states.listed("VN", date(2026, 7, 26))


def test_a_newer_list_beside_the_desk_counts_from_its_day(tmp_path):
    lines = ORDER.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("VN,")]
    (tmp_path / "newer.csv").write_text("".join(kept), "utf-8")
    (tmp_path / "lists.toml").write_text(ENTRY, "utf-8")
    states = load_state_lists(tmp_path)
    assert states.listed("VN", date(2026, 11, 30))
    assert not states.listed("VN", date(2026, 12, 1))
    assert states.version(date(2026, 12, 1), "en") == "an invented order"
    assert load_state_lists(tmp_path / "nowhere").lists == STATES.lists


@pytest.mark.parametrize(
    ("index", "message"),
    [
        (ENTRY.replace("newer.csv", "missing.csv"), "cannot be read"),
        (ENTRY.replace("newer.csv", "../newer.csv"), "not a known value"),
        (ENTRY.replace("since = 2026-12-01\n", ""), "“since” is missing"),
        (ENTRY + "odd = 1\n", "“odd” is not known"),
        ("convention_until = 2027-01-01\n", "“list” is missing"),
    ],
)
def test_an_entry_that_cannot_be_read_is_refused(tmp_path, index, message):
    (tmp_path / "newer.csv").write_bytes(ORDER.read_bytes())
    (tmp_path / "lists.toml").write_text(index, "utf-8")
    with pytest.raises(Refusal) as refused:
        load_state_lists(tmp_path)
    assert message in refused.value.msgid.format(**refused.value.params)


def test_the_difference_of_two_lists(tmp_path):
    newer = tmp_path / "newer.csv"
    text = ORDER.read_text("utf-8").replace("Китайская", "Другая Китайская")
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith("VN,")]
    newer.write_text("".join([*kept, "US,rkn_list,Соединённые Штаты Америки\n"]), "utf-8")
    found = difference(read_states(ORDER), read_states(newer))
    assert [state.code for state in found.added] == ["US"]
    assert [state.code for state in found.removed] == ["VN"]
    assert [after.code for _before, after in found.renamed] == ["CN"]
    assert difference(read_states(ORDER), read_states(ORDER)) == difference({}, {})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("code,name_ru\nVN,Вьетнам\n", "the column “group” is missing"),
        (HEAD + "XX,rkn_list,Нигде\n", "line 2: “XX” is not a valid value for the column “code”"),
        (HEAD + "VN,friends,Вьетнам\n", "“friends” is not a valid value for the column “group”"),
        (HEAD + "VN,rkn_list, \n", "line 2: three values"),
        (HEAD + "VN,rkn_list\n", "line 2: three values"),
        (HEAD + "VN,rkn_list,Вьетнам,more\n", "line 2: three values"),
        (HEAD + "VN,rkn_list,Вьетнам\nVN,rkn_list,Вьетнам\n", "line 3: the state VN appears twice"),
        (HEAD, "names no state"),
        ("", "names no state"),
        (HEAD + 'VN,rkn_list,"Вьет', "not a comma-separated table"),
        ("\ud800", "not written in UTF-8"),
        (HEAD + "VN,rkn_list," + "x" * 1_000_001, "too long"),
    ],
)
def test_a_list_that_cannot_be_right_is_refused_with_the_place(tmp_path, content, message):
    file = tmp_path / "list.csv"
    file.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(Refusal) as refused:
        read_states(file)
    assert message in refused.value.msgid.format(**refused.value.params)


def test_the_day_of_an_act_is_written_out_in_english_however_it_is_kept():
    kept = Both("приказ от 05.08.2022 № 128", "Order No. 128 of 05.08.2022, 31.02.2022")
    told = act_named(kept)
    assert (told.ru, told.en) == (kept.ru, "Order No. 128 of 5 August 2022, 31.02.2022")
