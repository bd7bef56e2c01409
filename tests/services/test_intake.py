# SPDX-License-Identifier: Apache-2.0
"""Registering a request: its number, its people, every term the law attaches, and what is refused."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from desk.domain.kinds import ApplicantRole, Channel, DemandKind, Step
from desk.domain.request import Completeness, PersonFields
from desk.domain.values import Query
from desk.errors import Refusal
from desk.services.request import requests
from desk.services.settings import set_setting
from desk.storage.models import Deadline, Event, Journal, Person, Request
from tests.factories import intake, own_finding, person

SUNDAY = datetime(2026, 11, 22, 7, 14, tzinfo=UTC)


def terms(id):
    return {
        (row.row, row.due): row
        for row in Deadline.select().where(Deadline.request == id).order_by(Deadline.id)
    }


def test_a_request_gets_a_number_its_terms_and_its_first_step(desk):
    id = requests.register_request(desk, intake(received=SUNDAY))
    row = requests.request_rows(desk, [id])[0]
    assert row.number == "request/2026-001"
    assert row.due == "2026-12-04"
    assert row.term.days_left == 12
    assert row.term.working_days_left == 10
    assert row.step is Step.IDENTIFY
    assert row.subject == "Щёголева Анна Ильинична"
    assert ("R01", "2026-12-04") in terms(id)
    entry = Journal.get(Journal.action == "request.registered")
    assert entry.ref == "request/2026-001"
    assert "Щёголева" not in entry.detail


def test_numbers_have_no_gap_when_an_act_is_refused(desk):
    requests.register_request(desk, intake())
    with pytest.raises(Refusal):
        requests.register_request(desk, intake(subject_id=999))
    id = requests.register_request(desk, intake())
    assert requests.request_rows(desk, [id])[0].number == "request/2026-002"
    assert Person.select().count() == 2


def test_each_demand_of_a_letter_has_its_own_term_and_the_earliest_leads(desk):
    id = requests.register_request(
        desk, intake(received=SUNDAY, demands=(DemandKind.WITHDRAW, DemandKind.ACCESS))
    )
    found = {row for row, _due in terms(id)}
    assert {"R01", "R21"} <= found
    assert requests.request_rows(desk, [id])[0].due == "2026-12-04"
    card = requests.request_card(desk, id)
    assert [d.kind for d in card.demands] == [DemandKind.WITHDRAW, DemandKind.ACCESS]
    by_row = {d.due.row: d for d in card.deadlines}
    assert by_row["R21"].demand == card.demands[0].id
    assert by_row["R01"].demand == card.demands[1].id


def test_a_claim_opens_the_duty_to_block_at_once(desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.CLAIM_UNLAWFUL,)))
    row = requests.request_rows(desk, [id])[0]
    assert "R11" in {name for name, _due in terms(id)}
    assert row.step is Step.BLOCK
    assert row.term.overdue


def test_an_own_finding_opens_the_terms_to_stop_and_to_destroy(desk):
    id = requests.register_request(desk, own_finding(received=SUNDAY))
    assert {(row, due) for row, due in terms(id)} == {
        ("R14", "2026-11-25"),
        ("R15", "2026-12-04"),
    }
    assert requests.request_card(desk, id).subject_id is None


def test_roskomnadzor_asks_without_a_subject(desk):
    id = requests.register_request(
        desk,
        intake(
            channel=Channel.RKN,
            role=ApplicantRole.RKN,
            demands=(DemandKind.REGULATOR_INFORMATION,),
            subject=PersonFields(),
            applicant=PersonFields(name="Управление Роскомнадзора (вымышленное)"),
            received=SUNDAY,
        ),
    )
    assert ("R10", "2026-12-04") in terms(id)
    row = requests.request_rows(desk, [id])[0]
    assert row.step is Step.ANSWER
    assert row.subject.startswith("Управление")


def test_the_date_a_claim_sets_is_a_term_too_and_may_lead(desk):
    id = requests.register_request(
        desk, intake(demands=(DemandKind.COMPLAINT,), sets_date="2026-11-25", received=SUNDAY)
    )
    assert requests.request_rows(desk, [id])[0].due == "2026-11-25"
    titles = [d.title for d in requests.request_card(desk, id, "en").deadlines]
    assert titles[0] == "Date set in the letter itself"
    assert "Answer the application or complaint" in titles


def test_own_promises_can_be_switched_off(desk):
    set_setting(desk, "own_promises", False)
    id = requests.register_request(desk, intake(demands=(DemandKind.COMPLAINT,)))
    assert not terms(id)
    assert requests.request_rows(desk, [id])[0].due == ""


def test_receipt_counts_in_the_legal_zone_not_where_the_machine_is(desk):
    # 22:30 UTC on Friday is Saturday in Moscow already; the machine may sit in Nha Trang.
    late = datetime(2026, 11, 21, 5, 30, tzinfo=timezone(timedelta(hours=7)))
    id = requests.register_request(desk, intake(received=late))
    assert next(iter(terms(id).values())).starts.startswith("2026-11-2")
    assert ("R01", "2026-12-04") in terms(id)


def test_the_subject_may_be_an_existing_card(desk):
    first = requests.register_request(desk, intake())
    card = requests.request_card(desk, first)
    second = requests.register_request(desk, intake(subject_id=card.subject_id))
    assert requests.request_card(desk, second).subject_id == card.subject_id
    assert Person.select().count() == 1


def test_a_card_takes_a_name_only_when_it_has_none_and_somebody_says_so(desk):
    nameless = PersonFields(email="anna@example.org")
    who = requests.request_card(
        desk, requests.register_request(desk, intake(subject=nameless))
    ).subject_id
    later = {"subject_id": who, "subject": person(name="Щёголева Анна")}
    for takes, name in ((False, ""), (True, "Щёголева Анна")):
        id = requests.register_request(desk, intake(**later, takes_name=takes))
        assert requests.request_card(desk, id).subject.name == name
    other = {**later, "subject": person(name="Чужая Инна")}
    id = requests.register_request(desk, intake(**other, takes_name=True))
    assert requests.request_card(desk, id).subject.name == "Щёголева Анна"
    assert requests.request_ids(desk, Query(text="щеголева"))


def test_a_representative_stands_beside_the_subject(desk):
    id = requests.register_request(
        desk,
        intake(
            role=ApplicantRole.REPRESENTATIVE,
            applicant=person(name="Адвокатов Пётр", email="p@example.org"),
            authority="доверенность от 1 ноября 2026 г.",
        ),
    )
    card = requests.request_card(desk, id)
    assert card.applicant is not None
    assert card.applicant.name == "Адвокатов Пётр"
    assert list(requests.request_ids(desk, Query(text="адвокатов петр"))) == [id]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"received": datetime(2026, 11, 23, tzinfo=UTC)}, "received"),
        ({"received": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=3)))}, "received"),
        (
            {"received": datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=3)))},
            "received",
        ),
        ({"received": datetime(2026, 11, 20)}, "received"),  # noqa: DTZ001 -- a naive moment is the point
        ({"received": datetime(1989, 12, 31, tzinfo=UTC)}, "received"),
        ({"sent": datetime(2027, 1, 1, tzinfo=UTC)}, "sent"),
        ({"demands": ()}, "demands"),
        ({"subject": PersonFields(name="я" * 10_000)}, "subject.name"),
        ({"subject": PersonFields()}, "subject.name"),
        ({"subject": PersonFields(name="\u200f\x00 ")}, "subject.name"),
        ({"subject": PersonFields(email="not an address")}, "subject.email"),
        ({"subject": PersonFields(name="Анна", language="vi")}, "subject.language"),
        ({"language": "vi"}, "language"),
        ({"role": ApplicantRole.REPRESENTATIVE}, "applicant.name"),
        ({"role": ApplicantRole.NOBODY}, "role"),
        ({"channel": Channel.OWN, "role": ApplicantRole.NOBODY}, "demands"),
        ({"demands": (DemandKind.REGULATOR_INFORMATION,)}, "role"),
        ({"sets_date": "soon"}, "sets_date"),
        ({"sets_date": "9999-12-31"}, "sets_date"),
        ({"sets_date": "2020-01-01"}, "sets_date"),
        ({"answer_form": "pigeon"}, "answer_form"),
        ({"summary": "x" * 2_000}, "summary"),
        ({"repeat_of": 99}, "repeat_of"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_saved(desk, over, field):
    with pytest.raises(Refusal) as refusal:
        requests.register_request(desk, intake(**over))
    assert refusal.value.field == field
    assert not Request.select().exists()
    assert not Person.select().exists()
    assert not Event.select().exists()


def test_markup_stays_literal_and_marks_nobody_sees_are_taken_out(desk):
    name = "<b>Анна</b> & \u202eвнА\u202c\x00"
    id = requests.register_request(
        desk, intake(subject=person(name=name), text="один\r\nдва\x00\u2066три")
    )
    card = requests.request_card(desk, id)
    assert card.subject.name == "<b>Анна</b> & внА"
    assert card.text == "один\nдватри"


def test_the_explanation_is_kept_with_the_term(desk):
    id = requests.register_request(desk, intake(received=SUNDAY))
    row = terms(id)[("R01", "2026-12-04")]
    kinds = [step["kind"] for step in json.loads(row.steps)]
    assert kinds[0] == "start"
    assert row.firm == 1
    assert row.safe == "2026-12-04"
    assert date.fromisoformat(row.starts[:10]) == date(2026, 11, 22)


def test_what_art_14_3_asks_for_is_kept(desk):
    id = requests.register_request(desk, intake(completeness=Completeness(relation=True)))
    assert requests.request_card(desk, id).completeness.missing == ("document", "signature")


def test_an_own_finding_of_inaccurate_data_is_to_be_put_right_in_seven_working_days(desk):
    found = own_finding(demands=(DemandKind.CLAIM_INACCURATE,), received=SUNDAY)
    id = requests.register_request(desk, found)
    assert set(terms(id)) == {("R13", "2026-12-01")}


def test_whoever_comes_in_person_inspects_at_the_visit(desk):
    visit = intake(demands=(DemandKind.INSPECT,), channel=Channel.IN_PERSON)
    card = requests.request_card(desk, requests.register_request(desk, visit))
    term = next(d.due for d in card.deadlines if d.due.row == "R04")
    assert term.due == term.safe == date(2026, 11, 20)
    assert [step.kind for step in term.steps] == ["start", "at_once"]
    extension = next(step for step in card.steps if step.step is Step.EXTEND)
    assert not extension.allowed


@pytest.mark.parametrize(
    ("sets", "safe"),
    [("2026-11-29", date(2026, 11, 27)), ("2026-11-27", date(2026, 11, 27))],
)
def test_a_date_the_letter_sets_on_a_day_off_is_safe_the_working_day_before(desk, sets, safe):
    id = requests.register_request(desk, intake(demands=(DemandKind.ACCESS,), sets_date=sets))
    term = requests.request_card(desk, id).deadlines[0].due
    assert (term.due.isoformat(), term.safe) == (sets, safe)
