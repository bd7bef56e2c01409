# SPDX-License-Identifier: Apache-2.0
"""Texts for a paper from a file, and what is said before a paper is issued."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from desk.domain.kinds import ApplicantRole, DemandKind
from tests.factories import person

OTHERS = '[item5]\nru = "Заказ получил Сидоров И. П., тел. +7 912 345-67-89."\n'


@pytest.fixture
def asked(on_desk, taken):
    """Number of a request for access whose sender is known."""
    number = taken(demands=(DemandKind.ACCESS,))
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    return number


def issued_nothing(on_desk, number: str) -> bool:
    card = on_desk("request", "show", number).json
    return card["papers"] == [] and [each["state"] for each in card["demands"]] == ["open"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[item_5]\nru = "x"', "“item_5”"),
        ('[nope]\nru = "x"', "item2, item3"),
        ("item2 = 5", "[item2]"),
        ('item2 = "x"', "[item2]"),
        ('item2 = ["x"]', "[item2]"),
        ('[item2]\nru = 5\nen = "x"', "“ru”"),
        ('[item2]\nru = "x"\nde = "y"', "“de”"),
        ("[item2]", "“ru”"),
        ('[item2]\nen = "only English"', "there is only an English text"),
        ("item2 = {", "TOML"),
        ("\x00", "TOML"),
    ],
)
def test_a_text_the_paper_has_no_place_for_is_refused(on_desk, asked, tmp_path, text, said):
    path = tmp_path / "texts.toml"
    path.write_text(text, encoding="utf-8")
    out = ("--out", tmp_path / "out", "--lang", "en")
    refused = on_desk("request", "answer", asked, "--passages", path, *out)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err.splitlines()[-1]
    assert not (tmp_path / "out").exists()
    assert issued_nothing(on_desk, asked)


def test_every_command_with_passages_looks_at_their_names(on_desk, asked, tmp_path):
    path = tmp_path / "texts.toml"
    path.write_text('[nope]\nru = "x"', encoding="utf-8")
    given = ("--passages", path, "--lang", "ru")
    period = ("--since", "2026-01-01", "--until", "2026-12-31")
    for arguments in (
        ("paper", "issue", "reply_access", "--request", asked),
        ("paper", "render", "reply_access", "--request", asked, "--out", tmp_path / "a.pdf"),
        ("paper", "issue", "journal_requests", *period),
    ):
        refused = on_desk(*arguments, *given)
        assert refused.code == 2, arguments
        assert "нет раздела «nope»" in refused.err
    assert on_desk("paper", "list").json["papers"] == []


@pytest.mark.parametrize(
    "arguments", [("request", "answer"), ("paper", "issue", "reply_access", "--request")]
)
def test_other_people_s_data_are_issued_only_once_somebody_looked(
    on_desk, asked, tmp_path, arguments
):
    path = tmp_path / "texts.toml"
    path.write_text(OTHERS, encoding="utf-8")
    issue = (*arguments, asked, "--passages", path, "--lang", "en")
    refused = on_desk(*issue)
    assert (refused.code, refused.out) == (2, "")
    last = refused.err.splitlines()[-1]
    assert "“Сидоров И. П.”" in last
    assert "+7 912 345-67-89" in last
    assert "--others-checked" in last
    assert issued_nothing(on_desk, asked)
    open_still = on_desk(*issue, "--others-checked")
    assert (open_still.code, open_still.out) == (2, ""), "items stay empty"
    assert "--anyway" in open_still.err.splitlines()[-1]
    assert issued_nothing(on_desk, asked)
    issued = on_desk(*issue, "--others-checked", "--anyway")
    assert issued.code == 0
    assert "may be another person’s data" in issued.err


@pytest.mark.parametrize(
    "arguments", [("refuse", "--ground", "14.8.4", "--facts"), ("extend", "--reason")]
)
def test_a_refusal_and_an_extension_point_out_others_too(on_desk, asked, arguments):
    issue = ("request", *arguments, "Обратился Сидоров И. П.", asked, "--lang", "ru")
    refused = on_desk(*issue)
    assert (refused.code, refused.out) == (2, "")
    assert "«Сидоров И. П.»" in refused.err.splitlines()[-1]
    assert not any(name in refused.err for name in ("refused", "reasons"))
    assert issued_nothing(on_desk, asked)
    assert on_desk(*issue, "--others-checked").code == 0


def test_hints_of_the_command_line_speak_of_no_click(on_desk, asked):
    told = on_desk("request", "answer", asked, "--lang", "en").err
    assert "The register does not know which data of this person you keep" in told
    assert "lick" not in told


def test_a_search_nobody_described_is_pointed_out(on_desk, asked):
    answer = ("request", "answer", asked, "--form", "reply_not_processed", "--lang", "en")
    told = on_desk(*answer)
    assert (told.code, told.out) == (2, "")
    assert "“What was checked” is still the program’s starter text" in told.err
    assert "--anyway" in told.err.splitlines()[-1]
    assert issued_nothing(on_desk, asked)
    assert on_desk(*answer, "--anyway").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('sinse = "2026-01-01"', "“sinse”"),
        ('[[member]]\nrole = "chief"', "“chief”"),
        ('[[member]]\nnam = { ru = "Иванов" }', "“nam”"),
        ('[[member]]\nname = "Иванов"', "table"),
        ('[approver]\nname = { ru = "Иванов", de = "x" }', "“de”"),
        ("member = 5", "“member”"),
    ],
)
def test_a_commission_of_unknown_names_is_refused(on_desk, tmp_path, text, said):
    path = tmp_path / "commission.toml"
    path.write_text(text, encoding="utf-8")
    refused = on_desk("commission", "make", path, "--lang", "en")
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err


def test_a_table_of_another_name_beside_the_items_is_refused(on_desk, tmp_path):
    path = tmp_path / "items.toml"
    path.write_text("[[item]]\nid = 1\n[[itme]]\nid = 2\n", encoding="utf-8")
    refused = on_desk(
        "destruction", "done", "2026-001", "--on", "2026-11-22", "--items", path, "--lang", "en"
    )
    assert refused.code == 2
    assert "“itme”" in refused.err


def test_what_stands_beside_the_operator_is_refused(desk_command, tmp_path):
    path = tmp_path / "operator.toml"
    path.write_text(
        '[operator]\nkind = "sole"\nname = { ru = "x" }\n[operatr]\ninn = "1"\n', encoding="utf-8"
    )
    refused = desk_command("init", "--operator", path, "--desk", tmp_path / "desk", "--lang", "en",
                           "--passphrase-file", path)  # fmt: skip
    assert refused.code == 2
    assert "“operatr”" in refused.err


def test_an_answer_waits_for_what_was_asked_for(on_desk, desk_command, asked):
    asking = ("paper", "issue", "request_to_complete", "--request", asked, "--lang", "en")
    unseen = on_desk(*asking)
    assert (unseen.code, unseen.out) == (2, "")
    assert "State which of the parts" in unseen.err
    on_desk("request", "contents", asked)
    assert on_desk(*asking).code == 0
    waiting = on_desk("request", "answer", asked)
    assert waiting.code == 2
    assert "has not been received" in waiting.err
    where = ("--desk", on_desk.folder, "--passphrase-file", on_desk.secret, "--lang", "en")
    assert "send it and record how" in desk_command("request", "show", asked, *where).out
    parts = ("--has", "document", "--has", "relation", "--has", "signature")
    there = on_desk("request", "contents", asked, *parts).json["completeness"]
    assert all(there.values())
    assert on_desk("request", "answer", asked, "--anyway").code == 0
    assert on_desk("request", "contents", asked, "--has", "photo").code == 2


def test_the_power_of_a_representative_is_asked_for_alone(on_desk, taken):
    lawyer = {"role": ApplicantRole.REPRESENTATIVE, "applicant": person(name="Юристов П. И.")}
    asking = ("paper", "issue", "request_to_complete", "--request", taken(**lawyer), "--lacks")
    assert on_desk(*asking, "photo").code == 2
    issued = on_desk(*asking, "authority")
    assert issued.code == 0, issued.err


def test_a_refusal_of_several_demands_gives_its_facts_once(on_desk, taken, tmp_path):
    asked = taken(demands=(DemandKind.ACCESS, DemandKind.TRANSFERS_INFORMATION))
    on_desk("request", "identify", asked, "--how", "Адрес совпал")
    facts = "Данные уничтожены по акту 12."
    issue = ("request", "refuse", asked, "--ground", "14.8.4", "--facts", facts, "--out", tmp_path)
    issued = on_desk(*issue)
    assert issued.code == 0, issued.err
    file = Path(issued.json["file"])
    assert file.stat().st_mode & 0o077 == 0
    text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert " ".join(text.split()).count("уничтожены") == 1


@pytest.mark.parametrize(
    ("language", "title"),
    [("ru", "Раздел «Обрабатываемые"), ("en", "Passage “Personal data")],
)
def test_what_cannot_be_printed_is_told_with_the_title_of_its_passage(
    on_desk, asked, tmp_path, language, title
):
    path = tmp_path / "texts.toml"
    path.write_text('[item5]\nru = "Имя 😀"\n', encoding="utf-8")
    refused = on_desk("request", "answer", asked, "--passages", path, "--lang", language)
    assert (refused.code, refused.out) == (2, "")
    assert title in refused.err
    assert "item5" not in refused.err
