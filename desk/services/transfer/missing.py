# SPDX-License-Identifier: Apache-2.0
"""Transfers that are not recorded, though the register of recipients says that data go abroad."""

from __future__ import annotations

import json
from collections.abc import Sequence

from desk.services.desk import Desk

# Whoever abroad is confirmed, for each purpose in use; a transfer that ended counts as recorded.
MISSING = (
    " FROM recipient r, json_each(r.purposes) j JOIN purpose p ON p.code = j.value AND p.until IS NULL"
    " WHERE r.retired IS NULL AND r.country_confirmed = 1 AND r.country NOT IN ('', 'RU')"
    " AND NOT EXISTS (SELECT 1 FROM transfer t WHERE t.recipient = r.id AND t.purpose_code = j.value"
    " AND t.retired IS NULL)"
)


def missing_transfers(desk: Desk) -> int:
    """How many they are."""
    return int(desk.database.execute_sql("SELECT count(*)" + MISSING).fetchone()[0])


def missing_pairs(desk: Desk, recipients: Sequence[int]) -> list[tuple[int, str]]:
    """Recipient and purpose of those that go to these recipients."""
    rows = desk.database.execute_sql(
        f"SELECT r.id, p.code{MISSING} AND r.id IN (SELECT value FROM json_each(?))",  # noqa: S608 -- a constant
        (json.dumps(list(recipients)),),
    )
    return [(id, code) for id, code in rows.fetchall()]
