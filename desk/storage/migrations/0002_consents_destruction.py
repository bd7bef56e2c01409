# SPDX-License-Identifier: Apache-2.0
"""The second schema: purposes and what they need, who is held, consents, destruction by commission."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

from pathlib import Path

PARTS = Path(__file__).with_name("0002")


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for part in sorted(PARTS.glob("*.sql")):
        for statement in filter(str.strip, part.read_text("utf-8").split(";\n")):
            db.execute_sql(statement)
