# SPDX-License-Identifier: Apache-2.0
"""Two cards of one person become one: proposed by the same address, confirmed by the operator.

The other card stays behind the one that is kept, with what it alone knows: nobody's former name, telephone or
address is lost, records are found by them, and an erasure takes both.
"""

from __future__ import annotations

from dataclasses import replace

from desk.domain.numbering import printed_number
from desk.domain.proposal import MergeProposal
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.folding import fold
from desk.services.checks import required
from desk.services.consent.withdrawals import end_at_demand, move_consents
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.persons import fields_of
from desk.services.request.endings import follow_requests
from desk.services.request.index import reindex
from desk.services.request.people_cards import write_fields
from desk.storage.models import Person, Request

MOVED = (
    ("request", "subject"),
    ("request", "applicant"),
    ("consent", "representative"),
    ("holding", "person"),
    ("hold", "person"),
    ("document", "person"),
    ("destruction_item", "person"),
    ("destruction_kept", "person"),
    ("destruction_subject", "person"),
    ("disclosure_person", "person"),
    ("person", "merged_into"),
)
"""Every column that points at a card, but for whose a consent is: of two alike the later one stays."""


@writes("request", "consent")
def merge_people(
    desk: Desk, keep: int, other: int, reason: str, name_of: int | None = None
) -> None:
    """Join two cards of one person: what stands on ``other`` goes to ``keep``.

    ``name_of`` says which of the two has the name that stays; without it the kept card's, where it has one.
    """
    reason = required(reason, "reason")
    kept, joined = _two(keep, other)
    _refuse_speakers(desk, keep, other)
    moved = [
        row.id
        for row in Request.select(Request.id).where(
            (Request.subject == other) | (Request.applicant == other)
        )
    ]
    consents = move_consents(desk, keep, other, reason)
    for table, column in MOVED:
        _move(desk, table, column, keep, other)
    Person.update(merged_into=keep).where(Person.id == other).execute()
    _join(desk, kept, joined, by_other=name_of == other)
    note = _with_contacts(reason, Person.get_by_id(keep), joined)
    for id in moved:
        add_event(desk, id, EventKind.MERGED, note)
        end_at_demand(desk, id)
    for row in Request.select(Request.id).where(
        (Request.subject == keep) | (Request.applicant == keep)
    ):
        reindex(desk, row.id)
    follow_requests(desk, [keep])
    told = {"other": joined.ref, "requests": len(moved), "consents": consents}
    desk.record("person.merged", kept.ref, reason=reason, **told)


def _two(keep: int, other: int) -> tuple[Person, Person]:
    """The two cards, neither of them merged or erased."""
    found = {
        person.id: person
        for person in Person.select().where(
            Person.id.in_([keep, other]), Person.merged_into.is_null(), Person.erased_on.is_null()
        )
    }
    if len(found) != 2:
        raise AtField(N_("Choose two different cards."), field="other")
    return found[keep], found[other]


_ON_REQUEST = N_(
    "On request {number} one of the two acts for the other. If they are one person, first "
    "correct there who is asking."
)
_IN_CONSENT = N_(
    "In consent {number} one of the two acts for the other. If they are one person, make that "
    "consent void first and record it again."
)
_SPEAKS = (
    "SELECT number FROM request WHERE state <> 'void' AND (subject, applicant) IN (VALUES (?1, ?2), (?2, ?1))"
    " UNION SELECT number FROM consent WHERE state <> 'void'"
    " AND (person, representative) IN (VALUES (?1, ?2), (?2, ?1)) LIMIT 1"
)


def _refuse_speakers(desk: Desk, keep: int, other: int) -> None:
    """Refuse where one of the two speaks for the other: nobody represents himself."""
    found = desk.database.execute_sql(_SPEAKS, (keep, other)).fetchone()
    if found is not None:
        number = str(found[0])
        told = _IN_CONSENT if number.startswith("consent/") else _ON_REQUEST
        raise Refusal(told, field="other", number=printed_number(number))


def _move(desk: Desk, table: str, column: str, keep: int, other: int) -> None:
    """Point a column at the kept card; a line it has already stands once."""
    ids = (keep, other)
    sql = f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?"  # noqa: S608 -- names are ours
    desk.database.execute_sql(sql, ids)
    if table.endswith(("_subject", "_person")):
        desk.database.execute_sql(f"DELETE FROM {table} WHERE {column} = ?", ids[1:])  # noqa: S608 -- as above


def _join(desk: Desk, keep: Person, other: Person, *, by_other: bool) -> None:
    """What the kept card lacks is taken from the other one, which keeps the name that does not stay."""
    first, second = (other, keep) if other.name and (by_other or not keep.name) else (keep, other)
    card, rest = fields_of(keep), fields_of(other)
    filled = {
        name: getattr(card, name) or getattr(rest, name) for name in ("email", "phone", "address")
    }
    write_fields(desk, keep.id, replace(card, name=first.name, dative=first.dative, **filled))
    Person.update(name=second.name, name_key=fold(second.name), dative=second.dative).where(
        Person.id == other.id
    ).execute()


def _with_contacts(reason: str, kept: Person, other: Person) -> str:
    """The reason and the addresses of the other card the kept one does not say, for the history."""
    lost = [
        value
        for name in ("email", "phone", "address")
        if (value := getattr(other, name)) and value != getattr(kept, name)
    ]
    return f"{reason} ({', '.join(lost)})" if lost else reason


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
