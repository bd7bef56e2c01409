# SPDX-License-Identifier: Apache-2.0
"""Clients from a script: added from a file, changed, shown, taken out of use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from desk.services.keeping import upkeep
from desk.services.register import registers
from tests.cli.conftest import PASSPHRASE
from tests.factories import purpose_fields

FILE = """
name = { ru = "ООО «Заказчик»", en = "Zakazchik LLC" }
inn = "7700000129"
email = "data@client.example"
assignment = "5/ПДн"
assignment_date = 2026-02-01
purposes = ["enquiries"]
actions = ["collect", "store"]
categories = ["name"]
groups = ["site_visitors"]
at_end = "return_destroy"
destroy_term = "30 days"
kept = { ru = "Ведомости выплат", en = "Payrolls" }
request_term = "2 working_days"
"""


@pytest.fixture
def call(on_desk, tmp_path):
    desk = upkeep.open_desk(on_desk.folder, PASSPHRASE)
    try:
        registers.declare_purpose(desk, purpose_fields(desk), "2026-01-01")
    finally:
        upkeep.close_desk(desk)
    (tmp_path / "client.toml").write_text(FILE, "utf-8")
    return on_desk


def test_a_client_is_saved_changed_shown_and_taken_out(call, tmp_path):
    path = tmp_path / "client.toml"
    made = call("client", "save", "--file", path)
    assert made.code == 0, made.err
    assert (made.json["client"]["code"], made.json["client"]["leak_term"]) == ("cl1", "12 hours")
    path.write_text(FILE.replace("30 days", "1 months"), "utf-8")
    call("client", "save", "--file", path, "--code", "cl1")
    (listed,) = call("client", "list").json["clients"]
    assert (listed["destroy_term"], listed["name"]["en"]) == ("1 months", "Zakazchik LLC")
    assert call("client", "show", "cl1").json["client"] == listed
    assert call("client", "retire", "cl1").json == {"retired": "cl1"}
    assert call("client", "list").json == {"clients": []}
    assert len(call("client", "list", "--retired").json["clients"]) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [('"7700000129"', '"7700000128"'), ("at_end", "at_night"), ('"cl', ""), ("2026-02-01", "1")],
)
def test_bad_input_is_one_sentence_and_nothing_is_saved(call, tmp_path, old, new):
    path = tmp_path / "client.toml"
    path.write_text(FILE.replace(old, new), "utf-8")
    told = call("client", "save", "--file", path, "--code", "" if old != '"cl' else "cl9")
    assert told.code == 2
    assert len(told.err.strip().splitlines()) == 1
    assert call("client", "list").json == {"clients": []}


def now(**back: int) -> str:
    return (datetime.now(UTC) - timedelta(**back)).isoformat(timespec="seconds")


@pytest.fixture
def with_client(call, tmp_path):
    path = tmp_path / "client.toml"
    path.write_text(
        FILE.replace('request_term = "2', 'sub_term = "3 days"\nrequest_term = "2'), "utf-8"
    )
    call("client", "save", "--file", path)
    return call


def test_a_leak_is_told_with_its_paper_mail_and_proof(with_client, desk_command, tmp_path):
    made = with_client("client", "notice", "leak", "cl1", "--found", now(hours=2))
    assert made.code == 0, made.err
    assert made.json["notice"]["kind"] == "leak"
    refused = with_client("client", "notice", "issue", 1)
    assert refused.code == 2, "what happened is not said yet"
    texts = tmp_path / "texts.toml"
    texts.write_text(
        "\n".join(
            f'[{name}]\nru = "Так было"\nen = "So it was"' for name in ("what", "data", "measures")
        ),
        "utf-8",
    )
    pdf, eml = tmp_path / "notice.pdf", tmp_path / "notice.eml"
    issued = with_client("client", "notice", "issue", 1, "--passages", texts, "--out", pdf)
    assert issued.code == 0, issued.err
    assert pdf.read_bytes().startswith(b"%PDF")
    assert with_client("client", "notice", "mail", 1, "--out", eml).code == 0
    assert b"data@client.example" in eml.read_bytes()
    message = tmp_path / "sent.eml"
    message.write_bytes(eml.read_bytes().replace(b"X-Unsent: 1", b"X-Sent: 1"))
    alien = tmp_path / "alien.eml"
    alien.write_bytes(message.read_bytes().replace(b"data@client.example", b"a@other.example"))
    for file in (eml, alien):
        refused = with_client("client", "notice", "sent", 1, "--at", now(), "--file", file)
        assert (refused.code, refused.out) == (2, ""), refused.err
    given = ("--file", message, "--proof", "<1@example.com>")
    sent = with_client("client", "notice", "sent", 1, "--at", now(), *given)
    assert sent.json["notice"]["proof"] == "<1@example.com>"
    assert with_client("client", "notice", "sent", 1, "--at", now(), "--proof", "x").code == 2
    (listed,) = with_client("client", "notice", "list", "--client", "cl1").json["notices"]
    assert listed["sent"]
    where = ("--desk", with_client.folder, "--passphrase-file", with_client.secret, "--lang", "ru")
    told = desk_command("client", "notice", "list", *where).out
    assert f"{listed['client_name']['ru']} (cl1)" in told


def test_a_day_where_a_moment_is_asked_is_refused(with_client):
    told = with_client("client", "notice", "leak", "cl1", "--found", "2026-11-20")
    assert told.code == 2
    assert with_client("client", "notice", "list").json == {"notices": []}


def test_a_notice_that_was_a_mistake_is_dropped(with_client):
    with_client("client", "notice", "leak", "cl1", "--found", now(hours=2))
    assert with_client("client", "notice", "drop", 1, "--because", "ошибка").json == {"dropped": 1}
    assert with_client("client", "notice", "list").json == {"notices": []}


def test_a_request_is_left_to_the_client_and_the_person_told(with_client, tmp_path):
    letter = tmp_path / "letter.eml"
    letter.write_bytes(
        f"From: Anna <anna@example.org>\nDate: {format_datetime(datetime.now(UTC) - timedelta(hours=1))}\n"
        "Subject: My data\n\nPlease tell me which personal data of mine you process.\n".encode()
    )
    number = with_client("take-in", letter).json["request"]
    left = with_client("request", "client", number, "--client", "cl1")
    assert left.code == 0, left.err
    assert left.json["step"] == "hand_over"
    issued = with_client("--paper-lang", "en", "client", "notice", "issue", 1, "--enclose")
    assert issued.code == 0, issued.err
    eml = tmp_path / "notice.eml"
    with_client("client", "notice", "mail", 1, "--out", eml)
    assert b"request-1.eml" in eml.read_bytes()
    with_client("client", "notice", "sent", 1, "--at", now(), "--proof", "<1@example.com>")
    with_client("request", "identify", number, "--how", "call", "--name", "Anna Example")
    told = with_client("--paper-lang", "en", "request", "answer", number, "--form", "reply_passed")
    assert told.code == 0, told.err
    closed = with_client("request", "close", number, "--sent", now(), "--proof", "<2@example.com>")
    assert closed.code == 0, closed.err
    assert [each["client"] for each in closed.json["demands"]] == [1]
    assert closed.json["state"] == "closed"
