# SPDX-License-Identifier: Apache-2.0
"""Facts for the papers of a destruction: a commission of three in Moscow, a trader alone in Nha Trang.

Everybody and everything named here is invented.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from desk.domain.act_papers import (
    ActKept,
    ActLine,
    ActPart,
    ActProcessor,
    ActSigner,
    ActSupplementFacts,
    CommissionOrderFacts,
    DestructionActFacts,
    ExtractLine,
    JournalActsFacts,
    JournalExtractFacts,
    NoticeThirdPartyFacts,
)
from desk.domain.disclosures import DisclosureLine, JournalDisclosuresFacts
from desk.domain.harm import ActCase, HarmAssessmentFacts
from desk.domain.harm import order as order_178
from desk.domain.operator import Operator
from desk.domain.paper import Addressee, Facts
from desk.domain.values import Both

SUBJECT = "Щёголева Анна Ильинична"
MOSCOW = Both("г. Москва", "Moscow")
CHAIRMAN = ActSigner(
    "chairman",
    "chairman",
    Both("Тихонова Мария Андреевна", "Maria Andreevna Tikhonova"),
    Both("заместитель генерального директора", "Deputy General Director"),
)
MEMBERS = (
    ActSigner(
        "member_1",
        "member",
        Both("Орлов Степан Игоревич", "Stepan Igorevich Orlov"),
        Both("главный бухгалтер", "Chief Accountant"),
    ),
    ActSigner(
        "member_2",
        "member",
        Both("Белкина Ольга Павловна", "Olga Pavlovna Belkina"),
        Both("системный администратор", "System Administrator"),
    ),
)
SUBSTITUTE = ActSigner(
    "substitute_1",
    "substitute",
    Both("Зимин Пётр Львович", "Pyotr Lvovich Zimin"),
    Both("юрисконсульт", "Legal Counsel"),
)
APPROVER = ActSigner(
    "approver",
    "approver",
    Both("П. С. Громов", "P. Gromov"),
    Both("Генеральный директор", "General Director"),
)
TRADER_ALONE = ActSigner(
    "operator", "alone", Both("Перелётов Илья", "Ilya Pereletov"), Both("Оператор", "Operator")
)
NAME_PHONE = Both(
    "фамилия, имя, отчество; номер телефона; адрес электронной почты",
    "full name; telephone number; e-mail address",
)
DATABASE = Both("База клиентов", "Client database")
DESK = Both("Программа учёта Desk", "Desk program")
FOLDER = Both("Анкеты клиентов, папка № 4", "Client questionnaires, folder No. 4")
KEPT = (
    ActKept(
        Both("Договор и акты оказанных услуг", "Contract and acceptance certificates"),
        Both(
            "статья 29 Федерального закона от 06.12.2011 № 402-ФЗ «О бухгалтерском учёте»",
            "Article 29 of Federal Law No. 402-FZ of 6 December 2011 “On Accounting”",
        ),
        Both("по 31 декабря 2031 г.", "until 31 December 2031"),
    ),
    ActKept(
        Both(
            "Материалы дела об уничтожении: отзыв согласия, настоящий акт, выгрузка из журнала",
            "Case file: withdrawal of consent, this act, log extract",
        ),
        Both(
            "часть 7 статьи 21 Федерального закона № 152-ФЗ, пункт 8 Требований",
            "Article 21(7) of Federal Law No. 152-FZ, item 8 of the Requirements",
        ),
        Both("по 30 ноября 2029 г.", "until 30 November 2029"),
    ),
)
CAUSED = date(2026, 11, 22)
DONE = date(2026, 11, 30)


def head(operator: Operator, number: str) -> dict[str, object]:
    """What every paper has."""
    return {
        "operator": operator,
        "number": number,
        "day": date(2026, 12, 1),
        "issued_at": datetime(2026, 12, 1, 9, 30, tzinfo=UTC),
        "journal_head": "5f0c" * 16,
    }


def part(subject: str = SUBJECT, **over: object) -> ActPart:
    """Records deleted from the client database."""
    base: dict[str, object] = {
        "subject": subject,
        "categories": NAME_PHONE,
        "system": DATABASE,
        "method": "delete_records",
        "done": DONE,
    }
    return ActPart(**base | over)  # type: ignore[arg-type]  # any field of the part


def paper_part(subject: str = SUBJECT, sheets: int = 2, **over: object) -> ActPart:
    """A questionnaire shredded."""
    own: dict[str, object] = {
        "system": Both(),
        "carrier": FOLDER,
        "sheets": sheets,
        "method": "shred",
    }
    return part(subject, **own | over)


def order(operator: Operator) -> Facts:
    """The order on a commission of three with a substitute and an approver."""
    return CommissionOrderFacts(
        **head(operator, "order/2026-001"),  # type: ignore[arg-type]  # what every paper has
        place=MOSCOW,
        members=(CHAIRMAN, *MEMBERS, SUBSTITUTE),
        since=date(2026, 3, 2),
        approver=APPROVER,
    )


def act(operator: Operator, **over: object) -> DestructionActFacts:
    """An act of mixed processing, signed by three, with a processor and what stays."""
    base: dict[str, object] = {
        **head(operator, "act/2026-003"),
        "destruction_number": "destruction/2026-001",
        "request_number": "request/2026-014",
        "place": MOSCOW,
        "order": Both("№ 03/2026-001 от 2 марта 2026 г.", "No. 03/2026-001 of 2 March 2026"),
        "signers": (CHAIRMAN, *MEMBERS),
        "approver": APPROVER,
        "subjects": (SUBJECT,),
        "parts": (
            part(),
            paper_part(
                deviation=Both(
                    "по плану 1 лист; найден второй", "1 sheet planned; a second one was found"
                )
            ),
            part(
                categories=Both("адрес электронной почты", "e-mail address"),
                system=Both("Сервис рассылок «Голубь»", "Mailing service Golub"),
                processor=Both("ООО «Голубь»", "Golub LLC"),
            ),
            part(system=DESK),
        ),
        "processors": (
            ActProcessor(
                Both("ООО «Голубь»", "Golub LLC"),
                "420111, г. Казань, ул. Примерная, д. 8",
                Both("уничтожение подтверждено 28.11.2026", "destruction confirmed on 28 Nov 2026"),
            ),
        ),
        "method": "mixed",
        "cause": "withdrawal",
        "caused": CAUSED,
        "done": DONE,
        "kept": KEPT,
        "logs": (
            (DATABASE, Both("выгрузка № 05/2026-001", "extract No. 05/2026-001")),
            (
                Both("Сервис рассылок «Голубь»", "Mailing service Golub"),
                Both(
                    "журнал недоступен; сведения внесены в настоящий акт",
                    "no log available; the particulars are entered in this act",
                ),
            ),
            (DESK, Both("выгрузка № 05/2026-002", "extract No. 05/2026-002")),
        ),
        "counts": (("card", 1), ("letters", 3), ("consents", 1), ("index", 5)),
        "keep_until": date(2029, 11, 30),
        "enclosures": (
            Both("выгрузка из журнала № 05/2026-001", "log extract No. 05/2026-001"),
            Both("выгрузка из журнала № 05/2026-002", "log extract No. 05/2026-002"),
        ),
    }
    return DestructionActFacts(**base | over)  # type: ignore[arg-type]  # any field of the facts


def alone(operator: Operator, **over: object) -> DestructionActFacts:
    """An act of a trader who destroyed alone and without paper."""
    base: dict[str, object] = {
        "place": Both("г. Нячанг", "Nha Trang"),
        "order": Both(),
        "alone": True,
        "signers": (TRADER_ALONE,),
        "approver": None,
        "parts": (part(), part(system=DESK)),
        "processors": (),
        "method": "automated",
        "kept": (),
        "logs": (
            (DATABASE, Both("выгрузка № 05/2026-001", "extract No. 05/2026-001")),
            (DESK, Both("выгрузка № 05/2026-002", "extract No. 05/2026-002")),
        ),
    }
    return act(operator, **base | over)


def extract(operator: Operator, *subjects: str) -> Facts:
    """The desk's own extract: one line a person."""
    lines = tuple(
        ExtractLine(
            at=datetime(2026, 11, 30, 11, 5, order, tzinfo=UTC),
            subject=name,
            categories=NAME_PHONE,
            system=DESK,
            cause="withdrawal",
            done=DONE,
            entry=f"{814 + order} · 9c41f07a22be",
        )
        for order, name in enumerate(subjects or (SUBJECT,))
    )
    return JournalExtractFacts(
        **head(operator, "extract/2026-002"),  # type: ignore[arg-type]  # what every paper has
        destruction_number="destruction/2026-001",
        act_number="act/2026-003",
        act_date=date(2026, 12, 1),
        system=DESK,
        lines=lines,
        signer=MEMBERS[1],
    )


