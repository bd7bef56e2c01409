# SPDX-License-Identifier: Apache-2.0
"""Story A from a script: a letter is taken in, checked, extended, answered, sent and closed."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfReader

from desk.domain.kinds import LanguageMode
from desk.paths import resource
from desk.services.keeping.upkeep import open_desk
from desk.services.signature.verifying import verify_file
from desk.storage.models import Actor

LETTER = resource("demo", "letter-trader.eml")
REPLY = """
[item2]
ru = "Согласие субъекта."
en = "The consent of the data subject."
"""


@pytest.fixture
def today_letter(tmp_path: Path) -> Path:
    """The demonstration letter as if it had come yesterday, so that its terms still run."""
    when = (datetime.now(UTC) - timedelta(days=1)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    text = LETTER.read_bytes()
    for old in (
        b"Sun, 22 Nov 2026 14:05:31 +0700",
        b"Sun, 22 Nov 2026 10:05:28 +0300",
        b"Sun, 22 Nov 2026 10:05:27 +0300",
    ):
        text = text.replace(old, when.encode())
    path = tmp_path / "letter.eml"
    path.write_bytes(text)
    return path


def test_a_letter_says_what_is_in_it_without_a_desk(desk_command):
    found = desk_command("letter", LETTER, "--json").json
    assert found["sender"] == {"name": "Ольга Вымышленная", "address": "olga@pochta.example"}
    assert found["received"] == "2026-11-22T14:05:31+07:00"
    assert found["language"] == "ru"
    assert {"access", "withdraw", "stop_marketing"} <= {
        demand["kind"] for demand in found["demands"]
    }
    assert all(demand["words"] for demand in found["demands"])
    assert found["automatic"] is None
    assert found["message_id"] == "<20261122070527.3107@pochta.example>"


def test_the_company_s_letter_is_read_from_windows_1251(desk_command):
    found = desk_command("letter", resource("demo", "letter-company.eml"), "--json").json
    assert "Придуманный Иван Сергеевич" in found["text"]
    assert {"access", "correct"} <= {demand["kind"] for demand in found["demands"]}
    assert [file["name"] for file in found["attachments"]] == ["анкета 118.txt"]


def test_a_letter_becomes_an_answer(on_desk, desk_command, today_letter, tmp_path):
    taken = on_desk("take-in", today_letter).json
    number = taken["request"]
    assert {deadline["row"] for deadline in taken["deadlines"]} >= {"R01", "R21", "R25"}

    again = on_desk("take-in", today_letter)
    assert again.code == 2
    assert number.removeprefix("request/") in again.err
    assert number not in again.err

    early = on_desk("request", "answer", number, "--out", tmp_path / "out")
    assert early.code == 2, "an answer before the identity check is refused"

    assert on_desk("request", "identify", number, "--how", "Адрес и номер заявки совпали").code == 0
    extended = on_desk(
        *("request", "extend", number, "--reason", "Запрошены сведения у хостинга"),
        *("--sent", datetime.now(UTC).isoformat(), "--proof", "<notice@desk.example>"),
    ).json
    assert any(deadline["original"] for deadline in extended["deadlines"])
    assert "notice_sent" in {moment["kind"] for moment in extended["timeline"]}
    assert on_desk("request", "extend", number, "--reason", "Ещё раз").code == 2

    texts = tmp_path / "texts.toml"
    texts.write_text(REPLY, encoding="utf-8")
    answered = on_desk(
        "request", "answer", number, "--passages", texts, "--out", tmp_path / "out", "--anyway"
    ).json
    assert Path(answered["file"]).read_bytes().startswith(b"%PDF")
    draft = message_from_bytes(Path(answered["mail"]).read_bytes(), policy=policy.default)
    assert draft["X-Unsent"] == "1"
    assert draft["In-Reply-To"] == "<20261122070527.3107@pochta.example>"
    assert [part.get_content_type() for part in draft.iter_attachments()] == ["application/pdf"]

    open_still = on_desk("request", "close", number)
    assert open_still.code == 2
    texts.write_text('[data]\nru = "имя и адрес электронной почты"\n', encoding="utf-8")
    told = on_desk(
        "request",
        "answer",
        number,
        "--form",
        "notice_done",
        "--done",
        "cessation",
        "--passages",
        texts,
        "--anyway",
    )
    assert {demand["state"] for demand in told.json["demands"]} == {"satisfied"}

    assert on_desk("request", "list", "--state", "closed").json["requests"] == []
    both = ("--paper", answered["paper"], "--paper", told.json["paper"])
    sent = ("--sent", datetime.now(UTC).isoformat(), "--way", "email", *both)
    assert on_desk("request", "close", number, *sent).code == 2, "a dispatch needs its proof"
    assert on_desk("request", "show", number).json["answered"] is None
    closed = on_desk("request", "close", number, *sent, "--proof", "<sent@desk.example>").json
    assert (closed["state"], bool(closed["answered"])) == ("closed", True)
    spoken = desk_command("request", "show", number, "--desk", on_desk.folder,
                          "--passphrase-file", on_desk.secret, "--lang", "en").out  # fmt: skip
    assert spoken.startswith("Request 20"), "no series of the desk before the number"
    assert "Closed on" in spoken
    assert "answer/" not in spoken
    assert "(Access to data)" in spoken, "which demand a term belongs to"
    found = on_desk("request", "list", "--state", "closed", "--kind", "access").json["requests"]
    assert [row["number"] for row in found] == [number]


def test_an_answer_is_drafted_anew_once_it_is_signed_and_unsigned_only_when_told(
    on_desk, today_letter, tmp_path
):
    number, out = on_desk("take-in", today_letter).json["request"], tmp_path / "out"
    on_desk("request", "identify", number, "--how", "Номер заявки совпал")
    answered = on_desk("request", "answer", number, "--out", out, "--anyway", "--lang", "en")
    assert "Once it is signed, write the draft again: desk paper mail 01/" in answered.err
    mail = ("paper", "mail", answered.json["paper"], "--out", tmp_path / "mail", "--lang", "en")
    refused = on_desk(*mail)
    assert (refused.code, (tmp_path / "mail").exists()) == (2, False)
    assert "would be sent unsigned" in refused.err
    told = on_desk(*mail, "--anyway").json
    draft = message_from_bytes(Path(told["mail"]).read_bytes(), policy=policy.default)
    assert (told["signed"], draft["In-Reply-To"][:1]) == (False, "<")


def test_today_names_the_request_and_why(on_desk, today_letter):
    number = on_desk("take-in", today_letter).json["request"]
    found = on_desk("today", "--lang", "ru").json
    lines = [line for group in ("overdue", "today", "week", "later") for line in found[group]]
    assert [line["request"] for line in lines] == [number]
    assert "Получено" in lines[0]["why"]


def test_the_register_is_searched_by_a_word_of_the_letter_with_e_for_yo(on_desk, today_letter):
    number = on_desk("take-in", today_letter).json["request"]
    for word in ("ВЫМЫШЛЕННАЯ", "рекламные", "3107"):
        found = on_desk("request", "list", "--text", word).json["requests"]
        assert [row["number"] for row in found] == [number]
    assert on_desk("request", "list", "--text", '"NOT ( OR *').json["requests"] == []


def test_the_journal_tells_each_step_and_verifies(on_desk, desk_command, today_letter):
    number = on_desk("take-in", today_letter).json["request"]
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    assert on_desk("journal", "verify").json["sound"] is True
    actions = [entry["action"] for entry in on_desk("journal", "extract").json["entries"]]
    where = ("--desk", on_desk.folder, "--passphrase-file", on_desk.secret, "--lang", "en")
    told = desk_command("journal", "extract", *where).out
    assert "The desk was created (the desk)" in told
    assert not [action for action in actions if action in told], "words, not ids"
    assert "request.registered" in actions
    assert "request.identified" in actions


def test_a_backup_is_made_listed_and_restored(on_desk, today_letter):
    on_desk("take-in", today_letter)
    made = on_desk("backup", "make").json
    assert Path(made["path"]).is_file()
    assert made["name"] in {each["name"] for each in on_desk("backup", "list").json["backups"]}
    assert on_desk("backup", "restore", made["path"]).code == 0
    assert len(on_desk("request", "list").json["requests"]) == 1


def test_the_backup_of_another_desk_is_restored_only_when_it_is_meant(
    on_desk, desk_command, tmp_path
):
    theirs = tmp_path / "theirs"
    shutil.copytree(on_desk.folder, theirs)
    keys = json.loads((theirs / "desk.keys").read_text())
    (theirs / "desk.keys").write_text(json.dumps(keys | {"desk": "0" * len(keys["desk"])}))
    made = on_desk("backup", "make").json["path"]
    where = ("--desk", theirs, "--passphrase-file", on_desk.secret, "--lang", "en")
    refused = desk_command("backup", "restore", made, *where)
    assert refused.code == 2
    assert "belongs to another desk" in refused.err
    assert not list(theirs.glob("backups/*before-restore*"))
    assert desk_command("backup", "restore", made, "--anyway", *where).code == 0


def test_people_come_and_go_and_a_passphrase_changes(on_desk, desk_command, tmp_path):
    second = tmp_path / "second.txt"
    second.write_text("восемь зелёных гор 88\n", encoding="utf-8")
    id = on_desk("people", "add", "А. Вымышленная", "--new-file", second).json["id"]
    hers = ("--desk", on_desk.folder, "--passphrase-file", second, "--json")
    assert len(desk_command("people", "list", *hers).json["people"]) == 2
    assert on_desk("people", "remove", id).code == 0
    where = (*hers[:2], "--passphrase-file", on_desk.secret, "--lang", "ru")
    left = desk_command("people", "list", *where).out
    assert "А. Вымышленная: доступ убран" in left.splitlines()[-1]
    desk = open_desk(on_desk.folder, on_desk.secret.read_text("utf-8").strip())
    Actor.update(removed="2026-11-26T22:06:00+00:00").where(Actor.id == id).execute()
    desk.close()
    left = desk_command("people", "list", *where).out
    assert "27 нояб. 2026" in left.splitlines()[-1], "the day of the legal time zone"
    assert desk_command("people", "list", *hers).code == 2
    third = tmp_path / "third.txt"
    third.write_text("семь жёлтых окон 777\n", encoding="utf-8")
    assert on_desk("passphrase", "change", "--new-file", third).code == 0
    assert on_desk("today").code == 2


def test_nobody_opens_the_desk_with_a_weak_passphrase_unawares(on_desk, tmp_path):
    weak = tmp_path / "weak.txt"
    weak.write_text("кор\n", encoding="utf-8")
    for act in (("people", "add", "Пример"), ("passphrase", "change")):
        refused = on_desk(*act, "--new-file", weak, "--lang", "ru")
        assert refused.code == 2
        assert "--weak" in refused.err
    assert len(on_desk("people", "list").json["people"]) == 1
    assert on_desk("people", "add", "Пример", "--new-file", weak, "--weak").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("take-in", "/no/such/letter.eml"),
        ("letter", "/"),
        ("request", "show", "request/1999-001"),
        ("request", "show", "<b>&"),
        ("request", "list", "--sort", "'; DROP TABLE request"),
        ("request", "list", "--due-by", "когда-нибудь"),
        ("paper", "blank", "no_such_form", "--out", "/tmp/x.pdf"),
        ("paper", "issue", "journal_requests", "--since", "0", "--until", "1"),
        ("backup", "restore", "/no/such.zip"),
        ("people", "remove", "99"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(on_desk, arguments):
    refused = on_desk(*arguments, "--lang", "ru")
    assert refused.code == 2, refused.err
    assert refused.out == ""
    assert len(refused.err.strip().splitlines()) == 1


def test_a_wrong_passphrase_and_a_desk_that_is_not_there_are_told(on_desk, desk_command, tmp_path):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("не та\n", encoding="utf-8")
    assert desk_command("today", "--desk", on_desk.folder, "--passphrase-file", wrong).code == 2
    assert desk_command("today", "--desk", tmp_path / "none", "--passphrase-file", wrong).code in (
        2,
        3,
    )


@pytest.mark.parametrize("mode", [mode.value for mode in LanguageMode])
def test_a_blank_needs_no_desk(desk_command, tmp_path, mode):
    path = tmp_path / "blank.pdf"
    made = desk_command("paper", "blank", "refusal", "--out", path, "--paper-lang", mode, "--json")
    assert made.code == 0, made.err
    assert path.read_bytes().startswith(b"%PDF")


PAPERS = {
    "acknowledgement", "request_to_complete", "reply_access", "reply_transfer", "reply_not_processed", "refusal",
    "extension_notice", "notice_done", "reply_regulator", "journal_requests", "inspection_record",
    "emergency_sheet", "notice_third_party", "destruction_act", "journal_extract",
    "processing_assignment", "third_parties",
    "recipient_questionnaire", "transfer_assessment", "transfer_notice",
}  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "lang", "more"), [("trader", "en", set()), ("company", "ru", {"commission_order"})]
)
def test_the_tour_writes_every_paper_in_three_modes_and_the_draft(
    desk_command, tmp_path, shape, lang, more
):
    out = tmp_path / "out"
    told = desk_command("tour", "--out", out, "--shape", shape, "--lang", lang, "--json")
    assert told.code == 0, told.err
    names = sorted(path.name for path in out.iterdir())
    papers = {name.split("-", 1)[1].rsplit(".", 2)[0] for name in names if name.endswith(".pdf")}
    assert papers == PAPERS | more
    for mode in LanguageMode:
        assert sum(name.endswith(f".{mode.value}.pdf") for name in names) >= len(papers)
    assert sum(name.endswith(".eml") for name in names) == 1
    assert (
        sum(name.endswith(("third_parties.ru.html", "third_parties.ru.md")) for name in names) == 2
    )
    (act,) = out.glob("*-destruction_act.signed.pdf")
    times = [each.time for each in verify_file(act.read_bytes()).signatures]
    assert times
    assert max(times) < "2026-11-22", "nobody signs on a day to come"
    if shape == "trader":
        assert any(step["due"] == "2026-10-23" for step in told.json["steps"])
        check_law_kept([step["title"] for step in told.json["steps"]], out)
    else:
        (done,) = out.glob("02-notice_done.ru.pdf")
        text = " ".join(PdfReader(done).pages[0].extract_text().split())
        assert "Дата исполнения 11 октября 2026" in text, "R07 ends on 20 October"


def check_law_kept(titles: list[str], out: Path) -> None:
    """Terms are told once and in order, without a word of the other language; the answer says what is known."""
    terms = [title for title in titles if title.startswith("Deadline: ")]
    assert "Deadline: Stop direct marketing immediately (Demand to cease marketing)" in terms
    assert len(terms) == len(set(terms))
    assert not [title for title in titles if re.search("[а-яё]", title.lower())]
    stopped = next(n for n, title in enumerate(titles) if title.startswith("Direct marketing is"))
    extended = next(
        n for n, title in enumerate(titles) if title.startswith("The deadline is extended")
    )
    assert stopped < extended
    (paper,) = out.glob("*reply_access.en.pdf")
    answer = " ".join("".join(page.extract_text() for page in PdfReader(paper).pages).split())
    item3, item4 = answer.split("3) ")[1], answer.split("4) ")[1]
    assert "Purposes: answering the application" in item3
    assert "Vymyshlennyi Hosting LLC" in item4.split("5) ")[0]


def letter(tmp_path: Path, *headers: str, text: str = "Прошу сообщить о моих данных.") -> Path:
    """A small letter received an hour ago."""
    when = (datetime.now(UTC) - timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    path = tmp_path / "small.eml"
    lines = [
        "From: Olga <olga@pochta.example>",
        "To: privacy@desk-demo.example",
        f"Date: {when}",
        "Content-Type: text/plain; charset=utf-8",
        *headers,
        "",
        text,
    ]
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


def test_a_reply_joins_its_request_unless_it_is_to_be_one_of_its_own(
    on_desk, today_letter, tmp_path
):
    first = on_desk("take-in", today_letter).json
    assert first["joined"] is False
    reply = ("Message-ID: <2@pochta.example>", "In-Reply-To: <20261122070527.3107@pochta.example>")
    joined = on_desk("take-in", letter(tmp_path, *reply, text="Жду ответа.")).json
    assert (joined["request"], joined["joined"]) == (first["request"], True)
    assert "letter" in {moment["kind"] for moment in joined["timeline"]}
    another = letter(tmp_path, "Message-ID: <3@pochta.example>", reply[1])
    own = on_desk("take-in", another, "--anyway", "--kind", "access").json
    assert own["request"] != first["request"]


def test_a_letter_passed_on_as_a_file_is_taken_in_for_who_wrote_it(on_desk, desk_command, tmp_path):
    inner = letter(
        tmp_path, "Message-ID: <21@pochta.example>", text="Удалите мои персональные данные."
    )
    outer = tmp_path / "outer.eml"
    head = inner.read_text("utf-8").replace("Olga <olga@", "Igor <igor@").replace("<21@", "<22@")
    head = head.partition("Content-Type")[0] + "Content-Type: message/rfc822\r\n\r\n"
    outer.write_text(head + inner.read_text("utf-8"), "utf-8")
    told = desk_command("letter", outer, "--json").json
    assert told["forwarded"]["sender"]["address"] == "olga@pochta.example"
    assert [each["kind"] for each in told["demands"]] == ["destroy"]
    assert "olga@pochta.example" in desk_command("letter", outer).out
    taken = on_desk("take-in", outer)
    assert taken.code == 0
    assert taken.json["subject"]["email"] == "olga@pochta.example"
    assert any("igor@pochta.example" in hint for hint in taken.json["hints"])


def test_a_letter_that_names_a_request_is_pointed_out_and_joins_it_when_told(on_desk, tmp_path):
    first = on_desk(
        "take-in", letter(tmp_path, "Message-ID: <11@pochta.example>"), "--kind", "access"
    ).json
    assert (first["seems_to_join"], first["joined"]) == ("", False)
    text = "Дополняю: прошу ещё удалить мои персональные данные."
    heads = ("Message-ID: <12@pochta.example>", "Subject: Re: Обращение № 2026-001")
    own = on_desk("take-in", letter(tmp_path, *heads, text=text))
    assert own.json["request"] != first["request"]
    assert own.json["seems_to_join"] == "2026-001"
    assert any("2026-001" in hint for hint in own.json["hints"])
    again = letter(tmp_path, "Message-ID: <13@pochta.example>", heads[1], text="Жду ответа.")
    joined = on_desk("take-in", again, "--join", "2026-001").json
    assert (joined["request"], joined["joined"]) == (first["request"], True)
    assert joined["seems_to_join"] == ""
    assert on_desk("take-in", again, "--join", "2026-099").code == 2


def test_an_automatic_letter_is_taken_in_only_when_told_so(on_desk, tmp_path):
    machine = letter(tmp_path, "Auto-Submitted: auto-replied", "Message-ID: <4@pochta.example>")
    assert on_desk("take-in", machine, "--kind", "access").code == 2
    assert on_desk("take-in", machine, "--kind", "access", "--anyway").code == 0


def test_a_sender_at_a_mail_service_abroad_is_pointed_out(on_desk, tmp_path):
    path = letter(tmp_path, "Reply-To: olga@gmail.com", "Message-ID: <5@pochta.example>")
    found = on_desk("take-in", path, "--kind", "access").json["abroad"]
    assert [each["address"] for each in found] == ["olga@gmail.com"]


def test_before_an_e_mail_abroad_the_register_of_transfers_is_asked(on_desk, tmp_path):
    path = letter(tmp_path, "Reply-To: olga@gmail.com", "Message-ID: <6@pochta.example>")
    number = on_desk("take-in", path, "--kind", "access").json["request"]
    on_desk("request", "identify", number, "--how", "по адресу")
    told = on_desk("request", "answer", number, "--out", tmp_path / "out", "--anyway")
    (found,) = told.json["abroad"]
    assert (found["address"], found["covered"], found["transfer"]) == ("olga@gmail.com", False, "")
    assert found["why"] in told.err


def test_a_draft_says_what_it_lacks_and_whom_it_names(on_desk, today_letter, tmp_path):
    number = on_desk("take-in", today_letter).json["request"]
    texts = tmp_path / "texts.toml"
    texts.write_text('[item5]\nru = "Переписку вела Петрова Мария Ивановна."\n', encoding="utf-8")
    drawn = on_desk(
        *("paper", "render", "reply_access", "--request", number, "--passages", texts),
        *("--out", tmp_path / "draft.pdf"),
    ).json
    assert any("Петрова Мария Ивановна" in hint for hint in drawn["hints"])


def test_kept_files_go_along_once_somebody_looked(on_desk, today_letter, tmp_path):
    number = on_desk("take-in", today_letter).json["request"]
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    scan, listed = tmp_path / "scan.png", tmp_path / "list.txt"
    scan.write_bytes(b"\x89PNG invented")
    listed.write_text("petrova@example.net", "utf-8")
    first = on_desk("request", "attach", number, scan).json["attached"]
    second = on_desk("request", "attach", number, listed).json["attached"]
    assert [file["id"] for file in on_desk("request", "show", number).json["files"]][-2:] == [
        first,
        second,
    ]
    answer = ("request", "answer", number, "--attach", first, "--attach", second)
    out = ("--out", tmp_path / "out", "--lang", "en")
    refused = on_desk(*answer, "--looked", first, *out)
    assert refused.code == 2
    assert f"{second}: “petrova@example.net” in the file “list.txt”" in refused.err
    assert f"{second} may contain other people’s data" in refused.err
    assert not (tmp_path / "out").exists(), "refused before anything was issued"
    assert on_desk(*answer, "--looked", first, "--looked", second).code == 2, "no folder, no e-mail"
    issued = on_desk(*answer, "--looked", first, "--looked", second, *out, "--anyway")
    assert "“Legal grounds and purposes of processing” is empty" in issued.err
    sent = issued.json
    draft = message_from_bytes(Path(sent["mail"]).read_bytes(), policy=policy.default)
    names = [part.get_filename() for part in draft.iter_attachments()]
    assert names[1:] == ["enclosure-1.png", "enclosure-2.txt"]


def test_a_message_the_operator_sent_is_told_as_such_and_not_as_another_sender_s(
    on_desk, today_letter, tmp_path
):
    assert on_desk("take-in", today_letter).code == 0
    asked = message_from_bytes(today_letter.read_bytes(), policy=policy.default)
    sent = EmailMessage()
    sent["From"], sent["To"] = "privacy@desk-demo.example", asked["From"]
    sent["In-Reply-To"], sent["Date"] = asked["Message-ID"], datetime.now(UTC)
    sent.set_content("Ответ приложен.")
    file = tmp_path / "sent.eml"
    file.write_bytes(sent.as_bytes())
    assert "from your own address" in on_desk("take-in", file).err


def test_a_letter_said_to_be_an_authority_s_is_answered_as_one(on_desk, today_letter, tmp_path):
    day, later = date.today() - timedelta(days=3), date.today() + timedelta(days=400)  # noqa: DTZ011
    said = (
        *("--their-number", "08-1/77", "--their-date", day.isoformat()),
        *("--sets-date", later.isoformat()),
    )
    kind = ("--kind", "regulator_information")
    assert on_desk("take-in", today_letter, *kind, "--their-date", later).code == 2
    taken = on_desk("take-in", today_letter, *kind, *said).json
    number = taken["request"]
    assert (taken["their_number"], taken["their_date"], taken["sets_date"]) == said[1::2]
    assert (taken["role"], taken["applicant"]["email"]) == ("rkn", "olga@pochta.example")
    assert "R10" in {each["row"] for each in taken["deadlines"]}
    assert on_desk("request", "answer", number).code == 2, (
        "a subject's answer is none to an authority"
    )
    texts = tmp_path / "texts.toml"
    texts.write_text('[answer]\nru = "Сведения направлены."\n', encoding="utf-8")
    answer = ("request", "answer", number, "--form", "reply_regulator", "--passages", texts)
    assert on_desk(*answer, "--their-date", "yesterday").code == 2
    assert "dated later than the day it was received" in on_desk(*answer, "--their-date", later).err
    answered = on_desk(*answer, "--their-number", "08-1/78", "--out", tmp_path)
    assert {each["state"] for each in answered.json["demands"]} == {"satisfied"}
    assert "№ 08-1/78" in PdfReader(answered.json["file"]).pages[0].extract_text()


def test_only_an_answer_to_an_authority_bears_a_number_of_theirs(on_desk, taken):
    number = taken()
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    refused = on_desk("request", "answer", number, "--their-number", "08-1/78", "--lang", "en")
    assert (refused.code, refused.out) == (2, "")
    assert "their_number" in refused.err
