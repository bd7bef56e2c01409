# SPDX-License-Identifier: Apache-2.0
"""The end of a block: what was clarified or found lawful is no longer blocked (Art. 21 (2))."""

from __future__ import annotations

from datetime import date

from desk.domain.days import day_of
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal, Told
from desk.services.checks import clean_text
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.request.cases import refresh
from desk.services.request.known_requests import standing_request
from desk.storage.models import Event, Request

_LIFTED = (EventKind.UNBLOCKED, EventKind.REMEDY_UNBLOCKING)


@writes("request")
def unblock(desk: Desk, id: int, note: str) -> None:
    """Record that the blocking was lifted; a block left on a closed request ends in the same way."""
    request = standing_request(id)
    if request.blocked is None:
        raise Refusal(N_("The data are not blocked."))
    note = clean_text(note, "note", "note")
    Request.update(blocked=None).where(Request.id == id).execute()
    add_event(desk, id, EventKind.UNBLOCKED, note)
    refresh(desk, id)
    desk.record("request.unblocked", request.number)


def lifted_on(desk: Desk, request: Request) -> date | None:
    """The day the block of a request was lifted last; nothing where it stands or never was."""
    if request.blocked is not None:
        return None
    lifted = Event.select(Event.at).where(
        Event.request == request.id, Event.kind.in_(list(_LIFTED))
    )
    last = lifted.order_by(Event.id.desc()).first()
    return None if last is None else day_of(last.at, desk.zone)


def close_doubts(desk: Desk, id: int) -> tuple[Told, ...]:
    """What speaks against closing: data that are still there stay blocked; told and asked about, never a bar."""
    from desk.services.request.done_before import deeds_of

    request = standing_request(id)
    gone = any(each.action == "destruction" for each in deeds_of(desk, request))
    if request.blocked is None or gone:
        return ()
    day = day_of(request.blocked, desk.zone)
    return (
        Told(
            N_(
                "The data have been blocked since {day}. If they have been corrected or the "
                "check is over, lift the block (Art. 21 (2)): nothing will remind you of it once "
                "the request is closed."
            ),
            day=day,
        ),
    )
