# SPDX-License-Identifier: Apache-2.0
"""A request under the operator's other law: its own terms, two laws at once, and another law later."""

import json
from datetime import UTC, date, datetime

import pytest

from desk.domain.kinds import (
    ApplicantRole,
    Channel,
    DemandKind,
    DemandState,
    LanguageMode,
    Law,
    Step,
)
from desk.domain.laws import CHOICES, kept, laws_for, read
from desk.errors import Refusal
from desk.services.overview import deadlines
from desk.services.paper import papers
from desk.services.register import registers
from desk.services.request import passing, requests
from desk.services.request.cases import load_case
from desk.services.settings import set_setting, usual_laws
from desk.storage.models import Deadline, Event, Journal
from tests.factories import intake, person
from tests.services.test_clients import client as client  # noqa: PLC0414 -- the same client
from tests.services.test_query_counts import counted

RECEIVED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
"""A Friday."""


def take(desk, *laws, **over):
    return requests.register_request(desk, intake(laws=laws, **over))


def terms(desk, id):
    card = requests.request_card(desk, id)
    return {(line.due.row, line.due.law, line.due.due) for line in card.deadlines if not line.met}


def test_a_request_is_under_russian_law_unless_somebody_says_otherwise(desk):
    id = take(desk)
    card = requests.request_card(desk, id)
    assert card.laws == (Law.RU,)
    assert terms(desk, id) == {("R01", Law.RU, date(2026, 12, 4))}
    detail = Journal.select().where(Journal.action == "request.registered").get().detail
    assert "laws" not in json.loads(detail)


def test_vietnamese_law_has_an_acknowledgement_and_a_term_by_kind(desk):
    id = take(desk, Law.VN, demands=(DemandKind.ACCESS, DemandKind.DESTROY))
    assert terms(desk, id) == {
        ("V01", Law.VN, date(2026, 11, 24)),
        ("V03", Law.VN, date(2026, 11, 30)),
        ("V04", Law.VN, date(2026, 12, 10)),
    }
    card = requests.request_card(desk, id)
    assert card.row.due == "2026-11-24"
    assert card.row.step is Step.ACKNOWLEDGE
    assert all(line.due.doubtful for line in card.deadlines)


def test_a_processor_that_must_act_makes_the_terms_longer(desk):
    id = take(desk, Law.VN, demands=(DemandKind.WITHDRAW,), third_party=True)
    assert ("V02", Law.VN, date(2026, 12, 10)) in terms(desk, id)


def test_the_gdpr_gives_a_month(desk):
    id = take(desk, Law.GDPR)
    assert terms(desk, id) == {("G01", Law.GDPR, date(2026, 12, 21))}
    assert requests.request_card(desk, id).row.term.safe == "2026-12-18"


def test_of_two_laws_the_earlier_date_leads_and_all_are_shown(desk):
    id = take(desk, Law.GDPR, Law.RU)
    card = requests.request_card(desk, id)
    assert card.laws == (Law.RU, Law.GDPR)
    assert [line.due.row for line in card.deadlines] == ["R01", "G01"]
    assert card.row.due == "2026-12-04"
    both = take(desk, Law.RU, Law.VN, subject=person(email="b@example.org"))
    assert requests.request_card(desk, both).row.due == "2026-11-24"
    lines = [line for group in deadlines.today(desk).groups for line in group.lines]
    assert [(line.number, line.due.row, line.due.doubtful) for line in lines] == [
        ("request/2026-002", "V01", True),
        ("request/2026-001", "R01", False),
    ]


def test_the_usual_laws_are_a_setting(desk):
    set_setting(desk, "laws", "ru vn")
    assert usual_laws(desk) == (Law.RU, Law.VN)
    assert {row for row, _law, _due in terms(desk, take(desk))} == {"R01", "V01", "V03"}
    only = take(desk, Law.RU, subject=person(email="c@example.org"))
    assert {row for row, _law, _due in terms(desk, only)} == {"R01"}


@pytest.mark.parametrize("text", ["", "xx", "vn ru", "ru ru", "ru,vn"])
def test_a_setting_that_is_no_choice_is_refused(desk, text):
    with pytest.raises(Refusal):
        set_setting(desk, "laws", text)


def test_roskomnadzor_and_own_findings_are_under_russian_law(desk):
    set_setting(desk, "laws", "vn")
    rkn = take(
        desk, role=ApplicantRole.RKN, channel=Channel.RKN,
        demands=(DemandKind.REGULATOR_INFORMATION,), applicant=person(name="РКН"),
    )  # fmt: skip
    assert requests.request_card(desk, rkn).laws == (Law.RU,)
    with pytest.raises(Refusal, match="152-FZ alone") as refusal:
        take(desk, Law.VN, role=ApplicantRole.RKN, channel=Channel.RKN)
    assert refusal.value.field == "laws"


