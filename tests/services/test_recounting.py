# SPDX-License-Identifier: Apache-2.0
"""Provisional dates, and what becomes of them when the program brings the decree for their year."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desk.domain.calendar import load_calendar
from desk.domain.kinds import Law
from desk.domain.rules import RuleBook
from desk.paths import resource
from desk.services import settings
from desk.services.keeping import access, recounting
from desk.services.keeping.upkeep import create_desk, open_desk
from desk.services.request import requests
from desk.storage.models import Journal
from tests.factories import intake, operator_trader

YEAR = """
[[year]]
year = 2028
decree = { number = "1", date = 2027-09-01, ru = "вымышленное постановление", en = "an invented decree" }
source = ["вымышлено"]
moved = [
    { from = 2028-01-02, to = 2028-01-12, by = "decree" },
]
working = []
short = []
"""


@pytest.fixture
def decreed(tmp_path: Path):
    """Gives a desk an invented decree for 2028."""
    text = resource("calendars", "ru.toml").read_text("utf-8")
    folder = tmp_path / "calendars"
    folder.mkdir()
    (folder / "ru.toml").write_text(
        text.replace("firm_until = 2027-12-31", "firm_until = 2028-12-31") + YEAR, "utf-8"
    )

    def give(desk) -> None:
        desk.rules = RuleBook(desk.rules.packs, load_calendar("ru", folder))

    return give


def late(desk) -> int:
    """A request whose term ends in January 2028; and one that ends before."""
    desk.clock.set(2027, 12, 23, 9, 0)
    requests.register_request(desk, intake(received=datetime(2027, 12, 1, 9, tzinfo=UTC)))
    return requests.register_request(desk, intake(received=datetime(2027, 12, 22, 9, tzinfo=UTC)))


def dues(desk, id: int) -> list[tuple[date, bool]]:
    card = requests.request_card(desk, id)
    return [(line.due.due, line.due.firm) for line in card.deadlines]


def test_a_new_decree_moves_provisional_dates_with_one_line_in_the_journal(desk, decreed):
    id = late(desk)
    before = requests.request_card(desk, id)
    assert dues(desk, id) == [(date(2028, 1, 13), False)]
    decreed(desk)
    recounting.recount(desk)
    assert dues(desk, id) == [(date(2028, 1, 14), True)]
    after = requests.request_card(desk, id)
    assert after.row.due == "2028-01-14"
    assert after.row.term.firm
    assert dues(desk, 1) == [(date(2027, 12, 15), True)]
    told = Journal.select().where(Journal.action == "calendar.changed").get()
    (moved,) = json.loads(told.detail)["terms"]
    assert (moved["from"], moved["to"]) == (before.row.due, after.row.due)


def test_a_new_year_of_another_country_moves_terms_of_its_law(desk, monkeypatch, tmp_path):
    desk.clock.set(2026, 12, 31, 9, 0)
    received = datetime(2026, 12, 31, 2, tzinfo=UTC)
    id = requests.register_request(desk, intake(received=received, laws=(Law.VN,)))
    assert dues(desk, id)[0] == (date(2027, 1, 5), False)
    text = resource("calendars", "vn.toml").read_text("utf-8")
    announced = YEAR.replace("2028", "2027").replace(
        "2027-01-02, to = 2027-01-12", "2027-01-02, to = 2027-01-04"
    )
    (tmp_path / "vn.toml").write_text(
        text.replace("firm_until = 2026-12-31", "firm_until = 2027-12-31") + announced, "utf-8"
    )
    newer = load_calendar("vn", tmp_path)
    monkeypatch.setattr(RuleBook, "calendar_of", lambda _book, _rule: newer)
    recounting.recount(desk)
    assert dues(desk, id)[0] == (date(2027, 1, 6), True)


def test_what_stays_as_it_was_keeps_its_steps(desk):
    id = late(desk)
    before = requests.request_card(desk, id).deadlines
    recounting.recount(desk)
    assert requests.request_card(desk, id).deadlines == before


def test_a_term_already_met_or_of_an_unknown_rule_is_left_alone(desk, decreed):
    id = late(desk)
    desk.database.execute_sql("UPDATE deadline SET rule = 'gone' WHERE request = ?", (id,))
    decreed(desk)
    recounting.recount(desk)
    assert dues(desk, id) == [(date(2028, 1, 13), False)]


def test_another_calendar_is_noticed_once_at_opening(tmp_path, monkeypatch):
    made, _code = create_desk(tmp_path / "desk", "девять синих кораблей 9", operator_trader(), "А")
    made.close()

    def lines() -> int:
        opened = open_desk(tmp_path / "desk", "девять синих кораблей 9")
        try:
            return Journal.select().where(Journal.action == "calendar.changed").count()
        finally:
            opened.close()

    assert lines() == 0
    for module in (settings, access, recounting):
        monkeypatch.setattr(module, "calendar_digest", lambda: "another")
    assert lines() == 1
    assert lines() == 1


def test_next_steps_an_older_program_left_are_looked_at_once(tmp_path, monkeypatch):
    made, _code = create_desk(tmp_path / "desk", "девять синих кораблей 9", operator_trader(), "А")
    ids = [requests.register_request(made, intake()) for _ in range(2)]
    with made.database.atomic():
        made.database.execute_sql("UPDATE request SET step = 'close' WHERE id = ?", (ids[0],))
    made.close()

    def opened() -> tuple[list[str], list[dict[str, object]]]:
        desk = open_desk(tmp_path / "desk", "девять синих кораблей 9")
        try:
            told = Journal.select().where(Journal.action == "steps.changed")
            rows = desk.database.execute_sql("SELECT step FROM request ORDER BY id").fetchall()
            return [step for (step,) in rows], [json.loads(each.detail) for each in told]
        finally:
            desk.close()

    assert opened() == (["close", "identify"], []), "the same program looks at nothing"
    for module in (access, recounting):
        monkeypatch.setattr(module, "EDITION", 999)
    told = [{"requests": ["request/2026-001"]}]
    assert opened() == (["identify", "identify"], told)
    assert opened() == (["identify", "identify"], told)
