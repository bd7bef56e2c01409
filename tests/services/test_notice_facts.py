# SPDX-License-Identifier: Apache-2.0
"""What the notice at a collection point tells, taken from the register."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.domain.keeping import keeping
from desk.domain.kinds import LanguageMode
from desk.domain.registers import CollectionPoint, PointKind, Recipient, RecipientRole
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.consent.notice_facts import collection_facts, collection_notice, source_notice
from desk.services.paper import papers
from desk.services.persons import add_person
from desk.services.register import holdings, registers
from desk.storage.models import Document, Holding
from tests.factories import person, purpose_fields
from tests.services.grounds import holding

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
        named = Both(f"ООО «Пример {each.id}»", f"Example {each.id} LLC")
        registers.save_recipient(desk, replace(each, name=named, country="VN"))
    (told,) = collection_facts(desk, point).purposes
    assert [each.listed for each in told.recipients] == [True, True, True]


def test_the_notice_at_a_point_can_be_issued_in_both_languages(desk):
    registers.declare_purpose(desk, purpose_fields(desk), DAY)
    own = {"refusal": Both("Ответ дать не сможем.", "We cannot answer.")}
    point = registers.save_point(desk, POINT)
    draft = collection_notice(desk, point, LanguageMode.BOTH, passages=own)
    assert draft.missing == ()
    assert [p.text.ru[:5] for p in draft.passages] == ["Персо", "Ответ"]
    assert papers.issue(desk, draft).number == "notice/2026-001"


@pytest.fixture
def from_elsewhere(desk):
    """Two holdings of one person whose data came from a job site, and one from another firm."""
    code = registers.declare_purpose(desk, purpose_fields(desk), DAY)
    with desk.database.atomic():
        who = add_person(desk, person(dative="Щёголевой Анне Ильиничне")).id
    data = registers.purpose(desk, code).fields.categories
    source = {"source": "other", "source_name": "Сайт вакансий «Пример»"}
    first = holding(desk, who, code, data, since="2026-11-02", **source)
    second = holding(desk, who, code, data[:1], since="2026-11-05", ground="6.1.5", **source)
    other = holding(desk, who, code, data, source="other", source_name="ООО «Иное»")
    return who, (first, second), other


def test_a_notice_of_source_tells_all_items_and_once_issued_makes_the_data_active(
    desk, from_elsewhere
):
    who, both, other = from_elsewhere
    assert not any(view.active for view in holdings.holdings_of(desk, who))
    draft = source_notice(desk, both, LanguageMode.BOTH)
    facts = draft.facts
    assert draft.missing == ()
    assert (facts.addressee.name.ru, facts.subject_name) == (
        person(dative="Щёголевой Анне Ильиничне").dative,
        person().name,
    )
    assert (facts.source, facts.received.isoformat()) == ("Сайт вакансий «Пример»", "2026-11-02")
    assert [each.grounds.ru.split(",")[0] for each in facts.purposes] == [
        "международный договор или обязанность оператора по закону",
        "договор с субъектом",
    ]
    assert facts.purposes[1].data.ru == "фамилия, имя, отчество"
    assert facts.users.ru.startswith("Оператор и его работники")
    paper = papers.issue(desk, draft)
    assert Document.get_by_id(paper.id).person_id == who
    told = {view.id: view.source_noticed for view in holdings.holdings_of(desk, who)}
    assert told == {both[0]: paper.date, both[1]: paper.date, other: ""}
    assert [view.active for view in holdings.holdings_of(desk, who)] == [True, True, False]


def test_what_cannot_be_issued_leaves_the_data_untold(desk, from_elsewhere):
    who, both, _other = from_elsewhere
    draft = source_notice(desk, both, LanguageMode.RU, {"rights": Both()})
    with pytest.raises(Refusal) as refused:
        papers.issue(desk, draft)
    assert refused.value.field == "passages.rights"
    assert not any(view.source_noticed for view in holdings.holdings_of(desk, who))
    assert not Document.select().exists()


def test_a_notice_of_source_is_to_one_person_about_one_source(desk, from_elsewhere):
    _who, both, other = from_elsewhere
    own = Holding.create(
        person=_who,
        purpose=Holding.get_by_id(other).purpose_id,
        ground="6.1.5",
        since="2026-02-01",
        categories="[]",
    ).id
    for wrong in ((), (both[0], other), (own,)):
        with pytest.raises(Refusal) as refused:
            source_notice(desk, wrong, LanguageMode.RU)
        assert refused.value.field == "holdings"


def test_a_void_notice_told_nobody(desk, from_elsewhere):
    who, both, other = from_elsewhere
    holdings.note_source(desk, other, "", "18.4.2")
    first = papers.issue(desk, source_notice(desk, both, LanguageMode.RU))
    second = papers.issue(desk, source_notice(desk, both[:1], LanguageMode.RU))

    def active():
        return [view.active for view in holdings.holdings_of(desk, who)]

    papers.void(desk, first.id, "не тот адрес")
    assert active() == [True, False, True], "another notice of that day still tells of the first"
    papers.void(desk, second.id, "не тот адрес")
    assert active() == [False, False, True], "an exemption needs no notice"


def test_a_notice_put_in_the_place_of_a_void_one_tells_again(desk, from_elsewhere):
    who, both, _other = from_elsewhere
    first = papers.issue(desk, source_notice(desk, both, LanguageMode.RU))
    papers.replace(desk, first.id, source_notice(desk, both, LanguageMode.RU), "опечатка")
    assert [view.active for view in holdings.holdings_of(desk, who)] == [True, True, False]
