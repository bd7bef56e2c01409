# SPDX-License-Identifier: Apache-2.0
"""The door: passphrase or recovery code, another desk, a backup.

Signals of ``UnlockWindow``: ``opened(desk)``; ``new_wanted``, start a new desk; ``left``, the person
closed the door without opening.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.errors import Refusal, Told
from desk.services.desk import Desk
from desk.services.keeping import upkeep
from desk.text import LANGUAGES, N_
from ui import language, messages, mnemonics, settings, theme
from ui.demonstration import PASSPHRASE, is_demonstration
from ui.fields import LineEditor
from ui.flow import Flow, beside, flow
from ui.forms import Form, TextField, note
from ui.language import _, current
from ui.status import language_button, speak


class UnlockWindow(QWidget):
    """Asks for the secret of the desk in ``folder``. ``reason`` says why it is asked for."""

    opened = Signal(object)
    new_wanted = Signal()
    left = Signal()

    def __init__(self, folder: Path, reason: Callable[[], str] = str) -> None:
        super().__init__()
        self.folder = folder
        self.reason = reason
        self._by_code = False
        self._done = False
        self._build()
        theme.take_room(self, 72, 24)
        language.changed.connect(self._rebuild)
        theme.changed.connect(self._rebuild)

    def show_at_door(self) -> None:
        """Show the window, with the cursor where the passphrase goes."""
        self.show()
        self.activateWindow()
        self.form.focus_first()

    @Slot()
    def open_desk(self) -> None:
        """Try the secret; a wrong one is said under its field."""
        self.form.forgive()
        try:
            desk = self._unlocked()
        except Refusal as refusal:
            self._complain(refusal)
            return
        except Told as trouble:
            self._complain(Refusal(trouble.msgid, None, **trouble.params))
            return
        if not desk.demonstration:
            settings.remember("desk", str(self.folder))
        self._done = True
        self.opened.emit(desk)
        self.close()

    @Slot()
    def other_desk(self) -> None:
        """Choose the folder of another desk."""
        path = messages.choose_folder(self, _("Desk folder"), self.folder.parent)
        if path is None:
            return
        if not upkeep.exists(path):
            messages.warn(self, _("There is no desk in this folder."))
            return
        self.folder = path
        self.reason = str
        self._rebuild()

    @Slot()
    def restore(self) -> None:
        """Put a backup in place of the file that is not the one last closed."""
        from desk.services.keeping.backups import restore
        from ui.dialogs.backups import sure_of_desk, sure_of_secrets

        path = messages.choose_file(
            self, _("Choose a backup"), _("Backups (*.zip)"), self.folder / "backups"
        )
        if path is None or not sure_of_desk(self, self.folder, path):
            return
        if not sure_of_secrets(self, self.folder, path):
            return
        try:
            restore(self.folder, path)
        except Told as error:
            messages.fail(self, error)
            return
        self.reason = lambda: _(
            "The backup is in place. What was there before is kept among the backups."
        )
        self._rebuild()

    @Slot()
    def switch_secret(self) -> None:
        """From the passphrase to the recovery code and back."""
        self._by_code = not self._by_code
        self._rebuild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from the recovery code back to the passphrase."""
        if self._by_code and event.key() == Qt.Key.Key_Escape:
            self.switch_secret()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        language.changed.disconnect(self._rebuild)
        theme.changed.disconnect(self._rebuild)
        super().closeEvent(event)
        if not self._done:
            self.left.emit()

    def _editor(self) -> LineEditor:
        return self.form.editor_of(LineEditor, "code" if self._by_code else "passphrase")

    def _unlocked(self) -> Desk:
        """The desk; an older file in its place only when the person says that it is meant."""
        try:
            return self._try()
        except upkeep.OlderFile as found:
            question = f"{current().tell(found)}\n\n" + _("Open this older file all the same?")
            yes, no = _("&Open the older file"), _("&Leave it closed")
            if not messages.ask(self, question, yes, no, danger=True):
                self.restore_button.show()
                raise
            return self._try(older=True)

    def _try(self, *, older: bool = False) -> Desk:
        opened = upkeep.open_with_recovery if self._by_code else upkeep.open_desk
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            return opened(self.folder, self._editor().edit.text(), older=older)
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _complain(self, refusal: Refusal) -> None:
        self.form.complain(refusal)
        edit = self._editor().edit
        if not self._by_code:
            edit.selectAll()  # a code is corrected where it is wrong, not typed anew
        edit.setFocus()

    @Slot()
    def _rebuild(self) -> None:
        layout = self.layout()
        if layout is not None:
            holder = QWidget()
            holder.setLayout(layout)
            holder.deleteLater()
        self._build()
        QTimer.singleShot(0, self, self.form.focus_first)

    def _build(self) -> None:
        self.setWindowTitle(_("Open the desk"))
        air = theme.unit(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(air * 6, air * 6, air * 6, air * 3)
        outer.setSpacing(air * 3)
        outer.addStretch(1)
        outer.addLayout(self._head())
        if reason := self.reason():
            outer.addWidget(note(reason, self))
        if is_demonstration(self.folder):
            told = _("This is a demonstration desk; its passphrase is “{word}”.", word=PASSPHRASE)
            outer.addWidget(note(told, self))
        outer.addWidget(self._secret())
        outer.addLayout(self._main_row())
        outer.addStretch(2)
        outer.addWidget(self._rule())
        outer.addWidget(self._foot())
        mnemonics.spread(self)
        theme.fit_icons(self)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.unit(self) * 3)
        picture = QLabel(self)
        side = self.fontMetrics().height() * 3
        ratio = self.devicePixelRatioF()
        image = theme.pixmap(
            "lock", self.palette().color(self.foregroundRole()), round(side * ratio)
        )
        image.setDevicePixelRatio(ratio)
        picture.setPixmap(image)
        row.addWidget(picture)
        texts = QVBoxLayout()
        title = QLabel(_("Desk is locked"), self)
        title.setFont(theme.title_font(title))
        texts.addWidget(title)
        where = note(str(self.folder), self)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        texts.addWidget(where)
        row.addLayout(texts, 1)
        return row

    def _secret(self) -> Form:
        if self._by_code:
            field = TextField(
                "code",
                N_("Recovery code"),
                hint=N_("From the printed sheet; spaces, dashes and case do not matter."),
            )
        else:
            field = TextField("passphrase", N_("Passphrase"), secret=True)
        self.form = Form([field], self)
        self._editor().edit.returnPressed.connect(self.open_desk)
        return self.form

    def _main_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.show_box = QCheckBox(_("Show what I type"), self)
        self.show_box.setVisible(not self._by_code)
        self.show_box.toggled.connect(self._reveal)
        row.addWidget(self.show_box)
        row.addStretch(1)
        self.open_button = QPushButton(theme.icon("lock-open"), _("Open"), self)
        self.open_button.setDefault(True)
        self.open_button.setFont(theme.strong_font(self))
        self.open_button.setMinimumHeight(round(theme.field_height(self) * 1.15))
        self.open_button.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)
        self.open_button.clicked.connect(self.open_desk)
        row.addWidget(self.open_button)
        return row

    def _rule(self) -> QFrame:
        rule = QFrame(self)
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Sunken)
        return rule

    def _foot(self) -> Flow:
        words = _("Use the passphrase") if self._by_code else _("Use the recovery code")
        self.switch_button = self._link(words, "key-round", self.switch_secret)
        self.other_button = self._link(_("Another desk…"), "folder-open", self.other_desk)
        self.new_button = self._link(_("New desk…"), "plus", self.new_wanted.emit)
        tongues = [
            language_button(self, name, lambda name: speak(name, self)) for name in LANGUAGES
        ]
        self.restore_button = self._link(_("Restore a backup…"), "history", self.restore)
        self.restore_button.hide()
        links = (self.switch_button, self.other_button, self.new_button, self.restore_button)
        return flow(self, *links, beside(self, *tongues), gap=theme.unit(self), apart=True)

    def _link(self, text: str, picture: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        theme.wear_icon(button, picture)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.clicked.connect(act)
        return button

    @Slot(bool)
    def _reveal(self, shown: bool) -> None:
        self._editor().reveal(shown)
