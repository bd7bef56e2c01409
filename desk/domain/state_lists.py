# SPDX-License-Identifier: Apache-2.0
"""Roskomnadzor's lists of states with adequate protection (Art. 12 (2)), each with its first day of force.

Until 25 July 2026 being a party to Convention 108 counted by itself; since then only the list counts.
A newer list is a CSV and its entry in ``lists.toml``, here or in the folder ``countries`` of a desk.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from desk.domain.countries import RUSSIA, is_country
from desk.domain.strict import Table, read_table
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.paths import read_named, resource
from desk.text import catalogue

CONVENTION = "convention108"
"""The group of the parties to Convention 108; every other state is in the group ``rkn_list``."""
_GROUPS = (CONVENTION, "rkn_list")
_COLUMNS = ("code", "group", "name_ru")
_INDEX = "lists.toml"
_LONGEST = 1_000_000


_DAY = re.compile(r"(?<![\d.])(\d\d)[.](\d\d)[.](\d{4})(?![\d.])")


def act_named(version: Both) -> Both:
    """The act that made a list as people are told it: its day is written out in English, however it is kept."""
    return Both(version.ru, _DAY.sub(_written_out, version.en))


def _written_out(found: re.Match[str]) -> str:
    try:
        day = date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return found[0]
    return catalogue("en").date(day, "long")


@dataclass(frozen=True)
class State:
    """A state on a list; ``name`` is the order's own, in Russian."""

    code: str
    group: str
    name: str


@dataclass(frozen=True)
class StateList:
    """One list and the act that made it."""

    since: date
    version: Both
    states: Mapping[str, State]


@dataclass(frozen=True)
class Difference:
    """What a newer list changes."""

    added: tuple[State, ...]
    removed: tuple[State, ...]
    renamed: tuple[tuple[State, State], ...]
    """The state as it stood and as it stands, where the order's name or the group is another."""


class StateLists:
    """All lists known, the oldest first; ``convention_until``: from that day only the list counts."""

    def __init__(self, lists: Sequence[StateList], convention_until: date) -> None:
        self.lists = tuple(sorted(lists, key=lambda each: each.since))
        self.convention_until = convention_until

    def current(self, on: date) -> StateList | None:
        """The list in force on that day; nothing before the first one known here."""
        return next((each for each in reversed(self.lists) if each.since <= on), None)

    def listed(self, country: str, on: date) -> bool:
        """Whether a state was regarded as giving adequate protection on that day.

        What counted before 1 March 2023 is known for the parties to Convention 108 alone.
        """
        current = self.current(on)
        if current and country in current.states:
            return True
        known = (each.states.get(country) for each in self.lists)
        return on < self.convention_until and any(
            state is not None and state.group == CONVENTION for state in known
        )

    def change(self, country: str, today: date) -> StateList | None:
        """The first list to come after ``today`` that puts a foreign state on or leaves it out; nothing for none."""
        now = self.listed(country, today)
        newer = (each for each in self.lists if each.since > today and country != RUSSIA)
        return next((each for each in newer if self.listed(country, each.since) != now), None)

    def version(self, on: date, language: str = "ru") -> str:
        """The act whose list was in force on that day; empty before the first one known here."""
        current = self.current(on)
        return act_named(current.version).of(language) if current else ""

    def official_name(self, country: str, on: date) -> str:
        """The state’s name in the list of that day, in Russian; empty for one that is not in it."""
        current = self.current(on)
        state = current.states.get(country) if current else None
        return state.name if state else ""


def load_state_lists(user_folder: Path | None = None) -> StateLists:
    """The lists that come with the program, and those the operator put beside the desk."""
    lists, convention_until = _bundled()
    if user_folder is None or not (user_folder / _INDEX).is_file():
        return StateLists(lists, convention_until)
    top, _ = read_table(user_folder / _INDEX)
    own = tuple(_lists(top, user_folder))
    top.close()
    replaced = {each.since for each in own}
    kept = (each for each in lists if each.since not in replaced)
    return StateLists((*kept, *own), convention_until)


def read_states(path: Path) -> Mapping[str, State]:
    """The states of a CSV with the columns ``code,group,name_ru``, read strictly."""
    try:
        content = read_named(path, _LONGEST + 1)
        if len(content) > _LONGEST:
            raise Refusal(N_("{file} is too long for a list of states."), file=path.name)
        text = content.decode("utf-8-sig")
        rows = list(csv.DictReader(text.splitlines(), strict=True))
    except OSError as error:
        raise Refusal(N_("The file {file} cannot be read."), file=path.name) from error
    except UnicodeDecodeError as error:
        raise Refusal(N_("{file} is not written in UTF-8."), file=path.name) from error
    except csv.Error as error:
        raise Refusal(N_("{file} is not a comma-separated table."), file=path.name) from error
    states: dict[str, State] = {}
    for line, row in enumerate(rows, start=2):
        state = _state(row, path.name, line)
        if state.code in states:
            raise Refusal(
                N_("{file}, line {line}: the state {code} appears twice."),
                file=path.name, line=line, code=state.code,
            )  # fmt: skip
        states[state.code] = state
    if not states:
        raise Refusal(N_("{file} names no state."), file=path.name)
    return states


def difference(old: Mapping[str, State], new: Mapping[str, State]) -> Difference:
    """What the newer list adds, removes and names otherwise."""
    return Difference(
        tuple(new[code] for code in new if code not in old),
        tuple(old[code] for code in old if code not in new),
        tuple((old[code], new[code]) for code in old if code in new and old[code] != new[code]),
    )


def _state(row: Mapping[str | None, str | None], file: str, line: int) -> State:
    for column in _COLUMNS:
        if column not in row:
            raise Refusal(N_("{file}: the column “{column}” is missing."), file=file, column=column)
    found = State(*((row[column] or "").strip() for column in _COLUMNS))
    wrong = (
        ("code", found.code)
        if not is_country(found.code)
        else ("group", found.group)
        if found.group not in _GROUPS
        else None
    )
    if wrong:
        raise Refusal(
            N_("{file}, line {line}: “{value}” is not a valid value for the column “{column}”."),
            file=file, line=line, column=wrong[0], value=wrong[1][:40],
        )  # fmt: skip
    if not found.name or None in row:
        raise Refusal(
            N_("{file}, line {line}: three values are expected, separated by commas."),
            file=file, line=line,
        )  # fmt: skip
    return found


@cache
def _bundled() -> tuple[tuple[StateList, ...], date]:
    folder = resource("countries")
    top, _ = read_table(folder / _INDEX)
    found = tuple(_lists(top, folder)), top.sure_day("convention_until")
    top.close()
    return found


def _lists(top: Table, folder: Path) -> Iterator[StateList]:
    for raw in top.tables("list"):
        table = Table(raw, top.file, "[[list]]")
        file = table.matching("file", r"[\w.-]+\.csv")
        found = StateList(
            table.sure_day("since"), table.both("version"), read_states(folder / file)
        )
        table.day("checked", None)
        table.text("source", "")
        table.close()
        yield found
