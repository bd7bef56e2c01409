# SPDX-License-Identifier: Apache-2.0
"""A demand to end the processing leads from the consents over the destruction to the report."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desk.domain.consent import ConsentState
from desk.domain.destruction import Cause, PlanFields
from desk.domain.kinds import ApplicantRole, DemandKind, Step
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.destruction import destructions
from desk.services.register import holdings
from desk.services.request import requests
from desk.storage.models import Holding, Request
from tests.factories import intake, person
from tests.services.grounds import category, fields, holding, purpose
from tests.services.test_consents import DISSEMINATION

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)


@pytest.fixture
def news(desk):
    return purpose(desk, "news", category(desk, "name"))


def agreed(desk, purpose_id: int, who=None, **more) -> int:
    return consents.record_consent(
        desk, who or person(), fields(purpose_id, given="2026-11-01", **more)
    )


def asked(desk, *kinds: DemandKind, **more) -> int:
    """A request whose sender is known to be who he says."""
    request = requests.register_request(desk, intake(**{"received": AT, "demands": kinds, **more}))
    if more.get("role", ApplicantRole.SUBJECT) is ApplicantRole.SUBJECT:
        requests.confirm_identity(desk, request, "По адресу почты")
    return request


def step(desk, request: int) -> Step | None:
    """The next step; the register and the record say the same."""
    card = requests.request_card(desk, request)
    assert Request.get_by_id(request).step == (card.row.step or "")
    return card.row.step


def why_not(desk, request: int, wanted: Step) -> str:
    card = requests.request_card(desk, request)
    return next(each.why_not for each in card.steps if each.step is wanted)


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        (DemandKind.WITHDRAW, Cause.WITHDRAWAL),
        (DemandKind.STOP, Cause.STOP_DEMAND),
        (DemandKind.DESTROY, Cause.PROVED_DEMAND),
    ],
)
def test_from_the_consents_to_the_destruction(desk, news, kind, cause):
    consent = agreed(desk, news)
    request = asked(desk, kind)
    assert step(desk, request) is Step.CONSENTS
    assert "No destruction" in why_not(desk, request, Step.DESTRUCTION)
    assert not why_not(desk, request, Step.REPORT_DONE), "whoever reports at once stays free to"
    consents.withdraw_consents(desk, [consent], AT, request)
    assert step(desk, request) is Step.PLAN
    assert "No consent in force" in why_not(desk, request, Step.CONSENTS)
    offer = destructions.offer_of(desk, request)
    plan = destructions.plan_destruction(
        desk, PlanFields(cause, "2026-11-22", offer.subjects, request=request)
    )
    assert step(desk, request) is Step.DESTRUCTION
    card = requests.request_card(desk, request)
    assert (card.destruction, "comes first" in card.guidance) == (plan, True)
    assert "already been planned" in why_not(desk, request, Step.PLAN)
    destructions.void_destruction(desk, plan, "Не тот человек")
    assert step(desk, request) is Step.PLAN


def test_a_withdrawal_plans_nothing_before_the_consents_end(desk, news):
    consent = agreed(desk, news)
    request = asked(desk, DemandKind.WITHDRAW)
    assert "First end the consents" in why_not(desk, request, Step.PLAN)
    consents.withdraw_consents(desk, [consent], AT, request)
    assert why_not(desk, request, Step.PLAN) == ""


def test_a_withdrawal_for_one_purpose_leaves_the_other_consent_alone(desk, news):
    first, other = agreed(desk, news), agreed(desk, purpose(desk, "books"))
    request = asked(desk, DemandKind.WITHDRAW)
    consents.withdraw_consents(desk, [first], AT, request)
    assert step(desk, request) is Step.PLAN
    assert consents.consent_card(desk, other).row.state is ConsentState.ACTIVE


def test_what_arrival_ended_leaves_open_which_others_the_letter_names(desk, news):
    agreed(desk, news)
    agreed(desk, news, **DISSEMINATION)
    mixed = asked(desk, DemandKind.WITHDRAW, DemandKind.STOP_DISSEMINATION)
    assert step(desk, mixed) is Step.REMEDY, "dissemination stops at once (Art. 10.1 (13))"
    requests.record_remedy(desk, mixed, None, "dissemination", desk.today())
    assert step(desk, mixed) is Step.CONSENTS
    agreed(desk, news, who=person(name="Иная Ия", email="iya@example.org"), **DISSEMINATION)
    alone = asked(
        desk,
        DemandKind.STOP_DISSEMINATION,
        subject=person(name="Иная Ия", email="iya@example.org"),
    )
    requests.record_remedy(desk, alone, None, "dissemination", desk.today())
    assert step(desk, alone) is Step.REPORT_DONE, "the consent ended with the arrival"


def test_where_the_desk_knows_nothing_the_report_comes_at_once(desk):
    request = asked(desk, DemandKind.WITHDRAW)
    assert step(desk, request) is Step.REPORT_DONE
    assert "knows of no data" in requests.request_card(desk, request).guidance


def test_another_ground_leaves_nothing_to_plan(desk):
    request = asked(desk, DemandKind.WITHDRAW)
    who = requests.request_card(desk, request).subject_id
    shared = category(desk, "mail")
    held = holding(
        desk, who, purpose(desk, "books", shared), (shared,), ground="6.1.5", contract="№ 7"
    )
    assert step(desk, request) is Step.REPORT_DONE
    assert "another ground" in requests.request_card(desk, request).guidance
    holdings.purpose_achieved(desk, held, "2026-11-22")
    assert step(desk, request) is Step.PLAN
    hold = holdings.put_hold(desk, who, "Суд")
    assert step(desk, request) is Step.REPORT_DONE
    holdings.release_hold(desk, hold, "Решение вступило в силу")
    assert step(desk, request) is Step.PLAN


def test_a_consent_recorded_late_is_ended_first(desk, news):
    request = asked(desk, DemandKind.WITHDRAW)
    consent = agreed(desk, news)
    assert step(desk, request) is Step.CONSENTS
    consents.void_consent(desk, consent, "Записано дважды")
    assert step(desk, request) is Step.REPORT_DONE


def test_what_was_agreed_to_after_the_letter_came_is_not_ended_by_it(desk, news):
    consent = agreed(desk, news)
    request = asked(desk, DemandKind.WITHDRAW, received=AT - timedelta(days=2))
    assert step(desk, request) is Step.CONSENTS
    consents.renew_consent(desk, consent, fields(news, given="2026-11-21"))
    assert consents.consents_of_request(desk, request) == []
    assert step(desk, request) is not Step.CONSENTS


def test_a_consent_on_another_card_of_the_name_brings_its_data_along(desk, news):
    """Whoever writes from a new address has two cards until they are merged."""
    consent = agreed(desk, news, who=person(email="old@example.org"))
    request = asked(desk, DemandKind.WITHDRAW)
    assert step(desk, request) is Step.CONSENTS
    consents.withdraw_consents(desk, [consent], AT, request)
    assert step(desk, request) is Step.PLAN
    offer = destructions.offer_of(desk, request)
    other = consents.consent_rows(desk, [consent])[0].person
    subject = requests.request_card(desk, request).subject_id
    assert offer.subjects == (subject, other)
    destructions.plan_destruction(
        desk, PlanFields(offer.cause, offer.caused, offer.subjects, request=request)
    )
    assert Holding.get(Holding.person == other).destruction_id is not None
    assert step(desk, request) is Step.DESTRUCTION


def test_a_request_for_information_has_none_of_these_steps(desk, news):
    agreed(desk, news)
    request = asked(desk, DemandKind.ACCESS)
    assert step(desk, request) is Step.ANSWER
    assert "no consent" in why_not(desk, request, Step.CONSENTS)
    assert "no destruction" in why_not(desk, request, Step.PLAN)
    with pytest.raises(Refusal):
        destructions.offer_of(desk, request)


@pytest.mark.parametrize("unlawful", [True, False])
def test_a_complaint_leads_to_a_destruction_once_unlawful_processing_was_found(
    desk, news, unlawful
):
    agreed(desk, news)
    request = asked(desk, DemandKind.COMPLAINT)
    assert "no destruction" in why_not(desk, request, Step.PLAN)
    requests.record_inquiry(desk, request, "факты", "причина", "меры", unlawful)
    if not unlawful:
        assert "no destruction" in why_not(desk, request, Step.PLAN)
        with pytest.raises(Refusal):
            destructions.offer_of(desk, request)
        return
    assert not why_not(desk, request, Step.PLAN)
    (offer,) = (each for each in destructions.offers(desk) if each.request == request)
    assert offer.cause is Cause.UNLAWFUL
    destructions.plan_destruction(
        desk, PlanFields(offer.cause, "2026-11-22", offer.subjects, request=request)
    )
    assert requests.request_card(desk, request).destruction is not None


def test_a_planned_destruction_is_due_by_law_not_when_the_cessation_is_reported(desk, news):
    agreed(desk, news)
    request = asked(desk, DemandKind.COMPLAINT)
    requests.record_inquiry(desk, request, "факты", "причина", "меры", True)
    (offer,) = (each for each in destructions.offers(desk) if each.request == request)
    id = destructions.plan_destruction(
        desk, PlanFields(offer.cause, "2026-11-22", offer.subjects, request=request)
    )
    requests.record_remedy(desk, request, None, "cessation", DAY)
    card = destructions.destruction_card(desk, id)
    assert card.row.due == "2026-12-04", "ten working days of the finding (R15)"
