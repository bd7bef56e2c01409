# SPDX-License-Identifier: Apache-2.0
"""The starter text on the duties of Art. 18.1: one for a company, one for a trader, in both languages."""

from __future__ import annotations

import re

import pytest

from desk.domain.duties import is_starter, starter_duties
from desk.domain.kinds import OperatorKind
from desk.domain.values import Both


@pytest.mark.parametrize("site", [False, True])
@pytest.mark.parametrize("kind", list(OperatorKind))
def test_each_kind_of_operator_has_a_text_in_both_languages(kind, site):
    text = starter_duties(kind, site)
    assert "{" not in text.ru + text.en
    assert len(text.ru.splitlines()) == len(text.en.splitlines())
    assert not re.search("[A-Za-z]", text.ru)
    assert not re.search("[А-Яа-яё]", text.en)


def test_a_trader_has_no_employees_and_appoints_nobody():
    trader, company = starter_duties(OperatorKind.TRADER), starter_duties(OperatorKind.LEGAL)
    assert "работники" in company.ru
    assert "работники" not in trader.ru
    assert "appointed" not in trader.en
    assert starter_duties(OperatorKind.PERSON) == trader


@pytest.mark.parametrize("kind", list(OperatorKind))
def test_the_site_is_named_only_where_there_is_one(kind):
    without, beside = starter_duties(kind), starter_duties(kind, site=True)
    assert "сайт" not in without.ru
    assert "website" not in without.en
    assert "на сайте Оператора" in beside.ru
    assert "on the Operator’s website" in beside.en


@pytest.mark.parametrize("site", [False, True])
@pytest.mark.parametrize("kind", list(OperatorKind))
def test_nothing_is_claimed_that_the_law_does_not_ask_of_everybody(kind, site):
    text = starter_duties(kind, site)
    for claim in ("трансгранич", "поруч", "поставщик", "антивирус", "шифров", "парол", "резервн"):
        assert claim not in text.ru
    for claim in ("cross-border", "entrusted", "provider", "antivirus", "encrypt", "password"):
        assert claim not in text.en


def test_a_text_somebody_has_changed_is_no_starter():
    ours = starter_duties(OperatorKind.LEGAL, site=True)
    assert is_starter(ours)
    assert is_starter(Both(ru=ours.ru))
    assert not is_starter(Both(ours.ru.replace("изданы", "утверждены")))
    assert not is_starter(Both())
