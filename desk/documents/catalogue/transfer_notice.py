# SPDX-License-Identifier: Apache-2.0
"""The notice of intended transfer abroad (B3.1): the seven items of Art. 12 (4), and what the portal asks besides."""

from __future__ import annotations

from collections.abc import Sequence

from desk.documents.blocks import Clause, Editable, Fields, Form, Grid, Heading, Point
from desk.documents.catalogue.consent_words import titles
from desk.documents.catalogue.transfer_words import (
    each,
    information_lacks,
    place,
    purpose_and_ground,
    states,
)
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    card_lacks,
    common_values,
    day_of,
    is_empty,
    number_and_date,
)
from desk.domain.paper import Missing
from desk.domain.transfer_papers import TransferNoticeFacts
from desk.text import N_, Catalogue

__all__ = ["FORMS"]


def _values(facts: TransferNoticeFacts, catalogue: Catalogue) -> dict[str, str]:
    language, operator = catalogue.language, facts.operator
    none = catalogue.form("transfer_notice.not_passed")
    return {
        **common_values(facts, catalogue),
        "inn": operator.inn,
        "ogrn": operator.ogrn,
        "notice22": number_and_date(facts.notice22, facts.notice22_date, catalogue),
        "register_number": operator.register_number,
        "responsible": facts.responsible.of(language),
        "responsible_phone": facts.responsible_phone,
        "responsible_address": facts.responsible_address.of(language),
        "responsible_email": facts.responsible_email,
        "grounds": each(facts.transfers, lambda line: purpose_and_ground(line, catalogue)),
        "data": each(facts.transfers, lambda line: titles(line.data, language)),
        "special": titles(facts.special, language) or none,
        "biometric": titles(facts.biometric, language) or none,
        "groups": each(facts.transfers, lambda line: titles(line.groups, language)),
        "states": states(facts.transfers, catalogue),
        "assessed_on": day_of(facts.assessed_on, catalogue) if facts.assessed_on else "",
    }


def _recipients(facts: TransferNoticeFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    return [
        (
            str(order),
            party.name.of(catalogue.language),
            place(party, catalogue),
            party.contacts or "—",
        )
        for order, party in enumerate(facts.parties, start=1)
    ]


def _card_checks(facts: TransferNoticeFacts) -> tuple[tuple[bool, str, str], ...]:
    """Items 1 and 2 come from the operator's card."""
    return (
        (
            is_empty(facts.notice22) or facts.notice22_date is None,
            "operator.notice_number",
            N_(
                "Item 1: the operator’s card has no number and date of the notice of Art. 22. Fill them in there."
            ),
        ),
        (
            is_empty(facts.responsible),
            "operator.responsible_name",
            N_("Item 2: the operator’s card names nobody responsible. Fill it in there."),
        ),
        (
            is_empty(facts.responsible_phone),
            "operator.phone",
            N_("Item 2: the operator’s card has no telephone. Fill it in there."),
        ),
        (
            is_empty(facts.responsible_email),
            "operator.request_email",
            N_("Item 2: the operator’s card has no e-mail address. Fill it in there."),
        ),
    )


def _missing(facts: TransferNoticeFacts) -> list[Missing]:
    checks = (
        *_card_checks(facts),
        (
            not facts.transfers,
            "transfers",
            N_("Choose the transfers the notice is about."),
        ),
        (
            facts.assessed_on is None,
            "assessment",
            N_("Item 7: no assessment is recorded. Assess the recipients first."),
        ),
        (
            facts.assessed_on is not None and facts.assessed_on > facts.day,
            "assessment",
            N_("The assessment comes before the notice, not after it."),
        ),
    )
    lacks = [Missing(message, where) for wrong, where, message in checks if wrong]
    if facts.unassessed:
        message = N_(
            "Item 7: the assessment does not cover {codes}. Assess their recipients first."
        )
        lacks.append(Missing(message, "assessment", {"codes": ", ".join(facts.unassessed)}))
    return [*card_lacks(facts), *lacks, *information_lacks(facts.parties)]


def _insufficient(facts: TransferNoticeFacts) -> bool:
    return any(party.sufficient == "not_enough" for party in facts.parties)


_NOTICE = Form(
    id="transfer_notice",
    version=1,
    series="notice",
    facts=TransferNoticeFacts,
    blocks=(
        Heading("transfer_notice.title", "transfer_notice.subject"),
        Clause("transfer_notice.intro"),
        Point("1", "transfer_notice.item1"),
        Fields(
            (
                ("field.operator", "operator"),
                ("field.address", "address"),
                ("transfer_notice.inn", "inn"),
                ("transfer_notice.ogrn", "ogrn"),
                ("transfer_notice.notice22", "notice22"),
                ("transfer_notice.register_number", "register_number"),
            )
        ),
        Point("2", "transfer_notice.item2"),
        Fields(
            (
                ("transfer_notice.responsible", "responsible"),
                ("transfer_notice.phone", "responsible_phone"),
                ("transfer_notice.post", "responsible_address"),
                ("transfer_notice.email", "responsible_email"),
            )
        ),
        Point("3", "transfer_notice.item3", "transfer_notice.grounds"),
        Point("4", "transfer_notice.item4", "transfer_notice.data"),
        Fields(
            (
                ("transfer_notice.special", "special"),
                ("transfer_notice.biometric", "biometric"),
            )
        ),
        Point("5", "transfer_notice.item5", "transfer_notice.groups"),
        Point("6", "transfer_notice.item6", "transfer_notice.states"),
        Clause("transfer_notice.recipients"),
        Grid(
            columns=tuple(
                f"transfer_notice.col.{name}" for name in ("order", "name", "place", "contacts")
            ),
            widths=(0.06, 0.3, 0.34, 0.3),
            rows=_recipients,
        ),
        Point("7", "transfer_notice.item7", "transfer_notice.assessed"),
        Clause("transfer_notice.insufficient", shown=_insufficient),
        Editable("more"),
        SIGNED_BY_OPERATOR,
    ),
    values=_values,
    missing=_missing,
    passages=("more",),
)

FORMS = (_NOTICE,)
