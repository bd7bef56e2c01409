# SPDX-License-Identifier: Apache-2.0
"""Localisation from a script, alone and beside “may it flow?”."""

from __future__ import annotations

import pytest

from desk.domain.registers import Recording, System
from desk.domain.values import Both
from desk.services.keeping import upkeep
from desk.services.register import registers
from tests.cli.conftest import PASSPHRASE


@pytest.fixture
def call(on_desk):
    desk = upkeep.open_desk(on_desk.folder, PASSPHRASE)
    try:
        place = System(0, "", Both("Desk"), "VN", is_desk=True, recording=Recording.FIRST)
        registers.save_system(desk, place)
    finally:
        upkeep.close_desk(desk)
    return on_desk


def test_the_answer_of_a_day_is_told_with_its_database(call):
    told = call("localisation", "--on", "2026-11-22", "--lang", "en").json
    assert (told["word"], told["on"]) == ("breach", "2026-11-22")
    (place,) = told["places"]
    assert (place["code"], place["country"], place["word"]) == ("s1", "VN", "breach")
    assert "Vietnam" in place["why"]
    assert call("localisation", "--on", "2025-06-30").json["word"] == "unclear"
    assert call("localisation", "--on", "never").code == 2
    beside = call("transfer", "may-flow", "--on", "2026-11-22", "--lang", "en").json
    assert beside["localisation"] == {name: told[name] for name in ("word", "why", "places")}
    assert "localisation" in call("today").json