def letter(operator: Operator, action: str = "destroy", **over: object) -> NoticeThirdPartyFacts:
    """To the processor of mailings."""
    base: dict[str, object] = {
        **head(operator, "notice/2026-011"),
        "addressee": Addressee(
            organisation=Both("ООО «Голубь»", "Golub LLC"),
            address="420111, г. Казань, ул. Примерная, д. 8",
            email="pdn@golub.example",
        ),
        "request_number": "",
        "received": CAUSED,
        "action": action,
        "subjects": (SUBJECT,),
        "categories": NAME_PHONE,
        "role": "processor",
        "contract": Both("договор от 14.05.2025 № 7", "contract No. 7 of 14 May 2025"),
        "basis": Both(
            "ч. 5 ст. 21 Федерального закона № 152-ФЗ", "Art. 21(5) of Federal Law No. 152-FZ"
        ),
        "confirm_by": date(2026, 12, 11),
    }
    return NoticeThirdPartyFacts(**base | over)  # type: ignore[arg-type]  # any field of the facts


def _handed(operator: Operator) -> Facts:
    line = DisclosureLine(
        order=1,
        day="2026-11-12",
        recipient=Both("Федеральная налоговая служба", "Federal Tax Service"),
        address="",
        ground=Both(
            "статья 93.1 Налогового кодекса РФ, требование № 5",
            "Article 93.1 of the Tax Code of Russia, demand No. 5",
        ),
        data=Both("фамилия, имя, отчество; ИНН", "full name; INN"),
        purpose=Both("налоговая проверка", "tax audit"),
        about=Both("все работники", "all employees"),
        reference="",
    )
    return JournalDisclosuresFacts(
        operator=operator,
        number="journal/2026-003",
        day=date(2026, 12, 1),
        since=date(2026, 11, 1),
        until=date(2026, 11, 30),
        lines=(line,),
    )


