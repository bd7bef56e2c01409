# SPDX-License-Identifier: Apache-2.0
"""The desk file from outside: make one, back it up, change its keys and people, read its journal."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.cli.app import PATH, Session, session
from desk.cli.dispatching import check_doubts
from desk.cli.law import read_period
from desk.cli.saving import check_file, write_file
from desk.domain.canon import plain
from desk.domain.days import day_of
from desk.domain.journal import Entry
from desk.domain.journal_words import deed_words
from desk.domain.laws import RUSSIAN, kept
from desk.domain.recovery import BY_CODE
from desk.errors import N_, Refusal, Told, Trouble
from desk.paths import default_desk
from desk.services.desk import Desk
from desk.services.names import DeskNames
from desk.services.paper import papers
from desk.text import Catalogue

if TYPE_CHECKING:
    from desk.services.keeping.people import ActorView


def _folder(here: Session) -> Path:
    return here.folder or default_desk()


_WEAK = click.option("--weak", is_flag=True, help="Use a weak passphrase all the same.")


def _strong(secret: str, *, weak: bool) -> str:
    """The passphrase; a weak one is refused unless it is meant."""
    from desk.services.keeping import upkeep

    if secret and not weak and upkeep.is_weak(secret):
        raise Refusal(
            N_(
                "This passphrase is weak: whoever gets hold of the file may guess it. Choose another, or add --weak."
            )
        )
    return secret


@click.command()
@click.option("--operator", required=True, type=PATH, help="TOML with the card.")
@click.option(
    "--name", "actor_name", default="", help="The user’s name as the journal will show it."
)
@click.option("--sheet", type=PATH, help="Where to save the recovery sheet.")
@_WEAK
def init(operator: Path, actor_name: str, sheet: Path | None, weak: bool) -> None:
    """Create a new desk and show its recovery code, once."""
    from desk.services.keeping import upkeep

    here = session()
    card, promises = upkeep.operator_from_toml(operator), upkeep.promises_from_toml(operator)
    laws = upkeep.laws_from_toml(operator)
    who = actor_name or card.responsible_name.of("ru") or card.name.of("ru")
    if sheet is not None:
        papers.check_emergency_sheet(card, _folder(here), here.mode())
        check_file(sheet)
    secret = _strong(here.passphrase(confirm=True), weak=weak)
    desk, code = upkeep.create_desk(_folder(here), secret, card, who)
    try:
        facts = {"desk": desk.folder.as_posix(), "recovery_code": code}
        for key, wanted in promises.items():
            upkeep.set_setting(desk, key, wanted)
        if laws != RUSSIAN:
            upkeep.set_setting(desk, "laws", kept(laws))
        if sheet is not None:
            write_file(sheet, papers.emergency_sheet(desk, code, here.mode(desk)).content)
            upkeep.set_setting(desk, "sheet_printed", True)
            facts["sheet"] = sheet.as_posix()
    finally:
        # Said before the first backup is written: without the code a lost passphrase loses the desk.
        told = here.words.say(
            N_("The desk is in {path}. Recovery code, shown only once: {code}"),
            path=facts["desk"],
            code=code,
        )
        here.show(facts, told)
        upkeep.close_desk(desk)


@click.group()
def journal() -> None:
    """Verify the journal or read it."""


@journal.command()
def verify() -> None:
    """Check every entry of the journal and its chain."""
    from desk.services.overview import journals
    from desk.storage.database import PAGE_DAMAGED

    here = session()
    with here.desk() as desk:
        finding = journals.verify(desk)
        words = here.words.ngettext(
            "The journal is whole: {count} entry.",
            "The journal is whole: {count} entries.",
            finding.checked,
        )
        sound = words.format(count=finding.checked)
        if finding.sound or here.as_json:
            told = finding.message and here.words.say(finding.message, seq=finding.seq)
            here.show(plain(replace(finding, message=told)), sound)
        if not finding.sound:
            # A damaged disk is the machine's trouble, as wherever else it is met.
            blame = Trouble if finding.message == PAGE_DAMAGED else Refusal
            raise blame(finding.message, seq=finding.seq)


@journal.command()
@click.option("--since", default="0001-01-01", help="First day.")
@click.option("--until", default="9999-12-31", help="Last day.")
def extract(since: str, until: str) -> None:
    """Show the entries of a period."""
    from desk.services.overview import journals

    here = session()
    first, last = read_period(since, until)
    with here.desk() as desk:
        entries, names = journals.extract(desk, first, last), DeskNames(desk)
        lines = [_entry(entry, names, here.words) for entry in entries]
        here.show({"entries": plain(entries)}, "\n".join(lines))


def _entry(entry: Entry, names: DeskNames, words: Catalogue) -> str:
    """An entry as people speak, its details on a line of their own; the ids are in the JSON."""
    at = words.moment(datetime.fromisoformat(entry.at), names.zone)
    done, about = deed_words(words, entry.action), names.record(entry.ref, words)
    who = words.gettext(BY_CODE) if entry.actor == BY_CODE else entry.actor
    details = names.facts(entry.detail, words)
    return f"{entry.seq:>6}  {at}  {done} ({about})  {who}" + (
        f"\n        {details}" if details else ""
    )


@click.group()
def backup() -> None:
    """Make, list and restore backups."""


@backup.command()
def make() -> None:
    """Write a backup now, open it and check it."""
    from desk.services.keeping import backups

    here = session()
    with here.desk() as desk:
        view = backups.make_backup(desk)
        here.show(plain(view), view.path)


@backup.command("list")
def list_() -> None:
    """List the backups of the desk."""
    from desk.services.keeping import backups

    here = session()
    views = backups.list_backups(_folder(here))
    here.show({"backups": plain(views)}, "\n".join(view.path for view in views))


@backup.command()
@click.argument("file", type=PATH)
@click.option(
    "--anyway",
    is_flag=True,
    help="Restore it even though it belongs to another desk, or opens with different passphrases than this one.",
)
def restore(file: Path, anyway: bool) -> None:
    """Replace the desk with the backup FILE; what was there is kept beside it."""
    from desk.services.keeping import backups

    here = session()
    doubts = [
        *backups.restore_doubts(_folder(here), file),
        *backups.other_secrets(_folder(here), file),
    ]
    check_doubts(here, doubts, anyway=anyway)
    kept = backups.restore(_folder(here), file)
    told = here.words.say(
        N_("The backup is restored. What was there is kept in {path}."), path=str(kept or "—")
    )
    here.show({"desk": _folder(here).as_posix(), "kept": plain(kept and str(kept))}, told)


@click.group()
def passphrase() -> None:
    """Change the passphrase."""


@passphrase.command()
@click.option("--new-file", default="", help="The file whose first line is the new passphrase.")
@click.option(
    "--sheet", type=PATH, help="Make a new recovery code as well, and save its recovery sheet here."
)
@click.option(
    "--person",
    type=click.IntRange(1, 1_000_000),
    help="Whose, if there are several, with the recovery code.",
)
@_WEAK
def change(new_file: str, sheet: Path | None, person: int | None, weak: bool) -> None:
    """Change the passphrase you open the desk with, or set a new one with the recovery code."""
    from desk.services.keeping import upkeep

    here = session()
    if sheet is not None:
        check_file(sheet)
    old = "" if here.recovery_file else here.passphrase()
    if not new_file and not sys.stdin.isatty():
        raise Refusal(N_("Give the new passphrase with --new-file FILE."))
    new = _strong(
        Session(passphrase_file=new_file, lang=here.lang).passphrase(confirm=True), weak=weak
    )
    desk = (
        here.open()
        if here.recovery_file
        else upkeep.open_desk(_folder(here), old, older=here.older)
    )
    try:
        if sheet is not None:
            papers.check_emergency_sheet(desk.operator(), desk.folder, here.mode(desk))
        if here.recovery_file:
            upkeep.renew_passphrase(desk, new, person)
        else:
            upkeep.change_passphrase(desk, old, new)
        if sheet is not None:
            _new_sheet(here, desk, sheet)
    finally:
        upkeep.close_desk(desk)
    told = [here.words.gettext(_CHANGED)]
    if sheet is not None:
        told.append(here.words.say(_NEW_CODE, path=sheet.as_posix()))
    elif here.recovery_file:
        told.append(here.words.gettext(_OLD_CODE))
    here.show({"changed": True, "sheet": sheet and sheet.as_posix()}, "\n".join(told))


_CHANGED = N_("The passphrase is changed. Old backups still open with the old one.")
_NEW_CODE = N_("The new recovery code is on the sheet {path}: print it and destroy the old sheet.")
_CODE = N_("The recovery code is new and shown only once: {code}")
_OLD_CODE = N_("The used recovery code still opens the desk: --sheet FILE makes a new one.")


def _new_sheet(here: Session, desk: Desk, path: Path) -> None:
    """Make a new code and save its sheet; a code whose sheet could not be written is said."""
    from desk.services.keeping import upkeep

    code = upkeep.new_recovery_code(desk)
    try:
        write_file(path, papers.emergency_sheet(desk, code, here.mode(desk)).content)
    except Told:
        # The old code opens the desk no more, and no other place says the new one.
        here.show({"recovery_code": code}, here.words.say(_CODE, code=code))
        raise
    upkeep.set_setting(desk, "sheet_printed", True)


@click.group()
def people() -> None:
    """Who may open the desk."""


@people.command("list")
def list_people() -> None:
    """List the users of the desk."""
    from desk.services.keeping import upkeep

    here = session()
    with here.desk() as desk:
        found = upkeep.people(desk)
        here.show(
            {"people": plain(found)},
            "\n".join(_person(one, here.words, desk.zone) for one in found),
        )


def _person(one: ActorView, words: Catalogue, zone: str) -> str:
    line = f"{one.id}  {one.name}"
    if not one.removed:
        return line
    taken = day_of(one.removed, zone)
    return words.say(N_("{person}: removed on {day}"), person=line, day=taken)


@people.command()
@click.argument("name")
@click.option(
    "--new-file", required=True, help="The file whose first line is that person's passphrase."
)
@_WEAK
def add(name: str, new_file: str, weak: bool) -> None:
    """Let NAME open the desk with a passphrase of their own."""
    from desk.services.keeping import upkeep

    here = session()
    with here.desk() as desk:
        secret = _strong(Session(passphrase_file=new_file).passphrase(), weak=weak)
        id = upkeep.add_person(desk, name, secret)
        here.show({"id": id}, here.words.gettext(N_("Added.")))


@people.command()
@click.argument("id", type=click.IntRange(1, 1_000_000))
def remove(id: int) -> None:
    """Remove a user; the desk gets a new key."""
    from desk.services.keeping import upkeep

    here = session()
    words = here.passphrase()
    desk = upkeep.open_desk(_folder(here), words, older=here.older)
    try:
        told = upkeep.remove_person(desk, id, words)
    finally:
        upkeep.close_desk(desk)
    here.show({"removed": id}, here.words.gettext(told))
