# SPDX-License-Identifier: Apache-2.0
"""A process that writes is killed at random moments: the desk opens, the journal holds, no number is skipped."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk.services.desk import Desk
from desk.services.overview import journals
from desk.services.request import requests
from desk.storage.backup import listed
from tests.bench.data import open_desk
from tests.factories import intake

ROOT = Path(__file__).resolve().parents[2]
SEEDS = (1, 2, 3)
"""The fixed sample of an ordinary run."""


def killed(folder: Path, moment: float) -> int:
    """Let the writer write, kill it ``moment`` seconds after its first act; returns what it told last."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.soak.writer", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        first = writer.stdout.readline()
        assert first, writer.stderr.read()
        time.sleep(moment)
        assert writer.poll() is None, writer.stderr.read()
        writer.kill()
        told = [first, *writer.stdout.read().splitlines()]
    # The last line may have been cut in the middle.
    return max(int(line) for line in told[:-1] or told)


def check(desk: Desk, told: int) -> None:
    """Everything that was told is there, whole, in order."""
    database = desk.database
    assert database.sound()
    assert database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    assert journals.verify(desk).sound
    ids = list(requests.request_ids(desk, _all()))
    assert len(ids) >= told
    for table, series in (("request", "request"), ("document", "notice"), ("person", "person")):
        column = "ref" if table == "person" else "number"
        rows = database.execute_sql(f"SELECT {column} FROM {table}").fetchall()
        numbers = sorted(int(re.sub(r".*-", "", row[0])) for row in rows)
        assert numbers == list(range(1, len(numbers) + 1)), series
    registered = database.execute_sql(
        "SELECT count(*) FROM journal WHERE action = 'request.registered'"
    ).fetchone()[0]
    terms = database.execute_sql("SELECT count(DISTINCT request) FROM deadline").fetchone()[0]
    letters = database.execute_sql(
        "SELECT count(*) FROM attachment WHERE role = 'letter'"
    ).fetchone()[0]
    assert registered == terms == letters == len(ids)
    found = database.execute_sql("SELECT count(*) FROM search WHERE search MATCH 'щеголева'")
    assert found.fetchone()[0] >= len(ids)
    for each in listed(desk.folder / "backups"):
        assert each.readable


def _all():
    from desk.domain.values import Query

    return Query(sort="number")


def survive(folder: Path, seed: int, kills: int) -> None:
    """Kill the writer again and again on one desk."""
    chance = random.Random(seed)
    for _kill in range(kills):
        told = killed(folder, chance.random() ** 2 * 1.5)
        desk = open_desk(folder / "desk.db")
        try:
            check(desk, told)
            before = requests.request_count_bound(desk)
            id = requests.register_request(desk, intake())
            assert requests.request_rows(desk, [id])[0].number == f"request/2026-{before + 1:03d}"
            letter = b"From: a@example.org\r\n\r\nx"
            requests.add_file(desk, id, "letter.eml", letter)
            # So that every request has its letter, as the writer's have.
            database = desk.database
            database.execute_sql("UPDATE attachment SET role = 'letter' WHERE request = ?", (id,))
        finally:
            desk.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_desk_stands_up(tmp_path: Path, seed: int) -> None:
    survive(tmp_path / "desk", seed, 1)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_a_desk_killed_twenty_times_stands_up(tmp_path: Path) -> None:
    survive(tmp_path / "desk", 20, 20)