def harm(operator: Operator) -> Facts:
    """A case the register holds and one that was answered."""
    cases = {each.id: each for each in order_178().cases}
    records = {
        "foreign_processor": Both("Компания «Пример»", "Primer CRM Inc."),
        "additional_purposes": Both(),
    }
    return HarmAssessmentFacts(
        **head(operator, "act/2026-005"),  # type: ignore[arg-type]  # what every paper has
        assessed=date(2026, 11, 20),
        degree="high",
        lines=tuple(
            ActCase(cases[id].title, cases[id].norm, cases[id].degree.value, of)
            for id, of in records.items()
        ),
        signers=(replace(CHAIRMAN, slot="assessor_1", role="operator"),),
    )


def journal(operator: Operator) -> Facts:
    """Two acts, one of a trader's kind without a log."""
    lines = (
        ActLine(
            order=1,
            act="act/2026-002",
            act_day="2026-11-12",
            cause="keep_expired",
            subjects="400",
            categories=Both("анкетные данные соискателей", "applicants’ questionnaires"),
            places=Both(
                "Анкеты соискателей, папка № 2 (800 л.)", "Applicants, folder No. 2 (800 sheets)"
            ),
            methods=("shred",),
            done="2026-11-11",
            extract="",
            commission=Both(
                "Тихонова М. А.\nОрлов С. И.\nБелкина О. П.", "M. Tikhonova\nS. Orlov\nO. Belkina"
            ),
            keep_until="2029-11-11",
            state="certified",
        ),
        ActLine(
            order=2,
            act="act/2026-003",
            act_day="2026-12-01",
            cause="withdrawal",
            subjects=SUBJECT,
            categories=NAME_PHONE,
            places=Both(
                "Анкеты клиентов, папка № 4 (2 л.); База клиентов",
                "Clients, folder No. 4 (2 sheets); client database",
            ),
            methods=("shred", "delete_records"),
            done="2026-11-30",
            extract="extract/2026-001",
            commission=Both(
                "Тихонова М. А.\nОрлов С. И.\nБелкина О. П.", "M. Tikhonova\nS. Orlov\nO. Belkina"
            ),
            keep_until="2029-11-30",
            state="told",
        ),
    )
    return JournalActsFacts(
        **head(operator, "journal/2026-002"),  # type: ignore[arg-type]  # what every paper has
        since=date(2026, 11, 1),
        until=date(2026, 12, 31),
        lines=lines,
    )


def supplement(operator: Operator, *, by_commission: bool) -> ActSupplementFacts:
    """One more letter had come after the act."""
    return ActSupplementFacts(
        operator=operator,
        day=date(2026, 11, 30),
        act_number="act/2026-003",
        act_date=date(2026, 11, 27),
        erased_on=date(2026, 11, 30),
        lines=(("requests", 1, 2), ("letters", 3, 4)),
        signers=(CHAIRMAN, *MEMBERS) if by_commission else (TRADER_ALONE,),
    )


def act_samples(operator: Operator, *, by_commission: bool) -> dict[str, Facts]:
    """Facts of each paper of a destruction."""
    return {
        "commission_order": order(operator),
        "destruction_act": act(operator) if by_commission else alone(operator),
        "journal_extract": extract(operator),
        "notice_third_party": letter(operator),
        "journal_acts": journal(operator),
        "harm_assessment": harm(operator),
        "journal_disclosures": _handed(operator),
        "act_supplement": supplement(operator, by_commission=by_commission),
    }
