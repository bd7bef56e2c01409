# SPDX-License-Identifier: Apache-2.0
"""Categories of personal data: their class, and those the operator declares it does not process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from desk.domain.registers import Category, DataClass
from desk.domain.values import Both
from desk.errors import Told
from desk.services.register import registers
from desk.text import N_
from ui import messages
from ui.act import ActDialog, Fields
from ui.forms import BothField, ChoiceField, TextField
from ui.language import _
from ui.registers import RecordDialog, RegisterDialog
from ui.tables import Column
from ui.theme import Badge, Tone
from ui.words import label


class CategoryDialog(RecordDialog):
    """A category of the operator’s own, or the wording of one."""

    NAME: ClassVar[str] = "category"
    TITLE: ClassVar[str] = N_("Category of data")

    def fields(self) -> Fields:
        """Name and class."""
        return [
            BothField("title", N_("Category"), mandatory=True),
            ChoiceField(
                "kind",
                N_("Class"),
                hint=N_(
                    "The class determines what the law requires: special categories, convictions "
                    "and biometrics need written consent or a named ground."
                ),
                options=[(each, label(each)) for each in DataClass],
            ),
        ]

    def records(self) -> list[Category]:
        """The categories in use."""
        return registers.categories(self.desk)

    def act(self, values: dict[str, Any]) -> int:
        """Keep it."""
        before = self.record or Category(0, "", Both())
        return registers.save_category(self.desk, replace(before, **values))


class PresentDialog(ActDialog):
    """Takes back the declaration that a category is not processed."""

    TITLE: ClassVar[str] = N_("Now processed")
    INTRO: ClassVar[str] = N_(
        "You declared that you do not process this. State why that has changed; the published "
        "policy and the notice to Roskomnadzor need the change, too."
    )
    category = 0

    def fields(self) -> Fields:
        """The reason."""
        return [TextField("reason", N_("Reason"), mandatory=True)]

    def act(self, values: dict[str, object]) -> None:
        """Take it back."""
        registers.undeclare_absent(self.desk, [self.category], str(values["reason"]))


class CategoriesDialog(RegisterDialog):
    """Lists the categories."""

    TITLE: ClassVar[str] = N_("Categories of data")
    ABOUT: ClassVar[str] = N_(
        "What kinds of personal data there are. Those you declared as not processed cannot get into a "
        "purpose unnoticed."
    )
    NEW: ClassVar[str] = N_("New category…")
    TABLE: ClassVar[str] = "category"
    EDITOR = CategoryDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(
            "title",
            N_("Category"),
            lambda row, said: row.title.of(said.language),
            width=34,
            lines=3,
        ),
        Column("kind", N_("Class"), lambda row, _words: label(row.kind)),
        Column(
            "absent",
            N_("State"),
            lambda row, _words: _badge(row).word if row.absent else "",
            badge=lambda row, _words: _badge(row) if row.absent else None,
        ),
    )

    def rows(self) -> Sequence[Category]:
        """The categories in use."""
        registers.fill_lists(self.desk)
        return registers.categories(self.desk)

    def buttons(self) -> list[QPushButton]:
        """Declaring as not processed, and back."""
        self.absent_button = self.button("ban", N_("Declare as not processed"), self.declare)
        self.present_button = self.button("circle-check", N_("Now processed…"), self.undeclare)
        return [self.absent_button, self.present_button]

    def look(self) -> None:
        """One of the two declarations can be made."""
        super().look()
        row = self.row()
        self.absent_button.setEnabled(row is not None and not row.absent)
        self.present_button.setEnabled(row is not None and row.absent)

    def declare(self) -> None:
        """Declare the chosen category as not processed."""
        try:
            registers.declare_absent(self.desk, [self.row().id])
        except Told as told:
            messages.fail(self, told)
        self.refresh()

    def undeclare(self) -> None:
        """Take it back, with the reason."""
        dialog = PresentDialog(self.desk, self.jobs, self)
        dialog.category = self.row().id
        self.present(dialog)


def _badge(_row: Category) -> Badge:
    return Badge(Tone.QUIET, _("not processed"))
