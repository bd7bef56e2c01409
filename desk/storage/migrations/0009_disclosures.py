# SPDX-License-Identifier: Apache-2.0
"""Single handings-over of personal data: to a tax office, a court, a bank."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

TABLES = """
CREATE TABLE disclosure (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    day TEXT NOT NULL,
    recipient INTEGER REFERENCES recipient (id),
    name_ru TEXT NOT NULL DEFAULT '',
    name_en TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    ground_ru TEXT NOT NULL CHECK (ground_ru <> ''),
    ground_en TEXT NOT NULL DEFAULT '',
    purpose_ru TEXT NOT NULL CHECK (purpose_ru <> ''),
    purpose_en TEXT NOT NULL DEFAULT '',
    categories TEXT NOT NULL CHECK (json_valid(categories)),
    whom_ru TEXT NOT NULL DEFAULT '',
    whom_en TEXT NOT NULL DEFAULT '',
    reference TEXT NOT NULL DEFAULT '',
    retired TEXT,
    CHECK ((recipient IS NULL) <> (name_ru = ''))
) STRICT;
CREATE UNIQUE INDEX disclosure_code ON disclosure (code);
CREATE INDEX disclosure_day ON disclosure (day, id);
CREATE TABLE disclosure_person (
    disclosure INTEGER NOT NULL REFERENCES disclosure (id),
    person INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (disclosure, person)
) STRICT;
CREATE INDEX disclosure_person_person ON disclosure_person (person);
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, TABLES.split(";\n")):
        db.execute_sql(statement)
