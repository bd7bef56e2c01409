# SPDX-License-Identifier: Apache-2.0
"""A request under the operator's other law from a script: taken in, shown, put under another law."""

from __future__ import annotations

import pytest

from desk.paths import resource
from desk.services.keeping import upkeep
from desk.services.settings import setting
from tests.cli.test_story_commands import LETTER, today_letter

__all__ = ["today_letter"]


@pytest.mark.parametrize(
    ("arguments", "due", "law"),
    [
        (("2026-11-22", "--rule", "V03"), "2026-12-02", "vn"),
        (("2026-11-22", "--rule", "V03", "--extended"), "2026-12-12", "vn"),
        (("2026-11-22", "--rule", "v01"), "2026-11-24", "vn"),
        (("2026-11-22", "--rule", "vn.delete.shared"), "2026-12-22", "vn"),
        (("2026-01-31", "--rule", "G01"), "2026-03-02", "gdpr"),
        (("2026-01-31", "--rule", "G01", "--extended"), "2026-04-30", "gdpr"),
    ],
)
def test_due_counts_by_the_other_laws_and_says_they_are_not_verified(
    desk_command, arguments, due, law
):
    found = desk_command("due", *arguments, "--json").json
    assert (found["due"], found["law"], found["doubtful"]) == (due, law, True)
    assert found["certainty"] == "secondary"
    for language, words in (("ru", "Не проверено"), ("en", "Not verified")):
        assert words in desk_command("due", *arguments, "--lang", language).out


def test_a_russian_term_is_not_doubted(desk_command):
    found = desk_command("due", "2026-11-22", "--rule", "R01", "--json").json
    assert (found["law"], found["doubtful"]) == ("ru", False)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("2026-11-22", "--rule", "V05"), "no longer in force"),
        (("2026-11-22", "--rule", "V08"), "no deadline"),
        (("2026-11-22", "--rule", "G10"), "no deadline"),
        (("2026-11-22", "--rule", "V06"), "exact moment"),
        (("2026-11-22", "--rule", "V01", "--extended"), "not allow this deadline"),
        (("0001-01-01", "--rule", "V03"), "years"),
        (("9999-12-31", "--rule", "G01"), "years"),
    ],
)
def test_what_cannot_be_counted_is_a_sentence(desk_command, arguments, says):
    refused = desk_command("due", *arguments, "--lang", "en")
    assert refused.code == 2
    assert says in refused.err


def test_a_letter_is_taken_in_under_two_laws_and_put_under_one(on_desk, today_letter):
    taken = on_desk("take-in", today_letter, "--kind", "access", "--law", "vn,ru").json
    assert taken["laws"] == ["ru", "vn"]
    rows = {line["row"]: line["doubtful"] for line in taken["deadlines"]}
    assert rows == {"R01": False, "V01": True, "V03": True}
    assert taken["step"] == "acknowledge"
    number = taken["request"]
    (line,) = [
        line for group in ("today", "week", "later", "overdue")
        for line in on_desk("today").json[group]
    ]  # fmt: skip
    assert (line["law"], line["doubtful"]) == ("vn", True)

    other = on_desk("request", "law", number, "vn", "--third-party", "--reason", "Живёт там").json
    assert (other["laws"], other["third_party"]) == (["vn"], True)
    rules = {line["rule"] for line in other["deadlines"]}
    assert rules == {"vn.acknowledge", "vn.give.shared"}

    same = on_desk("request", "law", number, "vn", "--third-party", "--reason", "Ещё раз")
    assert same.code == 2
    unknown = on_desk("request", "law", number, "fr", "--reason", "Почему")
    assert unknown.code == 2
    assert "fr" in unknown.err
    assert on_desk("request", "show", number).json["laws"] == ["vn"]


def test_the_record_says_law_ground_and_doubt_to_a_person(on_desk, desk_command, today_letter):
    on_desk("take-in", today_letter, "--kind", "access", "--law", "gdpr")
    where = ("--desk", on_desk.folder, "--passphrase-file", on_desk.secret)
    shown = desk_command("request", "show", "2026-001", *where, "--lang", "en")
    if shown.code:  # another year has its own numbers
        pytest.skip("the demonstration letter is of another year")
    for words in ("GDPR", "G01, Art. 12 (3)", "Not verified"):
        assert words in shown.out
    assert "not verified" in desk_command("today", *where, "--lang", "en").out


def test_an_unknown_law_takes_nothing_in(on_desk):
    refused = on_desk("take-in", LETTER, "--kind", "access", "--law", "ru,xx")
    assert refused.code == 2
    assert "xx" in refused.err
    assert on_desk("request", "list").json["requests"] == []


@pytest.mark.parametrize(
    ("line", "kept"),
    [("", "ru"), ('laws = ["vn", "ru"]\n', "ru vn"), ('laws = ["gdpr"]\n', "gdpr")],
)
def test_the_file_of_the_operator_may_name_the_usual_laws(desk_command, tmp_path, line, kept):
    card, secret = tmp_path / "card.toml", tmp_path / "passphrase.txt"
    card.write_text(line + resource("demo", "trader.toml").read_text("utf-8"), "utf-8")
    secret.write_text("девять синих кораблей 9\n", "utf-8")
    where = ("--desk", tmp_path / "desk", "--passphrase-file", secret, "--json")
    assert desk_command("init", "--operator", card, *where).code == 0
    desk = upkeep.open_desk(tmp_path / "desk", "девять синих кораблей 9")
    try:
        assert setting(desk, "laws") == kept
    finally:
        desk.close()


@pytest.mark.parametrize("line", ['laws = "vn"', "laws = []", "laws = [1]", 'laws = ["xx"]'])
def test_laws_of_a_wrong_kind_make_no_desk(desk_command, tmp_path, line):
    card = tmp_path / "card.toml"
    card.write_text(f"{line}\n" + resource("demo", "trader.toml").read_text("utf-8"), "utf-8")
    assert desk_command("init", "--operator", card, "--desk", tmp_path / "desk").code == 2
    assert not (tmp_path / "desk").exists()
