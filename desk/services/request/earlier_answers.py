# SPDX-License-Identifier: Apache-2.0
"""What was answered to the request that another one repeats: how it left, and what it left open.

A repeat is refused only where the information was given in full, and the operator proves it (Art. 14 (4)–(6)).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from desk.domain.days import day_of
from desk.domain.numbering import printed_number
from desk.domain.values import Both
from desk.errors import N_, Told
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.paper.facts import Matter
from desk.services.paper.left_papers import paper_left
from desk.services.paper.written import passages_of
from desk.services.register.holdings import active_holdings
from desk.services.register.recipients import parties_of
from desk.services.request.repeats import REPEATABLE, repeated
from desk.storage.models import Request
from desk.text import LANGUAGES, Catalogue, catalogue

CONTRADICTING = ("item2", "item3", "item5", "item6")
"""Grounds, purposes, data and terms: there are none only where nothing is processed."""
_KINDS = ", ".join(f"'{kind}'" for kind in REPEATABLE)
_ANSWERS = (
    "SELECT id, number, day, form FROM document WHERE request = ?1 AND state = 'issued' AND number IN"  # noqa: S608 -- names are ours
    f" (SELECT outcome FROM demand WHERE request = ?1 AND kind IN ({_KINDS})) ORDER BY issued, id"
)


class _Answer(NamedTuple):
    """An issued paper with the information."""

    id: int
    number: str
    day: str
    form: str


def _answers(desk: Desk, request: int) -> list[_Answer]:
    return [_Answer(*row) for row in desk.database.execute_sql(_ANSWERS, (request,)).fetchall()]


def repeat_facts(desk: Desk, found: Matter) -> Both:
    """What is recorded of the first request, of its answers and their dispatch, as a refusal tells it."""
    first = repeated(desk, found.request)
    answers = [] if first is None else _answers(desk, first)
    if not answers:
        return Both()
    row = Request.get_by_id(first)
    return Both(*(_facts(desk, row, answers, catalogue(code)) for code in LANGUAGES))


def _facts(desk: Desk, first: Request, answers: list[_Answer], words: Catalogue) -> str:
    def day(kept: str) -> str:
        return words.date(day_of(kept, desk.zone), "long")

    lines = [
        words.form(
            "refusal.first_request",
            number=printed_number(first.number),
            day=day(first.received_day or first.received),
        )
    ]
    for answer in answers:
        left = paper_left(desk, answer.id)
        said = {"number": printed_number(answer.number), "day": day(answer.day)}
        lines.append(
            words.form("refusal.first_answer_sent", sent=day(left.at), **said)
            if left
            else words.form("refusal.first_answer", **said)
        )
    return " ".join(lines)


def open_ends(desk: Desk, found: Matter, language: str) -> Iterator[Told]:
    """What the answers to the first request left open, as far as the desk can see."""
    first = repeated(desk, found.request)
    if first is None:
        return
    answers, words = _answers(desk, first), catalogue(language)
    if not answers:
        yield Told(
            N_(
                "no answer to the first request was issued in Desk, so its content is not known here"
            )
        )
    for answer in answers:
        if answer.form == "reply_access":
            yield from _of_access(desk, answer, Request.get_by_id(first).subject_id, words)


def _of_access(desk: Desk, answer: _Answer, person: int | None, words: Catalogue) -> Iterator[Told]:
    texts, number = passages_of(desk, answer.id), printed_number(answer.number)
    empty = [name for name in CONTRADICTING if texts.get(name, Both()) == Both()]
    if empty:
        items = words.listing(name.removeprefix("item") for name in empty)
        yield Told(
            N_("answer No. {number} says “no data” (items: {items})"), number=number, items=items
        )
    said = fold(" ".join(part for text in texts.values() for part in (text.ru, text.en)))
    parties = [] if person is None else parties_of(desk, active_holdings(desk, person))
    unnamed = [each.name for each in parties if not _named(each.name, said)]
    if unnamed:
        yield Told(
            N_("answer No. {number} does not name those who get the data: {names}"),
            number=number,
            names="; ".join(name.of(words.language) for name in unnamed),
        )


def _named(name: Both, said: str) -> bool:
    return any(fold(each) in said for each in (name.ru, name.en) if each)
