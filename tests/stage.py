# SPDX-License-Identifier: Apache-2.0
"""Destructions at every stage of their way, on one desk; everybody in them is invented."""

from __future__ import annotations

from datetime import timedelta

from desk.domain.destruction import Cause, DestructionState, PlanFields
from desk.domain.kinds import DemandKind, LanguageMode
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.services.request import requests
from tests import ground
from tests.factories import intake, person

NAMES = (
    "Щёголева Анна Ильинична",
    "Примеров Пётр Петрович",
    "Образец Ольга Олеговна",
    "Вымышленная Вера Васильевна",
    "Нездешний Николай Никитич",
    "Ненастоящая Нина Назаровна",
    "Придуманный Павел Павлович",
)
STAGES = (
    DestructionState.PLANNED,
    DestructionState.APPOINTED,
    DestructionState.CARRIED_OUT,
    DestructionState.DRAWN_UP,
    DestructionState.CERTIFIED,
    DestructionState.TOLD,
    DestructionState.ERASED,
)


def staged(desk: Desk, last: DestructionState = STAGES[-1]) -> dict[str, int]:
    """One destruction for each stage up to ``last``, by the name of the stage."""
    place = ground.lay(desk)
    commission = destructions.make_commission(desk, ground.commission())
    wanted = STAGES[: STAGES.index(last) + 1]
    found: dict[str, int] = {}
    for name, stage in zip(NAMES, wanted, strict=False):
        who = ground.subject(desk, name)
        ground.held(desk, place, who)
        if stage is not DestructionState.ERASED:
            contract = {"purpose": place.contract, "ground": "6.1.5", "keep_until": "2031-12-31"}
            ground.held(desk, place, who, **contract, sheets=0)
        id = destructions.plan_destruction(desk, PlanFields(Cause.WITHDRAWAL, "2026-11-20", (who,)))
        lead(desk, place, id, commission, stage)
        found[stage.value] = id
    waiting(desk)
    return found


def waiting(desk: Desk) -> int:
    """A withdrawal that no plan follows yet."""
    received = desk.now() - timedelta(days=1)
    subject = person(name="Отзывающий Олег Осипович", email="oleg@example.net")
    return requests.register_request(
        desk, intake(received=received, demands=(DemandKind.WITHDRAW,), subject=subject)
    )


def lead(
    desk: Desk, place: ground.Ground, id: int, commission: int, stage: DestructionState
) -> None:
    """Bring a destruction to a stage, step by step."""
    today, mode = desk.today(), LanguageMode.RU
    for step in STAGES[1 : STAGES.index(stage) + 1]:
        if step is DestructionState.APPOINTED:
            (letter,) = destructions.write_stop_letters(
                desk, id, [place.processor], today + timedelta(days=5), mode
            )
            destructions.record_confirmation(
                desk, letter, today, ("akt.pdf", b"%PDF-1.4"), "Удалено"
            )
            destructions.appoint(desk, id, commission)
        elif step is DestructionState.CARRIED_OUT:
            destructions.carry_out(desk, id, (), today)
            destructions.log_in_act(desk, id, place.crm)
        elif step is DestructionState.DRAWN_UP:
            destructions.draw_up(desk, id, mode)
        elif step is DestructionState.CERTIFIED:
            act = destructions.act_of(desk, id)
            who = [(act, each.field) for each in destructions.signers(desk, act)]
            destructions.sign_many(desk, who, today)
        elif step is DestructionState.TOLD:
            destructions.tell(desk, id, mode)
        else:
            from desk.services.destruction.erasure import erase

            erase(desk, id, "Почтой, в день выпуска")
