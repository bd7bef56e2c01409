# SPDX-License-Identifier: Apache-2.0
"""The starter text on the duties of Art. 18.1: one for a company, one for a trader, in both languages."""

from __future__ import annotations

import re

import pytest

from desk.domain.duties import starter_duties
from desk.domain.kinds import OperatorKind


@pytest.mark.parametrize("kind", list(OperatorKind))
def test_each_kind_of_operator_has_a_text_in_both_languages(kind):
    text = starter_duties(kind)
    assert len(text.ru.splitlines()) == len(text.en.splitlines())
    assert not re.search("[A-Za-z]", text.ru)
    assert not re.search("[А-Яа-яё]", text.en)


def test_a_trader_has_no_employees_and_appoints_nobody():
    trader, company = starter_duties(OperatorKind.TRADER), starter_duties(OperatorKind.LEGAL)
    assert "работники" in company.ru
    assert "работники" not in trader.ru
    assert "appointed" not in trader.en
    assert starter_duties(OperatorKind.PERSON) == trader
