# SPDX-License-Identifier: Apache-2.0
"""What a letter demands is guessed from its words; letters that ask for nothing give no guess."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.guess import guess_demands, guess_language, own_words
from desk.domain.kinds import DemandKind
from tests.mail.heard import NOT_PLAIN, PLAIN
from tests.mail.letters import ENGLISH, FORMAL, NOTHING, RUSSIAN, SHORT, Sample
from tests.mail.phrases import NOT_MEANT, SPOKEN, USUAL, WRITTEN


def kinds(text: str, subject: str = "", sender: str = "") -> set[str]:
    return {str(guess.kind) for guess in guess_demands(text, subject, sender)}


@pytest.mark.parametrize(
    "letter", [*RUSSIAN, *ENGLISH, *SHORT, *FORMAL], ids=lambda letter: letter.text[:40]
)
def test_a_letter_points_to_what_it_demands(letter: Sample) -> None:
    assert kinds(letter.text, letter.subject, letter.sender) == set(letter.kinds.split())


@pytest.mark.parametrize("letter", NOTHING, ids=lambda letter: letter.text[:40])
def test_an_ordinary_letter_demands_nothing(letter: Sample) -> None:
    assert guess_demands(letter.text, letter.subject) == ()


@pytest.mark.parametrize(("wanted", "text"), [*SPOKEN, *WRITTEN, *PLAIN])
def test_a_demand_is_known_in_everyday_words(wanted: str, text: str) -> None:
    assert kinds(text) == set(wanted.split())


@pytest.mark.parametrize("text", [*NOT_MEANT, *USUAL, *NOT_PLAIN])
def test_words_like_those_of_a_demand_are_none(text: str) -> None:
    assert guess_demands(text) == ()


@pytest.mark.parametrize("samples", [RUSSIAN, ENGLISH])
def test_every_kind_has_letters_in_both_languages(samples: tuple[Sample, ...]) -> None:
    assert {kind for sample in samples for kind in sample.kinds.split()} == set(DemandKind)


def test_the_words_are_those_of_the_letter() -> None:
    text = "Прошу  УДАЛИТЬ\nмои персональные данные."
    (guess,) = guess_demands(text)
    assert guess.kind is DemandKind.DESTROY
    assert guess.words == ("УДАЛИТЬ мои персональные данные",)


def test_no_words_are_shown_twice_or_inside_longer_ones() -> None:
    (guess,) = guess_demands("What data do you have on me?", "WHAT DATA DO YOU HAVE ON ME")
    assert guess.words == ("WHAT DATA DO YOU HAVE ON ME",)


@pytest.mark.parametrize("letter", RUSSIAN)
def test_russian_letters_are_russian(letter: Sample) -> None:
    assert guess_language(letter.text) == "ru"


@pytest.mark.parametrize("letter", ENGLISH)
def test_english_letters_are_english(letter: Sample) -> None:
    assert guess_language(letter.text) == "en"


def test_the_language_is_that_of_the_writer_and_not_of_the_letter_quoted() -> None:
    assert guess_language("Please delete my data.\n\n> " + "Здравствуйте! " * 50) == "en"
    assert (
        guess_language("Здравствуйте, мой профиль: https://example.org/a-very-long-address-of-mine")
        == "ru"
    )
    assert guess_language("Zdravstvuyte! Proshu udalit moi dannye. Spasibo") == "ru"
    assert guess_language("") == guess_language("12345 !!!") == "ru"


GMAIL = """{note}

---------- Forwarded message ---------
{sender}: {name} <anna.sokolova@example-provider.example>
Date: Mon, 2 Nov 2026 at 10:14
Subject: {subject}
To: <privacy@example-operator.example>

{text}"""


@pytest.mark.parametrize("note", ["", "См. ниже", "FYI"])
def test_a_letter_passed_on_has_the_language_of_what_is_passed_on(note: str) -> None:
    russian = GMAIL.format(
        note=note, sender="От", name="Анна", subject="Запрос", text="Удалите мои данные."
    )
    assert guess_language(russian, "Fwd: Запрос") == "ru"
    english = GMAIL.format(
        note=note, sender="From", name="Anna", subject="Request", text="Please delete my data."
    )
    assert guess_language(english, "Fwd: Request") == "en"


def test_the_subject_helps_to_tell_the_language_unless_it_is_repeated() -> None:
    assert guess_language("", "Delete my data") == "en"
    assert guess_language("ok", "Удалите мои данные") == "ru"
    assert guess_language("Please do.", "Re: Ваше обращение № 2026-001") == "en"


def test_the_regulator_is_known_by_its_voice_and_not_by_its_name() -> None:
    threat = "Удалите мои персональные данные, иначе направлю жалобу в Роскомнадзор."
    assert kinds(threat) == {"destroy"}


@pytest.mark.parametrize(
    "text",
    [
        "Не удаляйте мои персональные данные.",
        "Я не хочу отзывать согласие на обработку.",
        "I do not wish to withdraw my consent.",
        "Don't delete my account.",
        "I am not asking you to erase my data.",
    ],
)
def test_a_denied_demand_is_none(text: str) -> None:
    assert guess_demands(text) == ()


def test_a_polite_question_is_not_a_denial() -> None:
    assert kinds("Не могли бы вы удалить мои персональные данные?") == {"destroy"}


def test_quoted_letters_and_signatures_are_not_the_writers_words() -> None:
    outlook = "Спасибо!\n\nОт: Иван <a@example.org>\nОтправлено: 20 ноября\nКому: Б\nТема: В\n\nУдалите мои данные."
    assert own_words(outlook).strip() == "Спасибо!"
    assert "Удалите" in own_words(outlook, "Fwd: просьба")
    assert own_words("да\n-- \nподпись") == "да\n"
    assert own_words(
        "20 нояб. 2026 г., в 10:00, Иван <a@example.org> написал(а):\n> раз\nдва"
    ).split() == ["два"]


@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_an_answer(text: str, subject: str, sender: str) -> None:
    assert guess_language(text) in ("ru", "en")
    for guess in guess_demands(text, subject, sender):
        assert guess.words


def test_a_very_long_text_without_stops_is_read_in_pieces() -> None:
    long = "слово " * 300_000
    assert guess_demands(long + "удалите мои персональные данные") == ()
    assert kinds("удалите мои персональные данные " + long) == {"destroy"}
