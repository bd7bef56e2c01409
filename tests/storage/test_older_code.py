# SPDX-License-Identifier: Apache-2.0
"""Going back over a change of the recovery code or of passphrases: told before, and remembered until a new code is made."""

from desk.services.keeping.backups import make_backup, other_secrets, restore
from desk.services.keeping.opening_warnings import OLDER_CODE
from desk.services.keeping.people import new_recovery_code
from desk.services.keeping.upkeep import change_passphrase, set_setting, warnings_at_opening
from desk.services.overview.journals import journal_page
from desk.services.settings import setting

from .conftest import PASSPHRASE

LATER = "другая верная скрепка"


def backed_up(desk):
    name = make_backup(desk).name
    return desk.folder / "backups" / name


def told(made, path):
    return [each.msgid.partition(" ")[0] for each in other_secrets(made.folder, path)]


def test_what_changed_between_is_told_without_a_passphrase(made):
    desk = made.open()
    first = backed_up(desk)
    set_setting(desk, "idle_minutes", 6)
    desk.close()
    assert told(made, first) == []
    desk = made.open()
    change_passphrase(desk, PASSPHRASE, LATER)
    second = backed_up(desk)
    new_recovery_code(desk)
    desk.close()
    assert told(made, first) == ["People", "The"]
    assert told(made, second) == ["The"]


def test_an_older_code_is_remembered_until_a_new_one_is_made(made):
    desk = made.open()
    first = backed_up(desk)
    new_recovery_code(desk)
    desk.close()
    restore(made.folder, first)
    desk = made.open()
    assert OLDER_CODE in {each.msgid for each in warnings_at_opening(desk)}
    entry = next(each for each in journal_page(desk) if each.action == "desk.restored")
    assert "older_code" in entry.detail
    new_recovery_code(desk)
    assert setting(desk, "older_code") is False
    assert OLDER_CODE not in {each.msgid for each in warnings_at_opening(desk)}
    desk.close()


def test_going_back_with_the_same_code_reminds_of_nothing(made):
    desk = made.open()
    first = backed_up(desk)
    change_passphrase(desk, PASSPHRASE, LATER)
    desk.close()
    restore(made.folder, first)
    desk = made.open()
    assert setting(desk, "older_code") is False
    desk.close()
