# SPDX-License-Identifier: Apache-2.0
"""Two cards of one person become one: what stood on the other moves, and is still found by what that card said."""

from __future__ import annotations

from dataclasses import replace

from desk.domain.proposal import MergeProposal
from desk.domain.request import PersonFields
from desk.errors import N_, AtField
from desk.folding import fold
from desk.services.checks import required
from desk.services.consent.withdrawals import end_at_demand, move_consents
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.request.endings import follow_requests
from desk.services.request.index import reindex
from desk.services.request.people_cards import reindex_consents, write_fields
from desk.services.request.subject_card import move_held
from desk.storage.models import Consent, Person, Request


@writes("request", "consent")
def merge_people(desk: Desk, keep: int, other: int, reason: str) -> None:
    """Join two cards of one person: the requests of ``other`` go to ``keep``."""
    reason = required(reason, "reason")
    found = {
        person.id: person
        for person in Person.select().where(
            Person.id.in_([keep, other]), Person.merged_into.is_null()
        )
    }
    if keep == other or len(found) != 2:
        raise AtField(N_("Choose two different cards."), field="other")
    _fill_gaps(desk, found[keep], found[other])
    moved = [
        row.id
        for row in Request.select(Request.id).where(
            (Request.subject == other) | (Request.applicant == other)
        )
    ]
    Request.update(subject=keep).where(Request.subject == other).execute()
    Request.update(applicant=keep).where(Request.applicant == other).execute()
    consents = move_consents(desk, keep, other, reason)
    move_held(desk, keep, other)
    Person.update(merged_into=keep).where(
        (Person.id == other) | (Person.merged_into == other)
    ).execute()
    kept = Person.get_by_id(keep)
    note = _with_contacts(reason, kept, found[other])
    key = fold(kept.name or kept.email)
    Request.update(subject_key=key).where(Request.subject == keep).execute()
    Consent.update(person_key=key).where(Consent.person == keep).execute()
    reindex_consents(desk, keep)
    for id in moved:
        reindex(desk, id)
        add_event(desk, id, "merged", note)
        end_at_demand(desk, id)
    follow_requests(desk, [keep])
    told = {"other": found[other].ref, "requests": len(moved), "consents": consents}
    desk.record("person.merged", kept.ref, reason=reason, **told)


def _with_contacts(reason: str, kept: Person, other: Person) -> str:
    """The reason and what of the other card the kept one does not say, by which its requests are still found."""
    lost = [
        value
        for name in ("email", "phone", "address")
        if (value := getattr(other, name)) and value != getattr(kept, name)
    ]
    return f"{reason} ({', '.join(lost)})" if lost else reason


def _fill_gaps(desk: Desk, keep: Person, other: Person) -> None:
    """What the kept card lacks is taken from the other one."""
    card = PersonFields(
        **{
            name: getattr(keep, name) or getattr(other, name)
            for name in ("name", "email", "phone", "address", "language", "dative")
        }
    )
    write_fields(desk, keep.id, replace(card, dative=keep.dative or ""))


def merge_proposals(desk: Desk, person: int | None = None) -> list[MergeProposal]:
    """Cards with the same e-mail address, of everybody or of one person."""
    rows = desk.database.execute_sql(
        "SELECT a.id, b.id FROM person a JOIN person b"
        " ON b.email_key = a.email_key AND b.id > a.id WHERE a.email_key <> ''"
        " AND a.merged_into IS NULL AND b.merged_into IS NULL AND a.erased_on IS NULL"
        " AND b.erased_on IS NULL AND (?1 = 0 OR a.id = ?1 OR b.id = ?1)"
        " ORDER BY a.id, b.id LIMIT 200",
        (person or 0,),
    ).fetchall()
    return [MergeProposal(*row) for row in rows]
