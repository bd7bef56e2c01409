# SPDX-License-Identifier: Apache-2.0
"""A desk made the way a person makes one."""

import shutil

import pytest

from desk.services.keeping.upkeep import create_desk, open_desk
from tests.conftest import Clock
from tests.factories import operator_trader

PASSPHRASE = "верная лошадь скрепка"


@pytest.fixture(scope="session")
def _made(tmp_path_factory):
    """The folder of such a desk, to copy for each test, and its recovery code."""
    folder = tmp_path_factory.mktemp("made") / "стол"
    desk, code = create_desk(folder, PASSPHRASE, operator_trader(), "Вера Образцова", clock=Clock())
    desk.close()
    return folder, code


@pytest.fixture
def made(tmp_path, clock, _made):
    """A closed desk made the way a person makes one: its folder and the recovery code."""

    class Made:
        folder = tmp_path / "стол"
        passphrase = PASSPHRASE
        code = _made[1]

        def open(self, passphrase=PASSPHRASE, *, older=False):
            return open_desk(self.folder, passphrase, clock=clock, older=older)

    shutil.copytree(_made[0], Made.folder)
    return Made()
