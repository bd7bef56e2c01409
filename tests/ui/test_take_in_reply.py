# SPDX-License-Identifier: Apache-2.0
"""A reply with new demands in the window: said plainly, registered by default, only filed when told."""

import pytest
from PySide6.QtTest import QTest

from desk.domain.kinds import Channel, DemandKind, LanguageMode
from desk.services.letter import mailbox
from desk.services.paper import papers
from desk.services.request import requests
from tests.factories import intake, person
from tests.services.test_undelivered import SENT, WHO, bounce
from tests.ui.hands import WAIT, press
from tests.ui.test_take_in import close, letter, open_dialog, told
from ui import language

NEW = (DemandKind.DESTROY, DemandKind.CLAIM_UNLAWFUL)
MORE = letter(
    "Дополнительно прошу уничтожить мои данные, так как они получены незаконно.",
    id="<a2@example.org>",
    sender="Анна <anna@home.example>",
    In_Reply_To="<a1@example.org>",
)
SETTLED = 400
"""Longer than the form waits before it looks a typed person up."""


@pytest.fixture
def first(desk):
    asked = letter(sender="Анна <anna@example.org>")
    return mailbox.take_in(desk, asked, mailbox.proposal(desk, mailbox.read(asked)).intake)


@pytest.mark.parametrize(
    ("spoken", "sentence", "buttons"),
    [
        (
            "en",
            "request 2026-001 and makes new demands: “Destruction” and “Claim of unlawful processing”.",
            ("&Register as a new request", "Only &file with request 2026-001"),
        ),
        (
            "ru",
            "обращению 2026-001, но в нём есть новые требования: «Уничтожение» и «",
            ("&Зарегистрировать новым обращением", "Только &приложить к обращению 2026-001"),
        ),
    ],
)
def test_new_demands_are_said_and_registered_by_default(
    qtbot, desk, jobs, first, spoken, sentence, buttons
):
    language.use(spoken)
    dialog = open_dialog(qtbot, desk, jobs, MORE)
    assert sentence in told(dialog)
    assert (dialog.accept_button.text(), dialog.other_button.text()) == buttons
    assert dialog.accept_button.isDefault()
    assert not dialog.other_button.isDefault()
    assert set(dialog.form.editor("demands").value()) == set(NEW)
    QTest.qWait(SETTLED)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(dialog.done_with), timeout=WAIT)
    card = requests.request_card(desk, dialog.done_with[0])
    assert card.row.number == "request/2026-002"
    assert {term.due.row for term in card.deadlines} >= {"R11"}
    assert [m.note for m in card.timeline if m.kind == "follows"] == ["2026-001"]
    kept = requests.request_card(desk, first)
    assert card.subject_id == kept.subject_id, "from another address, and the same person"


def test_it_may_be_filed_only(qtbot, desk, jobs, first):
    dialog = open_dialog(qtbot, desk, jobs, MORE)
    press(dialog.other_button)
    assert dialog.done_with == [first]
    card = requests.request_card(desk, first)
    assert card.row.kinds == (DemandKind.ACCESS,)
    assert [m.kind for m in card.timeline].count("letter") == 1


def test_a_letter_that_only_names_the_request_says_what_it_does_not_have(qtbot, desk, jobs, first):
    content = letter("К № 2026-001: прошу ещё удалить мои данные.", id="<a3@example.org>")
    dialog = open_dialog(qtbot, desk, jobs, content)
    assert "Request 2026-001 does not contain these demands: “Destruction”." in told(dialog)
    assert dialog.accept_button.isDefault()
    close(dialog)


