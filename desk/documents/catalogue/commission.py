# SPDX-License-Identifier: Apache-2.0
"""The order that makes a commission for destruction (B7); who destroys alone issues none."""

from __future__ import annotations

from collections.abc import Sequence

from desk.documents.blocks import Clause, Form, Grid, Heading, Signatures, Signer
from desk.documents.catalogue.act_words import line, post, role, signers_lack
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    by_language,
    card_lacks,
    common_values,
    day_of,
    is_empty,
)
from desk.domain.act_papers import ActSigner, CommissionOrderFacts
from desk.domain.paper import Missing
from desk.text import LANGUAGES, N_, Catalogue

__all__ = ["FORMS"]

_MEMBERS = 2
"""Besides the chairman."""


def _values(facts: CommissionOrderFacts, catalogue: Catalogue) -> dict[str, str]:
    return {
        **common_values(facts, catalogue),
        "since": day_of(facts.since, catalogue),
        "until": day_of(facts.until, catalogue) if facts.until else "",
        "approver": _approver(facts.approver, catalogue) if facts.approver else "",
    }


def _approver(who: ActSigner, catalogue: Catalogue) -> str:
    """The post before the name in Russian, with a small letter as within a sentence; after it in English."""
    name, own = who.name.of(catalogue.language), post(who, catalogue)
    if catalogue.language != "ru":
        return ", ".join(part for part in (name, own) if part)
    if own[1:2].islower():
        own = own[0].lower() + own[1:]
    return " ".join(part for part in (own, name) if part)


def _rows(facts: CommissionOrderFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    return [
        (role(each, catalogue), each.name.of(catalogue.language), post(each, catalogue))
        for each in facts.members
    ]


def _acquainted(member: ActSigner) -> Signer:
    """Post and name, and below them the day to write by hand."""
    day = by_language("commission_order.day")
    named = line(member)
    return Signer(
        named.field,
        {language: member.post.of(language) for language in LANGUAGES},
        {language: f"{named.name[language]}\n{day[language]}" for language in LANGUAGES},
    )


def _missing(facts: CommissionOrderFacts) -> list[Missing]:
    lacks = card_lacks(facts)
    if is_empty(facts.place):
        lacks.append(
            Missing(N_("The order does not state where it was made. Fill in the place."), "place")
        )
    parts = [member.role for member in facts.members]
    if parts.count("chairman") != 1:
        lacks.append(Missing(N_("A commission has one chairman. Name one."), "members"))
    if parts.count("member") < _MEMBERS:
        lacks.append(
            Missing(N_("A commission has at least two members besides its chairman."), "members")
        )
    if facts.until and facts.until < facts.since:
        lacks.append(
            Missing(N_("The commission ends before it begins. Correct its days."), "until")
        )
    lacks += signers_lack(facts.members, "members")
    return lacks + signers_lack((facts.approver,) if facts.approver else (), "approver")


def _substitutes(facts: CommissionOrderFacts) -> bool:
    return any(member.role == "substitute" for member in facts.members)


_COMMISSION_ORDER = Form(
    id="commission_order",
    version=1,
    series="order",
    facts=CommissionOrderFacts,
    addressee=False,
    returns=True,
    wide_margin=True,
    kind="commission_order.kind",
    blocks=(
        Heading("commission_order.title"),
        Clause("commission_order.preamble"),
        Clause("commission_order.members", numbered=True),
        Grid(
            columns=tuple(f"commission_order.col.{name}" for name in ("role", "name", "post")),
            widths=(0.3, 0.37, 0.33),
            rows=_rows,
        ),
        Clause("commission_order.substitutes", numbered=True, shown=_substitutes),
        Clause("commission_order.tasks", numbered=True),
        Clause("commission_order.act", numbered=True),
        Clause(
            "commission_order.approve",
            numbered=True,
            shown=lambda facts: facts.approver is not None,
        ),
        Clause("commission_order.keep", numbered=True),
        Clause("commission_order.open", numbered=True, shown=lambda facts: facts.until is None),
        Clause("commission_order.ends", numbered=True, shown=lambda facts: facts.until is not None),
        Clause("commission_order.control", numbered=True),
        SIGNED_BY_OPERATOR,
        Signatures(
            lambda facts: tuple(_acquainted(each) for each in facts.members),
            "commission_order.acquainted",
        ),
    ),
    values=_values,
    missing=_missing,
)

FORMS = (_COMMISSION_ORDER,)
