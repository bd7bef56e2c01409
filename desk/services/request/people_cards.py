# SPDX-License-Identifier: Apache-2.0
"""People as records: find a card while typing, show one, put its contents right, remember a confirmed dative."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from desk.domain.name_words import is_patronymic
from desk.domain.request import PersonFields, also_known
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
    also: tuple[str, ...] = ()
    """Names and addresses of cards that were merged into it."""


def people_like(desk: Desk, text: str, limit: int = 12) -> list[PersonCard]:
    """Cards whose name or address begins with what was typed; of nothing typed none."""
    return cards_of(desk, text, limit) if text.strip() else []


def cards_of(desk: Desk, text: str = "", limit: int = 100) -> list[PersonCard]:
    """Cards whose name or address, or one of a card merged into them, begins so; of everybody without a text."""
    typed = fold(text.strip())
    # The last code point there is closes the range, so that both searches run on an index.
    end = typed + "\U0010ffff"
    met = desk.database.execute_sql(_LIKE, (typed, end, limit)).fetchall()
    ids = [row[0] for row in met]
    rows = Person.select().where(Person.id.in_(ids), Person.merged_into.is_null())
    return [
        PersonCard(row.id, row.ref, fields_of(row))
        for row in rows.order_by(Person.name_key, Person.id)
    ]


_LIKE = (
    "SELECT coalesce(merged_into, id) FROM person WHERE erased_on IS NULL AND (name_key BETWEEN ?1 AND ?2"
    " OR email_key <> '' AND email_key BETWEEN ?1 AND ?2) ORDER BY name_key, id LIMIT ?3"
)
_LIVING = (
    "SELECT p.id, m.name_key, p.name_key, m.email_key, m.phone FROM person m"
    " JOIN person p ON p.id = coalesce(m.merged_into, m.id)"
    " WHERE p.merged_into IS NULL AND p.erased_on IS NULL AND m."
)
"""Cards, each by what it holds and by what those merged into it held."""


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

    for id, theirs, kept, _email, _phone in cards("email_key <> '' AND m.email_key = ?", key):
        if not name or "" in (theirs, kept) or name in (theirs, kept):
            return id
    named = cards("name_key = ?", name) if name else []
    if len({row[0] for row in named}) != 1 or (key and any(row[3] for row in named)):
        return None
    phones = {row[4] for row in named if row[4]}
    return named[0][0] if not (fields.phone and phones) or fields.phone in phones else None


def card_at(keys: Collection[str], name: str) -> tuple[int | None, bool]:
    """The newest card with one of the addresses (folded), and whether it seems to be the person's of this name.

    An address may be shared: under another name it is another person, and where it stands on cards of several
    people a letter or a card without a name is of none of them.
    """
    wanted = [key for key in keys if key and not nobody(key)]
    held = list(Person.select().where(Person.email_key.in_(wanted), Person.erased_on.is_null()))
    ids = {row.merged_into_id or row.id for row in held}
    rows = list(
        Person.select()
        .where(Person.id.in_(ids), Person.merged_into.is_null(), Person.erased_on.is_null())
        .order_by(Person.id.desc())
    )
    if not rows:
        return None, False
    for row in rows if name else ():
        names = [row.name, *(each.name for each in held if each.merged_into_id == row.id)]
        if any(each and names_agree(each, name) for each in names):
            return row.id, True
    one = len({fold(row.name) for row in rows}) == 1
    return rows[0].id, one and not (name and rows[0].name)


_MERGED = "SELECT name, email, phone, address FROM person WHERE merged_into = ? ORDER BY id"


def person_card(desk: Desk, id: int) -> PersonCard:
    """One card with the ids of its requests."""
    row = _person(id)
    requests = Request.select(Request.id).where((Request.subject == id) | (Request.applicant == id))
    ids = tuple(request.id for request in requests.order_by(Request.id.desc()))
    fields, merged = fields_of(row), desk.database.execute_sql(_MERGED, (id,)).fetchall()
    return PersonCard(row.id, row.ref, fields, ids, also_known(fields, merged))


def suggested_dative(name: str) -> str:
    """The name in the dative as a suggestion; the operator confirms it. Empty when it cannot be told."""
    parts = name.split()
    if len(parts) not in (2, 3) or not all(part.replace("-", "").isalpha() for part in parts):
        return ""
    from pytrovich.detector import PetrovichGenderDetector
    from pytrovich.enums import Case, NamePart
    from pytrovich.maker import PetrovichDeclinationMaker

    said = ("lastname", "firstname", "middlename")
    if [is_patronymic(fold(part)) for part in parts[1:]] == [True, False]:
        said = ("firstname", "middlename", "lastname")
    given = dict(zip(said, parts, strict=False))
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
    cards = Person.select().where((Person.id == person) | (Person.merged_into == person))
    words = [word for card in cards for word in (card.name, card.email, card.phone)]
    for row in Consent.select(Consent.id, Consent.number).where(Consent.person == person):
        index.put(desk.database, index.Kind.CONSENT, row.id, row.number, *words)


def _person(id: int) -> Person:
    row = Person.get_or_none(Person.id == id, Person.merged_into.is_null())
    if row is None:
        raise Refusal(N_("There is no such card."))
    return row
