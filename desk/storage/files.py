# SPDX-License-Identifier: Apache-2.0
"""Files and folders for their owner alone, written so that a crash leaves the old or the new one.

Also the lock that keeps a second program away, and what is unsafe about where a desk lies.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desk.errors import N_, Trouble

DATABASE, KEYS, LOCK, BACKUPS = "desk.db", "desk.keys", "desk.lock", "backups"
RESTORED = "desk.restored"
"""Marks a committed restore until the restored desk has journalled it."""
LEDGER = "erasures.json"
"""The ledger of erasures, beside the desk and beside its backups."""
_NETWORK = frozenset(
    ("cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "afs", "ncpfs", "fuse.sshfs", "fuse.rclone", "davfs")
)  # fmt: skip
_TROUBLES = {
    errno.ENOSPC: N_(
        "The disk is full: nothing was saved, and nothing is lost. Free some space and try again."
    ),
    errno.EDQUOT: N_(
        "The disk is full: nothing was saved, and nothing is lost. Free some space and try again."
    ),
    errno.EROFS: N_("The folder cannot be written to: it is read-only or not yours."),
    errno.EACCES: N_("The folder cannot be written to: it is read-only or not yours."),
    errno.EPERM: N_("The folder cannot be written to: it is read-only or not yours."),
    errno.ENOENT: N_("The folder or file is not there."),
    errno.ENAMETOOLONG: N_("The folder or file is not there."),
    errno.ENOTDIR: N_("The folder or file is not there."),
}


@contextmanager
def file_troubles() -> Iterator[None]:
    """Tell the operating system's errors inside the block as ``Trouble``, without paths."""
    try:
        yield
    except OSError as error:
        raise trouble_of(error) from None


def trouble_of(error: OSError) -> Trouble:
    """An error of the operating system as people are told it."""
    name = errno.errorcode.get(error.errno or 0, "")
    message = _TROUBLES.get(error.errno or 0, N_("The disk does not read or write a file."))
    return Trouble(message, detail=name)


def private_folder(path: Path) -> None:
    """Make ``path`` for its owner alone; an existing empty folder is narrowed to its owner."""
    with file_troubles():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o700)


def write_private(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` at once, readable by its owner alone and safe on disk."""
    with file_troubles():
        part = path.with_name(path.name + ".part")
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        put_in_place(part, path)


def put_in_place(part: Path, path: Path) -> None:
    """Give a finished file its name at once, surviving a power cut."""
    with file_troubles():
        part.replace(path)
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make sure the bytes of ``path`` are on the disk."""
    with file_troubles(), path.open("rb+") as written:
        os.fsync(written.fileno())


def sync_folder(path: Path) -> None:
    """Make sure the names in ``path`` are on the disk, where the system lets us."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def drop_file(path: Path) -> None:
    """Remove a database file with its logs, if it is there."""
    with file_troubles():
        for tail in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + tail).unlink(missing_ok=True)


def tidy(folder: Path) -> None:
    """Remove what an act that was cut short left lying; only for whoever holds the lock."""
    with file_troubles():
        for pattern in ("desk.*.part*", f"{DATABASE}.new*"):
            for path in folder.glob(pattern):
                path.unlink(missing_ok=True)
        if not (folder / RESTORED).exists():
            for path in folder.glob("desk.*.restored"):
                path.unlink(missing_ok=True)
        for path in (folder / BACKUPS).glob(".desk-*"):
            path.unlink(missing_ok=True)


def owner_only(path: Path) -> None:
    """Narrow an existing file to its owner."""
    if os.name == "posix":
        path.chmod(0o600)


def take_lock(folder: Path) -> Callable[[], None]:
    """Keep other programs away from ``folder``; returns how to give the lock back."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, timeout=0, mode=0o600, thread_local=False)
    with file_troubles():
        try:
            lock.acquire()
        except Timeout:
            raise Trouble(
                N_("This desk is already open in another window or command. Close it there first.")
            ) from None
    return lock.release


def readable_by_others(folder: Path) -> bool:
    """Whether anyone but the owner may look into the folder."""
    return os.name == "posix" and bool(stat.S_IMODE(folder.stat().st_mode) & 0o077)


def on_network(folder: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Whether the folder lies on a network share, where locks and syncs cannot be trusted."""
    text = str(folder.resolve())
    if text.startswith(("\\\\", "//")):
        return True
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for fields in (line.split(" ") for line in lines):
        if len(fields) < 3:
            continue
        place = fields[1].replace("\\040", " ").rstrip("/")
        if (text == place or text.startswith(place + "/")) and len(place) >= len(best):
            best, kind = place, fields[2]
    return kind in _NETWORK
