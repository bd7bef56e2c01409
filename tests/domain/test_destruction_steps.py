# SPDX-License-Identifier: Apache-2.0
"""Which step of a destruction may be taken when, which comes next, and why another may not."""

from __future__ import annotations

import pytest

from desk.domain.destruction import DestructionState as State
from desk.domain.destruction import DestructionStep as Step
from desk.domain.destruction_steps import (
    DestructionCase,
    next_step,
    possible,
    step_possible,
    waits_for,
)

USUAL = [
    (State.PLANNED, Step.APPOINT),
    (State.APPOINTED, Step.CARRY_OUT),
    (State.CARRIED_OUT, Step.DRAW_UP),
    (State.DRAWN_UP, Step.SIGN),
    (State.CERTIFIED, Step.TELL),
    (State.TOLD, Step.ERASE),
    (State.ERASED, None),
    (State.VOID, None),
]


def case(state: State, **over: object) -> DestructionCase:
    return DestructionCase(**{"state": state, "items": 2, "signers": 3, "signed": 1, **over})


@pytest.mark.parametrize(("state", "step"), USUAL)
def test_one_step_follows_another(state, step):
    assert next_step(case(state)) is step


@pytest.mark.parametrize(("state", "step"), USUAL)
def test_of_the_steps_from_the_act_on_only_the_next_is_possible(state, step):
    later = {Step.DRAW_UP, Step.SIGN, Step.TELL, Step.ERASE}
    allowed = {each.step for each in possible(case(state)) if each.allowed} & later
    assert allowed == {step} & later


def test_processors_are_written_to_first():
    assert next_step(case(State.PLANNED, untold=1)) is Step.STOP_LETTERS
    assert next_step(case(State.APPOINTED, untold=1)) is Step.STOP_LETTERS
    assert next_step(case(State.CARRIED_OUT, untold=1)) is Step.DRAW_UP


def test_a_legal_hold_stops_destruction_and_erasure_alone():
    for state, step in ((State.APPOINTED, Step.CARRY_OUT), (State.TOLD, Step.ERASE)):
        found = step_possible(case(state, held=True), step)
        assert not found.allowed
        assert "legal hold" in found.why_not
        assert next_step(case(state, held=True)) is None
        assert next_step(case(state)) is step
    assert step_possible(case(State.PLANNED, held=True), Step.APPOINT).allowed


def test_nothing_is_carried_out_without_items_or_people():
    empty = case(State.APPOINTED, items=0)
    assert "listed" in step_possible(empty, Step.CARRY_OUT).why_not
    assert next_step(empty) is None
    assert "listed" in waits_for(empty)
    assert "legal hold" in waits_for(case(State.APPOINTED, held=True))
    assert not waits_for(case(State.APPOINTED))
    assert not waits_for(case(State.ERASED))
    assert "who destroys" in step_possible(case(State.PLANNED), Step.CARRY_OUT).why_not


def test_what_was_done_may_be_put_right_until_the_act_is_there():
    assert step_possible(case(State.CARRIED_OUT), Step.CARRY_OUT).allowed
    assert "void it" in step_possible(case(State.DRAWN_UP), Step.CARRY_OUT).why_not


def test_nobody_is_told_by_an_act_with_a_signature_that_holds_no_more():
    found = case(State.CERTIFIED, broken=True)
    assert next_step(found) is Step.SIGN
    assert "BROKEN" in step_possible(found, Step.TELL).why_not
    told = case(State.TOLD, broken=True)
    assert next_step(told) is Step.SIGN
    assert "BROKEN" in step_possible(told, Step.ERASE).why_not, "the proof is put right first"


def test_nothing_follows_on_a_void_plan():
    assert not any(each.allowed for each in possible(case(State.VOID)))


def test_each_refusal_says_why():
    for state in State:
        for each in possible(case(state)):
            assert each.allowed or each.why_not
