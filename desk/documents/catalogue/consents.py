# SPDX-License-Identifier: Apache-2.0
"""Consents of one purpose: written (Art. 9 (4)), with a transfer abroad, and to advertising (Art. 15 (1)).

Each is a paper of its own, speaks for the subject and is addressed to the operator. The identity document is
written in by hand and never kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from desk.documents.blocks import Clause, Grid, Option, Part, Ticks
from desk.documents.catalogue.consent_words import (
    DATA_PARTS,
    consent_form,
    consent_values,
    deeds,
    party_lacks,
    processing_lacks,
    subject_parts,
)
from desk.documents.catalogue.wording import day_of, is_empty, lacking
from desk.domain.consent_papers import (
    ConsentMarketingFacts,
    ConsentPaperFacts,
    ConsentTransferFacts,
    Party,
)
from desk.domain.paper import Missing
from desk.text import N_, Catalogue

__all__ = ["FORMS"]

_CONSENT = consent_form(
    "consent",
    ConsentPaperFacts,
    (
        *subject_parts(document=True),
        Part("part.operator", "consent.operator"),
        Part("part.purpose", "consent.purpose"),
        *DATA_PARTS,
        Part("part.processors", "consent.processors"),
        Part("part.actions"),
        Clause("consent.actions"),
        Part("part.term"),
        Clause("consent.term"),
    ),
)


def _transfer_values(facts: ConsentTransferFacts, catalogue: Catalogue) -> dict[str, str]:
    values = consent_values(facts, catalogue)
    abroad = catalogue.form("consent_transfer.action")
    return {
        **values,
        "actions": ", ".join(filter(None, (deeds(facts.actions, catalogue), abroad))),
        "version": facts.list_version.of(catalogue.language),
        "list_day": day_of(facts.list_day, catalogue),
        "consequences": facts.consequences.of(catalogue.language),
    }


def _listed(party: Party, catalogue: Catalogue) -> str:
    """Whether the state is on the list; both words in a blank."""
    words = {True: "listed", False: "unlisted"}
    wanted = words.values() if party.listed is None else (words[party.listed],)
    return " / ".join(catalogue.form(f"consent_transfer.{word}") for word in wanted)


def _recipients(facts: ConsentTransferFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    language = catalogue.language
    return [
        (
            "\n".join(filter(None, (each.name.of(language), each.address))),
            each.country.of(language),
            _listed(each, catalogue),
        )
        for each in facts.recipients
    ]


def _transfer_missing(facts: ConsentTransferFacts) -> list[Missing]:
    return [
        *processing_lacks(facts),
        *lacking(
            not facts.recipients,
            "recipients",
            N_(
                "The consent does not state to whom the data are transferred abroad. Choose the recipients."
            ),
        ),
        *lacking(
            any(is_empty(each.country) or each.listed is None for each in facts.recipients),
            "recipients",
            N_("A recipient names no foreign state. Fill it in in the register of recipients."),
        ),
        *lacking(
            is_empty(facts.list_version),
            "list_version",
            N_("No list of states is known for this day. Choose a day on which one was in force."),
        ),
        *party_lacks(facts.recipients, "recipients"),
    ]


def _may_refuse(facts: ConsentTransferFacts) -> bool:
    return not is_empty(facts.consequences)


_CONSENT_TRANSFER = consent_form(
    "consent_transfer",
    ConsentTransferFacts,
    (
        *subject_parts(document=True),
        Part("part.operator", "consent.operator"),
        Part("part.purpose", "consent.purpose"),
        *DATA_PARTS,
        Part("part.recipients"),
        Grid(
            columns=tuple(f"consent_transfer.col.{name}" for name in ("who", "state", "listed")),
            widths=(0.5, 0.24, 0.26),
            rows=_recipients,
        ),
        Clause("consent_transfer.list"),
        Clause(
            "consent_transfer.not_listed",
            shown=lambda facts: any(each.listed is False for each in facts.recipients),
        ),
        Part("part.processors", "consent.processors"),
        Part("part.actions"),
        Clause("consent.actions"),
        Part("part.refusal", shown=_may_refuse),
        Clause("consent_transfer.refusal", shown=_may_refuse),
        Part("part.term"),
        Clause("consent.term"),
    ),
    values=_transfer_values,
    missing=_transfer_missing,
)


def _ways(facts: ConsentMarketingFacts, catalogue: Catalogue) -> list[Option]:
    return [Option(False, catalogue.form(f"contact.{way}")) for way in facts.ways]


def _marketing_missing(facts: ConsentMarketingFacts) -> list[Missing]:
    return [
        *processing_lacks(facts),
        *lacking(
            not facts.ways,
            "ways",
            N_("No means of contact is named. Choose how advertising is to be sent."),
        ),
    ]


_CONSENT_MARKETING = consent_form(
    "consent_marketing",
    ConsentMarketingFacts,
    (
        *subject_parts(document=False),
        Part("part.operator", "consent.operator"),
        Part("part.purpose", "consent.purpose"),
        *DATA_PARTS,
        Part("part.ways"),
        Clause("consent_marketing.ways"),
        Ticks(_ways),
        Part("part.processors", "consent.processors"),
        Part("part.actions"),
        Clause("consent.actions"),
        Part("part.term"),
        Clause("consent.term"),
        Clause("consent_marketing.stop"),
    ),
    missing=_marketing_missing,
)

FORMS = (_CONSENT, _CONSENT_TRANSFER, _CONSENT_MARKETING)