def test_a_demand_ticked_by_hand_is_not_lost_by_adding_the_letter(qtbot, desk, jobs, first):
    thanks = letter("Спасибо!", id="<a4@example.org>", In_Reply_To="<a1@example.org>")
    dialog = open_dialog(qtbot, desk, jobs, thanks)
    assert dialog.other_button.text() == "&Add to request 2026-001"
    assert dialog.other_button.isDefault()
    dialog.form.editor("demands").set([DemandKind.STOP])
    press(dialog.other_button)
    assert "registers no demand" in dialog.form.complaint("demands")
    assert dialog.done_with == []
    dialog.form.editor("demands").set([])
    press(dialog.other_button)
    assert dialog.done_with == [first]


@pytest.mark.parametrize(
    ("spoken", "sentence"),
    [
        ("en", "but the sender is not the person who wrote before"),
        ("ru", "но отправитель — не тот, кто писал раньше"),
    ],
)
def test_a_stranger_in_the_thread_is_registered_by_default(
    qtbot, desk, jobs, first, spoken, sentence
):
    language.use(spoken)
    content = letter(id="<o@ya.ru>", sender="Пётр Другой <p@ya.ru>", In_Reply_To="<a1@example.org>")
    dialog = open_dialog(qtbot, desk, jobs, content)
    assert sentence in told(dialog)
    assert dialog.accept_button.isDefault()
    assert not dialog.other_button.isDefault()
    close(dialog)


def test_a_stranger_who_names_the_number_is_told_to_be_one(qtbot, desk, jobs, first):
    language.use("en")
    content = letter("По № 2026-001: удалите мои данные.", "Пётр Другой <p@ya.ru>", "<s@ya.ru>")
    dialog = open_dialog(qtbot, desk, jobs, content)
    assert "The sender is not the person who wrote before on request 2026-001" in told(dialog)
    assert dialog.accept_button.isDefault()
    assert dialog.other_button.text() == "Only &file with request 2026-001"
    close(dialog)


@pytest.mark.parametrize("linked", [True, False])
def test_what_seems_to_belong_to_a_request_is_linked_unless_told_not_to(
    qtbot, desk, jobs, first, linked
):
    content = letter("По № 2026-001: удалите мои данные.", "Пётр Другой <p@ya.ru>", "<s@ya.ru>")
    dialog = open_dialog(qtbot, desk, jobs, content)
    box = dialog.form.editor("follows")
    told = box.main.text().replace("&", "")
    assert told == "Link with request 2026-001: the two requests name each other"
    assert box.main.isVisible()
    if not linked:
        press(box.main)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(dialog.done_with), timeout=WAIT)
    told = [
        m.note
        for id in (dialog.done_with[0], first)
        for m in requests.request_card(desk, id).timeline
        if m.kind in ("follows", "followed")
    ]
    assert told == (["2026-001", "2026-002"] if linked else [])


def test_another_letter_with_the_same_message_id_can_be_registered(qtbot, desk, jobs, first):
    language.use("en")
    content = letter("I withdraw my consent.", sender="Olga <olga@ya.ru>")
    dialog = open_dialog(qtbot, desk, jobs, content)
    assert "same Message-ID is stored with request 2026-001" in told(dialog)
    assert dialog.accept_button.isEnabled()
    assert dialog.accept_button.isDefault()
    close(dialog)


@pytest.mark.parametrize(
    ("spoken", "sentence", "button"),
    [
        ("en", "Your mail about request 2026-001 did not arrive.", "&Add to request 2026-001"),
        ("ru", "Ваше письмо по обращению 2026-001 не дошло.", "&Добавить к обращению 2026-001"),
    ],
)
def test_mail_that_came_back_is_added_by_default(
    qtbot, desk, jobs, clock, spoken, sentence, button
):
    id = requests.register_request(desk, intake(subject=person(email=WHO)))
    requests.confirm_identity(desk, id, "по договору")
    papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, SENT)
    language.use(spoken)
    dialog = open_dialog(qtbot, desk, jobs, bounce())
    assert sentence in told(dialog)
    assert (dialog.other_button.text(), dialog.other_button.isDefault()) == (button, True)
    press(dialog.other_button)
    assert dialog.done_with == [id]
