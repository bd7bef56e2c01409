# SPDX-License-Identifier: Apache-2.0
"""The journal's words for people: what an action id means and how its details read.

An id nobody has named yet is shown as it is stored: the journal hides nothing.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from enum import StrEnum

from desk.domain.kinds import Channel, DemandKind
from desk.text import N_
from ui.language import _, current
from ui.words import label

DEEDS = {
    "desk.created": N_("The desk was created"),
    "desk.restored": N_("The desk was restored from a backup"),
    "desk.upgraded": N_("The desk was upgraded"),
    "desk.opened_by_recovery_code": N_("The desk was opened by the recovery code"),
    "operator.saved": N_("The operator’s card was saved"),
    "passphrase.changed": N_("A passphrase was changed"),
    "person_of_desk.added": N_("A person was added to the desk"),
    "person_of_desk.removed": N_("A person was removed from the desk"),
    "recovery_code.renewed": N_("A new recovery code was made"),
    "settings.changed": N_("A setting was changed"),
    "person.changed": N_("A card was changed"),
    "person.merged": N_("Two cards were merged"),
    "letter.taken_in": N_("A letter was taken in"),
    "letter.joined": N_("A letter joined its request"),
    "request.registered": N_("A request was registered"),
    "request.opened": N_("A request was looked at"),
    "record.opened": N_("A record was looked at"),
    "request.acknowledged": N_("Receipt was acknowledged"),
    "request.identified": N_("Identity was confirmed"),
    "request.authority_checked": N_("Authority was checked"),
    "request.completeness": N_("Completeness was checked"),
    "request.completion_asked": N_("The applicant was asked for what is missing"),
    "request.evidence": N_("Confirming data were handed in"),
    "request.extended": N_("A term was extended"),
    "request.blocked": N_("Data were blocked"),
    "request.unblocked": N_("Blocking was lifted"),
    "request.block_declined": N_("Blocking was declined"),
    "request.inquiry": N_("An inquiry was recorded"),
    "request.remedy": N_("A remedy was recorded"),
    "request.decided": N_("A demand was decided"),
    "request.drafted": N_("A draft e-mail was made"),
    "request.dispatched": N_("An answer was dispatched"),
    "request.closed": N_("A request was closed"),
    "request.corrected": N_("A record was put right"),
    "request.voided": N_("A record was voided"),
    "request.note": N_("A note was added"),
    "request.file": N_("A file was added"),
    "file.opened": N_("A file was looked at"),
    "file.saved": N_("A file was saved out"),
    "file.exported": N_("A file was exported"),
    "paper.issued": N_("A paper was issued"),
    "paper.voided": N_("A paper was voided"),
    "paper.replaced": N_("A paper was replaced"),
    "paper.signed": N_("A paper was marked as signed"),
    "paper.opened": N_("A paper was looked at"),
    "paper.printed": N_("A paper was printed"),
    "paper.saved": N_("A paper was saved"),
    "paper.exported": N_("A paper was exported"),
    "promises.changed": N_("The own promises were changed"),
    "journal.extracted": N_("An extract of the journal was saved"),
}
KEYS = {
    "key": N_("setting"),
    "number": N_("number"),
    "reason": N_("reason"),
    "kinds": N_("demands"),
    "kind": N_("demand"),
    "channel": N_("channel"),
    "due": N_("due"),
    "day": N_("day"),
    "at": N_("moment"),
    "form": N_("form"),
    "request": N_("request"),
    "paper": N_("paper"),
    "document": N_("document"),
    "demand": N_("demand"),
    "state": N_("state"),
    "languages": N_("languages"),
    "pages": N_("pages"),
    "digest": N_("digest"),
    "size": N_("size"),
    "role": N_("role"),
    "demonstration": N_("demonstration"),
    "backup": N_("backup"),
    "migrations": N_("migrations"),
    "how": N_("how"),
    "received": N_("received"),
    "letter": N_("letter"),
    "way": N_("way"),
    "fields": N_("fields"),
}
LONGEST = 400
_EMPTY: tuple[object, ...] = ("", None, [], {})
_LISTS: dict[str, type[StrEnum]] = {"channel": Channel, "kinds": DemandKind, "kind": DemandKind}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(\+00:00|Z))?")


def deed(action: str) -> str:
    """What was done, in the language of the window."""
    return _(DEEDS[action]) if action in DEEDS else action


def facts(detail: str | None) -> str:
    """The details of an entry in one line; “—” once they were blanked."""
    if detail is None:
        return "—"
    try:
        found = json.loads(detail)
    except ValueError:
        return detail[:LONGEST]
    if not isinstance(found, dict):
        return str(found)[:LONGEST]
    parts = [
        f"{_word(key)}: {_phrase(key, value)}"
        for key, value in found.items()
        if value not in _EMPTY
    ]
    return " · ".join(parts)[:LONGEST]


def _word(key: str) -> str:
    return _(KEYS[key]) if key in KEYS else key.replace("_", " ")


def _phrase(key: str, value: object) -> str:
    """Closed lists by their labels, moments as days; anything else as it is stored."""
    names = value if isinstance(value, list) else [value]
    if key in _LISTS and all(name in set(_LISTS[key]) for name in names):
        return ", ".join(label(_LISTS[key](str(name))) for name in names)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return current().date(datetime.fromisoformat(value).date())
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(item)}" for key, item in value.items())
    return str(value)
