# SPDX-License-Identifier: Apache-2.0
"""The settings of a desk, declared with type and default, and the drafts of unfinished forms.

Everything about the work lives here, inside the encrypted file; window geometry does not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from desk.domain.calendar import CALENDARS
from desk.domain.canon import plain
from desk.domain.kinds import Law
from desk.domain.laws import CHOICES, kept, read
from desk.errors import N_, AtField, Refusal
from desk.paths import resource
from desk.services.desk import Desk, writes
from desk.storage.models import FormDraft, Setting

Value = str | int | bool


@dataclass(frozen=True)
class Declared:
    """What a setting may be; ``inner`` ones belong to the program and are not offered to people."""

    default: Value
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    inner: bool = False


SETTINGS: Mapping[str, Declared] = {
    "language": Declared("ru", choices=("ru", "en")),
    "paper_language": Declared("ru", choices=("ru", "en", "ru+en")),
    "idle_minutes": Declared(10, least=1, most=240),
    "colours": Declared("system", choices=("system", "light", "dark")),
    "reminders": Declared(True),
    "reminder_days": Declared(3, least=0, most=30),
    "backup_folder": Declared(""),
    "own_promises": Declared(True),
    "promises_confirmed": Declared(False),
    "laws": Declared("ru", choices=tuple(map(kept, CHOICES))),
    "sheet_printed": Declared(False),
    "demonstration": Declared(False, inner=True),
    "signatures_checked": Declared("", inner=True),
    "recovery_slot": Declared("", inner=True),
    "older_code": Declared(False, inner=True),
    "own_rules": Declared("", inner=True),
    "calendar": Declared("", inner=True),
    "steps": Declared(0, most=1_000_000, inner=True),
    "zones": Declared("", inner=True),
    "seal": Declared("", inner=True),
    "scrub_due": Declared(False, inner=True),
    "stale_backups": Declared("", inner=True),
    "stop_list_secret": Declared("", inner=True),
}
_LONGEST = 1000
_KEPT = "SELECT key, value FROM setting WHERE key IN (SELECT value FROM json_each(?))"


def setting(desk: Desk, key: str) -> Value:
    """The value of a setting, or its default; a stored value that no longer fits counts as none."""
    return _settings(desk, key)[key]


def _settings(desk: Desk, *keys: str) -> dict[str, Value]:
    """Several settings, read at once: everything asks for them, so the statement is written already."""
    found: dict[str, Value] = {key: SETTINGS[key].default for key in keys}
    for key, value in desk.database.execute_sql(_KEPT, (json.dumps(keys),)).fetchall():
        with suppress(ValueError, Refusal):
            found[key] = _fitting(key, json.loads(value))
    return found


@writes("settings")
def set_setting(desk: Desk, key: str, value: Value) -> None:
    """Keep a setting; refuses what its type and choices do not allow. The journal names the key alone."""
    declared = SETTINGS.get(key)
    if declared is None or declared.inner:
        raise Refusal(N_("There is no setting “{key}”."), field="key", key=key)
    store(key, value)
    desk.record("settings.changed", "settings", key=key)


def store(key: str, value: Value) -> None:
    """Write a setting inside an act that journals it itself."""
    text = json.dumps(_fitting(key, value))
    Setting.insert(key=key, value=text).on_conflict_replace().execute()


def calendar_digest() -> str:
    """What stands for the calendars the program brings; terms are recounted when one is another."""
    files = (resource("calendars", f"{name}.toml") for name in CALENDARS)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _fitting(key: str, value: object) -> Value:
    declared = SETTINGS[key]
    kind = type(declared.default)
    if type(value) is not kind:
        raise AtField(N_("This value is not valid for the setting."), field=key)
    if isinstance(value, str):
        if declared.choices and value not in declared.choices:
            raise AtField(N_("This value is not valid for the setting."), field=key)
        if len(value) > _LONGEST or "\0" in value or not value.isprintable():
            raise AtField(N_("This value is not valid for the setting."), field=key)
        return value
    if isinstance(value, bool):
        return value
    assert isinstance(value, int)
    if not declared.least <= value <= declared.most:
        raise Refusal(
            N_("Give a number from {least} to {most}."),
            field=key,
            least=declared.least,
            most=declared.most,
        )
    return value


def keep_draft(desk: Desk, key: str, state: Mapping[str, object]) -> None:
    """Keep the state of an unfinished form so that a lock loses nothing.

    A draft is no record yet: it is kept without a journal entry and gone once it is taken.
    """
    text = json.dumps(plain(dict(state)), ensure_ascii=False)
    kept = desk.now().isoformat()
    with desk.database.atomic():
        FormDraft.insert(key=key, state=text, kept=kept).on_conflict_replace().execute()


def take_draft(desk: Desk, key: str) -> dict[str, object] | None:
    """The kept state of a form, which is then forgotten; ``None`` when there is none."""
    with desk.database.atomic():
        row = FormDraft.get_or_none(FormDraft.key == key)
        if row is None:
            return None
        FormDraft.delete().where(FormDraft.key == key).execute()
    found: dict[str, object] = json.loads(row.state)
    return found


def drafts(desk: Desk) -> list[str]:
    """The keys of kept drafts, oldest first."""
    rows = FormDraft.select(FormDraft.key).order_by(FormDraft.kept, FormDraft.key)
    return [row.key for row in rows]


def own_promises(desk: Desk) -> bool:
    """Whether the operator's own promises count beside the law."""
    return bool(setting(desk, "own_promises"))


def promises_confirmed(desk: Desk) -> bool:
    """Whether the operator said that his policy promises them: only then do papers name them."""
    return bool(setting(desk, "promises_confirmed"))


def usual_laws(desk: Desk) -> tuple[Law, ...]:
    """The laws a new request is under unless its letter calls for another."""
    return read(str(setting(desk, "laws")))


def promises_and_laws(desk: Desk) -> tuple[bool, tuple[Law, ...]]:
    """``own_promises`` and ``usual_laws`` in one look at the file."""
    found = _settings(desk, "own_promises", "laws")
    return bool(found["own_promises"]), read(str(found["laws"]))
