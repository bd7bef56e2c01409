# SPDX-License-Identifier: Apache-2.0
"""Acts of destruction drawn up outside the desk: how long they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desk.domain.deeds import KEEP_ROW
from desk.domain.destruction import DestructionState
from desk.domain.kinds import Law
from desk.domain.laws import read
from desk.domain.their_letter import paper_named
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.destruction.terms import keeping
from desk.services.rows import KeptRequest
from desk.services.terms import Planned, due_columns, insert_terms, iso
from desk.storage.models import Deadline, Destruction, Request

_TOLD = (
    "SELECT at, note, NULL FROM event WHERE request = ?1 AND kind = 'remedy_destruction'"
    " UNION ALL SELECT json_extract(facts, '$.done_on'), json_extract(facts, '$.act_number'),"
    " json_extract(facts, '$.act_date') FROM document WHERE request = ?1 AND form = 'notice_done'"
    " AND state <> 'draft'"
)


def act_of_note(note: str) -> tuple[str, str]:
    """The number and date a note names; the note itself where it does not name both."""
    number, day = paper_named(note)
    return fold(number or note.strip()), day


def keep_act(desk: Desk, request: Request | KeptRequest, done: date, act: tuple[str, str]) -> None:
    """Open the three years of an act drawn up outside the desk, for which data were destroyed on a day (R24).

    One act is one term, from the last day it tells of. Of a destruction carried out here its own act is kept.
    """
    here = Destruction.select().where(
        Destruction.request == request.id, Destruction.state != DestructionState.VOID
    )
    if Law.RU not in read(request.laws) or here.exists():
        return
    days = {iso(done), *_days_of(desk, request.id, act)}
    known = Deadline.get_or_none(
        Deadline.request == request.id, Deadline.row == KEEP_ROW, Deadline.starts.in_(days)
    )
    due = keeping(desk, done)
    if known is None:
        pack = desk.rules.find(due.rule).pack
        insert_terms(desk, request.id, [Planned(None, pack, due)], [], desk.zone)
    elif known.starts < iso(done):
        Deadline.update(starts=iso(done), **due_columns(due, desk.zone)).where(
            Deadline.id == known.id
        ).execute()


def _days_of(desk: Desk, request: int, act: tuple[str, str]) -> Iterator[str]:
    """The days on which data were destroyed by an act, as far as they were told before."""
    for day, told, dated in desk.database.execute_sql(_TOLD, (request,)).fetchall():
        if day and told and act == ((fold(told), dated) if dated else act_of_note(told)):
            yield day
