# SPDX-License-Identifier: Apache-2.0
"""Complaints, claims and confirming data: what opens when, and what ends it."""

from datetime import date, timedelta

import pytest

from desk.domain.explain import explain
from desk.domain.kinds import (
    Channel,
    DemandKind,
    DemandState,
    LanguageMode,
    RequestState,
    Step,
)
from desk.domain.paper import Withheld
from desk.domain.proposal import Correction
from desk.domain.values import Both, Query
from desk.errors import Refusal
from desk.services.overview import journals
from desk.services.overview.search import search_everywhere
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.settling import unfounded_possible
from desk.services.settings import set_setting
from tests import factories
from tests.factories import intake, own_finding


def rows(desk, id):
    return {
        d.due.row: d.due.due.isoformat()
        for d in requests.request_card(desk, id).deadlines
        if not d.met
    }


def register(desk, kind):
    return requests.register_request(desk, intake(demands=(kind,)))


def test_the_inquiry_of_an_own_finding_tells_the_day_it_was_found(desk, clock):
    id = requests.register_request(desk, own_finding())
    clock.forward(days=2)
    requests.record_inquiry(desk, id, "f", "c", "m", True)
    assert '"found_on":"2026-11-20"' in journals.journal_page(desk)[0].detail


def test_a_complaint_opens_an_inquiry_and_from_it_the_duties_in_one_step(desk):
    id = register(desk, DemandKind.COMPLAINT)
    requests.confirm_identity(desk, id, "по адресу из договора")
    assert requests.request_card(desk, id).row.step is Step.INQUIRE
    with pytest.raises(Refusal, match="inquiry"):
        papers.issue(desk, papers.draft(desk, "notice_done", LanguageMode.RU, id))
    requests.record_inquiry(
        desk, id, "Рассылка без согласия.", "Старый список.", "Рассылка прекращена.", True
    )
    found = rows(desk, id)
    assert {"R11", "R14", "R15"} <= set(found)
    assert found["R14"] == "2026-11-25"
    assert found["R15"] == "2026-12-04"
    # The result is told to the subject, with facts, cause and measures.
    notice = papers.draft(desk, "notice_done", LanguageMode.RU, id)
    assert notice.facts.action == "inquiry"
    assert notice.facts.passages["established"] == Both("Рассылка без согласия.")
    assert notice.facts.passages["cause"] == Both("Старый список.")
    assert notice.facts.passages["measures"] == Both("Рассылка прекращена.")
    requests.block(desk, id, "")
    papers.issue(desk, notice)
    assert requests.request_card(desk, id).demands[0].outcome == "notice/2026-001"


def test_an_inquiry_and_the_proof_of_dispatch_are_found_and_stay_found(desk):
    id = register(desk, DemandKind.COMPLAINT)
    requests.confirm_identity(desk, id, "по адресу из договора")
    requests.record_inquiry(desk, id, "Рассылка шла", "Выгрузка устарела", "Список заменён", False)
    papers.issue(desk, papers.draft(desk, "notice_done", LanguageMode.RU, id))
    requests.dispatch(desk, id, desk.now(), Channel.POST, "РПО 800937 12 34567 8")
    words = ("рассылка шла", "устарела", "заменен", "80093712345678", "РПО 800937 12 34567 8")
    for text in words:
        assert [hit.id for hit in search_everywhere(desk, text)] == [id], text
    requests.correct(desk, id, Correction(summary="Жалоба на рассылку"), "уточнено")
    for text in words:
        assert list(requests.request_ids(desk, Query(text=text))) == [id], text


def test_a_lawful_finding_opens_nothing(desk):
    id = register(desk, DemandKind.COMPLAINT)
    before = rows(desk, id)
    requests.record_inquiry(desk, id, "факты", "причина", "меры", False)
    assert rows(desk, id) == before


@pytest.mark.parametrize(
    ("kind", "action", "unlawful", "state"),
    [
        (DemandKind.COMPLAINT, "inquiry", False, DemandState.UNFOUNDED),
        (DemandKind.COMPLAINT, "inquiry", True, DemandState.SATISFIED),
        (DemandKind.CLAIM_UNLAWFUL, "cessation", False, DemandState.SATISFIED),
    ],
)
def test_a_complaint_that_was_not_confirmed_is_not_called_satisfied(
    desk, kind, action, unlawful, state
):
    id = register(desk, kind)
    requests.confirm_identity(desk, id, "По номеру договора")
    requests.record_inquiry(desk, id, "факты", "причина", "меры", unlawful)
    notice = papers.draft(
        desk, "notice_done", LanguageMode.RU, id, action=action, done_on=desk.today(),
        passages={"data": Both("имя"), "third_parties": Both("никому")},
    )  # fmt: skip
    papers.issue(desk, notice)
    card = requests.request_card(desk, id)
    assert card.demands[0].state is state
    journal = papers.journal_requests(desk, date(2026, 11, 1), date(2026, 11, 30), LanguageMode.RU)
    (line,) = journal.facts.lines
    assert line.decision == state
    papers.void(desk, card.papers[-1].id, "ошибка")
    assert requests.request_card(desk, id).demands[0].state is DemandState.OPEN


