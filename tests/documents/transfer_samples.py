# SPDX-License-Identifier: Apache-2.0
"""Facts for the papers of transfers abroad: a cloud in Hanoi, a client database in the USA.

Everybody and everything named here is invented.
"""

from __future__ import annotations

from datetime import date

from desk.domain.assessments import BanMeasure
from desk.domain.operator import Operator
from desk.domain.paper import Addressee, Facts
from desk.domain.transfer_papers import (
    PartyLine,
    RecipientQuestionnaireFacts,
    RegisterLine,
    RegisterTransfersFacts,
    TransferAssessmentFacts,
    TransferLine,
    TransferNoticeFacts,
)
from desk.domain.values import Both
from desk.services.paper.facts import AUTHORITY
from tests.documents.act_samples import head
from tests.documents.assignment_samples import CLIENTS, NEWS
from tests.documents.consent_samples import HANOI, HEALTH, KLEN, MAIL, NAME, PHONE

USA, VIETNAM = Both("Соединённые Штаты", "United States"), Both("Вьетнам", "Vietnam")
BASE = Both("ведение базы клиентов", "keeping the client database")
LIST = Both("РКН № 128 от 05.08.2022", "RKN No. 128 of 5 August 2022")
LINES = (
    TransferLine(
        "t1",
        KLEN.name,
        USA,
        BASE,
        (NAME, MAIL, PHONE),
        (CLIENTS,),
        "contract",
        Both("договор оказания услуг № 12 от 01.02.2026", "service contract No. 12 of 1 Feb 2026"),
        Both("программный интерфейс", "API"),
    ),
    TransferLine("t2", HANOI.name, VIETNAM, NEWS, (NAME, MAIL), (CLIENTS,), "consent"),
)
PARTIES = (
    PartyLine(
        KLEN.name,
        KLEN.address,
        USA,
        "processor",
        listed=False,
        contract="12-2026",
        contract_date=date(2026, 2, 1),
        measures="Шифрование при передаче и хранении, доступ по ролям, журнал действий.",
        termination="В течение 30 дней после прекращения договора, по требованию — в течение 10 дней.",
        law="Единого закона нет; закон штата Калифорния, надзор — агентство штата.",
        contacts="privacy@klen.example, +1 650 555 0100",
        came="2026-11-10",
        source="Письмо от 10.11.2026",
        sufficient="partly",
        feasible="partly",
        remark="Резервные копии уничтожаются через 90 дней.",
    ),
    PartyLine(
        HANOI.name,
        HANOI.address,
        VIETNAM,
        "recipient",
        listed=True,
        measures="Доступ только из сети организации.",
        termination="По окончании договора.",
        contacts="dpo@sen.example",
        came="2026-11-12",
        sufficient="enough",
        feasible="full",
    ),
)


def questionnaire(operator: Operator) -> RecipientQuestionnaireFacts:
    """To a recipient off the list."""
    return RecipientQuestionnaireFacts(
        **head(operator, "notice/2026-004"),  # type: ignore[arg-type]  # what every paper has
        addressee=Addressee(
            organisation=KLEN.name, address=KLEN.address, email="privacy@klen.example"
        ),
        country=USA,
        country_code="US",
        listed=False,
        contract="12-2026",
        contract_date=date(2026, 2, 1),
        purposes=(BASE,),
        data=(NAME, MAIL, PHONE),
        groups=(CLIENTS,),
        answer_by=date(2026, 12, 10),
    )


def assessment(operator: Operator) -> TransferAssessmentFacts:
    """Of both recipients."""
    return TransferAssessmentFacts(
        **head(operator, "assessment/2026-001"),  # type: ignore[arg-type]  # what every paper has
        assessed_on=date(2026, 11, 16),
        assessor=Both("Щёголев Иван Петрович", "Ivan Shchegolev"),
        assessor_post=Both("юрист", "Lawyer"),
        transfers=LINES,
        parties=PARTIES,
        left_out=Both("сведения о состоянии здоровья", "data on health"),
        list_version=LIST,
        conclusion=Both("Передача допустима.", "The transfer is acceptable."),
        measures=tuple(BanMeasure),
        risk=Both(
            "резервные копии получателя хранятся до 90 дней",
            "the recipient’s backups are kept up to 90 days",
        ),
        enclosures=(Both("условия-2026-11-10.pdf", "условия-2026-11-10.pdf"),),
    )


def notice(operator: Operator) -> TransferNoticeFacts:
    """Of two transfers with different data."""
    return TransferNoticeFacts(
        **head(operator, "notice/2026-005"),  # type: ignore[arg-type]  # what every paper has
        addressee=Addressee(organisation=AUTHORITY),
        notice22="100012345",
        notice22_date=date(2025, 5, 20),
        responsible=Both("Щёголев Иван Петрович, юрист", "Ivan Shchegolev, Lawyer"),
        responsible_phone="+7 863 000-00-00",
        responsible_address=operator.address,
        responsible_email="pdn@yasnye.example",
        transfers=LINES,
        parties=PARTIES,
        special=(HEALTH,),
        assessed_on=date(2026, 11, 16),
    )


def register(operator: Operator) -> RegisterTransfersFacts:
    """One that was stopped, one that flows."""
    common = {
        "list_version": LIST,
        "groups": CLIENTS,
        "told": "2026-11-10",
        "assessed": "2026-11-16",
        "number": "100400123",
        "key": "a1b2c3",
        "sent": "2026-11-17",
    }
    return RegisterTransfersFacts(
        **head(operator, "journal/2026-004"),  # type: ignore[arg-type]  # what every paper has
        since=date(2026, 1, 1),
        until=date(2026, 12, 31),
        lines=(
            RegisterLine(
                order=1,
                code="t1",
                recipient=KLEN.name,
                country=USA,
                country_code="US",
                listed=False,
                purpose=BASE,
                ground="contract",
                ground_words=LINES[0].ground_words,
                data=Both("фамилия, имя, отчество; номер телефона", "full name; telephone number"),
                way=LINES[0].way,
                service="crm",
                opens="",
                decision="prohibited",
                decided="2026-11-25",
                ended="2026-11-25",
                destroyed="2026-12-05",
                **common,  # type: ignore[arg-type]  # days and texts
            ),
            RegisterLine(
                order=2,
                code="t2",
                recipient=HANOI.name,
                country=VIETNAM,
                country_code="VN",
                listed=True,
                purpose=NEWS,
                ground="consent",
                ground_words=Both(),
                data=Both("фамилия, имя, отчество", "full name"),
                way=Both(),
                service="cloud",
                opens="2026-11-17",
                decision="",
                decided="",
                ended="",
                destroyed="",
                **common,  # type: ignore[arg-type]  # days and texts
            ),
        ),
    )


def transfer_samples(operator: Operator) -> dict[str, Facts]:
    """Facts of each paper on transfers."""
    return {
        "recipient_questionnaire": questionnaire(operator),
        "transfer_assessment": assessment(operator),
        "transfer_notice": notice(operator),
        "register_transfers": register(operator),
    }
