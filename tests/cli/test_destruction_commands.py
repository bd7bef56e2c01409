# SPDX-License-Identifier: Apache-2.0
"""Story B from a script: plan, commission, what was done, the act, its signatures, telling the subject."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.services.keeping.upkeep import open_desk
from desk.storage.models import Request
from tests.cli.conftest import PASSPHRASE
from tests.ground import lay

MOSCOW = ZoneInfo("Europe/Moscow")
"""The desk’s days are those of its legal zone."""
LETTER = """\
Received: from mx.example.com by mail.example.com; {when}
Message-ID: <withdrawal@example.org>
Date: {when}
From: Anna Example <anna@example.org>
To: data@example.com
Subject: Withdrawal of consent
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Hello, I withdraw my consent to the processing of my personal data.
"""
MEMBERS = """
since = "{today}"
ordered = "{today}"
place = {{ ru = "г. Москва", en = "Moscow" }}
[[member]]
role = "chairman"
name = {{ ru = "Образцова Вера Павловна", en = "Vera Obraztsova" }}
post = {{ ru = "Руководитель", en = "Head" }}
[[member]]
name = {{ ru = "Примеров Павел Павлович", en = "Pavel Primerov" }}
post = {{ ru = "Бухгалтер", en = "Accountant" }}
[[member]]
name = {{ ru = "Вымышленная Ольга Олеговна", en = "Olga Vymyshlennaya" }}
post = {{ ru = "Менеджер", en = "Manager" }}
"""
ITEMS = """
[[item]]
person = "{person}"
categories = ["{category}"]
carrier = "cabinet"
sheets = 3
method = "shred"
[[item]]
person = "{person}"
categories = ["{category}"]
processor = "kommo"
method = "delete_records"
"""


@pytest.fixture
def taken(on_desk, tmp_path: Path) -> str:
    """The number of a withdrawal that came an hour ago."""
    when = datetime.now(UTC) - timedelta(hours=1)
    path = tmp_path / "letter.eml"
    path.write_text(LETTER.format(when=f"{when:%a, %d %b %Y %H:%M:%S} +0000"), encoding="utf-8")
    return str(on_desk("take-in", path).json["request"])


@pytest.fixture
def places(on_desk):
    """Registers put into the desk, as the window would."""
    desk = open_desk(on_desk.folder, PASSPHRASE)
    found = lay(desk)
    desk.close()
    return found


def test_a_destruction_from_the_plan_to_the_subject(on_desk, desk_command, places, taken, tmp_path):
    today, out = f"{datetime.now(MOSCOW):%Y-%m-%d}", tmp_path / "out"
    planned = on_desk(
        "destruction", "plan", "--cause", "withdrawal", "--on", today, "--request", taken
    ).json
    number = planned["destruction"]
    assert number == f"destruction/{today[:4]}-001"
    assert (planned["step"], planned["items"]) == ("appoint", [])
    assert planned["why"]

    path = tmp_path / "items.toml"
    path.write_text(
        ITEMS.format(person=planned["subjects"][0]["ref"], category="nonsense"), "utf-8"
    )
    wrong = on_desk("destruction", "items", number, "--set", path)
    assert wrong.code == 2
    assert "nonsense" in wrong.err
    path.write_text(ITEMS.format(person=planned["subjects"][0]["ref"], category="name"), "utf-8")
    listed = on_desk("destruction", "items", number, "--set", path).json
    assert [(i.get("carrier"), i.get("processor")) for i in listed["items"]] == [
        ("cabinet", None),
        (None, "kommo"),
    ]
    assert listed["step"] == "stop_letters"

    written = on_desk(
        "destruction", "letters", number, "--to", "kommo", "--confirm-by", today, "--out", out
    ).json
    assert [Path(file).read_bytes()[:4] for file in written["files"]] == [b"%PDF"]
    (letter,) = on_desk("paper", "list", "--form", "notice_third_party").json["papers"]
    unsent = on_desk("paper", "mail", letter["number"], "--out", out)
    assert (unsent.code, "no e-mail address" in unsent.err) == (2, True)
    proof = tmp_path / "act of the processor.pdf"
    proof.write_bytes(b"%PDF")
    confirmed = on_desk(
        "destruction", "letter", number, "kommo", "--confirmed", today, "--file", proof
    ).json
    assert confirmed["letters"][0]["confirmed"] == today
    where = ("--desk", on_desk.folder, "--passphrase-file", on_desk.secret, "--lang", "en")
    said = desk_command("destruction", "show", number, *where).out
    assert "kommo  Oblako LLC  confirmed on" in said, "the code by which a script names the letter"
    assert "Kept: The file on the destruction" in said

    assert on_desk("destruction", "appoint", number).code == 2, "no commission yet"
    assert on_desk("commission", "make", "--alone").json["fields"]["alone"]
    assert on_desk("destruction", "appoint", number).json["step"] == "carry_out"

    done = tmp_path / "done.toml"
    done.write_text(
        f'[[item]]\nitem = {listed["items"][0]["id"]}\nsheets = 2\ndeviation = "Лист утрачен"\n',
        "utf-8",
    )
    carried = on_desk("destruction", "done", number, "--on", today, "--items", done).json
    assert [item["done"] for item in carried["items"]] == [today, today]
    assert carried["missing"] == []
    waits = desk_command("today", *where).out
    assert f"{number.partition('/')[2]}  Consent withdrawn  → Draw up the act" in waits

    drawn = on_desk("destruction", "act", number, "--out", out).json
    assert [Path(file).name for file in drawn["files"]] == [f"act-{today[:4]}-001.pdf"]
    assert [signer["field"] for signer in drawn["signers"]] == ["operator"]
    again = on_desk("destruction", "act", number, "--replace", "Опечатка", "--out", out).json
    assert [Path(file).name for file in again["files"]] == [f"act-{today[:4]}-002.pdf"]
    void = desk_command("paper", "show", f"04/{today[:4]}-001", *where).out
    assert "  Void; not signed" in void
    assert f"Replaced by No. 04/{today[:4]}-002." in void
    nothing = desk_command("paper", "check", *where)
    assert "there is nothing to check" in nothing.out
    sign = ("destruction", "sign", number, "--on", today, "--reason", "Ключ не готов", "--who")
    nobody = on_desk(*sign, "Посторонний", "--lang", "en")
    assert (nobody.code, nobody.err) == (2, "Nobody with this name signs the paper.\n")
    signed = on_desk(*sign, again["signers"][0]["name"]["ru"]).json
    assert (signed["state"], signed["signed"]) == ("certified", 1)

    on_desk("request", "identify", taken, "--how", "Адрес совпал")
    told = on_desk("destruction", "tell", number, "--out", out).json
    assert (told["state"], told["step"], len(told["files"])) == ("told", "erase", 1)
    (answer,) = on_desk("paper", "list", "--form", "notice_done").json["papers"]
    assert answer["languages"] == "en", "it answers a letter in English"
    (row,) = on_desk("destruction", "list", "--text", "Anna").json["destructions"]
    assert (row["number"], row["state"]) == (number, "told")
    assert on_desk("destruction", "show", number).json["counts"]["card"] == 1
    (line,) = [line for line in on_desk("today").json["no_date"] if line["record"] == "destruction"]
    assert (line["number"], line["request"]) == (number, None)
    journal = on_desk(
        "paper", "issue", "journal_acts", "--since", today, "--until", today, "--out", out
    )
    assert journal.code == 0, journal.err
    _opens_under_seal(on_desk, number, again["files"][0], out / "opened")


def _opens_under_seal(on_desk, number, act, out):
    """After the erasure the act and the letter open with a reason, which the journal keeps."""
    desk = open_desk(on_desk.folder, PASSPHRASE)
    Request.update(state="closed", closed=desk.now().isoformat()).execute()
    desk.close()
    erased = on_desk("destruction", "erase", number)
    assert erased.code == 0, erased.err
    kept = on_desk("destruction", "sealed", number).json
    named = {each["number"].replace("/", "-"): each["number"] for each in kept["papers"]}
    paper = named[Path(act).stem]
    unseal = ("destruction", "unseal", number, paper, "--out", out)
    assert on_desk(*unseal, "--reason", " ").code == 2
    opened = on_desk(*unseal, "--reason", "запрос инспектора").json["file"]
    assert Path(opened).read_bytes() == Path(act).read_bytes()
    told = next(str(each["id"]) for each in kept["files"] if each["role"] == "case")
    assert (
        on_desk("destruction", "unseal", number, told, "--reason", "спор", "--out", out).code == 0
    )
    newest = on_desk("journal", "extract").json["entries"]
    assert {"paper.unsealed", "file.unsealed"} <= {each["action"] for each in newest}
    assert on_desk("destruction", "erase-case", number).code == 2, "it is kept for three years"


@pytest.mark.parametrize(
    ("field", "said"),
    [("carier", "“carrier” is"), ("sheet", "“sheets” is"), ("zzz", "“zzz” is not known.")],
)
def test_a_field_nobody_knows_is_named_with_the_one_it_looks_like(
    on_desk, places, taken, tmp_path, field, said
):
    today, path = f"{datetime.now(MOSCOW):%Y-%m-%d}", tmp_path / "items.toml"
    planned = on_desk(
        "destruction", "plan", "--cause", "withdrawal", "--on", today, "--request", taken
    ).json
    number, ref = planned["destruction"], planned["subjects"][0]["ref"]
    path.write_text(f'[[item]]\nperson = "{ref}"\n{field} = "x"\ncategories = ["name"]\n', "utf-8")
    refused = on_desk("destruction", "items", number, "--set", path, "--lang", "en")
    assert (refused.code, refused.out) == (2, "")
    assert "items.toml, [[item]]" in refused.err
    assert f"“{field}” is not known" in refused.err
    assert said in refused.err
    path.write_text("[[item]]\nitm = 1\n", "utf-8")
    done = ("destruction", "done", number, "--on", today, "--items", path, "--lang", "en")
    assert "“itm” is not known; “item” is." in on_desk(*done).err


def test_a_plan_is_postponed_and_taken_back(on_desk, places, taken):
    today = f"{datetime.now(MOSCOW):%Y-%m-%d}"
    common = ("destruction", "plan", "--on", today, "--request", taken)
    assert on_desk(*common, "--cause", "other").code == 2, "a date and its clause are needed"
    by_clause = on_desk(
        *common, "--cause", "other", "--due", today, "--clause", "п. 5 договора"
    ).json
    assert by_clause["due"] == today
    number = on_desk(*common, "--cause", "withdrawal").json["destruction"]
    later = on_desk("destruction", "postpone", number, "--reason", "Копии на лентах").json
    assert later["due"] > by_clause["due"]
    void = on_desk("destruction", "void", number, "--reason", "Ошибка").json
    assert (void["state"], void["due"]) == ("void", None)


def test_who_else_has_the_data_is_said(on_desk, places, taken, tmp_path):
    today = f"{datetime.now(MOSCOW):%Y-%m-%d}"
    planned = on_desk(
        "destruction", "plan", "--cause", "withdrawal", "--on", today, "--request", taken
    ).json
    number, path = planned["destruction"], tmp_path / "items.toml"
    lines = ITEMS.format(person=planned["subjects"][0]["ref"], category="name")
    path.write_text(lines.rpartition("[[item]]")[0], "utf-8")
    assert on_desk("destruction", "items", number, "--set", path).json["step"] == "sharing"
    asks = ("destruction", "sharing", number)
    assert on_desk(*asks).code == 2, "one of the two answers is needed"
    assert on_desk(*asks, "--nobody", "--to", "kommo").code == 2
    assert on_desk(*asks, "--nobody").json["step"] == "appoint"


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "destruction/2026-999"),
        ("plan", "--cause", "withdrawal", "--on", "2026-01-01", "--subject", "person/2026-999"),
        ("plan", "--cause", "whim", "--on", "2026-01-01"),
    ],
)
def test_what_cannot_be_is_one_sentence(on_desk, arguments):
    found = on_desk("destruction", *arguments)
    assert found.code == 2
    assert len(found.err.strip().splitlines()) == 1


def test_a_commission_is_made_from_a_file_and_listed(on_desk, tmp_path):
    path = tmp_path / "commission.toml"
    today = f"{datetime.now(MOSCOW):%Y-%m-%d}"
    path.write_text(MEMBERS.format(today=today), encoding="utf-8")
    made = on_desk("commission", "make", path, "--out", tmp_path).json
    assert Path(made["file"]).read_bytes().startswith(b"%PDF")
    (listed,) = on_desk("commission", "list").json["commissions"]
    assert [m["role"] for m in listed["fields"]["members"]] == ["chairman", "member", "member"]
    assert on_desk("commission", "make").code == 2
    path.write_text(MEMBERS.format(today="2026-01-12"), encoding="utf-8")
    early = on_desk("commission", "make", path)
    assert early.code == 2
    assert "before its order of" in early.err
    path.write_text("[[member]]\nrole = 'king'", encoding="utf-8")
    assert on_desk("commission", "make", path).code == 2
