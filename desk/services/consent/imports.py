# SPDX-License-Identifier: Apache-2.0
"""Consents from a file: dry run, report by line, one act for all of them or nothing.

The dry run is the import itself, rolled back: it cannot promise what the import then refuses. The same
line twice, in one file or in two, is one consent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import Any, TypeVar

from desk.clocks import legal_time
from desk.domain.canon import digest
from desk.domain.consent import (
    EVIDENCE,
    EVIDENCE_NAMES,
    ConsentFields,
    ConsentKind,
    ConsentState,
    ConsentWay,
)
from desk.domain.consent_import import (
    PERSON_TARGETS,
    ImportLine,
    ImportPlan,
    ImportReport,
    LineFault,
    Sheet,
    guess_mapping,
    plain_word,
    words_of,
)
from desk.domain.labels import label
from desk.domain.request import PersonFields
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Own, Refusal
from desk.folding import fold
from desk.services.consent.checks import Checked, check_consent
from desk.services.consent.records import (
    card_of,
    check_erased,
    check_stop_list,
    insert_consent,
    subject_of,
)
from desk.services.consent.withdrawals import end
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.sheets import read_sheet
from desk.storage.models import Category, Consent, Purpose, Recipient
from desk.text import LANGUAGES

__all__ = ["dry_run", "guess_mapping", "import_consents", "read_sheet"]

Progress = Callable[[int, int], object]
_FIELDS = {"person": "name", "conditions.resources": "resources", "text": "text_version"}
"""Targets whose field of a refusal has another name."""
_DAY = "%d.%m.%Y"
_BETWEEN = re.compile(r"[,;|]")
T = TypeVar("T")
_PORTION = 50


class _Undone(Exception):
    def __init__(self, report: ImportReport) -> None:
        self.report = report


def dry_run(
    desk: Desk, sheet: Sheet, plan: ImportPlan, progress: Progress = lambda _done, _total: None
) -> ImportReport:
    """What the import would do with each line; saves nothing."""
    try:
        _import(desk, sheet, plan, progress, dry=True, leave_out=True)
    except _Undone as done:
        return done.report
    raise AssertionError("a dry run ends by being undone")


def import_consents(
    desk: Desk,
    sheet: Sheet,
    plan: ImportPlan,
    progress: Progress = lambda _done, _total: None,
    *,
    leave_out: bool = False,
) -> ImportReport:
    """Record the consents of a sheet in one act; with a wrong line nothing, unless it is left out.

    ``progress(done, total)`` may raise to give up: nothing is saved then.
    """
    return _import(desk, sheet, plan, progress, dry=False, leave_out=leave_out)


@writes("consent", "deadline", "request")
def _import(
    desk: Desk, sheet: Sheet, plan: ImportPlan, progress: Progress, *, dry: bool, leave_out: bool
) -> ImportReport:
    reader = _Reader(desk, sheet, plan)
    lines = []
    for place, (number, cells) in enumerate(sheet.rows):
        if place % _PORTION == 0:
            progress(place, len(sheet.rows))
        lines.append(_line(desk, reader, number, cells))
    progress(len(sheet.rows), len(sheet.rows))
    report = ImportReport(tuple(lines), saved=not dry)
    if dry:
        raise _Undone(report)
    wrong = report.of("wrong")
    if wrong and not leave_out:
        raise Refusal(
            N_("Lines with mistakes: {count}; the first is line {line}. Nothing was saved."),
            field="file",
            count=len(wrong),
            line=wrong[0].line,
        )
    new = len(report.of("new"))
    desk.record("consents.imported", "consents", counted=new, sha256=sheet.digest)
    return report


def _line(desk: Desk, reader: _Reader, number: int, cells: tuple[str, ...]) -> ImportLine:
    try:
        # A line that is refused must not leave the card it would have needed.
        with desk.database.atomic():
            return _take(desk, reader, number, cells)
    except Refusal as refusal:
        target = (refusal.field or "").removeprefix("person.").removeprefix("evidence.")
        column = reader.heading(_FIELDS.get(refusal.field or "", target))
        return ImportLine(number, "wrong", "", LineFault(column, refusal.msgid, refusal.params))


def _take(desk: Desk, reader: _Reader, number: int, cells: tuple[str, ...]) -> ImportLine:
    person, fields = reader.read(cells)
    checked = check_consent(desk, fields)
    key = _import_key(person, checked)
    known = _number(desk, "import_key", key)
    if known:
        return ImportLine(number, "known", known)
    check_erased(desk, person, checked)
    subject = subject_of(desk, card_of(desk, person, "person"))
    check_stop_list(desk, subject, checked, lift=False)
    old = _make_place(desk, subject.id, checked) if reader.plan.renew else None
    id = insert_consent(desk, subject, checked, import_key=key, renews=old)
    return ImportLine(number, "new", _number(desk, "id", id))


def _number(desk: Desk, column: str, value: object) -> str:
    """The number of the consent with this key; empty when there is none."""
    sql = f"SELECT number FROM consent WHERE {column} = ?"  # noqa: S608 -- a name of ours
    row = desk.database.execute_sql(sql, (value,)).fetchone()
    return row[0] if row else ""


def _import_key(person: PersonFields, checked: Checked) -> str:
    """What makes two lines one consent: whose, to what, and when."""
    return digest([
        fold(person.name), fold(person.email), person.phone, checked.purpose_code,
        checked.fields.kind, checked.fields.given,
    ])  # fmt: skip


def _make_place(desk: Desk, person: int, checked: Checked) -> Consent | None:
    """End the consent in force that an imported later one renews."""
    old = Consent.get_or_none(
        Consent.person == person,
        Consent.purpose_code == checked.purpose_code,
        Consent.kind == checked.fields.kind,
        Consent.state == ConsentState.ACTIVE,
        Consent.given < checked.fields.given,
    )
    if old is not None:
        end(desk, old.id, ConsentState.REPLACED, checked.fields.given)
        add_event(desk, old.id, EventKind.CONSENT_RENEWED, owner="consent")
    return old


class _Reader:
    """Turns the cells of a line into a person and a consent; what it cannot read it refuses at its target."""

    def __init__(self, desk: Desk, sheet: Sheet, plan: ImportPlan) -> None:
        self.plan, self.columns = plan, sheet.columns
        self.zone = legal_time(desk.zone)
        if any(not 0 <= place < len(sheet.columns) for place in plan.mapping.values()):
            raise Refusal(N_("The file has no such column."), field="mapping")
        words = [desk.catalogue(language) for language in LANGUAGES]
        self.kinds = words_of("kinds") | {
            plain_word(label(each, kind)): kind for each in words for kind in ConsentKind
        }
        self.ways = words_of("ways") | {
            plain_word(label(each, way)): way for each in words for way in ConsentWay
        }
        self.purposes = _by_names(Purpose.select().where(Purpose.until.is_null()), "title")
        self.categories = _by_names(Category.select(), "title")
        self.recipients = _by_names(Recipient.select(), "name")

    def heading(self, target: str) -> str:
        """The heading of the column with this meaning, or the meaning when there is no column."""
        place = self.plan.mapping.get(target)
        return target if place is None else Own(self.columns[place])

    def read(self, cells: tuple[str, ...]) -> tuple[PersonFields, ConsentFields]:
        """The person and the consent of a line."""
        if len(cells) > len(self.columns):
            raise Refusal(N_("The line has more values than the file has columns."))
        cell = {
            target: cells[place] if place < len(cells) else ""
            for target, place in self.plan.mapping.items()
        }
        plan = self.plan
        way = ConsentWay(self._one(cell, "way", self.ways, plan.way))
        fields = ConsentFields(
            kind=ConsentKind(self._one(cell, "kind", self.kinds, plan.kind)),
            purpose=self._one(cell, "purpose", self.purposes, plan.purpose),
            given=self._moment(cell.get("given", ""), "given"),
            way=way,
            categories=self._many(cell, "categories", self.categories, ()),
            evidence=_evidence(cell, way),
            text=plan.text,
            text_version=cell.get("text_version", ""),
            fingerprint=cell.get("fingerprint", ""),
            separate=self._flag(cell, "separate", default=plan.separate),
            written=self._flag(cell, "written", default=plan.written),
            through=cell.get("through", ""),
            through_proof=cell.get("through_proof", ""),
            recipients=self._many(cell, "recipients", self.recipients, plan.recipients),
            conditions={"resources": cell.get("resources") or plan.resources},
            valid_until=self._moment(cell.get("valid_until", ""), "valid_until")[:10],
        )
        named = {target: cell[target] for target in PERSON_TARGETS if cell.get(target)}
        return PersonFields(**named), fields

    def _one(self, cell: dict[str, str], target: str, known: dict[str, T], default: T) -> T:
        text = cell.get(target, "")
        if not text:
            return default
        found = known.get(plain_word(text))
        if found is None:
            raise AtField(N_("This value is not recognised."), field=target)
        return found

    def _many(
        self, cell: dict[str, str], target: str, known: dict[str, int], default: tuple[int, ...]
    ) -> tuple[int, ...]:
        """Several names in one cell, with commas, semicolons or bars between them."""
        parts = [part for part in _BETWEEN.split(cell.get(target, "")) if part.strip()]
        return tuple(self._one({target: part}, target, known, 0) for part in parts) or default

    def _flag(self, cell: dict[str, str], target: str, *, default: bool) -> bool:
        flags = {word: answer == "yes" for word, answer in words_of("flags").items()}
        return self._one(cell, target, flags, default)

    def _moment(self, text: str, target: str) -> str:
        """A day or moment as people and machines write it; a moment without zone is of the legal one."""
        if not text:
            return ""
        day, _space, time = text.replace("T", " ", 1).partition(" ")
        # With slashes nobody knows which number is the month: such a day is refused.
        with suppress(ValueError):
            day = datetime.strptime(day, _DAY).date().isoformat()  # noqa: DTZ007 -- a day
        with suppress(ValueError):
            if not time:
                return date.fromisoformat(day).isoformat()
            moment = datetime.fromisoformat(f"{day}T{time.strip()}")
            return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).isoformat()
        raise AtField(N_("This is not a date."), field=target)


def _evidence(cell: dict[str, str], way: ConsentWay) -> dict[str, str]:
    """The proof a line holds; a telephone is one only where the consent came from it."""
    names = [name for name in EVIDENCE_NAMES if name not in PERSON_TARGETS or name in EVIDENCE[way]]
    return {name: cell[name] for name in names if cell.get(name)}


def _by_names(rows: Iterable[Any], title: str) -> dict[str, int]:
    """Ids by code and by both names."""
    found: dict[str, int] = {}
    for row in rows:
        for name in (row.code, getattr(row, f"{title}_ru"), getattr(row, f"{title}_en")):
            if name:
                found.setdefault(plain_word(name), row.id)
    return found
