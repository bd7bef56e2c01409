# SPDX-License-Identifier: Apache-2.0
"""How the details of a journal entry read: no code, id or member of a closed list where a name is known.

What has no name yet is shown as it is stored: the journal hides nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from desk.domain import said
from desk.domain.assignment_words import OUTCOMES
from desk.domain.countries import country_name
from desk.domain.journal_words import destroyed, record_words
from desk.domain.journal_words.details import COUNTS, KEYS, LISTS, PARTS
from desk.domain.kinds import Channel
from desk.domain.labels import label
from desk.domain.paper_words import VERDICTS, place_told, verdict_words
from desk.domain.picklists import category_picks, grounds
from desk.domain.starter import SETS, starter_set
from desk.domain.verdicts import Verdict
from desk.errors import Told
from desk.text import N_, Catalogue

LONGEST = 400
_EMPTY: tuple[object, ...] = ("", None, [], {})
_PRINTS = (
    "fingerprint",
    "digest",
    "sha256",
    "signature_sha256",
    "instead_sha256",
    "letter",
    "text",
)
"""Fingerprints: they come last and shortened; an extract has them whole."""
_TITLED = {
    "categories": "category",
    "purpose": "purpose",
    "purposes": "purpose",
    "system": "system",
}
"""Keys whose values are codes of a register."""
_ROWS = {
    "repeat_of": "request",
    "replaces": "document",
    "destruction": "destruction",
    "scan": "file",
    "holding": "holding",
}
"""Keys whose values are rows of the file."""
_CALLED = ("purpose", "recipient", "recipients", "client", "nobody", "system")
"""Keys that say themselves what kind of record their value is: its title is enough."""
_UNTOLD = ("hold", "term")
"""Rows that have no name; the record beside them says what was done."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(\+00:00|Z))?")
_REF = re.compile(r"[a-z_]+/[\w.-]+")
_NO_PURPOSE = "purpose/"


class Names:
    """What the registers of a desk call what the journal holds by code or by row; without a desk nothing is known."""

    def rule(self, name: str, _words: Catalogue) -> str:
        """A rule, given by its id or row."""
        return name

    def title(self, _table: str, _code: str, _words: Catalogue) -> str:
        """What a register calls the entry of this code; empty where it knows none."""
        return ""

    def row(self, _table: str, _id: int, _words: Catalogue) -> str:
        """A row of the file by its number or name; empty where there is none."""
        return ""

    def called(self, _ref: str, _words: Catalogue) -> str:
        """A record that has no number of its own; empty for those that have."""
        return ""


NAMELESS = Names()


def record(words: Catalogue, ref: str, names: Names = NAMELESS) -> str:
    """A record as people call it: by its number, or by the title in its register."""
    return names.called(ref, words) or record_words(words, ref)


def facts(words: Catalogue, detail: str | None, zone: str = "UTC", names: Names = NAMELESS) -> str:
    """The details of an entry in one line; “—” once they were blanked."""
    if detail is None:
        return "—"
    try:
        found = json.loads(detail)
    except ValueError:
        return detail[:LONGEST]
    if not isinstance(found, dict):
        return str(found)[:LONGEST]
    if found.get("channel") == Channel.OWN and "kinds" in found:
        found = {"found" if key == "kinds" else key: value for key, value in found.items()}
    told = _Telling(words, zone, names)
    parts = [
        _part(told.key(key, found[key]), said_of)
        for key in sorted(found, key=lambda key: (key in _PRINTS, key == "categories"))
        if found[key] not in _EMPTY
        and key not in _UNTOLD
        and not (key == "holding" and "purpose" in found)
        and not (key == "red" and not found[key])
        and (said_of := told.value(key, found[key]))
    ]
    line = " · ".join(parts)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _part(key: str, said_of: str) -> str:
    """A detail with what it is called, unless it says so itself: “request 2026-002”."""
    return said_of if said_of.startswith(f"{key} ") else f"{key}: {said_of}"


