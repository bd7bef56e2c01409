# SPDX-License-Identifier: Apache-2.0
"""What the notice at a collection point tells, taken from the register."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.domain.keeping import keeping
from desk.domain.registers import CollectionPoint, PointKind, Recipient, RecipientRole
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services import registers
from desk.services.notice_facts import collection_facts
from tests.factories import purpose_fields

DAY = "2026-11-20"
POINT = CollectionPoint(
    0, "", PointKind.FORM, Both("Форма обратной связи", "Feedback form"),
    address="https://example.com/contact", policy_link="https://example.com/policy",
    counters="Счётчик", cookie_banner=True, country="RU", purposes=("enquiries",),
)  # fmt: skip


def test_the_notice_tells_purposes_grounds_data_terms_and_recipients(desk):
    registers.declare_purpose(desk, purpose_fields(desk), DAY)
    registers.save_recipient(
        desk,
        Recipient(
            0, "", Both("ООО «Почта-пример»", "Pochta-primer LLC"), RecipientRole.PROCESSOR, "US",
            purposes=("enquiries",),
        ),
    )  # fmt: skip
    facts = collection_facts(desk, registers.save_point(desk, POINT))
    (told,) = facts.purposes
    assert told.title.en == "Answering enquiries from the site"
    assert told.grounds.ru == ("согласие субъекта, п. 1 ч. 1 ст. 6 Федерального закона № 152-ФЗ")
    assert told.data.en == "full name, e-mail address, text of the message, comment"
    assert told.keeping == Both(
        "30 дней после достижения цели", "30 days after the purpose is achieved"
    )
    (party,) = told.recipients
    assert (party.country.ru, party.listed) == ("Соединенные Штаты", False)
    assert (facts.policy_link, facts.counters, facts.country.en) == (
        "https://example.com/policy", "Счётчик", "Russia",
    )  # fmt: skip


def test_a_point_without_a_purpose_in_force_has_no_notice(desk):
    id = registers.declare_purpose(desk, purpose_fields(desk), DAY)
    point = registers.save_point(desk, POINT)
    registers.close_purpose(desk, id, DAY, "Форма снята")
    with pytest.raises(Refusal) as refused:
        collection_facts(desk, point)
    assert refused.value.field == "purposes"


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("1 days", "1 день после достижения цели"),
        ("3 years", "3 года после достижения цели"),
        ("6 months", "6 месяцев после достижения цели"),
        ("", ""),
    ],
)
def test_a_term_in_words(desk, term, words):
    assert keeping(purpose_fields(desk, keep_term=term)).ru == words


def test_words_of_the_operator_go_before_the_term(desk):
    fields = replace(purpose_fields(desk), retention=Both("до отзыва", "until withdrawal"))
    assert keeping(fields).en == "until withdrawal"


def test_a_recipient_that_is_only_proposed_is_not_printed(desk):
    registers.adopt_set(desk, "trader", DAY)
    point = registers.save_point(desk, POINT)
    with pytest.raises(Refusal) as refused:
        collection_facts(desk, point)
    assert refused.value.field == "recipients"
    for each in registers.recipients(desk):
        registers.save_recipient(desk, replace(each, country="VN"))
    (told,) = collection_facts(desk, point).purposes
    assert [each.listed for each in told.recipients] == [True, True, True]
