# SPDX-License-Identifier: Apache-2.0
"""Tiny forms and invented facts on which the engine is tried, apart from the real papers."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import subprocess
from functools import cache

from desk.documents.blocks import (
    Clause,
    Editable,
    Enclosures,
    Fields,
    Form,
    Grid,
    Heading,
    Item,
    Signatures,
    Signer,
)
from desk.domain.kinds import OperatorKind
from desk.domain.operator import Operator
from desk.domain.paper import Addressee, LetterFacts
from desk.domain.values import Both
from desk.text import Catalogue, catalogue

WORDS = {
    "try_letter.name": ("Пробное письмо", "Trial letter"),
    "try.title": ("Ответ на запрос", "Reply to a request"),
    "try.subject": (
        "о предоставлении сведений об обработке персональных данных",
        "on the processing of personal data",
    ),
    "try.opening": (
        (
            "{name}, на Ваш запрос от {received}, поступивший {received}, сообщаем сведения, "
            "предусмотренные ч. 7 ст. 14 Федерального закона от 27.07.2006 № 152-ФЗ "
            "«О персональных данных»."
        ),
        (
            "{name}, in reply to your request received on {received}, please find the information "
            "required by Art. 14 (7) of Federal Law No. 152-FZ of 27 July 2006 “On Personal Data”."
        ),
    ),
    "try.clause": (
        "Настоящий пункт говорит о сроках и порядке: ответ дан в установленный срок.",
        (
            "This clause speaks of terms and order: the answer is given in due time. It is longer in "
            "English than in Russian, so that the next one shows whether the columns stay level."
        ),
    ),
    "try.parts": (
        "Требуются части:\n— самая первая;\n— очень длинная, какая нужна, чтобы строка кончилась, и вторая.",
        "The parts needed are:\n— the very first;\n— the second.",
    ),
    "try.item": ("правовые основания и цели обработки", "legal grounds and purposes"),
    "try.label_name": ("Фамилия, имя, отчество", "Full name"),
    "try.label_number": ("Номер запроса", "Number of the request"),
    "try.col_what": ("Вид данных", "Kind of data"),
    "try.col_term": ("Срок хранения", "Kept for"),
}


class TryWords(Catalogue):
    """The real catalogue with the words of these forms on top."""

    def form(self, message: str, **params: object) -> str:
        if message in WORDS:
            return WORDS[message][self.language == "en"].format(**params)
        return catalogue(self.language).form(message, **params)


@cache
def try_words(language: str) -> TryWords:
    return TryWords(language)


def values(facts: LetterFacts, words: Catalogue) -> dict[str, str]:
    return {
        "name": facts.subject_name,
        "received": words.date(facts.received, "long"),
        "number": facts.request_number,
    }


def _signers(facts: LetterFacts) -> list[Signer]:
    op = facts.operator
    return [
        Signer(
            "operator",
            {"ru": op.signer_post.ru, "en": op.signer_post.en},
            {"ru": op.signer_name.ru, "en": op.signer_name.en},
        )
    ]


def approver(facts: LetterFacts) -> Signer:
    (signer,) = _signers(facts)
    return dataclasses.replace(signer, field="approval")


def _rows(_facts: LetterFacts, words: Catalogue) -> list[list[str]]:
    if words.language == "ru":
        return [["Имя и адрес", "5 лет"], ["ivan@example.org", "1 год"]]
    return [["Name and address", "5 years"], ["ivan@example.org", "1 year"]]


LETTER = Form(
    id="try_letter",
    version=1,
    facts=LetterFacts,
    blocks=(
        Heading("try.title", "try.subject"),
        Clause("try.opening"),
        Clause("try.clause", numbered=True),
        Clause("try.clause", numbered=True),
        Item("2)", "try.item", "item2"),
        Item("3)", "try.item", "item3"),
        Fields((("try.label_name", "name"), ("try.label_number", "number"))),
        Grid(("try.col_what", "try.col_term"), (0.6, 0.4), _rows),
        Editable("closing"),
        Enclosures(),
        Signatures(_signers),
    ),
    values=values,
    missing=lambda _facts: (),
)


def returning(**changes: object) -> Form:
    return dataclasses.replace(LETTER, **changes)  # type: ignore[arg-type]  # any field of the form


OPERATOR = Operator(
    kind=OperatorKind.TRADER,
    name=Both("Образцова Мария Петровна", "Maria Petrovna Obraztsova"),
    inn="250000000103",
    ogrn="309250000000013",
    brand="Пример",
    principal="ООО «Выдумка»",
    address=Both(
        "125009, г. Москва, ул. Примерная, д. 1, кв. 2",
        "Flat 2, 1 Primernaya St., Moscow 125009, Russia",
    ),
    request_email="privacy@example.org",
    phone="+7 495 000-00-00",
    signer_post=Both("Индивидуальный предприниматель", "Sole trader"),
    signer_name=Both("М.П. Образцова", "M. P. Obraztsova"),
)


def facts(**changes: object) -> LetterFacts:
    base = LetterFacts(
        operator=OPERATOR,
        number="letter/2026-014",
        day=dt.date(2026, 11, 22),
        issued_at=dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC),
        addressee=Addressee(
            Both("Выдуманову Ивану Сергеевичу", "Mr Ivan Vydumanov"),
            "101000, г. Москва, ул. Вымышленная, д. 3",
            "ivan@example.org",
        ),
        request_number="request/2026-014",
        received=dt.date(2026, 11, 10),
        subject_name="Выдуманов Иван Сергеевич",
        passages={
            "item2": Both(
                "Договор от 1 марта 2026 г., п. 5 ч. 1 ст. 6 Закона.\nЦель: исполнение договора.",
                "Contract of 1 March 2026, Art. 6 (1) 5 of the Law.\nPurpose: performance of it.",
            ),
            "closing": Both("С уважением,", "Yours faithfully,"),
        },
        enclosures=(Both("Копия договора на 3 л.", "Copy of the contract, 3 sheets"),),
    )
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]  # any field of the facts


def text_of(content: bytes, *options: str) -> str:
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True
    )
    return done.stdout.decode()


def flat(content: bytes) -> str:
    """The text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text_of(content))
