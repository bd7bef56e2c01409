# SPDX-License-Identifier: Apache-2.0
"""A file of every released schema opens in this version, is upgraded, and keeps what it held."""

import shutil

import pytest
from playhouse.schema_diff import diff_models

from desk.services.operators import load_operator
from desk.storage import blobs, journal, migrate, search
from desk.storage.database import open_database
from desk.storage.models import MODELS, Attachment, Deadline, Document, Person, Request
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


def test_every_table_of_the_newest_file_holds_something(tmp_path):
    shutil.copy(HERE / FILES[-1], tmp_path / "desk.db")
    database = open_database(tmp_path / "desk.db", KEY)
    for model in MODELS:
        assert model.select().count() > 0, model._meta.table_name
    database.close_all()


def test_the_journal_of_an_old_file_still_verifies(old):
    found = journal.verify(old)
    assert (found.sound, found.checked) == (True, 3)
