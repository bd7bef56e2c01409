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
from desk.domain.kinds import Channel, DemandKind, DemandState
from desk.domain.registers import DataClass
from desk.domain.transfers import Decision
from desk.text import N_
from ui import assigned, declared, destroyed, told, words
from ui.fields import Field
from ui.language import _
from ui.words import label

DEEDS = {
    "desk.created": N_("The desk was created"),
    "desk.restored": N_("The desk was restored from a backup"),
    "holding.recorded": N_("Data held were recorded"),
    "holding.changed": N_("A record of data held was put right"),
    "holding.achieved": N_("A purpose was achieved"),
    "holding.ended": N_("A record of data held was ended"),
    "holding.source": N_("The source of data was told, or an exemption named"),
    "holding.untold": N_("A notice of the source was voided: the data rest again"),
    "hold.put": N_("A legal hold was put on data"),
    "hold.released": N_("A legal hold was released"),
    "destruction.erased": N_("The desk erased its own copies"),
    "destruction.case_erased": N_("The sealed case file was erased"),
    "erasure.finished": N_("File and backups were cleaned after an erasure"),
    "erasure.second_folder": N_("The second folder for backups was cleaned after an erasure"),
    "erasure.replayed": N_("People the backup had brought back were erased again"),
    "paper.unsealed": N_("A sealed paper was opened"),
    "file.unsealed": N_("A sealed file was opened"),
    "desk.upgraded": N_("The desk was upgraded"),
    "desk.opened_by_recovery_code": N_("The desk was opened by the recovery code"),
    "operator.saved": N_("The operator’s card was saved"),
    "passphrase.changed": N_("A passphrase was changed"),
    "person_of_desk.added": N_("A person was added to the desk"),
    "person_of_desk.removed": N_("A person was removed from the desk"),
    "recovery_code.renewed": N_("A new recovery code was made"),
    "settings.changed": N_("A setting was changed"),
    "calendar.changed": N_("Terms were recounted by a new calendar"),
    "rules.changed": N_("The rules were changed"),
    "person.changed": N_("A card was changed"),
    "person.merged": N_("Two cards were merged"),
    "letter.joined": N_("A letter joined its request"),
    "request.registered": N_("A request was registered"),
    "record.opened": N_("A record was looked at"),
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
    "request.postponed": N_("Destruction was postponed"),
    "request.notice_sent": N_("A notice of extension was sent"),
    "request.closed": N_("A request was closed"),
    "request.corrected": N_("A record was put right"),
    "request.laws_changed": N_("A request was put under another law"),
    "request.voided": N_("A record was voided"),
    "request.note": N_("A note was added"),
    "request.file": N_("A file was added"),
    "file.opened": N_("A file was looked at"),
    "file.saved": N_("A file was saved out"),
    "file.exported": N_("A file was exported"),
    "paper.issued": N_("A paper was issued"),
    "paper.voided": N_("A paper was voided"),
    "paper.signed": N_("A paper was marked as signed"),
    "paper.signed_by": N_("Somebody signed a paper"),
    "paper.scanned": N_("Signed pages came back"),
    "paper.scan_detached": N_("A scanned page was taken off"),
    "paper.opened": N_("A paper was looked at"),
    "paper.drafted": N_("A draft e-mail with a paper was made"),
    "paper.printed": N_("A paper was printed"),
    "paper.saved": N_("A paper was saved"),
    "paper.exported": N_("A paper was exported"),
    "consent.recorded": N_("A consent was recorded"),
    "consent.withdrawn": N_("A consent was withdrawn"),
    "consent.expired": N_("A consent expired"),
    "consent.published": N_("Conditions of dissemination were published"),
    "consent.voided": N_("A consent was voided"),
    "consent.evidence": N_("The proof of a consent was put right"),
    "consent.note": N_("A note was added to a consent"),
    "consent.file": N_("A file was added to a consent"),
    "consents.imported": N_("Consents were imported"),
    "stop_list.added": N_("An address was put on the stop list"),
    "stop_list.removed": N_("An address was taken off the stop list"),
    "promises.changed": N_("The own promises were changed"),
    "transfer.saved": N_("A transfer was saved"),
    "transfer.ended": N_("A transfer was ended"),
    "transfer.vital": N_("Vital interests were recorded for a transfer"),
    "transfer_notice.filed": N_("A notice of transfers was sent to Roskomnadzor"),
    "transfer_notice.received": N_("Roskomnadzor received a notice of transfers"),
    "transfer_notice.asked": N_("Roskomnadzor asked for information on transfers"),
    "transfer_notice.extended": N_("The term to answer Roskomnadzor was extended"),
    "transfer_notice.answered": N_("Information on transfers was given to Roskomnadzor"),
    "transfer_notice.decided": N_("Roskomnadzor’s decision on transfers was recorded"),
    "transfer_notice.voided": N_("A notice of transfers was voided"),
    "transfer_notice.file": N_("A file was added to a notice of transfers"),
    **declared.DEEDS,
    **destroyed.DEEDS,
    **assigned.DEEDS,
    **told.DEEDS,
}
KEYS = {
    "evidence": N_("proof"),
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
    "notice": N_("notice"),
    "terms": N_("terms"),
    "laws": N_("laws"),
    "laws_before": N_("laws before"),
    "third_party": N_("a processor or third party acts too"),
    "terms_before": N_("terms before"),
    "terms_after": N_("terms after"),
    "repeat_of": N_("repeats"),
    "replaces": N_("replaces"),
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
RECORDS = {
    "request": N_("request {number}"),
    "destruction": N_("destruction {number}"),
    "commission": N_("commission {number}"),
    "person": N_("card {number}"),
    "actor": N_("person of the desk {number}"),
    "file": N_("file {number}"),
    "desk": N_("the desk"),
    "operator": N_("operator’s card"),
    "settings": N_("settings"),
    "consent": N_("consent {number}"),
    "purpose": N_("purpose {number}"),
    "register": N_("the register"),
    "category": N_("category {number}"),
    "group": N_("group {number}"),
    "system": N_("system {number}"),
    "carrier": N_("carrier {number}"),
    "recipient": N_("recipient {number}"),
    "point": N_("collection point {number}"),
    "transfer": N_("transfer {number}"),
    "transfer_notice": N_("notice of transfers {number}"),
    **assigned.RECORDS,
    **told.RECORDS,
}
LONGEST = 400
_EMPTY: tuple[object, ...] = ("", None, [], {})
_LISTS: dict[str, type[StrEnum]] = {
    "channel": Channel,
    "way": Channel,
    "kinds": DemandKind,
    "kind": DemandKind,
    "demand": DemandKind,
    "state": DemandState,
    "consent_kind": ConsentKind,
    "consent_way": ConsentWay,
    "data_class": DataClass,
    "kind_of_text": ConsentKind,
    "cause": Cause,
    "decision": Decision,
    **told.LISTS,
}
_LAST = ("digest", "sha256", "letter", "text")
"""Fingerprints: they come last and shortened; an extract has them whole."""
_RECORDS = (
    "request", "notice", "repeat_of", "replaces", "papers", "other", "person", "renews", "purpose",
    "act", "order", "subjects", "notices", "persons", "spared", "supplement",
    "recipient", "transfers",
)  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(\+00:00|Z))?")

Rules = Callable[[str], str]
"""Names a rule, given by its id or row, or a system, given by its code."""


def deed(action: str) -> str:
    """What was done, in the language of the window."""
    return _(DEEDS[action]) if action in DEEDS else action


def record(ref: str) -> str:
    """A record by its kind and number, as people say it."""
    series = ref.partition("/")[0]
    if series in RECORDS:
        return _(RECORDS[series], number=words.short(ref))
    return words.short(ref)


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
    from ui.destruction_words import PARTS

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
        return record(text)
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
    "differs": _counted,
    **dict.fromkeys(("fields", "changed", "key", "missing"), _field),
}
"""How the value of a detail is told, by its key."""
