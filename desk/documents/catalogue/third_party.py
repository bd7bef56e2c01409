# SPDX-License-Identifier: Apache-2.0
"""The letter to a processor or recipient (B5.5): correct, block, stop or destroy, and confirm by a date.

It encloses nothing and tells no reason: only who is meant and which data.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desk.documents.blocks import Clause, Editable, Fields, Form, Grid, Heading
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    card_lacks,
    common_values,
    day_of,
    is_empty,
)
from desk.domain.act_papers import NoticeThirdPartyFacts
from desk.domain.paper import Missing
from desk.domain.registers import RecipientRole
from desk.errors import Refusal
from desk.text import N_, Catalogue

__all__ = ["ACTIONS", "FORMS"]

ACTIONS = ("correct", "block", "stop", "destroy")
_FEW = 3
"""So many persons are named in one field; more in a table."""


def _values(facts: NoticeThirdPartyFacts, catalogue: Catalogue) -> dict[str, str]:
    if facts.action not in ACTIONS:
        raise Refusal(
            N_("There is no letter with the action “{action}”."),
            field="action",
            action=facts.action,
        )
    language = catalogue.language
    return {
        **common_values(facts, catalogue),
        "about": catalogue.form(f"notice_third_party.{facts.action}.about"),
        "ask": catalogue.form(f"notice_third_party.{facts.action}.ask"),
        "subject": "" if _many(facts) else "\n".join(facts.subjects),
        "categories": facts.categories.of(language),
        "contract": facts.contract.of(language),
        "basis": facts.basis.of(language),
        "confirm_by": day_of(facts.confirm_by, catalogue),
    }


def _missing(facts: NoticeThirdPartyFacts) -> list[Missing]:
    to = facts.addressee
    nobody = not facts.subjects or not all(name.strip() for name in facts.subjects)
    checks = (
        (
            is_empty(to.name) and is_empty(to.organisation),
            "addressee.name",
            N_("The letter has no addressee. Fill in the name in the recipient’s record."),
        ),
        (
            nobody,
            "subjects",
            N_("The letter does not name the people whose data are concerned. Choose them."),
        ),
        (
            is_empty(facts.categories),
            "categories",
            N_("The data concerned are missing. Fill in the categories."),
        ),
        (
            facts.action == "correct" and is_empty(facts.passages.get("what")),
            "passages.what",
            N_("What is to be corrected is missing. Write it in the draft, “What to correct”."),
        ),
        (
            date.min < facts.confirm_by < facts.day,
            "confirm_by",
            N_("The date to confirm by is before the date of the letter. Choose a later date."),
        ),
    )
    lacks = [Missing(message, where) for lacking, where, message in checks if lacking]
    return [*card_lacks(facts), *lacks]


def _many(facts: NoticeThirdPartyFacts) -> bool:
    return len(facts.subjects) > _FEW


def _names(facts: NoticeThirdPartyFacts, _catalogue: Catalogue) -> list[Sequence[str]]:
    return [(str(number), name) for number, name in enumerate(facts.subjects, start=1)]


def _bound(facts: NoticeThirdPartyFacts) -> bool:
    """A processor follows the operator's instruction."""
    return facts.role in (RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR)


_NOTICE_THIRD_PARTY = Form(
    id="notice_third_party",
    version=1,
    series="notice",
    facts=NoticeThirdPartyFacts,
    blocks=(
        Heading("notice_third_party.title", "notice_third_party.subject"),
        Clause("notice_third_party.intro_processor", shown=_bound),
        Clause("notice_third_party.intro", shown=lambda facts: not _bound(facts)),
        Fields(
            (
                ("field.subject", "subject"),
                ("notice_third_party.categories", "categories"),
                ("notice_third_party.contract", "contract"),
                ("field.basis", "basis"),
                ("notice_third_party.by", "confirm_by"),
            )
        ),
        Grid(
            columns=("notice_third_party.col.order", "notice_third_party.col.subject"),
            widths=(0.1, 0.9),
            rows=_names,
            shown=_many,
        ),
        Editable(
            "what",
            title="notice_third_party.what.title",
            empty="common.to_fill",
            mandatory=True,
            shown=lambda facts: facts.action == "correct",
        ),
        Clause("notice_third_party.confirm", shown=lambda facts: facts.action != "destroy"),
        Clause(
            "notice_third_party.confirm_destroyed", shown=lambda facts: facts.action == "destroy"
        ),
        Clause("notice_third_party.impossible"),
        Clause("notice_third_party.only"),
        SIGNED_BY_OPERATOR,
    ),
    values=_values,
    missing=_missing,
    passages=("what",),
)

FORMS = (_NOTICE_THIRD_PARTY,)
