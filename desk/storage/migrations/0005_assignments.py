# SPDX-License-Identifier: Apache-2.0
"""Assignments of processing, sub-processors, checks of processors, and editions of the list of third parties."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

TABLES = """
CREATE TABLE assignment (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    recipient INTEGER NOT NULL REFERENCES recipient (id),
    contract TEXT NOT NULL DEFAULT '',
    contract_date TEXT,
    number TEXT NOT NULL DEFAULT '',
    dated TEXT,
    since TEXT NOT NULL,
    until TEXT CHECK (until >= since),
    ground TEXT NOT NULL CHECK (ground IN ('consent', 'law')),
    ground_ru TEXT NOT NULL DEFAULT '',
    ground_en TEXT NOT NULL DEFAULT '',
    purposes TEXT NOT NULL CHECK (json_valid(purposes)),
    further_ru TEXT NOT NULL DEFAULT '',
    further_en TEXT NOT NULL DEFAULT '',
    categories TEXT NOT NULL CHECK (json_valid(categories)),
    groups TEXT NOT NULL CHECK (json_valid(groups)),
    actions TEXT NOT NULL CHECK (json_valid(actions)),
    operator_contact TEXT NOT NULL DEFAULT '',
    processor_contact TEXT NOT NULL DEFAULT '',
    signer_ru TEXT NOT NULL DEFAULT '',
    signer_en TEXT NOT NULL DEFAULT '',
    post_ru TEXT NOT NULL DEFAULT '',
    post_en TEXT NOT NULL DEFAULT '',
    checked TEXT,
    clauses TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(clauses)),
    extras TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(extras)),
    hours INTEGER NOT NULL DEFAULT 12 CHECK (hours BETWEEN 1 AND 24),
    review TEXT,
    document INTEGER REFERENCES document (id),
    retired TEXT
) STRICT;
CREATE UNIQUE INDEX assignment_code ON assignment (code);
CREATE INDEX assignment_recipient ON assignment (recipient);
CREATE TABLE sub_processor (
    id INTEGER PRIMARY KEY,
    assignment INTEGER NOT NULL REFERENCES assignment (id),
    name_ru TEXT NOT NULL,
    name_en TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL CHECK (length(country) = 2),
    address TEXT NOT NULL DEFAULT '',
    does_ru TEXT NOT NULL DEFAULT '',
    does_en TEXT NOT NULL DEFAULT '',
    announced TEXT NOT NULL,
    until TEXT CHECK (until >= announced),
    outcome TEXT NOT NULL DEFAULT 'nothing' CHECK (outcome IN ('nothing', 'objected', 'accepted')),
    decided TEXT CHECK (decided >= announced),
    note TEXT NOT NULL DEFAULT '',
    CHECK ((outcome = 'nothing') = (decided IS NULL))
) STRICT;
CREATE INDEX sub_processor_assignment ON sub_processor (assignment);
CREATE TABLE processor_check (
    id INTEGER PRIMARY KEY,
    assignment INTEGER NOT NULL REFERENCES assignment (id),
    on_day TEXT NOT NULL,
    asked TEXT NOT NULL,
    came TEXT NOT NULL DEFAULT '',
    next TEXT CHECK (next > on_day)
) STRICT;
CREATE INDEX processor_check_assignment ON processor_check (assignment);
CREATE TABLE third_party_edition (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    made TEXT NOT NULL,
    lines TEXT NOT NULL CHECK (json_valid(lines)),
    published TEXT CHECK (published >= made),
    place TEXT NOT NULL DEFAULT '',
    CHECK ((published IS NULL) = (place = ''))
) STRICT;
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, TABLES.split(";\n")):
        db.execute_sql(statement)
