# SPDX-License-Identifier: Apache-2.0
"""The fields of a form on a site, and the addresses behind which there is nobody."""

import pytest

from desk.domain.site_form import Filled, filled_in, nobody

ANNA = Filled("Анна Примерова", "anna@example.org", "+7 900 123-45-67")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Name: Анна Примерова\nEmail: anna@example.org\nPhone: +7 900 123-45-67\nComments: x", ANNA),
        ("Имя: Анна Примерова\nПочта: anna@example.org\nТелефон: +7 900 123-45-67", ANNA),
        ("Имя Анна Примерова\nE-mail anna@example.org\nТелефон +7 900 123-45-67\nЧто-то", ANNA),
        ("ФИО\nАнна Примерова\nE-mail\nanna@example.org\nТелефон\n+7 900 123-45-67", ANNA),
        ("*Ваше имя:* Анна Примерова\n*Email:* <anna@example.org>\nТел. +7 900 123-45-67", ANNA),
        ("Имя=Анна Примерова\nEmail=anna@example.org\nТелефон=+7 900 123-45-67", ANNA),
        ("From: Анна Примерова <anna@example.org>\nPhone number: +7 900 123-45-67", ANNA),
        ("Фамилия: Котова\nИмя: Мария\nОтчество: Петровна", Filled("Котова Мария Петровна")),
        ("First name: Anna\nLast name: Example", Filled("Anna Example")),
        ("Имя (обязательно): Анна\nEmail*: a@b.ru", Filled("Анна", "a@b.ru")),
        ("Имя: \nEmail: a@b.ru", Filled("", "a@b.ru")),
        ("Имя моё вам известно.\nТелефон я не давала.\nПочта моя прежняя.", Filled()),
        ("Name: <b>&😀\nEmail: noreply@example.org\nPhone: 12", Filled()),
        ("> Имя: Анна\n> Email: a@b.ru", Filled()),
        ("", Filled()),
    ],
)  # fmt: skip
def test_what_the_fields_say(text, expected):
    assert filled_in(text) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        *((f"{name}@example.org", True) for name in (
            "noreply", "No-Reply", "no_reply", "noreply+7", "shop-noreply", "no-reply-12", "donotreply",
            "do-not-reply", "do-not-respond", "no-response", "forms", "contact-form", "submissions", "mailer", "mailer-daemon", "robot", "wordpress", "notifications", "ne-otvechay",
        )),
        *((f"{name}@example.org", False) for name in (
            "anna", "reply", "robotov", "anna.noreplyeva", "bot.ivan", "info", "systemova", "",
        )),
        ("", False),
    ],
)  # fmt: skip
def test_nobody_answers_from_the_address_of_a_machine(address, expected):
    assert nobody(address) is expected
