# SPDX-License-Identifier: Apache-2.0
"""Journals as sheets to bind (B7): landscape, every column of practice, and a closing sheet.

The seventeen columns of practice do not fit a sheet at a readable size, so what belongs together
shares a column, one line under another; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from desk.documents.blocks import Clause, Fields, Form, Grid, Heading, Sheet
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    card_lacks,
    common_values,
    day_of,
    lacking,
    norm,
    printed_number,
    quoted,
    word,
)
from desk.domain.act_papers import JournalActsFacts
from desk.domain.consent_papers import RegisterConsentsFacts
from desk.domain.disclosures import JournalDisclosuresFacts
from desk.domain.lateness import Late, Unit, late_words
from desk.domain.paper import JournalLine, JournalRequestsFacts, JournalTerm, Missing
from desk.domain.transfer_papers import RegisterTransfersFacts
from desk.domain.values import spoken
from desk.text import N_, Catalogue

__all__ = ["FORMS", "iso_day", "journal", "stack"]

Period: TypeAlias = (
    JournalRequestsFacts
    | JournalActsFacts
    | RegisterConsentsFacts
    | JournalDisclosuresFacts
    | RegisterTransfersFacts
)
"""Facts of a journal for a period."""
Line: TypeAlias = Callable[[Any, Catalogue], Sequence[str]]
"""The cells of an entry in one language."""


def iso_day(text: str, catalogue: Catalogue) -> str:
    """An ISO date or moment in the journal's short form; anything else as it is."""
    try:
        if len(text) == len("2026-11-22"):
            return catalogue.date(date.fromisoformat(text), "short")
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{catalogue.date(moment.date(), 'short')}, {moment:%H:%M}"


def _words(family: str, values: str, catalogue: Catalogue) -> str:
    """One or several members of a closed list, parted by semicolons, in the paper's words."""
    return "; ".join(word(family, value, catalogue) for value in values.split("; ") if value)


def stack(parts: Iterable[str]) -> str:
    """What shares a cell, one line under another."""
    return "\n".join(part for part in parts if part) or "—"


def _line(line: JournalLine, catalogue: Catalogue) -> tuple[str, ...]:
    who = word("applicant", line.applicant, catalogue) if line.applicant else ""
    return (
        str(line.order),
        stack(
            (
                printed_number(line.number),
                iso_day(line.received, catalogue),
                word("channel", line.channel, catalogue),
            )
        ),
        stack((who, line.name, _identity(line, catalogue))),
        stack((*_demands(line, catalogue), quoted(spoken(line.summary), catalogue))),
        stack(_terms(line, catalogue)),
        stack((*_decisions(line, catalogue), quoted(spoken(line.void_because), catalogue))),
        stack(_answers(line, catalogue)),
        line.executor.of(catalogue.language),
    )


def _demands(line: JournalLine, catalogue: Catalogue) -> list[str]:
    """What is demanded, numbered where it is several things; what the operator found himself nobody claims."""
    family = "found" if line.applicant == "nobody" else "demand"
    words = [word(family, kind, catalogue) for kind in line.kinds]
    return [f"{n}) {text}" for n, text in enumerate(words, start=1)] if len(words) > 1 else words


def _terms(line: JournalLine, catalogue: Catalogue) -> Iterator[str]:
    """Norms and terms; of several demands with their numbers, those with the same term together."""
    told = (
        (
            _term(term, catalogue),
            [n for n, kind in enumerate(line.kinds, start=1) if kind == term.kind],
        )
        for term in line.terms
    )
    return _numbered(told, several=len(line.kinds) > 1)


def _decisions(line: JournalLine, catalogue: Catalogue) -> Iterator[str]:
    """How each demand was decided, with its number where they are several; nothing while none is."""
    words = [word("decision", each, catalogue) for each in line.decision.split("; ") if each]
    return _numbered(((text, [n]) for n, text in enumerate(words, start=1)), several=len(words) > 1)


def _numbered(told: Iterable[tuple[str, Iterable[int]]], *, several: bool) -> Iterator[str]:
    """Each text once, of several demands behind the numbers of those it is told of."""
    found: dict[str, dict[int, None]] = {}
    for text, orders in told:
        found.setdefault(text, {}).update(dict.fromkeys(orders))
    for text, numbers in found.items():
        yield f"{', '.join(map(str, numbers))}) {text}" if several and numbers else text


