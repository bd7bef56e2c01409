# SPDX-License-Identifier: Apache-2.0
"""Assignments and the list of third parties from a script."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.services.keeping import upkeep
from desk.services.register import registers
from tests.assigned import processor
from tests.cli.conftest import PASSPHRASE
from tests.cli.test_transfer_commands import ago
from tests.cli.test_troubles import GARBAGE, one_sentence
from tests.factories import purpose_fields

FILE = """
recipient = "r1"
purposes = ["enquiries"]
categories = ["name", "phone"]
groups = ["site_visitors"]
actions = ["store", "use"]
contract = "12-2026"
contract_date = 2026-02-01
since = 2026-02-01
extras = ["incident", "audit"]
hours = 8
signer_name = { ru = "Белкина О. П.", en = "O. Belkina" }
signer_post = { ru = "Директор", en = "Director" }
"""
ALL = [f"{code}=4.1" for code in (
    "data", "actions", "purposes", "confidentiality", "localisation", "documents", "security", "protection",
)]  # fmt: skip


@pytest.fixture
def call(on_desk, tmp_path):
    """A desk with a purpose, a processor, and a file that names too much."""
    desk = upkeep.open_desk(on_desk.folder, PASSPHRASE)
    try:
        registers.declare_purpose(desk, purpose_fields(desk), "2026-01-01")
        processor(desk)
    finally:
        upkeep.close_desk(desk)
    (tmp_path / "a.toml").write_text(FILE, "utf-8")
    (tmp_path / "b.toml").write_text(FILE.replace('"phone"', '"email"'), "utf-8")
    return on_desk


def test_from_the_file_to_the_paper(call, tmp_path):
    made = call("assignment", "save", tmp_path / "a.toml", "--lang", "en")
    assert made.code == 0, made.err
    assert (made.json["code"], len(made.json["missing"]), made.json["checked"]) == ("a1", 8, False)
    assert [each["kind"] for each in made.json["excess"]] == ["category"]
    assert made.json["assignment"]["hours"] == 8
    assert made.json["consents"][0].startswith("No consent to the purpose")
    assert any(
        "not been reviewed clause" in each
        for each in call("today", "--lang", "en").json["assignments"]
    )
    one_sentence(call("assignment", "issue", "a1"), 2)
    read = call("assignment", "clauses", "a1", *ALL[:7], "--on", ago(1)).json
    assert (read["missing"], read["where"]["data"]) == (["protection"], "4.1")
    fits = call("assignment", "save", tmp_path / "b.toml", "--code", "a1").json
    assert (fits["excess"], len(fits["missing"])) == ([], 8)
    issued = call("assignment", "issue", "a1", "--out", tmp_path / "out", "--paper-lang", "ru+en")
    assert issued.code == 0, issued.err
    assert Path(issued.json["file"]).read_bytes().startswith(b"%PDF")
    assert issued.json["issued"] == issued.json["paper"] == issued.json["assignment"]["number"]
    one_sentence(call("assignment", "sign", "a1", "processor", "--on", ago(1)), 2)
    assert not call("assignment", "sign", "a1", "operator", "--on", ago(0)).json["signed"]
    signed = call("assignment", "sign", "a1", "processor", "--on", ago(0)).json
    assert (signed["signed"], signed["missing"], signed["where"]["data"]) == (True, [], "4")
    assert call("assignment", "end", "a1", "--on", ago(0)).json["assignment"]["until"] == ago(0)


def test_sub_processors_and_checks(call, tmp_path):
    call("assignment", "save", tmp_path / "b.toml")
    told = call(
        "assignment", "announce", "a1", "--name", "ООО «Дата»", "--country", "ru", "--on", ago(3),
        "--until", ago(-3),
    ).json  # fmt: skip
    assert told["sub_processors"][0]["may_object"]
    sub = told["sub_processor"]
    done = call(
        "assignment", "decide", sub, "objected", "--on", ago(0), "--note", "Без договора"
    ).json
    assert (done["sub_processors"][0]["outcome"], done["sub_processors"][0]["may_object"]) == (
        "objected",
        False,
    )
    checked = call(
        "assignment", "check", "a1", "--on", ago(9), "--asked", "Меры защиты", "--next", ago(2)
    ).json
    assert (checked["checks"][0]["asked"], checked["due"]) == ("Меры защиты", ago(2))
    assert len(call("assignment", "list", "--recipient", "r1").json["assignments"]) == 1
    call("assignment", "retire", "a1")
    assert call("assignment", "list").json["assignments"] == []
    assert len(call("assignment", "list", "--retired").json["assignments"]) == 1


def test_the_list_to_publish(call, tmp_path):
    call("assignment", "save", tmp_path / "b.toml")
    made = call("third-parties", "make", "--out", tmp_path / "out", "--paper-lang", "ru+en")
    assert made.code == 0, made.err
    edition = made.json["edition"]
    for kind, start in (("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>"), ("markdown", b"# ")):
        out = tmp_path / f"list.{kind}"
        assert call("third-parties", "save", edition, "--as", kind, "--out", out).code == 0
        assert out.read_bytes().startswith(start)
    call("third-parties", "published", edition, "--on", ago(0), "--place", "https://example.org")
    assert call("third-parties", "show").json["differences"] == []
    call("assignment", "end", "a1", "--on", ago(1))
    (change,) = call("third-parties", "show").json["differences"]
    assert (change["kind"], change["name"]["en"]) == ("removed", "Golub LLC")
    assert call("third-parties", "editions").json["editions"][0]["published"] == ago(0)
    one_sentence(call("third-parties", "make"), 2)
    one_sentence(call("third-parties", "published", "99", "--on", ago(0), "--place", "x"), 2)


def test_the_eight_items_need_no_desk(desk_command):
    shown = desk_command("assignment", "terms", "--json").json
    assert (len(shown["items"]), len(shown["extras"])) == (8, 6)
    assert "152" in shown["source"]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_is_one_sentence(call, tmp_path, garbage):
    call("assignment", "save", tmp_path / "b.toml")
    (tmp_path / "c.toml").write_bytes(garbage.encode("utf-8", "surrogatepass"))
    for arguments in (
        ("show", garbage),
        ("save", tmp_path / "c.toml"),
        ("clauses", "a1", garbage, "--on", garbage),
        ("announce", "a1", "--name", garbage, "--country", garbage, "--on", garbage),
        ("check", "a1", "--on", garbage, "--asked", garbage),
        ("end", "a1", "--on", garbage),
    ):
        outcome = call("assignment", *arguments)
        if outcome.code:
            one_sentence(outcome, 2)
    row = call("assignment", "show", "a1").json
    assert (row["checks"], row["sub_processors"], row["assignment"]["clauses"]) == ([], [], {})
