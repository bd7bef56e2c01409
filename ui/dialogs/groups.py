# SPDX-License-Identifier: Apache-2.0
"""Groups of people whose data are processed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from desk.domain.registers import SubjectGroup
from desk.domain.values import Both
from desk.services.register import registers
from desk.text import N_
from ui.act import Fields
from ui.forms import BothField
from ui.registers import RecordDialog, RegisterDialog
from ui.tables import Column


class GroupDialog(RecordDialog):
    """A group of the operator’s own, or the wording of one."""

    NAME: ClassVar[str] = "group"
    TITLE: ClassVar[str] = N_("Group of people")

    def fields(self) -> Fields:
        """Its name."""
        return [BothField("title", N_("Group"), mandatory=True)]

    def records(self) -> list[SubjectGroup]:
        """The groups in use."""
        return registers.groups(self.desk)

    def act(self, values: dict[str, Any]) -> int:
        """Keep it."""
        before = self.record or SubjectGroup(0, "", Both())
        return registers.save_group(self.desk, replace(before, **values))


class GroupsDialog(RegisterDialog):
    """Lists the groups."""

    TITLE: ClassVar[str] = N_("Groups of people")
    ABOUT: ClassVar[str] = N_("Whose data are processed: employees, clients, visitors of the site.")
    NEW: ClassVar[str] = N_("New group…")
    TABLE: ClassVar[str] = "group"
    EDITOR = GroupDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(
            "title", N_("Group"), lambda row, said: row.title.of(said.language), width=34, lines=3
        ),
    )

    def rows(self) -> Sequence[SubjectGroup]:
        """The groups in use."""
        registers.fill_lists(self.desk)
        return registers.groups(self.desk)
