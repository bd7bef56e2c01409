# SPDX-License-Identifier: Apache-2.0
"""Search everywhere: a name, a number or a word of a letter opens its record."""

from __future__ import annotations

import json
from dataclasses import dataclass

from desk.services.desk import Desk
from desk.storage import search as index


@dataclass(frozen=True)
class Hit:
    """One record found: ``record`` is request or paper."""

    record: str
    id: int
    number: str
    title: str
    """Name of the subject, or the id of the form."""
    detail: str
    """What the request is about, or the number of the request the paper belongs to."""


def search_everywhere(desk: Desk, text: str, limit: int = 30) -> list[Hit]:
    """Records that hold every word, the newest first; never raises on odd input."""
    found = index.find(desk.database, text, limit=limit)
    hits = {**_requests(desk, found), **_papers(desk, found)}
    return [hits[each] for each in found if each in hits]


def _ids(found: list[index.Found], kind: index.Kind) -> str:
    return json.dumps([each.id for each in found if each.kind is kind])


def _requests(desk: Desk, found: list[index.Found]) -> dict[index.Found, Hit]:
    ids = _ids(found, index.Kind.REQUEST)
    rows = desk.database.execute_sql(
        "SELECT r.id, r.number, coalesce(nullif(s.name, ''), nullif(s.email, ''),"
        " nullif(a.name, ''), ''), r.summary FROM request r LEFT JOIN person s ON s.id = r.subject"
        " LEFT JOIN person a ON a.id = r.applicant WHERE r.id IN (SELECT value FROM json_each(?))",
        (ids,),
    ).fetchall()
    return {
        index.Found(index.Kind.REQUEST, row[0]): Hit("request", row[0], row[1], row[2], row[3])
        for row in rows
    }


def _papers(desk: Desk, found: list[index.Found]) -> dict[index.Found, Hit]:
    ids = _ids(found, index.Kind.DOCUMENT)
    rows = desk.database.execute_sql(
        "SELECT d.id, coalesce(d.number, ''), d.form, coalesce(r.number, '') FROM document d"
        " LEFT JOIN request r ON r.id = d.request WHERE d.id IN (SELECT value FROM json_each(?))",
        (ids,),
    ).fetchall()
    return {
        index.Found(index.Kind.DOCUMENT, row[0]): Hit("paper", row[0], row[1], row[2], row[3])
        for row in rows
    }
