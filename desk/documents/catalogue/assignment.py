# SPDX-License-Identifier: Apache-2.0
"""The assignment of processing to a processor (B6): eight obligatory items, terms beyond the law, two signers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from desk.documents.blocks import (
    Block,
    Clause,
    Editable,
    Fields,
    Form,
    Heading,
    Part,
    Signatures,
    Signer,
)
from desk.documents.catalogue.act_words import bulleted, distinct
from desk.documents.catalogue.consent_words import deeds, titles
from desk.documents.catalogue.wording import (
    by_language,
    card_lacks,
    common_values,
    day_of,
    is_empty,
    lacking,
    number_and_date,
    operator_signer,
)
from desk.domain.assignment_papers import ProcessingAssignmentFacts
from desk.domain.paper import Missing
from desk.domain.values import Both
from desk.text import LANGUAGES, N_, Catalogue

__all__ = ["FORMS"]

_Check = tuple[bool, str, str]
"""Whether something lacks, where it is filled in, and the sentence."""
_EXTRAS = ("incident", "sub_processors", "return", "no_abroad", "audit", "liability")


def _values(facts: ProcessingAssignmentFacts, catalogue: Catalogue) -> dict[str, str]:
    language = catalogue.language
    return {
        **common_values(facts, catalogue),
        "operator_contact": facts.operator_contact,
        "processor": facts.processor.of(language),
        "processor_address": ", ".join(
            filter(None, (facts.processor_country.of(language), facts.processor_address))
            if facts.foreign
            else filter(None, (facts.processor_address,))
        ),
        "processor_contact": facts.processor_contact,
        "contract": number_and_date(facts.contract, facts.contract_date, catalogue),
        "law": facts.ground_words.of(language),
        "purposes": _list(facts.purposes, language),
        "groups": titles(facts.groups, language),
        "data": _list(facts.data, language),
        "actions": deeds(facts.actions, catalogue),
        "hours": str(facts.hours),
        "subs": _subs(facts, catalogue),
        "since": day_of(facts.since, catalogue),
        "until": day_of(facts.until, catalogue) if facts.until else "",
    }


def _list(texts: Iterable[Both], language: str) -> str:
    return bulleted(distinct(each.of(language) for each in texts))


def _subs(facts: ProcessingAssignmentFacts, catalogue: Catalogue) -> str:
    named = titles(facts.sub_processors, catalogue.language)
    return named or catalogue.form("processing_assignment.subs.none")


def _signers(facts: ProcessingAssignmentFacts) -> tuple[Signer, ...]:
    """Whoever signs for each party; the side stands above the post, once where the two are one word."""
    who = facts.signer
    posts, names = ({code: text.of(code) for code in LANGUAGES} for text in (who.post, who.name))
    processor = Signer(who.slot, posts, names)
    sides = (
        ("field.operator", operator_signer(facts)),
        ("processing_assignment.processor", processor),
    )
    return tuple(
        replace(
            signer,
            post={
                code: "\n".join(dict.fromkeys((side, signer.post[code])))
                for code, side in by_language(label).items()
            },
        )
        for label, signer in sides
    )


def _missing(facts: ProcessingAssignmentFacts) -> list[Missing]:
    checks = (*_parties_lack(facts), *_text_lacks(facts))
    lacks = [each for wrong, where, message in checks for each in lacking(wrong, where, message)]
    return [*card_lacks(facts), *lacks]


def _parties_lack(facts: ProcessingAssignmentFacts) -> tuple[_Check, ...]:
    signer = facts.signer
    return (
        (is_empty(facts.processor), "recipient", N_("The assignment names no processor.")),
        (
            is_empty(facts.processor_address),
            "recipient",
            N_("The processor has no address. Fill it in in the register of recipients."),
        ),
        (
            is_empty(facts.processor_contact),
            "processor_contact",
            N_("No contact of the processor is named. Fill it in in the record of the assignment."),
        ),
        (
            is_empty(facts.operator_contact),
            "operator_contact",
            N_("No contact of the operator is named. Fill it in in the record of the assignment."),
        ),
        (
            is_empty(signer.name) or is_empty(signer.post),
            "signer",
            N_(
                "Who signs for the processor is missing. Fill in the position and name in the record."
            ),
        ),
    )


def _text_lacks(facts: ProcessingAssignmentFacts) -> tuple[_Check, ...]:
    by_law = facts.ground == "law"
    return (
        (
            is_empty(facts.contract) or facts.contract_date is None,
            "contract",
            N_("The assignment is based on a contract: fill in its number and date in the record."),
        ),
        (
            by_law and is_empty(facts.ground_words),
            "ground_words",
            N_(
                "The assignment is based on a federal law that is not named. Name it in the record."
            ),
        ),
        (
            not facts.purposes,
            "purposes",
            N_("The assignment names no purposes. Choose them in the record."),
        ),
        (
            not facts.groups,
            "groups",
            N_("The people concerned are missing. Choose them in the record."),
        ),
        (not facts.data, "data", N_("The assignment lists no data. Choose them in the record.")),
        (
            not facts.actions,
            "actions",
            N_("The assignment lists no actions. Choose them in the record."),
        ),
    )


def _has(code: str) -> Callable[[ProcessingAssignmentFacts], bool]:
    return lambda facts: code in facts.extras


def _more(facts: ProcessingAssignmentFacts) -> bool:
    return bool(facts.extras) or not is_empty(facts.passages.get("more"))


def _part(name: str) -> tuple[Block, Block]:
    return Part(f"processing_assignment.{name}.title"), Clause(f"processing_assignment.{name}")


_PROCESSING_ASSIGNMENT = Form(
    id="processing_assignment",
    version=1,
    series="assignment",
    facts=ProcessingAssignmentFacts,
    addressee=False,
    returns=True,
    wide_margin=True,
    blocks=(
        Heading("processing_assignment.title", "processing_assignment.subject"),
        Part("processing_assignment.parties"),
        Fields(
            (
                ("field.operator", "operator"),
                ("field.address", "address"),
                ("processing_assignment.contact", "operator_contact"),
            )
        ),
        Fields(
            (
                ("processing_assignment.processor", "processor"),
                ("field.address", "processor_address"),
                ("processing_assignment.contact", "processor_contact"),
            )
        ),
        *_part("ground"),
        Clause("processing_assignment.by_consent", shown=lambda facts: facts.ground == "consent"),
        Clause("processing_assignment.by_law", shown=lambda facts: facts.ground == "law"),
        Part("processing_assignment.purposes.title", "processing_assignment.purposes"),
        Part("processing_assignment.data.title", "processing_assignment.data"),
        Clause("processing_assignment.groups"),
        Part("processing_assignment.actions.title", "processing_assignment.actions"),
        Clause("processing_assignment.only"),
        *_part("confidentiality"),
        *_part("localisation"),
        *_part("documents"),
        *_part("security"),
        *_part("protection"),
        Clause("processing_assignment.incident", shown=_has("incident")),
        *_part("answers"),
        Clause("processing_assignment.foreign", shown=lambda facts: facts.foreign),
        Part("processing_assignment.more.title", shown=_more),
        *(
            Clause(f"processing_assignment.{code}", shown=_has(code))
            for code in _EXTRAS
            if code != "incident"
        ),
        Editable("more"),
        Part("processing_assignment.term.title"),
        Clause("processing_assignment.open", shown=lambda facts: facts.until is None),
        Clause("processing_assignment.ends", shown=lambda facts: facts.until is not None),
        Signatures(_signers),
    ),
    values=_values,
    missing=_missing,
    passages=("more",),
)

FORMS = (_PROCESSING_ASSIGNMENT,)
