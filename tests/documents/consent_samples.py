# SPDX-License-Identifier: Apache-2.0
"""Facts for the papers of consents: a subject of a trader and of a company, a cloud abroad, a mailing service.

Everybody and everything named here is invented.
"""

from __future__ import annotations

from datetime import date

from desk.domain.consent_papers import (
    CollectionNoticeFacts,
    ConsentDisseminationFacts,
    ConsentLine,
    ConsentMarketingFacts,
    ConsentPaperFacts,
    ConsentTransferFacts,
    NoticePurpose,
    Party,
    RegisterConsentsFacts,
    SourceNoticeFacts,
    WithdrawalFacts,
)
from desk.domain.operator import Operator
from desk.domain.paper import Addressee, Facts
from desk.domain.values import Both
from tests.documents.act_samples import SUBJECT, head

ADDRESS = "344002, г. Ростов-на-Дону, ул. Садовая, д. 5, кв. 11"
CONTACT = "anna@example.org"
NAME = Both("фамилия, имя, отчество", "full name")
MAIL = Both("адрес электронной почты", "e-mail address")
PHONE = Both("номер телефона", "telephone number")
PHOTO = Both("фотографическое изображение", "photograph")
POST = Both("должность", "position")
HEALTH = Both("сведения о состоянии здоровья", "data on health")
USUAL = (
    "collect",
    "record",
    "systematise",
    "accumulate",
    "store",
    "clarify",
    "retrieve",
    "use",
    "transfer",
    "block",
    "delete",
    "destroy",
)
GOLUB = Party(Both("ООО «Голубь»", "Golub LLC"), "420111, г. Казань, ул. Примерная, д. 8")
KLEN = Party(
    Both("KLEN SOFT LLC", "KLEN SOFT LLC"),
    "100 Example Road, San Mateo, CA 94401",
    Both("Соединённые Штаты", "United States"),
    listed=False,
)
HANOI = Party(
    Both("SEN CLOUD JSC", "SEN CLOUD JSC"),
    "12 Hai Ba Trung, Hanoi",
    Both("Вьетнам", "Vietnam"),
    listed=True,
)
LIST = Both(
    "приказ Роскомнадзора от 05.08.2022 № 128", "Roskomnadzor Order No. 128 of 5 August 2022"
)
TERM = Both("до 31 декабря 2027 г.", "until 31 December 2027")
_PURPOSE = Both(
    "подготовка и ведение проектов внедрения CRM по заявкам клиентов",
    "preparing and running CRM projects on clients’ applications",
)
_CONSENT_GROUND = Both(
    "согласие субъекта (п. 1 ч. 1 ст. 6 Закона)", "consent of the subject (Art. 6(1)(1) of the Law)"
)
_CONTRACT_GROUND = Both(
    "договор с субъектом (п. 5 ч. 1 ст. 6 Закона)",
    "contract with the subject (Art. 6(1)(5) of the Law)",
)


def consent_facts(operator: Operator, **over: object) -> dict[str, object]:
    """What every consent says."""
    return {
        **head(operator, "consent_form/2026-007"),
        "subject_name": SUBJECT,
        "subject_address": ADDRESS,
        "subject_contact": CONTACT,
        "purpose": _PURPOSE,
        "data": (NAME, MAIL, PHONE),
        "actions": USUAL,
        "method": "mixed",
        "networks": "both",
        "processors": (GOLUB,),
        "term": TERM,
        **over,
    }


def dissemination(operator: Operator, **over: object) -> ConsentDisseminationFacts:
    """Names and pictures of people on the page about the team."""
    return ConsentDisseminationFacts(
        **consent_facts(
            operator,
            purpose=Both(
                "рассказ о сотрудниках на сайте Оператора", "presenting the team on the website"
            ),
            data=(NAME, POST, PHOTO),
            resources=("https://www.yasnye.example/about/team.html",),
        )
        | over
    )  # type: ignore[arg-type]  # any field of the facts


