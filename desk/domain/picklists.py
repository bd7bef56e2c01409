# SPDX-License-Identifier: Apache-2.0
"""The pick lists of the register: categories, groups of people, actions and grounds, as data with a source.

Their words go into the window and into papers alike; codes are kept in the desk's file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from desk.domain.registers import DataClass
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.paths import resource


@dataclass(frozen=True)
class Pick:
    """One line of a list."""

    code: str
    title: Both
    basis: Both = field(default_factory=Both)
    """For a ground: the norm, as papers cite it."""
    classes: frozenset[DataClass] = frozenset()
    """For a category its class; for a special ground the classes it can carry."""

    @property
    def kind(self) -> DataClass:
        """The class of a category."""
        (only,) = self.classes
        return only


def category_picks() -> Mapping[str, Pick]:
    """Categories of personal data by code."""
    return _list("categories", "category")


def group_picks() -> Mapping[str, Pick]:
    """Groups of people by code."""
    return _list("lists", "group")


def actions() -> Mapping[str, Pick]:
    """Actions of Art. 3 (3) by code, in the order of the law."""
    return _list("lists", "action")


def grounds() -> Mapping[str, Pick]:
    """Grounds of Art. 6 (1), and the instruction of another operator (``6.3``), by id."""
    return _list("lists", "ground")


def special_grounds() -> Mapping[str, Pick]:
    """What carries special categories, convictions and biometrics: ``written`` consent or a named ground."""
    return _list("lists", "special")


def ground_basis(id: str) -> Both:
    """The norm of a ground of either list, as papers cite it."""
    found = grounds().get(id) or special_grounds().get(id)
    if found is None:
        raise Refusal(N_("There is no ground “{id}”."), field="ground", id=id[:40])
    return found.basis


@cache
def _list(file: str, name: str) -> Mapping[str, Pick]:
    return {each["code"]: _pick(each) for each in _file(file)[name]}


@cache
def _file(name: str) -> dict[str, Any]:
    with resource("registers", f"{name}.toml").open("rb") as source:
        return tomllib.load(source)


def _pick(entry: dict[str, Any]) -> Pick:
    classes = entry.get("for") or ([entry["class"]] if "class" in entry else [])
    return Pick(
        code=entry["code"],
        title=Both(**entry["title"]),
        basis=Both(**entry.get("basis", {})),
        classes=frozenset(map(DataClass, classes)),
    )
