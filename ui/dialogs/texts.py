# SPDX-License-Identifier: Apache-2.0
"""The texts of a collection point, edition by edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from desk.domain.consent import ConsentKind
from desk.domain.registers import CollectionPoint, CollectionText
from desk.services.desk import Desk
from desk.services.register import registers
from desk.text import N_
from ui import words
from ui.act import Fields
from ui.forms import BothField, CheckField, ChoiceField, DateField, TextField
from ui.jobs import Jobs
from ui.language import _, current
from ui.registers import RecordDialog, RegisterDialog, iso
from ui.tables import Column
from ui.theme import Badge, Tone
from ui.words import label


class TextDialog(RecordDialog):
    """A new edition of a text; one that was in force is only read."""

    NAME: ClassVar[str] = "text"
    TITLE: ClassVar[str] = N_("Text at a collection point")
    VERB: ClassVar[str] = N_("Put into force")
    INTRO: ClassVar[str] = N_(
        "Copy the text exactly as people see it: its fingerprint later proves what they agreed "
        "to. The previous edition is closed and stays readable."
    )
    point = 0

    def fields(self) -> Fields:
        """Kind, purpose, version, words, tick."""
        kinds = [(str(each), label(each)) for each in ConsentKind]
        return [
            ChoiceField(
                "kind", N_("What it asks"), options=[*kinds, ("notice", _("Information only"))]
            ),
            ChoiceField(
                "purpose",
                N_("Purpose"),
                options=[
                    (None, "—"),
                    *(
                        (each.id, each.fields.title.of(current().language))
                        for each in registers.purposes(self.desk)
                    ),
                ],
            ),
            BothField("text", N_("Text"), mandatory=True, rows=6),
            CheckField("own_tick", N_("It has its own tick box")),
            TextField("version", N_("Version"), hint=N_("If empty: the day.")),
            DateField("since", N_("In force from"), mandatory=True, today=self.desk.today),
        ]

    def prepare(self) -> None:
        """A tick of its own, from today."""
        self.form.set({"own_tick": True, "since": self.desk.today()})

    def records(self) -> list[CollectionText]:
        """Every edition at the point."""
        return registers.texts(self.desk, self.point, closed=True)

    def show_record(self, record: CollectionText) -> None:
        """Read an edition."""
        super().show_record(record)
        self.lock()

    def state(self) -> dict[str, object]:
        """What was typed, and for which point."""
        return {**super().state(), "point": self.point}

    def restore(self, state: Mapping[str, object]) -> None:
        """The point, then what was typed."""
        self.point = int(str(state.get("point", 0)))
        super().restore(state)

    def act(self, values: dict[str, Any]) -> int:
        """Put it into force."""
        values["since"] = iso(values["since"])
        return registers.open_text(
            self.desk, CollectionText(id=0, point=self.point, fingerprint="", **values)
        )


class TextsDialog(RegisterDialog):
    """Lists every edition of the texts of one point."""

    TITLE: ClassVar[str] = N_("Texts at the collection point")
    ABOUT: ClassVar[str] = N_(
        "One tick, one text: since 1 September 2025 consent must be a separate document (Art. 9 (1))."
    )
    EMPTY: ClassVar[str] = N_("No text yet: copy here what people see and agree to.")
    NEW: ClassVar[str] = N_("New edition…")
    EDITOR = TextDialog
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("kind", N_("What it asks"), lambda row, _words: _kind(row), width=18),
        Column("version", N_("Version"), lambda row, _words: row.version),
        Column(
            "state",
            N_("State"),
            lambda row, _words: _badge(row).word,
            badge=lambda row, _words: _badge(row),
        ),
        Column("since", N_("Since"), lambda row, _words: words.day(row.since)),
        Column("until", N_("Until"), lambda row, _words: words.day(row.until)),
        Column(
            "fingerprint",
            N_("Fingerprint"),
            lambda row, _words: f"{row.fingerprint[:12]}…",
            tip=lambda row, _words: row.fingerprint,
            rank=1,
        ),
    )

    def __init__(
        self, desk: Desk, jobs: Jobs, parent: QWidget | None, point: CollectionPoint
    ) -> None:
        self.point = point
        super().__init__(desk, jobs, parent)

    def rows(self) -> Sequence[CollectionText]:
        """Every edition, the newest first."""
        return registers.texts(self.desk, self.point.id, closed=True)

    def editor(self) -> TextDialog:
        """A form for this point."""
        dialog = TextDialog(self.desk, self.jobs, self)
        dialog.point = self.point.id
        return dialog


def _kind(row: CollectionText) -> str:
    known = {str(each): each for each in ConsentKind}
    return label(known[row.kind]) if row.kind in known else _("Information only")


def _badge(row: CollectionText) -> Badge:
    if row.until:
        return Badge(Tone.QUIET, _("closed"))
    if not row.own_tick:
        return Badge(Tone.OVERDUE, _("no tick box of its own"))
    return Badge(Tone.DONE, _("in force"))
