# SPDX-License-Identifier: Apache-2.0
"""What people type, made fit to keep: lengths, moments, addresses, marks that turn text around.

Markup is kept literally; only what no reader can see is taken out. Refusals name the field.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from desk.domain.document_numbers import looks_like_document_number
from desk.domain.kinds import Channel
from desk.domain.request import PersonFields
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.text import LANGUAGES

LIMITS = {"name": 300, "line": 1_000, "note": 20_000, "passage": 100_000, "text": 4_000_000}
"""Longest name, line, note, passage of a paper and letter text that are taken, in characters."""
EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 12, 31)
SKEW = timedelta(minutes=5)
"""So much may clocks differ."""
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\u180e\u200b\u2060-\u2064\ufeff\ud800-\udfff]"
)
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing."""
_UNDRAWN = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})
"""Kinds of signs that show nothing by themselves: controls, marks for other signs, blanks."""
_SYMBOLS = frozenset({"So", "Sk", "Cs", "Co", "Cn"})
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")
"""What glues emoji together."""
_FEWEST_DIGITS = 5
"""Of a telephone number; town numbers are as short."""
_EMAIL = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\".]+")


def clean_text(text: str, field: str, limit: str = "text") -> str:
    """Text with line breaks, without marks nobody sees; refuses what is too long."""
    kept = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = unicodedata.normalize("NFC", kept).strip()
    if not any(map(_is_seen, kept)):
        return ""
    if len(kept) > LIMITS[limit]:
        raise AtField(
            N_("This is too long: {length} characters; at most {limit} are taken."),
            field=field,
            length=len(kept),
            limit=LIMITS[limit],
        )
    return kept


def _is_seen(character: str) -> bool:
    return character not in _BLANK and unicodedata.category(character) not in _UNDRAWN


def clean_line(text: str, field: str, limit: str = "line") -> str:
    """The same for one line."""
    return " ".join(clean_text(text, field, limit).split())


def without_symbols(text: str) -> str:
    """A name or line without pictures and marks that are no letters, such as emoji: no paper prints them."""
    kept = "".join(c for c in text if not (_is_symbol(c) or c in _JOINERS))
    return text if kept == text else " ".join(kept.split())


def _is_symbol(character: str) -> bool:
    # Latin-1 signs and the number sign are in every face; “`” stands for an apostrophe in names.
    if character <= "\xff" or character == "№":
        return False
    return unicodedata.category(character) in _SYMBOLS


def check_printable(text: str, field: str, *, letters: bool = False) -> str:
    """A text for the head of papers: a picture or mark, or also a letter, that no typeface has is refused and named."""
    if not letters and not any(map(_is_symbol, text)):
        return text
    from desk.documents.fonts import uncovered

    for character in uncovered(text):
        if letters or _is_symbol(character):
            raise AtField(
                N_(
                    "The character “{character}” ({code}) cannot be printed: write this without it."
                ),
                field=field,
                character=character,
                code=f"U+{ord(character):04X}",
            )
    return text


def clean_texts(value: Any, field: str) -> Any:  # noqa: ANN401 -- whatever holds the texts of a paper
    """The same value with every text for a paper cleaned: mappings, tuples and values of both languages."""
    if isinstance(value, Both):
        ru, en = (clean_text(text, field, "passage") for text in (value.ru, value.en))
        return value if (ru, en) == (value.ru, value.en) else Both(ru, en)
    if isinstance(value, Mapping):
        return {name: clean_texts(each, f"{field}.{name}") for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(clean_texts(each, f"{field}.{place}") for place, each in enumerate(value, 1))
    if is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in fields(value)]
        cleaned = {n: clean_texts(getattr(value, n), f"{field}.{n}") for n in names}
        return replace(value, **cleaned)
    return value


def required_day(text: str, field: str) -> date:
    """A day as ISO text that must be given."""
    day = check_iso_date(text, field)
    if day is None:
        raise AtField(N_("This must be filled in."), field=field)
    return day


def required(text: str, field: str, limit: str = "note") -> str:
    """A text that must not be empty, e.g. the reason of a correction."""
    kept = clean_text(text, field, limit)
    if not kept:
        raise AtField(N_("This must be filled in."), field=field)
    return kept


def check_language(language: str, field: str) -> str:
    """One of the languages there are."""
    if language not in LANGUAGES:
        raise AtField(N_("Choose Russian or English."), field=field)
    return language


