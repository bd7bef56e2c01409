# SPDX-License-Identifier: Apache-2.0
"""Search everywhere: a name, a number or a word of a letter opens its record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from desk.folding import fold
from desk.services.consent.proof import proofs
from desk.services.desk import Desk
from desk.services.request.people_cards import people_like
from desk.storage import search as index


@dataclass(frozen=True)
class Hit:
    """One record found: ``record`` is request, consent, paper, destruction, recipient, transfer or person."""

    record: str
    id: int
    number: str
    title: str
    """Name of the subject, or the id of the form."""
    detail: str
    """What a request is about, the purpose of a consent, the cause of a destruction, a paper's request,
    a recipient's address, the purpose of a transfer."""
    mark: str = ""
    """Of a paper: ``broken`` when a signature of it is, ``void`` when it is void; of a consent in force its ``Proof``."""


def _titled(column: str) -> str:
    """The name of an entry in the reader's language, or in the other where it has none there."""
    russian, english = f"{column}_ru", f"{column}_en"
    return (
        f"CASE WHEN :language = 'en' THEN coalesce(nullif({english}, ''), {russian})"
        f" ELSE coalesce(nullif({russian}, ''), {english}) END"
    )


_LINES: Mapping[index.Kind, tuple[str, str]] = {
    index.Kind.REQUEST: (
        "request",
        (
            "SELECT r.id, r.number, coalesce(nullif(s.name, ''), nullif(s.email, ''),"
            " nullif(a.name, ''), ''), r.summary FROM request r LEFT JOIN person s ON s.id = r.subject"
            " LEFT JOIN person a ON a.id = r.applicant WHERE r.id"
        ),
    ),
    index.Kind.DOCUMENT: (
        "paper",
        (
            "SELECT d.id, coalesce(d.number, ''), d.form, coalesce(r.number, ''),"
            " CASE WHEN d.state = 'void' THEN 'void' WHEN d.state = 'issued' AND d.sealed IS NULL"
            " AND EXISTS (SELECT 1 FROM signature g WHERE g.document = d.id AND g.verdict = 'broken')"
            " THEN 'broken' ELSE '' END FROM document d"
            " LEFT JOIN request r ON r.id = d.request WHERE d.id"
        ),
    ),
    index.Kind.CONSENT: (
        "consent",
        (
            "SELECT c.id, c.number, coalesce(nullif(s.name, ''), nullif(s.email, ''), s.phone),"  # noqa: S608 -- ours
            f" {_titled('p.title')} FROM consent c JOIN person s ON s.id = c.person"
            " JOIN purpose p ON p.id = c.purpose WHERE c.id"
        ),
    ),
    index.Kind.DESTRUCTION: (
        "destruction",
        (
            "SELECT d.id, d.number, CASE d.subjects WHEN 1 THEN (SELECT coalesce(nullif(p.name, ''),"
            " s.label) FROM destruction_subject s JOIN person p ON p.id = s.person"
            " WHERE s.destruction = d.id) ELSE '' END, d.cause FROM destruction d WHERE d.id"
        ),
    ),
    index.Kind.RECIPIENT: (
        "recipient",
        f"SELECT r.id, '', {_titled('r.name')}, r.address FROM recipient r WHERE r.id",  # noqa: S608 -- ours
    ),
    index.Kind.TRANSFER: (
        "transfer",
        (
            f"SELECT t.id, '', {_titled('r.name')}, (SELECT {_titled('p.title')} FROM purpose p WHERE"  # noqa: S608 -- ours
            " p.code = t.purpose_code ORDER BY p.id DESC LIMIT 1) FROM transfer t"
            " JOIN recipient r ON r.id = t.recipient WHERE t.id"
        ),
    ),
}
"""What a record is called and how its line is read, by kind."""


def search_everywhere(desk: Desk, text: str, limit: int = 30, language: str = "ru") -> list[Hit]:
    """Records that hold every word, the newest first; never raises on odd input."""
    found = index.find(desk.database, text, limit=limit)
    hits: dict[index.Found, Hit] = {}
    for kind, (record, sql) in _LINES.items():
        ids = [each.id for each in found if each.kind is kind]
        if ids:
            rows = desk.database.execute_sql(
                f"{sql} IN (SELECT value FROM json_each(:ids))",  # noqa: S608 -- ours
                {"ids": json.dumps(ids), "language": language},
            )
            hits |= {index.Found(kind, row[0]): Hit(record, *row) for row in rows.fetchall()}
    doubted = proofs(desk, [each.id for each in hits if each.kind is index.Kind.CONSENT])
    for id, proof in doubted.items():
        each = index.Found(index.Kind.CONSENT, id)
        hits[each] = replace(hits[each], mark=proof.value)
    return [hits[each] for each in found if each in hits]


MOST_PEOPLE = 5
_AROUND = 100
"""Records whose people are looked at."""
_PEOPLE = (
    "SELECT id, ref, name, email, phone || ' ' || coalesce((SELECT group_concat(m.name || ' ' || m.email"
    " || ' ' || m.phone, ' ') FROM person m WHERE m.merged_into = person.id), '') FROM person"
    " WHERE merged_into IS NULL AND erased_on IS NULL"
    " AND id IN (SELECT subject FROM request WHERE id IN (SELECT value FROM json_each(?1))"
    " UNION SELECT person FROM consent WHERE id IN (SELECT value FROM json_each(?2))"
    " UNION SELECT value FROM json_each(?3)) ORDER BY name_key, id"
)


def search_people(desk: Desk, text: str) -> list[Hit]:
    """People whose card has every word: those that begin so, and those of records that hold the words."""
    words = fold(text).split()
    found = index.find(desk.database, text, limit=_AROUND)
    of = {
        kind: json.dumps([each.id for each in found if each.kind is kind])
        for kind in (index.Kind.REQUEST, index.Kind.CONSENT)
    }
    alike = json.dumps([each.id for each in people_like(desk, text, MOST_PEOPLE)])
    rows = desk.database.execute_sql(_PEOPLE, (*of.values(), alike)).fetchall()
    hits = []
    for id, ref, name, email, phone in rows:
        card = fold(f" {name} {email} {phone}")
        if words and all(f" {word}" in card for word in words):
            hits.append(Hit("person", id, ref, name, email))
    return hits[:MOST_PEOPLE]
