# SPDX-License-Identifier: Apache-2.0
"""The timeline of a record: a line put into it, and all of it as a card shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from desk.domain.timeline import SOUGHT, EventKind, in_order
from desk.domain.values import Both, Moment
from desk.services.desk import Desk
from desk.services.names import DeskNames
from desk.services.rows import insert_row
from desk.services.terms import iso
from desk.storage import search as index
from desk.text import LANGUAGES

Owner = Literal["request", "consent", "destruction", "transfer_notice", "recipient_information"]
"""The record a line of a timeline or a file belongs to."""


def add_event(
    desk: Desk,
    id: int,
    kind: EventKind,
    note: str = "",
    *,
    owner: Owner = "request",
    document: int | None = None,
    attachment: int | None = None,
    at: date | None = None,
) -> None:
    """Put a line into the timeline of a record; ``at`` is the moment or the day it tells of, now when not given."""
    insert_row(
        desk,
        "event",
        {
            owner: id,
            "at": iso(at or desk.now()),
            "kind": kind,
            "actor": desk.actor,
            "note": note or None,
            "document": document,
            "attachment": attachment,
        },
    )
    if note and kind in SOUGHT:
        index.add(desk.database, index.Kind[owner.upper()], id, note)


def kinds_sql(kinds: Iterable[EventKind]) -> str:
    """Kinds of events as the list of an SQL condition."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return f"({listed})"


def timeline_of(desk: Desk, events: Sequence[list[Any]]) -> tuple[Moment, ...]:
    """A timeline from the columns of its events."""
    return with_names(
        desk,
        (
            Moment(row[1], EventKind(row[2]), row[3] or "", row[4], row[5], row[6])
            for row in in_order(events, desk.zone)
        ),
    )


_CODES = {
    EventKind.CLIENT_CHOSEN: "client",
    EventKind.LOG_IN_ACT: "system",
    EventKind.SHARED_WITH_NOBODY: "purpose",
    EventKind.TRANSFERS_ENDED: "transfer",
}
"""Kinds of moments whose notes are codes of one register."""


def with_names(desk: Desk, moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """The moments, with what their codes are called."""
    names = DeskNames(desk)

    def called(table: str, note: str) -> Both:
        refs = [f"{table}/{code}" for code in note.split(", ")]
        told = ([names.record(ref, desk.catalogue(each)) for ref in refs] for each in LANGUAGES)
        return Both(*map(", ".join, told))

    return tuple(
        replace(each, called=called(_CODES[each.kind], each.note))
        if each.kind in _CODES and each.note
        else each
        for each in moments
    )
