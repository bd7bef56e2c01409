# SPDX-License-Identifier: Apache-2.0
"""``desk take-in`` of a reply: what it demands anew is registered, or said not to be."""

from datetime import UTC, datetime, timedelta

import pytest

ASKED = "Прошу сообщить, какие мои персональные данные вы обрабатываете."
MORE = "Дополнительно прошу уничтожить мои данные, так как они получены незаконно."


@pytest.fixture
def take_in(on_desk, tmp_path):
    """Takes in a letter received a day after the one before; the first is answered by all others."""
    sent = []

    def take(text, *options):
        sent.append(text)
        number = len(sent)
        when = datetime.now(UTC) - timedelta(days=9 - number)
        path = tmp_path / f"{number}.eml"
        path.write_text(
            f"Received: by mx.example.com; {when:%a, %d %b %Y %H:%M:%S} +0000\r\n"
            f"From: Anna <anna@yandex.ru>\r\nTo: data@example.com\r\nMessage-ID: <a{number}@yandex.ru>\r\n"
            + ("In-Reply-To: <a1@yandex.ru>\r\n" if number > 1 else "")
            + f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n",
            "utf-8",
        )
        return on_desk("take-in", path, *options)

    assert take(ASKED).json["follows"] is None
    return take


def test_new_demands_of_a_reply_become_a_linked_request(on_desk, take_in):
    told = take_in(f"{ASKED} {MORE}", "--lang", "en").json
    assert (told["request"], told["joined"]) == ("request/2026-002", False)
    assert (told["follows"], told["not_registered"]) == ("request/2026-001", [])
    assert {each["kind"] for each in told["demands"]} == {"destroy", "claim_unlawful"}
    assert "R11" in {each["row"] for each in told["deadlines"]}
    assert "its deadlines run from receipt of this letter" in told["hints"][0]
    assert "request 2026-001, not registered again: “Access to data”" in told["hints"][1]
    first = on_desk("request", "show", "2026-001").json
    for card, kind, other in ((told, "follows", "2026-001"), (first, "followed", "2026-002")):
        assert [m["note"] for m in card["timeline"] if m["kind"] == kind] == [other]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Recognised but not registered: "), ("ru", "Распознано, но не зарегистрировано: ")],
)
def test_a_reply_that_is_to_join_says_what_it_does_not_register(take_in, language, sentence):
    told = take_in(MORE, "--join", "2026-001", "--lang", language).json
    assert (told["request"], told["joined"]) == ("request/2026-001", True)
    assert told["not_registered"] == ["destroy", "claim_unlawful"]
    assert told["hints"][0].startswith(sentence)


def test_a_reply_that_demands_nothing_joins_as_it_is(take_in):
    for text in ("Спасибо!", ASKED):
        told = take_in(text).json
        assert (told["joined"], told["follows"], told["not_registered"]) == (True, None, [])


def test_a_demand_named_for_a_reply_is_registered_and_not_lost(take_in):
    told = take_in("Спасибо!", "--kind", "stop_marketing").json
    assert [each["kind"] for each in told["demands"]] == ["stop_marketing"]
    assert told["follows"] == "request/2026-001"
    refused = take_in(MORE, "--kind", "destroy", "--join", "2026-001")
    assert (refused.code, refused.out) == (2, "")
    assert "--join" in refused.err


def test_a_reply_of_its_own_has_all_it_demands(take_in):
    told = take_in(f"{ASKED} {MORE}", "--anyway").json
    assert {each["kind"] for each in told["demands"]} == {"access", "destroy", "claim_unlawful"}
    assert told["follows"] == "request/2026-001"


def test_nothing_is_said_to_stand_on_the_first_request_that_does_not(take_in):
    told = take_in("Подаю жалобу на ваши действия. Удалите мои данные.", "--lang", "en").json
    assert [each["kind"] for each in told["demands"]] == ["destroy"]
    assert not [hint for hint in told["hints"] if "not registered again" in hint]


