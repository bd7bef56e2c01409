# SPDX-License-Identifier: Apache-2.0
"""A role or a card put right without voiding the record: who wrote stays, what was checked of him is asked anew."""

import pytest

from desk.domain.kinds import ApplicantRole
from desk.domain.proposal import Correction
from desk.domain.request import PersonFields
from desk.errors import Refusal
from desk.services import requests
from desk.storage.models import Journal
from tests.factories import intake, person

SPEAKS = ApplicantRole.REPRESENTATIVE


def card(desk, id):
    return requests.request_card(desk, id)


def test_who_was_taken_for_the_subject_becomes_the_representative_and_back(desk):
    id = requests.register_request(desk, intake(subject=person(name="Сидоров Илья")))
    requests.confirm_identity(desk, id, "по звонку")
    before = card(desk, id)
    whom = PersonFields(name="Петрова Ольга")
    requests.correct(desk, id, Correction(role=SPEAKS, subject=whom), "письмо адвоката")
    spoken = card(desk, id)
    assert (spoken.role, spoken.subject.name, spoken.applicant.name) == (
        SPEAKS,
        "Петрова Ольга",
        "Сидоров Илья",
    )
    assert (spoken.identified, spoken.row.due) == ("", before.row.due)
    requests.check_authority(desk, id, "доверенность от 12 мая")
    requests.correct(desk, id, Correction(role=ApplicantRole.SUBJECT), "пишет за себя")
    own = card(desk, id)
    assert (own.role, own.subject_id, own.applicant) == ("subject", before.subject_id, None)
    assert (own.authority, own.authority_checked, own.row.subject) == ("", "", "Сидоров Илья")
    last = Journal.select().order_by(Journal.seq.desc()).get()
    assert (last.action, "role" in last.detail) == ("request.corrected", True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (Correction(role=SPEAKS), "represented"),
        (Correction(role=SPEAKS, subject=PersonFields(name=" ")), "represented"),
        (Correction(role=SPEAKS, subject_id=99), "subject_id"),
        (Correction(role=ApplicantRole.SUBJECT), "role"),
        (Correction(role=ApplicantRole.RKN), "role"),
    ],
)
def test_a_wrong_role_changes_nothing(desk, changes, field):
    id = requests.register_request(desk, intake())
    before = card(desk, id)
    with pytest.raises(Refusal) as refused:
        requests.correct(desk, id, changes, "ошибка")
    assert refused.value.field == field
    assert card(desk, id) == before


def test_two_people_on_one_card_are_parted(desk):
    first = requests.register_request(desk, intake(subject=person(name="Львова Ольга")))
    shared = card(desk, first).subject_id
    second = requests.register_request(desk, intake(subject_id=shared))
    kotov = PersonFields(name="Котов Пётр", email="kotov@example.org")
    requests.correct(desk, second, Correction(subject=kotov, new_card=True), "другой человек")
    assert (card(desk, first).subject.name, card(desk, second).subject.name) == (
        "Львова Ольга",
        "Котов Пётр",
    )
    assert card(desk, second).subject_id != shared
