# SPDX-License-Identifier: Apache-2.0
"""A role or a card put right without voiding the record: who wrote stays, what was checked of him is asked anew."""

from dataclasses import replace

import pytest

from desk.domain.kinds import ApplicantRole, Channel, DemandKind
from desk.domain.proposal import Correction
from desk.domain.request import PersonFields
from desk.errors import Refusal
from desk.services.request import requests
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
        (Correction(role=ApplicantRole.NOBODY), "role"),
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


NOBODY = PersonFields()


def through_regulator(desk, **over):
    """Taken for a letter of Roskomnadzor by a slip; whose data it is about, nobody said."""
    told = {"channel": Channel.RKN, "role": ApplicantRole.RKN, "subject": NOBODY}
    return requests.register_request(
        desk, intake(**{**told, "demands": (DemandKind.CLAIM_INACCURATE,), **over})
    )


def test_what_a_person_demands_through_roskomnadzor_says_whose_data_it_is(desk):
    with pytest.raises(Refusal, match="state whose data it concerns") as refusal:
        through_regulator(desk, demands=(DemandKind.INSPECT, DemandKind.CLAIM_INACCURATE))
    assert refusal.value.field == "subject.name"
    for own in (
        (DemandKind.REGULATOR_INFORMATION,),
        (DemandKind.REGULATOR_INFORMATION, DemandKind.ACCESS),
    ):
        assert through_regulator(desk, demands=own)


def test_a_channel_that_is_no_authority_is_not_put_right_by_half(desk):
    id = through_regulator(desk)
    with pytest.raises(Refusal, match="state who asked") as refusal:
        requests.correct(desk, id, Correction(channel=Channel.IN_PERSON), "описка")
    assert refusal.value.field == "role"
    person_himself = Correction(channel=Channel.IN_PERSON, role=ApplicantRole.SUBJECT)
    with pytest.raises(Refusal, match="whose data") as refusal:
        requests.correct(desk, id, person_himself, "описка")
    assert refusal.value.field == "subject.name"
    assert card(desk, id).row.channel is Channel.RKN
    named = replace(person_himself, subject=PersonFields(name="Орлов Игорь"))
    requests.correct(desk, id, named, "описка")
    own = card(desk, id)
    assert (own.role, own.applicant, own.subject.name) == ("subject", None, "Орлов Игорь")
    assert own.row.channel is Channel.IN_PERSON
    requests.confirm_identity(desk, id, "паспорт на приёме")


def test_who_was_taken_for_the_subject_turns_out_to_be_roskomnadzor(desk):
    id = requests.register_request(desk, intake())
    before = card(desk, id)
    requests.confirm_identity(desk, id, "по звонку")
    with pytest.raises(Refusal) as refusal:
        requests.correct(desk, id, Correction(channel=Channel.RKN), "описка")
    assert refusal.value.field == "role"
    through = Correction(channel=Channel.RKN, role=ApplicantRole.RKN)
    requests.correct(desk, id, through, "описка")
    after = card(desk, id)
    assert (after.role, after.subject_id, after.identified) == ("rkn", before.subject_id, "")


def test_a_letter_of_roskomnadzor_by_post_stays_its_letter(desk):
    id = through_regulator(desk)
    requests.correct(desk, id, Correction(channel=Channel.POST, role=ApplicantRole.RKN), "почта")
    assert (card(desk, id).role, card(desk, id).row.channel) == ("rkn", "post")
