# SPDX-License-Identifier: Apache-2.0
"""Where data of Russian citizens are first recorded (Art. 18 (5)): the answer beside “may it flow?”."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desk.domain.countries import RUSSIA, country_name
from desk.domain.journal_words import quoted
from desk.domain.registers import Recording, without_exemption
from desk.domain.values import Both
from desk.errors import N_, Told
from desk.text import catalogue

DUTY_SINCE = date(2015, 9, 1)
"""242-FZ: until the ban, collection had to be provided for with databases in Russia."""

_NAMED = 4
"""How many names a sentence holds."""


class PlaceWord(StrEnum):
    """The answer in one word, the gravest first."""

    BREACH = "breach"
    UNCLEAR = "unclear"
    EXEMPT = "exempt"
    KEPT = "kept"
    NO_RULE = "no_rule"
    """On a day before there was any such duty."""


@dataclass(frozen=True)
class Place:
    """A database: an information system, the first one behind a collection point, or the desk itself."""

    kind: str
    """``system``, ``point`` or ``desk``; the desk is a system once the register holds it."""
    id: int
    code: str
    title: Both
    country: str
    recording: Recording
    purposes: tuple[str, ...] = ()
    """Codes of the purposes whose data it is the first to record; empty: of any."""
    exempt: str = ""
    exempt_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlaceAnswer:
    """The answer about one database."""

    place: Place
    word: PlaceWord
    why: Told


@dataclass(frozen=True)
class Localisation:
    """The answer for the desk as a whole, and for each database."""

    word: PlaceWord
    why: Told
    places: tuple[PlaceAnswer, ...]

    def of(self, kind: str, id: int) -> PlaceAnswer | None:
        """The answer about one record."""
        return next((p for p in self.places if (p.place.kind, p.place.id) == (kind, id)), None)


def place_answer(
    place: Place, on: date, ban: date, titles: Iterable[tuple[str, Both]], language: str
) -> PlaceAnswer:
    """The answer about one database on a day; ``ban`` is the first day of the wording in force.

    ``titles`` name purposes by their codes.
    """
    word, why = _answer(place, on, ban, dict(titles), language)
    return PlaceAnswer(place, word, why)


def _answer(
    place: Place, on: date, ban: date, titles: dict[str, Both], language: str
) -> tuple[PlaceWord, Told]:
    if on < DUTY_SINCE:
        return PlaceWord.NO_RULE, Told(
            N_("Before 1 September 2015 the law did not say where data must first be recorded.")
        )
    if not place.country:
        return PlaceWord.UNCLEAR, Told(N_("Name the country in which this database is."))
    if place.country == RUSSIA:
        return PlaceWord.KEPT, Told(N_("The database is in Russia."))
    country = country_name(place.country, language)
    if place.recording is Recording.UNKNOWN:
        return PlaceWord.UNCLEAR, Told(
            N_(
                "Abroad ({country}): state whether it is the first to record data of Russian citizens."
            ),
            country=country,
        )
    if place.recording is Recording.LATER:
        return PlaceWord.KEPT, Told(
            N_("Abroad ({country}), but data come here only from a database in Russia."),
            country=country,
        )
    if place.recording is Recording.NONE:
        return PlaceWord.KEPT, Told(
            N_("Abroad ({country}), and no data of Russian citizens are collected into it."),
            country=country,
        )
    return _abroad_first(place, on, ban, titles, language)


def _abroad_first(
    place: Place, on: date, ban: date, titles: dict[str, Both], language: str
) -> tuple[PlaceWord, Told]:
    """It records first, and is abroad: an exception, the ban, or the older wording."""
    country = country_name(place.country, language)
    left = without_exemption(place.purposes or tuple(titles), place.exempt, place.exempt_for)
    if place.exempt and not left:
        return PlaceWord.EXEMPT, Told(
            N_("Abroad ({country}), by the exception of {norm}."),
            country=country,
            norm=_norm(place.exempt, language),
        )
    if on < ban:
        return PlaceWord.UNCLEAR, Told(
            N_(
                "Abroad ({country}). Until {day} the law required a database in Russia at "
                "collection and did not expressly forbid another one abroad alongside it: check "
                "which database the data of that time were recorded in."
            ),
            country=country,
            day=catalogue(language).date(ban),
        )
    if not place.purposes and not place.exempt:
        return PlaceWord.BREACH, Told(
            N_(
                "It is located abroad ({country}) and is the first to record data of Russian citizens."
            ),
            country=country,
        )
    return PlaceWord.BREACH, Told(
        N_(
            "It is located abroad ({country}) and is the first to record data of Russian citizens for: {purposes}."
        ),
        country=country,
        purposes=_some(
            [titles[code].of(language) if code in titles else code for code in left], language
        ),
    )


def _norm(ground: str, language: str) -> str:
    from desk.domain.picklists import ground_basis

    return ground_basis(ground).of(language)


def whole(places: Collection[PlaceAnswer], language: str) -> tuple[PlaceWord, Told]:
    """The gravest of the answers, with the databases it is about."""
    word = min((each.word for each in places), key=list(PlaceWord).index)
    said = {
        PlaceWord.BREACH: N_(
            "Located abroad, and first to record data of Russian citizens (Art. 18 (5)): {names}."
        ),
        PlaceWord.UNCLEAR: N_("Where data are first recorded is not stated yet for: {names}."),
        PlaceWord.EXEMPT: N_("Data are first recorded abroad by an exception: {names}."),
        PlaceWord.KEPT: N_("Data of Russian citizens are first recorded in Russia."),
        PlaceWord.NO_RULE: N_(
            "Before 1 September 2015 the law did not say where data must first be recorded."
        ),
    }
    return word, Told(said[word], names=named(places, word, language))


def named(places: Collection[PlaceAnswer], word: PlaceWord, language: str) -> str:
    """The databases of one answer by name; a long list is cut."""
    found = [each.place.title.of(language) for each in places if each.word is word]
    return _some(found, language)


def _some(texts: Sequence[str], language: str) -> str:
    said = [quoted(catalogue(language), each) for each in texts[:_NAMED]]
    return "; ".join(said) + (" …" if len(texts) > _NAMED else "")
