# SPDX-License-Identifier: Apache-2.0
"""``desk countries``: the list of a day, a newer one beside the desk, and the difference of two."""

from __future__ import annotations

from desk.paths import resource

ORDER = resource("countries", "rkn-128.csv")


def test_the_list_of_a_day(desk_command):
    found = desk_command("countries", "--on", "2026-11-25", "--json").json
    assert found["since"] == "2023-03-01"
    assert found["convention_counts"] is False
    assert len(found["states"]) == 89
    (vietnam,) = [state for state in found["states"] if state["code"] == "VN"]
    assert vietnam["official_name"] == "Социалистическая Республика Вьетнам"
    assert (
        desk_command("countries", "--on", "2026-07-25", "--json").json["convention_counts"] is True
    )


def test_a_day_before_every_list(desk_command):
    found = desk_command("countries", "--on", "2023-02-28", "--json").json
    assert (found["list_version"], found["since"], found["states"]) == ("", None, [])


def test_in_words(desk_command):
    said = desk_command("countries", "--on", "2026-11-25", "--lang", "ru").out
    assert "№ 128" in said
    assert "Вьетнам" in said
    assert "Считается только этот перечень." in said


def test_a_newer_list_beside_the_desk(desk_command, tmp_path):
    folder = tmp_path / "countries"
    folder.mkdir()
    (folder / "new.csv").write_text("code,group,name_ru\nVN,rkn_list,Вьетнам\n", "utf-8")
    (folder / "lists.toml").write_text(
        '[[list]]\nfile = "new.csv"\nsince = 2026-11-01\nversion = { ru = "новый", en = "new" }\n',
        "utf-8",
    )
    found = desk_command("countries", "--on", "2026-11-25", "--desk", tmp_path, "--json").json
    assert [state["code"] for state in found["states"]] == ["VN"]


def test_the_difference(desk_command, tmp_path):
    newer = tmp_path / "newer.csv"
    lines = ORDER.read_text("utf-8").splitlines(keepends=True)
    newer.write_text("".join(line for line in lines if not line.startswith("VN,")), "utf-8")
    found = desk_command("countries", "diff", ORDER, newer, "--json").json
    assert [state["code"] for state in found["removed"]] == ["VN"]
    assert (found["added"], found["renamed"]) == ([], [])
    assert "− VN" in desk_command("countries", "diff", ORDER, newer).out
    assert desk_command("countries", "diff", ORDER, ORDER, "--lang", "en").out.strip() == (
        "The two lists are the same."
    )


def test_bad_input_is_a_sentence(desk_command, tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_text("code,name_ru\nVN,Вьетнам\n", "utf-8")
    for words in (
        ("countries", "diff", ORDER, broken),
        ("countries", "diff", ORDER, tmp_path / "nowhere.csv"),
        ("countries", "diff", ORDER, tmp_path),
        ("countries", "--on", "someday"),
    ):
        found = desk_command(*words)
        assert found.code == 2
        assert len(found.err.strip().splitlines()) == 1
