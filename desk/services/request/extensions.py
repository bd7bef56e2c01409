# SPDX-License-Identifier: Apache-2.0
"""Extensions of terms: one counts only if its notice left within the first term (law A.3, rule 11).

A term whose extension did not take effect keeps when and why it was granted: the dispatch may have
been in time and only not been recorded yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from desk.domain.days import parsed, start_of
from desk.domain.due import OWED, Due, Why, plain_day
from desk.domain.kinds import Channel
from desk.domain.timeline import EventKind
from desk.services.desk import Desk, writes
from desk.services.events import add_event
from desk.services.paper.left_papers import standing_dispatches
from desk.services.request.cases import refresh
from desk.services.request.notices import latest_notice
from desk.services.rows import KeptRequest
from desk.services.terms import (
    RUNNING,
    due_columns,
    due_of,
    end_of,
    iso,
    rule_of,
    stamp,
    steps_json,
)
from desk.storage.models import Deadline, Document, Event, Request

_LATE = (
    "SELECT id FROM request WHERE state = 'open' AND step = 'dispatch' AND EXISTS"
    " (SELECT 1 FROM deadline t WHERE t.request = request.id AND t.original IS NOT NULL"
    " AND t.met IS NULL AND t.dropped IS NULL)"
)


def lose_unsent(desk: Desk) -> int:
    """Take back the extensions whose notice did not leave in the first term, and return in how many requests."""
    found = [id for (id,) in desk.database.execute_sql(_LATE).fetchall() if _over(desk, id)]
    lost = [id for id in found if _unsent_over(desk, id)]
    for id in lost:
        _lose(desk, id)
    for id in found:
        if _corrections_over(desk, id):
            _stand(desk, id)
    return len(lost)


def _unsent_over(desk: Desk, id: int) -> list[Deadline]:
    """Running terms of a request whose first term is over while the notice of extension has not left."""
    return [row for row in _over(desk, id) if _left(id, row.extended) is None]


def _corrections_over(desk: Desk, id: int) -> list[Deadline]:
    """The same while only the corrected notice has not left: the extension stands on the first one."""
    return [
        row for row in _over(desk, id) if "correction_owed" in row.steps and _left(id, row.extended)
    ]


def _over(desk: Desk, id: int) -> list[Deadline]:
    now = stamp(desk.now())
    return [row for row in _lengthened(id) if end_of(parsed(str(row.original)), desk.zone) <= now]


def _lengthened(request: int) -> Iterable[Deadline]:
    """The running terms of a request that are extended."""
    found: Iterable[Deadline] = Deadline.select().where(
        Deadline.request == request, Deadline.original.is_null(False), RUNNING
    )
    return found


@writes("request", "deadline")
def _stand(desk: Desk, id: int) -> None:
    for row in _corrections_over(desk, id):
        _settle(row)
    add_event(desk, id, EventKind.EXTENSION_STANDS)
    refresh(desk, id)
    desk.record("request.extension_stands", Request.get_by_id(id).number)


@writes("request", "deadline")
def _lose(desk: Desk, id: int) -> None:
    lose_in(desk, id)


def lose_in(desk: Desk, id: int) -> None:
    """The same in one request, inside an act that looks at its terms."""
    rows = _unsent_over(desk, id)
    if rows:
        for row in rows:
            take_back(desk, row)
        add_event(desk, id, EventKind.EXTENSION_LOST)
        refresh(desk, id)
        desk.record(
            "request.extension_lost",
            Request.get_by_id(id).number,
            terms=[{"rule": row.rule, "due": row.original} for row in rows],
        )


def notice_left(
    desk: Desk,
    request: KeptRequest,
    moment: date,
    way: Channel,
    proof: str,
    attachment: int | None,
) -> None:
    """Record that the oldest notice of extension not yet sent has left.

    One that left after the first term extends nothing: its terms get their first dates back.
    """
    notices = list(_extended(request.id))
    notice = notices[min(len(_sent(request.id)), len(notices) - 1)]
    paper = None if notice.document_id is None else latest_notice(notice.document_id)
    add_event(
        desk,
        request.id,
        EventKind.NOTICE_SENT,
        proof,
        document=paper,
        attachment=attachment,
        at=moment,
    )
    valid = paper is None or Document.get_by_id(paper).state == "issued"
    late, again = [], False
    for row in Deadline.select().where(
        Deadline.request == request.id, Deadline.extended == notice.at
    ):
        first = parsed(row.original or row.due)
        if end_of(first, desk.zone) <= _earliest(iso(moment), desk.zone):
            late.append({"rule": row.rule, "due": iso(first)})
            take_back(desk, row)
        elif row.original is not None:
            _settle(row)
        elif valid:
            _grant_again(desk, row)
            again = True
    if late:
        add_event(desk, request.id, EventKind.EXTENSION_LOST)
    if again:
        add_event(desk, request.id, EventKind.EXTENSION_KEPT)
    refresh(desk, request.id)
    desk.record("request.notice_sent", request.number, at=moment, way=way, terms=late)


def notice_back(desk: Desk, id: int) -> None:
    """A notice has not left after all: it is owed again, or its extension is lost where the first term is over."""
    for row in _lengthened(id):
        if _left(id, row.extended) is None:
            due = due_of(row)
            owed = owing(replace(due, steps=_plain(due)), parsed(str(row.original)))
            Deadline.update(steps=steps_json(owed)).where(Deadline.id == row.id).execute()
    lose_in(desk, id)


def correction_left(
    desk: Desk,
    request: KeptRequest,
    moment: date,
    way: Channel,
    proof: str,
    attachment: int | None,
    paper: int | None,
) -> None:
    """Record that a notice left which was put in the place of one that had left.

    The extension rests on the first one, so this loses nothing however late it is.
    """
    add_event(
        desk,
        request.id,
        EventKind.CORRECTION_SENT,
        proof,
        document=paper,
        attachment=attachment,
        at=moment,
    )
    late = False
    for row in Deadline.select().where(
        Deadline.request == request.id,
        Deadline.original.is_null(False),
        Deadline.steps.contains("correction_owed"),
    ):
        first = end_of(parsed(str(row.original)), desk.zone)
        late = late or first <= _earliest(iso(moment), desk.zone)
        _settle(row)
    if late:
        add_event(desk, request.id, EventKind.EXTENSION_STANDS)
    refresh(desk, request.id)
    desk.record("request.correction_sent", request.number, at=moment, way=way)


def owe_correction(desk: Desk, request: int) -> None:
    """A notice has taken the place of one that left: it, too, has to leave, at best in the first term."""
    now = stamp(desk.now())
    for row in _lengthened(request):
        first = parsed(str(row.original))
        if _left(request, row.extended) and end_of(first, desk.zone) > now:
            Deadline.update(steps=steps_json(_corrected(due_of(row), first))).where(
                Deadline.id == row.id
            ).execute()


def _extended(request: int | None) -> Iterable[Event]:
    found: Iterable[Event] = (
        Event.select()
        .where(Event.request == request, Event.kind == EventKind.EXTENDED)
        .order_by(Event.id)
    )
    return found


def _sent(request: int | None) -> list[Event]:
    """The dispatches of notices that were not taken back, the oldest first."""
    return [e for e in reversed(standing_dispatches(request)) if e.kind == EventKind.NOTICE_SENT]


def _left(request: int | None, granted: str | None) -> str | None:
    """When the notice of the extension granted at this moment left; nothing while it has not."""
    order = [event.at for event in _extended(request)]
    sent = [event.at for event in _sent(request)]
    return next(
        (at for extended, at in zip(order, sent, strict=False) if extended == granted), None
    )


def _earliest(left: str, zone: str) -> str:
    """The moment from which a notice left; of a day alone its beginning, for a day that counts whole is in time."""
    return left if "T" in left else stamp(start_of(date.fromisoformat(left), zone))


def extended_anew(desk: Desk, row: Deadline, due: Due) -> tuple[Due, str | None]:
    """A term once extended that is counted from another day: with its extension and its first date, if it still counts."""
    end, granted = end_of(due.due, desk.zone), str(row.extended)
    left = _left(row.request_id, granted) or stamp(desk.now())
    if granted < end and _earliest(left, desk.zone) < end:
        longer = desk.rules.extend(desk.rules.find(row.rule, plain_day(due.start)), due)
        return with_notice(row, longer, due.due), iso(due.due)
    if row.original is not None and row.request_id is not None:
        add_event(desk, row.request_id, EventKind.EXTENSION_LOST)
    return _missed(row, due), None


def move_term(desk: Desk, row: Deadline, due: Due) -> None:
    """Give a term its new dates in place; an extension that still counts runs from the new primary term."""
    original = None
    if row.extended is not None:
        due, original = extended_anew(desk, row, due)
    if iso(due.start) == row.starts and iso(due.due) == row.due:
        return
    Deadline.update(
        starts=iso(due.start),
        original=original,
        **due_columns(due, desk.zone),
    ).where(Deadline.id == row.id).execute()


def take_back(desk: Desk, row: Deadline) -> None:
    """The extension did not take effect: the term is again what it was."""
    due = desk.rules.due(rule_of(desk, row), parsed(row.starts), desk.zone)
    _put(desk, row, _missed(row, due), None)


def _missed(row: Deadline, due: Due) -> Due:
    missed = Why("notice_missed", plain_day(due.due), until=plain_day(parsed(row.due)))
    return replace(due, steps=(*due.steps, missed))


def _grant_again(desk: Desk, row: Deadline) -> None:
    """The notice did leave in time: the extension taken back counts after all."""
    rule = rule_of(desk, row)
    first = desk.rules.due(rule, parsed(row.starts), desk.zone)
    _put(desk, row, desk.rules.extend(rule, first), iso(first.due))


def with_notice(row: Deadline, due: Due, first: date | datetime) -> Due:
    """An extended term counted anew still says that its notice has to leave, or the corrected one."""
    if row.request_id is None:
        return due
    if _left(row.request_id, row.extended) is not None:
        return _corrected(due, first) if "correction_owed" in row.steps else due
    return owing(due, first)


def _corrected(due: Due, first: date | datetime) -> Due:
    return replace(due, steps=(*_plain(due), Why("correction_owed", plain_day(first))))


def owing(due: Due, first: date | datetime) -> Due:
    """An extended term whose notice has to leave by its first last day."""
    return replace(due, steps=(*due.steps, Why("notice_owed", plain_day(first))))


def _settle(row: Deadline) -> None:
    due = due_of(row)
    Deadline.update(steps=steps_json(replace(due, steps=_plain(due)))).where(
        Deadline.id == row.id
    ).execute()


def _plain(due: Due) -> tuple[Why, ...]:
    return tuple(step for step in due.steps if step.kind not in OWED)


def _put(desk: Desk, row: Deadline, due: Due, original: str | None) -> None:
    Deadline.update(original=original, **due_columns(due, desk.zone)).where(
        Deadline.id == row.id
    ).execute()
