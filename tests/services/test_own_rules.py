# SPDX-License-Identifier: Apache-2.0
"""The operator's own rules: they remind him, and papers name them only once he said his policy promises them."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.sheets import journal_lines
from desk.services.settings import set_setting
from tests.factories import intake

RULE = "собственное правило оператора"
RU = LanguageMode.RU
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def asked(desk):
    """A correction, which no term of the law answers."""
    return requests.register_request(desk, intake(demands=(DemandKind.CORRECT,)))


def named(desk, id):
    """What the receipt and the journal of requests say of the term."""
    (line,) = papers.draft(desk, "acknowledgement", RU, id).facts.demands
    (entry,) = journal_lines(desk, *NOVEMBER, 10)
    return line.basis.ru, line.due, [(term.basis.ru, term.due) for term in entry.terms]


def test_no_paper_names_a_rule_nobody_promised(desk, asked):
    (term,) = requests.request_card(desk, asked).deadlines
    assert (term.due.row, term.due.basis) == ("P01", RULE)
    assert named(desk, asked) == ("", None, [])
    with pytest.raises(Refusal, match="can be extended"):
        papers.draft(desk, "extension_notice", RU, asked)
    set_setting(desk, "promises_confirmed", True)
    day = term.due.due
    assert named(desk, asked) == (RULE, day, [(RULE, day.isoformat())])
    (longer,) = papers.draft(desk, "extension_notice", RU, asked).facts.terms
    assert (longer.basis.ru, longer.primary_due) == (RULE, day)


@pytest.mark.parametrize(
    ("kinds", "said", "unsaid"),
    [
        ((DemandKind.WITHDRAW,), "обещает в своей политике", "в соответствии с"),
        ((DemandKind.WITHDRAW, DemandKind.ACCESS), "в соответствии с", "обещает в своей политике"),
        ((DemandKind.ACCESS,), "пять рабочих дней", "обещан"),
    ],
)
def test_what_was_promised_is_not_extended_as_a_term_of_the_law(desk, kinds, said, unsaid):
    set_setting(desk, "promises_confirmed", True)
    id = requests.register_request(desk, intake(demands=kinds))
    texts = {"reasons": Both("архив")}
    draft = papers.draft(desk, "extension_notice", RU, id, passages=texts)
    paper = papers.issue_extension(desk, draft, "архив")
    pages = PdfReader(io.BytesIO(papers.paper_bytes(desk, paper.id))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert said in text
    assert unsaid not in text
    assert ("законом он не установлен" in text) == (len(kinds) > 1), (
        "in the table, beside those of the law"
    )
    assert ("Правовое основание" in text) == (kinds == (DemandKind.ACCESS,))
    assert RULE not in text


def test_the_law_s_term_is_named_in_any_case(desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.WITHDRAW,)))
    basis, due, entries = named(desk, id)
    assert "ст. 9" in basis
    assert entries == [(basis, due.isoformat())]


def test_a_promise_that_ends_earlier_leads_in_the_receipt(desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.WITHDRAW,)))
    dues = {term.due.row: term.due.due for term in requests.request_card(desk, id).deadlines}
    assert dues["P01"] < dues["R21"]
    (line,) = papers.draft(desk, "acknowledgement", RU, id).facts.demands
    assert line.due == dues["R21"]
    set_setting(desk, "promises_confirmed", True)
    (line,) = papers.draft(desk, "acknowledgement", RU, id).facts.demands
    assert (line.due, line.basis.ru) == (dues["P01"], RULE)
