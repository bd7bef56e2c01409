# SPDX-License-Identifier: Apache-2.0
"""What the operator wrote into a paper that was issued, so that a corrected one can start from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk.domain.kinds import LanguageMode
from desk.domain.paper import Withheld
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.services.paper.known_papers import known_paper
from desk.storage.models import Demand

_SAID: Mapping[str, Callable[[Any], object]] = {
    **dict.fromkeys(("done_on", "act_date", "their_date", "inspected_on"), date.fromisoformat),
    **dict.fromkeys(("action", "act_number", "their_number", "inspector_name", "to_subject", "ended"), lambda kept: kept),
    "missing": tuple,
    "place": lambda kept: Both(**kept),
}  # fmt: skip
"""What a person said of a paper beside its passages, and how it is read back."""


@dataclass(frozen=True)
class Written:
    """What an issued paper was about."""

    mode: LanguageMode
    demands: tuple[int, ...]
    """The demands it decides."""
    said: Mapping[str, object]
    """Its own facts by name: what was done and when, the number it answers, who looked at the data."""


def written(_desk: Desk, id: int) -> Written:
    """What an issued paper was about, so that a corrected one starts as it was."""
    row, facts = known_paper(id), _facts(id)
    said = {
        name: read(facts[name]) for name, read in _SAID.items() if facts.get(name) not in (None, "")
    }
    decided = Demand.select(Demand.id).where(
        Demand.request == row.request_id, Demand.outcome == row.number
    )
    demands = tuple(each.id for each in decided.order_by(Demand.id))
    return Written(LanguageMode(row.languages), demands, said)


def passages_of(_desk: Desk, id: int) -> dict[str, Both]:
    """The editable passages of an issued paper by name."""
    found: dict[str, dict[str, str]] = _facts(id).get("passages", {})
    return {name: Both(**text) for name, text in found.items()}


def withheld_of(_desk: Desk, id: int) -> tuple[Withheld, ...]:
    """What an issued answer left out, each with its ground."""
    return tuple(_withheld(each) for each in _facts(id).get("withheld", ()))


def refused_of(_desk: Desk, id: int) -> tuple[Withheld, ...]:
    """What an issued refusal refused, each with its ground."""
    return tuple(_withheld(each) for each in _facts(id).get("refused", ()))


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
    facts: dict[str, Any] = json.loads(known_paper(id).facts)
    return facts
