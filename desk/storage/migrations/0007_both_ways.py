# SPDX-License-Identifier: Apache-2.0
"""The seventh schema: ground and way of a transfer in both languages, as papers print them."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

TABLES = """
ALTER TABLE transfer RENAME COLUMN ground_words TO ground_ru;
ALTER TABLE transfer ADD COLUMN ground_en TEXT NOT NULL DEFAULT '';
ALTER TABLE transfer RENAME COLUMN way TO way_ru;
ALTER TABLE transfer ADD COLUMN way_en TEXT NOT NULL DEFAULT '';
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, TABLES.split(";\n")):
        db.execute_sql(statement)
