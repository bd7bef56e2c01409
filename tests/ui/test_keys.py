# SPDX-License-Identifier: Apache-2.0
"""The daily work by keys: from every tab to a new request and a letter, and every act of a record."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.services.request import requests
from tests.factories import intake
from tests.ui.hands import WAIT
from ui import messages
from ui.window import MainWindow

LETTER = Path(__file__).parents[2] / "resources" / "demo" / "letter-trader.eml"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, desk):
    requests.register_request(desk, intake())
    made = MainWindow(desk)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    yield made
    made.close()


def leave(dialog):
    dialog.dirty = False
    dialog.reject()


@pytest.mark.parametrize("tab", ["today", "requests", "papers", "journal"])
def test_a_request_and_a_letter_begin_from_every_tab(qtbot, window, tab):
    window.go(tab)
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    assert [each.NAME for each in window.open_dialogs()] == ["request"]
    leave(window.open_dialogs()[0])
    window.activateWindow()
    qtbot.waitActive(window)
    window.go(tab)
    messages.answers.append([LETTER])
    QTest.keyClick(window, Qt.Key.Key_O, CTRL)
    qtbot.waitUntil(lambda: bool(window.open_dialogs()), timeout=WAIT)
    assert window.open_dialogs()[0].NAME == "take-in"
    leave(window.open_dialogs()[0])


def test_the_next_step_and_a_note_begin_by_their_keys(qtbot, window):
    window.go("requests")
    page = window.page("requests")
    page.open_record(page.model.id_at(0))
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert [each.NAME for each in page.acts.open] == [page.pane.card.row.step.value]
    leave(page.acts.open[0])
    window.activateWindow()
    qtbot.waitActive(window)
    QTest.keyClick(window, Qt.Key.Key_T, CTRL)
    assert [each.NAME for each in page.acts.open] == ["note"]
    leave(page.acts.open[0])


def test_the_menu_of_the_record_names_every_act_and_says_why_one_waits(window):
    window.go("requests")
    page = window.page("requests")
    menu = next(each for each in window.menus.bar() if each.objectName() == "record")
    assert menu.menuAction().isVisible()
    assert not any(act.isEnabled() for act in menu.actions() if not act.isSeparator())
    page.open_record(page.model.id_at(0))
    named = {act.data(): act for act in menu.actions() if not act.isSeparator()}
    assert set(page.pane.acts) <= set(named)
    assert named["identify"].isEnabled()
    waits = named["answer"]
    assert not waits.isEnabled()
    assert "who is asking" in waits.toolTip()
    window.go("journal")
    assert not menu.menuAction().isVisible()


def test_the_desk_is_locked_from_within_a_form(qtbot, window):
    window.go("requests")
    page = window.page("requests")
    page.acts.new_request()
    dialog = page.acts.open[0]
    wanted = []
    window.lock_wanted.connect(lambda: wanted.append(True))
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle(), timeout=WAIT)
    QTest.keyClick(dialog, Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: wanted == [True], timeout=WAIT)
    leave(dialog)


@pytest.mark.parametrize("name", ["search", "operator", "backups", "people"])
def test_the_desk_is_locked_from_within_any_dialog_of_the_window(qtbot, window, name):
    opened = {
        "search": window.search,
        "operator": window.menus.operator,
        "backups": window.menus.backups,
        "people": lambda: window.menus.dialog("people"),
    }
    opened[name]()
    dialog = window.open_dialogs()[0]
    wanted = []
    window.lock_wanted.connect(lambda: wanted.append(True))
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle(), timeout=WAIT)
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None, timeout=WAIT)
    QTest.keyClick(dialog, Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: wanted == [True], timeout=WAIT)
    leave(dialog)
