# SPDX-License-Identifier: Apache-2.0
"""A plan: its term by cause, what it proposes, what is refused and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desk.domain.consent import ConsentFields, ConsentKind, ConsentWay
from desk.domain.destruction import (
    RULE_OF,
    Cause,
    DestructionState,
    DestructionStep,
    Kept,
    PlanFields,
    PlanItem,
)
from desk.domain.due import Why
from desk.domain.explain import explain
from desk.domain.kinds import Channel, DemandKind, LanguageMode
from desk.domain.values import Both, Query
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.destruction import destructions
from desk.services.destruction.calls import called, proposals
from desk.services.destruction.terms import running
from desk.services.keeping.recounting import recount
from desk.services.overview import deadlines
from desk.services.paper import papers
from desk.services.register.holdings import put_hold, release_hold
from desk.services.request import requests
from desk.storage.models import Deadline, Destruction, Holding, Purpose
from tests.factories import intake, person
from tests.ground import commission, held, lay, subject

FOUND = "2026-11-20"


@pytest.fixture
def ground(desk):
    return lay(desk)


def plan(desk, who, **over):
    return destructions.plan_destruction(
        desk, PlanFields(**{"cause": Cause.WITHDRAWAL, "caused": FOUND, "subjects": (who,), **over})
    )


@pytest.mark.parametrize(
    ("cause", "rows", "due"),
    [
        (Cause.WITHDRAWAL, {"R21"}, "2026-12-21"),
        (Cause.PURPOSE_ACHIEVED, {"R20"}, "2026-12-21"),
        (Cause.KEEP_EXPIRED, {"R20"}, "2026-12-21"),
        (Cause.CONSENT_EXPIRED, {"R20"}, "2026-12-21"),
        (Cause.NOT_NEEDED, {"R20"}, "2026-12-21"),
        (Cause.LIMITATION, {"R20"}, "2026-12-21"),
        (Cause.PROVED_DEMAND, {"R08"}, "2026-12-01"),
        (Cause.UNLAWFUL, {"R14", "R15"}, "2026-11-25"),
        (Cause.STOP_DEMAND, {"R22"}, "2026-12-04"),
    ],
)
def test_every_cause_has_its_own_term(desk, ground, cause, rows, due):
    who = subject(desk)
    id = plan(desk, who, cause=cause)
    terms = running(desk, [id])[id]
    assert {term.row for term in terms} == rows
    card = destructions.destruction_card(desk, id)
    assert (card.row.due, card.due.due) == (due, date.fromisoformat(due))


def test_unlawful_processing_is_stopped_and_destroyed_from_the_finding(desk, ground):
    id = plan(desk, subject(desk), cause=Cause.UNLAWFUL)
    dues = {term.row: term.due for term in running(desk, [id])[id]}
    assert dues == {"R14": "2026-11-25", "R15": "2026-12-04"}
    destructions.stopped(desk, id, date(2026, 11, 21))
    assert card(desk, id).row.due == "2026-12-04"


@pytest.mark.parametrize("cause", [c for c in Cause if c not in RULE_OF])
def test_where_no_rule_gives_a_date_it_is_entered_with_its_clause(desk, ground, cause):
    who = subject(desk)
    refused(desk, who, "due", cause=cause)
    refused(desk, who, "clause", cause=cause, due="2026-12-30")
    refused(desk, who, "due", cause=cause, due="2026-11-19", clause="п. 5.2 договора")
    refused(desk, who, "due", cause=cause, due="скоро", clause="п. 5.2 договора")
    id = plan(desk, who, cause=cause, due="2026-12-30", clause="п. 5.2 договора")
    found = card(desk, id)
    assert (found.row.due, found.due.basis) == ("2026-12-30", "п. 5.2 договора")
    assert found.row.number == "destruction/2026-001", "a refused plan takes no number"


def test_a_contract_may_set_another_term_only_where_the_law_lets_it(desk, ground):
    who = subject(desk)
    terms = {"due": "2027-02-01", "clause": "п. 3 договора"}
    refused(desk, who, "due", cause=Cause.UNLAWFUL, **terms)
    id = plan(desk, who, cause=Cause.PURPOSE_ACHIEVED, **terms)
    assert [term.due for term in running(desk, [id])[id]] == ["2027-02-01"]


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("cause", {"cause": "whim"}),
        ("caused", {"caused": ""}),
        ("caused", {"caused": "2026-11-23"}),
        ("subjects", {"subjects": ()}),
        ("subjects", {"subjects": (999,)}),
        ("request", {"request": 999}),
        ("holdings", {"holdings": (999,)}),
    ],
)
def test_a_plan_is_refused_at_its_field_and_nothing_is_half_saved(desk, ground, field, over):
    refused(desk, subject(desk), field, **over)
    assert Destruction.select().count() == 0
    assert Deadline.select().count() == 0


def test_what_rests_on_consent_goes_with_all_its_places(desk, ground):
    who = subject(desk)
    newsletter = held(desk, ground, who)
    found = card(desk, plan(desk, who)).items
    assert {(i.system, i.carrier, i.processor) for i in found if i.holding == newsletter} == {
        (ground.crm, None, None),
        (None, ground.cabinet, None),
        (None, None, ground.processor),
        (ground.own, None, None),
    }, "the desk itself holds the card"
    (paper,) = [item for item in found if item.carrier]
    assert (paper.sheets, paper.method) == (12, "shred")


def test_plans_for_the_same_data_name_one_another_until_one_is_carried_out(desk, ground):
    who, other = subject(desk), subject(desk, "Другой Иван")
    held(desk, ground, who)
    held(desk, ground, other)
    causes = (Cause.WITHDRAWAL, Cause.NOT_NEEDED, Cause.UNLAWFUL)
    first, second, third = (plan(desk, who, cause=cause) for cause in causes)
    apart = plan(desk, other)
    numbers = {id: card(desk, id).row.number for id in (first, second, third)}
    assert card(desk, second).also == (numbers[first], numbers[third])
    assert card(desk, apart).also == ()
    destructions.void_destruction(desk, third, "Одни и те же данные")
    assert card(desk, first).also == (numbers[second],)
    assert card(desk, third).also == ()


def test_what_another_ground_bears_stays_with_its_norm_and_term(desk, ground):
    who = subject(desk)
    held(desk, ground, who)
    contract = held(
        desk, ground, who, purpose=ground.contract, ground="6.1.5", keep_until="2031-12-31"
    )
    found = card(desk, plan(desk, who))
    assert contract not in {item.holding for item in found.items}
    kept = {each.holding: each for each in found.kept}
    assert (kept[contract].what.ru, kept[contract].until) == ("Исполнение договора", "2031-12-31")
    assert "6" in kept[contract].norm.ru
    assert kept[None].case_file
    assert "21" in kept[None].norm.ru, "the desk’s own case file stays, too"


def test_what_stays_says_until_when_by_the_consent_or_by_the_term_of_its_purpose(desk, ground):
    fields = ConsentFields(
        ConsentKind.PROCESSING, ground.newsletter, "2026-03-01T12:00:00+03:00", ConsentWay.PAPER,
        valid_until="2027-12-10",
    )  # fmt: skip
    given = consents.record_consent(desk, person(name="Щёголева Анна Ильинична"), fields)
    newsletter = Holding.get(Holding.consent_id == given)
    who = newsletter.person_id
    with desk.database.atomic():
        Purpose.update(retention_ru="", retention_en="", keep_term="30 days").execute()
    contract = held(desk, ground, who, purpose=ground.contract, ground="6.1.5")
    kept = {each.holding: each for each in card(desk, plan(desk, who)).kept}
    assert kept[newsletter.id].until == "2027-12-10"
    assert kept[contract].until_words.ru == "30 дней после достижения цели"


def test_a_passed_term_of_storage_makes_a_contract_go_too(desk, ground):
    who = subject(desk)
    over = {"purpose": ground.contract, "ground": "6.1.5", "sheets": 0}
    old = held(desk, ground, who, keep_until="2026-11-20", **over)
    young = held(desk, ground, who, keep_until="2026-11-23", **over)
    found = card(desk, plan(desk, who, cause=Cause.KEEP_EXPIRED))
    assert {item.holding for item in found.items} == {old}
    assert {each.holding for each in found.kept} == {young, None}


def test_data_no_longer_needed_go_though_the_consent_to_them_still_holds(desk, ground):
    who = person(name="Щёголева Анна Ильинична")
    fields = ConsentFields(
        ConsentKind.PROCESSING, ground.newsletter, "2026-03-01", ConsentWay.PAPER
    )
    given = consents.record_consent(desk, who, fields)
    newsletter = Holding.get(Holding.consent_id == given)
    contract = held(desk, ground, newsletter.person_id, purpose=ground.contract, ground="6.1.5")
    found = card(desk, plan(desk, newsletter.person_id, cause=Cause.NOT_NEEDED))
    assert {item.holding for item in found.items} == {newsletter.id}
    assert {each.holding for each in found.kept} == {contract, None}


def test_the_operator_may_choose_what_goes(desk, ground):
    who = subject(desk)
    one = held(desk, ground, who, purpose=ground.contract, ground="6.1.5")
    two = held(desk, ground, who, sheets=2)
    found = card(desk, plan(desk, who, holdings=(two,)))
    assert {item.holding for item in found.items} == {two}
    assert {each.holding for each in found.kept} == {one, None}


def test_a_planned_holding_is_not_proposed_twice(desk, ground):
    who = subject(desk)
    id = held(desk, ground, who, keep_until="2026-11-01")
    assert [call.total for call in proposals(desk)] == [1]
    first = plan(desk, who, cause=Cause.KEEP_EXPIRED)
    assert proposals(desk) == ()
    assert list(called(desk, "holdings")) == []
    destructions.void_destruction(desk, first, "Ошибка")
    assert list(called(desk, "holdings")) == [id]


def test_legal_holds_keep_what_is_planned_and_release_lets_it_go_on(desk, ground):
    who = subject(desk)
    id = held(desk, ground, who)
    plan_id = plan(desk, who)
    destructions.appoint(desk, plan_id, destructions.make_commission(desk, commission()))
    stop = put_hold(desk, who, "Спор в суде", id)
    found = card(desk, plan_id)
    assert (found.held, found.row.step) == (("Спор в суде",), None)
    with pytest.raises(Refusal, match="legal hold"):
        destructions.carry_out(desk, plan_id, [], date(2026, 11, 21))
    release_hold(desk, stop, "Суд решил")
    found = card(desk, plan_id)
    assert (found.held, found.row.step) == ((), DestructionStep.STOP_LETTERS)


def test_what_is_on_hold_from_the_beginning_is_planned_to_stay(desk, ground):
    who = subject(desk)
    id = held(desk, ground, who)
    put_hold(desk, who, "Проверка")
    found = card(desk, plan(desk, who))
    assert found.items == ()
    (kept,) = [each for each in found.kept if each.holding == id]
    assert kept.ground == "hold"


def test_items_are_refused_at_the_field_that_is_wrong(desk, ground):
    who, other = subject(desk), subject(desk, "Посторонний Пётр Петрович")
    held(desk, ground, who)
    id = plan(desk, who)
    good = PlanItem(who, (ground.name,), carrier=ground.cabinet, sheets=3, method="burn")
    before = card(desk, id).items
    for where, wrong in {
        "items.1.person": replace(good, person=other),
        "items.1.system": replace(good, system=ground.crm),
        "items.1.categories": replace(good, categories=()),
        "items.1.method": replace(good, method="magic"),
        "items.1.sheets": replace(good, sheets=-1),
        "items.2.system": replace(good, carrier=None),
    }.items():
        items = [wrong] if where.startswith("items.1") else [good, wrong]
        with pytest.raises(Refusal) as told:
            destructions.set_items(desk, id, items)
        assert told.value.field == where
    assert card(desk, id).items == before
    destructions.set_items(desk, id, [good])
    (kept,) = card(desk, id).items
    assert replace(kept, id=0) == good


def test_what_stays_may_be_said_anew(desk, ground):
    who = subject(desk)
    id = plan(desk, who)
    with pytest.raises(Refusal) as told:
        destructions.set_kept(desk, id, [Kept(Both(), "6.1.2")])
    assert told.value.field == "kept.1.what"
    kept = Kept(
        Both("Счета", "Invoices"), "6.1.2", Both("ст. 29", "Art. 29"), "2031-12-31", person=who
    )
    destructions.set_kept(desk, id, [kept])
    (found,) = card(desk, id).kept
    assert replace(found, id=0) == kept


# --- from a request ---------------------------------------------------------------------------------


def asked(desk, kind, **over):
    id = requests.register_request(desk, intake(demands=(kind,), **over))
    return id, requests.request_card(desk, id).subject_id


def test_the_terms_of_a_request_are_shared_and_not_doubled(desk, ground):
    request, who = asked(desk, DemandKind.WITHDRAW)
    held(desk, ground, who)
    before = Deadline.select().count()
    id = plan(desk, who, request=request)
    assert Deadline.select().count() == before
    assert card(desk, id).row.due == "2026-12-21"


def test_an_answer_does_not_end_the_term_while_the_data_are_still_there(desk, ground):
    request, who = asked(desk, DemandKind.WITHDRAW)
    held(desk, ground, who)
    id = plan(desk, who, request=request)
    requests.confirm_identity(desk, request, "Адрес совпал")
    texts = {"data": Both("Имя, телефон", "Name, telephone")}
    paper = papers.draft(desk, "notice_done", LanguageMode.RU, request, passages=texts)
    papers.issue(desk, paper)
    requests.dispatch(desk, request, desk.now(), Channel.EMAIL, "<m@x>")
    assert card(desk, id).row.due == "2026-12-21"
    with pytest.raises(Refusal, match="duty is still outstanding"):
        requests.close_request(desk, request)
    destructions.void_destruction(desk, id, "Уничтожать нечего")
    requests.record_remedy(desk, request, None, "destruction", date(2026, 11, 22), "Акт № 1")
    requests.close_request(desk, request)


def test_an_answer_alone_still_ends_a_withdrawal_without_a_destruction(desk, ground):
    request, _who = asked(desk, DemandKind.WITHDRAW)
    requests.confirm_identity(desk, request, "Адрес совпал")
    texts = {"data": Both("Имя, телефон", "Name, telephone")}
    papers.issue(desk, papers.draft(desk, "notice_done", LanguageMode.RU, request, passages=texts))
    requests.dispatch(desk, request, desk.now(), Channel.EMAIL, "<m@x>")
    requests.close_request(desk, request)


def test_a_plan_after_the_answer_counts_by_itself(desk, ground):
    request, who = asked(desk, DemandKind.WITHDRAW)
    requests.record_remedy(desk, request, None, "destruction", date(2026, 11, 21), "Акт № 1")
    id = plan(desk, who, request=request)
    assert card(desk, id).row.due == "2026-12-21"
    assert Deadline.select().where(Deadline.destruction_id == id).count() == 1


def test_a_plan_speaks_of_the_subject_of_its_request(desk, ground):
    request, _who = asked(desk, DemandKind.WITHDRAW)
    refused(desk, subject(desk, "Другая Анна"), "subjects", request=request)
    _request, who = asked(desk, DemandKind.WITHDRAW)
    refused(desk, who, "caused", request=_request, caused="2026-11-19")


def test_terms_of_a_withdrawn_consent_run_as_the_destruction_s(desk, ground):
    who = subject(desk)
    fields = ConsentFields(
        ConsentKind.PROCESSING, ground.newsletter, "2026-03-01", ConsentWay.PAPER
    )
    consent = consents.record_consent(desk, who, fields)
    consents.withdraw_consents(desk, [consent], date(2026, 11, 20))
    assert lines(desk) == [("consent", "2026-12-21")]
    id = plan(desk, who)
    assert Deadline.select().where(Deadline.destruction_id == id).count() == 1
    assert lines(desk) == [("destruction", "2026-12-21")]
    destructions.void_destruction(desk, id, "Ошибка")
    assert lines(desk) == [("consent", "2026-12-21")]


def test_an_expired_consent_calls_for_a_destruction(desk, ground, clock):
    who = subject(desk)
    consents.record_consent(
        desk,
        who,
        ConsentFields(
            ConsentKind.PROCESSING,
            ground.newsletter,
            "2026-03-01",
            ConsentWay.PAPER,
            valid_until="2026-11-30",
        ),
    )
    assert deadlines.today(desk).proposals == ()
    clock.set(2026, 12, 1, 9, 0)
    (call,) = deadlines.today(desk).proposals
    assert (call.id, call.total) == ("consents", 1)


# --- postponed ----------------------------------------------------------------------------------------


def test_what_cannot_be_destroyed_in_time_is_blocked_for_six_months(desk, ground):
    who = subject(desk)
    id = plan(desk, who, cause=Cause.PURPOSE_ACHIEVED)
    destructions.postpone(desk, id, "Резервные копии перезаписываются раз в квартал")
    found = card(desk, id)
    assert (found.row.due, found.due.row) == ("2027-05-20", "R23")
    with pytest.raises(Refusal):
        destructions.postpone(desk, id, "Ещё раз")


def test_what_was_overdue_when_it_was_blocked_stays_so(desk, ground, clock):
    id = plan(desk, subject(desk), cause=Cause.PURPOSE_ACHIEVED)
    assert card(desk, id).row.due == "2026-12-21"
    clock.set(2027, 1, 15, 9, 0)
    destructions.postpone(desk, id, "Архив на лентах")
    due = card(desk, id).due
    assert (due.row, due.late) == ("R23", Why("late", date(2026, 12, 21), count=25))
    line = next(line for group in deadlines.today(desk, "en").groups for line in group.lines)
    assert line.due.late == due.late
    assert "was overdue by 25 days" in explain(due, desk.catalogue("en"))
    Deadline.update(firm=0, steps="[]").where(Deadline.row == "R20").execute()
    Deadline.update(firm=0).where(Deadline.row == "R23").execute()
    recount(desk)
    assert card(desk, id).due.late == due.late


def test_on_the_last_day_nothing_is_late(desk, ground, clock):
    id = plan(desk, subject(desk), cause=Cause.PURPOSE_ACHIEVED)
    clock.set(2026, 12, 21, 20, 50)
    destructions.postpone(desk, id, "Архив на лентах")
    assert card(desk, id).due.late is None


def test_the_journal_of_requests_names_the_term_that_was_missed(desk, ground, clock):
    request, who = asked(desk, DemandKind.WITHDRAW)
    id = plan(desk, who, request=request)
    clock.set(2027, 1, 15, 9, 0)
    destructions.postpone(desk, id, "Архив на лентах")
    since = date(2026, 11, 1)
    journal = papers.journal_requests(desk, since, date(2027, 1, 15), LanguageMode.RU)
    late = [term for line in journal.facts.lines for term in line.terms if term.late]
    assert [(term.was_due, term.late) for term in late] == [("2026-12-21", 25)]


def test_a_proved_demand_is_not_postponed(desk, ground):
    id = plan(desk, subject(desk), cause=Cause.PROVED_DEMAND)
    with pytest.raises(Refusal, match="could be postponed"):
        destructions.postpone(desk, id, "Некогда")


def test_the_six_months_of_a_request_are_its_own(desk, ground):
    request, who = asked(desk, DemandKind.WITHDRAW)
    id = plan(desk, who, request=request)
    destructions.postpone(desk, id, "Архив на лентах")
    assert card(desk, id).row.due == "2027-05-20"
    assert requests.request_card(desk, request).blocked


# --- the register -------------------------------------------------------------------------------------


def test_the_register_is_searched_filtered_and_sorted(desk, ground):
    one = plan(desk, subject(desk))
    two = plan(desk, subject(desk, "Примерова Вера Ивановна"), cause=Cause.UNLAWFUL)

    def ids(**query):
        return list(destructions.destruction_ids(desk, Query(**query)))

    assert ids() == [two, one]
    assert ids(sort="-number") == [two, one]
    assert ids(sort="number") == [one, two]
    assert ids(text="примерова") == [two]
    assert ids(text="2026-001") == [one]
    assert ids(kind="unlawful") == [two]
    assert ids(state="void") == []
    assert ids(due_by=date(2026, 11, 30)) == [two]
    assert list(destructions.destruction_ids(desk, Query(sort="number"), after=one)) == [two]
    (row,) = destructions.destruction_rows(desk, [one])
    assert (row.subject, row.subjects, row.state) == (
        "Щёголева Анна Ильинична",
        1,
        DestructionState.PLANNED,
    )
    assert destructions.destruction_id(desk, "2026-002") == two


def test_several_subjects_stand_in_one_plan(desk, ground):
    people = [subject(desk, f"Примеров Пётр {n}") for n in range(3)]
    for who in people:
        held(desk, ground, who)
    id = destructions.plan_destruction(
        desk, PlanFields(Cause.NOT_NEEDED, FOUND, tuple(people), holdings=tuple(range(1, 4)))
    )
    found = card(desk, id)
    assert (found.row.subjects, found.row.subject, len(found.items)) == (3, "", 12)


# --- helpers ------------------------------------------------------------------------------------------


def card(desk, id):
    return destructions.destruction_card(desk, id)


def refused(desk, who, field, **over):
    with pytest.raises(Refusal) as told:
        plan(desk, who, **over)
    assert told.value.field == field


def lines(desk):
    view = deadlines.today(desk)
    assert all(len(group.lines) == group.total for group in view.groups)
    return [(line.record, str(line.due.due)) for group in view.groups for line in group.lines]
