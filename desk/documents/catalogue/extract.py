# SPDX-License-Identifier: Apache-2.0
"""The extract from the event log of one information system (order 179, item 5): an annex to the act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desk.clocks import legal_time, utc_offset
from desk.documents.blocks import Clause, Form, Grid, Heading, Point, Signatures, Signer
from desk.documents.catalogue.act_words import (
    cause,
    line,
    listed,
    short_day,
    signers_lack,
)
from desk.documents.catalogue.wording import (
    card_lacks,
    common_values,
    day_of,
    is_empty,
    operator_signer,
    printed_number,
)
from desk.domain.act_papers import ExtractLine, JournalExtractFacts
from desk.domain.destruction import Cause
from desk.domain.paper import Missing
from desk.text import N_, Catalogue

__all__ = ["FORMS"]


def _values(facts: JournalExtractFacts, catalogue: Catalogue) -> dict[str, str]:
    return {
        **common_values(facts, catalogue),
        "act": printed_number(facts.act_number) or "____________",
        "act_day": day_of(facts.act_date or date.min, catalogue),
        "cause": listed(cause(each.cause, facts.cause_words, catalogue) for each in facts.lines),
        "system": facts.system.of(catalogue.language),
        "count": str(len(facts.lines)),
    }


def _rows(facts: JournalExtractFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    return [
        (
            str(number),
            _logged(each, facts.operator.time_zone, catalogue),
            each.subject,
            each.categories.of(catalogue.language),
            short_day(each.done, catalogue),
        )
        for number, each in enumerate(facts.lines, start=1)
    ]


def _logged(each: ExtractLine, zone: str, catalogue: Catalogue) -> str:
    """When the event was logged, in the operator's legal time, and under which entry."""
    if each.at is None:
        return ""
    local = each.at.astimezone(legal_time(zone))
    lines = [catalogue.date(local.date(), "short"), f"{local:%H:%M:%S} {utc_offset(local)}"]
    if each.entry:
        lines.append(catalogue.form("journal_extract.entry", entry=each.entry))
    return "\n".join(lines)


def _missing(facts: JournalExtractFacts) -> list[Missing]:
    lacks = card_lacks(facts)
    if is_empty(facts.system):
        lacks.append(
            Missing(
                N_(
                    "The extract does not state which information system it comes from (item в). Fill it in."
                ),
                "system",
            )
        )
    if not facts.lines:
        lacks.append(
            Missing(
                N_("The extract has no lines: enter the items in the act instead (item 6)."),
                "lines",
            )
        )
    for order, each in enumerate(facts.lines, start=1):
        lacks += _line_lacks(each, order, facts)
    lacks += _causes(facts)
    return lacks + signers_lack((facts.signer,) if facts.signer else (), "signer")


def _causes(facts: JournalExtractFacts) -> list[Missing]:
    """Item г stands above the lines, so it is one for all."""
    causes = {each.cause for each in facts.lines}
    unsaid = "" in causes or (Cause.OTHER in causes and is_empty(facts.cause_words))
    if not unsaid and len(causes) <= 1:
        return []
    return [
        Missing(
            N_("The extract must give one reason for all its lines (item г). Fill it in."), "cause"
        )
    ]


def _line_lacks(each: ExtractLine, order: int, facts: JournalExtractFacts) -> list[Missing]:
    checks = (
        (
            not each.subject.strip(),
            "subject",
            N_(
                "Line {order} of the extract names nobody (item а). Fill it in or carry it into the act."
            ),
        ),
        (
            is_empty(each.categories),
            "categories",
            N_(
                "Line {order} of the extract has no categories of data (item б). Fill them in or carry them into the act."
            ),
        ),
        (
            each.system != facts.system,
            "system",
            N_(
                "Line {order} of the extract comes from another system than it says (item в). Make an extract for each system."
            ),
        ),
    )
    return [
        Missing(message, f"lines.{order}.{name}", {"order": order})
        for lacking, name, message in checks
        if lacking
    ]


def _signers(facts: JournalExtractFacts) -> tuple[Signer, ...]:
    return (line(facts.signer) if facts.signer else operator_signer(facts),)


def _from_desk(facts: JournalExtractFacts) -> bool:
    """The lines name entries of the desk's own journal."""
    return any(each.entry for each in facts.lines)


_JOURNAL_EXTRACT = Form(
    id="journal_extract",
    version=1,
    series="extract",
    facts=JournalExtractFacts,
    addressee=False,
    returns=True,
    wide_margin=True,
    prints_head=True,
    kind="journal_extract.kind",
    corner="journal_extract.annex",
    blocks=(
        Heading("journal_extract.title"),
        Clause("journal_extract.intro"),
        Point("в", "journal_extract.system.title", "journal_extract.system"),
        Point("г", "journal_extract.cause.title", "journal_extract.cause"),
        Clause("journal_extract.count", shown=lambda facts: facts.day != date.min),
        Grid(
            columns=tuple(
                f"journal_extract.col.{name}"
                for name in ("order", "at", "subject", "categories", "done")
            ),
            widths=(0.05, 0.2, 0.31, 0.26, 0.18),
            rows=_rows,
        ),
        Clause("journal_extract.desk", shown=_from_desk),
        Clause("journal_extract.lacking"),
        Signatures(_signers),
    ),
    values=_values,
    missing=_missing,
)

FORMS = (_JOURNAL_EXTRACT,)
