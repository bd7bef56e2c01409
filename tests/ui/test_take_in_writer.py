# SPDX-License-Identifier: Apache-2.0
"""Who wrote, in the window: what a form says, for whom a representative writes, and a role put right."""

import pytest

from desk.domain.kinds import ApplicantRole, Channel, DemandKind
from desk.domain.request import PersonFields
from desk.services.request import requests
from tests.factories import intake, person
from tests.ui.hands import at_the_desk, press
from tests.ui.test_take_in import TEXT, close, letter, open_dialog, told
from ui.dialogs.correct import CorrectDialog
from ui.dialogs.request_form import RequestDialog

FORM = f"Имя: Мария Котова\nE-mail: kotova@example.org\nТелефон: +7 900 123-45-67\nВопрос: {TEXT}"
LAWYER = f"Действуя по доверенности в интересах Петровой О. И., прошу ответить. {TEXT}"
SPEAKS = ApplicantRole.REPRESENTATIVE


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "форма на сайте"), ("en", "A form on a site")]
)
def test_the_fields_of_a_form_are_proposed_and_said_to_be_read(qtbot, desk, jobs, language, words):
    with at_the_desk(language):
        content = letter(text=FORM, sender="WordPress <no-reply@own-site.ru>")
        dialog = open_dialog(qtbot, desk, jobs, content)
        values = dialog.form.values()
        assert (values["name"], values["email"]) == ("Мария Котова", "kotova@example.org")
        assert (values["phone"], values["channel"]) == ("+7 900 123-45-67", Channel.SITE_FORM)
        assert words in told(dialog)
        close(dialog)


def test_no_card_is_offered_by_the_address_of_a_form(qtbot, desk, jobs):
    requests.register_request(desk, intake(subject=person(name="", email="noreply@tilda.cc")))
    dialog = open_dialog(qtbot, desk, jobs, letter(sender="noreply@tilda.cc"))
    assert dialog.form.values()["email"] == ""
    assert not dialog.form.values()["same_person"]
    assert "noreply@tilda.cc" in told(dialog)
    close(dialog)


def test_a_representative_is_proposed_with_whom_he_speaks_for(qtbot, desk, jobs):
    content = letter(text=LAWYER, sender="Сидоров Илья <sidorov@example.org>")
    dialog = open_dialog(qtbot, desk, jobs, content)
    assert "Действуя по доверенности" in told(dialog)
    role = dialog.form.editor("role")
    expected = {
        SPEAKS: ("Петрова О. И.", "", "Сидоров Илья", "sidorov@example.org"),
        ApplicantRole.SUBJECT: ("Сидоров Илья", "sidorov@example.org", None, None),
    }
    for chosen in (SPEAKS, ApplicantRole.SUBJECT, SPEAKS):
        role.set(chosen)
        made = dialog.intake_form.intake()
        other = made.applicant or PersonFields(name=None, email=None)
        shown = (made.subject.name, made.subject.email, other.name, other.email)
        assert (made.role, shown) == (chosen, expected[chosen])
    dialog.form.set({"address": "Тула, ул. Мира, 1", "other_address": "Казань, а/я 7"})
    made = dialog.intake_form.intake()
    assert made.applicant is not None
    assert (made.subject.address, made.applicant.address) == ("Тула, ул. Мира, 1", "Казань, а/я 7")
    close(dialog)


def test_a_role_is_put_right_with_a_reason(qtbot, desk, jobs):
    id = requests.register_request(desk, intake(subject=person(name="Сидоров Илья")))
    dialog = CorrectDialog(desk, jobs, None, requests.request_card(desk, id))
    qtbot.addWidget(dialog)
    shown = dialog.form.editor("represented")
    assert not shown.isVisibleTo(dialog)
    dialog.form.set({"reason": "письмо адвоката", "role": SPEAKS})
    assert shown.isVisibleTo(dialog)
    press(dialog.accept_button)
    assert "whom the representative" in dialog.form.complaint("represented")
    dialog.form.set({"represented": "Петрова Ольга"})
    press(dialog.accept_button)
    card = requests.request_card(desk, id)
    assert (card.role, card.subject.name, card.applicant.name) == (
        SPEAKS,
        "Петрова Ольга",
        "Сидоров Илья",
    )


def test_a_shared_card_says_so_and_another_person_gets_his_own(qtbot, desk, jobs):
    first = requests.register_request(desk, intake(subject=person(name="Львова Ольга")))
    shared = requests.request_card(desk, first).subject_id
    second = requests.register_request(desk, intake(subject_id=shared))
    dialog = CorrectDialog(desk, jobs, None, requests.request_card(desk, second))
    qtbot.addWidget(dialog)
    assert "also of 1 other request" in dialog.form.editor("subject_id").main.currentText()
    dialog.form.set({"reason": "другой человек", "subject_id": "new", "name": "Котов Пётр"})
    press(dialog.accept_button)
    names = [requests.request_card(desk, id).subject.name for id in (first, second)]
    assert names == ["Львова Ольга", "Котов Пётр"]


def test_a_slip_of_the_channel_is_put_right_with_who_asked(qtbot, desk, jobs):
    id = requests.register_request(
        desk,
        intake(
            channel=Channel.RKN,
            role=ApplicantRole.RKN,
            subject=PersonFields(),
            demands=(DemandKind.CLAIM_INACCURATE,),
        ),
    )
    dialog = CorrectDialog(desk, jobs, None, requests.request_card(desk, id))
    qtbot.addWidget(dialog)
    dialog.form.set({"reason": "описка", "channel": Channel.IN_PERSON})
    assert dialog.form.values()["role"] is ApplicantRole.SUBJECT
    press(dialog.accept_button)
    assert "whose data" in dialog.form.complaint("name")
    dialog.form.set({"name": "Орлов Игорь Павлович"})
    press(dialog.accept_button)
    card = requests.request_card(desk, id)
    assert (card.role, card.row.channel) == (ApplicantRole.SUBJECT, Channel.IN_PERSON)
    assert card.subject.name == "Орлов Игорь Павлович"
    again = CorrectDialog(desk, jobs, None, card)
    qtbot.addWidget(again)
    again.form.set({"reason": "всё же через ведомство", "channel": Channel.RKN})
    assert again.form.values()["role"] is ApplicantRole.RKN
    press(again.accept_button)
    assert requests.request_card(desk, id).role is ApplicantRole.RKN


def test_who_asks_goes_with_the_channel_that_said_it(qtbot, desk, jobs):
    dialog = RequestDialog(desk, jobs, None, None)
    qtbot.addWidget(dialog)
    assert dialog.form.values()["channel"] is Channel.POST, "e-mails are taken in as letters"
    for channel, role in (
        (Channel.RKN, ApplicantRole.RKN),
        (Channel.IN_PERSON, ApplicantRole.SUBJECT),
        (Channel.OWN, ApplicantRole.NOBODY),
        (Channel.POST, ApplicantRole.SUBJECT),
    ):
        dialog.form.set({"channel": channel})
        assert dialog.form.values()["role"] is role
    dialog.form.set({"role": ApplicantRole.RKN, "channel": Channel.EMAIL})
    assert dialog.form.values()["role"] is ApplicantRole.RKN
    dialog.dirty = False
