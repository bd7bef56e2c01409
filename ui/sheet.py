# SPDX-License-Identifier: Apache-2.0
"""The emergency sheet: the recovery code, to be printed or saved at once. It is never stored."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from desk.domain.kinds import LanguageMode
from desk.errors import Told
from desk.services.desk import Desk
from desk.services.settings import set_setting
from ui import files, messages, theme
from ui.flow import flow
from ui.forms import note
from ui.language import _, current
from ui.paper import PaperView

BESIDE = 110
"""Signs of text the screen must be wide for the sheet to stand beside the code, not below it."""


class SheetPanel(QWidget):
    """Shows the code and the sheet; ``kept`` once the person says it is printed or saved."""

    def __init__(self, desk: Desk, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        from desk.services.paper.papers import emergency_sheet

        self._desk = desk
        mode = LanguageMode(current().language)
        self._content = emergency_sheet(desk, code, mode).content
        self.paper = PaperView(self, searchable=False)
        self.paper.printed.connect(self._printed)
        self.code = QLabel(code, self)
        font = QFont(theme.title_font(self.code))
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setFamilies(["PT Mono", "DejaVu Sans Mono", "Consolas", "Menlo", "monospace"])
        self.code.setFont(font)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.code.setWordWrap(True)
        self.code.setAccessibleName(_("Recovery code"))
        self.kept = QCheckBox(_("The sheet is printed or saved"), self)
        self._lay_out()
        self.paper.show_pdf(self._content)

    def let_go(self) -> None:
        """Forget the code and the sheet."""
        self._content = b""
        self.code.clear()
        self.paper.show_pdf(None)

    def _lay_out(self) -> None:
        air = theme.unit(self) * 2
        print_button = QPushButton(theme.icon("printer"), _("Print…"), self)
        print_button.clicked.connect(lambda _checked: self.paper.print_paper())
        save_button = QPushButton(theme.icon("save"), _("Save as PDF…"), self)
        save_button.clicked.connect(self.save)
        self.print_button, self.save_button = print_button, save_button
        left = QVBoxLayout()
        left.setSpacing(air)
        left.addWidget(
            note(
                _(
                    "Without your passphrase, this code is the only way in. If both are lost, nobody can "
                    "open the desk: not you, not us, nobody. Keep the sheet where you keep documents, not on this computer alone."
                ),
                self,
            )
        )
        left.addWidget(self.code)
        left.addWidget(flow(self, print_button, save_button, gap=air))
        left.addWidget(self.kept)
        room = self.screen().availableSize().width()
        beside = room > self.fontMetrics().averageCharWidth() * BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        both = QBoxLayout(way, self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(air)
        both.addLayout(left, 2 if beside else 0)
        both.addWidget(self.paper, 3)
        if beside:
            left.addStretch(1)

    @Slot()
    def save(self) -> None:
        """Save the sheet where the person says."""
        path = messages.save_file(
            self, _("Save the sheet"), _("Recovery sheet") + ".pdf", _("PDF files (*.pdf)")
        )
        if path is None:
            return
        try:
            files.write(path, self._content)
        except Told as error:
            messages.fail(self, error)
            return
        self._printed()

    @Slot()
    def _printed(self) -> None:
        self.kept.setChecked(True)

    def note_kept(self) -> None:
        """Remember that the sheet is out of the machine."""
        if self.kept.isChecked():
            set_setting(self._desk, "sheet_printed", True)
