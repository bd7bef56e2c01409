# SPDX-License-Identifier: Apache-2.0
"""Facts for the letters about processing on assignment: a maker of medicines in Tula, who is invented."""

from __future__ import annotations

from datetime import date

from desk.domain.client_papers import NoticeClientFacts, ReplyPassedFacts
from desk.domain.clients import NoticeKind
from desk.domain.operator import Operator
from desk.domain.paper import Addressee, Facts
from desk.domain.values import Both
from tests.documents.act_samples import SUBJECT, head

CLIENT = Both("ООО «Липовый цвет»", "Lipovy Tsvet")
TO = Addressee(
    organisation=CLIENT, address="300000, г. Тула, ул. Примерная, д. 7", email="pdn@linden.example"
)
ASSIGNED = Both("№ 5/ПДн от 1 февраля 2026 г.", "No. 5/PD of 1 February 2026")
RUSSIA = Both("Россия", "Russia")
_OF_KIND: dict[NoticeKind, dict[str, object]] = {
    NoticeKind.REQUEST: {
        "request_number": "2026-014",
        "received_moment": "12:05",
        "subject_name": SUBJECT,
        "channel": "email",
        "demands": ("access", "stop_marketing"),
        "identified": True,
        "own_too": True,
        "attached": True,
        "enclosures": (Both("копия обращения на 1 л.", "copy of the request, 1 sheet"),),
    },
    NoticeKind.LEAK: {
        "received_moment": "09:40",
        "passages": {
            "what": Both(
                "Список участников акции отправлен по ошибочному адресу электронной почты.",
                "The list of participants was sent to a wrong e-mail address.",
            ),
            "data": Both(
                "Фамилии, имена и номера телефонов 214 участников акции.",
                "Names and telephone numbers of 214 participants.",
            ),
            "measures": Both(
                "Получатель письма подтвердил его удаление; рассылка остановлена.",
                "The addressee confirmed that the message was deleted; the mailing was stopped.",
            ),
            "contact": Both("Ответственный за обработку, +7 000 000-00-00", "Data protection lead, +7 000 000-00-00"),
        },
    },
    NoticeKind.SUB_PROCESSOR: {
        "recipient": Both("АО «Почтарь»", "Pochtar"),
        "recipient_address": "420000, г. Казань, ул. Садовая, д. 3",
        "recipient_country": RUSSIA,
        "starts": date(2026, 12, 15),
        "object_until": date(2026, 12, 14),
        "passages": {
            "tasks": Both(
                "Рассылка призов: фамилия, имя, почтовый адрес, номер телефона.",
                "Sending prizes: name, postal address, telephone number.",
            ),
        },
    },
    NoticeKind.DESTRUCTION: {
        "act_number": "act/2026-003",
        "act_date": date(2026, 11, 27),
        "destroyed_on": date(2026, 11, 26),
        "categories": Both("фамилия, имя, отчество; номер телефона", "full name; telephone number"),
        "kept": Both(
            "ведомости о вручённых призах и удержанном налоге (статья 230 Налогового кодекса РФ)",
            "records of prizes handed out and of the tax withheld (Article 230 of the Tax Code)",
        ),
        "enclosures": (Both("копия акта на 2 л.", "copy of the act, 2 sheets"),),
    },
}  # fmt: skip


def client_notice(operator: Operator, kind: NoticeKind, **over: object) -> NoticeClientFacts:
    """A notice of this kind that can be issued."""
    facts = {
        **head(operator, "notice/2026-021"),
        "addressee": TO,
        "request_number": "",
        "received": date(2026, 11, 23),
        "kind": kind.value,
        "client": CLIENT,
        "assignment": ASSIGNED,
        **_OF_KIND[kind],
        **over,
    }
    return NoticeClientFacts(**facts)  # type: ignore[arg-type]  # a sample


def reply_passed(operator: Operator, **over: object) -> ReplyPassedFacts:
    """The person is told where the request went."""
    facts = {
        **head(operator, "answer/2026-031"),
        "addressee": Addressee(name=Both("Щёголевой Анне Ильиничне", SUBJECT), address="Казань"),
        "request_number": "2026-014",
        "received": date(2026, 11, 23),
        "subject_name": SUBJECT,
        "client": CLIENT,
        "client_address": TO.address,
        "client_email": TO.email,
        "passed_on": date(2026, 11, 25),
        "demands": ("access", "stop_marketing"),
        "own_too": True,
        **over,
    }
    return ReplyPassedFacts(**facts)  # type: ignore[arg-type]  # a sample


def client_samples(operator: Operator) -> dict[str, Facts]:
    """One of each paper."""
    return {
        "notice_client": client_notice(operator, NoticeKind.REQUEST),
        "reply_passed": reply_passed(operator),
    }
