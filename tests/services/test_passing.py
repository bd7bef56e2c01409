# SPDX-License-Identifier: Apache-2.0
"""A request about a client's data: left to the client, passed on, the person told, and what stays ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from desk.domain.case import Case, DemandFacts
from desk.domain.clients import NoticeKind
from desk.domain.kinds import Channel, DemandKind, DemandState, LanguageMode, Step
from desk.domain.operator import Operator
from desk.domain.proposal import Correction
from desk.domain.steps import next_step, step_possible
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services import operators
from desk.services.assignment import client_notices, client_papers
from desk.services.paper import papers
from desk.services.register import registers
from desk.services.request import passing, requests
from desk.services.request.sheets import journal_lines
from tests.factories import intake
from tests.services.test_client_notices import issued, sent
from tests.services.test_clients import client as client  # noqa: PLC0414 -- the same client

LEFT = DemandFacts(DemandKind.ACCESS, client=True)


@pytest.fixture
def zakazchik(desk, client):
    return registers.save_client(desk, client)


@pytest.fixture
def asked(desk):
    """A request for access and to stop marketing."""
    kinds = (DemandKind.ACCESS, DemandKind.STOP_MARKETING)
    return requests.register_request(desk, intake(demands=kinds))


def card(desk, id):
    return requests.request_card(desk, id, "en")


def leave(desk, id, client, *kinds, **over):
    demands = [d.id for d in card(desk, id).demands if d.kind in kinds]
    passing.leave_to_clients(desk, id, dict.fromkeys(demands, client), **over)
    return demands


def running(desk, id):
    return {(t.due.row, t.demand) for t in card(desk, id).deadlines if not t.met}


def why_not(desk, id, step):
    return next(each.why_not for each in card(desk, id).steps if each.step is step)


def pass_on(desk, id):
    """The notice is issued and left."""
    (notice,) = [n for n in client_notices.client_notices(desk, request=id) if not n.sent]
    issued(desk, notice.id, {"asked": Both("Просит сведения.", "Asks for access.")})
    sent(desk, notice.id)
    return notice.id


def test_the_whole_way_of_a_request_that_is_all_the_clients(desk, clock, zakazchik):
    id = requests.register_request(desk, intake())
    leave(desk, id, zakazchik, DemandKind.ACCESS)
    assert {row for row, _demand in running(desk, id)} == {"P01"}
    (notice,) = client_notices.client_notices(desk, request=id)
    assert (notice.kind, notice.due) == (NoticeKind.REQUEST, "2026-11-24")
    assert card(desk, id).row.step is Step.HAND_OVER
    assert "client" in why_not(desk, id, Step.CLOSE)
    with pytest.raises(Refusal):
        papers.issue(desk, passing.draft_passed(desk, id, LanguageMode.RU))
    pass_on(desk, id)
    assert card(desk, id).row.step is Step.IDENTIFY
    requests.confirm_identity(desk, id, "по звонку")
    assert card(desk, id).row.step is Step.TELL_PASSED
    draft = passing.draft_passed(desk, id, LanguageMode.BOTH)
    assert draft.missing == ()
    paper = papers.issue(desk, draft)
    assert card(desk, id).row.step is Step.DISPATCH
    clock.forward(minutes=1)
    requests.dispatch(desk, id, desk.now(), Channel.EMAIL, "сообщение")
    requests.close_request(desk, id, "Передано оператору")
    assert running(desk, id) == set()
    (demand,) = card(desk, id).demands
    assert (demand.state, demand.outcome, demand.client) == (
        DemandState.SATISFIED,
        paper.number,
        zakazchik,
    )
    assert demand.client_name.en == "Zakazchik LLC"
    (line,) = journal_lines(desk, date(2026, 11, 1), date(2026, 11, 30), 10)
    assert line.decision == "passed"
    assert [number for _day, number in line.answers] == [paper.number]


def test_per_demand_what_is_ours_is_still_answered_in_its_own_term(desk, zakazchik, asked):
    (access,) = leave(desk, asked, zakazchik, DemandKind.ACCESS)
    rows = running(desk, asked)
    assert ("R25", next(d.id for d in card(desk, asked).demands if d.id != access)) in rows
    assert ("P01", access) in rows
    assert "R01" not in {row for row, _demand in rows}
    pass_on(desk, asked)
    requests.confirm_identity(desk, asked, "по звонку")
    papers.issue(desk, passing.draft_passed(desk, asked, LanguageMode.RU))
    states = {d.kind: d.state for d in card(desk, asked).demands}
    assert states == {
        DemandKind.ACCESS: DemandState.SATISFIED,
        DemandKind.STOP_MARKETING: DemandState.OPEN,
    }
    assert "open" in why_not(desk, asked, Step.CLOSE)


def test_a_demand_about_both_stays_ours_and_is_passed_on_as_well(desk, zakazchik, asked):
    (access,) = leave(desk, asked, zakazchik, DemandKind.ACCESS, also_ours=())
    passing.leave_to_clients(desk, asked, {access: None})
    passing.leave_to_clients(desk, asked, {access: zakazchik}, also_ours=[access])
    found = [(d.kind, d.client) for d in card(desk, asked).demands]
    assert sorted(found, key=str) == sorted(
        [
            (DemandKind.ACCESS, None),
            (DemandKind.STOP_MARKETING, None),
            (DemandKind.ACCESS, zakazchik),
        ],
        key=str,
    )
    assert ("R01", access) in running(desk, asked)
    (notice,) = client_notices.client_notices(desk, request=asked)
    draft = client_papers.draft_notice(desk, notice.id, LanguageMode.RU)
    assert draft.facts.own_too
    assert draft.facts.demands == ("access",)


def test_said_to_be_ours_again_its_terms_run_as_before(desk, zakazchik, asked):
    before = running(desk, asked)
    (access,) = leave(desk, asked, zakazchik, DemandKind.ACCESS)
    passing.leave_to_clients(desk, asked, {access: None})
    assert running(desk, asked) == before
    assert client_notices.client_notices(desk, request=asked) == []
    leave(desk, asked, zakazchik, DemandKind.ACCESS)
    (notice,) = client_notices.client_notices(desk, request=asked)
    issued(desk, notice.id, {"asked": Both("Просит.", "Asks.")})
    with pytest.raises(Refusal):
        passing.leave_to_clients(desk, asked, {access: None})


def test_two_clients_are_told_each_and_the_person_of_each(desk, client, zakazchik, asked):
    other = registers.save_client(desk, replace(client, name=Both("АО «Второй»", "Second JSC")))
    leave(desk, asked, zakazchik, DemandKind.ACCESS)
    leave(desk, asked, other, DemandKind.STOP_MARKETING)
    notices = client_notices.client_notices(desk, request=asked)
    assert {each.client for each in notices} == {zakazchik, other}
    for each in notices:
        issued(desk, each.id, {"asked": Both("Просит.", "Asks.")})
        sent(desk, each.id)
    requests.confirm_identity(desk, asked, "по звонку")
    told = []
    for _each in notices:
        draft = passing.draft_passed(desk, asked, LanguageMode.RU)
        told.append(draft.facts.client.en)
        papers.issue(desk, draft)
    assert told == ["Zakazchik LLC", "Second JSC"]
    assert all(d.state is DemandState.SATISFIED for d in card(desk, asked).demands)


def test_a_moment_of_receipt_put_right_brings_back_no_term_of_the_law(desk, zakazchik, asked):
    (access,) = leave(desk, asked, zakazchik, DemandKind.ACCESS)
    earlier = datetime.fromisoformat("2026-11-19T09:00+00:00")
    requests.correct(desk, asked, Correction(received=earlier), "ошибка")
    assert ("R01", access) not in running(desk, asked)
    assert ("P01", access) in running(desk, asked)


def test_from_abroad_both_answer_and_our_terms_stay(desk, zakazchik, asked):
    card_of = desk.operator()
    abroad = replace(card_of, inn="", ogrn="", foreign_tax_code="0312345678")
    assert isinstance(abroad, Operator)
    operators.save_operator(desk, abroad)
    (access,) = leave(desk, asked, zakazchik, DemandKind.ACCESS)
    assert ("R01", access) in running(desk, asked)
    (notice,) = client_notices.client_notices(desk, request=asked)
    assert client_papers.draft_notice(desk, notice.id, LanguageMode.RU).facts.foreign


def test_the_persons_letter_goes_along_when_it_is_wanted(desk, zakazchik):
    id = requests.register_request(desk, intake())
    requests.add_file(desk, id, "scan.pdf", b"%PDF")
    leave(desk, id, zakazchik, DemandKind.ACCESS)
    (notice,) = client_notices.client_notices(desk, request=id)
    assert not client_papers.draft_notice(desk, notice.id, LanguageMode.RU).facts.attached


@pytest.mark.parametrize("bad", ["client", "demand", "same", "decided"])
def test_bad_input_changes_nothing(desk, zakazchik, asked, bad):
    access = card(desk, asked).demands[0].id
    if bad == "decided":
        requests.decide(desk, asked, access, DemandState.DROPPED, "снято")
    choice = {
        "client": {access: 99},
        "demand": {999: zakazchik},
        "same": {access: None},
        "decided": {access: zakazchik},
    }[bad]
    before = card(desk, asked).demands
    with pytest.raises(Refusal):
        passing.leave_to_clients(desk, asked, choice)
    assert card(desk, asked).demands == before
    assert client_notices.client_notices(desk) == []


def test_steps_know_what_waits_for_the_client():
    case = Case(demands=(LEFT,), passing=True, identified=True)
    assert next_step(case) is Step.HAND_OVER
    assert not step_possible(case, Step.TELL_PASSED).allowed
    assert not step_possible(case, Step.ANSWER).allowed, "the client is liable"
    told = Case(demands=(LEFT,), identified=True)
    assert next_step(told) is Step.TELL_PASSED
    assert not step_possible(told, Step.CLOSE).allowed


def test_taken_back_by_the_person_or_void_nothing_is_owed_to_the_client(desk, zakazchik, asked):
    (access,) = leave(desk, asked, zakazchik, DemandKind.ACCESS)
    with pytest.raises(Refusal):
        requests.decide(desk, asked, access, DemandState.SATISFIED, "сделано")
    requests.decide(desk, asked, access, DemandState.DROPPED, "отозвано")
    assert client_notices.client_notices(desk, request=asked) == []
    other = requests.register_request(desk, intake())
    leave(desk, other, zakazchik, DemandKind.ACCESS)
    requests.void_request(desk, other, "принято по ошибке")
    assert client_notices.client_notices(desk) == []


def test_a_void_answer_leaves_the_demand_to_be_told_again(desk, zakazchik):
    id = requests.register_request(desk, intake())
    leave(desk, id, zakazchik, DemandKind.ACCESS)
    pass_on(desk, id)
    requests.confirm_identity(desk, id, "по звонку")
    paper = papers.issue(desk, passing.draft_passed(desk, id, LanguageMode.RU))
    papers.void(desk, paper.id, "ошибка")
    assert card(desk, id).row.step is Step.TELL_PASSED
