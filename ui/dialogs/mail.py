# SPDX-License-Identifier: Apache-2.0
"""The draft e-mail of an issued paper: which kept files go along, and what was found in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain.proposal import Enclosure
from desk.domain.request import PaperBrief
from desk.domain.said import FILE_ROLES
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.letter import enclosures
from ui import messages, theme, words
from ui.act import RequestAct
from ui.file_view import show_file
from ui.flow import flow
from ui.forms import Words, note
from ui.jobs import Jobs
from ui.language import _
from ui.numbers import named
from ui.panes import banner

_NAME = 60
"""Letters of a file name that are shown here; the file's own window has all of it."""


class MailDialog(RequestAct):
    """Choose what goes along; ``acted`` gives the name and the bytes of the draft."""

    NAME = "mail"
    TITLE = N_("Draft an e-mail")
    VERB = N_("&Make the draft…")
    INTRO = N_(
        "The paper is sent as a PDF. Tick the files to send with it. They were searched for "
        "other people’s data (Art. 14 (2)); you have to look at what the program cannot read."
    )

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        parent: QWidget,
        brief: PaperBrief,
        found: Sequence[Enclosure],
        make: Callable[..., object],
    ) -> None:
        """``make`` takes the ids of the files that go along, and of those that were looked at."""
        self.brief, self.found, self.make = brief, found, make
        super().__init__(desk, jobs, parent)
        self.setWindowTitle(f"{self.windowTitle()} — {named(brief.number)}")

    def body(self) -> QWidget:
        """A row for each file, and what they weigh together."""
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) * 2)
        self.rows = [KeptRow(each, holder) for each in self.found]
        for row in self.rows:
            column.addWidget(row)
            row.look.clicked.connect(self._look)
            row.changed.connect(self._weigh)
        self.total = Words(parent=holder)
        column.addWidget(self.total)
        column.addWidget(self.form)
        self._weigh()
        return holder

    def begin(self) -> None:
        """The first file is where choosing starts."""
        self.rows[0].pick.setFocus()

    def chosen(self) -> list[KeptRow]:
        """The rows whose files go along."""
        return [row for row in self.rows if row.pick.isChecked()]

    def submit(self) -> None:
        """Ask once more where others are named; then write the draft."""
        self.form.forgive()
        waiting = [row for row in self.chosen() if row.waits()]
        if waiting:
            refusal = Refusal(N_("Look at the files listed, and tick that you did."), field="files")
            self.form.complain(refusal)
            waiting[0].looked.setFocus()
        elif self._accepted():
            super().submit()

    def act(self, values: dict[str, object]) -> object:
        """Write the draft."""
        return self.make(
            [row.id for row in self.chosen()],
            [row.id for row in self.chosen() if row.looked.isChecked()],
        )

    def _accepted(self) -> bool:
        named = [
            f"{hint.text} ({hint.where})" for row in self.chosen() for hint in row.enclosure.found
        ]
        return not named or messages.ask(
            self,
            _(
                "The files contain what may be other people’s data: {found}. An answer must not "
                "include them without a lawful ground (Art. 14 (2)). Send them all the same?",
                found=words.some(named),
            ),
            _("&Attach them"),
            _("&Back to the files"),
            danger=True,
        )

    def _look(self) -> None:
        for row in self.rows:
            if row.look is self.sender():
                show_file(self.desk, self, row.id)

    def _weigh(self) -> None:
        size = sum(row.enclosure.file.size for row in self.chosen())
        most = words.size(enclosures.MOST)
        self.total.setText(
            _("Chosen: {size}. One e-mail takes {most} at most.", size=words.size(size), most=most)
        )


class WebmailDialog(MailDialog):
    """The same for mail that is written in a browser."""

    NAME = "webmail"
    TITLE = N_("For webmail")
    VERB = N_("&Copy the text, save the files…")


class KeptRow(QFrame):
    """One kept file. Signal ``changed``: it goes along now, or no longer."""

    changed = Signal()

    def __init__(self, enclosure: Enclosure, parent: QWidget) -> None:
        super().__init__(parent)
        self.enclosure, self.id = enclosure, enclosure.file.id
        self.setFrameShape(QFrame.Shape.StyledPanel)
        file = enclosure.file
        name = Words(_shown(file.name), self)
        name.setFont(theme.strong_font(self))
        about = f"{words.size(file.size)} · {_(FILE_ROLES[file.role])}"
        self.pick = QCheckBox(_("Attach it"), self)
        self.look = QPushButton(theme.icon("search"), _("Look at the file"), self)
        self.look.setAutoDefault(False)
        self.looked = QCheckBox(_("I looked at it: it may be sent"), self)
        for widget in (self.pick, self.look, self.looked):
            widget.setAccessibleName(f"{widget.text()}: {file.name}")
        column = QVBoxLayout(self)
        column.setSpacing(theme.unit(self))
        column.addWidget(name)
        column.addWidget(note(about, self))
        for text in (*_found(enclosure), *_unread(enclosure)):
            column.addWidget(banner(text, theme.Tone.SOON, self))
        column.addWidget(flow(self, self.pick, self.look, self.looked, gap=theme.unit(self) * 3))
        self.looked.setVisible(bool(enclosure.hints))
        self.looked.setEnabled(False)
        self.pick.toggled.connect(self.looked.setEnabled)
        self.pick.toggled.connect(self.changed)

    def waits(self) -> bool:
        """Whether somebody must look before it goes."""
        return bool(self.enclosure.hints) and not self.looked.isChecked()


def _shown(name: str) -> str:
    half = _NAME // 2
    return name if len(name) <= _NAME else f"{name[:half]}…{name[-half:]}"


def _found(enclosure: Enclosure) -> list[str]:
    said = words.some(hint.text for hint in enclosure.found)
    return [_("May be other people’s data: {found}", found=said)] if said else []


def _unread(enclosure: Enclosure) -> list[str]:
    return [_(hint.message, found=hint.text) for hint in enclosure.unread]
