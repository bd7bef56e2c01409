# SPDX-License-Identifier: Apache-2.0
"""The people of the desk: their passphrases, the recovery code, and taking a person away.

Within one file everyone sees everything; the journal names who acted. Changing a passphrase leaves the
database key as it is; taking a person away makes a new one, since an old key file would still open.
Each change writes the key file first and the database second: slots the database does not know open
nothing and are dropped at the next opening.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desk.domain.recovery import write_code
from desk.errors import N_, AtField, Refusal, Trouble
from desk.services.desk import Desk, writes
from desk.services.keeping.access import WRONG_PASSPHRASE, actor_called, valid_slots
from desk.services.settings import setting, store
from desk.storage.database import DeskDatabase
from desk.storage.files import DATABASE, KEYS, drop_file, file_troubles, put_in_place, sync_file
from desk.storage.keys import (
    CHANGED,
    PASSPHRASE,
    RECOVERY,
    KeyFile,
    Slot,
    new_key,
    new_slot,
    passphrase_bytes,
    read_keys,
    resealed,
    settled,
    unlock,
    write_keys,
)
from desk.storage.models import Actor

OLD_BACKUPS = N_(
    "Earlier backups still open with the passphrases of that time. Destroy them if that matters."
)


@dataclass(frozen=True)
class ActorView:
    """A person who may open the desk, or could before ``removed``."""

    id: int
    name: str
    added: str
    removed: str
    me: bool


def people(desk: Desk) -> list[ActorView]:
    """Everyone who may or could open the desk, in the order in which they came."""
    return [
        ActorView(row.id, row.name, row.added, row.removed or "", row.id == desk.actor_id)
        for row in Actor.select().order_by(Actor.id)
    ]


def strength(passphrase: str) -> int:
    """How hard a passphrase is to guess, from 0 (at once) to 4 (out of reach)."""
    if not passphrase:
        return 0
    from zxcvbn import zxcvbn

    # The estimate grows quadratically with the length; what is longer is strong enough anyway.
    return int(zxcvbn(passphrase[:72])["score"])


def is_weak(passphrase: str) -> bool:
    """Whether nobody is let through with it without saying so."""
    return strength(passphrase) <= 2


def check_passphrase(desk: Desk, passphrase: str, field: str = "passphrase") -> None:
    """Refuse a passphrase that is not the one of the person at the desk."""
    unlocked = unlock(_keys(desk), PASSPHRASE, passphrase_bytes(passphrase))
    if unlocked is None or unlocked.slot != desk.slot:
        raise Refusal(WRONG_PASSPHRASE, field=field)


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """Give the person at the desk a new passphrase; the database key stays."""
    check_passphrase(desk, old, "old")
    _set_passphrase(desk, desk.actor_id, new)


def renew_passphrase(desk: Desk, new: str, actor_id: int | None = None) -> None:
    """Set a forgotten passphrase anew; only a desk opened with the recovery code lets that happen."""
    if not desk.recovered:
        raise Refusal(N_("Open the desk with the recovery code to replace a forgotten passphrase."))
    present = [row.id for row in Actor.select(Actor.id).where(Actor.removed.is_null())]
    if actor_id is None and len(present) > 1:
        raise Refusal(
            N_("Several people use this desk: state whose passphrase it is."), field="who"
        )
    _set_passphrase(desk, actor_id or present[0], new)


def _set_passphrase(desk: Desk, actor_id: int, passphrase: str) -> None:
    if desk.demonstration:  # the program itself opens it, with the one that the door tells
        raise Refusal(N_("The passphrase of a demonstration desk stays the same: it is no secret."))
    actor = _present(actor_id)
    secret = _free_secret(desk, passphrase, "new", actor.slot)
    with _new_slot(desk, PASSPHRASE, secret) as slot:
        _set_slot(desk, actor.id, slot.id)
    if desk.recovered or actor_id == desk.actor_id:
        desk.slot, desk.actor_id = slot.id, actor_id


@writes("settings")
def _set_slot(desk: Desk, actor_id: int, slot: str) -> None:
    Actor.update(slot=slot).where(Actor.id == actor_id).execute()
    desk.record("passphrase.changed", f"actor/{actor_id}")


def new_recovery_code(desk: Desk) -> str:
    """Make a new recovery code to print; the old one opens the desk no more."""
    secret, old = secrets.token_bytes(16), setting(desk, "recovery_slot")
    with _new_slot(desk, RECOVERY, secret) as slot:
        _set_recovery(desk, slot.id)
    if desk.slot == old:
        desk.slot = slot.id
    return write_code(secret)


@writes("settings")
def _set_recovery(desk: Desk, slot: str) -> None:
    store("recovery_slot", slot)
    store("sheet_printed", False)
    store("older_code", False)
    desk.record("recovery_code.renewed", "desk")


def add_person(desk: Desk, name: str, passphrase: str) -> int:
    """Let a further person open the desk with a passphrase of their own; returns their id."""
    name = actor_called(name, "name")
    here = Actor.select(Actor.name).where(Actor.removed.is_null())
    if name.casefold() in {row.name.casefold() for row in here}:
        raise Refusal(N_("There is already a user of this name in the desk."), field="name")
    secret = _free_secret(desk, passphrase, "passphrase")
    with _new_slot(desk, PASSPHRASE, secret) as slot:
        return _add_actor(desk, name, slot.id)


@writes("settings")
def _add_actor(desk: Desk, name: str, slot: str) -> int:
    actor_id = int(Actor.insert(slot=slot, name=name, added=desk.now().isoformat()).execute())
    desk.record("person_of_desk.added", f"actor/{actor_id}")
    return actor_id


def remove_person(desk: Desk, actor_id: int, passphrase: str) -> str:
    """Take a person away and give the desk a new database key; returns the sentence about old backups.

    The changed file is made beside the old one and takes its place at once; a crash before leaves
    everything as it was, a crash after is tidied up at the next opening.
    """
    check_passphrase(desk, passphrase)
    actor = _present(actor_id)
    if actor.id == desk.actor_id:
        raise Refusal(N_("You cannot remove yourself; another user of the desk has to do it."))
    from desk.services.keeping.backups import make_backup

    make_backup(desk, "key")
    keys, old, new = _keys(desk), desk.database.key, new_key()
    _check_slots(desk, keys)
    path, copy = desk.folder / DATABASE, desk.folder / f"{DATABASE}.new"
    with _copy_under(desk.database, copy, new):
        _leave(desk, actor.id)
        stay = valid_slots(desk)
        desk.database.close_all()
        if not desk.database.sound():
            raise Trouble(N_("The desk’s file is damaged. Restore a backup."))
        desk.database.close_all()
        sync_file(copy)
        write_keys(desk.folder / KEYS, resealed(keys, old, new, stay))
        put_in_place(copy, path)
    desk.database.move_to(path, new)
    write_keys(desk.folder / KEYS, settled(keys, stay, new))
    return OLD_BACKUPS


@writes("settings")
def _leave(desk: Desk, actor_id: int) -> None:
    at = desk.now().isoformat()
    Actor.update(removed=at).where(Actor.id == actor_id).execute()
    desk.record("person_of_desk.removed", f"actor/{actor_id}", new_key=True)


@contextmanager
def _copy_under(database: DeskDatabase, copy: Path, new: bytes) -> Iterator[None]:
    """Work on a copy under a new key; on an error go back to the old file, which nothing touched."""
    path, old = database.path, database.key
    drop_file(copy)
    with file_troubles():
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        database.execute_sql("VACUUM INTO ?", (str(copy),))
        database.move_to(copy, old)
        database.change_key(new)
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            # A log left behind would be replayed into the new file.
            raise Trouble(N_("The desk is busy with another act. Wait a moment and try again."))
        log.unlink(missing_ok=True)
        yield
    except BaseException:
        database.move_to(path, old)
        drop_file(copy)
        raise


@contextmanager
def _new_slot(desk: Desk, kind: str, secret: bytes) -> Iterator[Slot]:
    """Add a slot to the key file, let the database learn of it, then drop what it no longer knows."""
    keys, key = _keys(desk), desk.database.key
    slot = new_slot(keys.desk, kind, secret, key)
    path = desk.folder / KEYS
    write_keys(path, replace(keys, slots=(*keys.slots, slot)))
    try:
        yield slot
    finally:
        write_keys(path, settled(_keys(desk), valid_slots(desk), key))


def _check_slots(desk: Desk, keys: KeyFile) -> None:
    """Seal no new key while the key file misses a slot of the database: it was changed."""
    if valid_slots(desk) - {slot.id for slot in keys.slots}:
        raise Trouble(CHANGED)


def _present(actor_id: int) -> Actor:
    actor = Actor.get_or_none((Actor.id == actor_id) & Actor.removed.is_null())
    if actor is None:
        raise Refusal(N_("There is no such user in the desk."))
    return actor


def _free_secret(desk: Desk, passphrase: str, field: str, own: str = "") -> bytes:
    """A passphrase that opens the desk for nobody yet, but for the slot it takes the place of."""
    secret = _secret(passphrase, field)
    opened = unlock(_keys(desk), PASSPHRASE, secret)
    if opened is not None and opened.slot != own:
        raise AtField(N_("Choose another passphrase: this one is taken."), field=field)
    return secret


def _secret(passphrase: str, field: str) -> bytes:
    try:
        return passphrase_bytes(passphrase)
    except Refusal as refusal:
        refusal.field = field
        raise


def _keys(desk: Desk) -> KeyFile:
    return read_keys(desk.folder / KEYS)
