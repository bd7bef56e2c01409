# SPDX-License-Identifier: Apache-2.0
"""The supplement to an act: what the desk erased of its own records where it differs from what the act foretold."""

from __future__ import annotations

from collections.abc import Sequence

from desk.documents.blocks import Clause, Form, Grid, Heading, Signatures
from desk.documents.catalogue.act_words import line, signers_lack
from desk.documents.catalogue.wording import (
    card_lacks,
    common_values,
    day_of,
    number_and_date,
    printed_number,
    word,
)
from desk.domain.act_papers import ActSupplementFacts
from desk.domain.paper import Missing
from desk.text import N_, Catalogue

__all__ = ["FORMS"]


def _values(facts: ActSupplementFacts, catalogue: Catalogue) -> dict[str, str]:
    return {
        **common_values(facts, catalogue),
        "act": number_and_date(printed_number(facts.act_number), facts.act_date, catalogue),
        "erased_on": day_of(facts.erased_on, catalogue),
        "waiting": "; ".join(facts.waiting),
    }


def _rows(facts: ActSupplementFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    return [
        (word("eraser", id, catalogue), str(foretold), str(erased))
        for id, foretold, erased in facts.lines
    ]


def _missing(facts: ActSupplementFacts) -> list[Missing]:
    lacks = card_lacks(facts)
    if not (facts.lines or facts.waiting):
        lacks.append(Missing(N_("Nothing differs from the act: no supplement is needed."), "lines"))
    return lacks + signers_lack(facts.signers, "signers")


_ACT_SUPPLEMENT = Form(
    id="act_supplement",
    version=1,
    series="act",
    facts=ActSupplementFacts,
    addressee=False,
    returns=True,
    wide_margin=True,
    prints_head=True,
    kind="destruction_act.kind",
    blocks=(
        Heading("act_supplement.title"),
        Clause("act_supplement.intro"),
        Clause("act_supplement.differs", shown=lambda facts: bool(facts.lines)),
        Grid(
            columns=tuple(f"act_supplement.col.{name}" for name in ("what", "foretold", "erased")),
            widths=(0.5, 0.25, 0.25),
            rows=_rows,
            shown=lambda facts: bool(facts.lines),
        ),
        Clause("act_supplement.waiting", shown=lambda facts: bool(facts.waiting)),
        Clause("act_supplement.keep"),
        Signatures(lambda facts: tuple(line(each) for each in facts.signers)),
    ),
    values=_values,
    missing=_missing,
)

FORMS = (_ACT_SUPPLEMENT,)
