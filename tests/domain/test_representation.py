# SPDX-License-Identifier: Apache-2.0
"""For whom a letter is written, with the words that say so."""

import pytest

from desk.domain.representation import representation


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Действуя по доверенности от 12.05.2026 № 3 в интересах Петровой О. И., прошу сообщить …",
         ("Действуя по доверенности", "в интересах Петровой О. И."), "Петрова О. И."),
        ("Я, адвокат Сидоров, в интересах моей доверительницы Петровой Ольги Ильиничны прошу …",
         ("в интересах моей доверительницы Петровой Ольги Ильиничны",), "Петрова Ольга Ильинична"),
        ("Прошу в интересах несовершеннолетнего сына Петрова Ивана Олеговича удалить …",
         ("в интересах несовершеннолетнего сына Петрова Ивана Олеговича",), "Петров Иван Олегович"),
        ("Представляю интересы ПЕТРОВОЙ О.И.", ("Представляю интересы ПЕТРОВОЙ О.И.",), "ПЕТРОВА О.И."),
        ("Действующий на основании доверенности, прошу", ("Действующий на основании доверенности",), ""),
        ("I am writing on behalf of my client, Ms Anna Petrova.",
         ("writing on behalf of my client, Ms Anna Petrova",), "Anna Petrova"),
        ("Acting under a power of attorney, we represent John Smith.",
         ("Acting under a power of attorney", "we represent John Smith"), "John Smith"),
        ("Вы действуете в интересах компании, а я прошу удалить мои данные.", (), ""),
        ("От имени Иванова Петра кто-то взял кредит.", (), ""),
        ("Прошу удалить данные, я действую в своих интересах.", (), ""),
        ("Иванов, действующий по доверенности от моего имени, заберёт ответ.", (), ""),
        ("Someone called me on behalf of Example Company Ltd. I act in my own interests.", (), ""),
        ("> Действуя по доверенности в интересах Петровой О. И.", (), ""),
    ],
)  # fmt: skip
def test_the_words_that_say_for_whom(text, words, name):
    found = representation(text)
    assert (found.words, found.name) == (words, name)
