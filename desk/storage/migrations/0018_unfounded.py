# SPDX-License-Identifier: Apache-2.0
"""A complaint somebody found not confirmed by hand, without a notice of the desk."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    db.execute_sql(
        "ALTER TABLE demand ADD COLUMN unfounded INTEGER NOT NULL DEFAULT 0"
        " CHECK (unfounded IN (0, 1))"
    )
