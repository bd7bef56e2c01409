# SPDX-License-Identifier: Apache-2.0
"""Values read from tables of a TOML file."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

from desk.cli.app import read_file
from desk.domain.strict import Table, parse_table
from desk.errors import N_, Refusal


def read_table(path: Path, name: str) -> list[dict[str, Any]]:
    """The ``[[name]]`` tables of a TOML file."""
    top = parse_table(read_file(path), path.name)
    try:
        found = [dict(each) for each in top.get(name, None)]
    except (TypeError, ValueError) as error:
        raise Refusal(
            N_("The file {path} is not TOML with [[{name}]]."), path=path.as_posix(), name=name
        ) from error
    top.close()
    return found


def check_fields(kind: type[Any], table: dict[str, Any], path: Path) -> None:
    """Refuse a table with a field that is missing or not known, and name it."""
    said = Table(table, path.name, "[[item]]")
    for each in fields(kind):
        said.get(each.name, None)
    said.close()
    for each in fields(kind):
        if each.default is MISSING:
            said.get(each.name)


def fields_of(kind: type[Any], table: dict[str, Any], path: Path) -> Any:  # noqa: ANN401 -- whichever value it is
    """One table as the value it says."""
    check_fields(kind, table, path)
    return kind(**{name: _text(value) for name, value in table.items()})


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
