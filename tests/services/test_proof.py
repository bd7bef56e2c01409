# SPDX-License-Identifier: Apache-2.0
"""Confirming data that come with a letter (Art. 20 (3), 21 (2)): seen in it, asked for, and counted from the receipt."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from desk.domain.days import day_of
from desk.domain.deeds import PROVED_ROWS
from desk.domain.kinds import ApplicantRole, Channel, DemandKind, Law
from desk.domain.proof import PROVED_KINDS
from desk.services.letter import mailbox
from desk.services.request import requests
from tests.factories import intake

CORRECT = "Прошу уточнить мои персональные данные: фамилия теперь Иванова."


def letter(text=CORRECT, *files, id="a1", answers=""):
    made = EmailMessage()
    made["Received"] = "by mx.example.com; Fri, 20 Nov 2026 10:14:05 +0300"
    made["Message-ID"] = f"<{id}@yandex.ru>"
    made["From"] = "Anna <anna@yandex.ru>"
    made["To"] = "data@example.com"
    made["Subject"] = "Обращение"
    if answers:
        made["In-Reply-To"] = f"<{answers}@yandex.ru>"
    made.set_content(text)
    for name in files:
        made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename=name)
    return made.as_bytes()


def proposed(desk, content):
    return mailbox.proposal(desk, mailbox.read(content)).intake


def running(desk, id):
    return {
        term.due.row: (term.due.start, term.due.due)
        for term in requests.request_card(desk, id).deadlines
    }


@pytest.mark.parametrize(
    ("content", "seems"),
    [
        (letter(), False),
        (letter(CORRECT, "Свидетельство о браке.pdf"), True),
        (letter(CORRECT, "Доверенность.pdf"), False),
        (letter(CORRECT, "power_of_attorney.pdf"), False),
        (letter(CORRECT, "image001.png", "smime.p7s"), False),
        (letter(f"{CORRECT} Свидетельство о браке прилагаю."), True),
        (letter(f"{CORRECT} Доверенность прилагаю."), False),
        (letter(f"{CORRECT} Подтверждение во вложении."), True),
        (letter("Please correct my name. The certificate is attached."), True),
        (letter("Please correct my name. The power of attorney is attached."), False),
    ],
)
def test_what_a_letter_seems_to_enclose_is_proposed(desk, content, seems):
    assert proposed(desk, content).proof is seems


def test_the_demands_that_can_be_proved_are_those_of_the_rules(desk):
    rules = [rule for rule in desk.rules.rules if rule.event == "evidence.submitted"]
    assert {rule.row for rule in rules} == PROVED_ROWS
    assert {kind for rule in rules for kind in rule.kinds} == {kind.value for kind in PROVED_KINDS}


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (DemandKind.CORRECT, "R07"),
        (DemandKind.DESTROY, "R08"),
        (DemandKind.CLAIM_INACCURATE, "R13"),
    ],
)
def test_the_seven_days_run_from_the_receipt_of_a_letter_with_proof(desk, kind, row):
    plain = requests.register_request(desk, intake(demands=(kind,)))
    assert row not in running(desk, plain)
    proved = requests.register_request(desk, intake(demands=(DemandKind.ACCESS, kind), proof=True))
    found = running(desk, proved)
    assert found[row] == (date(2026, 11, 20), date(2026, 12, 1))
    card = requests.request_card(desk, proved)
    assert {moment.kind for moment in card.timeline} == {"registered", "evidence"}
    (came,) = (moment for moment in card.timeline if moment.kind == "evidence")
    assert day_of(came.at, desk.zone) == date(2026, 11, 20)
    requests.add_evidence(desk, proved, card.demands[1].id, date(2026, 11, 21))
    told = [m.at for m in requests.request_card(desk, proved).timeline if m.kind == "evidence"]
    assert "2026-11-21" in told
    of_row = next(term for term in card.deadlines if term.due.row == row)
    assert of_row.demand == card.demands[1].id


@pytest.mark.parametrize(
    "told",
    [
        {"demands": (DemandKind.ACCESS,)},
        {"demands": (DemandKind.CORRECT,), "laws": (Law.GDPR,)},
        {
            "demands": (DemandKind.CLAIM_INACCURATE,),
            "role": ApplicantRole.NOBODY,
            "channel": Channel.OWN,
        },
    ],
)
def test_where_nothing_can_be_proved_no_term_is_opened_by_it(desk, told):
    plain = requests.register_request(desk, intake(**told))
    proved = requests.register_request(desk, intake(**told, proof=True))
    assert running(desk, plain) == running(desk, proved)


def test_proof_in_a_reply_opens_the_term_of_the_request_it_joins(desk, clock):
    content = letter()
    id = mailbox.take_in(desk, content, proposed(desk, content))
    assert "R07" not in running(desk, id)
    reply = letter("Свидетельство прилагаю.", "Свидетельство.pdf", id="a2", answers="a1")
    assert mailbox.proposal(desk, mailbox.read(reply)).reply_to.request == id
    mailbox.join(desk, reply, id, proof=True)
    assert running(desk, id)["R07"] == (date(2026, 11, 20), date(2026, 12, 1))
    another = letter("Ещё раз.", "Свидетельство.pdf", id="a3", answers="a1")
    mailbox.join(desk, another, id, proof=True)
    rows = [term.due.row for term in requests.request_card(desk, id).deadlines]
    assert rows.count("R07") == 1, "the same day is recorded once"