class _Telling:
    """The details of one entry in one language."""

    def __init__(self, words: Catalogue, zone: str, names: Names) -> None:
        self.words, self.zone, self.names = words, zone, names

    def key(self, key: str, value: object) -> str:
        """What a detail is called; a number of things differently from the things themselves."""
        counted = isinstance(value, int) and not isinstance(value, bool)
        name = COUNTS.get(key) if counted else KEYS.get(key)
        name = name or KEYS.get(key)
        return self.words.gettext(name) if name else key.replace("_", " ")

    def value(self, key: str, value: object) -> str:
        """Closed lists, records, counts and terms by their names; what has none as it is stored."""
        if isinstance(value, dict):
            counts = ((self.erased(name), number) for name, number in value.items() if number)
            return "; ".join(f"{name}: {number}" for name, number in counts)
        items = value if isinstance(value, list) else [value]
        if key.startswith("terms"):
            told = [self._term(item) for item in items]
        else:
            told = [self._item(key, item) for item in items]
        joint = "; " if key in _TITLED else ", "
        return joint.join(dict.fromkeys(filter(None, told)))

    def _item(self, key: str, item: object) -> str:
        if isinstance(item, bool):
            return self.words.gettext(said.YES if item else said.NO)
        if isinstance(item, int):
            return (
                self.names.row(_ROWS[key], item, self.words)
                if key in _ROWS
                else self._size(key, item)
            )
        text = str(item)
        if key in _PRINTS:
            return f"{text[:12]}…"
        if text == _NO_PURPOSE:
            return self.words.gettext(N_("data without a purpose"))
        if key in LISTS and text in set(LISTS[key]):
            return label(self.words, LISTS[key](text))
        if key in _NAMED:
            return _NAMED[key](self, text)
        if _REF.fullmatch(text):
            return self._record(key, text)
        if key in _TITLED:
            return self._titled(_TITLED[key], text)
        if _MOMENT.fullmatch(text):
            return self._moment(text)
        return text

    def _record(self, key: str, ref: str) -> str:
        table, _slash, code = ref.partition("/")
        if key in _CALLED and (title := self.names.title(table, code, self.words)):
            return title
        return record(self.words, ref, self.names)

    def _size(self, key: str, count: int) -> str:
        return said.size(self.words, count) if key == "size" else str(count)

    def _moment(self, text: str) -> str:
        if "T" in text:
            return self.words.moment(datetime.fromisoformat(text), self.zone)
        return self.words.date(date.fromisoformat(text))

    def _term(self, item: object) -> str:
        """“Answer a request for personal data — 4 Dec 2026”, with both dates when it was moved."""
        if not isinstance(item, dict):
            return self.names.rule(str(item), self.words)
        days = [self._moment(str(item[key])[:10]) for key in ("from", "to", "due") if item.get(key)]
        return " — ".join(
            [self.names.rule(str(item.get("rule", "")), self.words), " → ".join(days)]
        )

    def _titled(self, table: str, code: str) -> str:
        """An entry of a register by its title; a category of the pick list that a desk has not taken too."""
        if title := self.names.title(table, code, self.words):
            return title
        pick = category_picks().get(code) if table == "category" else None
        return pick.title.of(self.words.language) if pick else code

    def erased(self, name: str) -> str:
        return self.words.gettext(destroyed.ERASED.get(name, name))

    def rule(self, name: str) -> str:
        return self.names.rule(name, self.words)

    def form(self, form: str) -> str:
        return self.words.form(f"{form}.name")

    def country(self, code: str) -> str:
        return country_name(code, self.words.language)

    def starter(self, name: str) -> str:
        return starter_set(name).title.of(self.words.language) if name in SETS else name

    def ground(self, id: str) -> str:
        pick = grounds().get(id)
        return pick.title.of(self.words.language) if pick else id

    def verdict(self, found: str) -> str:
        return verdict_words(self.words, Verdict(found)) if found in set(VERDICTS) else found

    def place(self, field: str) -> str:
        """Who signs at a place of a paper: “Chairman”, “Member 2”."""
        told = place_told(field)
        return self.words.tell(told) if isinstance(told, Told) else told

    def field(self, name: str) -> str:
        title = PARTS.get(name) or said.CARD_TITLES.get(name)
        return self.words.gettext(title) if title else self.place(name)

    def one_of(self, titles: Mapping[str, str], name: str) -> str:
        """A member of a small list by its title."""
        return self.words.gettext(titles[name]) if name in titles else name


def _of(titles: Mapping[str, str]) -> Callable[[_Telling, str], str]:
    return lambda telling, name: telling.one_of(titles, name)


_NAMED: Mapping[str, Callable[[_Telling, str], str]] = {
    "form": _Telling.form,
    "country": _Telling.country,
    "set": _Telling.starter,
    "ground": _Telling.ground,
    "field": _Telling.place,
    "verdict": _Telling.verdict,
    "verdicts": _Telling.verdict,
    "differs": _Telling.erased,
    "instead_of": _Telling.rule,
    "migrations": lambda _telling, name: name.partition("_")[0],
    "deed": _of(said.DEEDS),
    "asks": _of(said.LETTER_ASKS),
    "evidence": _of({**said.EVIDENCE_TITLES, "through_proof": said.THROUGH_PROOF}),
    "exemption": _of(said.EXEMPTIONS),
    "source": _of(said.SOURCES),
    "how": _of(said.SIGNED_HOW),
    "outcome": _of({str(each): word for each, word in OUTCOMES.items()}),
    **dict.fromkeys(("fields", "changed", "key", "missing"), _Telling.field),
}
"""How the value of a detail is told, by its key."""
