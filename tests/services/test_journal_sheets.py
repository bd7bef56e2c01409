# SPDX-License-Identifier: Apache-2.0
"""What stands in the journal of requests, in the languages it is issued in."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.kinds import LanguageMode
from desk.domain.values import Both
from desk.services import papers, requests
from desk.services.operators import save_operator
from tests.documents.sample import text_of
from tests.factories import intake, operator_trader

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
        (Both("Ответова О. О.", "Otvetova O. O."), "Ответова О. О.", "Otvetova O. O."),
        (Both("Ответова О. О."), "Ответова О. О.", "Ответова О. О."),
        (Both(), "Вера", "Вера"),
    ],
)
def test_the_executor_stands_in_the_language_of_the_sheet(desk, name, ru, en):
    save_operator(desk, operator_trader(responsible_name=name))
    desk.actor = "Вера"
    requests.register_request(desk, intake())
    assert ru in printed(desk, RU)
    sheet = printed(desk, EN)
    assert en in sheet
    assert (ru in sheet) == (ru == en)
    papers.issue(desk, papers.journal_requests(desk, *NOVEMBER, EN))
