# SPDX-License-Identifier: Apache-2.0
"""The journal: what cannot be changed through the desk, and what is found when it was changed around it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peewee import IntegrityError

from desk.services.desk import writes
from desk.services.overview.journals import extract, journal_head, journal_page, opened, verify
from desk.storage import journal, migrate
from desk.storage.database import DeskDatabase
from tests.conftest import KEY


@writes("request")
def act(desk, action="request.registered", ref="request/2026-001", **detail):
    desk.record(action, ref, **detail)


def tamper(desk, sql, *params):
    """Edit the file the way someone with the key would: around the program, triggers dropped."""
    with desk.database.atomic():
        desk.database.execute_sql("DROP TRIGGER IF EXISTS journal_keep")
        desk.database.execute_sql("DROP TRIGGER IF EXISTS journal_blank")
        desk.database.execute_sql(sql, params)


@pytest.fixture
def ten(desk):
    for number in range(10):
        act(desk, ref=f"request/2026-{number:03d}", number=number)
    return desk


def test_an_entry_says_who_did_what_when_and_to_which_record(desk):
    act(desk, due="2026-12-04", rule="R01")
    (entry,) = journal_page(desk)
    assert (entry.seq, entry.at, entry.actor) == (
        1,
        "2026-11-22T09:00:00.000000+00:00",
        "В. П. Образцова",
    )
    assert (entry.action, entry.ref) == ("request.registered", "request/2026-001")
    assert json.loads(entry.detail) == {"due": "2026-12-04", "rule": "R01"}
    assert journal_head(desk) == f"1:{entry.hash}"


def test_entries_are_neither_deleted_nor_changed(ten):
    for sql in (
        "DELETE FROM journal WHERE seq = 3",
        "UPDATE journal SET action = 'x' WHERE seq = 3",
        "UPDATE journal SET detail = '{}' WHERE seq = 3",
        "UPDATE journal SET detail = NULL WHERE seq = 3",
        "UPDATE journal SET seq = 30 WHERE seq = 10",
    ):
        with pytest.raises(IntegrityError, match="append-only"):
            ten.database.execute_sql(sql)
    assert verify(ten).sound


def test_a_blanked_detail_leaves_the_chain_whole(ten):
    with ten.database.atomic():
        assert journal.blank(ten.database, "request/2026-004") == 1
    assert journal_page(ten, ref="request/2026-004")[0].detail is None
    assert verify(ten).sound


@pytest.mark.parametrize(
    ("sql", "seq"),
    [
        ("UPDATE journal SET action = 'request.closed' WHERE seq = 4", 4),
        ("UPDATE journal SET at = '2026-11-21T09:00:00.000000+00:00' WHERE seq = 5", 5),
        ("UPDATE journal SET actor = 'другой' WHERE seq = 6", 6),
        ("UPDATE journal SET ref = 'request/2026-999' WHERE seq = 1", 1),
        ("UPDATE journal SET detail = '{}' WHERE seq = 7", 7),
        ("UPDATE journal SET detail = NULL WHERE seq = 7", 7),
        ("UPDATE journal SET hash = prev WHERE seq = 10", 10),
        ("DELETE FROM journal WHERE seq = 1", 1),
        ("DELETE FROM journal WHERE seq BETWEEN 4 AND 6", 4),
        ("UPDATE journal SET seq = 0 WHERE seq = 1", 0),
        ("UPDATE journal SET seq = 12 WHERE seq = 10", 10),
        ("INSERT INTO journal SELECT seq + 1, at, actor, action, ref, detail, salt, digest, hash, hash FROM journal WHERE seq = 10", 11),
    ],
)  # fmt: skip
def test_what_was_changed_around_the_desk_is_found_by_its_number(ten, sql, seq):
    tamper(ten, sql)
    found = verify(ten)
    assert (found.sound, found.seq) == (False, seq)
    assert "{seq}" in found.message


def test_a_recomputed_entry_breaks_the_one_after_it(ten):
    row = ten.database.execute_sql("SELECT * FROM journal WHERE seq = 4").fetchone()
    own = journal.entry_hash(4, row[1], row[2], "request.closed", row[4], row[7], row[8])
    tamper(ten, "UPDATE journal SET action = 'request.closed', hash = ? WHERE seq = 4", own)
    assert verify(ten).seq == 5


def test_a_cut_tail_is_found_where_its_head_is_known(ten):
    head = journal.head(ten.database)
    tamper(ten, "DELETE FROM journal WHERE seq > 6")
    assert verify(ten).sound, "without a head from elsewhere nothing shows"
    found = journal.verify(ten.database, known={head.seq: head.hash})
    assert (found.sound, found.seq) == (False, 7)


def test_a_journal_written_anew_is_found_where_its_head_is_known(ten):
    head = journal.head(ten.database)
    tamper(ten, "DELETE FROM journal WHERE seq > 8")
    for _ in range(4):
        act(ten)
    assert verify(ten).sound
    assert journal.verify(ten.database, known={head.seq: head.hash}).seq == 10


def test_the_newest_entries_are_verified_alone(ten):
    tamper(ten, "UPDATE journal SET action = 'x' WHERE seq = 2")
    assert verify(ten, last=5).sound
    assert verify(ten, last=5).checked == 5
    assert verify(ten, last=9).seq == 2
    tamper(ten, "DELETE FROM journal WHERE seq = 5")
    assert verify(ten, last=5).seq == 5


def test_backups_remember_the_head(made):
    from desk.services.keeping.backups import make_backup

    desk = made.open()
    for _ in range(3):
        act(desk)
    make_backup(desk)
    assert verify(desk).sound
    tamper(desk, "DELETE FROM journal WHERE seq > 2")
    assert verify(desk).seq == 3
    desk.close()


def test_what_shows_a_person_is_one_line_a_record_and_sitting(desk):
    for _ in range(3):
        opened(desk, "record.opened", "request/2026-001")
    opened(desk, "record.opened", "request/2026-002")
    opened(desk, "paper.printed", "request/2026-001")
    assert [entry.seq for entry in journal_page(desk)] == [3, 2, 1]
    assert not desk.changed, "looking is no reason for a backup"


def test_a_line_that_was_rolled_back_is_written_when_the_record_is_shown_again(desk):
    @writes("request")
    def fails(desk):
        opened(desk, "record.opened", "request/2026-001")
        raise LookupError

    with pytest.raises(LookupError):
        fails(desk)
    assert journal_page(desk) == []
    opened(desk, "record.opened", "request/2026-001")
    assert len(journal_page(desk)) == 1


def test_an_extract_has_the_days_of_the_legal_time_zone(desk, clock):
    from datetime import date

    clock.set(2026, 11, 22, 20, 59)
    act(desk)
    clock.set(2026, 11, 22, 21, 0)
    act(desk)
    assert [each.seq for each in extract(desk, date(2026, 11, 22), date(2026, 11, 22))] == [1]
    assert [each.seq for each in extract(desk, date(2026, 11, 23), date(2026, 11, 30))] == [2]
    assert len(extract(desk, date.min, date.max)) == 2


def test_pages_go_back_from_the_newest(ten):
    first = journal_page(ten, limit=4)
    assert [entry.seq for entry in first] == [10, 9, 8, 7]
    assert [entry.seq for entry in journal_page(ten, after=7, limit=4)] == [6, 5, 4, 3]


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """Twelve entries outside any desk, to be edited at random."""
    from datetime import UTC, datetime

    database = DeskDatabase(tmp_path_factory.mktemp("chain") / "desk.db", KEY)
    migrate.run(database)
    with database.atomic():
        for number in range(12):
            journal.append(
                database,
                datetime(2026, 11, 22, tzinfo=UTC),
                "я",
                "act",
                f"r/{number % 3}",
                {"n": number},
            )
        database.execute_sql("DROP TRIGGER journal_keep")
        database.execute_sql("DROP TRIGGER journal_blank")
    yield database
    database.close_all()


@settings(max_examples=60, deadline=None)
@given(
    seq=st.integers(1, 12),
    column=st.sampled_from(
        ["at", "actor", "action", "ref", "detail", "salt", "digest", "prev", "hash"]
    ),
    value=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)
def test_any_edit_is_found_at_its_entry_or_the_next(chain, seq, column, value):
    with chain.atomic() as transaction:
        chain.execute_sql(f"UPDATE journal SET {column} = ? WHERE seq = ?", (value, seq))
        found = journal.verify(chain)
        assert not found.sound
        assert found.seq == seq
        transaction.rollback()
    assert journal.verify(chain).sound


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_reordering_or_removal_is_found(chain, data):
    gone = data.draw(st.sets(st.integers(1, 11), min_size=1, max_size=5))
    with chain.atomic() as transaction:
        for seq in gone:
            chain.execute_sql("DELETE FROM journal WHERE seq = ?", (seq,))
        assert journal.verify(chain).seq == min(gone)
        transaction.rollback()
