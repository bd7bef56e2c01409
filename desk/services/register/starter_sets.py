# SPDX-License-Identifier: Apache-2.0
"""Adopting a starter set: its purposes, recipients, systems and carriers come into the register at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from desk.domain.registers import RecipientRole
from desk.domain.starter import SETS, SetChoice, StarterSet, starter_set
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.desk import Desk, writes
from desk.services.entries import clean_country
from desk.services.register.categories import (
    categories,
    category_views,
    fill_lists,
    groups,
    mark_absent,
)
from desk.services.register.places import write_carrier, write_system
from desk.services.register.purposes import declare_purpose
from desk.services.register.recipients import write_recipient
from desk.services.register.retiring import in_use
from desk.storage import models


def new_purposes(_desk: Desk, name: str) -> int:
    """How many purposes the set would add."""
    known = _codes(models.Purpose)
    return sum(each.fields.code not in known for each in starter_set(name).purposes)


@writes("register")
def adopt_set(desk: Desk, name: str, since: str, choice: SetChoice | None = None) -> int:
    """Declare the purposes of a set that the register does not know yet, or those chosen; returns how many.

    The journal tells what comes with the set apart from what the operator says himself. States of recipients
    and databases stay unconfirmed until he names them, and that categories are not processed is his to declare.
    """
    if name not in SETS:
        raise AtField(N_("Choose from the list."), field="set")
    if not new_purposes(desk, name):
        raise Refusal(N_("The register already has every purpose in this set."), field="set")
    chosen = _taken(starter_set(name), choice) if choice else starter_set(name)
    if not any(each.fields.code not in _codes(models.Purpose) for each in chosen.purposes):
        raise Refusal(N_("Tick at least one purpose that the register does not have."), "purposes")
    fill_lists(desk)
    if choice and choice.absent:
        _declare_absent(desk, chosen)
    added = _declare(desk, chosen, since)
    _add_places(desk, chosen, choice.named.keys() if choice else ())
    desk.record("set.adopted", "register", set=name, purposes=added)
    return added


def _taken(whole: StarterSet, choice: SetChoice) -> StarterSet:
    """The set without what is not so with the operator, and with the names he gave."""
    known = choice.purposes | _codes(models.Purpose)
    recipients = []
    for each in whole.recipients:
        purposes = tuple(code for code in each.purposes if code in known)
        if not purposes or each.code in choice.without:
            continue
        part = replace(each, purposes=purposes)
        if each.code in choice.named:
            name, country = choice.named[each.code]
            if not name:
                raise Refusal(N_("Give its name too."), field=f"recipients.{each.code}")
            clean_country(country, f"recipients.{each.code}")
            part = replace(part, name=Both(name), country=country)
        recipients.append(part)
    return replace(
        whole,
        purposes=tuple(each for each in whole.purposes if each.fields.code in choice.purposes),
        recipients=tuple(recipients),
    )


def _declare(desk: Desk, chosen: StarterSet, since: str) -> int:
    data = {each.code: each.id for each in categories(desk)}
    people = {each.code: each.id for each in groups(desk)}
    known, added = _codes(models.Purpose), 0
    for each in chosen.purposes:
        if each.fields.code in known:
            continue
        fields = replace(
            each.fields,
            groups=tuple(people[code] for code in each.groups),
            categories=tuple(data[code] for code in each.categories),
        )
        declare_purpose(desk, fields, since, proposed=True)
        added += 1
    return added


def _declare_absent(desk: Desk, chosen: StarterSet) -> None:
    ids = [
        each.id
        for each in categories(desk)
        if each.code in chosen.absent and not each.absent and not in_use("category", each.id)
    ]
    if ids:
        mark_absent(desk, category_views(desk, ids), absent=True)


def _add_places(desk: Desk, chosen: StarterSet, named: Collection[str]) -> None:
    known: Collection[str] = _codes(models.Recipient)
    for recipient in chosen.recipients:
        if recipient.code not in known:
            # An authority is what it is called; who else gets data is the operator's to say.
            told = recipient.code in named
            known_well = told or recipient.role is RecipientRole.AUTHORITY
            write_recipient(desk, recipient, confirmed=known_well, proposed=not told)
    known = _codes(models.System)
    has_desk = models.System.select().where(models.System.is_desk == 1).exists()
    for system in chosen.systems:
        if system.code not in known and not (system.is_desk and has_desk):
            write_system(desk, system, proposed=True)
    known = _codes(models.Carrier)
    for carrier in chosen.carriers:
        if carrier.code not in known:
            write_carrier(desk, carrier, proposed=True)


def _codes(model: Any) -> set[str]:  # noqa: ANN401 -- any table of the register
    return {code for (code,) in model.select(model.code).tuples()}
