# SPDX-License-Identifier: Apache-2.0
"""Backups: what there is, one more now, and going back to an earlier one.

Signal of ``BackupsDialog``: ``restored(path)``, the person wants this backup in place of the desk; the
application closes the desk first.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desk.domain.backup import BackupView
from desk.errors import Told
from desk.services.desk import Desk
from desk.services.keeping import backups
from desk.text import N_
from ui import messages, theme
from ui.closing import ShownDialog
from ui.forms import note
from ui.jobs import Jobs
from ui.language import _, current
from ui.menus import backed_up
from ui.tables import Column, RowsModel, TableView
from ui.theme import Badge, Tone
from ui.words import size

REASONS = {
    "close": N_("on closing"),
    "manual": N_("by hand"),
    "upgrade": N_("before an upgrade"),
    "key": N_("before a new key"),
    "restore": N_("before a restore"),
}


def sure_of_desk(parent: QWidget, folder: Path, path: Path) -> bool:
    """Whether a backup is of the desk in ``folder``, or the person means the other one all the same."""
    return _sure(parent, backups.restore_doubts(folder, path))


def sure_of_secrets(parent: QWidget, folder: Path, path: Path) -> bool:
    """Whether a backup opens with the same secrets as the desk in ``folder``, or that is right so."""
    return _sure(parent, backups.other_secrets(folder, path))


def _sure(parent: QWidget, doubts: list[Told]) -> bool:
    told = [current().tell(each) for each in doubts]
    return not told or messages.ask(parent, "\n\n".join(told), _("&Replace it"), danger=True)


class BackupsDialog(ShownDialog):
    """Lists the backups of the desk."""

    restored = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(N_("Backups"), parent)
        self.desk, self.jobs = desk, jobs
        self.model = RowsModel(_columns(desk.zone), self._rows, self)
        self.view = TableView(self.model, _("Backups"), self)
        self.view.explain_empty(
            _("No backup yet. One is made when the desk is closed after a change."),
        )
        self.make_button = QPushButton(theme.icon("archive"), _("Back up now"), self)
        self.make_button.clicked.connect(self.make)
        self.restore_button = QPushButton(theme.icon("history"), _("Restore this one…"), self)
        self.restore_button.clicked.connect(self.restore)
        self.file_button = QPushButton(theme.icon("folder-open"), _("Restore from a file…"), self)
        self.file_button.clicked.connect(self.restore_file)
        self._lay_out()
        self.view.chosen.connect(lambda _line: self._enable())
        self.refresh()

    def refresh(self) -> None:
        """Read the folder again."""
        self.model.load()
        self._enable()

    @Slot()
    def make(self) -> None:
        """One more, away from the window."""
        desk = self.desk
        self.jobs.run(
            _("Backing up…"),
            lambda _progress: backups.make_backup(desk),
            self._made,
        )

    def _made(self, made: BackupView) -> None:
        self.refresh()
        if made.second == "unreachable":
            messages.warn(self, backed_up(made))

    @Slot()
    def restore(self) -> None:
        """Go back to the chosen backup."""
        row = self._row()
        if row is not None:
            self._ask(Path(row.path))

    @Slot()
    def restore_file(self) -> None:
        """Go back to a backup from elsewhere."""
        path = messages.choose_file(self, _("Choose a backup"), _("Backups (*.zip)"))
        if path is not None:
            self._ask(path)

    def _ask(self, path: Path) -> None:
        if not sure_of_desk(self, self.desk.folder, path):
            return
        question = _(
            "The desk will be closed and restored from this backup. What it holds now is kept as a backup of "
            "its own, so nothing is lost. You will need the passphrase of that time."
        )
        told = map(current().tell, backups.other_secrets(self.desk.folder, path))
        if messages.ask(
            self, "\n\n".join([question, *told]), _("&Restore this backup"), danger=True
        ):
            self.accept()
            self.restored.emit(path)

    def _rows(self, last: object) -> list[BackupView]:
        return [] if last is not None else backups.list_backups(self.desk)

    def _row(self) -> BackupView | None:
        row = self.model.row_at(self.view.currentIndex().row())
        return row if isinstance(row, BackupView) else None

    def _enable(self) -> None:
        row = self._row()
        self.restore_button.setEnabled(row is not None and row.readable)

    def _lay_out(self) -> None:
        self.column.addWidget(
            note(
                _(
                    "A backup is one encrypted file. The last seven and one a week are kept, none longer than "
                    "30 days. A second folder, on another disk, is named in the settings."
                ),
                self,
            )
        )
        self.column.addWidget(self.view, 1)
        self.add_row(self.make_button, self.restore_button, self.file_button)
        self.close_up(100, 28)


def _columns(zone: str) -> tuple[Column, ...]:
    def state(row: BackupView) -> Badge:
        if row.readable:
            return Badge(Tone.DONE, _("checked"))
        return Badge(Tone.OVERDUE, _("cannot be read"))

    def when(row: BackupView) -> str:
        return current().moment(datetime.fromisoformat(row.made), zone) if row.made else row.name

    right = Qt.AlignmentFlag.AlignRight
    return (
        Column("made", N_("Made"), lambda row, _words: when(row), width=25),
        Column(
            "reason",
            N_("Why"),
            lambda row, _words: _(REASONS[row.reason]) if row.reason in REASONS else row.reason,
        ),
        Column(
            "state",
            N_("State"),
            lambda row, _words: state(row).word,
            badge=lambda row, _words: state(row),
        ),
        Column("size", N_("Size"), lambda row, _words: size(row.size), align=right),
        Column(
            "name",
            N_("File"),
            lambda row, _words: row.name,
            tip=lambda row, _words: row.path,
            rank=1,
        ),
    )