def _purposes() -> tuple[NoticePurpose, ...]:
    return (
        NoticePurpose(
            _PURPOSE,
            _CONTRACT_GROUND,
            Both("фамилия, имя, отчество; номер телефона", "full name; telephone number"),
            USUAL,
            Both(
                "срок договора и три года после него", "term of the contract and three years more"
            ),
            (GOLUB,),
        ),
        NoticePurpose(
            Both("рассылка новостей об услугах", "sending news about the services"),
            _CONSENT_GROUND,
            MAIL,
            ("collect", "record", "store", "use", "transfer", "delete", "destroy"),
            Both("до отзыва согласия", "until the consent is withdrawn"),
            (GOLUB, HANOI),
        ),
    )


def _lines() -> tuple[ConsentLine, ...]:
    return (
        ConsentLine(
            order=1, number="consent/2026-031", subject=SUBJECT, kind="processing", written=True,
            purpose=_PURPOSE, data=Both("фамилия, имя, отчество; номер телефона", "full name; telephone number"),
            given="2026-11-03", way="paper", text="2026-1; 3c5e0d7a91f2", valid_until="2027-12-31", withdrawn="",
            further=Both(), ended="", stored="папка № 4",
        ),
        ConsentLine(
            order=2, number="consent/2026-032", subject="Лапин Егор Олегович", kind="marketing", written=False,
            purpose=Both("рассылка новостей об услугах", "sending news about the services"), data=MAIL,
            given="2026-11-09T14:20:00+03:00", way="site_form", text="2026-2; 9b0f44c1a7d3", valid_until="",
            withdrawn="2026-11-20", further=_CONTRACT_GROUND, ended="2026-11-30", stored="https://yasnye.example",
        ),
    )  # fmt: skip


def consent_samples(operator: Operator) -> dict[str, Facts]:
    """Facts of each paper of consents."""
    notice = head(operator, "notice/2026-010")
    facts: dict[str, Facts] = {
        "consent": ConsentPaperFacts(**consent_facts(operator, special=(HEALTH,))),  # type: ignore[arg-type]
        "consent_transfer": ConsentTransferFacts(
            **consent_facts(operator),  # type: ignore[arg-type]
            recipients=(KLEN, HANOI),
            list_version=LIST,
            list_day=date(2026, 12, 1),
            consequences=Both(
                "Оператор не сможет вести проект в облачной CRM; заявку можно оставить по телефону.",
                "The Operator cannot run the project in the cloud CRM; an application may be made by telephone.",
            ),
        ),
        "consent_dissemination": dissemination(operator),
        "consent_marketing": ConsentMarketingFacts(
            **consent_facts(  # type: ignore[arg-type]
                operator,
                purpose=Both("рассылка новостей об услугах", "sending news about the services"),
                data=(NAME, MAIL),
            )
        ),
        "withdrawal": WithdrawalFacts(
            **head(operator, "consent_form/2026-008"),  # type: ignore[arg-type]
            subject_name=SUBJECT,
            subject_address=ADDRESS,
            subject_contact=CONTACT,
            consent_number="consent/2026-031",
            consent_day=date(2026, 11, 3),
            purpose=_PURPOSE,
            demands=("withdraw",),
        ),
        "collection_notice": CollectionNoticeFacts(
            **notice,  # type: ignore[arg-type]
            point=Both("Форма заявки на сайте", "Application form on the website"),
            address="https://yasnye.example/zayavka",
            policy_link="https://yasnye.example/policy",
            purposes=_purposes(),
            country=Both("Россия", "Russia"),
        ),
        "source_notice": SourceNoticeFacts(
            **notice,  # type: ignore[arg-type]
            addressee=Addressee(
                Both("Щёголевой Анне Ильиничне", "Anna Shchyogoleva"), ADDRESS, CONTACT
            ),
            request_number="",
            received=date(2026, 11, 22),
            subject_name=SUBJECT,
            purposes=_purposes()[:1],
            users=Both("работники Оператора; ООО «Голубь»", "employees of the Operator; Golub LLC"),
            source="ООО «Голубь», 420111, г. Казань, ул. Примерная, д. 8",
        ),
        "register_consents": RegisterConsentsFacts(
            **head(operator, "journal/2026-002"),  # type: ignore[arg-type]
            since=date(2026, 11, 1),
            until=date(2026, 11, 30),
            lines=_lines(),
        ),
    }
    return facts
