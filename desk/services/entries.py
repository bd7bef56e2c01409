# SPDX-License-Identifier: Apache-2.0
"""What the registers share: titles, codes, finding a row, keeping one.

Codes stand in the journal, so they are made here and never from a name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from peewee import fn

from desk.domain.countries import is_country
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.checks import check_past_day, check_printable, clean_line, required_day
from desk.services.desk import Desk
from desk.storage import models
from desk.storage.models import Category, Table

T = TypeVar("T", bound=Table)
_CODE = re.compile(r"[a-z0-9_]{1,40}")


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


def serves(wanted: Iterable[str], purposes: Iterable[str]) -> bool:
    """Whether a record is for one of the wanted purposes; nothing wanted is everything."""
    wanted = set(wanted)
    return not wanted or bool(wanted.intersection(purposes))


def keep(
    model: type[Table], id: int, code: str, prefix: str, values: Mapping[str, Any]
) -> tuple[int, str]:
    """Insert a record, or change the one of this id; returns its id and code."""
    if id:
        code = existing(model, id).code  # type: ignore[attr-defined]  # every register has one
        model.update(**values).where(model._meta.primary_key == id).execute()  # noqa: SLF001 -- peewee's way
        return id, code
    code = clean_code(code or new_code(model, prefix))
    return int(model.insert(code=code, **values).execute()), code


class CategoryNames:
    """The titles of categories, read once for a paper."""

    def __init__(self) -> None:
        self._titles = {row.id: Both(row.title_ru, row.title_en) for row in Category.select()}

    def of(self, ids: Iterable[int]) -> Both:
        """The titles of these, parted by semicolons."""
        found = [self._titles[id] for id in dict.fromkeys(ids) if id in self._titles]
        return Both("; ".join(t.ru for t in found), "; ".join(t.en for t in found))


def categories_of(texts: Iterable[str]) -> Both:
    """The titles of all the categories in lists of ids kept as JSON."""
    return CategoryNames().of(id for text in texts for id in json.loads(text))
