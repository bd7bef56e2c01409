# SPDX-License-Identifier: Apache-2.0
"""The wheel over a box to choose from: it scrolls the form, and changes nothing by the way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.errors import N_
from ui.choice import StillBox
from ui.forms import AreaField, ChoiceField, Form
from ui.kinds_field import KindsEditor


def turned(box: StillBox) -> bool:
    """Whether the box took one notch of the wheel; what it leaves goes to the form around it."""
    at, away = QPointF(box.rect().center()), QPoint(0, -120)
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, box.mapToGlobal(at), QPoint(), away, buttons, keys, phase, False)
    QApplication.sendEvent(box, event)
    return event.isAccepted()


def test_the_wheel_changes_a_choice_only_after_a_click_into_it(qtbot):
    options = [(name, name) for name in "abcd"]
    form = Form([ChoiceField("kind", N_("Kind"), options), AreaField("note", N_("Note"))])
    qtbot.addWidget(form)
    form.show()
    box = form.editor("kind").main
    assert not turned(box)
    box.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(box.hasFocus)
    assert not turned(box)
    assert box.currentIndex() == 0
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    box.hidePopup()
    qtbot.waitUntil(box.hasFocus)
    assert turned(box)
    assert box.currentIndex() == 1
    form.editor("note").main.setFocus()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(box.hasFocus)
    assert not turned(box), "the click is forgotten with the focus"


def test_no_form_has_a_box_that_the_wheel_turns_by_itself():
    turning = ("QComboBox(", "QSpinBox(", "QDateEdit(", "QDateTimeEdit(", "QTimeEdit(", "QSlider(")
    ui = Path(__file__).parents[2] / "ui"
    found = {
        path.name
        for path in ui.rglob("*.py")
        if any(word in path.read_text("utf-8") for word in turning)
    }
    assert found == set()


def test_a_click_on_the_words_of_a_demand_ticks_it(qtbot):
    editor = KindsEditor(None)
    qtbot.addWidget(editor)
    editor.resize(400, 300)
    editor.show()
    line = editor.list.visualItemRect(editor.list.item(1))
    box = QPoint(line.left() + 8, line.center().y())
    for place in (line.center(), box, line.center()):
        before = len(editor.value())
        QTest.mouseClick(
            editor.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )
        assert len(editor.value()) != before
