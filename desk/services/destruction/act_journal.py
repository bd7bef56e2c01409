# SPDX-License-Identifier: Apache-2.0
"""The journal of acts of destruction for a period: one line an act, voided ones included (B7)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from desk.domain.act_papers import ActLine, JournalActsFacts
from desk.domain.destruction import Cause
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.checks import check_period, without_symbols
from desk.services.codes import place_names
from desk.services.desk import Desk
from desk.services.paper.period_sheets import period_sheets
from desk.storage.models import (
    Destruction,
    DestructionItem,
    DestructionMember,
    DestructionSubject,
    Document,
    Member,
    Person,
)

MOST_LINES = 20_000
_PLACES = (("system", "system_id"), ("carrier", "carrier_id"), ("recipient", "processor_id"))
_Row = TypeVar("_Row")


def journal_acts(desk: Desk, since: date, until: date, mode: LanguageMode) -> Draft:
    """The journal of acts for a period, ready to preview and issue."""
    check_period(since, until)
    lines = act_lines(desk, since, until)
    return period_sheets(
        desk,
        "journal_acts",
        JournalActsFacts,
        mode,
        "journal_acts",
        since=since,
        until=until,
        lines=lines,
    )


def act_lines(desk: Desk, since: date, until: date) -> tuple[ActLine, ...]:
    """The acts issued in the period, in their order; both days included."""
    acts = list(
        Document.select()
        .where(
            Document.form == "destruction_act",
            Document.day.between(since.isoformat(), until.isoformat()),
            Document.number.is_null(False),
        )
        .order_by(Document.day, Document.id)
        .limit(MOST_LINES + 1)
    )
    if len(acts) > MOST_LINES:
        raise Refusal(N_("The period holds more than {most} acts."), field="until", most=MOST_LINES)
    around = _Around(desk, [act.destruction_id for act in acts if act.destruction_id])
    return tuple(around.line(order, act) for order, act in enumerate(acts, start=1))


class _Around:
    """What belongs to the destructions of the period, each table read once."""

    def __init__(self, desk: Desk, ids: Sequence[int]) -> None:
        wanted = (json.dumps(sorted(set(ids))),)
        self.rows = {row.id: row for row in _among(Destruction, "id", wanted)}
        self.items = _grouped(_among(DestructionItem, "destruction", wanted))
        self.subjects = _grouped(_among(DestructionSubject, "destruction", wanted))
        self.parts = _grouped(_among(DestructionMember, "destruction", wanted))
        people = {each.person_id for found in self.subjects.values() for each in found}
        self.names = {
            row.id: without_symbols(row.name)
            for row in _among(Person, "id", (json.dumps(sorted(people)),))
        }
        self.members = {row.id: Both(row.name_ru, row.name_en) for row in Member.select()}
        self.titles = {name: place_names(desk, name) for name, _column in _PLACES}
        self.categories = place_names(desk, "category")
        self.extracts = _extracts(wanted)

    def line(self, order: int, act: Document) -> ActLine:
        """One act as the journal shows it."""
        id = act.destruction_id or 0
        row = self.rows[id]
        items = [each for each in self.items.get(id, ()) if each.dropped is None]
        return ActLine(
            order=order,
            act=act.number or "",
            act_day=act.day,
            cause=row.clause if row.cause == Cause.OTHER else row.cause,
            subjects=self._subjects(id, row),
            categories=_listed(
                self.categories[each][1] for item in items for each in json.loads(item.categories)
            ),
            places=_listed(self._place(item) for item in items),
            methods=tuple(dict.fromkeys(item.method for item in items if item.method)),
            done=row.done or "",
            extract=self.extracts.get((id, act.state == "void"), ""),
            commission=_listed((self.members[p.member_id] for p in self.parts.get(id, ())), "\n"),
            keep_until=act.keep_until or "",
            state="void" if act.state == "void" else row.state,
            void_because=without_symbols(act.void_because),
        )

    def _subjects(self, id: int, row: Destruction) -> str:
        """The name of a single subject who is still known, else how many there are."""
        if row.subjects != 1:
            return str(row.subjects)
        (only,) = self.subjects[id]
        return self.names.get(only.person_id) or only.label or "1"

    def _place(self, item: DestructionItem) -> Both:
        for name, column in _PLACES:
            id = getattr(item, column)
            if id is not None:
                title = self.titles[name][id][1]
                sheets = item.done_sheets
                if not sheets:
                    return title
                return Both(f"{title.ru} ({sheets} л.)", f"{title.of('en')} ({sheets} sh.)")
        return Both()


def _extracts(wanted: tuple[str]) -> dict[tuple[int, bool], str]:
    """The number of the extract of each destruction, apart for those that are void."""
    sql = (
        "SELECT destruction, state = 'void', number FROM document WHERE form = 'journal_extract'"
        " AND destruction IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    rows = Document.raw(sql, *wanted).tuples()
    return {(row[0], bool(row[1])): row[2] for row in rows}


def _among(model: type[_Row], column: str, wanted: tuple[str]) -> list[_Row]:
    """The rows whose column is one of many ids, which would not fit as single parameters."""
    table = model._meta.table_name  # type: ignore[attr-defined]  # noqa: SLF001 -- peewee's own name for it
    sql = f"SELECT * FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608 -- names are ours
    return list(model.raw(sql, *wanted))  # type: ignore[attr-defined]  # a table


def _grouped(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.destruction_id].append(row)  # type: ignore[attr-defined]  # each has it
    return found


def _listed(texts: Iterable[Both], joint: str = "; ") -> Both:
    kept = list(dict.fromkeys(texts))
    return Both(joint.join(t.ru for t in kept), joint.join(t.of("en") for t in kept))
