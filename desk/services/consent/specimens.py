# SPDX-License-Identifier: Apache-2.0
"""Facts of the blank papers of consents: lines for the pen, and boxes to tick where the form has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desk.domain.consent_papers import (
    CollectionNoticeFacts,
    ConsentDisseminationFacts,
    ConsentMarketingFacts,
    ConsentPaperFacts,
    ConsentTransferFacts,
    NoticePurpose,
    Party,
    RegisterConsentsFacts,
    SourceNoticeFacts,
    WithdrawalFacts,
)
from desk.domain.paper import Addressee, Facts, Specimen
from desk.domain.picklists import actions
from desk.domain.values import Both

__all__ = ["CONSENTS"]

_USUAL = tuple(code for code in actions() if code not in ("disseminate", "depersonalise"))


def _consent(line: Both) -> dict[str, Any]:
    """What every consent names, as lines to write on."""
    return {
        "purpose": line,
        "data": (line,),
        "actions": _USUAL,
        "method": "mixed",
        "networks": "both",
        "processors": (Party(line, line.ru),),
        "term": line,
    }


def _transfer(base: dict[str, Any], line: Both) -> Facts:
    return ConsentTransferFacts(
        **base,
        **_consent(line),
        recipients=(Party(line, line.ru, line),),
        list_version=line,
        list_day=date.min,
    )


def _dissemination(base: dict[str, Any], line: Both) -> Facts:
    return ConsentDisseminationFacts(
        **base,
        **_consent(line),
        special=(line,),
        biometric=(line,),
        resources=(f"https://{line.ru}",),
    )


def _purpose(line: Both) -> NoticePurpose:
    return NoticePurpose(line, line, line, _USUAL, line, (Party(line, line.ru),))


def _collection(base: dict[str, Any], line: Both) -> Facts:
    return CollectionNoticeFacts(
        **base,
        point=line,
        address=line.ru,
        policy_link=line.ru,
        purposes=(_purpose(line),),
        counters=line.ru,
        country=line,
    )


def _source(base: dict[str, Any], line: Both) -> Facts:
    return SourceNoticeFacts(
        **base,
        addressee=Addressee(name=line),
        request_number="",
        received=date.min,
        subject_name=line.ru,
        purposes=(_purpose(line),),
        users=line,
        source=line.ru,
    )


CONSENTS: Mapping[str, Specimen] = {
    "consent": lambda base, line: ConsentPaperFacts(**base, **_consent(line)),
    "consent_transfer": _transfer,
    "consent_dissemination": _dissemination,
    "consent_marketing": lambda base, line: ConsentMarketingFacts(**base, **_consent(line)),
    "withdrawal": lambda base, _line: WithdrawalFacts(**base),
    "collection_notice": _collection,
    "source_notice": _source,
    "register_consents": lambda base, _line: RegisterConsentsFacts(
        **base, since=date.min, until=date.min, lines=()
    ),
}
"""How the facts of each blank are made, from the base of all papers and a line to write on."""
