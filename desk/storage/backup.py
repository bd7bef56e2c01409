# SPDX-License-Identifier: Apache-2.0
"""Backups: one ZIP each with the encrypted file, its key slots and a manifest, opened after writing.

Making one needs the open desk; listing and restoring need no key. A restore is prepared beside the old
files, committed by one marker file and finished at the next opening if it was cut short.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desk.domain.backup import BackupView
from desk.errors import N_, Refusal, Told, Trouble
from desk.storage import journal, migrate
from desk.storage.database import PAGE_DAMAGED, DeskDatabase
from desk.storage.files import (
    BACKUPS,
    DATABASE,
    KEYS,
    RESTORED,
    drop_file,
    file_troubles,
    owner_only,
    private_folder,
    put_in_place,
    sync_file,
    write_private,
)
from desk.storage.keys import RECOVERY, KeyFile, parse_keys, read_keys

FORMAT = 1
MANIFEST = "manifest.json"
_FILES = (DATABASE, f"{DATABASE}-wal", KEYS)
"""What a backup may hold, in the order in which a restore puts it in place."""
_STAMP = "%Y%m%dT%H%M%SZ"
_KEEP_LAST, _KEEP_DAYS = 7, 30
_UNREADABLE = N_("The backup could not be read after writing. Check the disk.")
_NOT_REACHED = N_("The second folder for backups is not there.")
_NO_BACKUP = N_("This file is not a backup of a desk, or it is damaged.")


def make(database: DeskDatabase, keys: Path, target: Path, reason: str, at: datetime) -> BackupView:
    """Write a backup into ``target``, open it again and check every page; raises ``Trouble``."""
    private_folder(target)
    last = journal.head(database)
    at = at.astimezone(UTC)
    name = _free_name(target, f"desk-{at.strftime(_STAMP)}-{last.seq:06d}-{last.hash[:8]}")
    copy, part = target / f".{name}.db", target / f".{name}.zip"
    with _gone_afterwards(copy, part):
        with file_troubles():
            # Made by us first, so that it is never readable by others.
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL, 0o600))
        try:
            database.execute_sql("VACUUM INTO ?", (str(copy),))
        except Trouble as trouble:
            if database.damaged():
                raise Trouble(PAGE_DAMAGED, detail=trouble.detail) from trouble
            raise
        schema, mark = migrate.applied(database), journal.mark(database)
        _pack(part, {DATABASE: copy, KEYS: keys}, at, reason, schema, last, mark)
        copy.unlink()
        _check(part, copy, database.key, last)
        put_in_place(part, target / f"{name}.zip")
    return view(target / f"{name}.zip")


def _check(part: Path, copy: Path, key: bytes, last: journal.Head) -> None:
    """Open what was written, as a restore would."""
    try:
        with file_troubles(), zipfile.ZipFile(part) as archive:
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL, 0o600))
            with archive.open(DATABASE) as source, copy.open("wb") as target:
                shutil.copyfileobj(source, target)
    except (zipfile.BadZipFile, EOFError):
        raise Trouble(_UNREADABLE) from None
    written = DeskDatabase(copy, key)
    try:
        sound = written.sound() and journal.head(written) == last
    finally:
        written.close_all()
    if not sound:
        raise Trouble(_UNREADABLE)


def view(path: Path) -> BackupView:
    """What the manifest says; a file that is no backup is told as not readable."""
    try:
        size = path.stat().st_size
        manifest = read_manifest(path)
        last = manifest["journal"]
        return BackupView(
            path=str(path),
            name=path.name,
            made=str(manifest["made"]),
            reason=str(manifest["reason"]),
            size=size,
            seq=int(last["seq"]),
            head=str(last["head"]),
            desk=str(manifest.get("desk", "")),
        )
    except (Refusal, OSError, KeyError, TypeError, ValueError):
        return BackupView(str(path), path.name, "", "", _size(path), 0, "", readable=False)


def is_ours(database: DeskDatabase, found: BackupView) -> bool:
    """Whether a backup in a folder that desks may share is of this one."""
    if found.desk:
        return found.desk == journal.mark(database)
    return journal.holds_head(database, found.seq, found.head)


def listed(folder: Path) -> list[BackupView]:
    """The backups in ``folder``, newest first."""
    if not folder.is_dir():
        return []
    return [view(path) for path in sorted(folder.glob("desk-*.zip"), reverse=True)]


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of a backup; refuses what is none and what a newer version wrote."""
    try:
        if path.exists() and not path.is_file():  # nobody may ever write into a pipe
            raise Refusal(_NO_BACKUP)
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo(MANIFEST)
            if info.file_size > 1_000_000:
                raise Refusal(_NO_BACKUP)
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            version = manifest["format"]
    except FileNotFoundError:
        raise Refusal(N_("There is no such backup.")) from None
    except (zipfile.BadZipFile, OSError, KeyError, TypeError, ValueError, NotImplementedError):
        raise Refusal(_NO_BACKUP) from None
    if not isinstance(version, int) or version > FORMAT:
        raise Refusal(N_("This backup was made by a newer version of the program."))
    return manifest