def test_the_acknowledgement_ends_its_term_and_voiding_it_opens_it_again(desk):
    id = take(desk, Law.VN)
    paper = papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    assert {row for row, _law, _due in terms(desk, id)} == {"V03"}
    assert requests.request_card(desk, id).row.step is not Step.ACKNOWLEDGE
    papers.void(desk, paper.id, "Ошибка в адресе")
    assert {row for row, _law, _due in terms(desk, id)} == {"V01", "V03"}
    assert requests.request_card(desk, id).row.step is Step.ACKNOWLEDGE


def test_another_law_later_is_an_act_that_counts_the_terms_anew(desk):
    id = take(desk)
    requests.change_laws(desk, id, (Law.VN,), "Субъект живёт во Вьетнаме")
    assert terms(desk, id) == {
        ("V01", Law.VN, date(2026, 11, 24)),
        ("V03", Law.VN, date(2026, 11, 30)),
    }
    entry = json.loads(
        Journal.select().where(Journal.action == "request.laws_changed").get().detail
    )
    assert (entry["laws_before"], entry["laws"]) == (["ru"], ["vn"])
    assert [term["rule"] for term in entry["terms_after"]] == ["vn.acknowledge", "vn.give"]
    assert Event.select().where(Event.kind == "laws_changed").get().note.startswith("Субъект")
    requests.change_laws(desk, id, (Law.RU, Law.GDPR), "Всё-таки по двум законам")
    assert terms(desk, id) == {
        ("R01", Law.RU, date(2026, 12, 4)),
        ("G01", Law.GDPR, date(2026, 12, 21)),
    }
    assert requests.request_card(desk, id).row.due == "2026-12-04"


def test_a_law_that_stays_keeps_its_extension(desk):
    id = take(desk)
    requests.confirm_identity(desk, id, "По адресу")
    notice = papers.draft(
        desk, "extension_notice", LanguageMode.RU, id, passages={"reasons": both("Нужно время")}
    )
    papers.issue_extension(desk, notice, "Нужно время")
    requests.change_laws(desk, id, (Law.RU, Law.VN), "Добавился закон")
    assert ("R01", Law.RU, date(2026, 12, 11)) in terms(desk, id)


def test_a_third_party_that_turns_up_moves_a_term_and_keeps_its_extension(desk):
    id = take(desk, Law.VN)
    notice = papers.draft(
        desk, "extension_notice", LanguageMode.RU, id, passages={"reasons": both("Нужно время")}
    )
    papers.issue_extension(desk, notice, "Нужно время")
    assert ("V03", Law.VN, date(2026, 12, 10)) in terms(desk, id)
    requests.change_laws(desk, id, (Law.VN,), "Данные у обработчика", third_party=True)
    row = Deadline.select().where(Deadline.row == "V03", Deadline.dropped.is_null()).get()
    assert (row.rule, row.original, row.due) == ("vn.give.shared", "2026-12-05", "2026-12-15")
    assert requests.request_card(desk, id).third_party


def test_a_violation_found_under_another_law_opens_no_russian_term(desk):
    id = take(desk, Law.VN, demands=(DemandKind.CLAIM_UNLAWFUL,))
    requests.record_inquiry(desk, id, "Факты", "Причина", "Меры", unlawful=True)
    assert {row for row, _law, _due in terms(desk, id)} == {"V01", "V02"}


@pytest.mark.parametrize(
    ("law", "kind", "deed", "row"),
    [
        (Law.GDPR, DemandKind.STOP_MARKETING, "marketing", "G09"),
        (Law.VN, DemandKind.DESTROY, "destruction", "V04"),
    ],
)
def test_a_deed_ends_the_term_it_meets(desk, law, kind, deed, row):
    id = take(desk, law, demands=(kind,))
    assert row in {each for each, _law, _due in terms(desk, id)}
    requests.record_remedy(desk, id, None, deed, date(2026, 11, 22))
    assert row not in {each for each, _law, _due in terms(desk, id)}


def test_what_was_acknowledged_is_not_owed_again(desk):
    id = take(desk)
    papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    requests.change_laws(desk, id, (Law.RU, Law.VN), "Добавился закон")
    assert {row for row, _law, _due in terms(desk, id)} == {"R01", "V03"}


