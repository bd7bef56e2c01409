# SPDX-License-Identifier: Apache-2.0
"""The answer to Roskomnadzor (R10, R32, R45): what it asked for, on which norm, with which documents."""

from __future__ import annotations

from desk.documents.blocks import Clause, Editable, Enclosures, Fields, Form, Heading
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    is_empty,
    lacking,
    letter_lacks,
    letter_values,
    norm,
    number_and_date,
)
from desk.domain.paper import Missing, ReplyRegulatorFacts
from desk.text import N_, Catalogue

__all__ = ["FORMS"]


def _values(facts: ReplyRegulatorFacts, catalogue: Catalogue) -> dict[str, str]:
    return {
        **letter_values(facts, catalogue),
        "theirs": number_and_date(facts.their_number, facts.their_date, catalogue),
        "whose": catalogue.form(
            "reply_regulator.nktski" if facts.nktski else "reply_regulator.rkn"
        ),
        "basis": norm(facts.basis, catalogue) or catalogue.form("reply_regulator.basis"),
    }


def _missing(facts: ReplyRegulatorFacts) -> list[Missing]:
    return [
        *letter_lacks(facts, subject=False),
        *lacking(
            is_empty(facts.passages.get("answer")),
            "passages.answer",
            N_("The answer itself is empty. Write it in the draft, “Information provided”."),
        ),
    ]


_REPLY_REGULATOR = Form(
    id="reply_regulator",
    version=1,
    series="answer",
    facts=ReplyRegulatorFacts,
    blocks=(
        Heading("reply_regulator.title", "reply_regulator.subject"),
        Clause("reply_regulator.intro"),
        Fields(
            (
                ("field.theirs", "theirs"),
                ("field.received", "received"),
                ("field.request", "request"),
                ("field.subject", "subject"),
                ("field.basis", "basis"),
            )
        ),
        Editable(
            "answer", title="reply_regulator.answer.title", empty="common.to_fill", mandatory=True
        ),
        Editable("documents", title="reply_regulator.documents.title"),
        Clause("reply_regulator.channel", shown=lambda facts: facts.nktski),
        Clause("reply_regulator.contact"),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=_values,
    missing=_missing,
    passages=("answer", "documents"),
)

FORMS = (_REPLY_REGULATOR,)
