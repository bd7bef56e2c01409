# SPDX-License-Identifier: Apache-2.0
"""A letter by post: its day of receipt is enough, no hour is made up, and terms in hours ask for it."""

import json
from datetime import UTC, date, datetime

import pytest

from desk.domain.consent import ConsentFields, ConsentKind, ConsentState, ConsentWay
from desk.domain.kinds import ApplicantRole, Channel, DemandKind, LanguageMode
from desk.domain.proposal import Correction
from desk.domain.request import PersonFields
from desk.errors import Refusal
from desk.services import consents, papers, registers, requests
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
    with pytest.raises(Refusal, match="bears its time") as refusal:
        by_post(desk, channel=channel)
    assert refusal.value.field == "received"
    with pytest.raises(Refusal, match="bears its time"):
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
