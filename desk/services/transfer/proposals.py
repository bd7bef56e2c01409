# SPDX-License-Identifier: Apache-2.0
"""Transfers that the register of recipients asks for: somebody abroad gets data for a purpose, and none is recorded."""

from __future__ import annotations

import json
from collections.abc import Sequence

from desk.domain.registers import Service
from desk.domain.transfer_starts import transfer_ground, transfer_start
from desk.domain.transfers import Transfer
from desk.errors import N_, AtField
from desk.services.desk import Desk, writes
from desk.services.transfer.missing import MISSING
from desk.services.transfer.transfers import write_transfer

_PROPOSED = (
    "SELECT r.id, r.country, r.service, p.code, p.grounds,"
    " (SELECT json_group_array(c.code) FROM purpose_category l JOIN category c"
    " ON c.id = l.category WHERE l.purpose = p.id),"
    " (SELECT json_group_array(g.code) FROM purpose_group l JOIN subject_group g"
    " ON g.id = l.subject_group WHERE l.purpose = p.id)"
)
_ORDER = " ORDER BY r.name_key, r.id, p.id"


def proposed_transfers(desk: Desk) -> tuple[Transfer, ...]:
    """Each of them as it would be recorded from today: all data and people of the purpose."""
    today = desk.today().isoformat()
    rows = desk.database.execute_sql(_PROPOSED + MISSING + _ORDER).fetchall()
    return tuple(_proposed(row, today) for row in rows)


def _proposed(row: tuple[int, str, str, str, str, str, str], today: str) -> Transfer:
    recipient, country, service, purpose, grounds, categories, groups = row
    ground, words = transfer_ground(json.loads(grounds))
    start = transfer_start(Service(service))
    return Transfer(
        id=0,
        code="",
        purpose=purpose,
        recipient=recipient,
        country=country,
        categories=tuple(json.loads(categories)),
        groups=tuple(json.loads(groups)),
        ground=ground,
        ground_words=words,
        since=today,
        way=start.way,
        safeguards=start.safeguards,
        limited=start.limited,
    )


@writes("transfer")
def adopt_transfers(desk: Desk, chosen: Sequence[Transfer]) -> tuple[int, ...]:
    """Record proposed transfers, all or none; returns their ids."""
    if not chosen:
        raise AtField(N_("Choose at least one."), field="chosen")
    return tuple(write_transfer(desk, each) for each in chosen)
