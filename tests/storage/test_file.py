# SPDX-License-Identifier: Apache-2.0
"""The encrypted file itself: what the tables refuse, what a damaged or busy disk is called."""

import logging
import resource
import subprocess
import sys
from types import SimpleNamespace

import pytest
from peewee import IntegrityError, OperationalError
from playhouse.schema_diff import diff_models

from desk.errors import Refusal, Trouble
from desk.storage import migrate
from desk.storage.database import DeskDatabase, open_database, translated
from desk.storage.models import MODELS, Journal, Setting
from tests.conftest import KEY


def test_the_models_mirror_the_tables(desk):
    assert str(diff_models(desk.database, MODELS)) == ""


def test_every_table_has_a_model(desk):
    tables = set(desk.database.get_tables())
    own = {name for name in tables if not name.startswith(("search", "sqlite_", "schema_"))}
    assert own == {model._meta.table_name for model in MODELS}


def test_columns_may_be_empty_where_the_models_say_so(desk):
    for model in MODELS:
        columns = {each.name: each for each in desk.database.get_columns(model._meta.table_name)}
        for field in model._meta.sorted_fields:
            column = columns[field.column_name]
            if not column.primary_key:
                assert column.null == field.null, f"{model._meta.table_name}.{column.name}"


def test_every_table_is_strict(desk):
    rows = desk.database.execute_sql(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    ).fetchall()
    loose = {
        name for name, strict in rows if not strict and not name.startswith(("sqlite_", "schema_"))
    }
    assert loose == set()


_REQUEST = "INSERT INTO request (number, number_key, received, channel, language, role, state, kinds{0}) VALUES ('1', {2}, '', '{3}', '{4}', '{5}', '{6}', ''{1})"


def _request(
    more="", values="", key="1", channel="email", language="ru", role="subject", state="open"
):
    return _REQUEST.format(more, values, key, channel, language, role, state)


@pytest.mark.parametrize(
    "sql",
    [
        _request(key="'x'"),
        _request(channel="pigeon"),
        _request(language="vn"),
        _request(role="representative"),
        _request(state="closed"),
        _request(more=", firm", values=", 2"),
        _request(more=", subject", values=", 99"),
        "INSERT INTO operator (id, card, changed) VALUES (2, '{}', '')",
        "INSERT INTO operator (id, card, changed) VALUES (1, 'no json', '') ON CONFLICT DO UPDATE SET card = 'no json'",
        "INSERT INTO demand (request, kind, state) VALUES (99, 'access', 'open')",
        "INSERT INTO sequence (series, year, last) VALUES ('a', 2026, 0)",
        "INSERT INTO blob (sha256, size, content) VALUES ('a', 1, 'text')",
        "INSERT INTO blob (sha256, size, content) VALUES ('a', 67108865, x'00')",
        "INSERT INTO document (form, form_version, languages, state, day, facts, digest) VALUES ('f', 1, 'ru', 'issued', '', '{}', '')",
        "INSERT INTO document (form, form_version, languages, state, day, facts, digest) VALUES ('f', 1, 'de', 'draft', '', '{}', '')",
        "INSERT INTO draft (key, state, kept) VALUES ('k', '{', '')",
        "INSERT INTO setting (key, value) VALUES ('k', NULL)",
    ],
)
def test_the_tables_refuse_what_must_not_be(desk, sql):
    with pytest.raises(IntegrityError):
        desk.database.execute_sql(sql)


def test_an_issued_paper_is_frozen_and_may_be_voided(desk):
    run = desk.database.execute_sql
    run("INSERT INTO blob (sha256, size, content) VALUES ('a', 1, x'00')")
    run(
        "INSERT INTO document (id, form, form_version, number, languages, state, day, issued, facts, digest, blob) "
        "VALUES (1, 'refusal', 1, 'out/2026-001', 'ru', 'issued', '2026-11-22', 'x', '{}', 'd', 'a')"
    )
    for column, value in (
        ("facts", "'{\"a\":1}'"),
        ("number", "'2'"),
        ("digest", "'e'"),
        ("blob", "NULL"),
    ):
        with pytest.raises(IntegrityError, match="frozen"):
            run(f"UPDATE document SET {column} = {value} WHERE id = 1")
    run("UPDATE document SET state = 'void', void_because = 'опечатка' WHERE id = 1")


