# SPDX-License-Identifier: Apache-2.0
"""Assessments of harm (order 178): what was found and answered, by whom, and the act."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

TABLE = """
CREATE TABLE harm_assessment (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    assessed TEXT NOT NULL,
    degree TEXT NOT NULL CHECK (degree IN ('high', 'medium', 'low', 'none')),
    assessors TEXT NOT NULL CHECK (json_valid(assessors)),
    answers TEXT NOT NULL CHECK (json_valid(answers)),
    found TEXT NOT NULL CHECK (json_valid(found)),
    digest TEXT NOT NULL,
    document INTEGER REFERENCES document (id)
) STRICT;
CREATE UNIQUE INDEX harm_assessment_code ON harm_assessment (code);
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, TABLE.split(";\n")):
        db.execute_sql(statement)
