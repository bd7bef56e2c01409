# SPDX-License-Identifier: Apache-2.0
"""Invented operators, people and requests in one line each; nobody here exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from desk.domain.kinds import ApplicantRole, Channel, DemandKind, OperatorKind
from desk.domain.operator import Operator
from desk.domain.registers import PurposeFields
from desk.domain.request import Intake, PersonFields
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.services.register.registers import categories, fill_lists, groups
from desk.services.request import requests

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def operator_trader(**over: Any) -> Operator:
    """A sole trader with everything papers need (the numbers are well-formed, not issued)."""
    return replace(
        Operator(
            kind=OperatorKind.TRADER,
            name=Both("Индивидуальный предприниматель Образцова Вера Примеровна", "Sole trader Vera Obraztsova"),
            short_name=Both("ИП Образцова В. П.", "ST Obraztsova"),
            inn="250000000103",
            ogrn="309250000000013",
            notice_number="77-26-000001",
            notice_date="2026-02-03",
            register_number="77-26-000001",
            brand="Пример-курс",
            address=Both("101000, г. Москва, ул. Примерная, д. 1, кв. 1", "1 Primernaya St, apt. 1, Moscow, 101000"),
            request_email="data@example.com",
            phone="+7 495 000-00-00",
            sites=("https://example.com",),
            responsible_post=Both("Индивидуальный предприниматель", "Sole trader"),
            responsible_name=Both("Образцова В. П.", "V. Obraztsova"),
            signer_post=Both("Индивидуальный предприниматель", "Sole trader"),
            signer_name=Both("Образцова В. П.", "V. Obraztsova"),
            duties=Both("Назначен ответственный, издана политика.", "A responsible person is appointed, a policy is published."),
        ),
        **over,
    )  # fmt: skip


def operator_company(**over: Any) -> Operator:
    """A small company with everything papers need."""
    return replace(
        operator_trader(),
        **{
            "kind": OperatorKind.LEGAL,
            "name": Both("Общество с ограниченной ответственностью «Пример»", "Primer LLC"),
            "short_name": Both("ООО «Пример»", "Primer LLC"),
            "inn": "7700000129",
            "kpp": "773601001",
            "ogrn": "1027700000129",
            "responsible_post": Both("Ответственный за обработку", "Data protection lead"),
            "signer_post": Both("Генеральный директор", "General Director"),
            **over,
        },
    )


def person(**over: Any) -> PersonFields:
    """A subject."""
    return replace(
        PersonFields(name="Щёголева Анна Ильинична", email="anna@example.org", phone="+7 900 000-00-01"),
        **over,
    )  # fmt: skip


def intake(**over: Any) -> Intake:
    """A request for access by e-mail, received on Friday 20 November 2026, 12:30 in Moscow."""
    return replace(
        Intake(
            received=MOMENT,
            channel=Channel.EMAIL,
            demands=(DemandKind.ACCESS,),
            subject=person(),
            summary="Просит сообщить, какие данные обрабатываются",
            text="Прошу сообщить, какие мои персональные данные вы обрабатываете.",
        ),
        **over,
    )


def from_regulator(**over: Any) -> Intake:
    """A request of the regulator for information, by post."""
    told: dict[str, Any] = {
        "role": ApplicantRole.RKN,
        "channel": Channel.POST,
        "applicant": person(name="", email="rkn@example.org"),
        "demands": (DemandKind.REGULATOR_INFORMATION,),
    }
    return intake(**{**told, **over})


def own_finding(**over: Any) -> Intake:
    """Unlawful processing the operator found himself, of nobody in particular."""
    told: dict[str, Any] = {
        "role": ApplicantRole.NOBODY,
        "channel": Channel.OWN,
        "demands": (DemandKind.CLAIM_UNLAWFUL,),
        "subject": PersonFields(),
    }
    return intake(**{**told, **over})


def register(desk: Desk, **over: Any) -> int:
    """A request that was registered; who asks is settled, where it is the subject."""
    asked = intake(**over)
    id = requests.register_request(desk, asked)
    if asked.role is ApplicantRole.SUBJECT:
        requests.confirm_identity(desk, id, "по адресу из договора")
    return id


def purpose_fields(desk: Desk, **over: Any) -> PurposeFields:
    """Answering enquiries of visitors of the site, by consent."""
    fill_lists(desk)
    data = {each.code: each.id for each in categories(desk)}
    people = {each.code: each.id for each in groups(desk)}
    fields = PurposeFields(
        code="enquiries",
        title=Both("Ответы на обращения с сайта", "Answering enquiries from the site"),
        groups=(people["site_visitors"],),
        categories=(data["name"], data["email"], data["message"]),
        grounds=("6.1.1",),
        actions=("collect", "store", "use", "destroy"),
        keep_term="30 days",
    )
    return replace(fields, **over)
