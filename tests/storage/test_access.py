# SPDX-License-Identifier: Apache-2.0
"""Making, opening and closing a desk: who gets in, who does not, and what the folder looks like."""

import json
import os
import shutil
import stat
import subprocess
import sys
import traceback
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peewee import IntegrityError

from desk.domain.recovery import BY_CODE, write_code
from desk.errors import Refusal, Trouble
from desk.services.keeping import access, opening_warnings
from desk.services.keeping.backups import restore
from desk.services.keeping.upkeep import (
    OlderFile,
    close_desk,
    create_desk,
    open_desk,
    open_with_recovery,
    set_setting,
    warnings_at_opening,
)
from desk.storage import journal, keys
from desk.storage.files import on_network
from desk.storage.keys import parse_keys
from desk.storage.models import Actor
from desk.text import catalogue
from tests.factories import operator_trader

from .conftest import PASSPHRASE


def test_a_new_desk_opens_with_its_passphrase_and_knows_who_sits_at_it(made):
    desk = made.open()
    assert (desk.actor, desk.actor_id, desk.recovered) == ("Вера Образцова", 1, False)
    assert desk.operator() == operator_trader()
    assert desk.finding.sound
    assert [entry.action for entry in journal.page(desk.database, None, 5)] == ["desk.created"]
    desk.close()


def test_guessing_costs_what_is_promised(tmp_path, monkeypatch):
    """The one desk of the tests with slots as people have them: 128 MiB, three rounds."""
    monkeypatch.setattr(keys, "COST", keys.Cost())
    folder = tmp_path / "d"
    desk, code = create_desk(folder, PASSPHRASE, operator_trader(), "Я")
    desk.close()
    content = json.loads((folder / "desk.keys").read_text("utf-8"))
    wrapped = [(each["kdf"]["memory_kib"], each["kdf"]["iterations"]) for each in content["slots"]]
    assert wrapped == [(131072, 3)] * 2
    open_desk(folder, PASSPHRASE).close()
    open_with_recovery(folder, code).close()
    with pytest.raises(Refusal):
        open_desk(folder, "неверная лошадь")


def test_a_wrong_passphrase_is_refused_at_its_field_and_the_lock_is_given_back(made):
    with pytest.raises(Refusal) as refused:
        made.open("неверная лошадь")
    assert refused.value.field == "passphrase"
    made.open().close()


def test_nothing_is_written_to_stderr_on_a_wrong_key(made, capfd):
    (made.folder / "desk.db").write_bytes(os.urandom(8192))
    with pytest.raises(Trouble):
        made.open()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("passphrase", ["", "с\0нулём", "строка\n", "\ud800"])
def test_a_passphrase_nobody_can_type_again_is_refused(tmp_path, passphrase):
    with pytest.raises(Refusal) as refused:
        create_desk(tmp_path / "d", passphrase, operator_trader(), "Я")
    assert refused.value.field == "passphrase"
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize("passphrase", ["й" * 10_000, "'\"; --", "🐎🔋", " ", "x'00'"])
def test_unusual_passphrases_work(tmp_path, passphrase):
    create_desk(tmp_path / "d", passphrase, operator_trader(), "Я")[0].close()
    open_desk(tmp_path / "d", passphrase).close()


def test_one_keyboard_composes_and_another_does_not(tmp_path):
    create_desk(tmp_path / "d", "Мо\u0439 ёж", operator_trader(), "Я")[0].close()
    open_desk(tmp_path / "d", "Мо\u0438\u0306 е\u0308ж").close()


def test_signs_that_only_look_alike_stay_different(tmp_path):
    create_desk(tmp_path / "d", "№ 1", operator_trader(), "Я")[0].close()
    with pytest.raises(Refusal):
        open_desk(tmp_path / "d", "No 1")


def test_the_recovery_code_opens_the_desk_and_the_journal_says_so(made):
    desk = open_with_recovery(made.folder, made.code.lower().replace("-", " "))
    assert desk.recovered
    (entry,) = journal.page(desk.database, None, 1)
    assert (entry.action, entry.actor) == ("desk.opened_by_recovery_code", BY_CODE)
    desk.close()


def test_the_recovery_code_is_no_passphrase(made):
    with pytest.raises(Refusal):
        made.open(made.code)


def test_the_folder_is_its_owners_alone(made):
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    for path in made.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name


def test_a_folder_others_can_read_is_named_at_opening(made):
    made.folder.chmod(0o755)
    desk = made.open()
    assert any("Other users of this computer" in each.msgid for each in warnings_at_opening(desk))
    desk.close()


