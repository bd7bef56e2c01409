# SPDX-License-Identifier: Apache-2.0
"""What the papers of consents share: who agrees to what, who signs, what is lacking and where to fill it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from desk.documents.blocks import (
    Block,
    Clause,
    Fields,
    Form,
    Heading,
    Part,
    Signatures,
    Signer,
    Values,
)
from desk.documents.catalogue.act_words import distinct, listed
from desk.documents.catalogue.wording import (
    by_language,
    card_lacks,
    common_values,
    is_empty,
    lacking,
    word,
)
from desk.domain.consent_papers import ConsentPaperFacts, NoticePurpose, Party
from desk.domain.paper import Missing
from desk.domain.picklists import actions
from desk.domain.values import Both
from desk.text import LANGUAGES, N_, Catalogue

_DISSEMINATE = "disseminate"
_TO_WRITE = "________________________"
"""Where the name is printed by hand."""


def consent_values(facts: ConsentPaperFacts, catalogue: Catalogue) -> dict[str, str]:
    """Placeholders every consent may use."""
    who = "representative" if by_representative(facts) else "subject"
    language = catalogue.language
    return {
        **common_values(facts, catalogue),
        "who": catalogue.form(f"consent.who.{who}"),
        "whose": catalogue.form(f"consent.whose.{who}"),
        "subject": facts.subject_name,
        "subject_address": facts.subject_address,
        "subject_contact": facts.subject_contact,
        "representative": facts.representative_name,
        "representative_address": facts.representative_address,
        "authority": facts.authority,
        "purpose": facts.purpose.of(language),
        "data": titles(facts.data, language),
        "special": titles(facts.special, language),
        "conviction": titles(facts.conviction, language),
        "biometric": titles(facts.biometric, language),
        "processors": parties(facts.processors, catalogue)
        or catalogue.form("consent.processors.none"),
        "actions": deeds(facts.actions, catalogue),
        "method": ways_of(facts.method, facts.networks, catalogue),
        "term": facts.term.of(language),
    }


def by_representative(facts: ConsentPaperFacts) -> bool:
    """Somebody signs in the subject's name."""
    return bool(facts.representative_name.strip())


def titles(texts: Iterable[Both], language: str) -> str:
    """Texts of one language in a row, parted by semicolons."""
    return "; ".join(distinct(text.of(language) for text in texts))


def parties(found: Iterable[Party], catalogue: Catalogue) -> str:
    """Each with its country, where it is not Russia, and its address; one a line."""
    language = catalogue.language
    return listed(
        ", ".join(filter(None, (each.name.of(language), each.country.of(language), each.address)))
        for each in found
    )


def deeds(codes: Iterable[str], catalogue: Catalogue) -> str:
    """Actions of Art. 3 (3) in words; what is no code is printed as it is."""
    known = actions()
    return ", ".join(
        known[code].title.of(catalogue.language) if code in known else code for code in codes
    )


def ways_of(method: str, networks: str, catalogue: Catalogue) -> str:
    """How the data are processed, and over which networks."""
    said = (word("processing", method, catalogue), word("networks", networks, catalogue))
    return ", ".join(part for part in said if part)


def subject_parts(*, document: bool) -> tuple[Part | Fields, ...]:
    """Who agrees, and in whose name; ``document`` asks for the identity document, always by hand."""
    papers = (("field.document", ""), ("field.document_issued", "")) if document else ()
    return (
        Part("part.subject"),
        Fields(
            (
                ("field.full_name", "subject"),
                ("field.address", "subject_address") if document else _CONTACT,
                *papers,
            ),
            lines=1,
        ),
        Part("part.representative", shown=by_representative),
        Fields(
            (
                ("field.full_name", "representative"),
                ("field.address", "representative_address"),
                *papers,
                ("field.authority", "authority"),
            ),
            shown=by_representative,
            lines=1,
        ),
    )


_CONTACT = ("field.contact", "subject_contact")

DATA_PARTS = (
    Part("part.data", "consent.data"),
    Clause("consent.special", align="left", shown=lambda facts: bool(facts.special)),
    Clause("consent.conviction", align="left", shown=lambda facts: bool(facts.conviction)),
    Clause("consent.biometric", align="left", shown=lambda facts: bool(facts.biometric)),
)
"""The list of data, those of each class apart."""
_SIGNED = Signatures(lambda facts: (signer(facts),), "consent.signed", dated="field.signed_on")
"""The subject, or whoever stands in, signs and writes the day."""


