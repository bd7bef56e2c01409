# SPDX-License-Identifier: Apache-2.0
"""Who else has what goes: asked once for each purpose for which the register names nobody.

The act and the letters say that data were passed to nobody only when somebody has said so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desk.domain.destruction import DestructionStep, PlanItem
from desk.domain.destruction_steps import UNDONE_STATES
from desk.domain.registers import Recipient, RecipientRole
from desk.domain.timeline import EventKind
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.desk import Desk, writes
from desk.services.destruction.plans import find, put_items
from desk.services.destruction.terms import UNSHARED, allow, load_case, refresh
from desk.services.events import add_event
from desk.services.register.recipients import recipient_views, write_recipient
from desk.storage.models import Destruction

ROLES = (RecipientRole.PROCESSOR, RecipientRole.RECIPIENT)
"""Who is written to when data go."""
_PURPOSES = f"SELECT DISTINCT x.code, x.ru, x.en FROM ({UNSHARED}) x ORDER BY x.code"  # noqa: S608 -- a constant
_LINES = """
SELECT i.person, i.categories, i.holding FROM destruction_item i
LEFT JOIN holding h ON h.id = i.holding LEFT JOIN purpose p ON p.id = h.purpose
WHERE i.destruction = ? AND i.dropped IS NULL AND coalesce(p.code, '') = ?
GROUP BY i.person, i.holding, i.categories ORDER BY min(i.id)"""


def unshared(desk: Desk, id: int) -> dict[str, Both]:
    """Purposes of what goes of which nobody has said who else has the data; ``""`` for what has no purpose."""
    rows = desk.database.execute_sql(_PURPOSES, (id,)).fetchall()
    return {code: Both(ru, en or ru) for code, ru, en in rows}


@writes("destruction", "register")
def answer_sharing(desk: Desk, id: int, answers: Mapping[str, Sequence[int]]) -> None:
    """Say for each purpose which recipients of the register have the data too; an empty list: nobody."""
    row = find(id)
    allow(load_case(desk, id), DestructionStep.SHARING)
    asked = unshared(desk, id)
    if not answers or not asked.keys() >= answers.keys():
        raise Refusal(N_("State who else has the data, or that nobody does."), field="sharing")
    views = recipient_views(desk, [each for ids in answers.values() for each in ids])
    for code, ids in answers.items():
        for recipient in dict.fromkeys(ids):
            if recipient not in views or views[recipient].role not in ROLES:
                raise AtField(N_("There is no such recipient."), field=f"to:{code}")
            _name(desk, row, code, views[recipient])
        if not ids:
            add_event(desk, id, EventKind.SHARED_WITH_NOBODY, code, owner="destruction")
    refresh(desk, id)
    desk.record(
        "destruction.sharing",
        row.number,
        nobody=[f"purpose/{code}" for code, ids in answers.items() if not ids],
        recipients=[f"recipient/{each.code}" for each in views.values()],
    )


def _name(desk: Desk, row: Destruction, code: str, recipient: Recipient) -> None:
    """The register learns it; what lies at a processor, or has no purpose, is a line of the plan."""
    if code and code not in recipient.purposes:
        known = replace(recipient, purposes=(*recipient.purposes, code))
        write_recipient(desk, known, confirmed=recipient.country_confirmed)
    if code and recipient.role is not RecipientRole.PROCESSOR:
        return
    if row.state not in UNDONE_STATES:
        raise Refusal(N_("The destruction has already been carried out."), field=f"to:{code}")
    lines = desk.database.execute_sql(_LINES, (row.id, code)).fetchall()
    put_items(
        row.id,
        [
            PlanItem(
                person,
                tuple(json.loads(categories)),
                holding,
                processor=recipient.id,
                method="delete_records",
            )
            for person, categories, holding in lines
        ],
    )