@pytest.mark.parametrize(
    ("kind", "inquired", "unlawful", "said"),
    [
        (DemandKind.COMPLAINT, False, False, "First record the inquiry"),
        (DemandKind.CLAIM_UNLAWFUL, True, True, "found unlawful processing"),
        (DemandKind.CLAIM_INACCURATE, True, False, "Only a complaint or a claim"),
        (DemandKind.ACCESS, False, False, "Only a complaint or a claim"),
    ],
)
def test_not_confirmed_is_chosen_only_where_an_inquiry_found_nothing(
    desk, kind, inquired, unlawful, said
):
    id = register(desk, kind)
    requests.confirm_identity(desk, id, "По номеру договора")
    if inquired:
        requests.record_inquiry(desk, id, "факты", "причина", "меры", unlawful)
    assert not unfounded_possible(desk, id)
    with pytest.raises(Refusal, match=said):
        requests.decide(desk, id, 1, DemandState.UNFOUNDED, "нет")


def test_a_complaint_found_not_confirmed_by_hand_is_called_so(desk, clock):
    id = register(desk, DemandKind.COMPLAINT)
    requests.confirm_identity(desk, id, "По номеру договора")
    requests.record_inquiry(desk, id, "факты", "причина", "меры", unlawful=False)
    assert unfounded_possible(desk, id)
    requests.decide(desk, id, 1, DemandState.UNFOUNDED, "Рассылки не было")
    assert requests.request_card(desk, id).demands[0].state is DemandState.UNFOUNDED
    journal = papers.journal_requests(desk, date(2026, 11, 1), date(2026, 11, 30), LanguageMode.RU)
    assert journal.facts.lines[0].decision == DemandState.UNFOUNDED
    requests.dispatch(desk, id, clock(), Channel.EMAIL, "<1@example.com>", ("a.pdf", b"%PDF"))
    requests.close_request(desk, id)
    assert requests.request_card(desk, id).row.state == "closed"


def test_a_second_finding_opens_no_second_term(desk):
    id = register(desk, DemandKind.CLAIM_UNLAWFUL)
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    requests.record_inquiry(desk, id, "ещё факты", "причина", "меры", True)
    found = [d.due.row for d in requests.request_card(desk, id).deadlines]
    assert found.count("R14") == found.count("R15") == found.count("R11") == 1


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (DemandKind.CORRECT, "R07"),
        (DemandKind.DESTROY, "R08"),
        (DemandKind.CLAIM_INACCURATE, "R13"),
    ],
)
def test_confirming_data_open_seven_working_days(desk, kind, row):
    id = register(desk, kind)
    assert row not in rows(desk, id)
    demand = requests.request_card(desk, id).demands[0].id
    requests.add_evidence(desk, id, demand, date(2026, 11, 20))
    assert rows(desk, id)[row] == "2026-12-01"
    deed = "destruction" if row == "R08" else "correction"
    requests.record_remedy(desk, id, demand, deed, date(2026, 11, 22), "исправлено")
    assert row not in rows(desk, id)


def test_data_handed_in_later_have_a_term_of_their_own_beside_the_first(desk, clock):
    id = register(desk, DemandKind.CORRECT)
    demand = requests.request_card(desk, id).demands[0].id
    requests.add_evidence(desk, id, demand, date(2026, 11, 20))
    clock.forward(days=17)
    with pytest.raises(Refusal, match="already recorded") as refusal:
        requests.add_evidence(desk, id, demand, date(2026, 11, 20))
    assert refusal.value.field == "on"
    requests.add_evidence(desk, id, demand, date(2026, 12, 9))
    card = requests.request_card(desk, id)
    running = [d.due for d in card.deadlines if d.due.row == "R07"]
    assert [d.due for d in running] == [date(2026, 12, 1), date(2026, 12, 18)]
    assert card.row.due == "2026-12-01", "the first one is overdue and still leads"
    requests.record_remedy(desk, id, demand, "correction", date(2026, 12, 9))
    assert "R07" not in rows(desk, id)


