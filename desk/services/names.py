# SPDX-License-Identifier: Apache-2.0
"""What the registers of a desk call what its journal holds by code or by row.

Registers are read when first asked for and kept: a reader of the journal makes one anew when it looks again.
"""
# ruff: noqa: D102 -- what each answers, Names says

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desk.domain.journal_words import named_ref, record_words
from desk.domain.journal_words.telling import Names, facts, record
from desk.domain.numbering import KEPT, printed_number
from desk.domain.said import FILE_ROLES
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.terms import TITLES
from desk.text import Catalogue

_TITLES: Mapping[str, str] = {
    "purpose": "SELECT code, title_ru, title_en FROM purpose ORDER BY edition",
    **{
        table: f"SELECT code, title_ru, title_en FROM {table}"  # noqa: S608 -- names are ours
        for table in ("category", "system", "carrier")
    },
    **{
        table: f"SELECT code, name_ru, name_en FROM {table}"  # noqa: S608 -- names are ours
        for table in ("recipient", "client", "disclosure")
    },
    "group": "SELECT code, title_ru, title_en FROM subject_group",
    "point": "SELECT code, title_ru, title_en FROM collection_point",
    "transfer": (
        "SELECT t.code, r.name_ru, r.name_en FROM transfer t JOIN recipient r ON r.id = t.recipient"
    ),
    "assignment": (
        "SELECT a.code, r.name_ru, r.name_en FROM assignment a JOIN recipient r ON r.id = a.recipient"
    ),
}
"""Registers whose entries are called by their titles."""
_ROWS: Mapping[str, str] = {
    "request": "SELECT number FROM request WHERE id = ?",
    "document": "SELECT number FROM document WHERE id = ?",
    "destruction": "SELECT number FROM destruction WHERE id = ?",
    "actor": "SELECT name FROM actor WHERE id = ?",
    "third_parties": (
        "SELECT d.number FROM third_party_edition e JOIN document d ON d.id = e.document WHERE e.id = ?"
    ),
    "holding": ("SELECT p.code FROM holding h JOIN purpose p ON p.id = h.purpose WHERE h.id = ?"),
}
_FILE = (
    "SELECT f.role, coalesce(r.number, d.number, c.number, x.number, 'transfer_notice/' || n.code)"
    " FROM attachment f LEFT JOIN request r ON r.id = f.request LEFT JOIN document d ON d.id = f.document"
    " LEFT JOIN consent c ON c.id = f.consent LEFT JOIN destruction x ON x.id = f.destruction"
    " LEFT JOIN transfer_notice n ON n.id = f.transfer_notice WHERE f.id = ?"
)


class DeskNames(Names):
    """The names in one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._registers: dict[str, dict[str, Both]] = {}
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    @property
    def zone(self) -> str:
        """The legal time zone."""
        return self._desk.zone

    def forget(self) -> None:
        """Read the registers anew when they are next asked for."""
        self._registers.clear()
        self._known.clear()

    def facts(self, detail: str | None, words: Catalogue) -> str:
        """The details of an entry in one line."""
        return facts(words, detail, self.zone, self)

    def record(self, ref: str, words: Catalogue) -> str:
        """What an entry is about."""
        return record(words, ref, self)

    def rule(self, name: str, words: Catalogue) -> str:
        if name in TITLES:
            return words.gettext(TITLES[name])
        try:
            return self._desk.readable_rules.find(name).title.of(words.language)
        except Refusal:
            return name

    def title(self, table: str, code: str, words: Catalogue) -> str:
        if table not in _TITLES:
            return ""
        if table not in self._registers:
            rows = self._desk.database.execute_sql(_TITLES[table]).fetchall()
            self._registers[table] = {code: Both(ru, en) for code, ru, en in rows}
        found = self._registers[table].get(code)
        return found.of(words.language) if found else ""

    def row(self, table: str, id: int, words: Catalogue) -> str:
        if table == "file":
            return self._file(id, words)
        (found,) = self._read(table, id, _ROWS[table]) or ("",)
        if table == "holding":
            return self.title("purpose", found, words)
        return record_words(words, found) if found and table != "actor" else found

    def called(self, ref: str, words: Catalogue) -> str:
        table, _slash, code = ref.partition("/")
        if KEPT.fullmatch(ref):
            return ""
        if title := self.title(table, code, words):
            said = named_ref(words, table, title)
            return f"{said} ({code})" if table == "transfer" else said
        if not code.isdigit():
            return ""
        if table == "file":
            return self._file(int(code), words)
        if table == "commission":
            return self._commission(int(code), words)
        if table == "issuer":
            return words.gettext(N_("issuer of certificates"))
        return self._plain(table, int(code), words)

    def _plain(self, table: str, id: int, words: Catalogue) -> str:
        if table not in ("actor", "third_parties"):
            return ""
        found = self.row(table, id, words)
        return named_ref(words, table, found) if found and table == "actor" else found

    def _read(self, table: str, id: int, sql: str) -> tuple[str, ...]:
        key = (table, id)
        if key not in self._known:
            row = self._desk.database.execute_sql(sql, (id,)).fetchone()
            self._known[key] = tuple(str(each or "") for each in row or ())
        return self._known[key]

    def _file(self, id: int, words: Catalogue) -> str:
        """A file by what it is and whose: its own name may name a person, and an extract leaves the desk."""
        role, owner = self._read("file", id, _FILE) or ("", "")
        kind = words.gettext(FILE_ROLES[role]) if role in FILE_ROLES else words.gettext(N_("file"))
        return f"{kind} ({record_words(words, owner)})" if owner else kind

    def _commission(self, id: int, words: Catalogue) -> str:
        found = self._read("commission", id, "SELECT number, ordered FROM commission WHERE id = ?")
        if not found:
            return ""
        number, day = found[0], date.fromisoformat(found[1])
        if not number:
            return words.say(N_("commission of {day}"), day=day)
        said = N_("commission by the order {number} of {day}")
        return words.say(said, number=printed_number(number), day=day)
