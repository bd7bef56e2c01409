# SPDX-License-Identifier: Apache-2.0
"""A letter by post: its day of receipt is enough, no hour is made up, and terms in hours ask for it."""

import json
from datetime import UTC, date, datetime

import pytest

from desk.domain.consent import ConsentFields, ConsentKind, ConsentState, ConsentWay
from desk.domain.kinds import ApplicantRole, Channel, DemandKind, DemandState, LanguageMode
from desk.domain.proposal import Correction
from desk.domain.request import PersonFields
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.paper import papers
from desk.services.register import registers
from desk.services.request import requests
from desk.services.request.repeats import repeat_gate
from desk.services.request.sheets import journal_lines
from desk.services.sequence import start_of
from desk.storage.models import Consent, Journal
from tests.factories import intake, purpose_fields

DAY = date(2026, 11, 20)


def by_post(desk, day=DAY, **over):
    came = start_of(day, desk.zone)
    fields = {"channel": Channel.POST, "received": came, "by_day": True}
    return requests.register_request(desk, intake(**fields | over))


def test_the_day_alone_is_kept_and_the_terms_run_from_it(desk):
    card = requests.request_card(desk, by_post(desk))
    assert card.row.received == "2026-11-20"
    (row,) = requests.request_rows(desk, [card.row.id])
    assert row.received == "2026-11-20"
    (term,) = [line for line in card.deadlines if line.due.row == "R01"]
    assert term.due.due == date(2026, 12, 4)
    entry = json.loads(Journal.get(Journal.action == "request.registered").detail)
    assert entry["received"] == "2026-11-20"


def test_the_paper_names_no_hour(desk):
    id = by_post(desk)
    facts = papers.draft(desk, "acknowledgement", LanguageMode.RU, id).facts
    assert (facts.received, facts.received_moment) == (DAY, "")


def test_what_happened_on_that_day_contradicts_nothing(desk):
    id = by_post(desk, sent=datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
    requests.confirm_identity(desk, id, "по звонку", datetime(2026, 11, 20, 6, 0, tzinfo=UTC))
    with pytest.raises(Refusal, match="before the request"):
        requests.block(desk, by_post(desk, demands=(DemandKind.CLAIM_INACCURATE,)), "",
                       datetime(2026, 11, 19, 6, 0, tzinfo=UTC))  # fmt: skip
    with pytest.raises(Refusal, match="after it was received"):
        by_post(desk, sent=datetime(2026, 11, 21, 6, 0, tzinfo=UTC))


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SITE_FORM, Channel.MESSENGER])
def test_what_a_machine_took_in_has_its_hour(desk, channel):
    with pytest.raises(Refusal, match="carries a time") as refusal:
        by_post(desk, channel=channel)
    assert refusal.value.field == "received"
    with pytest.raises(Refusal, match="carries a time"):
        requests.correct(desk, by_post(desk), Correction(channel=channel), "пришло иначе")


def test_a_term_in_hours_asks_for_the_hour(desk):
    over = {
        "role": ApplicantRole.RKN,
        "channel": Channel.RKN,
        "subject": PersonFields(),
        "demands": (DemandKind.NKTSKI_CHECK,),
    }
    with pytest.raises(Refusal, match="in hours") as refusal:
        by_post(desk, **over)
    assert refusal.value.field == "received"
    id = by_post(desk, **over | {"demands": (DemandKind.REGULATOR_INFORMATION,)})
    before = requests.request_card(desk, id)
    with pytest.raises(Refusal, match="in hours"):
        requests.add_demand(desk, id, DemandKind.NKTSKI_CHECK, "просмотрели")
    assert requests.request_card(desk, id) == before


def test_day_and_moment_are_corrected_into_each_other(desk):
    id = by_post(desk)
    moment = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
    requests.correct(desk, id, Correction(received=moment), "есть отметка времени")
    assert requests.request_card(desk, id).row.received == "2026-11-19T09:00:00+00:00"
    day = Correction(received=start_of(date(2026, 11, 18), desk.zone), by_day=True)
    requests.correct(desk, id, day, "на штемпеле только день")
    card = requests.request_card(desk, id)
    assert card.row.received == "2026-11-18"
    assert card.row.due == "2026-12-02"