def test_a_timeline_is_append_only(desk):
    run = desk.database.execute_sql
    run(_request())
    run("INSERT INTO event (request, at, kind, actor, note) VALUES (1, '', 'note', '', 'имя')")
    for sql in (
        "DELETE FROM event",
        "UPDATE event SET kind = 'x'",
        "UPDATE event SET note = 'другое'",
    ):
        with pytest.raises(IntegrityError, match="append-only"):
            run(sql)
    run("UPDATE event SET note = NULL")


def test_the_file_is_set_up_to_survive(desk):
    pragma = desk.database.pragma
    assert pragma("journal_mode") == "wal"
    assert pragma("foreign_keys") == 1
    assert pragma("synchronous") == 2
    assert pragma("secure_delete") == 1
    assert pragma("busy_timeout") == 5000
    assert pragma("temp_store") == 2


def test_nothing_in_the_file_or_its_log_can_be_read(desk):
    with desk.database.atomic():
        Setting.insert(key="canary", value="Щеголева-canary").execute()
    for path in desk.folder.iterdir():
        raw = path.read_bytes()
        assert b"canary" not in raw
        assert "Щеголева".encode() not in raw
        assert not raw.startswith(b"SQLite")


def test_statements_are_in_no_log(desk, caplog):
    with caplog.at_level(logging.DEBUG), desk.database.atomic():
        Setting.insert(key="canary", value="Щеголева").execute()
        list(Setting.select().where(Setting.value == "Щеголева"))
    assert caplog.records == []


def test_words_are_folded_in_the_database(desk):
    assert desk.database.execute_sql("SELECT fold('ЩЁГОЛЕВ')").fetchone() == ("щеголев",)


def test_a_wrong_key_is_trouble(desk):
    with pytest.raises(Trouble) as told:
        DeskDatabase(desk.database.path, bytes(32)).connect()
    assert told.value.detail == "SQLITE_NOTADB"
    with pytest.raises(Refusal):
        DeskDatabase(desk.database.path, b"short")


def test_a_flipped_bit_is_found(desk):
    with desk.database.atomic():
        for number in range(2000):
            Setting.insert(key=f"k{number}", value="x" * 50).execute()
    path = desk.database.path
    assert desk.database.sound()
    desk.database.close_all()
    raw = bytearray(path.read_bytes())
    raw[-5 * 4096] ^= 4
    path.write_bytes(raw)
    assert not desk.database.sound()
    for page in range(2, 10):
        raw[-page * 4096] ^= 4
    path.write_bytes(raw)
    desk.database.close_all()
    with pytest.raises(Trouble):
        list(Setting.select().order_by(Setting.value))
    desk.database.close_all()


def _write_much(desk):
    with desk.database.atomic():
        for number in range(2000):
            Setting.insert(key=f"k{number}", value="x" * 500).execute()


def test_a_full_disk_is_said_and_leaves_nothing(desk):
    desk.database.execute_sql("PRAGMA max_page_count = 1")
    with pytest.raises(Trouble) as told:
        _write_much(desk)
    assert told.value.detail == "SQLITE_FULL"
    assert Setting.select().count() == 0


def test_a_busy_file_is_said(desk):
    other = DeskDatabase(desk.database.path, KEY)
    other.execute_sql("PRAGMA busy_timeout = 1")
    with desk.database.atomic():
        with pytest.raises(Trouble) as told, other.atomic():
            pass
        assert told.value.detail == "SQLITE_BUSY"
    other.close_all()


def test_a_folder_that_is_gone_is_said(tmp_path):
    with pytest.raises(Trouble) as told:
        DeskDatabase(tmp_path / "gone" / "desk.db", KEY).connect()
    assert told.value.detail == "SQLITE_CANTOPEN"


def test_a_write_beyond_the_allowed_size_is_said(desk):
    """The operating system refuses to let the log grow, as a failing disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(Trouble):
            _write_much(desk)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert Setting.select().count() == 0


def test_a_fault_of_ours_stays_a_fault(desk):
    with pytest.raises(OperationalError, match="no such table"):
        desk.database.execute_sql("SELECT * FROM nowhere")


_KILLED = """
import os, sys
from pathlib import Path
from tests.conftest import KEY
from desk.storage import journal
from desk.storage.database import open_database
from datetime import UTC, datetime
database = open_database(Path(sys.argv[1]), KEY)
acts = 0
while True:
    with database.atomic():
        seq = journal.append(database, datetime.now(UTC), "я", "act", "r", {})
        database.execute_sql("INSERT INTO setting (key, value) VALUES (?, 'x')", (f"k{seq}",))
        if seq == int(sys.argv[2]): os._exit(9)
    print(seq, flush=True)
