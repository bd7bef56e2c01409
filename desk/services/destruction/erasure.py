# SPDX-License-Identifier: Apache-2.0
"""The desk erases its own copies: dry run, the erasure in one act, then file, ledger and backups.

Whoever is erased stays erased: a ledger beside the backups is replayed on a restored desk. What proves
the case (request, consents, papers, the act) is kept under seal for its own term.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from desk.domain.canon import canonical
from desk.domain.destruction_steps import BROKEN_ACT
from desk.domain.erasing import Counts, Scope
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal, Trouble
from desk.services.checks import clean_text
from desk.services.consent.stoplist import note_erased
from desk.services.desk import Desk, writes
from desk.services.destruction.erasers import CLEANERS, ERASERS
from desk.services.destruction.erasure_scope import case_scope, scope_of
from desk.services.destruction.left_out import hold_back
from desk.services.destruction.terms import keeping, load_case
from desk.services.events import Owner, add_event
from desk.services.files import keep_file
from desk.services.paper import seals
from desk.services.settings import setting, store
from desk.services.terms import iso, stamp
from desk.storage import backup, blobs, ledger
from desk.storage.files import BACKUPS, KEYS
from desk.storage.models import Deadline, Destruction, DestructionSubject, Document, Erasure

Progress = Callable[[int, int, str], None]
_STEPS = (
    N_("Writing the ledger of erasures"),
    N_("Cleaning the file"),
    N_("Writing a new backup"),
    N_("Destroying older backups"),
)


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Finished:
    """What became of the backups after an erasure."""

    backup: str
    destroyed: int
    unreachable: str = ""
    """The second folder, when its older backups could not be destroyed yet."""


def dry_run(desk: Desk, persons: Iterable[int], destruction: int | None = None) -> Counts:
    """What the erasers would meet: they run, are counted and are taken back."""
    scope = scope_of(desk, persons, destruction)
    with desk.database.atomic() as attempt:
        counts = erase_scope(desk, scope)
        attempt.rollback()
    return counts


@writes("destruction", "consent", "request", "paper", "register")
def erase(desk: Desk, id: int, sent: str = "") -> Counts:
    """Erase the desk's copies of a destruction whose subjects were told; ``finish`` comes after.

    ``sent`` says how and when notices left that answer no request: nothing else records it.
    """
    row = _told(id)
    if load_case(desk, id).broken:
        raise Refusal(BROKEN_ACT)
    _note_sent(desk, id, clean_text(sent, "sent", "note"))
    people = [
        s.person_id for s in DestructionSubject.select().where(DestructionSubject.destruction == id)
    ]
    scope = scope_of(desk, people, id)
    if scope.waiting:
        hold_back(desk, row, scope.waiting)
    note_erased(desk, dict.fromkeys(scope.persons, desk.today().isoformat()))
    counts = erase_scope(desk, scope)
    end_registers(desk, scope, id, row.act.keep_until if row.act is not None else None)
    act = row.act.number if row.act is not None else ""
    _tombstones(desk, scope, row.cause, act or "", id)
    day = desk.today().isoformat()
    Destruction.update(state="erased", erased=day, step="").where(Destruction.id == id).execute()
    planned = json.loads(row.counts)
    differs = sorted(name for name, n in counts.erased.items() if planned.get(name, n) != n)
    supplement = _supplement(desk, row, counts, planned, differs, scope.waiting)
    add_event(desk, id, EventKind.ERASED, owner="destruction")
    store("scrub_due", value=True)
    desk.record(
        "destruction.erased",
        row.number,
        erased=counts.erased,
        sealed=counts.sealed,
        persons=scope.refs,
        spared=sorted(counts.spared),
        planned=planned,
        differs=differs,
        supplement=supplement,
    )
    return counts


def _note_sent(desk: Desk, id: int, sent: str) -> None:
    """How notices left that answer no request, where there are any."""
    if not notices_wait(desk, id):
        return
    if not sent:
        raise Refusal(
            N_("State how and when the notices were sent: their addresses are erased as well."),
            field="sent",
        )
    add_event(desk, id, EventKind.NOTICES_SENT, sent, owner="destruction")


def notices_wait(_desk: Desk, id: int) -> bool:
    """Whether notices were issued that answer no request, so that their dispatch is told here."""
    return bool(
        Document.select()
        .where(
            Document.destruction_id == id,
            Document.form == "notice_done",
            Document.state == "issued",
            Document.request.is_null(),
        )
        .exists()
    )


def _supplement(
    desk: Desk,
    row: Destruction,
    counts: Counts,
    planned: dict[str, int],
    differs: list[str],
    waiting: Sequence[int],
) -> str:
    """Issue the supplement where what was erased, or of whom, differs from the act; its number, or nothing."""
    if not (differs or waiting) or row.act is None or row.commission_id is None:
        return ""
    from desk.services.destruction.acts import issue_supplement

    lines = tuple((name, planned[name], counts.erased[name]) for name in differs)
    return issue_supplement(desk, row, lines, waiting)


def _told(id: int) -> Destruction:
    row = Destruction.get_or_none(Destruction.id == id)
    if row is None:
        raise Refusal(N_("There is no such destruction."))
    if row.state == "erased":
        raise Refusal(N_("The desk’s own copies have already been erased."))
    if row.state != "told":
        raise Refusal(N_("First notify the subjects: their addresses are erased as well."))
    if row.request is not None and row.request.state == "open":
        raise Refusal(N_("First close the request {number}."), number=row.request.number)
    return row


def erase_scope(desk: Desk, scope: Scope) -> Counts:
    """Seal the case, run every eraser and count, inside an act."""
    _keep_case(desk, scope)
    sealed = sum(seals.seal_document(desk, id) for id in scope.case_papers)
    sealed += sum(seals.seal_file(desk, id) for id in scope.case_files)
    for clean in CLEANERS:
        clean(desk, scope)
    erased = {name: eraser(desk, scope) for name, eraser in ERASERS.items()}
    blobs.drop_unused(desk.database)
    return Counts(erased, sealed, dict(scope.spared))


def end_registers(desk: Desk, scope: Scope, destruction: int | None, until: str | None) -> None:
    """Journals and registers sealed with a case go with it: of their own they have no term.

    They prove what the act proves, so they are kept as long (R24): without an act three years from now.
    """
    last = until or iso(keeping(desk, desk.today()).due)
    Document.update(destruction_id=destruction, keep_until=last).where(
        Document.id.in_(scope.case_papers),
        Document.sealed.is_null(False),
        Document.keep_until.is_null(),
        Document.request.is_null(),
        Document.consent_id.is_null(),
        Document.destruction_id.is_null(),
        Document.person_id.is_null(),
    ).execute()


_CASE = (
    ("request", "SELECT * FROM request WHERE id = ?"),
    ("events", "SELECT at, kind, actor, note FROM event WHERE request = ? ORDER BY id"),
    (
        "people",
        "SELECT p.* FROM person p JOIN request r ON p.id IN (r.subject, r.applicant) WHERE r.id = ?",
    ),
    (
        "consents",
        "SELECT * FROM consent WHERE person IN (SELECT subject FROM request WHERE id = ?)",
    ),
)


_PROOF = (
    ("people", "SELECT * FROM person WHERE id IN (SELECT value FROM json_each(?))"),
    ("consents", "SELECT * FROM consent WHERE person IN (SELECT value FROM json_each(?))"),
)


def _keep_case(desk: Desk, scope: Scope) -> None:
    """Put what the tables say into the sealed case file, before they are emptied.

    Without a request the destruction keeps it: that there was a consent is the operator's to prove (Art. 9 (3)).
    """
    for id in scope.case_requests:
        _keep(desk, id, {name: _rows(desk, sql, id) for name, sql in _CASE}, "request")
    if scope.consents and scope.destructions and not scope.case_requests:
        people = json.dumps(scope.persons)
        told = {name: _rows(desk, sql, people) for name, sql in _PROOF}
        _keep(desk, scope.destructions[-1], told, "destruction")


def _keep(desk: Desk, id: int, told: dict[str, list[dict[str, object]]], owner: Owner) -> None:
    text = canonical(told).encode()
    kept = keep_file(desk, id, "case.json", text, "note", "application/json", owner=owner)
    seals.seal_file(desk, kept)


def _rows(desk: Desk, sql: str, id: object) -> list[dict[str, object]]:
    cursor = desk.database.execute_sql(sql, (id,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _tombstones(desk: Desk, scope: Scope, ground: str, act: str, destruction: int | None) -> None:
    for ref in scope.refs:
        Erasure.insert(
            ref=ref,
            erased=desk.today().isoformat(),
            ground=ground,
            act=act,
            destruction=destruction,
        ).on_conflict_ignore().execute()


@writes("destruction", "paper")
def erase_case(desk: Desk, id: int) -> Counts:
    """Erase the sealed case file once its term is over (order 179, item 8); ``finish`` comes after."""
    row = Destruction.get_or_none(Destruction.id == id)
    if row is None or row.state != "erased":
        raise Refusal(N_("There is no sealed case file to erase here."))
    until = row.act.keep_until if row.act is not None else None
    if until is not None and until >= desk.today().isoformat():
        raise Refusal(N_("The case file must be kept until {day}."), day=date.fromisoformat(until))
    scope = case_scope(desk, id)
    counts = erase_scope(desk, scope)
    Deadline.update(met=stamp(desk.now())).where(
        Deadline.document_id.in_(scope.papers), Deadline.met.is_null()
    ).execute()
    add_event(desk, id, EventKind.CASE_ERASED, owner="destruction")
    store("scrub_due", value=True)
    desk.record("destruction.case_erased", row.number, erased=counts.erased)
    return counts


# --- after the act --------------------------------------------------------------------------------


def finish(desk: Desk, progress: Progress = _quiet) -> Finished:
    """Ledger, clean file, new backup, older backups destroyed; safe to be called again when cut short."""
    steps = iter(enumerate(_STEPS))

    def next_step() -> None:
        done, text = next(steps)
        progress(done, len(_STEPS), text)

    next_step()
    sync_ledger(desk)
    next_step()
    scrub(desk)
    next_step()
    made = Path(
        backup.make(
            desk.database, desk.folder / KEYS, desk.folder / BACKUPS, "erasure", desk.now()
        ).path
    )
    next_step()
    destroyed = backup.destroy_others(made)
    away = _second(desk, made)
    _finished(desk, made.name, destroyed, away)
    progress(len(_STEPS), len(_STEPS), "")
    return Finished(made.name, destroyed, away)


def _second(desk: Desk, made: Path) -> str:
    """Put the new backup into the second folder and destroy the older ones; its path when it is away."""
    second = str(setting(desk, "backup_folder"))
    if not second:
        return ""
    try:
        backup.copy_to(made, Path(second))
        backup.destroy_others(Path(second) / made.name, partial(backup.is_ours, desk.database))
    except Trouble:
        return second
    return ""


@writes("settings", "backup")
def clean_second(desk: Desk, made: Path) -> None:
    """Destroy the older backups in a second folder that was away when people were erased."""
    away = _second(desk, made)
    store("stale_backups", away)
    desk.record("erasure.second_folder", "desk", unreachable=bool(away))


@writes("settings", "backup")
def _finished(desk: Desk, name: str, destroyed: int, away: str) -> None:
    store("scrub_due", value=False)
    store("stale_backups", away)
    desk.record(
        "erasure.finished", "desk", backup=name, destroyed=destroyed, unreachable=bool(away)
    )


def scrub(desk: Desk) -> None:
    """Leave nothing of what was deleted in the index, the free pages and the write-ahead log."""
    desk.database.execute_sql("INSERT INTO search (search) VALUES ('optimize')")
    desk.database.execute_sql("VACUUM")
    desk.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def unfinished(desk: Desk) -> bool:
    """Whether an erasure was cut short before file and backups were cleaned."""
    return bool(setting(desk, "scrub_due"))


# --- the ledger -----------------------------------------------------------------------------------


def folders(desk: Desk) -> list[Path]:
    """Where ledgers are kept: beside the desk and beside its backups, as far as they are there now."""
    second = str(setting(desk, "backup_folder"))
    every = [desk.folder, desk.folder / BACKUPS, *([Path(second)] if second else [])]
    return [folder for folder in every if folder.is_dir()]


def sync_ledger(desk: Desk) -> None:
    """Write what this desk knows of erasures beside it and beside its backups."""
    known = [ledger.Erased(e.ref, e.erased, e.ground, e.act) for e in Erasure.select()]
    if known:
        every = {*known, *ledger.read(folders(desk))}
        for folder in folders(desk):
            ledger.note(folder, every)