@pytest.mark.parametrize(
    ("kind", "row", "deed"),
    [
        (DemandKind.STOP_MARKETING, "R25", "marketing"),
        (DemandKind.STOP_DISSEMINATION, "R28", "dissemination"),
        (DemandKind.STOP_BREACH, "R29", "dissemination"),
        (DemandKind.STOP, "R22", "cessation"),
        (DemandKind.WITHDRAW, "R21", "destruction"),
    ],
)
def test_a_duty_to_stop_ends_with_the_deed_and_the_answer_is_still_owed(desk, kind, row, deed):
    id = register(desk, kind)
    demand = requests.request_card(desk, id).demands[0]
    assert row in rows(desk, id)
    requests.record_remedy(desk, id, demand.id, deed, date(2026, 11, 22), "Акт № 1")
    assert row not in rows(desk, id)
    with pytest.raises(Refusal, match="still open"):
        requests.close_request(desk, id)


def test_a_lawful_ground_ends_the_duty_to_destroy_and_needs_a_note(desk):
    id = register(desk, DemandKind.CLAIM_UNLAWFUL)
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    with pytest.raises(Refusal, match="lawful ground") as refusal:
        requests.record_remedy(desk, id, None, "lawful", date(2026, 11, 22))
    assert refusal.value.field == "note"
    requests.record_remedy(desk, id, None, "lawful", date(2026, 11, 22), "получено согласие")
    assert not {"R14", "R15"} & set(rows(desk, id))


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda d, i, m: requests.record_inquiry(d, i, "", "причина", "меры", True), "facts"),
        (lambda d, i, m: requests.record_inquiry(d, i, "f", "c" * 30_000, "m", True), "cause"),
        (
            lambda d, i, m: requests.record_inquiry(
                d, i, "f", "c", "m", True, found_on=date(2026, 11, 1)
            ),
            "found_on",
        ),
        (lambda d, i, m: requests.add_evidence(d, i, m, date(2027, 1, 1)), "on"),
        (lambda d, i, m: requests.add_evidence(d, i, m, date(1, 1, 1)), "on"),
        (lambda d, i, m: requests.add_evidence(d, i, 999, date(2026, 11, 22)), "demand"),
        (lambda d, i, m: requests.add_evidence(d, i, m, date(2026, 11, 22)), "demand"),
        (lambda d, i, m: requests.record_remedy(d, i, m, "magic", date(2026, 11, 22)), "action"),
    ],
)
def test_wrong_fields_are_named(desk, act, field):
    id = register(desk, DemandKind.COMPLAINT)
    demand = requests.request_card(desk, id).demands[0].id
    with pytest.raises(Refusal) as refusal:
        act(desk, id, demand)
    assert refusal.value.field == field


def complaint_found(desk, kind=DemandKind.COMPLAINT):
    id = register(desk, kind)
    requests.confirm_identity(desk, id, "по адресу из договора")
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    return id, requests.request_card(desk, id).demands[0].id


@pytest.mark.parametrize("kind", [DemandKind.COMPLAINT, DemandKind.CLAIM_UNLAWFUL])
@pytest.mark.parametrize("state", [DemandState.DROPPED, DemandState.REFUSED])
def test_what_was_found_must_be_mended_whatever_becomes_of_the_demand(desk, kind, state):
    id, demand = complaint_found(desk, kind)
    requests.decide(desk, id, demand, state, "заявитель передумал")
    assert {"R11", "R14", "R15"} <= set(rows(desk, id))
    with pytest.raises(Refusal, match="still outstanding"):
        requests.close_request(desk, id)
    for deed in ("blocking", "cessation", "destruction"):
        requests.record_remedy(desk, id, None, deed, date(2026, 11, 22), "Акт № 1")
    # Art. 21 (3): the subject is told of the remedy even so.
    with pytest.raises(Refusal, match="not been sent"):
        requests.close_request(desk, id)


