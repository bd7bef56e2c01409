# SPDX-License-Identifier: Apache-2.0
"""The register of consents: sorted and filtered by the database, in pieces, with a bounded number of statements."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.domain.consent import ConsentKind
from desk.domain.values import Query
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.consent.listing import SORTS
from desk.services.overview.search import search_everywhere
from tests.factories import person
from tests.services.grounds import fields, holding, purpose
from tests.services.test_query_counts import counted

NAMES = ("Яковлев Пётр", "Ёлкина Ирина", "Елкин Олег", "Жуков Семён", "Абрамов Илья")
FEW, MANY = 3, 40


@pytest.fixture
def five(desk):
    """Consents of five people, given day after day, the even ones to advertising that ends."""
    news, ads = purpose(desk, "news"), purpose(desk, "ads")
    return [
        consents.record_consent(
            desk,
            person(name=name, email=f"p{n}@example.org", phone=""),
            fields(
                (news, ads)[n % 2],
                kind=(ConsentKind.PROCESSING, ConsentKind.MARKETING)[n % 2],
                given=f"2026-11-{10 + n}",
                valid_until=f"2027-0{5 - n}-01" if n % 2 else "",
            ),
        )
        for n, name in enumerate(NAMES)
    ]


def ids(desk, **query):
    return list(consents.consent_ids(desk, Query(**query)))


def test_every_column_sorts_both_ways(desk, five):
    assert ids(desk) == five[::-1]
    assert ids(desk, sort="subject") == [five[4], five[2], five[1], five[3], five[0]]
    assert ids(desk, sort="given") == ids(desk, sort="number") == five
    assert ids(desk, sort="until") == [five[3], five[1], five[0], five[2], five[4]]
    for sort in SORTS:
        assert ids(desk, sort=sort) == ids(desk, sort=f"-{sort}")[::-1]
    with pytest.raises(Refusal):
        ids(desk, sort="name; DROP TABLE consent")


def test_filters_join(desk, five):
    consents.withdraw_consents(desk, [five[0]], date(2026, 11, 22))
    assert ids(desk, kind="marketing", sort="number") == [five[1], five[3]]
    assert ids(desk, purpose="news", state="active", sort="number") == [five[2], five[4]]
    assert ids(desk, due_by=date(2027, 2, 1)) == [five[3]]
    assert ids(desk, due_by=date.max, sort="until") == [five[3], five[1]]
    assert ids(desk, text="елкин", sort="number") == [five[1], five[2]]
    assert ids(desk, text="2026-003") == [five[2]]
    assert ids(desk, text="елкин", kind="marketing") == [five[1]]
    assert ids(desk, text="!!!") == ids(desk, state="nothing") == []


def test_a_long_list_comes_in_pieces_by_keyset(desk, five):
    for sort in (*SORTS, "-number", "-until", "-subject"):
        pieces, after = [], None
        query = Query(sort=sort)
        while piece := list(consents.consent_ids(desk, query, after=after, limit=2)):
            pieces += piece
            after = piece[-1]
        assert pieces == ids(desk, sort=sort)


def test_rows_keep_their_order_and_numbers_are_understood(desk, five):
    wanted = [five[3], 999, five[0]]
    assert [row.id for row in consents.consent_rows(desk, wanted)] == [five[3], five[0]]
    assert consents.consent_rows(desk, []) == []
    assert consents.consent_count_bound(desk) == five[-1]
    for number in ("consent/2026-003", "2026-003", "2026-3", " 2026-003 "):
        assert consents.consent_id(desk, number) == five[2]
    for number in ("", "3", "2026-999", "request/2026-003", "x" * 10_000):
        with pytest.raises(Refusal):
            consents.consent_id(desk, number)


def test_every_sort_walks_its_index(desk, five):
    for sort, columns in SORTS.items():
        for where in (
            "",
            "WHERE state = 'active'",
            "WHERE state = 'active' AND until_key < '2027'",
        ):
            plan = desk.database.execute_sql(
                f"EXPLAIN QUERY PLAN SELECT id FROM consent {where} ORDER BY {', '.join(columns)}"
            ).fetchall()
            sorted_after = "TEMP B-TREE" in str(plan)
            assert sorted_after is ("until_key" in where and sort != "until"), (sort, where)


def test_lists_cards_and_subjects_ask_equally_often_however_much_there_is(desk):
    news = purpose(desk)
    (who,) = {
        consents.consent_card(desk, consents.record_consent(desk, person(), fields(news))).row.person
    }  # fmt: skip
    first = consents.consents_of(desk, who)[0].id
    consents.consent_card(desk, first)
    counts = []
    for more in (FEW, MANY):
        for n in range(more):
            purposes = purpose(desk, f"p{more}-{n}")
            consents.record_consent(desk, who, fields(purposes))
            holding(desk, who, purposes, (1, 2))
            consents.add_consent_note(desk, first, f"Заметка {n}")
            consents.add_consent_file(desk, first, "скан.pdf", bytes([n]))
        with counted(desk) as seen:
            found = consents.consent_ids(desk, Query(text="щеголева"))
            assert len(consents.consent_rows(desk, found)) == len(found) > more
            assert len(consents.consents_of(desk, who)) == len(found)
            card = consents.consent_card(desk, first)
            consents.expiring(desk)
        counts.append(len(seen))
    assert len(card.other_grounds) == FEW + MANY
    assert len(card.timeline) == 2 * (FEW + MANY) + 1
    assert counts[0] == counts[1] <= 9


def test_search_everywhere_finds_them(desk, five):
    (hit,) = search_everywhere(desk, "жуков")
    assert (hit.record, hit.id, hit.title) == ("consent", five[3], "Жуков Семён")
    assert re.match("Цель ads", hit.detail)
    (hit,) = search_everywhere(desk, "жуков", language="en")
    assert re.match("Purpose ads", hit.detail)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=60))
def test_the_filter_takes_anything(desk, text):
    assert ids(desk, text=text) == ids(desk, text=text, state=text[:5].replace("\0", "")) == []
