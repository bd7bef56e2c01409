# SPDX-License-Identifier: Apache-2.0
"""The people of the desk: who is let in, who is taken away, and what an old key file still opens."""

import json
import shutil
import subprocess
import sys

import pytest

from desk.domain.recovery import BY_CODE
from desk.errors import Refusal, Trouble
from desk.services.keeping import people as acts
from desk.services.keeping.backups import list_backups
from desk.services.keeping.upkeep import (
    add_person,
    change_passphrase,
    new_recovery_code,
    open_with_recovery,
    people,
    remove_person,
    renew_passphrase,
    set_setting,
    setting,
    strength,
)
from desk.services.overview.journals import journal_page, verify
from desk.storage.database import DeskDatabase

from .conftest import PASSPHRASE

OTHER = "вторая лошадь скрепка"


def test_a_name_that_differs_in_capitals_alone_is_taken(made):
    desk = made.open()
    add_person(desk, "Пётр Второв", OTHER)
    with pytest.raises(Refusal) as refused:
        add_person(desk, "пётр второв", "четвёртая мышь булавка")
    assert refused.value.field == "name"
    desk.close()


@pytest.fixture
def two(made):
    """A desk with a second person, closed."""
    desk = made.open()
    add_person(desk, "Пётр Второв", OTHER)
    desk.close()
    return made


def test_a_second_person_opens_the_desk_under_their_own_name(two):
    desk = two.open(OTHER)
    assert desk.actor == "Пётр Второв"
    set_setting(desk, "idle_minutes", 7)
    assert journal_page(desk, limit=1)[0].actor == "Пётр Второв"
    assert [(each.name, each.me) for each in people(desk)] == [
        ("Вера Образцова", False), ("Пётр Второв", True),
    ]  # fmt: skip
    desk.close()


def test_a_passphrase_that_is_taken_is_refused(two):
    desk = two.open()
    with pytest.raises(Refusal) as refused:
        add_person(desk, "Третий", OTHER)
    assert refused.value.field == "passphrase"
    with pytest.raises(Refusal) as refused:
        add_person(desk, "Пётр Второв", "ещё одна")
    assert refused.value.field == "name"
    with pytest.raises(Refusal, match="taken") as refused:
        change_passphrase(desk, PASSPHRASE, OTHER)
    assert refused.value.field == "new"
    change_passphrase(desk, PASSPHRASE, PASSPHRASE)
    assert len(people(desk)) == 2
    desk.close()
    mine = two.open()
    assert mine.actor == "Вера Образцова"
    mine.close()


def test_a_demonstration_keeps_the_passphrase_the_program_opens_it_with(made):
    desk = made.open()
    desk.demonstration = True
    with pytest.raises(Refusal, match="demonstration"):
        change_passphrase(desk, PASSPHRASE, "новая лошадь")
    desk.close()
    made.open().close()


def test_a_changed_passphrase_opens_and_the_old_one_does_not(two):
    desk = two.open()
    with pytest.raises(Refusal) as refused:
        change_passphrase(desk, OTHER, "новая")
    assert refused.value.field == "old"
    with pytest.raises(Refusal) as refused:
        change_passphrase(desk, PASSPHRASE, "")
    assert refused.value.field == "new"
    change_passphrase(desk, PASSPHRASE, "новая лошадь")
    change_passphrase(desk, "новая лошадь", "новейшая лошадь")
    desk.close()
    two.open("новейшая лошадь").close()
    two.open(OTHER).close()
    with pytest.raises(Refusal):
        two.open(PASSPHRASE)


def test_a_new_recovery_code_replaces_the_printed_one(made):
    desk = made.open()
    code = new_recovery_code(desk)
    desk.close()
    open_with_recovery(made.folder, code).close()
    with pytest.raises(Refusal):
        open_with_recovery(made.folder, made.code)


def test_a_forgotten_passphrase_is_set_anew_with_the_recovery_code_only(made):
    desk = made.open()
    with pytest.raises(Refusal):
        renew_passphrase(desk, "новая")
    desk.close()
    desk = open_with_recovery(made.folder, made.code)
    renew_passphrase(desk, "вспомненная")
    change_passphrase(desk, "вспомненная", "и ещё раз")
    desk.close()
    made.open("и ещё раз").close()


