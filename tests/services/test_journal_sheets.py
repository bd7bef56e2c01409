# SPDX-License-Identifier: Apache-2.0
"""What stands in the journal of requests, in the languages it is issued in."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.cli.views import card_as_text, row_as_text
from desk.domain.kinds import ApplicantRole, Channel, DemandKind, LanguageMode
from desk.domain.values import Both
from desk.services.keeping import people
from desk.services.operators import save_operator
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.sheets import journal_lines
from desk.text import catalogue
from tests.documents.sample import text_of
from tests.factories import intake, operator_trader, person

RU, EN, BOTH = LanguageMode
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def printed(desk, mode: LanguageMode) -> str:
    draft = papers.journal_requests(desk, *NOVEMBER, mode)
    return " ".join(text_of(papers.preview(desk, draft).content, "-raw").split())


@pytest.fixture
def extended(desk):
    """Extends a term for reasons in one language or both."""

    def extend(mode: LanguageMode, reasons: Both) -> None:
        id = requests.register_request(desk, intake(summary="Which data?"))
        requests.confirm_identity(desk, id, "адрес совпал")
        draft = papers.draft(desk, "extension_notice", mode, id, passages={"reasons": reasons})
        papers.issue_extension(desk, draft, reasons.ru)

    return extend


def test_the_reason_of_an_extension_stands_in_each_language_of_its_notice(desk, extended):
    extended(BOTH, Both("Ищем архив", "We search"))
    ru, en = printed(desk, RU), printed(desk, EN)
    assert "Ищем архив" in ru
    assert "We search" not in ru
    assert "We search" in en
    assert "Ищем архив" not in en


def test_what_was_written_in_one_language_is_quoted_in_the_other(desk, extended):
    extended(RU, Both("Ищем архив"))
    ru, en = printed(desk, RU), printed(desk, EN)
    for text in ("Ищем архив", "адрес совпал"):
        assert f"«{text}»" not in ru
        assert text in ru
        assert f"“{text}” (in Russian)" in en
    assert "«Which data?» (на английском языке)" in ru
    assert "Which data?" in en
    assert "“Which data?”" not in en


def test_a_journal_in_both_languages_is_issued_with_its_quotations(desk, extended):
    extended(RU, Both("Ищем архив"))
    brief = papers.issue(desk, papers.journal_requests(desk, *NOVEMBER, BOTH))
    assert "“Ищем архив” (in Russian)" in " ".join(
        text_of(papers.paper_bytes(desk, brief.id), "-raw").split()
    )


@pytest.mark.parametrize(
    ("name", "ru", "en"),
    [
        (Both("Ответова Вера", "Otvetova Vera"), "Ответова Вера", "Otvetova Vera"),
        (Both("Ответова Вера"), "Ответова Вера", "Ответова Вера"),
        (Both(), "Вера", "Вера"),
        # Who is responsible by the card is not who did the work, though one person alone sits at the desk.
        (Both("Иванова Мария", "Ivanova Maria"), "Вера", "Вера"),
    ],
)
def test_the_executor_stands_in_the_language_of_the_sheet(desk, name, ru, en):
    save_operator(desk, operator_trader(responsible_name=name))
    desk.actor = "Вера"
    requests.register_request(desk, intake())
    assert ru in printed(desk, RU)
    sheet = printed(desk, EN)
    assert en in sheet
    assert "Ivanova" not in sheet
    assert (ru in sheet) == (ru == en)
    papers.issue(desk, papers.journal_requests(desk, *NOVEMBER, EN))


def test_an_own_finding_claims_nothing(desk):
    own = intake(
        channel=Channel.OWN,
        role=ApplicantRole.NOBODY,
        demands=(DemandKind.CLAIM_UNLAWFUL, DemandKind.CLAIM_INACCURATE),
    )
    id = requests.register_request(desk, own)
    ru, en = printed(desk, RU), printed(desk, EN)
    assert "Выявлена неправомерная обработка" in ru
    assert "Заявление" not in ru
    assert "Unlawful processing of personal data found" in en
    assert "Claim" not in en
    card = requests.request_card(desk, id)
    for told in (
        row_as_text(card.row, catalogue("en"), desk.zone),
        card_as_text(card, desk, catalogue("en")),
    ):
        assert "Unlawful processing found" in told
        assert "Claim" not in told


def test_an_answer_is_called_sent_once_it_left(desk, clock):
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "адрес совпал")
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    assert "01/2026-001 от 22.11.2026 не направлено" in printed(desk, RU)
    assert "01/2026-001 of 22 Nov 2026 not sent" in printed(desk, EN)
    clock.forward(days=1)
    requests.dispatch(desk, id, clock(), Channel.POST, "10100000000000")
    assert "01/2026-001 от 22.11.2026 направлено 23.11.2026; Почтовая связь" in printed(desk, RU)


def test_demands_with_the_same_term_share_one_line_of_the_journal(desk):
    kinds = (DemandKind.ACCESS, DemandKind.TRANSFERS_INFORMATION, DemandKind.WITHDRAW)
    requests.register_request(desk, intake(demands=kinds))
    text = printed(desk, RU)
    assert "1, 2) ч. 3 ст. 14" in text
    assert "3) ч. 5 ст. 21" in text


def test_every_demand_has_its_own_decision_and_what_did_not_leave_is_not_sent(desk, clock):
    kinds = (DemandKind.ACCESS, DemandKind.INSPECT)
    id = requests.register_request(desk, intake(demands=kinds))
    requests.confirm_identity(desk, id, "адрес совпал")
    access, passed = (each.id for each in requests.request_card(desk, id).demands)
    first = papers.draft(desk, "reply_access", RU, id, (access,))
    papers.issue(desk, first)
    text = printed(desk, RU)
    assert "1) Удовлетворено 2) Рассматривается" in text
    requests.dispatch(desk, id, clock(), Channel.POST, "10100000000000")
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id, (passed,)))
    assert "1, 2) Удовлетворено" in printed(desk, RU)
    told = printed(desk, RU)
    assert "01/2026-001 от 22.11.2026 направлено 22.11.2026; Почтовая связь" in told
    assert "01/2026-002 от 22.11.2026 не направлено" in told


def test_a_void_record_keeps_its_line_and_tells_of_nobody(desk):
    requests.register_request(desk, intake())
    id = requests.register_request(desk, intake(subject=person(name="Лишний Лев Львович")))
    requests.void_request(desk, id, "записано дважды")
    (_, void) = journal_lines(desk, *NOVEMBER, 10)
    assert (void.number, void.decision) == ("request/2026-002", "void")
    ru, en = printed(desk, RU), printed(desk, EN)
    assert "Запись аннулирована" in ru
    assert "записано дважды" in ru
    assert "Record void" in en
    assert "Лишний" not in ru


def test_of_a_letter_given_by_its_day_the_journal_names_no_hour(desk):
    day = datetime(2026, 11, 20, tzinfo=ZoneInfo(desk.zone))
    requests.register_request(desk, intake(channel=Channel.POST, received=day, by_day=True))
    assert "20.11.2026 Почтовая связь" in printed(desk, RU)


def test_of_several_people_the_journal_names_who_did_the_work(desk):
    save_operator(desk, operator_trader(responsible_name=Both("Волкова Ирина Сергеевна")))
    desk.actor = "Ирина"
    for name in ("Ирина", "Белозёров Олег"):
        people.add_person(desk, name, f"четыре слова и ещё {name}")
    requests.register_request(desk, intake())
    desk.actor = "Белозёров Олег"
    requests.register_request(desk, intake())
    hers, his = (each.executor.ru for each in journal_lines(desk, *NOVEMBER, 10))
    assert (hers, his) == ("Волкова Ирина Сергеевна", "Белозёров Олег")