@pytest.fixture
def stranger(tmp_path):
    """A letter of somebody else that refers to the first one in its header, unless it does not."""

    def write(text, refers="In-Reply-To: <a1@yandex.ru>\r\n"):
        path = tmp_path / "stranger.eml"
        path.write_text(
            f"Received: by mx.example.com; {datetime.now(UTC):%a, %d %b %Y %H:%M:%S} +0000\r\n"
            "From: Другой Человек <other@ya.ru>\r\nTo: data@example.com\r\nMessage-ID: <o@ya.ru>\r\n"
            f"{refers}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n",
            "utf-8",
        )
        return path

    return write


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The sender is not the person who wrote before"),
        ("ru", "Отправитель — не тот, кто писал раньше"),
    ],
)
def test_a_stranger_in_the_thread_becomes_a_request_of_its_own(
    on_desk, take_in, stranger, language, sentence
):
    told = on_desk("take-in", stranger(ASKED), "--lang", language).json
    assert (told["request"], told["joined"], told["stranger"]) == ("request/2026-002", False, True)
    assert told["follows"] == "request/2026-001"
    assert told["hints"][0].startswith(sentence)
    assert {each["kind"] for each in told["demands"]} == {"access"}


def test_a_stranger_who_demands_nothing_is_asked_about(on_desk, take_in, stranger):
    path = stranger("Спасибо!")
    refused = on_desk("take-in", path, "--lang", "en")
    assert refused.code == 2
    assert "not the person who wrote before: file it there with --join" in refused.err
    assert on_desk("take-in", path, "--join", "2026-001").json["joined"]


def test_a_stranger_who_only_names_the_request_is_pointed_out(on_desk, take_in, stranger):
    told = on_desk("take-in", stranger(f"По № 2026-001. {ASKED}", ""), "--lang", "en").json
    assert (told["seems_to_join"], told["stranger"]) == ("2026-001", True)
    assert told["hints"][0].startswith(
        "The sender is not the person who wrote before on request 2026-001"
    )
    assert told["follows"] == "request/2026-001"
    assert "Linked with request 2026-001: the two requests name each other." in told["hints"]
    assert [m["note"] for m in told["timeline"] if m["kind"] == "follows"] == ["2026-001"]


def test_a_request_may_stay_alone(on_desk, take_in, stranger):
    told = on_desk("take-in", stranger(f"По № 2026-001. {ASKED}", ""), "--alone").json
    assert (told["seems_to_join"], told["follows"]) == ("2026-001", None)
    assert not [m for m in told["timeline"] if m["kind"] == "follows"]


def test_a_letter_that_names_a_request_and_demands_nothing_is_asked_about(
    take_in, on_desk, stranger
):
    refused = on_desk("take-in", stranger("Благодарю за № 2026-001.", ""), "--lang", "en")
    assert refused.code == 2
    assert "may belong to request 2026-001: add it there with --join" in refused.err


def test_proof_opens_the_seven_days_unless_it_is_none(on_desk, take_in):
    def rows(told):
        return {each["row"] for each in told["deadlines"]}

    change = "Прошу уточнить мои персональные данные: фамилия теперь {}. Свидетельство прилагаю."
    told = take_in(change.format("Иванова"), "--anyway", "--lang", "en").json
    assert "R07" in rows(told)
    assert any("seven working days" in hint for hint in told["hints"])
    none = take_in(change.format("Петрова"), "--anyway", "--no-proof").json
    assert "R07" not in rows(none)
    assert not any("--no-proof" in hint for hint in none["hints"])
    refused = on_desk("request", "evidence", "2026-001", "--lang", "en")
    assert (refused.code, "has a deadline running from confirming data" in refused.err) == (2, True)
    number = none["request"].removeprefix("request/")
    assert "R07" in rows(on_desk("request", "evidence", number).json)
    useless = take_in("Прошу сообщить, какие данные вы храните.", "--anyway", "--proof")
    assert useless.code == 2
