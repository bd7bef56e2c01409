# SPDX-License-Identifier: Apache-2.0
"""A canary goes through story A and is found nowhere but inside the encrypted file and what was saved on purpose."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desk.domain.values import Query
from desk.services.keeping import upkeep
from desk.services.letter import mailbox
from desk.services.overview.search import search_everywhere
from desk.services.request import requests
from tests import canary

_CREATED = 0x100 | 0x80
"""inotify: created here, or moved here."""


@dataclass
class Told:
    """What one walk through the story left behind."""

    folder: Path
    home: Path
    temporary: Path
    created: list[str]
    """Names of files that ever lay in the temporary folder, also those deleted at once."""
    out: dict[str, Any]
    err: str


@contextmanager
def _watched(folder: Path) -> Iterator[list[str]]:
    """Names of what is created in ``folder`` meanwhile (Linux; elsewhere only what is left)."""
    names: list[str] = []
    library = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    handle = -1
    if library is not None:
        handle = library.inotify_init1(os.O_NONBLOCK)
        assert library.inotify_add_watch(handle, os.fsencode(folder), _CREATED) >= 0
    yield names
    names += [path.name for path in folder.iterdir()]
    if handle >= 0:
        try:
            names += [
                part.decode() for part in os.read(handle, 1 << 20).split(b"\0") if len(part) > 3
            ]
        except BlockingIOError:
            pass
        finally:
            os.close(handle)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("canary")
    home, temporary = folder / "home", folder / "tmp"
    home.mkdir()
    temporary.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "PYTHONDEVMODE": "",
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), str(temporary)),
    }
    with _watched(temporary) as created:
        done = subprocess.run(
            [sys.executable, "-m", "tests.canary", str(folder)],
            cwd=Path(__file__).resolve().parent.parent,
            env=environment,
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    *rest, line = done.stdout.splitlines()
    assert not rest
    return Told(folder, home, temporary, created, json.loads(line), done.stderr)


def test_the_canaries_would_be_seen(told: Told) -> None:
    """They are in the letter, in the draft that was saved on purpose, and in the desk once it is open."""
    seen = canary.leaks(told.folder / "chosen")
    assert any("draft.eml: address" in each for each in seen)
    assert any("letter.eml: words of the letter" in each for each in seen)
    for text in (canary.NAME, canary.PHRASE, canary.TYPED):
        for coded in ("utf-8", "cp1251", "utf-16-le"):
            assert canary.found_in(b"..." + text.encode(coded) + b"...")
    desk = upkeep.open_desk(told.folder / "desk", canary.PASSPHRASE)
    try:
        assert search_everywhere(desk, canary.NAME)
        (id,) = requests.request_ids(desk, Query(text=canary.PHRASE))
        assert canary.NAME in requests.request_card(desk, id).subject.name
        assert canary.TYPED in json.dumps(upkeep.take_draft(desk, "window"), ensure_ascii=False)
    finally:
        desk.close()


def test_no_byte_of_the_data_folder_tells(told: Told) -> None:
    names = {path.name for path in (told.folder / "desk").rglob("*")}
    assert {"desk.db", "desk.keys", "backups"} <= names
    assert any(name.endswith(".zip") for name in names)
    assert canary.leaks(told.folder / "desk") == []
    # While it was open, with its write-ahead log.
    assert told.out["open"] == []


def test_settings_and_crash_files_tell_nothing(told: Told) -> None:
    names = {path.name for path in told.home.rglob("*") if path.is_file()}
    assert "window.ini" in names
    assert any(name.startswith("crash-") for name in names)
    assert canary.leaks(told.home) == []


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux’s")
def test_the_watch_sees_what_is_deleted_at_once(tmp_path: Path) -> None:
    with _watched(tmp_path) as created:
        (tmp_path / "gone.txt").write_text("x")
        (tmp_path / "gone.txt").unlink()
    assert any("gone.txt" in name for name in created)


def test_nothing_ever_lay_in_the_temporary_folder(told: Told) -> None:
    assert told.created == []


def test_logs_warnings_and_the_report_of_a_crash_tell_nothing(told: Told) -> None:
    assert "ValueError" in told.err
    assert canary.found_in(told.err.encode()) == []


def test_refusals_tell_nothing(told: Told) -> None:
    for each in told.out["refused"]:
        assert any(name in each for name in ("Refusal", "AtField", "Trouble"))
        assert canary.found_in(each.encode()) == []


def test_window_titles_tell_nothing(told: Told) -> None:
    titles = told.out["titles"]
    assert len(titles) > 3
    assert canary.found_in("\n".join(titles).encode()) == []
    assert canary.found_in(told.out["desk"].encode()) == []


def test_the_command_line_s_crash_tells_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk.cli.app import run

    def fail(*_arguments: object) -> None:
        raise ValueError(f"{canary.NAME} {canary.PHRASE}")

    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setattr(mailbox, "read", fail)
    path = tmp_path / "letter.eml"
    path.write_text(canary.letter(), encoding="utf-8")
    assert run(["letter", str(path)]) == 70
    captured = capfd.readouterr()
    assert canary.found_in((captured.out + captured.err).encode()) == []
    crashes = list((tmp_path / "home").rglob("crash-*"))
    assert crashes
    assert canary.leaks(tmp_path / "home") == []
