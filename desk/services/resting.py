# SPDX-License-Identifier: Apache-2.0
"""What rests on a paper that everybody has signed, so that none of its signatures can be taken back."""

from __future__ import annotations

from desk.domain.destruction import DestructionState
from desk.domain.kinds import LETTERS
from desk.errors import N_, Told
from desk.storage.models import ClientNotice, Destruction, Document, Event, Request, StopLetter

_LEFT = ("notice_sent", "completion_sent", "receipt_sent", "letter_sent")
"""Moments of a record at which a paper left it."""


def resting_on(paper: Document) -> Told | None:
    """Why the signatures of a paper stay as they are; ``None`` where nothing rests on them yet."""
    if not paper.signature:
        return None
    if _quoted(paper):
        return Told(
            N_(
                "The subjects were told of the destruction by this act, or the data were erased on the"
                " strength of it: a mistake is put right by a new paper."
            )
        )
    if _has_left(paper):
        return Told(N_("The paper has been sent: a mistake is put right by a new paper."))
    return None


def _quoted(paper: Document) -> bool:
    """Whether it is the act of a destruction, or its extract, that people were told of."""
    told = (DestructionState.TOLD.value, DestructionState.ERASED.value)
    mine = (Destruction.act == paper.id) | (Destruction.extract == paper.id)
    return bool(Destruction.select().where(mine, Destruction.state.in_(told)).exists())


def _has_left(paper: Document) -> bool:
    """Whether it is on record that it was sent; an answer took along whatever was issued before it left."""
    for table in (StopLetter, ClientNotice):
        sent = table.select().where(table.document_id == paper.id, table.sent.is_null(False))
        if sent.exists():
            return True
    if Event.select().where(Event.document == paper.id, Event.kind.in_(_LEFT)).exists():
        return True
    if paper.form in LETTERS.values():
        return False
    issued = min(paper.day, (paper.issued or paper.day)[:10])  # by either calendar
    answered = Request.select().where(Request.id == paper.request_id, Request.answered >= issued)
    return bool(answered.exists())
