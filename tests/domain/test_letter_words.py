# SPDX-License-Identifier: Apache-2.0
"""How the text of a letter is set in a terminal."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from desk.domain.letter_words import ruled


def test_russian_lines_are_as_wide_as_english_ones_and_break_between_words() -> None:
    told = list(ruled("Хочу знать, какие мои данные есть в вашей базе и кому", 40, "  "))
    assert told == ["  Хочу знать, какие мои данные есть в", "  вашей базе и кому"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert list(ruled("а" * 50, 42, "  ")) == ["  " + "а" * 40, "  " + "а" * 10]


@given(st.text(alphabet="ab я中№ ", max_size=200))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str) -> None:
    told = list(ruled(text, 30, "| "))
    assert "".join(told).replace("| ", "").replace("|", "").replace(" ", "") == text.replace(
        " ", ""
    )
    for line in told:
        assert sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line) <= 30
