# SPDX-License-Identifier: Apache-2.0
"""A dialog for one act: a form, one call of a service, and its refusal beside the field to blame.

It opens without blocking the program, so that the idle lock can keep what was typed (``state``) and
bring it back (``restore``). What the act means is written in ``ui/dialogs``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain.request import RequestCard
from desk.errors import Refusal, Told, Trouble
from desk.services.desk import Desk
from desk.services.events import Owner
from desk.services.paper.seals import is_over
from desk.text import N_
from ui import messages, theme
from ui.forms import AreaField, Field, Form, Section, note
from ui.jobs import Jobs
from ui.language import _
from ui.numbers import Row, called
from ui.panes import scrolled

Fields = Sequence[Field | Section]


class Card(Protocol):
    """A record of any register, as a dialog refers to it."""

    @property
    def row(self) -> Row:
        """Its line in the list."""


MOST = 54
"""Lines of text a dialog is high at most before its form scrolls."""


class ActDialog(QDialog):
    """One act. Signal ``acted(result)``: the service has done it and the dialog is closing."""

    acted = Signal(object)
    NAME: ClassVar[str] = ""
    """Under which the act is kept as a draft and opened again."""
    TITLE: ClassVar[str] = ""
    VERB: ClassVar[str] = N_("&Save")
    INTRO: ClassVar[str] = ""
    SIGNS: ClassVar[int] = 92
    """About this wide, in signs of text."""
    PART: ClassVar[bool] = False
    """True where the dialog underneath keeps what is typed here."""
    SCROLLS: ClassVar[bool] = True
    """False when the body scrolls its parts by itself."""

    def __init__(
        self, desk: Desk, jobs: Jobs, parent: QWidget | None, card: Card | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self.jobs = desk, jobs
        self.card = card
        self.dirty = False
        number = called(card.row) if card else ""
        title = _(self.TITLE)
        self.setWindowTitle(f"{title} — {number}" if number else title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = self.make_form()
        self.form.changed.connect(self._touched)
        self.buttons = QDialogButtonBox(self)
        self.accept_button = self._accept_button()
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self.prepare()
        self.dirty = False
        if self.SCROLLS:
            self._fit()
        else:
            self.resize_to_text(92, 44)

    def fields(self) -> Fields:
        """The fields of the form."""
        return ()

    def make_form(self) -> Form:
        """The form of the dialog."""
        return Form(self.fields(), self)

    def introduction(self) -> str:
        """What stands above the form; a dialog of two uses says which it is."""
        return self.INTRO

    def prepare(self) -> None:
        """Fill the form with what is known; called once when the dialog is built."""

    def begin(self) -> None:
        """Put the cursor where the typing starts; called once the dialog is shown."""
        self.form.focus_first()

    def act(self, values: dict[str, object]) -> object:
        """Call the service; a ``Refusal`` lands beside its field."""
        raise NotImplementedError

    def body(self) -> QWidget:
        """What the dialog shows between its introduction and its buttons."""
        return self.form

    def request(self) -> int:
        """The id of the request the act belongs to; 0 for none."""
        return self.card.row.id if self.card else 0

    def place(self) -> dict[str, object]:
        """Where the dialog belongs, so that a page can open it there again."""
        return {"request": self.request()}

    def unfinished(self) -> bool:
        """Whether something would be lost if the desk were locked now, here or in a line that is being written."""
        lines = (each for each in self.findChildren(ActDialog) if each.PART)
        return self.dirty or any(each.dirty for each in lines)

    def submit(self) -> None:
        """Do it; close only when it is done."""
        try:
            result = self.act(self.form.values())
        except (Refusal, Trouble) as error:
            self.turn_down(error)
        else:
            self.finish(result)

    def turn_down(self, error: Told) -> None:
        """Say at its field what speaks against it, and in a box what the machine will not do."""
        self.buttons.setEnabled(True)
        if isinstance(error, Refusal):
            self.form.complain(error)
        else:
            messages.fail(self, error)

    def finish(self, result: object) -> None:
        """Close and tell what came of it."""
        self.dirty = False
        self.accept()
        self.acted.emit(result)

    def reject(self) -> None:
        """Close; what was typed is only thrown away when the person says so."""
        if self.dirty and not messages.ask(
            self,
            _("Close without saving? What you typed here will be lost."),
            _("&Discard"),
            _("&Keep editing"),
            danger=True,
        ):
            return
        super().reject()

    def state(self) -> dict[str, object]:
        """What was typed, as plain data."""
        return {"form": self.form.state()}

    def restore(self, state: Mapping[str, object]) -> None:
        """Show what ``state`` gave."""
        typed = state.get("form")
        if isinstance(typed, dict):
            self.form.restore(typed)
        self.dirty = True

    def _touched(self) -> None:
        self.dirty = True

    def _accept_button(self) -> QPushButton:
        button = self.buttons.addButton(_(self.VERB), QDialogButtonBox.ButtonRole.AcceptRole)
        button.setDefault(True)
        button.setFont(theme.strong_font(button))
        return button

    def _lay_out(self) -> None:
        gap = theme.unit(self) * 2
        column = QVBoxLayout(self)
        column.setSpacing(gap)
        if self.SCROLLS:
            inner = QWidget(self)
            rows = QVBoxLayout(inner)
            rows.setContentsMargins(gap // 2, gap // 2, gap, gap // 2)
            rows.setSpacing(gap)
            intro = self.introduction()
            if intro:
                rows.addWidget(note(_(intro), inner))
            rows.addWidget(self.body())
            rows.addStretch(1)
            self._inner = inner
            self._area = scrolled(inner, self)
            self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            column.addWidget(self._area, 1)
        else:
            column.addWidget(self.body(), 1)
        column.addWidget(self.buttons)

    def _fit(self) -> None:
        """As wide as a line reads well, as high as the form needs, never larger than the screen."""
        room = self.screen().availableSize() * 0.94
        edge = self.style().pixelMetric(self.style().PixelMetric.PM_ScrollBarExtent)
        least = self._inner.minimumSizeHint().width() + edge + theme.unit(self) * 8
        width = min(max(self.fontMetrics().averageCharWidth() * self.SIGNS, least), room.width())
        layout = self._inner.layout()
        inside = width - edge - theme.unit(self) * 8
        tall = layout.totalHeightForWidth(inside) if layout else 0
        frame = self.buttons.sizeHint().height() + theme.unit(self) * 13
        most = min(room.height(), self.fontMetrics().lineSpacing() * MOST)
        self.resize(width, min(tall + frame, most))

    def resize_to_text(self, characters: int, lines: int) -> None:
        """Take this much room, but never more than the screen has."""
        theme.take_room(self, characters, lines)


class RequestAct(ActDialog):
    """An act on a request."""

    card: RequestCard | None


class ReasonAct(ActDialog):
    """An act that asks for its reason and nothing else."""

    def fields(self) -> Fields:
        """The reason."""
        return (AreaField("reason", N_("&Reason"), mandatory=True),)

    def act(self, values: dict[str, object]) -> object:
        """Do it for this reason."""
        return self.because(str(values["reason"]))

    def because(self, reason: str) -> object:
        """Call the service; a ``Refusal`` lands beside its field."""
        raise NotImplementedError


OVER = N_(
    "The person of this record is erased: the note is kept under seal, and opens from the record of the"
    " destruction with a reason."
)


class NoteAct(ActDialog):
    """Put a note into the history of a record."""

    NAME = "note"
    TITLE = N_("Add a note")
    VERB = N_("&Add")
    OWNER: ClassVar[Owner] = "request"

    def fields(self) -> Fields:
        """The note."""
        return (AreaField("text", N_("&Note"), rows=5, mandatory=True),)

    def introduction(self) -> str:
        """That the note will not be read here, where the person of the record is erased."""
        return OVER if is_over(self.desk, self.OWNER, self.request()) else ""

    def act(self, values: dict[str, object]) -> object:
        """Add it."""
        return self.add(str(values["text"]))

    def add(self, text: str) -> object:
        """Call the service."""
        raise NotImplementedError


class OpenDialogs:
    """The dialogs a page has opened, and what stands in them when the desk is locked."""

    def __init__(self) -> None:
        self.open: list[ActDialog] = []

    def present(self, dialog: ActDialog) -> None:
        """Open ``dialog`` over its page and remember it until it closes."""
        self.open.append(dialog)
        dialog.finished.connect(lambda _code: self._forget(dialog))
        dialog.open()
        dialog.begin()

    def state(self) -> list[dict[str, object]]:
        """The dialogs that stand open and what was typed in them, as plain data."""
        return [
            {"act": dialog.NAME, **dialog.place(), "typed": dialog.state()}
            for dialog in self.open
            if dialog.unfinished()
        ]

    def _forget(self, dialog: ActDialog) -> None:
        if dialog in self.open:
            self.open.remove(dialog)