def test_a_clock_behind_the_journal_is_named_at_opening(desk, clock):
    set_setting(desk, "idle_minutes", 5)
    assert warnings_at_opening(desk) == []
    clock.forward(days=-2)
    (told,) = warnings_at_opening(desk)
    assert "22 Nov 2026" in catalogue("en").tell(told)


@pytest.mark.parametrize(
    ("kind", "network"), [("cifs", True), ("nfs4", True), ("ext4", False), ("fuse.sshfs", True)]
)
def test_a_network_share_is_recognised_by_its_mount(tmp_path, kind, network):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver {tmp_path} {kind} rw 0 0\nbroken\n")
    assert on_network(tmp_path / "desk", mounts) is network


def test_a_second_program_gets_a_sentence(made):
    desk = made.open()
    asked = subprocess.run(
        [sys.executable, "-c", _OPEN, str(made.folder), PASSPHRASE],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (
        asked.stdout
        == "Trouble: This desk is already open in another window or command. Close it there first.\n"
    )
    desk.close()


_OPEN = """
import sys
from pathlib import Path
from desk.errors import Told
from desk.services.keeping.upkeep import open_desk
try:
    open_desk(Path(sys.argv[1]), sys.argv[2])
except Told as error:
    print(f"{type(error).__name__}: {error.msgid}")
"""


def test_a_folder_with_other_things_in_it_gets_no_desk(tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(Refusal) as refused:
        create_desk(tmp_path, "p", operator_trader(), "Я")
    assert refused.value.field == "folder"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_desk_is_never_made_over_another(made):
    with pytest.raises(Refusal):
        create_desk(made.folder, "p", operator_trader(), "Я")


def test_an_operator_that_cannot_be_right_leaves_no_folder(tmp_path):
    with pytest.raises(Refusal) as refused:
        create_desk(tmp_path / "d", "p", operator_trader(inn="500100732258"), "Я")
    assert refused.value.field == "inn"
    assert not (tmp_path / "d").exists()


def test_no_desk_in_the_folder(tmp_path):
    with pytest.raises(Refusal) as refused:
        open_desk(tmp_path, "p")
    assert refused.value.field == "folder"


@pytest.mark.parametrize("path", ["slots.0.kdf.iterations", "slots.0.kdf.memory_kib", "slots.0.kdf.lanes",
    "slots.0.kdf.salt", "slots.0.nonce", "slots.0.private", "slots.0.public", "slots.0.sealed", "slots.0.id", "desk"])  # fmt: skip
def test_a_changed_slot_or_parameter_is_refused(made, path):
    file = made.folder / "desk.keys"
    content = json.loads(file.read_bytes())
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    place = content
    for step in way:
        place = place[step]
    value = place[last]
    place[last] = (
        value + 1 if isinstance(value, int) else ("B" if value[0] == "A" else "A") + value[1:]
    )
    file.write_text(json.dumps(content))
    with pytest.raises((Refusal, Trouble)):
        made.open()


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff", b'{"format": 1}',
    b'{"format": 1, "desk": "", "slots": [{}]}', b"[" * 5000, b"x" * 2_000_000])  # fmt: skip
def test_a_key_file_that_is_none_is_trouble(made, content):
    (made.folder / "desk.keys").write_bytes(content)
    with pytest.raises(Trouble):
        made.open()


def test_a_key_file_of_a_newer_version_is_refused(made):
    (made.folder / "desk.keys").write_bytes(b'{"format": 2}')
    with pytest.raises(Refusal):
        made.open()


def test_a_slot_that_asks_for_all_memory_is_refused_before_it_gets_any(made):
    file = made.folder / "desk.keys"
    content = json.loads(file.read_bytes())
    content["slots"][0]["kdf"]["memory_kib"] = 2**40
    file.write_text(json.dumps(content))
    with pytest.raises(Trouble):
        made.open()


def test_a_missing_key_file_is_trouble(made):
    (made.folder / "desk.keys").unlink()
    with pytest.raises(Trouble):
        made.open()


def test_a_slot_the_database_does_not_know_opens_nothing(made, clock):
    """As when an old key file, with the slot of someone taken away, is put back."""
    desk = made.open()
    with desk.database.atomic():
        Actor.update(removed=clock().isoformat()).where(Actor.id == 1).execute()
    desk.close()
    with pytest.raises(Refusal):
        made.open()


def test_closing_backs_up_when_something_changed_and_only_then(made):
    close_desk(made.open())
    assert not (made.folder / "backups").exists()
    desk = made.open()
    set_setting(desk, "idle_minutes", 5)
    close_desk(desk)
    assert len(list((made.folder / "backups").glob("desk-*.zip"))) == 1


