# SPDX-License-Identifier: Apache-2.0
"""Which step a consent needs next, and why another cannot be taken."""

from dataclasses import replace

import pytest

from desk.domain.consent import (
    NO_PROOF,
    ConsentCard,
    ConsentFields,
    ConsentKind,
    ConsentRow,
    ConsentState,
    ConsentWay,
)
from desk.domain.consent_view import ConsentStep, ConsentView, consent_steps, next_step
from desk.domain.request import PersonFields
from desk.domain.values import Both

NEAR = 30


def view(state=ConsentState.ACTIVE, kind=ConsentKind.PROCESSING, *, weak=False, days=None, **more):
    row = ConsentRow(
        1, "consent/2026-001", "", 1, kind, "news", Both(), "2026-11-20", ConsentWay.PAPER, "", state, "",
        weak, days,
    )  # fmt: skip
    card_fields = {name: more.pop(name) for name in ("warnings", "published", "renewed_by") if name in more}  # fmt: skip
    fields = ConsentFields(kind, 1, "2026-11-20", ConsentWay.PAPER)
    card = ConsentCard(row, fields, "person/2026-001", **card_fields)
    return ConsentView(card, PersonFields(), (), (), Both(), "", (), **more)


@pytest.mark.parametrize(
    ("shown", "step"),
    [
        (view(), None),
        (view(days=30), ConsentStep.RENEW),
        (view(days=31), None),
        (view(weak=True), ConsentStep.RENEW),
        (view(warnings=(NO_PROOF,)), ConsentStep.ATTACH),
        (view(warnings=(NO_PROOF,), days=3), ConsentStep.RENEW),
        (view(kind=ConsentKind.DISSEMINATION, days=3), ConsentStep.PUBLISH),
        (view(kind=ConsentKind.DISSEMINATION, published="2026-11-22"), None),
        (view(ConsentState.WITHDRAWN, rests=1), ConsentStep.DESTROY),
        (view(ConsentState.WITHDRAWN), None),
        (view(ConsentState.EXPIRED, rests=1), ConsentStep.DESTROY),
        (view(ConsentState.EXPIRED), ConsentStep.RENEW),
        (view(ConsentState.EXPIRED, renewed_by=2), None),
        (view(ConsentState.WITHDRAWN, rests=1, destruction=(7, "destruction/2026-007")), None),
        (view(ConsentState.VOID, warnings=(NO_PROOF,)), None),
        (view(ConsentState.REPLACED, weak=True), None),
    ],
)
def test_the_step_that_needs_a_hand(shown, step):
    assert next_step(shown, NEAR) is step


def why(shown, step):
    found = {each.step: each for each in consent_steps(shown)}[step]
    assert not found.allowed
    return found.why_not, found.params


def test_what_is_closed_says_why():
    planned = view(ConsentState.WITHDRAWN, rests=1, destruction=(7, "destruction/2026-007"))
    assert why(planned, ConsentStep.DESTROY) == (
        "The destruction is planned: No. {number}.",
        {"number": "2026-007"},
    )
    assert why(replace(planned, destruction=None, rests=0), ConsentStep.DESTROY)[0].startswith("Nothing depends")  # fmt: skip
    assert why(planned, ConsentStep.WITHDRAW)[0] == "The consent is not in force."
    published = view(kind=ConsentKind.DISSEMINATION, published="2026-11-22")
    assert why(published, ConsentStep.PUBLISH)[0] == "The publication has already been recorded."
    assert why(view(ConsentState.VOID), ConsentStep.ATTACH)[0].startswith("The record is void")
    assert why(view(ConsentState.WITHDRAWN), ConsentStep.RENEW)[0].startswith(
        "Only a consent that is in"
    )


def test_steps_without_a_meaning_are_left_out():
    steps = {each.step for each in consent_steps(view())}
    assert ConsentStep.PUBLISH not in steps
    assert ConsentStep.DESTROY not in steps
