# SPDX-License-Identifier: Apache-2.0
"""The dated list of states: order 128, what counted before and since 26 July 2026, names in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain import countries
from desk.domain.countries import country_name, is_country, list_version, listed, official_name

TODAY = date(2026, 11, 22)


def test_the_order_has_89_states():
    (order,) = countries._lists()
    groups = [group for group, _ in order.states.values()]
    assert (groups.count("convention108"), groups.count("rkn_list")) == (55, 34)
    assert all(is_country(code) for code in order.states)


@pytest.mark.parametrize("country", ["VN", "TR", "GB", "CN", "TH", "DE", "KZ"])
def test_often_asked_and_listed(country):
    assert listed(country, TODAY)


@pytest.mark.parametrize("country", ["US", "AE", "HK", "TW", "ID", "RU", "", "XX"])
def test_often_asked_and_not_listed(country):
    assert not listed(country, TODAY)


def test_before_the_order_only_parties_to_the_convention_are_known():
    assert listed("DE", date(2022, 1, 1))
    assert not listed("VN", date(2022, 1, 1))
    assert list_version(date(2023, 2, 28)) == ""
    assert "№ 128" in list_version(date(2023, 3, 1))
    assert "No. 128" in list_version(TODAY, "en")


def test_a_party_taken_off_the_list_counted_until_the_law_changed(monkeypatch):
    (old,) = countries._lists()
    shorter = {code: state for code, state in old.states.items() if code != "DE"}
    new = countries._List(date(2026, 7, 1), old.version, shorter)
    monkeypatch.setattr(countries, "_lists", lambda: (old, new))
    assert listed("DE", date(2026, 7, 25))
    assert not listed("DE", date(2026, 7, 26))
    assert listed("VN", date(2026, 7, 26))


def test_names():
    assert country_name("VN", "ru") == "Вьетнам"
    assert country_name("VN", "en") == "Vietnam"
    assert official_name("VN", TODAY) == "Социалистическая Республика Вьетнам"
    assert official_name("US", TODAY) == ""
    assert country_name("", "ru") == ""
    assert not is_country("EU")
