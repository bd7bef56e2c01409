# SPDX-License-Identifier: Apache-2.0
"""The rows of a consent: whose it is, number, timeline, terms, the holding that rests on it, index, journal.

Everything here happens inside an act of ``consents`` or of an import.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from desk.domain.consent import ConsentFields, ConsentKind, ConsentState, ConsentWay
from desk.domain.days import day_of, parsed
from desk.domain.due import Nature
from desk.domain.numbering import printed_number
from desk.domain.registers import CONSENT_GROUND
from desk.domain.request import PersonFields
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.folding import fold
from desk.services.checks import clean_person
from desk.services.consent.checks import Checked
from desk.services.consent.expiry import expire_consents
from desk.services.consent.stoplist import (
    addresses_of,
    erased_since,
    listed_since,
    take_off_stop_list,
)
from desk.services.desk import Desk
from desk.services.events import add_event
from desk.services.persons import add_person
from desk.services.request.endings import follow_requests
from desk.services.request.people_cards import find_person
from desk.services.rows import insert_row
from desk.services.settings import own_promises
from desk.services.terms import Planned, insert_terms, stamp
from desk.storage import numbers
from desk.storage import search as index
from desk.storage.models import Consent, Holding

ON_STOP_LIST = N_(
    "The address has been on the stop list since {day}: its owner asked for advertising to stop. "
    "Only a consent given after that, and confirmed as such, can be recorded."
)
WAS_ERASED = N_(
    "This address belongs to somebody whose data were erased on {day}. Only a consent given after that day"
    " brings the person back."
)
_NO_END = "9999"
_PUBLISH = "dissemination_consent.received"
_SPARED = (
    "UPDATE deadline SET dropped = ? WHERE row = 'R21' AND met IS NULL AND dropped IS NULL"
    " AND consent IN (SELECT id FROM consent WHERE person = ? AND purpose_code = ?)"
)
"""What was to be destroyed after an earlier withdrawal, the new consent lets stay."""


@dataclass(frozen=True)
class Subject:
    """A card a consent is about."""

    id: int
    ref: str
    fields: PersonFields


def subject_of(desk: Desk, person: int | PersonFields) -> Subject:
    """The card of the person: the one named, else one found by address and name, else a new one."""
    id = person if isinstance(person, int) else card_of(desk, person, "person")
    row = desk.database.execute_sql(
        "SELECT ref, name, email, phone FROM person WHERE id = ? AND merged_into IS NULL"
        " AND erased_on IS NULL",
        (id,),
    ).fetchone()
    if row is None:
        raise AtField(N_("There is no such card."), field="person")
    return Subject(id, row[0], PersonFields(*row[1:]))


def card_of(desk: Desk, person: PersonFields, field: str) -> int:
    """The card of a person by address and name, found or made."""
    person = clean_person(person, field)
    if not (person.name or person.email or person.phone):
        raise Refusal(
            N_("State who it is: a name, an e-mail address or a telephone number."),
            field=f"{field}.name",
        )
    found = find_person(desk, person)
    if found is not None:
        return found
    made = add_person(desk, person).id
    assert made is not None
    return made


def check_stop_list(desk: Desk, subject: Subject, checked: Checked, *, lift: bool) -> None:
    """Refuse marketing to whoever asked for it to stop, unless they agreed anew after that."""
    if checked.fields.kind is not ConsentKind.MARKETING:
        return
    addresses = addresses_of(subject.fields)
    since = listed_since(desk, addresses)
    if since is None:
        return
    if checked.day < since or not lift:
        raise Refusal(ON_STOP_LIST, field="person", day=since)
    take_off_stop_list(desk, addresses, subject.ref)


def check_erased(desk: Desk, person: PersonFields, checked: Checked) -> None:
    """Refuse to take somebody who was erased from an old list again; a consent given since is welcome."""
    day = erased_since(desk, addresses_of(person))
    if day is not None and checked.day <= day:
        raise Refusal(WAS_ERASED, field="person", day=day)


def insert_consent(
    desk: Desk,
    subject: Subject,
    checked: Checked,
    *,
    renews: Consent | None = None,
    import_key: str | None = None,
) -> int:
    """Write a checked consent with its number, timeline, terms, holding, index and journal line."""
    _check_alone(desk, subject, checked)
    fields, year = checked.fields, desk.today().year
    number = numbers.next_number(desk.database, "consent", year)
    written = numbers.written("consent", year, number)
    over = bool(fields.valid_until) and fields.valid_until < desk.today().isoformat()
    columns = {
        "number": written,
        "number_key": numbers.number_key(year, number),
        "person": subject.id,
        "person_key": fold(subject.fields.name or subject.fields.email),
        "purpose_code": checked.purpose_code,
        "state": (ConsentState.EXPIRED if over else ConsentState.ACTIVE).value,
        "ended": fields.valid_until if over else None,
        "renews": renews.id if renews else None,
        "import_key": import_key,
        **_columns(fields),
    }
    id = insert_row(desk, "consent", columns)
    add_event(desk, id, EventKind.CONSENT_RECORDED, owner="consent")
    if fields.kind is ConsentKind.DISSEMINATION and not over:
        _open_publication(desk, id, fields.given)
    if not over:
        _hold(desk, subject.id, id, checked)
    words = (written, subject.fields.name, subject.fields.email, subject.fields.phone)
    index.put(desk.database, index.Kind.CONSENT, id, *words)
    desk.record(
        "consent.recorded",
        written,
        consent_kind=fields.kind,
        purpose=f"purpose/{checked.purpose_code}",
        given=fields.given,
        consent_way=fields.way,
        written=fields.written,
        valid_until=fields.valid_until,
        person=subject.ref,
        renews=renews.number if renews else None,
        text=fields.fingerprint,
    )
    return id


def _check_alone(desk: Desk, subject: Subject, checked: Checked) -> None:
    """One consent in force for a subject, purpose and kind; an expired one is ended first."""
    live = desk.database.execute_sql(
        "SELECT number, until_key FROM consent WHERE person = ? AND purpose_code = ? AND kind = ?"
        " AND state = 'active'",
        (subject.id, checked.purpose_code, checked.fields.kind.value),
    ).fetchone()
    if live is None:
        return
    if live[1] < desk.today().isoformat():
        expire_consents(desk)
        return
    raise Refusal(
        N_(
            "Consent {number} of this subject for this purpose is in force. Renew it, or withdraw it"
            " first."
        ),
        field="purpose",
        number=printed_number(live[0]),
    )


def _columns(fields: ConsentFields) -> dict[str, object]:
    return {
        "kind": fields.kind.value,
        "purpose": fields.purpose,
        "categories": json.dumps(fields.categories),
        "recipients": json.dumps(fields.recipients),
        "given": fields.given,
        "way": fields.way.value,
        "evidence": json.dumps(fields.evidence, ensure_ascii=False),
        "text": fields.text,
        "text_version": fields.text_version,
        "fingerprint": fields.fingerprint,
        "separate": int(fields.separate),
        "written": int(fields.written),
        "representative": fields.representative,
        "authority": fields.authority,
        "authority_checked": fields.authority_checked or None,
        "through": fields.through,
        "through_proof": fields.through_proof,
        "conditions": json.dumps(fields.conditions, ensure_ascii=False),
        "valid_until": fields.valid_until or None,
        "until_key": fields.valid_until or _NO_END,
    }


def _open_publication(desk: Desk, id: int, given: str) -> None:
    """The duty to publish the conditions of dissemination (R27)."""
    start, day = parsed(given), day_of(given, desk.zone)
    terms = [
        Planned(None, rule.pack, desk.rules.due(rule, start, desk.zone))
        for rule in desk.rules.opened_by(_PUBLISH, day, own=own_promises(desk))
        if rule.nature is Nature.TERM
    ]
    insert_terms(desk, id, terms, (), desk.zone, owner="consent")


def _hold(desk: Desk, person: int, consent: int, checked: Checked) -> None:
    """Make the holding that rests on this consent, or join the one there is for the purpose."""
    held = desk.database.execute_sql(
        "SELECT h.id, h.categories FROM holding h JOIN purpose p ON p.id = h.purpose"
        " WHERE h.person = ? AND p.code = ? AND h.ground = ? AND h.ended IS NULL",
        (person, checked.purpose_code, CONSENT_GROUND),
    ).fetchone()
    if held is not None:
        _join(desk, held, person, consent, checked)
    else:
        _begin_to_hold(desk, person, consent, checked)
    follow_requests(desk, [person])


def _join(desk: Desk, held: tuple[int, str], person: int, consent: int, checked: Checked) -> None:
    """Let what is held rest on the consent; who agrees anew, to the edition in force, revives the purpose."""
    joined = dict.fromkeys((*json.loads(held[1]), *checked.fields.categories))
    Holding.update(
        purpose=checked.fields.purpose,
        consent_id=consent,
        categories=json.dumps(list(joined)),
        achieved=None,
        keep_until=None,
    ).where(Holding.id == held[0]).execute()
    desk.database.execute_sql(_SPARED, (stamp(desk.now()), person, checked.purpose_code))


def _begin_to_hold(desk: Desk, person: int, consent: int, checked: Checked) -> None:
    fields = checked.fields
    elsewhere = fields.way is ConsentWay.THROUGH_ANOTHER
    columns = {
        "person": person,
        "purpose": fields.purpose,
        "ground": CONSENT_GROUND,
        "consent": consent,
        "categories": json.dumps(fields.categories),
        "source": "other" if elsewhere else "subject",
        "source_name": fields.through,
        "since": checked.day.isoformat(),
    }
    insert_row(desk, "holding", columns)
