# SPDX-License-Identifier: Apache-2.0
"""Whether a consent may be recorded as it is told: purpose, categories, form, evidence, authority.

What is only weak is recorded with a warning; what the law or the registers cannot bear is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from desk.domain.consent import (
    CONDITIONS,
    EVIDENCE_NAMES,
    PASSING_ON,
    SPOKEN_WAYS,
    ConsentFields,
    ConsentKind,
    ConsentWay,
)
from desk.domain.days import local_day
from desk.domain.registers import DataClass
from desk.errors import N_, AtField, Refusal
from desk.services.checks import (
    check_iso_date,
    check_no_document_number,
    check_past,
    check_past_day,
    check_phone,
    clean_line,
    clean_text,
    required,
)
from desk.services.desk import Desk
from desk.services.terms import stamp

_WRITTEN = "written"
"""The ground of a purpose whose special categories rest on written consent."""
_HOME = "RU"


@dataclass(frozen=True)
class Checked:
    """A consent fit to keep, with what was read on the way."""

    fields: ConsentFields
    purpose_code: str
    day: date
    """The calendar day it was given on."""


@dataclass(frozen=True)
class _Purpose:
    code: str
    special_ground: str
    identifies: bool
    until: str
    categories: dict[int, tuple[DataClass, bool]]
    """Class of each category, and whether the operator declared that it processes none of it."""


_PURPOSE = (
    "SELECT code, special_ground, identifies, coalesce(until, ''), (SELECT json_group_array("
    "json_array(c.id, c.class, c.absent)) FROM purpose_category pc JOIN category c"
    " ON c.id = pc.category WHERE pc.purpose = p.id) FROM purpose p WHERE p.id = ?"
)
_TEXT = (
    "SELECT t.kind, t.version, t.fingerprint, t.own_tick, t.since, coalesce(p.code, '')"
    " FROM collection_text t LEFT JOIN purpose p ON p.id = t.purpose WHERE t.id = ?"
)


def check_consent(desk: Desk, fields: ConsentFields) -> Checked:
    """The consent fit to keep; refuses at the field that is wrong."""
    purpose = _purpose(desk, fields.purpose)
    given, day = _given(desk, fields.given)
    if purpose.until and day.isoformat() > purpose.until:
        raise AtField(
            N_("This edition of the purpose was closed on {day}: choose the one in force."),
            field="purpose",
            day=date.fromisoformat(purpose.until),
        )
    until = check_iso_date(fields.valid_until, "valid_until")
    if until is not None and until < day:
        raise AtField(N_("It ends before it was given."), field="valid_until")
    fields = replace(
        fields,
        given=given,
        valid_until=until.isoformat() if until else "",
        categories=_categories(fields.categories, purpose),
        evidence=clean_evidence(fields.evidence),
        conditions=_conditions(fields.kind, fields.conditions),
        recipients=_recipients(desk, fields),
    )
    fields = _through(_authority(desk, _text(desk, fields, purpose.code, day)))
    _check_form(fields, purpose)
    return Checked(fields, purpose.code, day)


def _purpose(desk: Desk, id: int) -> _Purpose:
    row = desk.database.execute_sql(_PURPOSE, (id,)).fetchone()
    if row is None:
        raise AtField(N_("Choose the purpose."), field="purpose")
    categories = {id: (DataClass(kind), bool(absent)) for id, kind, absent in json.loads(row[4])}
    return _Purpose(row[0], row[1], bool(row[2]), row[3], categories)


def _given(desk: Desk, text: str) -> tuple[str, date]:
    """When it was given, as the file keeps it, and the calendar day of it."""
    if "T" not in text:
        day = check_iso_date(text, "given")
        if day is None:
            raise Refusal(N_("Enter the date it was given."), field="given")
        return text, check_past_day(day, desk.today(), "given")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise AtField(N_("This is not a date."), field="given") from None
    moment = check_past(moment, desk.now(), "given")
    return stamp(moment), local_day(moment, desk.zone)


def _categories(chosen: Sequence[int], purpose: _Purpose) -> tuple[int, ...]:
    """The categories agreed to, all of the purpose when none were chosen; never one it lacks."""
    wanted = tuple(dict.fromkeys(chosen)) or tuple(sorted(purpose.categories))
    if not wanted:
        raise Refusal(N_("The purpose has no categories of data yet."), field="purpose")
    if any(id not in purpose.categories for id in wanted):
        raise Refusal(
            N_("The purpose does not use this category of data. Add it to the purpose first."),
            field="categories",
        )
    if any(purpose.categories[id][1] for id in wanted):
        raise Refusal(
            N_("The operator declared that data of this category are not processed."),
            field="categories",
        )
    return wanted


def clean_evidence(evidence: Mapping[str, str]) -> dict[str, str]:
    """What proves a consent, by the names there are; empty texts are left out."""
    found = {}
    for name, text in evidence.items():
        if name not in EVIDENCE_NAMES:
            raise AtField(N_("There is no such evidence."), field="evidence")
        kept = clean_line(text, f"evidence.{name}")
        if name == "phone":
            check_phone(kept, "evidence.phone")
        if kept:
            found[name] = kept
    return found


def _conditions(kind: ConsentKind, conditions: dict[str, str]) -> dict[str, str]:
    """What order 18 lets the subject set, and the resources it makes the operator name."""
    if kind is not ConsentKind.DISSEMINATION:
        return {}
    unknown = set(conditions) - set(CONDITIONS)
    if unknown or conditions.get("passing_on", "") not in PASSING_ON:
        raise AtField(N_("There is no such condition of dissemination."), field="conditions")
    found = {n: clean_text(t, f"conditions.{n}", "note") for n, t in conditions.items()}
    if not found.get("resources"):
        raise Refusal(
            N_("Name the pages on which the data are published (order 18, item 4)."),
            field="conditions.resources",
        )
    return {name: text for name, text in found.items() if text}


def _recipients(desk: Desk, fields: ConsentFields) -> tuple[int, ...]:
    if fields.kind is not ConsentKind.CROSS_BORDER:
        return ()
    wanted = tuple(dict.fromkeys(fields.recipients))
    if not wanted:
        raise Refusal(N_("State to whom the data are transferred abroad."), field="recipients")
    rows = desk.database.execute_sql(
        "SELECT country FROM recipient WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    ).fetchall()
    if len(rows) != len(wanted):
        raise AtField(N_("There is no such recipient."), field="recipients")
    if (_HOME,) in rows:
        raise Refusal(
            N_("A recipient in Russia gets nothing across the border."), field="recipients"
        )
    return wanted


def _text(desk: Desk, fields: ConsentFields, purpose_code: str, day: date) -> ConsentFields:
    """The edition of the text people saw, with its version and fingerprint."""
    if fields.text is None:
        version = clean_line(fields.text_version, "text_version", "name")
        return replace(
            fields,
            text_version=version,
            fingerprint=clean_line(fields.fingerprint, "fingerprint", "name"),
        )
    row = desk.database.execute_sql(_TEXT, (fields.text,)).fetchone()
    if row is None or row[0] != fields.kind or row[5] not in ("", purpose_code):
        raise AtField(N_("This text is about something else."), field="text")
    if day.isoformat() < row[4]:
        raise AtField(N_("This edition of the text had not been shown yet."), field="text")
    separate = fields.separate and bool(row[3])
    return replace(fields, text_version=row[1], fingerprint=row[2], separate=separate)


def _authority(desk: Desk, fields: ConsentFields) -> ConsentFields:
    """A representative's power is always checked (Art. 9 (1); R47), and how is recorded."""
    if fields.representative is None:
        return replace(fields, authority="", authority_checked="")
    sql = "SELECT 1 FROM person WHERE id = ?"
    if desk.database.execute_sql(sql, (fields.representative,)).fetchone() is None:
        raise AtField(N_("There is no such card."), field="representative")
    power = check_no_document_number(required(fields.authority, "authority"), "authority")
    checked = check_iso_date(fields.authority_checked, "authority_checked")
    if checked is None:
        raise Refusal(
            N_("The representative’s authority has to be checked: enter when it was."),
            field="authority_checked",
        )
    check_past_day(checked, desk.today(), "authority_checked")
    return replace(fields, authority=power)


