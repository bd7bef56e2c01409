# SPDX-License-Identifier: Apache-2.0
"""Material carriers: paper, disks, sticks, telephones; where they lie and whom they serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from desk.domain.registers import Carrier, CarrierKind
from desk.domain.values import Both
from desk.services.register import registers
from desk.text import N_
from ui.act import Fields
from ui.forms import BothField, ChoiceField, TextField
from ui.pick_fields import PickField
from ui.registers import RecordDialog, RegisterDialog, code_column, purpose_names, purpose_options
from ui.tables import Column
from ui.words import label


class CarrierDialog(RecordDialog):
    """One carrier."""

    NAME: ClassVar[str] = "carrier"
    TITLE: ClassVar[str] = N_("Physical medium")

    def fields(self) -> Fields:
        """What it is, where it lies, whom it serves."""
        return [
            ChoiceField("kind", N_("Kind"), options=[(each, label(each)) for each in CarrierKind]),
            BothField("title", N_("Title"), mandatory=True),
            TextField("serial", N_("Serial or inventory number")),
            TextField(
                "place",
                N_("Place"),
                mandatory=True,
                hint=N_("Room and cupboard, for example a fireproof safe."),
            ),
            TextField("key_holders", N_("Who holds the keys")),
            TextField("responsible", N_("Responsible")),
            PickField(
                "purposes", N_("Purposes"), options=lambda: purpose_options(self.desk), rows=5
            ),
            TextField(
                "compatible",
                N_("Why they may be kept together"),
                hint=N_(
                    "If there are several purposes: data for incompatible purposes must be kept apart."
                ),
            ),
        ]

    def records(self) -> list[Carrier]:
        """The carriers in use."""
        return registers.carriers(self.desk)

    def act(self, values: dict[str, Any]) -> int:
        """Keep it."""
        before = self.record or Carrier(0, "", CarrierKind.PAPER, Both())
        return registers.save_carrier(self.desk, replace(before, **values))


class CarriersDialog(RegisterDialog):
    """Lists the carriers."""

    TITLE: ClassVar[str] = N_("Physical media")
    ABOUT: ClassVar[str] = N_(
        "Folders, disks, USB sticks and telephones that hold personal data. Acts of destruction "
        "list them with the number of sheets."
    )
    EMPTY: ClassVar[str] = N_("No media yet: add the first folder, disk or USB stick.")
    NEW: ClassVar[str] = N_("New medium…")
    TABLE: ClassVar[str] = "carrier"
    EDITOR = CarrierDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(
            "title", N_("Title"), lambda row, said: row.title.of(said.language), width=26, lines=3
        ),
        Column("kind", N_("Kind"), lambda row, _words: label(row.kind)),
        Column("serial", N_("Number"), lambda row, _words: row.serial, rank=1),
        Column("place", N_("Place"), lambda row, _words: row.place, width=24),
        code_column(),
    )

    def rows(self) -> Sequence[Carrier]:
        """The carriers in use."""
        return registers.carriers(self.desk)

    def about_row(self, row: Carrier) -> str:
        """The purposes it serves."""
        return purpose_names(self.desk, row.purposes)