def test_a_consent_given_that_day_ends_with_what_came_by_post_on_it(desk):
    id = requests.register_request(desk, intake())
    subject = requests.request_card(desk, id).subject_id
    purpose = registers.declare_purpose(desk, purpose_fields(desk), "2026-11-01")
    given = "2026-11-21T08:00:00+00:00"
    fields = ConsentFields(ConsentKind.MARKETING, purpose, given, ConsentWay.SITE_FORM)
    consents.record_consent(desk, subject, fields)
    by_post(desk, date(2026, 11, 21), subject_id=subject, demands=(DemandKind.STOP_MARKETING,))
    assert Consent.get().state == ConsentState.WITHDRAWN


def answered(desk, clock, **over):
    """A request of 20 November whose answer is issued on the 23rd."""
    id = by_post(desk, **over)
    clock.set(2026, 11, 23, 9, 0)
    requests.confirm_identity(desk, id, "по звонку", date(2026, 11, 23))
    papers.issue(desk, papers.draft(desk, "reply_not_processed", LanguageMode.RU, id))
    return id


def test_the_day_an_answer_left_is_kept_as_a_day(desk, clock):
    id = answered(desk, clock)
    clock.set(2026, 12, 7, 9, 0)
    for day, said in (
        (date(2026, 11, 22), "before it was issued"),
        (date(2026, 12, 8), "in the future"),
    ):
        with pytest.raises(Refusal, match=said):
            requests.dispatch(desk, id, day, Channel.POST, "РПО 1")
    requests.dispatch(desk, id, date(2026, 11, 23), Channel.POST, "РПО 1")
    card = requests.request_card(desk, id)
    assert (card.identified, card.answered) == ("2026-11-23", "2026-11-23")
    assert [(one.at, one.kind) for one in card.timeline][-1] == ("2026-11-23", "dispatched")
    assert {line.met for line in card.deadlines} == {"2026-11-23"}
    (line,) = journal_lines(desk, DAY, DAY, 10)
    assert line.sent == "2026-11-23"
    entry = json.loads(Journal.get(Journal.action == "request.dispatched").detail)
    assert entry["at"] == "2026-11-23"


def test_a_term_in_hours_wants_the_hour_of_what_ends_it(desk, clock):
    over = {
        "role": ApplicantRole.RKN,
        "channel": Channel.RKN,
        "subject": PersonFields(),
        "demands": (DemandKind.NKTSKI_CHECK,),
    }
    clock.set(2026, 11, 20, 18, 0)
    id = requests.register_request(desk, intake(**over))
    requests.decide(desk, id, 1, DemandState.SATISFIED, "сведения поданы")
    before = requests.request_card(desk, id)
    with pytest.raises(Refusal, match="deadline in hours") as refusal:
        requests.dispatch(desk, id, DAY, Channel.PORTAL, "№ 7", ("a.pdf", b"%PDF"))
    assert refusal.value.field == "at"
    assert requests.request_card(desk, id) == before
    requests.dispatch(desk, id, clock(), Channel.PORTAL, "№ 7", ("a.pdf", b"%PDF"))


def test_a_block_of_a_day_meets_what_was_due_at_once(desk):
    id = by_post(desk, demands=(DemandKind.CLAIM_INACCURATE,))
    requests.block(desk, id, "в картотеке", DAY)
    card = requests.request_card(desk, id)
    assert card.blocked == "2026-11-20"
    (term,) = [line for line in card.deadlines if line.due.row == "R12"]
    assert (term.met, term.late) == ("2026-11-20", None)


def test_a_repeat_counts_from_the_day_the_first_was_sent(desk, clock):
    first = answered(desk, clock, sent=date(2026, 11, 18))
    assert requests.request_card(desk, first).sent == "2026-11-18"
    # R06 leaves thirty days after the 18th to wait.
    assert str(repeat_gate(desk, first, "2026-12-01T09:00:00+00:00").due) == "2026-12-18"
