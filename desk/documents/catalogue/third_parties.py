# SPDX-License-Identifier: Apache-2.0
"""The list of those to whom processing is assigned, as it is published."""

from __future__ import annotations

from collections.abc import Sequence

from desk.documents.blocks import Clause, Form, Grid, Heading
from desk.documents.catalogue.consent_words import titles
from desk.documents.catalogue.wording import common_values, is_empty, lacking
from desk.domain.assignment_papers import ThirdPartiesFacts
from desk.domain.paper import Missing
from desk.domain.third_parties import ThirdParty
from desk.text import N_, Catalogue

__all__ = ["COLUMNS", "FORMS", "cells"]

COLUMNS = tuple(f"third_parties.col.{name}" for name in ("who", "does", "purposes", "data"))


def cells(line: ThirdParty, catalogue: Catalogue) -> tuple[str, ...]:
    """A line of the list in one language: who and where, what it does, for which purposes, which data."""
    language = catalogue.language
    who = (line.name.of(language), line.country.of(language), line.address)
    if is_empty(line.engaged):
        does = catalogue.form(f"third_parties.service.{line.service}")
        return (
            "\n".join(filter(None, who)),
            does,
            titles(line.purposes, language) or "—",
            titles(line.data, language) or "—",
        )
    engaged = catalogue.form("third_parties.engaged", processor=line.engaged.of(language))
    does = "\n".join(filter(None, (line.does.of(language), engaged)))
    return ("\n".join(filter(None, who)), does, "—", "—")


def _rows(facts: ThirdPartiesFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    return [
        (str(order), *cells(line, catalogue)) for order, line in enumerate(facts.lines, start=1)
    ]


def _missing(facts: ThirdPartiesFacts) -> list[Missing]:
    operator = facts.operator
    return [
        *lacking(
            is_empty(operator.name),
            "operator.name",
            N_("The operator’s card has no name. Fill it in there."),
        ),
        *lacking(
            is_empty(operator.address),
            "operator.address",
            N_("The operator’s card has no address. Fill it in there."),
        ),
        *lacking(
            not facts.lines,
            "lines",
            N_("The list is empty: record the first assignment of processing."),
        ),
    ]


_THIRD_PARTIES = Form(
    id="third_parties",
    version=1,
    series="list",
    facts=ThirdPartiesFacts,
    addressee=False,
    blocks=(
        Heading("third_parties.title", "third_parties.subject"),
        Clause("third_parties.intro"),
        Grid(
            columns=("third_parties.col.order", *COLUMNS),
            widths=(0.06, 0.25, 0.19, 0.22, 0.28),
            rows=_rows,
        ),
        Clause("third_parties.contact"),
    ),
    values=common_values,
    missing=_missing,
)

FORMS = (_THIRD_PARTIES,)
