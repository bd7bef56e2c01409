# SPDX-License-Identifier: Apache-2.0
"""Real key slots that cost little to open, so that a test may open a desk many times."""

import pytest

from desk.services.upkeep import create_desk, open_desk
from desk.storage import keys
from tests.factories import operator_trader

PASSPHRASE = "верная лошадь скрепка"


@pytest.fixture(autouse=True)
def _cheap_slots(monkeypatch):
    """Argon2id at its least; the parameters are kept in each slot, so reading needs no help."""
    monkeypatch.setattr(keys, "COST", keys.Cost(memory_kib=32, iterations=1, lanes=4))


@pytest.fixture
def made(tmp_path, clock):
    """A closed desk made the way a person makes one: its folder and the recovery code."""

    class Made:
        folder = tmp_path / "стол"
        passphrase = PASSPHRASE

        def open(self, passphrase=PASSPHRASE):
            return open_desk(self.folder, passphrase, clock=clock)

    desk, Made.code = create_desk(
        Made.folder, PASSPHRASE, operator_trader(), "Вера Образцова", clock=clock
    )
    desk.close()
    return Made()