def of_another(path: Path, folder: Path) -> bool:
    """Whether the key files say that a backup is of another desk than the one in ``folder``.

    Where one of them cannot be read nothing is said: a restore is what such a desk may need.
    """
    found = _key_files(path, folder)
    return found is not None and found[0].desk != found[1].desk


def other_secrets(path: Path, folder: Path) -> frozenset[str]:
    """Which kinds of secrets open a backup and not the desk in ``folder``, or the other way; nothing of another desk.

    A slot is made anew with every change of its secret: no passphrase is needed to see it.
    """
    found = _key_files(path, folder)
    if found is None or found[0].desk != found[1].desk:
        return frozenset()
    theirs, ours = ({(slot.kind, slot.id) for slot in keys.slots} for keys in found)
    return frozenset(kind for kind, _id in theirs ^ ours)


def _key_files(path: Path, folder: Path) -> tuple[KeyFile, KeyFile] | None:
    """The key file of a backup and that of the desk in ``folder``, where both can be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(KEYS).file_size > 1_000_000:
                return None
            theirs = parse_keys(archive.read(KEYS))
        return theirs, read_keys(folder / KEYS)
    except (Told, zipfile.BadZipFile, OSError, KeyError, NotImplementedError):
        return None


def outdated(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups go: all over 30 days old, and of the rest those beyond the last 7 and one a week."""
    fresh = sorted((at for at in set(made) if now - at <= timedelta(days=_KEEP_DAYS)), reverse=True)
    kept = set(fresh[:_KEEP_LAST])
    weeks: set[tuple[int, int]] = set()
    for at in fresh:
        week = at.isocalendar()[:2]
        if week not in weeks:
            weeks.add(week)
            kept.add(at)
    return set(made) - kept


Ours = Callable[[BackupView], bool]
"""Whether a backup is of the desk in question; several may share a folder on a stick."""


def _all(_view: BackupView) -> bool:
    return True


def rotate(folder: Path, now: datetime, ours: Ours = _all) -> int:
    """Remove outdated backups, by the moments in their names; returns how many went."""
    dated = {path: at for path in _found(folder, ours) if (at := _moment(path)) is not None}
    gone = outdated(dated.values(), now)
    paths = [path for path, at in dated.items() if at in gone]
    with file_troubles():
        for path in paths:
            path.unlink(missing_ok=True)
    return len(paths)


def _found(folder: Path, ours: Ours) -> list[Path]:
    return [path for path in folder.glob("desk-*.zip") if ours is _all or ours(view(path))]


def destroy_others(backup: Path, ours: Ours = _all) -> int:
    """Remove every other backup beside this one; returns how many went.

    They are encrypted: what an unlinked block of the disk still holds nobody reads without the key.
    """
    others = [path for path in _found(backup.parent, ours) if path.name != backup.name]
    with file_troubles():
        for path in others:
            path.unlink(missing_ok=True)
    return len(others)


def copy_to(backup: Path, folder: Path) -> None:
    """Put a copy of a backup into a second folder and compare it.

    A folder that is not there is never made: where a stick was pulled out it would lie on the same disk.
    """
    with file_troubles():
        if not folder.is_dir():
            raise Trouble(_NOT_REACHED)
        part = folder / f".{backup.name}"
        with _gone_afterwards(part):
            shutil.copyfile(backup, part)
            owner_only(part)
            sync_file(part)
            if _sha256(part) != _sha256(backup):
                raise Trouble(_UNREADABLE)
            put_in_place(part, folder / backup.name)


