# SPDX-License-Identifier: Apache-2.0
"""Loading a newer list of states beside the desk, and what a list changes for the transfers of the register."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desk.domain.state_lists import Difference, difference, read_states
from desk.domain.values import Both
from desk.errors import N_, AtField, Trouble
from desk.services.checks import EARLIEST, LATEST
from desk.services.desk import Desk, writes
from desk.services.entries import required_both

_FOLDER, _INDEX = "countries", "lists.toml"
_CHANGED = (
    "SELECT t.code, r.name_ru, r.name_en FROM transfer t JOIN recipient r ON r.id = t.recipient"
    " WHERE t.retired IS NULL AND (t.until IS NULL OR t.until >= ?)"
    " AND t.country IN (SELECT value FROM json_each(?)) ORDER BY t.id"
)


@dataclass(frozen=True)
class Touched:
    """A transfer in use whose state a list puts on or leaves out."""

    code: str
    recipient: Both


@dataclass(frozen=True)
class Loaded:
    """What a list changes against the one in force before it."""

    difference: Difference
    transfers: tuple[Touched, ...]


def changed_transfers(desk: Desk, states: Iterable[str]) -> tuple[Touched, ...]:
    """The transfers in use to these states."""
    rows = desk.database.execute_sql(
        _CHANGED, (desk.today().isoformat(), json.dumps(sorted(states)))
    ).fetchall()
    return tuple(Touched(code, Both(ru, en)) for code, ru, en in rows)


@writes("transfer", "settings")
def load_list(desk: Desk, path: Path, since: date, version: Both) -> Loaded:
    """Keep a list of states in the folder of the desk, in force from a day; returns what it changes.

    A list that is kept for the same day is replaced; one that cannot be read changes nothing.
    """
    if not EARLIEST <= since <= LATEST:
        raise AtField(N_("This date is not possible."), field="since")
    named = required_both(version, "version")
    states = read_states(path)
    before = [each for each in desk.states.lists if each.since < since]
    found = difference(before[-1].states if before else {}, states)
    _keep(desk, path.read_bytes(), since, named)
    desk.forget_states()
    desk.record(
        "states.loaded", "desk", on=since, added=len(found.added), removed=len(found.removed)
    )
    changed = {state.code for state in (*found.added, *found.removed)}
    return Loaded(found, changed_transfers(desk, changed))


def _keep(desk: Desk, content: bytes, since: date, version: Both) -> None:
    """The CSV and its entry; an entry of the same day makes room."""
    folder = desk.folder / _FOLDER
    name = f"list-{since.isoformat()}.csv"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        index = folder / _INDEX
        kept = index.read_text("utf-8") if index.is_file() else ""
        head, *entries = kept.split("[[list]]")
        others = [each for each in entries if f"since = {since.isoformat()}" not in each]
        said = ", ".join(
            f"{language} = {json.dumps(text, ensure_ascii=False)}"
            for language, text in (("ru", version.ru), ("en", version.en or version.ru))
        )
        entry = f'\nfile = "{name}"\nsince = {since.isoformat()}\nversion = {{ {said} }}\n'
        _write(folder / name, content)
        _write(index, "[[list]]".join([head, *others, entry]).encode())
    except OSError as error:
        raise Trouble(
            N_("The file cannot be written. Choose another folder; nothing else was changed."),
            detail=error.strerror or "",
        ) from error


def _write(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.chmod(0o600)
    part.replace(path)
