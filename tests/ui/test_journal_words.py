# SPDX-License-Identifier: Apache-2.0
"""The journal in words of people: no id stands where a name is known, and nothing stored is lost."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desk.domain.journal_words import DEEDS
from desk.domain.journal_words.details import KEYS
from desk.domain.journal_words.telling import facts
from desk.domain.kinds import DemandKind, LanguageMode
from desk.services.consent.sheets import register_consents
from desk.services.destruction import destructions
from desk.services.destruction.act_journal import journal_acts
from desk.services.names import DeskNames
from desk.services.overview import journals
from desk.services.paper import papers
from desk.services.register import registers
from desk.services.register.disclosure_sheets import journal_disclosures
from desk.services.request import corrections, handling, requests
from desk.services.transfer.sheets import register_transfers
from desk.storage.models import Actor, Attachment
from desk.text import catalogue
from tests.factories import intake
from tests.ground import commission
from ui.numbers import headed, named, spelled
from ui.pages.journal import JournalPage, columns, kept

SERVICES = Path(__file__).resolve().parents[2] / "desk" / "services"
EN = catalogue("en")


def test_every_act_the_services_write_has_its_words() -> None:
    code = "".join(path.read_text("utf-8") for path in SERVICES.rglob("*.py"))
    written = set(re.findall(r"record\(\s*\"([a-z_]+\.[a-z_]+)\"", code))
    assert len(written) > 30
    assert written - set(DEEDS) == set()


def test_every_detail_the_services_write_has_its_word() -> None:
    """A new detail without a word would be shown by its inner name."""
    written = {
        word.arg
        for path in SERVICES.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "record"
        for word in call.keywords
        if word.arg is not None
    }
    assert len(written) > 80
    assert written - set(KEYS) - {"hold"} == set(), "a hold has no name: its card says whose it is"


def test_terms_are_named_by_their_duty_and_day(window) -> None:
    desk = window.desk
    requests.register_request(desk, intake(demands=(DemandKind.ACCESS,)))
    page = JournalPage(desk, window.jobs, lambda _where, _id: None)
    page.refresh()
    index = [column.id for column in page.model.columns].index("detail")
    said = page.model.index(0, index).data()
    assert "access.answer" not in said
    assert desk.rules.find("access.answer").title.en in said


def test_the_sheets_of_a_period_are_named_and_not_numbered(window) -> None:
    desk = window.desk
    papers.journal_requests(desk, date(2026, 1, 1), date(2026, 11, 26), LanguageMode.RU)
    for sheets in (register_consents, journal_disclosures, register_transfers, journal_acts):
        sheets(desk, date(2026, 1, 1), date(2026, 11, 26), LanguageMode.RU)
    shown = {named(entry.ref) for entry in journals.journal_page(desk, None, 10, "")}
    kinds = {
        said.partition(",")[0] for said in shown if said.endswith(", 1 Jan 2026 – 26 Nov 2026")
    }
    assert len(kinds) == 5, shown


def test_numbers_that_look_alike_say_what_they_number() -> None:
    alike = ("request/2026-002", "consent/2026-002", "person/2026-002", "destruction/2026-002")
    assert [*map(named, alike)] == [
        "request 2026-002", "consent 2026-002", "card 2026-002", "destruction 2026-002",
    ]  # fmt: skip
    assert headed("notice/2026-001") == "Paper 02/2026-001"
    assert spelled("plan: destruction/2026-001") == "plan: destruction 2026-001"


def test_details_read_as_people_speak() -> None:
    detail = (
        '{"digest":"6a5aa24f8a84036f35e7","languages":"ru","request":"request/2026-002",'
        '"way":"email","fields":["inn","dative"],"unlawful":true,"at":"2026-11-18T21:05:00+00:00"}'
    )
    said = facts(EN, detail, "Europe/Moscow")
    assert "request 2026-002" in said
    assert "way: E-mail" in said
    assert "fields: INN, name in the dative case" in said
    assert "languages: Russian" in said
    assert "unlawful: yes" in said
    assert "19 Nov 2026" in said, "the day of the legal time zone"
    assert said.endswith("digest: 6a5aa24f8a84…")


def test_what_was_erased_and_who_signed_is_worded() -> None:
    said = facts(
        EN,
        '{"erased":{"card":1,"drafts":0,"papers":2},"differs":["papers"],"persons":["person/2026-004"],'
        '"supplement":"act/2026-002"}',
    )
    assert "what was erased: cards of people: 1; papers: 2" in said
    assert "different from the act: papers" in said
    assert "cards: card 2026-004" in said
    assert "verdict: BROKEN, valid" in facts(EN, '{"verdicts":["broken","valid"]}')
    assert facts(EN, '{"field":"member_2"}') == "place of the signature: Member 2"
    assert facts(EN, '{"field":"chairman"}').endswith("Chairman")


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ('{"items":3}', "строк: 3"),
        ('{"items":["law"]}', "сообщено: законы государства"),
        ('{"counted":2}', "сколько: 2"),
        ('{"asks":"block"}', "чего требуют: заблокировать"),
        ('{"ground":"6.1.5","source":"subject"}', "основание: договор с субъектом · от кого: сам субъект"),
        ('{"evidence":["page","through_proof"]}', "подтверждение: Адрес страницы, Чем подтверждает"),
        ('{"outcome":"nothing"}', "решение: Ничего не сказано"),
        ('{"how":"received"}', "как: вернулось подписанным"),
        ('{"degree":"high"}', "степень вреда: Высокая"),
        ('{"fields":["chairman"]}', "поля: Председатель"),
        ('{"changed":["summary","their_date"]}', "изменено: о чём обращение, дата их письма"),
        ('{"migrations":["0018_unfounded"]}', "обновления: 0018"),
        ('{"size":2048}', "размер: 2 КБ"),
        ('{"hold":4,"reason":"спор"}', "причина: спор"),
        ('{"nobody":["purpose/"]}', "больше ни у кого, для целей: данные без цели"),
    ],
)  # fmt: skip
def test_no_inner_name_stands_in_the_russian_journal(detail, said) -> None:
    assert facts(catalogue("ru"), detail) == said


def test_what_has_no_number_is_called_by_its_title_or_by_what_it_belongs_to(desk) -> None:
    registers.adopt_set(desk, "trader", "2026-11-20")
    id = requests.register_request(desk, intake())
    handling.add_file(desk, id, "Иванов.pdf", b"%PDF", "note")
    made = destructions.make_commission(desk, commission())
    names, ru = DeskNames(desk), catalogue("ru")
    purpose = registers.purposes(desk)[0].fields
    assert names.record(f"purpose/{purpose.code}", ru) == f"цель «{purpose.title.ru}»"
    told = names.facts(f'{{"purpose":"{purpose.code}","categories":["email"]}}', ru)
    assert told == f"цель: {purpose.title.ru} · категории: адрес электронной почты"
    file = Attachment.get(Attachment.role == "note").id
    assert names.record(f"file/{file}", ru) == "приложен вами (обращение 2026-001)"
    assert names.record(f"commission/{made}", ru).startswith("комиссия по приказу 7-К от 2")
    assert names.facts(f'{{"repeat_of":{id}}}', ru) == "повторяет: обращение 2026-001"
    second = Actor.create(slot="second", name="Помощник", added="2026-11-22").id
    assert names.record(f"actor/{second}", ru) == "пользователь «Помощник»"
    assert names.facts('{"terms":[{"rule":"clause.date","due":"2026-12-21"}]}', ru).endswith(
        "21 дек. 2026, пн"
    )
    assert "clause" not in names.facts('{"terms":["clause.date"]}', ru)


def test_why_a_paper_and_a_request_were_voided_stands_in_the_journal(desk) -> None:
    id = requests.register_request(desk, intake())
    paper = papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    papers.void(desk, paper.id, "не тот адрес")
    corrections.void_request(desk, id, "спам")
    entries = {each.action: each for each in journals.journal_page(desk)}
    names, ru = DeskNames(desk), catalogue("ru")
    assert "причина: не тот адрес" in names.facts(entries["paper.voided"].detail, ru)
    assert names.facts(entries["request.voided"].detail, ru) == "причина: спам"


def test_every_detail_of_an_erasure_has_its_words() -> None:
    code = (SERVICES / "destruction" / "erasure.py").read_text("utf-8")
    calls = re.findall(r"desk\.record\(\n(.*?)\n    \)", code, re.DOTALL)
    keys = {key for call in calls for key in re.findall(r"\b(\w+)=", call)}
    assert {"erased", "planned", "destroyed"} <= keys
    assert keys - set(KEYS) == set()


def test_a_moved_term_shows_both_days_and_twins_are_said_once() -> None:
    moved = '{"terms":[{"from":"2026-11-20","rule":"x","to":"2026-11-27"}]}'
    assert "x — Fri 20 Nov 2026 → Fri 27 Nov 2026" in facts(EN, moved)
    twins = '{"terms":[{"due":"2026-12-04","rule":"x"},{"due":"2026-12-04","rule":"x"}]}'
    assert facts(EN, twins).count("x —") == 1


def test_numbers_are_found_as_they_are_printed() -> None:
    assert kept("2026-014") == "request/2026-014"
    assert kept("01/2026-003") == "answer/2026-003"
    assert kept("request/2026-014") == "request/2026-014"


def test_an_extract_holds_details_as_they_are_stored(desk) -> None:
    class Entry:
        detail = '{"terms":["R01"]}'
        at = datetime(2026, 11, 22, tzinfo=UTC).isoformat()

    stored = next(column for column in columns(DeskNames(desk)) if column.id == "stored")
    assert stored.value(Entry(), None) == Entry.detail
    assert not stored.shown


def test_a_record_is_not_called_twice_by_what_it_is():
    detail = '{"request":"request/2026-002","reason":"дубль"}'
    assert facts(catalogue("ru"), detail) == "обращение 2026-002 · причина: дубль"
    assert facts(EN, '{"request":"request/2026-002"}') == "request 2026-002"
