# SPDX-License-Identifier: Apache-2.0
"""The command line as a script calls it, inside this process: exit code, stdout, stderr."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.cli.app import run
from desk.paths import resource
from desk.services.keeping.upkeep import open_desk
from desk.services.request import requests as acts
from tests.factories import intake

PASSPHRASE = "девять синих кораблей 9"


@dataclass
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def desk_command(capfd: pytest.CaptureFixture[str]):
    """Call ``desk`` with arguments."""

    def call(*arguments: object) -> Outcome:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Outcome]]:
    """Where ``desk init`` makes a desk for the first test that needs one, and what it said there."""
    return tmp_path_factory.mktemp("made") / "desk", []


@pytest.fixture
def on_desk(desk_command, tmp_path: Path, _made: tuple[Path, list[Outcome]]):
    """Call ``desk`` on a desk of its own, made with the trader's demonstration card; JSON on."""
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    where = ("--desk", tmp_path / "desk", "--passphrase-file", secret, "--json")
    ready, made = _made
    if not made:
        card = ("--operator", resource("demo", "trader.toml"))
        said = desk_command("init", *card, "--desk", ready, *where[2:])
        assert said.code == 0, said.err
        made.append(said)
    shutil.copytree(ready, tmp_path / "desk")

    def call(*arguments: object) -> Outcome:
        return desk_command(*arguments, *where)

    call.made = made[0].json  # type: ignore[attr-defined]
    call.folder = tmp_path / "desk"  # type: ignore[attr-defined]
    call.secret = secret  # type: ignore[attr-defined]
    return call


@pytest.fixture
def taken(on_desk):
    """Registers a request beside the command line and returns its number."""

    def register(**over) -> str:
        desk = open_desk(on_desk.folder, PASSPHRASE)
        try:
            wanted = intake(received=datetime.now(UTC) - timedelta(hours=1), **over)
            id = acts.register_request(desk, wanted)
            return acts.request_card(desk, id).row.number
        finally:
            desk.close()

    return register
