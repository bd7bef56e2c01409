# SPDX-License-Identifier: Apache-2.0
"""A missed demand at the window: chosen from what fits, with a reason; a closed request says why not."""

import pytest

from desk.domain.kinds import DemandKind, DemandState
from desk.services.request import requests
from tests.factories import intake
from tests.ui.hands import at_the_desk, press, write
from tests.ui.test_other_laws import show
from ui import messages
from ui.pages.requests import RequestsPage


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_missed_demand_is_added_from_the_record(desk, show_page, language):
    with at_the_desk(language):
        page = show_page(RequestsPage)
        id = requests.register_request(desk, intake())
        show(page, id)
        page.pane.act_wanted.emit("add_demand")
        (dialog,) = page.acts.open
        press(dialog.accept_button)
        assert dialog.form.complaint("kind")
        dialog.form.set({"kind": DemandKind.WITHDRAW})
        press(dialog.accept_button)
        assert dialog.form.complaint("reason")
        write(dialog.form.editor("reason").main, "В конце письма")
        press(dialog.accept_button)
        card = requests.request_card(desk, id)
        assert card.row.kinds == (DemandKind.ACCESS, DemandKind.WITHDRAW)


def test_a_closed_request_is_reopened_first(desk, show_page):
    page = show_page(RequestsPage)
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "по звонку")
    demand = requests.request_card(desk, id).demands[0].id
    requests.decide(desk, id, demand, DemandState.DROPPED, "отозвал")
    requests.close_request(desk, id)
    show(page, id)
    assert page.pane.acts["add_demand"].isEnabled()
    messages.answers.extend([False, True])
    page.pane.act_wanted.emit("add_demand")
    assert not page.acts.open
    page.pane.act_wanted.emit("add_demand")
    assert "Reopen it, with the reason" in messages.shown[0]
    (dialog,) = page.acts.open
    write(dialog.form.editor("reason").main, "Просмотрели второе требование")
    press(dialog.accept_button)
    (dialog,) = [each for each in page.acts.open if each.NAME == "add_demand"]
    dialog.form.set({"kind": DemandKind.WITHDRAW})
    write(dialog.form.editor("reason").main, "В конце письма")
    press(dialog.accept_button)
    assert requests.request_card(desk, id).row.kinds == (DemandKind.ACCESS, DemandKind.WITHDRAW)
