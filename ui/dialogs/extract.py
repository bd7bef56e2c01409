# SPDX-License-Identifier: Apache-2.0
"""An extract of the journal for a period, saved as CSV with its hashes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from desk.services.desk import Desk
from desk.services.overview import journals
from desk.text import N_
from ui import files, messages
from ui.act import ActDialog, Fields
from ui.csv_file import csv_bytes
from ui.dialogs.inquiry import day_of
from ui.forms import DateField
from ui.jobs import Jobs
from ui.language import _
from ui.tables import Column


class ExtractDialog(ActDialog):
    """Asks for the period and the file."""

    TITLE: ClassVar[str] = N_("Extract of the journal")
    VERB: ClassVar[str] = N_("Save as CSV…")
    INTRO: ClassVar[str] = N_(
        "Entries of the period with their numbers and hashes, so that anyone can check that none is missing."
    )

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget, columns: Sequence[Column]) -> None:
        self._columns = columns
        super().__init__(desk, jobs, parent)

    def fields(self) -> Fields:
        """Two days."""
        return [
            DateField("since", N_("First day"), today=self.desk.today, mandatory=True),
            DateField("until", N_("Last day"), today=self.desk.today, mandatory=True),
        ]

    def prepare(self) -> None:
        """The last month."""
        today = self.desk.today()
        self.form.set({"since": today - timedelta(days=30), "until": today})

    def act(self, values: dict[str, object]) -> None:
        """Read and save."""
        since, until = (day_of(values[name], name) for name in ("since", "until"))
        entries = journals.extract(self.desk, since, until)
        name = f"journal-{since.isoformat()}-{until.isoformat()}.csv"
        path = messages.save_file(self, _("Save the extract"), name, _("CSV files (*.csv)"))
        if path is not None:
            files.write(path, csv_bytes(self._columns, entries))
