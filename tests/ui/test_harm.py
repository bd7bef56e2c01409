# SPDX-License-Identifier: Apache-2.0
"""Harm assessment through the window: the questions, the degree with its reasons, the act."""

from __future__ import annotations

import pytest

from desk.domain.harm import Degree
from desk.domain.registers import Recording, System
from desk.domain.values import Both
from desk.services.register import harm, registers
from tests.ui.hands import WAIT, opened, press, write
from ui import language
from ui.dialogs.harm import HarmDialog, HarmPaperDialog, HarmsDialog


@pytest.mark.parametrize("speech", ["en", "ru"])
def test_from_the_menu_over_the_questions_to_the_act(window, desk, clock, qtbot, speech):
    language.use(speech)
    listing = window.menus.dialog("harms")
    assert isinstance(listing, HarmsDialog)
    press(listing.new_button)
    dialog = opened(window, HarmDialog)
    form = dialog.form
    write(form.editor("name_1").part("ru"), "Белкина О. П.")
    write(form.editor("post_1").part("ru"), "Директор")
    press(dialog.accept_button)
    assert not harm.assessments(desk), "every question waits for its answer"
    form.set({case.id: "no" for case in dialog.questions} | {"public_sources": "yes"})
    press(dialog.accept_button)
    (kept,) = harm.assessments(desk)
    assert kept.degree is Degree.LOW
    assert listing.detail.text().startswith({"en": "• Low", "ru": "• Низкая"}[speech])
    press(listing.act_button)
    paper = opened(window, HarmPaperDialog)
    qtbot.waitUntil(lambda: paper.draft is not None, timeout=WAIT)
    paper.form.set({"mode": "ru"})
    press(paper.accept_button)
    qtbot.waitUntil(lambda: paper.issued is not None, timeout=WAIT)
    paper.reject()
    assert harm.assessments(desk)[0].number
    assert not listing.act_button.isEnabled()
    registers.save_system(desk, System(0, "", Both("CRM"), "VN", recording=Recording.FIRST))
    window.page("today").refresh()
    assert window.page("today").harm.label.text()
