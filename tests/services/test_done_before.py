# SPDX-License-Identifier: Apache-2.0
"""A notice of measures against what the records say was done: declined, still running, another day."""

from datetime import UTC, date, datetime

import pytest

from desk.domain.consent import ConsentKind
from desk.domain.destruction import Cause, PlanFields
from desk.domain.kinds import Channel, DemandKind, DemandState, LanguageMode
from desk.domain.paper import Withheld
from desk.domain.request import Completeness
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.destruction import destructions
from desk.services.paper import papers
from desk.services.register import holdings
from desk.services.request import requests
from desk.services.request.done_before import Deed, proposed, proposed_on
from desk.services.request.inquiries import record_remedy
from tests.factories import register
from tests.services import grounds

DAY = date(2026, 11, 21)


def asked(desk, kind, **over):
    return register(desk, demands=(kind,), **over)


def subject(desk, id):
    return requests.request_card(desk, id).subject_id


def held(desk, id):
    data = grounds.category(desk, "mail")
    return grounds.holding(desk, subject(desk, id), grounds.purpose(desk, "shop", data), (data,))


def told(desk, id, action, on=DAY, **texts):
    """What a notice is asked about for contradicting the records."""
    draft = papers.draft(desk, "notice_done", LanguageMode.RU, id, action=action, done_on=on,
                         passages={name: Both(text) for name, text in texts.items()})  # fmt: skip
    found = [hint.text for hint in papers.gap_hints(desk, draft, "en") if hint.kind == "undone"]
    return found[0] if found else ""


def late(desk, id, on):
    draft = papers.draft(desk, "notice_done", LanguageMode.RU, id, action="correction", done_on=on,
                         passages={"data": Both("всё")})  # fmt: skip
    return [hint.text for hint in papers.gap_hints(desk, draft, "en") if hint.kind == "late"]


def test_a_notice_of_a_measure_taken_late_says_so_before_it_is_issued(desk, clock):
    id = asked(desk, DemandKind.CORRECT)
    (demand,) = requests.request_card(desk, id).demands
    requests.add_evidence(desk, id, demand.id, DAY)
    clock.set(2026, 12, 8, 12, 0)
    (said,) = late(desk, id, date(2026, 12, 2))
    assert said.endswith("— 1 working day late")
    assert late(desk, id, date(2026, 12, 1)) == []
    requests.record_remedy(desk, id, None, "correction", date(2026, 12, 2))
    assert late(desk, id, date(2026, 12, 2)) == [said]


@pytest.fixture
def inaccurate(desk):
    return asked(desk, DemandKind.CLAIM_INACCURATE)


def test_a_declined_block_is_not_reported_as_a_block(desk, inaccurate, clock):
    assert told(desk, inaccurate, "blocking") == ""
    assert "never blocked" in told(desk, inaccurate, "unblocking")
    requests.decline_block(desk, inaccurate, "повредит субъекту")
    assert told(desk, inaccurate, "blocking") == (
        "on Sun 22 Nov 2026 it was decided not to block the data"
    )
    requests.block(desk, inaccurate, "всё же", datetime(2026, 11, 21, 9, tzinfo=UTC))
    assert told(desk, inaccurate, "blocking") == ""
    assert told(desk, inaccurate, "blocking", date(2026, 11, 20)) == (
        "the data are blocked since Sat 21 Nov 2026"
    )
    requests.unblock(desk, inaccurate, "проверено")
    assert told(desk, inaccurate, "unblocking") == ""


def test_a_measure_of_another_day_is_named(desk, inaccurate):
    record_remedy(desk, inaccurate, None, "correction", DAY)
    assert told(desk, inaccurate, "correction") == ""
    assert told(desk, inaccurate, "correction", date(2026, 11, 22)) == (
        "this was done on Sat 21 Nov 2026"
    )


def test_what_was_noted_of_a_measure_is_offered_in_its_notice(desk, inaccurate):
    def offered(action):
        draft = papers.draft(desk, "notice_done", LanguageMode.RU, inaccurate, action=action)
        return draft.facts.passages.get("data", Both())

    record_remedy(desk, inaccurate, None, "correction", DAY, "Фамилия: Морозова — Кузнецова")
    assert offered("correction").ru == "Фамилия: Морозова — Кузнецова"
    assert not offered("blocking").ru
    record_remedy(desk, inaccurate, None, "destruction", DAY, "Акт № 1 от 21.11.2026")
    assert not offered("destruction").ru  # its note names the act, not the data


def test_what_still_runs_is_not_reported_as_destroyed(desk):
    id = asked(desk, DemandKind.DESTROY)
    kept = held(desk, id)
    assert told(desk, id, "destruction") == "data held for “Purpose shop”"
    assert told(desk, id, "destruction", remaining="Договор: до 2030 года.") == ""
    plan = PlanFields(Cause.NOT_NEEDED, "2026-11-21", (subject(desk, id),), request=id,
                      holdings=(kept,))  # fmt: skip
    destructions.plan_destruction(desk, plan)
    assert "destruction No. 2026-001 has not been carried out yet" in told(desk, id, "destruction")
    assert "carried out" not in told(desk, id, "cessation")


