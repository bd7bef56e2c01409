# SPDX-License-Identifier: Apache-2.0
"""The act of harm assessment with items а–д of order 178 (B7)."""

from __future__ import annotations

from collections.abc import Sequence

from desk.documents.blocks import Clause, Fields, Form, Grid, Heading, Signatures, Signer
from desk.documents.catalogue.act_words import post
from desk.documents.catalogue.wording import card_lacks, common_values, day_of, lacking
from desk.domain.act_papers import ActSigner
from desk.domain.harm import HarmAssessmentFacts
from desk.domain.paper import Missing
from desk.text import LANGUAGES, N_, Catalogue

__all__ = ["FORMS"]


def _values(facts: HarmAssessmentFacts, catalogue: Catalogue) -> dict[str, str]:
    language = catalogue.language
    people = (
        ", ".join(filter(None, (each.name.of(language), post(each, catalogue))))
        for each in facts.signers
    )
    common = common_values(facts, catalogue)
    return {
        **common,
        "who": f"{common['operator']}, {facts.operator.address.of(language)}",
        "act_day": day_of(facts.day, catalogue),
        "assessed": day_of(facts.assessed, catalogue),
        "assessors": "; ".join(people),
        "degree": catalogue.form(f"harm_degree.{facts.degree}"),
    }


def _rows(facts: HarmAssessmentFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    language = catalogue.language
    return [
        (
            str(order),
            each.title.of(language),
            each.norm.of(language),
            catalogue.form(f"harm_degree.{each.degree}"),
            each.records.of(language) or catalogue.form("harm_assessment.answered"),
        )
        for order, each in enumerate(facts.lines, start=1)
    ]


def _signer(one: ActSigner) -> Signer:
    """Post and name, without a part in a commission: the order asks for none."""
    return Signer(
        one.slot,
        {language: one.post.of(language) for language in LANGUAGES},
        {language: one.name.of(language) for language in LANGUAGES},
    )


def _missing(facts: HarmAssessmentFacts) -> list[Missing]:
    return [
        *card_lacks(facts),
        *lacking(
            facts.assessed > facts.day,
            "assessed",
            N_("The assessment is later than its act. Correct the day."),
        ),
    ]


FORMS = (
    Form(
        id="harm_assessment",
        version=1,
        series="act",
        facts=HarmAssessmentFacts,
        addressee=False,
        returns=True,
        wide_margin=True,
        kind="harm_assessment.kind",
        blocks=(
            Heading("harm_assessment.title"),
            Clause("harm_assessment.preamble"),
            Fields(
                (
                    ("harm_assessment.operator", "who"),
                    ("harm_assessment.act_day", "act_day"),
                    ("harm_assessment.assessed", "assessed"),
                    ("harm_assessment.assessors", "assessors"),
                    ("harm_assessment.degree", "degree"),
                )
            ),
            Clause("harm_assessment.cases", shown=lambda facts: bool(facts.lines)),
            Grid(
                columns=tuple(
                    f"harm_assessment.col.{name}"
                    for name in ("order", "case", "norm", "degree", "records")
                ),
                widths=(0.05, 0.35, 0.22, 0.12, 0.26),
                rows=_rows,
                shown=lambda facts: bool(facts.lines),
            ),
            Clause("harm_assessment.no_case", shown=lambda facts: not facts.lines),
            Clause("harm_assessment.highest", shown=lambda facts: len(facts.lines) > 1),
            Signatures(lambda facts: tuple(_signer(each) for each in facts.signers)),
        ),
        values=_values,
        missing=_missing,
    ),
)
