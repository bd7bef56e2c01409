# SPDX-License-Identifier: Apache-2.0
"""Who destroys in one destruction: the whole commission, or those of it who take part, substitutes among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desk.domain.destruction import Commission as CommissionView
from desk.domain.destruction import (
    CommissionFields,
    DestructionState,
    DestructionStep,
    MemberFields,
    MemberRole,
    TakingPart,
)
from desk.domain.kinds import LanguageMode
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.destruction.commissions import (
    LEAST,
    check_in_force,
    check_order,
    commission_of,
    commissions,
    make_commission,
)
from desk.services.destruction.plans import find
from desk.services.destruction.terms import allow, load_case, refresh
from desk.services.events import add_event
from desk.storage.models import Destruction, DestructionMember


@writes("destruction")
def appoint(
    desk: Desk, id: int, commission: int, taking_part: Sequence[TakingPart] | None = None
) -> None:
    """Say who destroys: the whole commission, or those named, each substitute in somebody's place."""
    row = find(id)
    allow(load_case(desk, id), DestructionStep.APPOINT)
    view = commission_of(desk, commission)
    check_order(view, "commission")
    check_in_force(view.fields, desk.today(), "commission")
    parts = _parts(view, taking_part)
    DestructionMember.delete().where(DestructionMember.destruction == id).execute()
    for part in parts:
        DestructionMember.create(
            destruction=id, member=part.member, instead_of=part.instead_of, absence=part.absence
        )
    Destruction.update(commission=commission, state=DestructionState.APPOINTED.value).where(
        Destruction.id == id
    ).execute()
    add_event(desk, id, EventKind.APPOINTED, owner="destruction", document=view.document)
    refresh(desk, id)
    desk.record(
        "destruction.appointed",
        row.number,
        order=view.fields.number,
        members=len(parts),
        substitutes=sum(part.instead_of is not None for part in parts),
    )


@writes("destruction", "paper")
def appoint_new(desk: Desk, id: int, fields: CommissionFields, mode: LanguageMode) -> int:
    """Make a commission for one destruction and appoint it: both or neither."""
    check_in_force(fields, desk.today(), "since")
    made = make_commission(desk, fields, mode)
    appoint(desk, id, made)
    return made


@writes("destruction")
def appoint_alone(desk: Desk, id: int) -> None:
    """Say that the operator destroys alone: order 179 speaks of “person(s)”."""
    today = desk.today()
    known = [each.id for each in commissions(desk, today) if each.fields.alone]
    day = today.isoformat()
    made = known[0] if known else make_commission(desk, CommissionFields(day, day, (), alone=True))
    appoint(desk, id, made)


def _parts(view: CommissionView, wanted: Sequence[TakingPart] | None) -> list[TakingPart]:
    members = {member.id: member for member in view.fields.members}
    regular = [id for id, each in members.items() if each.role is not MemberRole.SUBSTITUTE]
    if wanted is None:
        return [TakingPart(id) for id in regular]
    parts = [_part(part, members, f"taking_part.{n}") for n, part in enumerate(wanted, 1)]
    present = [part.member for part in parts]
    replaced = [part.instead_of for part in parts if part.instead_of is not None]
    if len(set(present)) < len(present) or len(set(replaced)) < len(replaced):
        raise Refusal(N_("The same person is in the commission twice."), field="taking_part")
    if set(replaced) & set(present):
        raise Refusal(N_("A member who takes part cannot be replaced."), field="taking_part")
    chairman = next(id for id in regular if members[id].role is MemberRole.CHAIRMAN)
    if chairman not in {*present, *replaced}:
        raise Refusal(N_("The chairman or a substitute must take part."), field="taking_part")
    if len(parts) < (1 if view.fields.alone else LEAST):
        raise Refusal(
            N_("A chairman and at least two members take part; name substitutes for the absent."),
            field="taking_part",
        )
    order = {id: place for place, id in enumerate(regular)}
    return sorted(parts, key=lambda part: order.get(part.instead_of or part.member, len(order)))


def _part(part: TakingPart, members: dict[int, MemberFields], where: str) -> TakingPart:
    member = members.get(part.member)
    if member is None:
        raise AtField(N_("This person is not on the commission."), field=f"{where}.member")
    if member.role is not MemberRole.SUBSTITUTE:
        return TakingPart(part.member)
    absent = members.get(part.instead_of or 0)
    if absent is None or absent.role is MemberRole.SUBSTITUTE:
        raise Refusal(N_("State whom the substitute replaces."), field=f"{where}.instead_of")
    return replace(part, absence=required(part.absence, f"{where}.absence", "line"))
