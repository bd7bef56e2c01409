# SPDX-License-Identifier: Apache-2.0
"""Requests are found by what an inquiry says and by proofs of dispatch, destructions by those of their letters."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

from desk.storage import search

NOTES = """
SELECT request, group_concat(note, ' ') FROM event WHERE request IS NOT NULL AND note <> ''
AND kind IN ('inquiry', 'inquiry_cause', 'inquiry_measures', 'dispatched', 'notice_sent',
'completion_sent', 'receipt_sent', 'client_told') GROUP BY request
"""
LETTERS = """
SELECT destruction, group_concat(note, ' ') FROM event WHERE destruction IS NOT NULL AND note <> ''
AND kind IN ('letter_sent', 'letter_confirmed') GROUP BY destruction
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for sql, kind in ((NOTES, search.Kind.REQUEST), (LETTERS, search.Kind.DESTRUCTION)):
        for id, notes in db.execute_sql(sql).fetchall():
            search.add(db, kind, id, notes)
