# SPDX-License-Identifier: Apache-2.0
"""“No data are processed” against what the register says of the person."""

from __future__ import annotations

import pytest

from desk.domain.disclosures import Disclosure
from desk.domain.kinds import LanguageMode
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.paper import papers
from desk.services.register import disclosures, holdings
from desk.services.request import requests
from desk.storage.models import Request
from tests.factories import intake
from tests.services import grounds

OWN = {"searched": Both("Список клиентов.", "The list of clients.")}


@pytest.fixture
def asked(desk):
    """A request whose sender is known and of whom nothing is recorded."""
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "по адресу из договора")
    return id


def person(id):
    return Request.get_by_id(id).subject_id


def told(desk, id, mode=LanguageMode.RU, passages=None):
    draft = papers.draft(desk, "reply_not_processed", mode, id, passages=passages or OWN)
    return [(each.kind, each.text) for each in papers.gap_hints(desk, draft, "en")]


def hand_over(desk, id, day):
    given = Disclosure(
        0, "", day=day, ground=Both("Запрос", "A request"), purpose=Both("Проверка", "A check"),
        categories=(grounds.Category.select().first().code,), name=Both("Суд", "The court"), persons=(person(id),),
    )  # fmt: skip
    disclosures.record_disclosure(desk, given)


def test_nothing_is_said_where_the_register_agrees(desk, asked):
    assert told(desk, asked) == []


def test_data_that_are_kept_contradict_it_even_before_the_subject_was_told_of_the_source(
    desk, asked
):
    data = grounds.category(desk, "mail")
    held = grounds.holding(
        desk, person(asked), grounds.purpose(desk, "shop", data), (data,), source="other",
        source_name="Сосед",
    )  # fmt: skip
    assert told(desk, asked) == [("kept", "data held for “Purpose shop”")]
    holdings.end_holding(desk, held, "уничтожены")
    assert told(desk, asked) == []


def test_a_consent_in_force_contradicts_it(desk, asked):
    consent = consents.record_consent(desk, person(asked), grounds.fields(grounds.purpose(desk)))
    assert ("kept", "consent No. 2026-001, in force") in [
        (kind, text.split("; ")[-1]) for kind, text in told(desk, asked)
    ]
    consents.void_consent(desk, consent, "ошибка")
    assert told(desk, asked) == []


def test_what_was_handed_over_contradicts_it_unless_all_was_destroyed_later(desk, asked):
    data = grounds.category(desk, "mail")
    hand_over(desk, asked, "2026-11-20")
    assert told(desk, asked) == [("kept", "data handed over on Fri 20 Nov 2026 to The court")]
    held = grounds.holding(desk, person(asked), grounds.purpose(desk, "shop", data), (data,))
    holdings.end_holding(desk, held, "уничтожены")
    assert told(desk, asked) == []


def test_a_search_nobody_described_is_pointed_out_in_the_languages_of_the_paper(desk, asked):
    start = papers.draft(desk, "reply_not_processed", LanguageMode.BOTH, asked)
    assert [(each.kind, each.where) for each in papers.gap_hints(desk, start, "ru")] == [
        ("starter", "searched")
    ]
    starter = start.facts.passages["searched"]
    half = {"searched": Both(OWN["searched"].ru, starter.en)}
    assert told(desk, asked, LanguageMode.BOTH, half) == [("starter", "")]
    assert told(desk, asked, LanguageMode.RU, half) == []


@pytest.mark.parametrize(
    ("mode", "searched", "found"),
    [
        (LanguageMode.EN, Both("", "The customer list и почтовый ящик."), ["и почтовый ящик"]),
        (LanguageMode.RU, Both("The list of our customers.", ""), ["The list of our customers"]),
        (LanguageMode.BOTH, Both("Список клиентов.", "Список клиентов."), ["Список клиентов"]),
        (LanguageMode.BOTH, Both("The customer list.", "The customer list."), ["The customer list"]),
        (LanguageMode.EN, Both("", "The list of ООО «Ромашка и дети», Москва, ул. Ленина."), []),
        (LanguageMode.EN, Both("", "You wrote “прошу удалить мои данные”; Соколова Анна Павловна."), []),
        (LanguageMode.RU, Both("Список клиентов на Amazon Web Services, файлы cookie, a@b.example.", ""), []),
    ],
)  # fmt: skip
def test_words_of_the_other_language_are_asked_about(desk, asked, mode, searched, found):
    texts = {"searched": searched}
    draft = papers.draft(desk, "reply_not_processed", mode, asked, passages=texts)
    hints = papers.gap_hints(desk, draft, "en")
    assert [each.text for each in hints if each.kind == "language"] == found
    assert all(each.where == "searched" for each in hints if each.kind == "language")
