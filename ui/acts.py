# SPDX-License-Identifier: Apache-2.0
"""From a button of the record to its dialog, and from what came of it to the next one.

Dialogs are imported when they are first wanted. Those that stand open can be told as plain data and
opened again, so that locking loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desk.domain.request import RequestCard
from desk.errors import Refusal, Told
from desk.services import requests
from desk.services.desk import Desk
from desk.text import N_
from ui import files, messages, words
from ui.act import ActDialog, OpenDialogs
from ui.jobs import Cancelled, Jobs
from ui.language import _, current
from ui.page import OpenRecord

if TYPE_CHECKING:
    from desk.services.batch import Read

_HOMES: Mapping[str, tuple[str, str]] = {
    "acknowledge": ("letters", "AcknowledgeDialog"),
    "complete": ("letters", "CompleteDialog"),
    "identify": ("identify", "IdentifyDialog"),
    "authority": ("identify", "AuthorityDialog"),
    "completeness": ("identify", "CompletenessDialog"),
    "block": ("inquiry", "BlockDialog"),
    "unblock": ("inquiry", "UnblockDialog"),
    "inquire": ("inquiry", "InquiryDialog"),
    "evidence": ("inquiry", "EvidenceDialog"),
    "remedy": ("inquiry", "RemedyDialog"),
    "decide": ("inquiry", "DecideDialog"),
    "extend": ("extend", "ExtendDialog"),
    "answer": ("answer", "AnswerDialog"),
    "refuse": ("refuse", "RefuseDialog"),
    "report_done": ("answer", "DoneDialog"),
    "dispatch": ("dispatch", "DispatchDialog"),
    "close": ("dispatch", "CloseDialog"),
    "note": ("note", "NoteDialog"),
    "void": ("note", "VoidDialog"),
    "correct": ("correct", "CorrectDialog"),
    "merge": ("merge", "MergeDialog"),
    "dative": ("dative", "DativeDialog"),
    "request": ("request_form", "RequestDialog"),
    "take-in": ("take_in", "TakeInDialog"),
}


class Acts(QObject):
    """Opens dialogs over a page and follows what they did.

    Signals: ``said(str)``, for the status bar; ``taken``, a step was taken and its dialog is
    closed; ``registered(int)``, there is a new request, or a letter was added to one.
    """

    said = Signal(str)
    taken = Signal()
    registered = Signal(int)

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        page: QWidget,
        show: Callable[[int], None],
        open_record: OpenRecord,
    ) -> None:
        super().__init__(page)
        self.desk, self.jobs, self.page = desk, jobs, page
        self._show, self._open_record = show, open_record
        self.dialogs = OpenDialogs()
        self._letters: list[Path] = []
        self._ahead: dict[Path, Read] = {}

    @property
    def open(self) -> list[ActDialog]:
        """The dialogs in sight, the innermost last."""
        return self.dialogs.open

    def begin(self, name: str, card: RequestCard) -> None:
        """Open the dialog of an act on ``card``."""
        if name == "attach":
            self.attach(card, messages.choose_files(self.page, _("Attach a file")))
            return
        from ui.paper_dialog import PaperDialog

        try:
            dialog = self._make(name, card)
        except Told as error:
            messages.fail(self.page, error)
            return
        dialog.acted.connect(lambda result: self._follow(name, card.row.id, result))
        self._go_on(dialog)
        if isinstance(dialog, PaperDialog):
            dialog.elsewhere.connect(lambda where, field: self._elsewhere(where, field, card))
        self._present(dialog)

    def new_request(self) -> None:
        """Open the short form of a new request."""
        dialog = self._make("request", None)
        dialog.acted.connect(self._registered)
        self._present(dialog)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Read letters one after another; each is confirmed in its dialog."""
        self._letters += paths
        if len(paths) > 1:
            self._read_ahead(list(paths))
        elif not self._confirming():
            self._next_letter()

    def attach(self, card: RequestCard, paths: Sequence[Path]) -> None:
        """Keep files beside a request."""
        if paths:
            files.attach(self.desk, self.jobs, card.row.id, paths)

    def show_file(self, attachment: int) -> None:
        """Show a kept file."""
        from ui.file_view import show_file

        show_file(self.desk, self.page, attachment)

    def save_out(self, attachment: int) -> None:
        """Save a kept file where the person says."""
        from ui.file_view import save_out

        save_out(self.desk, self.page, attachment)

    def on_paper(self, name: str, id: int) -> None:
        """Print, save or mail an issued paper."""
        from ui import paper_acts

        paper_acts.run(name, self.desk, self.jobs, self.page, id)

    def state(self) -> dict[str, object]:
        """The dialogs that stand open, what was typed in them, and the letters that wait."""
        return {"open": self.dialogs.state(), "letters": [str(path) for path in self._letters]}

    def restore(self, state: Mapping[str, object]) -> None:
        """Open dialogs again as ``state`` told them; a request that is gone is passed over."""
        letters, dialogs = state.get("letters"), state.get("open")
        self._letters += [Path(str(path)) for path in letters] if isinstance(letters, list) else []
        for entry in dialogs if isinstance(dialogs, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("typed"), dict):
                try:
                    self._reopen(str(entry["act"]), int(entry["request"]), entry["typed"])
                except Refusal:
                    continue
        if not self.open and not self.jobs.running:
            self._next_letter()

    def _reopen(self, name: str, id: int, typed: Mapping[str, object]) -> None:
        if name == "take-in":
            self._reopen_letter(typed)
            return
        if name == "request":
            self.new_request()
        else:
            card = requests.request_card(self.desk, id, current().language)
            self.begin(name, card)
        if self.open:
            self.open[-1].restore(typed)

    def _reopen_letter(self, typed: Mapping[str, object]) -> None:
        from ui.dialogs.take_in import LetterRead, read_letter

        kept = files.unpacked(typed.get("file"))

        def done(read: LetterRead) -> None:
            self._confirm(read)
            self.open[-1].restore(typed)

        if kept is not None:
            read_letter(self.jobs, lambda: kept, done, self._unread)

    def _make(self, name: str, card: RequestCard | None) -> ActDialog:
        module, made = _HOMES[name]
        dialog = getattr(import_module(f"ui.dialogs.{module}"), made)(
            self.desk, self.jobs, self.page, card
        )
        assert isinstance(dialog, ActDialog)
        return dialog

    def _present(self, dialog: ActDialog) -> None:
        self.dialogs.present(dialog)
        if dialog.NAME == "take-in":
            dialog.finished.connect(lambda _code: self._next_letter())

    def _confirming(self) -> bool:
        return any(dialog.NAME == "take-in" for dialog in self.open)

    def _read_ahead(self, paths: list[Path]) -> None:
        """Read many letters at once, on every core; then they are confirmed one after another."""
        title = _("Reading the letters…")

        def work(progress: Callable[..., None]) -> list[Read]:
            from desk.services.batch import read_letters

            found: list[Read] = []
            try:
                for each in read_letters(paths):
                    found.append(each)
                    progress(len(found), len(paths), title)
            except Cancelled:
                self._letters.clear()
                raise
            return found

        def done(found: list[Read]) -> None:
            self._ahead.update({each.path: each for each in found if each.path in self._letters})
            if not self._confirming():
                self._next_letter()

        self.jobs.run(title, work, done)

    def _next_letter(self) -> None:
        from ui.dialogs.take_in import LetterRead, read_letter

        if not self._letters:
            return
        path = self._letters.pop(0)
        known = self._ahead.pop(path, None)
        if known is None:
            read_letter(
                self.jobs, lambda: (path.name, files.read(path)), self._confirm, self._unread
            )
        elif known.letter is None:
            self._unread(known.refusal or Refusal(N_("The file cannot be read.")))
        else:
            letter = known.letter
            self.jobs.run(
                _("Reading the letter…"),
                lambda _progress: LetterRead(path.name, files.read(path), letter),
                self._confirm,
                self._unread,
            )

    def _unread(self, error: Told) -> None:
        messages.fail(self.page, error)
        self._next_letter()

    def _confirm(self, read: object) -> None:
        from ui.dialogs.take_in import LetterRead, TakeInDialog

        assert isinstance(read, LetterRead)
        dialog = TakeInDialog(self.desk, self.jobs, self.page, read)
        dialog.acted.connect(self._registered)
        dialog.open_wanted.connect(self._show)
        self._present(dialog)

    def _registered(self, id: object) -> None:
        if isinstance(id, int):
            self.registered.emit(id)
            card = requests.request_card(self.desk, id, current().language)
            number, due = words.short(card.row.number), words.day(card.row.due)
            self.said.emit(
                _("No. {number}, due {due}.", number=number, due=due)
                if due
                else _("No. {number}.", number=number)
            )

    def _go_on(self, dialog: ActDialog) -> None:
        """Once the dialog of a step that was taken has closed, say so."""
        taken: list[object] = []
        dialog.acted.connect(taken.append)

        def closed() -> None:
            if taken and not self.open:
                self.taken.emit()

        dialog.finished.connect(lambda _code: QTimer.singleShot(0, self, closed))

    def _elsewhere(self, where: str, field: str, card: RequestCard) -> None:
        if where != "correct":
            self._open_record(where, field)
            return
        self.begin("correct", card)
        self.open[-1].form.editor(field).main.setFocus()

    def _follow(self, name: str, id: int, result: object) -> None:
        """What comes after an act: missing parts are asked for, a voided record leaves the pane."""
        if name == "completeness" and result:
            card = requests.request_card(self.desk, id, current().language)
            allowed = any(step.allowed for step in card.steps if step.step.value == "complete")
            if allowed and messages.ask(
                self.page,
                _("Something is missing. Write the letter that asks for it?"),
                _("&Write the letter"),
                _("&Later"),
            ):
                self.begin("complete", card)
