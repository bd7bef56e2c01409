# SPDX-License-Identifier: Apache-2.0
"""Whether a paper still is PDF/A-2b with a signature in it; broken signatures are found at once."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

STATEMENTS = """
ALTER TABLE signature ADD COLUMN archival INTEGER NOT NULL DEFAULT 1 CHECK (archival IN (0, 1));
UPDATE signature SET archival = 0 WHERE state = 'certificate'
    AND json_extract(certificate, '$.algorithm') <> 'RSA';
CREATE INDEX signature_broken ON signature (document) WHERE verdict = 'broken';
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, STATEMENTS.split(";\n")):
        db.execute_sql(statement)
