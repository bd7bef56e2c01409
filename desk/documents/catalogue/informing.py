# SPDX-License-Identifier: Apache-2.0
"""What subjects are told about their data: when they are collected (Art. 18 (1), (2)), and from elsewhere (18 (3))."""

from __future__ import annotations

from collections.abc import Sequence

from desk.documents.blocks import (
    Clause,
    Editable,
    Enclosures,
    Fields,
    Form,
    Grid,
    Heading,
    Part,
)
from desk.documents.catalogue.consent_words import deeds, parties, purpose_lacks
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    card_lacks,
    common_values,
    is_empty,
    lacking,
    letter_lacks,
    letter_values,
)
from desk.domain.consent_papers import (
    CollectionNoticeFacts,
    NoticePurpose,
    Party,
    SourceNoticeFacts,
)
from desk.domain.paper import Missing
from desk.text import N_, Catalogue

__all__ = ["FORMS"]


def _recipients(purposes: Sequence[NoticePurpose]) -> tuple[Party, ...]:
    """Whoever gets the data for any of the purposes, each once."""
    return tuple(dict.fromkeys(party for each in purposes for party in each.recipients))


def _told(facts: SourceNoticeFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    language = catalogue.language
    return [
        (each.title.of(language), each.grounds.of(language), each.data.of(language))
        for each in facts.purposes
    ]


def _purpose_rows(facts: CollectionNoticeFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    language = catalogue.language
    return [
        (
            f"{each.title.of(language)}\n{each.grounds.of(language)}",
            each.data.of(language),
            deeds(each.actions, catalogue),
            each.keeping.of(language),
        )
        for each in facts.purposes
    ]


def _collection_values(facts: CollectionNoticeFacts, catalogue: Catalogue) -> dict[str, str]:
    language = catalogue.language
    return {
        **common_values(facts, catalogue),
        "point": facts.point.of(language),
        "point_address": facts.address,
        "policy": facts.policy_link,
        "counters": facts.counters,
        "country": facts.country.of(language),
        "mandatory": facts.mandatory.of(language),
        "recipients": parties(_recipients(facts.purposes), catalogue)
        or catalogue.form("collection_notice.recipients.none"),
    }


def _collection_missing(facts: CollectionNoticeFacts) -> list[Missing]:
    return [
        *card_lacks(facts),
        *purpose_lacks(facts.purposes, whole=True),
        *lacking(
            is_empty(facts.point),
            "point",
            N_(
                "The notice does not state where the data are collected. Choose a collection point."
            ),
        ),
        *lacking(
            is_empty(facts.country),
            "country",
            N_(
                "The country where the data are first recorded is missing. Fill it in in the collection point."
            ),
        ),
        *lacking(
            is_empty(facts.passages.get("sources")),
            "passages.sources",
            N_("How the data are obtained is missing. Write it in the draft."),
        ),
        *lacking(
            is_empty(facts.passages.get("refusal")),
            "passages.refusal",
            N_("The consequences of not giving the data are missing. Write them in the draft."),
        ),
    ]


_COLLECTION_NOTICE = Form(
    id="collection_notice",
    version=1,
    series="notice",
    facts=CollectionNoticeFacts,
    addressee=False,
    blocks=(
        Heading("collection_notice.title", "collection_notice.subject"),
        Clause("collection_notice.intro"),
        Part("collection_notice.where"),
        Fields(
            (
                ("field.point", "point"),
                ("field.point_address", "point_address"),
                ("field.counters", "counters"),
                ("field.country", "country"),
            )
        ),
        Part("collection_notice.sources.title"),
        Editable("sources", mandatory=True),
        Part("collection_notice.purposes"),
        Grid(
            columns=tuple(f"notice.col.{name}" for name in ("purpose", "data", "actions", "term")),
            widths=(0.27, 0.22, 0.31, 0.2),
            rows=_purpose_rows,
        ),
        Part("collection_notice.recipients.title", "collection_notice.recipients"),
        Part("collection_notice.consent.title"),
        Clause("collection_notice.consent"),
        Part("collection_notice.refusal.title"),
        Editable("refusal", mandatory=True),
        Clause("collection_notice.mandatory", shown=lambda facts: not is_empty(facts.mandatory)),
        Part("collection_notice.rights.title"),
        Clause("collection_notice.rights"),
        Clause(
            "collection_notice.policy", align="left", shown=lambda facts: bool(facts.policy_link)
        ),
    ),
    values=_collection_values,
    missing=_collection_missing,
    passages=("sources", "refusal"),
)


def _source_values(facts: SourceNoticeFacts, catalogue: Catalogue) -> dict[str, str]:
    return {
        **letter_values(facts, catalogue),
        "users": facts.users.of(catalogue.language),
        "source": facts.source,
    }


def _source_missing(facts: SourceNoticeFacts) -> list[Missing]:
    return [
        *letter_lacks(facts, request=False),
        *purpose_lacks(facts.purposes),
        *lacking(
            is_empty(facts.users),
            "users",
            N_("The intended users of the data are missing. Fill them in."),
        ),
        *lacking(
            not facts.source.strip(),
            "source",
            N_("The source of the data is missing. Fill it in in the record of data held."),
        ),
        *lacking(
            is_empty(facts.passages.get("rights")),
            "passages.rights",
            N_("The rights of the subject are missing. Write them in the draft."),
        ),
    ]


_SOURCE_NOTICE = Form(
    id="source_notice",
    version=1,
    series="notice",
    facts=SourceNoticeFacts,
    blocks=(
        Heading("source_notice.title", "source_notice.subject"),
        Clause("source_notice.intro"),
        Fields((("field.subject", "subject"), ("field.obtained", "received"))),
        Part("source_notice.operator", "consent.operator"),
        Part("source_notice.purposes"),
        Grid(
            columns=("source_notice.col.purpose", "source_notice.col.grounds", "notice.col.data"),
            widths=(0.33, 0.33, 0.34),
            rows=_told,
        ),
        Part("source_notice.users", "source_notice.users_are"),
        Part("source_notice.rights.title"),
        Editable("rights", mandatory=True),
        Part("source_notice.source", "source_notice.source_is"),
        Clause("source_notice.contact"),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=_source_values,
    missing=_source_missing,
    passages=("rights",),
)

FORMS = (_COLLECTION_NOTICE, _SOURCE_NOTICE)
