# SPDX-License-Identifier: Apache-2.0
"""Rows as a record reads them: plain tuples with the names of the columns, without the cost of a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from desk.domain.kinds import ApplicantRole
from desk.domain.request import PARTS, POWER
from desk.services.desk import Desk

if TYPE_CHECKING:
    from desk.storage.models import Request

UNFOUNDED = (
    "(d.unfounded OR d.state = 'satisfied' AND d.client IS NULL AND d.kind IN ('complaint', 'claim_unlawful')"
    " AND EXISTS (SELECT 1 FROM event e WHERE e.request = d.request AND e.kind = 'inquiry')"
    " AND NOT EXISTS (SELECT 1 FROM deadline t WHERE t.request = d.request"
    " AND t.row IN ('R14', 'R15') AND t.dropped IS NULL)"
    " AND EXISTS (SELECT 1 FROM document p WHERE p.request = d.request AND p.number = d.outcome"
    " AND p.form = 'notice_done'"
    " AND iif(json_valid(p.facts), json_extract(p.facts, '$.action') = 'inquiry', 0)))"
)
"""Whether demand ``d`` was found not confirmed: said so by hand, or by a notice that only told of the inquiry."""


class KeptRequest(NamedTuple):
    """The columns of a request, as a record reads them; the attributes are those of the table."""

    id: int
    number: str
    received: str
    channel: str
    kinds: str
    state: str
    step: str
    due: str
    due_shown: str
    safe: str
    firm: int
    sent: str | None
    language: str
    role: str
    subject_id: int | None
    applicant_id: int | None
    authority: str
    authority_checked: str | None
    summary: str
    text: str
    answer_form: str
    sets_date: str | None
    their_number: str
    their_date: str | None
    has_document: int
    has_relation: int
    has_signature: int
    completion_asked: str | None
    identified: str | None
    identity_how: str
    blocked: str | None
    repeat_of_id: int | None
    answered: str | None
    outcome: str
    closed: str | None
    laws: str
    third_party: int
    received_day: str | None


def lacking(request: Request | KeptRequest) -> tuple[str, ...]:
    """The parts Art. 14 (3) asks for that are not there, and a representative's power until it is checked (R47)."""
    stood_in = request.role == ApplicantRole.REPRESENTATIVE
    power = (POWER,) if stood_in and request.authority_checked is None else ()
    return (*(name for name in PARTS if not getattr(request, f"has_{name}")), *power)


class KeptTerm(NamedTuple):
    """A deadline, as a record reads it; the attributes are those of the table."""

    id: int
    demand_id: int | None
    rule: str
    row: str
    nature: str
    own: int
    starts: str
    nominal: str
    due: str
    due_moment: str
    safe: str
    firm: int
    basis: str
    steps: str
    original: str | None
    extended: str | None
    extended_because: str
    met: str | None
    dropped: str | None


REQUEST_COLUMNS = ", ".join(f"r.{name.removesuffix('_id')}" for name in KeptRequest._fields)
"""The columns of ``request r`` in the order of the tuple."""
TERM_COLUMNS = ", ".join(name.removesuffix("_id") for name in KeptTerm._fields)
"""The columns of ``deadline`` in the order of the tuple."""


def insert_row(desk: Desk, table: str, columns: Mapping[str, object]) -> int:
    """Insert a row and return its id; several times faster than through a model."""
    names = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    cursor = desk.database.execute_sql(
        f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 -- names are ours
        tuple(columns.values()),
    )
    return int(cursor.lastrowid)
