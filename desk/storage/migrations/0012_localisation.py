# SPDX-License-Identifier: Apache-2.0
"""The twelfth schema: whether a database is the first to record data of Russian citizens, and its exception (Art. 18 (5))."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

_EXEMPT = """
ALTER TABLE {table} ADD COLUMN exempt TEXT NOT NULL DEFAULT '' CHECK (exempt IN ('', '6.1.2', '6.1.3', '6.1.4', '6.1.8'));
ALTER TABLE {table} ADD COLUMN exempt_for TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(exempt_for));
ALTER TABLE {table} ADD COLUMN exempt_because TEXT NOT NULL DEFAULT ''"""
COLUMNS = """
ALTER TABLE system ADD COLUMN recording TEXT NOT NULL DEFAULT '' CHECK (recording IN ('', 'first', 'later', 'none'));
ALTER TABLE system ADD COLUMN first_for TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(first_for));
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    exempt = ";\n".join(_EXEMPT.format(table=table) for table in ("system", "collection_point"))
    for statement in filter(str.strip, (COLUMNS + exempt).split(";\n")):
        db.execute_sql(statement)
