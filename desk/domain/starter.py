# SPDX-License-Identifier: Apache-2.0
"""Starter sets of the register: purposes written after published policies, and what was put right in them.

They are proposals in our own words; the operator adopts one and makes it true.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from desk.domain.registers import (
    Carrier,
    CarrierKind,
    Method,
    Networks,
    PurposeFields,
    Recipient,
    RecipientRole,
    Service,
    System,
)
from desk.domain.values import Both
from desk.paths import resource

SETS = ("trader", "shop", "company")
ADVICE = Both("(впишите название)", "(enter its name)")
"""How the name of a recipient ends whom a set knows by his trade alone."""


@dataclass(frozen=True)
class Correction:
    """Where a published policy says something else than the law, and what stands in the set instead."""

    clause: str
    said: Both
    stands: Both
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True)
class StarterPurpose:
    """A purpose of a set; categories and groups are codes of the pick lists."""

    fields: PurposeFields
    """With ``groups`` and ``categories`` still empty."""
    groups: tuple[str, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True)
class StarterSet:
    """Everything a set brings into the register."""

    name: str
    title: Both
    about: Both
    purposes: tuple[StarterPurpose, ...]
    corrections: tuple[Correction, ...]
    absent: tuple[str, ...] = ()
    """Codes of categories that such an operator mostly does not process: only he can declare it."""
    recipients: tuple[Recipient, ...] = ()
    systems: tuple[System, ...] = ()
    carriers: tuple[Carrier, ...] = ()


@dataclass(frozen=True)
class SetChoice:
    """What an operator takes of a set, and what he says of its recipients."""

    purposes: frozenset[str]
    """Codes of the purposes that are so with him."""
    named: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Name and country of recipients by code: these are confirmed."""
    without: frozenset[str] = frozenset()
    """Codes of recipients he does not have; the others stay to be confirmed."""
    absent: bool = False
    """He declares that he does not process the categories of ``StarterSet.absent``."""


@cache
def starter_set(name: str) -> StarterSet:
    """A set by its name, one of ``SETS``."""
    with resource("registers", f"{name}.toml").open("rb") as source:
        data = tomllib.load(source)
    corrections = tuple(_correction(each) for each in data.get("correction", ()))
    return StarterSet(
        name=name,
        title=Both(**data["title"]),
        about=Both(**data["about"]),
        purposes=tuple(_purpose(each, data, corrections) for each in data["purpose"]),
        corrections=corrections,
        absent=tuple(data.get("absent", ())),
        recipients=tuple(_recipient(each) for each in data.get("recipient", ())),
        systems=tuple(_system(each) for each in data.get("system", ())),
        carriers=tuple(_carrier(each) for each in data.get("carrier", ())),
    )


def _correction(entry: dict[str, Any]) -> Correction:
    return Correction(
        clause=entry["clause"],
        said=Both(**entry["said"]),
        stands=Both(**entry["stands"]),
        purposes=tuple(entry.get("purposes", ())),
    )


def _purpose(
    entry: dict[str, Any], data: dict[str, Any], corrections: tuple[Correction, ...]
) -> StarterPurpose:
    mine = [each for each in corrections if entry["code"] in each.purposes]
    said = [" ".join(c.stands.of(code) for c in mine) for code in ("ru", "en")]
    fields = PurposeFields(
        code=entry["code"],
        title=Both(**entry["title"]),
        groups=(),
        categories=(),
        grounds=tuple(entry["grounds"]),
        special_ground=entry.get("special_ground", ""),
        norm=Both(**entry.get("norm", {})),
        actions=tuple(data["actions"]),
        method=Method(entry["method"]),
        networks=Networks(entry["networks"]),
        keep_term=entry.get("keep_term", ""),
        retention=Both(**entry.get("retention", {})),
        correction=Both(*said),
    )
    lists = [code for name in entry.get("data", ()) for code in data["data"][name]]
    return StarterPurpose(
        fields=fields,
        groups=tuple(entry["groups"]),
        categories=tuple(dict.fromkeys([*lists, *entry.get("categories", ())])),
    )


def _recipient(entry: dict[str, Any]) -> Recipient:
    return Recipient(
        id=0,
        code=entry["code"],
        name=Both(**entry["name"]),
        role=RecipientRole(entry["role"]),
        country=entry.get("country", ""),
        service=Service(entry["service"]),
        purposes=tuple(entry["purposes"]),
    )


def _system(entry: dict[str, Any]) -> System:
    return System(
        id=0,
        code=entry["code"],
        title=Both(**entry["title"]),
        country="",
        own_log=entry.get("own_log", False),
        is_desk=entry.get("is_desk", False),
    )


def _carrier(entry: dict[str, Any]) -> Carrier:
    return Carrier(
        id=0,
        code=entry["code"],
        kind=CarrierKind(entry["kind"]),
        title=Both(**entry["title"]),
        place=entry["place"],
        purposes=tuple(entry["purposes"]),
    )
