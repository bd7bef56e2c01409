# SPDX-License-Identifier: Apache-2.0
"""What every window looks like, whatever stands in it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ui import theme


def test_an_icon_is_kept_off_its_word_once(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    worded = QPushButton(theme.icon("plus"), "New request…", window)
    bare = QPushButton(theme.icon("plus"), "", window)
    theme.fit_icons(window)
    parted = worded.iconSize()
    assert parted.width() > parted.height() == bare.iconSize().height() == bare.iconSize().width()
    shown = worded.icon().pixmap(parted).toImage()
    strip = range(shown.width() - 2, shown.width())
    assert not any(shown.pixelColor(x, y).alpha() for x in strip for y in range(shown.height()))
    theme.fit_icons(window)
    assert worded.iconSize() == parted, "another page of the window was made"
