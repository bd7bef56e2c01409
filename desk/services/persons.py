# SPDX-License-Identifier: Apache-2.0
"""Cards of people: one that is there, a new one, and its contents as a value."""

from __future__ import annotations

from dataclasses import dataclass

from desk.domain.request import PersonFields
from desk.errors import N_, AtField
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.rows import insert_row
from desk.storage import numbers
from desk.storage.models import Person


@dataclass(frozen=True)
class Named:
    """A person's card as the request refers to it."""

    id: int | None = None
    name: str = ""
    words: tuple[str, ...] = ()


def known_card(desk: Desk, id: int | None) -> Named:
    """The card somebody chose; one that was merged or erased is none."""
    row = desk.database.execute_sql(
        "SELECT name, email, phone FROM person WHERE id = ? AND merged_into IS NULL"
        " AND erased_on IS NULL",
        (id,),
    ).fetchone()
    if row is None:
        raise AtField(N_("There is no such card."), field="subject_id")
    return Named(id, row[0] or row[1], row)


def add_person(desk: Desk, person: PersonFields) -> Named:
    """A new card; its reference stands where a name must not."""
    year = desk.today().year
    number = numbers.next_number(desk.database, "person", year)
    id = insert_row(
        desk,
        "person",
        {
            "ref": numbers.written("person", year, number),
            "name": person.name,
            "name_key": fold(person.name),
            "dative": person.dative,
            "email": person.email,
            "email_key": fold(person.email),
            "phone": person.phone,
            "address": person.address,
            "language": person.language,
        },
    )
    return Named(id, person.name or person.email, (person.name, person.email, person.phone))


def fields_of(person: Person) -> PersonFields:
    """A card's contents as a value."""
    return PersonFields(
        name=person.name,
        email=person.email,
        phone=person.phone,
        address=person.address,
        language=person.language,
        dative=person.dative,
    )
