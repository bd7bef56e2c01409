# SPDX-License-Identifier: Apache-2.0
"""A settable clock and a desk in its own folder: real SQLCipher, raw key, 2 ms."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desk.services.desk import Desk
from desk.services.operators import write_operator
from desk.storage import migrate
from desk.storage.database import open_database
from desk.storage.keys import KeyFile, write_keys
from tests.factories import operator_trader

KEY = bytes(range(32))


class Clock:
    """The time the desk sees: Sunday 22 November 2026, 12:00 in Moscow, until a test moves it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def set(self, *moment: int) -> None:
        """Year, month, day, hour, minute in UTC."""
        self.at = datetime(*moment, tzinfo=UTC)  # type: ignore[misc, arg-type]

    def forward(self, **delta: float) -> None:
        """Days, hours, minutes."""
        self.at += timedelta(**delta)


@pytest.fixture(scope="session")
def qapp_args(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A screen of 1280 × 800: the smallest that people sit at."""
    screen = {"name": "small", "x": 0, "y": 0, "width": 1280, "height": 800}
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = tmp_path_factory.mktemp("screen") / "screen.json"
    path.write_text(json.dumps({"screens": [{**screen, **dots}]}), "utf-8")
    return ["desk", "-platform", f"offscreen:configfile={path}"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def _empty_desk(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a desk that has its tables and an operator, made once."""
    path = tmp_path_factory.mktemp("empty") / "desk.db"
    database = open_database(path, KEY)
    migrate.run(database)
    with database.atomic():
        write_operator(operator_trader(), "2026-11-22T09:00:00+00:00")
    database.close_all()
    return path.read_bytes()


def open_at(folder: Path, content: bytes, clock: Clock) -> Desk:
    """A desk of its own with these bytes."""
    folder.mkdir(mode=0o700)
    path = folder / "desk.db"
    path.write_bytes(content)
    path.chmod(0o600)
    write_keys(folder / "desk.keys", KeyFile("0" * 16, ()))
    return Desk(
        folder=folder,
        database=open_database(path, KEY),
        clock=clock,
        actor="В. П. Образцова",
        actor_id=1,
    )


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, _empty_desk: bytes) -> Iterator[Desk]:
    """An open desk of an invented sole trader."""
    opened = open_at(tmp_path / "desk", _empty_desk, clock)
    yield opened
    opened.close()
