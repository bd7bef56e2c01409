# SPDX-License-Identifier: Apache-2.0
"""Clients through the window: from the menu to the register, and bad input at its field."""

from __future__ import annotations

import pytest

from desk.domain.values import Both
from desk.services import registers
from tests.factories import purpose_fields
from tests.ui.hands import press, tick, write
from ui import language
from ui.dialogs.clients import ClientDialog, ClientsDialog

DAY = "2026-11-20"


def opened(window, kind):
    """The dialog of this kind that is in sight."""
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


@pytest.mark.parametrize("speech", ["en", "ru"])
def test_a_client_is_kept_by_its_form_and_changed(window, desk, speech):
    language.use(speech)
    registers.declare_purpose(desk, purpose_fields(desk), DAY)
    listing = window.menus.dialog("clients")
    assert isinstance(listing, ClientsDialog)
    press(listing.new_button)
    dialog = opened(window, ClientDialog)
    form = dialog.form
    write(form.editor("name").part("ru"), "ООО «Заказчик»")
    write(form.editor("inn").main, "7700000128")
    write(form.editor("assignment").main, "5/ПДн")
    write(form.editor("request_term").number.edit, "2")
    form.editor("request_term").unit.setCurrentIndex(1)
    tick(form.editor("groups"), {"en": "visitors of the site", "ru": "посетители сайта"}[speech])
    press(dialog.accept_button)
    assert form.complaint("inn")
    assert registers.clients(desk) == []
    write(form.editor("inn").main, "7700000129")
    press(dialog.accept_button)
    (kept,) = registers.clients(desk)
    assert (kept.name, kept.leak_term, kept.request_term) == (
        Both("ООО «Заказчик»", ""),
        "12 hours",
        "2 working_days",
    )
    assert kept.groups == ("site_visitors",)
    assert listing.model.rowCount() == 1
    press(listing.edit_button)
    dialog = opened(window, ClientDialog)
    assert dialog.form.editor("request_term").value() == "2 working_days"
    write(dialog.form.editor("request_term").number.edit, "3")
    press(dialog.accept_button)
    assert registers.clients(desk)[0].request_term == "3 working_days"