def test_consents_in_force_and_a_ground_secured_speak_against_an_end(desk):
    id = asked(desk, DemandKind.WITHDRAW)
    consent = consents.record_consent(
        desk, subject(desk, id), grounds.fields(grounds.purpose(desk), kind=ConsentKind.MARKETING)
    )
    for action in ("cessation", "marketing"):
        assert told(desk, id, action) == "consent No. 2026-001, in force"
    assert told(desk, id, "dissemination") == ""
    consents.void_consent(desk, consent, "ошибка")
    record_remedy(desk, id, None, "lawful", DAY, "договор")
    assert "a lawful ground was secured" in told(desk, id, "cessation")
    record_remedy(desk, id, None, "cessation", DAY)
    assert told(desk, id, "cessation") == ""


def test_a_notice_that_is_replaced_is_not_held_against_its_own_correction(desk, inaccurate):
    requests.record_inquiry(desk, inaccurate, "Ошибка", "Опечатка", "Исправили", unlawful=False)
    texts = {"data": Both("имя")}
    said = {"action": "correction", "done_on": DAY}
    brief = papers.issue(
        desk, papers.draft(desk, "notice_done", LanguageMode.RU, inaccurate, passages=texts, **said)
    )
    other = said | {"done_on": date(2026, 11, 22)}
    for replaces, found in ((None, ["undone"]), (brief.id, [])):
        draft = papers.draft(desk, "notice_done", LanguageMode.RU, inaccurate, passages=texts,
                             replaces=replaces, **other)  # fmt: skip
        kinds = [hint.kind for hint in papers.gap_hints(desk, draft, "ru")]
        assert [kind for kind in kinds if kind == "undone"] == found


def test_no_deed_is_proposed_of_a_person_of_whom_nothing_is_known(desk):
    id = asked(desk, DemandKind.DESTROY)
    assert proposed(desk, id, "destruction") is None
    with pytest.raises(Refusal, match="Choose what was") as refusal:
        proposed_on(desk, id)
    assert refusal.value.field == "done"
    assert proposed(desk, id, "inquiry") == Deed("inquiry", desk.today())
    kept = held(desk, id)
    assert proposed_on(desk, id) == Deed("destruction", desk.today())
    holdings.end_holding(desk, kept, "уничтожены")
    assert proposed(desk, id, "destruction") is None
    record_remedy(desk, id, None, "destruction", DAY, "Акт № 1")
    assert proposed_on(desk, id) == Deed("destruction", DAY)


def test_a_refusal_asks_for_the_dispatch_of_the_letter_it_rests_on(desk, clock):
    id = asked(desk, DemandKind.ACCESS)
    requests.set_completeness(desk, id, Completeness())
    papers.issue(desk, papers.draft(desk, "request_to_complete", LanguageMode.RU, id))

    def asks(ground):
        refused = (Withheld(Both("доступ"), ground, Both("Подписи нет.")),)
        draft = papers.draft(desk, "refusal", LanguageMode.RU, id, refused=refused)
        return [hint.kind for hint in papers.gap_hints(desk, draft, "ru")]

    assert (asks("14.3"), asks("14.3.person"), asks("14.8.4")) == (["unsent"], ["unsent"], [])
    requests.dispatch(desk, id, clock(), Channel.EMAIL, "<1@example.com>")
    assert asks("14.3") == []


@pytest.mark.parametrize(
    ("kind", "deed"),
    [
        (DemandKind.CORRECT, "correction"),
        (DemandKind.DESTROY, "destruction"),
        (DemandKind.STOP, "cessation"),
        (DemandKind.WITHDRAW, "destruction"),
        (DemandKind.STOP_BREACH, "dissemination"),
    ],
)
def test_what_only_a_deed_meets_is_not_decided_as_met_without_one(desk, kind, deed):
    id = asked(desk, kind)
    demand = requests.request_card(desk, id).demands[0].id
    for state in (DemandState.SATISFIED, DemandState.PARTLY):
        with pytest.raises(Refusal, match="nothing done is recorded") as refusal:
            requests.decide(desk, id, demand, state, "сделано")
        assert refusal.value.field == "state"
    record_remedy(desk, id, None, deed, DAY, "Акт № 1 от 21.11.2026")
    requests.decide(desk, id, demand, DemandState.SATISFIED, "сделано")
    assert requests.request_card(desk, id).demands[0].state is DemandState.SATISFIED


def test_an_objection_is_decided_without_a_deed(desk):
    id = asked(desk, DemandKind.OBJECT_AUTOMATED)
    demand = requests.request_card(desk, id).demands[0].id
    requests.decide(desk, id, demand, DemandState.SATISFIED, "решение пересмотрено")


def test_a_stop_recorded_by_the_destruction_is_a_deed_of_the_request(desk):
    """It has no entry of its own in the journal of the request."""
    id = asked(desk, DemandKind.STOP)
    kept = held(desk, id)
    plan = PlanFields(Cause.STOP_DEMAND, "2026-11-21", (subject(desk, id),), request=id,
                      holdings=(kept,))  # fmt: skip
    destructions.stopped(desk, destructions.plan_destruction(desk, plan), DAY)
    assert proposed_on(desk, id) == Deed("cessation", DAY)


def test_where_a_lawful_ground_was_secured_the_finding_is_told_and_no_cessation(desk):
    id = asked(desk, DemandKind.CLAIM_UNLAWFUL)
    held(desk, id)
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    assert proposed_on(desk, id).action == "cessation"
    record_remedy(desk, id, None, "lawful", DAY, "договор № 7")
    assert proposed_on(desk, id) == Deed("inquiry", desk.today())
    record_remedy(desk, id, None, "cessation", DAY)
    assert proposed_on(desk, id).action == "cessation"
