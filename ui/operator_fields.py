# SPDX-License-Identifier: Apache-2.0
"""The operator's card as fields of a form, and the way there and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as parts
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from desk.domain.kinds import OperatorKind
from desk.domain.operator import Operator
from desk.domain.said import CARD_TITLES
from desk.domain.starter import SETS
from desk.text import N_
from ui.forms import (
    BothField,
    ChoiceField,
    DateField,
    Field,
    Section,
    TextField,
)
from ui.language import _
from ui.words import label, starter

__all__ = ["CARD", "FIRST", "LACKS", "kind_by_inn", "operator_from", "values_of"]

LACKS = N_("The operator’s card does not yet hold everything papers need:")


def _kinds() -> list[tuple[object, str]]:
    return [(kind, label(kind)) for kind in OperatorKind]


def _zones() -> list[str]:
    return sorted(available_timezones())


_KIND = ChoiceField("kind", CARD_TITLES["kind"], options=_kinds)
_NAME = BothField(
    "name",
    CARD_TITLES["name"],
    hint=N_(
        "As in the register; a sole trader gives the name alone. The English name is for papers "
        "in English and may be left empty."
    ),
    mandatory=True,
)
_INN = TextField(
    "inn", CARD_TITLES["inn"], hint=N_("10 digits for an organisation, 12 for a person.")
)
_OGRN = TextField("ogrn", CARD_TITLES["ogrn"])
_ADDRESS = BothField("address", CARD_TITLES["address"], rows=2)
_EMAIL = TextField("request_email", CARD_TITLES["request_email"])
_ZONE = TextField(
    "time_zone",
    CARD_TITLES["time_zone"],
    completions=_zones,
    hint=N_("Legal days begin and end in this time zone, wherever this computer is."),
)


def _sets() -> list[tuple[object, str]]:
    return [("", _("I’ll choose later")), *((name, starter(name)) for name in SETS)]


ABROAD = N_(
    "For operators abroad, for example a Vietnamese tax code. A natural person abroad may have none: leave it empty."
)
FIRST: tuple[Field | Section, ...] = (
    _INN,
    _KIND,
    _NAME,
    _OGRN,
    _ADDRESS,
    _EMAIL,
    ChoiceField(
        "register",
        N_("What do you do?"),
        options=_sets,
        hint=N_(
            "A starter set fills in your register of processing as a proposal, which you review "
            "later. Answers say only what you tick in each case."
        ),
    ),
    Section(N_("More: time zone, an operator abroad"), folded=True),
    _ZONE,
    TextField(
        "foreign_tax_code",
        CARD_TITLES["foreign_tax_code"],
        hint=ABROAD,
    ),
)
"""What the first start asks for; the rest of the card can wait."""

CARD: tuple[Field | Section, ...] = (
    _KIND,
    _NAME,
    BothField("short_name", CARD_TITLES["short_name"]),
    TextField("brand", CARD_TITLES["brand"], hint=N_("The name people know, if different.")),
    TextField("principal", CARD_TITLES["principal"], hint=N_("As in “official partner of …”.")),
    Section(N_("Numbers")),
    _INN,
    TextField("kpp", CARD_TITLES["kpp"]),
    _OGRN,
    TextField("foreign_tax_code", CARD_TITLES["foreign_tax_code"], hint=ABROAD),
    TextField("register_number", CARD_TITLES["register_number"]),
    TextField("notice_number", CARD_TITLES["notice_number"]),
    DateField("notice_date", CARD_TITLES["notice_date"]),
    Section(N_("Addresses")),
    _ADDRESS,
    BothField(
        "request_address",
        CARD_TITLES["request_address"],
        rows=2,
        hint=N_("Only if it differs from the registered one."),
    ),
    _EMAIL,
    TextField("phone", CARD_TITLES["phone"]),
    TextField("sites", CARD_TITLES["sites"], hint=N_("Separate several with commas.")),
    _ZONE,
    Section(N_("People")),
    BothField("responsible_post", CARD_TITLES["responsible_post"]),
    BothField("responsible_name", CARD_TITLES["responsible_name"]),
    BothField(
        "signer_post", CARD_TITLES["signer_post"], hint=N_("Leave empty for a natural person.")
    ),
    BothField(
        "signer_name",
        CARD_TITLES["signer_name"],
        hint=N_("Leave empty if the operator signs in person."),
    ),
    Section(N_("Papers")),
    ChoiceField(
        "prevailing",
        CARD_TITLES["prevailing"],
        options=(("ru", N_("Russian")), ("en", N_("English"))),
    ),
    BothField(
        "duties",
        CARD_TITLES["duties"],
        rows=6,
        hint=N_("Item 9.1 of the answer to a request for access."),
    ),
)
"""The whole card."""


_PARTS = frozenset(part.name for part in parts(Operator))


def values_of(operator: Operator) -> dict[str, object]:
    """The card as values of the fields."""
    values: dict[str, object] = {
        part.name: getattr(operator, part.name) for part in parts(Operator)
    }
    values["sites"] = ", ".join(operator.sites)
    return values


def kind_by_inn(inn: str, kind: object) -> object:
    """The kind an INN belongs to: ten digits are an organisation’s, twelve a person’s."""
    digits = inn.replace(" ", "")
    if digits.isdigit() and len(digits) == 10:
        return OperatorKind.LEGAL
    if digits.isdigit() and len(digits) == 12 and kind == OperatorKind.LEGAL:
        return OperatorKind.TRADER
    return kind


def operator_from(values: Mapping[str, object], before: Operator | None = None) -> Operator:
    """The card the form says; what the form does not show stays as it was."""
    known: dict[str, Any] = (
        {}
        if before is None
        else {part.name: getattr(before, part.name) for part in parts(Operator)}
    )
    known.update({name: each for name, each in values.items() if name in _PARTS})
    sites = known.get("sites", ())
    if isinstance(sites, str):
        known["sites"] = tuple(site.strip() for site in sites.split(",") if site.strip())
    day = known.get("notice_date", "")
    known["notice_date"] = day.isoformat() if isinstance(day, date) else str(day or "")
    return Operator(**known)