def clean_answer_form(form: str) -> str:
    """The way another than that of the request, by which the answer was asked for; or none."""
    if form and form not in set(Channel):
        raise AtField(N_("Choose how the answer is to be sent."), field="answer_form")
    return form


def clean_person(person: PersonFields, field: str) -> PersonFields:
    """The card of a person, each field checked; ``field`` is the name in front of the dot."""
    email = clean_line(person.email, f"{field}.email", "name")
    if email and not is_email(email):
        raise AtField(N_("This is not an e-mail address."), field=f"{field}.email")
    check_language(person.language, f"{field}.language")
    return replace(
        person,
        name=_name(person.name, f"{field}.name"),
        email=email,
        phone=check_phone(clean_line(person.phone, f"{field}.phone", "name"), f"{field}.phone"),
        address=clean_line(person.address, f"{field}.address"),
        dative=_name(person.dative, f"{field}.dative"),
    )


def _name(text: str, field: str) -> str:
    return check_printable(clean_line(text, field, "name"), field)


def check_phone(text: str, field: str) -> str:
    """A telephone as people write it, several or with words beside; refuses what nobody can call."""
    if text and sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        raise AtField(N_("This is not a telephone number: its digits are missing."), field=field)
    return text


def is_email(text: str) -> bool:
    """Whether the text has the shape of an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def check_past(moment: datetime, now: datetime, field: str) -> datetime:
    """An aware moment that has happened, in UTC."""
    if moment.tzinfo is None:
        raise Refusal(N_("The moment needs a time zone."), field=field)
    # Compared as it is: converting a moment of the year 1 or 9999 to UTC would overflow.
    if moment.year < EARLIEST.year or moment.year > LATEST.year:
        raise AtField(N_("The year must be between 1990 and 2100."), field=field)
    moment = moment.astimezone(UTC)
    if moment > now + SKEW:
        raise AtField(N_("This moment is in the future."), field=field)
    return moment


def check_past_day(day: date, today: date, field: str) -> date:
    """A day that has come."""
    if not EARLIEST <= day <= LATEST:
        raise AtField(N_("The year must be between 1990 and 2100."), field=field)
    if day > today:
        raise AtField(N_("This date is in the future."), field=field)
    return day


def check_period(since: date, until: date) -> None:
    """A period in order, within the years that are kept."""
    for day, field in ((since, "since"), (until, "until")):
        if not EARLIEST <= day <= LATEST:
            raise AtField(N_("The year must be between 1990 and 2100."), field=field)
    if until < since:
        raise Refusal(
            N_("The period ends before it begins. Choose its dates again."), field="until"
        )


def check_done(at: date, now: datetime, today: date, field: str) -> date:
    """A day or an aware moment that has come; of a moment the UTC."""
    if isinstance(at, datetime):
        return check_past(at, now, field)
    return check_past_day(at, today, field)


def check_iso_date(text: str, field: str) -> date | None:
    """A date as ISO text, or nothing."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise AtField(N_("This is not a date."), field=field) from None
    if not EARLIEST <= day <= LATEST:
        raise AtField(N_("The year must be between 1990 and 2100."), field=field)
    return day


def check_set_date(text: str, received: date) -> date | None:
    """The day a letter sets, not before the letter came; or nothing."""
    day = check_iso_date(text, "sets_date")
    if day is not None and day < received:
        raise AtField(
            N_(
                "This date had already passed when the letter was received. Leave it empty: no deadline runs from it."
            ),
            field="sets_date",
        )
    return day


def check_their_date(text: str, today: date) -> str:
    """The ISO date a letter bears: a day that has come, or nothing."""
    day = check_iso_date(text, "their_date")
    return check_past_day(day, today, "their_date").isoformat() if day else ""


def check_no_document_number(text: str, field: str) -> str:
    """How an identity was checked, without the number of the document."""
    if looks_like_document_number(text):
        raise Refusal(
            N_(
                "State how it was checked, without the number of the document: the desk keeps no copy."
            ),
            field=field,
        )
    return text


def check_place(folder: Path) -> None:
    """Refuse a folder in which no desk can be made, before anything else is asked."""
    from tempfile import TemporaryDirectory

    place = next(each for each in (folder, *folder.parents) if each.exists())
    try:
        with TemporaryDirectory(dir=place):
            return
    except OSError:
        raise Refusal(
            N_("Nothing can be written there. Choose another folder."), field="folder"
        ) from None
