# SPDX-License-Identifier: Apache-2.0
"""The day a request came on, where nobody knows the hour: a letter by post."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    db.execute_sql(
        "ALTER TABLE request ADD COLUMN received_day TEXT CHECK (received_day IS date(received_day))"
    )
