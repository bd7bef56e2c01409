# SPDX-License-Identifier: Apache-2.0
"""The journal of acts of destruction as sheets to bind (B7); what belongs together shares a column."""

from __future__ import annotations

from collections.abc import Sequence

from desk.documents.blocks import Clause, Fields, Form, Grid, Heading, Sheet, Signatures
from desk.documents.catalogue.act_words import distinct
from desk.documents.catalogue.journals import iso_day, period_lacks, period_values, stack
from desk.documents.catalogue.wording import operator_signer, printed_number, word
from desk.domain.act_papers import ActLine, JournalActsFacts
from desk.text import Catalogue

__all__ = ["FORMS"]

_COLUMNS = {
    "order": 0.035,
    "act": 0.09,
    "cause": 0.115,
    "subjects": 0.1,
    "categories": 0.11,
    "places": 0.11,
    "done": 0.11,
    "extract": 0.085,
    "commission": 0.09,
    "keep": 0.08,
    "signature": 0.075,
}
"""Each column and its share of the width."""


def _line(line: ActLine, catalogue: Catalogue) -> tuple[str, ...]:
    language = catalogue.language
    ways = (word("method", way, catalogue) for way in line.methods)
    return (
        str(line.order),
        stack(
            (
                printed_number(line.act),
                iso_day(line.act_day, catalogue),
                word("journal_acts.state", line.state, catalogue),
            )
        ),
        word("cause", line.cause, catalogue),
        line.subjects,
        line.categories.of(language),
        line.places.of(language) or "—",
        stack((*distinct(ways), iso_day(line.done, catalogue))),
        printed_number(line.extract) or catalogue.form("journal_acts.no_extract"),
        line.commission.of(language),
        iso_day(line.keep_until, catalogue),
        "",
    )


def _rows(facts: JournalActsFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    return [_line(line, catalogue) for line in facts.lines]


_JOURNAL_ACTS = Form(
    id="journal_acts",
    version=1,
    series="journal",
    facts=JournalActsFacts,
    addressee=False,
    landscape=True,
    wide_margin=True,
    prints_head=True,
    blocks=(
        Heading("journal_acts.title", "journal_requests.period"),
        Grid(
            columns=tuple(f"journal_acts.col.{name}" for name in _COLUMNS),
            widths=tuple(_COLUMNS.values()),
            rows=_rows,
            shown=lambda facts: bool(facts.lines),
        ),
        Clause("journal_acts.empty", shown=lambda facts: not facts.lines),
        Sheet("journal_requests.closing.title"),
        Fields(
            (
                ("field.journal", "journal"),
                ("field.since", "since"),
                ("field.until", "until"),
                ("field.entries", "count"),
            )
        ),
        Clause("journal_requests.closing"),
        Clause("journal_requests.closing.day"),
        Signatures(lambda facts: (operator_signer(facts),)),
    ),
    values=lambda facts, catalogue: period_values("journal_acts.name", facts, catalogue),
    missing=period_lacks,
)

FORMS = (_JOURNAL_ACTS,)
