# SPDX-License-Identifier: Apache-2.0
"""A desk made the way a person makes one."""

import pytest

from desk.services.keeping.upkeep import create_desk, open_desk
from tests.factories import operator_trader

PASSPHRASE = "верная лошадь скрепка"


@pytest.fixture
def made(tmp_path, clock):
    """A closed desk made the way a person makes one: its folder and the recovery code."""

    class Made:
        folder = tmp_path / "стол"
        passphrase = PASSPHRASE

        def open(self, passphrase=PASSPHRASE, *, older=False):
            return open_desk(self.folder, passphrase, clock=clock, older=older)

    desk, Made.code = create_desk(
        Made.folder, PASSPHRASE, operator_trader(), "Вера Образцова", clock=clock
    )
    desk.close()
    return Made()
