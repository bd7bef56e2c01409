# SPDX-License-Identifier: Apache-2.0
"""Backups: written, opened again, rotated, restored; and what happens when any of it is cut short."""

import json
import shutil
import stat
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.errors import Refusal, Trouble
from desk.services.files import keep_file
from desk.services.keeping.backups import (
    list_backups,
    make_backup,
    restore,
    restore_doubts,
    second_unreachable,
)
from desk.services.keeping.upkeep import (
    change_passphrase,
    close_desk,
    create_desk,
    open_desk,
    set_setting,
    setting,
)
from desk.services.overview.journals import journal_head, journal_page, verify
from desk.services.request import requests
from desk.storage import backup
from desk.storage.database import PAGE_DAMAGED
from tests.factories import intake, operator_trader

from .conftest import PASSPHRASE


@pytest.fixture
def backed(made):
    """A closed desk with one backup, changed once more after it."""
    desk = made.open()
    set_setting(desk, "idle_minutes", 5)
    made.backup = make_backup(desk)
    set_setting(desk, "idle_minutes", 6)
    desk.close()
    return made


def test_a_backup_says_what_it_is_and_is_its_owners_alone(made):
    desk = made.open()
    view = make_backup(desk)
    path = made.folder / "backups" / view.name
    assert view.readable
    assert f"{view.seq}:{view.head}" == journal_head(desk)
    assert view.head[:8] in view.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == ["desk.db", "desk.keys", "manifest.json"]
        assert b"SQLite format" not in archive.read("desk.db")[:16]
    assert [each.name for each in path.parent.iterdir()] == [view.name]
    desk.close()


def test_two_backups_in_one_second_are_two(made):
    desk = made.open()
    assert make_backup(desk).name != make_backup(desk).name
    desk.close()


