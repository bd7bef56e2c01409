# SPDX-License-Identifier: Apache-2.0
"""The terms of keeping acts that were drawn up outside the desk are few among all that are over."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    db.execute_sql(
        "CREATE INDEX deadline_kept_outside ON deadline (due)"
        " WHERE row = 'R24' AND request IS NOT NULL AND met IS NULL AND dropped IS NULL"
    )
