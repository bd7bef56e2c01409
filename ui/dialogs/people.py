# SPDX-License-Identifier: Apache-2.0
"""The people of the desk: who may open it, each with a passphrase of their own."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desk.services.desk import Desk
from desk.services.keeping import upkeep
from desk.text import N_
from ui import theme, words
from ui.act import Fields
from ui.closing import ShownDialog
from ui.forms import Form, TextField, note
from ui.jobs import Jobs
from ui.language import _, current
from ui.secret import NewPassphrase, SecretDialog
from ui.tables import Column, RowsModel, TableView
from ui.theme import Badge, Tone


class PeopleDialog(ShownDialog):
    """Lists the people; adds and removes."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(N_("Users of the desk"), parent)
        self.desk, self.jobs = desk, jobs
        self.model = RowsModel(_columns(desk.zone), self._rows, self)
        self.view = TableView(self.model, _("Users of the desk"), self)
        self.view.chosen.connect(self._chosen)
        self.add_button = QPushButton(theme.icon("plus"), _("Add a user…"), self)
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(theme.icon("trash-2"), _("Remove…"), self)
        self.remove_button.clicked.connect(self.remove)
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        self.model.load()
        self._chosen(-1)

    @Slot()
    def add(self) -> None:
        """A further person."""
        dialog = PersonDialog(self.desk, self.jobs, self)
        dialog.acted.connect(lambda _id: self.refresh())
        dialog.open()

    @Slot()
    def remove(self) -> None:
        """Take the chosen person away."""
        id = self.view.current_id()
        if id is None:
            return
        dialog = RemovalDialog(self.desk, self.jobs, self)
        dialog.person = id
        row = self.model.row_at(self.view.currentIndex().row())
        dialog.form.remark(_("To be removed: {name}", name=row.name if row else ""))
        dialog.acted.connect(lambda _told: self.refresh())
        dialog.open()

    def _rows(self, last: object) -> list[upkeep.ActorView]:
        return [] if last is not None else upkeep.people(self.desk)

    @Slot(int)
    def _chosen(self, _id: int) -> None:
        row = self.model.row_at(self.view.currentIndex().row())
        able = row is not None and not row.me and not row.removed
        self.remove_button.setEnabled(able)
        self.remove_button.setToolTip(
            "" if able else _("Choose another user of the desk who has not left.")
        )

    def _lay_out(self) -> None:
        self.column.addWidget(
            note(
                _(
                    "Each person opens the desk with a passphrase of their own, and the journal names "
                    "who acted. Everybody sees everything in the desk."
                ),
                self,
            )
        )
        self.column.addWidget(self.view, 1)
        self.add_row(self.add_button, self.remove_button)
        self.close_up(108, 26)


class PersonDialog(SecretDialog):
    """Adds a person with a passphrase."""

    TITLE: ClassVar[str] = N_("New user")
    VERB: ClassVar[str] = N_("Add the user")
    INTRO: ClassVar[str] = N_("Let the new user choose and type the passphrase.")

    def make_form(self) -> Form:
        """Name and passphrase."""
        self.secret = NewPassphrase(self, (TextField("name", N_("Name"), mandatory=True),))
        return self.secret.form

    def body(self) -> QWidget:
        """Form and meter."""
        return self.secret

    def act(self, values: dict[str, object]) -> int:
        """Add."""
        return upkeep.add_person(self.desk, str(values["name"]), self.secret.passphrase())


class RemovalDialog(SecretDialog):
    """Takes a person away; the desk gets another key."""

    TITLE: ClassVar[str] = N_("Remove a user")
    VERB: ClassVar[str] = N_("Remove the user")
    INTRO: ClassVar[str] = N_(
        "The desk gets a new key, so that an old key file no longer opens it. Backups made until "
        "now still open with the passphrase of the person who is leaving: delete them, or keep "
        "them out of reach. The journal keeps what the person did."
    )
    person = 0

    def fields(self) -> Fields:
        """The passphrase of who does it."""
        return [TextField("passphrase", N_("Your own passphrase"), secret=True, mandatory=True)]

    def act(self, values: dict[str, object]) -> str:
        """Remove."""
        return upkeep.remove_person(self.desk, self.person, str(values["passphrase"]))


def _columns(zone: str) -> tuple[Column, ...]:
    def state(row: upkeep.ActorView) -> Badge:
        if row.removed:
            return Badge(Tone.QUIET, _("left"))
        return Badge(Tone.DONE, _("you")) if row.me else Badge(Tone.WAITING, _("may open"))

    def when(moment: str) -> str:
        return current().moment(datetime.fromisoformat(moment), zone) if moment else ""

    def day(moment: str) -> str:
        return words.brief_day(moment, zone) if moment else ""

    return (
        Column("name", N_("Name"), lambda row, _words: row.name, width=20),
        Column(
            "state",
            N_("State"),
            lambda row, _words: state(row).word,
            badge=lambda row, _words: state(row),
        ),
        Column(
            "added",
            N_("Since"),
            lambda row, _w: day(row.added),
            tip=lambda row, _w: when(row.added),
        ),
        Column(
            "removed",
            N_("Until"),
            lambda row, _w: day(row.removed),
            tip=lambda row, _w: when(row.removed),
        ),
    )
