# SPDX-License-Identifier: Apache-2.0
"""Consents around midnight: days are those of the legal zone, though moments are kept in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from desk.domain.consent import NOT_SEPARATE, ConsentKind
from desk.domain.kinds import DemandKind
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.letter.intake import register_request
from desk.services.persons import add_person
from desk.storage.models import Consent
from tests.factories import intake, person
from tests.services.grounds import fields, purpose

AFTER_MIDNIGHT = datetime(2026, 11, 22, 22, 10, tzinfo=UTC)
"""01:10 in Moscow on the 23rd."""


@pytest.fixture
def who(desk, clock):
    clock.set(2026, 11, 22, 22, 30)
    with desk.database.atomic():
        return add_person(desk, person()).id


def test_a_consent_is_not_withdrawn_on_the_day_before_it_was_given(desk, who):
    given = fields(purpose(desk), given="2026-11-23T00:30:00+03:00")
    id = consents.record_consent(desk, who, given)
    with pytest.raises(Refusal) as told:
        consents.withdraw_consents(desk, [id], date(2026, 11, 22))
    assert told.value.field == "on"
    consents.withdraw_consents(desk, [id], date(2026, 11, 23))


def test_a_consent_is_withdrawn_in_the_night_of_its_day(desk, who):
    id = consents.record_consent(desk, who, fields(purpose(desk), given="2026-11-23"))
    consents.withdraw_consents(desk, [id], AFTER_MIDNIGHT)
    assert Consent.get_by_id(id).state == "withdrawn"


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ("2026-11-23", "withdrawn"),
        ("2026-11-23T01:00:00+03:00", "withdrawn"),
        ("2026-11-23T01:20:00+03:00", "active"),
    ],
)
def test_advertising_stops_in_the_night_of_the_day_it_was_agreed_to(desk, who, given, state):
    agreed = fields(purpose(desk), kind=ConsentKind.MARKETING, given=given)
    id = consents.record_consent(desk, who, agreed)
    demands = (DemandKind.STOP_MARKETING,)
    register_request(desk, intake(demands=demands, received=AFTER_MIDNIGHT, subject_id=who))
    assert Consent.get_by_id(id).state == state


@pytest.mark.parametrize(
    ("given", "weak"),
    [
        ("2025-08-31T23:50:00+03:00", False),
        ("2025-09-01T00:30:00+03:00", True),
        ("2025-08-31", False),
        ("2025-09-01", True),
    ],
)
def test_a_consent_is_separate_from_the_first_moment_of_the_legal_day(desk, who, given, weak):
    told = fields(purpose(desk, since="2025-01-01"), given=given, separate=False)
    id = consents.record_consent(desk, who, told)
    card = consents.consent_card(desk, id)
    assert (NOT_SEPARATE in card.warnings) is weak
    assert card.row.weak is weak
