# SPDX-License-Identifier: Apache-2.0
"""What becomes of a letter to a third party: it leaves, it is confirmed, it is taken back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain.destruction import DestructionCard, StopLetter
from desk.services.destruction import destructions
from desk.text import N_
from ui import files, theme
from ui.act import ActDialog, Fields
from ui.dialogs.dispatch import PROOFS
from ui.dialogs.inquiry import day_of
from ui.forms import AreaField, ChoiceField, DateField, Field, TextField
from ui.language import _, current


class LetterAct(ActDialog):
    """An act on one of the letters that wait."""

    card: DestructionCard

    def choose(self, letter: int) -> None:
        """Speak of this letter, when it is among those that wait."""
        self.form.editor("letter").set(letter)
        self.dirty = False

    def letter_field(self) -> Field:
        """The letters that wait."""
        waiting = [(each.id, each.name.of(current().language)) for each in self.waiting()]
        return ChoiceField("letter", N_("&Letter to"), waiting)

    def waiting(self) -> list[StopLetter]:
        """Letters that are not confirmed yet."""
        return [each for each in self.card.letters if not each.confirmed]

    def letter(self) -> int:
        """The chosen one."""
        return int(str(self.form.editor("letter").value() or 0))


class LetterSentDialog(LetterAct):
    """Record that a letter has left."""

    NAME = "letter_sent"
    TITLE = N_("A letter was sent")
    VERB = N_("&Record")

    def fields(self) -> Fields:
        """Which, when, how."""
        return (
            self.letter_field(),
            DateField("on", N_("Sent &on"), today=self.desk.today, mandatory=True),
            TextField("note", N_("&Proof"), completions=[_(proof) for proof in PROOFS]),
        )

    def waiting(self) -> list[StopLetter]:
        """Those that have not left come first."""
        return sorted(super().waiting(), key=lambda each: bool(each.sent))

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        on = day_of(values["on"], "on")
        destructions.record_letter_sent(self.desk, self.letter(), on, str(values["note"]))


class ConfirmationDialog(LetterAct):
    """Record what a third party confirmed; its own act may be dropped here."""

    NAME = "confirmed"
    TITLE = N_("A third party confirmed")
    VERB = N_("&Record")
    INTRO = N_(
        "Data held by a processor count as destroyed when the processor says so. Drop its answer "
        "or its own act here, or write down what it said."
    )

    def fields(self) -> Fields:
        """Which, when, what."""
        return (
            self.letter_field(),
            DateField("on", N_("Confirmed &on"), today=self.desk.today, mandatory=True),
            AreaField("note", N_("What it &says")),
        )

    def body(self) -> QWidget:
        """The form and the place for the file."""
        holder = QWidget(self)
        endings = " ".join(f"*{ending}" for ending in (*files.LETTERS, *files.SCANS))
        self.file = files.FileRow(
            _("&Confirmation…"), _("Letters and scans") + f" ({endings})", holder
        )
        self.file.chosen.connect(self._touched)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) * 2)
        column.addWidget(self.form)
        column.addWidget(self.file)
        self.file.catch_drops_on(self)
        return holder

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        on = day_of(values["on"], "on")
        content = self.file.content
        kept = (self.file.name, content) if content is not None else None
        destructions.record_confirmation(self.desk, self.letter(), on, kept, str(values["note"]))

    def state(self) -> dict[str, object]:
        """With the file."""
        return {**super().state(), "file": self.file.state()}

    def restore(self, state: Mapping[str, object]) -> None:
        """With the file."""
        self.file.restore(state.get("file"))
        super().restore(state)


class DropLetterDialog(LetterAct):
    """Take a letter back."""

    NAME = "drop_letter"
    TITLE = N_("Withdraw a letter")
    VERB = N_("&Take back")
    INTRO = N_("The letter becomes void, and no answer to it is expected any more.")

    def fields(self) -> Fields:
        """Which, and why."""
        return (self.letter_field(), AreaField("reason", N_("&Reason"), mandatory=True))

    def act(self, values: dict[str, object]) -> None:
        """Take it back."""
        destructions.drop_letter(self.desk, self.letter(), str(values["reason"]))
