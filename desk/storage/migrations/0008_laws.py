# SPDX-License-Identifier: Apache-2.0
"""The eighth schema: requests say under which laws they are answered, and whether a processor or a third party must act too."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

COLUMNS = """
ALTER TABLE request ADD COLUMN laws TEXT NOT NULL DEFAULT 'ru' CHECK (laws IN ('ru', 'vn', 'gdpr', 'ru vn', 'ru gdpr', 'vn gdpr', 'ru vn gdpr'));
ALTER TABLE request ADD COLUMN third_party INTEGER NOT NULL DEFAULT 0 CHECK (third_party IN (0, 1));
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, COLUMNS.split(";\n")):
        db.execute_sql(statement)
