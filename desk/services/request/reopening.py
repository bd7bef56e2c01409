# SPDX-License-Identifier: Apache-2.0
"""Opening a request again that was closed by mistake: what the closing ended runs again."""

from __future__ import annotations

from desk.domain.days import parsed
from desk.domain.deeds import ALSO_MET, DEED_ROWS, KEEP_ROW
from desk.domain.kinds import RequestState
from desk.domain.laws import ACKNOWLEDGED_ROWS
from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.request.cases import refresh
from desk.services.request.handling import change
from desk.services.request.known_requests import any_erased, standing_request
from desk.services.request.settling import measured
from desk.storage.models import Deadline, Request


@writes("request", "deadline")
def reopen_request(desk: Desk, id: int, reason: str) -> None:
    """Open a closed request with its terms as they were; closing and reopening both stay in the history."""
    reason = required(reason, "reason")
    request = standing_request(id)
    if request.state != RequestState.CLOSED:
        raise Refusal(N_("The request is open."))
    if any_erased(request):
        raise Refusal(
            N_(
                "The person in this request has been erased: it stays closed. Register a new request."
            )
        )
    closed = str(request.closed)
    _unmeet(request, closed)
    change(id, state=RequestState.OPEN.value, closed=None, outcome="")
    add_event(desk, id, EventKind.TAKEN_UP, reason)
    refresh(desk, id)
    desk.record("request.reopened", request.number, at=parsed(closed), reason=reason)


def _unmeet(request: Request, closed: str) -> None:
    """The terms the closing ended run again; those an answer, a deed or a receipt of that moment met stay met."""
    if request.answered == closed:
        return
    done = measured(request.id, closed)
    stay = [KEEP_ROW, *ACKNOWLEDGED_ROWS, *({**DEED_ROWS, **ALSO_MET} if done else ())]
    Deadline.update(met=None).where(
        Deadline.request == request.id, Deadline.met == closed, Deadline.row.not_in(stay)
    ).execute()
