# SPDX-License-Identifier: Apache-2.0
"""A letter passed on in the text of another is told by the head a mail program put above it."""

import pytest

from desk.domain.passed_on import PassedOn, passed_on

ANNA = ("Анна Щёголева", "anna@example.org")


@pytest.mark.parametrize(
    ("text", "writer", "day"),
    [
        (
            (
                "-------- Пересылаемое сообщение --------\nОт: Анна Щёголева <anna@example.org>\n"
                "Кому: info@example.com\nДата: пн, 16 нояб. 2026 г. в 10:00\nТема: Запрос\n\nПрошу…"
            ),
            ANNA,
            "пн, 16 нояб. 2026 г. в 10:00",
        ),
        (
            (
                "Тема: \tЗапрос\nДата: \tMon, 16 Nov 2026 10:00:00 +0300\n"
                'От: \t"Анна Щёголева" <anna@example.org>\nКому: \tinfo@example.com\n\nПрошу…'
            ),
            ANNA,
            "Mon, 16 Nov 2026 10:00:00 +0300",
        ),
        (
            "*From:* Анна Щёголева [mailto:anna@example.org]\n*Sent:* Monday\n*To:* Info\n*Subject:* x\n\n…",
            ANNA,
            "Monday",
        ),
        ("From: Анна Щёголева\nSent: Monday\nTo: Info\n\n…", ("Анна Щёголева", ""), "Monday"),
    ],
)
def test_writer_and_day_stand_in_the_head(text: str, writer: tuple[str, str], day: str) -> None:
    assert list(passed_on(f"См. ниже.\n\n{text}", "Fwd: Запрос")) == [PassedOn(*writer, day)]
    assert list(passed_on(text, "Re: Запрос")) == []


@pytest.mark.parametrize("text", ["", "От: Анна\nПрошу…", "Тема: a\nДата: b\nКому: c\n", "от " * 9])
def test_what_is_no_head_tells_nobody(text: str) -> None:
    assert list(passed_on(text, "Fwd: x")) == []


def test_an_endless_text_is_read_no_further_than_its_beginning() -> None:
    assert len(list(passed_on("From: a\nTo: b\nDate: c\n\n" * 500_000, "Fwd: x"))) < 5000
