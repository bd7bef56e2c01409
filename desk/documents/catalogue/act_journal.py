# SPDX-License-Identifier: Apache-2.0
"""The journal of acts of destruction as sheets to bind (B7); what belongs together shares a column."""

from __future__ import annotations

from desk.documents.catalogue.act_words import distinct
from desk.documents.catalogue.journals import iso_day, journal, stack
from desk.documents.catalogue.wording import printed_number, quoted, word
from desk.domain.act_papers import ActLine, JournalActsFacts
from desk.domain.values import spoken
from desk.text import Catalogue

__all__ = ["FORMS"]

_COLUMNS = {
    "order": 0.03,
    "act": 0.085,
    "cause": 0.125,
    "subjects": 0.095,
    "categories": 0.11,
    "places": 0.1,
    "done": 0.11,
    "extract": 0.095,
    "commission": 0.1,
    "keep": 0.08,
    "signature": 0.07,
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
                quoted(spoken(line.void_because), catalogue),
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


FORMS = (journal("journal_acts", JournalActsFacts, _COLUMNS, _line),)
