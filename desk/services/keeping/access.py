# SPDX-License-Identifier: Apache-2.0
"""Making, opening and closing a desk: lock, key slots, schema, the first look at the journal.

People and passphrases are in ``people.py``. Opening imports nothing that the first screen does not need.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desk.domain.canon import digest
from desk.domain.operator import Operator
from desk.domain.recovery import BY_CODE, read_code, write_code
from desk.domain.steps import EDITION
from desk.errors import N_, Refusal, Trouble
from desk.services.checks import check_printable, required
from desk.services.consent.expiry import expire_consents
from desk.services.desk import Desk, utc_now, writes
from desk.services.keeping.looking_back import look_back, refuse_older
from desk.services.operators import check_operator, cleaned, write_operator
from desk.services.request.extensions import lose_unsent
from desk.services.settings import calendar_digest, setting, store
from desk.storage import migrate
from desk.storage.database import PAGE_DAMAGED, DeskDatabase, open_database
from desk.storage.files import (
    BACKUPS,
    DATABASE,
    KEYS,
    LEDGER,
    LOCK,
    RESTORED,
    drop_file,
    file_troubles,
    owner_only,
    private_folder,
    put_in_place,
    take_lock,
    tidy,
)
from desk.storage.heads import keep_head
from desk.storage.keys import (
    PASSPHRASE,
    RECOVERY,
    KeyFile,
    Unlocked,
    is_settled,
    new_key,
    new_slot,
    passphrase_bytes,
    read_keys,
    settled,
    unlock,
    write_keys,
)
from desk.storage.models import Actor

Clock = Callable[[], datetime]
WRONG_PASSPHRASE = N_("This passphrase does not open the desk.")
_DAMAGED = N_("The desk’s file is damaged. Restore a backup.")
_NO_BACKUP = N_(
    "Your work is saved, but the backup on closing was not written. Check the disk and the "
    "backup folder, then make a backup."
)
_WRONG_CODE = N_("This recovery code does not open the desk.")


def create_desk(
    folder: Path,
    passphrase: str,
    operator: Operator,
    actor_name: str,
    *,
    clock: Clock = utc_now,
    demonstration: bool = False,
) -> tuple[Desk, str]:
    """Make a desk in an empty folder; returns it open, with the recovery code to print."""
    secret = passphrase_bytes(passphrase)
    name = actor_called(actor_name, "actor_name")
    operator = cleaned(operator)
    check_operator(operator)
    _check_empty(folder)
    private_folder(folder)
    release = take_lock(folder)
    recovery, key, identity = secrets.token_bytes(16), new_key(), secrets.token_hex(8)
    with _released_on_error(release), _undone_on_error(folder):
        slots = (
            new_slot(identity, PASSPHRASE, secret, key),
            new_slot(identity, RECOVERY, recovery, key),
        )
        part = folder / f"{DATABASE}.part"
        drop_file(part)
        database = open_database(part, key)
        with _closed_on_error(database):
            desk = Desk(folder, database, clock, name, 1, slots[0].id, release=release)
            migrate.run(database)
            _furnish(desk, operator, slots[1].id, demonstration)
        database.close_all()
        owner_only(part)
        write_keys(folder / KEYS, KeyFile(identity, slots))
        put_in_place(part, folder / DATABASE)
        database.move_to(folder / DATABASE, key)
    desk.demonstration = demonstration
    return desk, write_code(recovery)


def actor_called(name: str, field: str) -> str:
    """What a person goes by at the desk: journals print it, and nobody can write it anew in what was done."""
    return check_printable(required(name, field, "name"), field, letters=True)


@writes("settings")
def _furnish(desk: Desk, operator: Operator, recovery_slot: str, demonstration: bool) -> None:
    at = desk.now().isoformat()
    Actor.insert(id=1, slot=desk.slot, name=desk.actor, added=at).execute()
    store("recovery_slot", recovery_slot)
    store("demonstration", demonstration)
    store("calendar", calendar_digest())
    store("steps", EDITION)
    write_operator(operator, at)
    desk.record("desk.created", "desk", demonstration=demonstration)


def open_desk(
    folder: Path, passphrase: str, *, clock: Clock = utc_now, older: bool = False
) -> Desk:
    """Open a desk with a person's passphrase; a wrong one is refused.

    A file older than the one last closed here is not touched (``OlderFile``) unless it may be ``older``.
    """
    secret = passphrase_bytes(passphrase)
    return _open(folder, PASSPHRASE, secret, clock, older=older)


def open_with_recovery(
    folder: Path, code: str, *, clock: Clock = utc_now, older: bool = False
) -> Desk:
    """The same with the printed code; a new passphrase can then be set (``people.renew_passphrase``)."""
    return _open(folder, RECOVERY, read_code(code), clock, older=older)


def exists(folder: Path) -> bool:
    """Whether there is a desk in the folder."""
    return (folder / DATABASE).is_file() or (folder / RESTORED).is_file()


def _open(folder: Path, kind: str, secret: bytes, clock: Clock, *, older: bool) -> Desk:
    if not exists(folder):
        raise Refusal(N_("There is no desk in this folder."), field="folder")
    release = take_lock(folder)
    with _released_on_error(release):
        tidy(folder)
        restored = _finish_restore(folder)
        keys, cut_short = read_keys(folder / KEYS), _was_cut_short(folder)
        unlocked = unlock(keys, kind, secret)
        if unlocked is None:
            raise _wrong(kind)
        database = _keyed(folder / DATABASE, unlocked)
        with _closed_on_error(database):
            desk = Desk(folder, database, clock, slot=unlocked.slot, release=release)
            desk.changed = cut_short
            if not migrate.applied(database):
                raise Trouble(_DAMAGED)
            if not older and restored is None:
                refuse_older(desk)
            _upgrade(desk)
            _admit(desk, kind, secret, keys)
            look_back(desk, restored)
            _journal_opening(desk, restored)
            expire_consents(desk)
            lose_unsent(desk)
    return desk


def _was_cut_short(folder: Path) -> bool:
    """Whether the last who worked here never closed the desk: what he changed is in no backup."""
    try:
        return (folder / f"{DATABASE}-wal").stat().st_size > 0
    except OSError:
        return False


def _keyed(path: Path, unlocked: Unlocked) -> DeskDatabase:
    """The database by the first key that fits: a change of key may have been cut short."""
    if not path.is_file():
        raise Trouble(
            N_("The desk’s file cannot be opened. Check that the folder is there and yours.")
        )
    trouble: Trouble | None = None
    for key in unlocked.keys:
        try:
            database = open_database(path, key)
            migrate.applied(database)
        except Trouble as error:
            trouble = error
            continue
        return database
    raise trouble or Refusal(WRONG_PASSPHRASE, field="passphrase")


def _upgrade(desk: Desk) -> None:
    """Run pending migrations after a backup; when one fails, the file is as it was."""
    if not migrate.pending(desk.database):
        return
    from desk.storage.backup import make

    make(desk.database, desk.folder / KEYS, desk.folder / BACKUPS, "upgrade", desk.now())
    # Not by the model: it has the columns of the new schema.
    row = desk.database.execute_sql(
        "SELECT name FROM actor WHERE slot = ?", (desk.slot,)
    ).fetchone()
    desk.actor = str(row[0]) if row else ""
    migrate.run(
        desk.database, then=lambda names: note(desk, "desk.upgraded", {"migrations": names})
    )
    if not desk.database.sound():
        raise Trouble(_DAMAGED)


def _admit(desk: Desk, kind: str, secret: bytes, keys: KeyFile) -> None:
    """Let in whom the database knows, and drop from the key file what it does not."""
    valid = valid_slots(desk)
    if desk.slot not in valid:
        # A change cut short may have left a slot the database does not know before the one it does.
        known = tuple(slot for slot in keys.slots if slot.id in valid)
        unlocked = unlock(replace(keys, slots=known), kind, secret)
        if unlocked is None:
            raise _wrong(kind)
        desk.slot = unlocked.slot
    if not is_settled(keys, valid):
        write_keys(desk.folder / KEYS, settled(keys, valid, desk.database.key))
    actor = Actor.get_or_none(Actor.slot == desk.slot)
    if actor is None:
        # Anybody may hold the printed sheet: nothing is journalled in a person's name.
        actor = Actor.select().where(Actor.removed.is_null()).order_by(Actor.id).first()
        desk.recovered = True
    desk.actor_id, desk.actor = actor.id, BY_CODE if desk.recovered else actor.name
    desk.demonstration = bool(setting(desk, "demonstration"))


def valid_slots(desk: Desk) -> frozenset[str]:
    """The key slots the database knows: people who were not removed, and the printed code."""
    people = {row.slot for row in Actor.select(Actor.slot).where(Actor.removed.is_null())}
    return frozenset(people | {str(setting(desk, "recovery_slot"))})


def _journal_opening(desk: Desk, restored: dict[str, object] | None) -> None:
    """Journal what happened to the desk as a whole; an ordinary opening leaves no line."""
    if restored is not None:
        _note_restored(desk, restored)
        (desk.folder / RESTORED).unlink(missing_ok=True)
    if desk.behind is not None:
        last, kept = desk.behind
        note(desk, "desk.behind", {"last_entry": last, "kept_entry": kept})
    if desk.recovered:
        note(desk, "desk.opened_by_recovery_code", {})
    rules = _own_rules(desk.folder)
    if rules != setting(desk, "own_rules"):
        _notice_rules(desk, rules)
    if calendar_digest() != setting(desk, "calendar"):
        from desk.services.keeping.recounting import recount

        recount(desk)
    if setting(desk, "steps") != EDITION:
        from desk.services.keeping.recounting import propose_anew

        propose_anew(desk)
    _erase_again(desk)


def _erase_again(desk: Desk) -> None:
    """Erase whom a restored backup brought back, and finish an erasure that was cut short."""
    ledgers = (desk.folder / LEDGER, desk.folder / BACKUPS / LEDGER)
    if not (setting(desk, "scrub_due") or any(path.is_file() for path in ledgers)):
        return
    from desk.services.destruction import erasure
    from desk.services.destruction.erasure_replay import replay

    desk.brought_back = replay(desk)
    if erasure.unfinished(desk):
        erasure.finish(desk)


def _own_rules(folder: Path) -> str:
    """What stands for the rules and lists of states the operator put beside the desk; empty without any."""
    files = [
        path
        for each in ("rules/*.toml", "countries/*.toml", "countries/*.csv")
        for path in folder.glob(each)
    ]
    with file_troubles():
        contents = {path.name: path.read_bytes() for path in sorted(files)}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    return digest(found) if found else ""


@writes("settings")
def _notice_rules(desk: Desk, rules: str) -> None:
    """Journal that the operator's own rules are others than at the last opening."""
    store("own_rules", rules)
    desk.record("rules.changed", "desk", digest=rules)


