# SPDX-License-Identifier: Apache-2.0
"""Electronic signatures: what a check found of each, signed files beside papers, and trusted issuers."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

_ROLES = "'evidence', 'confirmation', 'export'"
_MORE = f"{_ROLES}, 'signed', 'signature'"
TABLES = """
ALTER TABLE signature ADD COLUMN verdict TEXT NOT NULL DEFAULT ''
    CHECK (verdict IN ('', 'valid', 'unknown', 'broken', 'matched', 'kept'));
ALTER TABLE signature ADD COLUMN certificate TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(certificate));
ALTER TABLE signature ADD COLUMN checked TEXT;
ALTER TABLE signature ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE TABLE issuer (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
    content BLOB NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    added TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX issuer_fingerprint ON issuer (fingerprint);
CREATE TABLE signed_file (
    attachment INTEGER PRIMARY KEY REFERENCES attachment (id),
    about INTEGER REFERENCES attachment (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('valid', 'unknown', 'broken', 'matched', 'kept')),
    signatures TEXT NOT NULL CHECK (json_valid(signatures)),
    checked TEXT NOT NULL
) STRICT;
CREATE INDEX signed_file_about ON signed_file (about) WHERE about IS NOT NULL;
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    _more_roles(db)
    for statement in filter(str.strip, TABLES.split(";\n")):
        db.execute_sql(statement)


def _more_roles(db) -> None:  # type: ignore[no-untyped-def]
    """Make the table of files anew with two roles more, whatever columns it has by now."""
    parts = db.execute_sql(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = 'attachment' AND sql IS NOT NULL"
    ).fetchall()
    (made,) = (sql for kind, sql in parts if kind == "table")
    head, _bracket, rest = made.partition("(")
    assert "attachment" in head, head
    assert _ROLES in rest, rest
    db.execute_sql(f"CREATE TABLE new_attachment ({rest.replace(_ROLES, _MORE)}")
    db.execute_sql("INSERT INTO new_attachment SELECT * FROM attachment")
    db.execute_sql("DROP TABLE attachment")
    db.execute_sql("ALTER TABLE new_attachment RENAME TO attachment")
    for kind, sql in parts:
        if kind != "table":
            db.execute_sql(sql)
