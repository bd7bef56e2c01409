# SPDX-License-Identifier: Apache-2.0
"""States: their names, and whether Roskomnadzor's list of the day has them (Art. 12 (2)).

Until 25 July 2026 being a party to Convention 108 counted by itself; since then only the list counts.
Names for the window are Babel's, the order's own Russian names are kept beside.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from babel import Locale

from desk.domain.values import Both
from desk.paths import resource

RUSSIA = "RU"
_GROUPINGS = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of Babel that are no place."""
_CONVENTION = "convention108"


@dataclass(frozen=True)
class _List:
    """One list of states with the day it came into force."""

    since: date
    version: Both
    states: Mapping[str, tuple[str, str]]
    """Code to group and the order's own name."""


def listed(country: str, on: date) -> bool:
    """Whether a state was regarded as giving adequate protection on that day.

    What counted before 1 March 2023 is known for the parties to Convention 108 alone.
    """
    current = _list(on)
    if current and country in current.states:
        return True
    return on < _convention_until() and any(
        each.states.get(country, ("",))[0] == _CONVENTION for each in _lists()
    )


def list_version(on: date, language: str = "ru") -> str:
    """The act whose list was in force on that day; empty before the first one known here."""
    current = _list(on)
    return current.version.of(language) if current else ""


def official_name(country: str, on: date) -> str:
    """The state’s name in the list of that day, in Russian; empty for one that is not in it."""
    current = _list(on)
    return current.states.get(country, ("", ""))[1] if current else ""


def country_name(code: str, language: str) -> str:
    """The usual name of a country; the code itself when it is none."""
    return countries(language).get(code, code)


def both_names(code: str) -> Both:
    """The name in both languages; empty for no code."""
    return Both(*(country_name(code, language) for language in ("ru", "en"))) if code else Both()


def is_country(code: str) -> bool:
    """Whether the code stands for a country."""
    return code in countries("en")


@cache
def countries(language: str) -> Mapping[str, str]:
    """Every country by its ISO 3166-1 alpha-2 code."""
    names = Locale(language).territories
    return {
        code: str(name)
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _GROUPINGS
    }


def _list(on: date) -> _List | None:
    return next((each for each in reversed(_lists()) if each.since <= on), None)


@cache
def _lists() -> tuple[_List, ...]:
    return tuple(
        _List(each["since"], Both(**each["version"]), _states(each["file"]))
        for each in _index()["list"]
    )


def _convention_until() -> date:
    found: date = _index()["convention_until"]
    return found


@cache
def _index() -> dict[str, Any]:
    with resource("countries", "lists.toml").open("rb") as source:
        return tomllib.load(source)


def _states(file: str) -> Mapping[str, tuple[str, str]]:
    with resource("countries", file).open(encoding="utf-8", newline="") as source:
        return {row["code"]: (row["group"], row["name_ru"]) for row in csv.DictReader(source)}
