# SPDX-License-Identifier: Apache-2.0
"""Notices of extension: which terms rest on one, and the corrected one that took its place.

The event of an extension keeps the notice it was granted with; a corrected one is found by what it
replaces.
"""

from __future__ import annotations

from datetime import date

from desk.domain.paper import ExtendedTerm, ExtensionNoticeFacts, Facts
from desk.domain.timeline import EventKind
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.paper.known_papers import known_paper
from desk.services.terms import worded
from desk.storage.models import Deadline, Demand, Document, Event


def first_notice(document: Document) -> Document:
    """The notice the terms were extended with, before any correction."""
    while document.replaces_id is not None:
        document = Document.get_by_id(document.replaces_id)
    return document


def latest_notice(id: int) -> int:
    """The paper that stands now in place of this one, or the same."""
    while (later := Document.get_or_none(Document.replaces == id)) is not None:
        id = later.id
    return id


def terms_moved(desk: Desk, document: Document) -> tuple[ExtendedTerm, ...]:
    """The terms that rest on a notice, with their first and their present last day; none after it was lost."""
    event = Event.get_or_none(
        Event.document == first_notice(document).id, Event.kind == EventKind.EXTENDED
    )
    if event is None:
        return ()
    kinds = {d.id: d.kind for d in Demand.select().where(Demand.request == event.request_id)}
    return tuple(
        ExtendedTerm(
            kinds.get(row.demand_id or 0, ""),
            Both(*(worded(desk, row, language)[1].basis for language in ("ru", "en"))),
            date.fromisoformat((row.original or row.due)[:10]),
            date.fromisoformat(row.due[:10]),
            own=bool(row.own),
        )
        for row in Deadline.select()
        .where(
            Deadline.request == event.request_id,
            Deadline.extended == event.at,
            Deadline.original.is_null(False),
        )
        .order_by(Deadline.due_moment, Deadline.own, Deadline.id)
    )


def terms_to_correct(desk: Desk, id: int) -> tuple[ExtendedTerm, ...]:
    """What a corrected notice in place of this one names; refuses when nothing rests on it any more."""
    terms = terms_moved(desk, known_paper(id))
    if not terms:
        raise Refusal(N_("No deadline depends on this notice any more: it can be voided."))
    return terms


def check_correction(desk: Desk, old: int, facts: Facts) -> None:
    """A corrected notice names the very terms that were extended: they stay as they are."""
    terms = terms_to_correct(desk, old)
    if not isinstance(facts, ExtensionNoticeFacts) or facts.terms != terms:
        raise Refusal(
            N_("The corrected notice must name the deadlines that were extended: open it again.")
        )
