# SPDX-License-Identifier: Apache-2.0
"""A transfer as a script tells it: from the options of the command, or from a TOML file of the same names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from desk.domain.strict import read_table
from desk.domain.transfers import Transfer, TransferGround
from desk.domain.values import Both
from desk.services.codes import by_code
from desk.services.desk import Desk


def read_transfer(desk: Desk, path: Path | None, told: Mapping[str, object]) -> Transfer:
    """The transfer of the file, or of the options where there is none."""
    return _from_file(desk, path) if path else _from_options(desk, told)


def _from_options(desk: Desk, told: Mapping[str, object]) -> Transfer:
    def text(name: str) -> str:
        return str(told[name])

    def codes(name: str) -> tuple[str, ...]:
        found = told[name]
        assert isinstance(found, Sequence)
        return tuple(map(str, found))

    return Transfer(
        id=0,
        code="",
        purpose=text("purpose"),
        recipient=by_code(desk, "recipient", text("recipient")),
        country=text("country").upper(),
        categories=codes("category"),
        groups=codes("group"),
        ground=TransferGround(text("ground")),
        since=text("since"),
        until=text("until"),
        country_because=text("country_because"),
        ground_words=Both(text("ground_words")),
        way=Both(text("way")),
    )


def _from_file(desk: Desk, path: Path) -> Transfer:
    top, _ = read_table(path)
    found = Transfer(
        id=0,
        code="",
        purpose=top.text("purpose"),
        recipient=by_code(desk, "recipient", top.text("recipient")),
        country=top.text("country").upper(),
        categories=top.words("categories"),
        groups=top.words("groups"),
        ground=TransferGround(top.choice("ground", [each.value for each in TransferGround])),
        since=top.sure_day("since").isoformat(),
        until=top.iso_day("until"),
        country_because=top.text("country_because", ""),
        ground_words=top.both("ground_words", Both()),
        way=top.both("way", Both()),
        safeguards=top.both("safeguards", Both()),
        limited=top.both("limited", Both()),
        vital_since=top.iso_day("vital_since"),
        vital_because=top.text("vital_because", ""),
    )
    top.close()
    return found
