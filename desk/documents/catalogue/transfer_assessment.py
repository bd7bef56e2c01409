# SPDX-License-Identifier: Apache-2.0
"""The record of the assessment (B3.3), and how far the duty of Art. 12 (14) can be carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from desk.documents.blocks import (
    Clause,
    Editable,
    Enclosures,
    Fields,
    Form,
    Grid,
    Heading,
    Part,
    Signatures,
    Signer,
)
from desk.documents.catalogue.act_words import bulleted, distinct
from desk.documents.catalogue.transfer_words import (
    information_lacks,
    place,
    purpose_and_ground,
    told,
    what,
)
from desk.documents.catalogue.wording import (
    card_lacks,
    common_values,
    day_of,
    is_empty,
    number_and_date,
    quoted,
    word,
)
from desk.domain.paper import Missing
from desk.domain.transfer_papers import PartyLine, TransferAssessmentFacts
from desk.domain.values import spoken
from desk.text import LANGUAGES, N_, Catalogue

__all__ = ["FORMS"]


def _values(facts: TransferAssessmentFacts, catalogue: Catalogue) -> dict[str, str]:
    language = catalogue.language

    def names(of: Callable[[PartyLine], bool]) -> str:
        return "; ".join(distinct(p.name.of(language) for p in facts.parties if of(p)))

    def countries(*, listed: bool) -> str:
        chosen = (p.country.of(language) for p in facts.parties if p.listed is listed)
        return "; ".join(distinct(chosen))

    return {
        **common_values(facts, catalogue),
        "assessed_on": day_of(facts.assessed_on, catalogue),
        "assessor": ", ".join(
            filter(None, (facts.assessor.of(language), facts.assessor_post.of(language)))
        ),
        "list": facts.list_version.of(language),
        "left_out": facts.left_out.of(language),
        "listed": countries(listed=True),
        "unlisted": countries(listed=False),
        "short": names(lambda party: party.sufficient == "not_enough"),
        "conclusion": facts.conclusion.of(language),
        "measures": bulleted([word("ban_measure", each, catalogue) for each in facts.measures])
        if facts.measures
        else "",
        "risk": facts.risk.of(language),
    }


def _transfers(facts: TransferAssessmentFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    language = catalogue.language
    return [
        (
            str(order),
            f"{line.recipient.of(language)}\n{line.country.of(language)}",
            purpose_and_ground(line, catalogue),
            what(line, catalogue),
            line.way.of(language) or "—",
        )
        for order, line in enumerate(facts.transfers, start=1)
    ]


def _parties(facts: TransferAssessmentFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    def label(name: str) -> str:
        return catalogue.form(f"transfer_assessment.of.{name}")

    rows: list[Sequence[str]] = []
    for order, party in enumerate(facts.parties, start=1):
        rows.append((f"{order}. {label('name')}", party.name.of(catalogue.language)))
        rows += [(label(name), text) for name, text in _party(party, catalogue)]
    return rows


def _party(party: PartyLine, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    none = catalogue.form("common.no_data")
    relation = number_and_date(party.contract, party.contract_date, catalogue)
    yield "place", place(party, catalogue)
    yield (
        "listed",
        catalogue.form(f"transfer_assessment.listed.{'yes' if party.listed else 'no'}"),
    )
    yield (
        "relation",
        "; ".join(filter(None, (word("transfer_role", party.role, catalogue), relation))),
    )
    yield "told", told(party, catalogue)
    yield "measures", quoted(spoken(party.measures), catalogue) or none
    yield "termination", quoted(spoken(party.termination), catalogue) or none
    if not party.listed:
        yield "law", quoted(spoken(party.law), catalogue) or none
    yield "contacts", party.contacts or none
    enough = word("sufficiency", party.sufficient, catalogue)
    yield "sufficient", "; ".join(filter(None, (enough, quoted(spoken(party.remark), catalogue))))


def _feasible(facts: TransferAssessmentFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    return [
        (
            str(order),
            party.name.of(catalogue.language),
            word("feasibility", party.feasible, catalogue),
        )
        for order, party in enumerate(facts.parties, start=1)
    ]


def _missing(facts: TransferAssessmentFacts) -> list[Missing]:
    partly = any(party.feasible == "partly" for party in facts.parties)
    checks = (
        (not facts.transfers, "transfers", N_("Choose the transfers that are assessed.")),
        (
            is_empty(facts.assessor),
            "assessor",
            N_(
                "The name of the person who made the assessment is missing. Record a new assessment with it."
            ),
        ),
        (
            not facts.measures,
            "measures",
            N_(
                "What is done if Roskomnadzor stops the transfer (Art. 12 (14)) is missing. Record a new assessment that includes it."
            ),
        ),
        (
            partly and is_empty(facts.risk),
            "risk",
            N_(
                "A recipient can be made to destroy the data only in part: state which risk is accepted. Record a new assessment that includes it."
            ),
        ),
    )
    lacks = [Missing(message, where) for wrong, where, message in checks if wrong]
    return [*card_lacks(facts), *lacks, *information_lacks(facts.parties)]


def _assessor(facts: TransferAssessmentFacts) -> Sequence[Signer]:
    return (
        Signer(
            "assessor",
            {language: facts.assessor_post.of(language) for language in LANGUAGES},
            {language: facts.assessor.of(language) for language in LANGUAGES},
        ),
    )


def _has(listed: bool) -> Callable[[TransferAssessmentFacts], bool]:
    return lambda facts: any(party.listed is listed for party in facts.parties)


_ASSESSMENT = Form(
    id="transfer_assessment",
    version=1,
    series="assessment",
    facts=TransferAssessmentFacts,
    addressee=False,
    returns=True,
    wide_margin=True,
    blocks=(
        Heading("transfer_assessment.title", "transfer_assessment.subject"),
        Clause("transfer_assessment.intro"),
        Fields(
            (
                ("field.operator", "operator"),
                ("field.address", "address"),
                ("transfer_assessment.assessed_on", "assessed_on"),
                ("transfer_assessment.assessor", "assessor"),
                ("transfer_assessment.list", "list"),
            )
        ),
        Part("transfer_assessment.transfers"),
        Grid(
            columns=tuple(
                f"transfer_assessment.col.{name}"
                for name in ("order", "recipient", "purpose", "data", "way")
            ),
            widths=(0.06, 0.22, 0.27, 0.29, 0.16),
            rows=_transfers,
        ),
        Clause("transfer_assessment.left_out", shown=lambda facts: not is_empty(facts.left_out)),
        Part("transfer_assessment.parties"),
        Grid(
            columns=("transfer_assessment.col.what", "transfer_assessment.col.found"),
            widths=(0.3, 0.7),
            rows=_parties,
        ),
        Part("transfer_assessment.conclusion.title"),
        Clause("transfer_assessment.conclusion.listed", shown=_has(True)),
        Clause("transfer_assessment.conclusion.unlisted", shown=_has(False)),
        Clause(
            "transfer_assessment.conclusion.short",
            shown=lambda facts: any(each.sufficient == "not_enough" for each in facts.parties),
        ),
        Clause(
            "transfer_assessment.conclusion", shown=lambda facts: not is_empty(facts.conclusion)
        ),
        Part("transfer_assessment.feasible.title"),
        Clause("transfer_assessment.feasible"),
        Grid(
            columns=tuple(
                f"transfer_assessment.col.{name}" for name in ("order", "name", "feasible")
            ),
            widths=(0.08, 0.46, 0.46),
            rows=_feasible,
        ),
        Clause("transfer_assessment.measures", shown=lambda facts: bool(facts.measures)),
        Clause("transfer_assessment.risk", shown=lambda facts: not is_empty(facts.risk)),
        Editable("more"),
        Enclosures(),
        Signatures(_assessor),
    ),
    values=_values,
    missing=_missing,
    passages=("more",),
)

FORMS = (_ASSESSMENT,)
