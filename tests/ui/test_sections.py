# SPDX-License-Identifier: Apache-2.0
"""The parts of a record: every name is seen, and keys lead from part to part."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.record_parts import Facts
from ui.sections import Sections

NAMES = ("Who", "What was demanded", "History", "Papers and files")


@pytest.fixture
def shown(qtbot) -> Iterator[Sections]:
    window = QWidget()
    sections = Sections(window)
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit(window))
    column.addWidget(sections)
    for name in NAMES:
        sections.addTab(QLabel(name, sections), name)
    qtbot.addWidget(window)
    window.resize(250, 600)
    window.show()
    qtbot.waitUntil(lambda: sections.name(3).y() > 0)
    yield sections
    window.close()


def test_names_break_into_rows_rather_than_hide(shown: Sections) -> None:
    for place in range(shown.count()):
        name = shown.name(place)
        corner = name.mapTo(shown, name.rect().bottomRight())
        assert shown.rect().contains(corner), shown.tabText(place)
        assert name.width() >= name.sizeHint().width()


def test_arrows_and_a_click_bring_a_part_in_sight(shown: Sections) -> None:
    turned = QSignalSpy(shown.currentChanged)
    shown.name(0).setFocus()
    QTest.keyClick(shown.name(0), Qt.Key.Key_Right)
    assert (shown.currentIndex(), shown.name(1).hasFocus()) == (1, True)
    QTest.keyClick(shown.name(1), Qt.Key.Key_Left)
    QTest.keyClick(shown.name(0), Qt.Key.Key_Left)
    assert shown.currentIndex() == 3, "the last follows the first"
    QTest.mouseClick(shown.name(2), Qt.MouseButton.LeftButton)
    assert shown.currentIndex() == 2
    assert [line[0] for line in map(list, (turned.at(i) for i in range(turned.count())))] == [
        1, 0, 3, 2,
    ]  # fmt: skip


def test_control_tab_leads_on_from_inside_a_part(shown: Sections, qtbot) -> None:
    inner = QLineEdit(shown.widget(0))
    inner.show()
    inner.setFocus()
    QTest.keyClick(inner, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert shown.currentIndex() == 1
    assert [shown.name(place).isChecked() for place in range(4)] == [False, True, False, False]


def test_the_part_in_sight_is_underlined(shown: Sections) -> None:
    def below(place: int) -> QColor:
        name = shown.name(place)
        return name.grab().toImage().pixelColor(name.width() // 2, name.height() - 2)

    accent = shown.palette().color(QPalette.ColorRole.Accent)
    assert [below(place) == accent for place in range(4)] == [True, False, False, False]
    shown.setCurrentIndex(2)
    assert [below(place) == accent for place in range(4)] == [False, False, True, False]


def test_long_names_leave_the_values_their_room(qtbot) -> None:
    facts = Facts()
    qtbot.addWidget(facts)
    facts.add("What the recipient does when the contract ends", "a, b")
    facts.add("Data", "family name, given name, address of the e-mail, telephone number")
    facts.resize(facts.fontMetrics().averageCharWidth() * 50, 300)
    facts.show()
    QApplication.processEvents()
    value = next(each for each in facts.findChildren(QLabel) if each.text().startswith("family"))
    assert value.width() > facts.width() * 0.55
    name = next(each for each in facts.findChildren(QLabel) if each.text().startswith("What"))
    assert name.height() >= name.fontMetrics().lineSpacing() * 2


def test_names_that_found_room_again_leave_no_gap_below_them(qtbot) -> None:
    facts = Facts()
    qtbot.addWidget(facts)
    facts.add("How it was given", "in person")
    facts.add("Recorded", "today")
    sign = facts.fontMetrics().averageCharWidth()
    facts.show()
    for signs in (20, 90):
        facts.resize(sign * signs, 200)
        QApplication.processEvents()
    name = next(each for each in facts.findChildren(QLabel) if each.text().startswith("How"))
    assert name.height() < name.fontMetrics().lineSpacing() * 2
