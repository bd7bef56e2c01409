# SPDX-License-Identifier: Apache-2.0
"""Consents: recorded with their evidence, renewed, published, voided; the front door to all of their acts.

A subject has at most one consent in force for a purpose and kind. Recording one makes or joins the
holding that rests on it, in the same act.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from desk.domain.consent import ConsentFields, ConsentKind, ConsentState
from desk.domain.days import day_of
from desk.domain.numbering import printed_number
from desk.domain.one_person import can_be_one
from desk.domain.request import PersonFields
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.folding import fold
from desk.services.checks import check_past_day, clean_text, required
from desk.services.consent.cards import consent_card
from desk.services.consent.checks import Checked, check_consent, clean_evidence
from desk.services.consent.expiry import expire_consents
from desk.services.consent.listing import (
    consent_count_bound,
    consent_id,
    consent_ids,
    consent_rows,
    consents_of,
    expiring,
)
from desk.services.consent.records import card_of, check_stop_list, insert_consent, subject_of
from desk.services.consent.withdrawals import (
    consents_of_request,
    end,
    get_consent,
    require_active,
    withdraw_consents,
)
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.files import keep_file
from desk.services.paper.seals import put_file, put_note
from desk.services.request.endings import follow_requests
from desk.services.terms import stamp
from desk.storage.models import Consent, Deadline

__all__ = [
    "add_consent_file",
    "add_consent_note",
    "consent_card",
    "consent_count_bound",
    "consent_id",
    "consent_ids",
    "consent_rows",
    "consents_of",
    "consents_of_request",
    "correct_evidence",
    "expire_consents",
    "expiring",
    "mark_published",
    "record_consent",
    "renew_consent",
    "void_consent",
    "withdraw_consents",
]

File = tuple[str, bytes]
"""Name and contents."""


@writes("consent", "deadline", "request")
def record_consent(
    desk: Desk,
    person: int | PersonFields,
    fields: ConsentFields,
    files: Sequence[File] = (),
    *,
    representative: PersonFields | None = None,
    lift_stop: bool = False,
) -> int:
    """Record a consent and return its id.

    ``person`` is a card, or what is known of somebody whose card is found or made; ``lift_stop`` takes
    an address off the stop list because its owner agreed to advertising anew.
    """
    if representative is not None:
        fields = replace(fields, representative=card_of(desk, representative, "representative"))
    checked = check_consent(desk, fields)
    subject = subject_of(desk, person)
    check_stop_list(desk, subject, checked, lift=lift_stop)
    id = insert_consent(desk, subject, checked)
    _keep_files(desk, subject.id, id, checked, files)
    return id


@writes("consent", "deadline", "request")
def renew_consent(
    desk: Desk,
    id: int,
    fields: ConsentFields,
    files: Sequence[File] = (),
    *,
    representative: PersonFields | None = None,
    named: PersonFields | None = None,
) -> int:
    """Record the consent that takes the place of one in force or expired; returns its id.

    ``named`` is what is said of the person: refused where the card has another name or address.
    """
    if representative is not None:
        fields = replace(fields, representative=card_of(desk, representative, "representative"))
    expire_consents(desk)
    old = get_consent(id)
    if old.state not in (ConsentState.ACTIVE, ConsentState.EXPIRED):
        raise Refusal(
            N_("Only a consent that is in force or has expired can be renewed. Record a new one.")
        )
    checked = check_consent(desk, fields)
    if (checked.purpose_code, checked.fields.kind) != (old.purpose_code, old.kind):
        raise Refusal(
            N_("A renewal must be of the same kind and for the same purpose."), field="purpose"
        )
    if checked.day < day_of(old.given, desk.zone):
        raise Refusal(N_("It was given before the one it renews."), field="given")
    subject = subject_of(desk, old.person_id)
    if named is not None:
        _check_same(subject.fields, named)
    check_stop_list(desk, subject, checked, lift=False)
    if old.state == ConsentState.ACTIVE:
        end(desk, id, ConsentState.REPLACED, checked.fields.given)
        add_event(desk, id, EventKind.CONSENT_RENEWED, owner="consent")
    new = insert_consent(desk, subject, checked, renews=old)
    _keep_files(desk, subject.id, new, checked, files)
    return new


def _check_same(known: PersonFields, named: PersonFields) -> None:
    """Refuse what is said otherwise than the card has it: a renewal says nothing new of a person."""
    addresses = ((named.email, known.email), (named.phone, known.phone))
    if (named.name.strip() and not can_be_one(named.name, known.name)) or any(
        said.strip() and fold(said.strip()) != fold(kept) for said, kept in addresses
    ):
        raise Refusal(
            N_(
                "A renewal must be for the same person, and the card of the consent it renews "
                "has a different name, e-mail address or telephone number. Leave them out; "
                "correct what has changed on the card, and record somebody else’s consent as a "
                "new one."
            ),
            field="name",
        )


def _keep_files(desk: Desk, subject: int, id: int, checked: Checked, files: Sequence[File]) -> None:
    for name, content in files:
        kept = keep_file(desk, id, name, content, "evidence", owner="consent")
        if checked.fields.separate:
            _check_one_paper(desk, subject, kept, checked)


_SAME_PAPER = (
    "SELECT c.number FROM consent c JOIN attachment a ON a.consent = c.id WHERE c.person = ?"
    " AND a.blob = (SELECT blob FROM attachment WHERE id = ?) AND c.state <> 'void'"
    " AND c.separate = 1 AND (c.purpose_code <> ? OR c.kind <> ?) LIMIT 1"
)


def _check_one_paper(desk: Desk, subject: int, kept: int, checked: Checked) -> None:
    """The same paper for another purpose or kind was no document of its own (Art. 9 (1))."""
    other = desk.database.execute_sql(
        _SAME_PAPER, (subject, kept, checked.purpose_code, checked.fields.kind.value)
    ).fetchone()
    if other is not None:
        raise AtField(
            N_(
                "This file already proves consent {number} to something else: one paper, one "
                "purpose. If both were given on one paper, untick that it is a separate document."
            ),
            field="files",
            number=printed_number(other[0]),
        )


@writes("consent", "deadline")
def mark_published(desk: Desk, id: int, on: date) -> None:
    """Record that the conditions and prohibitions were published (R27)."""
    row = get_consent(id)
    if row.kind != ConsentKind.DISSEMINATION:
        raise Refusal(N_("Only a consent to dissemination has conditions to publish."))
    require_active(row)
    if row.published:
        raise Refusal(N_("The publication has already been recorded."), field="on")
    day = check_past_day(on, desk.today(), "on")
    if day < day_of(row.given, desk.zone):
        raise Refusal(N_("It cannot be published before it was given."), field="on")
    Consent.update(published=day.isoformat()).where(Consent.id == id).execute()
    Deadline.update(met=stamp(desk.now())).where(
        Deadline.consent_id == id, Deadline.row == "R27", Deadline.met.is_null()
    ).execute()
    add_event(desk, id, EventKind.PUBLISHED, owner="consent")
    desk.record("consent.published", row.number, on=day)


_HELD_BY_MISTAKE = (
    "UPDATE holding SET ended = ?2, ended_because = ?3 WHERE consent = ?1 AND ended IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM consent c JOIN consent o ON o.person = c.person"
    " AND o.purpose_code = c.purpose_code AND o.id <> c.id AND o.state <> 'void' WHERE c.id = ?1)"
)


@writes("consent", "deadline", "request")
def void_consent(desk: Desk, id: int, reason: str) -> None:
    """Void a consent recorded by mistake; its number stays, and what it alone made to be held ends."""
    reason = required(reason, "reason")
    row = get_consent(id)
    if row.state == ConsentState.VOID:
        raise Refusal(N_("The record is void: nothing more can be done with it."))
    end(desk, id, ConsentState.VOID, row.ended or stamp(desk.now()), reason)
    desk.database.execute_sql(_HELD_BY_MISTAKE, (id, desk.today().isoformat(), reason))
    follow_requests(desk, [row.person_id])
    add_event(desk, id, EventKind.CONSENT_VOID, reason, owner="consent")
    desk.record("consent.voided", row.number, reason=reason)


@writes("consent")
def correct_evidence(
    desk: Desk, id: int, evidence: Mapping[str, str], through_proof: str, reason: str
) -> None:
    """Put right what proves a consent; what was agreed to, when and how stays.

    ``evidence`` holds what changes by name, an empty text takes it away.
    """
    row, reason = get_consent(id), required(reason, "reason")
    if row.state == ConsentState.VOID:
        raise Refusal(N_("The record is void: nothing more can be done with it."))
    if "moment" in evidence:
        raise Refusal(
            N_(
                "The moment is that of the consent itself: make the record void and enter it again."
            ),
            field="evidence.moment",
        )
    before = json.loads(row.evidence)
    kept = clean_evidence({**before, **evidence})
    proof = clean_text(through_proof, "through_proof", "note")
    changed = [name for name in {**before, **kept} if before.get(name) != kept.get(name)]
    changed += ["through_proof"] if proof != row.through_proof else []
    if not changed:
        raise Refusal(N_("Nothing was changed."))
    Consent.update(evidence=json.dumps(kept, ensure_ascii=False), through_proof=proof).where(
        Consent.id == id
    ).execute()
    add_event(desk, id, EventKind.EVIDENCE_CORRECTED, reason, owner="consent")
    desk.record("consent.evidence", row.number, evidence=changed)


@writes("consent")
def add_consent_note(desk: Desk, id: int, text: str) -> None:
    """Put a note into the timeline, under seal where the person is erased."""
    row = get_consent(id)
    put_note(desk, "consent", id, text)
    desk.record("consent.note", row.number)


@writes("consent")
def add_consent_file(desk: Desk, id: int, name: str, content: bytes, media_type: str = "") -> int:
    """Keep a further proof beside the consent, under seal where the person is erased, and return its id."""
    row = get_consent(id)
    kept = put_file(desk, "consent", id, name, content, "evidence", media_type)
    desk.record("consent.file", row.number, size=len(content))
    return kept