def signer(facts: ConsentPaperFacts) -> Signer:
    """The subject or the representative; the name is left to the pen where it is not known."""
    stands_in = by_representative(facts)
    post = "part.representative" if stands_in else "part.subject"
    return signer_named(facts.representative_name if stands_in else facts.subject_name, post)


def signer_named(name: str, post: str = "part.subject") -> Signer:
    """Who signs as the subject does."""
    return Signer("subject", by_language(post), dict.fromkeys(LANGUAGES, name or _TO_WRITE))


def consent_lacks(facts: ConsentPaperFacts) -> list[Missing]:
    """What Art. 9 (4) makes every consent say, besides what the subject writes in."""
    named = (*facts.data, *facts.special, *facts.conviction, *facts.biometric)
    return [
        *card_lacks(facts),
        *lacking(
            is_empty(facts.purpose),
            "purpose",
            N_("The consent names no purpose. Choose one in the register of purposes."),
        ),
        *lacking(
            not named or any(map(is_empty, named)),
            "data",
            N_("The consent lists no personal data. Choose the categories of the purpose."),
        ),
        *lacking(
            is_empty(facts.term),
            "term",
            N_("The period of validity of the consent is missing. Enter it."),
        ),
    ]


def processing_lacks(facts: ConsentPaperFacts) -> list[Missing]:
    """What a consent to processing says beyond that: processors, actions, methods."""
    return [
        *consent_lacks(facts),
        *lacking(
            not facts.actions,
            "actions",
            N_("The consent names no actions with the data. Choose them in the purpose."),
        ),
        *lacking(
            _DISSEMINATE in facts.actions,
            "actions",
            N_("Dissemination needs a consent of its own (Art. 10.1): leave it out here."),
        ),
        *lacking(
            not facts.method.strip(),
            "method",
            N_("The method of processing is missing. Choose it in the purpose."),
        ),
        *party_lacks(facts.processors, "processors"),
    ]


def party_lacks(named: Sequence[Party], where: str) -> list[Missing]:
    """Processors and recipients without a name or an address."""
    return [
        Missing(
            N_("The name or address of a recipient is missing. Fill it in in the register."),
            f"{where}.{order}",
        )
        for order, each in enumerate(named, start=1)
        if is_empty(each.name) or not each.address.strip()
    ]


def purpose_lacks(purposes: Sequence[NoticePurpose], *, whole: bool = False) -> list[Missing]:
    """What a notice does not say of its purposes; ``whole``: with the actions and the term, as at collection."""
    if not purposes:
        message = N_("The notice names no purpose. Choose the purposes in the register.")
        return [Missing(message, "purposes")]
    return [
        Missing(message, f"purposes.{order}.{name}", {"order": order})
        for order, each in enumerate(purposes, start=1)
        for name, message in (_TOLD | _TOLD_AT_COLLECTION if whole else _TOLD).items()
        if _unsaid(getattr(each, name))
    ]


def _unsaid(value: Both | tuple[str, ...]) -> bool:
    return not value if isinstance(value, tuple) else is_empty(value)


_TOLD = {
    "title": N_("Purpose {order} has no title. Fill it in in the register."),
    "grounds": N_("Purpose {order} names no legal ground. Fill it in in the register."),
    "data": N_("Purpose {order} lists no personal data. Fill them in in the register."),
}
_TOLD_AT_COLLECTION = {
    "actions": N_("Purpose {order} names no actions with the data. Fill them in in the register."),
    "keeping": N_(
        "Purpose {order} does not state how long data are kept. Fill it in in the register."
    ),
}


def consent_form(
    id: str,
    facts: type[ConsentPaperFacts],
    blocks: Iterable[Block],
    values: Callable[[Any, Catalogue], Values] = consent_values,
    missing: Callable[[Any], Sequence[Missing]] = processing_lacks,
) -> Form:
    """A consent: a paper of its own that speaks for the subject and comes back with the pen's signature."""
    return Form(
        id=id,
        version=1,
        series="consent_form",
        facts=facts,
        letterhead=False,
        addressee=False,
        dated=False,
        corner="consent.to",
        returns=True,
        blocks=(Heading("consent.title", f"{id}.subject"), Clause(f"{id}.intro"), *blocks, _SIGNED),
        values=values,
        missing=missing,
    )
