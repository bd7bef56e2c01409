# SPDX-License-Identifier: Apache-2.0
"""Consents whose time has passed: looked for at opening and whenever Today is built, at the cost of one look."""

from __future__ import annotations

from desk.services.desk import Desk

_EXPIRED = "SELECT id FROM consent WHERE state = 'active' AND until_key < ?"


def expire_consents(desk: Desk) -> int:
    """End the consents whose last day has passed, and return how many."""
    found = desk.database.execute_sql(_EXPIRED, (desk.today().isoformat(),)).fetchall()
    if found:
        from desk.services.consent.withdrawals import end_expired

        end_expired(desk, [id for (id,) in found])
    return len(found)
