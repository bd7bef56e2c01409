# SPDX-License-Identifier: Apache-2.0
"""The words by which a transfer is found: its code, recipient, purpose, way and country in both languages."""

from __future__ import annotations

import json
from collections.abc import Sequence

from desk.domain.countries import both_names
from desk.services.desk import Desk
from desk.storage import search as index

_WORDS = (
    "SELECT t.id, t.code, r.name_ru, r.name_en, p.title_ru, p.title_en, t.way_ru, t.way_en, t.country"
    " FROM transfer t JOIN recipient r ON r.id = t.recipient JOIN purpose p ON p.id ="
    " (SELECT max(id) FROM purpose e WHERE e.code = t.purpose_code) WHERE t.retired IS NULL AND "
)


def reindex(desk: Desk, ids: Sequence[int]) -> None:
    """Index the words of transfers anew."""
    _reindex(desk, "t.id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))


def reindex_of(desk: Desk, column: str, value: object) -> None:
    """Index anew the transfers of a recipient or purpose whose name has changed."""
    assert column in ("recipient", "purpose_code"), "a column of transfer"
    _reindex(desk, f"t.{column} = ?", value)


def _reindex(desk: Desk, which: str, value: object) -> None:
    for id, *words, country in desk.database.execute_sql(_WORDS + which, (value,)).fetchall():
        names = both_names(country)
        index.put(desk.database, index.Kind.TRANSFER, id, *words, names.ru, names.en)
