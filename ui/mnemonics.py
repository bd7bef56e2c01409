# SPDX-License-Identifier: Apache-2.0
"""Letters to press with Alt, spread over menus, labels and buttons so that none clashes.

A letter marked in the text is kept when it is free; otherwise the first free letter of the text is
taken. What finds no letter is still reached by Tab.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QToolButton, QWidget


def letter(text: str) -> str:
    """The marked letter, or an empty string."""
    plain = text.replace("&&", "")
    place = plain.find("&")
    return plain[place + 1].casefold() if 0 <= place < len(plain) - 1 else ""


def bare(text: str) -> str:
    """The text without its mark; a doubled ampersand stays one."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def mark(text: str, taken: set[str]) -> str:
    """``text`` with a free letter marked; ``taken`` grows by it."""
    wish, plain = letter(text), bare(text)
    candidates = [wish] if wish else []
    starts = [word[0].casefold() for word in plain.split() if word]
    candidates += starts + [sign.casefold() for sign in plain]
    for candidate in candidates:
        if candidate.isalpha() and candidate not in taken:
            taken.add(candidate)
            place = _place(plain, candidate, starts)
            return f"{plain[:place]}&{plain[place:]}".replace("&&", "&")
    return plain


def spread_actions(actions: Iterable[QAction]) -> None:
    """Mark the actions of one menu, and of the menus inside it."""
    taken: set[str] = set()
    for action in actions:
        if action.isSeparator() or not action.text():
            continue
        action.setText(mark(action.text(), taken))
        inner = action.menu()
        if isinstance(inner, QMenu):
            spread_actions(inner.actions())


def spread(window: QWidget, reserved: Iterable[str] = ()) -> None:
    """Mark labels with buddies and buttons of one window; ``reserved`` letters are left alone."""
    taken = {sign.casefold() for sign in reserved}
    labels = [label for label in window.findChildren(QLabel) if label.buddy() is not None]
    buttons = [
        button
        for button in window.findChildren(QAbstractButton)
        if button.text() and _shows_text(button) and button.window() is window.window()
    ]
    for button in sorted(buttons, key=lambda each: not letter(each.text())):
        button.setText(mark(button.text(), taken))
    for label in labels:
        label.setText(mark(label.text(), taken))


def _shows_text(button: QAbstractButton) -> bool:
    if not isinstance(button, QToolButton):
        return True
    return button.toolButtonStyle() is not button.toolButtonStyle().ToolButtonIconOnly


def _place(plain: str, sign: str, starts: list[str]) -> int:
    if sign in starts:
        place = 0
        for word in plain.split(" "):
            if word and word[0].casefold() == sign:
                return place
            place += len(word) + 1
    return plain.casefold().find(sign)
