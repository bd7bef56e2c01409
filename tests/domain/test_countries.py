# SPDX-License-Identifier: Apache-2.0
"""Names of states in both languages."""

from __future__ import annotations

from desk.domain.countries import country_name, is_country


def test_names():
    assert country_name("VN", "ru") == "Вьетнам"
    assert country_name("VN", "en") == "Vietnam"
    assert country_name("", "ru") == ""
    assert not is_country("EU")
