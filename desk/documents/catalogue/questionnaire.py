# SPDX-License-Identifier: Apache-2.0
"""What a recipient abroad is asked before the notice (B3.2, Art. 12 (5)), with room to answer on the sheet."""

from __future__ import annotations

from desk.documents.blocks import Clause, Editable, Fields, Form, Heading, Part
from desk.documents.catalogue.consent_words import titles
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    card_lacks,
    common_values,
    day_of,
    is_empty,
    lacking,
    number_and_date,
)
from desk.domain.paper import Missing
from desk.domain.transfer_papers import RecipientQuestionnaireFacts
from desk.text import N_, Catalogue

__all__ = ["FORMS"]

_ROOM = Fields((("", ""),), lines=3)
"""Lines for the pen."""


def _values(facts: RecipientQuestionnaireFacts, catalogue: Catalogue) -> dict[str, str]:
    language = catalogue.language
    to = facts.addressee
    return {
        **common_values(facts, catalogue),
        "recipient": to.organisation.of(language) or to.name.of(language),
        "country": facts.country.of(language),
        "contract": number_and_date(facts.contract, facts.contract_date, catalogue),
        "purposes": titles(facts.purposes, language),
        "data": titles(facts.data, language),
        "groups": titles(facts.groups, language),
        "answer_by": day_of(facts.answer_by, catalogue),
    }


def _missing(facts: RecipientQuestionnaireFacts) -> list[Missing]:
    return [
        *card_lacks(facts),
        *lacking(
            is_empty(facts.addressee.organisation),
            "recipient",
            N_("The letter has no addressee. Fill in the name in the recipient’s record."),
        ),
        *lacking(
            is_empty(facts.country),
            "recipient",
            N_("The recipient has no country. Choose it in its record."),
        ),
        *lacking(
            facts.operator.request_email == "" and is_empty(facts.operator.address),
            "operator.request_email",
            N_("The recipient would not know where to answer. Fill in an e-mail or an address."),
        ),
    ]


def _unlisted(facts: RecipientQuestionnaireFacts) -> bool:
    return not facts.listed


_QUESTIONNAIRE = Form(
    id="recipient_questionnaire",
    version=1,
    series="notice",
    facts=RecipientQuestionnaireFacts,
    blocks=(
        Heading("recipient_questionnaire.title", "recipient_questionnaire.subject"),
        Clause("recipient_questionnaire.intro"),
        Fields(
            (
                ("recipient_questionnaire.country", "country"),
                ("recipient_questionnaire.contract", "contract"),
                ("recipient_questionnaire.purposes", "purposes"),
                ("recipient_questionnaire.data", "data"),
                ("recipient_questionnaire.groups", "groups"),
            )
        ),
        Clause("recipient_questionnaire.ask"),
        Part("recipient_questionnaire.measures.title"),
        Clause("recipient_questionnaire.measures"),
        _ROOM,
        Part("recipient_questionnaire.termination.title"),
        Clause("recipient_questionnaire.termination"),
        _ROOM,
        Part("recipient_questionnaire.law.title", shown=_unlisted),
        Clause("recipient_questionnaire.law", shown=_unlisted),
        Fields((("", ""),), shown=_unlisted, lines=3),
        Part("recipient_questionnaire.contacts.title"),
        Clause("recipient_questionnaire.contacts"),
        _ROOM,
        Editable("more"),
        Clause("recipient_questionnaire.by"),
        SIGNED_BY_OPERATOR,
        Clause("recipient_questionnaire.filled_in"),
        Fields(
            (
                ("recipient_questionnaire.who", ""),
                ("recipient_questionnaire.signed", ""),
            ),
            lines=1,
        ),
    ),
    values=_values,
    missing=_missing,
    passages=("more",),
)

FORMS = (_QUESTIONNAIRE,)
