# SPDX-License-Identifier: Apache-2.0
"""An authority's letter says its number, its date and the day it sets; laws it cites are none of these."""

from datetime import date

import pytest

from desk.domain.their_letter import TheirLetter, is_claim, set_day, their_letter

RECEIVED = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Запрос № 08-12345/77 от 16.11.2026", ("08-12345/77", "2026-11-16", "")),
        ("16.11.2026 № 08-12345\nо предоставлении", ("08-12345", "2026-11-16", "")),
        ("от «16» ноября 2026 г. № 77-06/1", ("77-06/1", "2026-11-16", "")),
        (
            "Закон от 27.07.2006 № 152-ФЗ; приказ № 178 от 27.10.2022; запрос № 5-к от 19.11.2026.",
            ("5-к", "2026-11-19", ""),
        ),
        ("Прошу представить в срок до 30.11.2026.", ("", "", "2026-11-30")),
        ("Ответ направьте не позднее 1 декабря 2026 г.", ("", "", "2026-12-01")),
        ("в срок, не позднее 27.11.2026, и в срок до 30.11.2026", ("", "", "2026-11-27")),
        ("Please answer no later than 30 November 2026.", ("", "", "2026-11-30")),
        ("Please answer not later than Nov. 30, 2026.", ("", "", "2026-11-30")),
        ("Ответьте не позднее 30 нояб. 2026 г.", ("", "", "2026-11-30")),
        ("Запрос № 5-к от 2026-11-19", ("5-к", "2026-11-19", "")),
        ("В срок до 10.11.2026 вы не ответили.", ("", "", "")),
        ("№ 1 от 99.99.2026, № 2 от 21.11.2026, до 30.11.2026", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_number_date_and_term_are_read(text: str, found: tuple[str, str, str]) -> None:
    assert their_letter(text, RECEIVED) == TheirLetter(*found)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Досудебная претензия. Прошу ответить в срок до 30 ноября 2026 года.", "2026-11-30"),
        ("ПРЕТЕНЗИЯ\nЖду ответа не позднее 30.11.2026", "2026-11-30"),
        *(
            (f"This is a pre-trial claim: answer {day}, or I go to court.", "2026-11-30")
            for day in (
                "by 30 November 2026",
                "by November 30, 2026",
                "by November 30th 2026",
                "by Nov. 30, 2026",
                "by 30th of November 2026",
                "by the 30th of November, 2026",
                "by Monday, 30 Nov 2026",
                "by 2026-11-30",
                "by close of business\non Monday, NOVEMBER 30, 2026",
                "on or before November 30, 2026",
                "by the 30th day of November 2026",
                "by 5:00 p.m. on November 30, 2026",
            )
        ),
        ("Letter of claim. Please answer by 30 November 2026.", "2026-11-30"),
        ("Pre-trial claim. Signed by you. On December 10, 2026 it ends.", ""),
        ("Pre-trial claim. Violated by you on November 10, 2026.", ""),
        ("Pre-trial claim. By November 31, 2026 or by May 2026.", ""),
        ("Прошу ответить в срок до 30 ноября 2026 года.", ""),
        ("Претензия. Ответьте в срок до 10.11.2026.", ""),
        ("Претензия от 30.11.2026", ""),
        ("Претензий нет, ответьте не позднее 30.11.2026", ""),
        ("Претензий не имею. Ответьте не позднее 30.11.2026", ""),
    ],
)
def test_the_day_of_a_claim_is_read_and_no_other_letters(text: str, day: str) -> None:
    found = set_day(text, RECEIVED) if is_claim(text) else None
    assert (found.day.isoformat() if found else "") == day
