# SPDX-License-Identifier: Apache-2.0
"""Localisation through the window: asked of a database abroad, answered on Transfers and on Today."""

from __future__ import annotations

import pytest

from desk.domain.registers import Recording
from desk.domain.values import Both
from desk.services.register import registers
from tests.factories import purpose_fields
from tests.ui.hands import opened, press, tick, write
from ui import language
from ui.dialogs.systems import SystemDialog, SystemsDialog


@pytest.mark.parametrize("speech", ["en", "ru"])
def test_from_transfers_to_the_form_and_back_to_the_answer(window, desk, speech):
    language.use(speech)
    taxes = purpose_fields(desk, code="taxes", title=Both("Налоги", "Taxes"), grounds=("6.1.2",))
    registers.declare_purpose(desk, taxes, "2026-01-10")
    window.go("transfers")
    page = window.page("transfers")
    press(page.recorded.button)
    listing = opened(window, SystemsDialog)
    press(listing.new_button)
    dialog = opened(window, SystemDialog)
    form = dialog.form
    write(form.editor("title").part("ru"), "Desk")
    form.set({"is_desk": True, "country": "RU"})
    assert not form.editor("recording").isVisible(), "asked only of a database abroad"
    form.set({"country": "VN", "recording": Recording.FIRST})
    assert form.editor("recording").isVisible()
    press(dialog.accept_button)
    page.refresh()
    word = {"en": "Breach", "ru": "Нарушение"}[speech]
    assert page.recorded.label.text().startswith(word)
    window.page("today").refresh()
    assert window.page("today").recorded.label.text()
    assert listing.detail.text().startswith(word)
    press(listing.edit_button)
    dialog = opened(window, SystemDialog)
    dialog.form.set({"exempt": "6.1.2"})
    press(dialog.accept_button)
    assert dialog.form.complaint("exempt_for")
    tick(dialog.form.editor("exempt_for"), {"en": "Taxes", "ru": "Налоги"}[speech])
    write(dialog.form.editor("exempt_because").main, "ст. 230 НК РФ")
    press(dialog.accept_button)
    assert registers.systems(desk)[0].exempt_for == ("taxes",)
    page.refresh()
    assert page.recorded.label.text().startswith({"en": "Exception", "ru": "Исключение"}[speech])
