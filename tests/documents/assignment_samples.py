# SPDX-License-Identifier: Apache-2.0
"""Facts for the papers of assignments: a mailing service in Kazan, a foreign cloud, the list of both.

Everybody and everything named here is invented.
"""

from __future__ import annotations

from datetime import date

from desk.domain.act_papers import ActSigner
from desk.domain.assignment_papers import ProcessingAssignmentFacts, ThirdPartiesFacts
from desk.domain.assignments import extras
from desk.domain.operator import Operator
from desk.domain.paper import Facts
from desk.domain.third_parties import ThirdParty
from desk.domain.values import Both
from tests.documents.act_samples import head
from tests.documents.consent_samples import GOLUB, HANOI, MAIL, NAME, PHONE, USUAL

NEWS = Both("направление новостей об услугах", "sending news about services")
CLIENTS = Both("клиенты", "clients")
SIGNER = ActSigner(
    "processor",
    "processor",
    Both("Нгуен Ван Бинь", "Nguyen Van Binh"),
    Both("директор", "Director"),
)


def assignment(operator: Operator) -> ProcessingAssignmentFacts:
    """To a foreign cloud, with every term beyond the law."""
    return ProcessingAssignmentFacts(
        **head(operator, "assignment/2026-001"),  # type: ignore[arg-type]  # what every paper has
        processor=HANOI.name,
        processor_address=HANOI.address,
        processor_country=HANOI.country,
        processor_contact="dpo@sen.example",
        operator_contact="pdn@yasnye.example",
        foreign=True,
        contract="12-2026",
        contract_date=date(2026, 2, 1),
        ground="consent",
        purposes=(NEWS, Both("ведение базы клиентов", "keeping the client database")),
        groups=(CLIENTS,),
        data=(NAME, MAIL, PHONE),
        actions=USUAL,
        since=date(2026, 12, 1),
        until=date(2027, 11, 30),
        extras=tuple(extras()),
        hours=12,
        sub_processors=(GOLUB.name,),
        signer=SIGNER,
    )


def third_parties(operator: Operator) -> ThirdPartiesFacts:
    """Two processors, and whom one of them engaged."""
    return ThirdPartiesFacts(
        **head(operator, "list/2026-001"),  # type: ignore[arg-type]  # what every paper has
        lines=(
            ThirdParty(
                "r1",
                GOLUB.name,
                GOLUB.address,
                Both("Россия", "Russia"),
                "email",
                purposes=(NEWS,),
                data=(NAME, MAIL),
            ),
            ThirdParty(
                "r2",
                HANOI.name,
                HANOI.address,
                HANOI.country,
                "cloud",
                purposes=(Both("ведение базы клиентов", "keeping the client database"),),
                data=(NAME, MAIL, PHONE),
            ),
            ThirdParty(
                "a1/1",
                Both("ООО «Дата-пример»", "Data Primer LLC"),
                "420111, г. Казань, ул. Примерная, д. 9",
                Both("Россия", "Russia"),
                does=Both("Размещение серверов", "Hosting of servers"),
                engaged=GOLUB.name,
            ),
        ),
    )


def assignment_samples(operator: Operator) -> dict[str, Facts]:
    """Facts of each paper of assignments."""
    return {
        "processing_assignment": assignment(operator),
        "third_parties": third_parties(operator),
    }