def test_no_violation_is_a_ground_only_after_a_check_that_found_none(desk):
    id = register(desk, DemandKind.CLAIM_UNLAWFUL)
    requests.confirm_identity(desk, id, "по адресу из договора")
    item = Withheld(Both("Требование", "Demand"), "21.1", Both("Нарушения нет.", "None."))

    def refuse():
        return papers.issue(
            desk, papers.draft(desk, "refusal", LanguageMode.RU, id, refused=(item,))
        )

    with pytest.raises(Refusal, match="First record the inquiry"):
        refuse()
    demand = requests.request_card(desk, id).demands[0].id
    with pytest.raises(Refusal, match="First record the inquiry"):
        requests.decide(desk, id, demand, DemandState.REFUSED, "нарушения нет")
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    with pytest.raises(Refusal, match="A violation was found"):
        refuse()
    requests.record_remedy(desk, id, None, "lawful", date(2026, 11, 22), "получено согласие")
    assert refuse().number == "answer/2026-001"


def test_a_demand_to_block_can_be_inquired_into(desk):
    id, _demand = complaint_found(desk, DemandKind.BLOCK)
    assert {"R14", "R15"} <= set(rows(desk, id))


def test_the_duty_to_block_runs_from_the_complaint_not_from_the_finding(desk):
    id, _demand = complaint_found(desk)
    assert rows(desk, id)["R11"] == "2026-11-20"


def test_what_was_done_is_told_by_a_date_of_the_operator_s_own(desk, clock):
    id = register(desk, DemandKind.DESTROY)
    requests.confirm_identity(desk, id, "по адресу из договора")
    demand = requests.request_card(desk, id).demands[0].id
    requests.add_evidence(desk, id, demand, date(2026, 11, 20))
    requests.record_remedy(desk, id, demand, "destruction", date(2026, 11, 20), "Акт № 1")
    (told,) = [d for d in requests.request_card(desk, id, "en").deadlines if d.due.row == "P02"]
    assert (told.due.due, told.due.own) == (date(2026, 11, 25), True)
    assert "own rule, not set by law" in explain(told.due, desk.catalogue("en"))
    requests.record_remedy(desk, id, demand, "destruction", date(2026, 11, 22), "Акт № 1")
    assert [d.due.row for d in requests.request_card(desk, id).deadlines].count("P02") == 1
    requests.decide(desk, id, demand, DemandState.SATISFIED, "уничтожено")
    with pytest.raises(Refusal, match="not been sent"):
        requests.close_request(desk, id)
    draft = papers.draft(
        *(desk, "notice_done", LanguageMode.RU, id, (demand,)),
        passages={"data": Both("Имя.")},
        action="destruction",
    )
    papers.issue(desk, draft)
    requests.dispatch(desk, id, desk.now(), Channel.EMAIL, "<m@x>")
    terms = requests.request_card(desk, id).deadlines
    assert [term.due.row for term in terms if not term.met] == ["R24"], "the act is kept"
    requests.close_request(desk, id)


def test_a_later_deed_is_told_too_before_the_request_is_closed(desk):
    id, _demand = complaint_found(desk)
    told = papers.draft(
        *(desk, "notice_done", LanguageMode.RU, id),
        passages={"data": Both("Имя.")},
        action="inquiry",
    )
    papers.issue(desk, told)
    requests.dispatch(desk, id, desk.now(), Channel.EMAIL, "<m@x>")
    for deed in ("blocking", "cessation", "destruction"):
        requests.record_remedy(desk, id, None, deed, date(2026, 11, 22), "Акт № 1")
    with pytest.raises(Refusal, match="has not been notified"):
        requests.close_request(desk, id)
    assert requests.request_card(desk, id).row.step is Step.REPORT_DONE


def test_without_own_promises_telling_has_no_date(desk):
    set_setting(desk, "own_promises", False)
    id = register(desk, DemandKind.CORRECT)
    requests.record_remedy(desk, id, None, "correction", date(2026, 11, 22))
    assert "P02" not in rows(desk, id)


def test_destruction_not_possible_in_time_blocks_and_opens_six_months(desk):
    id, demand = complaint_found(desk)
    with pytest.raises(Refusal) as refusal:
        requests.postpone_destruction(desk, id, demand, " ")
    assert refusal.value.field == "reason"
    requests.postpone_destruction(desk, id, demand, "Копия в архиве поставщика до мая.")
    found = rows(desk, id)
    assert found["R23"] == "2027-05-24"
    assert not {"R11", "R15"} & set(found)
    card = requests.request_card(desk, id)
    assert card.blocked
    assert "postponed" in {event.kind for event in card.timeline}
    with pytest.raises(Refusal, match="could be postponed"):
        requests.postpone_destruction(desk, id, demand, "ещё раз")
    requests.record_remedy(desk, id, demand, "cessation", date(2026, 11, 22))
    papers.issue(desk, papers.draft(desk, "notice_done", LanguageMode.RU, id))
    with pytest.raises(Refusal) as refusal:
        requests.close_request(desk, id)
    assert refusal.value.params["rows"] == "R23"
    requests.record_remedy(desk, id, demand, "destruction", date(2026, 11, 22), "Акт № 1")
    assert "R23" not in rows(desk, id)


