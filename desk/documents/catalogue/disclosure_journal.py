# SPDX-License-Identifier: Apache-2.0
"""The journal of handing personal data to third parties, as sheets to bind (B7)."""

from __future__ import annotations

from desk.documents.catalogue.journals import iso_day, journal, stack
from desk.domain.disclosures import DisclosureLine, JournalDisclosuresFacts
from desk.text import Catalogue

__all__ = ["FORMS"]

_COLUMNS = {
    "order": 0.04,
    "day": 0.09,
    "recipient": 0.17,
    "ground": 0.16,
    "data": 0.17,
    "purpose": 0.14,
    "about": 0.15,
    "signature": 0.08,
}
"""Each column and its share of the width."""


def _line(line: DisclosureLine, catalogue: Catalogue) -> tuple[str, ...]:
    language = catalogue.language
    return (
        str(line.order),
        iso_day(line.day, catalogue),
        stack((line.recipient.of(language), line.address)),
        stack((line.ground.of(language), line.reference)),
        line.data.of(language),
        line.purpose.of(language),
        line.about.of(language),
        "",
    )


FORMS = (journal("journal_disclosures", JournalDisclosuresFacts, _COLUMNS, _line),)
