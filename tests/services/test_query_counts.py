# SPDX-License-Identifier: Apache-2.0
"""However much there is to show, a list, a record and Today ask the database equally often."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.domain.destruction import Cause, CommissionFields, PlanFields
from desk.domain.kinds import Channel, DemandKind, LanguageMode
from desk.domain.values import Query
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.services.destruction.act_journal import act_lines
from desk.services.letter import mailbox
from desk.services.overview import deadlines, journals
from desk.services.overview.search import search_everywhere, search_people
from desk.services.paper import papers
from desk.services.request import requests
from desk.storage.models import Category
from tests import ground
from tests.factories import intake, person

FEW, MANY = 3, 40


@contextmanager
def counted(desk: Desk) -> Iterator[list[str]]:
    """The statements this thread runs inside the block; what another still has to do is not ours."""
    seen: list[str] = []
    here = threading.get_ident()

    def hear(event: Any) -> None:
        if threading.get_ident() == here:
            seen.append(event.sql)

    desk.database.query_hooks.append(hear)
    try:
        yield seen
    finally:
        desk.database.query_hooks.remove(hear)


def register(desk: Desk, count: int) -> list[int]:
    """Requests of many people, kinds and days."""
    kinds = (DemandKind.ACCESS, DemandKind.WITHDRAW, DemandKind.CORRECT)
    return [
        requests.register_request(
            desk,
            intake(
                received=desk.now() - timedelta(hours=9 * number + 1),
                demands=(kinds[number % 3],),
                subject=person(name=f"Щёголева Анна {number}", email=f"p{number}@example.org"),
            ),
        )
        for number in range(count)
    ]


@pytest.fixture
def grown(desk: Desk):
    """Counts the statements of an act with few records, then with many."""

    def ask(act) -> tuple[int, int]:
        counts = []
        for more in (FEW, MANY):
            register(desk, more)
            act()  # what is read once a sitting is not the list's
            with counted(desk) as seen:
                act()
            counts.append(len(seen))
        return counts[0], counts[1]

    return ask


@pytest.mark.parametrize("text", ["", "Щёголева"])
def test_the_register(desk: Desk, grown, text: str) -> None:
    def show() -> None:
        ids = requests.request_ids(desk, Query(text=text))
        rows = requests.request_rows(desk, ids[:200])
        assert len(rows) == len(ids) >= FEW

    few, many = grown(show)
    assert few == many <= 3


def test_today(desk: Desk, grown) -> None:
    few, many = grown(lambda: deadlines.today(desk))
    # A group that has come to hold something costs one more look at its lines and their terms.
    with counted(desk) as seen:
        view = deadlines.today(desk)
    assert sum(group.total for group in view.groups) >= MANY
    assert len(seen) == many <= few + 2 * len(view.groups)
    register(desk, MANY)
    with counted(desk) as seen:
        deadlines.today(desk)
    assert len(seen) == many <= 22


def test_the_journal(desk: Desk, grown) -> None:
    few, many = grown(lambda: journals.journal_page(desk, None, 200))
    assert few == many == 1


def test_search_everywhere(desk: Desk, grown) -> None:
    few, many = grown(lambda: search_everywhere(desk, "Щёголева"))
    assert few == many <= 3


@pytest.mark.parametrize("kind", [DemandKind.ACCESS, DemandKind.WITHDRAW, DemandKind.STOP])
def test_a_record_is_opened_without_reading_a_table_through(desk: Desk, kind: DemandKind) -> None:
    id = requests.register_request(desk, intake(demands=(kind,)))
    seen: list[Any] = []
    desk.database.query_hooks.append(seen.append)
    requests.request_card(desk, id)
    desk.database.query_hooks.remove(seen.append)
    told = [
        row[3]
        for event in seen
        if event.sql.lstrip().startswith(("SELECT", "WITH"))
        for row in desk.database.execute_sql(f"EXPLAIN QUERY PLAN {event.sql}", event.params)
    ]
    assert len(told) > 5
    # The journal is read backwards for its newest entry; a part put together for the statement is short.
    short = {
        "journal",
        *(step.split()[1] for step in told if re.match("CO-ROUTINE|MATERIAL", step)),
    }
    assert {step.split()[1] for step in told if re.fullmatch(r"SCAN \w+", step)} <= short


def test_people_in_the_search(desk: Desk, grown) -> None:
    few, many = grown(lambda: search_people(desk, "Щёголева"))
    assert few == many <= 4


def test_the_register_of_papers(desk: Desk) -> None:
    counts = []
    for more in (2, 6):
        for id in register(desk, more):
            papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
        with counted(desk) as seen:
            ids = papers.paper_ids(desk, Query())
            assert len(papers.paper_rows(desk, ids)) == len(ids)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 4


def test_a_record_however_much_happened_to_it(desk: Desk) -> None:
    (id,) = register(desk, 1)
    requests.request_card(desk, id)
    with counted(desk) as seen:
        few = requests.request_card(desk, id)
    first = len(seen)
    requests.confirm_identity(desk, id, "По вопросу о заказе")
    for number in range(12):
        requests.add_note(desk, id, f"Заметка {number}")
        requests.add_file(desk, id, f"скан-{number}.pdf", b"%PDF" + bytes([number]))
    paper = papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    letter = b"From: a@example.org\r\nSubject: more\r\nMessage-ID: <m@x>\r\n\r\nHello"
    mailbox.join(desk, letter, id)
    papers.mark_signed(desk, paper.id, desk.today())
    papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    requests.dispatch(desk, id, desk.now(), Channel.POST, "РПО 10100000000000")
    with counted(desk) as seen:
        many = requests.request_card(desk, id)
    assert len(many.timeline) > len(few.timeline) + 20
    assert len(many.files) == len(few.files) + 13
    assert first == len(seen) <= 12


def destroy(desk: Desk, count: int) -> list[int]:
    """Destructions of as many people, each with something in a system, on paper and at a processor."""
    places = ground.lay(desk) if Category.get_or_none() is None else ground.Ground(*[1, 2] * 5)
    made = []
    for number in range(count):
        who = ground.subject(desk, f"Щёголева Анна {number}")
        ground.held(desk, places, who, since="2026-03-01")
        fields = PlanFields(Cause.NOT_NEEDED, "2026-11-20", (who,))
        made.append(destructions.plan_destruction(desk, fields))
    return made


def test_the_register_of_destructions(desk: Desk) -> None:
    counts = []
    for more in (FEW, MANY):
        destroy(desk, more)
        with counted(desk) as seen:
            ids = destructions.destruction_ids(desk, Query(text="Щёголева"))
            assert len(destructions.destruction_rows(desk, ids)) == len(ids) >= FEW
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 2


def test_today_with_destructions(desk: Desk) -> None:
    counts = []
    for more in (MANY, MANY):
        destroy(desk, more)
        register(desk, more)
        with counted(desk) as seen:
            deadlines.today(desk)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 23


def test_a_destruction_however_many_people_it_is_about(desk: Desk) -> None:
    places = ground.lay(desk)
    counts = []
    for more in (2, 30):
        people = [ground.subject(desk, f"Примеров Пётр {more}-{number}") for number in range(more)]
        for who in people:
            ground.held(desk, places, who)
        id = destructions.plan_destruction(
            desk, PlanFields(Cause.WITHDRAWAL, "2026-11-20", tuple(people))
        )
        destructions.destruction_card(desk, id)
        with counted(desk) as seen:
            card = destructions.destruction_card(desk, id)
        assert len(card.items) == 4 * more
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 14


def test_the_journal_of_acts(desk: Desk) -> None:
    fields = CommissionFields("2026-11-02", "2026-11-02", (), alone=True)
    commission = destructions.make_commission(desk, fields)
    counts = []
    for more in (1, 4):
        for id in destroy(desk, more):
            (item, *_rest) = destructions.destruction_card(desk, id).items
            destructions.set_items(desk, id, [replace(item, system=None, carrier=1, sheets=2)])
            destructions.appoint(desk, id, commission)
            destructions.carry_out(desk, id, [], desk.today())
            destructions.draw_up(desk, id, LanguageMode.RU)
        with counted(desk) as seen:
            assert len(act_lines(desk, desk.today(), desk.today())) >= more
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 13
