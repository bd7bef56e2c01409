# SPDX-License-Identifier: Apache-2.0
"""What the registers share: titles, codes, finding a row, taking it out of use.

Codes stand in the journal, so they are made here and never from a name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from peewee import fn

from desk.domain.countries import is_country
from desk.domain.registers import EXEMPT_GROUNDS, CollectionPoint, System
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.checks import (
    check_past_day,
    check_printable,
    clean_line,
    required,
    required_day,
)
from desk.services.desk import Desk, writes
from desk.storage import models, search
from desk.storage.models import Table

T = TypeVar("T", bound=Table)
_TABLES: Mapping[str, Any] = {
    "category": models.Category,
    "group": models.SubjectGroup,
    "system": models.System,
    "carrier": models.Carrier,
    "recipient": models.Recipient,
    "point": models.CollectionPoint,
    "transfer": models.Transfer,
    "assignment": models.Assignment,
    "client": models.Client,
    "disclosure": models.Disclosure,
}
_FOUND: Mapping[str, search.Kind] = {
    "recipient": search.Kind.RECIPIENT,
    "transfer": search.Kind.TRANSFER,
}
_CODE = re.compile(r"[a-z0-9_]{1,40}")
_LINKS: Mapping[str, Any] = {
    "category": (models.PurposeCategory, models.PurposeCategory.category),
    "group": (models.PurposeGroup, models.PurposeGroup.subject_group),
}


def existing(model: type[T], id: int) -> T:
    """The row of a record that must be there."""
    row: T | None = model.get_or_none(model._meta.primary_key == id)  # noqa: SLF001 -- peewee's way
    if row is None:
        raise Refusal(N_("There is no such record in the register."))
    return row


def listed(model: Any, retired: bool = False) -> Iterable[Any]:  # noqa: ANN401 -- any table of the register
    """The rows in use in the order they were made; with ``retired`` all of them."""
    query = model.select().order_by(model.id)
    rows: Iterable[Any] = query if retired else query.where(model.retired.is_null())
    return rows


def new_code(model: Any, prefix: str) -> str:  # noqa: ANN401 -- any table of the register
    """A code nobody has yet, e.g. ``c12``."""
    last = model.select(fn.MAX(model.id)).scalar()
    return f"{prefix}{(last or 0) + 1}"


def clean_code(code: str) -> str:
    """A code fit to stand in the journal."""
    if not _CODE.fullmatch(code):
        raise Refusal(N_("A code has small Latin letters, digits and “_”."), field="code")
    return code


def clean_both(text: Both, field: str) -> Both:
    """Two one-line texts that papers can print."""
    ru, en = (check_printable(clean_line(each, field), field) for each in (text.ru, text.en))
    return Both(ru, en)


def both_columns(text: Both, field: str) -> dict[str, str]:
    """A text as its two columns; Russian papers print the English one where there is no other."""
    return {f"{field}_ru": text.ru or text.en, f"{field}_en": text.en}


def required_both(text: Both, field: str) -> Both:
    """The same, given in one language at least."""
    kept = clean_both(text, field)
    if not (kept.ru or kept.en):
        raise AtField(N_("This must be filled in."), field=field)
    return Both(kept.ru or kept.en, kept.en)


def lines(record: Any, names: Iterable[str]) -> dict[str, str]:  # noqa: ANN401 -- any record
    """The one-line fields of a record, made fit to keep."""
    return {name: clean_line(getattr(record, name), name) for name in names}


def clean_country(country: str, field: str = "country") -> str:
    """A country that must be named."""
    if not is_country(country):
        raise AtField(N_("Choose a country."), field=field)
    return country


def clean_day(desk: Desk, text: str, field: str) -> str:
    """A day that has come, as ISO text."""
    day = required_day(text, field)
    return check_past_day(day, desk.today(), field).isoformat()


def clean_purposes(codes: Iterable[str], field: str = "purposes") -> str:
    """Codes of purposes there are, as kept JSON."""
    wanted = list(dict.fromkeys(codes))
    model = models.Purpose
    known = {row.code for row in model.select(model.code).where(model.code.in_(wanted)).distinct()}
    if set(wanted) - known:
        raise AtField(N_("There is no such purpose."), field=field)
    return json.dumps(wanted)


def clean_exemption(record: System | CollectionPoint) -> dict[str, str]:
    """The exception by which data may be first recorded abroad: its ground, purposes and reason."""
    if not record.exempt:
        return {"exempt": "", "exempt_for": "[]", "exempt_because": ""}
    if record.exempt not in EXEMPT_GROUNDS:
        raise AtField(N_("Choose from the list."), field="exempt")
    codes = json.loads(clean_purposes(record.exempt_for, "exempt_for"))
    if not codes:
        raise Refusal(N_("Say for which purposes the exception is."), field="exempt_for")
    model = models.Purpose
    rows = model.select().where(model.code.in_(codes), model.until.is_null())
    for row in rows:
        if record.exempt not in json.loads(row.grounds):
            raise Refusal(
                N_("The purpose “{purpose}” does not rest on this ground in the register."),
                field="exempt_for",
                purpose=row.title_ru,
            )
    because = required(record.exempt_because, "exempt_because", "line")
    return {
        "exempt": record.exempt,
        "exempt_for": json.dumps(codes),
        "exempt_because": clean_line(because, "exempt_because"),
    }


def serves(wanted: Iterable[str], purposes: Iterable[str]) -> bool:
    """Whether a record is for one of the wanted purposes; nothing wanted is everything."""
    wanted = set(wanted)
    return not wanted or bool(wanted.intersection(purposes))


def in_use(table: str, id: int) -> bool:
    """Whether a purpose in force uses a category or group."""
    link, column = _LINKS[table]
    query = link.select().join(models.Purpose, on=link.purpose == models.Purpose.id)
    return bool(query.where(column == id, models.Purpose.until.is_null()).exists())


def _gets_data(recipient: int, on: str) -> bool:
    """Whether a transfer to this recipient goes on after that day."""
    model = models.Transfer
    later = model.until.is_null() | (model.until > on)
    query = model.select().where(model.recipient == recipient, model.retired.is_null(), later)
    return bool(query.exists())


def _processes(recipient: int, on: str) -> bool:
    """Whether an assignment to this recipient is in force after that day."""
    model = models.Assignment
    later = model.until.is_null() | (model.until > on)
    query = model.select().where(model.recipient == recipient, model.retired.is_null(), later)
    return bool(query.exists())


def _owed(client: int) -> bool:
    """Whether a notice to this client has not left, or a demand is left to it."""
    notice, demand = models.ClientNotice, models.Demand
    waits = notice.select().where(
        notice.client == client, notice.sent.is_null(), notice.dropped.is_null()
    )
    asks = demand.select().where(demand.client_id == client, demand.state == "open")
    return bool(waits.exists() or asks.exists())


def _end_terms(desk: Desk, client: int) -> None:
    from desk.services.assignment.client_terms import refresh_end_term

    refresh_end_term(desk, existing(models.Client, client))


@writes("register", "transfer", "client", "deadline")
def retire(desk: Desk, table: str, id: int, on: str) -> None:
    """Take a record out of use; it stays readable.

    ``table`` is ``category``, ``group``, ``system``, ``carrier``, ``recipient``, ``point``,
    ``transfer``, ``assignment``, ``client`` or ``disclosure``.
    """
    model = _TABLES[table]
    row, day = existing(model, id), clean_day(desk, on, "on")
    if table in _LINKS and in_use(table, id):
        raise Refusal(N_("A purpose in force uses this: take it out there first."))
    if table == "recipient" and _gets_data(id, day):
        raise Refusal(N_("A transfer to this recipient is in the register: end it first."))
    if table == "recipient" and _processes(id, day):
        raise Refusal(N_("An assignment to this recipient is in the register: end it first."))
    if table == "client" and _owed(id):
        raise Refusal(
            N_("This client is still to be told something: send or drop the notice first.")
        )
    model.update(retired=day).where(model.id == id).execute()
    if table == "client":
        _end_terms(desk, id)
    if table in _FOUND:
        search.drop(desk.database, _FOUND[table], id)
    desk.record("register.retired", f"{table}/{row.code}", on=day)


def keep(
    model: type[Table], id: int, code: str, prefix: str, values: Mapping[str, Any]
) -> tuple[int, str]:
    """Insert a record, or change the one of this id; returns its id and code."""
    if id:
        code = existing(model, id).code  # type: ignore[attr-defined]  # every register has one
        model.update(**values).where(model._meta.primary_key == id).execute()  # noqa: SLF001
        return id, code
    code = clean_code(code or new_code(model, prefix))
    return int(model.insert(code=code, **values).execute()), code
