# SPDX-License-Identifier: Apache-2.0
"""People as records: find a card while typing, show one, put its contents right, remember a confirmed dative."""

from __future__ import annotations

from dataclasses import dataclass

from desk.domain.request import PersonFields
from desk.services.desk import Desk, writes


@dataclass(frozen=True)
class PersonCard:
    """A person's card and the requests it stands in."""

    id: int
    ref: str
    fields: PersonFields
    requests: tuple[int, ...] = ()


def people_like(desk: Desk, text: str, limit: int = 12) -> list[PersonCard]:
    """Cards whose name or address begins with what was typed."""
    raise NotImplementedError


def person_card(desk: Desk, id: int) -> PersonCard:
    """One card with the ids of its requests."""
    raise NotImplementedError


def suggested_dative(name: str) -> str:
    """The name in the dative as a suggestion; the operator confirms it."""
    raise NotImplementedError


@writes("request")
def update_person(desk: Desk, id: int, fields: PersonFields, reason: str = "") -> None:
    """Change a card; a confirmed dative is remembered for the papers."""
    raise NotImplementedError
