# SPDX-License-Identifier: Apache-2.0
"""The words by which a request is found."""

from __future__ import annotations

import json

from desk.domain.timeline import SOUGHT
from desk.services.desk import Desk
from desk.storage import search as index

_TOLD = json.dumps(["letter", "note", *SOUGHT])
"""Moments of a history whose words find the request."""


def reindex(desk: Desk, id: int) -> None:
    """Index the words of a request anew after its people or texts changed."""
    row = desk.database.execute_sql(
        "SELECT r.number, r.summary, r.text,"
        " (SELECT group_concat(name || ' ' || email || ' ' || phone, ' ') FROM person"
        " WHERE id IN (r.subject, r.applicant) OR merged_into IN (r.subject, r.applicant)),"
        " (SELECT group_concat(note, ' ') FROM event WHERE request = r.id"
        " AND kind IN (SELECT value FROM json_each(?)))"
        " FROM request r WHERE r.id = ?",
        (_TOLD, id),
    ).fetchone()
    index.put(desk.database, index.Kind.REQUEST, id, *(word for word in row if word))
