# SPDX-License-Identifier: Apache-2.0
"""The number and the date an authority's letter bears: the answer refers to them."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

STATEMENTS = """
ALTER TABLE request ADD COLUMN their_number TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN their_date TEXT CHECK (their_date IS date(their_date));
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, STATEMENTS.split(";\n")):
        db.execute_sql(statement)