def test_only_a_running_duty_to_destroy_is_postponed(desk):
    id = register(desk, DemandKind.ACCESS)
    demand = requests.request_card(desk, id).demands[0].id
    with pytest.raises(Refusal, match="could be postponed"):
        requests.postpone_destruction(desk, id, demand, "нет возможности")


def test_a_withdrawal_whose_data_cannot_be_destroyed_is_still_answered_in_its_term(desk):
    id = register(desk, DemandKind.WITHDRAW)
    demand = requests.request_card(desk, id).demands[0].id
    requests.postpone_destruction(desk, id, demand, "Резервная копия не перезаписана.")
    assert {"R21", "R23"} <= set(rows(desk, id))


ACT = "Акт № 5 от 21.11.2026"


def keeping(desk, id):
    """When the act of a destruction made elsewhere may go, by the record; empty where no such term runs."""
    found = [term for term in requests.request_card(desk, id).deadlines if term.due.row == "R24"]
    return [(str(term.due.due), term.met) for term in found]


def test_an_act_drawn_up_elsewhere_is_kept_three_years_past_the_request(desk, clock):
    """Order 179, item 8: the term runs from the destruction, and neither answer nor closing ends it."""
    id = factories.register(desk, demands=(DemandKind.DESTROY,))
    requests.record_remedy(desk, id, None, "destruction", date(2026, 11, 21), ACT)
    assert keeping(desk, id) == [("2029-11-21", "")]
    (row,) = requests.request_rows(desk, [id])
    assert row.due[:4] == "2026", "it is no date to act by"
    said = {"action": "destruction", "done_on": date(2026, 11, 21), "act_number": "5"}
    said |= {"act_date": date(2026, 11, 21), "passages": {"data": Both("всё")}}
    papers.issue(desk, papers.draft(desk, "notice_done", LanguageMode.RU, id, **said))
    requests.dispatch(desk, id, clock(), Channel.EMAIL, "<1@example.com>")
    requests.close_request(desk, id)
    assert keeping(desk, id) == [("2029-11-21", "")]
    (row,) = requests.request_rows(desk, [id])
    assert (row.due, row.state) == ("", RequestState.CLOSED)


def test_one_act_of_a_destruction_made_on_two_days_is_one_term(desk, clock):
    """It is kept three years from the last of them; another act has a term of its own."""
    id = factories.register(
        desk, received=clock() - timedelta(days=4), demands=(DemandKind.DESTROY,)
    )
    record = requests.record_remedy
    record(desk, id, None, "destruction", date(2026, 11, 21), f"{ACT}, сервер")
    record(desk, id, None, "destruction", date(2026, 11, 22), f"Бумаги, {ACT.lower()}")
    record(desk, id, None, "destruction", date(2026, 11, 20), ACT)
    assert keeping(desk, id) == [("2029-11-22", "")]
    said = {"action": "destruction", "done_on": date(2026, 11, 21), "act_number": "5"}
    said |= {"act_date": date(2026, 11, 21), "passages": {"data": Both("всё")}}
    papers.issue(desk, papers.draft(desk, "notice_done", LanguageMode.RU, id, **said))
    assert keeping(desk, id) == [("2029-11-22", "")]
    record(desk, id, None, "destruction", date(2026, 11, 19), "Акт № 4 от 19.11.2026")
    assert sorted(keeping(desk, id)) == [("2029-11-19", ""), ("2029-11-22", "")]


def test_a_notice_that_names_its_act_starts_the_same_term(desk):
    id = factories.register(desk, demands=(DemandKind.DESTROY,))
    said = {
        "action": "destruction",
        "done_on": date(2026, 11, 21),
        "passages": {"data": Both("всё")},
    }
    papers.issue(desk, papers.draft(desk, "notice_done", LanguageMode.RU, id, **said,
                                    act_number="5", act_date=date(2026, 11, 21)))  # fmt: skip
    assert keeping(desk, id) == [("2029-11-21", "")]
    other = factories.register(desk, demands=(DemandKind.DESTROY,))
    papers.issue(desk, papers.draft(desk, "notice_done", LanguageMode.RU, other, **said))
    assert keeping(desk, other) == [], "no act is recorded that could be kept"