def test_a_demand_already_decided_gets_no_new_term(desk):
    id = take(desk, demands=(DemandKind.ACCESS, DemandKind.CORRECT))
    demand = requests.request_card(desk, id).demands[1]
    requests.decide(desk, id, demand.id, DemandState.DROPPED, "Отозвано")
    requests.change_laws(desk, id, (Law.VN,), "Другой закон")
    found = [row for row, _law, _due in terms(desk, id)]
    assert sorted(found) == ["V01", "V03"]


@pytest.mark.parametrize(
    ("laws", "reason", "says", "field"),
    [
        ((), "Почему", "at least one law", "laws"),
        ((Law.RU,), "Почему", "Nothing was changed", "laws"),
        ((Law.VN,), "  ", "filled in", "reason"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_is_saved(desk, laws, reason, says, field):
    id = take(desk)
    before = terms(desk, id)
    with pytest.raises(Refusal, match=says) as refusal:
        requests.change_laws(desk, id, laws, reason)
    assert refusal.value.field == field
    assert terms(desk, id) == before
    assert requests.request_card(desk, id).laws == (Law.RU,)


def test_a_violation_found_keeps_the_request_under_russian_law(desk):
    id = take(desk, demands=(DemandKind.CLAIM_UNLAWFUL,))
    requests.record_inquiry(desk, id, "Факты", "Причина", "Меры", unlawful=True)
    with pytest.raises(Refusal, match="violation was found"):
        requests.change_laws(desk, id, (Law.VN,), "Другой закон")
    requests.change_laws(desk, id, (Law.RU, Law.VN), "Ещё один закон")
    assert {"R14", "R15", "V02"} <= {row for row, _law, _due in terms(desk, id)}


def test_what_was_left_to_a_client_stays_under_russian_law(desk, client):
    id = take(desk)
    (demand,) = requests.request_card(desk, id).demands
    passing.leave_to_clients(desk, id, {demand.id: registers.save_client(desk, client)})
    with pytest.raises(Refusal, match="passed to a client"):
        requests.change_laws(desk, id, (Law.VN,), "Другой закон")


def test_closed_requests_keep_their_law(desk):
    id = take(desk)
    requests.void_request(desk, id, "Ошибка")
    with pytest.raises(Refusal, match="void"):
        requests.change_laws(desk, id, (Law.VN,), "Другой закон")


def test_nothing_of_article_14_is_asked_for_under_another_law(desk):
    id = take(desk, Law.GDPR)
    steps = {step.step: step for step in requests.request_card(desk, id).steps}
    assert not steps[Step.COMPLETE].allowed
    assert "152-FZ" in steps[Step.COMPLETE].why_not
    assert load_case(desk, id)[1].laws == (Law.GDPR,)
    assert "who is asking" in steps[Step.ANSWER].why_not
    assert "Art. 14" not in steps[Step.ANSWER].why_not


def test_a_repeat_is_no_ground_to_wait_under_another_law(desk):
    first = take(desk)
    again = take(desk, Law.VN, repeat_of=first)
    assert requests.request_card(desk, again).repeat_gate is None


def test_a_corrected_moment_of_receipt_moves_the_terms_of_every_law(desk):
    from desk.domain.proposal import Correction

    id = take(desk, Law.RU, Law.VN)
    earlier = datetime(2026, 11, 18, 9, tzinfo=UTC)
    requests.correct(desk, id, Correction(received=earlier), "Письмо пришло раньше")
    assert terms(desk, id) == {
        ("R01", Law.RU, date(2026, 12, 2)),
        ("V01", Law.VN, date(2026, 11, 20)),
        ("V03", Law.VN, date(2026, 11, 28)),
    }


@pytest.mark.parametrize("chosen", CHOICES)
def test_every_choice_can_be_kept_and_read(chosen):
    assert read(kept(reversed(chosen))) == chosen
    assert read(",".join(chosen)) == chosen
    assert laws_for(ApplicantRole.SUBJECT, chosen) == chosen


@pytest.mark.parametrize("text", ["de", "ru;vn", "RU", "😀", "ru, 152"])
def test_a_law_nobody_knows_is_named(text):
    with pytest.raises(Refusal, match="is not a law Desk knows"):
        read(text)


def test_the_choice_of_laws_costs_no_statement(desk):
    """As many statements as before there were other laws: one look for both settings."""
    take(desk)
    with counted(desk) as seen:
        take(desk, subject=person(email="d@example.org"))
    settings = [sql for sql in seen if "FROM setting " in sql]
    assert len(settings) == 1
    assert len(seen) <= MOST


MOST = 12


def both(text):
    from desk.domain.values import Both

    return Both(text, text)
