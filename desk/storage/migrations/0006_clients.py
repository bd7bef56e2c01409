# SPDX-License-Identifier: Apache-2.0
"""Clients on whose assignment we process, what they are told, and the demands that are theirs to answer."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

TABLES = """
CREATE TABLE client (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    name_ru TEXT NOT NULL CHECK (name_ru <> ''),
    name_en TEXT NOT NULL DEFAULT '',
    name_key TEXT NOT NULL,
    inn TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    incident_email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    assignment TEXT NOT NULL DEFAULT '',
    assignment_date TEXT,
    until TEXT CHECK (until >= assignment_date),
    purposes TEXT NOT NULL CHECK (json_valid(purposes)),
    actions TEXT NOT NULL CHECK (json_valid(actions)),
    categories TEXT NOT NULL CHECK (json_valid(categories)),
    groups TEXT NOT NULL CHECK (json_valid(groups)),
    at_end TEXT NOT NULL CHECK (at_end IN ('destroy', 'return', 'return_destroy')),
    destroy_term TEXT NOT NULL DEFAULT '',
    kept_ru TEXT NOT NULL DEFAULT '',
    kept_en TEXT NOT NULL DEFAULT '',
    leak_term TEXT NOT NULL DEFAULT '',
    request_term TEXT NOT NULL DEFAULT '',
    sub_term TEXT NOT NULL DEFAULT '',
    retired TEXT
) STRICT;
CREATE UNIQUE INDEX client_code ON client (code);
CREATE INDEX client_name ON client (name_key, id);
CREATE TABLE client_notice (
    id INTEGER PRIMARY KEY,
    client INTEGER NOT NULL REFERENCES client (id),
    kind TEXT NOT NULL CHECK (kind IN ('request', 'leak', 'sub_processor', 'destruction')),
    known TEXT NOT NULL,
    request INTEGER REFERENCES request (id),
    destruction INTEGER REFERENCES destruction (id),
    recipient INTEGER REFERENCES recipient (id),
    object_until TEXT,
    outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'agreed', 'silent', 'objected')),
    outcome_on TEXT,
    document INTEGER REFERENCES document (id),
    sent TEXT,
    way TEXT NOT NULL DEFAULT '',
    proof TEXT NOT NULL DEFAULT '',
    attachment INTEGER REFERENCES attachment (id),
    dropped TEXT,
    CHECK ((kind = 'request') = (request IS NOT NULL)),
    CHECK ((kind = 'sub_processor') = (recipient IS NOT NULL)),
    CHECK (kind = 'destruction' OR destruction IS NULL),
    CHECK (kind = 'sub_processor' OR outcome = ''),
    CHECK ((outcome = '') = (outcome_on IS NULL)),
    CHECK (sent IS NULL OR document IS NOT NULL)
) STRICT;
CREATE INDEX client_notice_client ON client_notice (client);
CREATE INDEX client_notice_request ON client_notice (request) WHERE request IS NOT NULL;
CREATE INDEX client_notice_document ON client_notice (document) WHERE document IS NOT NULL;
ALTER TABLE deadline ADD COLUMN client INTEGER REFERENCES client (id);
ALTER TABLE deadline ADD COLUMN client_notice INTEGER REFERENCES client_notice (id);
CREATE INDEX deadline_client ON deadline (client) WHERE client IS NOT NULL;
CREATE INDEX deadline_client_notice ON deadline (client_notice) WHERE client_notice IS NOT NULL;
ALTER TABLE demand ADD COLUMN client INTEGER REFERENCES client (id);
ALTER TABLE demand ADD COLUMN client_since TEXT;
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, TABLES.split(";\n")):
        db.execute_sql(statement)
