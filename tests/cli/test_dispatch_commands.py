# SPDX-License-Identifier: Apache-2.0
"""How papers left, as the command line is told: what speaks against it is asked about, never passed over."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.domain.kinds import DemandKind
from tests.services.test_undelivered import bounce

OURS, THEIRS = "privacy@desk-demo.example", "anna@example.org"


def message(path: Path, *, sender: str = OURS, to: str = THEIRS, pdf: str = "answer.pdf") -> Path:
    """A sent message as a mail program saves it."""
    made = EmailMessage()
    made["From"], made["To"], made["Message-ID"] = sender, to, "<sent@desk.example>"
    made["Subject"] = "Your request No. 2026-001"
    made["Date"] = datetime.now(UTC)
    made.set_content("Hello")
    if pdf:
        made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename=pdf)
    path.write_bytes(made.as_bytes())
    return path


@pytest.fixture
def answered(on_desk, taken):
    """Number of a request whose answer is issued and has not left."""
    number = taken(demands=(DemandKind.ACCESS,))
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    done = on_desk("request", "answer", number, "--form", "reply_not_processed", "--anyway")
    assert done.code == 0, done.err
    return number


def test_a_sent_message_closes_the_request_with_its_own_moment(on_desk, answered, tmp_path):
    closed = on_desk("request", "close", answered, "--proof-file", message(tmp_path / "sent.eml"))
    assert closed.code == 0, closed.err
    assert closed.json["answered"]
    told = [moment for moment in closed.json["timeline"] if moment["kind"] == "dispatched"]
    assert [moment["note"] for moment in told] == ["<sent@desk.example>"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"to": "alien@nowhere.example"}, "went to alien@nowhere.example"),
        ({"sender": "friend@nowhere.example"}, "is from friend@nowhere.example"),
        ({"pdf": ""}, "No PDF is attached"),
    ],
)
def test_a_message_that_does_not_fit_is_recorded_only_when_the_user_says_so(
    on_desk, answered, tmp_path, wrong, said
):
    file = message(tmp_path / "sent.eml", **wrong)
    given = ("request", "close", answered, "--proof-file", file, "--lang", "en")
    refused = on_desk(*given)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err.splitlines()[0]
    assert "--anyway" in refused.err.splitlines()[-1]
    assert on_desk("request", "show", answered).json["answered"] is None
    closed = on_desk(*given, "--anyway")
    assert (closed.code, closed.json["state"]) == (0, "closed")
    assert said in closed.err


def test_the_draft_is_no_proof_and_a_proof_needs_its_moment(on_desk, answered, tmp_path):
    draft = tmp_path / "draft.eml"
    draft.write_bytes(b"X-Unsent: 1\n" + message(draft).read_bytes())
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF")
    for proof in (("--proof-file", draft), ("--proof-file", scan), ("--proof", "RU123")):
        assert on_desk("request", "close", answered, *proof, "--anyway").code == 2
    assert on_desk("request", "show", answered).json["answered"] is None


def test_a_proof_that_a_notice_left_needs_the_moment_it_left(on_desk, taken):
    asked = ("request", "extend", taken(), "--reason", "Много данных", "--proof", "RU123")
    refused = on_desk(*asked, "--anyway")
    assert (refused.code, "--sent" in refused.err) == (2, True)


def test_another_way_than_the_one_asked_for_is_confirmed(on_desk, taken, tmp_path):
    number = taken(demands=(DemandKind.ACCESS,), answer_form="post")
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    sent = ("--sent", datetime.now(UTC).isoformat(), "--proof", "<1@desk.example>")
    long = ("request", "extend", number, "--reason", "Запрошены сведения у хостинга", *sent)
    assert on_desk(*long).code == 2
    assert on_desk("request", "show", number).json["papers"] == []
    assert on_desk(*long, "--anyway").code == 0


def test_a_letter_that_answers_nothing_is_recorded_and_the_request_goes_on(
    on_desk, taken, tmp_path
):
    number = taken(demands=(DemandKind.ACCESS,))
    on_desk("request", "contents", number)
    for form in ("acknowledgement", "request_to_complete"):
        assert on_desk("paper", "issue", form, "--request", number).code == 0
    given = ("request", "sent", number, "--at", datetime.now(UTC).isoformat(), "--proof", "РПО 1")
    several = on_desk(*given, "--way", "post", "--lang", "en")
    assert (several.code, several.out) == (2, "")
    assert "(completion, receipt)" in several.err
    done = on_desk(*given, "--way", "post", "--what", "completion")
    assert done.code == 0, done.err
    told = done.json
    assert (told["answered"], told["state"]) == (None, "open")
    assert told["timeline"][-1]["kind"] == "completion_sent"
    sent = message(tmp_path / "sent.eml", pdf="receipt-2026-001.pdf")
    assert on_desk("request", "sent", number, "--proof-file", sent).code == 0
    done = on_desk(*given, "--lang", "en")
    assert done.code == 2
    assert "No answer has been issued yet" in done.err


def test_a_message_with_another_paper_is_no_proof_of_the_answer(on_desk, taken, tmp_path):
    number = taken(demands=(DemandKind.ACCESS,))
    on_desk("paper", "issue", "acknowledgement", "--request", number)
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    on_desk("request", "answer", number, "--form", "reply_not_processed", "--anyway")
    wrong = message(tmp_path / "wrong.eml", pdf="receipt-2026-001.pdf")
    refused = on_desk("request", "close", number, "--proof-file", wrong, "--lang", "en")
    assert refused.code == 2
    assert "carried another paper" in refused.err
    right = message(tmp_path / "right.eml", pdf="answer-2026-001.pdf")
    told = on_desk("request", "sent", number, "--proof-file", right)
    assert (told.code, bool(told.json["answered"])) == (0, True)
    assert on_desk("request", "close", number).json["state"] == "closed"


def test_of_several_answers_the_one_the_message_carried_left(on_desk, taken, tmp_path):
    number = taken(demands=(DemandKind.ACCESS, DemandKind.STOP))
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    on_desk("request", "answer", number, "--form", "reply_access", "--anyway")
    texts = tmp_path / "texts.toml"
    texts.write_text('[data]\nru = "Адрес."\nen = "Address."\n', encoding="utf-8")
    done = ("--form", "notice_done", "--done", "cessation", "--passages", texts, "--anyway")
    assert on_desk("request", "answer", number, *done).code == 0
    first, second = (each["number"] for each in on_desk("request", "show", number).json["papers"])
    by_post = ("request", "sent", number, "--way", "post", "--proof", "РПО 1", "--lang", "en",
               "--at", datetime.now(UTC).isoformat())  # fmt: skip
    several = on_desk(*by_post)
    assert (several.code, several.out) == (2, "")
    assert f"use --paper to say which of them were sent ({first}, {second})" in several.err
    sent = message(tmp_path / "sent.eml", pdf=f"notice-{second.partition('/')[2]}.pdf")
    alien = on_desk(
        "request", "sent", number, "--proof-file", sent, "--paper", first, "--lang", "en"
    )
    assert "did not carry paper No." in alien.err
    assert on_desk("request", "show", number).json["answered"] is None
    assert on_desk("request", "sent", number, "--proof-file", sent).code == 0
    assert on_desk("request", "close", number).code == 2
    assert on_desk(*by_post, "--paper", first).code == 0
    assert on_desk("request", "close", number).json["state"] == "closed"


def test_the_record_of_an_inspection_is_handed_over_in_person(on_desk, taken, tmp_path):
    number = taken(demands=(DemandKind.INSPECT,))
    on_desk("request", "identify", number, "--how", "Пришёл сам")
    passages = tmp_path / "passages.toml"
    passages.write_text('[shown]\nru = "Карточка."\nen = "The card."\n', "utf-8")
    done = on_desk(
        "request", "answer", number, "--form", "inspection_record", "--passages", passages
    )
    assert done.code == 0, done.err
    assert done.json["step"] == "deliver"
    at = datetime.now(UTC).isoformat(timespec="seconds")
    left = on_desk("request", "sent", number, "--at", at, "--proof", "Подпись на акте")
    assert left.code == 0, left.err
    assert left.json["step"] == "close"
    entries = on_desk("journal", "extract").json["entries"]
    assert "in_person" in str([e for e in entries if e["action"] == "request.dispatched"])


def test_a_paper_is_made_void_and_what_it_decided_is_open_again(on_desk, answered):
    number = on_desk("paper", "list").json["papers"][-1]["number"]
    assert on_desk("paper", "void", number).code == 2
    at = datetime.now(UTC).isoformat(timespec="seconds")
    on_desk("request", "sent", answered, "--at", at, "--way", "post", "--proof", "РПО 1")
    on_desk("request", "close", answered)
    done = on_desk("paper", "void", number, "--reason", "не тому", "--lang", "en")
    assert (done.code, done.json["state"]) == (0, "void"), done.err
    card = on_desk("request", "show", answered).json
    assert (card["state"], card["demands"][0]["state"], card["step"]) == ("open", "open", "answer")
    assert on_desk("paper", "void", number, "--reason", "ещё раз").code == 2


def told(done, kind):
    return [moment["at"] for moment in done.json["timeline"] if moment["kind"] == kind]


def test_a_day_will_do_wherever_a_moment_of_dispatch_or_of_a_deed_is_told(
    on_desk, answered, taken, tmp_path
):
    today = datetime.now(ZoneInfo("Europe/Moscow")).date().isoformat()
    done = on_desk("request", "sent", answered, "--at", today, "--way", "post", "--proof", "РПО 1")
    assert (done.code, done.json["answered"]) == (0, today), done.err
    number = taken(demands=(DemandKind.CLAIM_INACCURATE,))
    blocked = on_desk("request", "block", number, "--at", today, "--note", "в картотеке")
    assert told(blocked, "blocked") == [today], blocked.err
    assert blocked.json["blocked"] == today
    extended = on_desk(
        "request", "extend", taken(demands=(DemandKind.ACCESS,)), "--reason", "архив",
        "--sent", today, "--way", "post", "--proof", "РПО 2", "--anyway",
    )  # fmt: skip
    assert told(extended, "notice_sent") == [today], extended.err
    late = on_desk("request", "sent", answered, "--at", "2026-11-33", "--proof", "РПО 1")
    assert (late.code, late.out) == (2, "")


def test_the_record_is_put_right_by_day_and_the_sending_taken_out(on_desk):
    day = ("--received", "2026-11-20", "--channel", "post", "--kind", "access")
    added = on_desk("request", "add", *day, "--sent", "2026-11-18", "--name", "Щёголева Анна")
    assert added.code == 0, added.err
    assert added.json["sent"] == "2026-11-18"
    number = added.json["request"]
    late = on_desk("request", "correct", number, "--sent", "2026-11-21", "--reason", "штемпель")
    assert late.code == 2
    because = ("--reason", "штемпель не читается")
    emptied = on_desk("request", "correct", number, "--sent", "", *because)
    assert (emptied.code, emptied.json["sent"]) == (0, None), emptied.err
    moved = on_desk("request", "correct", number, "--received", "2026-11-19", *because)
    assert moved.json["received"] == "2026-11-19"


def test_a_slip_of_the_channel_is_put_right_with_who_asked(on_desk):
    day = ("--received", "2026-11-20", "--channel", "rkn", "--kind", "claim_inaccurate")
    number = on_desk("request", "add", *day).json["request"]
    right = ("request", "correct", number, "--reason", "описка", "--channel", "in_person")
    half = on_desk(*right)
    assert (half.code, half.out) == (2, "")
    assert on_desk(*right, "--role", "subject").code == 2
    done = on_desk(*right, "--role", "subject", "--name", "Орлов Игорь")
    assert (done.code, done.json["role"], done.json["channel"]) == (0, "subject", "in_person"), (
        done.err
    )


def test_mail_that_came_back_joins_its_request_and_opens_it_again(
    on_desk, desk_command, answered, tmp_path
):
    path = tmp_path / "back.eml"

    def came(id, own):
        when = f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} +0000"
        path.write_bytes(bounce(id, THEIRS, own=own, when=when))
        return on_desk("take-in", path, "--lang", "en")

    refused = came("<sent@desk.example>", "<b1@example.com>")
    assert (refused.code, "mail was not delivered" in refused.err) == (2, True)
    on_desk("request", "close", answered, "--proof-file", message(tmp_path / "sent.eml"))
    near = came("", "<b1@example.com>")
    assert (near.code, "may belong to request 2026-001" in near.err) == (2, True)
    assert f"Not delivered to: {THEIRS}" in desk_command("letter", path, "--lang", "en").out
    told = came("<sent@desk.example>", "<b2@example.com>").json
    assert (told["joined"], told["step"], told["returned"]) == (True, "resend", ["answer"])
    left = (
        "--proof",
        "РПО 8",
        "--way",
        "post",
        "--sent",
        f"{datetime.now(UTC):%Y-%m-%dT%H:%M+00:00}",
    )
    closed = on_desk("request", "close", answered, *left, "--anyway")
    assert closed.code == 0, closed.err
    assert (closed.json["state"], closed.json["returned"]) == ("closed", [])


def test_a_request_closed_by_mistake_is_opened_again(on_desk, answered, tmp_path):
    on_desk("request", "close", answered, "--proof-file", message(tmp_path / "sent.eml"))
    again = on_desk("request", "reopen", answered, "--reason", "не то обращение")
    assert again.code == 0, again.err
    assert (again.json["closed"], again.json["state"]) == (None, "open")
    assert on_desk("request", "reopen", answered, "--reason", "ещё раз").code != 0


def test_the_list_tells_what_is_to_be_done_next_and_what_is_closed(
    on_desk, desk_command, answered, tmp_path
):
    where = ("--desk", on_desk.folder, "--passphrase-file", on_desk.secret, "--lang", "en")
    assert "· Record the dispatch" in desk_command("request", "list", *where).out
    on_desk("request", "close", answered, "--proof-file", message(tmp_path / "sent.eml"))
    assert "· Closed" in desk_command("request", "list", *where).out