def test_taking_a_person_away_makes_a_new_key(two):
    shutil.copy(two.folder / "desk.keys", two.folder / "old.keys")
    desk = two.open()
    old = desk.database.key
    said = remove_person(desk, 2, PASSPHRASE)
    assert "Earlier backups" in said
    assert desk.database.key != old
    assert [bool(each.removed) for each in people(desk)] == [False, True]
    assert journal_page(desk, limit=1)[0].action == "person_of_desk.removed"
    assert verify(desk).sound
    set_setting(desk, "idle_minutes", 8)
    desk.close()

    with pytest.raises(Refusal):
        two.open(OTHER)
    again = two.open()
    assert setting(again, "idle_minutes") == 8
    again.close()
    open_with_recovery(two.folder, two.code).close()

    shutil.copy(two.folder / "old.keys", two.folder / "desk.keys")
    for passphrase in (OTHER, PASSPHRASE):
        with pytest.raises(Trouble):
            two.open(passphrase)


def test_the_old_key_opens_nothing_of_the_new_file(two):
    desk = two.open()
    old = desk.database.key
    remove_person(desk, 2, PASSPHRASE)
    desk.close()
    with pytest.raises(Trouble):
        DeskDatabase(two.folder / "desk.db", old).connect()


def test_a_backup_made_before_still_opens_with_the_passphrase_of_its_time(two, clock, tmp_path):
    from desk.services.keeping.backups import restore
    from desk.services.keeping.upkeep import open_desk

    desk = two.open()
    remove_person(desk, 2, PASSPHRASE)
    (before,) = list_backups(desk)
    assert before.reason == "key"
    desk.close()
    restore(two.folder, two.folder / "backups" / before.name, tmp_path / "elsewhere", clock=clock)
    open_desk(tmp_path / "elsewhere", OTHER, clock=clock).close()


@pytest.mark.parametrize(
    ("actor_id", "passphrase"), [(1, PASSPHRASE), (7, PASSPHRASE), (2, OTHER), (2, "")]
)
def test_nobody_takes_themselves_away_or_a_stranger_or_without_their_passphrase(
    two, actor_id, passphrase
):
    desk = two.open()
    with pytest.raises(Refusal):
        remove_person(desk, actor_id, passphrase)
    desk.close()
    two.open(OTHER).close()


def test_a_planted_slot_gets_no_new_key(two):
    """Someone who may write the key file replaces a slot by one of their own and waits for a new key."""
    file = two.folder / "desk.keys"
    content = json.loads(file.read_bytes())
    content["slots"] = [each for each in content["slots"] if each["kind"] != "recovery"]
    desk = two.open()
    file.write_text(json.dumps(content))
    with pytest.raises(Trouble, match="damaged or was changed"):
        remove_person(desk, 2, PASSPHRASE)
    desk.close()


def test_a_failure_while_the_key_changes_leaves_everything_as_it_was(two, monkeypatch):
    def fails(*_):
        raise Trouble("the disk is full")

    desk = two.open()
    key = desk.database.key
    monkeypatch.setattr(acts, "sync_file", fails)
    with pytest.raises(Trouble):
        remove_person(desk, 2, PASSPHRASE)
    assert desk.database.key == key
    set_setting(desk, "idle_minutes", 9)
    desk.close()
    assert {path.name for path in two.folder.iterdir()} <= {
        "desk.db",
        "desk.keys",
        "desk.lock",
        "backups",
    }
    two.open(OTHER).close()


_CRASH = """
import sys, os
from pathlib import Path
from desk.services.keeping import people
from desk.services.keeping.upkeep import open_desk, remove_person
desk = open_desk(Path(sys.argv[1]), sys.argv[2])
step = sys.argv[3]
before, real = step.startswith("before"), getattr(people, step.split()[1])
count = 0
def crash(*args):
    global count
    count += 1
    if before: os._exit(9)
    real(*args)
    os._exit(9)
setattr(people, step.split()[1], crash)
remove_person(desk, 2, sys.argv[2])
"""


