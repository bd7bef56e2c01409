# SPDX-License-Identifier: Apache-2.0
"""What a script gets when the machine or the input is at fault: its exit code, one sentence, nothing half done."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from pypdf import PdfReader

from desk import paths
from desk.domain.kinds import Channel, DemandKind
from desk.errors import Trouble
from desk.paths import resource
from desk.services.keeping import upkeep
from desk.services.keeping.upkeep import open_desk
from desk.storage import backup
from tests.cli.conftest import PASSPHRASE
from tests.factories import person

GARBAGE = [
    "",
    " ",
    "x" * 10_000,
    "<b>&</b>",
    "\u202eabc",
    "😀",
    "\udcff",
    "0001-01-01",
    "9999-12-31",
]


def one_sentence(outcome, code: int) -> None:
    assert outcome.code == code, outcome.err
    assert outcome.out == ""
    assert len(outcome.err.strip().splitlines()) == 1
    assert "Traceback" not in outcome.err


def full_disk(*_: object, **__: object) -> None:
    raise Trouble(
        "The disk is full: nothing was saved, and nothing is lost. Free some space and try again."
    )


@pytest.mark.parametrize("garbage", GARBAGE)
def test_no_option_of_a_list_brings_the_program_down(on_desk, garbage):
    for arguments in (
        ("request", "list", "--text", garbage, "--due-by", garbage),
        ("request", "list", "--due-by", "9999-12-31", "--sort", "-due"),
        ("request", "list", "--due-by", "0001-01-01"),
        ("paper", "list", "--form", garbage, "--text", garbage),
        ("journal", "extract", "--since", garbage),
    ):
        assert on_desk(*arguments).code in (0, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("people", "remove", "9" * 30),
        ("paper", "blank", "refusal", "--out", ""),
        ("take-in", ""),
    ],
)
def test_what_cannot_be_is_refused(on_desk, arguments):
    one_sentence(on_desk(*arguments), 2)


def test_a_place_that_cannot_be_written_is_told(desk_command, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    one_sentence(desk_command("tour", "--out", tmp_path / "file" / "out"), 3)
    one_sentence(desk_command("paper", "blank", "refusal", "--out", tmp_path), 2)


def test_a_desk_open_elsewhere_is_named(on_desk):
    desk = open_desk(on_desk.folder, PASSPHRASE)
    try:
        one_sentence(on_desk("today"), 3)
        one_sentence(on_desk("backup", "make"), 3)
    finally:
        desk.close()
    assert on_desk("today").code == 0


def test_an_answer_that_cannot_be_saved_is_not_issued(on_desk, taken, tmp_path):
    number = taken(demands=(DemandKind.ACCESS,))
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    (tmp_path / "file").write_text("", encoding="utf-8")
    texts = tmp_path / "texts.toml"
    texts.write_text('[item2]\nru = "Согласие."\n', encoding="utf-8")
    answer = ("request", "answer", number, "--passages", texts, "--anyway", "--out")
    unsaved = on_desk(*answer, tmp_path / "file" / "out")
    assert (unsaved.code, unsaved.out) == (3, "")
    card = on_desk("request", "show", number).json
    assert [demand["state"] for demand in card["demands"]] == ["open"]
    assert card["papers"] == []
    assert on_desk(*answer, tmp_path / "out").code == 0


def test_an_answer_by_post_needs_no_address_of_mail(on_desk, taken, tmp_path):
    number = taken(channel=Channel.POST, subject=person(email="", address="101000, Москва"))
    on_desk("request", "identify", number, "--how", "Подпись совпала")
    texts = tmp_path / "texts.toml"
    texts.write_text('[item2]\nru = "Согласие."\n', encoding="utf-8")
    answered = on_desk(
        "request", "answer", number, "--passages", texts, "--anyway", "--out", tmp_path / "out"
    ).json
    assert answered["mail"] == ""
    assert Path(answered["file"]).is_file()


def test_a_letter_from_the_future_says_which_moment_is_wrong(on_desk, tmp_path):
    letter = tmp_path / "letter.eml"
    text = resource("demo", "letter-trader.eml").read_bytes()
    letter.write_bytes(text.replace(b" 2026 ", b" 2096 "))
    refused = on_desk("take-in", letter, "--lang", "ru")
    one_sentence(refused, 2)
    assert "2096" in refused.err
    assert on_desk("request", "list").json["requests"] == []


def test_work_stays_saved_when_the_backup_on_closing_fails(on_desk, taken, monkeypatch):
    number = taken()
    monkeypatch.setattr(backup, "put_in_place", full_disk)
    done = on_desk("request", "identify", number, "--how", "Адрес совпал", "--lang", "en")
    assert done.code == 3
    assert done.err.startswith("Your work is saved")
    assert done.json["identified"]
    monkeypatch.undo()
    assert on_desk("request", "show", number).json["identified"]


def test_the_recovery_code_is_said_even_when_the_first_backup_fails(
    desk_command, tmp_path, monkeypatch
):
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setattr(backup, "put_in_place", full_disk)
    made = desk_command(
        *("init", "--operator", resource("demo", "trader.toml"), "--desk", tmp_path / "desk"),
        *("--passphrase-file", secret, "--json"),
    )
    assert made.code == 3
    upkeep.open_with_recovery(tmp_path / "desk", made.json["recovery_code"]).close()


def test_a_console_of_another_alphabet_gets_what_it_can_show(tmp_path):
    letter = tmp_path / "letter.eml"
    letter.write_text(
        "From: a@example.org\nSubject: =?utf-8?B?8J+YgA==?=\n\nhello", encoding="utf-8"
    )
    called = [sys.executable, "-c", "from desk.cli import main; main()", "letter", str(letter)]
    environment = os.environ | {"PYTHONIOENCODING": "koi8-r"}
    plain = subprocess.run(called, env=environment, capture_output=True, check=False)
    assert (plain.returncode, b"?" in plain.stdout) == (0, True)
    found = subprocess.run([*called, "--json"], env=environment, capture_output=True, check=True)
    assert json.loads(found.stdout)["subject"] == "😀"


@pytest.mark.parametrize(("name", "told"), [("LC_ALL", "Правила"), ("LC_MESSAGES", "Правила")])
def test_messages_speak_the_system_s_language(desk_command, monkeypatch, name, told):
    for each in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv(name, "ru_RU.UTF-8")
    assert desk_command("due", "2026-11-22", "--rule", "R99").err.startswith(told)


def test_an_empty_list_says_so(on_desk, desk_command):
    listed = desk_command(
        *("request", "list", "--desk", on_desk.folder, "--passphrase-file", on_desk.secret),
        *("--lang", "en"),
    )
    assert listed.out == "Nothing to show.\n"
    assert on_desk("request", "list").json == {"requests": []}


def test_an_error_is_one_line_and_not_endless_whatever_was_typed(desk_command):
    for typed in ("x" * 10_000, "a\nb\n\nc", "\u2028", "\udcff"):
        refused = desk_command("paper", "blank", typed, "--out", "x.pdf")
        one_sentence(refused, 2)
        assert len(refused.err) < 500


def test_an_argument_with_nul_and_a_nameless_field_are_told(desk_command, on_desk, tmp_path):
    one_sentence(desk_command("letter", "a\0b"), 2)
    card = tmp_path / "card.toml"
    trader = resource("demo", "trader.toml").read_text(encoding="utf-8")
    card.write_text(trader.replace('inn = "250000000103"', 'inn = "25"'), encoding="utf-8")
    refused = desk_command("init", "--operator", card, "--desk", tmp_path / "other",
                           "--passphrase-file", on_desk.secret, "--lang", "en")  # fmt: skip
    one_sentence(refused, 2)
    assert refused.err == "This number has 12 digits. (inn)\n"
    # As some editors save it, with a mark of the encoding before the first letter.
    card.write_text(trader.replace('brand = "', 'brand = "😀'), encoding="utf-8-sig")
    refused = desk_command("init", "--operator", card, "--desk", tmp_path / "other",
                           "--passphrase-file", on_desk.secret, "--lang", "en")  # fmt: skip
    assert refused.err.endswith("write this without it. (brand)\n")
    # A key of the file may be called as an option is: each is blamed by its own name.
    init = (
        "init",
        "--desk",
        tmp_path / "other",
        "--passphrase-file",
        on_desk.secret,
        "--lang",
        "en",
    )
    card.write_text(trader.replace('ru = "', 'ru = "😀', 1), encoding="utf-8")
    refused = desk_command(*init, "--operator", card, "--name", "Вера")
    assert refused.err.endswith("write this without it. (name)\n")
    card.write_text(trader, encoding="utf-8")
    refused = desk_command(*init, "--operator", card, "--name", "Вера 😀")
    assert refused.err.endswith("write this without it. (--name)\n")


def test_a_letter_without_a_name_is_answered_once_the_name_is_given(on_desk, taken, tmp_path):
    number = taken(subject=person(name=""), demands=(DemandKind.ACCESS,))
    identify = ("request", "identify", number, "--how", "Номер заявки совпал")
    on_desk(*identify)
    texts = tmp_path / "texts.toml"
    texts.write_text('[item2]\nru = "Согласие."\n', encoding="utf-8")
    answer = ("request", "answer", number, "--passages", texts, "--anyway")
    refused = on_desk(*answer)
    assert (refused.code, refused.out) == (2, "")
    assert "addressee" in refused.err.splitlines()[-1]
    named = on_desk(*identify, "--name", "Щёголева Анна Ильинична").json
    assert named["subject"]["name"] == "Щёголева Анна Ильинична"
    assert on_desk(*answer).code == 0


def test_a_refusal_refuses_what_its_ground_can_answer(on_desk, taken):
    number = taken(demands=(DemandKind.ACCESS, DemandKind.CORRECT))
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    refuse = ("request", "refuse", number, "--facts", "Сведения о соседях", "--ground")
    one_sentence(on_desk(*refuse, "16.2"), 2)
    one_sentence(on_desk(*refuse, "22.2.8"), 2)
    demands = on_desk(*refuse, "14.8.4").json["demands"]
    assert {each["kind"]: each["state"] for each in demands} == {
        "access": "refused",
        "correct": "open",
    }


def test_a_paper_in_two_languages_needs_its_text_in_both(on_desk, taken):
    number = taken()
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    extend = ("request", "extend", number, "--reason", "Ждём ответа", "--paper-lang", "ru+en")
    one_sentence(on_desk(*extend), 2)
    assert on_desk(*extend, "--reason-en", "We wait for an answer").code == 0


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_folder_others_can_read_is_named_whatever_is_asked(on_desk):
    assert on_desk("request", "list").err == ""
    on_desk.folder.chmod(0o755)
    listed = on_desk("request", "list", "--lang", "en")
    assert (listed.code, listed.json) == (0, {"requests": []})
    assert "Other users of this computer" in listed.err


def test_a_changed_entry_of_the_journal_is_named_to_scripts_in_their_language(on_desk):
    desk = open_desk(on_desk.folder, PASSPHRASE)
    try:
        for trigger in ("journal_keep", "journal_blank"):
            desk.database.execute_sql(f"DROP TRIGGER {trigger}")
        desk.database.execute_sql("UPDATE journal SET action = 'x' WHERE seq = 1")
    finally:
        desk.close()
    found = on_desk("journal", "verify", "--lang", "ru")
    assert found.code == 2
    assert (found.json["sound"], found.json["seq"]) == (False, 1)
    assert found.json["message"] == "Запись 1 журнала изменена."


def test_a_damaged_page_that_the_check_finds_is_the_machine_s_trouble(on_desk, monkeypatch):
    monkeypatch.setattr("desk.storage.database.DeskDatabase.damaged", lambda _database: True)
    told = on_desk("journal", "verify")
    assert (told.code, told.json["sound"]) == (3, False)


def test_damaged_keys_are_the_machine_s_trouble(on_desk):
    (on_desk.folder / "desk.keys").write_text("{}", encoding="utf-8")
    one_sentence(on_desk("today"), 3)


def test_of_several_the_terminal_asks_whose_passphrase_is_set_anew(on_desk, tmp_path):
    code, new, other = (tmp_path / name for name in ("code.txt", "new.txt", "other.txt"))
    code.write_text(on_desk.made["recovery_code"] + "\n", encoding="utf-8")
    new.write_text("семь жёлтых трамваев 7\n", encoding="utf-8")
    other.write_text("девять синих автобусов 9\n", encoding="utf-8")
    assert on_desk("people", "add", "Примеров", "--new-file", other).code == 0
    change = ("passphrase", "change", "--recovery-file", code, "--new-file", new)
    one_sentence(on_desk(*change), 2)
    assert on_desk(*change, "--person", "2").code == 0
    told = on_desk("journal", "extract", "--lang", "en").out
    assert "by recovery code" in told


def test_the_recovery_code_opens_the_desk_and_sets_the_passphrase_anew(on_desk, tmp_path):
    code, new = tmp_path / "code.txt", tmp_path / "new.txt"
    code.write_text(on_desk.made["recovery_code"].lower() + "\n", encoding="utf-8")
    new.write_text("семь жёлтых трамваев 7\n", encoding="utf-8")
    assert on_desk("today", "--recovery-file", code).code == 0
    changed = on_desk("passphrase", "change", "--recovery-file", code, "--new-file", new)
    assert changed.code == 0, changed.err
    one_sentence(on_desk("today"), 2)
    on_desk.secret.write_bytes(new.read_bytes())
    assert on_desk("today").code == 0
    code.write_text("0000", encoding="utf-8")
    one_sentence(on_desk("today", "--recovery-file", code), 2)
    one_sentence(on_desk("today", "--recovery-file", tmp_path / "none"), 2)


def test_a_used_recovery_code_is_made_anew_with_its_sheet(on_desk, tmp_path):
    code, new, sheet = tmp_path / "code.txt", tmp_path / "new.txt", tmp_path / "sheet.pdf"
    code.write_text(on_desk.made["recovery_code"] + "\n", encoding="utf-8")
    new.write_text("семь жёлтых трамваев 7\n", encoding="utf-8")
    where = ("passphrase", "change", "--recovery-file", code, "--new-file", new)
    assert on_desk(*where, "--sheet", sheet).code == 0
    one_sentence(on_desk("today", "--recovery-file", code), 2)
    printed = " ".join(page.extract_text() for page in PdfReader(sheet).pages)
    (found,) = re.findall(r"(?:\w{4}-){6}\w{3}", printed.replace("\n", ""))
    code.write_text(found, encoding="utf-8")
    assert on_desk("today", "--recovery-file", code).code == 0


def test_a_weak_passphrase_is_taken_only_on_purpose(desk_command, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("a\n", encoding="utf-8")
    init = ("init", "--operator", resource("demo", "trader.toml"), "--desk", tmp_path / "desk",
            "--passphrase-file", secret, "--lang", "en")  # fmt: skip
    refused = desk_command(*init)
    one_sentence(refused, 2)
    assert "weak: whoever gets hold of the file may guess it" in refused.err
    assert not (tmp_path / "desk").exists()
    assert desk_command(*init, "--weak").code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
def test_a_pipe_nobody_writes_into_is_said_to_be_unreadable(on_desk, taken, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "_PATIENCE", 0.05)
    pipe, number = tmp_path / "pipe.eml", taken()
    os.mkfifo(pipe)
    for arguments in (
        ("letter", pipe),
        ("take-in", pipe),
        ("request", "attach", number, pipe),
        ("request", "answer", number, "--passages", pipe),
        ("verify", pipe),
        ("countries", "diff", pipe, pipe),
        ("init", "--operator", pipe),
        ("people", "add", "Пример", "--new-file", pipe),
        ("backup", "restore", pipe),
    ):
        one_sentence(on_desk(*arguments), 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
def test_a_pipe_somebody_writes_into_is_read(desk_command, tmp_path):
    pipe, text = tmp_path / "pipe.eml", resource("demo", "letter-trader.eml").read_bytes()
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(text * 20,))
    writer.start()
    assert desk_command("letter", pipe).code == 0
    writer.join()


def test_a_folder_is_no_letter(on_desk, tmp_path):
    folder = tmp_path / "folder.eml"
    folder.mkdir()
    for command in ("letter", "take-in"):
        refused = on_desk(command, folder, "--lang", "en")
        one_sentence(refused, 2)
        assert "is a folder, not a file" in refused.err


def test_what_no_desk_can_hold_is_the_argument_s_fault(on_desk, taken):
    add = (
        "request",
        "add",
        "--kind",
        "access",
        "--channel",
        "post",
        "--received",
        "2026-11-01T10:00",
    )
    one_sentence(on_desk(*add, "--name", "Ив\udcff"), 2)
    decide = ("--ends", "satisfied", "--outcome", "сделано", "--demand", "9" * 20)
    one_sentence(on_desk("request", "decide", taken(), *decide), 2)


@pytest.mark.parametrize(
    ("more", "blamed"),
    [
        (("--sets-date=завтра",), "(--sets-date)"),
        (("--sets-date", "0001-01-01"), "(--sets-date)"),
        (("--phone=12345", "--answer-form=post", "--their-date", "вчера"), "(--their-date)"),
    ],
)
def test_a_refusal_names_the_option_however_it_was_written(on_desk, more, blamed):
    refused = on_desk(
        "request", "add", "--kind", "complaint", "--channel", "post", "--received",
        "2026-11-01T10:00", "--name", "Анна", *more,
    )  # fmt: skip
    one_sentence(refused, 2)
    assert refused.err.rstrip().endswith(blamed)


def test_a_refusal_of_a_list_names_the_option_that_is_missing(on_desk):
    record = ("disclosure", "record", "--on", "2026-11-20", "--ground", "law", "--purpose", "х")
    assert on_desk(*record).err.endswith("(--category)\n")


def test_nothing_is_left_beside_a_file_that_cannot_be_written(desk_command, tmp_path):
    sheet = tmp_path / "sheet.pdf"
    sheet.mkdir()
    refused = desk_command("--lang", "en", "paper", "blank", "refusal", "--out", sheet)
    one_sentence(refused, 2)
    assert [each.name for each in tmp_path.iterdir()] == ["sheet.pdf"]
    assert "is a folder, not a file" in refused.err


def test_nothing_is_issued_where_its_file_cannot_be_saved(on_desk, tmp_path):
    issue = ("paper", "issue", "journal_requests", "--since", "2026-01-01", "--until", "2026-01-31")
    (tmp_path / "file").write_text("", "utf-8")
    for out, code in (("file", 2), ("new.pdf", 2), ("file/out", 3)):
        one_sentence(on_desk(*issue, "--out", tmp_path / out), code)
    assert on_desk("paper", "list").json == {"papers": []}
    assert not (tmp_path / "new.pdf").exists()


def test_no_passphrase_or_code_changes_where_the_sheet_cannot_be_written(on_desk, tmp_path):
    new, sheet = tmp_path / "new.txt", tmp_path / "sheet.pdf"
    new.write_text("восемь красных лодок 8\n", "utf-8")
    sheet.mkdir()
    one_sentence(on_desk("passphrase", "change", "--new-file", new, "--sheet", sheet), 2)
    open_desk(on_desk.folder, PASSPHRASE).close()
    upkeep.open_with_recovery(on_desk.folder, on_desk.made["recovery_code"]).close()


def test_a_new_code_is_said_where_its_sheet_was_not_written(on_desk, tmp_path, monkeypatch):
    new = tmp_path / "new.txt"
    new.write_text("восемь красных лодок 8\n", "utf-8")
    monkeypatch.setattr("desk.cli.file.write_file", full_disk)
    troubled = on_desk("passphrase", "change", "--new-file", new, "--sheet", tmp_path / "sheet.pdf")
    assert troubled.code == 3
    upkeep.open_with_recovery(on_desk.folder, troubled.json["recovery_code"]).close()


def test_a_name_as_long_as_names_can_be_is_no_obstacle(on_desk, tmp_path):
    name = "п" * 125 + ".eml"
    letter = tmp_path / name
    letter.write_bytes(resource("demo", "letter-trader.eml").read_bytes())
    assert on_desk("letter", letter).code == 0
    sheet = tmp_path / ("л" * 125 + ".pdf")
    assert on_desk("paper", "blank", "refusal", "--out", sheet).code == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    assert sorted(each.name for each in tmp_path.glob("*.part")) == []


def test_an_older_file_is_left_alone_until_the_user_says_that_it_is_meant(on_desk, taken):
    content = (on_desk.folder / "desk.db").read_bytes()
    number = taken()
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    (on_desk.folder / "desk.db").write_bytes(content)
    refused = on_desk("today", "--lang", "en")
    assert (refused.code, refused.out) == (2, "")
    assert "older than the one last closed" in refused.err
    assert "--older" in refused.err
    assert (on_desk.folder / "desk.db").read_bytes() == content
    opened = on_desk("today", "--older", "--lang", "en")
    assert opened.code == 0
    assert "opened on purpose" in opened.err
    assert on_desk("today").code == 0
