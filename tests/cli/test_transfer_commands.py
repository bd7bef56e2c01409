# SPDX-License-Identifier: Apache-2.0
"""Transfers from a script: recorded, notified, asked about, decided, and whether they may flow."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.domain.registers import Recipient, RecipientRole
from desk.domain.values import Both
from desk.services.desk import DEFAULT_ZONE
from desk.services.keeping import upkeep
from desk.services.register import registers
from tests.cli.conftest import PASSPHRASE
from tests.factories import purpose_fields

TODAY = datetime.now(ZoneInfo(DEFAULT_ZONE)).date()
FILE = """
purpose = "enquiries"
recipient = "r1"
country = "US"
categories = ["name", "email"]
groups = ["site_visitors"]
ground = "contract"
ground_words = { ru = "Договор № 5", en = "Contract No. 5" }
since = 2026-01-10
way = { ru = "API", en = "API" }
safeguards = { ru = "Шифрование", en = "Encryption" }
limited = { ru = "Чат", en = "Chat" }
"""


def ago(days: int) -> str:
    return (TODAY - timedelta(days)).isoformat()


@pytest.fixture
def call(on_desk, tmp_path):
    """A desk with a purpose, a recipient in the USA and one in Vietnam."""
    desk = upkeep.open_desk(on_desk.folder, PASSPHRASE)
    try:
        registers.declare_purpose(desk, purpose_fields(desk), "2026-01-01")
        for name, country in (("Kommo", "US"), ("Viet", "VN")):
            registers.save_recipient(
                desk, Recipient(0, "", Both(name, name), RecipientRole.PROCESSOR, country)
            )
    finally:
        upkeep.close_desk(desk)
    (tmp_path / "transfer.toml").write_text(FILE, "utf-8")
    return on_desk


def add_vietnam(call, *more: object):
    return call(
        "transfer", "add", "--purpose", "enquiries", "--recipient", "r2", "--country", "vn",
        "--category", "name", "--group", "site_visitors", "--since", "2026-01-10", *more,
    )  # fmt: skip


def test_a_person_is_told_what_a_code_is_the_code_of(call, desk_command):
    where = ("--desk", call.folder, "--passphrase-file", call.secret, "--lang", "ru")
    assert add_vietnam(call).code == 0
    filed = desk_command("transfer", "file", "t1", "--assessed", ago(9), "--sent", ago(9), *where)
    assert filed.out.startswith("уведомление о передаче n1\n"), filed.err


def test_the_whole_cycle(call, tmp_path):
    made = call("transfer", "add", "--file", tmp_path / "transfer.toml")
    assert made.code == 0, made.err
    assert (made.json["row"]["code"], made.json["row"]["word"]) == ("t1", "waits")
    assert made.json["transfer"]["limited"] == {"ru": "Чат", "en": "Chat"}
    assert add_vietnam(call).json["row"]["code"] == "t2"
    filed = call("transfer", "file", "t1", "t2", "--assessed", ago(60), "--sent", ago(60)).json
    notice = filed["notice"]["code"]
    assert {each["transfer"]: each["word"] for each in filed["transfers"]} == {
        "t1": "waits", "t2": "flows",
    }  # fmt: skip
    steps = (
        ("received", "--on", ago(59), "--number", "77-1", "--key", "k"),
        ("asked", "--on", ago(3)),
        ("extend", "--because", "Ждём получателя"),
        ("answered", "--on", ago(2)),
    )
    for step, *told in steps:
        done = call("transfer", step, notice, *told)
        assert done.code == 0, done.err
    assert done.json["notice"]["number"] == "77-1"
    assert done.json["notice"]["inquiries"][0]["answered"] == ago(2)
    answer = call("transfer", "may-flow").json
    assert [each["flows"] for each in answer["transfers"]] == [True, True]
    assert (answer["desk"]["flows"], answer["desk"]["running"]) == (True, ["t1", "t2"])
    early = call("transfer", "may-flow", "--on", ago(59), "--lang", "en").json
    assert [(each["transfer"], each["flows"]) for each in early["transfers"]] == [
        ("t1", False), ("t2", True),
    ]  # fmt: skip
    assert early["desk"]["barred"] == ["t1"]
    assert early["desk"]["why"] == "1 of 2 current transfers are not allowed."
    assert all("128" in each["list_version"] for each in early["transfers"])
    call("transfer", "decide", notice, "prohibited", "--on", ago(1), "--reference", "12-К")
    assert [
        row["code"] for row in call("transfer", "list", "--answer", "barred").json["transfers"]
    ] == ["t1", "t2"]
    for flag, codes in (("--listed", ["t2"]), ("--unlisted", ["t1"])):
        assert [row["code"] for row in call("transfer", "list", flag).json["transfers"]] == codes
    today = call("today", "--lang", "en")
    assert today.json["transfers"] == {"transfers_barred": 2, "transfers_banned": 2}
    ended = call("transfer", "end", "t1", "--on", ago(0)).json
    assert (ended["aftermath"]["stopped"], len(ended["warnings"])) == (True, 1)
    assert call("transfer", "list", "--state", "used", "--sort", "-since").code == 0


def test_for_one_person(call):
    add_vietnam(call)
    call("transfer", "file", "t1", "--assessed", ago(20), "--sent", ago(20))
    given = call(
        "consent", "add", "--name", "Щёголева Анна", "--purpose", "enquiries",
        "--way", "site_form", "--given", ago(9), "--evidence", "page=https://example.com/form",
    ).json  # fmt: skip
    who = given["subject_ref"]
    (answer,) = call("transfer", "may-flow", "--subject", who).json["transfers"]
    assert (answer["flows"], answer["since"], answer["touches"]) == (True, ago(9), True)
    call("consent", "withdraw", given["row"]["number"], "--because", "Письмом")
    (answer,) = call("transfer", "may-flow", "--subject", who).json["transfers"]
    assert (answer["word"], answer["since"]) == ("stopped", ago(0))
    assert call("transfer", "may-flow").json["transfers"][0]["flows"]


def test_vital_interests_and_a_notice_voided(call, tmp_path):
    call("transfer", "add", "--file", tmp_path / "transfer.toml")
    call("transfer", "file", "t1", "--assessed", ago(1), "--sent", ago(1))
    told = call("transfer", "vital", "t1", "--on", ago(0), "--because", "Лечение").json
    assert told["row"]["flows"]
    gone = call("transfer", "void", "n1", "--because", "Ошибка").json
    assert gone["notice"]["void"] == ago(0)
    assert not call("transfer", "show", "t1").json["row"]["flows"]
    changed = call("transfer", "add", "--code", "t1", "--file", tmp_path / "transfer.toml").json
    assert (changed["row"]["code"], changed["transfer"]["vital_since"]) == ("t1", "")


def test_refusals_are_a_sentence_and_save_nothing(call, tmp_path):
    call("transfer", "add", "--file", tmp_path / "transfer.toml")
    (tmp_path / "odd.toml").write_text(FILE + 'colour = "red"\n', "utf-8")
    filed = call("transfer", "file", "t1", "--assessed", ago(20), "--sent", ago(20)).json
    before = call("transfer", "show", "t1").json
    notice = filed["notice"]["code"]
    for words in (
        ("add", "--file", tmp_path / "odd.toml"),
        ("add", "--file", tmp_path / "nowhere.toml"),
        (
            "add",
            "--purpose",
            "enquiries",
            "--recipient",
            "r2",
            "--country",
            "ZZ",
            "--since",
            ago(9),
        ),
        (
            "add",
            "--purpose",
            "enquiries",
            "--recipient",
            "r9",
            "--country",
            "VN",
            "--since",
            ago(9),
        ),
        ("file", "t9", "--assessed", ago(9), "--sent", ago(9)),
        ("file", "t1", "--assessed", ago(8), "--sent", ago(9)),
        ("decide", notice, "prohibited", "--on", ago(21)),
        ("received", notice, "--on", "someday"),
        ("answered", notice, "--on", ago(1)),
        ("end", "t1", "--on", "2025-01-01"),
        ("may-flow", "--on", "2023-02-28"),
        ("may-flow", "--subject", "person/1999-001"),
    ):
        found = call("transfer", *words)
        assert found.code == 2, words
        assert len(found.err.strip().splitlines()) == 1
    assert call("transfer", "show", "t1").json == before


def test_what_recipients_abroad_ask_for_is_named_and_then_recorded(on_desk):
    desk = upkeep.open_desk(on_desk.folder, PASSPHRASE)
    try:
        registers.declare_purpose(desk, purpose_fields(desk), "2026-01-01")
        name = Both("Kommo", "Kommo")
        to = Recipient(0, "", name, RecipientRole.PROCESSOR, "US", purposes=("enquiries",))
        registers.save_recipient(desk, to)
    finally:
        upkeep.close_desk(desk)
    (named,) = on_desk("transfer", "propose").json["proposed"]
    assert (named["country"], named["purpose"]) == ("US", "enquiries")
    assert on_desk("transfer", "propose", "--keep").json["kept"]
    (row,) = on_desk("transfer", "list").json["transfers"]
    assert row["country"] == "US"
    assert on_desk("transfer", "propose").json["proposed"] == []
    assert on_desk("transfer", "propose", "--keep").code == 2


def test_from_the_question_to_the_filed_paper(call, tmp_path):
    call("transfer", "add", "--file", tmp_path / "transfer.toml")
    shown = call("transfer", "show", "t1", "--lang", "en")
    assert "has not provided" in "".join(shown.json["warnings"])
    out = tmp_path / "ask.pdf"
    asked = call("paper", "render", "recipient_questionnaire", "--transfer", "t1", "--out", out)
    assert asked.code == 0, asked.err
    assert out.read_bytes().startswith(b"%PDF")
    assert call("paper", "issue", "recipient_questionnaire", "--recipient", "r1").code == 0
    terms = tmp_path / "terms.txt"
    terms.write_text("terms", "utf-8")
    told = call("transfer", "inform", "t1", "--on", ago(5), "--measures", "TLS", "--file", terms)
    assert told.json["missing"] == ["termination", "law", "contacts"]
    assert [each["name"] for each in told.json["information"]["files"]] == ["terms.txt"]
    early = call("transfer", "assess", "t1", "--on", ago(9), "--assessor", "И", "--enough", "r1")
    assert early.code == 2
    twice = call(
        "transfer", "assess", "t1", "--on", ago(4), "--assessor", "И", "--enough", "r1",
        "--partly", "r1",
    )  # fmt: skip
    assert twice.code == 2
    rest = ("--termination", "30", "--law", "CCPA", "--contacts", "privacy@kommo.example")
    assert call("transfer", "inform", "t1", "--on", ago(4), *rest).json["missing"] == []
    rated = call(
        "transfer", "assess", "t1", "--on", ago(4), "--assessor", "Щёголев", "--enough", "r1",
        "--in-part", "r1", "--risk", "копии",
    ).json["assessment"]  # fmt: skip
    assert rated["code"] == "e1"
    record = call("paper", "issue", "transfer_assessment", "--assessment", "e1")
    assert record.code == 0, record.err
    draft = call("paper", "render", "transfer_notice", "--transfer", "t1", "--out", out, "--force")
    assert draft.code == 0, draft.err
    late = call("transfer", "file", "t1", "--assessment", "e1", "--sent", ago(5))
    assert late.code == 2
    filed = call("transfer", "file", "t1", "--assessment", "e1", "--sent", ago(3))
    assert filed.json["notice"]["assessment"] == "e1"
    assert call("transfer", "void-assessment", "e1", "--because", "x").code == 2
    sheets = ("--since", ago(300), "--until", ago(0), "--out", out, "--force")
    assert call("paper", "render", "register_transfers", *sheets).code == 0
    assert call("transfer", "void-information", "i1", "--because", "Ошибка").code == 0
    for form in ("recipient_questionnaire", "transfer_assessment", "transfer_notice"):
        assert call("paper", "render", form, "--out", out, "--force").code == 2


def test_a_newer_list_is_loaded_and_compared(call, tmp_path):
    add_vietnam(call)
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text("code,group,name_ru\nVN,rkn_list,Вьетнам\n", "utf-8")
    new.write_text("code,group,name_ru\nCN,rkn_list,Китай\n", "utf-8")
    assert call("countries", "diff", old, new).json["transfers"] == ["t1"]
    loaded = call("countries", "load", new, "--since", "2099-01-01", "--version", "Новый")
    assert loaded.json["transfers"] == ["t1"], loaded.err
    assert call("transfer", "show", "t1").json["row"]["relisted"] == "2099-01-01"
    bad = call("countries", "load", new, "--since", "2099-01-01", "--version", " ")
    assert bad.code == 2
