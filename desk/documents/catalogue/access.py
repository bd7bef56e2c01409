# SPDX-License-Identifier: Apache-2.0
"""Answers to a request for access (B5.1): the information of Art. 14 (7), or that nothing is processed.

The law's wording of item 9.1 was not read, so all items are titled in our own words by their numbers.
"""

from __future__ import annotations

from desk.documents.blocks import (
    Clause,
    Editable,
    Enclosures,
    Fields,
    Form,
    Grid,
    Heading,
    Item,
    always,
)
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    complaint,
    either,
    foreign,
    is_empty,
    lacking,
    letter_lacks,
    letter_values,
    norm,
    russian,
    withheld_lacks,
    withheld_rows,
)
from desk.domain.paper import Missing, ReplyAccessFacts, ReplyNotProcessedFacts
from desk.text import N_, Catalogue

__all__ = ["FORMS"]

_ITEMS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "9.1", "10")
_RUSSIAN_ITEMS = ("9.1", "10")
"""Items that speak of Federal Law 152-FZ and of federal laws: left out where another law applies alone."""


def _name(number: str) -> str:
    return f"item{number.replace('.', '_')}"


def _withheld(facts: ReplyAccessFacts, catalogue: Catalogue) -> list[tuple[str, str, str]]:
    return withheld_rows(facts.withheld, catalogue)


def _reply_missing(facts: ReplyAccessFacts) -> list[Missing]:
    return [
        *letter_lacks(facts),
        *lacking(
            is_empty(facts.passages.get("item1")),
            "passages.item1",
            N_(
                "Item 1 is empty: the answer must confirm that the data are processed. Write it in the draft."
            ),
        ),
        *lacking(
            russian(facts) and is_empty(facts.passages.get("item9_1")),
            "passages.item9_1",
            N_(
                "Item 9.1 is empty. Describe in the operator’s card or in the draft how the duties of Art. 18.1 are met."
            ),
        ),
        *withheld_lacks(facts.withheld, "withheld"),
    ]


_REPLY_ACCESS = Form(
    id="reply_access",
    version=1,
    series="answer",
    facts=ReplyAccessFacts,
    blocks=(
        Heading("reply_access.title", "reply_access.subject"),
        *either("reply_access.intro", "reply_access.intro_other"),
        Fields((("field.subject", "subject"),)),
        *(
            Item(
                f"{number})",
                f"reply_access.{_name(number)}.title",
                _name(number),
                shown=russian if number in _RUSSIAN_ITEMS else always,
            )
            for number in _ITEMS
        ),
        Clause("reply_access.withheld", shown=lambda facts: bool(facts.withheld)),
        Grid(
            columns=("withheld.col.what", "withheld.col.ground", "withheld.col.facts"),
            widths=(0.3, 0.37, 0.33),
            rows=_withheld,
            shown=lambda facts: bool(facts.withheld),
        ),
        *either("reply_access.others", "reply_access.others_other"),
        *complaint(),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=letter_values,
    missing=_reply_missing,
    passages=tuple(_name(number) for number in _ITEMS),
)


def _not_processed_values(facts: ReplyNotProcessedFacts, catalogue: Catalogue) -> dict[str, str]:
    return {**letter_values(facts, catalogue), "basis": norm(facts.basis, catalogue)}


def _not_processed_missing(facts: ReplyNotProcessedFacts) -> list[Missing]:
    return [
        *letter_lacks(facts),
        *lacking(
            is_empty(facts.passages.get("searched")),
            "passages.searched",
            N_(
                "Where the data were looked for is missing. Write it in the draft, “What was checked”."
            ),
        ),
    ]


_REPLY_NOT_PROCESSED = Form(
    id="reply_not_processed",
    version=1,
    series="answer",
    facts=ReplyNotProcessedFacts,
    blocks=(
        Heading("reply_not_processed.title", "reply_not_processed.subject"),
        Clause("reply_not_processed.intro", shown=lambda facts: is_empty(facts.basis)),
        Clause(
            "reply_not_processed.intro_demand",
            shown=lambda facts: russian(facts) and not is_empty(facts.basis),
        ),
        Clause("reply_not_processed.intro_other", shown=foreign),
        Fields((("field.subject", "subject"), ("field.basis", "basis"))),
        Clause("reply_not_processed.statement", numbered=True),
        Editable(
            "searched",
            title="reply_not_processed.searched.title",
            empty="common.to_fill",
            mandatory=True,
        ),
        Clause("reply_not_processed.request_itself", numbered=True),
        *complaint(numbered=True),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=_not_processed_values,
    missing=_not_processed_missing,
    passages=("searched",),
)

FORMS = (_REPLY_ACCESS, _REPLY_NOT_PROCESSED)
