# SPDX-License-Identifier: Apache-2.0
"""The journal in words of people: no id stands where a name is known, and nothing stored is lost."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from desk.domain.journal_words import DEEDS
from desk.domain.kinds import DemandKind, LanguageMode
from desk.services import journals, papers, requests
from desk.services.act_journal import journal_acts
from desk.services.consent_sheets import register_consents
from desk.services.disclosure_sheets import journal_disclosures
from desk.services.transfer_sheets import register_transfers
from tests.factories import intake
from ui import deeds
from ui.numbers import headed, named, spelled
from ui.pages.journal import JournalPage, columns, kept

SERVICES = Path(__file__).resolve().parents[2] / "desk" / "services"


def test_every_act_the_services_write_has_its_words() -> None:
    code = "".join(path.read_text("utf-8") for path in SERVICES.glob("*.py"))
    written = set(re.findall(r"record\(\s*\"([a-z_]+\.[a-z_]+)\"", code))
    assert len(written) > 30
    assert written - set(DEEDS) == set()


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
        said.partition(",")[0] for said in shown if said.endswith(", 01 Jan 2026 – 26 Nov 2026")
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
    said = deeds.facts(detail, zone="Europe/Moscow")
    assert "request 2026-002" in said
    assert "way: E-mail" in said
    assert "fields: INN, name in the dative" in said
    assert "unlawful: yes" in said
    assert "19 Nov 2026" in said, "the day of the legal time zone"
    assert said.endswith("digest: 6a5aa24f8a84…")


def test_what_was_erased_and_who_signed_is_worded() -> None:
    said = deeds.facts(
        '{"erased":{"card":1,"drafts":0,"papers":2},"differs":["papers"],"persons":["person/2026-004"],'
        '"supplement":"act/2026-002"}'
    )
    assert "what was erased: cards of people: 1; papers: 2" in said
    assert "otherwise than foretold: papers" in said
    assert "cards: card 2026-004" in said
    found = deeds.facts('{"files":["file/7"],"verdicts":["broken","valid"]}')
    assert "verdict: BROKEN, valid" in found
    assert deeds.facts('{"field":"member_2"}') == "place of the signature: Member 2"
    assert deeds.facts('{"field":"chairman"}').endswith("Chairman")
    assert deeds.facts('{"system":"s-1"}', systems={"s-1": "CRM"}.get) == "system: CRM"


def test_every_detail_of_an_erasure_has_its_words() -> None:
    code = (SERVICES / "erasure.py").read_text("utf-8")
    calls = re.findall(r"desk\.record\(\n(.*?)\n    \)", code, re.DOTALL)
    keys = {key for call in calls for key in re.findall(r"\b(\w+)=", call)}
    assert {"erased", "planned", "destroyed"} <= keys
    assert keys - set(deeds.KEYS) == set()


def test_a_moved_term_shows_both_days_and_twins_are_said_once() -> None:
    moved = '{"terms":[{"from":"2026-11-20","rule":"x","to":"2026-11-27"}]}'
    assert "x — Fri 20 Nov 2026 → Fri 27 Nov 2026" in deeds.facts(moved)
    twins = '{"terms":[{"due":"2026-12-04","rule":"x"},{"due":"2026-12-04","rule":"x"}]}'
    assert deeds.facts(twins).count("x —") == 1


def test_numbers_are_found_as_they_are_printed() -> None:
    assert kept("2026-014") == "request/2026-014"
    assert kept("01/2026-003") == "answer/2026-003"
    assert kept("request/2026-014") == "request/2026-014"


def test_an_extract_holds_details_as_they_are_stored() -> None:
    class Entry:
        detail = '{"terms":["R01"]}'
        at = datetime(2026, 11, 22, tzinfo=UTC).isoformat()

    stored = next(column for column in columns("UTC", str) if column.id == "stored")
    assert stored.value(Entry(), None) == Entry.detail
    assert not stored.shown