def restore(backup: Path, folder: Path, at: datetime) -> Path | None:
    """Put a backup in place of the desk in ``folder``, which must be locked by the caller.

    Returns the safety copy of what was there before, or ``None`` when nothing was.
    """
    described = read_manifest(backup).get("files")
    if not isinstance(described, dict) or not {DATABASE, KEYS} <= set(described) <= set(_FILES):
        raise Refusal(_NO_BACKUP)
    private_folder(folder)
    older_code = RECOVERY in other_secrets(backup, folder)
    parts = {name: folder / f"{name}.restored" for name in described}
    with _gone_on_error(*parts.values()):
        for name, part in parts.items():
            _extract(backup, name, part, described[name])
        safety = _safety_copy(folder, at)
        marker: dict[str, object] = {"backup": backup.name, "at": at.astimezone(UTC).isoformat()}
        if older_code:
            marker["older_code"] = True
        write_private(folder / RESTORED, json.dumps(marker).encode())
    finish_restore(folder)
    return safety


def finish_restore(folder: Path) -> dict[str, object] | None:
    """Finish a restore that was committed; returns its marker while nobody has journalled it yet."""
    marker = folder / RESTORED
    parts = [(folder / f"{name}.restored", folder / name) for name in _FILES]
    with file_troubles():
        if not marker.exists():
            return None
        for part, path in parts:
            if part.exists():
                if path.name == DATABASE:
                    # A write-ahead log of the old file would be replayed into the restored one.
                    for tail in ("-wal", "-shm"):
                        path.with_name(path.name + tail).unlink(missing_ok=True)
                put_in_place(part, path)
        found: dict[str, object] = json.loads(marker.read_bytes())
    return found


def _extract(backup: Path, name: str, part: Path, described: object) -> None:
    """Take one file out of a backup, checked against the manifest."""
    with file_troubles():
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with zipfile.ZipFile(backup) as archive, file_troubles():
            info = archive.getinfo(name)
            if info.compress_type != zipfile.ZIP_STORED:
                raise Refusal(_NO_BACKUP)
            with archive.open(info) as source, part.open("wb") as target:
                shutil.copyfileobj(source, target)
                target.flush()
                os.fsync(target.fileno())
    except (zipfile.BadZipFile, KeyError, EOFError, RuntimeError):
        raise Refusal(_NO_BACKUP) from None
    if described != _described(part):
        raise Refusal(_NO_BACKUP)


def _safety_copy(folder: Path, at: datetime) -> Path | None:
    """A backup of the old desk as it lies there, with its write-ahead log, since nobody has the key."""
    if not (folder / DATABASE).exists():
        return None
    target, at = folder / BACKUPS, at.astimezone(UTC)
    private_folder(target)
    name = _free_name(target, f"desk-{at.strftime(_STAMP)}-before-restore")
    part = target / f".{name}.zip"
    old = {each: folder / each for each in _FILES if (folder / each).exists()}
    with _gone_afterwards(part):
        _pack(part, old, at, "restore", (), journal.Head(0, ""))
        put_in_place(part, target / f"{name}.zip")
    return target / f"{name}.zip"


def _pack(
    part: Path,
    files: Mapping[str, Path],
    at: datetime,
    reason: str,
    schema: tuple[str, ...],
    last: journal.Head,
    mark: str = "",
) -> None:
    """Write the ZIP with its manifest and make sure it is on the disk."""
    manifest = {
        "format": FORMAT,
        "made": at.isoformat(),
        "reason": reason,
        "schema": list(schema),
        "desk": mark,
        "journal": {"seq": last.seq, "head": last.hash},
        "files": {name: _described(path) for name, path in files.items()},
    }
    with file_troubles():
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for name, path in files.items():
                archive.write(path, name)
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    sync_file(part)


def _free_name(folder: Path, name: str) -> str:
    """The name, or the next free one where two are made in one second."""
    free, number = name, 1
    while (folder / f"{free}.zip").exists():
        number += 1
        free = f"{name}-{number}"
    return free


def _moment(path: Path) -> datetime | None:
    try:
        stamp = path.name.split("-")[1]
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except (IndexError, ValueError):
        return None


def _described(path: Path) -> dict[str, object]:
    return {"size": _size(path), "sha256": _sha256(path)}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _sha256(path: Path) -> str:
    with file_troubles(), path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


@contextmanager
def _gone_afterwards(*paths: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for path in paths:
            drop_file(path)


@contextmanager
def _gone_on_error(*paths: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise
