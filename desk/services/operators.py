# SPDX-License-Identifier: Apache-2.0
"""The operator's card: reading, checking and saving it, and what papers will miss in it."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk.domain.canon import canonical
from desk.domain.duties import starter_duties
from desk.domain.kinds import Law, OperatorKind
from desk.domain.laws import RUSSIAN, read
from desk.domain.operator import Operator
from desk.domain.values import Both, Missing
from desk.errors import N_, AtField, Refusal
from desk.paths import read_named
from desk.services.checks import (
    check_past_day,
    check_phone,
    check_printable,
    clean_line,
    clean_text,
    is_email,
)
from desk.services.desk import Desk, utc_now, writes
from desk.services.settings import setting, store
from desk.storage.models import OperatorCard

_SITE = re.compile(r"(https?://)?[^\s/<>\"@]+\.[^\s/<>\".@]+(/[^\s<>\"]*)?", re.IGNORECASE)
_KPP = re.compile(r"\d{4}[0-9A-Z]{2}\d{3}")
_TEXTS = ("duties",)
_LARGEST = 1_000_000
_MOST_SITES = 50
_PROMISES = ("own_promises", "promises_confirmed")
_LAWS = "laws"


def load_operator() -> Operator | None:
    """The card of the open desk, or ``None`` while there is none."""
    row = OperatorCard.get_or_none(OperatorCard.id == 1)
    return None if row is None else _operator(json.loads(row.card))


def write_operator(operator: Operator, changed: str) -> None:
    """Put the card into its one row, inside an act that journals it."""
    card = canonical(operator)
    OperatorCard.insert(id=1, card=card, changed=changed).on_conflict_replace().execute()


@writes("operator", "settings")
def save_operator(desk: Desk, operator: Operator) -> None:
    """Check and keep the card; the journal names the fields that changed, not what they say."""
    operator = cleaned(operator)
    check_operator(operator, desk.today())
    before = load_operator()
    names = [
        each.name
        for each in fields(Operator)
        if before is None or getattr(before, each.name) != getattr(operator, each.name)
    ]
    write_operator(operator, desk.now().isoformat())
    if before is not None and "time_zone" in names:
        _keep_zone(desk, before.time_zone)
    desk.record("operator.saved", "operator", fields=names)
    desk.forget_operator()
    desk.database.after_commit(desk.forget_operator)


_RECORDED = (
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM request) OR EXISTS (SELECT 1 FROM consent)"
    " OR EXISTS (SELECT 1 FROM document) OR EXISTS (SELECT 1 FROM destruction)"
)
_MOST_MOVES = 15
"""How many former zones are remembered; a setting holds no more."""


def _keep_zone(desk: Desk, left: str) -> None:
    """What is on record keeps its days and hours in the zone it was recorded in, and its terms theirs."""
    if not desk.database.execute_sql(_RECORDED).fetchone():
        return
    stretches = re.findall(r"\S+ \S+", str(setting(desk, "zones")))
    stretches.append(f"{left} {desk.now().isoformat(timespec='seconds')}")
    store("zones", " ".join(stretches[-_MOST_MOVES:]))


def cleaned(operator: Operator) -> Operator:
    """The card without marks nobody sees, each line in one line; refuses what is too long."""
    values: dict[str, Any] = {}
    for each in fields(Operator):
        value, clean = getattr(operator, each.name), clean_line
        if each.name in _TEXTS:
            clean = clean_text
        if isinstance(value, Both):
            check_printable(value.ru + value.en, each.name)
            values[each.name] = Both(
                clean(value.ru, each.name, "note"), clean(value.en, each.name, "note")
            )
        elif isinstance(value, tuple):
            lines = (clean_line(line, each.name) for line in value[:_MOST_SITES])
            values[each.name] = tuple(line for line in lines if line)
        elif each.name != "kind":
            check_printable(value, each.name)
            values[each.name] = clean_line(value, each.name)
    for name in ("inn", "kpp", "ogrn"):
        values[name] = values[name].replace(" ", "")
    return replace(operator, **values)


def check_operator(operator: Operator, today: date | None = None) -> None:
    """Refuse a card whose numbers, addresses, days or zone cannot be right, each at its field."""
    if not (operator.name.ru or operator.name.en):
        raise Refusal(N_("Give the operator’s name."), field="name")
    _check_tax_numbers(operator)
    check_phone(operator.phone, "phone")
    if operator.request_email and not is_email(operator.request_email):
        raise AtField(N_("This is not an e-mail address."), field="request_email")
    for site in operator.sites:
        if not _SITE.fullmatch(site):
            raise AtField(N_("This is not the address of a site."), field="sites")
    if operator.prevailing not in ("ru", "en"):
        raise AtField(N_("Choose Russian or English."), field="prevailing")
    check_zone(operator.time_zone)
    if operator.notice_date:
        here = ZoneInfo(operator.time_zone)
        _check_date(operator.notice_date, today or utc_now().astimezone(here).date())


def check_zone(name: str) -> None:
    """Refuse a time zone the world does not know."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise AtField(
            N_("There is no such time zone. Write it like “Europe/Moscow”."), field="time_zone"
        ) from None


def _check_tax_numbers(operator: Operator) -> None:
    from stdnum.exceptions import ValidationError
    from stdnum.ru import inn

    legal = operator.kind is OperatorKind.LEGAL
    if operator.inn:
        length = 10 if legal else 12
        _check_digits(operator.inn, length, "inn")
        try:
            inn.validate(operator.inn)
        except ValidationError:
            raise Refusal(
                N_("The INN is mistyped: its check digit is wrong."), field="inn"
            ) from None
    if operator.kpp:
        if not legal:
            raise Refusal(N_("Only a legal entity has a KPP."), field="kpp")
        if not _KPP.fullmatch(operator.kpp):
            raise Refusal(N_("A KPP has nine digits."), field="kpp")
    if operator.ogrn:
        if operator.kind is OperatorKind.PERSON:
            raise Refusal(
                N_("A natural person who is not a sole trader has no OGRN."), field="ogrn"
            )
        _check_digits(operator.ogrn, 13 if legal else 15, "ogrn")
        if not _is_ogrn(operator.ogrn):
            raise Refusal(N_("The OGRN is mistyped: its check digit is wrong."), field="ogrn")


def _is_ogrn(number: str) -> bool:
    # Not stdnum: it wants the whole remainder, which for a sole trader may have two digits, while
    # the check digit is the last of them.
    starts = number[0] in "34" if len(number) == 15 else number[0] != "0"
    return starts and int(number[:-1]) % (len(number) - 2) % 10 == int(number[-1])


def _check_digits(number: str, length: int, field: str) -> None:
    if not (number.isascii() and number.isdigit() and len(number) == length):
        raise AtField(N_("This number has {length} digits."), field=field, length=length)


def _check_date(text: str, today: date) -> None:
    """A day on which the Art. 22 notice can have been filed."""
    field = "notice_date"
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise AtField(N_("This is not a date."), field=field) from None
    if not 2006 <= day.year <= 2100:
        raise AtField(
            N_("The year must be between {first} and {last}."), field=field, first=2006, last=2100
        )
    check_past_day(day, today, field)


_TWICE = {
    "request_address": (
        N_("The address for requests is missing in Russian."),
        N_("The address for requests is missing in English."),
    ),
    "responsible_post": (
        N_("The position of the person responsible is missing in Russian."),
        N_("The position of the person responsible is missing in English."),
    ),
    "responsible_name": (
        N_("The name of the person responsible is missing in Russian."),
        N_("The name of the person responsible is missing in English."),
    ),
    "signer_post": (
        N_("The signatory’s position is missing in Russian."),
        N_("The signatory’s position is missing in English."),
    ),
    "signer_name": (
        N_("The signatory’s name is missing in Russian."),
        N_("The signatory’s name is missing in English."),
    ),
    "duties": (
        N_("The text on how the duties of Article 18.1 are met is missing in Russian."),
        N_("The text on how the duties of Article 18.1 are met is missing in English."),
    ),
}
"""What a paper does not print in one language when the card has it in the other alone."""


def _person_abroad(operator: Operator) -> bool:
    """Whether the operator is a natural person who lives in no zone of Russia: such a one may have no tax code."""
    from babel.core import get_global

    state = get_global("zone_territories").get(operator.time_zone)
    return operator.kind is OperatorKind.PERSON and state not in ("RU", None)


def operator_lacks(operator: Operator) -> tuple[Missing, ...]:
    """What papers need and the card does not say yet, in the order of the card."""
    english = operator.name.en or operator.address.en  # who gives none issues papers in Russian
    legal = operator.kind is OperatorKind.LEGAL
    needed = (
        ("name", operator.name.ru, N_("The operator’s name is missing in Russian.")),
        ("name.en", operator.name.en or not english, N_("The operator’s name is missing in English.")),
        ("inn", operator.inn or operator.foreign_tax_code or _person_abroad(operator), N_("The operator’s INN or foreign tax code is missing.")),
        ("ogrn", operator.ogrn or operator.kind is OperatorKind.PERSON or (operator.foreign_tax_code and not operator.inn),
         N_("The operator’s OGRN or OGRNIP is missing.")),
        ("address", operator.address.ru, N_("The operator’s registered address is missing.")),
        ("address.en", operator.address.en or not english, N_("The operator’s registered address is missing in English.")),
        ("request_email", operator.request_email, N_("The e-mail address for requests is missing.")),
        ("responsible_name", _any(operator.responsible_name) or not legal,
         N_("The person responsible for personal data is missing.")),
        ("signer_name", _any(operator.signer_name) or not legal, N_("The signatory of papers is missing.")),
        ("signer_post", _any(operator.signer_post) or not legal, N_("The signatory’s position is missing.")),
        ("duties", _any(operator.duties), N_("The text on how the duties of Article 18.1 are met is missing.")),
    )  # fmt: skip
    lacks = [(where, message) for where, value, message in needed if not value]
    for name, (russian, other) in _TWICE.items():
        text: Both = getattr(operator, name)
        if text.en and not text.ru:
            lacks.append((name, russian))
        if english and text.ru and not text.en:
            lacks.append((f"{name}.en", other))
    return tuple(Missing(message, f"operator.{where}") for where, message in lacks)


def _any(text: Both) -> str:
    return text.ru or text.en


def operator_from_toml(path: Path) -> Operator:
    """A card from a TOML file: keys as in ``Operator``, two-language texts as ``{ ru = "…", en = "…" }``."""
    return operator_from_table(_toml(path))


def promises_from_toml(path: Path) -> dict[str, bool]:
    """Whether the own promises count, and whether the policy promises them, where the same file says so."""
    content = _toml(path)
    table = content.get("operator", content)
    found = {key: table[key] for key in _PROMISES if isinstance(table, dict) and key in table}
    for key, wanted in found.items():
        if not isinstance(wanted, bool):
            raise Refusal(
                N_("“{key}” of the operator has a value of the wrong kind."), field=key, key=key
            )
    return found


def laws_from_toml(path: Path) -> tuple[Law, ...]:
    """The laws new requests are under, as the same file says; Russian law alone where it says nothing."""
    content = _toml(path)
    table = content.get("operator", content)
    wanted = table.get(_LAWS, list(RUSSIAN)) if isinstance(table, dict) else list(RUSSIAN)
    if (
        not isinstance(wanted, list)
        or not wanted
        or not all(isinstance(law, str) for law in wanted)
    ):
        raise Refusal(
            N_("“{key}” of the operator has a value of the wrong kind."), field=_LAWS, key=_LAWS
        )
    return read(",".join(wanted))


def _toml(path: Path) -> dict[str, Any]:
    try:
        content = read_named(path, _LARGEST + 1)
        if len(content) > _LARGEST:
            raise Refusal(N_("The operator’s file is too large."), field="operator")
        return tomllib.loads(content.decode("utf-8-sig"))
    except OSError:
        raise Refusal(N_("The operator’s file cannot be read."), field="operator") from None
    except UnicodeDecodeError:
        raise Refusal(N_("The operator’s file is not UTF-8 text."), field="operator") from None
    except (tomllib.TOMLDecodeError, RecursionError):
        raise Refusal(N_("The operator’s file is not valid TOML."), field="operator") from None


def operator_from_table(content: dict[str, Any]) -> Operator:
    """A card from named values, strictly: unknown keys and wrong types are refused at their field."""
    table = content.get("operator", content)
    known = {each.name for each in fields(Operator)}
    if not isinstance(table, dict) or "kind" not in table or "name" not in table:
        raise Refusal(N_("The operator’s file needs “kind” and “name”."), field="operator")
    # Settings, which the same file may bring.
    table = {key: value for key, value in table.items() if key not in (*_PROMISES, _LAWS)}
    beside = content.keys() - {"operator"} if "operator" in content else set()
    for key in (*sorted(beside), *table):
        if key in beside or key not in known:
            raise Refusal(
                N_("The card of the operator has no field “{key}”."), field="operator", key=key
            )
        _check_type(key, table[key])
    operator = cleaned(_operator(table))
    if "duties" not in table:
        operator = replace(operator, duties=starter_duties(operator.kind, bool(operator.sites)))
    check_operator(operator)
    return operator


_TWO_LANGUAGES = frozenset(
    each.name for each in fields(Operator) if str(each.type).startswith("Both")
)


def _check_type(key: str, value: object) -> None:
    if key == "kind":
        fits = value in tuple(OperatorKind)
    elif key == "sites":
        fits = isinstance(value, list) and all(isinstance(each, str) for each in value)
    elif key in _TWO_LANGUAGES:
        fits = isinstance(value, str) or (
            isinstance(value, dict)
            and set(value) <= {"ru", "en"}
            and all(isinstance(each, str) for each in value.values())
        )
    else:
        fits = isinstance(value, (str, date))
    if not fits:
        raise Refusal(
            N_("“{key}” of the operator has a value of the wrong kind."), field=key, key=key
        )


def _operator(card: dict[str, Any]) -> Operator:
    """The card from plain values; a field a later version dropped is passed over."""
    values: dict[str, object] = {}
    for each in fields(Operator):
        if each.name not in card:
            continue
        value = card[each.name]
        if each.name == "kind":
            value = OperatorKind(value)
        elif each.name == "sites":
            value = tuple(value)
        elif isinstance(value, dict):
            value = Both(**value)
        elif each.name in _TWO_LANGUAGES:
            value = Both(ru=value)
        elif isinstance(value, date):
            value = value.isoformat()
        values[each.name] = value
    return Operator(**cast("Any", values))
