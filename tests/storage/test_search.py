# SPDX-License-Identifier: Apache-2.0
"""Searching: beginnings of words, ё as е, any case, any rubbish."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.storage import search
from desk.storage.search import Found, Kind


@pytest.fixture
def index(desk):
    with desk.database.atomic():
        search.put(
            desk.database, Kind.REQUEST, 1, "Щёголева Анна", "Прошу удалить данные № 2026-014"
        )
        search.put(desk.database, Kind.PERSON, 1, "ЩЕГОЛЕВ Пётр", "anna@example.org")
        search.put(desk.database, Kind.DOCUMENT, 9, "answer/2026-007", "Щёголевой А. И.")
    return desk.database


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("щеголев", [(2, 9), (0, 1), (1, 1)]),
        ("ЩЁГОЛЕВА", [(0, 1)]),
        ("анна щег", [(0, 1)]),
        ("anna", [(1, 1)]),
        ("anna@example.org", [(1, 1)]),
        ("2026-014", [(0, 1)]),
        ("01/2026-007", [(2, 9)]),
        ("02/2026-007", []),
        ("удал", [(0, 1)]),
        ("нет", []),
        ("", []),
        ("!?*", []),
    ],
)
def test_records_are_found_by_the_beginnings_of_their_words(index, text, found):
    hits = search.find(index, text)
    assert {(each.kind, each.id) for each in hits} == set(found)


@pytest.mark.parametrize(
    "kept",
    ["800937 12 34567 8", "80093712345678", "почта: 800937\u00a012\u00a034567\u00a08, заказное"],
)
@pytest.mark.parametrize(
    "typed", ["80093712345678", "800937 12 34567 8", "8009371", "800937 12 3", "8009 3712 3456 78"]
)
def test_a_postal_number_is_found_with_its_spaces_and_without(desk, kept, typed):
    search.put(desk.database, Kind.REQUEST, 1, kept)
    assert search.find(desk.database, typed) == [Found(Kind.REQUEST, 1)]


@pytest.mark.parametrize("kept", ["RA 123 456 785 RU", "RA123456785RU", "Ra 123456785 ru"])
@pytest.mark.parametrize(
    "typed", ["ra123456785ru", "RA 123 456 785 RU", "RA123456785", "ra 123456785 RU"]
)
def test_the_letters_of_an_international_number_may_stand_apart(desk, kept, typed):
    search.put(desk.database, Kind.REQUEST, 1, kept)
    assert search.find(desk.database, typed) == [Found(Kind.REQUEST, 1)]


def test_words_beside_a_number_are_still_all_asked_for(desk):
    search.put(desk.database, Kind.REQUEST, 1, "Анна 80093712345678")
    assert search.find(desk.database, "анна 800937 12 34567 8") == [Found(Kind.REQUEST, 1)]
    assert search.find(desk.database, "иван 800937 12 34567 8") == []


def test_what_is_added_is_found_only_while_the_record_is_in_the_index(index):
    search.add(index, Kind.REQUEST, 1, "80093712345678")
    search.add(index, Kind.REQUEST, 7, "80093712345678")
    assert search.find(index, "800937 12 34567 8 щеголева") == [Found(Kind.REQUEST, 1)]


def test_one_kind_alone_newest_first(index):
    with index.atomic():
        for id in (2, 3):
            search.put(index, Kind.REQUEST, id, "Щёголева")
    assert search.find(index, "щеголева", kind=Kind.REQUEST) == [
        Found(Kind.REQUEST, id) for id in (3, 2, 1)
    ]
    assert len(search.find(index, "щеголева", limit=2)) == 2


def test_a_record_indexed_anew_is_found_by_its_new_words_only(index):
    with index.atomic():
        search.put(index, Kind.REQUEST, 1, "Иванова")
        search.drop(index, Kind.PERSON, 1)
    assert search.find(index, "анна") == []
    assert search.find(index, "иван") == [Found(Kind.REQUEST, 1)]
    assert search.find(index, "пётр") == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(max_size=60)
    | st.sampled_from(
        ['"', "NOT", "a AND", "(", "x:y", "*", "^a", "NEAR(a b)", "- -", "a" * 10_000, "\0"]
    )
)
def test_whatever_is_typed_never_errs(index, text):
    search.find(index, text)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_every_word_that_was_indexed_is_found(index, text):
    with index.atomic():
        search.put(index, Kind.REQUEST, 77, text)
    if search.expression(text):
        assert Found(Kind.REQUEST, 77) in search.find(index, text)