def test_no_secret_is_in_what_an_error_says(made):
    canary = "Щеголева-канарейка"
    desk = made.open()
    with pytest.raises(IntegrityError) as failed:
        desk.database.execute_sql(
            "INSERT INTO actor (id, slot, name, added) VALUES (1, '', ?, '')", (canary,)
        )
    said = "".join(traceback.format_exception(failed.value)) + repr(failed.value) + repr(desk)
    assert canary not in said
    assert desk.database.key.hex() not in said
    assert PASSPHRASE not in said
    desk.close()


def test_opening_imports_nothing_heavy(made):
    asked = subprocess.run(
        [sys.executable, "-c", _OPEN + "print(*sorted({m.split('.')[0] for m in sys.modules}"
         " | {m for m in sys.modules if m.startswith('playhouse')}))",
         str(made.folder), PASSPHRASE],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    loaded = set(asked.stdout.split())
    assert "sqlcipher3" in loaded
    assert not loaded & {"holidays", "reportlab", "pikepdf", "pyhanko", "stdnum", "zxcvbn", "lxml", "zipfile",
        "playhouse.migrations", "playhouse.migrate", "pypdfium2", "oxmsg", "pytrovich"}  # fmt: skip


_CRASH = """
import os, sys
from pathlib import Path
from desk.services.keeping import access, opening_warnings
from desk.services.keeping.backups import restore
from desk.services.keeping.upkeep import create_desk
from desk.storage import keys
from tests.factories import operator_trader
keys.COST = keys.Cost(memory_kib=32, iterations=1, lanes=4)
step = sys.argv[2]
setattr(access, step, lambda *_: os._exit(9))
create_desk(Path(sys.argv[1]), "p", operator_trader(), "Я")
"""


@pytest.mark.parametrize("step", ["open_database", "_furnish", "owner_only", "write_keys"])
def test_a_desk_whose_making_was_cut_short_can_be_made_again(tmp_path, step):
    folder = tmp_path / "d"
    crashed = subprocess.run(
        [sys.executable, "-c", _CRASH, str(folder), step], timeout=60, check=False
    )
    assert crashed.returncode == 9
    with pytest.raises(Refusal):
        open_desk(folder, "p")
    create_desk(folder, "p", operator_trader(), "Я")[0].close()
    open_desk(folder, "p").close()
    assert {path.name for path in folder.iterdir()} == {"desk.db", "desk.keys", "desk.lock"}


def test_a_failure_while_a_desk_is_made_leaves_no_desk(tmp_path, monkeypatch):
    def fails(*_):
        raise Trouble("the disk is full")

    monkeypatch.setattr(access, "put_in_place", fails)
    with pytest.raises(Trouble):
        create_desk(tmp_path / "d", "p", operator_trader(), "Я")
    monkeypatch.undo()
    assert {path.name for path in (tmp_path / "d").iterdir()} <= {"desk.lock"}


def test_a_closed_desk_has_forgotten_its_key(made):
    desk = made.open()
    desk.close()
    assert desk.database.key == b""
    with pytest.raises(Trouble, match="locked"):
        desk.database.execute_sql("SELECT 1")


@pytest.mark.parametrize("own", ["rules/own.toml", "countries/lists.toml", "countries/new.csv"])
def test_own_rules_beside_the_desk_are_journalled_when_they_change(made, own):
    file = made.folder / own
    file.parent.mkdir()
    made.open().close()
    actions = []
    for content in ("a", "a", "b", None):
        if content is None:
            file.unlink()
        else:
            file.write_text(content)
        desk = made.open()
        actions.append([entry.action for entry in journal.page(desk.database, None, 1)])
        actions[-1].append(journal.head(desk.database).seq)
        desk.close()
    assert actions == [
        ["rules.changed", 2],
        ["rules.changed", 2],
        ["rules.changed", 3],
        ["rules.changed", 4],
    ]


def test_closing_closes_even_when_the_backup_fails(made):
    desk = made.open()
    set_setting(desk, "idle_minutes", 5)
    (made.folder / "backups").write_text("in the way")
    with pytest.raises(Trouble):
        close_desk(desk)
    made.open().close()


def test_what_was_cut_short_is_backed_up_by_the_next_who_closes(made, tmp_path):
    desk = made.open()
    set_setting(desk, "idle_minutes", 5)
    left = tmp_path / "left"
    shutil.copytree(made.folder, left)
    desk.close()
    shutil.rmtree(left / "backups", ignore_errors=True)
    for _ in range(2):
        close_desk(open_desk(left, PASSPHRASE))
    assert len(list((left / "backups").glob("*.zip"))) == 1


def test_the_code_of_another_desk_is_refused(made):
    with pytest.raises(Refusal) as refused:
        open_with_recovery(made.folder, write_code(bytes(16)))
    assert refused.value.field == "code"


def test_a_journal_changed_around_the_desk_is_named_at_opening(made):
    desk = made.open()
    with desk.database.atomic():
        desk.database.execute_sql("DROP TRIGGER journal_blank")
        desk.database.execute_sql("UPDATE journal SET action = 'x' WHERE seq = 1")
    assert warnings_at_opening(desk) == []
    desk.close()
    desk = made.open()
    assert (desk.finding.sound, desk.finding.seq) == (False, 1)
    assert any("journal" in each.msgid for each in warnings_at_opening(desk))
    desk.close()


def cut(desk, *, rows: int) -> None:
    """Take the newest entries away, as someone with the key would."""
    desk.database.execute_sql("DROP TRIGGER IF EXISTS journal_keep")
    last = journal.head(desk.database).seq
    desk.database.execute_sql("DELETE FROM journal WHERE seq > ?", (last - rows,))


def test_a_journal_cut_off_is_named_at_every_opening(made):
    desk = made.open()
    set_setting(desk, "idle_minutes", 5)
    close_desk(desk)
    desk = made.open()
    assert desk.finding.sound
    last = desk.finding.last
    cut(desk, rows=1)
    desk.close()
    desk = made.open(older=True)
    assert (desk.finding.sound, desk.finding.seq) == (False, last)
    assert any("journal" in each.msgid for each in warnings_at_opening(desk))
    # What is written over the hole hides nothing, backed up or not.
    set_setting(desk, "idle_minutes", 6)
    set_setting(desk, "idle_minutes", 7)
    close_desk(desk)
    desk = made.open()
    assert (desk.finding.sound, desk.finding.seq) == (False, last)
    desk.close()


def older_file(made):
    """Close a desk twice with changes and put the file of the first time back; returns both heads."""
    desk = made.open()
    set_setting(desk, "idle_minutes", 5)
    before = journal.head(desk.database).seq
    close_desk(desk)
    content = (made.folder / "desk.db").read_bytes()
    desk = made.open()
    set_setting(desk, "idle_minutes", 6)
    after = journal.head(desk.database).seq
    close_desk(desk)
    for path in (made.folder / "backups").glob("*.zip"):
        path.unlink()
    (made.folder / "desk.db").write_bytes(content)
    return before, after


def test_an_older_file_is_not_touched_unless_it_is_meant(made):
    before, after = older_file(made)
    there = {path.name: path.read_bytes() for path in made.folder.iterdir() if path.is_file()}
    with pytest.raises(OlderFile) as refused:
        made.open()
    assert refused.value.params == {"last": before, "kept": after}
    assert not list((made.folder / "backups").glob("*.zip"))
    for name, content in there.items():
        assert (made.folder / name).read_bytes() == content, name


def test_an_older_file_that_is_meant_is_told_with_both_numbers_and_works_on(made):
    before, after = older_file(made)
    desk = made.open(older=True)
    assert not desk.finding.sound
    (told, *_) = warnings_at_opening(desk)
    assert told.params == {"last": before, "kept": after}
    noted = journal.page(desk.database, None, 1)[0]
    assert noted.action == "desk.behind"
    assert str(after) in noted.detail
    set_setting(desk, "idle_minutes", 7)
    close_desk(desk)
    desk = made.open()
    assert (desk.behind, desk.finding.sound, warnings_at_opening(desk)) == (None, True, [])
    desk.close()


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{}",
        b"[1]",
        b"\xff\xfe",
        b'{"entry": 99999, "hash": "x", "seal": "x"}',
        b'{"entry": "x", "hash": 1, "seal": 1}',
        b'{"entry": 1, "hash": "\\ud800", "seal": "\\ud800"}',
        b"[" * 4000,
        b'{"entry": 1e400, "hash": "x", "seal": "x"}',
    ],
)
def test_a_head_that_is_gone_or_not_sealed_by_the_key_locks_nobody_out(made, content):
    older_file(made)
    (made.folder / "desk.head").unlink()
    if content is not None:
        (made.folder / "desk.head").write_bytes(content)
    desk = made.open()
    assert (desk.finding.sound, desk.behind) == (True, None)
    close_desk(desk)
    assert json.loads((made.folder / "desk.head").read_bytes())["entry"] == desk.finding.last