def _answers(line: JournalLine, catalogue: Catalogue) -> Iterator[str]:
    """The papers that answered, and when and how they left; what did not leave is not called sent."""
    papers = {
        number: catalogue.form(
            "journal_requests.answer", day=iso_day(day, catalogue), number=printed_number(number)
        )
        for day, number in line.answers
    }
    yield from (text for number, text in papers.items() if number not in line.waiting)
    if line.sent:
        way = _words("channel", line.way, catalogue)
        yield catalogue.form("journal_requests.sent", day=iso_day(line.sent, catalogue), way=way)
    waiting = [text for number, text in papers.items() if number in line.waiting]
    yield from waiting
    if waiting:
        yield catalogue.form("journal_requests.not_sent")


def _identity(line: JournalLine, catalogue: Catalogue) -> str:
    """How it was settled who asks; the number of a document is never kept."""
    if line.applicant not in ("subject", "representative"):
        return ""
    if not line.identity:
        return catalogue.form("journal_requests.not_identified")
    return catalogue.form(
        "journal_requests.identified", how=quoted(spoken(line.identity), catalogue)
    )


def _term(term: JournalTerm, catalogue: Catalogue) -> str:
    """Norm and term of one demand, and why and until when it was extended."""
    parts = [norm(term.basis, catalogue), iso_day(term.due, catalogue)]
    if term.extended_to:
        parts.append(
            catalogue.form(
                "journal_requests.extended",
                until=iso_day(term.extended_to, catalogue),
                number=printed_number(term.notice),
                day=iso_day(term.notice_day, catalogue),
                reason=quoted(term.reason, catalogue),
            )
        )
    if term.was_due:
        day = iso_day(term.was_due, catalogue)
        parts.append(catalogue.form("journal_requests.late", day=day, count=str(term.late)))
    if term.met:
        late = late_words(catalogue, Late(term.behind, Unit(term.unit)))
        day = iso_day(term.met, catalogue)
        parts.append(catalogue.form("journal_requests.met_late", day=day, late=late))
    return "; ".join(parts)


def _values(name: str, facts: Period, catalogue: Catalogue) -> dict[str, str]:
    """Placeholders of a journal called ``name`` for a period."""
    return {
        **common_values(facts, catalogue),
        "journal": catalogue.form(name),
        "since": day_of(facts.since, catalogue),
        "until": day_of(facts.until, catalogue),
        "count": str(len(facts.lines)),
    }


def _lacks(facts: Period) -> list[Missing]:
    """What a journal for a period lacks."""
    return [
        *card_lacks(facts),
        *lacking(
            facts.until < facts.since,
            "until",
            N_("The period ends before it begins. Choose its dates again."),
        ),
    ]


def journal(id: str, facts: type[Period], columns: Mapping[str, float], line: Line) -> Form:
    """A journal for a period: the table with a ``line`` each, and the sheet that closes the book.

    ``columns`` are names with their shares of the width.
    """

    def rows(facts: Period, catalogue: Catalogue) -> list[Sequence[str]]:
        return [line(each, catalogue) for each in facts.lines]

    return Form(
        id=id,
        version=1,
        series="journal",
        facts=facts,
        addressee=False,
        landscape=True,
        wide_margin=True,
        prints_head=True,
        blocks=(
            Heading(f"{id}.title", "journal_requests.period"),
            Grid(
                columns=tuple(f"{id}.col.{name}" for name in columns),
                widths=tuple(columns.values()),
                rows=rows,
                shown=lambda facts: bool(facts.lines),
            ),
            Clause(f"{id}.empty", shown=lambda facts: not facts.lines),
            *_CLOSING,
        ),
        values=lambda facts, catalogue: _values(f"{id}.name", facts, catalogue),
        missing=_lacks,
    )


_CLOSING = (
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
    SIGNED_BY_OPERATOR,
)

_COLUMNS = {
    "order": 0.045,
    "received": 0.08,
    "applicant": 0.19,
    "demand": 0.175,
    "term": 0.19,
    "decision": 0.115,
    "answer": 0.105,
    "executor": 0.1,
}

FORMS = (journal("journal_requests", JournalRequestsFacts, _COLUMNS, _line),)
