# SPDX-License-Identifier: Apache-2.0
"""The last dialog: what happened, what is safe, and the text anybody may read before passing it on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout

from ui import theme
from ui.language import _


class CrashDialog(QDialog):
    """Shows a crash text; Copy puts it on the clipboard, Quit ends the program."""

    def __init__(self, text: str, path: Path | None) -> None:
        super().__init__()
        self.setWindowTitle("Desk")
        title = QLabel(_("Desk has made a mistake and must stop."), self)
        title.setFont(theme.title_font(title))
        title.setWordWrap(True)
        words = QLabel(
            _(
                "Everything that was saved is safe: each act is written whole or not at all. "
                "What you were typing just now may be lost. Start Desk again; if this comes "
                "back, pass on the text below to the developers. It names places in the program "
                "and holds none of your data. It is not sent anywhere by itself."
            ),
            self,
        )
        words.setWordWrap(True)
        self.text = QPlainTextEdit(text, self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Text of the report"))
        where = QLabel(_("The same text is in {path}", path=str(path)) if path else "", self)
        where.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(_("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda _checked: QGuiApplication.clipboard().setText(text))
        leave = buttons.addButton(_("&Quit"), QDialogButtonBox.ButtonRole.AcceptRole)
        leave.setDefault(True)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setSpacing(theme.unit(self) * 2)
        for widget in (title, words, self.text, where, buttons):
            column.addWidget(widget)
        theme.take_room(self, 90, 30)