def test_a_crash_before_the_head_is_written_raises_no_alarm(made):
    desk = made.open()
    set_setting(desk, "idle_minutes", 5)
    close_desk(desk)
    desk = made.open()
    set_setting(desk, "idle_minutes", 6)
    desk.close()
    desk = made.open()
    assert (desk.finding.sound, desk.behind) == (True, None)
    desk.close()


def test_a_head_that_cannot_be_written_spoils_no_closing(made, monkeypatch):
    def fails(*_):
        raise Trouble("the folder is read-only")

    desk = made.open()
    set_setting(desk, "idle_minutes", 5)
    monkeypatch.setattr("desk.storage.heads.write_private", fails)
    close_desk(desk)
    assert not (made.folder / "desk.head").exists()
    made.open().close()


def test_a_journal_written_anew_is_found_by_the_head(made):
    desk = made.open()
    set_setting(desk, "idle_minutes", 5)
    close_desk(desk)
    for path in (made.folder / "backups").glob("*.zip"):
        path.unlink()
    desk = made.open()
    last = desk.finding.last
    cut(desk, rows=1)
    set_setting(desk, "idle_minutes", 9)
    desk.close()
    for _again in range(2):
        desk = made.open()
        assert (desk.finding.sound, desk.finding.seq, desk.behind) == (False, last, None)
        close_desk(desk)


