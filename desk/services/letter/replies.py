# SPDX-License-Identifier: Apache-2.0
"""A reply that demands more than the request it answers: its new demands become a request of their own.

The terms of every demand of one request run from that request's receipt. What a reply adds was received
with the reply, so it is registered apart and the two requests name each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desk.domain.kinds import ApplicantRole, DemandKind
from desk.domain.laws import read
from desk.domain.letter import Letter
from desk.domain.numbering import printed_number
from desk.domain.request import Intake, PersonFields
from desk.domain.same_name import names_agree
from desk.domain.site_form import nobody
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.events import add_event
from desk.services.persons import fields_of
from desk.storage.models import Person, Request

_OPEN = (
    "SELECT d.kind FROM demand d JOIN request r ON r.id = d.request"
    " WHERE r.id = ? AND r.state = 'open' AND d.state = 'open'"
)


def beyond(desk: Desk, request: int, kinds: Iterable[DemandKind]) -> tuple[DemandKind, ...]:
    """Those of ``kinds`` that are not still to be answered on the request: never made there, or decided."""
    open_kinds = {row[0] for row in desk.database.execute_sql(_OPEN, (request,)).fetchall()}
    return tuple(kind for kind in kinds if kind not in open_kinds)


def following(desk: Desk, intake: Intake, request: int) -> Intake:
    """The intake of a reply about the same person as the request it answers.

    A sender who is neither that person nor the one who speaks for him stays who the letter says.
    """
    first = Request.get_by_id(request)
    writer = intake.applicant or intake.subject
    subject, spoke = _card(first.subject_id), _card(first.applicant_id)
    if spoke is not None and _same(spoke, writer):
        return replace(
            intake,
            role=ApplicantRole(first.role),
            laws=read(first.laws),
            applicant=spoke,
            authority=first.authority,
            subject=subject or PersonFields(),
            subject_id=first.subject_id if subject else None,
        )
    if subject is not None and intake.role is ApplicantRole.SUBJECT and _same(subject, writer):
        return replace(intake, subject_id=first.subject_id, laws=read(first.laws))
    return intake


def is_stranger(request: int, letter: Letter, writer: PersonFields) -> bool:
    """Whether neither name nor address of the writer is one the request knows; a machine is nobody."""
    first = Request.get_by_id(request)
    cards = [card for id in (first.subject_id, first.applicant_id) if (card := _card(id))]
    if letter.automatic or not cards:
        return False
    told = (letter.sender_address, letter.reply_address, writer.email)
    addresses = {fold(each) for each in told if each and not nobody(each)}
    return not any(
        fold(card.email) in addresses
        or (card.name and writer.name and names_agree(card.name, writer.name))
        for card in cards
    )


def _same(card: PersonFields, writer: PersonFields) -> bool:
    """Whether the writer is the one of the card, who may write from another address."""
    if not card.name or not writer.name:
        return bool(card.email) and fold(card.email) == fold(writer.email)
    return names_agree(card.name, writer.name)


def _card(id: int | None) -> PersonFields | None:
    row = Person.get_or_none(Person.id == id, Person.erased_on.is_null())
    return None if row is None else fields_of(row)


def link(desk: Desk, id: int, number: str, first: int) -> str:
    """Let the timelines of a reply's request and of the ``first`` one name each other; returns the first's number."""
    row = Request.get_or_none(Request.id == first, Request.state != "void")
    if row is None:
        raise AtField(N_("There is no such request."), field="follows")
    add_event(desk, id, EventKind.FOLLOWS, printed_number(row.number))
    add_event(desk, first, EventKind.FOLLOWED, printed_number(number))
    return str(row.number)
