# SPDX-License-Identifier: Apache-2.0
"""Pictures in names and starter texts: what papers could not print or say is met before they are made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from desk.domain.duties import starter_duties
from desk.domain.kinds import LanguageMode, OperatorKind
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.checks import clean_person, without_symbols
from desk.services.keeping import people
from desk.services.letter import mailbox
from desk.services.operators import save_operator
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.sheets import journal_lines
from desk.storage.models import Person, Request
from tests.factories import intake, operator_trader, person

RU = LanguageMode.RU
LETTER = (
    "From: =?utf-8?b?{name}?= <anna@example.org>\r\nDate: Fri, 20 Nov 2026 09:30:00 +0300\r\n"
    "Message-ID: <one@example.org>\r\nSubject: data\r\n\r\nWhich data do you hold?\r\n"
)


def month(desk):
    return papers.journal_requests(desk, date(2026, 11, 1), date(2026, 11, 30), RU)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Анна 🌸 Щёголева 👩\u200d💻❤️", "Анна Щёголева"),
        ("🦊", ""),
        ("O`Neil Анна-Мария ® № 5", "O`Neil Анна-Мария ® № 5"),
        ("Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("\ue000Анна\U000e0fff", "Анна"),
    ],
)
def test_a_name_keeps_its_letters(written, kept):
    assert without_symbols(written) == kept


def test_a_letter_from_a_name_with_a_picture_goes_all_the_way(desk):
    from base64 import b64encode

    name = b64encode("Анна 🌸 Щёголева".encode()).decode()
    content = LETTER.format(name=name).encode()
    proposal = mailbox.proposal(desk, mailbox.read(content))
    assert proposal.intake.subject.name == "Анна Щёголева"
    id = mailbox.take_in(desk, content, proposal.intake)
    papers.issue(desk, papers.draft(desk, "acknowledgement", RU, id))
    papers.issue(desk, month(desk))


@pytest.mark.parametrize("where", ["subject", "applicant", "person"])
@pytest.mark.parametrize("name", ["name", "dative"])
def test_a_form_names_the_character_it_cannot_take(where, name):
    with pytest.raises(Refusal) as refusal:
        clean_person(replace(person(), **{name: "Анна 🌸"}), where)
    assert refusal.value.field == f"{where}.{name}"
    assert refusal.value.params == {"character": "🌸", "code": "U+1F338"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", Both("ИП 🌸", "x")), ("brand", "🌸"), ("signer_name", Both("А", "🌸"))],
)
def test_the_operator_s_card_too(desk, field, value):
    with pytest.raises(Refusal) as refusal:
        save_operator(desk, operator_trader(**{field: value}))
    assert refusal.value.field == field
    save_operator(desk, operator_trader(brand="Школа № 5 ✔ ™"))


def test_an_old_name_with_a_picture_does_not_stop_the_journal(desk):
    id = requests.register_request(desk, intake(summary="Прошу 🙏 ответить"))
    Person.update(name="Анна 🌸 Щёголева").execute()
    line = journal_lines(desk, date(2026, 11, 1), date(2026, 11, 30), 10)[0]
    assert (line.name, line.summary) == ("Анна Щёголева", "Прошу ответить")
    assert papers.issue(desk, month(desk)).number
    assert id


@pytest.mark.parametrize("name", ["Вера 🌸", "王", "שלום"])
def test_nobody_sits_at_the_desk_under_a_name_no_journal_prints(desk, name):
    """Who did what stays as it was written: with such a name no journal could ever be issued."""
    with pytest.raises(Refusal) as refusal:
        people.add_person(desk, name, "четыре слова и ещё одно")
    assert refusal.value.field == "name"
    desk.actor = "Вера 🌸"
    requests.register_request(desk, intake())
    assert journal_lines(desk, date(2026, 11, 1), date(2026, 11, 30), 10)[0].executor.ru == "Вера"
    assert papers.issue(desk, month(desk)).number


@pytest.mark.parametrize(("since", "until"), [(1, 2026), (2026, 9999)])
def test_a_period_beyond_the_years_that_are_kept_is_told_as_that(desk, since, until):
    with pytest.raises(Refusal) as refusal:
        papers.journal_requests(desk, date(since, 1, 1), date(until, 12, 31), RU)
    assert "between 1990 and 2100" in refusal.value.msgid


def test_what_the_journal_cannot_print_is_told_with_the_number_of_the_record(desk):
    id = requests.register_request(desk, intake(received=datetime(2026, 11, 20, tzinfo=UTC)))
    Request.update(summary="שלום").where(Request.id == id).execute()
    with pytest.raises(Refusal) as refusal:
        papers.issue(desk, month(desk))
    assert "{number}" in refusal.value.msgid
    assert refusal.value.params["number"] == "2026-001"


def test_a_starter_text_left_as_it_was_is_pointed_out_and_does_not_stop_the_answer(desk):
    ours = starter_duties(OperatorKind.TRADER, site=True)
    save_operator(desk, operator_trader(duties=ours))
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "по адресу из договора")
    draft = papers.draft(desk, "reply_access", RU, id)
    hint = papers.gap_hints(desk, draft, "ru")[-1]
    assert hint.where == "item9_1"
    assert "starter text" in hint.message
    own = Both(ours.ru + "\n— и ещё кое-что.", ours.en)
    mended = papers.revise(draft, {"item9_1": Both(own.ru, "Our own words.")})
    assert hint not in papers.gap_hints(desk, mended, "ru")
    assert papers.issue(desk, draft).number
