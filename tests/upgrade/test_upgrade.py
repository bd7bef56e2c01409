# SPDX-License-Identifier: Apache-2.0
"""A file of every released schema opens in this version, is upgraded, and keeps what it held."""

import shutil

import pytest
from playhouse.schema_diff import diff_models

from desk.domain.paper_words import signed_words
from desk.services.operators import load_operator
from desk.services.overview import deadlines
from desk.services.paper.briefs import papers_by_id
from desk.services.signature import verifying
from desk.storage import blobs, journal, migrate, search
from desk.storage.database import open_database
from desk.storage.models import (
    MODELS,
    Attachment,
    Deadline,
    Destruction,
    Document,
    Person,
    Request,
)
from desk.text import catalogue
from tests.conftest import Clock, open_at
from tests.upgrade.make import HERE, KEY

FILES = sorted(path.name for path in HERE.glob("schema-*.db"))


def test_there_is_a_file_of_every_schema():
    assert [f"schema-{name[:4]}.db" for name in migrate.known()] == FILES


@pytest.fixture(params=FILES)
def old(request, tmp_path):
    shutil.copy(HERE / request.param, tmp_path / "desk.db")
    database = open_database(tmp_path / "desk.db", KEY)
    if migrate.pending(database):
        migrate.run(database)
    yield database
    database.close_all()


def test_an_old_file_becomes_one_of_today(old):
    assert migrate.pending(old) == ()
    assert str(diff_models(old, MODELS)) == ""
    assert old.sound()


def test_everything_an_old_file_held_is_still_there(old):
    assert load_operator().name.ru == "Образцова В. П."
    request = Request.get()
    assert (request.number, request.subject.name, request.subject_id) == (
        "2026-001",
        "Щёголева Анна",
        1,
    )
    assert (Person.get().ref, Deadline.get().row, Document.get().number) == (
        "P-000001",
        "R01",
        "out/2026-001",
    )
    assert blobs.get(old, Attachment.get().blob_id) == b"letter"
    assert search.find(old, "щеголева") == [search.Found(search.Kind.REQUEST, 1)]


def test_what_an_inquiry_and_a_proof_said_is_found_in_an_old_file(tmp_path):
    shutil.copy(HERE / "schema-0018.db", tmp_path / "desk.db")
    database = open_database(tmp_path / "desk.db", KEY)
    for kind, note in (
        ("inquiry_cause", "Ошибка выгрузки"),
        ("dispatched", "РПО 800937 12 34567 8"),
    ):
        database.execute_sql(
            "INSERT INTO event (request, at, kind, actor, note) VALUES (1, '2026-11-22T10:00:00+00:00', ?, '', ?)",
            (kind, note),
        )
    migrate.run(database)
    for text in ("выгрузки", "80093712345678", "щеголева"):
        assert search.find(database, text) == [search.Found(search.Kind.REQUEST, 1)], text
    database.close_all()


def test_every_table_of_the_newest_file_holds_something(tmp_path):
    shutil.copy(HERE / FILES[-1], tmp_path / "desk.db")
    database = open_database(tmp_path / "desk.db", KEY)
    for model in MODELS:
        assert model.select().count() > 0, model._meta.table_name
    database.close_all()


def test_the_journal_of_an_old_file_still_verifies(old):
    found = journal.verify(old)
    assert (found.sound, found.checked) == (True, 3)


SIGNED = {
    # form, signature, in which ways, by how many
    ("destruction_act", "certificate", ("certificate",), 3),
    ("destruction_act", "pen", ("certificate", "detached", "pen"), 3),
    ("acknowledgement", "pen", ("pen",), 1),
    ("acknowledgement", "certificate", ("certificate",), 1),
    ("acknowledgement", "detached", ("detached",), 1),
}


def test_nothing_that_was_signed_earlier_becomes_unsigned(tmp_path):
    """Of a desk whose papers were signed in the last schema that took whatever was not broken for signed."""
    desk = open_at(tmp_path / "desk", (HERE / "signed-0015.db").read_bytes(), Clock())
    assert migrate.pending(desk.database)
    before = desk.database.execute_sql(_STANDING).fetchall()
    assert len(before) == 7
    migrate.run(desk.database)
    verifying.verify_all(desk)
    assert desk.database.execute_sql(_STANDING).fetchall() == before
    assert {row.state for row in Destruction.select()} == {"certified"}
    found = papers_by_id(desk, [row[0] for row in before])
    assert {
        (each.form, each.signature, each.standing.ways, each.standing.signed) for each in found
    } == SIGNED
    assert all(each.standing.signed == each.standing.signers for each in found)
    told = [signed_words(catalogue("en"), each) for each in found]
    assert not any("not signed" in each or "of 3" in each for each in told)
    assert [each.partition(": ")[2] for each in told if "; " in each] == [
        "digest matches, signature not verified here; never checked elsewhere",
        "certificate was not in force; never checked elsewhere",
    ]
    assert deadlines.today(desk).uncounted == ()
    desk.close()


_STANDING = "SELECT id, signature, signed_on FROM document WHERE state = 'issued' ORDER BY id"
