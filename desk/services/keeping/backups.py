# SPDX-License-Identifier: Apache-2.0
"""Making, listing and restoring backups of a desk; what a backup is, is said in ``storage/backup.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from desk.domain.backup import BackupView
from desk.errors import N_, Refusal, Told, Trouble
from desk.services.desk import Desk, utc_now
from desk.services.destruction.erasure import clean_second
from desk.services.settings import setting
from desk.storage import backup, journal
from desk.storage.files import BACKUPS, KEYS, private_folder, take_lock
from desk.storage.keys import PASSPHRASE, RECOVERY


def make_backup(desk: Desk, reason: str = "manual") -> BackupView:
    """Back the desk up, check what was written, copy it to the second folder and drop outdated ones.

    A second folder that cannot be reached is told in ``second``; it does not spoil the backup.
    """
    folder = desk.folder / BACKUPS
    made = backup.make(desk.database, desk.folder / KEYS, folder, reason, desk.now())
    desk.changed = False
    backup.rotate(folder, desk.now())
    second = str(setting(desk, "backup_folder"))
    if not second:
        return made
    try:
        backup.copy_to(Path(made.path), Path(second))
        for group in (partial(_remembered, desk), partial(_strayed, desk)):
            backup.rotate(Path(second), desk.now(), group)
    except Trouble:
        return replace(made, second="unreachable")
    if setting(desk, "stale_backups"):
        clean_second(desk, Path(made.path))
    return replace(made, second="copied")


def _remembered(desk: Desk, found: BackupView) -> bool:
    return journal.holds_head(desk.database, found.seq, found.head)


def _strayed(desk: Desk, found: BackupView) -> bool:
    """Of a copy of this desk that went on by itself, or from before a restore: it pushes none of ours out."""
    return backup.is_ours(desk.database, found) and not _remembered(desk, found)


def second_unreachable(desk: Desk) -> bool:
    """Whether a second folder is asked for and is not there now."""
    second = str(setting(desk, "backup_folder"))
    return bool(second) and not Path(second).is_dir()


def list_backups(desk: Desk | Path) -> list[BackupView]:
    """The backups of an open desk (the second folder included) or of a desk’s folder, newest first."""
    if isinstance(desk, Path):
        return backup.listed(desk / BACKUPS)
    found = {each.name: each for each in backup.listed(desk.folder / BACKUPS)}
    second = str(setting(desk, "backup_folder"))
    if second:
        for each in backup.listed(Path(second)):
            if backup.is_ours(desk.database, each):
                found.setdefault(each.name, each)
    return sorted(found.values(), key=lambda each: each.name, reverse=True)


def restore_doubts(folder: Path, backup_path: Path) -> list[Told]:
    """What speaks against putting a backup in place of the desk in ``folder``; it needs no key."""
    found = backup.view(_chosen(folder, backup_path))
    if not found.readable or not backup.of_another(Path(found.path), folder):
        return []
    return [Told(_OTHER_DESK, file=found.name, made=_day(found.made))]


def other_secrets(folder: Path, backup_path: Path) -> list[Told]:
    """With which other passphrases and code the desk in ``folder`` would open once it went back; it needs no key."""
    found = backup.view(_chosen(folder, backup_path))
    if not found.readable:
        return []
    made = _day(found.made)
    others = backup.other_secrets(Path(found.path), folder)
    told = {PASSPHRASE: _OTHER_PASSPHRASES, RECOVERY: _OTHER_CODE}
    return [Told(text, made=made) for kind, text in told.items() if kind in others]


def _day(moment: str) -> date:
    """The day where the program runs: which zone the operator's is stands under the key."""
    return datetime.fromisoformat(moment).astimezone().date()


_OTHER_DESK = N_(
    "The backup {file} ({made}) belongs to another desk. It would replace this one and open only "
    "with the passphrases of that desk."
)

_OTHER_PASSPHRASES = N_(
    "People or passphrases were changed between this backup ({made}) and now: the passphrases of that time apply"
    " again, also of people removed since, and later ones do not open the desk."
)
_OTHER_CODE = N_(
    "The recovery code of this backup ({made}) is another one: the sheet of that time opens the desk again, and the"
    " one that opens it now does not. Make a new code when you have gone back; until then keep both sheets."
)


def restore(
    folder: Path,
    backup_path: Path,
    target: Path | None = None,
    *,
    clock: Callable[[], datetime] = utc_now,
) -> Path | None:
    """Put a backup into ``target`` (the desk’s own folder unless another is named).

    The desk must be closed. What was there is kept as a backup of its own, whose path is returned;
    the restored desk opens with the passphrases of its time and journals the restore when it does.
    """
    place = target or folder
    chosen = _chosen(folder, backup_path)
    backup.read_manifest(chosen)
    if target is not None and target.exists() and any(target.iterdir()):
        raise Refusal(N_("Restoring beside the desk needs an empty folder."), field="folder")
    private_folder(place)
    release = take_lock(place)
    try:
        return backup.restore(chosen, place, clock())
    finally:
        release()


def _chosen(folder: Path, path: Path) -> Path:
    """A backup may be named without the folder of backups it lies in."""
    return path if path.exists() else folder / BACKUPS / path.name
