# SPDX-License-Identifier: Apache-2.0
"""Whether an issued paper has left: making it void calls nothing back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace as changed
from datetime import date
from typing import Any

from desk.domain.paper import Facts, LetterFacts
from desk.domain.request import GonePaper, PaperBrief
from desk.domain.steps import REPLY_FORMS
from desk.domain.timeline import SENT_AS, EventKind, taken_back
from desk.services.desk import Desk
from desk.storage.models import Document, Event

_NAMED = SENT_AS.keys() - {EventKind.NOTICE_RESENT}
_EVENTS = "SELECT id, at, kind, note, actor, document FROM event WHERE request = ? ORDER BY id"


def paper_left(desk: Desk, id: int) -> GonePaper | None:
    """When and with which proof an issued paper of a request left, if it did."""
    paper = Document.get_by_id(id)
    if paper.request_id is None:
        return None
    events = desk.database.execute_sql(_EVENTS, (paper.request_id,)).fetchall()
    return left_of(events, id, paper.form, paper.number or "")


def in_place_of(desk: Desk, facts: Facts, replaces: int | None) -> Facts:
    """The facts of a paper with the newest of those it comes in place of that had left."""
    while replaces is not None and isinstance(facts, LetterFacts):
        before = Document.get_by_id(replaces)
        if paper_left(desk, replaces) is not None:
            day = date.fromisoformat(before.day)
            return changed(facts, replaced_number=before.number or "", replaced_date=day)
        replaces = before.replaces_id
    return facts


def standing_dispatches(request: int | None) -> list[Event]:
    """What left of a request and was not taken back, the newest first."""
    events = list(Event.select().where(Event.request == request).order_by(Event.id.desc()))
    gone = taken_back((each.id, EventKind(each.kind)) for each in events)
    return [each for each in events if each.kind in SENT_AS and each.id not in gone]


def gone_and_void(
    events: Sequence[Sequence[Any]], papers: Iterable[PaperBrief]
) -> tuple[GonePaper, ...]:
    """The papers that left and were made void since, from the ``events`` of their request by id."""
    found = (
        left_of(events, each.id, each.form, each.number) for each in papers if each.state == "void"
    )
    return tuple(each for each in found if each is not None)


def left_of(
    events: Sequence[Sequence[Any]], paper: int, form: str, number: str
) -> GonePaper | None:
    """A dispatch that names no paper was of every answer that was issued before it."""
    issued = next((row[0] for row in events if row[2] == EventKind.PAPER and row[5] == paper), None)
    if issued is None:
        return None
    void = next(
        (row[0] for row in events if row[2] == EventKind.PAPER_VOID and row[5] == paper), None
    )
    gone = taken_back((row[0], row[2]) for row in events)
    for id, at, kind, proof, _actor, document, *_more in events:
        if id in gone:
            continue
        whole = kind == EventKind.DISPATCHED and document is None and form in REPLY_FORMS
        named = kind in _NAMED and document == paper
        if id > issued and (void is None or id < void) and (named or whole):
            return GonePaper(number, at, proof or "")
    return None
