# SPDX-License-Identifier: Apache-2.0
"""A request about a client's data through the window: whose it is, passed on, the person told, closed."""

from __future__ import annotations

import pytest

from desk.domain.clients import Client
from desk.domain.kinds import DemandKind, DemandState, RequestState, Step
from desk.domain.values import Both
from desk.services.register import registers
from desk.services.request import requests
from tests.factories import intake
from tests.ui.hands import WAIT, press, write
from ui import language, messages
from ui.pages.requests import RequestsPage
from ui.timeline import Timeline


@pytest.fixture(params=["en", "ru"])
def page(request, show_page):
    language.use(request.param)
    return show_page(RequestsPage)


def client(desk):
    found = Client(
        0, "", Both("ООО «Заказчик»", "Zakazchik LLC"), assignment="5", address="г. Тула",
        email="pdn@client.example", request_term="2 working_days",
    )  # fmt: skip
    return registers.save_client(desk, found)


def act(qtbot, page, wanted, name=""):
    """Open the dialog of an act on the shown request, as it stands now."""
    page.refresh()
    page.pane.act_wanted.emit(wanted)
    qtbot.waitUntil(
        lambda: any((name or wanted) == each.NAME for each in page.acts.open), timeout=WAIT
    )
    return next(each for each in page.acts.open if (name or wanted) == each.NAME)


def issue(qtbot, dialog):
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    press(dialog.accept_button)


def test_a_request_is_passed_to_the_client_and_the_person_told(qtbot, page, desk, clock):
    zakazchik = client(desk)
    id = requests.register_request(desk, intake())
    page.refresh()
    page.open_record(id)
    dialog = act(qtbot, page, "client")
    (demand,) = page.pane.card.demands
    dialog.form.editor(f"demand_{demand.id}").set(zakazchik)
    press(dialog.accept_button)
    page.refresh()
    assert page.pane.card.row.step is Step.HAND_OVER
    dialog = act(qtbot, page, "hand_over", "client_notice")
    write(dialog.passages._editors["asked"].parts["ru"].main, "Просит сведения об обработке.")
    issue(qtbot, dialog)
    clock.forward(minutes=5)
    dialog = act(qtbot, page, "hand_over", "client_sent")
    write(dialog.form.editor("proof").main, "<1@example.com>")
    press(dialog.accept_button)
    requests.confirm_identity(desk, id, "по звонку")
    page.refresh()
    assert page.pane.card.row.step is Step.TELL_PASSED
    issue(qtbot, act(qtbot, page, "tell_passed"))
    dialog = act(qtbot, page, "dispatch")
    write(dialog.form.editor("proof").main, "<2@example.com>")
    press(dialog.accept_button)
    dialog = act(qtbot, page, "close")
    said = {"en": "passed to the operator", "ru": "передано оператору"}[language.current().language]
    assert said in dialog.form.values()["outcome"]
    press(dialog.accept_button)
    card = requests.request_card(desk, id)
    assert card.row.state is RequestState.CLOSED
    assert [each.state for each in card.demands] == [DemandState.SATISFIED]
    kinds = [moment.kind for moment in card.timeline]
    page.refresh()
    history = page.pane.findChild(Timeline)
    shown = [history.item(row).text() for row in range(history.count())]
    name = {"en": "client “Zakazchik LLC”", "ru": "заказчик ООО «Заказчик»"}
    assert any(name[language.current().language] in each for each in shown)
    assert kinds.index("client_chosen") < kinds.index("client_told") < kinds.index("closed")


def test_without_a_client_in_the_register_one_is_told_where_to_name_it(page, desk):
    id = requests.register_request(desk, intake())
    page.refresh()
    page.open_record(id)
    page.pane.act_wanted.emit("client")
    assert page.acts.open == []
    assert messages.shown


def test_of_two_demands_one_stays_ours_and_only_it_is_offered_for_the_answer(qtbot, page, desk):
    zakazchik = client(desk)
    kinds = (DemandKind.ACCESS, DemandKind.STOP_MARKETING)
    id = requests.register_request(desk, intake(demands=kinds))
    page.refresh()
    page.open_record(id)
    dialog = act(qtbot, page, "client")
    access = next(each for each in page.pane.card.demands if each.kind is DemandKind.ACCESS)
    dialog.form.editor(f"demand_{access.id}").set(zakazchik)
    press(dialog.accept_button)
    requests.confirm_identity(desk, id, "по звонку")
    page.open_record(id)
    dialog = act(qtbot, page, "refuse")
    assert [each.kind for each in dialog.open_demands()] == [DemandKind.STOP_MARKETING]
    dialog.reject()
