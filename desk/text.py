# SPDX-License-Identifier: Apache-2.0
"""Words of one language: messages, plurals, dates, lists and sort keys.

A catalogue is an explicit object that is passed around; the core has no current language. The
``desk`` domain holds the program's own words (English msgids), ``forms`` the wording of papers
(symbolic ids, written in every language).
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from functools import cache, cached_property
from gettext import NullTranslations
from typing import Literal, Protocol, runtime_checkable

from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from desk.clocks import legal_time, moved, utc_offset
from desk.errors import N_, Own, Refusal, Told
from desk.paths import catalogues

__all__ = ["LANGUAGES", "N_", "Catalogue", "catalogue"]

LANGUAGES = ("ru", "en")
_DATE = {
    ("ru", "short"): "dd.MM.yyyy",
    ("en", "short"): "d MMM yyyy",
    ("ru", "medium"): "d MMM yyyy, EEEEEE",
    ("en", "medium"): "EEE d MMM yyyy",
    ("ru", "long"): "d MMMM yyyy 'г'.",
    ("en", "long"): "d MMMM yyyy",
}


@runtime_checkable
class Bilingual(Protocol):
    """A text kept in both languages, as ``desk.domain.values.Both``."""

    def of(self, language: str) -> str:
        """The version for a language."""


class Catalogue:
    """Everything that depends on the language of one reader."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise Refusal(
                N_("There is no language “{language}” in this program."), language=language
            )
        self.language = language
        self._desk = _translations(language, "desk")

    @cached_property
    def _forms(self) -> NullTranslations:
        """Read with the first paper: a start needs none."""
        return _translations(self.language, "forms")

    def gettext(self, message: str) -> str:
        """The program's message in this language."""
        if not message or isinstance(message, Own):
            return message
        return str(self._desk.gettext(message))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The plural form for ``number``; the caller fills the placeholders."""
        return str(self._desk.ngettext(one, many, number))

    def pgettext(self, context: str, message: str) -> str:
        """The message in this language where the English word alone is ambiguous."""
        return str(self._desk.pgettext(context, message))

    def form(self, message: str, **params: object) -> str:
        """The wording of a paper by symbolic id; raises ``KeyError`` when a paper message is missing."""
        found = str(self._forms.gettext(message))
        if found == message:
            raise KeyError(message)
        return found.format(**self._phrased(params)) if params and "{" in found else found

    def say(self, message: str, **params: object) -> str:
        """The program's message with its placeholders filled; dates are phrased."""
        return self.gettext(message).format(**self._phrased(params))

    def tell(self, error: Told) -> str:
        """The sentence an error shows to a person."""
        return self.say(error.msgid, **error.params)

    def date(self, day: dt.date, style: Literal["short", "medium", "long"] = "medium") -> str:
        """A calendar day: ``short`` in tables, ``medium`` with the weekday, ``long`` in papers."""
        return format_date(day, _DATE[self.language, style], locale=self.language)

    def moment(self, at: dt.datetime, zone: str) -> str:
        """A moment in the legal time zone ``zone``, with the date."""
        local = at.astimezone(legal_time(zone))
        told = f"{self.date(local.date())} {format_time(local, 'HH:mm', locale=self.language)}"
        return f"{told} ({utc_offset(local)})" if moved(zone) else told

    def month(self, day: dt.date) -> str:
        """The name of the month with its year, in the nominative."""
        return format_datetime(dt.datetime(day.year, day.month, 1), "LLLL y", locale=self.language)  # noqa: DTZ001 -- only its name is printed

    def listing(self, items: Iterable[str]) -> str:
        """“a, b and c” in this language."""
        return format_list(list(items), locale=self.language)

    def _phrased(self, params: dict[str, object]) -> dict[str, object]:
        return {name: self._phrase(value) for name, value in params.items()}

    def _phrase(self, value: object) -> object:
        if isinstance(value, str | int):
            return value  # nearly all are; asking for the protocol below is slow
        if isinstance(value, dt.datetime):
            return f"{self.date(value.date())} {value:%H:%M}"
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, float):
            return format_decimal(value, locale=self.language)
        if isinstance(value, Told):
            return self.tell(value)
        return value.of(self.language) if isinstance(value, Bilingual) else value


def capital(text: str) -> str:
    """``text`` as it begins a sentence."""
    return text[:1].upper() + text[1:]


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of ``language``, read once."""
    return Catalogue(language)


@cache
def _translations(language: str, domain: str) -> NullTranslations:
    path = catalogues() / language / f"{domain}.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as source:
        messages = read_po(source, locale=language, domain=domain)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled, domain=domain)
