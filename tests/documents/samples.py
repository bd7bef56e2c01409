# SPDX-License-Identifier: Apache-2.0
"""Facts for every paper in two shapes: a trader in Nha Trang and a company in Moscow.

Everybody and everything named here is invented; the numbers are well-formed, not issued.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from desk.documents.catalogue import default_passages
from desk.domain.clients import NoticeKind
from desk.domain.kinds import OperatorKind
from desk.domain.operator import Operator
from desk.domain.paper import (
    DONE_ACTIONS,
    AcknowledgementFacts,
    Addressee,
    DemandLine,
    EmergencySheetFacts,
    ExtendedTerm,
    ExtensionNoticeFacts,
    Facts,
    InspectionRecordFacts,
    JournalLine,
    JournalRequestsFacts,
    JournalTerm,
    NoticeDoneFacts,
    RefusalFacts,
    ReplyAccessFacts,
    ReplyNotProcessedFacts,
    ReplyRegulatorFacts,
    RequestToCompleteFacts,
    Withheld,
)
from desk.domain.registers import RecipientRole
from desk.domain.transfer_reply import HomeLine, ReplyTransferFacts, TransferLine
from desk.domain.transfers import FlowWord
from desk.domain.values import Both
from tests.documents.act_samples import act_samples
from tests.documents.assignment_samples import assignment_samples
from tests.documents.client_samples import client_notice, client_samples
from tests.documents.consent_samples import consent_samples
from tests.documents.transfer_samples import transfer_samples

SHAPES = ("trader", "company")

TRADER = Operator(
    kind=OperatorKind.TRADER,
    name=Both("Перелётов Илья", "Ilya Pereletov"),
    foreign_tax_code="8012345678",
    brand="KlenCRM",
    principal="KLEN SOFT LLC",
    address=Both(
        "Вьетнам, 65000, провинция Кханьхоа, г. Нячанг, ул. Чанфу, д. 12",
        "12 Tran Phu Street, Nha Trang, Khanh Hoa, Vietnam, 65000",
    ),
    request_email="data@klencrm.example",
    sites=("https://klencrm.example",),
    time_zone="Asia/Ho_Chi_Minh",
)

COMPANY = Operator(
    kind=OperatorKind.LEGAL,
    name=Both("Общество с ограниченной ответственностью «Ясные решения»", "Yasnye Resheniya LLC"),
    short_name=Both("ООО «Ясные решения»", "Yasnye Resheniya LLC"),
    inn="7700000129",
    kpp="770701001",
    ogrn="1027700000129",
    notice_number="77-26-000123",
    notice_date="2026-02-03",
    register_number="77-26-000123",
    address=Both(
        "123022, г. Москва, 3-я Звёздная ул., д. 7, стр. 2, помещ. 4",
        "premises 4, bldg. 2, 7 3rd Zvyozdnaya Street, Moscow, 123022",
    ),
    request_address=Both("123022, г. Москва, а/я 15", "P.O. Box 15, Moscow, 123022"),
    request_email="pdn@yasnye.example",
    phone="+7 495 000-00-00",
    sites=("https://yasnye.example",),
    responsible_post=Both("Ответственный за организацию обработки", "Responsible person"),
    responsible_name=Both("Тихонова М. А.", "M. Tikhonova"),
    signer_post=Both("Генеральный директор", "General Director"),
    signer_name=Both("П. С. Громов", "P. Gromov"),
)

_ACCESS = Both(
    "ч. 3 ст. 14, ч. 1 ст. 20 Федерального закона № 152-ФЗ",
    "Art. 14(3) and 20(1) of Federal Law No. 152-FZ",
)
_WITHDRAW = Both(
    "ч. 5 ст. 21, ч. 2 ст. 9 Федерального закона № 152-ФЗ",
    "Art. 21(5) and 9(2) of Federal Law No. 152-FZ",
)
_STOP = Both("ч. 5.1 ст. 21 Федерального закона № 152-ФЗ", "Art. 21(5.1) of Federal Law No. 152-FZ")
_DAY = date(2026, 12, 1)
_RECEIVED = date(2026, 11, 22)
_PERSON = Both("Щёголевой Анне Ильиничне", "Anna Shchyogoleva")

_WRITTEN = {
    "item2": Both(
        "Договор об оказании услуг от 14.05.2026 № 31 (пункт 5 части 1 статьи 6 Закона): исполнение договора, "
        "расчёты по нему.\nСогласие субъекта от 14.05.2026: направление новостей об услугах.",
        "Service contract No. 31 of 14 May 2026 (Article 6(1)(5) of the Law): performance of the "
        "contract and settlements under it.\nConsent of the subject of 14 May 2026: sending news about the services.",
    ),
    "item3": Both(
        "Цели указаны в пункте 2. Способ обработки: автоматизированная, с передачей по сети Интернет.",
        "The purposes are stated in item 2. Method: automated processing with transfer over the Internet.",
    ),
    "item5": Both(
        "Фамилия, имя, отчество; адрес электронной почты; номер телефона; история обращений. "
        "Источник: субъект персональных данных (форма на сайте).",
        "Full name; e-mail address; telephone number; history of enquiries. "
        "Source: the personal data subject (form on the website).",
    ),
    "item6": Both(
        "В течение срока действия договора и трёх лет после его окончания.",
        "During the term of the contract and three years after its end.",
    ),
}


_LIST = Both(
    "приказ Роскомнадзора от 05.08.2022 № 128", "Roskomnadzor Order No. 128 of 5 August 2022"
)


def _abroad() -> tuple[TransferLine, ...]:
    crm = TransferLine(
        recipient=Both("KLEN SOFT LLC", "KLEN SOFT LLC"),
        address="",
        country=Both("Соединённые Штаты", "United States"),
        listed=False,
        purpose=Both("Ответы на обращения и заявки", "Answering enquiries and applications"),
        data=Both("фамилия, имя, отчество, адрес электронной почты", "full name, e-mail address"),
        ground=Both(),
        safeguards=Both(
            "шифрование при передаче, договор с получателем",
            "encryption in transit, a contract with the recipient",
        ),
        word=FlowWord.FLOWS,
        since=date(2026, 3, 2),
        limited=Both(
            "история обращений в сервисе вестись не будет",
            "the history of enquiries will not be kept in the service",
        ),
    )
    cloud = replace(
        crm,
        recipient=Both("SEN CLOUD JSC", "SEN CLOUD JSC"),
        country=Both("Социалистическая Республика Вьетнам", "Vietnam"),
        listed=True,
        ground=Both(
            "договор с субъектом (п. 5 ч. 1 ст. 6 Закона)",
            "contract with the subject (Art. 6(1)(5) of the Law)",
        ),
    )
    return (
        crm,
        cloud,
        replace(crm, word=FlowWord.WAITS, since=None),
        replace(cloud, word=FlowWord.STOPPED),
    )


def _home() -> tuple[HomeLine, ...]:
    return (
        HomeLine(
            Both("ООО «Ясный хостинг»", "Yasny Hosting LLC"),
            RecipientRole.PROCESSOR,
            "420000, г. Казань, ул. Садовая, д. 2",
            Both("Обеспечение работы сайта", "Keeping the site running"),
        ),
    )


def operator(shape: str) -> Operator:
    """The invented operator of that shape."""
    return TRADER if shape == "trader" else COMPANY


def _head(shape: str, number: str) -> dict[str, object]:
    return {
        "operator": operator(shape),
        "number": number,
        "day": _DAY,
        "issued_at": datetime(2026, 12, 1, 9, 30, tzinfo=UTC),
        "journal_head": "5f0c" * 16,
    }


def _letter(shape: str, number: str) -> dict[str, object]:
    return {
        **_head(shape, number),
        "addressee": Addressee(
            name=_PERSON,
            address="344002, г. Ростов-на-Дону, ул. Садовая, д. 5, кв. 11"
            if shape == "company"
            else "",
            email="anna@example.org",
        ),
        "request_number": "request/2026-014",
        "received": _RECEIVED,
        "subject_name": "Щёголева Анна Ильинична",
    }


def _withheld() -> tuple[Withheld, ...]:
    return (
        Withheld(
            what=Both(
                "Записи телефонных разговоров за июнь 2026 г.",
                "Recordings of telephone calls, June 2026",
            ),
            ground="14.8.4",
            facts=Both(
                "В записях звучат персональные данные других клиентов, отделить которые невозможно.",
                "The recordings contain personal data of other clients that cannot be separated.",
            ),
        ),
    )


def _demands() -> tuple[DemandLine, ...]:
    return (
        DemandLine(
            "access",
            _ACCESS,
            date(2026, 12, 4),
            Both(
                "Получено 22.11.2026 (воскресенье); десятый рабочий день — 04.12.2026.",
                "Received on 22 Nov 2026 (Sunday); the tenth working day is 4 Dec 2026.",
            ),
        ),
        DemandLine("stop", _STOP, date(2026, 12, 4)),
        DemandLine("complaint", Both(), None),
    )


def _moved() -> tuple[ExtendedTerm, ...]:
    return (
        ExtendedTerm("access", _ACCESS, date(2026, 12, 4), date(2026, 12, 11)),
        ExtendedTerm("stop", _STOP, date(2026, 12, 4), date(2026, 12, 11)),
    )


def _journal() -> tuple[JournalLine, ...]:
    common = {"channel": "email", "way": "email", "executor": Both("П. С. Громов", "P. S. Gromov")}
    return (
        JournalLine(
            order=1, number="request/2026-013", received="2026-11-19T10:05:00+03:00", applicant="representative",
            name="Лапин Егор Олегович", identity="доверенность и паспорт предъявлены", kinds=("access", "withdraw"),
            summary="Сведения об обработке, отзыв согласия на рассылку", terms=(
                JournalTerm("access", _ACCESS, "2026-12-03", "2026-12-10", "notice/2026-009", "2026-12-01",
                            Both("запрос сведений у обработчика", "asking the processor")),
                JournalTerm("withdraw", _WITHDRAW, "2026-12-21"),
            ),
            decision="partly", answers=(("2026-12-01", "answer/2026-011"),), sent="2026-12-02",
            **common,
        ),
        JournalLine(
            order=2, number="request/2026-014", received="2026-11-22T12:05:00+03:00", applicant="subject",
            name="Щёголева Анна Ильинична", identity="личность проверена по адресу отправителя", kinds=("access",),
            summary="Какие данные обрабатываются", terms=(JournalTerm("access", _ACCESS, "2026-12-04"),), decision="open", answers=(), sent="",
            **{**common, "way": ""},
        ),
    )  # fmt: skip


def _done(shape: str, action: str) -> Facts:
    act = (
        {"act_number": "act/2026-003", "act_date": date(2026, 11, 30)}
        if action == "destruction"
        else {}
    )
    text = {
        "data": Both(
            "Адрес электронной почты и номер телефона.", "E-mail address and telephone number."
        ),
        "systems": Both(
            "База клиентов; карточка на бумаге (1 лист).", "Client database; paper card (1 sheet)."
        ),
        "established": Both(
            "Письмо с новостями отправлено 18.11.2026 после отзыва согласия.",
            "A newsletter was sent on 18 November 2026 after consent had been withdrawn.",
        ),
        "cause": Both(
            "Ошибка при переносе списка рассылки.", "An error in moving the mailing list."
        ),
        "measures": Both(
            "Рассылка прекращена, адрес удалён из списка, порядок переноса списков изменён.",
            "The mailing was stopped, the address was deleted from the list, the procedure of moving lists was changed.",
        ),
    }
    facts = NoticeDoneFacts(
        **_letter(shape, "notice/2026-010"),
        action=action,
        done_on=date(2026, 11, 30),
        basis=_STOP,
        ended="changed" if action == "objection" else "",
        **act,
    )
    return _with_passages("notice_done", facts, text)


def _with_passages(form_id: str, facts: Facts, written: dict[str, Both]) -> Facts:
    return replace(facts, passages={**default_passages(form_id, facts), **written})


def sample(form_id: str, shape: str = "company") -> Facts:
    """Facts with which the paper can be issued."""
    return samples(shape)[form_id]


def samples(shape: str = "company") -> dict[str, Facts]:
    """Facts of every form; ``notice_done`` tells of a destruction."""
    letter = _letter(shape, "answer/2026-014")
    notice = _letter(shape, "notice/2026-009")
    body = Addressee(
        organisation=Both(
            "Управление Роскомнадзора по Центральному федеральному округу",
            "Roskomnadzor Directorate for the Central Federal District",
        ),
        address="",
    )
    facts: dict[str, Facts] = {
        "acknowledgement": AcknowledgementFacts(
            **notice, received_moment="12:05", channel="email", demands=_demands(),
            missing=("document", "signature"),
        ),
        "request_to_complete": RequestToCompleteFacts(
            **notice, missing=("document", "relation", "signature")
        ),
        "reply_access": ReplyAccessFacts(
            **letter,
            withheld=_withheld(),
            enclosures=(Both("выписка из базы клиентов на 2 л.", "extract from the client database, 2 sheets"),),
        ),
        "reply_not_processed": ReplyNotProcessedFacts(**letter),
        "reply_transfer": ReplyTransferFacts(**letter, lines=_abroad(), home=_home(), states=_LIST),
        "refusal": RefusalFacts(**letter, refused=(
            *_withheld(),
            Withheld(
                what=Both("Уничтожение сведений об оплате", "Destruction of payment records"),
                ground="other_law",
                facts=Both("Срок хранения первичных документов не истёк.", "The retention period of source documents has not expired."),
                basis=Both(
                    "статья 29 Федерального закона от 06.12.2011 № 402-ФЗ «О бухгалтерском учёте»",
                    "Article 29 of Federal Law No. 402-FZ of 6 December 2011 “On Accounting”",
                ),
            ),
        )),
        "extension_notice": ExtensionNoticeFacts(
            **notice, terms=_moved(), replaced_number="notice/2026-007", replaced_date=date(2026, 11, 24),
        ),
        "reply_regulator": ReplyRegulatorFacts(
            **{**letter, "addressee": body, "subject_name": ""},
            their_number="12345-04/77", their_date=date(2026, 11, 18),
        ),
        "journal_requests": JournalRequestsFacts(
            **_head(shape, "journal/2026-001"), since=date(2026, 11, 1), until=date(2026, 11, 30), lines=_journal()
        ),
        "inspection_record": InspectionRecordFacts(
            **_letter(shape, "record/2026-002"), inspected_on=date(2026, 11, 27),
            replaced_number="record/2026-001", replaced_date=date(2026, 11, 27),
        ),
        "emergency_sheet": EmergencySheetFacts(
            **_head(shape, ""), desk_folder="/home/operator/desk", backup_folder="/home/operator/desk/backups", second_folder="/media/backup/desk",
            recovery_code="7K4M-2QXD-9WPT-HH3C-V6RN-81ZE",
        ),
    }  # fmt: skip
    written: dict[str, dict[str, Both]] = {
        "reply_access": _WRITTEN,
        "refusal": {"facts": Both("Запрос рассмотрен 30.11.2026.", "The request was considered on 30 November 2026.")},
        "extension_notice": {"reasons": Both(
            "Часть сведений хранится у лица, обрабатывающего данные по поручению Оператора; они запрошены 27.11.2026.",
            "Part of the information is held by the person processing the data on the Operator’s behalf; "
            "it was requested on 27 November 2026.",
        )},
        "reply_regulator": {
            "answer": Both(
                "Обработка персональных данных ведется с 03.02.2026 на основании договоров с субъектами.\n"
                "Политика в отношении обработки персональных данных опубликована на сайте Оператора.",
                "Personal data have been processed since 3 February 2026 on the basis of contracts with the subjects.\n"
                "The personal data processing policy is published on the Operator’s website.",
            ),
            "documents": Both("Копия политики на 6 л.", "Copy of the policy, 6 sheets."),
        },
        "inspection_record": {"shown": Both(
            "Карточка клиента в базе, переписка за 2026 год.", "Client card in the database, correspondence of 2026."
        )},
    }  # fmt: skip
    found = {
        form_id: _with_passages(form_id, each, written.get(form_id, {}))
        for form_id, each in facts.items()
    }
    acts = act_samples(operator(shape), by_commission=shape == "company")
    consents = {
        form_id: _with_passages(form_id, each, {})
        for form_id, each in consent_samples(operator(shape)).items()
    }
    assignments = {
        form_id: _with_passages(form_id, each, {})
        for form_id, each in assignment_samples(operator(shape)).items()
    }
    clients = {
        form_id: _with_passages(form_id, each, dict(each.passages))
        for form_id, each in client_samples(operator(shape)).items()
    }
    transfers = {
        form_id: _with_passages(form_id, each, {})
        for form_id, each in transfer_samples(operator(shape)).items()
    }
    others = {**acts, **assignments, **clients, **consents, **transfers}
    return {**found, **others, "notice_done": _done(shape, "destruction")}


def actions(shape: str = "company") -> dict[str, Facts]:
    """Facts of ``notice_done`` for every action."""
    return {action: _done(shape, action) for action in DONE_ACTIONS}


def client_notices(shape: str = "company") -> dict[str, Facts]:
    """Facts of ``notice_client`` for every kind."""
    return {kind.value: client_notice(operator(shape), kind) for kind in NoticeKind}
