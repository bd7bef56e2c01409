# SPDX-License-Identifier: Apache-2.0
"""The cards merged into one are found by an index; what still points at a merged card points at the kept one."""

# ruff: noqa: ANN001, D103, S608 -- the runner finds migrations by number and calls up(migrator, db); names are ours

LEFT_BEHIND = (
    ("person", "merged_into"),
    ("consent", "representative"),
    ("destruction_kept", "person"),
)
KEPT = """
WITH RECURSIVE up (card, kept) AS (SELECT id, merged_into FROM person WHERE merged_into IS NOT NULL
UNION SELECT up.card, p.merged_into FROM up JOIN person p ON p.id = up.kept WHERE p.merged_into IS NOT NULL)
SELECT up.card, up.kept FROM up JOIN person p ON p.id = up.kept WHERE p.merged_into IS NULL
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    db.execute_sql(
        "CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL"
    )
    for merged, kept in db.execute_sql(KEPT).fetchall():
        for table, column in LEFT_BEHIND:
            db.execute_sql(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (kept, merged))