def _through(fields: ConsentFields) -> ConsentFields:
    if fields.way is not ConsentWay.THROUGH_ANOTHER:
        return replace(fields, through="", through_proof="")
    through = clean_line(fields.through, "through", "name")
    if not through:
        raise Refusal(N_("State through whom it was given."), field="through")
    proof = clean_text(fields.through_proof, "through_proof", "note")
    return replace(fields, through=through, through_proof=proof)


def _check_form(fields: ConsentFields, purpose: _Purpose) -> None:
    """Written form where the law asks for it, and no dissemination by silence."""
    if fields.written and fields.way in SPOKEN_WAYS:
        raise Refusal(
            N_("Nothing is signed this way: it is no consent in written form."), field="written"
        )
    if not fields.written and _needs_writing(fields, purpose):
        raise Refusal(
            N_(
                "These data need a consent in written form: signed by hand or by an electronic"
                " signature (Art. 9 (4), 10 (2), 11 (1))."
            ),
            field="written",
        )
    if fields.kind is not ConsentKind.DISSEMINATION:
        return
    if fields.way is ConsentWay.STAYING:
        raise Refusal(
            N_("Silence or staying on a site never permits dissemination (Art. 10.1 (8))."),
            field="way",
        )
    if not (fields.written or fields.text or (fields.text_version and fields.fingerprint)):
        raise Refusal(
            N_(
                "Order 18 says what a consent to dissemination must contain: record it in "
                "written form, or name the text it was given on."
            ),
            field="written",
        )


def _needs_writing(fields: ConsentFields, purpose: _Purpose) -> bool:
    if purpose.special_ground not in ("", _WRITTEN):
        return False
    kinds = {purpose.categories[id][0] for id in fields.categories}
    if kinds & {DataClass.SPECIAL, DataClass.CONVICTION}:
        return True
    return purpose.identifies and DataClass.BIOMETRIC in kinds
