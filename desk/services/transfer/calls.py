# SPDX-License-Identifier: Apache-2.0
"""What Today says of transfers: those that run though they may not, waits that end, bans not yet carried through."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desk.domain.recipient_information import InformationItem
from desk.domain.today import Proposal
from desk.domain.transfers import FlowWord
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.services.transfer.missing import MISSING

if TYPE_CHECKING:
    from desk.domain.transfer import Course, Flow

SOON = 7
"""Days ahead in which the end of a wait is told."""
# A ban is carried through when the recipient confirmed that it destroyed what it had got (R37).
_BANNED = (
    "SELECT DISTINCT t.id FROM transfer_notice n JOIN transfer_notice_item i ON i.notice = n.id"
    " JOIN transfer t ON t.id = i.transfer WHERE n.void_on IS NULL"
    " AND n.decision IN ('restricted', 'prohibited') AND t.retired IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM stop_letter l JOIN destruction d ON d.id = l.destruction"
    " WHERE l.recipient = t.recipient AND d.cause = 'transfer_ban' AND d.state <> 'void'"
    " AND l.dropped IS NULL AND l.confirmed IS NOT NULL AND l.written >= n.decided_on) ORDER BY t.id"
)

_RECORDED = f"SELECT EXISTS (SELECT 1 FROM transfer), (SELECT count(*){MISSING})"  # noqa: S608 -- a constant
"""Whether any is recorded, and how many are not."""


def transfer_calls(desk: Desk) -> tuple[Proposal, ...]:
    """How many transfers ask for a hand today, by what they ask; only those that count something."""
    recorded, missing = desk.database.execute_sql(_RECORDED).fetchone()
    found = called_transfers(desk) if recorded else {}
    calls = [
        Proposal(id, len(ids), _names(desk, ids) if id == "transfers_untold" else ())
        for id, ids in found.items()
    ]
    calls.append(Proposal("transfers_missing", missing))
    return tuple(each for each in calls if each.total)


def _names(desk: Desk, ids: Sequence[int]) -> tuple[tuple[Both, tuple[InformationItem, ...]], ...]:
    """The recipients that have not told everything, each once, and what is missing."""
    from desk.services.transfer.listing import untold_transfers

    rows = desk.database.execute_sql(
        "SELECT t.id, r.name_ru, r.name_en FROM transfer t JOIN recipient r ON r.id = t.recipient"
        " WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY t.id",
        (json.dumps(list(ids)),),
    ).fetchall()
    lacks = untold_transfers(desk)
    return tuple(dict.fromkeys((Both(ru, en or ru), lacks[id]) for id, ru, en in rows))


def called_transfers(desk: Desk) -> Mapping[str, list[int]]:
    """The transfers behind each of them."""
    from desk.services.transfer.flows import answered
    from desk.services.transfer.listing import relisted, untold_transfers

    today = desk.today()
    found: dict[str, list[int]] = {
        name: [] for name in ("transfers_barred", "transfers_opened", "transfers_opening")
    }
    for id, (course, flow) in answered(desk, today).items():
        name = _called(course, flow, today)
        if name:
            found[name].append(id)
    rows = desk.database.execute_sql(_BANNED).fetchall()
    banned = [id for (id,) in rows]
    states = relisted(desk)
    return found | {
        "transfers_banned": banned,
        "transfers_relisted": _in_states(desk, states) if states else [],
        "transfers_untold": [id for id in untold_transfers(desk) if id not in banned],
    }


def _in_states(desk: Desk, states: Mapping[str, str]) -> list[int]:
    """The transfers in use to these states."""
    rows = desk.database.execute_sql(
        "SELECT id FROM transfer WHERE retired IS NULL AND (until IS NULL OR until >= ?)"
        " AND country IN (SELECT value FROM json_each(?)) ORDER BY id",
        (desk.today().isoformat(), json.dumps(list(states))),
    ).fetchall()
    return [id for (id,) in rows]


def _called(course: Course, flow: Flow, today: date) -> str:
    if course.runs(today) and not flow.flows:
        return "transfers_barred"
    if not flow.steps or flow.since is None:
        return ""
    if flow.flows and flow.since == today:
        return "transfers_opened"
    soon = flow.since <= today + timedelta(days=SOON)
    return "transfers_opening" if flow.word is FlowWord.WAITS and soon else ""
