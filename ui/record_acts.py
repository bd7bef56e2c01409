# SPDX-License-Identifier: Apache-2.0
"""What the acts of every register share: dialogs opened by name over a page, files and papers beside a record.

Dialogs are imported when they are first wanted. Those that stand open can be told as plain data and
opened again, so that locking loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desk.errors import Refusal, Told
from desk.services.desk import Desk
from desk.services.events import Owner
from desk.services.paper import papers
from ui import messages
from ui.act import ActDialog, OpenDialogs
from ui.incoming import check_new
from ui.jobs import Jobs
from ui.language import _
from ui.page import OpenRecord


class RecordActs(QObject):
    """Opens dialogs over a page and follows what they did.

    Signals: ``said(str)``, for the status bar; ``taken``, a step was taken and its dialog is closed.
    """

    said = Signal(str)
    taken = Signal()
    OWNER: ClassVar[Owner] = "request"
    """Whose files they are that come in with a record."""
    HOMES: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """The module in ``ui.dialogs`` and the dialog of each act."""

    def __init__(self, desk: Desk, jobs: Jobs, page: QWidget, open_record: OpenRecord) -> None:
        super().__init__(page)
        self.desk, self.jobs, self.page = desk, jobs, page
        self._open_record = open_record
        self._unchecked: list[int] = []
        self.dialogs = OpenDialogs()

    @property
    def open(self) -> list[ActDialog]:
        """The dialogs in sight, the innermost last."""
        return self.dialogs.open

    def read_card(self, id: int) -> Any:  # noqa: ANN401 -- a card of the register
        """The record with this id; refuses when it is gone."""
        raise NotImplementedError

    def attach(self, card: Any, paths: Sequence[Path]) -> None:  # noqa: ANN401 -- as above
        """Keep files beside a record."""
        raise NotImplementedError

    def begin(self, name: str, card: Any = None) -> ActDialog | None:  # noqa: ANN401 -- as above
        """Open the dialog of an act on ``card``, or of one that makes a new record."""
        if name == "attach":
            self.attach(card, messages.choose_files(self.page, _("Attach a file")))
            return None
        try:
            dialog = self.make(name, card)
        except Told as error:
            messages.fail(self.page, error)
            return None
        if card is not None:
            dialog.acted.connect(lambda result: self.follow(name, card.row.id, result))
            self._go_on(dialog)
        self.watch(dialog, card)
        self.present(dialog)
        return dialog

    def follow(self, name: str, id: int, result: object) -> None:
        """What comes after an act."""

    def watch(self, dialog: ActDialog, card: Any) -> None:  # noqa: ANN401 -- as above
        """Listen to a dialog before it opens; without a card it makes a new record."""

    def check_new(self, id: int) -> None:
        """Check the signatures of what came in with a record; a lock meanwhile only puts it off."""
        self._unchecked.append(id)
        check_new(self.desk, self.jobs, self, self.OWNER, id, lambda: self._unchecked.remove(id))

    def show_file(self, attachment: int) -> None:
        """Show a kept file."""
        from ui.file_view import show_file

        show_file(self.desk, self.page, attachment)

    def save_out(self, attachment: int) -> None:
        """Save a kept file where the person says."""
        from ui.file_view import save_out

        save_out(self.desk, self.page, attachment)

    def check_file(self, attachment: int) -> None:
        """Check the signatures of a kept file and say what was found."""
        from ui.file_signature import check_file

        check_file(self.desk, self.jobs, self.page, attachment)

    def on_paper(self, name: str, id: int) -> None:
        """Print, save, mail an issued paper, mark it as signed or replace it: those forms a lock keeps."""
        from ui import paper_acts

        if name == "signed":
            self.present(paper_acts.sign_dialog(self.desk, self.jobs, self.page, id))
            return
        if name == "replace":
            from ui.dialogs.note import ReplaceReasonDialog

            brief = papers.paper_brief(self.desk, id)
            asked = ReplaceReasonDialog(self.desk, self.jobs, self.page, brief)
            asked.acted.connect(lambda reason: self._write_anew(id, str(reason)))
            self.present(asked)
            return
        paper_acts.run(name, self.desk, self.jobs, self.page, id)

    def _write_anew(self, id: int, reason: str) -> None:
        """Write the paper that takes the place of this one."""
        from ui.dialogs.replace import replace_dialog

        brief = papers.paper_brief(self.desk, id)
        try:
            self.present(replace_dialog(self.desk, self.jobs, self.page, brief, reason))
        except Refusal as refusal:
            messages.fail(self.page, refusal)

    def state(self) -> dict[str, object]:
        """The dialogs that stand open and what was typed in them."""
        return {"open": self.dialogs.state(), "unchecked": list(self._unchecked)}

    def restore(self, state: Mapping[str, object]) -> None:
        """Open dialogs again as ``state`` told them; a record that is gone is passed over."""
        unchecked = state.get("unchecked")
        for id in unchecked if isinstance(unchecked, list) else ():
            self.check_new(int(id))
        dialogs = state.get("open")
        for entry in dialogs if isinstance(dialogs, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("typed"), dict):
                try:
                    self._reopen(entry)
                except Refusal:
                    continue

    def _reopen(self, entry: Mapping[str, Any]) -> None:
        if entry.get("paper"):
            if entry.get("reason"):
                self._write_anew(int(entry["paper"]), str(entry["reason"]))
            else:
                self.on_paper(str(entry["act"]), int(entry["paper"]))
            self.open[-1].restore(entry["typed"])
        else:
            self.reopen(str(entry["act"]), int(entry.get("request") or 0), entry["typed"])

    def reopen(self, name: str, id: int, typed: Mapping[str, object]) -> None:
        """Open one dialog with what was typed in it."""
        dialog = self.begin(name, self.read_card(id) if id else None)
        if dialog is not None:
            dialog.restore(typed)

    def make(self, name: str, card: Any) -> ActDialog:  # noqa: ANN401 -- as above
        """The dialog of an act."""
        module, made = self.HOMES[name]
        dialog = getattr(import_module(f"ui.dialogs.{module}"), made)(
            self.desk, self.jobs, self.page, card
        )
        assert isinstance(dialog, ActDialog)
        return dialog

    def present(self, dialog: ActDialog) -> None:
        """Open a dialog over the page."""
        self.dialogs.present(dialog)

    def _go_on(self, dialog: ActDialog) -> None:
        """Once the dialog of a step that was taken has closed, say so."""
        taken: list[object] = []
        dialog.acted.connect(taken.append)

        def closed() -> None:
            if taken and not self.open:
                self.taken.emit()

        dialog.finished.connect(lambda _code: QTimer.singleShot(0, self, closed))
