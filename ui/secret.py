# SPDX-License-Identifier: Apache-2.0
"""Choosing a passphrase: twice the same, with an honest word on how long it would hold."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QProgressBar, QVBoxLayout, QWidget

from desk.errors import Refusal
from desk.services.keeping import upkeep
from desk.text import N_
from ui import theme
from ui.act import ActDialog
from ui.fields import LineEditor
from ui.forms import Field, Form, TextField, note
from ui.language import _

_WORDS = (
    N_("Guessed at once. Use four or five unrelated words."),
    N_("A program would guess it within minutes. Make it longer."),
    N_("Weak: a determined thief would get in. Add a word or two."),
    N_("Good: guessing it would take years."),
    N_("Strong: out of reach of guessing."),
)


class SecretDialog(ActDialog):
    """An act that asks for a passphrase, which is never kept as a draft."""

    def state(self) -> dict[str, object]:
        """Nothing."""
        return {}


class NewPassphrase(QWidget):
    """Fields for a new passphrase and its repetition; ``before`` come first, such as the old one, ``after`` last."""

    def __init__(
        self, parent: QWidget, before: tuple[Field, ...] = (), after: tuple[Field, ...] = ()
    ) -> None:
        super().__init__(parent)
        self.form = Form(
            [
                *before,
                TextField("new", N_("New passphrase"), secret=True, mandatory=True),
                TextField("again", N_("The same again"), secret=True, mandatory=True),
                *after,
            ],
            self,
        )
        self.meter = QProgressBar(self)
        self.meter.setRange(0, 4)
        self.meter.setTextVisible(False)
        self.meter.setFixedHeight(theme.unit(self) * 2)
        self.meter.setAccessibleName(_("Strength of the passphrase"))
        self.word = note("", self)
        self.show_box = QCheckBox(_("Show what I type"), self)
        self.show_box.toggled.connect(self._reveal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) * 2)
        for widget in (self.form, self.meter, self.word, self.show_box):
            column.addWidget(widget)
        self._pause = QTimer(self, singleShot=True, interval=150)
        self._pause.timeout.connect(self.measure)
        self.form.changed.connect(self._pause.start)
        self.measure()

    def passphrase(self) -> str:
        """The passphrase; refuses an empty one and two that differ."""
        values = {name: self._text(name) for name in ("new", "again")}
        if not values["new"]:
            raise Refusal(N_("Choose a passphrase."), field="new")
        if values["new"] != values["again"]:
            raise Refusal(N_("The two passphrases differ."), field="again")
        return values["new"]

    def strength(self) -> int:
        """From 0 to 4."""
        return upkeep.strength(self._text("new"))

    def is_weak(self) -> bool:
        """Whether to warn once more."""
        return upkeep.is_weak(self._text("new"))

    @Slot()
    def measure(self) -> None:
        """Say how strong it is."""
        self._pause.stop()
        text = self._text("new")
        value = self.strength() if text else 0
        self.meter.setValue(value)
        self.word.setText(
            _(_WORDS[value])
            if text
            else _("A passphrase of several words is easier to remember than a short password.")
        )
        self.meter.setAccessibleDescription(self.word.text())

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing is measured: the dialog may be on its way out."""
        self._pause.stop()
        super().hideEvent(event)

    def _text(self, name: str) -> str:
        editor = self.form.editor(name)
        return editor.edit.text() if isinstance(editor, LineEditor) else ""

    @Slot(bool)
    def _reveal(self, shown: bool) -> None:
        for editor in self.form.findChildren(LineEditor):
            if editor.secret:
                editor.reveal(shown)
