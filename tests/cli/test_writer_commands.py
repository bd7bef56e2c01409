# SPDX-License-Identifier: Apache-2.0
"""``desk take-in`` and ``request identify``: letters of forms and representatives, and whose card a name goes on."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.domain.kinds import ApplicantRole
from tests.factories import person

ASKS = "Прошу предоставить мои персональные данные."
FORM = "Name: {}\nEmail: {}\nComments: " + ASKS
LAWYER = "Действуя по доверенности{}, прошу ответить. " + ASKS


@pytest.fixture
def take_in(on_desk, tmp_path):
    sent = []

    def take(text, *options, sender="noreply@tilda.cc"):
        sent.append(text)
        path = tmp_path / f"{len(sent)}.eml"
        when = datetime.now(UTC) - timedelta(hours=2)
        path.write_text(
            f"Received: by mx.example.com; {when:%a, %d %b %Y %H:%M:%S} +0000\r\nFrom: {sender}\r\n"
            "To: data@example.com\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text,
            "utf-8",
        )
        return on_desk("take-in", path, *options)

    return take


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "A form on a site sent this letter."), ("ru", "Письмо отправила форма на сайте.")],
)
def test_two_people_of_one_form_stay_two(on_desk, take_in, language, sentence):
    first = take_in(FORM.format("Пётр Котов", "kotov@example.org"), "--lang", language).json
    take_in(FORM.format("Ольга Львова", "lvova@example.org"))
    assert first["hints"][0].startswith(sentence)
    on_desk("request", "identify", "2026-001", "--how", "call", "--name", "Котов Пётр Олегович")
    on_desk("request", "identify", "2026-002", "--how", "call", "--name", "Львова Ольга Ильинична")
    shown = [on_desk("request", "show", f"2026-00{each}").json["subject"] for each in (1, 2)]
    assert [(each["name"], each["email"]) for each in shown] == [
        ("Котов Пётр Олегович", "kotov@example.org"),
        ("Львова Ольга Ильинична", "lvova@example.org"),
    ]


def test_a_form_that_names_nobody_asks_and_takes_what_is_said(take_in):
    refused = take_in(ASKS)
    assert (refused.code, refused.out) == (2, "")
    told = take_in(ASKS, "--name", "Пётр Котов", "--email", "kotov@example.org").json
    assert (told["subject"]["name"], told["subject"]["email"]) == (
        "Пётр Котов",
        "kotov@example.org",
    )


def test_a_name_never_moves_to_another_person_unasked(on_desk, taken):
    first = taken(subject=person(name="Львова Ольга", dative="Львовой Ольге"))
    second = taken(subject_id=1)

    def names():
        cards = [on_desk("request", "show", number).json for number in (first, second)]
        return [(card["subject"]["name"], bool(card["identified"])) for card in cards]

    identify = ("request", "identify", second, "--how", "call", "--name")
    refused = on_desk(*identify, "Котов Пётр")
    assert (refused.code, refused.out) == (2, "")
    assert names() == [("Львова Ольга", False), ("Львова Ольга", False)]
    on_desk(*identify, "Котов Пётр", "--new-card")
    assert names() == [("Львова Ольга", False), ("Котов Пётр", True)]
    on_desk(*identify, "Котов Олег", "--this-card")
    assert names() == [("Львова Ольга", False), ("Котов Олег", True)]
    on_desk("request", "identify", first, "--how", "call", "--name", "Львова Ольга Ильинична")
    assert names()[0] == ("Львова Ольга Ильинична", True), "a fuller name is asked of nobody"


def test_a_card_without_a_name_that_others_share_is_asked_about(on_desk, take_in):
    for text in (ASKS, f"Ещё раз: {ASKS}"):
        take_in(text, sender="shared@example.org")
    identify = ("request", "identify", "2026-002", "--how", "call", "--name", "Котов Пётр")
    assert on_desk(*identify).code == 2
    on_desk(*identify, "--new-card")
    first = on_desk("request", "show", "2026-001").json
    assert first["subject"]["name"] == ""


def test_a_lawyer_is_the_representative_of_whom_the_letter_or_the_option_names(take_in):
    sender = "Ilya Sidorov <sidorov@example.org>"
    refused = take_in(LAWYER.format(""), sender=sender)
    assert (refused.code, "--for" in refused.err) == (2, True)
    told = take_in(LAWYER.format(" в интересах Петровой О. И."), "--lang", "en", sender=sender).json
    assert (told["role"], told["subject"]["name"]) == ("representative", "Петрова О. И.")
    assert told["applicant"]["email"] == "sidorov@example.org"
    assert "Действуя по доверенности" in told["hints"][0]
    named = take_in(LAWYER.format("."), "--for", "Котова Мария", sender=sender).json
    assert (named["role"], named["subject"]["name"]) == ("representative", "Котова Мария")
    own = take_in(LAWYER.format(" № 3"), "--for", "-", sender=sender).json
    assert (own["role"], own["subject"]["name"]) == ("subject", "Ilya Sidorov")


def test_a_power_that_comes_after_the_identity_is_recorded_with_the_same_words(on_desk, taken):
    number = taken(role=ApplicantRole.REPRESENTATIVE, applicant=person(name="Адвокатов Пётр"))
    how = ("request", "identify", number, "--how", "Удостоверение показано")
    assert on_desk(*how).json["step"] == "authority"
    done = on_desk(*how, "--authority", "Доверенность от 1 ноября")
    assert (done.code, done.json["step"]) == (0, "answer"), done.err
    assert on_desk(*how, "--authority", "Ещё одна").code == 2


def test_a_power_that_comes_after_the_identity_needs_no_words_on_it(on_desk, taken):
    number = taken(role=ApplicantRole.REPRESENTATIVE, applicant=person(name="Адвокатов Пётр"))
    ask = ("request", "identify", number)
    assert on_desk(*ask).code == 2, "nothing is settled yet"
    on_desk(*ask, "--how", "Удостоверение показано")
    power = ("--authority", "Доверенность от 1 ноября")
    refused = on_desk(*ask, *power, "--how", "По телефону")
    assert (refused.code, "already been established" in refused.err) == (2, True)
    assert on_desk(*ask, *power).json["step"] == "answer"
