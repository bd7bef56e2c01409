# SPDX-License-Identifier: Apache-2.0
"""Names, categories and norms of a destruction as its papers print them."""

from __future__ import annotations

from collections.abc import Sequence

from desk.domain.destruction import RULE_OF, Cause
from desk.domain.values import Both
from desk.services import norms
from desk.services.checks import without_symbols
from desk.services.desk import Desk
from desk.storage.models import Destruction, DestructionSubject, Person


def names_of(id: int, people: Sequence[int] | None = None) -> dict[int, str]:
    """The names of the subjects; one without a name by other information on the person (order 179, 3 в)."""
    rows = (
        DestructionSubject.select(DestructionSubject, Person)
        .join(Person)
        .where(DestructionSubject.destruction == id)
        .order_by(DestructionSubject.person)
    )
    return {
        row.person_id: _printed(row)
        for row in rows
        if people is None or row.person_id in set(people)
    }


def _printed(row: DestructionSubject) -> str:
    name = without_symbols(row.person.name)
    if name and row.label:
        return f"{name} ({row.label})"
    return name or row.label or row.person.email or row.person.phone


def basis_of(desk: Desk, row: Destruction) -> Both:
    """The norm the destruction rests on: of its own cause, else the clause that was entered."""
    cause = Cause(row.cause)
    if cause in RULE_OF:
        return norms.joined([desk.rules.find(RULE_OF[cause]).basis])
    return Both(row.clause, row.clause)
