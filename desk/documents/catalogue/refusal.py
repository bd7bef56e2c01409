# SPDX-License-Identifier: Apache-2.0
"""The reasoned refusal, whole or in part (B5.2): each item with its ground, the facts, the way to complain."""

from __future__ import annotations

from desk.documents.blocks import (
    Clause,
    Editable,
    Enclosures,
    Fields,
    Form,
    Grid,
    Heading,
    Shown,
)
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    complaint,
    either,
    is_empty,
    lacking,
    letter_lacks,
    letter_values,
    withheld_lacks,
    withheld_rows,
)
from desk.domain.paper import Missing, RefusalFacts
from desk.text import N_, Catalogue

__all__ = ["FORMS"]


_OF_THE_LETTER = ("14.3", "14.3.person", "9.1", "16.4.person")
"""Grounds that speak of what the letter lacks: who did not give a name is told so at the address it came from."""


def _refused(facts: RefusalFacts, catalogue: Catalogue) -> list[tuple[str, ...]]:
    below = catalogue.form("refusal.facts_below")
    rows = withheld_rows(facts.refused, catalogue, below)
    return [*rows] if _apart(facts) else [row[:2] for row in rows]


def _apart(facts: RefusalFacts) -> bool:
    """Some item has facts of its own; otherwise the text below the table tells those of all."""
    return any(not is_empty(item.facts) for item in facts.refused)


def _on(*grounds: str) -> Shown:
    """Shown when something is refused on one of ``grounds``."""
    return lambda facts: any(item.ground in grounds for item in facts.refused)


def _missing(facts: RefusalFacts) -> list[Missing]:
    told = facts.refused and all(not is_empty(item.facts) for item in facts.refused)
    known = any(item.ground not in _OF_THE_LETTER for item in facts.refused)
    return [
        *letter_lacks(facts, subject=known or not facts.refused),
        *lacking(
            not facts.refused,
            "refused",
            N_("Nothing is refused. Choose what is refused and on which ground."),
        ),
        *lacking(
            is_empty(facts.passages.get("facts")) and not told,
            "passages.facts",
            N_(
                "A refusal must give its facts. Write them in the draft, “Facts on which the refusal is based”."
            ),
        ),
        *withheld_lacks(facts.refused, "refused", facts=False),
    ]


_REFUSAL = Form(
    id="refusal",
    version=1,
    series="answer",
    facts=RefusalFacts,
    blocks=(
        Heading("refusal.title", "refusal.subject"),
        *either("refusal.intro", "refusal.intro_other"),
        Fields((("field.subject", "subject"),)),
        Clause("refusal.refused", numbered=True),
        Grid(
            columns=("refusal.col.what", "withheld.col.ground", "withheld.col.facts"),
            widths=(0.3, 0.37, 0.33),
            rows=_refused,
            shown=_apart,
        ),
        Grid(
            columns=("refusal.col.what", "withheld.col.ground"),
            widths=(0.4, 0.6),
            rows=_refused,
            shown=lambda facts: not _apart(facts),
        ),
        Editable("facts", title="refusal.facts.title"),
        Clause(
            "refusal.repeat",
            numbered=True,
            shown=_on("14.4"),
        ),
        Clause(
            "refusal.incomplete",
            numbered=True,
            shown=_on(*_OF_THE_LETTER),
        ),
        *complaint(numbered=True),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=letter_values,
    missing=_missing,
    passages=("facts",),
)

FORMS = (_REFUSAL,)
