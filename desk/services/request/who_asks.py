# SPDX-License-Identifier: Apache-2.0
"""Who asks must fit what is demanded and how it came, and it must be told whose data it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desk.domain.kinds import FOUND_KINDS, REGULATOR_KINDS, ApplicantRole, Channel, DemandKind
from desk.domain.request import Intake, PersonFields
from desk.domain.steps import CHECK_KINDS
from desk.errors import N_, Refusal
from desk.storage.models import Demand, Request

WHOSE = N_("State whose data are concerned: a name, an e-mail address or a telephone number.")


def check_roles(intake: Intake, demands: Sequence[DemandKind]) -> None:
    """Who speaks must fit what is demanded and how it came."""
    if set(demands) & REGULATOR_KINDS and intake.role is not ApplicantRole.RKN:
        raise Refusal(
            N_("Only an authority can demand this: choose the authority under “Who wrote”."), "role"
        )
    if (intake.role is ApplicantRole.NOBODY) != (intake.channel is Channel.OWN):
        raise Refusal(
            N_("An internal finding has no applicant; every other request has one."), field="role"
        )
    if intake.role is ApplicantRole.NOBODY and not set(demands) <= FOUND_KINDS:
        raise Refusal(
            N_("An internal finding concerns unlawful processing or inaccurate data."),
            field="demands",
        )
    if intake.role is ApplicantRole.REPRESENTATIVE and not (
        intake.applicant and anything(intake.applicant)
    ):
        raise Refusal(N_("State who the representative is."), field="applicant.name")
    if intake.role in (ApplicantRole.SUBJECT, ApplicantRole.REPRESENTATIVE) and not (
        intake.subject_id or anything(intake.subject)
    ):
        raise Refusal(WHOSE, field="subject.name")
    unnamed = not (intake.subject_id or anything(intake.subject))
    # With a question of its own, or of what it found itself, Roskomnadzor need not name anybody.
    handed_on = REGULATOR_KINDS.isdisjoint(demands) and not set(demands) <= CHECK_KINDS
    if intake.role is ApplicantRole.RKN and unnamed and handed_on:
        raise Refusal(
            N_(
                "Roskomnadzor is forwarding a person’s demand: state whose data it concerns (a "
                "name, an e-mail address or a telephone number)."
            ),
            field="subject.name",
        )


def anything(person: PersonFields) -> bool:
    """Whether something tells who it is."""
    return any(map(str.strip, (person.name, person.email, person.phone, person.address)))


def check_fit(request: Request) -> None:
    """Who speaks must still fit what is demanded and how it came."""
    kinds = tuple(
        DemandKind(demand.kind) for demand in Demand.select().where(Demand.request == request.id)
    )
    somebody = PersonFields(name="—")
    check_roles(
        Intake(
            received=datetime.fromisoformat(request.received),
            channel=Channel(request.channel),
            demands=kinds,
            subject=somebody,
            role=ApplicantRole(request.role),
            applicant=somebody if request.applicant_id else None,
        ),
        kinds,
    )
