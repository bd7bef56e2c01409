# SPDX-License-Identifier: Apache-2.0
"""Mail of ours that came back, by a mail server or by post: to which request it belongs, and what is noted there.

A dispatch is not undone by it: what was sent in time was sent, but nothing shows that it arrived.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from desk.domain.days import day_of
from desk.domain.kinds import Leaving, RequestState
from desk.domain.letter import BOUNCE, Letter
from desk.domain.proposal import Known, Seeming
from desk.domain.timeline import SENT_AS, EventKind
from desk.errors import N_, AtField, Refusal, Told
from desk.folding import fold
from desk.services.checks import check_past_day, required
from desk.services.desk import Desk, writes
from desk.services.events import add_event, kinds_sql
from desk.services.paper.left_papers import standing_dispatches
from desk.services.request.cases import refresh
from desk.services.request.known_requests import any_erased, standing_request
from desk.storage.models import Document, Event, Request

_KINDS = kinds_sql(SENT_AS)
_NOTED = (
    "SELECT r.id, r.number FROM event e JOIN request r ON r.id = e.request"  # noqa: S608 -- names are ours
    f" WHERE e.kind IN {_KINDS} AND instr(e.note, ?) AND r.state <> 'void' ORDER BY e.id DESC LIMIT 1"
)
_SENT_TO = (
    "SELECT r.id, r.number FROM person p"  # noqa: S608 -- as above
    " JOIN request r ON coalesce(p.merged_into, p.id) IN (r.subject, r.applicant)"
    " JOIN event e ON e.request = r.id"
    f" WHERE p.email_key = ? AND p.email_key <> '' AND e.kind IN {_KINDS} AND r.state <> 'void'"
    " ORDER BY e.id DESC LIMIT 1"
)
_ISSUED_TO = (
    "SELECT r.id, r.number FROM person p"
    " JOIN request r ON coalesce(p.merged_into, p.id) IN (r.subject, r.applicant)"
    " JOIN document d ON d.request = r.id AND d.state = 'issued'"
    " WHERE p.email_key = ? AND p.email_key <> '' AND r.state = 'open' ORDER BY d.id DESC LIMIT 1"
)


def came_back(desk: Desk, letter: Letter) -> Known | None:
    """The request a dispatch of which names the mail that came back as its proof."""
    if letter.automatic == BOUNCE:
        for id in letter.in_reply_to:
            row = desk.database.execute_sql(_NOTED, (id.strip("<>"),)).fetchone()
            if row:
                return Known(*row)
    return None


def seems_back(desk: Desk, letter: Letter) -> Seeming | None:
    """The request of whoever the mail did not reach, to whom something was sent last.

    A server brings mail back within seconds, before anybody recorded that it left: a paper issued to him will do.
    """
    for sql in (_SENT_TO, _ISSUED_TO):
        for address in letter.unreached:
            row = desk.database.execute_sql(sql, (fold(address),)).fetchone()
            if row:
                return Seeming(Known(*row), undelivered=True)
    return None


def note_back(desk: Desk, request: Request, letter: Letter, kept: int, at: date) -> None:
    """Note in the history which mail did not arrive, and open a closed request again."""
    sent = _sent(request.id, letter)
    note = ", ".join(letter.unreached)
    paper = sent.document_id if sent else _newest_paper(request.id)
    add_event(desk, request.id, EventKind.UNDELIVERED, note, document=paper, attachment=kept, at=at)
    if sent:
        _open_again(desk, request)
    refresh(desk, request.id)
    desk.record("letter.undelivered", request.number, letter=letter.digest)


def what_left(_desk: Desk, id: int) -> tuple[Leaving, ...]:
    """What of a request was sent and may come back by post, the newest first."""
    return tuple(dict.fromkeys(SENT_AS[EventKind(each.kind)] for each in standing_dispatches(id)))


@writes("request")
def record_returned(desk: Desk, id: int, day: date, note: str, what: Leaving | None = None) -> None:
    """Record what the post brought back, by default what was sent last; a closed request is opened again."""
    request = standing_request(id)
    note = required(note, "note")
    check_past_day(day, desk.today(), "day")
    left = standing_dispatches(id)
    sent = next((e for e in left if what in (None, SENT_AS[EventKind(e.kind)])), None)
    if sent is None:
        raise Refusal(N_("Nothing in this request is recorded as sent."))
    if day < day_of(sent.at, desk.zone):
        raise AtField(N_("This date is before the day it was sent."), field="day")
    add_event(desk, id, EventKind.UNDELIVERED, note, document=sent.document_id, at=day)
    _open_again(desk, request)
    refresh(desk, id)
    desk.record("letter.undelivered", request.number, at=day, reason=note)


def _open_again(desk: Desk, request: Request) -> None:
    """What came back has to be sent another way, unless nobody is left to send it to."""
    if request.state != RequestState.CLOSED or any_erased(request):
        return
    columns: dict[str, Any] = {"state": RequestState.OPEN.value, "closed": None, "outcome": ""}
    Request.update(columns).where(Request.id == request.id).execute()
    add_event(desk, request.id, EventKind.OPEN_AGAIN)


def undelivered_before(desk: Desk, id: int) -> Iterator[Told]:
    """Doubts about the first dispatch of a request whose mail is known to have come back."""
    back = Event.select().where(Event.request == id, Event.kind == EventKind.UNDELIVERED)
    newest = back.order_by(Event.id.desc()).first()
    if newest is not None and not standing_dispatches(id):
        yield Told(
            N_("Mail about this request was returned on {day}: {note}."),
            day=day_of(newest.at, desk.zone),
            note=newest.note or "—",
        )


def _newest_paper(id: int) -> int | None:
    """The paper that can have left without a record of it."""
    issued = Document.select(Document.id).where(Document.request == id, Document.state == "issued")
    newest = issued.order_by(Document.id.desc()).first()
    return newest.id if newest else None


def _sent(id: int, letter: Letter) -> Event | None:
    """The dispatch of the mail that came back, else the newest one that stands."""
    sent = standing_dispatches(id)
    named = (
        each
        for each in sent
        if any(id.strip("<>") in (each.note or "") for id in letter.in_reply_to)
    )
    return next(named, sent[0] if sent else None)
