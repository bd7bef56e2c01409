# SPDX-License-Identifier: Apache-2.0
"""An act is one transaction with a journal entry; what fails leaves nothing, not even a number."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.errors import Refusal, Trouble
from desk.services.desk import writes
from desk.services.settings import store
from desk.storage import blobs, numbers
from desk.storage.database import DeskDatabase
from desk.storage.models import Blob, Journal, Setting


@writes("request", "deadline")
def keep(desk, key="language", value="en", fails=False):
    store(key, value)
    desk.record("setting.kept", key)
    if fails:
        raise Refusal("no")


@writes("request")
def silent(desk):
    store("language", "en")


def test_listeners_hear_the_topics_after_the_commit(desk):
    heard = []

    def listener(topics):
        assert not desk.database.in_transaction()
        heard.append(topics)

    desk.on_change(listener)
    keep(desk)
    desk.off_change(listener)
    keep(desk)
    assert heard == [{"request", "deadline", "journal"}]
    assert desk.changed


def test_a_change_without_a_journal_entry_is_rolled_back(desk):
    with pytest.raises(AssertionError, match="left no journal entry"):
        silent(desk)
    assert Setting.select().count() == 0
    assert not desk.changed


def test_a_refused_act_leaves_nothing_and_announces_nothing(desk):
    heard = []
    desk.on_change(heard.append)
    with pytest.raises(Refusal):
        keep(desk, fails=True)
    assert (Setting.select().count(), Journal.select().count(), heard) == (0, 0, [])


def test_a_nested_act_that_fails_is_undone_alone(desk):
    heard = []
    desk.on_change(heard.append)

    @writes("paper")
    def outer(desk):
        keep(desk, "language", "en")
        with pytest.raises(Refusal):
            keep(desk, "paper_language", "en", fails=True)
        desk.record("outer", "x")

    outer(desk)
    assert [row.key for row in Setting.select()] == ["language"]
    assert [row.action for row in Journal.select().order_by(Journal.seq)] == [
        "setting.kept",
        "outer",
    ]
    assert heard == [{"request", "deadline", "paper", "journal"}]


def test_an_entry_of_a_nested_act_that_failed_does_not_count(desk):
    @writes("paper")
    def outer(desk):
        with pytest.raises(Refusal):
            keep(desk, fails=True)

    with pytest.raises(AssertionError):
        outer(desk)


def test_a_journal_entry_outside_an_act_is_a_fault(desk):
    with pytest.raises(AssertionError):
        desk.record("x", "y")


def test_the_operators_card_of_a_rolled_back_act_is_forgotten(desk):
    from desk.services.keeping.upkeep import save_operator
    from tests.factories import operator_company

    @writes("operator")
    def outer(desk):
        save_operator(desk, operator_company())
        assert desk.operator().inn == "7700000129"
        raise Refusal("no")

    with pytest.raises(Refusal):
        outer(desk)
    assert desk.operator().inn == "250000000103"


def test_numbers_have_no_gaps_after_a_rollback(desk):
    @writes("paper")
    def issue(desk, fails):
        number = numbers.next_number(desk.database, "act", 2026)
        desk.record("paper.issued", numbers.written("act", 2026, number))
        if fails:
            raise Refusal("no")
        return number

    given_out = []
    for fails in (False, True, True, False, True, False):
        try:
            given_out.append(issue(desk, fails))
        except Refusal:
            continue
    assert given_out == [1, 2, 3]


def test_series_and_years_are_numbered_apart(desk):
    with desk.database.atomic():
        taken = [
            numbers.next_number(desk.database, series, year)
            for series, year in [
                ("request", 2026),
                ("act", 2026),
                ("request", 2027),
                ("request", 2026),
            ]
        ]
    assert taken == [1, 1, 1, 2]
    assert numbers.written("request", 2026, 14) == "request/2026-014"
    assert numbers.written("request", 2026, 1014) == "request/2026-1014"
    assert numbers.number_key(2026, 1014) < numbers.number_key(2027, 1)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["request", "act"]), st.booleans()), max_size=20))
def test_numbers_are_gapless_whatever_fails(number_file, acts):
    number_file.execute_sql("DELETE FROM sequence")
    kept = {"request": [], "act": []}
    for series, fails in acts:
        try:
            with number_file.atomic():
                number = numbers.next_number(number_file, series, 2026)
                if fails:
                    raise Refusal("no")
            kept[series].append(number)
        except Refusal:
            continue
    for given_out in kept.values():
        assert given_out == list(range(1, len(given_out) + 1))


@pytest.fixture(scope="module")
def number_file(tmp_path_factory):
    from desk.storage import migrate

    database = DeskDatabase(tmp_path_factory.mktemp("numbers") / "desk.db", bytes(32))
    migrate.run(database)
    yield database
    database.close_all()


def test_acts_of_two_threads_wait_for_each_other(desk):
    failed = []

    def work():
        try:
            for _ in range(20):
                keep(desk)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    work()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Journal.select().count() == 80


def test_one_content_is_kept_once_and_comes_back_as_it_was(desk):
    with desk.database.atomic():
        first = blobs.put(desk.database, b"\0\xffletter")
        assert blobs.put(desk.database, b"\0\xffletter") == first
        blobs.put(desk.database, b"")
    assert Blob.select().count() == 2
    assert blobs.get(desk.database, first) == b"\0\xffletter"
    with desk.database.atomic():
        assert blobs.drop_unused(desk.database) == 2


def test_more_than_64_mb_is_refused(desk):
    with pytest.raises(Refusal):
        blobs.put(desk.database, bytes(blobs.LIMIT + 1))


def test_a_file_that_is_gone_is_trouble(desk):
    with pytest.raises(Trouble):
        blobs.get(desk.database, "0" * 64)
