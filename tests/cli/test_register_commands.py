# SPDX-License-Identifier: Apache-2.0
"""Requests that come otherwise than by a letter, and what is found and done on them, to the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.domain.days import local_day
from desk.services.desk import DEFAULT_ZONE

TODAY = local_day(datetime.now(UTC), DEFAULT_ZONE).isoformat()
ANNA = ("--name", "Щёголева Анна Ильинична", "--email", "anna@example.org")


def ago(**back: int) -> str:
    return (datetime.now(UTC) - timedelta(**back)).isoformat(timespec="seconds")


@pytest.fixture
def add(on_desk):
    """Registers a request received two hours ago."""

    def register(*options, who=ANNA):
        return on_desk("request", "add", "--received", ago(hours=2), *who, *options)

    return register


@pytest.fixture
def step(on_desk):
    """Takes a step on the request and returns the card."""

    def take(name, *options, code=0):
        done = on_desk("request", name, "2026-001".replace("2026", TODAY[:4]), *options)
        assert done.code == code, done.err
        return done.json if code == 0 else done.err

    return take


def test_a_request_by_post_has_its_words_its_way_and_its_terms(add, tmp_path):
    words = tmp_path / "letter.txt"
    words.write_text("Прошу сообщить, какие данные вы храните.", encoding="utf-8")
    card = add(
        *("--kind", "access", "--kind", "stop", "--channel", "post", "--text", words),
        *("--address", "Москва, а/я 1", "--has", "document", "--sent", ago(days=3)),
    ).json
    assert (card["channel"], card["role"], card["step"]) == ("post", "subject", "identify")
    assert {each["kind"] for each in card["demands"]} == {"access", "stop"}
    assert {each["row"] for each in card["deadlines"]} >= {"R01", "R22"}
    assert card["subject"]["address"] == "Москва, а/я 1"
    there = {"document": True, "relation": False, "signature": False}
    assert card["completeness"] == {**there, "looked": True}


def test_the_card_of_the_same_person_is_taken_where_nothing_is_lost(add, on_desk):
    ids = [add("--kind", "access", "--channel", "phone", *more).json["id"] for more in ((), ())]
    other = add("--kind", "access", "--channel", "phone", "--phone", "+7 900 000-00-01").json
    assert len(set(ids)) == 2
    assert other["subject"]["phone"] == "+7 900 000-00-01"
    found = on_desk("request", "list", "--text", "anna@example.org").json["requests"]
    assert len(found) == 3
    flat = {"due", "safe", "firm", "overdue", "days_left", "working_days_left", "late", "unfit"}
    assert flat | {"broken", "uncounted", "number"} <= set(found[0])


def test_a_representative_and_an_authority_speak_for_somebody(add):
    writer = ("--name", "Адвокатов Пётр", "--address", "Казань")
    spoken = ("--kind", "access", "--channel", "in_person", "--for", "Щёголева Анна")
    card = add(*spoken, who=writer).json
    assert (card["role"], card["applicant"]["name"]) == ("representative", "Адвокатов Пётр")
    assert card["subject"]["name"] == "Щёголева Анна"
    asked = ("--kind", "regulator_information", "--channel", "rkn", "--their-number", "09-1")
    card = add(*asked, "--their-date", TODAY, who=("--name", "Управление Роскомнадзора")).json
    assert (card["role"], card["their_number"], card["step"]) == ("rkn", "09-1", "answer")


def test_a_complaint_goes_from_the_inquiry_over_the_measures_to_its_end(add, step):
    add("--kind", "complaint", "--channel", "post", "--sets-date", "2030-01-01")
    step("identify", "--how", "Лично")
    told = ("--facts", "Письма шли без согласия", "--cause", "Сбой", "--measures", "Отключили")
    card = step("inquire", *told, "--unlawful")
    assert {each["row"] for each in card["deadlines"]} >= {"R11", "R14", "R15"}
    assert card["step"] == "block"
    step("block", "--note", "CRM")
    assert step("measure", "--done", "cessation", "--on", TODAY)["step"] == "remedy"
    step("measure", "--done", "lawful", "--on", TODAY, "--note", "Согласие получено")
    step("unblock", "--note", "Проверка окончена")
    assert step("answer", "--form", "notice_done")["step"] == "dispatch"
    step("sent", "--way", "post", "--proof", "РПО 1", "--at", ago(seconds=0))
    assert step("close")["state"] == "closed"


def test_an_own_finding_is_decided_by_hand(add, step):
    card = add("--kind", "claim_unlawful", "--channel", "own", who=()).json
    assert card["role"] == "nobody"
    step("inquire", "--facts", "Лишние анкеты", "--cause", "Забыли", "--measures", "Удалили")
    for done in ("cessation", "destruction"):
        step("measure", "--done", done, "--on", TODAY, "--note", "Акт № 1")
    demand = str(card["demands"][0]["id"])
    card = step("decide", "--demand", demand, "--ends", "satisfied", "--outcome", "Убрали")
    assert card["demands"][0]["state"] == "satisfied"
    assert step("close")["state"] == "closed"


def test_closing_what_stays_blocked_is_asked_about_and_the_block_can_be_lifted_later(
    add, step, tmp_path
):
    add("--kind", "claim_inaccurate", "--channel", "post")
    step("identify", "--how", "Лично")
    step("block", "--note", "CRM")
    step("inquire", "--facts", "Ошибка в имени", "--cause", "Опечатка", "--measures", "Исправили")
    assert step("measure", "--done", "correction", "--on", TODAY)["step"] == "unblock"
    texts = tmp_path / "t.toml"
    texts.write_text('[data]\nru = "имя"\n[third_parties]\nru = "Нет."\n', encoding="utf-8")
    step("answer", "--form", "notice_done", "--passages", texts, "--anyway")
    step("sent", "--way", "post", "--proof", "РПО 1", "--at", ago(seconds=0))
    assert "The data have been blocked since" in step("close", "--lang", "en", code=2)
    assert step("close", "--anyway")["state"] == "closed"
    card = step("unblock", "--note", "Уточнено")
    assert (card["state"], card["timeline"][-1]["kind"]) == ("closed", "unblocked")


def test_inaccurate_data_may_stay_unblocked_and_are_corrected(add, step, tmp_path):
    add("--kind", "claim_inaccurate", "--channel", "portal")
    step("identify", "--how", "Через портал")
    card = step("block", "--not-because", "Повредит самому субъекту")
    assert "block_declined" in {each["kind"] for each in card["timeline"]}
    step("inquire", "--facts", "Ошибка в имени", "--cause", "Опечатка", "--measures", "Исправили")
    texts = tmp_path / "t.toml"
    texts.write_text('[data]\nru = "имя"\n', encoding="utf-8")
    notice = ("--form", "notice_done", "--done-on", TODAY, "--lang", "en")
    blocked = step("answer", *notice, "--done", "blocking", "--passages", texts, code=2)
    assert "it was decided not to block the data" in blocked
    assert "Choose what was actually done" in step("answer", *notice, "--passages", texts, code=2)
    notice += ("--done", "correction")
    card = step("answer", *notice, "--passages", texts, "--anyway")
    assert [each["state"] for each in card["demands"]] == ["satisfied"]


@pytest.mark.parametrize(
    "options",
    [
        ("--kind", "access", "--channel", "own"),
        ("--kind", "regulator_information", "--channel", "own"),
        ("--kind", "access", "--channel", "email", "--received", TODAY),
        ("--kind", "access", "--channel", "post", "--received", "9999-12-31T00:00+00:00"),
        ("--kind", "access", "--channel", "post", "--sent", "вчера"),
        ("--kind", "access", "--channel", "pigeon"),
        ("--kind", "access", "--channel", "post", "--law", "mars"),
        ("--kind", "access", "--channel", "post", "--their-date", "0001-01-01"),
        ("--kind", "access", "--channel", "post", "--summary", "я" * 10_000),
        # The power of nobody: it would lie in the record unseen.
        ("--kind", "access", "--channel", "post", "--authority", "Доверенность № 5"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_registered(add, on_desk, options):
    done = add(*options)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.strip().splitlines()) == 1
    assert on_desk("request", "list").json["requests"] == []


def test_a_text_in_another_encoding_is_refused(add, tmp_path):
    words = tmp_path / "letter.txt"
    words.write_bytes("Прошу".encode("cp1251"))
    done = add("--kind", "access", "--channel", "post", "--text", words, "--lang", "en")
    assert (done.code, "UTF-8" in done.err) == (2, True)


def test_of_a_letter_by_post_the_day_is_enough(on_desk):
    made = on_desk(
        "request", "add", "--kind", "access", "--channel", "post", "--received", "2026-11-20",
        "--name", "Щёголева Анна",
    )  # fmt: skip
    assert made.code == 0, made.err
    assert made.json["received"] == "2026-11-20"
    mailed = on_desk(
        "request", "add", "--kind", "access", "--channel", "email", "--received", "2026-11-20",
        "--name", "Щёголева Анна",
    )  # fmt: skip
    assert mailed.code == 2


def test_proof_that_came_with_a_request_opens_its_term_and_nothing_else(add, on_desk):
    plain = add("--kind", "correct", "--channel", "post").json
    proved = add("--kind", "correct", "--channel", "post", "--proof").json
    assert {each["row"] for each in proved["deadlines"]} - {
        each["row"] for each in plain["deadlines"]
    } == {"R07"}
    useless = add("--kind", "access", "--channel", "post", "--proof", "--lang", "en")
    assert (useless.code, useless.out) == (2, "")
    assert "has a deadline running from confirming data" in useless.err


def test_a_complaint_is_found_not_confirmed_by_hand(add, step):
    card = add("--kind", "complaint", "--channel", "portal").json
    step("identify", "--how", "Через портал")
    ends = ("--demand", str(card["demands"][0]["id"]), "--ends", "unfounded", "--outcome", "Нет")
    assert "inquiry" in step("decide", *ends, "--lang", "en", code=2)
    step("inquire", "--facts", "Рассылки не было", "--cause", "Нет", "--measures", "Нет")
    assert step("decide", *ends)["demands"][0]["state"] == "unfounded"


def test_an_objection_ends_as_it_is_said_to(add, step, tmp_path):
    add("--kind", "object_automated", "--channel", "post")
    step("identify", "--how", "Лично")
    texts = tmp_path / "t.toml"
    texts.write_text('[measures]\nru = "Проверил человек."\n', encoding="utf-8")
    notice = ("--form", "notice_done", "--passages", texts, "--anyway")
    assert "the outcome for the contested decision" in step(
        "answer", *notice, "--lang", "en", code=2
    )
    card = step("answer", *notice, "--ended", "upheld")
    assert [each["state"] for each in card["demands"]] == ["refused"]
