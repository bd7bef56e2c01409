# SPDX-License-Identifier: Apache-2.0
"""A short list in a record: its words break where the pane is narrow, and it is as high as they need."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget

from desk.domain.kinds import DemandKind
from ui import theme
from ui.kinds_field import KindsEditor
from ui.wrapped_list import WrappedList

WORDS = "Letter to a third party about personal data\nissued, not signed, Mon 16 Nov 2026"


def test_a_narrow_list_is_as_high_as_its_words(qtbot) -> None:
    made = WrappedList("Papers", 2, None)
    qtbot.addWidget(made)
    for id in range(3):
        made.put(id, theme.icon("file-text"), WORDS)
    made.show()
    line = QFontMetrics(made.font()).lineSpacing()
    made.resize(line * 60, 100)
    QApplication.processEvents()
    wide = made.item(0).sizeHint().height()
    assert line * 2 <= wide < line * 4
    made.resize(line * 12, 100)
    QApplication.processEvents()
    assert made.item(0).sizeHint().height() >= line * 4
    heights = [made.item(at).sizeHint().height() for at in range(2)]
    assert made.height() >= sum(heights), "the first two are in sight, the third is scrolled to"


def test_demands_are_told_apart_where_the_form_is_narrow(qtbot) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    made = KindsEditor(form)
    made.explain({DemandKind.ACCESS: "“which data of mine do you process, and since when”"})
    made.resize(made.fontMetrics().averageCharWidth() * 24, 400)
    form.show()
    QApplication.processEvents()
    line = made.fontMetrics().lineSpacing()
    assert made.list.visualItemRect(made.list.item(0)).height() >= line * 3
