# SPDX-License-Identifier: Apache-2.0
"""Hands of a person at the window: press, type in any script, pick, drop, wait for what must come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui import language, messages
from ui.pick_fields import PickEditor

Dialog = TypeVar("Dialog", bound=QWidget)
WAIT = 30_000
"""Milliseconds a slow machine may take for what is normally there at once."""


@contextmanager
def at_the_desk(code: str) -> Iterator[None]:
    """The window speaks ``code`` and every box is answered by the test."""
    before = language.current().language
    messages.rehearse()
    language.use(code)
    try:
        yield
    finally:
        language.use(before)
        messages.rehearse(False)


def press(button: QPushButton) -> None:
    """Click a button that can be clicked."""
    assert button.isEnabled(), f"“{button.text()}” is disabled: {button.toolTip()}"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def opened(window: QWidget, kind: type[Dialog]) -> Dialog:
    """The dialog of this kind that is in sight."""
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def write(widget: QWidget, text: str) -> None:
    """Type ``text`` in whatever script, over what stood there."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def drop(widget: QWidget, *paths: Path) -> None:
    """Let files go over a widget; Qt itself only delivers drops that a mouse has dragged in."""
    assert widget.acceptDrops(), "nothing may be dropped here"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, plain))


def tick(editor: PickEditor, text: str) -> None:
    """Click on the words of a line of a long list."""
    (item,) = (each for each in editor.items() if each.text().startswith(text))
    editor.list.scrollToItem(item)
    place = editor.list.visualItemRect(item).center()
    QTest.mouseClick(
        editor.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
