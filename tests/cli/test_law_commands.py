# SPDX-License-Identifier: Apache-2.0
"""``desk due`` and ``desk rules check``: dates with their reasons, and refusals in one sentence."""

from __future__ import annotations

import pytest


def test_a_request_received_on_a_sunday_is_due_on_the_tenth_working_day(desk_command):
    found = desk_command("due", "2026-11-22", "--rule", "R01", "--json").json
    assert found["start"] == "2026-11-22"
    assert (found["nominal"], found["due"], found["safe"]) == ("2026-12-04",) * 3
    assert found["row"] == "R01"
    assert found["firm"] is True
    assert "28–29 Nov" in found["why"]


def test_the_extension_is_counted_from_day_zero(desk_command):
    assert (
        desk_command("due", "2026-11-22", "--rule", "access.answer", "--extended", "--json").json[
            "due"
        ]
        == "2026-12-11"
    )


@pytest.mark.parametrize(
    ("moment", "rule", "due"),
    [
        ("2026-12-30", "R07", "2027-01-19"),
        ("2027-02-19", "R14", "2027-02-25"),
        ("2025-10-31", "R14", "2025-11-06"),
        ("2026-12-04", "R21", "2027-01-11"),
    ],
)
def test_the_law_s_own_examples(desk_command, moment, rule, due):
    assert desk_command("due", moment, "--rule", rule, "--json").json["due"] == due


def test_the_day_of_receipt_is_the_legal_zone_s_day_not_the_machine_s(desk_command):
    late = desk_command("due", "2026-11-20T23:30+00:00", "--rule", "R01", "--json").json
    assert late["start"].startswith("2026-11-21")


def test_an_hour_term_keeps_its_offset(desk_command):
    found = desk_command("due", "2026-12-05T10:00+03:00", "--rule", "R17", "--json").json
    assert found["due"] == "2026-12-06T10:00:00+03:00"


def test_a_gate_says_before_when_nothing_may_be_done(desk_command):
    found = desk_command("due", "2026-12-04", "--rule", "R06", "--json").json
    assert found["not_before"] == "2027-01-03"
    assert "due" not in found


def test_an_at_once_duty_is_due_when_it_starts(desk_command):
    found = desk_command("due", "2026-11-22T12:00+03:00", "--rule", "R25", "--json").json
    assert found["due"] == found["start"]


def test_a_date_beyond_the_decreed_calendar_says_so(desk_command):
    found = desk_command("due", "2028-02-20", "--rule", "R01", "--json").json
    assert found["firm"] is False


@pytest.mark.parametrize(
    "arguments",
    [
        ("due", "2026-12-04", "--rule", "R02"),
        ("due", "2026-12-04", "--rule", "R99"),
        ("due", "2026-12-04", "--rule", "R17"),
        ("due", "сегодня", "--rule", "R01"),
        ("due", "0001-01-01", "--rule", "R01"),
        ("due", "9999-12-31", "--rule", "R01"),
        ("due", "9999-12-31T23:59:59-23:00", "--rule", "R17"),
        ("due", "2026-12-04", "--rule", "x" * 10_000),
        ("due", "2026-12-04", "--rule", "R07", "--extended"),
        ("due", "2026-12-04", "--rule", "R01", "--zone", "Mars/Olympus"),
        ("due", "2026-12-04"),
        ("due",),
        ("dew",),
        ("due", "2026-12-04", "--rule", "R01", "--nonsense"),
        ("rules", "check", "/no/such/folder"),
    ],
)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_bad_input_is_refused_in_one_sentence(desk_command, arguments, language):
    refused = desk_command(*arguments, "--lang", language)
    assert refused.code == 2
    assert refused.out == ""
    assert len(refused.err.strip().splitlines()) == 1
    assert len(refused.err) < 400
    assert "Traceback" not in refused.err


def test_the_bundled_rules_are_in_order(desk_command):
    assert desk_command("rules", "check", "--json").json == {"ok": True, "faults": []}


def test_a_faulty_pack_is_named_by_file_rule_and_key(desk_command, tmp_path):
    (tmp_path / "mine.toml").write_text('id = "mine"\nnonsense = 1\n', encoding="utf-8")
    found = desk_command("rules", "check", tmp_path, "--json")
    assert found.code == 2
    assert "mine.toml" in found.json["faults"][0]


@pytest.mark.parametrize(
    ("lang", "why"),
    [
        ("ru", "own.toml — не файл TOML: проверьте строку 1, знак 3."),
        ("en", "own.toml is not a TOML file: check line 1, character 3."),
    ],
)
def test_broken_own_rules_are_said_and_duties_keep_their_names(on_desk, taken, lang, why):
    number = taken()

    def shown():
        today, card = on_desk("today", "--lang", lang), on_desk("request", "show", number)
        titles = [each["title"] for each in card.json["deadlines"]]
        groups = ("overdue", "today", "week", "later")
        lines = [line["title"] for group in groups for line in today.json[group]]
        return today, (lines, titles)

    _today, before = shown()
    folder = on_desk.folder / "rules"
    folder.mkdir(exist_ok=True)
    (folder / "own.toml").write_text("[[[", encoding="utf-8")
    today, told = shown()
    assert told == before
    assert why in today.err
    assert any(why in warning for warning in today.json["warnings"])
    (folder / "own.toml").unlink()
    assert why not in shown()[0].err
