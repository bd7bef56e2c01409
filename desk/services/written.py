# SPDX-License-Identifier: Apache-2.0
"""What the operator wrote into a paper that was issued, so that a corrected one can start from it."""

from __future__ import annotations

import json
from typing import Any

from desk.domain.paper import Withheld
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.storage.models import Document


def passages_of(_desk: Desk, id: int) -> dict[str, Both]:
    """The editable passages of an issued paper by name."""
    found: dict[str, dict[str, str]] = _facts(id).get("passages", {})
    return {name: Both(**text) for name, text in found.items()}


def withheld_of(_desk: Desk, id: int) -> tuple[Withheld, ...]:
    """What an issued answer left out, each with its ground."""
    return tuple(_withheld(each) for each in _facts(id).get("withheld", ()))


def grounds_of(_desk: Desk, id: int) -> frozenset[str]:
    """The grounds an issued answer or refusal rests on."""
    facts = _facts(id)
    return frozenset(
        each["ground"] for name in ("withheld", "refused") for each in facts.get(name, ())
    )


def _withheld(kept: dict[str, Any]) -> Withheld:
    texts = {name: Both(**kept[name]) for name in ("what", "facts", "basis", "text")}
    return Withheld(ground=kept["ground"], **texts)


def _facts(id: int) -> dict[str, Any]:
    row = Document.get_or_none(Document.id == id)
    if row is None:
        raise Refusal(N_("There is no such paper."))
    facts: dict[str, Any] = json.loads(row.facts)
    return facts