@pytest.mark.parametrize(
    ("step", "gone"),
    [("before sync_file", False), ("before write_keys", False), ("after write_keys", False),
     ("before put_in_place", False), ("after put_in_place", True), ("before settled", True)],
)  # fmt: skip
def test_a_crash_while_the_key_changes_is_tidied_up_at_the_next_opening(two, step, gone):
    crashed = subprocess.run(
        [sys.executable, "-c", _CRASH, str(two.folder), PASSPHRASE, step], timeout=60, check=False
    )
    assert crashed.returncode == 9
    desk = two.open()
    assert verify(desk).sound
    assert [bool(each.removed) for each in people(desk)] == [False, gone]
    desk.close()
    open_with_recovery(two.folder, two.code).close()
    assert not list(two.folder.glob("*.new*"))
    assert b"previous" not in (two.folder / "desk.keys").read_bytes()
    if gone:
        with pytest.raises(Refusal):
            two.open(OTHER)
    else:
        two.open(OTHER).close()


@pytest.mark.parametrize(("passphrase", "least", "most"), [("", 0, 0), ("12345", 0, 0), ("qwerty", 0, 1),
    ("correct horse battery staple", 3, 4), ("й" * 10_000, 0, 4)])  # fmt: skip
def test_strength_is_honest(passphrase, least, most):
    assert least <= strength(passphrase) <= most


def test_who_came_in_by_the_code_sets_anothers_passphrase_and_prints_a_new_code(two):
    desk = open_with_recovery(two.folder, two.code)
    code = new_recovery_code(desk)
    with pytest.raises(Refusal, match="state whose") as refused:
        renew_passphrase(desk, "чья-то новая")
    assert refused.value.field == "who"
    renew_passphrase(desk, "новая второго", actor_id=2)
    entry = next(e for e in journal_page(desk) if e.action == "passphrase.changed")
    assert (entry.ref, entry.actor) == ("actor/2", BY_CODE)
    with pytest.raises(Refusal):
        renew_passphrase(desk, "новая", actor_id=9)
    with pytest.raises(Refusal) as refused:
        renew_passphrase(desk, "с\0нулём", actor_id=2)
    assert refused.value.field == "new"
    desk.close()
    two.open("новая второго").close()
    two.open().close()
    open_with_recovery(two.folder, code).close()
    with pytest.raises(Refusal):
        two.open(OTHER)


def test_an_act_that_fails_leaves_no_slot_behind(made, monkeypatch):
    desk = made.open()
    monkeypatch.setattr(acts, "_add_actor", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_person(desk, "Пётр Второв", OTHER)
    desk.close()
    with pytest.raises(Refusal):
        made.open(OTHER)
    assert len(json.loads((made.folder / "desk.keys").read_bytes())["slots"]) == 2


def test_the_file_passes_no_word_of_a_passphrase_or_a_name(two):
    raw = (two.folder / "desk.keys").read_text()
    for word in (*PASSPHRASE.split(), "Второв", "Образцова", two.code[:4]):
        assert word not in raw


_CRASH_AFTER = """
import os, sys
from pathlib import Path
from desk.services.keeping import people
from desk.services.keeping.upkeep import open_desk
desk = open_desk(Path(sys.argv[1]), sys.argv[2])
real = people._set_slot
def crash(*args):
    if sys.argv[3] == "after": real(*args)
    os._exit(9)
people._set_slot = crash
people.change_passphrase(desk, sys.argv[2], sys.argv[2])
"""


@pytest.mark.parametrize("step", ["before", "after"])
def test_the_same_passphrase_set_again_survives_a_crash(made, step):
    crashed = subprocess.run(
        [sys.executable, "-c", _CRASH_AFTER, str(made.folder), PASSPHRASE, step],
        timeout=60,
        check=False,
    )
    assert crashed.returncode == 9
    made.open().close()
    assert len(json.loads((made.folder / "desk.keys").read_bytes())["slots"]) == 2
