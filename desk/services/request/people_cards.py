# SPDX-License-Identifier: Apache-2.0
"""People as records: find a card while typing, show one, put its contents right, remember a confirmed dative."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from peewee import fn

from desk.domain.request import PersonFields
from desk.domain.same_name import names_agree
from desk.domain.site_form import nobody
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.checks import clean_person
from desk.services.desk import Desk, writes
from desk.services.persons import fields_of
from desk.services.request.index import reindex
from desk.storage import search as index
from desk.storage.models import Consent, Person, Request


@dataclass(frozen=True)
class PersonCard:
    """A person's card and the requests it stands in."""

    id: int
    ref: str
    fields: PersonFields
    requests: tuple[int, ...] = ()


def people_like(desk: Desk, text: str, limit: int = 12) -> list[PersonCard]:
    """Cards whose name or address begins with what was typed."""
    typed = fold(text.strip())
    if not typed:
        return []
    # The last code point there is closes the range, so that both searches run on an index.
    end = typed + "\U0010ffff"
    rows = (
        Person.select()
        .where(
            Person.name_key.between(typed, end)
            | ((Person.email_key != "") & Person.email_key.between(typed, end)),
            Person.merged_into.is_null(),
            Person.erased_on.is_null(),
        )
        .order_by(Person.name_key, Person.id)
        .limit(limit)
    )
    return [PersonCard(row.id, row.ref, fields_of(row)) for row in rows]


_LIVING = (
    "SELECT p.id, p.name_key, p.email_key, p.phone, a.name_key FROM person a"
    " JOIN person p ON p.id = coalesce(a.merged_into, a.id) WHERE p.erased_on IS NULL AND "
)
"""Cards in use, each also found by what a card that was merged into it says."""


def find_person(desk: Desk, fields: PersonFields) -> int | None:
    """The card of the same person: by e-mail address, else by a name only one card has.

    Another name at the same address, or another address of the same name, is another person.
    """
    key, name = fold(fields.email), fold(fields.name)

    def cards(condition: str, value: str) -> list[tuple[int, str, str, str, str]]:
        found: list[tuple[int, str, str, str, str]] = desk.database.execute_sql(
            _LIVING + condition, (value,)
        ).fetchall()
        return found

    for id, theirs, _email, _phone, before in cards("a.email_key <> '' AND a.email_key = ?", key):
        if not name or theirs in ("", name) or before == name:
            return id
    named = cards("a.merged_into IS NULL AND a.name_key = ?", name) if name else []
    if len(named) != 1 or (key and named[0][2]) or _differ(fields.phone, named[0][3]):
        return None
    return named[0][0]


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def card_at(keys: Collection[str], name: str) -> tuple[int | None, bool]:
    """The newest card with one of the addresses (folded), and whether it seems to be the person's of this name.

    An address may be shared: under another name it is another person, and where it stands on cards of several
    people a letter or a card without a name is of none of them.
    """
    living = Person.alias()
    rows = list(
        living.select(living.id, living.name)
        .join(Person, on=(fn.COALESCE(Person.merged_into, Person.id) == living.id))
        .where(
            Person.email_key.in_([key for key in keys if key and not nobody(key)]),
            living.erased_on.is_null(),
        )
        .order_by(living.id.desc())
    )
    if not rows:
        return None, False
    alike = [row.id for row in rows if name and row.name and names_agree(row.name, name)]
    if alike:
        return alike[0], True
    one = len({fold(row.name) for row in rows}) == 1
    return rows[0].id, one and not (name and rows[0].name)


def person_card(desk: Desk, id: int) -> PersonCard:
    """One card with the ids of its requests."""
    row = _person(id)
    requests = Request.select(Request.id).where((Request.subject == id) | (Request.applicant == id))
    ids = tuple(request.id for request in requests.order_by(Request.id.desc()))
    return PersonCard(row.id, row.ref, fields_of(row), ids)


def suggested_dative(name: str) -> str:
    """The name in the dative as a suggestion; the operator confirms it. Empty when it cannot be told."""
    parts = name.split()
    if len(parts) not in (2, 3) or not all(part.replace("-", "").isalpha() for part in parts):
        return ""
    from pytrovich.detector import PetrovichGenderDetector
    from pytrovich.enums import Case, NamePart
    from pytrovich.maker import PetrovichDeclinationMaker

    given = dict(zip(("lastname", "firstname", "middlename"), parts, strict=False))
    try:
        gender = PetrovichGenderDetector().detect(**given)  # type: ignore[no-untyped-call]  # pytrovich
    except (StopIteration, ValueError, KeyError):
        return ""
    maker = PetrovichDeclinationMaker()
    return " ".join(
        maker.make(NamePart[part.upper()], gender, Case.DATIVE, word)
        for part, word in given.items()
    )


@writes("request", "consent")
def update_person(desk: Desk, id: int, fields: PersonFields) -> None:
    """Change a card; a confirmed dative is remembered for the papers."""
    row = _person(id)
    fields = clean_person(fields, "person")
    before = fields_of(row)
    changed = [name for name, value in vars(fields).items() if value != getattr(before, name)]
    if not changed:
        raise Refusal(N_("Nothing was changed."))
    write_fields(desk, id, fields)
    for request in Request.select(Request.id).where(
        (Request.subject == id) | (Request.applicant == id)
    ):
        reindex(desk, request.id)
    desk.record("person.changed", row.ref, fields=changed)


def fits_card(desk: Desk, id: int, name: str) -> bool:
    """Whether a name can be written on the card without a doubt that it is another person's.

    A name it has may become fuller; one it has not is only taken where nothing else rests on the card.
    """
    row = _person(id)
    if row.name:
        return names_agree(row.name, name)
    consents = Consent.select().where(Consent.person == id)
    return len(person_card(desk, id).requests) < 2 and not consents.exists()


@writes("request", "consent")
def take_name(desk: Desk, id: int, name: str) -> None:
    """Give a card without a name the one a later letter tells."""
    update_person(desk, id, replace(fields_of(_person(id)), name=name, dative=""))


def write_fields(desk: Desk, id: int, fields: PersonFields) -> None:
    """Put checked contents into a card and into the sorted column of its requests."""
    Person.update(
        name=fields.name,
        name_key=fold(fields.name),
        dative=fields.dative,
        email=fields.email,
        email_key=fold(fields.email),
        phone=fields.phone,
        address=fields.address,
        language=fields.language,
    ).where(Person.id == id).execute()
    key = fold(fields.name or fields.email)
    Request.update(subject_key=key).where(Request.subject == id).execute()
    Consent.update(person_key=key).where(Consent.person == id).execute()
    reindex_consents(desk, id)


def reindex_consents(desk: Desk, person: int) -> None:
    """Index the consents of a person anew after the card changed."""
    for row in Consent.select(Consent, Person).join(Person).where(Consent.person == person):
        card = row.person
        words = (row.number, card.name, card.email, card.phone)
        index.put(desk.database, index.Kind.CONSENT, row.id, *words)


def _person(id: int) -> Person:
    row = Person.get_or_none(Person.id == id, Person.merged_into.is_null())
    if row is None:
        raise Refusal(N_("There is no such card."))
    return row
