# SPDX-License-Identifier: Apache-2.0
"""Consents from a script: recorded, listed, withdrawn with the grounds that stay, imported with a report."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.services.desk import DEFAULT_ZONE
from desk.services.keeping import upkeep
from desk.services.register import registers
from tests.cli.conftest import PASSPHRASE
from tests.factories import purpose_fields

TODAY = datetime.now(ZoneInfo(DEFAULT_ZONE)).date()
CSV = "ФИО;E-mail;Дата;URL\nЁлкин Олег;oleg@example.org;{day};https://example.com/f\n{more}"


@pytest.fixture
def with_purpose(on_desk):
    """A desk that has declared one purpose."""
    desk = upkeep.open_desk(on_desk.folder, PASSPHRASE)
    try:
        registers.declare_purpose(desk, purpose_fields(desk), "2026-01-01")
    finally:
        upkeep.close_desk(desk)
    return on_desk


def add(call, *more: object, name: str = "Щёголева Анна", given: date | None = None):
    return call(
        "consent", "add", "--name", name, "--email", "anna@example.org", "--purpose", "enquiries",
        "--way", "site_form", "--given", (given or TODAY - timedelta(1)).isoformat(),
        "--evidence", "page=https://example.com/form", *more,
    )  # fmt: skip


def test_a_consent_is_recorded_listed_shown_and_withdrawn(with_purpose, tmp_path):
    proof = tmp_path / "scan.pdf"
    proof.write_bytes(b"%PDF")
    made = add(with_purpose, "--file", proof, "--until", (TODAY + timedelta(9)).isoformat())
    assert made.code == 0, made.err
    assert made.json["row"]["number"].startswith("consent/")
    assert [file["name"] for file in made.json["files"]] == ["scan.pdf"]
    number = made.json["row"]["number"]
    listed = with_purpose("consent", "list", "--text", "щеголева", "--kind", "processing").json
    assert [row["number"] for row in listed["consents"]] == [number]
    assert with_purpose("consent", "expiring", "--days", 8).json == {"consents": []}
    assert len(with_purpose("consent", "expiring", "--days", 9).json["consents"]) == 1
    gone = with_purpose("consent", "withdraw", number, number, "--because", "По телефону").json
    assert [each["state"] for each in gone["consents"]] == ["withdrawn"], "named twice, said once"
    assert gone["other_grounds"] == []
    shown = with_purpose("consent", "show", number.partition("/")[2]).json
    assert shown["ended_because"] == "По телефону"
    assert shown["deadlines"][0]["due"]["row"] == "R21"


def test_a_weak_one_is_recorded_with_its_warning_and_renewed(with_purpose):
    made = add(with_purpose, "--not-separate", "--category", "name")
    assert len(made.json["warnings"]) == 1
    renewed = add(with_purpose, "--renews", made.json["row"]["number"], given=TODAY)
    assert renewed.json["renews"] == made.json["row"]["id"]
    assert "stays" not in renewed.err


@pytest.mark.parametrize(
    "more", [("--name", "Иная Анна"), ("--email", "b@example.org"), ("--phone", "1")]
)
def test_a_renewal_is_of_the_same_person(with_purpose, more):
    old = add(with_purpose).json["row"]["number"]
    refused = add(with_purpose, "--renews", old, *more, "--lang", "en", given=TODAY)
    assert (refused.code, "A renewal must be for the same person" in refused.err) == (2, True)
    assert with_purpose("consent", "show", old).json["row"]["state"] == "active"
    spelt = add(with_purpose, "--renews", old, "--lang", "en", name="Щёголева А.", given=TODAY)
    assert (spelt.code, "stays as it is on the card: Щёголева Анна" in spelt.err) == (0, True)
    assert spelt.json["row"]["subject"] == "Щёголева Анна"


def test_a_representative_renews_too(with_purpose):
    old = add(with_purpose).json["row"]["number"]
    power = (
        "--representative",
        "Иванов Иван",
        "--authority",
        "Доверенность",
        "--authority-checked",
        TODAY,
    )
    made = add(with_purpose, "--renews", old, *power, given=TODAY)
    assert made.code == 0, made.err
    assert made.json["fields"]["representative"]


@pytest.mark.parametrize(
    "more",
    [
        ("--category", "nothing"),
        ("--evidence", "page"),
        ("--recipient", "x"),
        ("--renews", "2026-99"),
        ("--until", "never"),
        ("--kind", "dissemination"),
        ("--way", "through_another"),
        ("--representative", "Пётр"),
        ("--purpose", "nothing"),
        ("--given", "yesterday"),
        ("--file", "/nowhere/at/all"),
    ],
)
def test_what_cannot_be_recorded_is_said_in_one_sentence(with_purpose, more):
    told = add(with_purpose, *more)
    assert told.code == 2
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert with_purpose("consent", "list").json == {"consents": []}


def test_the_proof_is_put_right(with_purpose):
    number = add(with_purpose).json["row"]["number"]
    told = (
        "consent",
        "evidence",
        number,
        "--evidence",
        "ip=",
        "--evidence",
        "page=https://x.example",
    )
    assert with_purpose(*told).code == 2, "without a reason"
    shown = with_purpose(*told, "--reason", "Опечатка").json
    assert shown["fields"]["evidence"]["page"] == "https://x.example"
    assert "ip" not in shown["fields"]["evidence"]


def test_a_file_is_tried_then_imported(with_purpose, tmp_path):
    file = tmp_path / "consents.csv"
    day = TODAY - timedelta(1)
    file.write_text(CSV.format(day=day.isoformat(), more=""), encoding="cp1251")
    call = ("consent", "import", file, "--purpose", "enquiries")
    tried = with_purpose(*call, "--dry-run").json
    assert (tried["saved"], tried["new"], tried["wrong"]) == (False, 1, 0)
    assert tried["columns"] == {"name": "ФИО", "email": "E-mail", "given": "Дата", "page": "URL"}
    assert with_purpose("consent", "list").json == {"consents": []}
    assert with_purpose(*call).json["new"] == 1
    assert with_purpose(*call).json["known"] == 1
    file.write_text(
        CSV.format(day=day.strftime("%d.%m.%Y"), more="Кто;;вчера;\nА;;32.1;\n"), "utf-8-sig"
    )
    refused = with_purpose(*call)
    assert refused.code == 2
    first, second, last = refused.err.splitlines()
    assert (first.startswith("Line 3, Дата"), second.startswith("Line 4, Дата")) == (True, True)
    assert "Nothing was saved" in last
    done = with_purpose(*call, "--leave-out", "--column", "name=ФИО").json
    assert (done["known"], done["wrong"]) == (1, 2)
    assert "Дата" in done["lines"][1]["fault"]
    assert with_purpose(*call, "--column", "name=Нет").code == 2
    assert with_purpose(*call, "--column", "nothing=ФИО").code == 2


def test_people_read_it_in_their_language(desk_command, with_purpose):
    add(with_purpose)
    where = ("--desk", with_purpose.folder, "--passphrase-file", with_purpose.secret)
    told = desk_command("consent", "list", *where, "--lang", "ru")
    assert "Щёголева Анна" in told.out
    assert "Ответы на обращения с сайта" in told.out
    assert "processing" not in told.out
