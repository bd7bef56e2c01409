# SPDX-License-Identifier: Apache-2.0
"""Is what is collected from Russian citizens first recorded in Russia? For each database and the desk as a whole."""

from __future__ import annotations

from datetime import date

from desk.domain.localisation import Localisation, Place, PlaceWord, named, place_answer, whole
from desk.domain.registers import CollectionPoint, Recording, System
from desk.domain.values import Both
from desk.errors import N_, Told
from desk.services.desk import Desk
from desk.services.register.places import systems
from desk.services.register.points import points
from desk.services.register.purposes import purposes
from desk.text import LANGUAGES, catalogue

_RULE = "R43"
ABROAD = (
    "EXISTS (SELECT 1 FROM system WHERE country NOT IN ('', 'RU') AND retired IS NULL)"
    " OR EXISTS (SELECT 1 FROM collection_point WHERE country NOT IN ('', 'RU') AND retired IS NULL)"
)
"""A condition of SQL: some database is abroad, so that there is something to say."""


def localisation(desk: Desk, on: date | None = None, language: str = "") -> Localisation:
    """The answer of a day (today when none is named) by what the registers hold now."""
    # What purposes need would slow the opening of a desk, where nothing abroad is the rule.
    day, said = on or desk.today(), language or "ru"
    ban = desk.rules.find(_RULE).since
    titles = [(each.fields.code, each.fields.title) for each in purposes(desk)]
    known = systems(desk)
    places = [_system(each) for each in known]
    places += [_point(each) for each in points(desk)]
    if not any(each.is_desk for each in known):
        places.insert(0, _desk())
    told = tuple(place_answer(each, day, ban, titles, said) for each in places)
    word, why = whole(told, said)
    return Localisation(word, why, told)


def localisation_call(desk: Desk, language: str = "") -> Told | None:
    """What Today says: a database abroad that records first, or of which nobody said whether it does."""
    found = localisation(desk, language=language)
    if found.word is PlaceWord.BREACH:
        return found.why
    asked = [each for each in found.places if each.place.country]
    names = named(asked, PlaceWord.UNCLEAR, language or "ru")
    message = N_("State for each database abroad whether it is the first to record data: {names}.")
    return Told(message, names=names) if names else None


def _system(one: System) -> Place:
    return Place(
        "system", one.id, one.code, one.title, one.country,
        one.recording, one.first_for, one.exempt, one.exempt_for,
    )  # fmt: skip


def _point(one: CollectionPoint) -> Place:
    return Place(
        "point", one.id, one.code, one.title, one.country,
        Recording.FIRST, one.purposes, one.exempt, one.exempt_for,
    )  # fmt: skip


def _desk() -> Place:
    """The program itself, while the register does not say where its computer stands."""
    title = Both(*(catalogue(each).gettext(N_("This program itself")) for each in LANGUAGES))
    return Place("desk", 0, "", title, "", Recording.UNKNOWN)
