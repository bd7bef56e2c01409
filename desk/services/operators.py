# SPDX-License-Identifier: Apache-2.0
"""The operator's card: reading, checking and saving it, and what papers will miss in it."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, cast

from desk.domain.canon import canonical
from desk.domain.kinds import OperatorKind
from desk.domain.operator import Operator
from desk.domain.values import Both
from desk.storage.models import OperatorCard


def load_operator() -> Operator | None:
    """The card of the open desk, or ``None`` while there is none."""
    row = OperatorCard.get_or_none(OperatorCard.id == 1)
    return None if row is None else _operator(json.loads(row.card))


def _operator(card: dict[str, Any]) -> Operator:
    """The card from its JSON; a field a later version dropped is passed over."""
    values: dict[str, object] = {}
    for each in fields(Operator):
        if each.name not in card:
            continue
        value = card[each.name]
        if each.name == "kind":
            value = OperatorKind(value)
        elif each.name == "sites":
            value = tuple(value)
        elif isinstance(value, dict):
            value = Both(**value)
        values[each.name] = value
    return Operator(**cast("Any", values))


def write_operator(operator: Operator, changed: str) -> None:
    """Put the card into its one row."""
    OperatorCard.insert(
        id=1, card=canonical(operator), changed=changed
    ).on_conflict_replace().execute()