def second_folder(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def test_a_copy_goes_to_the_second_folder(made, tmp_path):
    desk = made.open()
    set_setting(desk, "backup_folder", str(second_folder(tmp_path)))
    made_view = make_backup(desk)
    assert made_view.second == "copied"
    assert (tmp_path / "usb" / made_view.name).exists()
    desk.close()


def test_desks_with_one_second_folder_leave_each_other_s_backups_alone(made, tmp_path, clock):
    usb = second_folder(tmp_path)
    other, _code = create_desk(
        tmp_path / "other", PASSPHRASE, operator_trader(), "Пётр Примеров", clock=clock
    )
    set_setting(other, "backup_folder", str(usb))
    desk = made.open()  # the models write into the desk that was opened last
    set_setting(desk, "backup_folder", str(usb))
    kept = make_backup(desk)
    for _turn in range(9):
        clock.forward(minutes=1)
        make_backup(other)
    assert (usb / kept.name).exists()
    assert len(list(usb.iterdir())) == 8
    assert [each.name for each in list_backups(desk)] == [kept.name]
    assert verify(desk).sound
    assert backup.destroy_others(usb / kept.name, partial(backup.is_ours, desk.database)) == 0
    other.close()
    desk.close()


def test_a_copy_that_goes_on_by_itself_pushes_no_backup_out_and_is_told(made, tmp_path, clock):
    usb = second_folder(tmp_path)
    desk = made.open()
    set_setting(desk, "backup_folder", str(usb))
    desk.close()
    shutil.copytree(made.folder, tmp_path / "copy")
    desk, copy = made.open(), open_desk(tmp_path / "copy", PASSPHRASE, clock=clock)
    set_setting(copy, "idle_minutes", 7)
    set_setting(desk, "idle_minutes", 5)
    kept = make_backup(desk)
    for _turn in range(9):
        clock.forward(minutes=1)
        make_backup(copy)
    assert (usb / kept.name).exists()
    found = verify(desk)
    assert "another copy of this desk" in found.message
    copy.close()
    desk.close()


def test_a_backup_of_another_desk_is_told_before_it_takes_the_place_of_this_one(
    backed, tmp_path, clock
):
    other, _code = create_desk(
        tmp_path / "other", PASSPHRASE, operator_trader(), "Пётр Примеров", clock=clock
    )
    theirs = Path(make_backup(other).path)
    other.close()
    (doubt,) = restore_doubts(backed.folder, theirs)
    assert doubt.params == {"file": theirs.name, "made": clock().date()}
    assert restore_doubts(backed.folder, Path(backed.backup.path)) == []
    desk = backed.open()
    change_passphrase(desk, PASSPHRASE, "пять медленных рек 55")
    desk.close()
    assert restore_doubts(backed.folder, Path(backed.backup.path)) == [], "whatever opens it"
    (backed.folder / "desk.keys").unlink()
    assert restore_doubts(backed.folder, theirs) == [], "nobody knows whose it was"


def test_a_second_folder_that_is_gone_is_not_made_again(made, tmp_path):
    desk = made.open()
    set_setting(desk, "backup_folder", str(tmp_path / "usb"))
    assert second_unreachable(desk)
    assert make_backup(desk).second == "unreachable"
    assert not (tmp_path / "usb").exists()
    desk.close()


def test_what_cannot_be_read_after_writing_is_no_backup(made, monkeypatch):
    def rotten(part, *rest):
        pack(part, *rest)
        raw = bytearray(part.read_bytes())
        raw[5000] ^= 1
        part.write_bytes(raw)

    pack = backup._pack
    monkeypatch.setattr(backup, "_pack", rotten)
    desk = made.open()
    with pytest.raises(Trouble):
        make_backup(desk)
    assert list((made.folder / "backups").iterdir()) == []
    desk.close()


def test_restoring_brings_the_desk_back_and_keeps_what_was_there(backed, clock):
    safety = restore(backed.folder, backed.folder / "backups" / backed.backup.name, clock=clock)
    desk = backed.open()
    assert setting(desk, "idle_minutes") == 5
    entry = journal_page(desk, limit=1)[0]
    assert entry.action == "desk.restored"
    assert json.loads(entry.detail)["backup"] == backed.backup.name
    assert verify(desk).sound
    desk.close()
    again = backed.open()
    assert again.finding.sound, "what was backed up before the restore is no cut"
    again.close()
    restore(backed.folder, safety, clock=clock)
    desk = backed.open()
    assert setting(desk, "idle_minutes") == 6
    assert journal_page(desk, limit=1)[0].action == "desk.restored"
    desk.close()


def test_a_restored_desk_opens_with_the_passphrase_of_its_time(backed, clock):
    desk = backed.open()
    change_passphrase(desk, PASSPHRASE, "новая")
    desk.close()
    restore(backed.folder, backed.folder / "backups" / backed.backup.name, clock=clock)
    with pytest.raises(Refusal):
        backed.open("новая")
    backed.open(PASSPHRASE).close()


def test_an_open_desk_is_not_restored_over(backed, clock):
    desk = backed.open()
    with pytest.raises(Trouble):
        restore(backed.folder, backed.folder / "backups" / backed.backup.name, clock=clock)
    assert setting(desk, "idle_minutes") == 6
    desk.close()


def test_the_log_of_an_unclean_end_is_not_replayed_into_a_restored_desk(backed, clock):
    subprocess.run(
        [sys.executable, "-c", _UNCLEAN, str(backed.folder), PASSPHRASE], timeout=60, check=False
    )
    assert (backed.folder / "desk.db-wal").stat().st_size > 0
    safety = restore(backed.folder, backed.folder / "backups" / backed.backup.name, clock=clock)
    desk = backed.open()
    assert setting(desk, "idle_minutes") == 5
    desk.close()
    restore(backed.folder, safety, clock=clock)
    desk = backed.open()
    assert setting(desk, "idle_minutes") == 99, "the safety copy holds the log of the unclean end"
    desk.close()


_UNCLEAN = """
import os, sys
from pathlib import Path
from desk.services.keeping.upkeep import open_desk, set_setting
desk = open_desk(Path(sys.argv[1]), sys.argv[2])
set_setting(desk, "idle_minutes", 99)
os._exit(9)
"""

_CRASH = """
import os, sys
from pathlib import Path
from desk.storage import backup
from desk.services.keeping.backups import restore
step, count = int(sys.argv[3]), 0
def counted(real):
    def run(*args, **kwargs):
        global count
        count += 1
        if count > step: os._exit(9)
        return real(*args, **kwargs)
    return run
for name in ("_extract", "_safety_copy", "write_private", "put_in_place", "finish_restore"):
    setattr(backup, name, counted(getattr(backup, name)))
restore(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("step", range(9))
def test_a_restore_cut_short_is_finished_or_never_was(backed, step):
    path = backed.folder / "backups" / backed.backup.name
    done = subprocess.run(
        [sys.executable, "-c", _CRASH, str(backed.folder), str(path), str(step)],
        timeout=60,
        check=False,
    )
    desk = backed.open()
    restored = any(entry.action == "desk.restored" for entry in journal_page(desk))
    assert setting(desk, "idle_minutes") == (5 if restored else 6)
    assert restored or done.returncode == 9
    assert verify(desk, last=10**6).sound
    desk.close()
    backed.open().close()
    assert not list(backed.folder.glob("*.restored"))


@pytest.mark.parametrize("damage", ["cut", "flip", "text", "empty", "newer", "deflated", "foreign"])
def test_what_is_no_backup_is_refused_and_nothing_is_touched(backed, clock, damage):
    path = backed.folder / "backups" / backed.backup.name
    raw = path.read_bytes()
    if damage == "cut":
        path.write_bytes(raw[: len(raw) // 2])
    elif damage == "flip":
        path.write_bytes(raw[:3000] + bytes([raw[3000] ^ 1]) + raw[3001:])
    elif damage == "text":
        path.write_bytes("это не архив".encode())
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        _rewritten(path, damage)
    with pytest.raises(Refusal):
        restore(backed.folder, path, clock=clock)
    assert not list(backed.folder.glob("*.restored"))
    desk = backed.open()
    assert setting(desk, "idle_minutes") == 6
    desk.close()


def _rewritten(path, damage):
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(content["manifest.json"])
    if damage == "newer":
        manifest["format"] = 2
    if damage == "foreign":
        content["../evil"] = b"x"
        manifest["files"]["../evil"] = {"size": 1, "sha256": ""}
    content["manifest.json"] = json.dumps(manifest).encode()
    kind = zipfile.ZIP_DEFLATED if damage == "deflated" else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, raw in content.items():
            archive.writestr(name, raw)


@pytest.fixture
def flipped(made):
    """A closed desk with one bit changed in the middle of a big file it keeps."""
    desk = made.open()
    id = requests.register_request(desk, intake())
    with desk.database.atomic():
        keep_file(desk, id, "big.bin", bytes(range(256)) * 4000, "note")
    path = desk.database.path
    desk.close()
    raw = bytearray(path.read_bytes())
    raw[-100 * 4096] ^= 1
    path.write_bytes(raw)
    return made


def test_a_damaged_page_is_found_by_the_check_of_everything(flipped):
    desk = flipped.open()
    found = verify(desk)
    assert (found.sound, found.seq, found.message) == (False, 0, PAGE_DAMAGED)
    desk.close()


def test_a_damaged_page_is_not_called_trouble_with_the_folder_of_backups(flipped):
    desk = flipped.open()
    with pytest.raises(Trouble) as told:
        make_backup(desk)
    assert told.value.msgid == PAGE_DAMAGED
    desk.close()
    desk = flipped.open()
    set_setting(desk, "idle_minutes", 7)
    with pytest.raises(Trouble) as told:
        close_desk(desk)
    assert told.value.msgid == PAGE_DAMAGED


def test_a_damaged_backup_is_listed_as_one(backed):
    path = backed.folder / "backups" / backed.backup.name
    path.write_bytes(b"x")
    (view,) = list_backups(backed.folder)
    assert not view.readable


NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_the_last_seven_and_one_a_week_are_kept_and_none_over_thirty_days():
    daily = [NOW - timedelta(days=day) for day in range(60)]
    kept = sorted((NOW - at).days for at in set(daily) - backup.outdated(daily, NOW))
    assert kept == [0, 1, 2, 3, 4, 5, 6, 7, 14, 21, 28]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 80 * 24), max_size=60, unique=True))
def test_rotation_keeps_what_it_promises(hours):
    made = [NOW - timedelta(hours=hour) for hour in hours]
    kept = sorted(set(made) - backup.outdated(made, NOW), reverse=True)
    assert all(NOW - at <= timedelta(days=30) for at in kept)
    fresh = sorted((at for at in made if NOW - at <= timedelta(days=30)), reverse=True)
    assert kept[:7] == fresh[:7]
    assert {at.isocalendar()[:2] for at in kept} == {at.isocalendar()[:2] for at in fresh}
    assert len(kept) <= 7 + 6


def test_old_backups_go_when_a_new_one_is_made(made, clock):
    desk = made.open()
    for _ in range(40):
        make_backup(desk)
        clock.forward(days=1)
    assert len(list_backups(desk)) in (10, 11, 12)
    (made.folder / "backups" / "desk-notes.zip").write_bytes(b"mine")
    make_backup(desk)
    assert (made.folder / "backups" / "desk-notes.zip").exists(), (
        "only what the desk named is removed"
    )
    desk.close()


def test_restoring_beside_the_desk_needs_an_empty_folder(backed, clock, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x")
    with pytest.raises(Refusal) as refused:
        restore(
            backed.folder,
            backed.folder / "backups" / backed.backup.name,
            tmp_path / "other",
            clock=clock,
        )
    assert refused.value.field == "folder"


def test_a_backup_may_be_named_without_its_folder(backed, clock):
    restore(backed.folder, Path(backed.backup.name), clock=clock)
    desk = backed.open()
    assert setting(desk, "idle_minutes") == 5
    desk.close()
    with pytest.raises(Refusal):
        restore(backed.folder, Path("desk-gone.zip"), clock=clock)


def test_a_copy_that_differs_is_no_copy(made, tmp_path, monkeypatch):
    desk = made.open()
    set_setting(desk, "backup_folder", str(second_folder(tmp_path)))
    monkeypatch.setattr(backup.shutil, "copyfile", lambda _, target: Path(target).write_bytes(b"x"))
    assert make_backup(desk).second == "unreachable"
    assert list((tmp_path / "usb").iterdir()) == []
    desk.close()


def test_the_second_folder_is_listed_too(made, tmp_path):
    desk = made.open()
    set_setting(desk, "backup_folder", str(second_folder(tmp_path)))
    view = make_backup(desk)
    (made.folder / "backups" / view.name).unlink()
    assert [each.name for each in list_backups(desk)] == [view.name]
    assert list_backups(made.folder) == []
    desk.close()


@settings(max_examples=40)
@given(content=st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_listed_or_refused(rubbish, content):
    rubbish.write_bytes(content)
    assert not backup.view(rubbish).readable


@pytest.fixture(scope="module")
def rubbish(tmp_path_factory):
    return tmp_path_factory.mktemp("rubbish") / "desk-1.zip"
