# SPDX-License-Identifier: Apache-2.0
"""The register of clients: operators on whose assignment we process (Art. 6 (3)–(6)), with its terms."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from desk.domain.clients import CONTRACT_TERM, AtEnd, Client
from desk.domain.picklists import actions
from desk.domain.registers import KEEP_TERM
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.folding import fold
from desk.services.assignment.client_terms import refresh_end_term
from desk.services.checks import check_iso_date, check_phone, clean_line, clean_texts, is_email
from desk.services.desk import Desk, writes
from desk.services.entries import clean_purposes, existing, keep, lines, required_both
from desk.storage import models

_LINES = ("address", "phone", "assignment")
_LISTS = ("purposes", "actions", "categories", "groups")
_SHORT = N_("Give a whole number from 1 to 999.")
_TERMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "leak_term": (CONTRACT_TERM, _SHORT),
    "request_term": (CONTRACT_TERM, _SHORT),
    "sub_term": (re.compile(r"[1-9]\d{0,2} days"), _SHORT),
    "destroy_term": (KEEP_TERM, N_("Give a number of days, months or years.")),
}


def clients(_desk: Desk, retired: bool = False) -> list[Client]:
    """The clients in use by name; with ``retired`` all of them."""
    model = models.Client
    query = model.select().order_by(model.name_key, model.id)
    rows = query if retired else query.where(model.retired.is_null())
    return [client_of(row) for row in rows]


def client(_desk: Desk, id: int) -> Client:
    """One client, also a retired one."""
    return client_of(existing(models.Client, id))


def client_of(row: models.Client) -> Client:
    """A row of the register as a value."""
    return Client(
        id=row.id,
        code=row.code,
        name=Both(row.name_ru, row.name_en),
        inn=row.inn,
        address=row.address,
        email=row.email,
        incident_email=row.incident_email,
        phone=row.phone,
        assignment=row.assignment,
        assignment_date=row.assignment_date or "",
        until=row.until or "",
        at_end=AtEnd(row.at_end),
        destroy_term=row.destroy_term,
        kept=Both(row.kept_ru, row.kept_en),
        leak_term=row.leak_term,
        request_term=row.request_term,
        sub_term=row.sub_term,
        **{name: tuple(json.loads(getattr(row, name))) for name in _LISTS},
    )


@writes("register", "client", "deadline")
def save_client(desk: Desk, client: Client) -> int:
    """Add a client, or change the one of its id; the term after the end of its assignment follows."""
    name = required_both(client.name, "name")
    kept, said = clean_texts(client.kept, "kept"), lines(client, _LINES)
    check_phone(said["phone"], "phone")
    values: dict[str, Any] = {
        "name_ru": name.ru,
        "name_en": name.en,
        "name_key": fold(name.ru),
        "inn": _inn(client.inn),
        "email": _email(client.email, "email"),
        "incident_email": _email(client.incident_email, "incident_email"),
        "at_end": AtEnd(client.at_end).value,
        "kept_ru": kept.ru or kept.en,
        "kept_en": kept.en,
        **said,
        **_days(client),
        **_codes(desk, client),
        **_terms(client),
    }
    id, code = keep(models.Client, client.id, client.code, "cl", values)
    refresh_end_term(desk, existing(models.Client, id))
    desk.record(
        "client.saved",
        f"client/{code}",
        purposes=json.loads(values["purposes"]),
        categories=json.loads(values["categories"]),
    )
    return id


def _inn(text: str) -> str:
    """The taxpayer's number of a company or a trader, or nothing."""
    from stdnum.exceptions import ValidationError
    from stdnum.ru import inn

    number = clean_line(text, "inn").replace(" ", "")
    if not number:
        return ""
    if not (number.isascii() and number.isdigit() and len(number) in (10, 12)):
        raise Refusal(N_("An INN has 10 or 12 digits."), field="inn")
    try:
        inn.validate(number)
    except ValidationError:
        raise Refusal(N_("The INN is mistyped: its check digit is wrong."), field="inn") from None
    return number


def _email(text: str, field: str) -> str:
    email = clean_line(text, field)
    if email and not is_email(email):
        raise AtField(N_("This is not an e-mail address."), field=field)
    return email


def _days(client: Client) -> dict[str, object]:
    since = check_iso_date(client.assignment_date, "assignment_date")
    until = check_iso_date(client.until, "until")
    if since is not None and until is not None and until < since:
        raise AtField(N_("It ends before it begins."), field="until")
    return {
        "assignment_date": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
    }


def _codes(desk: Desk, client: Client) -> dict[str, str]:
    """What the assignment names, each of it in the register or the pick lists."""
    known: dict[str, Collection[str]] = {"actions": actions()}
    for field, table in (("categories", "category"), ("groups", "subject_group")):
        rows = desk.database.execute_sql(f"SELECT code FROM {table} ORDER BY id").fetchall()  # noqa: S608 -- names are ours
        known[field] = [code for (code,) in rows]
    return {
        "purposes": clean_purposes(client.purposes),
        **{field: _among(getattr(client, field), known[field], field) for field in known},
    }


def _among(codes: Iterable[str], known: Collection[str], field: str) -> str:
    wanted = set(codes)
    wrong = sorted(wanted - set(known))
    if wrong:
        raise Refusal(
            N_("The registers contain nothing with the code “{code}”."), field, code=wrong[0][:40]
        )
    return json.dumps([code for code in known if code in wanted])


def _terms(client: Client) -> dict[str, str]:
    """Terms as the assignment words them."""
    found = {name: clean_line(getattr(client, name), name) for name in _TERMS}
    for name, (shape, why) in _TERMS.items():
        if found[name] and not shape.fullmatch(found[name]):
            raise Refusal(why, field=name)
    return found
