# SPDX-License-Identifier: Apache-2.0
"""The register as a list: sorted and filtered by the database, found by words, in pieces when it is long."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.values import Query
from desk.errors import Refusal
from desk.services.overview.search import search_everywhere
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.listing import SORTS
from tests.factories import intake, person

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def five(desk):
    """Requests of five people, received day after day."""
    names = ("Яковлев Пётр", "Ёлкина Ирина", "Елкин Олег", "Жуков Семён", "Абрамов Илья")
    kinds = (
        DemandKind.ACCESS,
        DemandKind.WITHDRAW,
        DemandKind.ACCESS,
        DemandKind.STOP,
        DemandKind.COMPLAINT,
    )
    return [
        requests.register_request(
            desk,
            intake(
                received=START + timedelta(days=order),
                subject=person(name=name, email=f"p{order}@example.org"),
                demands=(kind,),
                text=f"слово{order} общее",
            ),
        )
        for order, (name, kind) in enumerate(zip(names, kinds, strict=True))
    ]


def ids(desk, **query):
    return list(requests.request_ids(desk, Query(**query)))


def test_every_column_sorts_both_ways(desk, five):
    assert ids(desk, sort="number") == five
    assert ids(desk, sort="-number") == five[::-1]
    assert ids(desk, sort="-received") == five[::-1]
    # ё stands next to е, and case does not matter.
    assert ids(desk, sort="subject") == [five[4], five[2], five[1], five[3], five[0]]
    for sort in ("due", "state", "kind", "step"):
        assert ids(desk, sort=sort) == ids(desk, sort=f"-{sort}")[::-1]
    with pytest.raises(Refusal):
        ids(desk, sort="name; DROP TABLE request")


@pytest.mark.parametrize("state", ["", "open"])
@pytest.mark.parametrize("sort", SORTS)
def test_no_list_is_sorted_by_hand(desk, five, sort, state):
    """However many there are: the rows come out of an index in their order."""
    asked = []
    desk.database.query_hooks.append(asked.append)
    for after in (None, five[0]):
        requests.request_ids(desk, Query(sort=sort, state=state), after, 2)
    desk.database.query_hooks.clear()
    for event in asked:
        plan = desk.database.execute_sql(f"EXPLAIN QUERY PLAN {event.sql}", event.params)
        steps = [row[3] for row in plan.fetchall()]
        assert any("COVERING INDEX" in step for step in steps)
        assert not any("TEMP B-TREE" in step for step in steps), (event.sql, steps)


def test_filters_join(desk, five):
    assert ids(desk, kind="access") == [five[0], five[2]]
    assert ids(desk, state="closed") == []
    assert ids(desk, state="open", kind="stop") == [five[3]]
    assert ids(desk, due_by=date(2026, 11, 17)) == [five[0]]
    assert ids(desk, text="слово1") == [five[1]]
    assert ids(desk, text="елкина") == [five[1]]
    assert ids(desk, text="ЁЛКИН") == [five[2], five[1]] or set(ids(desk, text="ЁЛКИН")) == {
        five[1],
        five[2],
    }
    assert ids(desk, text="общее", kind="access") == [five[0], five[2]]
    assert ids(desk, text="!!!") == []


def test_a_long_list_comes_in_pieces_by_keyset(desk, five):
    for sort in ("number", "-received", "due", "-due", "subject", "-kind", "state"):
        whole = ids(desk, sort=sort)
        pieces, after = [], None
        while piece := list(requests.request_ids(desk, Query(sort=sort), after=after, limit=2)):
            pieces += piece
            after = piece[-1]
        assert pieces == whole


def test_rows_keep_their_order_and_vanished_ones_are_left_out(desk, five):
    wanted = [five[3], 999, five[0]]
    assert [row.id for row in requests.request_rows(desk, wanted)] == [five[3], five[0]]
    assert requests.request_rows(desk, []) == []
    assert requests.request_count_bound(desk) == five[-1]


def test_a_number_is_understood_as_people_write_it(desk, five):
    for number in ("request/2026-003", "2026-003", "2026-3", " 2026-003 "):
        assert requests.request_id(desk, number) == five[2]
    for number in ("", "3", "2026-999", "act/2026-003", "x" * 10_000):
        with pytest.raises(Refusal):
            requests.request_id(desk, number)


def test_a_page_and_a_record_take_a_bounded_number_of_queries(desk, five, monkeypatch):
    count = []
    real = desk.database.execute_sql
    monkeypatch.setattr(
        desk.database, "execute_sql", lambda *a, **k: (count.append(a[0]), real(*a, **k))[1]
    )
    requests.request_rows(desk, five)
    assert len(count) == 2, "the lines, and which of their terms were met late"
    requests.request_card(desk, five[0])
    count.clear()
    requests.request_card(desk, five[0])
    assert len(count) == 1
    papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, five[0]))
    for order in range(5):
        requests.add_note(desk, five[0], f"заметка {order}")
    count.clear()
    requests.request_card(desk, five[0])
    assert len(count) == 1
    count.clear()
    requests.request_ids(desk, Query(text="общее", sort="-received"))
    assert len(count) == 1


def test_search_everywhere_finds_requests_and_papers(desk, five):
    paper = papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, five[0]))
    hits = search_everywhere(desk, "яковлев")
    assert {(hit.record, hit.number) for hit in hits} == {
        ("request", "request/2026-001"),
        ("paper", paper.number),
    }
    assert search_everywhere(desk, "2026-003")[0].id == five[2]
    assert search_everywhere(desk, "") == []


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(max_size=60))
def test_the_search_box_takes_anything(desk, text):
    for found in (search_everywhere(desk, text), requests.request_ids(desk, Query(text=text))):
        assert len(found) == 0
