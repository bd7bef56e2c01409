# SPDX-License-Identifier: Apache-2.0
"""A settable clock and a desk in its own folder: real SQLCipher, raw key, 2 ms."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar, cast

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desk.services.desk import Desk
from desk.services.operators import write_operator
from desk.storage import keys, migrate
from desk.storage.database import open_database
from desk.storage.keys import KeyFile, write_keys
from tests.factories import operator_trader
from ui.sweeper import sweep

KEY = bytes(range(32))
T = TypeVar("T")


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


@pytest.fixture(scope="session", autouse=True)
def _cheap_slots() -> Iterator[None]:
    """Real key slots with Argon2id at its least; its parameters are kept in each slot."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "COST", keys.Cost(memory_kib=32, iterations=1, lanes=4))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_collection_in_threads() -> Iterator[None]:
    """As in the program: a worker of one test never deletes the widgets another one left."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _sweep() -> Iterator[None]:
    """What a test leaves goes in the thread that made it."""
    yield
    sweep()


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


def filled(folder: Path, content: bytes, fill: Callable[[Desk], T]) -> tuple[bytes, T]:
    """The bytes of a desk with these after ``fill`` worked on it, to copy for each test; what it gave."""
    made = open_at(folder, content, Clock())
    given = fill(made)
    made.close()
    return (folder / "desk.db").read_bytes(), given


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, _empty_desk: bytes) -> Iterator[Desk]:
    """An open desk of an invented sole trader."""
    opened = open_at(tmp_path / "desk", _empty_desk, clock)
    yield opened
    opened.close()


Fill = Callable[[Desk], T]


@pytest.fixture(scope="session")
def _beginnings() -> dict[Fill[object], tuple[bytes, object, set[tuple[str, str]]]]:
    """The bytes of a new desk after what was done on it, by what did it; what that gave and showed."""
    return {}


@pytest.fixture
def begun(
    desk: Desk,
    _empty_desk: bytes,
    _beginnings: dict[Fill[object], tuple[bytes, object, set[tuple[str, str]]]],
) -> Callable[[Fill[T]], T]:
    """Does on the desk what many tests begin with; where the desk is still new, once for all of them."""

    def begin(fill: Fill[T]) -> T:
        file, log = desk.folder / "desk.db", desk.folder / "desk.db-wal"
        written = log.exists() and log.stat().st_size > 0
        if written or file.read_bytes() != _empty_desk or desk.now() != Clock()():
            return fill(desk)
        if fill not in _beginnings:
            given = fill(desk)
            desk.database.close_all()
            _beginnings[fill] = file.read_bytes(), given, set(desk.shown)
            return given
        content, kept, shown = _beginnings[fill]
        desk.database.close_all()
        file.write_bytes(content)
        desk.shown.update(shown)
        desk.changed = True
        return cast("T", kept)

    return begin
