# SPDX-License-Identifier: Apache-2.0
"""Values read from tables of a TOML file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from desk.cli.app import read_file
from desk.domain.strict import parse_table
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


def fields_of(kind: Callable[..., Any], table: dict[str, Any], path: Path) -> Any:  # noqa: ANN401 -- whichever value it is
    """One table as the value it says."""
    try:
        return kind(**{name: _text(value) for name, value in table.items()})
    except TypeError as error:
        raise Refusal(
            N_("The file {path} has a field that is not known."), path=path.as_posix()
        ) from error


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