@writes("settings")
def _note_restored(desk: Desk, restored: Mapping[str, object]) -> None:
    """Journal the restore, and remember that it brought an older recovery code back."""
    if restored.get("older_code"):
        store("older_code", True)
    desk.record("desk.restored", "desk", **dict(restored))


@writes("settings")
def note(desk: Desk, action: str, detail: Mapping[str, object]) -> None:
    """Journal an act on the desk as a whole that changes no table."""
    desk.record(action, "desk", **dict(detail))


def close_desk(desk: Desk) -> None:
    """Back up when something changed, then close; the desk is closed even when the backup fails."""
    try:
        if desk.changed:
            from desk.services.keeping.backups import make_backup

            try:
                make_backup(desk, "close")
            except Trouble as error:
                if error.msgid == PAGE_DAMAGED:
                    raise
                raise Trouble(_NO_BACKUP, detail=error.detail or error.msgid) from error
    finally:
        # A journal that does not hold keeps the head that shows it.
        if desk.behind is not None or desk.finding is None or desk.finding.sound:
            with suppress(Trouble):
                keep_head(desk.database, desk.folder)
        desk.close()


def _finish_restore(folder: Path) -> dict[str, object] | None:
    """Finish a restore that was cut short; returns what the journal is still to be told of it."""
    if not (folder / RESTORED).exists():
        return None
    from desk.storage.backup import finish_restore

    return finish_restore(folder)


def _check_empty(folder: Path) -> None:
    if exists(folder):
        raise Refusal(N_("There is already a desk in this folder."), field="folder")
    ours = (LOCK, f"{DATABASE}.part", f"{KEYS}.part")
    try:
        others = [path for path in folder.iterdir() if not path.name.startswith(ours)]
    except FileNotFoundError:
        return
    except OSError:
        raise Refusal(N_("A desk needs a folder of its own."), field="folder") from None
    if others:
        raise Refusal(N_("A new desk needs an empty folder."), field="folder")


def _wrong(kind: str) -> Refusal:
    if kind == RECOVERY:
        return Refusal(_WRONG_CODE, field="code")
    return Refusal(WRONG_PASSPHRASE, field="passphrase")


@contextmanager
def _undone_on_error(folder: Path) -> Iterator[None]:
    """Leave no half-made desk behind."""
    try:
        yield
    except BaseException:
        drop_file(folder / f"{DATABASE}.part")
        if not (folder / DATABASE).exists():
            (folder / KEYS).unlink(missing_ok=True)
        raise


@contextmanager
def _released_on_error(release: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        release()
        raise


@contextmanager
def _closed_on_error(database: DeskDatabase) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close_all()
        raise
