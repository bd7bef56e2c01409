# SPDX-License-Identifier: Apache-2.0
"""The codes by which people and scripts call what stands in a plan: systems, carriers, recipients, cards."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.desk import Desk

_TITLES: Mapping[str, tuple[str, str]] = {
    "system": ("title_ru", "title_en"),
    "carrier": ("title_ru", "title_en"),
    "recipient": ("name_ru", "name_en"),
    "category": ("title_ru", "title_en"),
    "client": ("name_ru", "name_en"),
    "disclosure": ("name_ru", "name_en"),
}
"""Tables that have codes, and where their titles stand."""


def place_names(desk: Desk, table: str) -> dict[int, tuple[str, Both]]:
    """Code and title of everything in a register by id, retired ones included."""
    russian, english = _TITLES[table]
    rows = desk.database.execute_sql(
        f"SELECT id, code, {russian}, {english} FROM {table}"  # noqa: S608 -- names are ours
    ).fetchall()
    return {row[0]: (row[1], Both(row[2], row[3])) for row in rows}


def by_code(desk: Desk, table: str, code: str) -> int:
    """The id behind a code of a register; refuses when there is none."""
    assert table in _TITLES, "a register with codes"
    row = desk.database.execute_sql(
        f"SELECT id FROM {table} WHERE code = ?",  # noqa: S608 -- names are ours
        (code.strip(),),
    ).fetchone()
    if row is None:
        raise Refusal(
            N_("The registers contain nothing with the code “{code}”."), field=table, code=code[:40]
        )
    return int(row[0])


def by_refs(desk: Desk, refs: Sequence[str]) -> list[int]:
    """The cards behind references such as ``person/2026-014``, in their order; of a merged one the kept."""
    wanted = [ref if "/" in ref else f"person/{ref}" for ref in map(str.strip, refs)]
    found = dict(
        desk.database.execute_sql(
            "SELECT ref, coalesce(merged_into, id) FROM person WHERE ref IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        ).fetchall()
    )
    missing = next((ref for ref in wanted if ref not in found), None)
    if missing is not None:
        raise Refusal(N_("There is no card {ref}."), field="subjects", ref=missing[:40])
    return [int(found[ref]) for ref in wanted]
