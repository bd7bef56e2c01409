# SPDX-License-Identifier: Apache-2.0
"""The wheel over a box to choose from: it scrolls the form, and changes nothing by the way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from desk.errors import N_
from ui.act import scrolled
from ui.choice import StillBox
from ui.forms import AreaField, ChoiceField, Form


def turn(box: StillBox) -> None:
    """One notch of the wheel towards the person."""
    window = box.window()
    at = QPointF(box.mapTo(window, box.rect().center()))
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, -120))


def test_the_wheel_changes_a_choice_only_after_a_click_into_it(qtbot):
    options = [(name, name) for name in "abcd"]
    form = Form([ChoiceField("kind", N_("Kind"), options), AreaField("note", N_("Note"), rows=60)])
    area = scrolled(form, None)
    qtbot.addWidget(area)
    area.resize(400, 200)
    area.show()
    box = form.editor("kind").main
    turn(box)
    box.setFocus(Qt.FocusReason.TabFocusReason)
    turn(box)
    assert box.currentIndex() == 0
    assert area.verticalScrollBar().value() > 0, "the form scrolls instead"
    area.verticalScrollBar().setValue(0)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    box.hidePopup()
    qtbot.waitUntil(box.hasFocus)
    turn(box)
    assert box.currentIndex() == 1
    form.editor("note").main.setFocus()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    turn(box)
    assert box.currentIndex() == 1, "the click is forgotten with the focus"


def test_no_form_has_a_box_that_the_wheel_turns_by_itself():
    turning = ("QComboBox(", "QSpinBox(", "QDateEdit(", "QDateTimeEdit(", "QTimeEdit(", "QSlider(")
    ui = Path(__file__).parents[2] / "ui"
    found = {
        path.name
        for path in ui.rglob("*.py")
        if any(word in path.read_text("utf-8") for word in turning)
    }
    assert found == set()
