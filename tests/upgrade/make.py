# SPDX-License-Identifier: Apache-2.0
"""Makes the small encrypted file of the newest schema that the upgrade test keeps.

Run once when a schema is released, and never again for that schema:

    .venv/bin/python -m tests.upgrade.make

It writes ``schema-NNNN.db`` (NNNN is the newest migration) beside this script, under the raw key below.
The rows are written by plain SQL, so that later services cannot change what an old file holds. Everybody
in it is invented.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from desk.storage import blobs, journal, migrate, search
from desk.storage.database import open_database

KEY = bytes(range(1, 33))
HERE = Path(__file__).resolve().parent

ROWS = """
INSERT INTO setting (key, value) VALUES ('language', '"ru"');
INSERT INTO operator (id, card, changed) VALUES (1, '{"kind":"trader","name":{"ru":"Образцова В. П.","en":"V. Obraztsova"}}', '2026-11-22T09:00:00+00:00');
INSERT INTO actor (id, slot, name, added) VALUES (1, 'slot', 'Образцова', '2026-11-22T09:00:00+00:00');
INSERT INTO person (id, ref, name, name_key, email, email_key) VALUES (1, 'P-000001', 'Щёголева Анна', 'щеголева анна', 'anna@example.org', 'anna@example.org');
INSERT INTO request (id, number, number_key, received, channel, language, role, subject, subject_key, state, kinds, due, due_shown, safe) VALUES (1, '2026-001', 2026000001, '2026-11-20T09:30:00+00:00', 'email', 'ru', 'subject', 1, 'щеголева анна', 'open', 'access', '2026-12-04', '2026-12-04', '2026-12-04');
INSERT INTO demand (id, request, kind, state) VALUES (1, 1, 'access', 'open');
INSERT INTO deadline (request, demand, pack, rule, row, nature, starts, nominal, due, due_moment, safe, firm, basis, steps) VALUES (1, 1, 'ru-152fz', 'access', 'R01', 'term', '2026-11-20', '2026-12-04', '2026-12-04', '2026-12-04T20:59:59+00:00', '2026-12-04', 1, '14 (3)', '[]');
INSERT INTO document (id, request, form, form_version, number, number_key, languages, state, day, issued, facts, digest, blob, pages) VALUES (1, 1, 'acknowledgement', 1, 'out/2026-001', 2026000001, 'ru', 'issued', '2026-11-22', '2026-11-22T09:00:00+00:00', '{}', 'd', '{blob}', 1);
INSERT INTO attachment (id, request, blob, name, media_type, role, added) VALUES (1, 1, '{blob}', 'letter.eml', 'message/rfc822', 'letter', '2026-11-22T09:00:00+00:00');
INSERT INTO event (request, at, kind, actor, note, attachment) VALUES (1, '2026-11-22T09:00:00+00:00', 'registered', 'Образцова', 'по письму', 1);
INSERT INTO draft (key, state, kept) VALUES ('answer/1', '{"text":"Уважаемая"}', '2026-11-22T09:00:00+00:00');
INSERT INTO sequence (series, year, last) VALUES ('request', 2026, 1);
"""


def make(target: Path) -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "desk.db", KEY)
        migrate.run(database)
        with database.atomic():
            blob = blobs.put(database, b"letter")
            for row in filter(str.strip, ROWS.replace("{blob}", blob).split(";\n")):
                database.execute_sql(row)
            search.put(database, search.Kind.REQUEST, 1, "Щёголева Анна")
            for number in range(3):
                at = datetime(2026, 11, 22, 9, number, tzinfo=UTC)
                journal.append(
                    database, at, "Образцова", "request.registered", "request/1", {"n": number}
                )
        target.unlink(missing_ok=True)
        database.execute_sql("VACUUM INTO ?", (str(target),))
        database.close_all()


if __name__ == "__main__":
    make(HERE / f"schema-{migrate.known()[-1][:4]}.db")
