# SPDX-License-Identifier: Apache-2.0
"""The ground a destruction stands on, put into the tables: one purpose by consent, one by contract, places, people."""

from __future__ import annotations

import json
from dataclasses import dataclass

from desk.domain.destruction import CommissionFields, MemberFields, MemberRole
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.services.persons import add_person
from desk.storage.models import (
    Carrier,
    Category,
    Holding,
    HoldingCarrier,
    Purpose,
    PurposeCategory,
    Recipient,
    System,
)
from tests.factories import person


@dataclass(frozen=True)
class Ground:
    """Ids of what was put there."""

    name: int
    phone: int
    newsletter: int
    contract: int
    crm: int
    own: int
    cabinet: int
    stick: int
    processor: int
    partner: int


def lay(desk: Desk) -> Ground:
    """Two categories, two purposes, the desk and a CRM, a paper carrier and a stick, a processor and a partner."""
    with desk.database.atomic():
        name, phone = (
            Category.create(code=code, title_ru=ru, title_en=en, class_="ordinary").id
            for code, ru, en in (
                ("name", "фамилия, имя, отчество", "full name"),
                ("phone", "номер телефона", "telephone number"),
            )
        )
        newsletter = purpose("newsletter", "Рассылка новостей", "Newsletter", ["6.1.1"])
        contract = purpose(
            "contract", "Исполнение договора", "Performance of the contract", ["6.1.5"]
        )
        for each in (newsletter, contract):
            for category in (name, phone):
                PurposeCategory.create(purpose=each, category=category)
        crm = System.create(
            code="crm", title_ru="CRM «Пример»", title_en="Primer CRM", country="RU",
            tenure="rented", own_log=1,
        ).id  # fmt: skip
        own = System.create(
            code="desk", title_ru="Desk", title_en="Desk", country="RU", tenure="own", is_desk=1
        ).id
        cabinet = Carrier.create(
            code="cabinet", kind="paper", title_ru="Анкеты в шкафу", title_en="Forms in the cabinet"
        ).id
        stick = Carrier.create(code="stick", kind="stick", title_ru="Флешка", title_en="Stick").id
        processor = recipient("kommo", "ООО «Облако»", "Oblako LLC", "processor")
        partner = recipient("partner", "ООО «Партнёр»", "Partner LLC", "recipient")
    return Ground(name, phone, newsletter, contract, crm, own, cabinet, stick, processor, partner)


def purpose(code: str, ru: str, en: str, grounds: list[str]) -> int:
    return Purpose.create(
        code=code, edition=1, title_ru=ru, title_en=en, grounds=json.dumps(grounds), actions="[]",
        method="mixed", since="2026-01-01", retention_ru="до отзыва", retention_en="until withdrawn",
    ).id  # fmt: skip


def recipient(code: str, ru: str, en: str, role: str) -> int:
    return Recipient.create(
        code=code, name_ru=ru, name_en=en, role=role, country="RU", country_confirmed=1,
        address="101000, г. Москва, ул. Примерная, д. 2", purposes='["newsletter"]',
        contract="Поручение № 7", contract_date="2026-02-01",
    ).id  # fmt: skip


def subject(desk: Desk, name: str = "Щёголева Анна Ильинична") -> int:
    """A card."""
    with desk.database.atomic():
        made = add_person(desk, person(name=name, address="101000, г. Москва, ул. Примерная, д. 3"))
    assert made.id is not None
    return made.id


def held(desk: Desk, places: Ground, who: int, /, **over: object) -> int:
    """A holding for the newsletter in the CRM and on twelve sheets of paper."""
    columns = {
        "person": who, "purpose": places.newsletter, "ground": "6.1.1",
        "categories": json.dumps([places.name, places.phone]), "systems": json.dumps([places.crm]),
        "since": "2026-03-01", **over,
    }  # fmt: skip
    sheets = columns.pop("sheets", 12)
    with desk.database.atomic():
        made = Holding.create(**columns)
        if sheets:
            HoldingCarrier.create(holding=made.id, carrier=places.cabinet, sheets=sheets)
    return made.id


def commission(**over: object) -> CommissionFields:
    """A chairman, two members, a substitute."""
    return CommissionFields(
        **{
            "ordered": "2026-11-02",
            "since": "2026-11-02",
            "place": Both("г. Москва", "Moscow"),
            "number": "7-К",
            "members": (
                member(MemberRole.CHAIRMAN, "Образцова Вера Павловна", "Vera Obraztsova", "Руководитель", "Head"),
                member(MemberRole.MEMBER, "Примеров Павел Павлович", "Pavel Primerov", "Бухгалтер", "Accountant"),
                member(MemberRole.MEMBER, "Вымышленная Ольга Олеговна", "Olga Vymyshlennaya", "Менеджер", "Manager"),
                member(MemberRole.SUBSTITUTE, "Запасной Захар Захарович", "Zakhar Zapasnoy", "Секретарь", "Secretary"),
            ),
            **over,
        }
    )  # fmt: skip


def member(role: MemberRole, ru: str, en: str, post_ru: str, post_en: str) -> MemberFields:
    return MemberFields(role, Both(ru, en), Both(post_ru, post_en))


def nobody_else(desk: Desk, id: int) -> None:
    """Say of everything that asks for it that nobody else has the data."""
    if asked := destructions.unshared(desk, id):
        destructions.answer_sharing(desk, id, dict.fromkeys(asked, ()))