"""


@pytest.mark.parametrize("at", [1, 2, 17])
def test_a_killed_program_loses_nothing_it_reported_and_keeps_nothing_half(desk, at):
    path = desk.database.path
    desk.database.close_all()
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(path), str(at)],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert killed.returncode == 9
    reported = killed.stdout.split()
    assert Journal.select().count() == Setting.select().count() == len(reported) == at - 1
    assert desk.database.sound()


def test_no_program_that_made_nothing_newer_is_refused(desk):
    assert migrate.pending(desk.database) == ()


def test_a_newer_schema_is_refused_by_name(made):
    desk = made.open()
    with desk.database.atomic():
        desk.database.execute_sql(
            "INSERT INTO schema_migration (name, applied) VALUES ('0099_from_the_future', '2030-01-01')"
        )
    desk.close()
    with pytest.raises(Refusal) as refused:
        made.open()
    assert refused.value.params == {"name": "0099_from_the_future"}


@pytest.fixture
def further(tmp_path, monkeypatch):
    """A program with some migrations more."""

    def write(*bodies):
        folder = tmp_path / "migrations"
        folder.mkdir()
        for path in migrate.FOLDER.glob("0*.py"):
            (folder / path.name).write_bytes(path.read_bytes())
        for number, body in enumerate(bodies, 97):
            lines = "".join(f"    db.execute_sql({line!r})\n" for line in body)
            (folder / f"00{number}_more.py").write_text(f"def up(migrator, db):\n{lines}")
        for each in (migrate.pending, migrate.run, migrate.known):
            monkeypatch.setattr(each, "__defaults__", (folder, *each.__defaults__[1:]))

    yield write
    monkeypatch.undo()


MORE = ["CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT"]


def test_an_upgrade_is_backed_up_run_and_journalled(made, further):
    further(MORE)
    desk = made.open()
    assert "more" in desk.database.get_tables()
    last = Journal.select().order_by(Journal.seq.desc()).get()
    assert last.actor == "Вера Образцова"
    assert (last.action, last.detail) == ("desk.upgraded", '{"migrations":["0097_more"]}')
    desk.close()
    assert len(list((made.folder / "backups").glob("desk-*.zip"))) == 1
    desk = made.open()
    assert Journal.select().count() == 2
    desk.close()


@pytest.mark.parametrize(
    "second",
    [
        ["INSERT INTO nowhere VALUES (1)"],
        ["CREATE TABLE further (id INTEGER PRIMARY KEY) STRICT", "no sql"],
        ["INSERT INTO demand (request, kind, state) VALUES (99, 'access', 'open')"],
        ["INSERT INTO sequence (series, year, last) VALUES ('a', 2026, 0)"],
    ],
)
def test_an_upgrade_that_fails_leaves_nothing_behind(made, further, monkeypatch, second):
    further(MORE, second)
    with pytest.raises(Trouble):
        made.open()
    assert len(list((made.folder / "backups").glob("desk-*.zip"))) == 1
    monkeypatch.undo()
    desk = made.open()
    assert not {"more", "further"} & set(desk.database.get_tables())
    assert [row.action for row in Journal.select()] == ["desk.created"]
    assert desk.database.pragma("foreign_keys") == 1
    desk.close()


def test_every_thread_has_its_connection_and_all_are_closed_together(desk, tmp_path):
    import threading

    def read():
        Setting.select().count()

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    Setting.select().count()
    desk.database.close_all()
    assert not (desk.folder / "desk.db-wal").exists(), "the last connection empties the log"
    again = open_database(desk.database.path, KEY)
    assert again.sound()
    again.close_all()


def test_a_full_disk_is_called_full_even_where_sqlite_names_it_otherwise() -> None:
    class NoRoomForTheIndexOfTheLog(Exception):
        sqlite_errorcode = 10 | 19 << 8

    told = translated(NoRoomForTheIndexOfTheLog())
    assert isinstance(told, Trouble)
    assert "full" in told.msgid


class Unreadable(Exception):
    sqlite_errorcode = 10


@pytest.mark.parametrize(("free", "said"), [(0, "full"), (2**30, "does not read or write")])
def test_a_failing_disk_without_room_is_called_full(monkeypatch, tmp_path, free, said) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    told = translated(Unreadable(), tmp_path / "desk.db")
    assert isinstance(told, Trouble)
    assert said in told.msgid
    assert ("backup" in told.msgid) == (not told.msgid.startswith("The disk is full"))
