# SPDX-License-Identifier: Apache-2.0
"""The register of consents as sheets to bind (B7); what belongs together shares a column."""

from __future__ import annotations

from desk.documents.catalogue.journals import iso_day, journal, stack
from desk.documents.catalogue.wording import printed_number, word
from desk.domain.consent_papers import ConsentLine, RegisterConsentsFacts
from desk.text import Catalogue

__all__ = ["FORMS"]

_COLUMNS = {
    "order": 0.035,
    "subject": 0.12,
    "kind": 0.1,
    "purpose": 0.165,
    "given": 0.095,
    "text": 0.1,
    "term": 0.095,
    "further": 0.13,
    "stored": 0.16,
}
"""Each column and its share of the width."""


def _line(line: ConsentLine, catalogue: Catalogue) -> tuple[str, ...]:
    language = catalogue.language
    form = f"written{line.proof and '_'}{line.proof}" if line.written else "any"
    return (
        str(line.order),
        stack((line.subject, catalogue.form("common.number", number=printed_number(line.number)))),
        stack(
            (
                word("consent_kind", line.kind, catalogue),
                catalogue.form(f"register_consents.{form}"),
            )
        ),
        stack((line.purpose.of(language), line.data.of(language))),
        stack((iso_day(line.given, catalogue), word("consent_way", line.way, catalogue))),
        line.text or "—",
        stack((_until(line, catalogue), _withdrawn(line, catalogue))),
        stack((line.further.of(language), iso_day(line.ended, catalogue))),
        line.stored or "—",
    )


def _until(line: ConsentLine, catalogue: Catalogue) -> str:
    if not line.valid_until:
        return catalogue.form("register_consents.open")
    return catalogue.form("register_consents.until", day=iso_day(line.valid_until, catalogue))


def _withdrawn(line: ConsentLine, catalogue: Catalogue) -> str:
    if not line.withdrawn:
        return ""
    return catalogue.form("register_consents.withdrawn", day=iso_day(line.withdrawn, catalogue))


FORMS = (journal("register_consents", RegisterConsentsFacts, _COLUMNS, _line),)
