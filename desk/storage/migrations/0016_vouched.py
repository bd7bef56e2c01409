# SPDX-License-Identifier: Apache-2.0
"""That a signature which cannot be verified here was checked elsewhere: without that word it does not count."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

STATEMENTS = """
ALTER TABLE signature ADD COLUMN vouched_on TEXT CHECK (vouched_on IS date(vouched_on)
    AND (vouched_on IS NULL OR state IN ('certificate', 'detached')));
ALTER TABLE signature ADD COLUMN vouched_with TEXT NOT NULL DEFAULT ''
    CHECK (vouched_with = '' OR vouched_on IS NOT NULL);
ALTER TABLE signature ADD COLUMN vouched_said TEXT NOT NULL DEFAULT ''
    CHECK (vouched_said = '' OR vouched_on IS NOT NULL);
ALTER TABLE signature ADD COLUMN vouched_by TEXT NOT NULL DEFAULT ''
    CHECK ((vouched_by = '') = (vouched_on IS NULL));
CREATE INDEX signature_unchecked ON signature (document) WHERE verdict IN ('kept', 'matched');
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, STATEMENTS.split(";\n")):
        db.execute_sql(statement)
