# SPDX-License-Identifier: Apache-2.0
"""The journal's words for people: what an action id means and how its details read.

An id nobody has named yet is shown as it is stored: the journal hides nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from enum import StrEnum

from desk.domain.consent import ConsentKind, ConsentWay
from desk.domain.destruction import Cause
from desk.domain.journal_words import (
    assigned,
    cycled,
    deed_words,
    destroyed,
    electronic,
    told,
)
from desk.domain.kinds import Channel, DemandKind, DemandState, Found, Law
from desk.domain.registers import DataClass
from desk.domain.transfers import Decision
from desk.text import N_
from ui import electronic as electronic_words
from ui import words
from ui.fields import Field
from ui.language import _, current
from ui.numbers import named
from ui.words import label

KEYS = {
    "evidence": N_("proof"),
    "key": N_("setting"),
    "number": N_("number"),
    "reason": N_("reason"),
    "kinds": N_("demands"),
    "found": N_("found"),
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
    "last_entry": N_("last entry of the file"),
    "kept_entry": N_("entry at the last closing"),
    "migrations": N_("migrations"),
    "how": N_("how"),
    "received": N_("received"),
    "letter": N_("letter"),
    "way": N_("way"),
    "fields": N_("fields"),
    "notice": N_("notice"),
    "terms": N_("terms"),
    "laws": N_("laws"),
    "laws_before": N_("laws before"),
    "third_party": N_("a processor or third party acts too"),
    "terms_before": N_("terms before"),
    "terms_after": N_("terms after"),
    "repeat_of": N_("repeats"),
    "repeats": N_("repeats"),
    "repeated_before": N_("repeated before"),
    "follows": N_("came in a reply about"),
    "replaces": N_("replaces"),
    "left": N_("had left"),
    "papers": N_("papers"),
    "files": N_("files"),
    "looked": N_("looked at by a person"),
    "missing": N_("missing"),
    "deed": N_("what was done"),
    "on": N_("day"),
    "found_on": N_("found on"),
    "unlawful": N_("unlawful"),
    "changed": N_("changed"),
    "other": N_("other card"),
    "requests": N_("requests"),
    "new_key": N_("new database key"),
    "counted": N_("counted"),
    "answer_days": N_("working days to answer"),
    "extension_days": N_("working days of extension"),
    "review_years": N_("years to review the policy"),
    "sha256": N_("file’s hash"),
    "consent_kind": N_("kind of consent"),
    "consent_way": N_("way it was given"),
    "given": N_("given"),
    "valid_until": N_("valid until"),
    "written": N_("in written form"),
    "purpose": N_("purpose"),
    "person": N_("person"),
    "renews": N_("renews"),
    "text": N_("fingerprint of the text"),
    "consents": N_("consents"),
    "categories": N_("categories"),
    "groups": N_("groups"),
    "purposes": N_("purposes"),
    "edition": N_("edition"),
    "red": N_("to be put right"),
    "data_class": N_("class"),
    "country": N_("country"),
    "rented": N_("rented"),
    "kind_of_text": N_("what it asks"),
    "version": N_("version"),
    "set": N_("set"),
    "recipient": N_("recipient"),
    "transfers": N_("transfers"),
    "decision": N_("decision"),
    **destroyed.KEYS,
    **told.KEYS,
    **assigned.KEYS,
    **electronic.KEYS,
    **cycled.KEYS,
}
PARTS = {
    "name": N_("name"),
    "dative": N_("name in the dative"),
    "email": N_("e-mail"),
    "phone": N_("telephone"),
    "address": N_("address"),
    "document": N_("identity document"),
    "relation": N_("relationship with the operator"),
    "signature": N_("signature"),
    "language": N_("Language"),
    "received": N_("received"),
    "sent": N_("sent"),
    "channel": N_("channel"),
    "kinds": N_("demands"),
    "subject": N_("person"),
    "applicant": N_("applicant"),
    "role": N_("who wrote"),
    "subject_id": N_("another card"),
    "new_card": N_("a card of its own"),
    "paper_language": N_("Language of new papers"),
    "idle_minutes": N_("Lock after minutes idle"),
    "colours": N_("Colours"),
    "reminders": N_("Reminders"),
    "backup_folder": N_("Second folder for backups"),
    "own_promises": N_("Own promises"),
    "laws": N_("Laws of a new request"),
    "sheet_printed": N_("The sheet is printed or saved"),
}
"""Names of what was changed: fields of cards and settings."""
LONGEST = 400
_EMPTY: tuple[object, ...] = ("", None, [], {})
_LISTS: dict[str, type[StrEnum]] = {
    "channel": Channel,
    "way": Channel,
    "kinds": DemandKind,
    "found": Found,
    "kind": DemandKind,
    "demand": DemandKind,
    "state": DemandState,
    "consent_kind": ConsentKind,
    "consent_way": ConsentWay,
    "data_class": DataClass,
    "kind_of_text": ConsentKind,
    "cause": Cause,
    "decision": Decision,
    "laws": Law,
    "laws_before": Law,
    **told.LISTS,
    **cycled.LISTS,
}
_LAST = ("digest", "sha256", "letter", "text")
"""Fingerprints: they come last and shortened; an extract has them whole."""
_RECORDS = (
    "request", "notice", "repeat_of", "follows", "replaces", "papers", "other", "person", "renews", "purpose",
    "act", "order", "subjects", "notices", "persons", "spared", "supplement",
    "recipient", "transfers", "assessment",
)  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(\+00:00|Z))?")

Rules = Callable[[str], str]
"""Names a rule, given by its id or row, or a system, given by its code."""


def deed(action: str) -> str:
    """What was done, in the language of the window."""
    return deed_words(current(), action)


def facts(detail: str | None, rules: Rules = str, zone: str = "UTC", systems: Rules = str) -> str:
    """The details of an entry in one line; “—” once they were blanked."""
    if detail is None:
        return "—"
    try:
        found = json.loads(detail)
    except ValueError:
        return detail[:LONGEST]
    if not isinstance(found, dict):
        return str(found)[:LONGEST]
    if isinstance(found.get("system"), str):
        found["system"] = systems(found["system"])
    if found.get("channel") == Channel.OWN and "kinds" in found:
        found = {"found" if key == "kinds" else key: value for key, value in found.items()}
    parts = [
        f"{_word(key)}: {_phrase(key, found[key], rules, zone)}"
        for key in sorted(found, key=_LAST.__contains__)
        if found[key] not in _EMPTY
    ]
    return " · ".join(parts)[:LONGEST]


def _word(key: str) -> str:
    return _(KEYS[key]) if key in KEYS else key.replace("_", " ")


def _phrase(key: str, value: object, rules: Rules, zone: str) -> str:
    """Closed lists, records, counts and terms by their names; what has none as it is stored."""
    if isinstance(value, dict):
        return "; ".join(f"{_counted(name)}: {number}" for name, number in value.items() if number)
    items = value if isinstance(value, list) else [value]
    if key.startswith("terms"):
        said = [_term(item, rules) for item in items]
    else:
        said = [_item(key, item, zone) for item in items]
    return ", ".join(dict.fromkeys(said))


def _counted(name: str) -> str:
    return _(destroyed.ERASED.get(name, name))


def _place(field: str) -> str:
    """Who signs at a place of a paper: “Chairman”, “Member 2”."""
    from desk.domain.paper_words import PARTS

    part, _line, number = field.partition("_")
    return f"{_(PARTS[part])} {number}".strip() if part in PARTS else field


def _item(key: str, item: object, zone: str) -> str:
    if isinstance(item, bool):
        return _("yes") if item else _("no")
    text = str(item)
    if key in _LAST:
        return f"{text[:12]}…"
    if key in _LISTS and text in set(_LISTS[key]):
        return label(_LISTS[key](text))
    if key in _RECORDS:
        return named(text)
    if key in _NAMED:
        return _NAMED[key](text)
    if _MOMENT.fullmatch(text):
        return words.moment(text, zone) if "T" in text else words.day(text)
    return text


def _term(item: object, rules: Rules) -> str:
    """“Answer a request for personal data — 4 Dec 2026”, with both dates when it was moved."""
    if not isinstance(item, dict):
        return rules(str(item))
    days = [words.day(str(item[key])) for key in ("from", "to", "due") if item.get(key)]
    return " — ".join([rules(str(item.get("rule", ""))), " → ".join(days)])


def _field(name: str) -> str:
    from ui.operator_fields import CARD

    titles = {field.name: field.label for field in CARD if isinstance(field, Field)}
    title = PARTS.get(name) or titles.get(name)
    return _(title) if title else name


_NAMED: dict[str, Callable[[str], str]] = {
    "form": words.paper,
    "deed": lambda text: _(words.DEEDS.get(text, text)),
    "country": words.country,
    "categories": words.category,
    "set": words.starter,
    "field": _place,
    "verdict": electronic_words.verdict,
    "verdicts": electronic_words.verdict,
    "differs": _counted,
    **dict.fromkeys(("fields", "changed", "key", "missing"), _field),
}
"""How the value of a detail is told, by its key."""