def test_a_backup_restored_on_purpose_is_no_older_file(made):
    desk = made.open()
    set_setting(desk, "idle_minutes", 5)
    close_desk(desk)
    (backup,) = (made.folder / "backups").glob("*.zip")
    desk = made.open()
    set_setting(desk, "idle_minutes", 6)
    close_desk(desk)
    restore(made.folder, backup)
    for _again in range(2):
        desk = made.open()
        assert (desk.finding.sound, desk.behind) == (True, None)
        close_desk(desk)


def test_names_that_are_no_backups_spoil_no_opening(made):
    desk = made.open()
    set_setting(desk, "idle_minutes", 5)
    close_desk(desk)
    for name in (
        "desk-99999999T999999Z-before-restore",
        "desk-x",
        "desk-20261122T090000Z-000000-00000000",
    ):
        (made.folder / "backups" / f"{name}.zip").write_bytes(b"")
    desk = made.open()
    assert desk.finding.sound
    desk.close()


def test_a_network_share_is_named_at_opening(made, monkeypatch):
    desk = made.open()
    monkeypatch.setattr(opening_warnings, "on_network", lambda _: True)
    assert any("network share" in each.msgid for each in warnings_at_opening(desk))
    desk.close()


def test_an_emptied_file_is_trouble_and_never_a_new_desk(made):
    (made.folder / "desk.db").write_bytes(b"")
    with pytest.raises(Trouble):
        made.open()
    (made.folder / "desk.db").unlink()
    with pytest.raises(Refusal):
        made.open()


def test_the_desk_says_its_words_in_both_languages(made):
    desk = made.open()
    assert desk.catalogue("ru").gettext("This is not a date.") == "Это не дата."
    assert desk.rules.find("R01").row == "R01"
    assert desk.rules is desk.rules
    desk.close()


def test_a_desk_without_a_card_says_so_and_keeps_moscow_time(made):
    desk = made.open()
    with desk.database.atomic():
        desk.database.execute_sql("DELETE FROM operator")
    desk.forget_operator()
    assert desk.zone == "Europe/Moscow"
    with pytest.raises(Refusal):
        desk.operator()
    desk.close()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["format", "desk", "slots", "id", "kind", "kdf", "salt", "public"]),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(st.binary(max_size=200) | _JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_the_key_file_holds_is_read_or_refused(content):
    with suppress(Refusal, Trouble):
        parse_keys(content)


def test_an_existing_empty_folder_is_narrowed_to_its_owner(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d").chmod(0o755)
    desk, _ = create_desk(tmp_path / "d", "p", operator_trader(), "Я")
    assert stat.S_IMODE((tmp_path / "d").stat().st_mode) == 0o700
    desk.close()


def test_a_file_in_the_way_of_the_folder_is_refused(tmp_path):
    (tmp_path / "d").write_text("x")
    with pytest.raises((Refusal, Trouble)):
        create_desk(tmp_path / "d", "p", operator_trader(), "Я")
    with pytest.raises((Refusal, Trouble)):
        create_desk(tmp_path / "d" / "e", "p", operator_trader(), "Я")
