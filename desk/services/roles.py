# SPDX-License-Identifier: Apache-2.0
"""A role put right: who wrote was taken for the subject though he represents somebody, or the other way round."""

from __future__ import annotations

from desk.domain.kinds import ApplicantRole
from desk.domain.proposal import Correction
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.checks import clean_person
from desk.services.desk import Desk
from desk.services.intake import add_person
from desk.storage.models import Person, Request

_SUBJECT, _SPEAKS = ApplicantRole.SUBJECT, ApplicantRole.REPRESENTATIVE


def living_card(id: int | None) -> Person:
    """The card a correction names."""
    card = Person.get_or_none(
        Person.id == id, Person.merged_into.is_null(), Person.erased_on.is_null()
    )
    if card is None:
        raise Refusal(N_("There is no such card."), field="subject_id")
    return card


def change_role(desk: Desk, request: Request, changes: Correction) -> None:
    """Keep who wrote and change what he is; what was checked of him and of his power is asked anew.

    A representative needs to be told whom he speaks for: ``subject`` makes a card, ``subject_id`` chooses one.
    """
    if {request.role, changes.role} != {_SUBJECT, _SPEAKS}:
        raise Refusal(
            N_(
                "Only a subject can become a representative here, and a representative the subject."
            ),
            field="role",
        )
    if changes.role == _SUBJECT:
        subject, applicant = request.applicant_id, None
    else:
        subject, applicant = _represented(desk, changes), request.subject_id
    card = living_card(subject)
    Request.update(
        role=changes.role,
        subject=card.id,
        subject_key=fold(card.name or card.email),
        applicant=applicant,
        authority="",
        authority_checked=None,
        identified=None,
    ).where(Request.id == request.id).execute()


def _represented(desk: Desk, changes: Correction) -> int:
    if changes.subject_id is not None:
        return changes.subject_id
    if changes.subject is None or not changes.subject.name.strip():
        raise Refusal(N_("Say whom the representative speaks for."), field="represented")
    return add_person(desk, clean_person(changes.subject, "subject")).id or 0
