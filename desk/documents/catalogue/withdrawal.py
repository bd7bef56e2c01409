# SPDX-License-Identifier: Apache-2.0
"""The form for the subject: withdrawal of a consent, a demand or a request to the operator, ticked and signed."""

from __future__ import annotations

from desk.documents.blocks import Clause, Fields, Form, Heading, Option, Part, Signatures, Ticks
from desk.documents.catalogue.consent_words import signer_named
from desk.documents.catalogue.wording import card_lacks, common_values, day_of, printed_number
from desk.domain.consent_papers import WithdrawalFacts
from desk.domain.kinds import DemandKind
from desk.text import Catalogue

__all__ = ["DEMANDS", "FORMS"]

DEMANDS = (
    DemandKind.WITHDRAW,
    DemandKind.STOP,
    DemandKind.STOP_MARKETING,
    DemandKind.STOP_DISSEMINATION,
    DemandKind.ACCESS,
    DemandKind.TRANSFERS_INFORMATION,
    DemandKind.INSPECT,
    DemandKind.CORRECT,
    DemandKind.BLOCK,
    DemandKind.DESTROY,
    DemandKind.OBJECT_AUTOMATED,
)
_ANSWERS = ("email", "post", "in_person")


def _values(facts: WithdrawalFacts, catalogue: Catalogue) -> dict[str, str]:
    consent = ""
    if facts.consent_number:
        day = day_of(facts.consent_day, catalogue) if facts.consent_day else ""
        message = "common.number_date" if day else "common.number"
        consent = catalogue.form(message, number=printed_number(facts.consent_number), day=day)
    elif facts.consent_day:
        consent = day_of(facts.consent_day, catalogue)
    return {
        **common_values(facts, catalogue),
        "subject": facts.subject_name,
        "subject_address": facts.subject_address,
        "subject_contact": facts.subject_contact,
        "consent": consent,
        "purpose": facts.purpose.of(catalogue.language),
    }


def _demands(facts: WithdrawalFacts, catalogue: Catalogue) -> list[Option]:
    known = [
        Option(kind in facts.demands, catalogue.form(f"withdrawal.ask.{kind}")) for kind in DEMANDS
    ]
    return [*known, Option(False, catalogue.form("withdrawal.ask.other"), lines=1)]


def _answers(_facts: WithdrawalFacts, catalogue: Catalogue) -> list[Option]:
    return [Option(False, catalogue.form(f"withdrawal.answer.{way}")) for way in _ANSWERS]


_WITHDRAWAL = Form(
    id="withdrawal",
    version=1,
    series="consent_form",
    facts=WithdrawalFacts,
    letterhead=False,
    addressee=False,
    dated=False,
    corner="withdrawal.to",
    returns=True,
    blocks=(
        Heading("withdrawal.title", "withdrawal.subject"),
        Clause("withdrawal.intro"),
        Part("part.subject"),
        Fields(
            (
                ("field.full_name", "subject"),
                ("field.post_address", "subject_address"),
                ("field.reach", "subject_contact"),
                ("field.document", ""),
                ("field.document_issued", ""),
            ),
            lines=1,
        ),
        Part("withdrawal.representative"),
        Fields(
            (
                ("field.full_name", ""),
                ("field.document", ""),
                ("field.document_issued", ""),
                ("field.authority", ""),
            ),
            lines=1,
        ),
        Part("withdrawal.relation"),
        Fields((("field.relation", ""),), lines=2),
        Part("withdrawal.asks"),
        Ticks(_demands),
        Part("withdrawal.consent"),
        Fields((("field.consent", "consent"), ("field.purpose", "purpose")), lines=1),
        Part("withdrawal.data"),
        Fields((("field.data", ""), ("field.facts", "")), lines=2),
        Part("withdrawal.answer"),
        Ticks(_answers, across=True),
        Signatures(
            lambda facts: (signer_named(facts.subject_name, "withdrawal.signer"),),
            dated="field.signed_on",
        ),
    ),
    values=_values,
    missing=card_lacks,
)

FORMS = (_WITHDRAWAL,)
