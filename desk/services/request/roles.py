# SPDX-License-Identifier: Apache-2.0
"""A role put right: who wrote was taken for the subject though he represents somebody, or for an authority, or the other way round."""

from __future__ import annotations

from desk.domain.kinds import ApplicantRole, Channel
from desk.domain.proposal import Correction
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.checks import clean_person
from desk.services.desk import Desk
from desk.services.persons import Named, add_person, known_card
from desk.storage.models import Request

_SUBJECT, _SPEAKS, _RKN = ApplicantRole.SUBJECT, ApplicantRole.REPRESENTATIVE, ApplicantRole.RKN


def check_channel(request: Request, changes: Correction) -> None:
    """A channel put right leaves no half: who asked is said with it where Roskomnadzor was on one side."""
    if changes.channel is None or changes.role is not None:
        return
    if changes.channel == Channel.RKN and request.role != _RKN:
        raise Refusal(
            N_(
                "If it came through Roskomnadzor, choose Roskomnadzor as the applicant, or state who asked."
            ),
            field="role",
        )
    if request.channel == Channel.RKN and changes.channel != Channel.RKN and request.role == _RKN:
        raise Refusal(
            N_("If it did not come through Roskomnadzor, state who asked."),
            field="role",
        )


def change_role(desk: Desk, request: Request, changes: Correction) -> None:
    """Keep who wrote and change what he is; what was checked of him and of his power is asked anew.

    A representative needs to be told whom he speaks for: ``subject`` makes a card, ``subject_id`` chooses one.
    Where it was or becomes Roskomnadzor that asked, the subject stays who he is.
    """
    if _RKN in (request.role, changes.role):
        _change_authority(request, changes)
        return
    if {request.role, changes.role} != {_SUBJECT, _SPEAKS}:
        raise Refusal(
            N_(
                "Only a subject can become a representative here, and a representative the subject."
            ),
            field="role",
        )
    if changes.role == _SUBJECT:
        card, applicant = known_card(desk, request.applicant_id), None
    else:
        card, applicant = _represented(desk, changes), request.subject_id
    Request.update(
        role=changes.role,
        subject=card.id,
        subject_key=fold(card.name),
        applicant=applicant,
        authority="",
        authority_checked=None,
        identified=None,
    ).where(Request.id == request.id).execute()


def _change_authority(request: Request, changes: Correction) -> None:
    if changes.role == _SPEAKS or {request.role, changes.role} - {_SUBJECT, _SPEAKS, _RKN}:
        raise Refusal(
            N_(
                "First state that the subject asked; whom the representative acts for is corrected after that."
            ),
            field="role",
        )
    Request.update(
        role=changes.role,
        applicant=None,
        authority="",
        authority_checked=None,
        identified=None,
    ).where(Request.id == request.id).execute()


def _represented(desk: Desk, changes: Correction) -> Named:
    if changes.subject_id is not None:
        return known_card(desk, changes.subject_id)
    if changes.subject is None or not changes.subject.name.strip():
        raise Refusal(N_("State whom the representative acts for."), field="represented")
    return add_person(desk, clean_person(changes.subject, "subject"))
